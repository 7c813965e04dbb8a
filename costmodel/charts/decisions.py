"""Figures for decisions: what drives the cost, what to do first, budget and date together, one case against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.charts import paper
from costmodel.charts.cost import waterfall
from costmodel.language.language import Language, language_of
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import FigureBase

DOTS = 1_500  # more would only make the file larger
MOST_BARS = 10


def _bars(
    area: FigureBase, says: Language, title: str, names: Sequence[str], values: Array, told: Sequence[str], axis: str
) -> None:
    axes = paper.plot(area, title, grid="x")
    largest = max(float(np.max(np.abs(values))), 1e-12) if len(values) else 1.0
    colours = [paper.ACCENT if value >= 0 else paper.SIGNAL for value in values]
    axes.barh(range(len(values)), values, height=0.6, color=colours, zorder=3)
    for place, (value, text) in enumerate(zip(values, told, strict=True)):
        paper.write(axes, max(float(value), 0.0) + 0.01 * largest, place, text, fontweight="bold")
    axes.set_yticks(range(len(values)), [paper.in_lines(name) for name in names], fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    lowest = min(float(np.min(values)), 0.0) if len(values) else 0.0
    axes.set(ylim=(max(len(values), 1) - 0.5, -0.5), xlim=(1.05 * lowest, 1.14 * largest))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, axis)


def drivers(shares: pd.Series, code: str | Language = "en") -> FigureBase:
    """What moves the cost most.

    Args:
        shares: of the variance, by meaning, as `drivers(est, most=8)` gives them: with all others and the remainder.
        code: the language.
    """
    says, area = language_of(code), paper.sheet(height=3.8)
    top = shares[shares > 0].head(MOST_BARS)
    values = 100 * top.to_numpy(dtype=float)
    told = [says.percent(float(share)) for share in top]
    _bars(area, says, says("drivers title"), [str(name) for name in top.index], values, told, says("share of variance"))
    return area


def savings(
    amounts: pd.Series,
    currency: str,
    code: str | Language = "en",
    title: str = "actions title",
    axis: str = "net saving",
) -> FigureBase:
    """What each of several actions, or one level more of a building block, saves to go-live, the largest first."""
    says, top = language_of(code), amounts.head(MOST_BARS)
    area = paper.sheet(height=max(3.8, paper.height_of(list(map(str, top.index)))))
    divisor, unit = paper.unit_for(float(top.abs().max()) if len(top) else 0.0, currency, says)
    values = top.to_numpy(dtype=float) / divisor
    told = [says.number(float(value), 1) for value in values]
    _bars(area, says, says(title), [str(name) for name in top.index], values, told, says(axis, unit=unit))
    return area


def tornado(table: pd.DataFrame, base: float, currency: str, code: str | Language = "en") -> FigureBase:
    """The cost to go-live at the low and at the high end of each assumption.

    Args:
        table: a row for each assumption with columns meaning, low and high (money at its low and at its high end),
            the widest first.
        base: money with all assumptions as they are.
        currency, code: as in the other figures.
    """
    says, area = language_of(code), paper.sheet(height=4.0)
    top = table.head(MOST_BARS)
    ends = top[["low", "high"]].to_numpy(dtype=float)
    divisor, unit = paper.unit_for(float(ends.max()), currency, says)
    axes = paper.plot(area, says("drivers title"), grid="x")
    for place, (low, high) in enumerate(ends / divisor):
        for end, colour, look in ((low, paper.ACCENT_SOFT, "low"), (high, paper.ACCENT, "high")):
            axes.barh(place, end - base / divisor, left=base / divisor, height=0.6, color=colour, zorder=3, label=look)
    axes.axvline(base / divisor, color=paper.INK, lw=1.0, zorder=4)
    axes.set_yticks(range(len(top)), [paper.in_lines(str(name)) for name in top["meaning"]], fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    reach = max(float(np.max(np.abs(ends - base))) / divisor, 1e-9) * 1.1
    axes.set(ylim=(len(top) - 0.5, -0.5), xlim=(base / divisor - reach, base / divisor + reach))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, says("cost to go-live", unit=unit))
    return area


def joint(
    cost: Array,
    months: Array,
    budget: float,
    date: float,
    currency: str,
    frontiers: Mapping[float, tuple[Array, Array]] | None = None,
    code: str | Language = "en",
) -> FigureBase:
    """Cost against date, a dot for a course of events; the budget and date asked for, and what holds within both.

    Args:
        cost, months: to go-live, shape (samples,).
        budget, date: what is asked for.
        currency: of the money.
        frontiers: confidence -> budgets and months that hold together with that chance.
        code: as in the other figures.
    """
    says, area = language_of(code), paper.sheet(height=4.2)
    high, late = (float(np.quantile(values, 0.99)) for values in (cost, months))
    divisor, unit = paper.unit_for(high, currency, says)
    axes = paper.plot(area, says("card joint"), grid="y")
    dots = slice(None, None, max(len(cost) // DOTS, 1))
    inside = (cost <= budget) & (months <= date)
    for which, colour in ((inside[dots], paper.ACCENT), (~inside[dots], paper.WAITS)):
        axes.scatter(
            months[dots][which], cost[dots][which] / divisor, s=5, color=colour, alpha=0.45, lw=0, rasterized=True
        )
    axes.plot([0, date, date], [budget / divisor, budget / divisor, 0], color=paper.SIGNAL, lw=1.4, zorder=4)
    axes.plot([date], [budget / divisor], "o", color=paper.SIGNAL, ms=6, mec=paper.PAPER, zorder=5)
    shown = float(months.min()), float(cost.min()) / divisor
    both = f"{says.money(budget, currency)}, {says.months(date)}\n" + says(
        "both hold", share=says.percent(float(np.mean(inside)))
    )
    rise = (high - float(cost.min())) / divisor * 0.012
    look: dict[str, Any] = {"color": paper.SIGNAL, "fontweight": "bold", "va": "bottom", "linespacing": 1.25}
    paper.write(axes, 0.91 * shown[0], budget / divisor + rise, both, **look)
    for confidence, (budgets, dates) in (frontiers or {}).items():
        axes.plot(dates, budgets / divisor, color=paper.INK, lw=1.2, ls=(0, (4, 2)), zorder=3)
        told = says("frontier", confidence=says.percent(confidence))
        at = int(np.argmin(np.where(dates <= late, budgets, np.inf)))
        paper.write(axes, float(dates[at]), float(budgets[at]) / divisor + rise, told, ha="right", va="bottom")
    axes.set(xlim=(0.9 * shown[0], late), ylim=(0.9 * shown[1], high / divisor))
    paper.count_axis(axes, "y", says)
    paper.name_axes(axes, says("months to go-live"), says("cost to go-live", unit=unit))
    return area


def bridge(steps: Sequence[tuple[str, float]], currency: str, code: str | Language = "en") -> FigureBase:
    """From an old budget to a new one, assumption by assumption; steps as in `waterfall`."""
    return waterfall(steps, currency, code, title="bridge")
