"""What is wrong in the input, told with its place: a fault, all faults at once, and the nearest known name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

MOST_LISTED = 50  # faults; nobody reads more of them at once, and the rest is counted
LONGEST_NAME, LONGEST_TEXT = 120, 1_000  # letters of a fault that are shown
LONGEST_WORD = 60  # letters for which a nearer name is looked for
MOST_NAMES = 4_000  # among which it is looked for
DIGITS = frozenset("0123456789")
_PIECES = re.compile(r"[0-9]+|[^0-9]+")
NEAREST = 6  # names that are compared letter by letter


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


def listed(faults: Iterable[Fault], told: Callable[[Fault], str] = str) -> list[str]:
    """A line for each of the first fifty faults, and one that counts the others.

    Args:
        faults: in their order.
        told: how a fault is written.
    """
    every = list(faults)
    lines = [told(fault) for fault in every[:MOST_LISTED]]
    more = len(every) - MOST_LISTED
    return [*lines, f"and {more:,} more fault{'s' if more > 1 else ''}"] if more > 0 else lines


def shortened(text: str, longest: int) -> str:
    """A text that is no longer than so many letters, cut in its middle."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} ... {text[-half:]}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` where something near is known, else nothing."""
    near = nearest(word, known)
    return f" (did you mean {near!r}?)" if near else ""


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
