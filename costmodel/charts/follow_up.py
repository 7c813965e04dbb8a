"""Figures for planning and following up: who is needed when, money by stage, the new forecast, earned value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.charts import paper
from costmodel.control.staffing import MARKED, StaffingPlan, percent_name
from costmodel.language.language import Language, language_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from costmodel.control.earned_value_management import EarnedValue
    from costmodel.control.forecast_update import Reforecast

DASHED = (0, (4, 2))
OVER: dict[str, Any] = {"color": "#f0c9a4", "hatch": "//////", "ec": paper.SIGNAL, "lw": 0.5}  # seen in any print
NEEDED: dict[str, Any] = {"color": paper.ACCENT_SOFT, "ec": paper.ACCENT, "lw": 0.4}
EARLY = 0.3  # of the time shown: before that, what has happened is also shown closer
UNNAMED = "_"  # what the legend leaves out
GAP = 1.25  # between two rows, as a multiple of the tallest bar


def full_time(plan: StaffingPlan, go_live: float, code: str | Language = "en") -> FigureBase:
    """Full-time people by role and month: enough in so many courses, the mean, and what is there.

    All rows have the same scale. Where more is asked than is there, in the same course, the month is hatched.

    Args:
        plan: as from `costmodel.staffing_plan`, by month.
        go_live: the median of the months to go-live.
        code: the language.
    """
    says, area = language_of(code), paper.sheet(height=5.6)
    highest = percent_name(max(plan.confidences))
    need, mean, over = (plan.by_period(column) for column in (highest, "mean", "over"))
    roles = [str(role) for role in need if need[role].max() >= 0.005]
    have = plan.by_period("available").iloc[0]
    there = {role: float(have[role]) for role in roles}
    tallest = max(float(need[roles].to_numpy().max()), *there.values(), 0.01)
    axes = paper.plot(area, says("staffing title"), grid="x")
    months = need.index.to_numpy(dtype=float)
    axes.axvline(go_live, color=paper.SIGNAL, lw=1.2, zorder=1)
    seen = {"needed": False, "over": False}
    for row, role in enumerate(roles):
        base = -GAP * row
        marked = (over[role] >= MARKED).to_numpy()
        heights = need[role].to_numpy() / tallest
        for which, look, kind in ((~marked, NEEDED, "needed"), (marked, OVER, "over")):
            if which.any():
                odds = says("needed at", odds=says.of_ten(max(plan.confidences)))
                label = UNNAMED if seen[kind] else odds if kind == "needed" else says("more than there")
                axes.bar(months[which] - 0.5, heights[which], 0.86, base, zorder=2, label=label, **look)
                seen[kind] = True
        level = base + there[role] / tallest
        names = (says("needed mean"), says("there")) if row == 0 else (UNNAMED, UNNAMED)
        line = base + mean[role].to_numpy() / tallest
        axes.plot(months - 0.5, line, color=paper.INK, lw=1.2, zorder=4, label=names[0])
        axes.plot([0, months[-1]], [level] * 2, color=paper.INK, lw=0.9, ls=DASHED, zorder=3, label=names[1])
        paper.write(axes, months[-1] + 0.3, level, says.number(there[role], 2), color=paper.MUTED)
        axes.hlines(base, 0, months[-1], color=paper.MUTED, lw=0.5, zorder=1)
    axes.set_yticks([-GAP * row + 0.3 for row in range(len(roles))], [says.name(role) for role in roles])
    axes.tick_params(axis="y", labelcolor=paper.INK, labelsize=paper.SMALL)
    axes.set(xlim=(0, months[-1] * 1.06), ylim=(-GAP * (len(roles) - 1) - 0.1, 1.75))
    axes.xaxis.set_major_locator(_whole_months(months[-1]))
    told = says("short go-live p50", months=says.months(go_live))
    paper.write(axes, go_live + 0.2, 1.5, told, color=paper.SIGNAL, fontweight="bold")
    paper.write(axes, 0.2, 1.5, says("full-time people"), color=paper.MUTED)
    paper.name_axes(axes, says("months from start"))
    paper.legend(axes, columns=4, bbox_to_anchor=(-0.2, -0.11))
    return area


def peaks(plan: StaffingPlan, code: str | Language = "en") -> FigureBase:
    """Each role's busiest month against what is there: a rush is seen here whenever it comes.

    Args:
        plan: as from `costmodel.staffing_plan`.
        code: as above.
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    says, area = language_of(code), paper.sheet(height=3.6)
    highest = percent_name(max(plan.confidences))
    table = plan.peaks[plan.peaks[highest] >= 0.005]
    axes = paper.plot(area, says("busiest title"), grid="x")
    largest = float(max(table[highest].max(), table["available"].max()))
    odds = says("needed at", odds=says.of_ten(max(plan.confidences)))
    for row, (_, role) in enumerate(table.iterrows()):
        need, over, there = (float(role[name]) for name in (highest, "over", "available"))
        missing = over if over >= MARKED else 0.0
        axes.barh(row, need - min(missing, need), height=0.6, zorder=3, **NEEDED)
        axes.barh(row, min(missing, need), left=need - min(missing, need), height=0.6, zorder=3, **OVER)
        axes.plot([there, there], [row - 0.42, row + 0.42], color=paper.INK, lw=2.0, zorder=4)
        told = says.number(need, 2)
        if missing:
            told += ", " + says("missing", people=says.number(missing, 2))
        paper.write(axes, max(need, there) + 0.015 * largest, row, told, fontweight="bold" if missing else "normal")
    keys = [
        Patch(label=f"{says('busiest')}, {odds}", **NEEDED),
        Patch(label=says("more than there"), **OVER),
        Line2D([], [], color=paper.INK, lw=2.0, label=says("there")),
    ]
    axes.set_yticks(range(len(table)), [says.name(str(role)) for role in table.index], fontsize=paper.NORMAL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    axes.set(ylim=(len(table) - 0.4, -0.6), xlim=(0, 1.28 * largest))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, says("full-time people"))
    paper.legend(axes, columns=3, bbox_to_anchor=(-0.24, -0.17), handles=keys)
    return area


