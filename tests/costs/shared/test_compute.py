"""Chip-hours follow from the size of a training, and published runs bear it out."""

import csv
from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Likeliest
from costmodel.costs.shared.compute import (
    beyond_capacity,
    chip_hour_price,
    full_training_hours,
    rented_price,
    rented_share,
)
from costmodel.simulation.inputs import Inputs

RUNS = list(csv.DictReader((Path(__file__).parents[2] / "reference" / "compute_runs.csv").open(encoding="utf-8")))
EFFECTIVE_UTILISATION = 0.32  # median of published runs, restarts included


def inputs(**changes: float) -> Inputs:
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return Inputs(cm.load().with_changes(named), Likeliest())


def ratio(run: dict[str, str]) -> float:
    """Predicted over reported chip-hours."""
    flop = cm.training_flop(float(run["parameters"]), float(run["tokens"]))
    predicted = cm.chip_hours(flop, float(run["peak_flop_per_second"]), EFFECTIVE_UTILISATION)
    return float(predicted / float(run["chip_hours"]))


def test_twelve_published_runs_are_on_file_each_with_its_source() -> None:
    assert len(RUNS) == 12
    assert all(run["source"] for run in RUNS)


def test_chip_hours_of_at_least_ten_of_twelve_published_runs_are_met_within_a_factor_of_one_and_a_half() -> None:
    """Sources: the column `source` of tests/reference/compute_runs.csv."""
    met = [run["run"] for run in RUNS if 1 / 1.5 <= ratio(run) <= 1.5]
    assert len(met) >= 10, met


def test_no_published_run_is_missed_by_more_than_a_factor_of_two() -> None:
    assert all(0.5 < ratio(run) < 2 for run in RUNS)


def test_gpt_3_took_3_143e23_operations() -> None:
    """arXiv 2005.14165, table D.1."""
    assert cm.training_flop(174.6e9, 300e9) == pytest.approx(3.143e23, rel=1e-3)  # 6 x 174.6e9 x 300e9


def test_deepseek_v3_cost_5_576_000_dollars() -> None:
    """README of DeepSeek-V3: 2.788 million chip-hours at 2 USD; nothing else in the mix."""
    paid = rented_share(np.array(0.0), np.array(0.5), np.array(0.0), np.array(0.4))
    price = rented_price(np.array(2.0), np.array(1.0), np.array(1.0), paid)
    assert 2.788e6 * price == 5_576_000


def test_mpt_7b_took_100_320_chip_hours_and_cost_200_640_dollars() -> None:
    """databricks.com/blog/mpt-7b: 440 chips for 9.5 days; about 200,000 USD at 2 USD an hour."""
    hours = 440 * 9.5 * 24
    assert hours == 100_320
    assert hours * 2 == 200_640
    predicted = cm.chip_hours(cm.training_flop(6.7e9, 1e12), 312e12, 0.357)  # utilisation computed for this run
    assert predicted == pytest.approx(hours, rel=0.01)


def test_an_hour_of_a_chip_at_full_speed_does_3600_times_its_speed() -> None:
    assert cm.chip_hours(3600 * 1e12, 1e12, 1.0) == 1
    assert cm.chip_hours(3600 * 1e12, 1e12, 0.25) == 4


def test_spot_and_committed_hours_make_the_mix_cheaper() -> None:
    # 0.25 x 0.4 + 0.75 x (1 - 0.5 x 0.36) = 0.1 + 0.615
    assert rented_share(np.array(0.25), np.array(0.4), np.array(0.5), np.array(0.36)) == pytest.approx(0.715)


def test_region_and_slippage_make_an_hour_dearer() -> None:
    # 2 x 1.25 x 1.2 x 0.5
    assert rented_price(np.array(2.0), np.array(1.25), np.array(1.2), np.array(0.5)) == pytest.approx(1.5)


def test_the_price_of_an_hour_is_read_from_the_assumptions() -> None:
    priced = inputs(
        cloud__chip_hour=4,
        cloud__region_factor=1.25,
        cloud__slippage=1.1,
        cloud__spot_share=0.5,
        cloud__spot_price=0.4,
        cloud__committed_share=1,
        cloud__commitment_discount=0.4,
    )
    assert chip_hour_price(priced) == pytest.approx(4 * 1.25 * 1.1 * (0.5 * 0.4 + 0.5 * 0.6))  # 2.75


@pytest.mark.parametrize(
    ("hours", "earlier", "rented"),
    [(30, 0, 0), (30, 90, 20), (30, 100, 30), (30, 250, 30), (0, 250, 0), (150, 0, 50)],
)
def test_only_hours_beyond_the_own_capacity_of_100_are_rented(hours: float, earlier: float, rented: float) -> None:
    assert beyond_capacity(np.array([hours]), np.array([earlier]), np.array([100.0])) == [rented]


def test_hours_of_a_training_are_taken_as_given_or_follow_from_its_size() -> None:
    size = {
        "training_compute__full_training": 7.0,
        "training_compute__parameters": 1e9,
        "training_compute__tokens": 6e9,
        "training_compute__peak_speed": 1e14,
        "training_compute__utilisation": 0.25,
    }
    assert full_training_hours(inputs(**size, training_compute__from_flop=0)) == 7
    # 6 x 1e9 x 6e9 / (1e14 x 0.25) / 3600
    assert full_training_hours(inputs(**size, training_compute__from_flop=1)) == pytest.approx(400)
