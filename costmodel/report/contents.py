"""What a report contains, computed once for all forms: tables of real numbers that say what adds up to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.decisions.actions import Step, each_action, each_step, ranked, stepped
from costmodel.decisions.confidence import chance_of_point_estimate
from costmodel.decisions.mitigations import Measure, contributions, open_measures
from costmodel.decisions.sensitivity import drivers
from costmodel.estimates.variations import Variations
from costmodel.files.assumptions import Assumptions, Change
from costmodel.files.categories import cost_categories
from costmodel.language.beliefs import all_sourced, believed
from costmodel.language.language import Language
from costmodel.language.translations import Texts, texts, translated
from costmodel.report import who as who_it_is
from costmodel.report.decision_tables import MOST_SAMPLES, decision_tables
from costmodel.report.drawing import Needs
from costmodel.report.finance_tables import finance_tables
from costmodel.report.lives import lives
from costmodel.report.periods import by_year, first_year_of_plan, on_calendar, years_shown
from costmodel.report.tables import Cell, Column, Kind, Table, finite
from costmodel.report.viewed import Viewed
from costmodel.report.way import way
from costmodel.simulation.ledger import SCOPES

if TYPE_CHECKING:
    import pandas as pd

FIGURES = ("p10", "p50", "p80", "p90")
WITH_ERRORS = ("mean", *FIGURES, "se_mean", "se_p80")
CURVE = tuple(range(5, 100, 5))  # percentiles of the S-curve


@dataclass(frozen=True)
class Contents(Viewed):
    """Everything that a report shows of one estimate, each part computed when it is first asked for.

    Attributes:
        est: a simulation; its assumptions are put into the language here, for all forms of a report.
        day: when the report is made; None where that is not to be said.
        known: slow figures that are worked out already, by what they are called in `Needs`.

    Raises:
        ValueError: the likeliest case alone, which is no report.
        AssumptionsError: faults in the texts of this language.
    """

    day: dt.date | None = None
    known: Mapping[Needs, pd.DataFrame] = field(default_factory=dict, kw_only=True)

    def __post_init__(self) -> None:
        if self.est.samples < 2:
            raise ValueError("a report needs a simulation: estimate(assumptions, samples=10_000)")
        told = translated(self.est.assumptions, self.says.code)
        if told is not self.est.assumptions:
            object.__setattr__(self, "est", replace(self.est, assumptions=told))

    # -- what is computed -----------------------------------------------------------------------------------------

    @cached_property
    def figures(self) -> pd.DataFrame:
        """`Estimate.summary`."""
        return self.est.summary()

    @cached_property
    def means(self) -> pd.DataFrame:
        """Mean money by category, to go-live and after."""
        import pandas as pd

        found = {scope: {name: self._mean(name, scope) for name in cost_categories()} for scope in SCOPES}
        return pd.DataFrame(found)

    @cached_property
    def flow(self) -> pd.DataFrame:
        """Expected spending by fiscal year and category."""
        return self.est.cash_flow("fiscal_year")

    @cached_property
    def _years(self) -> int:
        """How many fiscal years stand alone in every table of money by year."""
        return years_shown(self.flow)

    @cached_property
    def drivers(self) -> pd.DataFrame:
        """What drives the cost to go-live."""
        return drivers(self.est)

    @cached_property
    def date_drivers(self) -> pd.DataFrame:
        """What drives the months to go-live."""
        return drivers(self.est, of="go_live")

    @cached_property
    def actions(self) -> pd.DataFrame:
        """The best actions."""
        return ranked(each_action(self._around, self._levels_up, self._measures))

    @cached_property
    def steps(self) -> pd.DataFrame:
        """What one level more of each building block is worth."""
        return stepped(self._around.known, self._levels_up)

    def frame(self, name: Needs) -> pd.DataFrame:
        """One of the slow figures: as somebody has worked it out already, else as it is worked out here."""
        found: pd.DataFrame = self.known[name] if name in self.known else getattr(self, name)
        return found

    @cached_property
    def _around(self) -> Variations:
        """The same estimate of few samples, for what simulates again for each of its rows."""
        est, samples = self.est, min(self.est.samples, MOST_SAMPLES)
        return Variations(est) if samples == est.samples else Variations.drawn(est.assumptions, samples, est.seed)

    @cached_property
    def _levels_up(self) -> list[Step]:
        """Each building block one level up, simulated once for the steps and the actions."""
        return list(each_step(self._around))

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        """The mitigations not yet done, simulated once for risks and actions."""
        return open_measures(self._around)

    def _mean(self, category: str, scope: str) -> float:
        return float(np.mean(self.est.figures[f"{scope} {category}"]))

    # -- tables ---------------------------------------------------------------------------------------------------

    def _heading(self, *names: str) -> tuple[str, ...]:
        return tuple(self.says(f"column {name}") for name in names)

    @cached_property
    def summary(self) -> Table:
        """Cost to go-live, after it, and in total."""
        names = self._heading("figure", "likeliest", "kept", *WITH_ERRORS)
        columns = (
            Column(names[0]),
            Column(names[1], "money", adds=True),
            Column(names[2], "share"),
            *(Column(n, "money", one == "mean") for n, one in zip(names[3:], WITH_ERRORS, strict=True)),
        )
        values = {scope: self._row(scope, self.figures.loc[scope].to_dict()) for scope in (*SCOPES, "total")}
        rows = tuple((self.says.name(scope), *values[scope]) for scope in SCOPES)
        read = self.says("read p80", odds=self.says.of_ten(0.8))
        notes = (read, self.says("read sums"))
        return Table("summary", columns, rows, (self.says.name("total"), *values["total"]), notes)

    @cached_property
    def lives(self) -> Table:
        """The cost to the horizon, until the retirement, and with replacements."""
        return lives(self.est, self.figures, self._points, self.says)

    @cached_property
    def date(self) -> Table:
        """Months to go-live, and the calendar months where the start is said."""
        shown = ("likeliest", "kept", *WITH_ERRORS)
        names = self._heading("figure", *shown)
        row = self._row("go_live", self.est.go_live_figures().loc["go_live"].to_dict())
        columns = (
            Column(names[0]),
            Column(names[1], "number"),
            Column(names[2], "share"),
            *(Column(name, "number") for name in names[3:]),
        )
        months = dict(zip(shown, row, strict=True))
        return Table("date", columns, ((self.says.name("go_live"), *row), *on_calendar(months, self.est, self.says)))

    def _row(self, of: str, row: Mapping[Any, float]) -> tuple[Cell, ...]:
        """All assumptions at their likeliest, the chance that this is kept, and the figures `WITH_ERRORS`."""
        point = (self._points.loc[of, name] for name in ("point", "chance"))
        return tuple(finite(value) for value in (*point, *(row[name] for name in WITH_ERRORS)))

    @cached_property
    def _points(self) -> pd.DataFrame:
        """What all assumptions at their likeliest come to, and how likely that is kept."""
        return chance_of_point_estimate(self.est)

    @cached_property
    def way(self) -> Table:
        """From the first estimate to the budget and the whole life."""
        return way(self.est, self.confidence, self.says)

    @property
    def shares(self) -> list[float]:
        """Which percentiles the curve is told by; that of the confidence is among them."""
        return sorted({*(percent / 100 for percent in CURVE), self.confidence})

    @cached_property
    def curve(self) -> Table:
        """Percentiles of budget, date and whole life."""
        of = {"to_go_live": "money", "go_live": "number", "total": "money"}
        columns: list[Column] = [Column(self.says("column share"), "share")]
        columns += [Column(self.says.name(name), kind) for name, kind in of.items()]  # type: ignore[arg-type]
        rows = tuple((share, *(self.est.quantile(share, of=name) for name in of)) for share in self.shares)
        return Table("curve", tuple(columns), rows, notes=(self.says("read curve"),))

    @cached_property
    def categories(self) -> Table:
        """Cost by category: means to go-live and after, which add up, and percentiles of the whole life."""
        names = self._heading("category", *SCOPES, "total", "share", *FIGURES, "se_p80")
        kinds: tuple[Kind, ...] = ("text", *(("money",) * 3), "share", *(("money",) * 5))
        columns = [Column(name, kind) for name, kind in zip(names, kinds, strict=True)]
        for place in (1, 2, 3):
            columns[place] = Column(names[place], "money", adds=True, across=(1, 2) if place == 3 else ())
        columns[4] = Column(names[4], "share", part_of=3)
        later = (*FIGURES, "se_p80")
        rows = tuple(
            (
                self.says.name(name),
                *(self._mean(name, scope) for scope in SCOPES),
                None,
                None,
                *(finite(self.figures.loc[name, one]) for one in later),
            )
            for name in sorted(cost_categories(), key=lambda one: -sum(self._mean(one, scope) for scope in SCOPES))
        )
        total = self.figures.loc["total"]
        whole = (self.says("total row"), None, None, None, None, *(finite(total[one]) for one in later))
        return Table("categories", tuple(columns), rows, whole, (self.says("read means"), self.says("read sums")))

    @cached_property
    def cash_flow(self) -> Table:
        """Expected spending by fiscal year and category; adds up to the mean total."""
        return by_year("cash_flow", self.flow, self.est.assumptions.calendar, self.says, years=self._years)

    @cached_property
    def plan(self) -> Table:
        """The plan at the confidence by fiscal year and category; adds up to that percentile."""
        says, sure, plan = self.says, self.confidence, self.est.plan(self.confidence)
        told = (
            says("read plan", percentile=says.percentile(sure)),
            first_year_of_plan(self.est, plan, self.flow, sure, says),
        )
        table = by_year("plan", plan, self.calendar, says, *told, years=self._years)
        return replace(table, title=says("plan title", sure=says.percent(sure)))

    @cached_property
    def finance(self) -> tuple[Table, ...]:
        """What finance asks: each view by fiscal year, at the mean and at the confidence."""
        return finance_tables(self.est, self.says, self.confidence, self._years)

    @cached_property
    def decisions(self) -> tuple[Table, ...]:
        """Drivers, risks, best actions, money to each gate, the outside view, weak spots, and the guides' checklist."""
        struck = contributions(self._around, self._measures)
        return decision_tables(self, self.frame("drivers"), self.frame("date_drivers"), struck, self.frame("actions"))

    @cached_property
    def provenance(self) -> Table:
        """What it takes to get the same figures again, and the files that the numbers came from."""
        est, says = self.est, self.says
        assumptions = est.assumptions
        who: list[tuple[str, Cell]] = [*who_it_is.facts(est, says)]
        if assumptions.initiative.name:
            who.insert(0, (says("initiative name"), assumptions.initiative.name))
        told: list[tuple[str, Cell]] = [
            ("fingerprint", est.fingerprint),
            ("assumptions", assumptions.fingerprint),
            ("seed", float(est.seed)),
            ("samples", float(est.samples)),
            ("version", est.version),
            ("currency", assumptions.currency),
            ("year", str(assumptions.structure.prices.year)),
            ("horizon", assumptions["initiative.horizon"].likeliest),
            ("scenarios", ", ".join(assumptions.scenarios) or says("no scenario alone")),
            ("changes", float(len(assumptions.changes))),
        ]
        if self.day is not None:
            told.append(("made", says.date(self.day)))
        files = dict.fromkeys(origin.file for origin in assumptions.origins.values())
        rows = who + [(says(f"provenance {key}"), value) for key, value in told]
        rows.append((says("provenance files"), ", ".join(files)))
        return Table("provenance", tuple(map(Column, self._heading("key", "text"))), tuple(rows))

    def tables(self) -> Sequence[Table]:
        """All tables but the assumptions, in the order of a report."""
        money = (self.categories, self.cash_flow, self.plan, *self.finance)
        return (self.summary, self.lives, self.date, self.way, *money, *self.decisions, self.provenance)


def assumption_rows(contents: Contents) -> Iterator[list[str]]:
    """Each assumption: name, meaning, what is believed, source, place, and what overrode it and why."""
    assumptions, says = contents.est.assumptions, contents.says
    called = texts(says.code, assumptions.folders)
    for name, belief in assumptions.items():
        change, origin = assumptions.last_change(name), assumptions.origins.get(name)
        yield [
            name,
            belief.meaning,
            believed(belief, called, says),
            all_sourced(belief.source, says, whole=True),
            str(origin) if origin is not None else "",
            _overridden(change, assumptions, called, says) if change is not None else "",
        ]


def _overridden(change: Change, assumptions: Assumptions, called: Texts, says: Language) -> str:
    """Which scenario put a number there and why; what was changed by hand has its reason alone."""
    if change.by not in assumptions.scenarios:
        return change.why
    return says("sheet: changed by", by=called.scenario_label(change.by), why=change.why)
