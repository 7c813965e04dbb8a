"""Contingency and management reserve add up to the budget, in all and stage by stage."""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.decisions.held_back import release, reserves
from costmodel.estimates.experience import added_by_experience
from costmodel.initiative.discrepancy import STAGE
from tests.strategies import CASES, case

LOWER = cm.Belief(p10=0.3, p90=0.6, unit="factor")


@pytest.fixture(scope="module")
def idea() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=4096)


@pytest.mark.parametrize("confidence", [0.5, 0.8])
def test_the_two_reserves_lead_from_the_likeliest_case_to_the_budget(idea: cm.Estimate, confidence: float) -> None:
    found = reserves(idea, confidence)
    assert found["amount"][:3].sum() == pytest.approx(idea.quantile(confidence, "to_go_live"))
    assert found.loc["point", "amount"] == idea.likeliest.to_go_live[0]
    assert found.loc["budget", "level"] == idea.quantile(confidence, "to_go_live")
    assert found.loc["management_reserve", "amount"] == pytest.approx(added_by_experience(idea, confidence))


def test_without_experience_there_is_no_management_reserve() -> None:
    off = cm.estimate(case("baseline").with_changes({STAGE: 0}), samples=1024)
    assert reserves(off).loc["management_reserve", "amount"] == 0
    assert (release(off)["management_reserve"] == 0).all()


def test_where_estimates_came_out_too_high_the_management_reserve_is_below_zero() -> None:
    cautious = cm.estimate(case("baseline").with_changes({"discrepancy.idea.to_go_live": LOWER}), samples=1024)
    assert reserves(cautious).loc["management_reserve", "amount"] < 0


@pytest.mark.parametrize("name", sorted(CASES))
def test_requests_are_made_of_their_parts_and_add_up_to_the_budget(name: str) -> None:
    est = cm.estimate(case(name), samples=1024)
    found, whole = release(est), reserves(est)
    parts = found[["point", "contingency", "management_reserve"]]
    assert np.allclose(parts.sum(axis=1), found["request"])
    for part in parts:
        assert found[part].sum() == pytest.approx(whole.loc[part, "amount"], abs=1e-6)
    assert found["request"].sum() == pytest.approx(whole.loc["budget", "amount"])
    assert list(found.index) == list(cm.stage_budgets(est).index)


def test_what_cannot_be_asked_is_said(idea: cm.Estimate) -> None:
    for ask in (reserves, release):
        with pytest.raises(ValueError, match="between 0 and 1"):
            ask(idea, 80)
        with pytest.raises(ValueError, match="all at likeliest"):
            ask(cm.likeliest(idea.assumptions))
