"""Figures of time: when the money is spent, what is spent by when, and where the months go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.charts import paper
from costmodel.language.language import Language, language_of
from costmodel.pictures.palette import looks

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import FigureBase

LONGEST_NAME = 46
SHOWN = 0.002  # a year with less than this share of the money is left to the table


def cash_flow(
    flow: pd.DataFrame, currency: str, code: str | Language = "en", area: FigureBase | None = None
) -> FigureBase:
    """Expected spending by fiscal year, stacked by category.

    Args:
        flow: a row for each year, a column for each category, money.
        currency, code, area: as in the other figures.
    """
    says, area = language_of(code), area or paper.sheet(height=3.8)
    sums = flow.sum(axis=1)
    used = np.flatnonzero((sums >= SHOWN * sums.sum()).to_numpy())
    flow = flow.iloc[: int(used[-1]) + 1 if len(used) else 1]
    sums = flow.sum(axis=1)
    divisor, unit = paper.unit_for(float(sums.max()), currency, says)
    axes = paper.plot(area, says("cash_flow"), grid="y")
    places, level = np.arange(len(flow)), np.zeros(len(flow))
    for name, filled in [one for one in looks().items() if one[0] in flow and flow[one[0]].sum() > 0]:
        height = flow[name].clip(lower=0).to_numpy() / divisor
        edge = paper.PAPER if filled.pattern == "plain" else filled.mark
        look: dict[str, Any] = {"fc": filled.colour, "hatch": paper.HATCHES[filled.pattern], "ec": edge, "lw": 0.6}
        axes.bar(places, height, bottom=level, width=0.66, label=says.name(name), zorder=3, **look)
        level = level + height
    top = float(level.max()) or 1.0
    for place, amount in zip(places, level, strict=True):
        told = says.number(amount, 2 if divisor == 1e6 else 0)
        paper.write(axes, float(place), amount + 0.03 * top, told, ha="center", fontweight="bold")
    axes.set_xticks(places, [says("fiscal year", number=str(year)) for year in flow.index])
    axes.set(ylim=(0, 1.1 * top), xlim=(-0.6, len(flow) - 0.4))
    axes.tick_params(axis="x", labelcolor=paper.INK)
    paper.count_axis(axes, "y", says)
    paper.name_axes(axes, y=says("per fiscal year", unit=unit))
    paper.legend(axes, columns=4)
    return area


def fan(
    table: pd.DataFrame,
    currency: str,
    go_live: float,
    code: str | Language = "en",
    area: FigureBase | None = None,
) -> FigureBase:
    """Cumulative spending by month: the median, P10 to P80 and P10 to P90.

    Args:
        table: a row for each month, columns p10, p50, p80 and p90, money spent by the end of that month.
        go_live: the median of the months to go-live.
        currency, code, area: as in the other figures.
    """
    says, area = language_of(code), area or paper.sheet(height=3.6)
    divisor, unit = paper.unit_for(float(table["p90"].max()), currency, says)
    months = np.concatenate([[0.0], np.asarray(table.index, dtype=float)])
    spent = {name: np.concatenate([[0.0], table[name].to_numpy()]) / divisor for name in ("p10", "p50", "p80", "p90")}
    axes = paper.plot(area, says("fan"), grid="y")
    axes.fill_between(months, spent["p10"], spent["p90"], color=paper.WATER, lw=0, label=says("eight in ten"))
    axes.fill_between(months, spent["p10"], spent["p80"], color=paper.ACCENT_SOFT, lw=0, label=says("six in ten"))
    axes.plot(months, spent["p50"], color=paper.ACCENT, lw=2.0, label=says("median"))
    axes.axvline(go_live, color=paper.SIGNAL, lw=1.2, ls=(0, (4, 2)))
    top = float(spent["p90"].max())
    told = f"{says('short go-live')} (P50): {says.months(go_live)}"
    paper.write(axes, go_live + 0.01 * months[-1], 0.97 * top, told, color=paper.SIGNAL, fontweight="bold")
    for name in ("p10", "p50", "p80", "p90"):
        end = f"{name.upper()} {says.number(spent[name][-1], 2 if divisor == 1e6 else 0)}"
        paper.write(axes, months[-1] * 1.01, float(spent[name][-1]), end)
    axes.set(xlim=(0, months[-1] * 1.13), ylim=(0, 1.04 * top))
    paper.count_axis(axes, "y", says)
    paper.name_axes(axes, says("months from start"), says("spent until", unit=unit))
    paper.legend(axes, columns=3, bbox_to_anchor=(0.0, -0.19))
    return area


def timeline(
    table: pd.DataFrame,
    go_live: tuple[float, float, float],
    code: str | Language = "en",
    area: FigureBase | None = None,
) -> FigureBase:
    """Waiting, work and repeated work of each activity in mean months, and the range of the go-live.

    Args:
        table: as `Estimate.timeline` gives it.
        go_live: P10, P50 and P90 of the months to go-live.
        code, area: as in the other figures.
    """
    says, area = language_of(code), area or paper.sheet(height=4.6)
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
    names = [_short(str(name)) for name in table["meaning"]]
    axes.set_yticks(places, names, fontsize=paper.SMALL)
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


def _short(name: str) -> str:
    """A name cut at a word where there is no room for all of it."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
