"""What the money is worth over time: prices that rise by kind of cost, discounting, present value, the cash view.

The estimate itself stays in constant prices and undiscounted. Where the start of the initiative is said, prices rise
from the middle of the price year along the calendar; where it is not, prices at the start are those of the price year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.percentiles import PERCENTILES, quantile
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import joined, monthly, table
from costmodel.estimates.phasing import known, start_month
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.finance.price_dates import price_dates
from costmodel.initiative.calendar import Month, written_month
from costmodel.initiative.kinds import Kind
from costmodel.initiative.plan import PAYEES, Payee
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Ledger
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window, before, spent_by
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

VIEWS = ("carried_through", "as_it_happens")
# Labour that is paid to others, or on top of the wages that are paid anyway: cash, whoever's colleagues are idle.
ALWAYS_CASH: tuple[Kind, ...] = ("premium", "recruiting", "bridging")
NO_RISE: Mapping[str, float] = dict.fromkeys(PAYEES, 0.0)


# -- the arithmetic ---------------------------------------------------------------------------------------------------


def monthly_force(yearly_factor: Any, months_per_year: Any) -> Any:
    """The continuous rate per month that multiplies by a factor in a year: its logarithm over the months.

    A discount rate r a year has the factor ``1 / (1 + r)``, so its force is negative.
    """
    return np.log(yearly_factor) / months_per_year


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


def spent_in(view: str, schedule: Schedule, window: Window) -> tuple[Any, Window]:
    """The share of a window's money that is spent, and the part of the window in which it is.

    Carried through: all of it. As it happens: until a stop or the retirement, as `Estimate.spent` counts it.

    Raises:
        ValueError: an unknown view.
    """
    if view not in VIEWS:
        raise ValueError(f"no view {view!r}; there are {', '.join(VIEWS)}")
    if view == "carried_through":
        return 1.0, window
    return spent_by(window, schedule.end, schedule.reached), before(window, schedule.end)


def ends_early(view: str, schedule: Schedule, ledger: Ledger) -> Iterator[tuple[Window, Payee, Array]]:
    """What an early end changes beside that share, such as a resale: when, by payee, and how much; see `CostLine`."""
    if view != "carried_through":
        end = Window(schedule.end, schedule.end)
        for line, happens, _ in ledger.ends_early(schedule.reached):
            yield end, line.payee, happens


def price_forces(inputs: Inputs, escalated: bool) -> Mapping[str, Any]:
    """Payee -> the monthly force with which its prices rise; zero where prices are kept constant."""
    if not escalated:
        return NO_RISE
    months = inputs.calendar.months_per_year
    return {payee: monthly_force(inputs[f"finance.price_rise.{payee}"], months) for payee in PAYEES}


def discounted(est: Estimate, rates: Sequence[float], escalated: bool = True, view: str = VIEWS[0]) -> Array:
    """The present value of the cost at several rates; shape (rates, samples), money.

    Args:
        est: the estimate.
        rates: per year.
        escalated: whether prices rise by kind of cost until they are paid.
        view: "carried_through" or "as_it_happens".

    Raises:
        TypeError: a rate that is no number.
        ValueError: an unknown view, a rate outside -1 to 1, or price rises that are written as rates.
    """
    for rate in rates:
        asked.rate(rate)
    if escalated:
        asked.price_rises(est.assumptions)
    parts, dates = [], price_dates(est.assumptions)
    for case in est.cases():
        forces = price_forces(case.inputs, escalated)
        down = [monthly_force(1 / (1 + rate), case.inputs.calendar.months_per_year) for rate in rates]
        found = np.zeros((len(rates), case.inputs.samples))
        for window, amounts in case.ledger.by_window("payee"):
            share, inside = spent_in(view, case.schedule, window)
            for (payee,), amount in amounts.items():
                if not np.any(amount):
                    continue
                for row, force in enumerate(down):
                    known_from = dates.at_start(forces[payee], force)
                    found[row] += amount * share * worth(inside, forces[payee] + force) * known_from
        for inside, payee, amount in ends_early(view, case.schedule, case.ledger):
            for row, force in enumerate(down):
                found[row] += amount * worth(inside, forces[payee] + force) * dates.at_start(forces[payee], force)
        parts.append(found)
    return np.concatenate(parts, axis=1)


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
        ValueError: an unknown view, a rate outside -1 to 1, price rises that are written as rates, or one sample.
    """
    asked.several(est)
    low, fixed, high = (est.assumptions[f"finance.discount.{name}"].likeliest for name in ("low", "rate", "high"))
    used = fixed if rate is None else rate
    others = [other for other in dict.fromkeys((0.0, low, fixed, high)) if other != used]
    first, *rest = discounted(est, [used, *others], escalated, view)
    valued = price_dates(est.assumptions).valued_in
    return PresentValue(used, first, dict(zip(others, rest, strict=True)), est.assumptions.currency, valued)


