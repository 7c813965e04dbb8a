"""In which month something was posted: dates and months as accounting systems write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from costmodel.initiative.calendar import Month, calendar_month

DAY_FIRST, MONTH_FIRST = "day", "month"
_TIME = r"(?:[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_ISO = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_TIME}|([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})")
_POINTS = re.compile(rf"([0-9]{{1,2}})[.-]([0-9]{{1,2}})[.-]([0-9]{{4}}){_TIME}")
_SLASHES = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}){_TIME}")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")


def read_month(text: str) -> Month:
    """The month that somebody means by a month (2027-07, 07.2027) or by a date in it.

    >>> read_month("15.07.2027") == read_month("2027-07")
    True

    Raises:
        ValueError: it is none, or two.
    """
    (found,) = read_months([text])
    if isinstance(found, int):
        return found
    raise ValueError(found or "a month is missing; write it as 2027-07")


def read_months(cells: Sequence[object], order: str | None = None) -> list[Month | str | None]:
    """The months of a column of dates or months.

    Dates are read as 2027-12-31, 20271231, 31.12.2027, as 12/31/2027 or 31/12/2027 where the column says which, or as
    Excel has them; months as 2027-07, 07.2027 or 7/2027. Times are left out. Where only days up to the twelfth stand
    in a column with slashes, both readings are named.

    >>> read_months(["31/12/2027", "01/02/2027"]) == read_months(["2027-12", "2027-02"])
    True
    >>> read_months(["01/02/2027"])
    ["'01/02/2027' is 2027-02-01 or 2027-01-02? say whether the day or the month stands first"]

    Args:
        cells: texts, dates, or nothing.
        order: "day" or "month", where somebody has said which stands first between slashes.

    Returns:
        for each cell its month, what is wrong with it in words, or None where it is empty.
    """
    orders = {order} if order else _orders(cells)
    return [_month(cell, orders) for cell in cells]


def _orders(cells: Sequence[object]) -> set[str]:
    """Which of both parts between slashes may be the day; both where no date of the column tells."""
    parts = [found for cell in cells if isinstance(cell, str) and (found := _SLASHES.fullmatch(cell.strip()))]
    pairs = [(int(found[1]), int(found[2])) for found in parts]
    shown = {
        *([DAY_FIRST] if any(first > 12 for first, _ in pairs) else []),
        *([MONTH_FIRST] if any(second > 12 for _, second in pairs) else []),
    }
    return shown if len(shown) == 1 else {DAY_FIRST, MONTH_FIRST}


def _month(cell: object, orders: set[str]) -> Month | str | None:
    if isinstance(cell, datetime | date):
        return calendar_month(cell.year, cell.month)
    text = "" if cell is None else str(cell).strip()
    if not text:
        return None
    readings = list(_readings(text, orders))
    if not readings:
        return f"{text!r:.60} is no date; write 2027-12-31 or 31.12.2027"
    months = {calendar_month(one.year, one.month) for one in readings}
    if len(months) > 1:
        first, second = sorted(readings, reverse=True)[:2]
        return f"{text!r} is {first} or {second}? say whether the day or the month stands first"
    return months.pop()


def _readings(text: str, orders: set[str]) -> list[date]:
    """Every date that a text may be; the first of the month where it names none."""
    parts: list[tuple[str, str, str]] = []
    if found := _ISO.fullmatch(text):
        parts.append((found[1] or found[4], found[2] or found[5], found[3] or found[6]))
    elif found := _POINTS.fullmatch(text):
        parts.append((found[3], found[2], found[1]))
    elif found := _SLASHES.fullmatch(text):
        parts += [(found[3], found[2], found[1])] if DAY_FIRST in orders else []
        parts += [(found[3], found[1], found[2])] if MONTH_FIRST in orders else []
    elif found := _YEAR_MONTH.fullmatch(text):
        parts.append((found[1], found[2], "1"))
    elif found := _MONTH_YEAR.fullmatch(text):
        parts.append((found[2], found[1], "1"))
    return [one for year, month, day in parts if (one := _date(year, month, day)) is not None]


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
