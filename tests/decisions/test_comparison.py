"""Estimate against estimate: differences add up, common draws take the noise out."""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.decisions.comparison import compare
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
    for function in (compare, cm.bridge):
        with pytest.raises(ValueError, match="4,096 samples of seed 1, the other 2,048 of seed 2"):
            function(base, other)


def test_a_comparison_says_what_it_found(base: cm.Estimate, mlops: cm.Estimate) -> None:
    found = compare(base, mlops)
    assert f"total: {found.figures.loc['total', 'difference']:+,.0f} EUR" in repr(found)
    assert f"a needs less in {100 * found.chance_a_cheaper():.0f} % of the samples" in repr(found)


def test_a_comparison_ends_with_what_a_productive_month_costs() -> None:
    a, b = (cm.estimate(cm.load(scenarios=names), samples=2_048) for names in ([], ["mlops"]))
    row = cm.compare(a, b).figures.iloc[-1]
    assert row.name == "cost_per_productive_month"
    assert row["difference"] == pytest.approx(b.cost_per_productive_month - a.cost_per_productive_month)
    assert 0 < row["standard_error"] < a.standard_error("cost_per_productive_month")
    assert np.isnan(row["chance_a_less"])
