"""What is wrong in the input, told with its place: a fault, its sentence, all at once, and the nearest name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Self

MOST_LISTED = 50  # faults; nobody reads more of them at once, and the rest is counted
LONGEST_NAME, LONGEST_TEXT = 120, 1_000  # letters of a fault that are shown
LONGEST_WORD = 60  # letters for which a nearer name is looked for
MOST_NAMES = 4_000  # among which it is looked for
DIGITS = frozenset("0123456789")
_PIECES = re.compile(r"[0-9]+|[^0-9]+")
NEAREST = 6  # names that are compared letter by letter


class Sentence(str):
    """A sentence about what somebody has put in: a text in English, which knows what it was made of.

    Whoever shows it to a reader of another language says it anew, with its values (`costmodel.language.faults`).

    >>> told = Sentence("{typed!r} is above {most:g}", typed="x", most=1.0)
    >>> told, told.text, dict(told.values)
    ("'x' is above 1", '{typed!r} is above {most:g}', {'typed': 'x', 'most': 1.0})

    Attributes:
        text: the English text with places for values in braces; the key under which other languages say it.
        values: what stands in the places: texts as they are, numbers, or sentences. Without any, braces in the text
            are braces.
    """

    __slots__ = ("text", "values")
    text: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, /, **values: Any) -> Self:
        self = super().__new__(cls, text.format(**values) if values else text)
        self.text, self.values = text, values
        return self

    def __str__(self) -> str:
        """Itself, so that the message of an error (`str(error)`) still knows what it was made of."""
        return self

    def __reduce__(self) -> tuple[Callable[..., Sentence], tuple[str, Mapping[str, Any]]]:
        """So that it comes whole out of another process."""
        return _made_again, (self.text, self.values)

    @classmethod
    def joined(cls, mark: str, parts: Iterable[str]) -> Sentence:
        """Several sentences one after the other, with a mark between them.

        >>> Sentence.joined("; ", ["no month", "no year"])
        'no month; no year'
        """
        values = {f"part{place}": part for place, part in enumerate(parts)}
        return cls(mark.join(f"{{{name}}}" for name in values), **values)


def _made_again(text: str, values: Mapping[str, Any]) -> Sentence:
    return Sentence(text, **values)


@dataclass(frozen=True)
class Fault:
    """One thing wrong in the input: where it stands, what it is about, and what is wrong, in a sentence."""

    file: str
    line: int
    name: str
    text: str

    def __str__(self) -> str:
        place = f"{shortened(self.file, LONGEST_NAME)}:{self.line}" if self.file else ""
        name, text = shortened(self.name, LONGEST_NAME), shortened(self.text, LONGEST_TEXT)
        return ": ".join(part for part in (place, name, text) if part)


class AssumptionsError(ValueError):
    """The input has faults; `faults` has them all, in the order of files and lines, the message the first fifty."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        super().__init__("\n".join(listed(self.faults)))

    def __reduce__(self) -> tuple[type[AssumptionsError], tuple[tuple[Fault, ...]]]:
        """So that it comes whole out of another process."""
        return type(self), (self.faults,)


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, by file and line, as people count: the row 8 of a sheet before its row 10.

    >>> [one.file for one in in_order(Fault(f"form.xlsx, row {row}", 0, "", "no number") for row in (10, 8))]
    ['form.xlsx, row 8', 'form.xlsx, row 10']
    """
    return tuple(sorted(set(faults), key=lambda one: (_counted(one.file), one.line, one.name, one.text)))


def _counted(text: str) -> list[tuple[bool, int, str]]:
    """A text in pieces of digits, which are compared as numbers, and of what stands between them."""
    pieces = _PIECES.findall(text)
    return [(one[0] in DIGITS, int(one) if one[0] in DIGITS else 0, one) for one in pieces]


def listed(faults: Iterable[Fault | str], told: Callable[[Any], str] = str) -> list[str]:
    """A line for each of the first fifty faults, and one that counts the others.

    Args:
        faults: in their order; a sentence that stands alone is one too.
        told: how a fault, or a sentence, is written.
    """
    every = list(faults)
    lines = [told(fault) for fault in every[:MOST_LISTED]]
    more = len(every) - MOST_LISTED
    return [*lines, told(more_faults(more))] if more > 0 else lines


def more_faults(count: int) -> Sentence:
    """That there are so many more than were told."""
    return Sentence("and {count:,} more faults", count=count) if count > 1 else Sentence("and 1 more fault")


def shortened(text: str, longest: int) -> str:
    """A text that is no longer than so many letters, cut in its middle."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} ... {text[-half:]}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` where something near is known, else nothing."""
    near = nearest(word, known)
    return Sentence(" (did you mean {near!r}?)", near=near) if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that somebody has probably meant; nothing where none is near."""
    names = tuple(known)
    if len(word) > LONGEST_WORD or len(names) > MOST_NAMES:
        return ""
    holders = _names_by_pair(names)
    shared = Counter(name for pair in _pairs(word) for name in holders.get(pair, ()))
    near = get_close_matches(word, [name for name, _ in shared.most_common(NEAREST)], n=1, cutoff=0.6)
    return near[0] if near else ""


@lru_cache(maxsize=16)
def _names_by_pair(known: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Two letters in a row -> the names that have them, so that a file of wrong names is not compared with each."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in known:
        for pair in _pairs(name):
            found[pair].append(name)
    return found


def _pairs(word: str) -> set[str]:
    """Every two letters in a row of a word, its two ends included."""
    whole = f" {word.lower()} "
    return {whole[place : place + 2] for place in range(len(whole) - 1)}
