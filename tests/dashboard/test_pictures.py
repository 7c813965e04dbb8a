"""The pictures: what they say in two languages, that they are in proportion, and that no text becomes markup."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costmodel import pictures
from costmodel.estimates.spending import Spending
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import language_of
from costmodel.pictures.canvas import Scale, round_step, up_to
from costmodel.pictures.distribution import Mark, covered, in_lanes
from costmodel.pictures.iceberg import BOTTOM, TOP, depths_for, spread
from costmodel.pictures.markup import Markup, tag
from costmodel.report.cells import as_html
from costmodel.report.tables import Column, Table
from costmodel.review.reference_forecast import OutsideView, Standing

SVG = "{http://www.w3.org/2000/svg}"
EN, DE = language_of("en"), language_of("de")
SAMPLES = np.linspace(200_000.0, 600_000.0, 4_096)
LAYERS = {
    "prototype": np.full(8, 50_000.0),
    "software": np.full(8, 150_000.0),
    "ml": np.full(8, 260_000.0),
    "ml_idle": np.full(8, 40_000.0),
}
CATEGORIES = {
    ("staffing", "to_go_live"): 100_000.0,
    ("staffing", "after_go_live"): 20_000.0,
    ("operations", "after_go_live"): 400_000.0,
    ("hardware", "to_go_live"): 0.0,
}
TIMELINE = pd.DataFrame(
    [
        ("case", "Problem and target", "explore", 0.0, 1.0, 3.0, 3.0, 1.0),
        ("model", "The model", "develop", 3.0, 3.0, 5.0, 6.5, 0.3),
        ("release", "Release", "productionise", 6.5, 8.0, 9.0, 9.0, 1.0),
    ],
    columns=["activity", "meaning", "phase", "start", "work_start", "finish", "repeats_until", "critical"],
)
STEPS = [
    ("=First estimate", 100_000.0),
    ("Cheaper", -20_000.0),
    ("Left out", 220_000.0),
    ("=Enough", 300_000.0),
    ("After", 100_000.0),
    ("=Whole life", 400_000.0),
]
SPENT = Spending(
    every="fiscal_year",
    ends=np.array([6.0, 18.0, 30.0]),
    expected={
        "to_go_live": np.array([100_000.0, 200_000.0, 0.0]),
        "after_go_live": np.array([0.0, 100_000.0, 50_000.0]),
    },
    times=np.array([0.0, 6.0, 18.0, 30.0]),
    fan=np.array(
        [
            [0, 0, 0, 0],
            [50_000, 100_000, 130_000, 150_000],
            [300_000, 400_000, 450_000, 500_000],
            [350_000, 450_000, 500_000, 550_000],
        ],
        dtype=np.float64,
    ),
)
CASES = [("=As is", 100_000.0), ("Staffing", -60_000.0), ("Operations", 20_000.0), ("=Buy", 60_000.0)]
DRIVERS: list[dict[str, Any]] = [
    {"meaning": "Labels", "share": 0.4, "direction": "raises", "swing": 42_000.0, "acted_on": "lever"},
    {"meaning": "Reuse", "share": 0.1, "direction": "lowers", "swing": -7_000.0, "acted_on": ""},
    {"meaning": "Nothing", "share": 0.0, "direction": "not seen", "swing": 0.0, "acted_on": ""},
    {"meaning": "Rest", "share": 0.5, "direction": "", "swing": float("nan"), "acted_on": ""},
]
ACTIONS: list[dict[str, Any]] = [
    dict(zip(("action", "cost", "saving", "to_go_live", "net_saving", "months", "production"), row, strict=True))
    for row in (
        ("Ask early", 1_000.0, 9_000.0, 4_000.0, 8_000.0, 0.8, 0.02),
        ("Learn", float("nan"), 7_000.0, 0.0, 7_000.0, 0.2, 0.0),
        ("Third", 1.0, 3.0, 1.0, 2.0, 0.0, 0.0),
        ("Fourth", 1.0, 2.0, 1.0, 1.0, 0.0, 0.0),
        ("Worthless", 5.0, 2.0, 1.0, -3.0, 0.0, 0.0),
    )
]
BLOCKS: list[dict[str, Any]] = [
    dict(zip(("meaning", "from_level", "to_level", "to_go_live", "months", "may_cost"), row, strict=True))
    for row in (("Data", 3.0, 4.0, 20_000.0, 1.0, 26_000.0), ("Risk", 5.0, 5.0, 0.0, 0.0, 0.0))
]


def standing(of: str, approved: float, ours: float, meaning: str = "IT projects") -> Standing:
    return Standing("a_class", meaning, of, 1_471, approved, ours, 0.72, 1.4 * approved, 1.0, 1.4, 2.0, 3.2)


OUTSIDE = OutsideView(
    0.8,
    standing("cost", 200_000.0, 500_000.0),
    standing("schedule", 10.0, 20.0),
    "the likeliest case",
    "the likeliest case",
    "EUR",
    (),
)


def drawn_in(says: Any) -> dict[str, Markup]:
    return {
        "iceberg": pictures.iceberg(LAYERS, says, "EUR"),
        "distribution": pictures.distribution(SAMPLES, 35_000.0, says, "EUR", budget=500_000.0),
        "waterfall": pictures.waterfall(STEPS, says, "EUR"),
        "categories": pictures.categories(CATEGORIES, says, "EUR"),
        "books": pictures.books([("FY 1", 300_000.0, 210_000.0), ("FY 2", -1.0, 40_000.0)], says, "EUR"),
        "timeline": pictures.timeline(TIMELINE, (7.0, 9.0, 14.0), says),
        "cash_flow": pictures.cash_flow(SPENT, 12.0, says, "EUR"),
        "cases": pictures.waterfall(CASES, says, "EUR", between_cases=True),
        "drivers": pictures.drivers(DRIVERS, says, lambda swing: says.short_amount(swing, "EUR")),
        "blocks": pictures.blocks(BLOCKS, says, "EUR"),
        "outside_view": pictures.outside_view(OUTSIDE, says, "EUR"),
    }


PICTURES = drawn_in(EN)
GERMAN = drawn_in(DE)
ALL = {f"{key} {code}": drawn for code, made in (("en", PICTURES), ("de", GERMAN)) for key, drawn in made.items()}


def root_of(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)


def svgs(drawn: str) -> list[ET.Element]:
    """The pictures themselves, without the shapes that are stretched inside them."""
    return [svg for svg in root_of(drawn).iter(f"{SVG}svg") if svg.get("role")]


def texts(drawn: str) -> list[str]:
    """What stands in the picture where there is room; the titles that appear when a mark is pointed at left out."""
    found = []
    for element in root_of(re.sub(r"<title>.*?</title>", "", drawn)).iter(f"{SVG}text"):
        if "cm-narrow" not in element.get("class", "").split():
            parts = [part for part in element if "cm-narrow" not in part.get("class", "").split()]
            found.append((element.text or "") + "".join(part.text or "" for part in parts))
    return [one.replace("\xa0", " ") for one in found]


def titles(drawn: str) -> list[str]:
    return [(element.text or "").replace("\xa0", " ") for element in root_of(drawn).iter(f"{SVG}title")]


def label_of(drawn: str) -> str:
    return svgs(drawn)[0].get("aria-label", "").replace("\xa0", " ")


def bars(drawn: str, look: str) -> list[ET.Element]:
    """The bars of a look, in the first layout where there are two."""
    return [rect for rect in svgs(drawn)[0].iter(f"{SVG}rect") if look in rect.get("class", "").split()]


def width(element: ET.Element) -> float:
    return float(element.get("width", "").removesuffix("%"))


def start(element: ET.Element) -> float:
    return float(element.get("x", "").removesuffix("%"))


def height(element: ET.Element) -> float:
    return float(element.get("height", ""))


# -- all of them ----------------------------------------------------------------------------------------------


def test_a_picture_says_in_words_what_it_shows() -> None:
    for name, drawn in ALL.items():
        for svg in svgs(drawn):
            assert svg.get("role") == "img", name
            assert len(svg.get("aria-label", "")) > 40, name
            assert re.search(r"\d", svg.get("aria-label", "")), name


def test_a_picture_brings_no_script_no_colour_and_no_address() -> None:
    for name, drawn in ALL.items():
        assert not re.search(r"<script|\son\w+=|href|style=|#[0-9a-f]{3,6}\b", drawn), name
        assert set(re.findall(r"https?://[^\"]+", drawn)) == {"http://www.w3.org/2000/svg"}, name


def test_every_bar_says_its_value_when_it_is_pointed_at() -> None:
    """A bar or the row that it stands in has a title with a number in it; tracks and grounds may be silent."""
    silent = {"cm-water", "cm-next", "cm-hatch-waits-ground", "cm-hatch-waits-stripe", "cm-hatch-again-ground"}
    silent.add("cm-hatch-again-stripe")
    for name, drawn in ALL.items():
        for svg in svgs(drawn):
            parents = {child: parent for parent in svg.iter() for child in parent}
            for rect in svg.iter(f"{SVG}rect"):
                if not silent & set(rect.get("class", "").split()):
                    said = rect.find(f"{SVG}title")
                    said = parents[rect].find(f"{SVG}title") if said is None else said
                    assert said is not None, name
                    assert re.search(r"\d|no time|keine Zeit", said.text or ""), (name, said.text)


def test_nothing_lies_outside_the_width() -> None:
    for name, drawn in ALL.items():
        for rect in root_of(drawn).iter(f"{SVG}rect"):
            if rect.get("x", "").endswith("%"):
                assert start(rect) >= 0, name
                assert start(rect) + width(rect) <= 100.02, name


def test_each_language_says_the_same_numbers_in_its_own_way() -> None:
    for key in PICTURES:
        english, german = label_of(PICTURES[key]), label_of(GERMAN[key])
        assert english != german, key
        assert "€" not in english or re.search(r"€\d", english), key
        assert not re.search(r"€\d", german), key
        assert len(re.findall(r"\d+", english)) == len(re.findall(r"\d+", german)), key


HOSTILE = '</title><script>alert("&")</script>'
LONG = "x" * 200


@pytest.mark.parametrize("name", [HOSTILE, LONG])
def test_text_from_a_file_cannot_become_markup_nor_burst_the_picture(name: str) -> None:
    drawn = {
        "timeline": pictures.timeline(TIMELINE.assign(meaning=name, phase=name), (7.0, 9.0, 14.0), EN),
        "categories": pictures.categories({(HOSTILE, "to_go_live"): 1.0}, EN, "EUR"),
        "drivers": pictures.drivers([DRIVERS[0] | {"meaning": name}], EN, str),
        "blocks": pictures.blocks([BLOCKS[0] | {"meaning": name}], EN, "EUR"),
        "actions": pictures.actions([ACTIONS[0] | {"action": name}], EN, "EUR"),
        "waterfall": pictures.waterfall([(f"={HOSTILE}", 1.0)], EN, "EUR"),
    }
    for one in drawn.values():
        assert "<script" not in one
        root_of(one)
    for key in ("timeline", "drivers", "blocks"):
        assert all(len(said) <= 70 for said in texts(drawn[key]))
        assert any(name in said for said in titles(drawn[key]))


@given(st.text(), st.text())
def test_any_text_comes_back_as_it_went_in(content: str, value: str) -> None:
    printable = "".join(letter for letter in content + value if letter.isprintable())
    element = ET.fromstring(tag("text", printable, aria_label=printable))
    assert (element.text or "") == printable
    assert element.get("aria-label") == printable


def test_what_is_markup_already_is_not_escaped_again() -> None:
    assert tag("g", tag("b", "a&b"), "c&d") == "<g><b>a&amp;b</b>c&amp;d</g>"
    assert Markup("<i></i>") + "<" == "<i></i>&lt;"
    assert tag("i", title=tag("b", "x")) == '<i title="&lt;b&gt;x&lt;/b&gt;"></i>'  # an attribute is text


def test_an_initiative_that_costs_nothing_can_be_drawn() -> None:
    nothing = np.zeros(2)
    spent = Spending("fiscal_year", np.array([12.0, 24.0]), dict.fromkeys(("to_go_live", "after_go_live"), nothing),
                     np.array([0.0, 12.0, 24.0]), np.zeros((3, 4)))  # fmt: skip
    still = TIMELINE.assign(start=0.0, work_start=0.0, finish=0.0, repeats_until=0.0)
    for drawn in (
        pictures.iceberg({}, EN, "EUR"),
        pictures.categories({("staffing", "to_go_live"): 0.0}, EN, "EUR"),
        pictures.categories({}, EN, "EUR"),
        pictures.distribution(np.zeros(16), 0.0, EN, "EUR"),
        pictures.waterfall([("=First estimate", 0.0), ("Reserve", 0.0), ("=All", 0.0)], EN, "EUR"),
        pictures.cash_flow(spent, 0.0, EN, "EUR"),
        pictures.timeline(still, (0.0, 0.0, 0.0), EN),
    ):
        assert not re.search(r"nan|inf\b", drawn)
        root_of(drawn)


# -- the iceberg ----------------------------------------------------------------------------------------------


def polygon_area(element: ET.Element) -> float:
    points = [tuple(map(float, point.split(","))) for point in element.get("points", "").split()]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*points, points[0]]))) / 2


@given(st.lists(st.floats(1_000, 1e7), min_size=4, max_size=4))
def test_the_areas_of_the_iceberg_are_in_proportion(amounts: list[float]) -> None:
    layers = dict(zip(LAYERS, (np.full(4, amount) for amount in amounts), strict=True))
    shapes = root_of(pictures.iceberg(layers, EN, "EUR")).iter(f"{SVG}polygon")
    areas = [polygon_area(shape) for shape in shapes if "cm-ice" in shape.get("class", "")]
    for area, amount in zip(areas, amounts, strict=True):
        assert area / sum(areas) == pytest.approx(amount / sum(amounts), abs=0.004)


def test_only_the_prototype_is_above_the_water() -> None:
    root = root_of(PICTURES["iceberg"])
    water = next(rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "cm-water")
    whole = BOTTOM - TOP
    assert float(water.get("y", "")) == pytest.approx(TOP + depths_for([0.1, 0.3, 0.52, 0.08])[1] * whole, abs=0.01)
    assert texts(PICTURES["iceberg"])[:2] == ["Prototype", "€50k · 10 %"]  # 50 of 50 + 150 + 260 + 40


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_labels_of_the_iceberg_never_meet(cuts: list[float]) -> None:
    shares = [upper - lower for lower, upper in pairwise([0.0, *sorted(cuts), 1.0])]
    depths = [TOP + (BOTTOM - TOP) * depth for depth in depths_for(shares)]
    placed = spread([(upper + lower) / 2 for upper, lower in pairwise(depths)], depths[1])
    assert all(lower - upper >= 40 for upper, lower in pairwise(placed))
    assert placed[0] >= 14
    assert placed[-1] <= 310


# -- the distribution -----------------------------------------------------------------------------------------


def test_the_bars_of_the_histogram_stand_for_all_samples_that_are_drawn() -> None:
    heights = [height(bar) for bar in bars(PICTURES["distribution"], "cm-bar")]
    assert len(heights) > 20
    # Samples are spread evenly: all bars but the first and the last are equally high.
    assert np.std(heights[1:-1]) < 0.05 * np.mean(heights[1:-1])


def test_the_marks_of_the_distribution_carry_their_values() -> None:
    said = texts(PICTURES["distribution"])
    assert "First estimate €35k · 0 %" in said
    assert "5 of 10 simulated €400k" in said  # the middle of 200 to 600
    assert "8 of 10 simulated €520k" in said  # 200 + 0.8 * 400
    assert "Your budget €500k · 75 %" in said  # (500 - 200) / 400


def test_the_curve_of_another_case_says_whose_it_is() -> None:
    drawn = pictures.distribution(SAMPLES, None, EN, "EUR", before=("the case of May", SAMPLES + 50))
    said = texts(drawn)
    assert "against the case of May" in said
    assert ">compared<" in drawn  # on a phone
    ghost = next(line for line in root_of(drawn).iter(f"{SVG}polyline") if "cm-ghost" in line.get("class", ""))
    above = next(line for line in root_of(drawn).iter(f"{SVG}polyline") if line.get("class") == "cm-curve")
    heights = [[float(pair.split(",")[1]) for pair in one.get("points", "").split()] for one in (ghost, above)]
    assert all(low >= high for low, high in zip(*heights, strict=True))  # dearer: at no amount more likely enough
    assert "against" not in " ".join(texts(PICTURES["distribution"]))


def test_the_marks_stand_at_their_amounts_and_on_the_curve() -> None:
    drawn = PICTURES["distribution"]
    # The scale ends at 600: 596 are shown of 600, and round steps are of 50.
    dots = {dot.get("class", "").split()[-1]: dot for dot in root_of(drawn).iter(f"{SVG}circle")}
    assert float(dots["cm-estimate"].get("cx", "").removesuffix("%")) == pytest.approx(100 * 35 / 600, abs=0.01)
    assert float(dots["cm-budget"].get("cx", "").removesuffix("%")) == pytest.approx(100 * 500 / 600, abs=0.01)
    bottom = float(dots["cm-estimate"].get("cy", ""))  # no chance at all
    assert bottom - float(dots["cm-budget"].get("cy", "")) == pytest.approx(0.75 * 190, abs=0.1)


def test_what_p80_means_is_said_where_it_is_marked() -> None:
    assert "P80: 8 of 10 simulated courses stay within this amount" in titles(PICTURES["distribution"])
    other = pictures.distribution(SAMPLES, 35_000.0, EN, "EUR", confidence=0.95)
    assert "95 of 100 simulated €580k" in texts(other)


def test_what_lies_beyond_the_confidence_looks_different() -> None:
    beyond = bars(PICTURES["distribution"], "cm-beyond")
    assert beyond
    assert all(start(bar) / 100 * 600_000 > 520_000 * 0.95 for bar in beyond)


def test_a_first_estimate_above_everything_is_still_in_the_picture() -> None:
    drawn = pictures.distribution(SAMPLES, 2_000_000.0, EN, "EUR")
    assert "First estimate €2M · 100 %" in texts(drawn)
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


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=2))
def test_no_line_of_two_marks_crosses_the_label_of_the_other(amounts: list[float]) -> None:
    marks, scale = [Mark("", "", amount, 0.5, "", "") for amount in amounts], Scale(0, 1e6)
    (above, _), (below, left) = in_lanes(marks, scale)
    assert sorted((above.amount, below.amount)) == sorted(amounts)
    low, high = covered(below, scale, left=left)
    assert not low < above.amount / 1e6 < high


def test_a_budget_a_little_above_even_odds_keeps_its_words_free_of_the_line_of_even_odds() -> None:
    # The first estimate at 3 %, even odds at 33 % and the budget at 51 % of the width: a label takes 38 %.
    marks, scale = [Mark("", "", amount, 0.5, "", "") for amount in (0.33, 0.51, 0.03)], Scale(0, 1)
    placed = in_lanes(marks, scale)
    for lane, (mark, left) in enumerate(placed):
        low, high = covered(mark, scale, left=left)
        assert 0 <= low < high <= 1
        assert not any(low < above.amount < high for above, _ in placed[:lane])


# -- from the first estimate to the whole life ----------------------------------------------------------------


def test_levels_stand_on_zero_and_steps_hang_where_the_one_before_ended() -> None:
    rows = list(svgs(PICTURES["waterfall"])[0].iter(f"{SVG}rect"))
    # 400 is the whole width: 0-100, 100-80, 80-300, 0-300, 300-400, 0-400.
    assert [start(bar) for bar in rows] == pytest.approx([0, 20, 20, 0, 75, 0])
    assert [width(bar) for bar in rows] == pytest.approx([25, 5, 55, 75, 25, 100])
    looks = [bar.get("class") for bar in rows]
    assert looks == ["cm-level cm-estimate", "cm-takes", "cm-adds", "cm-level", "cm-adds", "cm-level"]


def test_steps_carry_their_sign_and_levels_none() -> None:
    said = texts(PICTURES["waterfall"])
    assert said[:4] == ["First estimate", "€100k", "Cheaper", "−€20k"]
    assert "+€220k" in said


def test_a_level_below_zero_is_drawn_to_the_left_of_zero() -> None:
    drawn = pictures.waterfall([("=First estimate", 100.0), ("Resale", -200.0), ("=All", -100.0)], EN, "EUR")
    # From -100 to 100: zero is in the middle.
    assert [(start(bar), width(bar)) for bar in root_of(drawn).iter(f"{SVG}rect")] == [(50, 50), (0, 100), (0, 50)]


# -- the categories -------------------------------------------------------------------------------------------


def test_the_dearest_category_comes_first_and_fills_the_width() -> None:
    names = [said for said in texts(PICTURES["categories"]) if said in {"Operations", "Staffing", "Hardware"}]
    assert names == ["Operations", "Staffing", "Hardware"]
    assert len(bars(PICTURES["categories"], "cm-track")) == 3
    assert width(bars(PICTURES["categories"], "cm-after")[0]) == 100.0


def test_the_two_scopes_of_a_category_are_stacked_in_proportion() -> None:
    # staffing: 100 to go-live and 20 after, against 400 of the dearest
    before, after = (bars(PICTURES["categories"], look)[1] for look in ("cm-before", "cm-after"))
    assert width(before) == pytest.approx(25)
    assert width(after) == pytest.approx(5)
    assert start(after) == pytest.approx(25)
    assert "€100k + €20k = €120k" in texts(PICTURES["categories"])


def test_the_legend_names_the_scopes_with_their_sums() -> None:
    legend = [" ".join("".join(key.itertext()).split()) for key in root_of(PICTURES["categories"])[0]]
    assert legend == ["to go-live €100k", "after go-live €420k"]


# -- the timeline ---------------------------------------------------------------------------------------------


def test_waiting_work_and_repeats_are_told_apart_and_in_proportion() -> None:
    waits, works, again = (bars(PICTURES["timeline"], look) for look in ("cm-waits", "cm-works", "cm-again"))
    assert [len(waits), len(works), len(again)] == [2, 3, 1]
    month = width(works[0]) / 2  # the first activity works for two months
    assert width(waits[0]) == pytest.approx(1.0 * month, abs=0.02)
    assert width(again[0]) == pytest.approx(1.5 * month, abs=0.02)
    assert start(again[0]) == pytest.approx(5.0 * month, abs=0.02)


def test_what_decides_the_date_is_outlined_and_says_how_often() -> None:
    decides = [bar.get("class", "") for bar in bars(PICTURES["timeline"], "cm-decides")]
    assert len(decides) == 4  # waiting and work of the two activities that decide always; the model at 30 % does not
    assert {"100 %", "30 %"} <= set(texts(PICTURES["timeline"]))


def test_the_timeline_marks_go_live_and_where_eight_of_ten_fall() -> None:
    assert "Go-live 9 months (8 of 10 simulated: 7 to 14)" in texts(PICTURES["timeline"])
    band = bars(PICTURES["timeline"], "cm-band")[0]
    assert start(band) / 7 == pytest.approx(width(band) / 7, rel=0.01)  # from month 7 on, seven months wide


def test_neither_band_nor_line_of_go_live_crosses_a_name() -> None:
    stacked, beside = svgs(PICTURES["timeline"])
    lines = [line for line in stacked.iter(f"{SVG}line") if line.get("class") == "cm-go-live"]
    names = [float(text.get("y", "")) for text in stacked.iter(f"{SVG}text") if text.get("x") == "0"]
    assert len(names) == 3
    for line in lines:
        top, bottom = float(line.get("y1", "")), float(line.get("y2", ""))
        assert all(not (top < baseline + 2 and bottom > baseline - 10) for baseline in names)
    line = next(line for line in beside.iter(f"{SVG}line") if line.get("class") == "cm-go-live")
    assert float(line.get("x1", "").removesuffix("%")) > 40  # names end at 40 %


def test_a_long_name_is_cut_where_the_picture_is_narrow() -> None:
    name = "Legal duties met, decisions explained, files"
    drawn = pictures.timeline(TIMELINE.assign(meaning=name), (7.0, 9.0, 14.0), EN)
    narrow = [text.text for text in root_of(drawn).iter(f"{SVG}text") if text.get("class") == "cm-narrow"]
    assert name in texts(drawn)
    assert narrow == ["Legal duties met, decisions…"] * 3


# -- when the money is spent ----------------------------------------------------------------------------------


def test_each_fiscal_year_is_as_wide_as_it_is_long_and_stacked_in_proportion() -> None:
    before, after = (bars(PICTURES["cash_flow"], look) for look in ("cm-before", "cm-after"))
    assert [len(before), len(after)] == [2, 2]
    assert width(before[1]) == pytest.approx(2 * width(before[0]), rel=1e-3)  # twelve months after six
    assert height(before[1]) == pytest.approx(2 * height(before[0]), abs=0.02)  # 200 against 100
    assert height(after[0]) == pytest.approx(height(before[0]), abs=0.02)
    top_of_before = float(before[1].get("y", ""))
    assert float(after[0].get("y", "")) + height(after[0]) == pytest.approx(top_of_before, abs=0.02)


def test_the_fan_says_at_each_time_what_half_and_eight_of_ten_have_spent_at_most() -> None:
    said = [one for one in titles(PICTURES["cash_flow"]) if one.startswith("By month")]
    assert said[1] == "By month 18: in half of the simulated courses at most €400k, in 8 of 10 at most €450k"
    assert "€500k" in label_of(PICTURES["cash_flow"])


def test_go_live_stands_at_its_month_in_both_plots() -> None:
    lines = [line for line in root_of(PICTURES["cash_flow"]).iter(f"{SVG}line") if line.get("class") == "cm-go-live"]
    # From 15 % of the width on, 12 of 30 months.
    assert {line.get("x1") for line in lines} == {f"{15 + 85 * 12 / 30:.2f}%"}
    assert len(lines) == 3


def test_money_that_comes_back_hangs_below_the_line() -> None:
    parts = {"to_go_live": np.array([100.0, 0.0, 0.0]), "after_go_live": np.array([0.0, 0.0, -50.0])}
    back = Spending("fiscal_year", SPENT.ends, parts, SPENT.times, SPENT.fan)
    drawn = pictures.cash_flow(back, 12.0, EN, "EUR")
    (up,), (down,) = bars(drawn, "cm-before"), bars(drawn, "cm-after")
    assert float(down.get("y", "")) == pytest.approx(float(up.get("y", "")) + height(up), abs=0.02)
    assert height(down) == pytest.approx(height(up) / 2, abs=0.02)


def test_a_year_is_a_fiscal_year_only_where_a_start_is_said() -> None:
    dated = replace(SPENT, calendar=Calendar(start=12 * 2027 + 6, first_month=7))  # from July
    told = [str(pictures.cash_flow(spent, 12.0, EN, "EUR")) for spent in (SPENT, dated)]
    assert ["spent in each year from the start" in one for one in told] == [True, False]
    assert ["spent in each fiscal year" in one for one in told] == [False, True]


def test_the_way_from_one_case_to_another_begins_with_no_first_estimate() -> None:
    levels = bars(PICTURES["cases"], "cm-level")
    # 100, then -60 and +20, so 60, on a scale to 100; nothing of it is somebody's first estimate.
    assert [width(bar) for bar in levels] == [100, 60]
    assert not bars(PICTURES["cases"], "cm-estimate")
    assert (width(bars(PICTURES["cases"], "cm-takes")[0]), width(bars(PICTURES["cases"], "cm-adds")[0])) == (60, 20)
    assert label_of(PICTURES["cases"]).startswith("From one case to the other")


# -- drivers, actions, blocks ---------------------------------------------------------------------------------


def test_drivers_are_in_proportion_and_show_which_way_they_pull() -> None:
    raises, lowers = bars(PICTURES["drivers"], "cm-raises"), bars(PICTURES["drivers"], "cm-lowers")
    assert [width(bar) for bar in raises] == [46.4]  # 0.4 of 0.5, of the 58 % of the width that are for bars
    assert [width(bar) for bar in lowers] == [11.6]
    assert [width(bar) for bar in bars(PICTURES["drivers"], "cm-together")] == [58]


def test_drivers_say_what_they_are_worth_and_which_can_be_acted_on() -> None:
    told = ["* Labels", "▲ 40 % · €42k", "Reuse", "▼ 10 % · −€7k", "Rest", "50 %"]
    assert [text.replace("\xa0", " ") for text in texts(PICTURES["drivers"])] == told  # what moves nothing is left out
    assert "can be acted on" in PICTURES["drivers"]


def test_the_three_best_actions_are_named_with_cost_saving_and_months() -> None:
    drawn = pictures.actions(ACTIONS, EN, "EUR").replace("\xa0", " ")
    cards = [" ".join(item.itertext()) for item in root_of(drawn)]
    assert len(cards) == 3
    assert (
        "Ask early Saves €9k of it to go-live €4k Costs €1k Go-live −0.8 months Chance of production +2 points"
        in cards[0]
    )
    assert "Costs not known yet" in cards[1]
    assert "Nothing that was tried" in pictures.actions(ACTIONS[4:], EN, "EUR")


def test_a_level_is_a_scale_of_five_with_the_next_step_outlined() -> None:
    drawn = PICTURES["blocks"]
    assert len(bars(drawn, "cm-open")) == 10  # two blocks of five
    assert len(bars(drawn, "cm-reached")) == 3 + 5
    assert len(bars(drawn, "cm-next")) == 1
    said = texts(drawn)
    assert "may cost €26k" in said
    assert "−€20k and −1 month to go-live" in said
    assert "highest level" in said


# -- the outside view -----------------------------------------------------------------------------------------


def test_the_class_the_plan_and_this_estimate_are_on_one_scale() -> None:
    drawn = PICTURES["outside_view"]
    plan, ours = bars(drawn, "cm-planned")[0], bars(drawn, "cm-ours")[0]
    assert width(ours) == pytest.approx(2.5 * width(plan), abs=0.02)  # 500 of 200
    assert width(bars(drawn, "cm-same")[0]) == pytest.approx(1.4 * width(plan), abs=0.02)  # P80 of the class
    said = texts(drawn)
    assert "€280k · 1.4 × plan" in said  # 1.4 * 200
    assert "20 months · 2 × plan" in said


def test_an_estimate_far_beyond_its_class_ends_at_the_edge() -> None:
    far = OutsideView(0.8, standing("cost", 1_000.0, 500_000.0), OUTSIDE.schedule, "", "", "EUR", ())
    drawn = pictures.outside_view(far, EN, "EUR")
    assert start(bars(drawn, "cm-ours")[0]) + width(bars(drawn, "cm-ours")[0]) == pytest.approx(62, abs=0.01)
    assert "€500k · 500 × plan" in texts(drawn)


# -- tables ---------------------------------------------------------------------------------------------------


def test_a_table_has_its_numbers_to_the_right_and_its_sum_last() -> None:
    columns = (Column("What"), Column("Cost", "money", adds=True), Column("Share", "share", part_of=1))
    table = Table("t", columns, (("<b>", 1_500.0, None), ("b", 500.0, None)), ("Total", None, None))
    drawn = as_html(table, EN)
    root = root_of(drawn)
    assert "&lt;b&gt;" in drawn
    rows = [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]
    assert rows[1:] == [["<b>", "1,500", "75.0 %"], ["b", "500", "25.0 %"], ["Total", "2,000", "100.0 %"]]
    assert [row.get("class") for row in root.iter("tr")] == [None, "row", "row", "total"]
    assert [cell.get("class") for cell in next(root.iter("tr"))] == [None, "right", "right"]
