"""Where an estimate is weak: each spot with how grave it is, what it is, why it matters and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from costmodel.beliefs.percentiles import FEWEST_REPLICATES
from costmodel.beliefs.sampling import STRATA
from costmodel.decisions.columns import driver_name, moved_together
from costmodel.decisions.sensitivity import REMAINDER, drivers
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.language.beliefs import written_number
from costmodel.language.translations import language_spoken
from costmodel.review.leverage import Moved, counts, judged, moved, share_on_judgement

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["high", "medium", "low"]
HIGH: Severity = "high"
MEDIUM: Severity = "medium"
LOW: Severity = "low"
SEVERITIES: tuple[Severity, ...] = (HIGH, MEDIUM, LOW)
FEWEST_SAMPLES = FEWEST_REPLICATES * STRATA
SCOPE = "to_go_live"  # of what the shares on judgement are shares
LARGEST = 10  # how many drivers are looked at one by one
NARROW = 1.15  # P90 over P10 below which a range is very narrow
HEAVY = 0.03  # leverage from which a number without a range, or with a narrow one, is worth a word


@dataclass(frozen=True)
class WeakSpot:
    """One weak spot.

    Attributes:
        severity: "high" (ask for no money before it is dealt with), "medium" or "low".
        kind: which check found it.
        name: the assumption that it is about, or "" for the whole estimate.
        what, why, do: what was found, why it matters, what to do, in sentences of the language of the assumptions.
        weight: the figure behind it: a share of the spread, of the cost or of the numbers.
    """

    severity: Severity
    kind: str
    name: str
    what: str
    why: str
    do: str
    weight: float


class Evidence:
    """What the checks look at, each figure worked out once.

    Args:
        est: an estimate with samples.
    """

    def __init__(self, est: Estimate) -> None:
        self.est = est
        self.assumptions: Assumptions = est.assumptions
        self.says = language_spoken(est.assumptions)

    @cached_property
    def drivers(self) -> pd.DataFrame:
        """What drives the cost to go-live (`sensitivity.drivers`), without the remainder."""
        return drivers(self.est, of=SCOPE).drop(index=REMAINDER, errors="ignore")

    @cached_property
    def _moved(self) -> Moved:
        return moved(self.assumptions, seed=self.est.seed)

    @cached_property
    def leverage(self) -> dict[str, float]:
        """By how much the whole-life cost hangs on each number (`leverage.Moved`)."""
        return dict(self._moved.leverage())

    @cached_property
    def money_on_judgement(self) -> float:
        """The share of the mean cost to go-live that stands on judgement (`leverage.share_on_judgement`)."""
        return share_on_judgement(self.assumptions, self._moved.money(SCOPE))

    @cached_property
    def variance_on_judgement(self) -> float:
        """The share of the variance of the cost to go-live that stands on judgement."""
        shares = {str(name): float(share) for name, share in self.drivers["share"].items()}
        return share_on_judgement(self.assumptions, shares)

    @cached_property
    def moving(self) -> list[str]:
        """The uncertain numbers that move the cost at all."""
        return [name for name in self.assumptions.uncertain if self.leverage.get(name, 0.0) > 0]

    @cached_property
    def correlated(self) -> float:
        """The share of these that move with a driver shared with others."""
        together = [name for name in self.moving if self.assumptions[name].moves_with is not None]
        return len(together) / len(self.moving) if self.moving else 0.0

    @cached_property
    def uncertain_share(self) -> float:
        """The share of the mean cost that stands on numbers with a range or a chance."""
        money = self._moved.money()
        return sum(money.get(name, 0.0) for name in self.assumptions.uncertain)


def weak_spots(evidence: Evidence) -> list[WeakSpot]:
    """All weak spots, the gravest first."""
    found = [spot for check in CHECKS for spot in check(evidence)]
    return sorted(found, key=lambda spot: (SEVERITIES.index(spot.severity), -spot.weight))


def _graded(weight: float, medium: float, high: float) -> Severity:
    return HIGH if weight >= high else MEDIUM if weight >= medium else LOW


def _spot(evidence: Evidence, severity: Severity, kind: str, name: str, weight: float, what: str) -> WeakSpot:
    """A spot in the language of the assumptions: why each kind matters, and what to do, is always the same."""
    says = evidence.says
    return WeakSpot(severity, kind, name, what, says(f"weak why {kind}"), says(f"weak do {kind}"), weight)


def _judged_drivers(evidence: Evidence) -> Iterator[WeakSpot]:
    says = evidence.says
    together = {driver_name(driver): names for driver, names in moved_together(evidence.assumptions).items()}
    for name, row in evidence.drivers.head(LARGEST).iterrows():
        if not judged(evidence.assumptions, str(name)) or row.share < 0.02:
            continue
        grade, share = _graded(row.share, 0.05, 0.15), float(row.share)
        told = {"meaning": str(row.meaning), "share": says.percent(share)}
        if row.kind == "discrepancy":
            yield _spot(evidence, grade, "judged experience", str(name), share, says("weak judged experience", **told))
        elif (names := together.get(str(name))) is None:
            yield _spot(evidence, grade, "judged driver", str(name), share, says("weak judged driver", **told))
        else:
            what = says("weak judged cause", count=says.number(len(names)), **told)
            yield _spot(evidence, MEDIUM if grade == HIGH else grade, "judged cause", "", share, what)


def _judgement(evidence: Evidence) -> Iterator[WeakSpot]:
    share = max(evidence.money_on_judgement, evidence.variance_on_judgement)
    if share >= 0.5:
        yield _spot(evidence, _graded(share, 0.5, 0.9), "judgement", "", share, on_judgement(evidence))


def on_judgement(evidence: Evidence) -> str:
    """How much of the cost, and how much of its spread, rests on judgement, as a sentence."""
    says = evidence.says
    money, variance = says.percent(evidence.money_on_judgement), says.percent(evidence.variance_on_judgement)
    return says("weak judgement", money=money, variance=variance)


def _symmetric_ranges(evidence: Evidence) -> Iterator[WeakSpot]:
    for name in evidence.moving:
        belief = evidence.assumptions[name]
        weight = evidence.leverage[name]
        if belief.distribution.symmetric and belief.unit != "share":
            what = evidence.says("weak symmetric range", meaning=belief.meaning)
            yield _spot(evidence, MEDIUM if weight >= HEAVY else LOW, "symmetric range", name, weight, what)


def _narrow_ranges(evidence: Evidence) -> Iterator[WeakSpot]:
    says = evidence.says
    for name, weight in evidence.leverage.items():
        belief = evidence.assumptions[name]
        if weight < HEAVY or belief.is_event:
            continue
        low, high = (float(one) for one in belief.quantile(np.array([0.1, 0.9])))
        if high >= NARROW * low:
            continue
        told = {"meaning": belief.meaning, "share": says.percent(weight)}
        what = (
            says("weak no range", **told)
            if belief.certain
            else says("weak narrow range", low=written_number(low, says), high=written_number(high, says), **told)
        )
        yield _spot(evidence, _graded(weight, 0.05, 0.25), "narrow range", name, weight, what)


def _independent(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.moving and evidence.correlated < 0.25:
        says, count = evidence.says, evidence.says.number(len(evidence.moving))
        if evidence.correlated == 0:
            grade, what = HIGH, says("weak all independent", count=count)
        else:
            grade, what = MEDIUM, says("weak independent", count=count, share=says.percent(evidence.correlated))
        yield _spot(evidence, grade, "independent", "", 1 - evidence.correlated, what)


def _counted_twice(evidence: Evidence) -> Iterator[WeakSpot]:
    for warning in evidence.assumptions.warnings():
        name = warning.split(":", 1)[0]
        what = evidence.says("weak one cause three times", meaning=evidence.assumptions[name].meaning)
        yield _spot(evidence, MEDIUM, "one cause three times", name, evidence.leverage.get(name, 0.0), what)


def _operations(evidence: Evidence) -> Iterator[WeakSpot]:
    est, says = evidence.est, evidence.says
    share = float(np.mean(est.after_go_live)) / max(float(np.mean(est.total)), 1e-9)
    horizon = float(np.mean(est.figures["horizon"]))
    empty = float(np.mean(est.categories["operations"])) <= 0
    if empty or share < 0.2 or horizon < 12:
        name = "initiative.horizon" if horizon < 12 else ""
        what = says("weak missing operations", share=says.percent(share), months=says.after_months(round(horizon)))
        yield _spot(evidence, HIGH if empty or horizon == 0 else MEDIUM, "missing operations", name, 1 - share, what)


def _no_failure(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.est.reaches_production == 1:
        yield _spot(evidence, MEDIUM, "nothing can fail", "", 1.0, evidence.says("weak nothing can fail"))
    if evidence.est.share_waiting == 0:
        yield _spot(evidence, MEDIUM, "no waiting", "", 1.0, evidence.says("weak no waiting"))


def _sources(evidence: Evidence) -> Iterator[WeakSpot]:
    assumptions, says = evidence.assumptions, evidence.says
    for name, belief in assumptions.items():
        change, weight = assumptions.last_change(name), evidence.leverage.get(name, 0.0)
        by_hand = change is not None and not assumptions.structure.wording.is_reason(change.why)
        no_place = any(one.title and not one.address for one in belief.source) and counts(name, belief)
        if belief.source and not by_hand and not no_place:
            continue
        meaning = belief.meaning or name
        what = says("weak by hand", meaning=meaning) if by_hand else says("weak missing source", meaning=meaning)
        yield _spot(evidence, MEDIUM if weight >= HEAVY else LOW, "missing source", name, weight, what)


def _few_samples(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.est.samples < FEWEST_SAMPLES:
        what = evidence.says("weak few samples", count=evidence.says.number(evidence.est.samples))
        yield _spot(evidence, MEDIUM, "few samples", "", 1.0, what)


CHECKS = (
    _judged_drivers,
    _judgement,
    _symmetric_ranges,
    _narrow_ranges,
    _independent,
    _counted_twice,
    _operations,
    _no_failure,
    _sources,
    _few_samples,
)
