"""How strongly numbers move together: from rank correlation to what is mixed, and the repair of impossible tables."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

REPAIRED_BELOW = 1e-12  # a smallest eigenvalue below minus this makes a matrix impossible


class CorrelationRepaired(UserWarning):
    """A correlation matrix that no distribution can have was replaced by the nearest possible one."""


def normal_score_correlation(spearman: Any) -> Any:
    """The correlation of normal scores that gives this rank correlation: 2 sin(pi rho / 6) (Pearson 1907)."""
    return 2 * np.sin(np.pi * np.asarray(spearman) / 6)


def nearest_correlation(matrix: Any, names: Sequence[str] | None = None) -> Array:
    """The correlation matrix nearest to a symmetric one, in the Frobenius norm.

    Alternating projections with Dykstra's correction (Higham 2002, IMA Journal of Numerical Analysis 22, 329-343).
    A possible matrix is returned as it is; an impossible one raises a `CorrelationRepaired` warning that lists the
    entries moved by more than 0.005.

    Args:
        matrix: symmetric, ones on the diagonal, entries -1..1; a DataFrame or an array.
        names: of the rows, for the warning.

    Raises:
        ValueError: not square, not symmetric, a diagonal other than 1, or an entry outside -1..1 or not a number.
    """
    if names is None:
        names = [str(name) for name in getattr(matrix, "columns", range(len(matrix)))]
    wanted = np.array(matrix, dtype=np.float64)
    if wanted.ndim != 2 or wanted.shape[0] != wanted.shape[1]:
        raise ValueError("a correlation matrix is square")
    if not np.all(np.isfinite(wanted)) or np.any(np.abs(wanted) > 1 + 1e-12):
        raise ValueError("a correlation lies between -1 and 1")
    if not np.allclose(wanted, wanted.T, atol=1e-10) or not np.allclose(np.diag(wanted), 1, atol=1e-10):
        raise ValueError("a correlation matrix is symmetric with ones on its diagonal")
    if np.linalg.eigvalsh(wanted)[0] >= -REPAIRED_BELOW:
        return wanted
    current, correction = wanted.copy(), np.zeros_like(wanted)
    for _ in range(10_000):
        before = current
        shifted = current - correction
        values, vectors = np.linalg.eigh(shifted)
        possible = (vectors * np.maximum(values, 0)) @ vectors.T
        correction = possible - shifted
        current = possible.copy()
        np.fill_diagonal(current, 1.0)
        if np.max(np.abs(current - before)) < 1e-12:
            break
    current = (current + current.T) / 2
    moved = [
        f"{names[i]} with {names[j]}: {wanted[i, j]:.3f} -> {current[i, j]:.3f}"
        for i in range(len(wanted))
        for j in range(i)
        if abs(current[i, j] - wanted[i, j]) > 0.005
    ]
    warnings.warn(
        "no numbers can be correlated like this; the nearest possible correlation is used (normal scores): "
        + ("; ".join(moved) or "no entry moves by more than 0.005"),
        CorrelationRepaired,
        stacklevel=2,
    )
    return current


def lower_triangle(correlation: Array) -> Array:
    """Cholesky factor, row by row, so that a new last row leaves the earlier ones unchanged to the last bit.

    Written out because a library's result may depend on how many threads it uses. A row that the earlier ones
    determine completely gets a zero on the diagonal.
    """
    size = len(correlation)
    lower = np.zeros((size, size))
    for row in range(size):
        for column in range(row):
            rest = correlation[row, column] - float(np.sum(lower[row, :column] * lower[column, :column]))
            pivot = lower[column, column]
            lower[row, column] = rest / pivot if pivot > 1e-8 else 0.0
        rest = correlation[row, row] - float(np.sum(lower[row, :row] ** 2))
        lower[row, row] = np.sqrt(max(rest, 0.0))
    return lower


def rank_correlation(draws: Mapping[str, Array]) -> pd.DataFrame:
    """Spearman's rho between drawn columns, as achieved; events and other ties get their mean rank."""
    import pandas as pd

    return pd.DataFrame(dict(draws)).corr(method="spearman")
