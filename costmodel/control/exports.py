"""Postings of an accounting system as it exports them: CSV or Excel, German or English, every amount with its line."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from costmodel.control.export_amounts import net, read_amounts, with_marks
from costmodel.control.export_columns import (
    HEADINGS_WITHIN,
    Cells,
    found_headings,
    refuse_postings_above,
    text_of,
)
from costmodel.control.export_dates import DAY_FIRST, MONTH_FIRST, read_months
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.categories import category_called
from costmodel.files.csv_tables import read_cells_of_csv
from costmodel.files.headings import Headings, headings
from costmodel.files.opening import UnreadableError
from costmodel.files.sheets import ENDINGS, read_cells_of_sheet
from costmodel.initiative.calendar import calendar_month
from costmodel.language.typed import names_of

LAST_MONTH = 1200  # of an initiative: a hundred years; whatever is beyond is a slip of the pen
NO_MONTH = "{text} is no month; 1 is the first"
DECIMALS, ORDERS = (".", ","), (DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True)
class Reason:
    """Why a posting is not booked, or how: a text of the languages (`language/*.toml`), and what is filled in."""

    key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.key)


NO_REASON = Reason()


@dataclass(frozen=True)
class Posting:
    """One line of a file, or several that agree in all but their amounts.

    Attributes:
        line: of the file, the first where there are several.
        amount: money in its currency; a credit is below zero. 0 where the file has none.
        month: of the initiative, where the file counts so; 1 is the first.
        calendar: the calendar month (`export_dates.calendar_month`), where the file has dates.
        account, cost_centre, category, text: as written; empty where the file says nothing.
        currency: as written; empty for that of the model.
        payee: of `initiative.plan.PAYEES`, where the file says to whom all of it is paid: a cloud bill.
        lines: how many lines of the file it stands for.
        empty: the file has no amount here.
        apart: why it is none of this initiative's; no reason where it is.
    """

    line: int
    amount: float
    month: int | None = None
    calendar: int | None = None
    account: str = ""
    cost_centre: str = ""
    category: str = ""
    text: str = ""
    currency: str = ""
    payee: str = ""
    lines: int = 1
    empty: bool = False
    apart: Reason = NO_REASON


@dataclass(frozen=True, eq=False)
class Export:
    """The postings of a file.

    Attributes:
        file: its name.
        postings: in the order of the file.
        columns: part of a posting -> the heading under which it was found.
    """

    file: str
    postings: tuple[Posting, ...]
    columns: Mapping[str, str]

    def sums(self) -> dict[str, float]:
        """Currency ("" for that of the model) -> the sum of the file, to the cent and its fractions."""
        by = sorted(self.postings, key=lambda one: one.currency)
        groups = itertools.groupby(by, key=lambda one: one.currency)
        return {currency: math.fsum(one.amount for one in some) for currency, some in groups}


def read_export(
    path: str | Path,
    currency: str | None = None,
    *,
    decimal: str | None = None,
    order: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    folders: Iterable[Path] = (),
) -> Export:
    """The postings of a CSV or Excel file, their columns found by their headings (`mapping/columns.yaml`).

    Commas, semicolons and tabs between columns are told apart, and UTF-8 from Windows' Western European letters. The
    mark before a fraction, and the order of day and month between slashes, are told by all values of their column;
    where those leave two readings, the file is refused and both are named. Lines above the headings are titles; empty
    lines count for nothing; every other line is a posting.

    Args:
        path: of the file; .xlsx and .xlsm are workbooks, everything else is CSV.
        currency: of the model; it may stand beside an amount.
        decimal: "." or ",", the mark before a fraction, where the file leaves it open.
        order: "day" or "month", which stands first between slashes, where the file leaves it open.
        columns: part of a posting (date, month, year, amount, debit, credit, mark, account, cost_centre, category,
            text, currency) -> its heading in this file, where it is none of the known ones or another one is meant.
        sheet: of a workbook with several.
        folders: of the company, for headings of its own.

    Raises:
        AssumptionsError: every fault as ``file:line: column: fault``; a file that cannot be read.
        ValueError: another mark or order than those two.
    """
    faults: list[Fault] = []
    found = read_with_faults(
        path, currency, faults, decimal=decimal, order=order, columns=columns, sheet=sheet, folders=folders
    )
    if faults:
        raise AssumptionsError(faults)
    return found


def read_with_faults(
    path: str | Path,
    currency: str | None,
    faults: list[Fault],
    *,
    decimal: str | None = None,
    order: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    folders: Iterable[Path] = (),
) -> Export:
    """As `read_export`; what is wrong with single cells goes into `faults`, and their postings lack it.

    Raises:
        AssumptionsError: the file cannot be read, or not in columns.
        ValueError: another mark or order than there are.
    """
    if decimal not in (None, *DECIMALS) or order not in (None, *ORDERS):
        raise ValueError(f"decimal is one of {' '.join(DECIMALS)}, order one of {', '.join(ORDERS)}")
    shown, known = Path(path).name, headings(folders)
    try:
        cells: Cells = (
            read_cells_of_sheet(path, sheet)
            if Path(path).suffix.lower() in ENDINGS
            else read_cells_of_csv(path, HEADINGS_WITHIN)
        )
    except UnreadableError as error:
        raise AssumptionsError([Fault(shown, 1, "", str(error))]) from None
    wrong: list[Fault] = []
    at, places = found_headings(shown, cells, known, columns or {}, wrong)
    head = cells[at][1]
    table = _Table(shown, cells[at + 1 :], places, faults)
    if not wrong:
        refuse_postings_above(shown, cells[:at], places, wrong)
        table.refuse_cells_beyond(len(head), wrong)
    if wrong:
        raise AssumptionsError(wrong)
    postings = _postings(table, known, currency, decimal, order)
    return Export(shown, tuple(postings), {part: str(head[place]).strip() for part, place in places.items()})


class _Table:
    """The lines below the headings, column by column."""

    def __init__(self, shown: str, rows: Cells, places: Mapping[str, int], faults: list[Fault]) -> None:
        self.shown, self.rows, self.places, self.faults = shown, rows, places, faults

    def column(self, part: str) -> list[Any]:
        """The cells of a part; nothing where the file or the line has none."""
        place = self.places.get(part)
        return [cells[place] if place is not None and place < len(cells) else None for _, cells in self.rows]

    def texts(self, part: str) -> list[str]:
        """The same as texts; a whole number of Excel is written without a fraction."""
        return [text_of(cell) for cell in self.column(part)]

    def good(self, part: str, found: Sequence[Any]) -> list[Any]:
        """What was read of a part; each text in place of a value is a fault, and nothing is known there."""
        for (line, _), one in zip(self.rows, found, strict=True):
            if isinstance(one, str):
                self.faults.append(Fault(self.shown, line, part, one))
        return [None if isinstance(one, str) else one for one in found]

    def refuse_cells_beyond(self, width: int, wrong: list[Fault]) -> None:
        """A line with more cells than headings was cut at a mark that stands within an amount or a text.

        Unless all lines have as many, and those beyond are empty: some systems end each line with a mark.
        """
        alike = len({len(cells) for _, cells in self.rows}) == 1
        for line, cells in self.rows:
            if len(cells) > width and (not alike or any(text_of(cell) for cell in cells[width:])):
                text = f"has {len(cells)} cells under {width} headings; is a mark between columns part of a value?"
                wrong.append(Fault(self.shown, line, "", text))


def _postings(
    table: _Table, known: Headings, currency: str | None, decimal: str | None, order: str | None
) -> list[Posting]:
    amounts = _amounts(table, known, currency, decimal)
    months, calendars = _when(table, order)
    parts = [table.texts(part) for part in ("account", "cost_centre", "category", "text", "currency")]
    ours = {name.casefold() for name in names_of(currency)}
    return [
        Posting(
            line,
            float(amount or 0.0),
            month,
            calendar,
            account,
            cost_centre,
            category_called(category) or category,
            text,
            "" if money.casefold() in ours else money.upper(),
            empty=amount is None,
        )
        for (line, _), amount, month, calendar, account, cost_centre, category, text, money in zip(
            table.rows, amounts, months, calendars, *parts, strict=True
        )
    ]


def _amounts(table: _Table, known: Headings, currency: str | None, decimal: str | None) -> list[float | None]:
    if "amount" in table.places:
        found = table.good("amount", read_amounts(table.column("amount"), known, currency, decimal))
        if "mark" in table.places:
            found = table.good("mark", with_marks(found, table.column("mark"), known))
        return found
    both = [
        table.good(part, read_amounts(table.column(part), known, currency, decimal)) for part in ("debit", "credit")
    ]
    return net(*both)


def _when(table: _Table, order: str | None) -> tuple[list[int | None], list[int | None]]:
    """The month of the initiative and the calendar month of each line; one of both, or none."""
    nothing: list[int | None] = [None] * len(table.rows)
    if "date" in table.places:
        return nothing, table.good("date", read_months(table.column("date"), order))
    cells, years = table.column("month"), table.texts("year")
    if "year" in table.places:
        return nothing, table.good("month", [_of_year(*pair) for pair in zip(map(text_of, cells), years, strict=True)])
    if any(isinstance(one, int) for one in read_months(cells, order)):
        return nothing, table.good("month", read_months(cells, order))
    return table.good("month", [_counted(text_of(cell)) for cell in cells]), nothing


def _counted(text: str) -> int | str | None:
    if not text:
        return None
    if text.isdecimal() and 1 <= int(text[:9]) <= LAST_MONTH:
        return int(text)
    return NO_MONTH.format(text=repr(text)[:60])


def _of_year(month: str, year: str) -> int | str | None:
    if not month and not year:
        return None
    if month.isdecimal() and year.isdecimal() and len(year) == 4 and 1 <= int(month[:9]) <= 12:
        return calendar_month(int(year), int(month))
    return f"{month!r:.20} of {year!r:.20} is no month"
