"""The forecast after what has happened: known posteriors come out, and where the samples say nothing it is refused."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import quantile, standard_error_of_mean, standard_error_of_quantile
from costmodel.control.forecast_refusal import FEWEST, RefusedForecastError
from costmodel.control.weighting import (
    effective_samples,
    later,
    near,
    standard_error_of_weighted_mean,
    standard_error_of_weighted_quantile,
    weighted_mean,
    weighted_quantile,
    weights_of,
)
from costmodel.language.language import language_of
from tests.strategies import OTHER, case, tiny

SAMPLES = 16_384
NORMAL = cm.Belief(p10=100 - 10 * 1.2815515655446, p90=100 + 10 * 1.2815515655446, shape="normal")  # mean 100, sd 10


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline").with_changes({"discrepancy.stage": 2}), samples=8192, seed=1)  # a plan


def spending(*amounts: float) -> pd.DataFrame:
    """What was spent in months 1, 2, ..."""
    return pd.DataFrame({"month": range(1, len(amounts) + 1), "category": "staffing", "amount": amounts})


# -- weights ----------------------------------------------------------------------------------------------------------


def test_a_normal_prior_and_a_normal_measurement_give_the_known_posterior() -> None:
    """Prior N(100, 10^2), measured 112 with error 5 (Gelman et al., Bayesian Data Analysis, section 2.5).

    Precision 1/100 + 1/25 = 0.05, so sd = 4.4721; mean (100/100 + 112/25) / 0.05 = 109.6; P80 = mean + 0.8416 sd.
    """
    drawn = cm.draw({"x": NORMAL}, SAMPLES)["x"]
    weights = weights_of([near(drawn, 112, 5)], SAMPLES)
    for found, error, known in (
        (weighted_mean(drawn, weights), standard_error_of_weighted_mean(drawn, weights), 109.6),
        (
            weighted_quantile(drawn, weights, 0.8),
            standard_error_of_weighted_quantile(drawn, weights, 0.8),
            109.6 + 0.8416 * 4.4721,
        ),
    ):
        assert abs(found - known) < 4 * error + 0.002
        assert error < 0.1
    spread = math.sqrt(weighted_mean(np.square(drawn - weighted_mean(drawn, weights)), weights))
    assert spread == pytest.approx(4.4721, rel=0.02)


def test_the_standard_error_is_the_spread_between_seeds() -> None:
    means, errors = [], []
    for seed in range(40):
        drawn = cm.draw({"x": NORMAL}, 2048, seed)["x"]
        weights = weights_of([near(drawn, 112, 5)], 2048)
        means.append(weighted_mean(drawn, weights))
        errors.append(standard_error_of_weighted_mean(drawn, weights))
    # 40 seeds tell a spread to about 1 / sqrt(2 x 39) = 11 %
    assert np.std(means, ddof=1) == pytest.approx(np.mean(errors), rel=0.4)


def test_knowing_something_independent_changes_nothing() -> None:
    drawn = cm.draw({"x": NORMAL, "y": NORMAL}, SAMPLES)
    weights = weights_of([near(drawn["x"], 110, 5)], SAMPLES)
    error = standard_error_of_weighted_mean(drawn["y"], weights)
    assert abs(weighted_mean(drawn["y"], weights) - 100) < 4 * error
    error = standard_error_of_weighted_quantile(drawn["y"], weights, 0.8)
    assert abs(weighted_quantile(drawn["y"], weights, 0.8) - 108.416) < 4 * error


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), samples=st.sampled_from([1, 2, 50, 300]))
def test_weights_follow_their_samples_and_evidence_its_order_does_not_matter(seed: int, samples: int) -> None:
    random = np.random.default_rng(seed)
    evidence = [near(random.normal(size=samples), 0.5, 1.0), later(random.normal(size=samples), 0.0, 0.5)]
    weights = weights_of(evidence, samples)
    order = random.permutation(samples)
    assert np.allclose(weights_of([one[order] for one in evidence], samples), weights[order])
    assert np.allclose(weights_of(evidence[::-1], samples), weights)
    assert weights.sum() == pytest.approx(1)
    assert 1 - 1e-9 <= effective_samples(weights) <= samples + 1e-9


def test_effective_samples_count_what_carries_weight() -> None:
    assert effective_samples(np.full(50, 1 / 50)) == pytest.approx(50)
    assert effective_samples(np.array([1.0, 0.0, 0.0])) == 1
    assert effective_samples(np.array([0.25, 0.25, 0.25, 0.25, 0.0, 0.0])) == pytest.approx(4)
    assert effective_samples(np.array([0.5, 0.3, 0.2])) == pytest.approx(1 / 0.38)  # .25 + .09 + .04


@settings(max_examples=50)
@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60),
    share=st.floats(0, 1),
    seed=st.integers(0, 1000),
)
def test_a_weighted_percentile_is_the_plain_one_at_equal_weights_and_never_leaves_the_samples(
    values: list[float], share: float, seed: int
) -> None:
    array = np.array(values)
    equal = np.full(len(array), 1 / len(array))
    assert weighted_quantile(array, equal, share) == pytest.approx(quantile(array, share), rel=1e-6, abs=1e-3)
    weights = np.random.default_rng(seed).random(len(array)) + 1e-9
    weights /= weights.sum()
    found = [weighted_quantile(array, weights, one) for one in (0.0, share, 1.0)]
    assert array.min() == found[0] <= found[1] <= found[2] == array.max()


def test_what_is_not_finished_at_a_date_weighs_by_the_chance_that_it_is_measured_later() -> None:
    # two standard errors after the date: Phi(2) = 0.97725; at the date: one half
    assert np.exp(later(np.array([4.0, 3.0]), 3.0, 0.5)) == pytest.approx([0.97725, 0.5], abs=1e-5)


# -- the forecast -----------------------------------------------------------------------------------------------------


def test_knowing_nothing_leaves_the_estimate_as_it_is(est: cm.Estimate) -> None:
    found = cm.reforecast(est)
    assert found.effective == pytest.approx(est.samples)
    for name in ("to_go_live", "go_live"):
        before, after = (found.figures.loc[(name, when)] for when in ("before", "after"))
        assert list(before) == list(after)
        assert before["p80"] == pytest.approx(est.quantile(0.8, name))
        assert before["mean"] == pytest.approx(est.figure(name).mean())
        assert before["se_mean"] == pytest.approx(standard_error_of_mean(est.figure(name)))
        assert before["se_p80"] == pytest.approx(standard_error_of_quantile(est.figure(name), 0.8))
    assert found.chances.loc["both", "before"] == pytest.approx(est.joint_confidence(found.budget, found.months))
    assert found.before.equals(found.after)


def test_a_finish_that_is_seen_moves_the_go_live_by_what_it_was_late() -> None:
    """The first activity takes 1 to 3 months, the second 1: seen at 2.5 +- 0.1, go-live is at 3.5 +- 0.1."""
    plan = tiny(
        {
            "first": {"effort": cm.Belief(min=20, max=60, unit="person_day")},
            "release": {"after": ("first",), "roles": (OTHER,), "effort": 20},
        }
    )
    found = cm.reforecast(cm.estimate(plan, samples=8192), finished={"first": 2.5}, date_error=0.1)
    after = found.figures.loc[("go_live", "after")]
    assert after["mean"] == pytest.approx(3.5, abs=4 * after["se_mean"] + 0.001)
    assert after["p80"] == pytest.approx(3.5 + 0.8416 * 0.1, abs=0.01)
    # a normal kernel of sd 0.1 on a flat stretch of 2 months: 8192 x 2 sqrt(pi) 0.1 / 2 = 1,452 samples
    assert found.effective == pytest.approx(1452, rel=0.02)


def test_being_late_and_dear_moves_date_and_cost_up(est: cm.Estimate) -> None:
    late = cm.reforecast(est, finished={"data_access": 5.0})
    early = cm.reforecast(est, finished={"data_access": 2.4})
    for name in ("to_go_live", "go_live"):
        means = [one.figures.loc[(name, "after"), "mean"] for one in (early, late)]
        assert means[0] < late.figures.loc[(name, "before"), "mean"] < means[1]
    assert late.chances.loc["date", "after"] < late.chances.loc["date", "before"]


def test_still_running_is_less_than_finished_but_more_than_nothing(est: cm.Estimate) -> None:
    running = cm.reforecast(est, month=4, running=["data_access"])
    seen = np.concatenate([one.schedule.finish["data_access"] for one in est.cases()])
    assert weighted_mean(seen, running.weights) > seen.mean()
    assert running.effective > cm.reforecast(est, finished={"data_access": 4.6}).effective


def test_spending_that_is_seen_is_what_the_curve_after_it_passes_through(est: cm.Estimate) -> None:
    found = cm.reforecast(est, spending(9_000, 14_000, 27_000), cost_error=0.02)
    assert found.after.loc[3, "p50"] == pytest.approx(50_000, rel=0.02)  # 9,000 + 14,000 + 27,000
    assert found.after.loc[3, "p90"] - found.after.loc[3, "p10"] < 0.1 * 50_000
    row = found.observations.loc["spent"]
    assert row["observed"] == 50_000
    assert row["p10"] < row["p50"] < row["p90"]


def test_standard_errors_grow_as_fewer_samples_count(est: cm.Estimate) -> None:
    wide, narrow = (cm.reforecast(est, spending(20_000, 20_000), cost_error=error) for error in (0.3, 0.03))
    assert narrow.effective < wide.effective < est.samples
    for one in ("se_mean", "se_p80"):
        errors = [found.figures.loc[("to_go_live", "after"), one] for found in (wide, narrow)]
        assert wide.figures.loc[("to_go_live", "before"), one] < errors[0] < errors[1]


def test_the_same_samples_whatever_the_order_of_what_is_known(est: cm.Estimate) -> None:
    dates = {"business_case": 1.8, "team_building": 3.0}
    one = cm.reforecast(est, spending(8_000, 9_000, 20_000), finished=dates, running=["data_access"])
    other = cm.reforecast(
        est, spending(8_000, 9_000, 20_000), finished=dict(reversed(dates.items())), running=["data_access"]
    )
    assert np.allclose(one.weights, other.weights)


# -- refusals ---------------------------------------------------------------------------------------------------------


def refused(est: cm.Estimate, *arguments: Any, **more: Any) -> list[str]:
    with pytest.raises(ValueError, match=r".") as caught:
        cm.reforecast(est, *arguments, **more)
    return str(caught.value).splitlines()


def test_what_lies_outside_everything_simulated_is_refused_with_number_and_range(est: cm.Estimate) -> None:
    told = refused(est, spending(900_000), finished={"business_case": 0.1}, running=["release"])
    assert len(told) == 3
    assert told[0].startswith("spent so far: 900,000 lies outside everything simulated (")
    assert "EUR)" in told[0]
    assert told[1].startswith("business_case: finished in month 0.1 lies outside everything simulated (0.4 to ")
    assert told[2].startswith("release: running in month 1.0 lies outside everything simulated (")


def test_a_refusal_is_told_in_german_with_what_the_activities_mean(est: cm.Estimate) -> None:
    with pytest.raises(RefusedForecastError) as caught:
        cm.reforecast(est, spending(900_000), running=["release"])
    spent, running = caught.value.in_words(language_of("de"), {"release": "Release-Fenster"})
    assert spent.startswith("bisher ausgegeben: 900.000 liegt außerhalb von allem, was simuliert wurde (")
    assert " EUR): " in spent
    assert running.startswith("Release-Fenster: läuft in Monat 1,0 liegt außerhalb")


def test_things_that_are_possible_one_by_one_but_not_together_are_refused(est: cm.Estimate) -> None:
    told = refused(est, spending(3_000, 3_000, 14_000), finished={"team_building": 2.9, "data_access": 2.9}, month=3)
    assert len(told) == 1
    assert "Too few courses look like this: 8,192 samples weigh as" in told[0]
    assert f"{FEWEST} are the fewest" in told[0]
    assert "data_access: finished in month 2.9 (8 in 10 courses: 2." in told[0]


def test_every_slip_of_the_pen_is_named(est: cm.Estimate) -> None:
    told = refused(
        est, spending(5_000, 5_000), month=1, finished={"dat_access": 1.0, "release": -2.0}, running=["release"]
    )
    assert told == [
        "month 2 has actual spending, but the report is of month 1",
        "release: finished in month -2 is no date; 1 is the end of the first month",
        "no activity 'dat_access' (did you mean 'data_access'?)",
        "release: either finished or running, not both",
    ]
    assert refused(est, month=2, finished={"business_case": 3}) == [
        "business_case: finished in month 3, after the date of the report, month 2"
    ]
    assert refused(est, running=["data_access"])[0].startswith("a date is missing")
    assert refused(est, spending(-5.0), date_error=0) == [
        "an error of measurement lies above zero: cost_error as a share, date_error in months",
        (
            "-5 were spent until month 1: a forecast from it is not possible; "
            "leave the actual cost out until there is some"
        ),
    ]


def test_faults_in_the_file_are_named_with_their_lines(est: cm.Estimate, tmp_path: Path) -> None:
    path = tmp_path / "spent.csv"
    path.write_text("month,category,amount\n1,stafing,500\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match="did you mean 'staffing'"):
        cm.reforecast(est, path)
