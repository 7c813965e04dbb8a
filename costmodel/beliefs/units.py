"""The units a number may carry, and how a price in one currency and year becomes another.

Units are products and quotients of the words in `DIMENSIONS` (``EUR/person_day``, ``item``, ``working_day/year``).
The registry is our own, so that a word outside the list is a fault instead of a surprise; pint does the algebra.
At run time arrays are plain floats; the unit proof in the tests attaches these very units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

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
DEFINED = {
    "year": "12 * month",
    "hour": "month / 730",  # 8,760 hours in a year of twelve equal months
    "second": "hour / 3600",
    "week": "year / 52",
}
# Written as one word, read as the product: so that person-days over persons are working days without a conversion.
PRODUCTS = {
    "person_day": "(person * working_day)",
    "person_hour": "(person * hour)",
    "kilowatt_hour": "(kilowatt * hour)",
}
DIMENSIONLESS = ("share", "factor", "level", "switch", "chance", "count")


class UnknownUnitError(ValueError):
    """A unit word that is not in the list."""

    def __init__(self, unit: str, word: str) -> None:
        super().__init__(f"unknown unit {word!r}" + (f" in {unit!r}" if word != unit else ""))


@cache
def registry() -> pint.UnitRegistry[float]:
    """The pint registry of this model: only the words above."""
    import pint

    units: pint.UnitRegistry[float] = pint.UnitRegistry(None, on_redefinition="raise")
    for word in (*DIMENSIONS, *CURRENCIES):
        units.define(f"{word} = [{word}]")
    for word, definition in DEFINED.items():
        units.define(f"{word} = {definition}")
    return units


@lru_cache(maxsize=1024)
def parse(unit: str) -> pint.Unit:
    """The unit that a text stands for.

    Raises:
        UnknownUnitError: a word is not in the list, or the text is no product or quotient of words.
    """
    import pint

    known = {*known_words(), "1"}
    words = unit.replace("*", " ").replace("/", " ").split()
    for word in words:
        if word not in known:
            raise UnknownUnitError(unit, word)
    if not words or re.search(r"[*/]\s*[*/]", unit):
        raise UnknownUnitError(unit, unit)
    bare = PRODUCTS | dict.fromkeys(DIMENSIONLESS, "dimensionless")
    try:
        return registry().parse_units(re.sub(r"\w+", lambda word: bare.get(word[0], word[0]), unit))
    except (pint.PintError, ValueError, TypeError, SyntaxError, AssertionError):
        raise UnknownUnitError(unit, unit) from None


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
    if ours.dimensionality != theirs.dimensionality:
        return None
    dimensionless = set(DIMENSIONLESS)
    if {unit, wanted} & dimensionless and unit != wanted:
        return None  # a share is not a factor, though both are bare numbers
    return float(registry().Quantity(1.0, ours).to(theirs).magnitude)


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
                raise ValueError(f"no exchange rate for {currency} in currency.yaml")
            exchanged = self.rates[currency]
        if year == self.year:
            return exchanged
        index = self.indices.get(currency, {})
        missing = [wanted for wanted in (year, self.year) if wanted not in index]
        if missing:
            raise ValueError(f"no price index of {currency} for {missing[0]} in currency.yaml")
        return exchanged * index[self.year] / index[year]
