"""Numbers that change over the years, on paper: growth, a series, prices by year."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.costs.shared.people_of_others import share_within
from costmodel.estimates.simulation import Case
from costmodel.simulation.windows import Window
from tests.costs.own_files import SOURCE, likeliest, money, number, own

SERVED = "Monitoring service"  # 100 EUR a month for 36 months, and nothing else in it
PLAIN = {"discrepancy.stage": 0.0}  # nothing from experience
LATE = {"plan.release.wait": 100.0}  # go-live lies in the second year
NUMBERS = {"operations.monitoring_service": 100.0, "initiative.horizon": 36.0}


def course(*said: str, on: str = "operations.monitoring_service") -> str:
    return "\n".join(["courses:", "  changing:", "    meaning: It changes", f"    on: [{on}]", *said, ""])


def parts(case: Case, item: str = SERVED) -> list[float]:
    return money(case.ledger.lines, item)


def test_what_grows_by_a_fifth_costs_a_fifth_more_in_each_year(tmp_path: Path) -> None:
    case = likeliest(own(tmp_path, course(f"    growth: {number('Growth', '1/year', 0.2)}"), NUMBERS))
    assert parts(case) == pytest.approx([1_200, 1_440, 1_728])  # 12 x 100, x 1.2, x 1.2 x 1.2


def test_prices_may_fall_year_by_year(tmp_path: Path) -> None:
    case = likeliest(own(tmp_path, course(f"    growth: {number('Fall', '1/year', -0.2)}"), NUMBERS))
    assert parts(case) == pytest.approx([1_200, 960, 768])  # 12 x 100, x 0.8, x 0.8 x 0.8
    assert cm.load().with_changes({"finance.price_rise.cloud": -0.05})["finance.price_rise.cloud"].value == -0.05


def test_what_happens_so_often_a_year_happens_no_less_than_never() -> None:
    with pytest.raises(cm.AssumptionsError, match=r"operations\.retirement_hazard: a 1/year cannot be below 0 here"):
        cm.load().with_changes({"operations.retirement_hazard": -0.1})


def test_a_series_multiplies_year_by_year_and_its_last_number_holds_on(tmp_path: Path) -> None:
    case = likeliest(own(tmp_path, course("    by_year: [0.5, 2]", f"    {SOURCE}"), NUMBERS))
    assert parts(case) == pytest.approx([600, 2_400, 2_400])


def test_prices_by_year_are_those_of_each_year(tmp_path: Path) -> None:
    case = likeliest(own(tmp_path, course("    values: [80, 90, 120]", f"    {SOURCE}"), NUMBERS))
    assert parts(case) == pytest.approx([960, 1_080, 1_440])  # 12 x 80, 12 x 90, 12 x 120


def test_the_parts_of_a_line_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    case = likeliest(own(tmp_path, course("    by_year: [1, 2, 3]", f"    {SOURCE}"), NUMBERS))
    windows = [line.window for line in case.ledger.lines if line.item == SERVED]
    go_live = float(case.schedule.go_live[0])
    assert [float(one.start[0]) for one in windows] == pytest.approx([go_live, go_live + 12, go_live + 24])
    assert [float(one.end[0]) for one in windows] == pytest.approx([go_live + 12, go_live + 24, go_live + 36])


def test_day_rates_by_year_from_the_start_are_paid_where_the_work_falls(tmp_path: Path) -> None:
    text = course(
        "    counted_from: start", "    values: [600, 700]", f"    {SOURCE}", on="roles.project_lead.day_rate"
    )
    case = likeliest(own(tmp_path, text, LATE | {"roles.project_lead.day_rate": 600.0}))
    days, go_live = _steered(case)
    assert 12 < go_live < 24
    first, second = parts(case, "Project lead, steering")
    assert first == pytest.approx(days * 12 / go_live * 600)
    assert second == pytest.approx(days * (go_live - 12) / go_live * 700)


def _steered(case: Case) -> tuple[float, float]:
    lines = [line for line in case.ledger.lines if line.item == "Project lead, steering"]
    return sum(float(line.days[0]) for line in lines), float(case.schedule.go_live[0])


def test_a_course_of_ones_changes_no_figure(tmp_path: Path) -> None:
    flat = course(
        "    by_year: [1, 1]", f"    {SOURCE}", on='"operations.*_service", "roles.*.day_rate", cloud.chip_hour'
    )
    one, other = (cm.estimate(a, samples=512, seed=1) for a in (own(tmp_path, flat), cm.load()))
    for figure in ("total", "to_go_live", "go_live", "spent"):
        assert np.array_equal(getattr(one, figure), getattr(other, figure))


def test_what_doubles_from_the_first_year_on_doubles_every_figure_of_it(tmp_path: Path) -> None:
    """Also as it happens: stops, retirement and resale strike each part as they strike the whole."""
    changes = {"hardware.servers.count": 3.0, "hardware.servers.chip_price": 20_000.0}
    twice = course("    counted_from: start", "    by_year: [2, 2]", f"    {SOURCE}", on="hardware.servers.chip_price")
    one = cm.estimate(own(tmp_path, twice, changes), samples=512, seed=1)
    other = cm.estimate(
        cm.load().with_changes(changes | {"hardware.servers.chip_price": 40_000.0}), samples=512, seed=1
    )
    assert np.allclose(one.total, other.total)
    assert np.allclose(one.spent, other.spent)
    assert np.allclose(one.whole_life_retired, other.whole_life_retired)
    flows = [est.cash_flow(every="fiscal_year").to_numpy() for est in (one, other)]
    assert np.allclose(*flows, atol=0.5)
    assert np.allclose(cm.present_value(one).values, cm.present_value(other).values, rtol=1e-6)


def test_a_growth_that_nobody_knows_widens_the_cost(tmp_path: Path) -> None:
    spread = f"{{meaning: Growth, unit: 1/year, min: 0, mode: 0.2, max: 0.6, {SOURCE}}}"
    est = cm.estimate(own(tmp_path, course(f"    growth: {spread}"), NUMBERS | PLAIN), samples=1_024, seed=1)
    cost = est.by("item").loc[SERVED]
    assert cost["p10"] > 3_600  # at least 3 x 12 x 100, since it grows in every course
    assert cost["p90"] > 1.1 * cost["p10"]
    assert "courses.changing.growth" in est.assumptions.uncertain


def test_two_courses_from_start_and_from_go_live_multiply_where_both_act(tmp_path: Path) -> None:
    text = f"""
