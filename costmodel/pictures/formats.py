"""How units are said, and how the page of before writes its numbers; all others are written by `Language`."""

from costmodel.sentences import language
from costmodel.sentences import typed as typed_amounts

_WORDS = {"EUR": "€", "person": "people", "chance": "%", "share": "%", "level": "of 5", "factor": "times"}

_english = language("en")
months, percent, short = _english.length, _english.share, typed_amounts.cut


def money(amount: float) -> str:
    """An amount in euros, rounded to what an estimate can bear."""
    return _english.amount(amount, "EUR")


def exact_money(amount: float) -> str:
    """An amount in euros to the unit."""
    return _english.exact_amount(amount, "EUR")


def short_money(amount: float) -> str:
    """An amount in euros for a mark in a picture."""
    return _english.short_amount(amount, "EUR")


def read_money(typed: str) -> float:
    """The amount in euros that somebody typed."""
    return typed_amounts.read_money(typed, "EUR")


def unit_in_words(unit: str) -> str:
    """A unit as people say it.

    >>> unit_in_words("EUR/person_day"), unit_in_words("working_day"), unit_in_words("training/year")
    ('€ per person-day', 'working days', 'trainings per year')
    >>> unit_in_words("chance"), unit_in_words("person"), unit_in_words("level")
    ('%', 'people', 'of 5')
    """
    if unit in _WORDS:
        return _WORDS[unit]
    first, *rest = unit.replace("_", "-").replace("working-day", "working day").split("/")
    amount = _WORDS.get(first, first.replace("*", "-") + "s")
    return " per ".join([amount, *rest])
