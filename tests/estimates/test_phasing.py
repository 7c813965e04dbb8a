"""Money by period: the fan of cumulative spending, and the phased budget that adds up to a percentile."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.phasing import closed, nearest, period_ends
from costmodel.estimates.result import Estimate
from costmodel.simulation.ledger import CUTS
from costmodel.simulation.windows import Window, cumulative
from tests.strategies import tiny

PERIODS = ("month", "quarter", "fiscal_year")


@pytest.fixture(scope="module")
def est() -> Estimate:
    """Two blocks, so that the samples of a plan come from both; starts in the tenth month of a fiscal year."""
    assumptions = cm.load(scenarios=["visual_inspection"]).with_changes({"initiative.start": "2027-10"})
    return cm.estimate(assumptions, samples=BLOCK + 1_000, seed=1)


@pytest.fixture(scope="module")
def even_burn() -> Estimate:
    """The reference case: start uniform on 0..2 months, three months long, 300 at even burn."""
    waits = {"min": 0.0, "max": 40.0, "unit": "working_day"}  # twenty to the month
    activities = {"release": {"wait": cm.Belief(**waits), "effort": 60}}
    known = {"roles.ml_engineer.day_rate": 5, "discrepancy.stage": 0}
    return cm.estimate(tiny(activities, known), samples=BLOCK, seed=1)


def cents(money: float) -> int:
    return round(money * 100)


# -- the reference case --------------------------------------------------------------------------------------


def test_a_stretch_of_three_months_that_starts_within_two_is_spent_as_known_on_paper(even_burn: Estimate) -> None:
    # reference case "Phasing": 25, 75, 100, 75, 25
    spent = even_burn.cash_flow("month", by="item")["Release, ml engineer"]
    assert spent.to_numpy()[:5] == pytest.approx([25, 75, 100, 75, 25], abs=0.1)
    assert spent.sum() == pytest.approx(300)


def test_the_median_course_of_that_stretch_starts_after_one_month() -> None:
    start = np.linspace(0, 2, 2_001)
    spent = cumulative([(Window(start, start + 3), {(): np.full(1, 300.0)})], np.arange(1.0, 6.0), len(start))
    assert np.median(spent, axis=1) == pytest.approx([0, 100 * (2 - 1), 100 * (3 - 1), 300, 300], abs=1e-3)
    assert np.quantile(spent, 0.9, axis=1) == pytest.approx([100 * (1 - 0.2), 180, 280, 300, 300], abs=1e-3)
    assert np.all(spent[-1] == 300)  # in every sample


# -- the fan -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("every", PERIODS)
def test_the_fan_ends_at_the_percentiles_of_the_total(est: Estimate, every: str) -> None:
    last = est.fan(every).iloc[-1]
    for name, share in {"p10": 0.1, "p50": 0.5, "p80": 0.8, "p90": 0.9}.items():
        assert last[name] == pytest.approx(est.quantile(share), rel=1e-12)


@pytest.mark.parametrize("every", PERIODS)
def test_the_fan_has_the_rows_of_the_cash_flow(est: Estimate, every: str) -> None:
    fan, flow = est.fan(every), est.cash_flow(every)
    assert list(fan.columns) == ["p10", "p50", "p80", "p90"]
    assert fan.index.name == flow.index.name == every
    assert list(fan.index) == list(flow.index)[: len(fan)]
    assert flow.iloc[len(fan) :].abs().to_numpy().sum() < 0.01  # dust of rounding


def test_the_fan_opens_and_rises(est: Estimate) -> None:
    fan = est.fan().to_numpy()
    assert np.all(np.diff(fan, axis=1) >= 0)
    assert np.all(np.diff(fan[:40], axis=0) >= 0)  # before anything is resold


def test_the_fan_of_years_is_that_of_months_at_their_ends(est: Estimate) -> None:
    # started in the tenth month: the first fiscal year ends after 12 - 9 months, the second after 3 + 12
    months, years = est.fan("month"), est.fan("fiscal_year")
    assert np.array_equal(years.loc[[1, 2, 3]].to_numpy(), months.loc[[3, 15, 27]].to_numpy())


def test_an_initiative_that_starts_late_in_a_fiscal_year_has_a_short_first_one() -> None:
    assert list(period_ends("fiscal_year", 20, 10)) == [3, 15, 27]
    assert list(period_ends("fiscal_year", 24, 1)) == [12, 24]
    assert list(period_ends("quarter", 7, 10)) == [3, 6, 9]
    assert list(period_ends("month", 3, 10)) == [1, 2, 3]


# -- the plan ------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(
    confidence=st.floats(0, 1),
    every=st.sampled_from(PERIODS),
    by=st.sampled_from(CUTS),
    of=st.sampled_from(["total", "to_go_live", "after_go_live"]),
)
def test_a_plan_adds_up_to_the_cent_whatever_is_asked(confidence: float, every: str, by: str, of: str) -> None:
    est = SMALL
    plan = est.plan(confidence=confidence, every=every, by=by, of=of)
    in_cents = np.round(plan.to_numpy() * 100)
    assert int(in_cents.sum()) == cents(est.quantile(confidence, of))
    assert np.abs(plan.to_numpy() * 100 - in_cents).max() < 1e-3  # every cell is whole cents


SMALL = cm.estimate(cm.load(scenarios=["visual_inspection"]), samples=512, seed=3)


def test_a_plan_of_several_blocks_adds_up_to_the_p80_by_default(est: Estimate) -> None:
    plan = est.plan()
    assert plan.index.name == "fiscal_year"
    assert list(plan.columns) == list(est.cash_flow("fiscal_year").columns)
    assert round(plan.to_numpy().sum(), 2) == round(est.quantile(0.8), 2)


def test_the_cut_of_a_plan_does_not_change_its_years(est: Estimate) -> None:
    by_category, by_payee = est.plan(by="category").sum(axis=1), est.plan(by="payee").sum(axis=1)
    assert by_category.to_numpy() == pytest.approx(by_payee.to_numpy(), abs=0.5)  # cents are closed cell by cell


def test_a_plan_is_the_mean_of_the_samples_near_the_percentile(est: Estimate) -> None:
    # the categories over the whole life, straight from what the estimate keeps of each sample
    near = nearest(est.total, 0.8)
    assert len(near) == pytest.approx(0.02 * est.samples, abs=1.5)
    below = np.mean(est.total[near] <= est.quantile(0.8))
    assert below == pytest.approx(0.5, abs=0.02)
    plan = est.plan().sum()
    factor = est.quantile(0.8) / float(np.mean(est.total[near]))
    # The density falls over those 2 % of the samples, so that their mean lies a little off their middle.
    assert factor == pytest.approx(1, abs=5e-3)
    for category, amounts in est.categories.items():
        assert plan[category] == pytest.approx(float(np.mean(amounts[near])) * factor, abs=0.1)


def test_a_plan_to_go_live_leaves_out_what_comes_after(est: Estimate) -> None:
    assert set(est.plan(of="to_go_live", by="phase").columns) == set(est.by("phase").index) - {"operate"}
    assert list(est.plan(of="after_go_live", by="phase").columns) == ["operate"]


def test_percentiles_of_cells_would_not_add_up(est: Estimate) -> None:
    apart = sum(est.quantile(0.8, name) for name in est.categories)
    assert apart > 1.02 * est.quantile(0.8)  # every category at its own P80 at once


def test_at_least_64_samples_speak_for_a_percentile_and_at_the_ends_half_of_them() -> None:
    figure = np.arange(1_000.0)[::-1]
    assert len(nearest(figure, 0.5)) == pytest.approx(64, abs=1)
    assert list(figure[nearest(figure, 1.0)]) == list(np.arange(999.0, 966.0, -1))  # 999 - 32 = 967 is the lowest
    assert list(nearest(np.ones(1), 0.8)) == [0]


def test_the_cents_that_rounding_leaves_go_to_the_cells_that_lost_most() -> None:
    pd = pytest.importorskip("pandas")
    cells = pd.DataFrame({"a": [1.0065, 1.002], "b": [1.008, -0.0045]})  # together 3.012, wanted to the cent 3.01
    # rounded down 1.00 + 1.00 + 1.00 - 0.01 = 2.99, so two cents are missing; lost were .65, .20, .80 and .55 of a cent
    assert closed(cells, 3.012).to_numpy().tolist() == [[1.01, 1.01], [1.00, -0.01]]


def test_cells_that_cancel_still_add_up() -> None:
    pd = pytest.importorskip("pandas")
    assert closed(pd.DataFrame({"a": [5.0], "b": [-5.0]}), 2.0).to_numpy().tolist() == [[7.0, -5.0]]


def test_doubling_all_prices_doubles_the_plan_and_the_fan() -> None:
    base = cm.load(scenarios=["visual_inspection"])
    money = [name for name, belief in base.items() if belief.is_money and not name.startswith("currency.")]
    dearer = base.with_changes({name: base[name].scaled(2) for name in money})
    once, twice = cm.estimate(base, samples=512), cm.estimate(dearer, samples=512)
    assert twice.plan().to_numpy() == pytest.approx(2 * once.plan().to_numpy(), abs=0.03)  # each is rounded to cents
    assert twice.fan().to_numpy() == pytest.approx(2 * once.fan().to_numpy(), rel=1e-9)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"every": "week"}, "no period 'week'"),
        ({"by": "colour"}, "no cut 'colour'"),
        ({"of": "go_live"}, "no plan of 'go_live'"),
        ({"confidence": 1.2}, "a share lies between 0 and 1"),
    ],
)
def test_what_there_is_not_is_refused(est: Estimate, asked: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        est.plan(**asked)  # type: ignore[arg-type]
    if "every" in asked:
        with pytest.raises(ValueError, match=said):
            est.fan(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("samples", [4_097, 4_100])
def test_a_last_block_without_any_of_the_nearest_samples_changes_nothing(samples: int) -> None:
    est = cm.estimate(cm.load(), samples)
    assert round(est.plan(0.8).to_numpy().sum(), 2) == pytest.approx(round(est.quantile(0.8), 2), abs=0.011)


@pytest.mark.parametrize("by", ["category", "item"])
def test_no_month_has_the_rounding_of_a_sum_for_money(est: Estimate, by: str) -> None:
    for table in (est.cash_flow("month", by), cm.accounts(est, "month"), cm.escalated_cash_flow(est, "month")):
        cells = table.to_numpy()
        assert np.all((cells == 0) | (np.abs(cells) > 1e-9))
        assert not np.any(np.signbit(cells[cells == 0]))
