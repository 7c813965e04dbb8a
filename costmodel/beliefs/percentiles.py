"""Mean and percentiles of simulated figures, each with the error that the simulation itself makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.sampling import STRATA
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

Key = TypeVar("Key", bound=object)

PERCENTILES = (0.1, 0.5, 0.8, 0.9)
FEWEST_REPLICATES = 8
COLUMNS = (
    "likeliest",
    "mean",
    *(f"p{round(100 * share)}" for share in PERCENTILES),
    "se_mean",
    *(f"se_p{round(100 * share)}" for share in PERCENTILES),
)


def quantile(values: Array, share: float) -> float:
    """The value that a share of the samples does not exceed: linear between order statistics (Hyndman and Fan, 7)."""
    return sorted_quantile(np.sort(values), share)


def sorted_quantile(ordered: Array, share: float) -> float:
    """`quantile` of values that are sorted already."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def standard_error_of_mean(values: Array) -> float:
    """Spread of the means of whole replicates over the root of their number; NaN below eight replicates."""
    replicates = len(values) // STRATA
    if replicates < FEWEST_REPLICATES:
        return float("nan")
    means = values[: replicates * STRATA].reshape(replicates, STRATA).mean(axis=1)
    return float(means.std(ddof=1) / np.sqrt(replicates))


def standard_error_of_share(inside: NDArray[np.bool_]) -> float:
    """The same for a share of samples (1 inside, 0 outside): a probability that the simulation estimates."""
    return standard_error_of_mean(np.asarray(inside, dtype=np.float64))


def standard_error_of_quantile(values: Array, share: float, ordered: Array | None = None) -> float:
    """Standard error of `quantile`; NaN below eight whole replicates.

    The spread between replicates of the share below the pooled percentile, over the root of their number, over the
    density there. Replicates are independent Latin hypercubes, so this is honest where the error of plain sampling
    would be too pessimistic. The density is read from the samples a little to either side.
    """
    found = _below(values, share, ordered)
    if found is None:
        return float("nan")
    below, rise, reach = found
    return float(below.std(ddof=1) / np.sqrt(len(below)) * rise / (2 * reach))


def standard_error_of_quantiles_apart(values: Array, others: Array, share: float) -> float:
    """Standard error of how far the percentiles of two figures of the same samples lie apart; NaN as before.

    Each replicate has its own share below either percentile, which moves that percentile by so much over the density
    there; how differently it moves the two is what the simulation errs by. What both have in common moves both alike,
    so this is far below the error of either where they have much in common.

    Args:
        values, others: two figures, sample by sample of the same draws; shape (samples,).
        share: of the percentile, such as 0.8.
    """
    moves = []
    for one in (values, others):
        found = _below(one, share, None)
        if found is None:
            return float("nan")
        below, rise, reach = found
        moves.append(below * rise / (2 * reach))
    return float((moves[1] - moves[0]).std(ddof=1) / np.sqrt(len(moves[0])))


def _below(values: Array, share: float, ordered: Array | None) -> tuple[Array, float, float] | None:
    """The share below the pooled percentile in each whole replicate; and how far the percentile rises about there.

    The rise is from so much below the share to so much above it, which is the last figure. None below eight replicates.
    """
    replicates = len(values) // STRATA
    if replicates < FEWEST_REPLICATES:
        return None
    ordered = np.sort(values) if ordered is None else ordered
    at = sorted_quantile(ordered, share)
    below = (values[: replicates * STRATA] <= at).reshape(replicates, STRATA).mean(axis=1)
    reach = min(max(0.01, 2 / np.sqrt(len(values))), share, 1 - share) * 0.99
    rise = sorted_quantile(ordered, share + reach) - sorted_quantile(ordered, share - reach)
    return below, rise, reach


def figures(values: Array, likeliest: float) -> list[float]:
    """One row of a summary, in the order of `COLUMNS`; one sample, the likeliest case, has no percentiles (NaN)."""
    if len(values) == 1:
        return [likeliest, float(values[0]), *[float("nan")] * (2 * len(PERCENTILES) + 1)]
    ordered = np.sort(values)
    return [
        likeliest,
        float(values.mean()),
        *(sorted_quantile(ordered, share) for share in PERCENTILES),
        standard_error_of_mean(values),
        *(standard_error_of_quantile(values, share, ordered) for share in PERCENTILES),
    ]


def table(rows: Mapping[Key, Array], likeliest: Mapping[Key, float], names: Sequence[str]) -> pd.DataFrame:
    """A summary table: a row for each figure, columns as in `COLUMNS`; `names` are the index's."""
    return framed({key: figures(values, likeliest[key]) for key, values in rows.items()}, names)


def framed(rows: Mapping[Key, list[float]], names: Sequence[str]) -> pd.DataFrame:
    """The same from rows that are worked out already, as by `figures`."""
    import pandas as pd

    if len(names) == 1:
        index: pd.Index = pd.Index(list(rows), name=names[0])
    else:
        index = pd.MultiIndex.from_tuples(list(rows), names=list(names))  # type: ignore[arg-type]
    return pd.DataFrame(list(rows.values()), index=index, columns=list(COLUMNS))
