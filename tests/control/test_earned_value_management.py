"""Earned value: published figures come out, what does not exist is said in words, in the end all is earned."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.control.earned_value_management import FORMULAS, activity_of_items
from tests.strategies import case

# BAC 2,500,000; PV 1,625,000 (65 % planned); EV 1,200,000 (48 % done); AC 1,350,000
KNOWN = cm.earned_value(2_500_000, 1_625_000, 1_200_000, 1_350_000)


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=4096, seed=1)


def spending(months: int, amount: float = 10_000.0) -> pd.DataFrame:
    return pd.DataFrame({"month": range(1, months + 1), "category": "staffing", "amount": amount})


# -- the formulas -----------------------------------------------------------------------------------------------------


def test_the_worked_example_comes_out() -> None:
    assert KNOWN.cost_performance_index == pytest.approx(0.889, abs=0.0005)  # 1.2 / 1.35
    assert KNOWN.schedule_performance_index == pytest.approx(0.738, abs=0.0005)  # 1.2 / 1.625
    assert KNOWN.estimate_at_completion == pytest.approx(2_812_500)  # 2.5 x 1.35 / 1.2
    assert KNOWN.variance_at_completion == pytest.approx(-312_500)
    assert KNOWN.cost_variance == -150_000
    assert KNOWN.schedule_variance == -425_000
    assert KNOWN.estimate_at_completion_as_planned == 2_650_000  # 1.35 + 1.3
    # CPI x SPI = 1.2^2 / (1.35 x 1.625) = 0.656410; 1.35 + 1.3 / 0.656410 = 3.330469
    assert KNOWN.estimate_at_completion_both == pytest.approx(3_330_469, abs=1)
    assert KNOWN.to_complete_performance_index == pytest.approx(1.130, abs=0.0005)  # 1.3 / 1.15


@given(
    whole=st.floats(1e3, 1e9),
    planned=st.floats(0.01, 1),
    done=st.floats(0.01, 1),
    spent=st.floats(0.01, 3),
)
def test_the_forecasts_agree_where_cost_and_date_are_as_planned(
    whole: float, planned: float, done: float, spent: float
) -> None:
    found = cm.earned_value(whole, planned * whole, done * whole, spent * whole)
    assert found.variance_at_completion == pytest.approx(whole - found.estimate_at_completion)
    # the rest at the CPI so far: AC + (BAC - EV) / CPI is the same as BAC / CPI
    rest = found.actual_cost + (whole - found.earned_value) / found.cost_performance_index
    assert rest == pytest.approx(found.estimate_at_completion)
    on_plan = cm.earned_value(whole, done * whole, done * whole, done * whole)
    ends = (
        on_plan.estimate_at_completion,
        on_plan.estimate_at_completion_as_planned,
        on_plan.estimate_at_completion_both,
    )
    assert ends == pytest.approx((whole, whole, whole))


def test_what_does_not_exist_is_said_in_words() -> None:
    nothing = cm.earned_value(1_000_000, 0, 0, 0)
    told = nothing.table()["Value"]
    assert told["CPI"] == "none: nothing has been spent yet"
    assert told["SPI"] == "none: nothing was planned by now"
    assert math.isnan(nothing.estimate_at_completion)
    idle = cm.earned_value(1_000_000, 100_000, 0, 50_000)
    assert list(idle.table()["Value"]["EAC"]) == [
        "none: nothing is done yet",
        "1,050,000",
        "none: nothing is done yet",
    ]
    spent = cm.earned_value(1_000_000, 900_000, 800_000, 1_000_000)
    assert spent.table("de")["Wert"]["TCPI"] == "keine: das Budget ist ausgegeben"


def test_each_figure_stands_with_its_name_and_formula() -> None:
    table = KNOWN.table("de")
    assert len(table) == len(FORMULAS)
    assert list(table.loc["CPI"]) == ["Kosteneffizienz", "EV / AC", "0,889"]
    assert table["Wert"].iloc[8] == "2.812.500"
    with_unit = KNOWN.table("en", "EUR")["Value"]
    assert (with_unit["CV"], with_unit["SPI"]) == ("-150,000 EUR", "0.738")


def test_amounts_that_cannot_be_are_refused_all_at_once() -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        cm.earned_value(100, 120, 130, -5)
    assert str(caught.value).splitlines() == [
        "actual cost: -5 is no amount that can be; it is zero or more",
        "planned value: 120 is more than the whole budget of 100",
        "earned value: 130 is more than the whole budget of 100",
    ]
    with pytest.raises(ValueError, match="budget at completion: 0 is no budget; it lies above zero"):
        cm.earned_value(0, 0, 0, 0)


# -- from the plan ----------------------------------------------------------------------------------------------------


def test_the_budget_is_the_plan_at_its_confidence(est: cm.Estimate) -> None:
    found = cm.earned_from_plan(est, spending(3), {"business_case": 1.5})
    assert found.budget_at_completion == pytest.approx(est.quantile(0.8, "to_go_live"), abs=0.01)
    plan = est.plan(0.8, "month", "item", "to_go_live")
    assert found.planned_value == pytest.approx(plan.loc[1:3].to_numpy().sum(), abs=0.01)
    assert found.actual_cost == 30_000  # three months at 10,000


def test_when_all_is_finished_all_is_earned(est: cm.Estimate) -> None:
    activities = est.assumptions.structure.plan.activities
    months = len(est.plan(0.8, "month", "item", "to_go_live"))
    found = cm.earned_from_plan(est, spending(months), dict.fromkeys(activities, 12.0))
    assert found.earned_value == pytest.approx(found.budget_at_completion)
    assert found.planned_value == pytest.approx(found.budget_at_completion)
    assert found.schedule_performance_index == pytest.approx(1)


def test_a_finished_activity_earns_its_budget_from_its_finish_on(est: cm.Estimate) -> None:
    without, with_it = (cm.earned_from_plan(est, spending(3), dates) for dates in ({}, {"business_case": 1.5}))
    plan = est.plan(0.8, "month", "item", "to_go_live").sum()
    budget = plan[[item for item in plan.index if str(item).startswith("Business case")]].sum()
    assert with_it.earned_value - without.earned_value == pytest.approx(budget)
    assert without.curve is not None
    assert with_it.curve is not None
    difference = with_it.curve["earned"] - without.curve["earned"]
    assert list(difference.loc[1:3]) == pytest.approx([0, budget, budget])
    assert difference.loc[4:].isna().all()


def test_what_belongs_to_no_activity_is_earned_as_planned(est: cm.Estimate) -> None:
    found = cm.earned_from_plan(est, spending(3), {})
    plan = est.plan(0.8, "month", "item", "to_go_live")
    owner = activity_of_items(next(est.likeliest.cases()))
    passing = plan[[item for item in plan if str(item) not in owner]].loc[1:3].to_numpy().sum()
    assert found.earned_value == pytest.approx(passing)
    assert owner["Data access, compliance officer"] == "data_access"
    assert owner["Repeat of data preparation, data engineer"] == "model_validation"
    assert "Project lead, steering" not in owner


def test_a_half_done_activity_earns_half_of_its_budget(est: cm.Estimate) -> None:
    none, half, whole = (
        cm.earned_from_plan(est, spending(3), {}, partly={"data_access": share}).earned_value for share in (0, 0.5, 1)
    )
    assert half - none == pytest.approx((whole - none) / 2)


def test_a_report_that_cannot_be_is_refused(est: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="data_access: 50 is no share of the work; it lies between 0 and 1"):
        cm.earned_from_plan(est, spending(3), {}, partly={"data_access": 50})
    with pytest.raises(ValueError, match="no activity 'data_acess'"):
        cm.earned_from_plan(est, spending(3), {"data_acess": 2.0})
