"""Estimate against estimate: differences add up, common draws take the noise out, and a bridge leads all the way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.decisions.comparison import bridge, chance_less, compare, differences
from tests.strategies import case

WAIT = "plan.data_access.wait"
EFFORT = "plan.data_preparation.effort.data_engineer"


@pytest.fixture(scope="module")
def base() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=4096, seed=1)


@pytest.fixture(scope="module")
def mlops() -> cm.Estimate:
    return cm.estimate(case("mlops"), samples=4096, seed=1)


# -- compare ----------------------------------------------------------------------------------------------------------


def test_differences_add_up_however_they_are_cut(base: cm.Estimate, mlops: cm.Estimate) -> None:
    found = compare(base, mlops)
    total = mlops.total.mean() - base.total.mean()
    assert found.figures.loc["total", "difference"] == pytest.approx(total)
    assert found.scopes[["to_go_live", "after_go_live"]].to_numpy().sum() == pytest.approx(total)
    assert found.fiscal_years.to_numpy().sum() == pytest.approx(total)
    for every, by in (("month", "phase"), ("quarter", "payee")):
        assert found.cash_flow(every, by).to_numpy().sum() == pytest.approx(total)
    categories = found.figures.loc[list(base.categories), "difference"]
    assert categories.sum() == pytest.approx(total)
    for scope in ("to_go_live", "after_go_live"):
        assert found.scopes[scope].sum() == pytest.approx(found.figures.loc[scope, "difference"])


def test_what_a_page_needs_at_every_step_is_what_the_whole_comparison_says(
    base: cm.Estimate, mlops: cm.Estimate
) -> None:
    found, quick = compare(base, mlops), differences(base, mlops)
    for name, amount in quick.items():
        assert amount == found.figures.loc[name, "difference"]
    assert sum(quick[name] for name in base.categories) == pytest.approx(quick["total"])
    assert chance_less(mlops, base) == found.chance_a_cheaper()
    assert chance_less(mlops, base, "go_live") == found.chance_a_cheaper("go_live")
    with pytest.raises(ValueError, match="only with the same draws"):
        differences(base, cm.estimate(base.assumptions, samples=512, seed=1))


def test_an_estimate_does_not_differ_from_itself(base: cm.Estimate) -> None:
    found = compare(base, base)
    assert (found.figures["difference"] == 0).all()
    assert found.chance_a_cheaper() == 0
    assert not found.fiscal_years.to_numpy().any()


def test_turned_round_the_difference_changes_its_sign(base: cm.Estimate, mlops: cm.Estimate) -> None:
    one, other = compare(base, mlops), compare(mlops, base)
    assert np.allclose(one.figures["difference"], -other.figures["difference"])
    assert np.allclose(one.fiscal_years, -other.fiscal_years)
    assert one.chance_a_cheaper("go_live") + other.chance_a_cheaper("go_live") <= 1


def test_common_draws_take_the_noise_out_of_the_difference(base: cm.Estimate) -> None:
    dearer = cm.estimate(base.assumptions.with_likeliest({EFFORT: base.assumptions[EFFORT].likeliest * 1.1}), 4096)
    row = compare(base, dearer).figures.loc["to_go_live"]
    assert row["difference"] > 0
    assert row["standard_error"] < 0.2 * standard_error_of_mean(base.to_go_live)
    assert row["chance_a_less"] == 1


def test_the_standard_error_of_a_difference_is_as_large_as_its_error() -> None:
    a, b = case("baseline"), case("mlops")
    found = []
    for seed in range(24):
        one = compare(cm.estimate(a, 2048, seed), cm.estimate(b, 2048, seed)).figures.loc["total"]
        found.append((one["difference"], one["standard_error"]))
    differences, errors = np.array(found).T
    assert 0.5 < differences.std(ddof=1) / errors.mean() < 1.8


def test_other_draws_are_refused_with_a_sentence(base: cm.Estimate) -> None:
    other = cm.estimate(base.assumptions, samples=2048, seed=2)
    for function in (compare, bridge):
        with pytest.raises(ValueError, match="4,096 samples of seed 1, the other 2,048 of seed 2"):
            function(base, other)


def test_a_comparison_says_what_it_found(base: cm.Estimate, mlops: cm.Estimate) -> None:
    found = compare(base, mlops)
    assert f"total: {found.figures.loc['total', 'difference']:+,.0f} EUR" in repr(found)
    assert f"a needs less in {100 * found.chance_a_cheaper():.0f} % of the samples" in repr(found)


# -- bridge -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["to_go_live", "total", "go_live"])
@pytest.mark.parametrize("confidence", [None, 0.8])
def test_a_bridge_adds_up_exactly(base: cm.Estimate, of: str, confidence: float | None) -> None:
    new = cm.estimate(
        base.assumptions.with_changes({WAIT: 80, EFFORT: cm.Belief(min=50, mode=90, max=200)}, why="audit"), 4096
    )
    found = bridge(base, new, of, confidence)

    def level(est: cm.Estimate) -> float:
        return float(est.figure(of).mean()) if confidence is None else est.quantile(confidence, of=of)

    assert list(found.index) == ["old", *(n for n in base.assumptions if n in (WAIT, EFFORT)), "new"]
    assert found["level"].iloc[0] == level(base)
    assert found["level"].iloc[-1] == level(new)
    assert found["effect"].sum() == pytest.approx(level(new) - level(base), abs=1e-6)
    assert (found.loc[[WAIT, EFFORT], "why"] == "audit").all()


@settings(max_examples=8)
@given(st.dictionaries(st.sampled_from(sorted(case("baseline").uncertain)), st.floats(0.5, 1.5), max_size=4))
def test_any_changes_are_bridged_and_nothing_else_is_shown(factors: dict[str, float]) -> None:
    old = case("baseline")
    changes = {name: old[name].times(factor) for name, factor in factors.items() if old[name].kind == "lognormal"
               or (old[name].kind == "pert" and old[name].unit == "working_day")}  # fmt: skip
    new = old.with_changes(changes)
    found = bridge(cm.estimate(old, 256), cm.estimate(new, 256))
    differ = [name for name in old if old[name].key != new[name].key]
    assert list(found.index) == ["old", *differ, "new"]
    assert found["effect"].sum() == pytest.approx(found["level"].iloc[-1] - found["level"].iloc[0], abs=1e-6)


def test_each_step_is_the_effect_of_its_change_when_it_is_the_only_one(base: cm.Estimate) -> None:
    new = cm.estimate(base.assumptions.with_changes({WAIT: 80}), 4096)
    found = bridge(base, new)
    assert found.loc[WAIT, "effect"] == pytest.approx(new.to_go_live.mean() - base.to_go_live.mean(), rel=1e-9)
    assert found.loc[WAIT, "standard_error"] == pytest.approx(standard_error_of_mean(new.to_go_live - base.to_go_live))


def test_a_whole_scenario_is_bridged(base: cm.Estimate, mlops: cm.Estimate) -> None:
    found = bridge(base, mlops, "total")
    assert {change.name for change in mlops.assumptions.changes} >= set(found.index[1:-1])
    assert found["level"].iloc[-1] == mlops.total.mean()


def test_another_plan_is_one_row(base: cm.Estimate) -> None:
    old = base.assumptions
    plan = old.structure.plan
    waits_for = ("field_trial", "process_change", "production_engineering")
    later = plan.activities["business_acceptance"].model_copy(update={"after": waits_for})
    structure = replace(old.structure, plan=replace(plan, activities={**plan.activities, "business_acceptance": later}))
    new = cm.estimate(replace(old.with_changes({WAIT: 80}), structure=structure), 4096)
    found = bridge(base, new, "go_live")
    assert list(found.index) == ["old", WAIT, "structure", "new"]
    assert found["level"].iloc[-1] == new.go_live.mean()


def test_an_older_version_that_computed_otherwise_is_a_row_of_its_own(base: cm.Estimate) -> None:
    figures = {name: values * 0.5 if name != "go_live" else values for name, values in base.figures.items()}
    older = replace(base, version="0.0.9", figures=figures)
    found = bridge(older, base)
    assert list(found.index) == ["old", "simulation", "new"]
    assert found["effect"].sum() == pytest.approx(base.to_go_live.mean() / 2)


def test_nothing_changed_is_an_empty_bridge(base: cm.Estimate) -> None:
    assert list(bridge(base, cm.estimate(base.assumptions, 4096)).index) == ["old", "new"]


def test_a_comparison_ends_with_what_a_productive_month_costs() -> None:
    a, b = (cm.estimate(cm.load(scenarios=names), samples=2_048) for names in ([], ["mlops"]))
    row = cm.compare(a, b).figures.iloc[-1]
    assert row.name == "cost_per_productive_month"
    assert row["difference"] == pytest.approx(b.cost_per_productive_month - a.cost_per_productive_month)
    assert 0 < row["standard_error"] < a.standard_error("cost_per_productive_month")
    assert np.isnan(row["chance_a_less"])
