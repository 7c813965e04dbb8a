"""Laws that hold for any assumptions: of certainty, prices, sums, waiting, correlation, order and seeds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import figures
from costmodel.beliefs.sampling import BLOCK, STRATA, Block
from costmodel.estimates.result import Estimate, compared
from costmodel.estimates.simulation import computed, kept_names
from costmodel.simulation.ledger import CUTS
from costmodel.simulation.windows import cumulative
from tests.strategies import CASES, Array, case, cases

MONEY = [name for name, belief in cm.load().items() if belief.is_money and not name.startswith("currency.")]
WAITS = [
    name
    for name in cm.load()
    if name.endswith(".wait") or name == "hiring.months_open" or (name.startswith("risks.") and name.endswith(".delay"))
]
AMOUNTS = [
    name
    for name, belief in cm.load().items()
    if belief.unit not in ("share", "chance", "switch", "level", "stage", "count")
    and not name.startswith(("currency.", "calendar.", "first_estimate."))
]
every_case = pytest.mark.parametrize("name", sorted(CASES))


def block_of(assumptions: cm.Assumptions, samples: int = 256) -> Estimate:
    """A small simulation; blocks are drawn and computed as in a large one."""
    return cm.estimate(assumptions, samples=samples, seed=1)


def varied(name: str, factors: dict[str, float]) -> cm.Assumptions:
    """A case in which some amounts are larger or smaller: other assumptions than anybody has written down."""
    base = case(name)
    return base.with_changes({key: base[key].scaled(factor) for key, factor in factors.items()})


some_factors = st.dictionaries(st.sampled_from(AMOUNTS), st.floats(0.3, 3), max_size=12)


# -- certainty -----------------------------------------------------------------------------------------------


@given(cases, some_factors, st.booleans())
@settings(max_examples=10)
def test_without_doubt_every_sample_is_the_likeliest_case(name: str, factors: dict[str, float], again: bool) -> None:
    doubtful = varied(name, factors)
    certain = doubtful.with_changes(
        {key: belief.likeliest for key, belief in doubtful.items() if belief.kind != "value"}
        # how often work is repeated is chance itself, unless it is certain to be or not to be
        | {key: float(again) for key in doubtful if key.endswith(".repeats.chance")}
    )
    assert certain.uncertain == ()
    point, est = cm.likeliest(certain), block_of(certain)
    for figure in ("total", "to_go_live", "go_live"):
        values, one = getattr(est, figure), getattr(point, figure)
        assert values.shape == (256,)
        assert np.allclose(values, one, rtol=1e-12)
    for key in point.categories:
        assert np.allclose(est.categories[key], point.categories[key], rtol=1e-12)


# -- prices --------------------------------------------------------------------------------------------------


@given(cases, some_factors)
@settings(max_examples=10)
def test_double_the_prices_and_the_cost_is_doubled(name: str, factors: dict[str, float]) -> None:
    before = varied(name, factors)
    after = before.with_changes({key: before[key].scaled(2) for key in MONEY})
    once, twice = block_of(before), block_of(after)
    assert np.array_equal(once.go_live, twice.go_live)
    for key in kept_names():
        if key.startswith(("to_go_live ", "after_go_live ", "layer ", "spent")):
            assert np.allclose(2 * once.figures[key], twice.figures[key], rtol=1e-9), key


# -- sums ----------------------------------------------------------------------------------------------------


@given(cases, some_factors, st.lists(st.sampled_from(CUTS), max_size=3, unique=True))
@settings(max_examples=10)
def test_cut_the_ledger_as_you_like_and_the_total_stays(name: str, factors: dict[str, float], cuts: list[str]) -> None:
    assumptions = varied(name, factors)
    ledger = computed(assumptions, Block(1, 0, 256)).ledger
    assert np.allclose(sum(ledger.by(*cuts).values()), block_of(assumptions).total, rtol=1e-10)


@given(cases, some_factors)
@settings(max_examples=8)
def test_the_monthly_cash_flow_sums_to_the_total_in_every_sample(name: str, factors: dict[str, float]) -> None:
    assumptions = varied(name, factors)
    est = block_of(assumptions)
    ledger = computed(assumptions, Block(1, 0, 256)).ledger
    months = int(np.ceil(max(float(np.max(window.end)) for window, _ in ledger.by_window()))) + 1
    spent = cumulative(ledger.by_window(), np.arange(1.0, months + 1), 256)
    assert np.allclose(spent[-1], est.total, rtol=1e-9)
    assert est.cash_flow().to_numpy().sum() == pytest.approx(est.total.mean(), rel=1e-9)


# -- waiting -------------------------------------------------------------------------------------------------


def no_sample_gains(before: Estimate, after: Estimate) -> list[str]:
    """What got better somewhere although somebody waits longer."""
    found = []
    for figure, rounding in (("go_live", 1e-9), ("to_go_live", 1e-3), ("total", 1e-3)):
        gain = getattr(before, figure) - getattr(after, figure)
        if np.any(gain > rounding):
            found.append(f"{figure} falls by up to {gain.max():.4g} in {np.sum(gain > rounding)} samples")
    return found


# A course may gain by waiting in two ways only. Whoever starts later is idle for fewer days where the go-live stays.
# And work may slip past the day on which an external leaves the open post: wages bear no tax, and his invoices may.
NEITHER_IDLE_NOR_TAXED = {name: 0.0 for name in cm.load() if name.endswith(".retained_share")} | {
    "initiative.non_deductible_vat": 0.0
}


@every_case
def test_waiting_longer_for_anything_makes_no_sample_earlier_nor_cheaper_but_by_idle_people_and_tax(name: str) -> None:
    shipped = case(name)
    base = shipped.with_changes(NEITHER_IDLE_NOR_TAXED)
    before, charged_before = block_of(base), block_of(shipped)
    gains = {}
    for wait in WAITS:
        longer = {wait: base[wait].scaled(1.5)}
        if found := no_sample_gains(before, compared(before, base.with_changes(longer))):
            gains[wait] = found
        charged_after = compared(charged_before, shipped.with_changes(longer))
        assert np.all(charged_after.go_live >= charged_before.go_live - 1e-9), wait
        assert charged_after.to_go_live.mean() >= charged_before.to_go_live.mean() - 1e-6, wait  # both included
    assert gains == {}


@given(cases, some_factors, st.dictionaries(st.sampled_from(WAITS), st.floats(1, 4), min_size=1, max_size=8))
@settings(max_examples=15)
def test_waiting_longer_never_pays_for_any_assumptions(
    name: str, factors: dict[str, float], longer: dict[str, float]
) -> None:
    base = varied(name, factors).with_changes(NEITHER_IDLE_NOR_TAXED)
    after = base.with_changes({wait: base[wait].scaled(factor) for wait, factor in longer.items()})
    assert no_sample_gains(block_of(base), block_of(after)) == []


# -- correlation ---------------------------------------------------------------------------------------------


@given(cases, st.floats(-1, 1), st.sampled_from(["labour_market", "organisation_tempo", "data_trouble"]))
@settings(max_examples=8)
def test_correlation_moves_no_marginal(name: str, strength: float, driver: str) -> None:
    block = Block(1, 0)
    for key, belief in case(name).items():
        if belief.certain or belief.kind == "chance":
            continue
        alone = block.column(key, belief.changed({"moves_with": None}))
        moved = block.column(key, belief.changed({"moves_with": {"driver": driver, "strength": strength}}))
        replicates = (np.sort(values.reshape(-1, STRATA), axis=1) for values in (alone, moved))
        assert np.array_equal(*replicates), key


@given(st.floats(-1, 1))
@settings(max_examples=5)
def test_correlation_moves_no_chance(strength: float) -> None:
    moved = {"driver": "labour_market", "strength": strength}
    for belief in (cm.Belief(chance=0.25), cm.Belief(chance=0.08)):
        alone = cm.draw({"x": belief}, samples=BLOCK)["x"]
        together = cm.draw({"x": belief.changed({"moves_with": moved})}, samples=BLOCK)["x"]
        assert alone.mean() == together.mean()


def test_correlation_makes_the_total_wider() -> None:
    base = cm.load().with_changes({"discrepancy.stage": 0})  # what experience adds would cover much of the width
    loose = replace(base, beliefs={key: b.changed({"moves_with": None}) for key, b in base.items()})
    together, apart = (cm.estimate(assumptions, samples=BLOCK) for assumptions in (base, loose))
    assert together.to_go_live.std() > 1.1 * apart.to_go_live.std()
    assert together.go_live.std() > 1.1 * apart.go_live.std()


# -- order ---------------------------------------------------------------------------------------------------


def test_permuting_samples_moves_no_point_statistic() -> None:
    est = cm.estimate(case("visual_inspection"), samples=BLOCK)
    order = np.random.default_rng(5).permutation(BLOCK)
    other = replace(est, figures={name: values[order] for name, values in est.figures.items()})
    for of in ("total", "to_go_live", "after_go_live", "go_live", *est.categories):
        for share in (0.1, 0.5, 0.8, 0.9):
            assert est.quantile(share, of=of) == other.quantile(share, of=of)
    points = [column for column in est.summary().columns if not column.startswith("se_")]
    assert np.allclose(est.summary()[points], other.summary()[points], rtol=1e-12)
    assert est.chance_within == other.chance_within
    assert est.reaches_production == other.reaches_production
    assert est.still_in_production(36) == other.still_in_production(36)
    assert est.joint_confidence(450_000, 18) == other.joint_confidence(450_000, 18)
    assert est.covered == pytest.approx(other.covered, rel=1e-12)
    assert est.cost_per_success == pytest.approx(other.cost_per_success, rel=1e-12)


@given(st.permutations(range(512)))
@settings(max_examples=8)
def test_permuting_any_values_moves_no_percentile(order: list[int]) -> None:
    values: Array = np.linspace(1, 7, 512) ** 3
    one, two = figures(values, 1.0), figures(values[order], 1.0)
    assert one[:6] == pytest.approx(two[:6], rel=1e-13)


def test_the_same_seed_gives_the_same_bits_for_any_number_of_workers() -> None:
    assumptions = cm.load(scenarios=["visual_inspection"])
    one, two = (cm.estimate(assumptions, samples=3 * BLOCK - 100, seed=11, workers=n) for n in (1, 2))
    for name in kept_names():
        assert np.array_equal(one.figures[name], two.figures[name]), name
    assert one.fingerprint == two.fingerprint


def test_the_same_seed_gives_the_same_bits_in_any_order_of_blocks() -> None:
    assumptions = cm.load()
    est = cm.estimate(assumptions, samples=3 * BLOCK, seed=11)
    for number in (2, 0, 1):
        done = computed(assumptions, Block(11, number))
        here = slice(number * BLOCK, (number + 1) * BLOCK)
        assert np.array_equal(done.schedule.go_live, est.go_live[here])
        assert np.allclose(done.ledger.by()[()], est.total[here], rtol=1e-12)


def test_a_sample_of_an_estimate_is_the_same_however_many_there_are() -> None:
    few, many = (cm.estimate(cm.load(), samples=n, seed=3) for n in (777, BLOCK + 1))
    for name in kept_names():
        assert np.array_equal(few.figures[name], many.figures[name][:777]), name


def test_scenarios_share_their_random_numbers() -> None:
    base = cm.load()
    dearer = base.with_changes({"handover.penetration_test": 50_000.0})
    cheaper = base.with_changes({"handover.penetration_test": 10_000.0})
    difference = block_of(dearer).total - block_of(cheaper).total
    assert np.allclose(difference, 40_000)  # nothing else has moved in any sample
