"""Months and fiscal years: from months since the start to the calendar that a budget is written in."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

Month = int  # calendar months since the year 0: 12 x year + month - 1
MONTHS = 12  # of a year
QUARTER = 3  # months of a quarter
LENGTHS = {"month": 1, "quarter": QUARTER, "fiscal_year": MONTHS}


def calendar_month(year: int, month: int) -> Month:
    """A month as a number that can be counted on.

    >>> calendar_month(2028, 1) - calendar_month(2027, 12)
    1
    """
    return MONTHS * year + month - 1


def written_month(month: Month) -> str:
    """A month as it is written for programs (ISO 8601).

    >>> written_month(calendar_month(2027, 7))
    '2027-07'
    """
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}"


@dataclass(frozen=True)
class Calendar:
    """When the initiative starts, and in which month the company's fiscal year begins.

    Attributes:
        start: the calendar month of month 1; None where nobody has said.
        first_month: of the fiscal year, 1 for January to 12.
    """

    start: Month | None = None
    first_month: int = 1

    @property
    def place(self) -> int:
        """The month of the fiscal year in which the initiative starts, 1 to 12; 1 where its start is not known.

        >>> Calendar(calendar_month(2027, 10), 7).place
        4
        """
        return 1 if self.start is None else (self.start % MONTHS - (self.first_month - 1)) % MONTHS + 1

    def before(self, every: str) -> int:
        """How many months of the first period lie before the start: a period is one of the company's.

        >>> [Calendar(calendar_month(2027, 8)).before(every) for every in ("month", "quarter", "fiscal_year")]
        [0, 1, 7]
        """
        return (self.place - 1) % LENGTHS[every]

    def month_at(self, months: float) -> Month | None:
        """The calendar month that runs when so many months have passed since the start.

        >>> written_month(Calendar(calendar_month(2027, 7)).month_at(19.3))
        '2029-02'
        """
        return None if self.start is None else self.start + floor(months)

    def span(self, every: str, number: int) -> tuple[Month, Month] | None:
        """The first and the last calendar month of a period, the first being 1; None where the start is not known.

        The first fiscal year is the company's whole year, also where the initiative starts within it.

        >>> [written_month(one) for one in Calendar(calendar_month(2027, 7), 7).span("fiscal_year", 1)]
        ['2027-07', '2028-06']
        """
        if self.start is None:
            return None
        length = LENGTHS[every]
        first = self.start - self.before(every) + length * (number - 1)
        return first, first + length - 1

    def iso(self, every: str, number: int) -> str | None:
        """A period for programs (ISO 8601): a month, or the first and the last one; None without a start.

        >>> calendar = Calendar(calendar_month(2027, 7), 7)
        >>> calendar.iso("month", 2), calendar.iso("fiscal_year", 1)
        ('2027-08', '2027-07/2028-06')
        """
        found = self.span(every, number)
        if found is None:
            return None
        first, last = map(written_month, found)
        return first if every == "month" else f"{first}/{last}"