courses:
  dearer:
    meaning: A call costs more from the second year on
    on: [operations.support_contract]
    counted_from: start
    by_year: [1, 3]
    {SOURCE}
  more:
    meaning: More is watched
    on: [operations.monitoring_service]
    by_year: [1, 2, 4]
    {SOURCE}
"""
    changes = NUMBERS | LATE | {"operations.support_contract": 1_200.0}
    case = likeliest(own(tmp_path, text, changes))
    assert float(case.schedule.go_live[0]) > 12  # so the whole operation lies after the first year
    assert sum(parts(case, "Support contract")) == pytest.approx(3 * 3 * 1_200)
    assert sum(parts(case)) == pytest.approx((1 + 2 + 4) * 1_200)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (course("    by_year: [1, 2]"), "source is missing"),
        (course(f"    {SOURCE}"), "says one of growth, by_year and values"),
        (course("    by_year: [1, -2]", f"    {SOURCE}"), "below zero"),
        (course("    by_year: [1, 2]", f"    {SOURCE}", on="plan.release.wait"), "plan.release.wait has no course"),
        (course("    by_year: [1, 2]", f"    {SOURCE}", on="roles.sponsor.people"), "it decides dates"),
        (course("    values: [1, 2]", f"    {SOURCE}", on='"roles.*.day_rate"'), "by_year multiplies several"),
        (course("    by_year: [1, 2]", f"    {SOURCE}", on="operations.monitoring_servce"), "did you mean"),
        (course(f"    growth: {number('Growth', '1/year', -1)}"), "courses.changing.growth"),
    ],
)
def test_a_course_that_makes_no_sense_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(cm.AssumptionsError) as refused:
        own(tmp_path, text, NUMBERS)
    assert told in str(refused.value)
    assert "ours.yaml:" in str(refused.value)


@given(start=st.floats(0, 60), length=st.floats(0, 60) | st.just(0.0), cuts=st.lists(st.floats(0.5, 130), max_size=5))
def test_stretches_that_follow_each_other_share_a_window_out(start: float, length: float, cuts: list[float]) -> None:
    edges = [0.0, *sorted(set(cuts)), np.inf]
    window = Window(np.array([start]), np.array([start + length]))
    shares = [share_within(window, Window(np.array([one]), np.array([two]))) for one, two in pairwise(edges)]
    assert float(np.sum(shares)) == pytest.approx(1)
