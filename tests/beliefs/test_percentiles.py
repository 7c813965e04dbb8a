"""Standard errors of means and percentiles: honest, and absent where there are too few samples."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.percentiles import (
    COLUMNS,
    figures,
    quantile,
    standard_error_of_mean,
    standard_error_of_quantile,
    standard_error_of_share,
)
from costmodel.beliefs.sampling import STRATA
from tests.strategies import Array

# A product of four lognormals is a lognormal, so its percentiles are known on paper: each has sigma
# ln(4) / 2 / 1.2815515655 = 0.540866, the product twice that, and median 200^4.
FACTOR = cm.Belief(p10=100, p90=400)
SIGMA = 2 * 0.5408663
MEDIAN = 200.0**4
SCORES = {0.1: -1.2815515655, 0.5: 0.0, 0.8: 0.8416212336, 0.9: 1.2815515655}
SEEDS = range(200)


def product(seed: int) -> Array:
    drawn = cm.draw(dict.fromkeys("abcd", FACTOR), samples=4096, seed=seed)
    return drawn["a"] * drawn["b"] * drawn["c"] * drawn["d"]


@pytest.fixture(scope="module")
def products() -> list[Array]:
    return [product(seed) for seed in SEEDS]


@pytest.mark.parametrize("share", SCORES)
def test_a_95_percent_interval_around_a_percentile_holds_the_truth_about_95_times_in_100(
    products: list[Array], share: float
) -> None:
    truth = MEDIAN * np.exp(SIGMA * SCORES[share])
    hits = [abs(quantile(x, share) - truth) < 1.96 * standard_error_of_quantile(x, share) for x in products]
    assert 0.90 <= np.mean(hits) <= 0.99


def test_a_95_percent_interval_around_a_mean_holds_the_truth_about_95_times_in_100(products: list[Array]) -> None:
    truth = MEDIAN * np.exp(SIGMA**2 / 2)
    hits = [abs(x.mean() - truth) < 1.96 * standard_error_of_mean(x) for x in products]
    assert 0.90 <= np.mean(hits) <= 0.99


def test_a_95_percent_interval_around_a_probability_holds_the_truth_about_95_times_in_100(
    products: list[Array],
) -> None:
    limit = MEDIAN * np.exp(SIGMA * SCORES[0.8])
    hits = [abs((x <= limit).mean() - 0.8) < 1.96 * standard_error_of_share(x <= limit) for x in products]
    assert 0.90 <= np.mean(hits) <= 0.99


def test_stratified_draws_estimate_a_mean_better_than_plain_ones(products: list[Array]) -> None:
    logs = np.log(products[0])  # a sum, which stratifying each part helps most
    assert standard_error_of_mean(logs) < 0.1 * logs.std() / np.sqrt(len(logs))


def test_there_is_no_standard_error_below_eight_replicates() -> None:
    enough = product(1)[: 8 * STRATA]
    few = enough[:-1]  # 2,047 samples
    assert np.isnan(standard_error_of_mean(few))
    assert np.isnan(standard_error_of_quantile(few, 0.8))
    assert np.isnan(standard_error_of_share(few > MEDIAN))
    assert standard_error_of_mean(enough) > 0
    assert standard_error_of_quantile(enough, 0.8) > 0


def test_a_percentile_lies_between_two_neighbours_of_the_sorted_samples() -> None:
    # of 11 values, P25 lies at place 0.25 x 10 = 2.5
    assert quantile(np.array([10.0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 0.25) == pytest.approx(2.5)
    assert quantile(np.array([3.0]), 0.8) == 3


def test_a_row_of_figures_comes_in_the_order_of_its_columns() -> None:
    values = np.arange(4096.0)
    row = dict(zip(COLUMNS, figures(values, likeliest=7.0), strict=True))
    assert row["likeliest"] == 7
    assert row["mean"] == 4095 / 2
    assert row["p10"] == pytest.approx(0.1 * 4095)
    assert row["p90"] == pytest.approx(0.9 * 4095)


def test_a_certain_figure_has_no_error() -> None:
    row = dict(zip(COLUMNS, figures(np.full(4096, 5.0), likeliest=5.0), strict=True))
    assert {row[column] for column in COLUMNS if column.startswith("se_")} == {0.0}
