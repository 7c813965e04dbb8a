"""Risks on paper: what an event costs, under which category, and what a mitigation does to it."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block, Likeliest
from costmodel.costs import risks
from costmodel.estimates.result import computed
from tests.costs.booked import booked

COST = {"risks.data_missing.cost": 20_000}


def test_an_event_costs_where_it_strikes_and_nothing_elsewhere() -> None:
    assert risks.cost_of_event(np.array([0.0, 1.0]), np.array([20_000.0])) == pytest.approx([0, 20_000])


def test_a_certain_risk_is_booked_in_the_likeliest_case() -> None:
    assert booked(COST | {"risks.data_missing.chance": 1.0})["Risk: data missing"] == pytest.approx(20_000)


def test_a_risk_below_even_odds_is_not() -> None:
    assert booked(COST | {"risks.data_missing.chance": 0.49})["Risk: data missing"] == 0


def test_a_risk_is_booked_under_the_category_that_it_hits_when_it_strikes() -> None:
    case = computed(cm.load(), Likeliest())
    line = next(line for line in case.ledger.lines if line.item == "Risk: data missing")
    assert line.category == "data_preparation"
    assert float(line.window.end[0]) == pytest.approx(float(case.schedule.finish["data_preparation"][0]))


def test_a_mitigation_costs_only_when_it_is_switched_on() -> None:
    name = "risks.data_missing.mitigation"
    cost = {f"{name}.cost": 7_000}
    assert booked(cost | {f"{name}.active": 0})["Mitigation: data missing"] == 0
    assert booked(cost | {f"{name}.active": 1})["Mitigation: data missing"] == pytest.approx(7_000)


def test_a_mitigation_multiplies_the_odds_of_the_risk() -> None:
    name = "risks.data_missing"
    assumptions = cm.load().with_changes(
        {
            f"{name}.chance": 0.5,  # odds 1
            f"{name}.mitigation.active": 1,
            f"{name}.mitigation.odds": 0.25,  # odds 1/4: a chance of 0.2
            "capability.data": 3,
        }
    )
    struck = computed(assumptions, Block(1, 0)).inputs[f"{name}.chance"]
    assert np.mean(struck) == pytest.approx(0.2, abs=1 / 256)  # one stratum of 256


def test_a_mitigation_leaves_its_share_of_the_cost() -> None:
    name = next(name for name, risk in cm.load().structure.risks.items() if risk.mitigation_impact and risk.cost)
    changes = {f"risks.{name}.chance": 1.0, f"risks.{name}.cost": 10_000, f"risks.{name}.mitigation.active": 1}
    changes |= {f"risks.{name}.mitigation.impact": 0.3}
    if cm.load().structure.risks[name].mitigation_odds:
        changes |= {f"risks.{name}.mitigation.odds": 1.0}
    item = f"Risk: {name.replace('_', ' ')}"
    assert booked(changes)[item] == pytest.approx(3_000)  # 10,000 x 0.3
