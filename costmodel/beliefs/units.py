"""The units a number may carry, and how a price in one currency and year becomes another.

Units are products and quotients of the words in `DIMENSIONS` (``EUR/person_day``, ``item``, ``working_day/year``).
The words are our own, so that one outside the list is a fault instead of a surprise. At run time arrays are plain
floats; the unit proof in the tests attaches these very units with pint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from costmodel.errors import Sentence

CURRENCIES = ("EUR", "USD", "CHF", "GBP")

# Each word stands for a dimension of its own, so that nothing is turned into something else behind one's back: a
# working day is not a day of the calendar, and a person-day is not a working day.
DIMENSIONS = (
    "working_day",
    "person",
    "item",
    "label",
    "request",
    "token",
    "run",
    "chip",
    "device",
    "server",
    "site",
    "user",
    "document",
    "incident",
    "model",
    "version",
    "system",
    "requirement",
    "review",
    "round",
    "gigabyte",
    "kilowatt",
    "flop",
    "parameter",
    "training",
    "month",
)
# Each as so many of another word: 8,760 hours in a year of twelve equal months.
DEFINED = {
    "year": (12.0, "month"),
    "hour": (1 / 730, "month"),
    "second": (1 / 3600, "hour"),
    "week": (1 / 52, "year"),
}
# Written as one word, read as the product: so that person-days over persons are working days without a conversion.
PRODUCTS = {
    "person_day": ("person", "working_day"),
    "person_hour": ("person", "hour"),
    "kilowatt_hour": ("kilowatt", "hour"),
}
DIMENSIONLESS = ("share", "factor", "level", "switch", "stage", "chance", "count")


class UnknownUnitError(ValueError):
    """A unit word that is not in the list."""

    def __init__(self, unit: str, word: str) -> None:
        alone = Sentence("unknown unit {word!r}", word=word)
        super().__init__(Sentence("unknown unit {word!r} in {unit!r}", word=word, unit=unit) if word != unit else alone)


@dataclass(frozen=True)
class Unit:
    """A unit as a product of powers of the words that stand for a dimension.

    Attributes:
        factor: how many of that product it is; a year is 12 months.
        powers: (word, power), sorted by the word; powers of zero are left out.
    """

    factor: float
    powers: tuple[tuple[str, int], ...]

    def times(self, other: Unit, power: int) -> Unit:
        """The product with another unit (power 1), or the quotient (power -1)."""
        powers = dict(self.powers)
        for word, one in other.powers:
            powers[word] = powers.get(word, 0) + power * one
        left = tuple(sorted((word, one) for word, one in powers.items() if one))
        return Unit(self.factor * other.factor if power > 0 else self.factor / other.factor, left)


NO_UNIT = Unit(1.0, ())


@lru_cache(maxsize=1024)
def parse(unit: str) -> Unit:
    """The unit that a text stands for: words between ``*``, ``/`` or blanks, read from left to right.

    >>> parse("person_day/week")
    Unit(factor=4.333333333333333, powers=(('month', -1), ('person', 1), ('working_day', 1)))

    Raises:
        UnknownUnitError: a word is not in the list, or the text is no product or quotient of words.
    """
    known = {*known_words(), "1"}
    words = unit.replace("*", " ").replace("/", " ").split()
    for word in words:
        if word not in known:
            raise UnknownUnitError(unit, word)
    if re.fullmatch(r"\s*\w+(?:\s*[*/]\s*\w+|\s+\w+)*\s*", unit) is None:
        raise UnknownUnitError(unit, unit)
    product, power = NO_UNIT, 1
    for part in re.findall(r"\w+|[*/]", unit):
        if part in ("*", "/"):
            power = 1 if part == "*" else -1
        else:
            product, power = product.times(_of_word(part), power), 1
    return product


@lru_cache(maxsize=128)
def _of_word(word: str) -> Unit:
    if word in DEFINED:
        factor, other = DEFINED[word]
        base = _of_word(other)
        return Unit(factor * base.factor, base.powers)
    if word in PRODUCTS:
        first, second = PRODUCTS[word]
        return _of_word(first).times(_of_word(second), 1)
    return NO_UNIT if word in DIMENSIONLESS or word == "1" else Unit(1.0, ((word, 1),))


def known_words() -> tuple[str, ...]:
    """All words a unit may be made of."""
    return (*CURRENCIES, *DIMENSIONS, *DEFINED, *PRODUCTS, *DIMENSIONLESS)


def currency_of(unit: str) -> str | None:
    """The currency in which a unit is a price, or None when it is not money."""
    words = unit.replace("*", " ").replace("/", " ").split()
    return next((word for word in words if word in CURRENCIES), None)


@lru_cache(maxsize=1024)
def conversion(unit: str, wanted: str) -> float | None:
    """What a number in `unit` is multiplied by to be in `wanted`; None when they measure different things.

    Both texts name the same currency; prices are converted by `Prices` first.
    """
    ours, theirs = parse(unit), parse(wanted)
    if ours.powers != theirs.powers:
        return None
    dimensionless = set(DIMENSIONLESS)
    if {unit, wanted} & dimensionless and unit != wanted:
        return None  # a share is not a factor, though both are bare numbers
    return ours.factor / theirs.factor


@dataclass(frozen=True)
class Prices:
    """Exchange rates and price indices: what turns any listed price into the model's currency and price year.

    Attributes:
        currency: the model's currency.
        year: the model's price year.
        rates: model currency per unit of a foreign currency, in the price year.
        indices: price level by currency and year, any base.
    """

    currency: str
    year: int
    rates: dict[str, float]
    indices: dict[str, dict[int, float]]

    def factor(self, currency: str, year: int) -> float:
        """What a price of that currency and year is multiplied by.

        The price is first carried to the model's price year with its own currency's index, then exchanged at the
        price year's rate.

        Raises:
            ValueError: no rate or no index is on file; the sentence says which.
        """
        exchanged = 1.0
        if currency != self.currency:
            if currency not in self.rates:
                raise ValueError(Sentence("no exchange rate for {currency} in currency.yaml", currency=currency))
            exchanged = self.rates[currency]
        if year == self.year:
            return exchanged
        index = self.indices.get(currency, {})
        missing = [wanted for wanted in (year, self.year) if wanted not in index]
        if missing:
            told = Sentence(
                "no price index of {currency} for {year} in currency.yaml", currency=currency, year=missing[0]
            )
            raise ValueError(told)
        return exchanged * index[self.year] / index[year]
