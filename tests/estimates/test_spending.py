"""Money by time in one pass: the same figures as cash flow and fan, whatever the blocks and the start of the year."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.estimates.spending import LATE, spending


@pytest.fixture(scope="module", params=[(4_096, 1), (9_000, 4)], ids=["one block", "three blocks, a year from April"])
def est(request: pytest.FixtureRequest) -> cm.Estimate:
    samples, start = request.param
    return cm.estimate(cm.load().with_changes({"initiative.start": f"2027-{start:02d}"}, why="test"), samples)


def test_what_is_expected_is_the_cash_flow_by_scope(est: cm.Estimate) -> None:
    spent, flow = spending(est), est.cash_flow("fiscal_year", "scope")
    for scope, amounts in spent.expected.items():
        assert amounts[: len(flow)] == pytest.approx(flow[scope].to_numpy()[: len(amounts)], abs=0.5)
    whole = sum(float(amounts.sum()) for amounts in spent.expected.values())
    assert whole == pytest.approx(float(est.total.mean()), rel=1e-6)


def test_by_month_it_is_the_cash_flow_itself(est: cm.Estimate) -> None:
    spent, flow = spending(est, "month"), est.cash_flow("month", "scope")
    assert list(spent.ends) == list(flow.index)
    assert list(spent.expected["to_go_live"]) == list(flow["to_go_live"])


def test_the_fan_is_the_fan_at_the_ends_of_the_years(est: cm.Estimate) -> None:
    spent, fan = spending(est), est.fan("fiscal_year").to_numpy()
    at = np.searchsorted(spent.times, spent.ends)
    assert list(spent.times[at]) == list(spent.ends)
    # Single precision: a unit of money in ten million, of sums of up to a few millions.
    assert spent.fan[at][: len(fan)] == pytest.approx(fan, abs=1.0)


def test_the_fan_begins_at_nothing_and_is_read_twice_a_year_until_nearly_all_are_live(est: cm.Estimate) -> None:
    spent, late = spending(est), est.quantile(LATE, of="go_live")
    assert list(spent.fan[0]) == [0, 0, 0, 0]
    gaps = np.diff(spent.times)
    assert np.all(gaps[1:][spent.times[2:] < late - 6] == 6)
    assert spent.ends[0] == 12 - (est.assumptions.calendar.place - 1)


def test_a_period_that_is_none_is_refused(est: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="no period 'week'; there are month, fiscal_year"):
        spending(est, "week")