def stages(table: pd.DataFrame, currency: str, confidence: float = 0.8, code: str | Language = "en") -> FigureBase:
    """What to ask for until each gate, on top of what was asked for before, and how many end there.

    Args:
        table: as from `costmodel.stage_budgets`.
        currency: of the money.
        confidence: of the amounts.
        code: as above.
    """
    says, area = language_of(code), paper.sheet(height=0.75 * len(table) + 1.6)
    divisor, unit = paper.unit_for(float(table["until"].max()), currency, says)
    axes = paper.plot(area, says("stages chart"), grid="x")
    until, request = (table[name].to_numpy(dtype=float) / divisor for name in ("until", "request"))
    places = np.arange(len(table))
    axes.barh(places, until - request, height=0.5, label=says("asked before"), zorder=3, **NEEDED)
    axes.barh(
        places, request, left=until - request, height=0.5, color=paper.ACCENT, label=says("request of stage"), zorder=3
    )
    for place, (_, row) in enumerate(table.iterrows()):
        money = says.money(float(row["until"]), currency)
        told = says("until", confidence=says.percent(confidence), money=money)
        told += f"\n{says('ends by now', chance=says.percent(float(row['ends'])))}"
        paper.write(axes, until[place] + 0.012 * until.max(), place, told, linespacing=1.3)
    names = [f"{_two_lines(str(row['meaning']))}\n{says.months(float(row['months']))}" for _, row in table.iterrows()]
    axes.set_yticks(places, names, fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    axes.set(ylim=(len(table) - 0.5, -0.5), xlim=(0, 1.5 * until.max()))
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, says("to stage", unit=unit))
    paper.legend(axes, columns=2, bbox_to_anchor=(0.0, -0.26))
    return area


def reforecast(found: Reforecast, code: str | Language = "en") -> FigureBase:
    """Spending to go-live by month before and after what has happened, with what was really spent and the budget.

    Args:
        found: as from `costmodel.reforecast`.
        code: as above.
    """
    says, area = language_of(code), paper.sheet(height=4.0)
    top = max(float(found.before["p90"].max()), float(found.after["p90"].max()), found.budget)
    divisor, unit = paper.unit_for(top, found.currency, says)
    date = found.progress.month
    axes = paper.plot(area, says("reforecast title", months=says.months(date)), grid="y")
    months = np.concatenate([[0.0], found.before.index.to_numpy(dtype=float)])
    before, after = (
        {name: np.concatenate([[0.0], fan[name].to_numpy()]) / divisor for name in ("p10", "p50", "p90")}
        for fan in (found.before, found.after)
    )
    band: dict[str, Any] = {"color": "#eceff2", "hatch": ".....", "ec": "#b8c2ca", "lw": 0.0}
    axes.fill_between(months, before["p10"], before["p90"], label=says("band before"), zorder=1, **band)
    soft: dict[str, Any] = {"color": paper.ACCENT_SOFT, "alpha": 0.85, "lw": 0}
    axes.fill_between(months, after["p10"], after["p90"], label=says("band after"), zorder=2, **soft)
    axes.plot(months, before["p50"], color=paper.MUTED, lw=1.6, ls=DASHED, label=says("median before"), zorder=3)
    axes.plot(months, after["p50"], color=paper.ACCENT, lw=2.2, label=says("median after"), zorder=4)
    if found.progress.spent is not None:
        spent = found.progress.spent.loc[: math.floor(date)]
        done = np.array([0.0, *spent]) / divisor
        at = np.array([0.0, *map(float, spent.index)])
        near = _closer(axes, at[-1], says) if 0 < at[-1] <= EARLY * months[-1] else None
        look: dict[str, Any] = {"color": paper.SIGNAL, "lw": 1.8, "marker": "o", "ms": 4, "mec": paper.PAPER}
        axes.plot(at, done, label=says("actual"), zorder=6, **look)
        if near is not None:
            seen = len(at)
            near.fill_between(at, before["p10"][:seen], before["p90"][:seen], **band)
            near.plot(at, before["p50"][:seen], color=paper.MUTED, lw=1.4, ls=DASHED)
            near.plot(at, done, **look)
    axes.axvline(date, color=paper.SIGNAL, lw=1.0, ls=DASHED, zorder=2)
    paper.write(axes, date + 0.01 * months[-1], 1.03 * top / divisor, says("report date"), color=paper.SIGNAL)
    axes.hlines(found.budget / divisor, 0, months[-1], color=paper.INK, lw=1.2, zorder=5)
    told = says("budget asked", money=says.money(found.budget, found.currency))
    paper.write(axes, months[-1], (found.budget + 0.03 * top) / divisor, told, ha="right", fontweight="bold")
    axes.set(xlim=(0, months[-1] * 1.02), ylim=(0, 1.06 * top / divisor))
    paper.count_axis(axes, "y", says)
    paper.name_axes(axes, says("months from start"), says("spent until", unit=unit))
    paper.legend(axes, columns=3, bbox_to_anchor=(0.0, -0.17))
    return area


