"""Budget and date together: pairs that hold with the probability they claim, and amounts that add up to the cent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import quantile, standard_error_of_share
from costmodel.decisions.confidence import (
    USUAL,
    chance_of_point_estimate,
    contingency,
    first_stage,
    frontier,
    frontier_of,
    stage_budgets,
)
from tests.strategies import CASES, case, cases, exponential

SAMPLES = 16 * 4096


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=10_000, seed=1)


# -- frontier ---------------------------------------------------------------------------------------------------------


def test_the_frontier_passes_through_a_pair_whose_probability_is_known() -> None:
    """D1 ~ Exp(mean 10), D2 ~ Exp(mean 8), T the later, C = 5 D1 + 4 D2 + 2 T: P(T <= 20 and C <= 150) = .748457."""
    d1, d2 = exponential("d1", 10, SAMPLES), exponential("d2", 8, SAMPLES)
    months = np.maximum(d1, d2)
    cost = 5 * d1 + 4 * d2 + 2 * months
    found = frontier_of(cost, months, 0.748457, points=400)
    budget = float(np.interp(20, found["months"], found["budget"]))
    met = (cost <= budget) & (months <= 20)
    assert abs(met.mean() - 0.748457) < 0.002  # between two points of the frontier
    exact = (cost <= 150) & (months <= 20)
    assert abs(met.mean() - exact.mean()) < 4 * standard_error_of_share(exact) + 0.002


@pytest.mark.parametrize(("rho", "chance"), [(0.0, 0.49), (0.3, 0.528143), (0.6, 0.572748), (0.9, 0.637587)])
def test_the_balanced_pair_of_that_probability_is_both_at_their_own_p70(rho: float, chance: float) -> None:
    """Two targets at their own P70 are met together .49 (rho 0), .528143 (.3), .572748 (.6), .637587 (.9)."""
    normal = cm.Belief(p10=-1.2815515655446, p90=1.2815515655446, shape="normal")
    matrix = pd.DataFrame([[1, spearman := 6 / np.pi * np.arcsin(rho / 2)], [spearman, 1]], ["a", "b"], ["a", "b"])
    drawn = cm.draw({"a": normal, "b": normal}, SAMPLES, correlation=matrix)
    found = frontier_of(drawn["a"], drawn["b"], chance)
    pair = found[found["balanced"]].iloc[0]
    assert abs(pair["chance_of_months"] - pair["chance_of_budget"]) < 0.001
    assert abs(pair["chance_of_months"] - 0.7) < 0.006


def test_every_pair_of_the_frontier_holds_as_often_as_it_says(est: cm.Estimate) -> None:
    found = frontier(est, USUAL)
    assert set(found["confidence"]) == {0.5, 0.7, 0.8}
    for row in found.itertuples():
        assert row.chance == est.joint_confidence(row.budget, row.months)
        assert row.confidence <= row.chance < row.confidence + 0.002


@settings(max_examples=15)
@given(seed=st.integers(0, 1000), confidence=st.floats(0.02, 0.98), samples=st.sampled_from([16, 300, 2048]))
def test_a_later_date_never_asks_for_more_money(seed: int, confidence: float, samples: int) -> None:
    drawn = cm.draw({"a": cm.Belief(p10=1, p90=9), "b": cm.Belief(min=0, max=5)}, samples, seed)
    found = frontier_of(drawn["a"] + drawn["b"], drawn["b"], confidence)
    assert found["months"].is_monotonic_increasing
    assert found["budget"].is_monotonic_decreasing
    assert found["balanced"].sum() == 1
    assert (found["chance"] >= confidence - 1e-9).all()


def test_a_cent_less_would_be_too_little(est: cm.Estimate) -> None:
    for row in frontier(est, 0.7).itertuples():
        assert est.joint_confidence(row.budget - 0.01, row.months) < 0.7


def test_the_frontier_of_the_whole_life_is_offered_and_no_other(est: cm.Estimate) -> None:
    assert frontier(est, of="total")["budget"].min() > frontier(est)["budget"].min()
    with pytest.raises(ValueError, match="no frontier of 'hardware'; there are to_go_live, total"):
        frontier(est, of="hardware")
    with pytest.raises(ValueError, match="between 0 and 1"):
        frontier(est, confidence=70)


# -- point estimate and contingency -----------------------------------------------------------------------------------


def test_the_point_estimate_is_rarely_kept(est: cm.Estimate) -> None:
    found = chance_of_point_estimate(est)
    assert found.loc["to_go_live", "point"] == cm.likeliest(case("baseline")).to_go_live[0]
    assert found.loc["to_go_live", "chance"] == np.mean(est.to_go_live <= found.loc["to_go_live", "point"])
    assert (found["chance"] < 0.5).all()


@pytest.mark.parametrize("by", ["category", "phase", "item", "payee", "layer"])
@pytest.mark.parametrize("of", ["to_go_live", "total"])
def test_contingency_adds_up_to_the_cent(est: cm.Estimate, by: str, of: str) -> None:
    found = contingency(est, 0.8, by, of)
    point = float(est.likeliest.figure(of)[0])
    assert round(found["budget"].sum(), 2) == round(est.quantile(0.8, of=of), 2)
    assert found["point"].sum() == pytest.approx(point, abs=0.005 * len(found))
    assert np.allclose(found["point"] + found["contingency"], found["budget"], atol=0.001)
    assert found.attrs["contingency"] == pytest.approx(found["contingency"].sum(), abs=0.01 * len(found))
    assert found.attrs["chance_of_point"] == np.mean(est.figure(of) <= point)


@settings(max_examples=6)
@given(name=cases, confidence=st.sampled_from([0.5, 0.7, 0.9]))
def test_contingency_adds_up_for_any_case(name: str, confidence: float) -> None:
    one = cm.estimate(case(name), samples=512)
    found = contingency(one, confidence)
    assert round(found["budget"].sum(), 2) == round(one.quantile(confidence, of="to_go_live"), 2)


def test_contingency_is_what_the_plan_holds_above_the_point_estimate(est: cm.Estimate) -> None:
    found, plan = contingency(est, 0.7), est.plan(0.7, "month", "category", "to_go_live")
    assert np.allclose(found["budget"], plan.sum()[found.index], atol=1.0)  # rounded to cents month by month


def test_without_doubt_no_contingency_is_needed() -> None:
    base = case("baseline")
    certain = {name: base[name].likeliest for name in base.uncertain}
    one = cm.estimate(base.with_changes(certain), samples=512)
    assert abs(contingency(one)["contingency"]).max() <= 0.05


# -- stages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CASES))
def test_stage_requests_add_up_to_the_cost_to_go_live(name: str) -> None:
    one = cm.estimate(case(name), samples=2048)
    found = stage_budgets(one, 0.8)
    assert found["request"].sum() == pytest.approx(one.quantile(0.8, of="to_go_live"))
    assert (found["request"] >= 0).all()
    assert list(found.index)[-1] == "go_live"


def test_the_first_stage_alone_is_the_first_row(est: cm.Estimate) -> None:
    found, first = stage_budgets(est, 0.7), first_stage(est, 0.7)
    assert first is not None
    assert first.pop("gate") == found.index[0]
    assert first == found.iloc[0].to_dict()


def test_each_end_is_counted_once_with_the_money_that_it_cost(est: cm.Estimate) -> None:
    found = stage_budgets(est)
    assert found["ends"].sum() == pytest.approx(1 - est.reaches_production)
    assert found["goes_on"].iloc[-1] == pytest.approx(est.reaches_production)
    assert found["expected_loss"].sum() == pytest.approx(np.mean(est.spent * (1 - est.reached)))
    assert np.allclose(found["goes_on"], 1 - found["ends"].cumsum())


def test_money_until_a_gate_is_what_is_spent_when_it_ends_there(est: cm.Estimate) -> None:
    """A sample that ends at its only gate has spent, as it happens, what carried through it spends until then."""
    found = stage_budgets(est, 0.5)
    gate = found.index[0]
    finish = np.concatenate([one.schedule.finish[gate] for one in est.cases()])
    ended = (est.figures["stop"] == finish) & (est.reached == 0)
    everyone = cm.estimate(est.assumptions.with_changes({f"plan.{gate}.gate": 1.0}), samples=10_000, seed=1)
    assert quantile(everyone.spent[ended], 0.5) == pytest.approx(quantile(est.spent[ended], 0.5))
    earlier = est.figures["stop"] < finish
    assert quantile(everyone.spent[~earlier], 0.5) == pytest.approx(found.loc[gate, "until"], rel=0.02)


def test_each_gate_is_a_stage_and_the_last_is_the_go_live(est: cm.Estimate) -> None:
    found = stage_budgets(est)
    gates = [name for name, one in est.assumptions.structure.plan.activities.items() if one.gate]
    assert set(found.index) == {*gates, "go_live"}
    assert found["months"].is_monotonic_increasing


def test_two_samples_of_the_same_course_are_a_frontier_of_one_pair() -> None:
    assert frontier_of(np.array([7.0, 7.0]), np.array([3.0, 3.0]), 0.7)[["budget", "months"]].to_numpy().tolist() == [
        [7, 3]
    ]
