"""Observed numbers, each as likely as another: `data`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import OBSERVED, Key
from costmodel.beliefs.normal_scores import probability
from costmodel.beliefs.shape import below_steps, in_steps, moments_of_steps, quantile_of_steps
from costmodel.typing import Array


@dataclass(frozen=True)
class Data:
    """These numbers, in the order given."""

    numbers: tuple[float, ...]

    NAME: ClassVar[str] = "data"
    KEYS: ClassVar[Mapping[str, Key]] = {"data": OBSERVED}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 80
    SAID: ClassVar[str] = "believed uniform"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = True
    BOUNDED: ClassVar[bool] = True
    TABLED: ClassVar[bool] = False

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:  # noqa: ARG003  each is checked by itself
        return ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Data:
        return cls(tuple(given["data"]))

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("low", self.low), ("high", self.high)]

    @property
    def low(self) -> float:
        return min(self.numbers)

    @property
    def high(self) -> float:
        return max(self.numbers)

    @property
    def certain(self) -> bool:
        return self.low == self.high

    @property
    def symmetric(self) -> bool:
        return False

    @property
    def likeliest(self) -> float:
        """The median."""
        return float(np.median(self.numbers))

    @cached_property
    def _rising(self) -> tuple[Array, Array]:
        return np.array(sorted(self.numbers), dtype=np.float64), np.ones(len(self.numbers))

    def quantile(self, share: Array) -> Array:
        return quantile_of_steps(share, *self._rising)

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        return self.quantile(probability(scores))

    def below(self, value: Array) -> Array:
        return below_steps(self.steps(), value)

    def steps(self) -> tuple[Array, Array]:
        return in_steps((value, 1.0) for value in self.numbers)

    def mean_and_variance(self) -> tuple[float, float]:
        return moments_of_steps(self.steps())

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  a list is not cut
        return None
