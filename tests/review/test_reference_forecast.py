"""The outside view: classes as published, own projects weighed, percentiles that hold what they promise."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.files.tree import baseline_folder
from costmodel.review.own_projects import Blend, OwnRatios, Project, closed_projects, coverage
from costmodel.review.reference_classes import FILE, references
from costmodel.review.reference_forecast import Standing, outside_view
from tests.strategies import case

shares = st.floats(0.01, 0.99)


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=4096)


def of_ratios(*ratios: float) -> list[Project]:
    return [Project(f"project {number}", 100.0, 100.0 * ratio) for number, ratio in enumerate(ratios)]


# -- classes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "share", "ratio", "tolerance"),
    [
        ("it_projects", 0.50, 0.94, 0.005),
        ("it_projects", 0.80, 1.41, 0.005),
        ("it_projects", 0.95, 3.35, 0.03),
        ("in_house_software", 0.50, 1.21, 1e-9),
        ("in_house_software", 0.90, 2.08, 1e-9),
        ("target_driven_schedule", 0.50, 1.79, 1e-9),
        ("target_driven_schedule", 0.90, 3.32, 1e-9),
    ],
)
def test_a_class_has_the_percentiles_that_are_published(
    name: str, share: float, ratio: float, tolerance: float
) -> None:
    assert references()[name].quantile(share) == pytest.approx(ratio, abs=tolerance)


def test_almost_a_fifth_of_it_projects_end_above_one_and_a_half_times_the_plan() -> None:
    # 15 % by the tail, and 85 % x P(lognormal of mean 0.92, sigma 0.30 above 1.5)
    body = 0.5 * math.erfc((math.log(1.5) - math.log(0.92) + 0.045) / 0.30 / math.sqrt(2))
    assert 1 - references()["it_projects"].below(1.5) == pytest.approx(0.15 + 0.85 * body)
    assert 1 - references()["it_projects"].below(1.5) == pytest.approx(0.18, abs=0.005)


def test_the_tail_is_cut_at_ten_times_the_plan() -> None:
    it_projects = references()["it_projects"]
    assert it_projects.below(10) == 1
    assert it_projects.quantile(0.9999) == pytest.approx(10)


def test_a_class_offers_percentiles_and_no_mean() -> None:
    assert not hasattr(references()["it_projects"], "mean")
    assert "mean" not in Standing.__dataclass_fields__


@given(name=st.sampled_from(sorted(references().classes)), share=shares)
def test_the_share_below_a_percentile_is_its_own(name: str, share: float) -> None:
    one = references()[name]
    if one.cap is None or one.quantile(share) < one.cap - 1e-6:
        assert one.below(one.quantile(share)) == pytest.approx(share, abs=1e-6)


def test_every_class_names_its_sources_and_its_limits() -> None:
    for one in references().classes.values():
        assert one.limits
        assert any(source.title and source.address for source in one.source)


def test_the_classes_do_not_disturb_the_assumptions_of_the_model() -> None:
    assert (baseline_folder() / FILE).is_file()
    assert not any(name.startswith("classes") for name in cm.load())


BROKEN = {
    "weights": ("parts: [{weight: 0.5, mean: 1.0, sigma: 0.3}]\n    cap: 10", "add up to 1"),
    "no cap": ("parts: [{weight: 1.0, above: 1.5, alpha: 1.1}]", "needs a cap"),
    "neither": ("cap: 10", "parts, or p10, p50 and p90"),
    "half": ("p10: 0.9\n    p90: 2", "parts, or p10, p50 and p90"),
    "upside down": ("p10: 2\n    p50: 1\n    p90: 3", "p10 2 is not below p50 1"),
    "misspelt": ("p10: 0.9\n    p50: 1\n    p90: 2\n    limit: 1", "did you mean 'limits'?"),
}


@pytest.mark.parametrize(("keys", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_class_is_refused_with_its_place_and_a_sentence(tmp_path: Path, keys: str, words: str) -> None:
    (tmp_path / FILE).parent.mkdir()
    text = f"classes:\n  mine:\n    meaning: Mine\n    of: cost\n    projects: 9\n    {keys}\n"
    (tmp_path / FILE).write_text(text + "    limits: [few]\n    source: [{judgement: counted}]\n")
    with pytest.raises(cm.AssumptionsError) as caught:
        references([tmp_path])
    assert "outside_view/classes.yaml:" in str(caught.value)
    assert words in str(caught.value)


def test_a_company_lays_its_own_class_over_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(
        "classes:\n  ours:\n    meaning: Ours\n    of: cost\n    projects: 9\n"
        "    p10: 0.8\n    p50: 1.0\n    p90: 1.5\n    limits: [nine projects]\n    source: [{judgement: counted}]\n"
    )
    assert set(references([tmp_path]).classes) == {*references().classes, "ours"}


# -- where an estimate stands -----------------------------------------------------------------------------------


def test_the_class_asks_for_the_approved_estimate_times_its_percentile(est: cm.Estimate) -> None:
    view = outside_view(est, approved=400_000, confidence=0.8)
    assert view.cost.approved == 400_000
    assert view.cost.ours == est.quantile(0.8, of="to_go_live")
    assert view.cost.asks_for == pytest.approx(400_000 * 1.41, rel=0.005)
    assert view.cost.stands_at == references()["it_projects"].below(view.cost.ours / 400_000)
    assert view.cost.gap == pytest.approx(view.cost.asks_for - view.cost.ours)


def test_an_estimate_that_is_the_approved_times_the_class_stands_at_its_confidence(est: cm.Estimate) -> None:
    approved = est.quantile(0.8, of="to_go_live") / references()["in_house_software"].quantile(0.8)
    view = outside_view(est, approved=approved, reference="in_house_software")
    assert view.cost.stands_at == pytest.approx(0.8)
    assert view.cost.gap == pytest.approx(0, abs=1)


def test_the_schedule_stands_in_a_class_of_its_own(est: cm.Estimate) -> None:
    view = outside_view(est, planned_months=10)
    assert view.schedule.asks_for == pytest.approx(10 * references()["target_driven_schedule"].quantile(0.8))
    assert view.schedule.ours == est.quantile(0.8, of="go_live")


def test_unless_told_the_p50_at_full_scope_is_the_plan_and_never_the_likeliest_case(est: cm.Estimate) -> None:
    view = outside_view(est)
    assert view.cost.approved == est.quantile(0.5, of="to_go_live") != est.likeliest.to_go_live[0]
    assert view.schedule.approved == est.quantile(0.5, of="go_live") != est.likeliest.go_live[0]
    assert (view.approved_is, view.planned_is) == ("the P50 at full scope", "the P50")


def test_a_first_estimate_that_leaves_things_out_is_named_so() -> None:
    given = case("baseline").with_changes({"first_estimate.amount": 60_000})
    view = outside_view(cm.estimate(given, samples=256))
    assert view.cost.approved == 60_000
    assert view.approved_is == (
        "the first estimate, which leaves out what any software needs, what machine learning adds "
        "and ML specialists who wait"
    )
    whole = given.with_changes({f"first_estimate.covers.{layer}": 1 for layer in ("software", "ml", "ml_idle")})
    assert outside_view(cm.estimate(whole, samples=256)).approved_is == "the first estimate"


def test_it_says_that_no_public_data_on_ml_projects_exist(est: cm.Estimate) -> None:
    view = outside_view(est, own=of_ratios(1, 1.2, 1.4), replace=True)
    assert "No public data on budgets and actual costs of machine-learning projects exist" in repr(view)


def test_the_view_is_frozen_and_its_repr_holds_its_figures(est: cm.Estimate) -> None:
    view = outside_view(est, approved=400_000)
    with pytest.raises(FrozenInstanceError):
        view.confidence = 0.5  # type: ignore[misc]
    for figure in (f"{view.cost.ours:,.0f} EUR", f"{view.cost.asks_for:,.0f} EUR", f"{view.cost.stands_at:.0%}"):
        assert figure in repr(view)
    assert list(view.table.index) == ["it_projects", "in_house_software", "target_driven_schedule"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"approved": 0}, "above zero"),
        ({"planned_months": -1}, "above zero"),
        ({"confidence": 1}, "between 0 and 1"),
        ({"reference": "it_project"}, "did you mean 'it_projects'"),
        ({"reference": "target_driven_schedule"}, "about schedule, not about cost"),
        ({"own": of_ratios(1, 2), "replace": True}, "cannot replace a class"),
    ],
)
def test_an_impossible_question_is_refused(est: cm.Estimate, arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        outside_view(est, **arguments)


# -- own projects -------------------------------------------------------------------------------------------------


def test_own_projects_blend_with_the_class_by_their_number(est: cm.Estimate) -> None:
    own = of_ratios(1.1, 1.2, 1.3, 1.4, 1.5, 1.1, 1.2, 1.3, 1.4, 1.5)
    view = outside_view(est, approved=400_000, own=own)
    assert view.own_weight == 10 / (10 + 10)
    it_projects, mine = references()["it_projects"], OwnRatios(tuple(one.actual / 100 for one in own))
    asked = view.cost.asks_for / 400_000
    assert 0.5 * mine.below(asked) + 0.5 * it_projects.below(asked) == pytest.approx(0.8)


def test_own_projects_take_the_place_of_the_class_on_request(est: cm.Estimate) -> None:
    view = outside_view(est, approved=400_000, own=of_ratios(1.1, 1.2, 1.5), replace=True)
    assert view.own_weight == 1
    assert view.cost.asks_for == pytest.approx(400_000 * OwnRatios((1.1, 1.2, 1.5)).quantile(0.8))


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_projects_prove_nothing_and_it_says_so(est: cm.Estimate, count: int) -> None:
    view = outside_view(est, own=of_ratios(*[1.2] * count))
    assert view.own_weight == 0
    assert "nothing yet" in view.proof
    assert view.cost == outside_view(est).cost


def test_few_projects_prove_little_and_more_prove_more(est: cm.Estimate) -> None:
    few, many = OwnRatios((1.0, 1.2, 1.5)), OwnRatios((1.0, 1.2, 1.5) * 20)
    few_low, few_high = few.interval(0.8)
    many_low, many_high = many.interval(0.8)
    assert few_low < many_low < many_high < few_high
    proof = outside_view(est, own=of_ratios(1.0, 1.2, 1.5)).proof
    assert f"between {few_low:.2f} and {few_high:.2f}" in proof


def test_the_interval_of_the_median_is_students() -> None:
    # logs 0, 1, 2: mean 1, sd 1; t(0.95; 2) = 2.919986, so 1 +- 2.919986 / sqrt(3)
    low, high = OwnRatios((1.0, math.e, math.e**2)).interval(0.5)
    assert math.log(low) == pytest.approx(1 - 2.919986 / math.sqrt(3), abs=1e-5)
    assert math.log(high) == pytest.approx(1 + 2.919986 / math.sqrt(3), abs=1e-5)


def test_the_next_project_is_predicted_by_students_t() -> None:
    # the same logs: P80 = 1 + t(0.8; 2) x sqrt(1 + 1/3), t(0.8; 2) = 1.060660
    assert math.log(OwnRatios((1.0, math.e, math.e**2)).quantile(0.8)) == pytest.approx(
        1 + 1.060660 * math.sqrt(4 / 3), abs=1e-5
    )


def test_the_interval_holds_the_true_percentile_as_often_as_it_says() -> None:
    draws = cm.draw({f"p{n}": cm.Belief(p10=0.8, p90=2.0) for n in range(6)}, samples=2048)
    true = float(cm.Belief(p10=0.8, p90=2.0).quantile(0.8))
    inside = [low <= true <= high for low, high in
              (OwnRatios(row).interval(0.8, confidence=0.9) for row in zip(*draws.values(), strict=True))]  # fmt: skip
    assert np.mean(inside) == pytest.approx(0.9, abs=4 * math.sqrt(0.9 * 0.1 / 2048))


@given(ratios=st.lists(st.floats(0.5, 5), min_size=3, max_size=12), share=shares, weight=st.floats(0, 1))
def test_a_blend_lies_between_what_it_blends(ratios: list[float], share: float, weight: float) -> None:
    own, other = OwnRatios(tuple(ratios)), references()["in_house_software"]
    ends = sorted((own.quantile(share), other.quantile(share)))
    assert ends[0] * (1 - 1e-6) <= Blend(own, weight, other).quantile(share) <= ends[1] * (1 + 1e-6)


def test_schedules_are_read_from_dates(est: cm.Estimate) -> None:
    own = [
        Project(str(n), 1, 1, date(2024, 1, 1), date(2024, 1, 1 + 10), date(2024, 1, 1 + 10 + n)) for n in (0, 5, 10)
    ]
    assert [one.ratio("schedule") for one in own] == [1.0, 1.5, 2.0]
    assert outside_view(est, own=own).schedule.name == "blend schedule"


# -- files --------------------------------------------------------------------------------------------------------


def test_closed_projects_are_read_from_a_file_or_a_table(tmp_path: Path) -> None:
    file = tmp_path / "closed.csv"
    file.write_text(
        "name;estimate;actual;start;planned_end;end;department\nA;100;150;2023-01-01;2023-07-01;2023-10-01;x\nB;200;180;;;;y\n",
        encoding="utf-8-sig",
    )
    first, second = closed_projects(file)
    assert (first.ratio(), second.ratio(), second.ratio("schedule")) == (1.5, 0.9, None)
    assert first.end == date(2023, 10, 1)
    assert closed_projects(pd.read_csv(file, sep=";")) == (first, second)


def test_every_fault_in_a_file_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "closed.csv"
    file.write_text(
        "name,estimate,actual,start,end\nA,100,150,,\n\nB,many,-3,2023-02-30,\nC,1,,2023-05-01,2023-04-01\n"
    )
    with pytest.raises(cm.AssumptionsError) as caught:
        closed_projects(file)
    assert [str(fault) for fault in caught.value.faults] == [
        "closed.csv:4: B: actual '-3' is not above zero",
        "closed.csv:4: B: estimate 'many' is not a number",
        "closed.csv:4: B: start '2023-02-30' is not a date such as 2026-12-31",
        "closed.csv:5: C: actual is missing; only closed projects, with both, prove anything",
        "closed.csv:5: C: end is not after start",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,estimated,actual\nA,1,2\n", "column 'estimate' is missing (did you mean 'estimated'?)"),
        ("name,estimate,actual\n", "holds no projects"),
        ("", "column 'name' is missing"),
    ],
)
def test_a_file_without_what_is_needed_is_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "closed.csv"
    file.write_text(text)
    with pytest.raises(cm.AssumptionsError) as caught:
        closed_projects(file)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_a_fault_too(tmp_path: Path) -> None:
    with pytest.raises(cm.AssumptionsError, match=r"none\.csv:1: cannot be read"):
        closed_projects(tmp_path / "none.csv")


# -- coverage ---------------------------------------------------------------------------------------------------


def test_on_simulated_projects_coverage_is_what_it_says() -> None:
    ratios = cm.draw({"ratio": cm.Belief(p10=0.8, p90=2.2)}, samples=400, seed=3)["ratio"]
    found = coverage(of_ratios(*ratios))
    for level, row in found.iterrows():
        error = math.sqrt(level * (1 - level) / 400)
        assert row.inside == pytest.approx(level, abs=4 * error)
        assert row.within == pytest.approx(level, abs=4 * error)
        assert row.low < level < row.high


def test_coverage_holds_for_few_projects_on_average() -> None:
    draws = cm.draw({f"p{n}": cm.Belief(p10=0.8, p90=2.2) for n in range(5)}, samples=256)
    inside = [coverage(of_ratios(*row), levels=(0.8,)).inside[0.8] for row in zip(*draws.values(), strict=True)]
    assert np.mean(inside) == pytest.approx(0.8, abs=0.03)  # 1,280 predictions


def test_leaving_one_out_needs_four_projects() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        coverage(of_ratios(1, 2, 3))


def test_honest_shares_are_binomial() -> None:
    # ten projects at level 0.8: P(at most 5) = 0.0328, P(at most 6) = 0.1209; P(at most 9) = 0.8926
    row = coverage(of_ratios(*np.linspace(0.8, 2, 10)), levels=(0.8,)).loc[0.8]
    assert (row.low, row.high, row.projects) == (0.6, 1.0, 10)
