"""The outside view: what projects of this kind really took, and where this estimate stands among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.initiative.plan import LAYERS
from costmodel.initiative.wording import PHRASES
from costmodel.language.language import language_of
from costmodel.review.own_projects import FEWEST, Blend, OwnRatios, closed_projects, ratios_of
from costmodel.review.reference_classes import Ratios, ReferenceClass, References, references

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.review.own_projects import Projects

NO_PUBLIC_DATA = PHRASES["no_public_data"]
OWN = "own_projects"


@dataclass(frozen=True)
class Standing:
    """Where one figure of the estimate stands in one class.

    Attributes:
        name, meaning: the class.
        of: "cost" or "schedule".
        projects: how many finished projects stand behind it.
        approved: money, or months, as approved.
        ours: the estimate's percentile at the chosen confidence, in the same unit.
        stands_at: the share of the class that ended at or below ours over approved.
        asks_for: approved times the class's percentile at the same confidence.
        p50, p80, p90, p95: percentiles of actual over planned in the class.
    """

    name: str
    meaning: str
    of: str
    projects: int
    approved: float
    ours: float
    stands_at: float
    asks_for: float
    p50: float
    p80: float
    p90: float
    p95: float

    @property
    def ratio(self) -> float:
        """Ours over approved."""
        return self.ours / self.approved

    @property
    def gap(self) -> float:
        """What the class would ask for beyond ours; negative where ours is more careful."""
        return self.asks_for - self.ours


@dataclass(frozen=True, repr=False)
class OutsideView:
    """An estimate seen from outside.

    Attributes:
        confidence: of the percentile that is compared.
        cost, schedule: the standing in the class that counts: the chosen one, or own projects blended with it or in
            its place.
        approved_is, planned_is: what the approved cost and the planned months are, in words.
        standings: every class, and the own projects.
        own_weight: the weight of own projects against the class, 0 without.
        proof: how much the own projects prove; empty without.
        limits: what the class does not say, and that there are no public data on projects of this kind.
    """

    confidence: float
    cost: Standing
    schedule: Standing
    approved_is: str
    planned_is: str
    currency: str
    standings: tuple[Standing, ...]
    own_weight: float = 0.0
    proof: str = ""
    limits: tuple[str, ...] = field(default=(NO_PUBLIC_DATA,))

    @property
    def table(self) -> pd.DataFrame:
        """Every standing as a row, indexed by class; columns as the attributes of `Standing`, with ratio and gap."""
        import pandas as pd

        columns = ("meaning", "of", "projects", "approved", "ours", "ratio", "stands_at", "asks_for", "gap")
        shares = ("p50", "p80", "p90", "p95")
        rows = [{name: getattr(one, name) for name in (*columns, *shares)} for one in self.standings]
        return pd.DataFrame(rows, index=pd.Index([one.name for one in self.standings], name="class"))

    def __repr__(self) -> str:
        percentile = f"P{100 * self.confidence:.0f}"
        lines = []
        for one, unit, what, known in (
            (self.cost, self.currency, "Cost to go-live", self.approved_is),
            (self.schedule, "months", "Months to go-live", self.planned_is),
        ):
            digits = ",.0f" if one.of == "cost" else ",.1f"
            ours, asked = f"{one.ours:{digits}} {unit}", f"{one.asks_for:{digits}} {unit}"
            lines.append(f"{what}, against {one.meaning} ({one.projects:,} projects):")
            lines.append(f"  planned {one.approved:{digits}} {unit} ({known}); {percentile} here {ours}")
            lines.append(
                f"  that is {one.ratio:.2f} times the plan; {one.stands_at:.0%} of the class ended at or below"
            )
            lines.append(f"  at the same confidence the class would ask for {asked}")
        return "\n".join([*lines, *([self.proof] if self.proof else []), *(f"Limit: {one}" for one in self.limits)])


@kinds_told
def outside_view(
    est: Estimate,
    approved: float | None = None,
    confidence: float = 0.8,
    own: Projects | None = None,
    *,
    planned_months: float | None = None,
    reference: str = "it_projects",
    schedule_reference: str = "target_driven_schedule",
    replace: bool = False,
) -> OutsideView:
    """Where an estimate stands among finished projects, and what they would ask for.

    Compared is the cost to go-live at full scope, carried through, with the approved estimate; months to go-live with
    the planned ones.

    Args:
        est: the estimate.
        approved: the approved estimate of the cost to go-live. Unless given, the user's own `first_estimate`, else the
            P50 of these assumptions: nobody plans at the case of all most likely values, which is hardly ever kept.
        confidence: which percentile is compared.
        own: the organisation's own closed projects (`closed_projects`). From three on they count: in a blend with
            the class, with the weight n / (n + 10), as `outside_view/classes.yaml` says and why.
        planned_months: the planned time to go-live; unless given, the P50.
        reference, schedule_reference: names of the classes to hold cost and schedule against.
        replace: own projects take the place of the class.

    Raises:
        AssumptionsError: faults in the own projects or in a class.
        ValueError: an approved estimate or planned months not above zero, a confidence that is not between 0 and 1,
            an unknown class or one of the other kind, `replace` with fewer than three own projects.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    known = references(est.assumptions.folders)
    money, approved_is = _approved(est, approved)
    months, planned_is = (
        (est.quantile(0.5, of="go_live"), "the P50") if planned_months is None else (float(planned_months), "as given")
    )
    if not (money > 0 and months > 0):
        raise ValueError("what was approved or planned is above zero")
    plans = {
        "cost": (_of_kind(known, reference, "cost"), money, est.quantile(confidence, of="to_go_live")),
        "schedule": (
            _of_kind(known, schedule_reference, "schedule"),
            months,
            est.quantile(confidence, of="go_live"),
        ),
    }
    standings, chosen, weights, proofs = [], {}, {}, []
    wording = est.assumptions.structure.wording
    projects = closed_projects(own, est.assumptions.currency) if own is not None else ()
    for of, (name, planned, ours) in plans.items():
        classes = {key: one for key, one in known.classes.items() if one.of == of}
        found = {
            key: _standing(key, wording.in_language(one.meaning), of, one.projects, one, (planned, ours, confidence))
            for key, one in classes.items()
        }
        chosen[of], weights[of] = found[name], 0.0
        ratios = ratios_of(projects, of)
        if len(ratios) >= FEWEST:
            mine, weight = OwnRatios(ratios), 1.0 if replace else known.credibility.weight(len(ratios))
            found[f"{OWN} {of}"] = _standing(
                f"{OWN} {of}", wording.phrase("own_projects"), of, len(ratios), mine, (planned, ours, confidence)
            )
            weights[of], chosen[of] = weight, found[f"{OWN} {of}"]
            if not replace:
                shares = {"own": f"{100 * weight:.0f} %", "other": f"{100 * (1 - weight):.0f} %"}
                meaning = wording.phrase("blend", **shares, **{"class": wording.in_language(classes[name].meaning)})
                both = Blend(mine, weight, classes[name])
                count = len(ratios) + classes[name].projects
                chosen[of] = _standing(f"blend {of}", meaning, of, count, both, (planned, ours, confidence))
                found[f"blend {of}"] = chosen[of]
        elif replace and own is not None and of == "cost":
            raise ValueError(f"{len(ratios)} own projects cannot replace a class; {FEWEST} are the fewest")
        standings += list(found.values())
        if own is not None and (of == "cost" or ratios):
            proofs.append(_proof(of, ratios, confidence, weights[of]))
    limits = [wording.phrase("no_public_data")]
    for of, (name, _, _) in plans.items():
        limits += map(wording.in_language, known[name].limits if weights[of] < 1 else ())
    return OutsideView(
        confidence=confidence,
        cost=chosen["cost"],
        schedule=chosen["schedule"],
        approved_is=approved_is,
        planned_is=planned_is,
        currency=est.assumptions.currency,
        standings=tuple(standings),
        own_weight=weights["cost"],
        proof=" ".join(proofs),
        limits=tuple(limits),
    )


