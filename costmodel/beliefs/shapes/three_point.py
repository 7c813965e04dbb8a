"""A number given by three percentiles, through which it passes exactly: `p10, p50, p90`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import Key, disorder, number
from costmodel.beliefs.normal_scores import Z90, normal_score, probability
from costmodel.beliefs.shape import NO_STEPS, Quantile
from costmodel.typing import Array

FINE = 20_001  # points of the sum that stands for an integral


@dataclass(frozen=True)
class ThreePoint:
    """One chance in ten below `low` and one above `high`, as many cases below as above `middle`.

    A shifted lognormal (`_curve`). Of positive numbers its lower end is at or above zero exactly where
    ``p10 p90 >= p50^2``; where they are less skewed than that, the tail below P10 goes on as a lognormal with the
    same slope, so that a positive belief never yields a negative value.
    """

    low: float
    middle: float
    high: float

    NAME: ClassVar[str] = "three_point"
    KEYS: ClassVar[Mapping[str, Key]] = {"p10": number(0.1), "p50": number(0.5), "p90": number(0.9)}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 40
    SAID: ClassVar[str] = "believed three_point"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = False
    DISCRETE: ClassVar[bool] = False
    BOUNDED: ClassVar[bool] = False
    TABLED: ClassVar[bool] = True
    FITTED_AS: ClassVar[str] = "percentiles"

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        return disorder({key: given[key] for key in ("p10", "p50", "p90")}, strict=True)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> ThreePoint:
        return cls(float(given["p10"]), float(given["p50"]), float(given["p90"]))

    @property
    def numbers(self) -> tuple[float, ...]:
        return self.low, self.middle, self.high

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("low", self.low), ("middle", self.middle), ("high", self.high)]

    @property
    def certain(self) -> bool:
        return False

    @property
    def symmetric(self) -> bool:
        return False

    @property
    def tailed(self) -> bool:
        """Whether the tail below P10 is a lognormal: all are positive, but the curve goes on below zero."""
        return self.low > 0 and self.low * self.high < self.middle * self.middle

    @property
    def family(self) -> str:
        """The name of the family of curves, for those who want to know."""
        return "shifted lognormal" + (", lower tail lognormal" if self.tailed else "")

    @property
    def likeliest(self) -> float:
        """Where the density, phi(z) dz/dx, is highest between P10 and P90.

        The curve's slope grows with exp(g z), so the density with exp(-z^2 / 2 - g z): it is highest at z = -g.
        """
        g = math.log((self.high - self.middle) / (self.middle - self.low)) / Z90
        return float(self._curve(np.array([min(max(-g, -Z90), Z90)]))[0])

    def quantile(self, share: Array) -> Array:
        return self.at_scores(normal_score(share))

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        values = self._curve(scores)
        if not self.tailed:
            return values
        tail = self.low * np.exp(self._slope_at_p10() / self.low * (np.minimum(scores, -Z90) + Z90))
        return np.asarray(np.where(scores < -Z90, tail, values), dtype=np.float64)

    def _curve(self, scores: Array) -> Array:
        """The curve through the three, as if it went on for ever.

        In normal scores z it is ``middle + scale (exp(g z) - 1)`` with ``g = ln(above / below) / z90`` and
        ``scale = above below / (above - below)``, where `above` and `below` are the distances of P90 and P10 from the
        middle: a lognormal shifted along the axis (its mirror image where the lower side is the longer one, a normal
        where both are equal). Always rising, smooth, and exact at all three points.
        """
        below, above = self.middle - self.low, self.high - self.middle
        if math.isclose(below, above, rel_tol=1e-9):
            return np.asarray(self.middle + scores * (below + above) / (2 * Z90), dtype=np.float64)
        g = math.log(above / below) / Z90
        scale = above * below / (above - below)
        return np.asarray(self.middle + scale * np.expm1(g * scores), dtype=np.float64)

    def _slope_at_p10(self) -> float:
        near = np.array([-Z90 - 1e-6, -Z90 + 1e-6])
        return float(np.diff(self._curve(near))[0]) / 2e-6

    def below(self, value: Array) -> Array:
        below, above = self.middle - self.low, self.high - self.middle
        with np.errstate(divide="ignore", invalid="ignore"):
            if math.isclose(below, above, rel_tol=1e-9):
                scores = (value - self.middle) * 2 * Z90 / (below + above)
            else:
                g = math.log(above / below) / Z90
                scale = above * below / (above - below)
                inside = (value - self.middle) / scale
                beyond = -math.inf if g > 0 else math.inf  # outside the end that the curve has
                scores = np.where(inside > -1, np.log1p(inside) / g, beyond)
            if self.tailed:
                tail = -Z90 + np.log(np.maximum(value, 0.0) / self.low) * self.low / self._slope_at_p10()
                scores = np.where(value < self.low, tail, scores)
        return probability(np.asarray(scores, dtype=np.float64))

    def steps(self) -> tuple[Array, Array]:
        return NO_STEPS

    def mean_and_variance(self) -> tuple[float, float]:
        """As a sum over 20,001 normal scores."""
        g = abs(math.log((self.high - self.middle) / (self.middle - self.low))) / Z90
        reach = min(10 + 2 * g, 300 / max(g, 1e-9))  # where the squares have their weight, short of a double's end
        scores = np.linspace(-reach, reach, FINE)
        density = np.exp(-0.5 * scores**2) / math.sqrt(2 * math.pi) * (scores[1] - scores[0])
        values = self.at_scores(scores)
        mean = float(np.sum(values * density))
        return mean, float(np.sum((values - mean) ** 2 * density))

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  it has no end to cut at
        return None

    @classmethod
    def fitted(cls, quantile: Quantile) -> Mapping[str, Any]:
        low, p10, p50, p90 = (float(one) for one in quantile(np.array([0.0, 0.1, 0.5, 0.9])))
        if low >= 0 >= p10:
            raise ValueError("its P10 is zero, and no curve through it stays from zero on")
        return {"p10": p10, "p50": p50, "p90": p90}
