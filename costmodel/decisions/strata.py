"""Samples sorted by one input into bins of equal probability, to read off what knowing that input would tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.sampling import STRATA
from costmodel.typing import Array

GROUPS = 16  # parts of the samples that are left out in turn for standard errors
FEWEST_BINS, MOST_BINS = 4, 256
FEWEST_SAMPLES = 8 * STRATA  # below, a standard error says nothing

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Bins:
    """The samples sorted by one input into bins: equally many in each, or one bin for each value of a discrete input.

    Attributes:
        of: the bin of each sample, shape (samples,).
        number: how many bins there are.
    """

    of: NDArray[np.integer[Any]]
    number: int


def bins_for(samples: int) -> int:
    """How many bins: the power of two next below the root of the number of samples, from 4 to 256."""
    fitting = 1 << int(np.log2(max(samples, 1)) / 2)
    return min(max(fitting, FEWEST_BINS), MOST_BINS)


def bins_of(values: Array) -> Bins:
    """Bins of an input's values by rank; one for each value where there are few values (an event, a choice)."""
    number = bins_for(len(values))
    order = np.argsort(values, kind="stable")
    new = np.diff(values[order], prepend=values[order[0]]) != 0
    distinct = 1 + int(np.count_nonzero(new))
    found = np.empty(len(values), dtype=np.uint8)  # as MOST_BINS are
    found[order] = np.cumsum(new) if distinct <= number else np.arange(len(values)) * number // len(values)
    return Bins(found, min(number, distinct))


def groups_of(samples: int) -> Places:
    """The part each sample belongs to, of `GROUPS`; whole replicates stay together where there are enough of them."""
    place = np.arange(samples)
    if samples >= GROUPS * STRATA:
        place = place // STRATA * STRATA
    return place * GROUPS // max(samples, 1)


def sums_by_group(bins: Bins, groups: Places, *weights: Array) -> Array:
    """The number of samples and the sums of weights in each bin of each part, shape (1 + weights, groups, bins)."""
    cell = groups * bins.number
    cell += bins.of
    size = GROUPS * bins.number
    found = [np.bincount(cell, minlength=size), *(np.bincount(cell, weight, size) for weight in weights)]
    return np.array(found, dtype=np.float64).reshape(-1, GROUPS, bins.number)


def side_by_side(inputs: Iterable[Array]) -> Array:
    """Sums of several inputs as one array, with empty bins behind those of an input that has fewer."""
    every = list(inputs)
    widest = max(one.shape[-1] for one in every)
    found = np.zeros((len(every), *every[0].shape[:-1], widest))
    for place, one in enumerate(every):
        found[place, ..., : one.shape[-1]] = one
    return found


def left_out(by_group: Array) -> Array:
    """Sums over all samples, and behind them the sums with each part left out: (..., groups, bins) has one row more."""
    total = by_group.sum(axis=-2, keepdims=True)
    return np.concatenate([total, total - by_group], axis=-2)


def jackknife(found: Array) -> tuple[Array, Array]:
    """Figures of all samples and their standard errors, from those with each part left out (Tukey 1958); last axis."""
    parts = found[..., 1:]
    spread = np.mean((parts - parts.mean(axis=-1, keepdims=True)) ** 2, axis=-1)
    return found[..., 0], np.sqrt((GROUPS - 1) * spread)


def within(counts: Array, sums: Array, squares: Array | float) -> Array:
    """Variance of an output within bins, the same for all of them (analysis of variance); arguments as in `between`."""
    filled = np.count_nonzero(counts > 0, axis=-1)
    rest = squares - np.sum(sums**2 / np.maximum(counts, 1.0), axis=-1)
    return np.asarray(np.maximum(rest, 0.0) / np.maximum(counts.sum(axis=-1) - filled, 1.0))


def between(counts: Array, sums: Array, squares: Array | float) -> Array:
    """Variance of the means of bins, less what noise adds to it (analysis of variance).

    Args:
        counts, sums: of samples and of an output in each bin, the bins on the last axis.
        squares: of the output, summed over all bins.
    """
    samples = counts.sum(axis=-1)
    filled = np.count_nonzero(counts > 0, axis=-1)
    of_means = np.sum(sums**2 / np.maximum(counts, 1.0), axis=-1) - sums.sum(axis=-1) ** 2 / samples
    return np.asarray((of_means - (filled - 1) * within(counts, sums, squares)) / samples)
