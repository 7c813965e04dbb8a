"""Months and fiscal years in words: July 2027, 2027/28, or the year 1 from the start where nobody has said when."""

from __future__ import annotations

from costmodel.initiative.calendar import MONTHS, Calendar, Month
from costmodel.language.language import Language

CENTURY = 100


def month_name(month: Month, says: Language) -> str:
    """A calendar month.

    >>> from costmodel.language.language import language_of
    >>> month_name(12 * 2027 + 6, language_of("en")), month_name(12 * 2028 + 2, language_of("de"))
    ('July 2027', 'März 2028')
    """
    return says("calendar month", month=says.grammar.months[month % MONTHS], year=str(month // MONTHS))


def period(calendar: Calendar, every: str, number: int, says: Language) -> str:
    """A month, a quarter or a fiscal year in full; counted from the start where no start is said.

    >>> from costmodel.language.language import language_of
    >>> period(Calendar(12 * 2027 + 6, 7), "fiscal_year", 1, language_of("en"))
    'July 2027 to June 2028'
    >>> (
    ...     period(Calendar(12 * 2027 + 6), "fiscal_year", 2, language_of("de")),
    ...     period(Calendar(), "fiscal_year", 2, language_of("en")),
    ... )
    ('2028', 'Year 2 from the start')
    """
    span = calendar.span(every, number)
    if span is None:
        return says(f"from start: {every}", number=str(number))
    first, last = span
    if every == "month":
        return month_name(first, says)
    if every == "fiscal_year" and calendar.first_month == 1:
        return str(first // MONTHS)
    return says.span(month_name(first, says), month_name(last, says))


def short_period(calendar: Calendar, every: str, number: int, says: Language) -> str:
    """The same where there is little room.

    >>> from costmodel.language.language import language_of
    >>> calendar, says = Calendar(12 * 2027 + 6, 7), language_of("de")
    >>> short_period(calendar, "fiscal_year", 1, says), short_period(calendar, "month", 2, says)
    ('2027/28', '08/2027')
    >>> short_period(Calendar(), "fiscal_year", 1, says)
    'Jahr 1'
    """
    span = calendar.span(every, number)
    if span is None:
        return says(f"short from start: {every}", number=str(number))
    first, last = span
    if every == "fiscal_year" and calendar.first_month > 1:
        return f"{first // MONTHS}/{last // MONTHS % CENTURY:02d}"
    if every == "fiscal_year":
        return str(first // MONTHS)
    if every == "quarter":
        return says.span(short_month(first), short_month(last))
    return short_month(first)


def short_month(month: Month) -> str:
    """A calendar month in figures, for an axis.

    >>> short_month(12 * 2027 + 6)
    '07/2027'
    """
    return f"{month % MONTHS + 1:02d}/{month // MONTHS}"


def month_after(calendar: Calendar, months: float, says: Language) -> str:
    """The calendar month that runs so many months after the start; empty where no start is said."""
    found = calendar.month_at(months)
    return "" if found is None else month_name(found, says)
