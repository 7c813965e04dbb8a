"""What finance asks, as tables: present value, asset or expense, cash, accounts, benefits; at the mean and at 80 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.estimates.result import Estimate
from costmodel.finance.benefit_case import benefits_by_period
from costmodel.finance.capitalisation import SPENT, Capitalisation, capital_and_operating
from costmodel.finance.cash import cash_view
from costmodel.finance.chart_of_accounts import accounts
from costmodel.finance.prices_of_the_day import prices_of_the_day
from costmodel.language.language import Language
from costmodel.report.tables import Cell, Column, Table

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
# Columns that are the sum of those before them, from the first to the last.
ACROSS = {
    "present_value": {"prices_of_the_day": (1, 2), "present_value": (3, 4)},
    "capital": {"charge": (2, 5)},
    "cash": {"cash": (1, 2)},
    "benefits": {"net": (1, 2)},
}
NOT_ADDED = ("cumulative",)


def finance_tables(est: Estimate, says: Language, confidence: float) -> tuple[Table, ...]:
    """All statements by fiscal year, each at the mean and at a confidence, and the register of assets.

    Args:
        est: a simulation.
        says: the language.
        confidence: such as 0.8.
    """
    return tuple(
        table
        for name, view in STATEMENTS.items()
        if name != "benefits" or has_benefits(est)
        for table in statement(est, name, view, says, confidence)
    )


def has_benefits(est: Estimate) -> bool:
    """Whether a benefit is stated at all."""
    return est.assumptions["benefits.monthly_value"].high > 0


def statement(
    est: Estimate, name: str, view: str, says: Language, confidence: float, every: str = "fiscal_year"
) -> Iterator[Table]:
    """A statement at the mean and at a confidence; of the capital also the register, line by line with the reason.

    Args:
        est: a simulation.
        name: of `STATEMENTS`.
        view: "carried_through" or "as_it_happens".
        says: the language.
        confidence: such as 0.8.
        every: "month", "quarter" or "fiscal_year".
    """
    for level in (None, confidence):
        called = says("finance at", title=says(f"{name} title"), level=_level(level, says))
        if name == "accounts":
            yield _by_account(accounts(est, every, None, level, view), called, _notes(est, name, view, says), says)
            continue
        if name == "capital":
            books = capital_and_operating(est, every, None, level, view)
            yield _by_period(name, books.periods, called, _notes(est, name, view, says), says)
            if level is not None:
                yield _register(books, says)
            continue
        yield _by_period(name, FRAMES[name](est, every, level, view), called, _notes(est, name, view, says), says)


def _present_value(est: Estimate, every: str, level: float | None, view: str) -> pd.DataFrame:
    return prices_of_the_day(est, every, level, view)


def _cash(est: Estimate, every: str, level: float | None, view: str) -> pd.DataFrame:
    frame = cash_view(est, None, every, level, view).periods
    return frame.assign(internal_labour=-frame["internal_labour"])


def _benefits(est: Estimate, every: str, level: float | None, view: str) -> pd.DataFrame:
    frame = benefits_by_period(est, every, level, view)
    return frame.assign(cost=-frame["cost"])


FRAMES: Mapping[str, Callable[[Estimate, str, float | None, str], pd.DataFrame]] = {
    "present_value": _present_value,
    "cash": _cash,
    "benefits": _benefits,
}


def _level(level: float | None, says: Language) -> str:
    return says("finance mean") if level is None else says("finance percentile", percent=f"{100 * level:g}")


def _notes(est: Estimate, name: str, view: str, says: Language) -> tuple[str, ...]:
    """How the table is read, in which view it is, and what the other one costs."""
    other = "as_it_happens" if view == "carried_through" else "carried_through"
    figures = {"carried_through": est.total, "as_it_happens": est.spent}
    costs = {one: says.money(float(np.mean(figures[one])), est.assumptions.currency) for one in (view, other)}
    return (
        says(f"read {name}"),
        says(f"view {view}", here=costs[view], other=costs[other]),
    )


def _period(name: str, number: object, says: Language) -> str:
    return says("fiscal year", number=str(number)) if name == "fiscal_year" else str(number)


def _by_period(name: str, frame: pd.DataFrame, called: str, notes: tuple[str, ...], says: Language) -> Table:
    across, every = ACROSS[name], str(frame.index.name)
    columns = [Column(says(f"column {every}"))]
    columns += [
        Column(says(f"column {name} {one}"), "money", adds=one not in NOT_ADDED, across=across.get(one, ()))
        for one in frame.columns
    ]
    rows = tuple(
        (_period(every, number, says), *(None if one in across else float(row[one]) for one in frame.columns))
        for number, row in frame.iterrows()
    )
    whole: tuple[Cell, ...] = (says("total row"), *[None] * len(frame.columns))
    return Table(name, tuple(columns), rows, whole, notes, called)


def _by_account(frame: pd.DataFrame, called: str, notes: tuple[str, ...], says: Language) -> Table:
    """A row for each account and cost centre, a column for each period."""
    every = str(frame.index.name)
    columns = [Column(says("column account")), Column(says("column cost_centre"))]
    columns += [Column(_period(every, number, says), "money", adds=True) for number in frame.index]
    columns.append(Column(says("column total"), "money", True, tuple(range(2, len(frame) + 2))))
    rows = tuple((*map(str, target), *map(float, frame[target]), None) for target in frame.columns)
    whole: tuple[Cell, ...] = (says("total row"), "", *[None] * (len(frame) + 1))
    return Table("accounts", tuple(columns), rows, whole, notes, called)


def _register(books: Capitalisation, says: Language) -> Table:
    """Each line with money, what of it is an asset and what expense, and why; the dearest first."""
    columns = (
        Column(says("column line")),
        Column(says("column category")),
        *(Column(says(f"column capital {one}"), "money", adds=True) for one in SPENT),
        Column(says("column reason")),
    )
    lines = books.lines.assign(all=books.lines[list(SPENT)].sum(axis=1)).sort_values("all", ascending=False)
    rows = tuple(
        (str(item), says.name(str(row["category"])), *(float(row[one]) for one in SPENT), str(row["reason"]))
        for item, row in lines.iterrows()
    )
    whole: tuple[Cell, ...] = (says("total row"), "", None, None, "")
    title = says("finance at", title=says("register title"), level=_level(books.confidence, says))
    return Table("register", columns, rows, whole, (says(f"read register {books.books}"),), title)
