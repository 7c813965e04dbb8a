"""Whom the date waits for: business, compliance and security decide it in a plausible share of courses, each case."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.estimates.result import Estimate
from tests.strategies import CASES, case

SAMPLES = 2_048
MONTH = 248 / 12  # working days
# Judgement, on both sides: each of them may decide the date and none of them always does. No survey counts how often
# each was the one that everybody waited for.
USUAL = {
    "business_acceptance": (0.2, 0.75),  # the steps of the business side end with it, so it holds their share
    "compliance_review": (0.05, 0.4),
    "works_council_agreement": (0.02, 0.4),
    "security_review": (0.25, 0.8),
}
# Where loans are decided on, risk committee and board stand before every trial; in most courses they are the last.
HIGH_RISK = {
    "business_acceptance": (0.5, 0.9),
    "compliance_review": (0.5, 0.85),
    "works_council_agreement": (0.0, 0.3),
    "security_review": (0.1, 0.5),
}


def estimated(name: str, **waits: float) -> Estimate:
    """A case in which some waits are so many working days longer in every course."""
    assumptions = case(name)
    longer = {}
    for activity, more in waits.items():
        wait = assumptions[f"plan.{activity}.wait"]
        ends = {key: getattr(wait, key) + more for key in ("min", "mode", "max")}
        longer[f"plan.{activity}.wait"] = wait.model_copy(update=ends)
    return cm.estimate(assumptions.with_changes(longer), SAMPLES, seed=1)


def as_planned(name: str, **waits: float) -> Estimate:
    """The same without what experience adds, so that a month of waiting is a month in every course."""
    est = estimated(name, **waits)
    return cm.estimate(est.assumptions.with_changes({"discrepancy.stage": 0}), SAMPLES, seed=1)


@pytest.mark.parametrize("name", sorted(CASES))
def test_business_compliance_and_security_decide_the_date_in_a_plausible_share_of_courses(name: str) -> None:
    decides = estimated(name).timeline().set_index("activity")["critical"]
    bands = HIGH_RISK if case(name)["compliance.high_risk"].likeliest > 0 else USUAL
    assert {
        activity: round(float(decides[activity]), 3)
        for activity, (least, most) in bands.items()
        if not least <= decides[activity] <= most
    } == {}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_month_more_until_the_business_side_decides_costs_money_and_months_but_less_than_a_month(name: str) -> None:
    before, after = as_planned(name), as_planned(name, business_acceptance=MONTH)
    later = after.go_live - before.go_live
    assert np.all(later >= -1e-9)
    assert np.all(later <= 1 + 1e-9)
    assert 0.4 < later.mean() < 0.95
    assert 1_000 < (after.to_go_live - before.to_go_live).mean() < 10_000


def test_the_business_side_tries_it_before_it_decides_and_decides_before_operations_take_over() -> None:
    schedule = next(iter(estimated("baseline").cases())).schedule
    for first, then in (
        ("model_validation", "user_trial"),
        ("user_trial", "field_trial"),
        ("works_council_agreement", "field_trial"),
        ("compliance_review", "field_trial"),
        ("field_trial", "business_acceptance"),
        ("process_change", "business_acceptance"),
        ("business_acceptance", "operations_handover"),
        ("security_review", "operations_handover"),
        ("operations_handover", "release"),
    ):
        assert np.all(schedule.finish[first] <= schedule.start[then] + 1e-9), (first, then)
