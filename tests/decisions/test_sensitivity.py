"""Which number drives the result: shares of variance against published answers, and swings with common draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.decisions.sensitivity import drivers, first_order, tornado
from costmodel.decisions.strata import bins_of, drawn_bins
from tests.strategies import case

SAMPLES = 16 * 4096


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=10_000, seed=1)


def uniform(*names: str, low: float = 0, high: float = 1, samples: int = SAMPLES) -> dict[str, np.ndarray]:
    return cm.draw({name: cm.Belief(min=low, max=high) for name in names}, samples)


def near(found: pd.DataFrame, expected: dict[str, float], coarse: float) -> None:
    """Within four standard errors, and what bins of finite width cannot see."""
    for name, share in expected.items():
        row = found.loc[name]
        assert abs(row["share"] - share) < 4 * row["standard_error"] + coarse, (name, row["share"], share)


# -- published answers ------------------------------------------------------------------------------------------------


def test_the_shares_of_ishigamis_function_are_found() -> None:
    """Ishigami and Homma 1990, a 7, b 0.1, inputs uniform on -pi..pi: first order .313905 .442411 0."""
    x = uniform("x1", "x2", "x3", low=-np.pi, high=np.pi)
    y = np.sin(x["x1"]) + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"])
    found = first_order(x, y)
    near(found, {"x1": 0.313905, "x2": 0.442411, "x3": 0}, coarse=0.0005)
    assert list(found["direction"]) == ["raises", "both ways", "not seen"]


def test_the_shares_of_sobols_g_function_are_found() -> None:
    """G = product of (|4x - 2| + a) / (1 + a): the variance of a factor is V = 1/3 / (1 + a)^2 (Saltelli, Sobol 1995).

    First order is V_i / (product of (1 + V) - 1).
    """
    a = {"x1": 0.0, "x2": 1.0, "x3": 4.5, "x4": 9.0, "x5": 99.0}
    x = uniform(*a)
    y = np.prod([(np.abs(4 * x[name] - 2) + a[name]) / (1 + a[name]) for name in a], axis=0)
    v = {name: 1 / 3 / (1 + number) ** 2 for name, number in a.items()}
    total = np.prod([1 + part for part in v.values()]) - 1
    near(first_order(x, y), {name: part / total for name, part in v.items()}, coarse=0.0005)


def test_software_carries_the_variance_of_the_air_vehicle() -> None:
    """GAO Cost Estimating and Assessment Guide, Table 12: software 92.69 %, propulsion 4.00 %, airframe 2.90 %."""
    parts = {
        "airframe": (17_955, 19_645, 21_785),
        "propulsion": (8_500, 10_553, 13_000),
        "communications": (4_000, 4_306, 5_100),
        "navigation": (4_100, 4_305, 4_650),
        "central computer": (550, 600, 650),
        "software": (32_300, 35_547, 52_500),
        "integration": (1_950, 2_136, 2_600),
    }
    beliefs = {n: cm.Belief(min=a, mode=b, max=c, shape="triangular") for n, (a, b, c) in parts.items()}
    drawn = cm.draw(beliefs, SAMPLES)
    found = first_order(drawn, np.sum(list(drawn.values()), axis=0))
    near(found, {"software": 0.9269, "propulsion": 0.0400, "airframe": 0.0290}, coarse=0.0005)


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9])
def test_with_correlation_a_share_holds_what_is_carried_for_companions(rho: float) -> None:
    """Y = X1 + X2, standard normal with correlation rho: E[Y|X1] = (1 + rho) X1, so (1 + rho)^2 / (2 + 2 rho)."""
    normal = cm.Belief(p10=-1.2815515655446, p90=1.2815515655446, shape="normal")
    matrix = pd.DataFrame([[1, spearman := 6 / np.pi * np.arcsin(rho / 2)], [spearman, 1]], ["a", "b"], ["a", "b"])
    x = cm.draw({"a": normal, "b": normal}, SAMPLES, correlation=matrix)
    near(first_order(x, x["a"] + x["b"]), dict.fromkeys("ab", (1 + rho) / 2), coarse=0.003)


def test_an_event_carries_the_variance_of_its_impact() -> None:
    """Y = 100 B + U, B happens with 0.3, U uniform 0..60: 100^2 x .21 = 2,100 beside 60^2 / 12 = 300."""
    x = cm.draw({"b": cm.Belief(chance=0.3), "u": cm.Belief(min=0, max=60)}, SAMPLES)
    near(first_order(x, 100 * x["b"] + x["u"]), {"b": 2100 / 2400, "u": 300 / 2400}, coarse=0.0005)


# -- laws -------------------------------------------------------------------------------------------------------------


@given(scale=st.floats(1e-6, 1e6), shift=st.floats(-1e6, 1e6))
def test_another_currency_moves_no_share(scale: float, shift: float) -> None:
    x = uniform("a", "b", samples=2048)
    y = x["a"] ** 2 + x["b"]
    assert np.allclose(first_order(x, y)["share"], first_order(x, y * scale + shift * scale)["share"], atol=1e-6)


def test_small_samples_do_not_make_a_bystander_look_important() -> None:
    bystanders = [first_order(uniform(f"x{i}", samples=256), uniform("y", samples=256)["y"]) for i in range(200)]
    shares = pd.concat(bystanders)["share"]
    assert abs(shares.mean()) < 4 * shares.std() / np.sqrt(200)


def test_standard_errors_are_as_large_as_the_errors() -> None:
    found = []
    for seed in range(60):
        x = cm.draw({"a": cm.Belief(min=0, max=1), "b": cm.Belief(min=0, max=1)}, 4096, seed)
        found.append(first_order(x, x["a"] + x["b"] ** 3).loc["a"])
    shares = np.array([row["share"] for row in found])
    claimed = np.array([row["standard_error"] for row in found]).mean()
    assert 0.6 < shares.std() / claimed < 1.6


def test_bins_hold_equally_many_or_one_value_each() -> None:
    counts = np.bincount(bins_of(uniform("x", samples=10_000)["x"]).of)
    assert len(counts) == 64
    assert counts.max() - counts.min() <= 1
    assert list(np.bincount(bins_of(np.array([0.0, 1, 1, 0, 1])).of)) == [2, 3]


def test_a_constant_output_has_no_driver() -> None:
    found = first_order(uniform("x", samples=4096), np.full(4096, 7.0)).loc["x"]
    assert found["share"] == 0
    assert found["direction"] == "not seen"


def test_inputs_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="'x' has 512 samples, the output 256"):
        first_order(uniform("x", samples=512), np.arange(256.0))


# -- of an estimate ---------------------------------------------------------------------------------------------------


def test_the_strata_of_an_estimate_are_the_bins_of_its_draws(est: cm.Estimate) -> None:
    belief = est.assumptions["plan.data_preparation.effort.data_engineer"]
    found = {name: bins for name, _, bins in drawn_bins(est)}
    values = np.concatenate([one.inputs._source.column(  # the draws before anything is applied to them
        "plan.data_preparation.effort.data_engineer", belief) for one in est.cases()])  # fmt: skip
    bins = found["plan.data_preparation.effort.data_engineer"]
    lows = [values[bins.of == place].min() for place in range(bins.number)]
    highs = [values[bins.of == place].max() for place in range(bins.number)]
    assert all(high < low for high, low in zip(highs, lows[1:], strict=False))


@pytest.mark.parametrize("of", ["to_go_live", "total", "go_live"])
def test_drivers_name_every_uncertain_assumption_by_its_meaning(est: cm.Estimate, of: str) -> None:
    found = drivers(est, of)
    assert set(est.assumptions.uncertain) == set(found.index)
    assert list(found.columns) == ["meaning", "share", "standard_error", "direction"]
    assert found["share"].is_monotonic_decreasing
    assert found["share"].between(0, 1).all()
    for name in est.assumptions.uncertain:
        assert found.loc[name, "meaning"] == est.assumptions[name].meaning


def test_the_pure_function_and_the_estimate_agree(est: cm.Estimate) -> None:
    found = drivers(est, "go_live")
    name = next(name for name in found.index if name in est.assumptions and est.assumptions[name].kind == "pert")
    draws = np.concatenate([one.inputs._source.column(name, est.assumptions[name]) for one in est.cases()])
    pure = first_order({name: draws}, est.go_live).loc[name]
    assert pure["share"] == pytest.approx(found.loc[name, "share"], abs=found.loc[name, "standard_error"])


def test_the_tail_has_drivers_of_its_own(est: cm.Estimate) -> None:
    tail = drivers(est, confidence=0.8)
    assert tail["share"].iloc[0] > 0.02
    assert not tail["share"].equals(drivers(est)["share"])


def test_what_is_certain_drives_nothing() -> None:
    base = case("baseline")
    changes = {name: base[name].likeliest for name in base.uncertain if name != "plan.data_access.wait"}
    alone = cm.estimate(base.with_changes(changes), samples=2048)
    found = drivers(alone, "go_live")
    assert found.loc["plan.data_access.wait", "share"] > 0.5
    assert list(found.index) == ["plan.data_access.wait"]


def test_without_doubt_there_is_no_driver() -> None:
    base = case("baseline")
    certain = cm.estimate(base.with_changes({name: base[name].likeliest for name in base.uncertain}), samples=256)
    assert len(drivers(certain)) == 0
    assert len(tornado(certain.assumptions, samples=256)) == 0


@pytest.mark.parametrize("samples", [2, 17, 300])
def test_a_handful_of_samples_gives_shares_without_standard_errors(samples: int) -> None:
    found = drivers(cm.estimate(case("baseline"), samples=samples))
    assert found["share"].notna().all()
    assert found["standard_error"].isna().all()


def test_work_that_is_repeated_is_told_apart_by_how_often(est: cm.Estimate) -> None:
    (loop,) = est.assumptions.structure.plan.loops
    found = {name: bins for name, _, bins in drawn_bins(est)}[f"plan.{loop.last}.repeats.chance"]
    share = np.concatenate([one.schedule.repeated(loop.last) for one in est.cases()])
    means = [np.unique(share[found.of == times] > 0) for times in range(found.number)]
    assert found.number > 1
    assert [list(one) for one in means] == [[False], *([[True]] * (found.number - 1))]


def test_the_likeliest_case_has_no_drivers() -> None:
    with pytest.raises(ValueError, match="has no spread to explain"):
        drivers(cm.estimate(case("baseline")))


def test_an_impossible_confidence_is_refused(est: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        drivers(est, confidence=80)


# -- tornado ----------------------------------------------------------------------------------------------------------

FEW = ("plan.data_access.wait", "plan.data_preparation.effort.data_engineer", "hiring.must_hire")


def test_a_swing_is_the_difference_of_two_estimates_with_the_same_draws() -> None:
    base = case("baseline")
    found = tornado(base, names=FEW[:1], samples=4096)
    low, high = base[FEW[0]].quantile(np.array([0.1, 0.9]))
    at_low = cm.estimate(base.with_changes({FEW[0]: low}), samples=4096).to_go_live.mean()
    at_high = cm.estimate(base.with_changes({FEW[0]: high}), samples=4096).to_go_live.mean()
    row = found.loc[FEW[0]]
    assert (row["low"], row["high"], row["swing"]) == (at_low, at_high, at_high - at_low)
    assert row["standard_error"] < 0.02 * abs(row["swing"])


def test_an_event_swings_from_not_happening_to_happening() -> None:
    row = tornado(case("baseline"), names=FEW[2:], samples=2048).loc[FEW[2]]
    assert (row["low_value"], row["high_value"]) == (0, 1)
    assert row["swing"] > 0


def test_the_largest_swings_come_first_and_only_as_many_as_asked_for() -> None:
    found = tornado(case("baseline"), of="go_live", names=FEW, samples=256, most=2)
    assert len(found) == 2
    assert found["swing"].abs().is_monotonic_decreasing


def test_bounds_are_farther_out_than_one_chance_in_ten() -> None:
    base = case("baseline")
    inner, outer = (tornado(base, names=FEW[:1], samples=256, ends=ends).iloc[0] for ends in ("p10_p90", "bounds"))
    assert outer["low_value"] == base[FEW[0]].low < inner["low_value"]
    assert inner["high_value"] < outer["high_value"] == base[FEW[0]].high
    assert outer["swing"] > inner["swing"]


def test_the_p80_swings_too() -> None:
    row = tornado(case("baseline"), names=FEW[:1], samples=4096, confidence=0.8).iloc[0]
    assert row["base"] == cm.estimate(case("baseline"), samples=4096).quantile(0.8, of="to_go_live")
    assert row["standard_error"] > 0


def test_unknown_ends_are_refused() -> None:
    with pytest.raises(ValueError, match="there are p10_p90, bounds"):
        tornado(case("baseline"), ends="p5", samples=1)
