"""Figures of the cost: the iceberg, how much is enough, from the first estimate to the total, what the money is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.charts import paper
from costmodel.language.language import Language, language_of
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import FigureBase

LETTER = 0.0142  # of the width of the axes: what a bold letter of a label takes at most
LABEL_HALF = 0.06  # of their height: half of its two lines
BELOW_ALL = 0.01  # a chance below which an amount lies left of the whole curve

# The ice, from its top (0) to its bottom (1): where its left and right edges stand.
_DEPTHS = np.array([0.00, 0.07, 0.13, 0.20, 0.28, 0.35, 0.46, 0.58, 0.69, 0.78, 0.88, 0.96, 1.00])
_LEFT = np.array([0.47, 0.41, 0.38, 0.29, 0.24, 0.11, 0.03, 0.06, 0.15, 0.19, 0.33, 0.44, 0.50])
_RIGHT = np.array([0.47, 0.55, 0.59, 0.69, 0.73, 0.87, 0.96, 0.98, 0.91, 0.83, 0.76, 0.61, 0.50])


def iceberg(layers: Mapping[str, Array], currency: str, code: str | Language = "en") -> FigureBase:
    """The layers of the cost to go-live; areas are in proportion to the means.

    Args:
        layers: prototype, software, ml and ml_idle, each with its samples in money.
        currency: of the money.
        code: the language.
    """
    says, area = language_of(code), paper.sheet(height=3.7)
    means = {layer: max(float(np.mean(layers[layer])), 0.0) for layer in paper.LAYERS}
    whole = sum(means.values()) or 1.0
    fine = np.linspace(0.0, 1.0, 801)
    left, right = np.interp(fine, _DEPTHS, _LEFT), np.interp(fine, _DEPTHS, _RIGHT)
    ice = np.concatenate([[0.0], np.cumsum((right - left)[1:] + (right - left)[:-1])])
    ends = np.interp(np.cumsum([0.0, *(mean / whole for mean in means.values())]), ice / ice[-1], fine)
    axes = paper.plot(area, says("iceberg"), grid="x")
    axes.grid(visible=False)
    axes.set(xlim=(0, 2.1), ylim=(1.05, -0.09), xticks=[], yticks=[])
    axes.axhspan(ends[1], 1.05, color=paper.WATER, lw=0)
    axes.axhline(ends[1], color=paper.ACCENT, lw=1.0)
    at = -1.0
    for left_below, (layer, mean), top, bottom in zip(
        range(len(means) - 1, -1, -1), means.items(), ends, ends[1:], strict=False
    ):
        cut = np.unique(np.concatenate([[top, bottom], _DEPTHS[(top < _DEPTHS) & (bottom > _DEPTHS)]]))
        edges = np.interp(cut, _DEPTHS, _LEFT), np.interp(cut, _DEPTHS, _RIGHT)
        axes.fill_betweenx(cut, *edges, color=paper.LAYERS[layer], ec=paper.PAPER, lw=0.8, zorder=2)
        axes.plot(edges[0], cut, edges[1], cut, color="#17486c", lw=0.8, zorder=3)
        middle = (top + bottom) / 2
        wanted = min(middle, ends[1] - 0.06) if layer == "prototype" else max(middle, ends[1] + 0.09)
        at = min(max(wanted, at + 0.17), 0.99 - 0.17 * left_below)
        axes.plot([0.5, 1.12], [middle, at], color=paper.MUTED, lw=0.7, zorder=4)
        axes.plot([0.5], [middle], "o", color=paper.MUTED, ms=3, zorder=4)
        axes.text(1.15, at - 0.035, says.name(layer), fontsize=paper.NORMAL, fontweight="bold", family=paper.family())
        figures = f"{says.money(mean, currency)} · {says.percent(mean / whole)}"
        axes.text(1.15, at + 0.045, figures, fontsize=paper.NORMAL, color=paper.INK, family=paper.family(), va="center")
    return area


def s_curve(
    samples: Array, first_estimate: float, likeliest: float, currency: str, code: str | Language = "en"
) -> FigureBase:
    """The chance of staying within each budget to go-live, with the first estimate, the likeliest case and P80.

    The dearest hundredth is not drawn: it would squeeze all others to the left.
    """
    says, area = language_of(code), paper.sheet(height=3.6)
    ordered = np.sort(samples)
    shares = (np.arange(len(ordered)) + 1) / len(ordered)
    kept = shares <= max(0.99, 1 / len(ordered))
    divisor, unit = paper.unit_for(float(ordered[kept][-1]), currency, says)
    axes = paper.plot(area, says("s_curve"), grid="y")
    axes.plot(ordered[kept] / divisor, shares[kept], color=paper.ACCENT, lw=2.2, zorder=3)
    median, enough = (float(np.quantile(ordered, share)) for share in (0.5, 0.8))
    marks = [
        (says("first estimate"), first_estimate, paper.SIGNAL),
        (says("point estimate"), likeliest, paper.MUTED),
        ("P50", median, paper.INK),
        ("P80", enough, paper.ACCENT),
    ]
    last = max(float(ordered[kept][-1]), 1.05 * first_estimate) / divisor
    free_left = free_right = LABEL_HALF
    for name, amount, colour in sorted(marks, key=lambda mark: mark[1]):
        at, within = amount / divisor, float(np.searchsorted(ordered, amount, side="right")) / len(ordered)
        axes.vlines(at, 0, within, color=colour, lw=1.2, ls=(0, (4, 2)), zorder=2)
        axes.plot([at], [within], "o", color=colour, ms=6, mec=paper.PAPER, zorder=4, clip_on=False)
        told = f"{name}\n{says.money(amount, currency)} · {says.percent(within)}"
        aside, room = 0.014 * last, LETTER * max(map(len, told.splitlines())) * last
        if within < BELOW_ALL:  # over its mark, as high as the curve leaves it room
            place, side = at + aside, "left"
            high = min(float(np.mean(ordered <= (place + room) * divisor)), 1 - 2 * LABEL_HALF) + LABEL_HALF
            axes.vlines(at, within, high, color=colour, lw=0.8, zorder=2)
            free_left = high + 2 * LABEL_HALF
        elif within >= free_left and _curve(ordered, within - LABEL_HALF) / divisor - aside >= room:
            place, side, high = _curve(ordered, within - LABEL_HALF) / divisor - aside, "right", within
            free_left = high + 2 * LABEL_HALF
        else:
            high = max(within, free_right)
            place, side = _curve(ordered, high + LABEL_HALF) / divisor + aside, "left"
            free_right = high + 2 * LABEL_HALF
        look = {"ha": side, "linespacing": 1.25, "color": colour, "fontweight": "bold"}
        paper.write(axes, place, high, told, over_lines=True, **look)
    axes.set(xlim=(0, last * 1.02), ylim=(0, 1.02))
    axes.set_yticks([0, 0.2, 0.5, 0.8, 1], [says.percent(share) for share in (0, 0.2, 0.5, 0.8, 1)])
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, says("cost to go-live", unit=unit), says("chance of staying within"))
    return area


def _curve(ordered: Array, share: float) -> float:
    """The amount within which a share of the courses stays."""
    return float(np.quantile(ordered, min(max(share, 0.0), 1.0)))


def waterfall(
    steps: Sequence[tuple[str, float]],
    currency: str,
    code: str | Language = "en",
    title: str = "waterfall",
) -> FigureBase:
    """From one amount to another, step by step.

    Args:
        steps: a name and an amount each; an amount stands on what is before it, a name that begins with "=" is the
            level reached so far (its amount is that level).
        currency: of the money.
        code: the language.
        title: key of the title.
    """
    says, area = language_of(code), paper.sheet(height=3.6)
    tallest = max(amount for name, amount in steps if name.startswith("="))
    divisor, unit = paper.unit_for(tallest, currency, says)
    axes = paper.plot(area, says(title), grid="x")
    level = 0.0
    for place, (name, amount) in enumerate(steps):
        reached = name.startswith("=")
        start, end = (0.0, amount) if reached else (level, level + amount)
        colour = paper.ACCENT if reached else paper.SIGNAL if amount >= 0 else "#3f8f86"
        axes.barh(place, (end - start) / divisor, left=start / divisor, height=0.62, color=colour, zorder=3)
        if place + 1 < len(steps):
            axes.plot([end / divisor] * 2, [place + 0.31, place + 0.69], color=paper.MUTED, lw=0.8, zorder=2)
        told = (says.plain if reached else says.signed)(amount / divisor, 2 if divisor == 1e6 else 0)
        paper.write(axes, max(start, end) / divisor + 0.008 * tallest / divisor, place, told, fontweight="bold")
        level = end
    names = [name.removeprefix("=") for name, _ in steps]
    axes.set_yticks(range(len(steps)), names, fontsize=paper.NORMAL, color=paper.INK)
    axes.set(ylim=(len(steps) - 0.5, -0.5), xlim=(0, tallest / divisor * 1.1))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, unit)
    return area


def categories(means: pd.DataFrame, currency: str, code: str | Language = "en") -> FigureBase:
    """What the money is for: each category, to go-live and after, the dearest first.

    Args:
        means: a row for each category, columns to_go_live and after_go_live, money.
        currency, code: as above.
    """
    says, area = language_of(code), paper.sheet(height=3.6)
    ordered = means.loc[means.sum(axis=1).sort_values(ascending=False).index]
    whole = ordered.sum(axis=1)
    divisor, unit = paper.unit_for(float(whole.max()), currency, says)
    axes = paper.plot(area, says("categories"), grid="x")
    before = ordered["to_go_live"].clip(lower=0) / divisor
    places = range(len(ordered))
    axes.barh(places, before, height=0.62, color=paper.ACCENT, label=says.name("to_go_live"), zorder=3)
    after = ordered["after_go_live"].clip(lower=0) / divisor
    soft: dict[str, Any] = {"color": paper.ACCENT_SOFT, "ec": paper.ACCENT, "lw": 0.5}
    axes.barh(places, after, left=before, height=0.62, label=says.name("after_go_live"), zorder=3, **soft)
    for place, amount in enumerate(whole / divisor):
        told = says.number(amount, 2 if divisor == 1e6 else 0)
        paper.write(axes, amount + 0.008 * whole.max() / divisor, place, told, fontweight="bold")
    axes.set_yticks(list(places), [says.name(str(name)) for name in ordered.index], fontsize=paper.NORMAL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    axes.set(ylim=(len(ordered) - 0.5, -0.5), xlim=(0, float(whole.max()) / divisor * 1.1))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, says("mean cost", unit=unit))
    paper.legend(axes, loc="lower right", bbox_to_anchor=(1.0, 0.02), columns=1)
    return area
