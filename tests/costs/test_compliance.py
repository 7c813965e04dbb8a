"""What it costs to keep the law."""

import numpy as np
import pytest

from costmodel.costs.compliance import own_part, quality_management_part
from tests.costs.booked import booked

HIGH_RISK = {
    "compliance.high_risk": 1,
    "compliance.provider": 1,
    "compliance.duties.cost": 30_000,
    "compliance.duties.deployer_share": 0.25,
    "compliance.duties.yearly_renewal": 0.2,
    "compliance.conformity.internal_control": 10,
    "compliance.conformity.notified_body": 20_000,
    "compliance.quality_management.missing": 0,
    "compliance.quality_management.set_up": 240_000,
    "compliance.quality_management.upkeep": 72_000,
    "compliance.quality_management.systems": 6,
    "staffing.rate_from_gross_pay": 0,
    "roles.compliance_officer.day_rate": 640,
    "initiative.horizon": 60,
}
ONLY_HIGH_RISK = (
    "Duties for a high-risk system",
    "Renewal of high-risk duties",
    "Conformity by internal control",
    "Notified body",
    "Set-up of quality management",
    "Upkeep of quality management",
)


@pytest.mark.parametrize(
    ("high_risk", "provider", "part"),
    [
        (1, 1, 30_000),
        (1, 0, 7500),  # a quarter
        (0, 1, 0),
    ],
)
def test_duties_depend_on_risk_class_and_role(high_risk: float, provider: float, part: float) -> None:
    numbers = (np.array(number) for number in (30_000.0, high_risk, provider, 0.25))
    assert own_part(*numbers) == part


def test_quality_management_is_shared_by_all_systems_of_the_company() -> None:
    one = np.array(1.0)
    assert quality_management_part(np.array(240_000.0), one, one, one, np.array(6.0)) == 40_000


def test_an_ordinary_system_pays_nothing_for_high_risk() -> None:
    amounts = booked({**HIGH_RISK, "compliance.high_risk": 0})
    assert {amounts[item] for item in ONLY_HIGH_RISK} == {0}


def test_a_provider_examines_a_high_risk_system_itself() -> None:
    amounts = booked(HIGH_RISK)
    assert [amounts[item] for item in ONLY_HIGH_RISK] == pytest.approx(
        [
            30_000,
            30_000,  # 0.2 a year for 5 years
            6400,  # 10 days at 640
            0,
            0,
            0,
        ]
    )


def test_a_notified_body_takes_the_place_of_internal_control() -> None:
    amounts = booked({**HIGH_RISK, "compliance.notified_body_needed": 1})
    assert amounts["Conformity by internal control"] == 0
    assert amounts["Notified body"] == 20_000


def test_a_company_without_quality_management_pays_its_systems_part() -> None:
    amounts = booked({**HIGH_RISK, "compliance.quality_management.missing": 1})
    assert amounts["Set-up of quality management"] == 40_000  # 240,000 / 6
    assert amounts["Upkeep of quality management"] == pytest.approx(60_000)  # 72,000 x 5 / 6


def test_explanations_are_designed_only_where_they_are_required() -> None:
    numbers = {
        "compliance.explanation_design": 20,
        "staffing.rate_from_gross_pay": 0,
        "roles.data_scientist.day_rate": 600,
    }
    required = booked({**numbers, "compliance.explanations_required": 1})
    assert required["Explanation of decisions"] == 12_000  # 20 x 600
    assert booked({**numbers, "compliance.explanations_required": 0})["Explanation of decisions"] == 0


def test_literacy_is_taught_once_and_refreshed_by_the_year() -> None:
    amounts = booked(
        {
            "compliance.literacy.users": 40,
            "compliance.literacy.price": 50,
            "compliance.literacy.refreshed": 0.25,
            "compliance.yearly_audit": 1000,
            "initiative.horizon": 48,
        }
    )
    assert amounts["AI literacy"] == 2000
    assert amounts["AI literacy refreshed"] == pytest.approx(2000)  # 2000 x 0.25 x 4 years
    assert amounts["Yearly audits"] == pytest.approx(4000)
