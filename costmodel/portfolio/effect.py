"""The portfolio effect: why the sum of careful budgets is more careful than each, by normal theory."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np


class Effect(NamedTuple):
    """What budgets at own levels come to together.

    Attributes:
        together: the chance that the sum of costs stays within the sum of budgets.
        own_level: the one level for all at which the sum of budgets is kept with the chance meant for each (where those
            differ, that of their mean score).
    """

    together: float
    own_level: float


def portfolio_effect(levels: Sequence[float], correlation: Any = 0.0) -> Effect:
    """Normal theory beside the simulation: initiatives of equal spread, each budgeted at a level of its own.

    With z the standard score of a level and R the correlations, the sum of N budgets is kept with chance
    Phi(sum of z / sqrt(sum of R)): for one level and one correlation r, Phi(z sqrt(N / (1 + (N - 1) r))).

    Args:
        levels: of each initiative, such as ``[0.8] * 10``.
        correlation: one number between every two, or a table of them.

    Raises:
        ValueError: no level, one that is not between 0 and 1, or a correlation that no costs can have.
    """
    normal = NormalDist()
    if not len(levels) or not all(0 < level < 1 for level in levels):
        raise ValueError("each level lies between 0 and 1")
    number = len(levels)
    given = np.asarray(correlation, dtype=np.float64)
    matrix = np.full((number, number), given) if given.ndim == 0 else given
    if given.ndim == 0:
        np.fill_diagonal(matrix, 1.0)
    if matrix.shape != (number, number) or not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1):
        raise ValueError(f"a correlation is a number, or a symmetric table of {number} x {number} with ones between")
    if np.linalg.eigvalsh(matrix)[0] < -1e-9:
        raise ValueError("no costs can be correlated like this")
    scores = [normal.inv_cdf(level) for level in levels]
    spread = float(np.sqrt(max(matrix.sum(), 0.0)))
    if spread == 0:
        raise ValueError("the sum of these costs is certain")
    wanted = sum(scores) / number
    return Effect(normal.cdf(sum(scores) / spread), normal.cdf(wanted * spread / number))
