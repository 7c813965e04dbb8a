"""Where an estimate is weak: each spot with how grave it is, what it is, why it matters and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from costmodel.beliefs.percentiles import FEWEST_REPLICATES
from costmodel.beliefs.sampling import STRATA
from costmodel.decisions.sensitivity import drivers
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.review.leverage import counts, leverage, share_on_judgement

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
FEWEST_SAMPLES = FEWEST_REPLICATES * STRATA
LARGEST = 10  # how many drivers are looked at one by one
NARROW = 1.15  # P90 over P10 below which a range is very narrow
HEAVY = 0.03  # leverage from which a number without a range, or with a narrow one, is worth a word
BY_HAND = ("changed by hand", "moved by hand")


@dataclass(frozen=True)
class WeakSpot:
    """One weak spot.

    Attributes:
        severity: "high" (ask for no money before it is dealt with), "medium" or "low".
        kind: which check found it.
        name: the assumption that it is about, or "" for the whole estimate.
        what, why, do: what was found, why it matters, what to do, in sentences.
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

    @cached_property
    def drivers(self) -> pd.DataFrame:
        """What drives the cost to go-live (`sensitivity.drivers`), of the assumptions only."""
        table = drivers(self.est, of="to_go_live")
        return table[[name in self.assumptions.beliefs for name in table.index]]

    @cached_property
    def leverage(self) -> dict[str, float]:
        """By how much the whole-life cost hangs on each number (`leverage`)."""
        return dict(leverage(self.assumptions, seed=self.est.seed))

    @cached_property
    def on_judgement(self) -> float:
        """The share of the cost that rests on judgement (`leverage.share_on_judgement`)."""
        return share_on_judgement(self.assumptions, self.leverage)

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
        """The share of all leverage that belongs to numbers with a range or a chance."""
        everything = sum(self.leverage.values())
        return sum(self.leverage[name] for name in self.moving) / everything if everything > 0 else 0.0


def weak_spots(evidence: Evidence) -> list[WeakSpot]:
    """All weak spots, the gravest first."""
    found = [spot for check in CHECKS for spot in check(evidence)]
    return sorted(found, key=lambda spot: (SEVERITIES.index(spot.severity), -spot.weight))


def _graded(weight: float, medium: float, high: float) -> Severity:
    return "high" if weight >= high else "medium" if weight >= medium else "low"


def _judged_drivers(evidence: Evidence) -> Iterator[WeakSpot]:
    for name, row in evidence.drivers.head(LARGEST).iterrows():
        belief = evidence.assumptions[str(name)]
        if belief.rests_on_judgement and row.share >= 0.02:
            yield WeakSpot(
                _graded(row.share, 0.05, 0.15),
                "judged driver",
                str(name),
                f"{belief.meaning}: {row.share:.0%} of the spread of the cost to go-live, and no published source",
                "The result follows this number, and it is one person's opinion",
                "Count it in a pilot, or ask two others who have done it, without telling them this figure",
                float(row.share),
            )


