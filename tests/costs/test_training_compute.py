"""What it costs to rent computers until go-live."""

from collections.abc import Mapping

import numpy as np
import pytest

from costmodel.costs.training_compute import run_hours
from tests.costs.booked import booked

RENTED = ("Experiments", "Automatic tuning", "Failed runs", "Final training")
NUMBERS: Mapping[str, float] = {
    "training_compute.from_flop": 0,
    "training_compute.full_training": 10,
    "training_compute.experiments": 20,
    "training_compute.experiment_size": 0.5,
    "training_compute.tuning_runs": 30,
    "training_compute.tuning_size": 0.2,
    "training_compute.failed": 0.25,
    "training_compute.final_runs": 2,
    "cloud.chip_hour": 2,
    "cloud.region_factor": 1,
    "cloud.slippage": 1,
    "cloud.spot_share": 0,
    "cloud.committed_share": 0,
}


def test_twenty_runs_of_half_a_training_of_ten_hours_take_a_hundred_hours() -> None:
    assert run_hours(np.array(20.0), np.array(0.5), np.array(10.0)) == 100


def test_every_kind_of_run_is_booked_at_the_price_of_an_hour() -> None:
    amounts = booked({**NUMBERS})
    assert [amounts[item] for item in RENTED] == pytest.approx(
        [
            200,  # 20 x 0.5 x 10 h at 2
            120,  # 30 x 0.2 x 10 h at 2
            80,  # a quarter of (100 + 60) h at 2
            40,  # 2 x 10 h at 2
        ]
    )


def test_own_hardware_makes_the_hours_that_fit_free() -> None:
    amounts = booked({**NUMBERS, "training_compute.on_own_hardware": 1, "hardware.servers.count": 4})
    assert [amounts[item] for item in RENTED] == [0, 0, 0, 0]
    assert amounts["Servers"] > 0


def test_own_hardware_that_cannot_be_used_saves_nothing() -> None:
    own = {
        "training_compute.on_own_hardware": 1,
        "hardware.servers.count": 4,
        "training_compute.own_utilisation": 0,
    }
    amounts = booked({**NUMBERS, **own})
    assert [amounts[item] for item in RENTED] == pytest.approx([200, 120, 80, 40])


def test_computing_from_size_costs_its_hours() -> None:
    size = {
        "training_compute.from_flop": 1,
        "training_compute.parameters": 1e9,
        "training_compute.tokens": 6e9,
        "training_compute.peak_speed": 1e14,
        "training_compute.utilisation": 0.25,
    }
    # 6 x 1e9 x 6e9 / (1e14 x 0.25) / 3600 = 400 hours, two runs at 2
    assert booked({**NUMBERS, **size})["Final training"] == pytest.approx(1600)
