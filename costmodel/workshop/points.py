"""What initiatives forget, point by point: the same case with and without it, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Strict
from costmodel.beliefs.units import currency_of
from costmodel.decisions.comparison import compare
from costmodel.decisions.gains import Gain, gain
from costmodel.decisions.mitigations import verdict, with_mitigation
from costmodel.errors import did_you_mean
from costmodel.estimates.result import Estimate, estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.levers import Lever
from costmodel.files.loading import load
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language, language_of
from costmodel.language.translations import translated
from costmodel.workshop.runs import AT_REST, SEED
from costmodel.workshop.shipped_files import listed
from costmodel.workshop.tables import assumption_table

if TYPE_CHECKING:
    import pandas as pd

FILE = "points.yaml"


class Point(Strict):
    """One thing that initiatives forget.

    Attributes:
        case: the scenario that shows it.
        overlay: a scenario that is laid on the case.
        only: of its changes just these assumptions; all unless told.
        measures: the risks against which the measure is taken.
        otherwise: numbers that are set, by the name of the assumption.
        varied: an assumption -> the values for which the comparison is repeated.
        sliders: what is offered to be moved.
    """

    case: str
    overlay: str = ""
    only: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    otherwise: dict[str, float] = Field(default_factory=dict)
    varied: dict[str, tuple[float, ...]] = Field(default_factory=dict)
    sliders: tuple[Lever, ...] = ()

    @property
    def is_priced(self) -> bool:
        """Whether what it costs to do is among the numbers; else only what it may cost is known."""
        return bool(self.measures) or bool(self.overlay and not self.only)

    def start(self, code: str | Language = "en") -> Assumptions:
        """The case without it."""
        return translated(load(scenarios=[self.case]), language_of(code).code)

    def done(self, case: Assumptions) -> Assumptions:
        """The case with it."""
        if self.overlay:
            laid = case.with_scenario(self.overlay)
            taken = {name: laid[name] for name in self.only}
            case = case.with_changes(taken, by=self.overlay) if taken else laid
        for risk in self.measures:
            case = with_mitigation(case, risk)
        return case.with_changes(self.otherwise) if self.otherwise else case

    def about(self, case: Assumptions) -> list[str]:
        """The assumptions that say what it is: those that change, and the risk that a measure is against."""
        risks = tuple(f"risks.{risk}." for risk in self.measures)
        done = self.done(case)
        return [name for name in case if name.startswith(risks or "\0") or done[name] != case[name]]


def points() -> Mapping[str, Point]:
    """All of them, by name, in the order of the file.

    Raises:
        AssumptionsError: every fault in the file.
    """
    return listed(FILE, "points", Point)


@dataclass(frozen=True)
class Told:
    """What a point does to the numbers of its case.

    Attributes:
        before, after: the case without and with it, drawn alike.
        set_otherwise: the table of the assumptions behind it, with their sources.
        differences: a row for each figure: as it is, with it, and the difference.
        varied: the comparison for other values of one assumption; None where none is varied.
        sentences: whether it pays here, and what the model does not count.
    """

    before: Estimate
    after: Estimate
    set_otherwise: pd.DataFrame
    differences: pd.DataFrame
    varied: pd.DataFrame | None
    sentences: tuple[str, ...]


def told(name: str, code: str | Language = "en", samples: int = AT_REST, seed: int = SEED) -> Told:
    """What a point does to the numbers of its case.

    Args:
        name: one of `points`.
        code: of the language of all texts.
        samples, seed: as for `estimate`.

    Raises:
        ValueError: there is no such point.
    """
    if name not in points():
        raise ValueError(f"no point {name!r}{did_you_mean(name, list(points()))}")
    point, says = points()[name], language_of(code)
    case = point.start(says)
    before, after = (estimate(one, samples, seed) for one in (case, point.done(case)))
    gained = gain(before, after)
    return Told(
        before,
        after,
        assumption_table(after.assumptions, point.about(case), says),
        _differences(before, after, gained, says),
        _varied(point, case, says, samples, seed),
        (_worth(point, gained, case.currency, says), *_not_counted(point, case, says)),
    )


def _differences(before: Estimate, after: Estimate, gained: Gain, says: Language) -> pd.DataFrame:
    """Means as people say them; what becomes more has a plus sign."""
    import pandas as pd

    currency = before.assumptions.currency
    rows = []
    for of in ("to_go_live", "after_go_live", "total"):
        one, other = (float(est.figure(of).mean()) for est in (before, after))
        written = [says.short_amount(value, currency) for value in (one, other)]
        rows.append([says(f"point: {of}"), *written, says.signed_amount(other - one, currency)])
    months = [float(est.go_live.mean()) for est in (before, after)]
    rows.append([says("point: go_live"), *map(says.length, months), says.signed_length(-gained.months.value)])
    reached = [says.percent(est.reaches_production) for est in (before, after)]
    rows.append([says("point: production"), *reached, says.signed_points(gained.production.value)])
    heads = [says(f"point: {key}") for key in ("figure", "as it is", "with it", "difference")]
    return pd.DataFrame(rows, columns=heads)


def _varied(point: Point, case: Assumptions, says: Language, samples: int, seed: int) -> pd.DataFrame | None:
    import pandas as pd

    rows = []
    for name, values in point.varied.items():
        for value in values:
            one = case.with_changes({name: value if not case[name].is_event else {"chance": value}})
            pair = [estimate(each, samples, seed) for each in (one, point.done(one))]
            gained, cheaper = gain(*pair), 1 - compare(*pair).chance_a_cheaper()
            moved = [three_digits(-gained.to_go_live.value), three_digits(gained.total.value), gained.months.value]
            rows.append([_shown(value, case[name], says), *moved, round(100 * cheaper), _verdict(point, gained, says)])
    if not rows:
        return None
    name = next(iter(point.varied))
    keys = (
        "dearer until go-live",
        "saves in all",
        "earlier",
        "cheaper of 100",
        "pays here" if point.is_priced else "may cost",
    )
    heads = [case[name].meaning, *(says(f"point: {key}", currency=case.currency) for key in keys)]
    return pd.DataFrame(rows, columns=heads)


def _shown(value: float, belief: Belief, says: Language) -> str:
    if belief.is_event:
        return says.percent(value)
    currency = currency_of(belief.unit)
    return says.amount(value, currency) if currency else says.number(value)


def _verdict(point: Point, gained: Gain, says: Language) -> float | str:
    if point.is_priced:
        return says(f"result: {verdict(gained.worth.value, gained.worth.error)}")
    return three_digits(max(gained.worth.value, 0.0))


def _worth(point: Point, gained: Gain, currency: str, says: Language) -> str:
    amount = says.amount(abs(gained.worth.value), currency)
    if not point.is_priced:
        return says("point: may cost up to" if gained.worth.value > 0 else "point: saves nothing", amount=amount)
    return says(f"point: {verdict(gained.worth.value, gained.worth.error)}", amount=amount)


def _not_counted(point: Point, case: Assumptions, says: Language) -> list[str]:
    found = [case.structure.risks[risk].not_counted for risk in point.measures]
    return [says("point: not counted", what=one) for one in found if one]
