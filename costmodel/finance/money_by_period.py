"""The cost by period three ways: in constant prices, in the prices of the day on which it is paid, and discounted.

Each sum is that of the courses that speak, to the cent: the mean or the percentile in constant prices, and of the same
courses the mean in prices of the day and the mean present value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import Flow
from costmodel.estimates.phasing import closed, known
from costmodel.estimates.result import Estimate
from costmodel.finance.courses import Course, spent
from costmodel.finance.cuts import Cut, cut_at
from costmodel.finance.discounting import discount_rate, discounted_in, monthly_force, worth
from costmodel.finance.price_dates import price_dates
from costmodel.simulation.windows import Group, Window
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

STEPS = ("constant_prices", "price_rise", "prices_of_the_day", "discount", "present_value")


@kinds_told
def prices_of_the_day(
    est: Estimate,
    every: str = "fiscal_year",
    confidence: float | None = None,
    view: str = "carried_through",
    rate: float | None = None,
) -> pd.DataFrame:
    """What the cost of each period is in constant prices, in prices of the day, and worth today (as `present_value`).

    Prices rise from the middle of the price year along the calendar where the start is said, so that a start in 2028
    costs the prices of 2028; else from the start. What is spent in a month is multiplied by the mean rise of its
    payee's prices, and by the mean discount, within that month; rises are taken at their likeliest values. The sums are
    exact, in closed form over each window.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        confidence: 0.8 for the plan that is kept in 8 of 10 courses; None for the mean.
        view: "carried_through", or "as_it_happens" (stops and early retirement included).
        rate: discount rate per year; None for `finance.discount.rate`.

    Returns:
        a row for each period, the columns of `STEPS`: constant prices + price rise = prices of the day, and these +
        discount (below zero) = present value; money in cents.

    Raises:
        ValueError: an unknown period or view, a confidence outside 0..1 or of one sample, a rate outside -1 to 1, or
            price rises that are written as factors.
    """
    import pandas as pd

    known(every, "category")
    used = discount_rate(est, rate)
    asked.price_rises(est.assumptions)
    cut = cut_at(est, confidence, view)
    exact = [discounted_in(course, [0.0, used], True, view) for course in cut.courses()]
    day, value = (cut.mean(one[row] for one in exact) for row in (0, 1))
    flow = cut.flow(lambda course: spent(course, view, "payee"))
    down = -monthly_force(used, _months(est))
    cells = {
        "constant_prices": (flow, cut.wanted),
        "prices_of_the_day": (_risen(est, flow, 0.0), day),
        "present_value": (_risen(est, flow, down), value),
    }
    found = {name: closed(_summed(cut, of, every, name), wanted)[name] for name, (of, wanted) in cells.items()}
    frame = pd.DataFrame(found).fillna(0.0)
    frame["price_rise"] = (frame["prices_of_the_day"] - frame["constant_prices"]).round(2)
    frame["discount"] = (frame["present_value"] - frame["prices_of_the_day"]).round(2)
    return frame[list(STEPS)].rename_axis(every)


@kinds_told
def escalated_cash_flow(
    est: Estimate,
    every: str = "fiscal_year",
    by: str = "category",
    confidence: float | None = None,
    view: str = "carried_through",
) -> pd.DataFrame:
    """Spending by period and part in the prices of the day: `Estimate.cash_flow` or `Estimate.plan` with rising prices.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        by: a cut of the ledger, as in `Estimate.by`.
        confidence, view: as in `prices_of_the_day`, whose sum this has.

    Returns:
        a row for each period, a column for each part, money in cents.

    Raises:
        ValueError: an unknown period, cut or view, a confidence outside 0..1 or of one sample, or price rises that
            are written as factors.
    """
    known(every, by)
    asked.price_rises(est.assumptions)
    cut = cut_at(est, confidence, view)
    day = cut.mean(discounted_in(course, [0.0], True, view)[0] for course in cut.courses())

    def by_both(course: Course) -> Iterator[Group]:
        for window, parts in spent(course, view, by, "payee"):
            yield window, {(f"{payee} {part}",): amount for (part, payee), amount in parts.items()}

    risen: dict[str, Array] = {}
    for key, money in cut.flow(by_both).items():
        payee, part = key.split(" ", maxsplit=1)
        dearer = _grown(est, payee, money, 0.0)
        risen[part] = risen[part] + dearer if part in risen else dearer
    return closed(cut.table(risen, every), day)


def _months(est: Estimate) -> float:
    return est.assumptions["calendar.months_per_year"].likeliest


def _force(est: Estimate, payee: str) -> float:
    """The monthly force with which a payee's prices rise, at the likeliest rate."""
    return float(monthly_force(est.assumptions[f"finance.price_rise.{payee}"].likeliest, _months(est)))


def _grown(est: Estimate, payee: str, spent_by_month: Array, down: float) -> Array:
    """A payee's cumulative flow in the prices of the day, discounted with a monthly force (0: not at all)."""
    rise, months = _force(est, payee), np.arange(len(spent_by_month), dtype=np.float64)
    by_month = np.diff(spent_by_month, prepend=0.0) * worth(Window(months, months + 1), rise + down)
    return np.asarray(np.cumsum(by_month) * price_dates(est.assumptions).at_start(rise, down))


def _risen(est: Estimate, flow: Flow, down: float) -> Mapping[str, Array]:
    """A flow by payee in the prices of the day, discounted with a monthly force (0: not at all)."""
    return {payee: _grown(est, payee, money, down) for payee, money in flow.items()}


def _summed(cut: Cut, flow: Flow, every: str, name: str) -> pd.DataFrame:
    return cut.table(flow, every).sum(axis=1).to_frame(name)
