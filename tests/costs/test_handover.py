"""Handover on paper: users, interfaces, parallel run, tools, licences."""

import numpy as np
import pytest

from costmodel.beliefs.sampling import Likeliest
from costmodel.costs import handover
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule


def one(number: float) -> np.ndarray:
    return np.array([number])


def booked(assumptions: Assumptions) -> dict[str, CostLine]:
    inputs = Inputs(assumptions, Likeliest())
    return {line.item: line for line in handover.lines(inputs, Schedule(inputs))}


@pytest.fixture(scope="module")
def baseline() -> Assumptions:
    return load()


def test_forty_users_for_half_a_day_are_twenty_days() -> None:
    assert handover.training_days(one(40), one(0.5)) == 20  # 40 x 0.5


def test_each_interface_is_paid_to_its_neighbour() -> None:
    assert handover.interface_services(one(3), one(5_000)) == pytest.approx(15_000)  # 3 x 5,000


def test_a_parallel_run_costs_by_the_month() -> None:
    assert handover.parallel_run_cost(one(4_000), one(1.5)) == pytest.approx(6_000)  # 1.5 x 4,000


def test_tools_cost_the_days_that_set_them_up() -> None:
    assert handover.tool_setup(one(5), one(640)) == pytest.approx(3_200)  # 5 x 640


def test_licences_are_paid_by_the_month() -> None:
    assert handover.licence_cost(one(400), one(15)) == pytest.approx(6_000)  # 15 x 400


def test_the_parallel_run_lasts_as_long_as_the_release_is_worked_on(baseline: Assumptions) -> None:
    # one role, 2 days at a tenth of its time and nobody else: 20 working days; a month has 248 / 12 of them
    changes = {
        "plan.release.effort.operations_engineer": 2.0,
        "plan.release.effort.business_user": 0.0,
        "roles.operations_engineer.availability": 0.1,
        "handover.parallel_run": 6_200.0,
    }
    assert booked(baseline.with_changes(changes))["Parallel run"].amount == pytest.approx(
        6_000
    )  # 6,200 x 20 x 12 / 248


def test_waiting_for_the_release_window_is_no_parallel_run(baseline: Assumptions) -> None:
    longer = baseline.with_changes({"plan.release.wait": 60.0})
    assert booked(longer)["Parallel run"].amount == pytest.approx(float(booked(baseline)["Parallel run"].amount[0]))


def test_everything_in_handover_is_part_of_the_budget_to_go_live(baseline: Assumptions) -> None:
    assert {line.scope for line in booked(baseline).values()} == {"to_go_live"}


def test_everything_is_booked_under_handover_and_nothing_in_the_prototype(baseline: Assumptions) -> None:
    lines = booked(baseline).values()
    assert {line.category for line in lines} == {"handover"}
    assert "prototype" not in {line.layer for line in lines}


def test_the_effort_of_every_handover_activity_is_booked(baseline: Assumptions) -> None:
    items = set(booked(baseline))
    for name, activity in baseline.structure.plan.by_category("handover"):
        for role in activity.roles:
            assert f"{name.replace('_', ' ').capitalize()}, {role.replace('_', ' ')}" in items


def test_a_plan_without_a_security_review_still_pays_for_the_test(
    baseline: Assumptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = Inputs(baseline, Likeliest())
    schedule = Schedule(inputs)
    monkeypatch.setattr(schedule, "has", lambda activity: activity != "security_review")
    line = next(line for line in handover.lines(inputs, schedule) if line.item == "Penetration test")
    assert line.window is schedule.phase("productionise")
