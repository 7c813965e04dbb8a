"""Benefits: closed forms against paper, dates that move or stay, payback, and what nobody has stated."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.finance.benefit_case import NEVER, benefits, end_of_use, first_at_or_above, mean_ramp, value_of_use
from costmodel.finance.discounting import monthly_force
from costmodel.simulation.windows import Window, cumulative

SAMPLES = BLOCK + 200
STATED = {"benefits.monthly_value": {"min": 20_000.0, "mode": 40_000.0, "max": 60_000.0}, "benefits.ramp_up": 6}
PLAIN = {"rate": 0.0, "escalated": False, "view": "carried_through"}


@pytest.fixture(scope="module")
def est() -> Estimate:
    return stated({})


def stated(changes: dict[str, object], samples: int = SAMPLES) -> Estimate:
    return cm.estimate(cm.load(scenarios=["visual_inspection"]).with_changes(STATED | changes), samples=samples, seed=1)


def one(number: float) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([float(number)])


# -- on paper ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("go_live", "end", "ramp_up", "months"),
    [
        (6, 18, 0, 12),
        (6, 18, 6, 6 / 2 + 6),
        (6, 18, 12, 12 / 2),
        (6, 9, 6, 3 * (3 / 6) / 2),  # it ends while it still grows: half of what is reached after three months
        (6, 6, 6, 0),
        (6, 4, 6, 0),  # it ended before the system came
    ],
)
def test_undiscounted_it_is_half_the_ramp_and_the_rest(
    go_live: float, end: float, ramp_up: float, months: float
) -> None:
    assert value_of_use(one(go_live), one(end), one(ramp_up), 0.0)[0] == pytest.approx(months)


def test_a_year_from_the_start_without_ramp_is_worth_its_annuity() -> None:
    # 12 months x (1 - 1 / 1.1) / ln 1.1
    worth = value_of_use(one(0), one(12), one(0), -monthly_force(0.1, 12))
    assert worth[0] == pytest.approx(12 * (1 - 1 / 1.1) / math.log(1.1))


@given(st.floats(0, 40), st.floats(0.1, 60), st.floats(0, 24), st.floats(-0.05, 0.02))
def test_the_closed_form_is_the_integral(go_live: float, length: float, ramp_up: float, force: float) -> None:
    steps = 40_000
    months = go_live + (np.arange(steps) + 0.5) * length / steps
    height = np.minimum((months - go_live) / ramp_up, 1.0) if ramp_up > 1e-9 else np.ones(steps)
    integral = float(np.sum(height * np.exp(force * months))) * length / steps
    closed = value_of_use(one(go_live), one(go_live + length), one(ramp_up), force)[0]
    assert closed == pytest.approx(integral, rel=1e-5, abs=1e-6)


def test_the_mean_of_a_ramp_has_no_step_where_the_series_ends() -> None:
    assert mean_ramp(one(0))[0] == 0.5
    for exponent in (0.05, -0.05):
        below, above = (mean_ramp(one(exponent * (1 + shift)))[0] for shift in (-1e-9, 1e-9))
        assert below == pytest.approx(above, rel=1e-9)
    assert mean_ramp(one(1))[0] == pytest.approx(1)  # e (1 - 1) + 1 = 1


def test_24000_spent_in_a_year_are_back_after_another_at_2000_a_month() -> None:
    times, go_live = np.arange(1.0, 40.0), one(12)
    cost = cumulative([(Window(one(0), one(12)), {(): one(24_000)})], times, 1)
    earned = np.stack([2_000 * value_of_use(go_live, np.minimum(one(60), time), one(0), 0.0) for time in times])
    assert first_at_or_above(earned - cost, times, go_live)[0] == 24
    assert first_at_or_above(earned / 3 - cost, times, go_live)[0] == NEVER  # 2,000 / 3 x 27 months = 18,000


def test_a_benefit_ends_with_the_use_or_on_its_date() -> None:
    assert end_of_use(one(10), one(60), one(0))[0] == 70
    assert end_of_use(one(10), one(60), one(48))[0] == 48
    assert end_of_use(one(10), one(12), one(48))[0] == 22


# -- laws ----------------------------------------------------------------------------------------------------


def test_at_rate_zero_the_net_present_value_is_months_of_benefit_less_the_total() -> None:
    flat = stated({"benefits.monthly_value": 40_000})
    months = flat.figures["horizon"] - 6 / 2
    assert benefits(flat, **PLAIN).net_present_value == pytest.approx(40_000 * months - flat.total)


def test_as_it_happens_an_initiative_that_is_stopped_has_cost_and_no_benefit(est: Estimate) -> None:
    stopped = est.reached == 0
    found = benefits(est, rate=0.0, escalated=False)
    assert 0 < stopped.mean() < 1
    assert np.all(found.value[stopped] == 0)
    assert np.all(found.payback[stopped] == NEVER)
    assert np.all(found.delay[stopped] == 0)
    assert found.cost == pytest.approx(est.spent, rel=1e-9)
    assert found.pays < 1 - stopped.mean()


def test_carried_through_pays_more_often_than_as_it_happens(est: Estimate) -> None:
    assert benefits(est, view="carried_through").pays > benefits(est).pays


def test_twice_the_benefit_is_twice_the_value_and_the_same_cost(est: Estimate) -> None:
    twice = stated({"benefits.monthly_value": est.assumptions["benefits.monthly_value"].scaled(2)})
    once, double = benefits(est), benefits(twice)
    assert double.value == pytest.approx(2 * once.value)
    assert np.array_equal(double.cost, once.cost)
    assert np.all(double.payback <= once.payback)


def test_a_benefit_that_moves_with_go_live_loses_only_interest_by_delay() -> None:
    flat = stated({"benefits.monthly_value": 40_000})
    assert benefits(flat, **PLAIN).delay == pytest.approx(0, abs=1e-6)
    later = benefits(flat, rate=0.085, escalated=False, view="carried_through")
    assert later.delay == pytest.approx(later.value * (1 - 1.085 ** (-1 / 12)))


def test_a_benefit_that_ends_on_a_date_loses_a_full_month_by_delay() -> None:
    # go-live one month later, the same end, the same ramp: one month of the full benefit less
    dated = stated({"benefits.monthly_value": 40_000, "benefits.last_month": 50})
    full = dated.go_live + 1 + 6 <= 50
    assert full.mean() > 0.9
    assert benefits(dated, **PLAIN).delay[full] == pytest.approx(40_000)


def test_what_goes_live_later_is_worth_less_where_the_end_is_a_date() -> None:
    dated = stated({"benefits.monthly_value": 40_000, "benefits.last_month": 50})
    found = benefits(dated, view="carried_through")
    assert np.corrcoef(dated.go_live, found.value)[0, 1] < -0.95
    assert np.corrcoef(dated.go_live, found.net_present_value)[0, 1] < -0.5


def test_payback_comes_after_go_live_and_at_a_month_s_end(est: Estimate) -> None:
    found = benefits(est, view="carried_through")
    back = found.payback < NEVER
    assert back.any()
    assert np.all(found.payback[back] > est.go_live[back])
    assert np.array_equal(found.payback[back], np.floor(found.payback[back]))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("benefits.monthly_value", 10_000),
        ("benefits.ramp_up", 0),
        ("benefits.last_month", 40),
        ("finance.price_rise.benefit", 0.1),
        ("finance.discount.rate", 0.02),
    ],
)
def test_every_number_about_benefits_moves_the_value(name: str, other: float) -> None:
    before, after = benefits(stated({}, samples=256)), benefits(stated({name: other}, samples=256))
    assert not np.array_equal(before.value, after.value)


# -- what is shown -------------------------------------------------------------------------------------------


def test_nothing_is_stated_in_the_baseline() -> None:
    found = benefits(cm.estimate(cm.load(), samples=256))
    assert not found.stated
    assert np.all(found.value == 0)
    assert found.pays == found.pays_back == 0
    assert "none is stated" in repr(found)


def test_the_figures_stand_in_a_table(est: Estimate) -> None:
    found = benefits(est)
    table = found.table()
    assert list(table.index) == ["value", "cost", "net_present_value", "payback", "delay"]
    assert table.loc["net_present_value", "mean"] == pytest.approx(
        table.loc["value", "mean"] - table.loc["cost", "mean"]
    )
    assert not table.isna().to_numpy().any()
    assert (table.loc["payback", "p10"] < NEVER) == (found.pays_back >= 0.1)
    assert table.loc["payback", "p90"] == NEVER
    assert repr(found).startswith("<Benefits, as it happens, at 8.5% a year: net present value mean ")


def test_an_unknown_view_is_refused(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no view 'hopeful'"):
        benefits(est, view="hopeful")
