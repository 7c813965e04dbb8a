"""How numbers, money, dates and texts are written in a language; one table of texts for each."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from costmodel import report
from costmodel.sentences import english, german

POINT_TO_COMMA = str.maketrans({",": ".", ".": ","})


@dataclass(frozen=True)
class Language:
    """A language: its texts, and how it writes figures.

    Attributes:
        code: "en" or "de".
        texts: key -> text with places for values in braces.
        months_of_year: their names, for dates.
        comma: whether the comma is the mark before the fraction, and the point the one between thousands.
    """

    code: str
    texts: Mapping[str, str] = field(repr=False)
    months_of_year: tuple[str, ...] = field(repr=False)
    comma: bool

    def __call__(self, key: str, **values: str) -> str:
        """A text with its places filled.

        Raises:
            KeyError: there is no such text, or a place is left empty.
        """
        return self.texts[key].format_map(values)

    def name(self, word: str) -> str:
        """What a word of the model (a category, a phase, a figure) is called; unknown ones are made readable."""
        found = self.texts.get(f"name {word}")
        return found if found is not None else word.replace("_", " ").capitalize()

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number with marks between thousands, or a dash where there is none.

        >>> language("en").number(1035760.4), language("de").number(1035760.4, 1)
        ('1,035,760', '1.035.760,4')
        """
        written = report.number(value, digits)
        return written.translate(POINT_TO_COMMA) if self.comma else written

    def money(self, amount: float | None, currency: str, *, exact: bool = False) -> str:
        """An amount with its currency, to three digits unless it must be exact.

        >>> language("en").money(552_789, "EUR"), language("de").money(552_789, "EUR", exact=True)
        ('553,000 EUR', '552.789 EUR')
        """
        if amount is not None and not exact:
            amount = three_digits(amount)
        written = self.number(amount)
        return written if written == report.NONE else f"{written} {currency}"

    def percent(self, share: float | None) -> str:
        """A share or a chance; what is small but possible is not called zero.

        >>> language("en").percent(0.083), language("de").percent(0.001), language("de").percent(12.5)
        ('8 %', 'weniger als 1 %', '1.250 %')
        """
        written = report.percent(share)
        if not self.comma:
            return written
        written = written.replace("less than", self("less than")).replace("more than", self("more than"))
        return written.translate(POINT_TO_COMMA)

    def months(self, length: float) -> str:
        """A length of time in months.

        >>> language("en").months(17.46), language("de").months(17.46), language("de").months(1.0)
        ('17.5 months', '17,5 Monate', '1 Monat')
        """
        written = self.number(length, 1).removesuffix(",0" if self.comma else ".0")
        return f"{written} {self('month' if written == '1' else 'months')}"

    def after_months(self, length: float) -> str:
        """The same after a preposition, which German declines.

        >>> language("en").after_months(17.46), language("de").after_months(17.46)
        ('17.5 months', '17,5 Monaten')
        """
        written = self.months(length)
        return written + "n" if self.code == "de" and written.endswith("Monate") else written

    def date(self, day: dt.date) -> str:
        """A date in words.

        >>> language("en").date(dt.date(2026, 11, 3)), language("de").date(dt.date(2026, 11, 3))
        ('3 November 2026', '3. November 2026')
        """
        mark = "." if self.code == "de" else ""
        return f"{day.day}{mark} {self.months_of_year[day.month - 1]} {day.year}"


def three_digits(amount: float) -> float:
    """An amount rounded to three digits, which is more than an estimate can bear.

    >>> three_digits(552_789.0), three_digits(-4_567.0), three_digits(0.0), three_digits(87.4)
    (553000.0, -4570.0, 0.0, 87.0)
    """
    if not math.isfinite(amount) or amount == 0:
        return amount
    return float(round(amount, min(2 - math.floor(math.log10(abs(amount))), 0)))


LANGUAGES = {
    "en": Language("en", english.TEXTS, english.MONTHS, comma=False),
    "de": Language("de", german.TEXTS, german.MONTHS, comma=True),
}


def language(code: str | Language = "en") -> Language:
    """A language by its code.

    Raises:
        ValueError: there is none of that code.
    """
    if isinstance(code, Language):
        return code
    if code not in LANGUAGES:
        raise ValueError(f"no language {code!r}; there are {', '.join(LANGUAGES)}")
    return LANGUAGES[code]