def _judgement(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.on_judgement >= 0.5:
        yield WeakSpot(
            _graded(evidence.on_judgement, 0.5, 0.9),
            "judgement",
            "",
            f"{evidence.on_judgement:.0%} of the cost rests on judgement",
            "Judgement is not wrong, but nobody can check it",
            "Replace the largest numbers by your own: contracts, day rates, time sheets",
            evidence.on_judgement,
        )


def _symmetric_ranges(evidence: Evidence) -> Iterator[WeakSpot]:
    for name in evidence.moving:
        belief = evidence.assumptions[name]
        weight = evidence.leverage[name]
        if belief.distribution.symmetric and belief.unit != "share":
            yield WeakSpot(
                "medium" if weight >= HEAVY else "low",
                "symmetric range",
                name,
                f"{belief.meaning}: as far up as down",
                "Work and waits may take three times as long, hardly ever a third; plus or minus is a habit",
                "Ask for the worst case first, then for the best, then for the likeliest",
                weight,
            )


def _narrow_ranges(evidence: Evidence) -> Iterator[WeakSpot]:
    for name, weight in evidence.leverage.items():
        belief = evidence.assumptions[name]
        if weight < HEAVY or belief.is_event:
            continue
        low, high = (float(one) for one in belief.quantile(np.array([0.1, 0.9])))
        if high >= NARROW * low:
            continue
        how = "one figure and no range" if belief.certain else f"P10 {low:,.4g} to P90 {high:,.4g}, very narrow"
        yield WeakSpot(
            _graded(weight, 0.05, 0.25),
            "narrow range",
            name,
            f"{belief.meaning}: {how}, and {weight:.0%} of the cost hangs on it",
            "What is taken as certain adds nothing to the P80, whatever it really does",
            "Give it the range that it had in the last three cases, or the contract that fixes it",
            weight,
        )


def _independent(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.moving and evidence.correlated < 0.25:
        none = evidence.correlated == 0
        how = "None" if none else f"{evidence.correlated:.0%}"
        yield WeakSpot(
            "high" if none else "medium",
            "independent",
            "",
            f"{how} of the {len(evidence.moving)} uncertain numbers that move the cost move with another one",
            "If all is independent, bad luck here is cancelled by good luck there, and the P80 is too low",
            "Let numbers with a common cause share a driver (moves_with), from 0.25 up",
            1 - evidence.correlated,
        )


def _counted_twice(evidence: Evidence) -> Iterator[WeakSpot]:
    for warning in evidence.assumptions.warnings():
        name = warning.split(":", 1)[0]
        yield WeakSpot(
            "medium",
            "one cause three times",
            name,
            f"{evidence.assumptions[name].meaning}: its range, a risk and a building block all move it",
            "If they stand for the same cause, it is paid for three times",
            "Say in a note which cause each stands for, or drop one of them",
            evidence.leverage.get(name, 0.0),
        )


def _operations(evidence: Evidence) -> Iterator[WeakSpot]:
    est = evidence.est
    share = float(np.mean(est.after_go_live)) / max(float(np.mean(est.total)), 1e-9)
    horizon = float(np.mean(est.figures["horizon"]))
    empty = float(np.mean(est.categories["operations"])) <= 0
    if empty or share < 0.2 or horizon < 12:
        yield WeakSpot(
            "high" if empty or horizon == 0 else "medium",
            "missing operations",
            "initiative.horizon" if horizon < 12 else "",
            f"{share:.0%} of the cost falls after go-live, over {horizon:.0f} months",
            "A system that is used is monitored, retrained and mended; that mostly costs more than building it",
            "Plan for the years for which it will be used, with retraining, monitoring and on-call",
            1 - share,
        )


def _no_failure(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.est.reaches_production == 1:
        yield WeakSpot(
            "medium",
            "nothing can fail",
            "",
            "Every sample reaches production: no gate and no risk ends the initiative",
            "About half of the initiatives do not get there; what they cost is paid all the same",
            "Give the validation a gate, and list the risks that would end it",
            1.0,
        )
    if evidence.est.share_waiting == 0:
        yield WeakSpot(
            "medium",
            "no waiting",
            "",
            "Nothing is waited for on the way to go-live",
            "Permissions, reviews and release windows take more time than the work between them",
            "Ask each office how long its last three requests took",
            1.0,
        )


def _sources(evidence: Evidence) -> Iterator[WeakSpot]:
    assumptions = evidence.assumptions
    for name, belief in assumptions.items():
        change = assumptions.last_change(name)
        by_hand = change is not None and change.why in BY_HAND
        no_place = any(one.title and not one.address for one in belief.source) and counts(name, belief)
        if belief.source and not by_hand and not no_place:
            continue
        what = "was changed by hand, with no reason" if by_hand else "has a source that nobody can look up"
        yield WeakSpot(
            "medium" if evidence.leverage.get(name, 0.0) >= HEAVY else "low",
            "missing source",
            name,
            f"{belief.meaning or name}: {what}",
            "In half a year nobody will know where the number came from",
            "Write down where it comes from, with address and year, or why it is judged so",
            evidence.leverage.get(name, 0.0),
        )


def _few_samples(evidence: Evidence) -> Iterator[WeakSpot]:
    if evidence.est.samples < FEWEST_SAMPLES:
        yield WeakSpot(
            "medium",
            "few samples",
            "",
            f"{evidence.est.samples} samples, too few to know how exact the percentiles are",
            "The figures would differ with another seed, and nobody knows by how much",
            "Ask for 10,000 samples",
            1.0,
        )


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
