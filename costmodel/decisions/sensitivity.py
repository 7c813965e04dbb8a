"""What drives the cost and the date: which assumption carries how much of the spread, from the samples already drawn.

Two readings of the same question. `drivers` asks how much of the spread would go if one number were known; `tornado`
asks how far the result moves when one number is set low and then high while all others stay as they were drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.percentiles import quantile, standard_error_of_mean, standard_error_of_quantile
from costmodel.decisions.strata import (
    FEWEST_SAMPLES,
    GROUPS,
    Bins,
    between,
    bins_of,
    drawn_bins,
    groups_of,
    jackknife,
    left_out,
    side_by_side,
    sums_by_group,
)
from costmodel.estimates.result import Estimate, compared, estimate
from costmodel.files.assumptions import Assumptions
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

ENDS = ("p10_p90", "bounds")


Explained = tuple[float, float, str]  # share, standard error, direction


def explained(output: Array, inputs: Iterable[Bins]) -> list[Explained]:
    """First-order share, its standard error and direction for one input after another, as in `first_order`.

    Args:
        output: shape (samples,).
        inputs: its samples sorted by each input.

    Raises:
        ValueError: fewer than two samples.
    """
    if len(output) < 2:
        raise ValueError("the likeliest case has no spread to explain; ask for 10,000 samples")
    values = np.asarray(output, dtype=np.float64) - np.mean(output)
    groups = groups_of(len(values))
    squares = left_out(np.bincount(groups, values**2, GROUPS).astype(np.float64)[:, None])[:, 0]
    gathered = [sums_by_group(bins, groups, values) for bins in inputs]
    if not gathered:
        return []
    every = side_by_side(gathered)
    counts, sums = left_out(every[:, 0]), left_out(every[:, 1])

    samples = counts.sum(axis=-1)
    variance = squares / samples - (sums.sum(axis=-1) / samples) ** 2
    some = variance > 0
    shares, errors = jackknife(np.where(some, between(counts, sums, squares) / np.where(some, variance, 1.0), 0.0))

    weight = counts[:, 0] / len(values)
    step = np.arange(counts.shape[-1]) - (weight @ np.arange(counts.shape[-1]))[:, None]
    slopes, spread = np.sum(step * sums[:, 0], axis=-1), np.sum(step**2 * counts[:, 0], axis=-1) * squares[0]
    straight = np.where(spread > 0, slopes**2 / np.where(spread > 0, spread, 1.0), 0.0)
    told = errors if len(values) >= FEWEST_SAMPLES else np.full(len(errors), np.nan)
    return [
        (float(share), float(said), _direction(share, error, line, slope))
        for share, said, error, line, slope in zip(shares, told, errors, straight, slopes, strict=True)
    ]


def _direction(share: float, error: float, straight: float, slope: float) -> str:
    """Which way an input moves the output, where that is seen; `straight` is what a straight line explains."""
    if share <= 2 * error:
        return "not seen"
    if straight < share / 4:
        return "both ways"
    return "raises" if slope > 0 else "lowers"


def first_order(inputs: Mapping[str, Array], output: Array) -> pd.DataFrame:
    """First-order sensitivity of any output to any inputs, from given samples.

    The share of the output's variance that lies between the means of bins of an input: Var(E[Y | X]) / Var(Y). The
    means are taken over bins of equal probability (Plischke, Borgonovo, Smith 2013: "given data"); what noise adds to
    their variance is subtracted by analysis of variance, so an input without influence comes out near zero, on either
    side of it. Inputs may be correlated: an index then holds what the input carries for its companions too, and
    indices may add up to more than one.

    Args:
        inputs: name -> values, shape (samples,).
        output: shape (samples,).

    Returns:
        a row for each input in its order; columns share, standard_error (jackknife over 16 parts; NaN below 2,048
        samples), direction ("raises", "lowers", "both ways", or "not seen" within two standard errors of zero).

    Raises:
        ValueError: fewer than two samples, or inputs of another length.
    """
    for name, values in inputs.items():
        if len(values) != len(output):
            raise ValueError(f"{name!r} has {len(values)} samples, the output {len(output)}")
    found = explained(output, (bins_of(np.asarray(values)) for values in inputs.values()))
    return _table(dict(zip(inputs, found, strict=True)))


def _table(rows: Mapping[str, tuple[Any, ...]], *before: str) -> pd.DataFrame:
    import pandas as pd

    columns = [*before, "share", "standard_error", "direction"]
    return pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="assumption"), columns=columns)


# -- of an estimate ---------------------------------------------------------------------------------------------------


def drivers(est: Estimate, of: str = "to_go_live", confidence: float | None = None) -> pd.DataFrame:
    """Which assumptions drive a figure: the share of its variance that each carries, the largest first.

    Measured is the first-order index Var(E[figure | assumption]) / Var(figure), as in `first_order`: by how much the
    variance would shrink on average if this one number were known. Assumptions that move with a shared driver carry
    what their companions carry, so shares can add up to more than one; what only several numbers do together
    (interactions) is in no share, so they can add up to less.

    Args:
        est: an estimate with more than one sample; nothing is simulated again, the draws are only looked up.
        of: a figure as for `Estimate.quantile`.
        confidence: 0.8 asks for the drivers of the tail: of whether the figure ends above its P80 or not.

    Returns:
        a row for each uncertain assumption; columns meaning, share (from 0), standard_error,
        direction (with a higher value the figure: "raises", "lowers", "both ways", "not seen").

    Raises:
        ValueError: an unknown figure, a confidence that is not between 0 and 1, or the likeliest case.
    """
    output = _measured(est.figure(of), confidence)
    named: list[tuple[str, str]] = []

    def every() -> Iterator[Bins]:
        for name, meaning, bins in drawn_bins(est):
            named.append((name, meaning))
            yield bins

    found = explained(output, every())
    rows = {
        name: (meaning, max(share, 0.0), error, direction)
        for (name, meaning), (share, error, direction) in zip(named, found, strict=True)
    }
    return _table(rows, "meaning").sort_values("share", ascending=False, kind="stable")


def _measured(values: Array, confidence: float | None) -> Array:
    if confidence is None:
        return values
    _check(confidence)
    return np.where(values > quantile(values, confidence), 1.0, 0.0)


def _check(confidence: float | None) -> None:
    if confidence is not None and not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1, such as 0.8")


# -- one number low, then high ----------------------------------------------------------------------------------------


def tornado(
    assumptions: Assumptions,
    of: str = "to_go_live",
    samples: int = 4096,
    seed: int = 1,
    most: int | None = None,
    confidence: float | None = None,
    ends: str = "p10_p90",
    names: Iterable[str] | None = None,
) -> pd.DataFrame:
    """How far a figure moves when one assumption is set low, then high, and all others stay as drawn.

    All runs share their random numbers, so a swing carries almost no noise. An event is set to "does not happen" and
    "happens": its swing says what is at stake, not how likely it is. Companions of a shared driver stay as drawn.

    Args:
        assumptions: what is believed.
        of: a figure as for `Estimate.quantile`.
        samples, seed: of each of the runs, two for each assumption; 1 sample compares likeliest cases.
        most: only so many of the largest swings.
        confidence: moved is the mean, or this percentile (0.8 for P80).
        ends: "p10_p90", or "bounds" (hard bounds; P10 and P90 where there are none).
        names: only these; otherwise all that are uncertain.

    Returns:
        a row for each assumption, the largest swing first; columns meaning, unit, low_value, high_value (what
        it is set to), low, high (the figure then), base (the figure with everything drawn), swing (high - low),
        standard_error (of the swing; NaN below 2,048 samples).

    Raises:
        ValueError: an unknown figure or kind of ends, or an impossible confidence.
        KeyError: an unknown name.
    """
    import pandas as pd

    _check(confidence)
    if ends not in ENDS:
        raise ValueError(f"no ends {ends!r}; there are {', '.join(ENDS)}")
    known = estimate(assumptions, samples, seed)
    base = _figure(known.figure(of), confidence)
    rows = []
    for name in assumptions.uncertain if names is None else names:
        belief = assumptions[name]
        values = (belief.low, belief.high) if ends == "bounds" else belief.quantile(np.array([0.1, 0.9]))
        low, high = (0.0, 1.0) if belief.is_event else (float(values[0]), float(values[1]))
        runs = [
            compared(known, assumptions.with_changes({name: value}, by="tornado")).figure(of) for value in (low, high)
        ]
        at_low, at_high = (_figure(run, confidence) for run in runs)
        error = _error(runs[0], runs[1], confidence)
        rows.append((name, belief.meaning, belief.unit, low, high, at_low, at_high, base, at_high - at_low, error))
    columns = ["meaning", "unit", "low_value", "high_value", "low", "high", "base", "swing", "standard_error"]
    found = pd.DataFrame(rows, columns=["assumption", *columns]).set_index("assumption")
    found = found.sort_values("swing", key=np.abs, ascending=False, kind="stable")
    return found if most is None else found.head(most)


def _figure(values: Array, confidence: float | None) -> float:
    return float(values.mean()) if confidence is None else quantile(values, confidence)


def _error(low: Array, high: Array, confidence: float | None) -> float:
    """Standard error of the swing; of percentiles as if the runs were independent, so rather too much."""
    if confidence is None:
        return standard_error_of_mean(high - low)
    return math.hypot(*(standard_error_of_quantile(run, confidence) for run in (low, high)))
