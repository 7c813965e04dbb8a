"""How a language writes its figures: the marks in a number, its months, and where units and currencies stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    def marked(self, written: str) -> str:
        """A number that Python has written with commas between thousands, with the marks of the language."""
        return written.translate({ord(","): self.thousands, ord("."): self.decimal})

    def with_currency(self, number: str, unit: str, currency: str) -> str:
        """A written number in a unit, with the sign or code of a currency; a minus stands before all."""
        mark, amount = symbol(currency), self.amounts[unit]
        pattern = amount.letters if mark[-1:].isalnum() else amount.sign if len(mark) == 1 else amount.letters_and_sign
        return _placed(pattern, number, mark)

    def alone(self, number: str, unit: str) -> str:
        """A written number in a unit, where a heading says the currency."""
        return _placed(self.amounts[unit].alone, number, "")


def _placed(pattern: str, number: str, currency: str) -> str:
    minus = MINUS if number.startswith(MINUS) else ""
    written = pattern.format(number=number.removeprefix(MINUS), currency=currency)
    return minus + written.replace(" ", NO_BREAK)


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
