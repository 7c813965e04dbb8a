"""Does it pay? The benefit of the system in use against its cost, sample by sample, on the same schedule.

Optional: where no benefit is stated (`benefits.monthly_value` is zero), only the cost stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.percentiles import PERCENTILES
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import joined
from costmodel.estimates.phasing import closed, known, last_month
from costmodel.estimates.result import Estimate
from costmodel.finance.courses import Course, courses, spent
from costmodel.finance.cuts import cut_at
from costmodel.finance.discounting import discount_rate, discounted, mean_growth, monthly_force
from costmodel.finance.money_by_period import prices_of_the_day
from costmodel.finance.price_dates import price_dates
from costmodel.simulation.windows import cumulative
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

NEVER = float("inf")
DELAY = 1.0  # months


# -- the arithmetic ---------------------------------------------------------------------------------------------------


def mean_ramp(exponent: Array) -> Array:
    """The mean of ``u exp(x u)`` for u from 0 to 1, which is ``(exp(x) (x - 1) + 1) / x^2``; 1/2 where x is 0.

    Near 0, where the quotient loses its digits, by the series: the sum of ``x^k / (k! (k + 2))``.
    """
    near = np.abs(exponent) < 0.05
    safe = np.where(near, 1.0, exponent)
    series, term = np.zeros_like(exponent), np.ones_like(exponent)
    for k in range(8):
        series = series + term / (k + 2)
        term = term * exponent / (k + 1)
    return np.where(near, series, (np.exp(safe) * (safe - 1) + 1) / safe**2)


def value_of_use(go_live: Array, end: Array, ramp_up: Array, force: Any) -> Array:
    """What a benefit of 1 a month from go-live to an end is worth at the start, in months of the full benefit.

    It grows evenly from nothing to 1 over the ramp-up and then stays; each month counts with ``exp(force t)``. In
    closed form: the integral over the ramp, then that over the plateau.

    Args:
        go_live, end: months from the start; an end before go-live leaves nothing.
        ramp_up: months.
        force: growth per month: rise of the benefit's price less discount.
    """
    length = np.maximum(end - go_live, 0.0)
    ramp = np.minimum(ramp_up, length)
    rising = np.where(ramp_up > 0, ramp**2 / np.where(ramp_up > 0, ramp_up, 1.0), 0.0)
    plateau = length - ramp
    on_ramp = np.exp(force * go_live) * rising * mean_ramp(np.asarray(force * ramp, dtype=np.float64))
    return np.asarray(on_ramp + np.exp(force * (go_live + ramp)) * plateau * mean_growth(force * plateau))


def end_of_use(go_live: Array, months: Array, last: Array) -> Array:
    """When the benefit ends: with the use of the system, or on a date where that comes first (0: there is none)."""
    return np.where(last > 0, np.minimum(last, go_live + months), go_live + months)


def first_at_or_above(net: Array, times: Array, go_live: Array) -> Array:
    """The first time after go-live at which a running balance is not below zero; infinite where there is none.

    Args:
        net: shape (times, samples).
        times: rising, shape (times,).
        go_live: shape (samples,).
    """
    paid = (net >= 0) & (times[:, None] > go_live)
    return np.where(paid.any(axis=0), times[np.argmax(paid, axis=0)], NEVER)


# -- the record -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Benefits:
    """What the initiative brings and costs, each of shape (samples,).

    Attributes:
        value, cost: present values at the start, money.
        payback: the first month after go-live at whose end benefits have caught up with cost (undiscounted, constant
            prices), counted from the start; infinite where they never do.
        delay: present value of the benefit that a go-live one month later would forgo, money. What a month longer
            costs is not in it.
        rate: the discount rate, per year.
        view: "as_it_happens" or "carried_through".
        stated: whether any benefit is stated.
        currency: of the money.
    """

    value: Array = field(repr=False)
    cost: Array = field(repr=False)
    payback: Array = field(repr=False)
    delay: Array = field(repr=False)
    rate: float
    view: str
    stated: bool
    currency: str = "EUR"

    @property
    def net_present_value(self) -> Array:
        """Value less cost, shape (samples,), money."""
        return self.value - self.cost

    @property
    def pays(self) -> float:
        """The probability that the net present value is above zero."""
        return float(np.mean(self.net_present_value > 0))

    @property
    def pays_back(self) -> float:
        """The probability that benefits catch up with cost at all, undiscounted."""
        return float(np.mean(self.payback < NEVER))

    def table(self) -> pd.DataFrame:
        """A row for each figure, columns mean, p10, p50, p80, p90.

        A percentile is the smallest value that so many samples do not exceed; infinite where fewer than that pay back.
        The mean of payback is infinite as soon as one sample never pays back.
        """
        import pandas as pd

        figures = {
            "value": self.value,
            "cost": self.cost,
            "net_present_value": self.net_present_value,
            "payback": self.payback,
            "delay": self.delay,
        }
        rows = {
            name: [float(np.mean(values)), *np.quantile(values, PERCENTILES, method="inverted_cdf")]
            for name, values in figures.items()
        }
        columns = ["mean", *(f"p{round(100 * share)}" for share in PERCENTILES)]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("figure")

    def __repr__(self) -> str:
        if not self.stated:
            return f"<Benefits: none is stated; the cost is {float(np.mean(self.cost)):,.0f} {self.currency}>"
        half = float(np.quantile(self.payback, 0.5, method="inverted_cdf"))
        when = f"month {half:.0f}" if half < NEVER else "never"
        return (
            f"<Benefits, {self.view.replace('_', ' ')}, at {self.rate:.1%} a year: net present value mean "
            f"{float(np.mean(self.net_present_value)):,.0f} {self.currency}, above zero in {self.pays:.0%} of courses; "
            f"payback in {self.pays_back:.0%}, median {when}; "
            f"a month's delay forgoes {float(np.mean(self.delay)):,.0f}>"
        )


@kinds_told
def benefits(est: Estimate, rate: float | None = None, escalated: bool = True, view: str = "as_it_happens") -> Benefits:
    """Net present value, payback and the cost of a month's delay as distributions, correlated with the schedule.

    The benefit starts at go-live, grows evenly over the ramp-up and lasts as long as the system is used, or until a
    fixed month where one is stated. Sample by sample it is set against the cost of the same course, so a late go-live
    that costs more also earns later, or less.

    Args:
        est: the estimate.
        rate: discount rate per year; None for `finance.discount.rate`.
        escalated: whether prices and the benefit rise over time.
        view: "as_it_happens" (an initiative that is stopped has cost and no benefit, one that is retired early loses
            the rest of both), or "carried_through".

    Raises:
        ValueError: an unknown view, a rate outside -1 to 1, price rises that are written as factors, or one sample.
    """
    asked.several(est)
    used = discount_rate(est, rate)
    (cost,) = discounted(est, [used], escalated, view)
    parts = [np.stack(_of_course(course, used, escalated, view)) for course in courses(est)]
    value, payback, delay, stated = np.concatenate(parts, axis=1)
    return Benefits(value, cost, payback, delay, used, view, bool(np.any(stated > 0)), est.assumptions.currency)


@kinds_told
def benefits_by_period(
    est: Estimate,
    every: str = "fiscal_year",
    confidence: float | None = None,
    view: str = "as_it_happens",
    rate: float | None = None,
) -> pd.DataFrame:
    """What the initiative brings and costs in each period, as present values.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        confidence: 0.8 for the courses about the P80 of the cost, which is no percentile of the benefit; None for the
            mean.
        view: "as_it_happens" or "carried_through".
        rate: discount rate per year; None for `finance.discount.rate`.

    Returns:
        a row for each period; columns benefit, cost, net, cumulative (net since the start), money in cents.

    Raises:
        ValueError: an unknown period or view, a confidence outside 0..1 or of one sample, a rate outside -1 to 1, or
            price rises that are written as factors.
    """
    import pandas as pd

    known(every, "category")
    used = discount_rate(est, rate)
    asked.price_rises(est.assumptions)
    cut = cut_at(est, confidence, view)
    flow = joined({"benefit": _earned(course, used, view)} for course in cut.courses())
    value = cut.mean(Worth(course, used, True, view).value for course in cut.courses())
    earned = closed(cut.table(flow, every), value)["benefit"]
    cost = prices_of_the_day(est, every, confidence, view, used)["present_value"]
    frame = pd.DataFrame({"benefit": earned, "cost": cost}).fillna(0.0)
    frame["net"] = (frame["benefit"] - frame["cost"]).round(2)
    frame["cumulative"] = frame["net"].cumsum().round(2)
    return frame.rename_axis(every)


# -- course by course -------------------------------------------------------------------------------------------------


class Worth:
    """What the benefit of a course is worth at the start, in a view.

    Args:
        course: the course.
        rate: discount rate per year.
        escalated: whether the benefit rises over time.
        view: "as_it_happens" or "carried_through".
    """

    def __init__(self, course: Course, rate: float, escalated: bool, view: str) -> None:
        per_year = course.inputs.calendar.months_per_year
        rise = monthly_force(course.drawn("finance.price_rise.benefit"), per_year) if escalated else 0.0
        down = -monthly_force(rate, per_year)
        self.force = rise + down
        self.known_from = price_dates(course.inputs.assumptions).at_start(rise, down)
        self.monthly, self.ramp_up = course.drawn("benefits.monthly_value"), course.drawn("benefits.ramp_up")
        self.last, self.go_live = course.drawn("benefits.last_month"), course.go_live
        horizon = course.dates["horizon"]
        happens = course.reached * np.minimum(course.dates["lifetime"], horizon)
        # a system that is never used has no months; neither has its benefit
        self.in_use = np.asarray(horizon if view == "carried_through" else happens)

    def _until(self, go_live: Array, time: Any = NEVER, *, discounted: bool = True) -> Array:
        end = np.minimum(end_of_use(go_live, self.in_use, self.last), time)
        force, known_from = (self.force, self.known_from) if discounted else (0.0, 1.0)
        return np.asarray(self.monthly * value_of_use(go_live, end, self.ramp_up, force) * known_from)

    @property
    def value(self) -> Array:
        """Present value of the benefit, shape (samples,), money."""
        return self._until(self.go_live)

    @property
    def delay(self) -> Array:
        """What a go-live one month later would forgo of it, shape (samples,), money."""
        return self.value - self._until(self.go_live + DELAY)

    @property
    def latest(self) -> float:
        """The last month of any benefit."""
        return float(np.ceil(np.max(self.go_live + self.in_use)))

    def by(self, times: Array, *, discounted: bool = True) -> Array:
        """What is earned by some times, shape (times, samples): as present values, or as paid in constant prices."""
        return np.stack([self._until(self.go_live, time, discounted=discounted) for time in times])


def _earned(course: Course, rate: float, view: str) -> Array:
    """Present value of the benefit by the end of each month, summed over samples, shape (months,)."""
    worth = Worth(course, rate, True, view)
    if not np.any(worth.monthly > 0):
        return np.zeros(1)
    times = np.arange(1.0, worth.latest + 1)
    return np.asarray(worth.by(times).sum(axis=1))


def _of_course(course: Course, rate: float, escalated: bool, view: str) -> tuple[Array, Array, Array, Array]:
    """Value, payback, delay and the monthly benefit of one course, each of shape (samples,)."""
    worth, samples = Worth(course, rate, escalated, view), course.samples
    payback = np.full(samples, NEVER)
    if np.any(worth.monthly > 0):
        groups = list(spent(course, view))
        times = np.arange(1.0, max(last_month(groups), worth.latest) + 1)
        earned = worth.by(times, discounted=False)
        payback = first_at_or_above(earned - cumulative(groups, times, samples), times, worth.go_live)
        payback = np.where(worth.in_use > 0, payback, NEVER)
    every = np.broadcast_arrays(worth.value, payback, worth.delay, worth.monthly, np.zeros(samples))
    return every[0], every[1], every[2], every[3]
