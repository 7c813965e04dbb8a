"""Published and exact answers, reproduced by simulation within four of its own standard errors.

The network cases stand in `test_network.py`, the rework loop in `test_schedule.py`, phasing in `test_ledger.py`, the
nearest correlation matrix in `test_correlation.py`, runs of training in `test_compute.py`.
"""

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.beliefs.percentiles import (
    quantile,
    standard_error_of_mean,
    standard_error_of_quantile,
    standard_error_of_share,
)
from tests.strategies import Array, error_of

SAMPLES = 524_288

# GAO Cost Estimating and Assessment Guide (GAO-09-3SP), unmanned aerial vehicle, Table 12; thousand dollars.
AIR_VEHICLE = {
    "airframe": (17_955, 19_645, 21_785),
    "propulsion": (8_500, 10_553, 13_000),
    "communications": (4_000, 4_306, 5_100),
    "navigation": (4_100, 4_305, 4_650),
    "central computer": (550, 600, 650),
    "software": (32_300, 35_547, 52_500),
    "integration, assembly and test": (1_950, 2_136, 2_600),
}
PARTS = {
    name: cm.Belief(min=low, mode=mode, max=high, shape="triangular") for name, (low, mode, high) in AIR_VEHICLE.items()
}
# normal-score correlation 0.5 is Spearman's 6 / pi asin(0.5 / 2) = 0.482584
HALF_IN_NORMAL_SCORES = 6 / np.pi * np.arcsin(0.25)


@pytest.fixture(scope="module")
def independent() -> dict[str, Array]:
    return cm.draw(PARTS, SAMPLES)


@pytest.fixture(scope="module")
def correlated() -> dict[str, Array]:
    rho = np.full((len(PARTS), len(PARTS)), HALF_IN_NORMAL_SCORES)
    np.fill_diagonal(rho, 1.0)
    matrix = pd.DataFrame(rho, index=list(PARTS), columns=list(PARTS))
    return cm.draw(PARTS, SAMPLES, correlation=matrix)


def total(parts: dict[str, Array]) -> Array:
    return sum(parts.values(), np.zeros(SAMPLES))


def test_the_modes_of_the_air_vehicle_add_up_to_its_point_estimate() -> None:
    """GAO, Table 12: the sum of the modes is 77,092."""
    assert sum(part.likeliest for part in PARTS.values()) == 77_092


def test_the_air_vehicle_has_its_exact_mean_and_spread(independent: dict[str, Array]) -> None:
    """GAO, Table 12, independent, exact by convolution: mean 82,244.0, sd 4,599.606."""
    cost = total(independent)
    assert abs(cost.mean() - 82_244.0) < 4 * standard_error_of_mean(cost)
    assert abs(cost.std() - 4_599.606) < 4 * error_of(np.std, cost)


@pytest.mark.parametrize(("share", "value"), [(0.1, 76_714.58), (0.5, 81_602.22), (0.8, 86_446.37), (0.9, 88_909.99)])
def test_the_air_vehicle_has_its_exact_percentiles(independent: dict[str, Array], share: float, value: float) -> None:
    """GAO, Table 12, independent, exact: P10 76,714.58, P50 81,602.22, P80 86,446.37, P90 88,909.99."""
    cost = total(independent)
    assert abs(quantile(cost, share) - value) < 4 * standard_error_of_quantile(cost, share)


def test_the_point_estimate_of_the_air_vehicle_is_exceeded_seven_times_in_eight(
    independent: dict[str, Array],
) -> None:
    """GAO, Table 12, independent, exact: P(total <= 77,092) = 0.1258."""
    within = total(independent) <= 77_092
    assert abs(within.mean() - 0.1258) < 4 * standard_error_of_share(within) + 0.00005  # given to four digits


@pytest.mark.parametrize(("part", "share"), [("software", 0.9269), ("propulsion", 0.0400), ("airframe", 0.0290)])
def test_software_holds_nearly_all_of_the_variance(independent: dict[str, Array], part: str, share: float) -> None:
    """GAO, Table 12: software 92.69 % of the variance, propulsion 4.00 %, airframe 2.90 %."""
    # variance of a triangular number: (a^2 + m^2 + b^2 - a m - a b - m b) / 18; the total's is 4,599.606^2
    assert independent[part].var() / 4_599.606**2 == pytest.approx(share, abs=0.0003)


def test_correlation_widens_the_air_vehicle_and_leaves_its_mean(
    independent: dict[str, Array], correlated: dict[str, Array]
) -> None:
    """GAO, Table 12, Gaussian copula with all normal-score correlations 0.5: sd 5,690.1, P80 87,407."""
    cost = total(correlated)
    # ranks within 256 draws lose 0.4 % of the correlation: the variance that it adds, 5,690.1^2 - 4,599.6^2, by so much
    short = 5_690.1 - np.sqrt(5_690.1**2 - 0.005 * (5_690.1**2 - 4_599.6**2))
    assert abs(cost.std() - 5_690.1) < 4 * error_of(np.std, cost) + short
    assert abs(quantile(cost, 0.8) - 87_407) < 4 * standard_error_of_quantile(cost, 0.8) + short
    assert cost.mean() == pytest.approx(total(independent).mean(), rel=1e-12)


