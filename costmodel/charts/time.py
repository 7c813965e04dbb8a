"""The figure of time: where the months go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.charts import paper
from costmodel.language.language import Language, language_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import FigureBase


def timeline(table: pd.DataFrame, go_live: tuple[float, float, float], code: str | Language = "en") -> FigureBase:
    """Waiting, work and repeated work of each activity in mean months, and the range of the go-live.

    Args:
        table: as `Estimate.timeline` gives it.
        go_live: P10, P50 and P90 of the months to go-live.
        code: as in the other figures.
    """
    says, names = language_of(code), [str(name) for name in table["meaning"]]
    area = paper.sheet(height=max(4.6, paper.height_of(names)))
    early, median, late = go_live
    axes = paper.plot(area, says("timeline"), grid="x")
    stretches: dict[str, tuple[str, str, dict[str, Any]]] = {
        "waits": ("start", "work_start", {"color": "#dfe4e8", "hatch": "/////", "ec": paper.WAITS}),
        "works": ("work_start", "finish", {"color": paper.ACCENT, "ec": paper.ACCENT}),
        "again": ("finish", "repeats_until", {"color": paper.ACCENT_SOFT, "hatch": ".....", "ec": paper.ACCENT}),
    }
    axes.axvspan(early, late, color=paper.WATER, lw=0, zorder=0)
    axes.axvline(median, color=paper.SIGNAL, lw=1.4, zorder=2)
    places = np.arange(len(table))
    for kind, (start, end, look) in stretches.items():
        length = (table[end] - table[start]).to_numpy()
        bars: dict[str, Any] = {"height": 0.5, "lw": 0.4, "zorder": 3, "label": says(kind)}
        axes.barh(places, length, left=table[start].to_numpy(), **bars, **look)
    axes.set_yticks(places, [paper.in_lines(name) for name in names], fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    last = max(late, float(table["repeats_until"].max())) * 1.03
    axes.set(ylim=(len(table) + 0.7, -1.4), xlim=(0, last))
    axes.xaxis.set_major_locator(_months_locator(last))
    told = says("go-live", p50=says.months(median), p10=says.number(early, 0), p90=says.number(late, 0))
    paper.write(axes, median - 0.01 * last, -0.95, told, ha="right", color=paper.SIGNAL, fontweight="bold")
    paper.name_axes(axes, says("months from start"))
    paper.legend(axes, columns=3, loc="lower left", bbox_to_anchor=(0.0, 0.0))
    return area


def _months_locator(last: float) -> Any:
    from matplotlib.ticker import MultipleLocator

    return MultipleLocator(next((step for step in (1, 2, 3, 6, 12, 24) if last / step <= 12), 60))
