"""A number with one chance in ten on either side of two percentiles, as a normal: `p10, p90, shape: normal`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import Key, disorder, number
from costmodel.beliefs.normal_scores import Z90, normal_score, probability
from costmodel.beliefs.shape import NO_STEPS, Quantile
from costmodel.typing import Array


@dataclass(frozen=True)
class Normal:
    """One chance in ten below `low`, and one above `high`."""

    low: float
    high: float

    NAME: ClassVar[str] = "normal"
    KEYS: ClassVar[Mapping[str, Key]] = {"p10": number(0.1), "p90": number(0.9)}
    ON_REQUEST: ClassVar[bool] = True
    ORDER: ClassVar[int] = 51
    SAID: ClassVar[str] = "believed lognormal"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = False
    BOUNDED: ClassVar[bool] = False
    TABLED: ClassVar[bool] = True
    FITTED_AS: ClassVar[str] = "normal"

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        return disorder({key: given[key] for key in ("p10", "p90")}, strict=True)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Normal:
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
        return True

    @property
    def likeliest(self) -> float:
        return (self.low + self.high) / 2

    @property
    def _spread(self) -> float:
        """The standard deviation."""
        return (self.high - self.low) / (2 * Z90)

    def quantile(self, share: Array) -> Array:
        return self.at_scores(normal_score(share))

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        return np.asarray(self.likeliest + self._spread * scores, dtype=np.float64)

    def below(self, value: Array) -> Array:
        return probability((value - self.likeliest) / self._spread)

    def steps(self) -> tuple[Array, Array]:
        return NO_STEPS

    def mean_and_variance(self) -> tuple[float, float]:
        return self.likeliest, self._spread**2

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  it has no end to cut at
        return None

    @classmethod
    def fitted(cls, quantile: Quantile) -> Mapping[str, Any]:
        p10, p90 = (float(one) for one in quantile(np.array([0.1, 0.9])))
        return {"p10": p10, "p90": p90, "shape": cls.NAME}
