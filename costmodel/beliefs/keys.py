"""What may stand under a key of a belief: one number, a list of values with their weights, or observed numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field

from costmodel.beliefs.source import Choice, Number
from costmodel.errors import Sentence

Change = Callable[[float], float]  # from a number to another


@dataclass(frozen=True)
class Key:
    """What stands under a key.

    Attributes:
        holds: its type, as pydantic checks it.
        single: whether it is one number, which can be typed into a field or a cell.
        weighted: whether it is a list of values with their weights.
        at: for one number, the share of cases that lie below it; None where it is the likeliest value.
    """

    holds: Any
    single: bool = False
    weighted: bool = False
    at: float | None = None

    def mapped(self, given: Any, change: Change) -> Any:
        """What was given, with each value changed; weights stay."""
        if self.single:
            return change(given)
        if self.weighted:
            return [{"value": change(choice.value), "weight": choice.weight} for choice in given]
        return tuple(change(value) for value in given)

    def plain(self, given: Any) -> Any:
        """What was given as a file has it: a number, a list of numbers, or of values with their weights."""
        if self.single:
            return given
        if self.weighted:
            return [{"value": choice.value, "weight": choice.weight} for choice in given]
        return list(given)


def number(at: float | None = None) -> Key:
    """One number: the value that a share `at` of the cases does not exceed, or the likeliest one."""
    return Key(Number, single=True, at=at)


WEIGHTED = Key(Annotated[tuple[Choice, ...], Field(min_length=1)], weighted=True)
OBSERVED = Key(Annotated[tuple[Number, ...], Field(min_length=1)])


def disorder(given: Mapping[str, float], *, strict: bool) -> Iterator[tuple[str, str]]:
    """Where numbers that should rise do not: the key of the first of two, and a sentence.

    Args:
        given: by their keys, the lowest first.
        strict: whether two of them may not be the same either.
    """
    for (low_key, low), (high_key, high) in pairwise(given.items()):
        if low > high or (strict and low == high):
            two = {"low_key": low_key, "low": low, "high_key": high_key, "high": high}
            not_below = Sentence("{low_key} {low:g} is not below {high_key} {high:g}", **two)
            yield low_key, not_below if strict else Sentence("{low_key} {low:g} is above {high_key} {high:g}", **two)
