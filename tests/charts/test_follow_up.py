"""Figures for planning and following up say what their tables say, in two languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import costmodel as cm
from costmodel import charts
from costmodel.control.forecast_update import Reforecast
from costmodel.control.staffing import StaffingPlan
from tests.figures import assert_fit_for_print, words

SPENT = pd.DataFrame({"month": [1, 2, 3], "category": "staffing", "amount": [9_000.0, 14_000.0, 27_000.0]})
DATES = {"business_case": 1.8, "team_building": 2.0}


@cache
def est() -> cm.Estimate:
    return cm.estimate(cm.load(), samples=4096, seed=1)


@cache
def plan() -> StaffingPlan:
    return cm.staffing_plan(est())


@cache
def forecast() -> Reforecast:
    return cm.reforecast(est(), SPENT, finished=DATES)


FIGURES: dict[str, Callable[[str], Any]] = {
    "full_time": lambda code: charts.full_time(plan(), 19.2, code),
    "peaks": lambda code: charts.peaks(plan(), code),
    "stages": lambda code: charts.stages(cm.stage_budgets(est()), "EUR", 0.8, code),
    "reforecast": lambda code: charts.reforecast(forecast(), code),
    "earned_curve": lambda code: charts.earned_curve(cm.earned_from_plan(est(), SPENT, DATES), "EUR", code),
}
every_figure = pytest.mark.parametrize("name", FIGURES)


@every_figure
def test_a_figure_is_drawn_in_both_languages_in_one_face_and_large_enough(name: str) -> None:
    english, german = (FIGURES[name](code) for code in ("en", "de"))
    assert_fit_for_print(english, german)


@every_figure
@pytest.mark.parametrize("code", ["en", "de"])
def test_no_letter_is_cut_off_at_the_edge(name: str, code: str) -> None:
    figure = FIGURES[name](code)
    FigureCanvasAgg(figure).draw()
    width, height = figure.canvas.get_width_height()
    axes = figure.axes[0]
    low, high = sorted(axes.get_ylim())
    rows = [text for text in axes.get_yticklabels() if low <= text.get_position()[1] <= high]
    legend = axes.get_legend().get_texts()
    for text in [*figure.texts, *axes.texts, axes.xaxis.label, axes.yaxis.label, *rows, *legend]:
        box = text.get_window_extent()
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1
        assert inside or not text.get_text(), text.get_text()


def test_bars_are_as_long_as_the_need_of_the_busiest_month() -> None:
    bars = charts.peaks(plan()).axes[0].patches
    ends = {round(bar.get_y() + 0.3): bar.get_x() + bar.get_width() for bar in bars}
    needed = [need for need in plan().peaks["p80"] if need >= 0.005]
    assert [ends[row] for row in range(len(needed))] == pytest.approx(needed)
    assert f"{plan().peaks['over'].max():.2f} missing" in words(charts.peaks(plan()))


def test_months_that_ask_for_too_much_are_hatched() -> None:
    bars = charts.full_time(plan(), 19.2).axes[0].patches
    assert sum(bool(bar.get_hatch()) for bar in bars) == len(plan().over)


def test_stages_say_what_is_asked_for_until_then() -> None:
    table = cm.stage_budgets(est())
    told = words(charts.stages(table, "EUR"))
    assert f"until then, 80 %: {round(table['until'].iloc[-1], -3):,.0f} EUR" in told


def test_the_actual_curve_ends_at_what_was_spent() -> None:
    lines = charts.reforecast(forecast()).axes[0].lines
    actual = next(line for line in lines if line.get_label() == "actual")
    assert list(actual.get_ydata()) == [0, 9, 23, 50]  # thousand EUR: 9, 9 + 14, 9 + 14 + 27


def test_sums_alone_are_no_curve() -> None:
    with pytest.raises(ValueError, match="a curve needs the plan by month"):
        charts.earned_curve(cm.earned_value(100, 50, 40, 45), "EUR")
