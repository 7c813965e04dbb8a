"""Time of others is an invoice: who is paid, what is cash, what carries tax, and what waiting costs."""

from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Likeliest
from costmodel.costs.shared.people_of_others import share_within
from costmodel.estimates.simulation import computed
from costmodel.simulation.windows import Window
from tests.costs.own_files import likeliest, money, number, own

CONTRACTOR = "roles: {data_engineer: {payee: contractor}}\n"
WORK = "Data preparation, data engineer"
BRIDGED = {"hiring.must_hire": 1.0, "hiring.bridged": 1.0}


def test_the_days_of_a_contractor_cost_what_they_cost_and_are_paid_to_others(tmp_path: Path) -> None:
    ours, theirs = likeliest(cm.load()), likeliest(own(tmp_path, CONTRACTOR))
    before = {line.item: line for line in ours.ledger.lines}
    found = [line for line in theirs.ledger.lines if line.role == "data_engineer" and line.kind != "idle"]
    assert len(found) > 3
    for line in found:
        assert (line.payee, before[line.item].payee) == ("service", "labour")
        assert float(line.amount[0]) == float(before[line.item].amount[0])


def test_contractors_are_cash_and_colleagues_are_not(tmp_path: Path) -> None:
    waiting = {"roles.data_engineer.retained_share": 0.0}
    ours = cm.estimate(cm.load().with_changes(waiting), samples=512, seed=1)
    theirs = cm.estimate(own(tmp_path, CONTRACTOR), samples=512, seed=1)
    cash_of_ours, cash_of_theirs = cm.cash_view(ours).cash, cm.cash_view(theirs).cash
    assert np.all(cash_of_theirs > cash_of_ours)
    assert np.allclose(theirs.total, ours.total)  # the same days at the same rate


def test_a_contractor_is_not_paid_while_waiting_unless_the_contract_says_so(tmp_path: Path) -> None:
    kept = {"roles.data_engineer.retained_share": 0.5}
    idle = "Data engineer, idle"
    (of_ours,) = money(likeliest(cm.load().with_changes(kept)).ledger.lines, idle)
    assert of_ours > 0
    assert money(likeliest(own(tmp_path, CONTRACTOR, kept)).ledger.lines, idle) == [0.0]
    agreed = f"""{CONTRACTOR}
contracts:
  engineering:
    meaning: Engineering
    role: data_engineer
    paid_while_waiting: {number("Paid while waiting", "share", 0.5)}
"""
    (of_theirs,) = money(likeliest(own(tmp_path, agreed)).ledger.lines, idle)
    assert of_theirs == pytest.approx(of_ours)


def test_tax_that_cannot_be_deducted_falls_on_the_days_of_others(tmp_path: Path) -> None:
    tax = {"initiative.non_deductible_vat": 0.19}
    (of_ours,) = money(likeliest(cm.load().with_changes(tax)).ledger.lines, WORK)
    (of_theirs,) = money(likeliest(own(tmp_path, CONTRACTOR, tax)).ledger.lines, WORK)
    assert of_theirs == pytest.approx(of_ours * 1.19)


def test_a_contractor_has_no_pay_to_build_a_rate_from(tmp_path: Path) -> None:
    from_pay = {"staffing.rate_from_gross_pay": 1.0, "roles.data_engineer.day_rate": 1_000.0}
    case = likeliest(own(tmp_path, CONTRACTOR, from_pay))
    (line,) = [line for line in case.ledger.lines if line.item == WORK]
    assert float(line.amount[0] / line.days[0]) == pytest.approx(1_000)


def test_an_external_who_bridges_a_post_is_paid_by_invoice_for_his_months() -> None:
    case = likeliest(cm.load().with_changes(BRIDGED | {"hiring.months_open": 100.0}))
    lines = {line.item: line for line in case.ledger.lines}
    own_part, theirs = (
        lines["Model development, data scientist"],
        lines["Model development, data scientist, by an external"],
    )
    assert float(own_part.amount[0]) == 0  # he stays beyond go-live, so all of the work is his
    assert float(theirs.amount[0]) > 0
    assert (own_part.payee, theirs.payee) == ("labour", "service")
    assert lines["External substitute, premium"].payee == "service"


