"""How numbers, money, dates and texts are written in a language; one table of texts for each."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from costmodel.files.categories import cost_categories
from costmodel.language import (
    english,
    english_cards,
    english_follow,
    english_handout,
    english_levers,
    english_page,
    english_questionnaire,
    english_ranges,
    german,
    german_cards,
    german_follow,
    german_handout,
    german_levers,
    german_page,
    german_questionnaire,
    german_ranges,
    numbers,
    symbols,
)
from costmodel.language.symbols import MINUS, NO_BREAK

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
        if found is not None:
            return found
        category = cost_categories().get(word)
        return category.called(self.code) if category is not None else word.replace("_", " ").capitalize()

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number with marks between thousands, or a dash where there is none.

        >>> language("en").number(1035760.4), language("de").number(1035760.4, 1)
        ('1,035,760', '1.035.760,4')
        """
        written = numbers.number(value, digits)
        return written.translate(POINT_TO_COMMA) if self.comma else written

    def money(self, amount: float | None, currency: str, *, exact: bool = False) -> str:
        """An amount with its currency, to three digits unless it must be exact.

        >>> language("en").money(552_789, "EUR"), language("de").money(552_789, "EUR", exact=True)
        ('553,000 EUR', '552.789 EUR')
        """
        if amount is not None and not exact:
            amount = three_digits(amount)
        written = self.number(amount)
        return written if written == numbers.NONE else f"{written} {currency}"

    def percent(self, share: float | None) -> str:
        """A share or a chance; what is small but possible is not called zero.

        >>> language("en").percent(0.083), language("de").percent(0.001), language("de").percent(12.5)
        ('8 %', 'weniger als 1 %', '1.250 %')
        """
        written = numbers.percent(share)
        if not self.comma:
            return written
        written = written.replace("less than", self("less than")).replace("more than", self("more than"))
        return written.translate(POINT_TO_COMMA)

    # -- on a page: symbols of currencies, real minus signs, numbers that stay with their units -----------------------

    def amount(self, value: float | None, currency: str) -> str:
        """An amount in full, rounded to the three digits that an estimate can bear.

        >>> language("en").amount(555_678, "EUR"), language("de").amount(-5_004, "CHF")
        ('€556,000', '−5.000\\xa0CHF')
        """
        return self.exact_amount(None if value is None else three_digits(value), currency)

    def exact_amount(self, value: float | None, currency: str) -> str:
        """An amount to the unit, as somebody typed it.

        >>> language("en").exact_amount(35_250, "EUR"), language("de").exact_amount(35_250, "EUR")
        ('€35,250', '35.250\\xa0€')
        """
        return self._with_currency(value, 0, "", currency)

    def short_amount(self, value: float | None, currency: str) -> str:
        """An amount for a mark in a picture.

        >>> language("en").short_amount(442_345, "EUR"), language("de").short_amount(1_012_345, "EUR")
        ('€442k', '1,01\\xa0Mio.\\xa0€')
        """
        if value is None or not math.isfinite(value):
            return symbols.NONE
        units = symbols.GERMAN_UNITS if self.comma else symbols.ENGLISH_UNITS
        return self._with_currency(*symbols.shortened(value, units), currency)

    def tick(self, value: float) -> str:
        """An amount at an axis whose heading says the currency.

        >>> language("en").tick(400_000), language("de").tick(1_200_000), language("de").tick(-50_000)
        ('400k', '1,2\\xa0Mio.', '−50\\xa0T')
        """
        number, digits, unit = symbols.shortened(value, symbols.GERMAN_UNITS if self.comma else symbols.ENGLISH_UNITS)
        return self.plain(number, digits) + (NO_BREAK + unit if unit and self.comma else unit)

    def signed_amount(self, value: float, currency: str) -> str:
        """A short amount that is added or taken away: always with its sign, but nothing has none.

        >>> language("en").signed_amount(442_345, "EUR"), language("de").signed_amount(-4_000, "EUR")
        ('+€442k', '−4\\xa0T€')
        """
        written = self.short_amount(value, currency)
        return "+" + written if value > 0 and written != self.short_amount(0.0, currency) else written

    def span(self, low: str, high: str) -> str:
        """From one written figure to another.

        >>> language("en").span("€120k", "€140k"), language("de").span("13", "27")
        ('€120k to €140k', '13 bis 27')
        """
        return self("span", low=low, high=high)

    def share(self, share: float | None) -> str:
        """As `percent`, on one line.

        >>> language("de").share(0.001)
        'weniger als 1\\xa0%'
        """
        return symbols.NONE if not symbols.is_finite(share) else self.percent(share).replace(" %", NO_BREAK + "%")

    def short_share(self, share: float) -> str:
        """A share in a mark of a picture, or in a narrow column.

        >>> language("en").short_share(0.001), language("de").short_share(0.999), language("de").short_share(0.5)
        ('<\\xa01\\xa0%', '>\\xa099\\xa0%', '50\\xa0%')
        """
        written = self.share(share)
        for words, mark in ((self("less than"), "<"), (self("more than"), ">")):
            written = written.replace(f"{words} ", mark + NO_BREAK)
        return written

    def of_ten(self, share: float) -> str:
        """A chance as people count: of ten where that is exact, else of a hundred.

        >>> language("en").of_ten(0.8), language("de").of_ten(0.85)
        ('8\\xa0of\\xa010', '85\\xa0von\\xa0100')
        """
        of = 10 if abs(10 * share - round(10 * share)) < 1e-9 else 100
        return self("of", count=self.plain(of * share), all=self.plain(of)).replace(" ", NO_BREAK)

    def length(self, length: float) -> str:
        """As `months`, on one line; below zero with a real minus.

        >>> language("en").length(17.46), language("de").length(-1.0), language("en").length(float("nan"))
        ('17.5\\xa0months', '−1\\xa0Monat', '–')
        """
        if not math.isfinite(length):
            return symbols.NONE
        written = self.plain(length, 1)
        return f"{written}{NO_BREAK}{self('month' if written.lstrip(MINUS) == '1' else 'months')}"

    def after_length(self, length: float) -> str:
        """The same after a preposition, which German declines.

        >>> language("en").after_length(17.46), language("de").after_length(17.46)
        ('17.5\\xa0months', '17,5\\xa0Monaten')
        """
        written = self.length(length)
        return written + "n" if self.code == "de" and written.endswith("Monate") else written

    def signed_length(self, length: float) -> str:
        """A length of time that is added or taken away.

        >>> language("en").signed_length(2.0), language("en").signed_length(0.01)
        ('+2\\xa0months', '0\\xa0months')
        """
        return ("+" if length >= 0.05 else "") + self.length(length)

    def plain(self, value: float, digits: int = 0) -> str:
        """A number with a real minus and without zeros at its end.

        >>> language("en").plain(-12.04, 1), language("de").plain(3.5, 2)
        ('−12', '3,5')
        """
        written = f"{value:,.{digits}f}"
        if digits:
            written = written.rstrip("0").rstrip(".")
        written = written.removeprefix("-") if not written.strip("-0") else written.replace("-", MINUS)
        return written.translate(POINT_TO_COMMA) if self.comma else written

    def _with_currency(self, value: float | None, digits: int, unit: str, currency: str) -> str:
        if value is None or not math.isfinite(value):
            return symbols.NONE
        written = self.plain(value, digits)
        return (symbols.german if self.comma else symbols.english)(written, unit, currency)

    # -- in a report --------------------------------------------------------------------------------------------------

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


# The tables of texts, a pair a line: of the reports, of the cards, of the page, of the workshop's papers.
TABLES = (
    (english.TEXTS, german.TEXTS),
    (english_cards.TEXTS, german_cards.TEXTS),
    (english_page.TEXTS, german_page.TEXTS),
    (english_levers.TEXTS, german_levers.TEXTS),
    (english_handout.TEXTS, german_handout.TEXTS),
    (english_ranges.TEXTS, german_ranges.TEXTS),
    (english_follow.TEXTS, german_follow.TEXTS),
    (english_questionnaire.TEXTS, german_questionnaire.TEXTS),
)


def merged(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """All texts of a language."""
    return {key: text for one in tables for key, text in one.items()}


LANGUAGES = {
    "en": Language("en", merged(pair[0] for pair in TABLES), english.MONTHS, comma=False),
    "de": Language("de", merged(pair[1] for pair in TABLES), german.MONTHS, comma=True),
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
