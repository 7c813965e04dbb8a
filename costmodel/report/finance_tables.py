"""What finance asks, as tables: present value, asset or expense, cash, accounts, benefits; at the mean and at 80 %."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costmodel.estimates.result import Estimate
from costmodel.finance.benefit_case import benefits_by_period
from costmodel.finance.capitalisation import SPENT, Capitalisation, capital_and_operating
from costmodel.finance.cash import cash_view
from costmodel.finance.chart_of_accounts import accounts
from costmodel.finance.money_by_period import prices_of_the_day
from costmodel.finance.price_dates import price_dates
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_name, period
from costmodel.report.periods import folded, row_name
from costmodel.report.tables import Cell, Column, Table, number

if TYPE_CHECKING:
    import pandas as pd

# Statement -> the view in which it is told in a report.
STATEMENTS: Mapping[str, str] = {
    "present_value": "carried_through",
    "capital": "carried_through",
    "cash": "carried_through",
    "accounts": "carried_through",
    "benefits": "as_it_happens",
}
# Columns that are the sum of others in the same row.
ACROSS: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "present_value": {"prices_of_the_day": (1, 2), "present_value": (3, 4)},
    "capital": {"charge": (2, 3, 4, 5)},
    "cash": {"cash": (1, 2)},
    "benefits": {"net": (1, 2)},
}
NOT_ADDED = ("cumulative",)
SUBTRACTED = ("internal_labour", "cost")  # shown with a minus, so that the row adds up
AS_OF = ("present_value", "benefits")  # say as of when money is worth that much
Notes = tuple[str, ...]


def finance_tables(est: Estimate, says: Language, confidence: float, years: int) -> tuple[Table, ...]:
    """All statements by fiscal year, each at the mean and at a confidence, and the register of assets.

    Args:
        est: a simulation.
        says: the language.
        confidence: such as 0.8.
        years: how many fiscal years stand alone; all later ones are one.
    """
    return tuple(
        table
        for name, view in STATEMENTS.items()
        if name != "benefits" or has_benefits(est)
        for table in statement(est, name, view, says, confidence, years=years)
    )


def has_benefits(est: Estimate) -> bool:
    """Whether a benefit is stated at all."""
    return est.assumptions["benefits.monthly_value"].high > 0


def statement(
    est: Estimate,
    name: str,
    view: str,
    says: Language,
    confidence: float,
    every: str = "fiscal_year",
    years: int | None = None,
) -> Iterator[Table]:
    """A statement at the mean and at a confidence; of the capital also the register, line by line with the reason.

    Args:
        est: a simulation.
        name: of `STATEMENTS`.
        view: "carried_through" or "as_it_happens".
        says: the language.
        confidence: such as 0.8.
        every: "month", "quarter" or "fiscal_year".
        years: how many fiscal years stand alone; all later ones are one. None for each period that there is.
    """
    for level in (None, confidence):
        called = says("finance at", title=says(f"{name} title"), level=_level(level, says))
        found = stated(est, name, view, level, every)
        notes = _notes(est, name, view, level, says)
        if every == "fiscal_year" and level is None and est.assumptions.calendar.start is None:
            notes = (*notes, says("no start"))
        if name == "accounts":
            told = est.assumptions.structure.wording.in_language
            named = found.periods.rename(columns=told)
            yield _by_account(est, named, called, notes, says, years)
            continue
        less = [one for one in SUBTRACTED if one in found.periods]
        shown = found.periods.assign(**{one: -found.periods[one] for one in less})
        yield _by_period(est, name, shown, called, notes, says, years)
        if found.books is not None and level is not None:
            yield by_reason(_register(found.books, says))


@dataclass(frozen=True, eq=False)
class Stated:
    """A statement: its money by period, and the register of lines where it is about assets."""

    periods: pd.DataFrame
    books: Capitalisation | None = None


def stated(est: Estimate, name: str, view: str, level: float | None, every: str) -> Stated:
    """A statement at the mean (level None) or at a confidence, in the words of the functions that make it."""
    match name:
        case "present_value":
            return Stated(prices_of_the_day(est, every, level, view))
        case "capital":
            books = capital_and_operating(est, every, None, level, view)
            return Stated(books.periods, books)
        case "cash":
            return Stated(cash_view(est, None, every, level, view).periods)
        case "accounts":
            return Stated(accounts(est, every, None, level, view))
        case _:
            return Stated(benefits_by_period(est, every, level, view))


def _level(level: float | None, says: Language) -> str:
    return says("finance mean") if level is None else says("finance percentile", percent=f"{100 * level:g}")


def _notes(est: Estimate, name: str, view: str, level: float | None, says: Language) -> tuple[str, ...]:
    """How the table is read, in which view it is, and what the other one costs."""
    other = "as_it_happens" if view == "carried_through" else "carried_through"
    figures = {"carried_through": est.total, "as_it_happens": est.spent}
    costs = {one: says.money(float(np.mean(figures[one])), est.assumptions.currency) for one in (view, other)}
    at = () if level is None else (says("read percentile", percent=f"{100 * level:g}"),)
    rate = f"{says.number(100 * est.assumptions['finance.discount.rate'].likeliest, 1)} %"
    read = says(f"read {name}", when=worth_when(est, says), rate=rate) if name in AS_OF else says(f"read {name}")
    return (read, *at, says(f"view {view}", here=costs[view], other=costs[other]))


def worth_when(est: Estimate, says: Language) -> str:
    """As of when present values are: the start, or a month of the calendar where the start is said."""
    month = price_dates(est.assumptions).valued_in
    return says("worth at the start") if month is None else says("worth in a month", month=month_name(month, says))


def _first(every: str, calendar: Calendar, says: Language) -> Column:
    """The heading of periods; years that are counted from the start are called so."""
    counted = every == "fiscal_year" and calendar.start is None
    return Column(says(f"column {every} from start" if counted else f"column {every}"))


def _by_period(
    est: Estimate, name: str, frame: pd.DataFrame, called: str, notes: Notes, says: Language, years: int | None
) -> Table:
    kept = tuple(one for one in NOT_ADDED if one in frame)
    frame, later = _shown(frame, years, kept)
    across, every, calendar = ACROSS[name], str(frame.index.name), est.assumptions.calendar
    columns = [_first(every, calendar, says)]
    columns += [
        Column(says(f"column {name} {one}"), "money", adds=one not in NOT_ADDED, across=across.get(one, ()))
        for one in frame.columns
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row_name(calendar, every, int(str(number)), says, later=number == later),
            *(None if one in across else float(row[one]) for one in frame.columns),
        )
        for number, row in frame.iterrows()
    )
    whole: tuple[Cell, ...] = (says("total row"), *[None] * len(frame.columns))
    return Table(name, tuple(columns), rows, whole, notes, called)


def _shown(frame: pd.DataFrame, years: int | None, last: tuple[str, ...] = ()) -> tuple[pd.DataFrame, object]:
    """The periods that are shown, and which of them holds all later ones too; None where each stands alone."""
    found = frame if years is None else folded(frame, years, last)
    return found, found.index[-1] if len(found) < len(frame) else None


def _by_account(
    est: Estimate, frame: pd.DataFrame, called: str, notes: Notes, says: Language, years: int | None
) -> Table:
    """A row for each account and cost centre, a column for each period."""
    frame, later = _shown(frame, years)
    every, calendar = str(frame.index.name), est.assumptions.calendar
    columns = [Column(says("column account")), Column(says("column cost_centre"))]
    columns += [
        Column(row_name(calendar, every, int(place), says, later=place == later, short=True), "money", adds=True)
        for place in frame.index
    ]
    columns.append(Column(says("column total"), "money", True, tuple(range(2, len(frame) + 2))))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (*map(str, target), *map(float, frame[target]), None) for target in frame.columns
    )
    whole: tuple[Cell, ...] = (says("total row"), "", *[None] * (len(frame) + 1))
    return Table("accounts", tuple(columns), rows, whole, notes, called)


def _register(books: Capitalisation, says: Language) -> Table:
    """Each line with money, what of it is an asset and what expense, and why; assets first, the dearest on top."""
    columns = (
        Column(says("column line")),
        Column(says("column category")),
        *(Column(says(f"column capital {one}"), "money", adds=True) for one in SPENT),
        Column(says("column reason")),
    )
    lines = books.lines.sort_values(list(SPENT), ascending=False)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(item), says.name(str(row["category"])), *(float(row[one]) for one in SPENT), str(row["reason"]))
        for item, row in lines.iterrows()
    )
    whole: tuple[Cell, ...] = (says("total row"), "", None, None, "")
    title = says("finance at", title=says("register title"), level=_level(books.confidence, says))
    return Table("register", columns, rows, whole, (says(f"read register {books.books}"),), title)


def by_reason(register: Table) -> Table:
    """The register with the lines of the same reason added up; the reason stands first."""
    sums: dict[str, list[float]] = {}
    for row in register.rows:
        both = sums.setdefault(str(row[-1]), [0.0, 0.0])
        for place in (0, 1):
            both[place] += number(row[2 + place])
    columns = (register.columns[-1], *register.columns[2:4])
    whole: tuple[Cell, ...] = (register.whole[0], None, None)
    return Table(
        register.key, columns, tuple((why, *both) for why, both in sums.items()), whole, register.notes, register.title
    )


def overview(est: Estimate, says: Language, confidence: float | None) -> Table:
    """Each fiscal year's cost in constant prices, in prices of the day, as present value, capital, charge and cash.

    Carried through. At a confidence of the courses about it (None: the mean); every column adds up.

    Args:
        est: a simulation.
        says: the language.
        confidence: such as 0.8.
    """
    every, view, calendar = "fiscal_year", "carried_through", est.assumptions.calendar
    money = prices_of_the_day(est, every, confidence, view)
    books = capital_and_operating(est, every, None, confidence, view).periods
    cash = cash_view(est, None, every, confidence, view).periods["cash"]
    columns = {
        "present_value constant_prices": money["constant_prices"],
        "present_value prices_of_the_day": money["prices_of_the_day"],
        "present_value present_value": money["present_value"],
        "capital capital": books["capital"],
        "capital charge": books["charge"],
        "cash cash": cash,
    }
    years = sorted(set().union(*(column.index for column in columns.values())))
    heads = (
        _first(every, calendar, says),
        *(Column(says(f"column {one}"), "money", adds=True) for one in columns),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (period(calendar, every, int(year), says), *(float(column.get(year, 0.0)) for column in columns.values()))
        for year in years
    )
    whole: tuple[Cell, ...] = (says("total row"), *[None] * len(columns))
    level = _level(confidence, says)
    return Table("finance", heads, rows, whole, (says("read finance", level=level),), says("finance title"))