@kinds_told
def escalated_cash_flow(est: Estimate, every: str = "fiscal_year", by: str = "category") -> pd.DataFrame:
    """Expected spending by period in the prices of the day: `Estimate.cash_flow` with prices that rise.

    Prices rise from the middle of the price year along the calendar where the start is said, so that a start in 2028
    costs the prices of 2028; else from the start. What is spent in a month is multiplied by the mean rise of its
    payee's prices until then. Rises are taken at their likeliest values.

    Returns:
        a row for each period, a column for each part, in money.

    Raises:
        ValueError: an unknown period or cut, or price rises that are written as rates.
    """
    known(every, by)
    asked.price_rises(est.assumptions)
    flow = joined(
        monthly(
            (
                (window, {(f"{payee} {part}",): amount for (part, payee), amount in parts.items()})
                for window, parts in case.ledger.by_window(by, "payee")
            ),
            case.inputs.samples,
        )
        for case in est.cases()
    )
    per_year = est.assumptions["calendar.months_per_year"].likeliest
    risen, dates = dict[str, Array](), price_dates(est.assumptions)
    for key, spent in flow.items():
        payee, part = key.split(" ", maxsplit=1)
        force = monthly_force(est.assumptions[f"finance.price_rise.{payee}"].likeliest, per_year)
        months = np.arange(len(spent), dtype=np.float64)
        dearer = np.cumsum(np.diff(spent, prepend=0.0) * worth(Window(months, months + 1), force)) * dates.at_start(
            force
        )
        risen[part] = risen[part] + dearer if part in risen else dearer
    return table(risen, est.samples, every, start_month(est.assumptions))


# -- full cost and cash -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class CashView:
    """The estimate at full cost, and without the colleagues who are paid anyway.

    Attributes:
        table: a row for each category and the total; columns full_cost, internal_labour, cash; means, money.
        full_cost, cash: the whole-life money of each sample, shape (samples,).
        currency: of the money.
    """

    table: pd.DataFrame
    full_cost: Array
    cash: Array
    currency: str = "EUR"

    def __repr__(self) -> str:
        full, cash = float(np.mean(self.full_cost)), float(np.mean(self.cash))
        return (
            f"<Cash view: mean {cash:,.0f} of {full:,.0f} {self.currency} are cash; "
            f"P80 {quantile(self.cash, 0.8):,.0f} of {quantile(self.full_cost, 0.8):,.0f}>"
        )


def internal_labour(lines: Sequence[CostLine]) -> Iterator[CostLine]:
    """The lines that pay for colleagues: labour, less what goes to others or comes on top of wages."""
    for line in lines:
        if line.payee == "labour" and line.nature not in ALWAYS_CASH:
            yield line


@kinds_told
def cash_view(est: Estimate, counted: float | None = None) -> CashView:
    """Are idle colleagues real money? The whole-life cost at full cost, and with internal labour switched off.

    Args:
        est: the estimate.
        counted: the share of internal labour that counts as cash; None for `finance.cash.internal_labour`.

    Raises:
        ValueError: a share outside 0..1.
    """
    import pandas as pd

    share = est.assumptions["finance.cash.internal_labour"].likeliest if counted is None else counted
    asked.number("the share of internal labour", share)
    if not 0 <= share <= 1:
        raise ValueError(f"the share of internal labour lies between 0 and 1, not {share:g}")
    internal = {name: np.zeros(est.samples) for name in cost_categories()}
    first = 0
    for case in est.cases():
        last = first + case.inputs.samples
        for line in internal_labour(case.ledger.lines):
            internal[line.category][first:last] += line.amount
        first = last
    rows = {name: [float(np.mean(est.categories[name])), float(np.mean(internal[name]))] for name in cost_categories()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["full_cost", "internal_labour"])
    frame["cash"] = frame["full_cost"] - (1 - share) * frame["internal_labour"]
    frame.loc["total"] = frame.sum()
    without = np.sum(list(internal.values()), axis=0)
    return CashView(
        frame.rename_axis("category"), est.total, est.total - (1 - share) * without, est.assumptions.currency
    )
