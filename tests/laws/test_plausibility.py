"""The baseline against public evidence: bands that published surveys set. Where one is missed, an assumption is mended.

Accepted prototype is the finish of model_validation after rework, production the finish of release.
"""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.estimates.result import Estimate
from costmodel.initiative.blocks import BLOCKS
from tests.strategies import CASES, case

SAMPLES = 20_000
FEW = 1_024  # with the same random numbers on both sides, or a share that lies far from its bound
BY_THE_TOKEN = "operations.bought_model.used"
LARGE_MODEL = "language_model_fine_tuning"
# Cases in which no large model is trained and none is bought by the token.
LABOUR_CASES = sorted(name for name in CASES if name != LARGE_MODEL and case(name)[BY_THE_TOKEN].likeliest == 0)


@pytest.fixture(scope="module")
def baseline() -> Estimate:
    return cm.estimate(cm.load(), samples=SAMPLES, seed=1)


def test_from_accepted_prototype_to_production_it_takes_eight_months_on_average(baseline: Estimate) -> None:
    """Gartner 2024: 8 months on average; here 8 +/- 2 at neutral capability."""
    assert 6 <= np.mean(baseline.go_live - baseline.accepted) <= 10


def test_one_in_ten_reaches_production_within_three_to_six_months_of_acceptance(baseline: Estimate) -> None:
    assert 3 <= np.quantile(baseline.go_live - baseline.accepted, 0.1) <= 6


def test_one_in_ten_needs_ten_to_eighteen_months_or_more_from_acceptance_to_production(baseline: Estimate) -> None:
    assert 10 <= np.quantile(baseline.go_live - baseline.accepted, 0.9) <= 18


def test_about_half_of_the_initiatives_reach_production(baseline: Estimate) -> None:
    """Gartner surveys 2019 to 2024: 48 to 54 % of AI projects go from pilot to production."""
    # Counted from the start of the pilot, that is of model development: whom a risk stopped before is no pilot.
    pilot = np.concatenate([np.broadcast_to(done.schedule.start["model_development"], done.inputs.samples)
                            for done in baseline.cases()])  # fmt: skip
    started = baseline.figures["stop"] > pilot
    assert 0.45 <= np.mean(baseline.reached[started]) <= 0.55


@pytest.mark.parametrize("name", LABOUR_CASES)
def test_labour_is_most_of_the_cost_where_no_large_model_is_trained_or_bought(name: str) -> None:
    est = cm.estimate(case(name), samples=FEW, seed=1)
    assert est.by("payee").loc["labour", "mean"] / est.total.mean() > 0.6


def test_half_to_four_fifths_of_the_total_fall_after_go_live(baseline: Estimate) -> None:
    """Software maintenance literature: 50 to 80 % of life-cycle cost after delivery; horizon of 60 months."""
    assert baseline.assumptions["initiative.horizon"].likeliest == 60
    assert 0.5 <= baseline.after_go_live.mean() / baseline.total.mean() <= 0.8


@pytest.mark.parametrize("name", sorted(CASES))
def test_higher_capability_makes_go_live_neither_later_nor_dearer(name: str) -> None:
    base = case(name)
    for blocks in (*((block,) for block in BLOCKS), BLOCKS):
        steps = [
            cm.estimate(base.with_changes({f"capability.{block}": level for block in blocks}), samples=FEW, seed=1)
            for level in (1, 2, 3, 4, 5)
        ]
        months = [est.quantile(0.5, of="go_live") for est in steps]
        money = [est.quantile(0.5, of="to_go_live") for est in steps]
        assert np.all(np.diff(months) <= 1e-9), (blocks, months)
        assert np.all(np.diff(money) <= 1e-6), (blocks, money)


def test_an_able_organisation_keeps_its_systems_longer() -> None:
    """Gartner, fourth quarter 2024: 45 % of the most and 20 % of the least mature stay for three years (direction)."""
    base = cm.load()
    stay = [
        cm.estimate(base.with_changes({f"capability.{block}": level for block in BLOCKS}), samples=4_096)
        .still_in_production(months=36)
        for level in (1, 3, 5)
    ]  # fmt: skip
    assert stay[0] < stay[1] < stay[2]


def test_the_prototype_is_the_tip_of_the_iceberg(baseline: Estimate) -> None:
    assert baseline.covered < 0.2
    assert baseline.chance_within < 0.05
