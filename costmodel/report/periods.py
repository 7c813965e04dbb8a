"""What a report says by fiscal year and month: money in each year, and when the system goes live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.estimates.phasing import nearest
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after, month_name, period, short_period
from costmodel.report.tables import Cell, Column, Table, number

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 0.995  # of the expected cost: the years that hold so much are shown one by one
MOST_YEARS = 9  # as many columns of money as find room on a page beside account and cost centre
DATED = ("likeliest", "mean", "p10", "p50", "p80", "p90")
HALF_A_CENT = 0.005


def years_shown(flow: pd.DataFrame) -> int:
    """How many fiscal years a paper shows one by one: until nearly all of the expected cost is spent, or few enough.

    Args:
        flow: as `Estimate.cash_flow` gives it, by fiscal year.
    """
    amounts = flow.sum(axis=1).abs()
    reached = amounts.cumsum() >= SHOWN * float(amounts.sum())
    return min(int(reached.to_numpy().argmax()) + 1, MOST_YEARS)


def folded(frame: pd.DataFrame, years: int, last: tuple[str, ...] = ()) -> pd.DataFrame:
    """The first years one by one, and all later ones added up in a row after them; the columns add up as before.

    Args:
        frame: a row for each fiscal year, money.
        years: how many stand alone.
        last: columns that are not added: of them the last row counts.
    """
    if len(frame) <= years + 1:
        return frame
    later = frame.iloc[years:].sum()
    for name in last:
        later[name] = frame[name].iloc[-1]
    found = frame.iloc[: years + 1].copy()
    found.iloc[-1] = later
    return found


def row_name(calendar: Calendar, every: str, number: int, says: Language, *, later: bool, short: bool = False) -> str:
    """What a row or a column of money is called: its period, or that it holds all later ones too."""
    if not later:
        return (short_period if short else period)(calendar, every, number, says)
    span = calendar.span(every, number)
    whole_months = span is not None and calendar.first_month > 1 and not short
    first = month_name(span[0], says) if span and whole_months else short_period(calendar, every, number, says)
    return says("and later", first=first)


def by_year(
    key: str, flow: pd.DataFrame, calendar: Calendar, says: Language, *notes: str, years: int | None = None
) -> Table:
    """Money by fiscal year and category, with sums; where no start is said, by year from the start, which it says.

    Args:
        key: of the table.
        flow: as `Estimate.cash_flow` or `Estimate.plan` gives it, by category.
        calendar: in which fiscal years that is.
        says: the language.
        notes: what is to be read of it.
        years: how many stand alone; all later ones are a row. None for each year that there is.
    """
    shown = flow if years is None else folded(flow, years)
    later = len(shown) if len(shown) < len(flow) else 0
    undated = calendar.start is None
    used = [name for name in cost_categories() if name in flow and bool(flow[name].abs().sum() > 0)]
    columns = [Column(says("column fiscal_year from start" if undated else "column fiscal_year"))]
    columns += [Column(says.name(name), "money", adds=True, category=name) for name in used]
    columns.append(Column(says("column total"), "money", True, tuple(range(1, len(used) + 1))))
    rows = tuple(
        (
            row_name(calendar, "fiscal_year", place, says, later=place == later),
            *(_money(row[name]) for name in used),
            None,
        )
        for place, row in enumerate(shown.to_dict("records"), start=1)
    )
    told = (*notes, says("no start")) if undated else notes
    return Table(key, tuple(columns), rows, (says("total row"), *[None] * (len(used) + 1)), told)


def first_year_of_plan(est: Estimate, plan: pd.DataFrame, flow: pd.DataFrame, confidence: float, says: Language) -> str:
    """What the plan's first fiscal year holds against the expected spending, and why it may be less.

    The courses that the plan is made of are mostly late ones: where they are, that is the reason that is told.

    Args:
        est: a simulation.
        plan, flow: as `Estimate.plan` and `Estimate.cash_flow` give it, by fiscal year.
        confidence: of the plan.
        says: the language.
    """
    planned, expected = (round(float(money.iloc[0].sum())) for money in (plan, flow))
    slow, every = (float(np.mean(months)) for months in (est.go_live[nearest(est.total, confidence)], est.go_live))
    late, usual = says.after_months(slow), says.after_months(every)
    less = "less, later" if slow > every and late != usual else "less"  # as written: nobody reads a difference into it
    key = "more" if planned > expected else "as much" if planned == expected else less
    return says(
        f"plan begins: {key}",
        year=period(est.assumptions.calendar, "fiscal_year", 1, says),
        plan=says.money(planned, est.assumptions.currency, exact=True),
        difference=says.money(abs(planned - expected), est.assumptions.currency, exact=True),
        expected=says.money(expected, est.assumptions.currency, exact=True),
        late=late,
        usual=usual,
    )


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
