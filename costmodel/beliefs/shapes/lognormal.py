"""A number above zero with one chance in ten on either side of two percentiles, as a lognormal: `p10, p90`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import Key, disorder, number
from costmodel.beliefs.normal_scores import Z90, normal_score, probability
from costmodel.beliefs.shape import NO_STEPS, Quantile
from costmodel.errors import Sentence
from costmodel.typing import Array


@dataclass(frozen=True)
class Lognormal:
    """One chance in ten below `low`, and one above `high`."""

    low: float
    high: float

    NAME: ClassVar[str] = "lognormal"
    KEYS: ClassVar[Mapping[str, Key]] = {"p10": number(0.1), "p90": number(0.9)}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 50
    SAID: ClassVar[str] = "believed lognormal"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = False
    BOUNDED: ClassVar[bool] = False
    TABLED: ClassVar[bool] = True
    FITTED_AS: ClassVar[str] = "lognormal"

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        yield from disorder({key: given[key] for key in ("p10", "p90")}, strict=True)
        if given["p10"] <= 0:
            yield "p10", Sentence("p10, p90 is lognormal, so both are above zero; for others write shape: normal")

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Lognormal:
        return cls(float(given["p10"]), float(given["p90"]))

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
        return False

    @cached_property
    def _logarithm(self) -> tuple[float, float]:
        """Mean and standard deviation of the logarithm."""
        low, high = math.log(self.low), math.log(self.high)
        return (low + high) / 2, (high - low) / (2 * Z90)

    @property
    def likeliest(self) -> float:
        """exp(mu - sigma^2)."""
        mu, sigma = self._logarithm
        return math.exp(mu - sigma**2)

    def quantile(self, share: Array) -> Array:
        return self.at_scores(normal_score(share))

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        mu, sigma = self._logarithm
        return np.asarray(np.exp(mu + sigma * scores), dtype=np.float64)

    def below(self, value: Array) -> Array:
        mu, sigma = self._logarithm
        with np.errstate(divide="ignore"):
            return probability((np.log(np.maximum(value, 0.0)) - mu) / sigma)

    def steps(self) -> tuple[Array, Array]:
        return NO_STEPS

    def mean_and_variance(self) -> tuple[float, float]:
        mu, sigma = self._logarithm
        mean = math.exp(mu + sigma**2 / 2)
        return mean, mean**2 * math.expm1(sigma**2)

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  it has no end to cut at
        return None

    @classmethod
    def fitted(cls, quantile: Quantile) -> Mapping[str, Any]:
        low, p10, p90 = (float(one) for one in quantile(np.array([0.0, 0.1, 0.9])))
        if low >= 0 >= p10:
            raise ValueError("its P10 is zero, and no curve through it stays from zero on")
        return {"p10": p10, "p90": p90}
