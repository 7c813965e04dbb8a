"""What experience adds to a budget: the same samples with and without what estimates of this stage have missed."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from costmodel.estimates.result import Estimate, compared
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.discrepancy import OFF, STAGE, stage_of


def stage(assumptions: Assumptions) -> str:
    """How mature the estimate is said to be, one of `discrepancy.STAGES`."""
    return stage_of(assumptions[STAGE].likeliest)


def from_the_plan_alone(est: Estimate) -> Estimate:
    """The same samples without what experience adds; the estimate itself where nothing is added.

    It is simulated once for each estimate, with the same draws, so that the difference has no noise of its own.
    """
    if est.assumptions[STAGE].likeliest == OFF:
        return est
    found = _KNOWN.get(est)
    if found is None:
        found = _KNOWN[est] = compared(est, est.assumptions.with_changes({STAGE: OFF}))
    return found


def added_by_experience(est: Estimate, confidence: float, of: str = "to_go_live") -> float:
    """By how much a percentile is higher with what experience adds than without it.

    Args:
        est: a simulation.
        confidence: of the percentile, 0.8 for P80.
        of: a figure as for `Estimate.quantile`; the result is in its unit.

    Raises:
        ValueError: an unknown figure, or a confidence outside 0..1.
    """
    return est.quantile(confidence, of=of) - from_the_plan_alone(est).quantile(confidence, of=of)


_KNOWN: WeakKeyDictionary[Estimate, Estimate] = WeakKeyDictionary()
