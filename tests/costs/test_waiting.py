"""Waiting on paper: idle people, the business side's own time, bridging."""

import numpy as np
import pytest

from costmodel.beliefs.sampling import Block, Likeliest
from costmodel.costs import waiting
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule


def booked(assumptions: Assumptions, source: Likeliest | Block | None = None) -> dict[str, CostLine]:
    inputs = Inputs(assumptions, source or Likeliest())
    return {line.item: line for line in waiting.lines(inputs, Schedule(inputs))}


@pytest.fixture(scope="module")
def baseline() -> Assumptions:
    return load()


def test_idle_days_are_paid_without_leave_and_sickness() -> None:
    cost = waiting.idle_cost(np.array([25.0]), np.array([600.0]), np.array([200.0]), np.array([250.0]))
    assert cost == pytest.approx(12_000)  # 25 x 600 x 200 / 250


def test_nobody_idle_costs_nothing() -> None:
    assert waiting.idle_cost(np.zeros(1), np.array([600.0]), np.array([200.0]), np.array([250.0])) == 0


def test_bridging_is_paid_each_month_until_go_live() -> None:
    assert waiting.bridging_cost(np.array([1_500.0]), np.array([14.0])) == pytest.approx(21_000)  # 14 x 1,500


def test_every_role_but_those_who_steer_has_an_idle_line(baseline: Assumptions) -> None:
    idle = {item.removesuffix(", idle") for item in booked(baseline) if item.endswith(", idle")}
    roles = set(baseline.structure.plan.roles) - {"project_lead", "sponsor"}
    assert idle == {role.replace("_", " ").capitalize() for role in roles}


def test_ml_specialists_who_wait_are_told_apart(baseline: Assumptions) -> None:
    lines = booked(baseline)
    assert lines["Data engineer, idle"].layer == "ml_idle"
    assert lines["Software engineer, idle"].layer == "software"


def test_people_who_are_lent_out_while_they_wait_cost_nothing(baseline: Assumptions) -> None:
    lent = {name: 0.0 for name in baseline if name.endswith(".retained_share")}
    lines = booked(baseline.with_changes(lent))
    assert sum(float(line.amount[0]) for item, line in lines.items() if item.endswith(", idle")) == 0


def test_the_business_sides_own_time_is_booked_under_waiting(baseline: Assumptions) -> None:
    line = booked(baseline)["Business acceptance, business user"]
    inputs = Inputs(baseline, Likeliest())
    effort, rate = (
        inputs["plan.business_acceptance.effort.business_user"],
        inputs["roles.business_user.day_rate"],
    )
    assert line.amount == pytest.approx(float(effort[0] * rate[0]))
    assert line.category == "waiting"


def test_longer_waits_never_make_waiting_cheaper_in_any_sample(baseline: Assumptions) -> None:
    source = Block(3, 0, 512)
    waits = [name for name in baseline if name.startswith("plan.") and name.endswith(".wait")]
    before = sum(np.broadcast_to(line.amount, (512,)) for line in booked(baseline, source).values())
    for name in waits:
        longer = baseline.with_changes({name: baseline[name].times(1.5)})
        after = sum(np.broadcast_to(line.amount, (512,)) for line in booked(longer, source).values())
        assert np.all(after >= before - 1e-6), name


def test_bridging_ends_at_go_live(baseline: Assumptions) -> None:
    inputs = Inputs(baseline, Likeliest())
    schedule = Schedule(inputs)
    line = booked(baseline)["Bridging until go-live"]
    assert line.amount == pytest.approx(float(inputs.waiting.bridging[0] * schedule.go_live[0]))
    np.testing.assert_array_equal(line.window.end, schedule.go_live)
