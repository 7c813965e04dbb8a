"""What a report says by fiscal year and month: money in each year, and when the system goes live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after, period
from costmodel.report.tables import Cell, Column, Table, number

if TYPE_CHECKING:
    import pandas as pd

DATED = ("likeliest", "mean", "p10", "p50", "p80", "p90")
HALF_A_CENT = 0.005


def by_year(key: str, flow: pd.DataFrame, calendar: Calendar, says: Language, *notes: str) -> Table:
    """Money by fiscal year and category, with sums; where no start is said, by year from the start, which it says.

    Args:
        key: of the table.
        flow: as `Estimate.cash_flow` or `Estimate.plan` gives it, by category.
        calendar: in which fiscal years that is.
        says: the language.
        notes: what is to be read of it.
    """
    undated = calendar.start is None
    used = [name for name in cost_categories() if name in flow and bool(flow[name].abs().sum() > 0)]
    columns = [Column(says("column fiscal_year from start" if undated else "column fiscal_year"))]
    columns += [Column(says.name(name), "money", adds=True, category=name) for name in used]
    columns.append(Column(says("column total"), "money", True, tuple(range(1, len(used) + 1))))
    rows = tuple(
        (period(calendar, "fiscal_year", place, says), *(_money(row[name]) for name in used), None)
        for place, row in enumerate(flow.to_dict("records"), start=1)
    )
    told = (*notes, says("no start")) if undated else notes
    return Table(key, tuple(columns), rows, (says("total row"), *[None] * (len(used) + 1)), told)


def on_calendar(months: Mapping[str, Cell], est: Estimate, says: Language) -> tuple[tuple[Cell, ...], ...]:
    """The calendar months of go-live as a row below its months; nothing where no start is said.

    Args:
        months: from the start, by the column that they stand in; what is no date is left empty.
        est: whose start counts.
        says: the language.
    """
    calendar = est.assumptions.calendar
    if calendar.start is None:
        return ()
    when = (
        month_after(calendar, number(value), says) if name in DATED and value is not None else None
        for name, value in months.items()
    )
    return ((says("go-live on calendar"), *when),)


def _money(amount: float) -> float:
    """What is less than half a cent is the rounding of a computer, not money."""
    return 0.0 if abs(amount) < HALF_A_CENT else float(amount)
