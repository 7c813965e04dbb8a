"""Prices rise along the calendar from the price year, and money is valued in a month that is said."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.finance.price_dates import price_dates
from costmodel.initiative.calendar import calendar_month

RISES = {f"finance.price_rise.{kind}": 0.0 for kind in ("cloud", "hardware", "licence", "labour")}


def case(start: str | None, **more: float | str) -> cm.Estimate:
    said = {"initiative.start": start} if start else {}
    changes = RISES | {"finance.price_rise.labour": 0.03, **more}
    return cm.estimate(cm.load().with_changes({**changes, **said}), samples=64)


def labour(est: cm.Estimate) -> tuple[float, float]:
    """Labour of the first twelve months in constant prices, and in prices of the day."""
    constant = est.cash_flow("fiscal_year", "payee")["labour"].iloc[0]
    return float(constant), float(cm.escalated_cash_flow(est, "fiscal_year", "payee")["labour"].iloc[0])


def test_a_start_in_2028_costs_the_prices_of_2028() -> None:
    constant, dearer = labour(case("2028-01"))
    # prices of 2026 and 3 % a year: 1.03 x 1.03 = 1.0609 in the middle of 2028; at its ends 1.0453 and 1.0767
    assert 1.0453 < dearer / constant < 1.0767
    shifted = labour(case("2027-01"))[1]
    assert dearer == pytest.approx(1.03 * shifted)  # a year later, three per cent dearer


def test_what_is_spent_evenly_over_the_price_year_costs_what_the_estimate_says() -> None:
    dates = price_dates(case("2026-01").assumptions)
    # from the middle of 2026 to January 2026: six months back
    assert dates.since_prices == -6
    force = np.log(1.03) / 12
    mean = np.mean(np.exp(force * (np.arange(0.005, 12, 0.01) + dates.since_prices)))
    assert mean == pytest.approx(1, abs=1e-4)


def test_without_a_start_prices_at_the_start_are_those_of_the_price_year() -> None:
    constant, dearer = labour(case(None))
    # between no rise at the start and 3 % at the end of the first year
    assert 1 < dearer / constant < 1.03
    assert price_dates(cm.load()).valued_in is None


def test_money_is_valued_at_the_start_unless_another_month_is_said() -> None:
    at_start = cm.present_value(case("2028-01"), rate=0.085)
    two_years_before = cm.present_value(case("2028-01", **{"initiative.valued_in": "2026-01"}), rate=0.085)
    assert (at_start.valued_in, two_years_before.valued_in) == (calendar_month(2028, 1), calendar_month(2026, 1))
    # two years at 8.5 %: 1.085 x 1.085 = 1.177225
    assert at_start.mean / two_years_before.mean == pytest.approx(1.177225)
    assert "Present value in 2026-01 at 8.5%" in repr(two_years_before)
    assert "Present value at the start at 8.5%" in repr(cm.present_value(case(None), rate=0.085))


def test_in_constant_prices_the_start_moves_no_present_value() -> None:
    one, other = (cm.present_value(case(start), escalated=False).mean for start in ("2026-03", "2031-11"))
    assert one == pytest.approx(other)


def test_the_benefit_rises_along_the_calendar_too() -> None:
    stated = {"benefits.monthly_value": 30_000.0, "finance.price_rise.benefit": 0.02}
    early, late = (cm.benefits(case(start, **stated), escalated=True) for start in ("2027-01", "2028-01"))
    assert late.value.mean() / early.value.mean() == pytest.approx(1.02)
