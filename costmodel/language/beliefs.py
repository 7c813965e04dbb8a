"""A belief in words, as whoever knows the business would say it: 5 to 60 working days, likeliest 20; and its source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Source
from costmodel.files.levers import percents
from costmodel.initiative.discrepancy import stage_of
from costmodel.language.language import Language
from costmodel.language.symbols import symbol
from costmodel.language.translations import Texts

SMALLEST = 1e-9  # written without an exponent; nothing that is paid for costs less


def believed(belief: Belief, texts: Texts, says: Language) -> str:
    """What is believed, in words.

    >>> from costmodel.language.language import language_of
    >>> from costmodel.language.translations import texts
    >>> believed(Belief(min=5, mode=20, max=60, unit="working_day"), texts("en"), language_of("en"))
    '5 to 60 working days, likeliest 20'
    >>> believed(Belief(p10=0.5, p90=2, unit="month"), texts("de"), language_of("de"))
    '0,5 bis 2 Monate in 8 von 10 Fällen'
    >>> believed(Belief(value=1, unit="month"), texts("de"), language_of("de"))
    '1 Monat'
    """
    if belief.unit == "switch" and belief.certain:
        return says("yes" if belief.likeliest > 0 else "no")
    if belief.unit == "stage":
        return says(f"stage {stage_of(belief.likeliest)}")
    told = _numbers_in_words(belief, texts, says).replace("  ", " ").replace(" ,", ",").strip()
    year = f", {says('sheet: prices of', year=str(belief.prices_of))}" if belief.prices_of else ""
    return told + year


def _numbers_in_words(belief: Belief, texts: Texts, says: Language) -> str:
    """The sentence that the language has for the shape; where it has none, the numbers with their names."""
    times, shape = percents(belief), belief.distribution
    said = [(name, written_number(times * number, says)) for name, number in shape.said]
    last = dict(said).get("high", said[-1][1])  # what stands before the unit
    unit = texts.unit(belief.unit, symbol_of(belief), last)
    if shape.SAID in says.texts:
        return says(shape.SAID, unit=unit, **dict(said))
    return " · ".join(f"{key_name(name, says)} {number}".strip() for name, number in said) + f" {unit}"


def key_name(key: str, says: Language) -> str:
    """What a key of a belief is called at a field or in a sentence; as it is written where the language has no word.

    >>> from costmodel.language.language import language_of
    >>> key_name("mode", language_of("de")), key_name("p05", language_of("de"))
    ('Wahrscheinlichster', 'P05')
    """
    return says.texts.get(f"key {key}", key.capitalize())


def shape_name(name: str, says: Language) -> str:
    """What the shape of a belief is called; its own name where the language has no word."""
    return says.texts.get(f"kind {name}", name.replace("_", " ").capitalize())


def written_number(value: float, says: Language) -> str:
    """A number from the assumptions as people read it: three digits or whole, however small it is.

    >>> from costmodel.language.language import language_of
    >>> [written_number(value, language_of("de")) for value in (0.085, 2e-07, 12.34, 64_000)]
    ['0,085', '0,0000002', '12,3', '64.000']
    """
    size = abs(value)
    if 0 < size < SMALLEST:
        return says.grammar.marked(f"{value:.3g}")
    return says.plain(value, max(0, 2 - math.floor(math.log10(size))) if size else 0)


def rounded_number(value: float, says: Language) -> str:
    """The same for what was worked out and is no surer than three digits."""
    return written_number(float(f"{value:.3g}"), says)


def with_unit(written: str, belief: Belief, texts: Texts) -> str:
    """A written number with the unit of a belief behind it.

    >>> from costmodel.language.translations import texts
    >>> [with_unit(one, Belief(value=1, unit="person"), texts("de")) for one in ("1", "2")]
    ['1 Person', '2 Personen']
    """
    return f"{written} {texts.unit(belief.unit, symbol_of(belief), written)}".strip()


def symbol_of(belief: Belief) -> str:
    """The sign of the currency that a belief is in; nothing where it is in none."""
    return symbol(belief.unit.split("/")[0])


def sourced(source: Source, says: Language, *, whole: bool = False) -> str:
    """Where a number comes from: the judgement, or the cited title, where and when it was read, what it supports.

    Args:
        source: one source.
        says: the language.
        whole: whether all of an address is said, and not only the name of its site.

    >>> from costmodel.language.language import language_of
    >>> book = Source(title="A book", address="https://www.example.org/book", seen=2026, supports=("mode", "spread"))
    >>> sourced(book, language_of("de"))
    'A book, example.org, gesehen 2026, belegt den wahrscheinlichsten Wert und die Breite'
    """
    if source.judgement:
        return says("sheet: judgement", reason=source.judgement)
    address = source.address if whole else site(source.address)
    return ", ".join(str(part) for part in (source.title, address, *read_and_supported(source, says)) if part)


def all_sourced(sources: Iterable[Source], says: Language, *, whole: bool = False) -> str:
    """All that a number comes from in one line, each as `sourced` tells it; a full stop within it would end it early.

    >>> from costmodel.language.language import language_of
    >>> all_sourced([Source(judgement="Two offers."), Source(judgement="A talk")], language_of("en"))
    'Judgement: Two offers; Judgement: A talk'
    """
    return "; ".join(sourced(source, says, whole=whole).rstrip(".") for source in sources)


def read_and_supported(source: Source, says: Language) -> list[str]:
    """When a cited source was read, by whom it was quoted, and what of the number it supports."""
    told = []
    if source.valid_from:
        told.append(says("source valid", date=says.date(source.valid_from)))
    if source.read_on:
        told.append(says("source read", date=says.date(source.read_on)))
    elif source.seen:
        told.append(says("sheet: seen", year=str(source.seen)))
    if source.status == "retrieved-secondary":
        told.append(says("sheet: quoted"))
    if source.supports is not None:
        told.append(supported(source.supports, says))
    return told


def supported(words: Sequence[str], says: Language) -> str:
    """What of a number a source supports, in words; a key that the language has no word for stands as it is written.

    >>> from costmodel.language.language import language_of
    >>> supported(("min", "mode"), language_of("en")), supported((), language_of("en"))
    ('supports the lower end and the likeliest', 'supports no number here')
    """
    if not words:
        return says("source beside")
    return says("source supports", what=says.listed([says.texts.get(f"support {word}", word) for word in words]))


def site(address: str | None) -> str:
    """The name of the site; an address that is no link stays as it is.

    >>> site("https://www.example.org/a/long/path"), site("a letter"), site(None)
    ('example.org', 'a letter', '')
    """
    return (urlsplit(address).hostname or address).removeprefix("www.") if address else ""
