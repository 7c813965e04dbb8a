"""What the money is worth over time: prices that rise by kind of cost, discounting, present value.

The estimate itself stays in constant prices and undiscounted. Where the start of the initiative is said, prices rise
from the middle of the price year along the calendar; where it is not, prices at the start are those of the price year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.percentiles import PERCENTILES, quantile
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.finance.courses import Course, courses, spent
from costmodel.finance.price_dates import price_dates
from costmodel.initiative.calendar import Month, written_month
from costmodel.initiative.plan import PAYEES
from costmodel.simulation.windows import Window
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

NO_RISE: Mapping[str, float] = dict.fromkeys(PAYEES, 0.0)


# -- the arithmetic ---------------------------------------------------------------------------------------------------


def monthly_force(yearly_rate: Any, months_per_year: Any) -> Any:
    """The continuous rate per month that multiplies by ``1 + rate`` in a year.

    A discount rate r a year divides by 1 + r, so its force is that of r with the sign changed.
    """
    return np.log1p(yearly_rate) / months_per_year


def mean_growth(exponent: Array) -> Array:
    """The mean of ``exp(x u)`` for u from 0 to 1, which is ``(exp(x) - 1) / x``; 1 in the limit of a point."""
    small = np.abs(exponent) < 1e-8  # there the series is exact, and the quotient would lose all digits
    safe = np.where(small, 1.0, exponent)
    return np.where(small, 1 + exponent / 2, np.expm1(safe) / safe)


def worth(window: Window, force: Any) -> Array:
    """What one unit of money, spent evenly over a window, is worth at the start, if it grows with a force per month.

    The mean of ``exp(force t)`` over the window, in closed form: its value at the window's start times the mean
    growth within; where both ends agree, its value there.
    """
    return np.asarray(np.exp(force * window.start) * mean_growth(force * (window.end - window.start)))


def price_forces(course: Course, escalated: bool) -> Mapping[str, Any]:
    """Payee -> the monthly force with which its prices rise; zero where prices are kept constant."""
    if not escalated:
        return NO_RISE
    months = course.inputs.calendar.months_per_year
    return {payee: monthly_force(course.drawn(f"finance.price_rise.{payee}"), months) for payee in PAYEES}


def discounted(est: Estimate, rates: Sequence[float], escalated: bool = True, view: str = "carried_through") -> Array:
    """The present value of the cost at several rates; shape (rates, samples), money.

    Args:
        est: the estimate.
        rates: per year.
        escalated: whether prices rise by kind of cost until they are paid.
        view: "carried_through" or "as_it_happens".

    Raises:
        TypeError: a rate that is no number.
        ValueError: an unknown view, a rate outside -1 to 1, or price rises that are written as factors.
    """
    for rate in rates:
        asked.rate(rate)
    if escalated:
        asked.price_rises(est.assumptions)
    return np.concatenate([discounted_in(course, rates, escalated, view) for course in courses(est)], axis=1)


def discounted_in(course: Course, rates: Sequence[float], escalated: bool, view: str) -> Array:
    """The same of one course, shape (rates, samples of the course)."""
    forces, dates = price_forces(course, escalated), price_dates(course.inputs.assumptions)
    down = [-monthly_force(rate, course.inputs.calendar.months_per_year) for rate in rates]
    found = np.zeros((len(rates), course.samples))
    for window, amounts in spent(course, view, "payee"):
        for (payee,), amount in amounts.items():
            if not np.any(amount):
                continue
            for row, force in enumerate(down):
                known_from = dates.at_start(forces[payee], force)
                found[row] += amount * worth(window, forces[payee] + force) * known_from
    return found


# -- present value ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class PresentValue:
    """What the whole-life cost is worth on a day: at the start, or where `initiative.valued_in` says another month.

    Attributes:
        rate: the discount rate, per year.
        values: the present value of each sample at that rate, shape (samples,), money.
        at: further rates -> their values: no discounting, the low and the high rate.
        currency: of the money.
        valued_in: the calendar month at whose beginning the money is valued; None where no start is said: then it is
            the start, whenever that is.
    """

    rate: float
    values: Array = field(repr=False)
    at: Mapping[float, Array] = field(repr=False)
    currency: str = "EUR"
    valued_in: Month | None = None

    @property
    def mean(self) -> float:
        """The mean present value."""
        return float(np.mean(self.values))

    def quantile(self, share: float) -> float:
        """The present value that a share of the samples does not exceed."""
        return quantile(self.values, share)

    def table(self) -> pd.DataFrame:
        """What another rate would change: a row for each rate per year, columns mean, p10, p50, p80, p90."""
        import pandas as pd

        every = {**self.at, self.rate: self.values}
        rows = {
            rate: [float(np.mean(every[rate])), *(quantile(every[rate], share) for share in PERCENTILES)]
            for rate in sorted(every)
        }
        columns = ["mean", *(f"p{round(100 * share)}" for share in PERCENTILES)]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("rate")

    def __repr__(self) -> str:
        others = "; ".join(f"{rate:.1%} {float(np.mean(values)):,.0f}" for rate, values in sorted(self.at.items()))
        when = "at the start" if self.valued_in is None else f"in {written_month(self.valued_in)}"
        return (
            f"<Present value {when} at {self.rate:.1%} a year: mean {self.mean:,.0f}, P50 {self.quantile(0.5):,.0f}, "
            f"P80 {self.quantile(0.8):,.0f} {self.currency}; mean at {others}>"
        )


def discount_rate(est: Estimate, rate: float | None = None) -> float:
    """The discount rate that is used: the one that is given, else `finance.discount.rate`; a year.

    Raises:
        TypeError: no number.
        ValueError: outside -1 to 1.
    """
    used = est.assumptions["finance.discount.rate"].likeliest if rate is None else rate
    asked.rate(used)
    return used


@kinds_told
def present_value(
    est: Estimate, rate: float | None = None, escalated: bool = True, view: str = "carried_through"
) -> PresentValue:
    """The net present value of the cost, sample by sample.

    Each line is discounted over its window in closed form, not month by month, at one fixed rate
    (`finance.discount.rate`): a discount rate is a decision, so it is not drawn; what the low and the high rate would
    change stands beside it. Prices rise by kind of cost (`finance.price_rise.*`) until they are paid.

    Args:
        est: the estimate.
        rate: per year; None for the assumption's.
        escalated: False for constant prices; then the rate should be one without inflation.
        view: "carried_through", or "as_it_happens" (stops and early retirement included).

    Raises:
        TypeError: a rate that is no number.
        ValueError: an unknown view, a rate outside -1 to 1, price rises that are written as factors, or one sample.
    """
    asked.several(est)
    low, fixed, high = (est.assumptions[f"finance.discount.{name}"].likeliest for name in ("low", "rate", "high"))
    used = discount_rate(est, rate)
    others = [other for other in dict.fromkeys((0.0, low, fixed, high)) if other != used]
    first, *rest = discounted(est, [used, *others], escalated, view)
    valued = price_dates(est.assumptions).valued_in
    return PresentValue(used, first, dict(zip(others, rest, strict=True)), est.assumptions.currency, valued)
