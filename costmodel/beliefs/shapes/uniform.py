"""A number that may lie anywhere between two bounds, with the same chance everywhere: `min, max`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import Key, disorder, number
from costmodel.beliefs.normal_scores import probability
from costmodel.beliefs.shape import NO_STEPS
from costmodel.beliefs.shapes.certain import Certain
from costmodel.typing import Array


@dataclass(frozen=True)
class Uniform:
    """Between `low` and `high`."""

    low: float
    high: float

    NAME: ClassVar[str] = "uniform"
    KEYS: ClassVar[Mapping[str, Key]] = {"min": number(0.0), "max": number(1.0)}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 30
    SAID: ClassVar[str] = "believed uniform"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = False
    BOUNDED: ClassVar[bool] = True
    TABLED: ClassVar[bool] = False

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        return disorder({key: given[key] for key in ("min", "max")}, strict=False)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Uniform | Certain:
        low, high = float(given["min"]), float(given["max"])
        return cls(low, high) if low < high else Certain(low)

    @property
    def numbers(self) -> tuple[float, ...]:
        return self.low, self.high

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("low", self.low), ("high", self.high)]

    @property
    def certain(self) -> bool:
        return False

    @property
    def symmetric(self) -> bool:
        return True

    @property
    def likeliest(self) -> float:
        """The middle: every value is as likely as another."""
        return (self.low + self.high) / 2

    def quantile(self, share: Array) -> Array:
        return self.low + (self.high - self.low) * share

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        return self.quantile(probability(scores))

    def below(self, value: Array) -> Array:
        return np.clip((value - self.low) / (self.high - self.low), 0.0, 1.0)

    def steps(self) -> tuple[Array, Array]:
        return NO_STEPS

    def mean_and_variance(self) -> tuple[float, float]:
        return (self.low + self.high) / 2, (self.high - self.low) ** 2 / 12

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  it has no likeliest value
        return None
