"""What it is worth to know a number before choosing: against answers on paper, and never more than everything."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.decisions.information import larger_of_zero, value_of_information, value_of_information_for
from tests.strategies import case

SAMPLES = 16 * 4096


def normal(mean: float, spread: float) -> cm.Belief:
    return cm.Belief(p10=mean - 1.2815515655446 * spread, p90=mean + 1.2815515655446 * spread, shape="normal")


def loss(mean: float, spread: float) -> float:
    """Mean of the larger of zero and a normal number."""
    return float(larger_of_zero(np.array(mean), np.array(spread)))


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=10_000, seed=1)


# -- answers on paper -------------------------------------------------------------------------------------------------


def test_build_or_buy_has_its_known_value() -> None:
    """Build for N(100, 20) or buy at 105: knowing the cost of building first is worth 5.726894."""
    x = cm.draw({"cost": normal(100, 20)}, SAMPLES)
    found = value_of_information({"build": -x["cost"], "buy": np.array([-105.0])}, x)
    for name in ("cost", "everything"):
        row = found.loc[name]
        assert abs(row["value"] - 5.726894) < 4 * row["standard_error"] + 0.005, name
    assert found.attrs["choice"] == "build"


@pytest.mark.parametrize("samples", [4096, SAMPLES])
def test_one_of_two_unknowns_is_worth_its_part(samples: int) -> None:
    """Go is worth -5 + X1 + X2, sd 12 and 16: knowing X1 alone lifts the mean of the larger of 0 and N(-5, 12)."""
    x = cm.draw({"x1": normal(0, 12), "x2": normal(0, 16), "bystander": normal(0, 1)}, samples)
    found = value_of_information({"go": x["x1"] + x["x2"] - 5, "no-go": np.zeros(1)}, x)
    expected = {"x1": loss(-5, 12), "x2": loss(-5, 16), "everything": loss(-5, 20), "bystander": 0.0}
    for name, worth in expected.items():
        row = found.loc[name]
        assert abs(row["value"] - worth) < 4 * row["standard_error"] + 0.01, name


def test_knowing_a_correlated_number_is_knowing_something_of_its_companion() -> None:
    """Go is worth X1, sd 20; X2 has correlation .6 with it, so knowing X2 tells 12 of its 20."""
    spearman = 6 / np.pi * np.arcsin(0.3)
    matrix = pd.DataFrame([[1, spearman], [spearman, 1]], ["x1", "x2"], ["x1", "x2"])
    x = cm.draw({"x1": normal(0, 20), "x2": normal(0, 1)}, SAMPLES, correlation=matrix)
    row = value_of_information({"go": x["x1"] - 5, "no-go": np.zeros(1)}, x).loc["x2"]
    assert abs(row["value"] - loss(-5, 12)) < 4 * row["standard_error"] + 0.03


def test_an_event_that_decides_is_worth_what_it_saves() -> None:
    """Go earns 100, or loses 300 with chance .2: mean 20; knowing it first earns 80, so 60 more."""
    x = cm.draw({"fails": cm.Belief(chance=0.2)}, SAMPLES)
    row = value_of_information({"go": 100 - 400 * x["fails"], "no-go": np.zeros(1)}, x).loc["fails"]
    assert abs(row["value"] - 60) < 4 * row["standard_error"] + 0.5


def test_three_options_are_weighed_against_each_other() -> None:
    """X uniform 0..3; options worth X, 1.5 and 3 - X: all 1.5 on average; the best one has a mean of 2.25."""
    x = cm.draw({"x": cm.Belief(min=0, max=3)}, SAMPLES)
    value = {"more": x["x"], "same": np.full(SAMPLES, 1.5), "less": 3 - x["x"]}
    row = value_of_information(value, x).loc["x"]
    assert abs(row["value"] - 0.75) < 4 * row["standard_error"] + 0.005


# -- laws -------------------------------------------------------------------------------------------------------------


def test_what_tells_nothing_is_worth_nothing_in_small_samples_too() -> None:
    """Without the noise floor a bystander would be worth about the noise of a bin: here some 40 of a spread of 400."""
    found = []
    for seed in range(100):
        x = cm.draw({"x": normal(0, 1), "y": normal(0, 400)}, 2048, seed)
        table = value_of_information({"go": x["y"], "no-go": np.zeros(1)}, {"x": x["x"]})
        found.append((table.loc["x", "value"], table.loc["x", "standard_error"]))
    values = np.array(found)[:, 0]
    assert values.mean() < 3
    assert np.mean(values == 0) > 0.3


@pytest.mark.parametrize("spread", [4, 12])
def test_neither_the_value_nor_its_standard_error_is_flattered(spread: float) -> None:
    """Go is worth -3 + X1 + X2, sd of X2 20: over many runs the mean is right and the spread is what is claimed."""
    found = []
    for seed in range(40):
        x = cm.draw({"x1": normal(0, spread), "x2": normal(0, 20)}, 4096, seed)
        row = value_of_information({"go": x["x1"] + x["x2"] - 3, "no-go": np.zeros(1)}, x).loc["x1"]
        found.append((row["value"], row["standard_error"]))
    values, errors = np.array(found).T
    assert abs(values.mean() - loss(-3, spread)) < 4 * values.std(ddof=1) / np.sqrt(40) + 0.01
    assert 0.6 < values.std(ddof=1) / errors.mean() < 1.4


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), mean=st.floats(-30, 30), scale=st.floats(1e-3, 1e6))
def test_knowledge_is_worth_between_nothing_and_everything(seed: int, mean: float, scale: float) -> None:
    x = cm.draw({"a": normal(0, 10), "b": cm.Belief(min=0, max=30), "c": cm.Belief(chance=0.3)}, 2048, seed)
    go = scale * (mean + x["a"] - x["b"] * x["c"])
    found = value_of_information({"go": go, "no-go": np.zeros(1)}, x)
    assert (found["value"] >= 0).all()
    assert (found["value"] <= found.loc["everything", "value"] * (1 + 1e-9) + 1e-9).all()
    other = value_of_information({"no-go": -go, "go": np.zeros(1)}, x)  # the same choice, told from the other side
    assert np.allclose(found["value"].sort_index(), other["value"].sort_index(), atol=1e-6 * scale)


def test_where_the_choice_is_clear_nothing_is_worth_knowing() -> None:
    x = cm.draw({"a": cm.Belief(min=1, max=2)}, 4096)
    assert (value_of_information({"go": x["a"], "no-go": np.zeros(1)}, x)["value"] == 0).all()


def test_one_option_is_no_choice() -> None:
    with pytest.raises(ValueError, match="at least two options"):
        value_of_information({"go": np.zeros(4)}, {})


def test_inputs_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="'x' has 3 samples, the options 4"):
        value_of_information({"go": np.arange(4.0), "no-go": np.zeros(1)}, {"x": np.zeros(3)})


# -- of estimates -----------------------------------------------------------------------------------------------------


def test_before_go_or_no_go_every_assumption_has_its_price(est: cm.Estimate) -> None:
    benefit = float(est.spent.mean() / est.reaches_production)  # a close call
    found = value_of_information_for(est, benefit=benefit)
    hidden = {f"drivers.{name}" for name in est.assumptions.structure.drivers}
    assert set(found.index) == {"everything", *est.assumptions.uncertain, *hidden}
    assert set(found.loc[sorted(hidden), "kind"]) == {"driver"}
    assert found.index[0] == "everything"
    best = np.mean(np.maximum(benefit * est.reached - est.spent, 0))
    assert found.loc["everything", "value"] == pytest.approx(best - max(np.mean(benefit * est.reached - est.spent), 0))
    assert (found["value"].iloc[1:] <= found["value"].iloc[0]).all()
    gate = "plan.model_validation.gate"
    assert found.loc[gate, "value"] > 0
    assert found.loc[gate, "meaning"] == est.assumptions[gate].meaning


def test_the_pure_function_and_the_estimate_agree(est: cm.Estimate) -> None:
    benefit = float(est.spent.mean() / est.reaches_production)
    gate = "plan.model_validation.gate"
    struck = np.concatenate([one.inputs[gate] for one in est.cases()])
    value = {"go": benefit * est.reached - est.spent, "no-go": np.zeros(1)}
    pure = value_of_information(value, {gate: struck})
    whole = value_of_information_for(est, benefit=benefit)
    assert pure.loc[gate, "value"] == pytest.approx(whole.loc[gate, "value"])
    given = value_of_information_for(est, benefit=benefit * est.reached)
    assert np.allclose(given["value"], whole["value"])
    net = value_of_information_for(est, benefit=benefit * est.reached - est.spent, of=None)
    assert np.allclose(net["value"], whole["value"])


def test_between_two_scenarios_what_differs_is_worth_knowing(est: cm.Estimate) -> None:
    other = cm.estimate(case("mlops"), samples=10_000, seed=1)
    dearer = float(other.total.mean() - est.total.mean())
    worth = np.full(est.samples, dearer)  # what the dearer one must bring more to make it a close call
    found = value_of_information_for(est, other, benefit=0.0, benefit_against=worth, of="total")
    assert found.loc["everything", "value"] == pytest.approx(np.mean(np.maximum(est.total - other.total + dearer, 0)))
    assert set(found.index) >= set(est.assumptions.uncertain) | set(other.assumptions.uncertain)
    assert found["value"].iloc[1] > 2 * found["standard_error"].iloc[1]


def test_an_estimate_against_itself_leaves_nothing_to_choose(est: cm.Estimate) -> None:
    assert (value_of_information_for(est, against=est)["value"] == 0).all()


def test_other_draws_and_missing_benefits_are_refused(est: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="of seed 2"):
        value_of_information_for(est, against=cm.estimate(est.assumptions, samples=10_000, seed=2))
    with pytest.raises(ValueError, match="decided by a benefit"):
        value_of_information_for(est)
    with pytest.raises(ValueError, match="one for each of the 10,000 samples"):
        value_of_information_for(est, benefit=np.zeros(7))
