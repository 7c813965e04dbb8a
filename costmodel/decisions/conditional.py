"""What decides the number: the budget or the date where one input is low, and where it is high, all others as drawn.

Read off the samples that are already there: those in which the input lies near its P10 are a smaller estimate of their
own, and so are those near its P90. Nothing is simulated again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import quantile, sorted_quantile
from costmodel.decisions.columns import Column, driver_name, independent, moved_together, whole
from costmodel.decisions.strata import Bins
from costmodel.estimates.result import Estimate
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

NORMAL = NormalDist()
NEAR = 0.05  # of the samples on either side of an input's P10 or P90
FEWEST = 0.01  # of the samples that must be at an end
SURE = 3.0  # standard errors from which a difference is no accident, though hundreds of inputs are looked at
BETWEEN = 2.5631  # standard deviations between P10 and P90 of a normal distribution
COLUMNS = ("meaning", "low", "high", "base", "swing", "standard_error", "spread", "seen")


def conditional(
    est: Estimate,
    of: str = "to_go_live",
    confidence: float = 0.8,
    names: Iterable[str] | None = None,
) -> pd.DataFrame:
    """A percentile of a figure at the low and at the high end of each input, with everything else as it was drawn.

    Low and high are the input's P10 and P90: the tenth of the samples around them is looked at. What an input shares
    with others through a hidden driver is left aside, for whoever moves the input does not move the others. An event is
    told apart by whether it happens; a choice by the values that hold its P10 and P90.

    Args:
        est: an estimate with more than one sample.
        of: a figure as for `Estimate.quantile`.
        confidence: of the percentile, such as 0.8.
        names: only these inputs; otherwise all that are uncertain.

    Returns:
        a row for each input, the one that spreads the figure most first; columns meaning, low, high, base (the
        percentile at the low end, at the high end, of all samples; money or months), swing (high - low),
        standard_error (of the swing), spread (by how much the input spreads the percentile, as a standard deviation:
        so an event that is rare counts for as little as it does), seen (the swing is above three standard errors).
        Inputs of which too few samples are at one end are left out.

    Raises:
        ValueError: an unknown figure, or a confidence that is not between 0 and 1.
        KeyError: an unknown name.
    """
    import pandas as pd

    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1, such as 0.8")
    values = est.figure(of)
    base = quantile(values, confidence)
    rows = []
    for column in _columns(est, names):
        event = est.assumptions[column.name].is_event
        moves = est.assumptions[column.name].moves_with
        ends = _ends(column.bins, 0.0 if moves is None else moves.strength, event=event)
        if ends is None:
            continue
        (at_low, low_error), (at_high, high_error) = (_percentile(values[end], confidence) for end in ends)
        swing, error = at_high - at_low, math.hypot(low_error, high_error)
        share = float(np.mean(ends[1]))
        spread = abs(swing) * (math.sqrt(share * (1 - share)) if event else 1 / BETWEEN)
        seen = abs(swing) > SURE * error
        rows.append((column.name, column.meaning, at_low, at_high, base, swing, error, spread, seen))
    table = pd.DataFrame(rows, columns=["assumption", *COLUMNS]).set_index("assumption")
    return table.sort_values("spread", ascending=False, kind="stable")


def deciding(est: Estimate, of: str = "to_go_live", confidence: float = 0.8, most: int = 10) -> tuple[str, ...]:
    """The names of the inputs that decide a figure most, the first the most; those whose effect is no accident."""
    table = conditional(est, of, confidence)
    return tuple(map(str, table.index[table["seen"]][:most]))


def _columns(est: Estimate, names: Iterable[str] | None) -> Iterator[Column]:
    """Events by whether they happen, all other inputs by what is theirs alone."""
    assumptions = est.assumptions
    drivers = [driver_name(driver) for driver in moved_together(assumptions)]
    wanted = set(assumptions.uncertain if names is None else names)
    for name in wanted:
        assumptions[name]  # a KeyError that says which are like it
    events = {name for name in assumptions.uncertain if assumptions[name].is_event}
    others = set(assumptions.uncertain) - events
    yield from whole(est, {*drivers, *others, *events - wanted})
    yield from independent(est, {*drivers, *events, *others - wanted})


def _ends(bins: Bins, strength: float, *, event: bool) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """The samples at the low end and those at the high end; None where one end has too few to say anything.

    An input that moves with a driver is a mixture of both, so what is its own must lie further out for the input to
    reach its P10 while the driver is in its middle.
    """
    if event:
        high = bins.of > 0
        low = ~high
    else:
        share = max(NORMAL.cdf(NORMAL.inv_cdf(0.1) / math.sqrt(1 - min(strength**2, 0.99))), NEAR)
        upto = np.cumsum(np.bincount(bins.of, minlength=bins.number)) / len(bins.of)
        low, high = _around(bins, upto, share), _around(bins, upto, 1 - share)
        if np.array_equal(low, high):
            return None
    fewest = min(np.count_nonzero(low), np.count_nonzero(high))
    return (low, high) if fewest >= FEWEST * len(bins.of) else None


def _around(bins: Bins, upto: Array, share: float) -> NDArray[np.bool_]:
    """The samples whose rank lies near a share of all."""
    first = int(np.searchsorted(upto, share - NEAR, side="right"))
    last = int(np.searchsorted(upto, share + NEAR - 1e-9, side="left"))
    return np.asarray((bins.of >= first) & (bins.of <= min(last, bins.number - 1)))


def _percentile(values: Array, confidence: float) -> tuple[float, float]:
    """A percentile and its standard error: half of what lies between the ranks one standard error below and above."""
    ordered = np.sort(values)
    error = math.sqrt(confidence * (1 - confidence) / len(ordered))
    below, above = (sorted_quantile(ordered, min(max(confidence + one, 0.0), 1.0)) for one in (-error, error))
    return sorted_quantile(ordered, confidence), (above - below) / 2
