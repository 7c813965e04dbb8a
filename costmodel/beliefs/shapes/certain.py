"""A number of which nothing is left to chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import Key, number
from costmodel.beliefs.shape import below_steps
from costmodel.typing import Array


@dataclass(frozen=True)
class Certain:
    """It is this value."""

    value: float

    NAME: ClassVar[str] = "value"
    KEYS: ClassVar[Mapping[str, Key]] = {"value": number()}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 10
    SAID: ClassVar[str] = "believed value"
    DRAWN: ClassVar[bool] = False
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = True
    BOUNDED: ClassVar[bool] = True
    TABLED: ClassVar[bool] = False

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:  # noqa: ARG003  any number can be certain
        return ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Certain:
        return cls(float(given["value"]))

    @property
    def numbers(self) -> tuple[float, ...]:
        return (self.value,)

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("", self.value)]

    @property
    def low(self) -> float:
        return self.value

    @property
    def high(self) -> float:
        return self.value

    @property
    def certain(self) -> bool:
        return True

    @property
    def symmetric(self) -> bool:
        return False

    @property
    def likeliest(self) -> float:
        return self.value

    def quantile(self, share: Array) -> Array:
        return np.full_like(share, self.value)

    drawn_at = at_scores = quantile

    def below(self, value: Array) -> Array:
        return below_steps(self.steps(), value)

    def steps(self) -> tuple[Array, Array]:
        return np.array([self.value]), np.ones(1)

    def mean_and_variance(self) -> tuple[float, float]:
        return self.value, 0.0

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  there is nothing to cut
        return {"value": likeliest}
