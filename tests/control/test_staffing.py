"""Who is needed when: the days are those of the ledger, the means add up, and two things at once are seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.control.staffing import AT_WORK, KINDS, MARKED, effort_of, kind_of, roles_of
from costmodel.costs.shared.labour import day_rate
from costmodel.estimates.cash_flow import PERIODS
from costmodel.simulation.hiring import SCARCE_ROLE
from tests.strategies import CASES, OTHER, WORKER, case, cases, tiny

# Paid to people and nobody's days: pay on top, an average of leavers, the old way of working paid for longer.
MONEY_ALONE = {"External substitute, premium", "Retention pay", "Turnover in operation", "Bridging until go-live"}


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=4096, seed=1)


@pytest.fixture(scope="module")
def plan(est: cm.Estimate) -> cm.StaffingPlan:
    return cm.staffing_plan(est)


# -- the days are those of the ledger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CASES))
def test_person_days_times_day_rates_are_the_ledgers_lines_of_time_whoever_is_paid(name: str) -> None:
    one = next(cm.estimate(case(name), samples=512).cases())
    invoiced = 1 + one.inputs["initiative.non_deductible_vat"]  # the tax on an invoice, and none on wages
    payees = set()
    for line in one.ledger.lines:
        money_alone = line.item in MONEY_ALONE or line.kind in ("shock", "mitigation", "additional")
        if line.days is not None:
            tax = 1 if line.payee == "labour" else invoiced
            assert np.allclose(line.days * day_rate(one.inputs, str(line.role)) * tax, line.amount), line.item
            payees.add(line.payee)
        assert (line.days is None) == (money_alone or line.role is None), line.item
    assert payees == {"labour", "service"}  # own people, and the external who holds an open post


def test_an_external_who_holds_a_post_is_counted_with_the_others_of_his_role() -> None:
    # the same work of the same role, bridged for good or not at all: 0 days of difference, nobody being charged idle
    bridged = {"hiring.must_hire": 1.0, "hiring.bridged": 1.0, "hiring.onboarding": 0.0}
    free = case("baseline").with_changes({f"roles.{SCARCE_ROLE}.retained_share": 0.0, **bridged})
    theirs = cm.staffing_plan(cm.estimate(free, samples=256, seed=1)).person_days.loc[SCARCE_ROLE]
    own = cm.staffing_plan(cm.estimate(free.with_changes({"hiring.must_hire": 0.0}), samples=256, seed=1))
    assert theirs["work"] == pytest.approx(own.person_days.loc[SCARCE_ROLE, "work"])
    assert theirs["work"] > 0


def test_what_is_money_alone_is_in_the_ledger(est: cm.Estimate) -> None:
    assert {line.item for line in next(est.ledgers()).lines} >= MONEY_ALONE


def test_days_do_not_depend_on_what_a_day_costs(est: cm.Estimate, plan: cm.StaffingPlan) -> None:
    free = {f"roles.{role}.day_rate": 0.0 for role in roles_of(est.assumptions)}
    unpaid = cm.staffing_plan(cm.estimate(est.assumptions.with_changes(free), samples=4096, seed=1))
    assert np.allclose(unpaid.person_days, plan.person_days)


@settings(max_examples=8)
@given(name=cases, every=st.sampled_from(PERIODS))
def test_means_add_up_to_the_person_days(name: str, every: str) -> None:
    found = cm.staffing_plan(cm.estimate(case(name), samples=256), every=every)
    months = {"month": 1, "quarter": 3, "fiscal_year": 12}[every]
    in_table = found.table["mean"].groupby("role", sort=False).sum() * months * found.working_days_per_month
    days = found.person_days
    assert np.allclose(in_table + days["later"], days[list(AT_WORK)].sum(axis=1), atol=0.01)
    assert np.allclose(days["total"], days[list(KINDS)].sum(axis=1))


def test_the_effort_of_an_activity_is_in_it_as_the_schedule_has_it(est: cm.Estimate) -> None:
    one = next(est.cases())
    lines = {line.item: line.days for line in effort_of(one)["data_engineer"]}
    effort = one.schedule.efforts["data_preparation", "data_engineer"]
    assert np.allclose(lines["Data preparation, data engineer"], effort)
    again = lines["Repeat of data preparation, data engineer"]
    assert np.allclose(again, effort * one.schedule.repeated("data_preparation"))


def test_every_kind_of_effort_is_found_in_the_shipped_model(est: cm.Estimate, plan: cm.StaffingPlan) -> None:
    lines = {line.item: kind_of(line) for own in effort_of(next(est.cases())).values() for line in own}
    assert set(lines.values()) == set(KINDS)
    assert lines["Project lead, steering"] == "level_of_effort"
    assert lines["Monitoring"] == "operation"
    assert (plan.person_days[list(KINDS)].sum() > 0).all()


# Work that belongs to no activity of a tiny plan.
QUIET = {"handover.tool_setup": 0, "operations.platform.set_up_effort": 0, "compliance.explanation_design": 0}

# -- the table --------------------------------------------------------------------------------------------------------


def test_a_person_who_works_full_time_for_two_months_is_one_in_each() -> None:
    # 40 days of one person at 20 working days a month: one full-time person in months 1 and 2
    plan = tiny({"work": {"effort": 40}, "release": {"after": ("work",), "roles": (OTHER,), "effort": 20}}, QUIET)
    found = cm.staffing_plan(cm.estimate(plan, samples=64))
    worker = found.table.loc[WORKER]
    assert list(worker["p80"].iloc[:2].round(6)) == [1.0, 1.0]
    assert worker["mean"].iloc[0] == pytest.approx(1.0)
    assert found.working_days_per_month == 20
    assert found.table.loc[(OTHER, 3), "mean"] == pytest.approx(1.0)  # 20 days of 20, from month 2 to 3


def test_two_activities_at_once_ask_for_two_people() -> None:
    # each takes the one worker for 20 of 20 days: 2 are needed in month 1, 1 is there, 1 is missing
    side_by_side = {"first": {"effort": 20}, "second": {"effort": 20}, "release": {"after": ("first", "second")}}
    found = cm.staffing_plan(cm.estimate(tiny(side_by_side, QUIET), samples=64))
    missing = found.over[found.over["role"] == WORKER].iloc[0]
    assert list(missing[["month", "needed", "available", "by", "chance"]]) == pytest.approx([1, 2, 1, 1, 1], abs=1e-4)
    assert found.peaks.loc[WORKER, "over"] == pytest.approx(1.0, abs=1e-4)
    enough = cm.staffing_plan(cm.estimate(tiny(side_by_side, QUIET), samples=64), available={WORKER: 2})
    assert WORKER not in set(enough.over["role"])


def test_the_same_activities_one_after_the_other_ask_for_one() -> None:
    in_turn = {
        "first": {"effort": 20},
        "second": {"effort": 20, "after": ("first",)},
        "release": {"after": ("second",)},
    }
    found = cm.staffing_plan(cm.estimate(tiny(in_turn, QUIET), samples=64))
    assert WORKER not in set(found.over["role"])


def test_a_rush_whose_date_is_uncertain_is_seen_in_the_busiest_month_but_in_no_single_one() -> None:
    # 2 people's work in a month that begins anywhere from month 1 to 20: each month sees it in 1 or 2 of 10 courses
    rush = {
        "before": {"wait": cm.Belief(min=0, max=400, unit="working_day")},
        "first": {"effort": 20, "after": ("before",)},
        "second": {"effort": 20, "after": ("before",)},
        "release": {"after": ("first", "second")},
    }
    found = cm.staffing_plan(cm.estimate(tiny(rush, QUIET), samples=2048))
    assert WORKER not in set(found.over["role"])
    # it touches two months; the fuller one holds half to all of it, 1 to 2 people, evenly: 1.5 in the middle
    assert found.peaks.loc[WORKER, "p50"] == pytest.approx(1.5, abs=0.05)
    assert found.peaks.loc[WORKER, "chance_over"] > 0.9


def test_what_is_there_is_people_times_their_free_time_course_by_course(plan: cm.StaffingPlan) -> None:
    # one data scientist whose free time is 0.55, 0.75 or 0.9 (PERT): (0.55 + 4 x 0.75 + 0.9) / 6 = 0.7417
    assert plan.table.loc[("data_scientist", 1), "available"] == pytest.approx(0.7417, abs=0.001)
    # three business users at 0.1, 0.2 or 0.35: 3 x (0.1 + 4 x 0.2 + 0.35) / 6 = 0.625
    assert plan.table.loc[("business_user", 1), "available"] == pytest.approx(0.625, abs=0.001)
    assert (plan.over["by"] >= MARKED).all()
    assert plan.over["by"].is_monotonic_decreasing


def test_percentiles_rise_and_enclose_the_middle(plan: cm.StaffingPlan) -> None:
    assert (plan.table["p50"] <= plan.table["p80"]).all()
    assert (plan.peaks["p80"] >= plan.table["p80"].groupby("role", sort=False).max() - 1e-6).all()


def test_one_column_is_laid_out_by_month_and_role(plan: cm.StaffingPlan) -> None:
    wide = plan.by_period("mean")
    assert wide.loc[4, "data_engineer"] == plan.table.loc[("data_engineer", 4), "mean"]
    assert list(wide.columns) == list(plan.person_days.index)


def test_quarters_hold_the_mean_of_their_months(est: cm.Estimate, plan: cm.StaffingPlan) -> None:
    quarters = cm.staffing_plan(est, every="quarter").by_period("mean")
    months = plan.by_period("mean")
    assert np.allclose(quarters.loc[2], months.loc[4:6].mean(), atol=1e-5)


def test_what_cannot_be_is_refused_all_at_once(est: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="did you mean 'data_engineer'") as caught:
        cm.staffing_plan(est, available={"data_enginer": 1, "sponsor": -1}, confidences=(80,))
    assert str(caught.value).splitlines() == [
        "no role 'data_enginer' (did you mean 'data_engineer'?)",
        "sponsor: -1 people are not possible",
        "a confidence lies between 0 and 1, such as 0.8",
    ]
    with pytest.raises(ValueError, match="no period 'week'; there are month, quarter, fiscal_year"):
        cm.staffing_plan(est, every="week")
