"""The cash view: the cost without the colleagues who are paid whether they work on this or on something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import quantile
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.phasing import closed, known
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.finance.courses import Course, courses, spent
from costmodel.finance.cuts import cut_at
from costmodel.initiative.kinds import Kind
from costmodel.simulation.windows import Group
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

# Labour that is paid to others, or on top of the wages that are paid anyway: cash, whoever's colleagues are idle.
ALWAYS_CASH: tuple[Kind, ...] = ("premium", "recruiting", "bridging")
COLUMNS = ("full_cost", "internal_labour", "cash")


@dataclass(frozen=True, eq=False)
class CashView:
    """The estimate at full cost, and without the colleagues who are paid anyway.

    Attributes:
        table: a row for each category and the total; columns full_cost, internal_labour, cash; money in cents.
        periods: the same, a row for each period.
        full_cost, cash: of each sample, shape (samples,), money.
        currency: of the money.
        view: "carried_through" or "as_it_happens".
        confidence: of the cut that both tables show; None for the mean.
    """

    table: pd.DataFrame = field(repr=False)
    periods: pd.DataFrame = field(repr=False)
    full_cost: Array = field(repr=False)
    cash: Array = field(repr=False)
    currency: str = "EUR"
    view: str = "carried_through"
    confidence: float | None = None

    def __repr__(self) -> str:
        full, cash = float(np.mean(self.full_cost)), float(np.mean(self.cash))
        return (
            f"<Cash view: mean {cash:,.0f} of {full:,.0f} {self.currency} are cash; "
            f"P80 {quantile(self.cash, 0.8):,.0f} of {quantile(self.full_cost, 0.8):,.0f}>"
        )


def internal_labour(course: Course, view: str) -> Iterator[Group]:
    """What is paid for colleagues, by window and category: labour, less what goes to others or on top of wages."""
    for window, parts in spent(course, view, "category", "payee", "nature"):
        found: dict[tuple[str], Array] = {}
        for (category, payee, nature), amount in parts.items():
            if payee == "labour" and nature not in ALWAYS_CASH:
                found[(category,)] = found[(category,)] + amount if (category,) in found else amount
        if found:
            yield window, found


@kinds_told
def cash_view(
    est: Estimate,
    counted: float | None = None,
    every: str = "fiscal_year",
    confidence: float | None = None,
    view: str = "carried_through",
) -> CashView:
    """Are idle colleagues real money? The whole-life cost at full cost, and with internal labour switched off.

    Undiscounted, in constant prices.

    Args:
        est: the estimate.
        counted: the share of internal labour that counts as cash; None for `finance.cash.internal_labour`.
        every: "month", "quarter" or "fiscal_year".
        confidence: 0.8 for the plan that is kept in 8 of 10 courses; None for the mean.
        view: "carried_through", or "as_it_happens" (stops and early retirement included).

    Raises:
        ValueError: a share or a confidence outside 0..1, an unknown period or view.
    """
    share = est.assumptions["finance.cash.internal_labour"].likeliest if counted is None else counted
    asked.number("the share of internal labour", share)
    if not 0 <= share <= 1:
        raise ValueError(f"the share of internal labour lies between 0 and 1, not {share:g}")
    known(every, "category")
    cut = cut_at(est, confidence, view)
    left_out = [(1 - share) * _internal(course, view) for course in courses(est)]
    full = est.total if view == "carried_through" else est.spent
    inside = left_out if cut.near is None else [(1 - share) * _internal(one, view) for one in cut.courses()]
    whole = cut.table(cut.flow(lambda course: spent(course, view, "category")), every)
    labour = cut.table(cut.flow(lambda course: internal_labour(course, view)), every) * (1 - share)
    cash = round(cut.wanted, 2) - round(cut.mean(inside), 2)
    by_category = _together(whole.sum().to_frame(), labour.sum().to_frame(), cut.wanted, cash)
    table = by_category.reindex([name for name in cost_categories() if name in by_category.index])
    table.loc["total"] = table.sum().round(2)
    rows = _together(whole.sum(axis=1).to_frame(), labour.sum(axis=1).to_frame(), cut.wanted, cash)
    money = np.concatenate(left_out)
    return CashView(
        table.rename_axis("category"),
        rows.rename_axis(every),
        full,
        full - money,
        est.assumptions.currency,
        view,
        confidence,
    )


def _internal(course: Course, view: str) -> Array:
    """What is paid for colleagues in each sample, shape (samples,)."""
    found = np.zeros(course.samples)
    for _, parts in internal_labour(course, view):
        for amount in parts.values():
            found += amount
    return found


def _together(whole: pd.DataFrame, labour: pd.DataFrame, wanted: float, cash: float) -> pd.DataFrame:
    """Full cost, the internal labour that does not count, and cash, row by row and in cents."""
    import pandas as pd

    full = closed(whole, wanted)[0]
    less = closed(labour, wanted - cash)[0] if len(labour) else pd.Series(dtype=float)
    frame = pd.DataFrame({"full_cost": full, "internal_labour": less}).fillna(0.0)
    frame["cash"] = (frame["full_cost"] - frame["internal_labour"]).round(2)
    return frame[list(COLUMNS)]
