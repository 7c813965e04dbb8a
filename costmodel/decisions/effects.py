"""What each of several changes does on its own, and what they do only together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from costmodel.beliefs.percentiles import quantile
from costmodel.decisions.changes import changed_names
from costmodel.decisions.comparison import same_draws
from costmodel.estimates.result import Estimate
from costmodel.estimates.variations import Variations

if TYPE_CHECKING:
    import pandas as pd

TOGETHER, ALL = "together", "all"


def each_change(
    old: Estimate, new: Estimate, of: Iterable[str] = ("to_go_live", "go_live"), confidence: float = 0.8
) -> pd.DataFrame:
    """The effect of each change alone, from the old assumptions, and the remainder that they have only together.

    Each is laid on the old assumptions by itself and computed with the same draws, so an effect does not depend on the
    order of the changes. Effects of single changes need not add up: two that work together (a higher rate on more
    days) do more, two that get in each other's way do less. The remainder says how much.

    Args:
        old, new: estimates with the same seed and number of samples.
        of: figures as for `Estimate.quantile`.
        confidence: of the percentile that is compared, such as 0.8.

    Returns:
        a row for each assumption that differs, in the order of the old files; then "together", the remainder, and
        "all", the difference of the two estimates. A column for each figure, in its unit. The rows before the last
        add up to the last.

    Raises:
        ValueError: different seeds, numbers of samples or currencies; the sentence says which.
    """
    import pandas as pd

    same_draws(old, new)
    figures = tuple(of)
    start = [quantile(old.figure(one), confidence) for one in figures]
    whole = [quantile(new.figure(one), confidence) - level for one, level in zip(figures, start, strict=True)]
    names = changed_names(old.assumptions, new.assumptions)
    rows: list[list[float]] = []
    around = Variations(old)
    for name in names:
        only = around.of(old.assumptions.as_in(new.assumptions, [name]))
        rows.append([quantile(only.figure(one), confidence) - level for one, level in zip(figures, start, strict=True)])
    rest = [total - sum(row[place] for row in rows) for place, total in enumerate(whole)]
    return pd.DataFrame(
        [*rows, rest, whole], index=pd.Index([*names, TOGETHER, ALL], name="assumption"), columns=figures
    )
