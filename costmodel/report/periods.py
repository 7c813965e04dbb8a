"""What a report says by fiscal year and month: money in each year, and when the system goes live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after, period
from costmodel.report.tables import Cell, Column, Table, finite

if TYPE_CHECKING:
    import pandas as pd

DATED = ("likeliest", "mean", "p10", "p50", "p80", "p90")
ERRORS = ("se_mean", "se_p80")
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


def dates(est: Estimate, says: Language) -> Table:
    """Months to go-live, and below them the calendar months where the start is said."""
    shown, calendar = (*DATED, *ERRORS), est.assumptions.calendar
    row = est.go_live_figures().loc["go_live"]
    columns = (
        Column(says("column figure")),
        *(Column(says(f"column {name}"), "number") for name in shown),
    )
    rows: list[tuple[Cell, ...]] = [(says.name("go_live"), *(finite(row[one]) for one in shown))]
    if calendar.start is not None:
        when = (month_after(calendar, float(row[one]), says) for one in DATED)
        rows.append((says("go-live on calendar"), *when, *[None] * len(ERRORS)))
    return Table("date", columns, tuple(rows))


def _money(amount: float) -> float:
    """What is less than half a cent is the rounding of a computer, not money."""
    return 0.0 if abs(amount) < HALF_A_CENT else float(amount)
