"""How much of the spread of a figure each input carries, from samples already drawn; the rest is what they do together.

Independent inputs have shares that add up to one with the remainder (Sobol 1993): the spread is what each does alone,
and what several do only together (a wait costs more where the people who wait are dear).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from costmodel.decisions.strata import (
    FEWEST_SAMPLES,
    GROUPS,
    Bins,
    between,
    bins_of,
    groups_of,
    jackknife,
    left_out,
    side_by_side,
    sums_by_group,
)
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

OUTER = 0.1  # the lowest and the highest tenth of an input, between which a swing is taken
NOT_SEEN = "not seen"


class Part(NamedTuple):
    """What one input does to an output.

    Attributes:
        share: of the variance, first order; noise can take it a little below zero.
        standard_error: of the share (jackknife over 16 parts; NaN below 2,048 samples).
        direction: with a higher input the output "raises", "lowers", goes "both ways", or it is "not seen".
        swing: the output's mean in the input's highest tenth less that in its lowest, in the output's unit.
    """

    share: float
    standard_error: float
    direction: str
    swing: float


class Decomposition(NamedTuple):
    """The parts of all inputs, in their order, and what is left of the variance: the interactions.

    Attributes:
        parts: one for each input.
        remainder: one less the sum of their shares; 0 for an output without spread.
        standard_error: of the remainder.
    """

    parts: list[Part]
    remainder: float
    standard_error: float


def decomposed(output: Array, inputs: Iterable[Bins]) -> Decomposition:
    """An output's variance by inputs, as in `first_order`, and the remainder.

    Args:
        output: shape (samples,).
        inputs: its samples sorted by each input; independent, if the remainder is to mean anything.

    Raises:
        ValueError: fewer than two samples.
    """
    if len(output) < 2:
        raise ValueError("all at likeliest has no spread to explain; ask for 10,000 samples")
    values = np.asarray(output, dtype=np.float64) - np.mean(output)
    groups = groups_of(len(values))
    squares = left_out(np.bincount(groups, values**2, GROUPS).astype(np.float64)[:, None])[:, 0]
    numbers, gathered = [], []
    for bins in inputs:
        numbers.append(bins.number)
        gathered.append(sums_by_group(bins, groups, values))
    if not gathered:
        return Decomposition([], float(squares[0] > 0), 0.0)
    every = side_by_side(gathered)
    counts, sums = left_out(every[:, 0]), left_out(every[:, 1])

    samples = counts.sum(axis=-1)
    variance = squares / samples - (sums.sum(axis=-1) / samples) ** 2
    some = variance > 0
    parts = np.where(some, between(counts, sums, squares) / np.where(some, variance, 1.0), 0.0)
    shares, errors = jackknife(parts)
    rest, rest_error = jackknife(np.where(some[0], 1.0, 0.0) - parts.sum(axis=0))

    weight = counts[:, 0] / len(values)
    step = np.arange(counts.shape[-1]) - (weight @ np.arange(counts.shape[-1]))[:, None]
    slopes, spread = np.sum(step * sums[:, 0], axis=-1), np.sum(step**2 * counts[:, 0], axis=-1) * squares[0]
    straight = np.where(spread > 0, slopes**2 / np.where(spread > 0, spread, 1.0), 0.0)
    swings = _swings(counts[:, 0], sums[:, 0], np.array(numbers))
    if len(values) < FEWEST_SAMPLES:
        errors, rest_error = np.full(len(errors), np.nan), np.array(np.nan)
        seen = np.zeros(len(errors))
    else:
        seen = errors
    ways = [_direction(*one) for one in zip(shares, seen, straight, slopes, strict=True)]
    told = zip(shares, errors, ways, swings, strict=True)
    return Decomposition(
        [Part(float(share), float(error), way, float(swing)) for share, error, way, swing in told],
        float(rest),
        float(rest_error),
    )


def _direction(share: float, error: float, straight: float, slope: float) -> str:
    """Which way an input moves the output, where that is seen; `straight` is what a straight line explains."""
    if share <= 2 * error:
        return NOT_SEEN
    if straight < share / 4:
        return "both ways"
    return "raises" if slope > 0 else "lowers"


def _swings(counts: Array, sums: Array, numbers: Array) -> Array:
    """Mean of the highest tenth of bins less that of the lowest; of few bins (an event), of the last and the first."""
    place, number = np.arange(counts.shape[-1]), numbers[:, None]
    width = np.maximum(OUTER * number, 1.0)
    low, high = (
        np.asarray(np.clip(width - farther, 0, 1) * (place < number), dtype=np.float64)
        for farther in (place, number - 1 - place)
    )
    return np.asarray(_mean(counts, sums, high) - _mean(counts, sums, low))


def _mean(counts: Array, sums: Array, where: Array) -> Array:
    return np.asarray(np.sum(sums * where, axis=-1) / np.maximum(np.sum(counts * where, axis=-1), 1e-9))


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
        samples), direction ("raises", "lowers", "both ways", or "not seen" within two standard errors of zero), swing
        (the output's mean in the input's highest tenth less that in its lowest; of an event: happens less does not).

    Raises:
        ValueError: fewer than two samples, or inputs of another length.
    """
    import pandas as pd

    for name, values in inputs.items():
        if len(values) != len(output):
            raise ValueError(f"{name!r} has {len(values)} samples, the output {len(output)}")
    found = decomposed(output, (bins_of(np.asarray(values)) for values in inputs.values()))
    return pd.DataFrame(found.parts, index=pd.Index(list(inputs), name="assumption"), columns=list(Part._fields))
