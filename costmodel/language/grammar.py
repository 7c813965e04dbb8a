"""How a language writes its figures: the marks in a number, its months, and where units and currencies stand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from costmodel.language.symbols import MINUS, NO_BREAK, symbol

# Units of money from the largest; what is written behind the point has one digit up to thousands, else two.
SIZES = {"billion": 1e9, "million": 1e6, "thousand": 1e3, "amount": 1.0}
_FROM_THOUSANDS = 0.9995  # of a unit: what would be written "1,000k" is written "1M"


@dataclass(frozen=True)
class Amount:
    """How an amount in one unit is written, as a pattern with ``{number}`` and ``{currency}``.

    Attributes:
        sign: beside the sign of a currency, like €.
        letters_and_sign: beside letters that end in a sign, like CA$.
        letters: beside a currency without a sign, like CHF.
        alone: where a heading says the currency.
    """

    sign: str
    letters_and_sign: str
    letters: str
    alone: str


@dataclass(frozen=True)
class Grammar:
    """How a language writes numbers, amounts and dates; the record `[grammar]` of its file.

    Attributes:
        name: what the language calls itself.
        decimal: the mark before the fraction.
        thousands: the mark between thousands.
        date: a date, as a pattern with ``{day}``, ``{month}`` and ``{year}``.
        months: the names of the months.
        amounts: unit, one of `SIZES` -> how an amount in it is written.
    """

    name: str
    decimal: str
    thousands: str
    date: str
    months: tuple[str, ...] = field(repr=False)
    amounts: Mapping[str, Amount] = field(repr=False)

    ENTRIES: ClassVar = frozenset({"name", "decimal", "thousands", "date", "months", *SIZES})

    def marked(self, written: str) -> str:
        """A number that Python has written with commas between thousands, with the marks of the language."""
        return written.translate({ord(","): self.thousands, ord("."): self.decimal})

    @property
    def between_cells(self) -> str:
        """What a spreadsheet expects between two cells of a text file: no comma where it begins a fraction."""
        return ";" if self.decimal == "," else ","

    def with_currency(self, number: str, unit: str, currency: str) -> str:
        """A written number in a unit, with the sign or code of a currency; a minus stands before all."""
        mark, amount = symbol(currency), self.amounts[unit]
        pattern = amount.letters if mark[-1:].isalnum() else amount.sign if len(mark) == 1 else amount.letters_and_sign
        return _placed(pattern, number, mark)

    def alone(self, number: str, unit: str) -> str:
        """A written number in a unit, where a heading says the currency."""
        return _placed(self.amounts[unit].alone, number, "")


def grammar_of(told: Mapping[str, Any]) -> Grammar:
    """The record of a file as a grammar.

    Raises:
        KeyError: an entry is missing.
        TypeError: there is no such entry, or it is of the wrong kind.
    """
    unknown = told.keys() - Grammar.ENTRIES
    if unknown:
        raise TypeError(f"there is no {', '.join(sorted(unknown))}")
    words = {key: told[key] for key in ("name", "decimal", "thousands", "date")}
    months = tuple(told["months"])
    if len(months) != 12 or not all(isinstance(word, str) for word in (*words.values(), *months)):
        raise TypeError("name, decimal, thousands, date and twelve months are texts")
    return Grammar(**words, months=months, amounts={unit: Amount(**told[unit]) for unit in SIZES})


def _placed(pattern: str, number: str, currency: str) -> str:
    minus = MINUS if number.startswith(MINUS) else ""
    written = pattern.format(number=number.removeprefix(MINUS), currency=currency)
    return minus + written.replace(" ", NO_BREAK)


def three_digits(amount: float) -> float:
    """An amount rounded to three digits, which is more than an estimate can bear.

    >>> three_digits(552_789.0), three_digits(-4_567.0), three_digits(0.0), three_digits(87.4)
    (553000.0, -4570.0, 0.0, 87.0)
    """
    if not math.isfinite(amount) or amount == 0:
        return amount
    return float(round(amount, min(2 - math.floor(math.log10(abs(amount))), 0)))


def spoken(amount: float) -> float:
    """A number that was worked out as people say it: three digits, whole from ten on, and two digits below ten.

    >>> spoken(552_789.0), spoken(40.4), spoken(8.54), spoken(0.0123)
    (553000.0, 40.0, 8.5, 0.012)
    """
    return three_digits(amount) if abs(amount) >= 10 else float(f"{amount:.2g}")


def shortened(amount: float) -> tuple[float, int, str]:
    """An amount in the largest unit that fits, how many digits it gets behind the point, and the unit.

    Three digits in all, so that marks beside each other can be told apart; whole ones below a thousand.

    >>> shortened(1_234_567), shortened(24_660), shortened(87.4)
    ((1.234567, 2, 'million'), (24.66, 1, 'thousand'), (87.4, 0, 'amount'))
    """
    for unit, one in SIZES.items():
        size = abs(amount) / one
        if size >= _FROM_THOUSANDS and one > 1:
            digits = 0 if size >= 99.95 else 1 if size >= 9.995 or unit == "thousand" else 2
            return amount / one, digits, unit
    return amount, 0, "amount"
