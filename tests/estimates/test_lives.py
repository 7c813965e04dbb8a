"""What a system costs over the life that it really has, and for each month in service."""

from itertools import pairwise

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.decisions.gains import gain
from costmodel.estimates.result import Estimate
from costmodel.initiative.blocks import BLOCKS
from costmodel.simulation.replacements import poisson
from tests.strategies import CASES, case

HAZARD = "operations.retirement_hazard"
FEW = 1_024  # with the same random numbers on both sides


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(), samples=2 * BLOCK)


def test_a_system_that_is_never_retired_costs_the_same_in_every_frame() -> None:
    never = cm.estimate(cm.load().with_changes({HAZARD: 0}), samples=256)
    assert np.allclose(never.whole_life_retired, never.total, rtol=1e-9)
    assert np.allclose(never.whole_life_replaced, never.total, rtol=1e-9)
    assert never.expected_operation == 60


def test_retired_costs_less_than_to_the_horizon_and_replaced_more(est: Estimate) -> None:
    assert np.all(est.to_go_live <= est.whole_life_retired + 1e-6)
    assert np.all(est.whole_life_retired <= est.total * (1 + 1e-9))
    assert np.all(est.whole_life_replaced >= est.total - 1e-6)
    retired = est.figures["lifetime"] < est.figures["horizon"]
    assert np.all(est.whole_life_replaced[~retired] == pytest.approx(est.total[~retired]))
    assert np.all(est.whole_life_replaced[retired] > est.total[retired])


def test_where_production_is_reached_the_life_until_retirement_is_what_is_spent(est: Estimate) -> None:
    reached = est.reached > 0
    assert np.allclose(est.spent[reached], est.whole_life_retired[reached], rtol=1e-9)
    assert np.all(est.spent[~reached] <= est.to_go_live[~reached] + 1e-6)


def test_retirements_until_the_horizon_are_as_many_as_their_rate_makes_them() -> None:
    # 0.4 a year over five years: two in the mean, however they fall. Without work at the end each costs a half.
    changes = {HAZARD: 0.4, "operations.replacement": 0.5, "operations.end_of_life.effort": 0,
               "operations.end_of_life.cost": 0}  # fmt: skip
    est = cm.estimate(cm.load().with_changes(changes), samples=4 * BLOCK)
    count = (est.whole_life_replaced - est.total) / (0.5 * est.to_go_live)
    assert np.allclose(count, np.round(count))
    assert count.mean() == pytest.approx(2, abs=0.02)
    assert count.var() == pytest.approx(2, abs=0.06)  # of a Poisson number the variance is its mean
    assert np.mean(np.round(count) == 0) == pytest.approx(np.exp(-2), abs=1 / 256)


def test_a_replacement_also_pays_for_the_end_of_the_old_system() -> None:
    changes = {HAZARD: 0.4, "operations.replacement": 0, "operations.end_of_life.effort": 0,
               "operations.end_of_life.cost": 1000, "initiative.non_deductible_vat": 0}  # fmt: skip
    est = cm.estimate(cm.load().with_changes(changes), samples=BLOCK)
    assert (est.whole_life_replaced - est.total).mean() == pytest.approx(2000, abs=40)


@pytest.mark.parametrize("mean", [0.0, 0.3, 2.0, 30.0, 900.0])
def test_counts_of_a_poisson_process_have_its_quantiles(mean: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    shares = np.array([0.0, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 1e-15])
    expected = np.maximum(stats.poisson.ppf(shares, mean), 0)  # SciPy says -1 for a share of zero
    assert poisson(mean, shares)[:-1].tolist() == expected[:-1].tolist()
    assert np.isfinite(poisson(mean, shares)[-1])


# -- a productive month ---------------------------------------------------------------------------------------------


def test_a_productive_month_is_mean_spend_over_mean_months() -> None:
    base = cm.load()
    stopping = [f"risks.{name}.chance" for name, risk in base.structure.risks.items() if risk.stops]
    changes = dict.fromkeys(stopping, 0.0) | {"plan.model_validation.gate": 0.5, HAZARD: 0}
    est = cm.estimate(base.with_changes(changes), samples=BLOCK)
    # half of the starts run for sixty months: thirty in the mean
    assert est.cost_per_productive_month == pytest.approx(est.spent.mean() / 30)


def test_the_error_of_a_productive_month_is_the_spread_between_seeds() -> None:
    runs = [cm.estimate(cm.load(), samples=2_048, seed=seed) for seed in range(1, 25)]
    stated = np.mean([run.standard_error("cost_per_productive_month") for run in runs])
    found = np.std([run.cost_per_productive_month for run in runs], ddof=1)
    assert 0.6 < stated / found < 1.6  # 24 runs tell a spread to about 15 %


def test_where_nothing_is_in_service_there_is_no_cost_of_a_month() -> None:
    est = cm.estimate(cm.load().with_changes({"initiative.horizon": 0}), samples=256)
    assert np.isnan(est.cost_per_productive_month)


@pytest.mark.parametrize("name", sorted(CASES))
def test_giving_systems_up_earlier_makes_a_productive_month_dearer(name: str) -> None:
    """The running cost that falls away is not counted as a saving without the months that fall away with it."""
    rising = [cm.estimate(case(name).with_changes({HAZARD: rate}), samples=FEW) for rate in (0.04, 0.2, 0.4, 1.0, 4.0)]
    assert np.all(np.diff([est.cost_per_productive_month for est in rising]) > 0)
    worth = [gain(rising[0], est).worth.value for est in rising]
    assert np.all(np.diff(worth) < 0)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_more_able_organisation_pays_no_more_for_a_productive_month(name: str) -> None:
    """Fewer stops send other samples into service, each with its own luck: so to two standard errors."""
    base = case(name)
    for blocks in (*((block,) for block in BLOCKS), BLOCKS):
        steps = [
            cm.estimate(base.with_changes({f"capability.{block}": level for block in blocks}), samples=2_048)
            for level in (1, 3, 5)
        ]
        for lower, higher in pairwise(steps):
            saved = gain(lower, higher).per_productive_month
            assert saved.value > -2 * saved.error, (blocks, saved)