def _approved(est: Estimate, approved: float | None) -> tuple[float, str]:
    """The estimate that someone has approved, at full scope, and what it is."""
    if approved is not None:
        return float(approved), "as given"
    own = est.assumptions["first_estimate.amount"].likeliest
    if own > 0:
        says, covers = language_of(), {layer: est.assumptions[f"first_estimate.covers.{layer}"] for layer in LAYERS}
        left_out = says.listed([says(f"covers: {layer}") for layer, one in covers.items() if one.likeliest == 0])
        scope = f", which leaves out {left_out}" if left_out else ""
        return own, f"the first estimate{scope}"
    return est.quantile(0.5, of="to_go_live"), "the P50 at full scope"


def _of_kind(known: References, name: str, of: str) -> str:
    if known[name].of != of:
        raise ValueError(f"the class {name!r} is about {known[name].of}, not about {of}")
    return name


def _standing(
    name: str,
    meaning: str,
    of: str,
    projects: int,
    ratios: Ratios | ReferenceClass,
    figures: tuple[float, float, float],
) -> Standing:
    planned, ours, confidence = figures
    return Standing(
        name=name,
        meaning=meaning,
        of=of,
        projects=projects,
        approved=planned,
        ours=ours,
        stands_at=ratios.below(ours / planned) if ours > 0 else 0.0,
        asks_for=planned * ratios.quantile(confidence),
        p50=ratios.quantile(0.5),
        p80=ratios.quantile(0.8),
        p90=ratios.quantile(0.9),
        p95=ratios.quantile(0.95),
    )


def _proof(of: str, ratios: tuple[float, ...], confidence: float, weight: float) -> str:
    """How much the own projects prove, in a sentence."""
    count = f"{len(ratios)} own closed project{'' if len(ratios) == 1 else 's'}"
    if len(ratios) < FEWEST:
        return f"{count} prove{'s' if len(ratios) == 1 else ''} nothing yet about {of}; the class stands alone."
    low, high = OwnRatios(ratios).interval(confidence)
    return (
        f"{count}, weight {weight:.0%}: with 90 % confidence the P{100 * confidence:.0f} of the organisation's own "
        f"{of} ratio lies between {low:.2f} and {high:.2f}."
    )
