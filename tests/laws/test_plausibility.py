"""The baseline against public evidence: bands that published surveys set. Where one is missed, an assumption is mended.

Accepted prototype is the finish of model_validation after rework, production the finish of release.
"""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.estimates.result import Estimate, compared
from costmodel.initiative.blocks import BLOCKS
from tests.docs.evidence import HORIZON, REPLACED, RETIRED, rows
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


def test_the_baseline_lies_within_each_band_in_the_frame_of_time_that_is_named() -> None:
    """The rows of "What was matched" in docs/evidence.md, from both sides."""
    outside = [
        row
        for row in rows(SAMPLES, 1)
        if not all(row.low <= value <= row.high for value in row.values)
        or (row.rising and not np.all(np.diff(row.values) > 0))
    ]
    assert outside == []


def test_one_set_of_assumptions_keeps_systems_as_briefly_and_spends_as_much_on_them_as_is_published() -> None:
    """The share after go-live is that of systems kept up; retirement at the published rate needs successors for it."""
    found = {row.view: row.values[0] for row in rows(FEW, 1) if row.figure.startswith("after go-live")}
    assert found[RETIRED] < 0.5 <= found[HORIZON] < found[REPLACED] <= 0.8


@pytest.mark.parametrize("name", LABOUR_CASES)
def test_labour_is_most_of_the_cost_where_no_large_model_is_trained_or_bought(name: str) -> None:
    est = cm.estimate(case(name), samples=FEW, seed=1)
    assert 0.5 < est.by("payee").loc["labour", "mean"] / est.total.mean() < 0.9


@pytest.mark.parametrize("name", sorted(CASES))
def test_higher_capability_makes_go_live_neither_later_nor_dearer(name: str) -> None:
    base = case(name)
    known = cm.estimate(base, samples=FEW // 2, seed=1)
    for blocks in (*((block,) for block in BLOCKS), BLOCKS):
        steps = [
            compared(known, base.with_changes({f"capability.{block}": level for block in blocks}))
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
