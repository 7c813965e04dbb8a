"""One of several values, each with its weight: `choices`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import WEIGHTED, Key
from costmodel.beliefs.normal_scores import probability
from costmodel.beliefs.shape import Quantile, below_steps, in_steps, moments_of_steps, quantile_of_steps
from costmodel.typing import Array

PARTS = 100  # values that stand for a whole curve


@dataclass(frozen=True)
class Choices:
    """These values with these weights, in the order given."""

    pairs: tuple[tuple[float, float], ...]

    NAME: ClassVar[str] = "choices"
    KEYS: ClassVar[Mapping[str, Key]] = {"choices": WEIGHTED}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 70
    SAID: ClassVar[str] = "believed choices"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = True
    BOUNDED: ClassVar[bool] = True
    TABLED: ClassVar[bool] = False
    FITTED_AS: ClassVar[str] = "choices"

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:  # noqa: ARG003  each is checked by itself
        return ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Choices:
        return cls(tuple((choice.value, choice.weight) for choice in given["choices"]))

    @property
    def numbers(self) -> tuple[float, ...]:
        return tuple(part for pair in self.pairs for part in pair)

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("", value) for value, _ in self.pairs]

    @property
    def low(self) -> float:
        return min(value for value, _ in self.pairs)

    @property
    def high(self) -> float:
        return max(value for value, _ in self.pairs)

    @property
    def certain(self) -> bool:
        return self.low == self.high

    @property
    def symmetric(self) -> bool:
        return False

    @property
    def likeliest(self) -> float:
        """The heaviest."""
        return max(self.pairs, key=lambda pair: pair[1])[0]

    @cached_property
    def _rising(self) -> tuple[Array, Array]:
        values, weights = zip(*sorted(self.pairs), strict=True)
        return np.array(values, dtype=np.float64), np.array(weights, dtype=np.float64)

    def quantile(self, share: Array) -> Array:
        return quantile_of_steps(share, *self._rising)

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        return self.quantile(probability(scores))

    def below(self, value: Array) -> Array:
        return below_steps(self.steps(), value)

    def steps(self) -> tuple[Array, Array]:
        return in_steps(self.pairs)

    def mean_and_variance(self) -> tuple[float, float]:
        return moments_of_steps(self.steps())

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  a list is not cut
        return None

    @classmethod
    def fitted(cls, quantile: Quantile) -> Mapping[str, Any]:
        """The middles of a hundred equal parts of the chance."""
        held: dict[float, float] = {}
        for value in quantile((np.arange(PARTS) + 0.5) / PARTS):
            held[float(value)] = held.get(float(value), 0.0) + 1 / PARTS
        return weighted(held)


def weighted(held: Mapping[float, float]) -> dict[str, Any]:
    """The keys of a belief that has these values with these weights; of one alone, the certain one."""
    if len(held) == 1:
        return {"value": next(iter(held))}
    return {"choices": [{"value": value, "weight": weight} for value, weight in sorted(held.items())]}
