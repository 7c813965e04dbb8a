"""How numbers and amounts of money that somebody typed are read in the language of that person.

One rule holds on every page and in every form. A mark is read as the language writes it: 35.000 and 0,5 in German,
35,000 and 0.5 in English. The marks of another language are read too where they leave no doubt: 0,5 and 1.234.567,89
in English. The mark before a fraction, followed by exactly three digits, may be that of another language's thousands:
80.000 in English, 80,000 in German; that is refused, and both readings are named. Where nobody knows the language, on
the command line and in files, every number with two readings is refused (`costmodel.files.typed_numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from costmodel.files.typed_numbers import certain, read_certain, read_column, reading
from costmodel.language.language import Language, language_of
from costmodel.language.symbols import symbol

# What people write before a number that they are not sure of; how sure they are is said elsewhere, by a range.
ROUGHLY = re.compile(
    r"(?:ca\.?|circa|etwa|ungefähr|rund|approx\.?|about|around|roughly|~|≈)\s*(?=[\d.,])", re.IGNORECASE
)
_WRITTEN_OUT = {"EUR": ("euros", "euro")}


def read_money(typed: str, currency: str, code: str | Language = "en") -> float:
    """The amount that somebody typed.

    >>> [read_money(typed, "EUR") for typed in ("35,000 €", "1.2 m", "80k", "99,50", "1,2 Mio. €", "80 T€", "30 TEUR")]
    [35000.0, 1200000.0, 80000.0, 99.5, 1200000.0, 80000.0, 30000.0]
    >>> read_money("35.000", "EUR", "de")
    35000.0

    Args:
        typed: what somebody typed.
        currency: of the model; its symbol, code or name may stand beside the number, and no other.
        code: the language of the person.

    Raises:
        ValueError: a sentence for whoever typed it, if it is no amount, or two.
    """
    return _read(typed, currency, language_of(code), "typed: no amount")


def read_number(typed: str, code: str | Language = "en", currency: str | None = None) -> float:
    """The number that somebody typed, without any unit but a per cent sign, or the currency that it is in.

    >>> [read_number(typed) for typed in ("1,500", "0,5", "35 %", "2.5e-6", "80k", "about 20")]
    [1500.0, 0.5, 35.0, 2.5e-06, 80000.0, 20.0]

    Args:
        typed: what somebody typed.
        code: the language of the person.
        currency: what the number is a price in, if it is one.

    Raises:
        ValueError: a sentence for whoever typed it, if it is no number from zero, or two.
    """
    return _read(typed.strip().removesuffix("%"), currency, language_of(code), "typed: no number")


def _read(typed: str, currency: str | None, says: Language, otherwise: str) -> float:
    read = reading(ROUGHLY.sub("", typed.strip(), count=1), names_of(currency))
    if read is None or read.values[0] < 0:
        raise ValueError(says(otherwise, typed=cut(typed.strip(), 30)))
    own = read.comma if says.grammar.decimal == "," else read.point
    if len(read.values) > 1 and own != read.values[1]:
        low, high = (says.grammar.marked(certain(read.values[0])), says.plain(read.values[1], 3))
        raise ValueError(says("typed: two readings", typed=read.typed, low=low, high=high))
    return read.values[-1]


def read_asked(typed: str, currency: str | None = None) -> float:
    """The number that somebody typed on the command line, whose language nobody knows.

    Args:
        typed: what somebody typed.
        currency: what the number is a price in, if it is one; its symbol, code or name may stand beside it.

    Raises:
        ValueError: it is no number, or two; the sentence says so.
    """
    return read_certain(typed, names_of(currency))


def read_cells(cells: Iterable[object], currency: str | None = None, decimal: str | None = None) -> list[float | str]:
    """The numbers of a column of a file, or what is wrong with them (`typed_numbers.read_column`).

    Args:
        cells: texts or numbers.
        currency: as for `read_asked`.
        decimal: the mark before a fraction, where somebody has said it.
    """
    return read_column(cells, names_of(currency), decimal)


def names_of(currency: str | None) -> tuple[str, ...]:
    """What a currency is called beside a number.

    >>> names_of("EUR"), names_of("CHF"), names_of(None)
    (('euros', 'euro', 'EUR', '€'), ('CHF',), ())
    """
    if currency is None:
        return ()
    return tuple(dict.fromkeys((*_WRITTEN_OUT.get(currency, ()), currency, symbol(currency))))


def cut(sentence: str, length: int) -> str:
    """A text cut at a word, where there is no room for all of it.

    >>> cut("Owners' permission, impact assessment", 24), cut("x" * 30, 8)
    ("Owners' permission…", 'xxxxxxxx…')
    """
    if len(sentence) <= length:
        return sentence
    whole_words = sentence[: length + 1].rsplit(" ", 1)
    return (whole_words[0] if len(whole_words) > 1 else sentence[:length]).rstrip(",;: ") + "…"