@pytest.mark.parametrize("reading", ["independent", "correlated"])
def test_correlation_moves_no_mean(reading: str) -> None:
    """N(10, 2), triangular(5, 10, 15), U(8, 12): the mean of the sum stays 30 (a published package prints 38.6)."""
    parts = {
        "normal": cm.Belief(p10=10 - 2 * 1.2815515655446, p90=10 + 2 * 1.2815515655446, shape="normal"),
        "triangular": cm.Belief(min=5, mode=10, max=15, shape="triangular"),
        "uniform": cm.Belief(min=8, max=12),
    }
    matrix = pd.DataFrame([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]], index=list(parts), columns=list(parts))
    drawn = cm.draw(parts, SAMPLES, correlation=matrix if reading == "correlated" else None)
    cost = total(drawn)
    assert abs(cost.mean() - 30) < 4 * standard_error_of_mean(cost)
    # with R as Pearson's the variance would be 16.8537; independent it is 4 + 25 / 6 + 16 / 12 = 9.5
    if reading == "independent":
        assert abs(cost.var() - 9.5) < 4 * error_of(np.var, cost)
    else:
        pearson = np.corrcoef([drawn[name] for name in parts])
        spread = np.sqrt(np.array([4, 25 / 6, 16 / 12]))
        assert cost.var() == pytest.approx(float(spread @ pearson @ spread), rel=1e-3)
        assert cost.var() == pytest.approx(16.8537, rel=0.03)  # Spearman's rho is a few percent off Pearson's


def test_a_risk_event_is_mostly_nothing_and_sometimes_much() -> None:
    """Chance 0.4, impact triangular(50, 100, 200): exact by the mixture of nothing and the impact.

    Mean 46.6667, variance 3,655.5556, P59 0, P61 63.693, P80 113.3975.
    """
    parts = {
        "event": cm.Belief(chance=0.4),
        "impact": cm.Belief(min=50, mode=100, max=200, shape="triangular"),
    }
    drawn = cm.draw(parts, SAMPLES)
    cost = drawn["event"] * drawn["impact"]
    assert abs(cost.mean() - 46.6667) < 4 * standard_error_of_mean(cost)
    assert abs(cost.var() - 3_655.5556) < 4 * error_of(np.var, cost)
    assert quantile(cost, 0.59) == 0
    for share, value in ((0.61, 63.693), (0.8, 113.3975)):
        assert abs(quantile(cost, share) - value) < 4 * standard_error_of_quantile(cost, share)


def test_a_pert_is_drawn_as_the_reference_has_it() -> None:
    """PERT(5, 8, 17), lambda 4 = Beta(2, 4) on [5, 17]: mean 9, variance 4.571429, P80 10.882308."""
    values = cm.draw({"x": cm.Belief(min=5, mode=8, max=17)}, SAMPLES)["x"]
    assert abs(values.mean() - 9.0) < 4 * standard_error_of_mean(values)
    assert abs(values.var() - 4.571429) < 4 * error_of(np.var, values)
    assert abs(quantile(values, 0.8) - 10.882308) < 4 * standard_error_of_quantile(values, 0.8) + 1e-6


def test_a_lognormal_is_drawn_as_the_reference_has_it() -> None:
    """P10 = 100, P90 = 400: median 200, mean 231.501227, P80 315.298988."""
    values = cm.draw({"x": cm.Belief(p10=100, p90=400)}, SAMPLES)["x"]
    assert abs(values.mean() - 231.501227) < 4 * standard_error_of_mean(values)
    for share, value in ((0.5, 200), (0.8, 315.298988)):
        assert abs(quantile(values, share) - value) < 4 * standard_error_of_quantile(values, share) + 2e-6 * value


@pytest.mark.parametrize(("rho", "chance"), [(0.0, 0.49), (0.3, 0.528143), (0.6, 0.572748), (0.9, 0.637587)])
def test_two_targets_at_their_own_p70_are_met_together_less_often(rho: float, chance: float) -> None:
    """Bivariate normal with correlation rho: both below their P70 with .49, .528143, .572748, .637587."""
    normal = cm.Belief(p10=-1.2815515655446, p90=1.2815515655446, shape="normal")
    spearman = 6 / np.pi * np.arcsin(rho / 2)  # the rank correlation of that normal correlation
    matrix = pd.DataFrame([[1, spearman], [spearman, 1]], index=["cost", "date"], columns=["cost", "date"])
    drawn = cm.draw({"cost": normal, "date": normal}, SAMPLES, correlation=matrix)
    p70 = 0.5244005127
    both = (drawn["cost"] <= p70) & (drawn["date"] <= p70)
    lost = 0.005 * (chance - 0.49)  # ranks within 256 draws lose 0.4 % of the correlation
    assert abs(both.mean() - chance) < 4 * standard_error_of_share(both) + lost


def test_perfect_information_on_a_build_or_buy_decision_has_its_known_value() -> None:
    """Build for N(100, 20) or buy at 105: knowing the cost of building first is worth 5.726894."""
    build = cm.draw(
        {"x": cm.Belief(p10=100 - 20 * 1.2815515655446, p90=100 + 20 * 1.2815515655446, shape="normal")}, SAMPLES
    )
    best = np.minimum(build["x"], 105.0)
    gain = build["x"].mean() - best.mean()  # without it one builds, at 100 on average
    assert abs(gain - 5.726894) < 4 * error_of(lambda x: float(np.mean(x - np.minimum(x, 105.0))), build["x"])


def test_training_takes_as_many_operations_and_chip_hours_as_published() -> None:
    """GPT-3: 6 x 174.6e9 x 300e9 = 3.143e23. DeepSeek-V3: 2.788e6 h x 2 USD. MPT-7B: 440 chips, 9.5 days, 2 USD."""
    assert cm.training_flop(174.6e9, 300e9) == pytest.approx(3.143e23, rel=1e-4)
    assert cm.chip_hours(2.788e6 * 3600 * 1e15 * 0.4, 1e15, 0.4) * 2 == pytest.approx(5_576_000)
    assert 440 * 9.5 * 24 * 2 == 200_640
    # one chip of 1e12 operations a second at half its speed: an hour is 1.8e15 operations
    assert cm.chip_hours(1.8e15, 1e12, 0.5) == pytest.approx(1)