def earned_curve(found: EarnedValue, currency: str, code: str | Language = "en") -> FigureBase:
    """Planned, earned and actual since the start, and where the formula BAC / CPI says it will end.

    Args:
        found: as from `costmodel.earned_from_plan`.
        currency: of the money.
        code: as above.

    Raises:
        ValueError: the sums alone are no curve.
    """
    if found.curve is None:
        raise ValueError("a curve needs the plan by month; take earned_from_plan")
    says, area = language_of(code), paper.sheet(height=3.8)
    forecast = found.estimate_at_completion
    top = max(found.budget_at_completion, found.actual_cost, forecast if math.isfinite(forecast) else 0.0)
    divisor, unit = paper.unit_for(top, currency, says)
    axes = paper.plot(area, says("earned title"), grid="y")
    months = np.concatenate([[0.0], found.curve.index.to_numpy(dtype=float)])
    looks: dict[str, tuple[str, dict[str, Any]]] = {
        "planned": ("planned", {"color": paper.MUTED, "lw": 1.6, "ls": DASHED}),
        "earned": ("earned", {"color": paper.ACCENT, "lw": 2.2, "marker": "s", "ms": 4}),
        "actual": ("spent actual", {"color": paper.SIGNAL, "lw": 1.8, "marker": "o", "ms": 4}),
    }
    last, now = months[-1], int(found.curve["actual"].count())
    near = _closer(axes, float(now), says) if 0 < now <= EARLY * last else None
    for column, (key, look) in looks.items():
        line = np.concatenate([[0.0], found.curve[column].to_numpy(dtype=float)]) / divisor
        axes.plot(months, line, label=says(key), zorder=4, mec=paper.PAPER, **look)
        if near is not None:
            near.plot(months[: now + 1], line[: now + 1], mec=paper.PAPER, **look)
    _level(
        axes,
        last,
        found.budget_at_completion / divisor,
        says("bac", money=says.money(found.budget_at_completion, currency)),
        paper.INK,
    )
    if math.isfinite(forecast):
        _level(axes, last, forecast / divisor, says("eac", money=says.money(forecast, currency)), paper.SIGNAL)
    axes.set(xlim=(0, last), ylim=(0, 1.1 * top / divisor))
    axes.xaxis.set_major_locator(_whole_months(last))
    paper.count_axis(axes, "y", says)
    paper.name_axes(axes, says("months from start"), says("cumulative", unit=unit))
    paper.legend(axes, columns=3, bbox_to_anchor=(0.0, -0.18))
    return area


def _closer(axes: Axes, until: float, says: Language) -> Axes:
    """A small picture of the first months in the empty corner under the curve."""
    inset: Axes = axes.inset_axes((0.64, 0.07, 0.35, 0.31), zorder=7)
    inset.set_facecolor(paper.PAPER)
    for spine in inset.spines.values():
        spine.set_color(paper.LINE)
    inset.tick_params(length=0, labelsize=paper.SMALL, labelcolor=paper.MUTED, labelfontfamily=paper.family(), pad=3)
    inset.grid(axis="y", color=paper.LINE, linewidth=0.7)
    inset.set_xlim(0, 1.04 * until)
    inset.xaxis.set_major_locator(_whole_months(until))
    paper.count_axis(inset, "y", says)
    look: dict[str, Any] = {"fontsize": paper.SMALL, "color": paper.MUTED, "family": paper.family()}
    inset.set_title(says("until now"), loc="left", pad=3, **look)
    return inset


def _level(axes: Axes, last: float, height: float, told: str, colour: str) -> None:
    """A line across at an amount, with its name above its left end."""
    axes.axhline(height, color=colour, lw=1.2, zorder=3)
    paper.write(axes, 0.01 * last, height, told, color=colour, fontweight="bold", va="bottom")


def _whole_months(last: float) -> Any:
    from matplotlib.ticker import MultipleLocator

    return MultipleLocator(next((step for step in (1, 2, 3, 6, 12, 24) if last / step <= 20), 60))


def _two_lines(name: str, width: int = 30) -> str:
    """A name over two lines where one would be too long."""
    cut = name.rfind(" ", 0, width)
    return name if len(name) <= width or cut < 0 else f"{name[:cut]}\n{name[cut + 1 :]}"
