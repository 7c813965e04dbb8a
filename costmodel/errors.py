"""What is wrong in the input, told with its place: a fault, all faults at once, and the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in the input: where it stands, what it is about, and what is wrong, in a sentence."""

    file: str
    line: int
    name: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file else ""
        return ": ".join(part for part in (place, self.name, self.text) if part)


class AssumptionsError(ValueError):
    """The input has faults; `faults` lists them all, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[AssumptionsError], tuple[tuple[Fault, ...]]]:
        """So that it comes whole out of another process."""
        return type(self), (self.faults,)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` where something near is known, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""
