"""The pictures: what they say, that they are in proportion, and that no text in them becomes markup."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costmodel import pictures
from costmodel.pictures.canvas import Scale, round_step, up_to
from costmodel.pictures.distribution import in_lanes
from costmodel.pictures.formats import exact_money, money, months, percent, read_money, short, short_money
from costmodel.pictures.iceberg import depths_for, spread
from costmodel.pictures.markup import Markup, tag

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES = np.linspace(200_000.0, 600_000.0, 4_096)
LAYERS = {"prototype": np.full(8, 50_000.0), "software": np.full(8, 150_000.0), "ml": np.full(8, 300_000.0)}
CATEGORIES = {
    ("staffing", "to_go_live"): 100_000.0,
    ("staffing", "after_go_live"): 20_000.0,
    ("operations", "after_go_live"): 400_000.0,
    ("hardware", "to_go_live"): 0.0,
}
TIMELINE = pd.DataFrame(
    [
        ("case", "Problem and target", "explore", 0.0, 1.0, 3.0, 3.0),
        ("model", "The model", "develop", 3.0, 3.0, 5.0, 6.5),
        ("release", "Release", "productionise", 6.5, 8.0, 9.0, 9.0),
    ],
    columns=["activity", "meaning", "phase", "start", "work_start", "finish", "repeats_until"],
)
PICTURES = {
    "iceberg": pictures.iceberg(LAYERS),
    "distribution": pictures.distribution(SAMPLES, 35_000.0, {"P50": 400_000.0, "P80": 520_000.0}),
    "categories": pictures.categories(CATEGORIES),
    "timeline": pictures.timeline(TIMELINE, (7.0, 9.0, 14.0)),
}
every_picture = pytest.mark.parametrize("drawn", PICTURES.values(), ids=PICTURES.keys())


def root_of(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)


def texts(drawn: str) -> list[str]:
    """What stands in the picture; the titles that appear when a mark is pointed at left out."""
    root = root_of(re.sub(r"<title>.*?</title>", "", drawn))
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def titles(drawn: str) -> list[str]:
    return [element.text or "" for element in root_of(drawn).iter(f"{SVG}title")]


def bars(drawn: str, look: str) -> list[ET.Element]:
    return [rect for rect in root_of(drawn).iter(f"{SVG}rect") if look in rect.get("class", "").split()]


def width(element: ET.Element) -> float:
    return float(element.get("width", "").removesuffix("%"))


def start(element: ET.Element) -> float:
    return float(element.get("x", "").removesuffix("%"))


# -- all of them ----------------------------------------------------------------------------------------------


@every_picture
def test_a_picture_says_in_words_what_it_shows(drawn: str) -> None:
    root = root_of(drawn)
    assert root.get("role") == "img"
    assert len(root.get("aria-label", "")) > 40


@every_picture
def test_a_picture_brings_no_script_no_colour_and_no_address(drawn: str) -> None:
    assert not re.search(r"<script|\son\w+=|href|style=|#[0-9a-f]{3,6}\b", drawn)
    assert set(re.findall(r"https?://[^\"]+", drawn)) == {"http://www.w3.org/2000/svg"}


@every_picture
def test_marks_say_their_value_when_they_are_pointed_at(drawn: str) -> None:
    assert sum(bool(re.search(r"\d", said)) for said in titles(drawn)) >= 3


HOSTILE = '</title><script>alert("&")</script>'


def test_text_from_a_file_cannot_become_markup() -> None:
    drawn = pictures.timeline(TIMELINE.assign(meaning=HOSTILE, phase=HOSTILE), (7.0, 9.0, 14.0))
    assert "<script" not in drawn
    assert any(HOSTILE in said for said in titles(drawn))
    assert "<script" not in pictures.categories({(HOSTILE, "to_go_live"): 1.0})


@given(st.text(), st.text())
def test_any_text_comes_back_as_it_went_in(content: str, value: str) -> None:
    printable = "".join(letter for letter in content + value if letter.isprintable())
    element = ET.fromstring(tag("text", printable, aria_label=printable))
    assert (element.text or "") == printable
    assert element.get("aria-label") == printable


def test_what_is_markup_already_is_not_escaped_again() -> None:
    assert tag("g", tag("b", "a&b"), "c&d") == "<g><b>a&amp;b</b>c&amp;d</g>"
    assert Markup("<i></i>") + "<" == "<i></i>&lt;"


# -- the iceberg ----------------------------------------------------------------------------------------------


def polygon_area(element: ET.Element) -> float:
    points = [tuple(map(float, point.split(","))) for point in element.get("points", "").split()]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*points, points[0]]))) / 2


@given(st.lists(st.floats(1_000, 1e7), min_size=3, max_size=3))
def test_the_areas_of_the_iceberg_are_in_proportion(amounts: list[float]) -> None:
    layers = dict(zip(LAYERS, (np.full(4, amount) for amount in amounts), strict=True))
    shapes = root_of(pictures.iceberg(layers)).iter(f"{SVG}polygon")
    areas = [polygon_area(shape) for shape in shapes if "cm-ice" in shape.get("class", "")]
    for area, amount in zip(areas, amounts, strict=True):
        assert area / sum(areas) == pytest.approx(amount / sum(amounts), abs=0.004)


def test_only_the_prototype_is_above_the_water() -> None:
    root = root_of(PICTURES["iceberg"])
    water = next(rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "cm-water")
    assert float(water.get("y", "")) == pytest.approx(14 + depths_for([0.1, 0.3, 0.6])[1] * 272, abs=0.01)
    assert texts(PICTURES["iceberg"])[:2] == ["Prototype", "50\xa0k€ · 10\xa0%"]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2))
def test_labels_of_the_iceberg_never_meet(cuts: list[float]) -> None:
    low, high = sorted(cuts)
    depths = [14 + 272 * depth for depth in depths_for([low, high - low, 1 - high])]
    placed = spread([(upper + lower) / 2 for upper, lower in pairwise(depths)], depths[1])
    assert all(lower - upper >= 40 for upper, lower in pairwise(placed))
    assert placed[0] >= 20
    assert placed[-1] <= 285


def test_an_initiative_that_costs_nothing_can_be_drawn() -> None:
    assert "0\xa0€" in pictures.iceberg({})
    assert "0\xa0€" in pictures.categories({("staffing", "to_go_live"): 0.0})
    assert pictures.distribution(np.zeros(16), 0.0, {"P50": 0.0, "P80": 0.0})
    nothing = TIMELINE.assign(start=0.0, work_start=0.0, finish=0.0, repeats_until=0.0)
    assert pictures.timeline(nothing, (0.0, 0.0, 0.0))


# -- the distribution -----------------------------------------------------------------------------------------


def test_the_bars_of_the_histogram_stand_for_all_samples_that_are_drawn() -> None:
    drawn = pictures.distribution(SAMPLES, 35_000.0, {"P50": 400_000.0, "P80": 520_000.0})
    heights = [float(bar.get("height", "")) for bar in bars(drawn, "cm-bar")]
    assert len(heights) > 20
    # Samples are spread evenly: all bars but the first and the last are equally high.
    assert np.std(heights[1:-1]) < 0.05 * np.mean(heights[1:-1])


def test_the_marks_of_the_distribution_carry_their_values() -> None:
    said = texts(PICTURES["distribution"])
    assert "First estimate 35\xa0k€" in said
    assert "P50 400\xa0k€" in said
    assert "P80 520\xa0k€" in said


def test_what_lies_beyond_p80_looks_different() -> None:
    beyond = bars(PICTURES["distribution"], "cm-beyond")
    assert beyond
    scale_end = 600_000 / 0.99
    assert all(start(bar) / 100 * scale_end > 500_000 * 0.9 for bar in beyond)


def test_a_first_estimate_above_everything_is_still_in_the_picture() -> None:
    drawn = pictures.distribution(SAMPLES, 2_000_000.0, {"P50": 400_000.0, "P80": 520_000.0})
    assert "First estimate 2\xa0M€" in texts(drawn)
    line = next(line for line in root_of(drawn).iter(f"{SVG}line") if "cm-estimate" in line.get("class", ""))
    assert float(line.get("x1", "").removesuffix("%")) < 100


def test_the_scale_stands_still_while_costs_move_a_little() -> None:
    assert up_to(870_000).high == up_to(890_000).high == 900_000
    assert up_to(0).high == 1.0


@given(st.floats(1e-6, 1e12))
def test_ticks_are_few_round_and_inside(high: float) -> None:
    ticks = Scale(0, high).ticks(5)
    assert 2 <= len(ticks) <= 8
    assert ticks[0] == 0
    assert ticks[-1] <= high * (1 + 1e-9)
    assert round_step(high) >= 0.9 * high


@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=3))
def test_no_line_of_a_mark_crosses_the_label_of_another_on_its_side(amounts: list[float]) -> None:
    names = ("First estimate", "P50", "P80")
    marks = [(name, amount, 0.5, "") for name, amount in zip(names, amounts, strict=True)]
    placed = in_lanes(marks, Scale(0, 1e6))
    assert sorted(placed) == sorted(marks)
    for lane, (name, amount, *_) in enumerate(placed):
        to_the_left = amount / 1e6 > (0.57 if name == "First estimate" else 0.74)
        above = [other for _, other, *_ in placed[:lane]]  # whose lines pass through this lane
        if to_the_left:
            assert all(other >= amount for other in above), "lines from above are to the right of it"


# -- the categories -------------------------------------------------------------------------------------------


def test_the_dearest_category_comes_first_and_fills_the_width() -> None:
    names = [said for said in texts(PICTURES["categories"]) if said in {"Operations", "Staffing", "Hardware"}]
    assert names == ["Operations", "Staffing", "Hardware"]
    rows = bars(PICTURES["categories"], "cm-track")
    assert len(rows) == 3
    assert width(bars(PICTURES["categories"], "cm-after")[1]) == 100.0


def test_the_two_scopes_of_a_category_are_stacked_in_proportion() -> None:
    # staffing: 100 to go-live and 20 after, against 400 of the dearest
    before, after = (bars(PICTURES["categories"], look)[2] for look in ("cm-before", "cm-after"))
    assert width(before) == pytest.approx(25)
    assert width(after) == pytest.approx(5)
    assert start(after) == pytest.approx(25)
    assert "100\xa0k€ + 20\xa0k€ = 120\xa0k€" in texts(PICTURES["categories"])


def test_the_legend_names_the_scopes_with_their_sums() -> None:
    assert texts(PICTURES["categories"])[:2] == ["to go-live 100\xa0k€", "after 420\xa0k€"]


# -- the timeline ---------------------------------------------------------------------------------------------


def test_waiting_work_and_repeats_are_told_apart_and_in_proportion() -> None:
    drawn = PICTURES["timeline"]
    waits, works, again = (bars(drawn, look)[1:] for look in ("cm-waits", "cm-works", "cm-again"))  # after the legend
    assert [len(waits), len(works), len(again)] == [2, 3, 1]
    month = width(works[0]) / 2  # the first activity works for two months
    assert width(waits[0]) == pytest.approx(1.0 * month, abs=0.02)
    assert width(again[0]) == pytest.approx(1.5 * month, abs=0.02)
    assert start(again[0]) == pytest.approx(5.0 * month, abs=0.02)


def test_the_timeline_marks_go_live_and_where_eight_of_ten_fall() -> None:
    drawn = PICTURES["timeline"]
    assert "Go-live 9\xa0months (8 in 10: 7 to 14)" in texts(drawn)
    band = bars(drawn, "cm-band")[0]
    assert start(band) / 7 == pytest.approx(width(band) / 7, rel=0.01)  # from month 7 on, seven months wide


def test_a_long_name_is_cut_where_the_picture_is_narrow() -> None:
    name = "Legal duties met, decisions explained, documented"
    said = texts(pictures.timeline(TIMELINE.assign(meaning=name), (7.0, 9.0, 14.0)))
    assert name in said
    assert "Legal duties met, decisions explained…" in said


# -- money and months -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "long", "brief"),
    [
        (0.0, "0 €", "0 €"),
        (812.4, "812 €", "812 €"),
        (35_000.0, "35,000 €", "35 k€"),
        (999_960.0, "1,000,000 €", "1 M€"),
        (1_234_567.0, "1,235,000 €", "1.23 M€"),
        (-45_210.0, "−45,200 €", "−45.2 k€"),
    ],
)
def test_money_is_written_in_one_way(amount: float, long: str, brief: str) -> None:
    assert money(amount).replace("\xa0", " ") == long
    assert short_money(amount).replace("\xa0", " ") == brief


def test_what_is_small_but_possible_is_not_called_zero() -> None:
    assert percent(0.0).replace("\xa0", " ") == "0 %"
    assert percent(0.0002).replace("\xa0", " ") == "less than 1 %"
    assert percent(0.9999).replace("\xa0", " ") == "more than 99 %"


def test_what_has_no_end_is_a_dash() -> None:
    assert short_money(float("inf")).startswith("–")
    assert months(float("nan")).startswith("–")


@given(st.integers(0, 10**10))
def test_an_amount_is_read_as_it_is_written(amount: int) -> None:
    assert read_money(exact_money(amount)) == amount
    assert read_money(f"{amount:,}".replace(",", ".")) == amount
    assert read_money(f"{amount:_}".replace("_", " ")) == amount
    assert read_money(str(amount)) == amount


NO_AMOUNTS = ["", "a lot", "-5", "1,2,3", "1e9", "nan", "inf", "<b>5</b>", "9" * 40, "5 USD", "=1+1"]


@pytest.mark.parametrize("typed", NO_AMOUNTS)
def test_what_is_no_amount_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match="is not an amount of money; type it like"):
        read_money(typed)


def test_a_text_is_cut_at_a_word() -> None:
    assert short("one two three", 9) == "one two…"
    assert short("one", 9) == "one"