def test_who_bridges_a_post_changes_the_payee_and_not_the_cost() -> None:
    nobody = {**BRIDGED, "hiring.external_premium": 1.0, "hiring.fee": 0.0, "hiring.onboarding": 0.0}
    bridged = cm.estimate(cm.load().with_changes(nobody), samples=512, seed=1)
    filled = cm.estimate(cm.load().with_changes(nobody | {"hiring.must_hire": 0.0}), samples=512, seed=1)
    assert np.allclose(bridged.total, filled.total)
    assert cm.cash_view(bridged).cash.mean() > cm.cash_view(filled).cash.mean() + 1_000


def test_a_part_of_a_window_is_the_part_of_its_length() -> None:
    def share(start: float, end: float, first: float, last: float) -> float:
        return float(
            share_within(Window(np.array([start]), np.array([end])), Window(np.array([first]), np.array([last])))[0]
        )

    assert share(2, 6, 3, 5) == 0.5
    assert share(2, 6, 0, 3) == 0.25
    assert share(2, 6, 7, 9) == 0
    assert (share(2, 2, 2, 3), share(3, 3, 2, 3), share(2, 2, 2, 2)) == (1, 0, 0)  # a moment before the end, or not


def test_where_there_is_none_of_a_role_another_one_does_its_work_at_its_rate(tmp_path: Path) -> None:
    rates = {"roles.data_engineer.day_rate": 500.0, "roles.data_scientist.day_rate": 800.0}
    shipped = likeliest(cm.load().with_changes(rates))
    case = likeliest(own(tmp_path, "roles: {data_engineer: {done_by: data_scientist}}\n", rates))
    days = shipped.schedule.efforts["data_preparation", "data_engineer"]
    others = shipped.schedule.efforts.get(("data_preparation", "data_scientist"), np.zeros(1))
    assert ("data_preparation", "data_engineer") not in case.schedule.efforts
    assert case.schedule.efforts["data_preparation", "data_scientist"] == pytest.approx(days + others)
    assert not [line for line in case.ledger.lines if line.role == "data_engineer"]
    (amount,) = money(case.ledger.lines, "Data preparation, data scientist")
    assert amount == pytest.approx(float((days + others)[0]) * 800)


def test_fewer_hands_take_longer(tmp_path: Path) -> None:
    case = likeliest(own(tmp_path, "roles: {data_engineer: {done_by: data_scientist}}\n"))
    assert float(case.schedule.go_live[0]) >= float(likeliest(cm.load()).schedule.go_live[0])


def test_nobody_is_hired_for_a_role_that_others_fill(tmp_path: Path) -> None:
    assumptions = own(tmp_path, "roles: {data_scientist: {payee: contractor}}\n", BRIDGED)
    lines = computed(assumptions, Likeliest()).ledger.lines
    for item in ("Recruiter's fee", "Onboarding of hired specialists", "External substitute, premium"):
        assert money(lines, item) == [0.0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("roles: {data_engineer: {payee: freelancer}}\n", "ours.yaml:1: roles.data_engineer.payee"),
        ("roles: {data_engineer: {done_by: data_scientits}}\n", "did you mean 'data_scientist'"),
        ("roles: {data_engineer: {done_by: data_engineer}}\n", "there is nobody of the role"),
        (
            "roles: {data_engineer: {done_by: ml_engineer}, ml_engineer: {done_by: data_scientist}}\n",
            "there is nobody of the role 'ml_engineer' either",
        ),
        ("roles: {data_engineer: {done_by: ml_engineer, payee: contractor}}\n", "nobody of it is paid"),
    ],
)
def test_a_slip_in_what_is_said_of_a_role_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(cm.AssumptionsError) as refused:
        own(tmp_path, text)
    assert told in str(refused.value)
