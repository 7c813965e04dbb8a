"""Figures say what their tables say, in two languages, and leave nothing behind in matplotlib."""

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from costmodel import charts
from costmodel.charts import paper
from costmodel.pictures.palette import lightness, looks

COST = np.linspace(100_000.0, 900_000.0, 1_001)
MONTHS = np.linspace(8.0, 28.0, 1_001)
CATEGORY_MEANS = pd.DataFrame(
    {"to_go_live": [10_000.0, 250_000.0], "after_go_live": [600_000.0, 0.0]}, index=["operations", "staffing"]
)
PLAN = pd.DataFrame(
    {"meaning": ["Ask", "Build"], "start": [0.0, 3.0], "work_start": [1.0, 3.0], "finish": [3.0, 6.0]}
).assign(repeats_until=[3.0, 7.5])
SHARES = pd.Series([0.4, 0.1], index=["Things to be labelled", "Months a post stays open"])
STEPS = [("=First", 100_000.0), ("Scope", 300_000.0), ("=All", 400_000.0)]
LAYERS = {
    "prototype": np.array([5e4]),
    "software": np.array([1.5e5]),
    "ml": np.array([2.6e5]),
    "ml_idle": np.array([4e4]),
}
ENDS = pd.DataFrame({"meaning": ["Labels"], "low": [4e5], "high": [6e5]})

FIGURES: dict[str, Callable[[str], Any]] = {
    "iceberg": lambda code: charts.iceberg(LAYERS, "EUR", code),
    "s_curve": lambda code: charts.s_curve(COST, 200_000.0, 250_000.0, "EUR", code),
    "waterfall": lambda code: charts.waterfall(STEPS, "EUR", code),
    "categories": lambda code: charts.categories(CATEGORY_MEANS, "EUR", code),
    "timeline": lambda code: charts.timeline(PLAN, (5.0, 7.0, 9.0), code),
    "drivers": lambda code: charts.drivers(SHARES, code),
    "tornado": lambda code: charts.tornado(ENDS, 5e5, "EUR", code),
    "savings": lambda code: charts.savings(pd.Series([2e4], index=["Ask earlier"]), "EUR", code),
    "joint": lambda code: charts.joint(COST, MONTHS, 7e5, 22.0, "EUR", {0.7: (COST[::-1], MONTHS)}, code),
    "bridge": lambda code: charts.bridge(STEPS, "EUR", code),
}
every_figure = pytest.mark.parametrize("name", FIGURES)


def words(figure: Any) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text))


@every_figure
def test_a_figure_is_drawn_in_both_languages_and_differs_in_its_words(name: str) -> None:
    english, german = (FIGURES[name](code) for code in ("en", "de"))
    for figure in (english, german):
        figure.canvas.draw()
    assert words(english) != words(german)


@every_figure
def test_every_letter_is_set_in_the_same_face_and_large_enough_for_print(name: str) -> None:
    figure = FIGURES[name]("en")
    figure.canvas.draw()
    told = [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]
    assert {text.get_fontfamily()[0] for text in told} == {paper.family()}
    assert min(text.get_fontsize() for text in told) >= 8


def test_the_s_curve_marks_the_chance_of_each_amount() -> None:
    told = words(FIGURES["s_curve"]("en"))
    # 100,000 to 900,000 evenly: 200,000 is exceeded by 7 of 8; P50 is 500,000, P80 is 100,000 + 0.8 x 800,000.
    assert "200,000 EUR · 13 %" in told
    assert "500,000 EUR · 50 %" in told
    assert "740,000 EUR · 80 %" in told


def test_on_the_curve_of_budgets_no_label_lies_on_the_curve_or_on_another_label() -> None:
    drawn = np.sort(np.random.default_rng(1).lognormal(np.log(400_000), 0.5, 4_096))
    for first, code in ((9_000.0, "de"), (200_000.0, "en"), (900_000.0, "de")):
        figure = charts.s_curve(drawn, first, 230_000.0, "EUR", code)
        figure.canvas.draw()
        axes = figure.axes[0]
        boxes = [text.get_window_extent() for text in axes.texts]
        curve = axes.transData.transform(axes.lines[0].get_xydata())
        assert not [box for box in boxes for point in curve[::8] if box.contains(*point)], (first, code)
        assert Bbox.union(boxes).x0 > axes.bbox.x0
        pairs = [(one, other) for place, one in enumerate(boxes) for other in boxes[:place]]
        assert not [pair for pair in pairs if pair[0].overlaps(pair[1])], (first, code)


def test_the_iceberg_divides_its_area_as_the_cost_is_divided() -> None:
    figure = FIGURES["iceberg"]("en")
    ice = [one for one in figure.axes[0].collections if len(one.get_paths()) and one.get_paths()[0].vertices.size > 8]
    areas = [area(one.get_paths()[0].vertices) for one in ice]
    # 50, 150, 260 and 40 of 500
    assert np.array(areas) / sum(areas) == pytest.approx([0.1, 0.3, 0.52, 0.08], abs=0.005)


def area(points: Any) -> float:
    x, y = points[:-1].T  # the last only closes the outline
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def test_a_waterfall_ends_at_the_level_that_its_steps_reach() -> None:
    bars = FIGURES["waterfall"]("en").axes[0].patches
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]
    assert ends == [(0, 100), (100, 400), (0, 400)]  # thousand EUR


def test_large_amounts_are_told_in_millions() -> None:
    figure = charts.waterfall([("=First", 4_500_000.0)], "EUR", "de")
    assert "Mio. EUR" in words(figure)
    assert "4,5\n" in words(figure)


def test_neighbouring_categories_differ_in_lightness_for_any_eye_and_any_printer() -> None:
    grey = [lightness(look.colour) for look in looks().values()]
    assert all(abs(one - other) > 0.12 for one, other in pairwise(grey))


def test_matplotlib_is_loaded_only_when_a_figure_is_drawn_and_pyplot_never() -> None:
    program = (
        "import sys; from costmodel import charts; assert 'matplotlib' not in sys.modules; "
        "import pandas as pd; charts.drivers(pd.Series([1.0], index=['a'])).canvas.draw(); "
        "assert 'matplotlib' in sys.modules; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
