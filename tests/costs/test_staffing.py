"""Staffing on paper: steering, an open post, training, keeping people."""

import numpy as np
import pytest

from costmodel.beliefs.sampling import Block, Likeliest
from costmodel.costs import staffing
from costmodel.costs.shared.labour import day_rate
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule


def one(number: float) -> np.ndarray:
    return np.array([number])


def booked(assumptions: Assumptions, source: Likeliest | Block | None = None) -> dict[str, CostLine]:
    inputs = Inputs(assumptions, source or Likeliest())
    return {line.item: line for line in staffing.lines(inputs, Schedule(inputs))}


@pytest.fixture(scope="module")
def baseline() -> Assumptions:
    return load()


def test_a_fifth_of_a_lead_for_half_a_year_is_a_fifth_of_a_hundred_days() -> None:
    days = staffing.level_of_effort(
        share=one(0.2),
        people=one(1),
        productive_days_per_year=one(200),
        months=one(6),
        months_per_year=one(12),
    )
    assert days == pytest.approx(20)  # 0.2 x 200 / 2


def test_a_quarter_of_a_years_pay_goes_to_the_recruiter() -> None:
    assert staffing.recruiting_fee(one(1), one(2), one(0.25), one(64_000)) == pytest.approx(32_000)  # 2 x 16,000


def test_whoever_need_not_be_hired_costs_neither_fee_nor_onboarding() -> None:
    assert staffing.recruiting_fee(one(0), one(2), one(0.25), one(64_000)) == 0
    assert staffing.onboarding(one(0), one(2), one(20)) == 0


def test_onboarding_is_paid_days_of_each_hired_person_before_the_first_result() -> None:
    assert staffing.onboarding(one(1), one(3), one(20)) == 60  # 3 x 20


def test_three_people_to_be_hired_cost_three_fees_and_three_times_the_onboarding(baseline: Assumptions) -> None:
    sure = baseline.with_changes({"hiring.must_hire": 1})
    alone, three = booked(sure), booked(sure.with_changes({"roles.data_scientist.people": 3}))
    for item in ("Recruiter's fee", "Onboarding of hired specialists"):
        assert three[item].amount == pytest.approx(3 * alone[item].amount)


def test_gross_pay_leads_to_the_charge_out_rate_of_each_role_within_a_tenth(baseline: Assumptions) -> None:
    source = Block(1, 0)
    from_pay = Inputs(baseline.with_changes({"staffing.rate_from_gross_pay": 1}), source)
    given = Inputs(baseline, source)
    roles = [name.split(".")[1] for name in baseline if name.endswith(".gross_pay")]
    ratios = {role: np.mean(day_rate(from_pay, role)) / np.mean(day_rate(given, role)) for role in roles}
    assert len(ratios) == 10
    assert {role: ratio for role, ratio in ratios.items() if not 0.9 <= ratio <= 1.1} == {}


def premium(external_premium: float) -> np.ndarray:
    return staffing.substitute_premium(
        bridged_months=one(6),
        external_premium=one(external_premium),
        people=one(1),
        availability=one(0.75),
        day_rate=one(600),
        productive_days_per_year=one(200),
        months_per_year=one(12),
    )


def test_a_substitute_costs_what_stands_above_the_internal_rate() -> None:
    assert premium(1.5) == pytest.approx(22_500)  # 6 x 200 / 12 days x 0.75 x 600 x (1.5 - 1)


def test_a_substitute_cheaper_than_own_people_saves_nothing() -> None:
    assert premium(0.9) == 0


def test_training_costs_time_and_fees() -> None:
    assert staffing.training_days(one(3), one(4)) == 12  # 3 people x 4 days
    assert staffing.course_fees(one(3), one(1_500)) == pytest.approx(4_500)


def test_retention_pay_carries_the_employers_part() -> None:
    cost = staffing.retention_pay(
        people=one(2),
        payment=one(0.1),
        gross_pay=one(70_000),
        employer_on_cost=one(0.25),
        months=one(18),
        months_per_year=one(12),
    )
    assert cost == pytest.approx(26_250)  # 2 x 7,000 x 1.25 x 1.5 years


def test_one_leaver_in_ten_a_year_is_half_a_leaver_in_five_years() -> None:
    cost = staffing.turnover_cost(
        posts=one(1),
        hazard=one(0.1),
        replacement=one(0.5),
        gross_pay=one(72_000),
        months=one(60),
        months_per_year=one(12),
    )
    assert cost == pytest.approx(18_000)  # 0.5 leavers x 36,000


def test_the_lead_steers_until_go_live_and_not_longer(baseline: Assumptions) -> None:
    inputs = Inputs(baseline, Likeliest())
    line = booked(baseline)["Project lead, steering"]
    assert line.scope == "to_go_live"
    np.testing.assert_array_equal(line.window.end, Schedule(inputs).go_live)


def test_no_sample_both_waits_for_a_hire_and_pays_a_substitute(baseline: Assumptions) -> None:
    source = Block(1, 0, 512)
    inputs = Inputs(baseline.with_changes({"hiring.must_hire": 1.0}), source)
    premium_paid = booked(inputs.assumptions, source)["External substitute, premium"].amount > 0
    again = Inputs(inputs.assumptions, source)
    waited = again.hiring.bridged == 0
    assert premium_paid.any()
    assert waited.any()
    assert not (premium_paid & waited).any()


def test_a_substitutes_window_ends_with_the_project(baseline: Assumptions) -> None:
    changes = {"hiring.must_hire": 1.0, "hiring.bridged": 1.0, "hiring.months_open": 600.0}
    assumptions = baseline.with_changes(changes)
    window = booked(assumptions)["External substitute, premium"].window
    assert window.end == Schedule(Inputs(assumptions, Likeliest())).go_live


def test_a_longer_wait_makes_steering_dearer(baseline: Assumptions) -> None:
    longer = baseline.with_changes({"plan.data_access.wait": 200.0})
    item = "Project lead, steering"
    assert booked(longer)[item].amount > booked(baseline)[item].amount


def test_what_falls_after_go_live_is_turnover_alone(baseline: Assumptions) -> None:
    after = [item for item, line in booked(baseline).items() if line.scope == "after_go_live"]
    assert after == ["Turnover in operation"]


def test_a_plan_without_team_building_still_books_the_open_post(
    baseline: Assumptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = Inputs(baseline, Likeliest())
    schedule = Schedule(inputs)
    monkeypatch.setattr(schedule, "has", lambda activity: activity != "team_building")
    line = next(line for line in staffing.lines(inputs, schedule) if line.item == "Recruiter's fee")
    assert line.window is schedule.phase("explore")
