"""How numbers, money, dates and texts are written in a language; its words and its grammar are data of its file."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Formatter

from costmodel.files.categories import cost_categories
from costmodel.language import language_files, symbols
from costmodel.language.grammar import Grammar, shortened, three_digits
from costmodel.language.language_files import FIRST, languages, read_grammar, read_texts
from costmodel.language.symbols import MINUS, NO_BREAK


@dataclass(frozen=True)
class Language:
    """A language: its texts, and how it writes figures.

    Attributes:
        code: such as "en".
        grammar: how it writes figures.
        texts: key -> text with places for values in braces; those that it lacks are English.
    """

    code: str
    grammar: Grammar
    texts: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **values: str) -> str:
        """A text with its places filled.

        Raises:
            KeyError: there is no such text, or a place is left empty.
        """
        return "".join(piece for piece, _ in self.pieces(key, **values))

    def pieces(self, key: str, **values: str) -> list[tuple[str, bool]]:
        """A text with its places filled, in pieces, each with whether it filled a place: figures can be set apart.

        >>> language_of("en").pieces("span", low="5", high="9")
        [('5', True), (' to ', False), ('9', True)]

        Raises:
            KeyError: there is no such text, or a place is left empty.
        """
        found = self.text(key)
        if found is None:
            raise KeyError(key)
        told: list[tuple[str, bool]] = []
        for words, place in _parsed(found):
            told += [(words, False)] if words else []
            told += [(values[place], True)] if place else []
        return told

    def text(self, key: str) -> str | None:
        """A text as it stands in the file; English where the language lacks it, nothing where nobody has it."""
        found = self.texts.get(key)
        return read_texts(FIRST).get(key) if found is None and self.code != FIRST else found

    def name(self, word: str) -> str:
        """What a word of the model (a category, a phase, a figure) is called; unknown ones are made readable."""
        found = self.text(f"name {word}")
        if found is not None:
            return found
        category = cost_categories().get(word)
        return category.called(self.code) if category is not None else word.replace("_", " ").capitalize()

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number with marks between thousands, or a dash where there is none.

        >>> language_of("en").number(1035760.4), language_of("de").number(1035760.4, 1)
        ('1,035,760', '1.035.760,4')
        >>> [language_of("en").number(value) for value in (float("nan"), None, -0.2)]
        ['-', '-', '0']
        """
        if not symbols.is_finite(value):
            return symbols.NO_FIGURE
        written = f"{value:,.{digits}f}"
        return self.grammar.marked(written if written.strip("-0.,") else written.removeprefix("-"))

    def money(self, amount: float | None, currency: str, *, exact: bool = False) -> str:
        """An amount with its currency, to three digits unless it must be exact.

        >>> language_of("en").money(552_789, "EUR"), language_of("de").money(552_789, "EUR", exact=True)
        ('553,000 EUR', '552.789 EUR')
        """
        if amount is not None and not exact:
            amount = three_digits(amount)
        written = self.number(amount)
        return written if written == symbols.NO_FIGURE else f"{written} {currency}"

    def percent(self, share: float | None) -> str:
        """A share or a chance; what is small but possible is not called zero.

        >>> language_of("en").percent(0.083), language_of("de").percent(0.001), language_of("de").percent(12.5)
        ('8 %', 'weniger als 1 %', '1.250 %')
        """
        if not symbols.is_finite(share):
            return symbols.NO_FIGURE
        if 0 < share < 0.005:
            return f"{self('less than')} 1 %"
        if 0.995 < share < 1:
            return f"{self('more than')} 99 %"
        return f"{self.number(100 * share)} %"

    # -- on a page: symbols of currencies, real minus signs, numbers that stay with their units -----------------------

    def amount(self, value: float | None, currency: str) -> str:
        """An amount in full, rounded to the three digits that an estimate can bear.

        >>> language_of("en").amount(555_678, "EUR"), language_of("de").amount(-5_004, "CHF")
        ('€556,000', '−5.000\\xa0CHF')
        """
        return self.exact_amount(None if value is None else three_digits(value), currency)

    def exact_amount(self, value: float | None, currency: str) -> str:
        """An amount to the unit, as somebody typed it.

        >>> language_of("en").exact_amount(35_250, "EUR"), language_of("de").exact_amount(35_250, "EUR")
        ('€35,250', '35.250\\xa0€')
        """
        return self._with_currency(value, 0, "amount", currency)

    def short_amount(self, value: float | None, currency: str) -> str:
        """An amount for a mark in a picture.

        >>> language_of("en").short_amount(442_345, "EUR"), language_of("de").short_amount(1_012_345, "EUR")
        ('€442k', '1,01\\xa0Mio.\\xa0€')
        """
        if value is None or not math.isfinite(value):
            return symbols.NONE
        return self._with_currency(*shortened(value), currency)

    def tick(self, value: float) -> str:
        """An amount at an axis whose heading says the currency.

        >>> language_of("en").tick(400_000), language_of("de").tick(1_200_000), language_of("de").tick(-50_000)
        ('400k', '1,2\\xa0Mio.', '−50\\xa0T')
        """
        number, digits, unit = shortened(value)
        return self.grammar.alone(self.plain(number, digits), unit)

    def signed_amount(self, value: float, currency: str) -> str:
        """A short amount that is added or taken away: always with its sign, but nothing has none.

        >>> language_of("en").signed_amount(442_345, "EUR"), language_of("de").signed_amount(-4_000, "EUR")
        ('+€442k', '−4\\xa0T€')
        """
        return self._signed(value, lambda one: self.short_amount(one, currency))

    def span(self, low: str, high: str) -> str:
        """From one written figure to another.

        >>> language_of("en").span("€120k", "€140k"), language_of("de").span("13", "27")
        ('€120k to €140k', '13 bis 27')
        """
        return self("span", low=low, high=high)

    def listed(self, parts: Sequence[str]) -> str:
        """Several things in a sentence.

        >>> language_of("en").listed(["a", "b", "c"]), language_of("de").listed(["a", "b"])
        ('a, b and c', 'a und b')
        """
        return f"{', '.join(parts[:-1])} {self('and')} {parts[-1]}" if len(parts) > 1 else "".join(parts)

    def share(self, share: float | None) -> str:
        """As `percent`, on one line.

        >>> language_of("de").share(0.001)
        'weniger als 1\\xa0%'
        """
        return symbols.NONE if not symbols.is_finite(share) else self.percent(share).replace(" %", NO_BREAK + "%")

    def short_share(self, share: float) -> str:
        """A share in a mark of a picture, or in a narrow column.

        >>> [language_of("de").short_share(share) for share in (0.001, 0.999, 0.5)]
        ['<\\xa01\\xa0%', '>\\xa099\\xa0%', '50\\xa0%']
        """
        written = self.share(share)
        for words, mark in ((self("less than"), "<"), (self("more than"), ">")):
            written = written.replace(f"{words} ", mark + NO_BREAK)
        return written

    def of_ten(self, share: float) -> str:
        """A chance as people count: of ten where that is exact, else of a hundred.

        >>> language_of("en").of_ten(0.8), language_of("de").of_ten(0.85)
        ('8\\xa0of\\xa010', '85\\xa0von\\xa0100')
        """
        of = 10 if abs(10 * share - round(10 * share)) < 1e-9 else 100
        return self("of", count=self.plain(of * share), all=self.plain(of)).replace(" ", NO_BREAK)

    def percentile(self, share: float) -> str:
        """What a share is called in tables, where finance looks for it.

        >>> language_of("en").percentile(0.8), language_of("de").percentile(0.975)
        ('P80', 'P97,5')
        """
        return f"P{self.plain(100 * share, 1)}"

    def length(self, length: float) -> str:
        """As `months`, on one line; below zero with a real minus.

        >>> language_of("en").length(17.46), language_of("de").length(-1.0), language_of("en").length(float("nan"))
        ('17.5\\xa0months', '−1\\xa0Monat', '–')
        """
        return self._in_months(length, "month", "months")

    def after_length(self, length: float) -> str:
        """The same after a preposition, which German declines.

        >>> language_of("en").after_length(17.46), language_of("de").after_length(17.46)
        ('17.5\\xa0months', '17,5\\xa0Monaten')
        """
        return self._in_months(length, "after month", "after months")

    def signed_length(self, length: float) -> str:
        """A length of time that is added or taken away, as `signed_amount`.

        >>> language_of("en").signed_length(2.0), language_of("en").signed_length(0.01)
        ('+2\\xa0months', '0\\xa0months')
        """
        return self._signed(length, self.length)

    def signed_points(self, share: float, digits: int = 1) -> str:
        """By how many percentage points a share grows or shrinks, as `signed_amount`.

        >>> language_of("en").signed_points(0.0312), language_of("de").signed_points(-0.0312)
        ('+3.1 points', '−3,1 Punkte')
        """
        return self("points", number=self.signed(100 * share, digits))

    def signed(self, value: float, digits: int = 0) -> str:
        """A number as `plain` writes it that is added or taken away, as `signed_amount`.

        >>> language_of("en").signed(2.04, 1), language_of("de").signed(-0.5, 1), language_of("en").signed(0.04, 1)
        ('+2', '−0,5', '0')
        """
        return self._signed(value, lambda one: self.plain(one, digits))

    def plain(self, value: float, digits: int = 0) -> str:
        """A number with a real minus and without zeros at its end.

        >>> language_of("en").plain(-12.04, 1), language_of("de").plain(3.5, 2)
        ('−12', '3,5')
        """
        written = f"{value:,.{digits}f}"
        if digits:
            written = written.rstrip("0").rstrip(".")
        written = written.removeprefix("-") if not written.strip("-0") else written.replace("-", MINUS)
        return self.grammar.marked(written)

    @staticmethod
    def _signed(value: float, written: Callable[[float], str]) -> str:
        """As it is written, with a plus before what is still more than nothing when it is written."""
        more = value > 0 and math.isfinite(value) and written(value) != written(0.0)
        return "+" + written(value) if more else written(value)

    def _in_months(self, length: float, one: str, several: str) -> str:
        if not math.isfinite(length):
            return symbols.NONE
        written = self.plain(length, 1)
        return f"{written}{NO_BREAK}{self(one if written.lstrip(MINUS) == '1' else several)}"

    def _with_currency(self, value: float | None, digits: int, unit: str, currency: str) -> str:
        if value is None or not math.isfinite(value):
            return symbols.NONE
        return self.grammar.with_currency(self.plain(value, digits), unit, currency)

    # -- in a report --------------------------------------------------------------------------------------------------

    def months(self, length: float) -> str:
        """A length of time in months.

        >>> language_of("en").months(17.46), language_of("de").months(17.46), language_of("de").months(1.0)
        ('17.5 months', '17,5 Monate', '1 Monat')
        """
        return self._months(length, "month", "months")

    def after_months(self, length: float) -> str:
        """The same after a preposition, which German declines.

        >>> language_of("en").after_months(17.46), language_of("de").after_months(17.46)
        ('17.5 months', '17,5 Monaten')
        """
        return self._months(length, "after month", "after months")

    def _months(self, length: float, one: str, several: str) -> str:
        written = self.number(length, 1).removesuffix(f"{self.grammar.decimal}0")
        return f"{written} {self(one if written == '1' else several)}"

    def date(self, day: dt.date) -> str:
        """A date in words.

        >>> language_of("en").date(dt.date(2026, 11, 3)), language_of("de").date(dt.date(2026, 11, 3))
        ('3 November 2026', '3. November 2026')
        """
        return self.grammar.date.format(day=day.day, month=self.grammar.months[day.month - 1], year=day.year)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[tuple[str, str | None], ...]:
    """A text in its words and the places after them."""
    return tuple((words, place) for words, place, _, _ in Formatter().parse(text))


def language_of(code: str | Language = FIRST) -> Language:
    """A language by its code; its file is read when it is first asked for, and no other's.

    Raises:
        ValueError: there is none of that code, or its file has a fault.
    """
    if isinstance(code, Language):
        return code
    return _language(code, language_files.FOLDER)


def spoken_languages() -> tuple[Language, ...]:
    """All languages that there are, English first."""
    return tuple(map(language_of, languages()))


@lru_cache(maxsize=16)
def _language(code: str, _folder: Path) -> Language:
    if code not in languages():
        raise ValueError(f"no language {code!r}; there are {', '.join(languages())}")
    return Language(code, read_grammar(code), read_texts(code))
