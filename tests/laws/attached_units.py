"""The model's units as pint knows them, to be attached to its numbers: made from the words that the model has."""

from __future__ import annotations

from functools import cache

import pint

from costmodel.beliefs import units


@cache
def registry() -> pint.UnitRegistry[float]:
    """Only the words of the model."""
    made: pint.UnitRegistry[float] = pint.UnitRegistry(None, on_redefinition="raise")
    for word in (*units.DIMENSIONS, *units.CURRENCIES):
        made.define(f"{word} = [{word}]")
    for word, (factor, other) in units.DEFINED.items():
        made.define(f"{word} = {factor!r} * {other}")
    return made


def parse(unit: str) -> pint.Unit:
    """The unit that a text stands for; person-days are the product of persons and working days."""
    words = {word: f"({' * '.join(parts)})" for word, parts in units.PRODUCTS.items()}
    words |= dict.fromkeys(units.DIMENSIONLESS, "dimensionless")
    spaced = unit.replace("*", " * ").replace("/", " / ").split()
    return registry().parse_units(" ".join(words.get(word, word) for word in spaced))
