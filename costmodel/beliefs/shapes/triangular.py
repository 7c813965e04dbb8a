"""A number between two hard bounds with a likeliest value, as a triangle: `min, mode, max, shape: triangular`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.bounds import between, cut_at, lopsided, nearest_mode, out_of_order
from costmodel.beliefs.keys import Key, number
from costmodel.beliefs.normal_scores import probability
from costmodel.beliefs.shape import NO_STEPS, Quantile
from costmodel.beliefs.shapes.certain import Certain
from costmodel.typing import Array


@dataclass(frozen=True)
class Triangular:
    """Between `low` and `high`, likeliest `mode`."""

    low: float
    mode: float
    high: float

    NAME: ClassVar[str] = "triangular"
    KEYS: ClassVar[Mapping[str, Key]] = {"min": number(0.0), "mode": number(), "max": number(1.0)}
    ON_REQUEST: ClassVar[bool] = True
    ORDER: ClassVar[int] = 21
    SAID: ClassVar[str] = "believed pert"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = False
    BOUNDED: ClassVar[bool] = True
    TABLED: ClassVar[bool] = True
    FITTED_AS: ClassVar[str] = "triangular"

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        return out_of_order(given)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Triangular | Certain:
        low, mode, high = between(given)
        return cls(low, mode, high) if low < high else Certain(low)

    @property
    def numbers(self) -> tuple[float, ...]:
        return self.low, self.mode, self.high

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("low", self.low), ("mode", self.mode), ("high", self.high)]

    @property
    def certain(self) -> bool:
        return False

    @property
    def symmetric(self) -> bool:
        return not lopsided(self.low, self.mode, self.high)

    @property
    def likeliest(self) -> float:
        return self.mode

    def quantile(self, share: Array) -> Array:
        low, mode, high = self.low, self.mode, self.high
        width = high - low
        turn = (mode - low) / width
        rising = low + np.sqrt(share * width * (mode - low))
        falling = high - np.sqrt((1 - share) * width * (high - mode))
        return np.asarray(np.where(share < turn, rising, falling), dtype=np.float64)

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        return self.quantile(probability(scores))

    def below(self, value: Array) -> Array:
        low, mode, high = self.low, self.mode, self.high
        width = high - low
        at = np.clip(value, low, high)
        rising = (at - low) ** 2 / (width * (mode - low)) if mode > low else np.zeros_like(at)
        falling = 1 - (high - at) ** 2 / (width * (high - mode)) if high > mode else np.ones_like(at)
        return np.asarray(np.where(at < mode, rising, falling), dtype=np.float64)

    def steps(self) -> tuple[Array, Array]:
        return NO_STEPS

    def mean_and_variance(self) -> tuple[float, float]:
        low, mode, high = self.low, self.mode, self.high
        squares = low**2 + mode**2 + high**2 - low * mode - low * high - mode * high
        return (low + mode + high) / 3, squares / 18

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:
        return cut_at(self.low, self.mode, likeliest, top)

    @classmethod
    def fitted(cls, quantile: Quantile) -> Mapping[str, Any]:
        return {**nearest_mode(cls.of, quantile), "shape": cls.NAME}
