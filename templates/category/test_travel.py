"""What travel costs, by hand: each test sets the numbers it is about, and says how the expected one comes about."""

import pytest

import costmodel as cm
from costmodel.costs.travel import cost_of_visits
from tests.costs.booked import booked

NUMBERS = {
    "travel.visits_before_go_live": 2,
    "travel.visits_in_operation": 0.5,
    "travel.visit": 1_000,
    "initiative.horizon": 24,
    "initiative.non_deductible_vat": 0,
}


def test_two_visits_a_month_for_half_a_year_are_twelve_visits() -> None:
    assert cost_of_visits(2.0, 6.0, 1_000.0) == 12_000  # 2 x 6 x 1,000


def test_visits_are_paid_until_go_live() -> None:
    months = float(cm.likeliest(cm.load().with_changes(NUMBERS)).go_live[0])
    assert booked(NUMBERS)["Visits before go-live"] == pytest.approx(2 * months * 1_000)


def test_visits_in_operation_are_paid_to_the_horizon() -> None:
    assert booked(NUMBERS)["Visits in operation"] == pytest.approx(12_000)  # 0.5 x 24 x 1,000


def test_nobody_travels_for_nothing() -> None:
    stay = NUMBERS | {"travel.visits_before_go_live": 0, "travel.visits_in_operation": 0}
    amounts = booked(stay)
    assert (amounts["Visits before go-live"], amounts["Visits in operation"]) == (0, 0)
