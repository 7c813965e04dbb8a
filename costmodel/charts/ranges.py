"""Figures about ranges for the workshop: opinions and their pool, the quiz, two readings, sums and precision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.cumulative import below
from costmodel.charts import paper
from costmodel.elicitation.calibration import Calibration
from costmodel.elicitation.pooling import Pooled
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language, language_of
from costmodel.language.typed import cut
from costmodel.typing import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

POINTS = 600  # of a curve
TALL = 0.72  # of a row: the highest hill
WIDTH_OF_A_STEP = 0.02  # of the axis: over so much the chance is averaged, so that single values are seen too
OUTER = np.array([0.01, 0.97])  # what a picture shows: the thin end above would squeeze the rest
EIGHT_OF_TEN = np.array([0.1, 0.5, 0.9])
FURTHEST = 10.0  # times too much or too little: what is further off ends in an arrow


def expert_ranges(pooled: Pooled, unit: str = "", code: str | Language = "en") -> FigureBase:
    """What each expert expects, the pool of all, and the one range that would stand for it.

    Hills are chances: the more often a value is expected, the higher. The bar holds eight of ten cases, the dot has
    even odds.

    Args:
        pooled: of `cm.pool` or `cm.average_quantiles`.
        unit: in words, for the axis.
        code: the language.
    """
    says, rows = language_of(code), len(pooled.beliefs) + 2
    area = paper.sheet(height=1.15 + 0.52 * rows)
    axes = paper.plot(area, says("ranges: title"), grid="x")
    curves: list[tuple[str, Any, Any, str, str]] = [
        (name, lambda at, one=one: below(one, at), one.quantile, paper.ACCENT_SOFT, paper.MUTED)
        for name, one in zip(pooled.names, pooled.beliefs, strict=True)
    ]
    fit = pooled.belief
    curves.append((says("ranges: pool"), pooled.below, pooled.quantile, paper.ACCENT, paper.INK))
    curves.append((says("ranges: fit"), lambda at: below(fit, at), fit.quantile, paper.PARTS[3], paper.SIGNAL))
    outer = np.array([one[2](OUTER) for one in curves])
    low, high = _with_margin(float(outer.min()), float(outer.max()))
    at, half = np.linspace(low, high, POINTS), WIDTH_OF_A_STEP * (high - low) / 2
    hills = [np.maximum(chance(at + half) - chance(at - half), 0.0) for _, chance, _, _, _ in curves]
    for row, ((_, _, quantile, ground, ink), hill) in enumerate(zip(curves, hills, strict=True)):
        scale = (
            TALL / max(float(hill.max()), 1e-12)
            if row < rows - 2
            else TALL / max(*(float(h.max()) for h in hills[-2:]))
        )
        axes.fill_between(at, row, row - hill * scale, color=ground, lw=0, zorder=2)
        axes.plot(at, row - hill * scale, color=ink, lw=0.8, zorder=3)
        _eight_of_ten(axes, row + 0.1, quantile(EIGHT_OF_TEN), ink)
    axes.set_yticks(range(rows), [cut(name, 34) for name, *_ in curves], fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    axes.axhline(rows - 2.82, color=paper.LINE, lw=0.7)
    axes.set(xlim=(low, high), ylim=(rows - 0.7, -0.9))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, f"{unit} ({says('ranges: read')})" if unit else says("ranges: read"))
    return area


def _with_margin(low: float, high: float) -> tuple[float, float]:
    room = 0.04 * (high - low) or max(abs(low), 1.0) * 0.1
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _eight_of_ten(axes: Axes, row: float, ends: Array, colour: str) -> None:
    """A bar from P10 to P90 with a dot at P50."""
    axes.plot([ends[0], ends[2]], [row, row], color=colour, lw=2.6, solid_capstyle="butt", zorder=4)
    axes.plot([ends[1]], [row], "o", color=colour, ms=6.5, mec=paper.PAPER, zorder=5)


def calibration(result: Calibration, code: str | Language = "en") -> FigureBase:
    """Somebody's ranges as multiples of the true values: what does not cross the line at 1 has missed.

    Args:
        result: of `cm.score_calibration`, with true values above zero.
        code: the language.
    """
    says, rows = language_of(code), result.scored
    area = paper.sheet(height=1.2 + 0.29 * max(len(rows), 1))
    axes = paper.plot(area, says("quiz: chart"), grid="x")
    axes.axvline(1.0, color=paper.INK, lw=1.2, zorder=2)
    least, most = 1 / FURTHEST, FURTHEST
    for row, one in enumerate(rows):
        low, high = sorted((one.low / one.truth, one.high / one.truth))
        colour, look = (paper.ACCENT, "-") if one.hit else (paper.SIGNAL, (0, (1.6, 0.8)))
        left, right = (min(max(end, least), most) for end in (low, high))
        axes.plot([left, right], [row, row], color=colour, lw=5, ls=look, solid_capstyle="butt", zorder=3)
        if low == high and least <= low <= most:
            axes.plot([left], [row], "D", color=colour, ms=5, zorder=3)
        for beyond, mark, edge in ((low < least, "<", least), (high > most, ">", most)):
            if beyond:
                axes.plot([edge], [row], mark, color=colour, ms=7, zorder=3)
        word = says("quiz: held") if one.hit else says("quiz: missed")
        paper.write(axes, most * 1.25, row, word, color=colour, fontweight="bold", clip_on=False)
    axes.set_xscale("log")
    ticks = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]
    axes.set_xticks(ticks, [says.plain(tick, 1) for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(rows)), [cut(one.question, 40) for one in rows], fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    axes.set(xlim=(least * 0.93, most * 1.15), ylim=(max(len(rows), 1) - 0.4, -0.6))
    paper.name_axes(axes, says("quiz: axis"))
    return area


def two_readings(low: float, middle: float, high: float, unit: str = "", code: str | Language = "en") -> FigureBase:
    """Three numbers read as least, likeliest and most, and read as P10, P50 and P90.

    Args:
        low, middle, high: in the unit, rising.
        unit: in words, for the axis.
        code: as in the other figures.

    Raises:
        pydantic.ValidationError: the numbers do not rise.
    """
    says, area = language_of(code), paper.sheet(height=3.1)
    readings = {
        "readings: bounds": (Belief(min=low, mode=middle, max=high), paper.ACCENT, paper.ACCENT_SOFT),
        "readings: percentiles": (Belief(p10=low, p50=middle, p90=high), paper.SIGNAL, paper.PARTS[3]),
    }
    axes = paper.plot(area, says("readings: title"), grid="x")
    ends = [belief.quantile(OUTER) for belief, _, _ in readings.values()]
    first, last = _with_margin(float(np.min(ends)), float(np.max(ends)))
    at = np.linspace(first, last, POINTS)
    half = (at[1] - at[0]) * 2
    hills = {key: below(one, at + half) - below(one, at - half) for key, (one, _, _) in readings.items()}
    highest = max(float(hill.max()) for hill in hills.values())
    for row, (key, (belief, ink, ground)) in enumerate(readings.items()):
        base = 1.45 * row
        hill = hills[key] / highest
        axes.fill_between(at, base, base - hill, color=ground, lw=0, zorder=2)
        axes.plot(at, base - hill, color=ink, lw=1.0, zorder=3)
        _eight_of_ten(axes, base + 0.1, belief.quantile(EIGHT_OF_TEN), ink)
        paper.write(axes, last, base - 0.62, says(key), color=ink, fontweight="bold", ha="right")
    for number in (low, middle, high):
        axes.axvline(number, color=paper.MUTED, lw=0.9, ls=(0, (4, 2)), zorder=1)
    axes.set(yticks=[], xlim=(first, last), ylim=(1.75, -1.1))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, f"{unit} ({says('ranges: read')})" if unit else says("ranges: read"))
    return area


def sum_of_likeliest(total: Array, likeliest: float, unit: str = "", code: str | Language = "en") -> FigureBase:
    """How likely each value of a sum is, with the sum of the likeliest values and what is enough in eight of ten cases.

    Args:
        total: samples of the sum, shape (samples,).
        likeliest: the sum of the likeliest values, in the same unit.
        unit: in words, for the axis.
        code: as in the other figures.
    """
    says, area = language_of(code), paper.sheet(height=3.1)
    axes = paper.plot(area, says("sum: title"), grid="x")
    first, last = (float(end) for end in np.quantile(total, [0.001, 0.995]))
    first = min(first, likeliest)
    counts, edges = np.histogram(total, bins=np.linspace(first, last, 61))
    heights = counts / max(int(counts.max()), 1)
    middles = (edges[:-1] + edges[1:]) / 2
    within = [paper.ACCENT if middle <= likeliest else paper.ACCENT_SOFT for middle in middles]
    axes.bar(middles, heights, width=0.92 * (edges[1] - edges[0]), color=within, lw=0, zorder=2)
    enough = float(np.quantile(total, 0.8))
    for key, value, colour, top, side in (
        ("sum: likeliest", likeliest, paper.ACCENT, 1.32, "left"),
        ("sum: enough", enough, paper.SIGNAL, 1.08, "left"),
    ):
        share = float(np.mean(total <= value))
        told = says(key, amount=f"{says.plain(three_digits(value))}", share=says.percent(share))
        axes.plot([value, value], [0, top], color=colour, lw=1.3, ls=(0, (4, 2)), zorder=3)
        aside = 0.012 * (last - first)
        paper.write(axes, value + aside, top - 0.07, told, color=colour, fontweight="bold", ha=side, linespacing=1.25)
    axes.set(yticks=[], ylim=(0, 1.42), xlim=(first - 0.02 * (last - first), last))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, unit)
    return area


def sampling_error(errors: Mapping[int, float], unit: str = "", code: str | Language = "en") -> FigureBase:
    """How the standard error of a figure falls with the number of samples; both axes double at equal steps.

    Args:
        errors: samples -> standard error, in the unit, above zero.
        unit: in words, for the axis.
        code: as in the other figures.
    """
    says, area = language_of(code), paper.sheet(height=2.9)
    axes = paper.plot(area, says("precision: title"), grid="y")
    samples, found = np.array(list(errors), dtype=float), np.array(list(errors.values()), dtype=float)
    rule = found[0] * np.sqrt(samples[0] / samples)
    axes.plot(samples, rule, color=paper.MUTED, lw=1.2, ls=(0, (4, 2)), zorder=2)
    axes.plot(samples, found, color=paper.ACCENT, lw=1.6, marker="o", ms=7, mec=paper.PAPER, zorder=3)
    for count, error in zip(samples, found, strict=True):
        paper.write(axes, count * 1.05, error * 1.06, says.plain(three_digits(error)), va="bottom", fontweight="bold")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(samples, [says.plain(count) for count in samples])
    axes.set(xlim=(samples.min() * 0.85, samples.max() * 1.5), ylim=(found.min() * 0.7, found.max() * 1.6))
    axes.minorticks_off()
    axes.yaxis.set_major_locator(_at(found))
    paper.count_axis(axes, "y", says)
    paper.name_axes(axes, says("precision: samples"), says("precision: error", unit=unit))
    return area


def _at(values: Array) -> Any:
    from matplotlib.ticker import FixedLocator

    return FixedLocator([three_digits(float(one)) for one in values])
