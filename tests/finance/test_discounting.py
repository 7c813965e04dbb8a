"""Present value, rising prices and the cash view: what is known on paper, and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.finance.cash import cash_view
from costmodel.finance.discounting import discounted, mean_growth, monthly_force, present_value, worth
from costmodel.finance.money_by_period import escalated_cash_flow
from costmodel.initiative.plan import PAYEES
from costmodel.simulation.windows import Window
from tests.strategies import tiny

SCENARIO = "visual_inspection"
NO_RISE = {f"finance.price_rise.{payee}": 0 for payee in PAYEES}


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(scenarios=[SCENARIO]), samples=BLOCK + 500, seed=1)


def window(start: float, end: float) -> Window:
    return Window(np.array([start]), np.array([end]))


# -- on paper ------------------------------------------------------------------------------------------------


def test_a_payment_after_a_year_is_discounted_by_one_year() -> None:
    assert worth(window(12, 12), -monthly_force(0.085, 12))[0] == pytest.approx(1 / 1.085)


def test_a_payment_after_a_year_and_a_half_is_discounted_by_its_square_root_more() -> None:
    assert worth(window(18, 18), -monthly_force(0.10, 12))[0] == pytest.approx(1.10**-1.5)


def test_an_even_burn_over_the_first_year_is_worth_its_annuity_in_continuous_time() -> None:
    # integral of 1.1^-t from 0 to 1 = (1 - 1 / 1.1) / ln 1.1 = 0.0909091 / 0.0953102 = 0.953824
    assert worth(window(0, 12), -monthly_force(0.1, 12))[0] == pytest.approx(0.953824, abs=1e-6)


def test_an_even_burn_in_the_second_year_is_worth_that_of_the_first_a_year_later() -> None:
    force = -monthly_force(0.1, 12)
    assert worth(window(12, 24), force)[0] == pytest.approx((1 - 1 / 1.1) / math.log(1.1) / 1.1)


def test_prices_that_rise_as_fast_as_money_is_discounted_cancel() -> None:
    force = monthly_force(0.05, 12) - monthly_force(0.05, 12)
    assert worth(window(3, 47), force)[0] == pytest.approx(1, abs=1e-14)


def test_a_window_closes_to_a_point_without_a_jump() -> None:
    force = -monthly_force(0.085, 12)
    point = worth(window(10, 10), force)[0]
    for length in (1e-12, 1e-9, 1e-6, 1e-3):
        assert worth(window(10, 10 + length), force)[0] == pytest.approx(point, rel=length * 0.01 + 1e-15)


@given(st.floats(-3, 3))
def test_mean_growth_is_the_mean_of_its_exponential(exponent: float) -> None:
    middles = (np.arange(20_000) + 0.5) / 20_000
    assert mean_growth(np.array([exponent]))[0] == pytest.approx(np.exp(exponent * middles).mean(), rel=1e-7)


@given(st.floats(0, 60), st.floats(0, 60), st.floats(0, 0.5))
def test_a_window_is_worth_its_two_halves(start: float, length: float, rate: float) -> None:
    force, end = -monthly_force(rate, 12), start + length
    halves = (worth(window(start, start + length / 2), force) + worth(window(start + length / 2, end), force)) / 2
    assert worth(window(start, end), force)[0] == pytest.approx(halves[0], rel=1e-12)


def test_a_year_s_work_of_a_tiny_plan_is_worth_what_paper_says() -> None:
    # 240 days at 100 = 24,000 evenly over the first 12 months, at 10 % a year and 3 % rise of labour
    numbers = {"finance.discount.rate": 0.10, "finance.price_rise.labour": 0.03}
    assumptions = tiny({"release": {"effort": 240}}, numbers)
    case = cm.likeliest(assumptions)
    force = math.log(1.03 / 1.10)  # a year
    labour = 24_000 * (math.exp(force) - 1) / force
    with_it, without = (
        discounted(cm.likeliest(assumptions.with_changes({"roles.ml_engineer.day_rate": rate})), [0.10])[0, 0]
        for rate in (100, 0)
    )
    assert case.go_live[0] == 12
    assert with_it - without >= labour - 1e-6  # and what else hangs on the rate (operation) comes on top
    only = [line for line in next(iter(case.cases())).ledger.lines if line.item == "Release, ml engineer"]
    assert only[0].amount[0] * worth(only[0].window, force / 12)[0] == pytest.approx(labour)


# -- laws ----------------------------------------------------------------------------------------------------


def test_at_rate_zero_and_constant_prices_the_present_value_is_the_total(est: Estimate) -> None:
    assert present_value(est, rate=0, escalated=False).values == pytest.approx(est.total, rel=1e-12)


def test_as_it_happens_at_rate_zero_it_is_what_is_spent(est: Estimate) -> None:
    spent = present_value(est, rate=0, escalated=False, view="as_it_happens").values
    assert spent == pytest.approx(est.spent, rel=1e-9)


def test_doubling_all_prices_doubles_the_present_value(est: Estimate) -> None:
    base = est.assumptions
    money = [name for name, belief in base.items() if belief.is_money and not name.startswith("currency.")]
    dearer = cm.estimate(base.with_changes({name: base[name].scaled(2) for name in money}), samples=512)
    once = cm.estimate(base, samples=512)
    assert present_value(dearer).values == pytest.approx(2 * present_value(once).values, rel=1e-9)


def test_a_higher_rate_is_worth_less_in_every_sample_and_its_mean_is_in_between(est: Estimate) -> None:
    low, middle, high = discounted(est, [0.052, 0.085, 0.104])
    assert np.all(low > middle)
    assert np.all(middle > high)


def test_discounting_by_month_comes_near_the_closed_form(est: Estimate) -> None:
    # a second, cruder way to the mean: the monthly cash flow, each month discounted from its middle
    flow = est.cash_flow("month").sum(axis=1)
    by_month = float(np.sum(flow.to_numpy() * 1.085 ** (-(flow.index.to_numpy() - 0.5) / 12)))
    closed = float(np.mean(discounted(est, [0.085], escalated=False)[0]))
    assert closed == pytest.approx(by_month, rel=1e-3)


def test_without_a_rise_of_prices_the_escalated_cash_flow_is_the_cash_flow(est: Estimate) -> None:
    plain = cm.estimate(est.assumptions.with_changes(NO_RISE), samples=512)
    flow = plain.cash_flow("month")
    assert np.allclose(escalated_cash_flow(plain, "month").reindex(flow.index, fill_value=0.0), flow, atol=0.01)


def test_the_escalated_cash_flow_adds_up_to_the_mean_at_rate_zero(est: Estimate) -> None:
    for by in ("category", "payee", "item"):
        total = float(escalated_cash_flow(est, by=by).to_numpy().sum())
        assert round(total, 2) == round(float(np.mean(discounted(est, [0.0])[0])), 2)


@pytest.mark.parametrize("payee", PAYEES)
def test_the_price_rise_of_each_payee_moves_its_own_column_alone(est: Estimate, payee: str) -> None:
    short = cm.estimate(est.assumptions, samples=256)
    dearer = cm.estimate(est.assumptions.with_changes({f"finance.price_rise.{payee}": 0.2}), samples=256)
    before, after = (escalated_cash_flow(one, by="payee").sum() for one in (short, dearer))
    assert after[payee] > before[payee]
    others = [other for other in PAYEES if other != payee]
    assert list(after[others]) == pytest.approx(list(before[others]), rel=1e-4)
    assert present_value(dearer).mean > present_value(short).mean


def test_the_estimate_itself_stays_in_constant_prices(est: Estimate) -> None:
    dear = {f"finance.price_rise.{payee}": 0.4 for payee in PAYEES} | {"finance.discount.rate": 0.3}
    other = cm.estimate(est.assumptions.with_changes(dear), samples=est.samples)
    assert np.array_equal(other.total, est.total)


# -- what is shown -------------------------------------------------------------------------------------------


def test_the_fixed_rate_stands_between_its_low_and_high_in_the_table(est: Estimate) -> None:
    # evidence H19: KPMG 2025, 5.2 % to 10.4 %, mean 8.5 %
    result = present_value(est)
    assert list(result.table().index) == [0, 0.052, 0.085, 0.104]
    assert list(result.table()["mean"]) == sorted(result.table()["mean"], reverse=True)
    assert result.table().loc[0.085, "mean"] == result.mean
    assert result.quantile(0.8) == result.table().loc[0.085, "p80"]
    assert repr(result).startswith("<Present value at the start at 8.5% a year: mean ")


def test_another_rate_is_shown_beside_finance_s_own(est: Estimate) -> None:
    result = present_value(cm.estimate(est.assumptions, 256), rate=0.03)
    assert list(result.table().index) == [0, 0.03, 0.052, 0.085, 0.104]


@pytest.mark.parametrize("name", ["rate", "low", "high"])
def test_each_discount_rate_is_used(name: str) -> None:
    base = cm.load()
    table = present_value(cm.estimate(base.with_changes({f"finance.discount.{name}": 0.077}), 256)).table()
    assert 0.077 in table.index
    assert len(table) == 4


def test_what_there_is_not_is_refused(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no view 'hopeful'"):
        present_value(est, view="hopeful")
    with pytest.raises(ValueError, match="above -1"):
        present_value(est, rate=-1)
    with pytest.raises(ValueError, match=r"not 8\.5; 8\.5 % are 0\.085"):
        present_value(est, rate=8.5)
    with pytest.raises(ValueError, match="is a finite number, not nan"):
        present_value(est, rate=math.nan)
    with pytest.raises(ValueError, match="no period 'week'"):
        escalated_cash_flow(est, every="week")
    with pytest.raises(ValueError, match="between 0 and 1"):
        cash_view(est, counted=1.5)


@pytest.mark.parametrize(("written", "meant"), [(1, "0"), (1.03, "0.03"), (0.98, "-0.02"), (3, "0.03")])
def test_a_price_rise_that_is_written_as_a_factor_or_in_per_cent_is_refused(written: float, meant: str) -> None:
    slip = cm.estimate(cm.load().with_changes({"finance.price_rise.labour": written}), 64)
    told = rf"a rate a year, such as 0\.03 for a rise of 3 %, not {written:g}; probably meant: {meant}$"
    for ask in (present_value, escalated_cash_flow, cm.prices_of_the_day, cm.benefits, cm.benefits_by_period):
        with pytest.raises(ValueError, match=told):
            ask(slip)
    assert present_value(slip, escalated=False).mean > 0  # where prices stay, no rise is asked for


# -- full cost and cash --------------------------------------------------------------------------------------


def test_cash_and_internal_labour_are_the_full_cost(est: Estimate) -> None:
    table = cash_view(est).table
    assert table["full_cost"].to_numpy() == pytest.approx((table["internal_labour"] + table["cash"]).to_numpy())
    assert table.loc["total", "full_cost"] == round(est.total.mean(), 2)
    assert table.loc["total", "cash"] == pytest.approx(float(cash_view(est).cash.mean()), abs=0.02)


def test_idle_colleagues_are_no_cash_and_bridging_is(est: Estimate) -> None:
    waiting = cash_view(est).table.loc["waiting"]
    mean = est.by("item")["mean"]
    invoiced = mean["Data scientist, idle, by an external"]  # whoever holds an open post sends invoices
    assert waiting["cash"] == pytest.approx(mean["Bridging until go-live"] + invoiced, abs=0.02)


def test_what_is_bought_is_cash(est: Estimate) -> None:
    bought = est.by("payee")["mean"].drop("labour").sum()
    paid = ["Bridging until go-live", "Retention pay", "Turnover in operation"]
    labour_in_cash = est.by("item").loc[paid, "mean"].sum()
    assert cash_view(est).cash.mean() == pytest.approx(bought + labour_in_cash)


def test_counted_in_full_the_cash_view_is_the_full_cost(est: Estimate) -> None:
    assert cash_view(est, counted=1).cash == pytest.approx(est.total)
    switched = cm.estimate(est.assumptions.with_changes({"finance.cash.internal_labour": 0.5}), samples=256)
    half, none, full = (cash_view(switched, counted).cash for counted in (None, 0, 1))
    assert half == pytest.approx((none + full) / 2)
    assert "are cash" in repr(cash_view(switched))
