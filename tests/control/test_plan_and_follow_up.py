"""What the notebook of this name claims in its texts is so: the made-up three months teach what they are to teach."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.control.weighting import weighted_mean
from costmodel.files.tree import baseline_folder

WORKSHOP = baseline_folder() / "workshop"
SPENT = WORKSHOP / "spent.csv"
FINISHED = {"business_case": 1.9, "team_building": 2.4}
RUNNING = ["data_access"]


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    planned = cm.load(scenarios=["visual_inspection"]).with_changes({"discrepancy.stage": 2})  # approved: a plan
    return cm.estimate(planned, 10_000, seed=1)


@pytest.fixture(scope="module")
def found(est: cm.Estimate) -> cm.Reforecast:
    return cm.reforecast(est, SPENT, finished=FINISHED, running=RUNNING)


def enough(forecast: cm.Reforecast, when: str = "after") -> np.ndarray:
    return forecast.figures.xs(when, level="when")["p80"].to_numpy()


def test_what_is_made_up_says_so() -> None:
    rows = pd.read_csv(SPENT)
    assert rows["what"].str.startswith("Invented: ").all()
    assert pd.read_csv(WORKSHOP / "closed.csv")["name"].str.startswith("Invented: ").all()
    assert rows["amount"].sum() == 51_000  # 8,000 + 19,000 + 24,000


def test_more_than_half_is_needed_before_the_gate_and_half_of_it_often_does_not_do(est: cm.Estimate) -> None:
    stages = cm.stage_budgets(est)
    assert stages["request"].iloc[0] > 0.5 * stages["until"].iloc[-1]
    middle = cm.stage_budgets(est, 0.7)["until"].iloc[0]
    assert middle > 0.5 * stages["until"].iloc[-1]  # more than 3 of 10 need more than half


def test_both_promises_hold_together_between_two_simple_guesses(est: cm.Estimate) -> None:
    both = est.joint_confidence(est.quantile(0.8, "to_go_live"), est.quantile(0.8, "go_live"))
    assert 0.64 < both < 0.80


def test_no_month_is_marked_but_the_experts_are_short_in_their_busiest_one(est: cm.Estimate) -> None:
    plan = cm.staffing_plan(est)
    assert plan.over.empty
    assert plan.peaks["over"].idxmax() == "domain_expert"
    assert plan.peaks.loc["domain_expert", "over"] > 1
    expert = plan.table.loc["domain_expert"]
    assert (expert["mean"] > expert["p80"]).sum() >= 3  # the line above the bars


def test_a_little_more_was_spent_than_was_expected_but_by_less_than_ten_percent(est: cm.Estimate) -> None:
    table = cm.plan_against_actual(est, SPENT)
    assert 1 < table["actual"].sum() / table["plan"].sum() < 1.10  # 51,000 of some 47,600 EUR


def test_the_forecast_became_dearer_by_the_dates_and_not_by_the_money_and_hardly_moved_in_time(
    est: cm.Estimate, found: cm.Reforecast
) -> None:
    before = enough(found, "before")
    money = enough(cm.reforecast(est, SPENT))
    dates = enough(cm.reforecast(est, month=3, finished=FINISHED, running=RUNNING))
    assert (money < before).all()
    assert (dates > before).all()
    assert enough(found)[0] > before[0]
    moved, error = found.chances["after"] - found.chances["before"], found.chances["se_after"]
    assert moved["budget"] < -2 * error["budget"]
    assert abs(moved["date"]) < 2 * error["date"]


def test_the_money_alone_says_that_nobody_was_hired(est: cm.Estimate) -> None:
    weights = cm.reforecast(est, SPENT).weights
    hired = np.concatenate([np.broadcast_to(one.inputs["hiring.must_hire"], one.inputs.samples) for one in est.cases()])
    assert weighted_mean(hired, weights) < 0.1 < hired.mean()


def test_who_was_slow_is_expected_to_be_slow_again(est: cm.Estimate, found: cm.Reforecast) -> None:
    wait = np.concatenate([one.inputs["plan.release.wait"] for one in est.cases()])
    assert weighted_mean(wait, found.weights) > 1.1 * wait.mean()


def test_earned_value_is_delighted_by_the_same_three_months(est: cm.Estimate) -> None:
    earned = cm.earned_from_plan(est, SPENT, FINISHED, partly={"data_access": 0.5})
    assert earned.cost_performance_index > 1.1
    assert earned.schedule_performance_index > 1
    assert earned.estimate_at_completion < earned.budget_at_completion
    assert earned.actual_cost < 0.1 * earned.budget_at_completion
    assert est.plan(0.8, "month", "item", "to_go_live")["Recruiter's fee"].sum() > 5_000


def test_an_early_invoice_is_multiplied_by_the_formula_and_refused_by_the_simulation(est: cm.Estimate) -> None:
    invoice = pd.DataFrame({"month": [3], "category": ["hardware"], "amount": [120_000.0]})
    table = pd.concat([cm.read_actuals(SPENT), invoice])
    earned = cm.earned_from_plan(est, table, FINISHED, partly={"data_access": 0.5})
    assert np.mean(est.to_go_live > earned.estimate_at_completion) < 0.001
    with pytest.raises(ValueError, match="spent so far: 171,000 lies outside everything simulated"):
        cm.reforecast(est, table, finished=FINISHED, running=RUNNING)
