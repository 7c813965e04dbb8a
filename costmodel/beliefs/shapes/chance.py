"""An event that happens (1) or not (0): `chance`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from costmodel.beliefs.keys import Key, number
from costmodel.beliefs.normal_scores import probability
from costmodel.beliefs.shape import below_steps, in_steps, moments_of_steps
from costmodel.errors import Sentence
from costmodel.typing import Array


def event(share: Array, chance: Any) -> Array:
    """1 where the event happens, 0 elsewhere: the upper `chance` of the probabilities are the event."""
    return (np.asarray(share) > 1 - np.asarray(chance)).astype(np.float64)


@dataclass(frozen=True)
class Chance:
    """It happens with this probability."""

    chance: float

    NAME: ClassVar[str] = "chance"
    KEYS: ClassVar[Mapping[str, Key]] = {"chance": number()}
    ON_REQUEST: ClassVar[bool] = False
    ORDER: ClassVar[int] = 60
    SAID: ClassVar[str] = "believed chance"
    DRAWN: ClassVar[bool] = True
    EVENT: ClassVar[bool] = True
    DISCRETE: ClassVar[bool] = True
    BOUNDED: ClassVar[bool] = True
    TABLED: ClassVar[bool] = False

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        if not 0 <= given["chance"] <= 1:
            yield "chance", Sentence("a chance lies between 0 and 1, not {chance:g}", chance=given["chance"])

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Chance:
        return cls(float(given["chance"]))

    @property
    def numbers(self) -> tuple[float, ...]:
        return (self.chance,)

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        return [("", self.chance)]

    @property
    def low(self) -> float:
        """The chance itself: an event has no other number."""
        return self.chance

    @property
    def high(self) -> float:
        """The chance itself."""
        return self.chance

    @property
    def certain(self) -> bool:
        return self.chance in (0.0, 1.0)

    @property
    def symmetric(self) -> bool:
        return False

    @property
    def likeliest(self) -> float:
        """1 only above even odds."""
        return 1.0 if self.chance > 0.5 else 0.0

    def quantile(self, share: Array) -> Array:
        return event(share, self.chance)

    drawn_at = quantile

    def at_scores(self, scores: Array) -> Array:
        return self.quantile(probability(scores))

    def below(self, value: Array) -> Array:
        return below_steps(self.steps(), value)

    def steps(self) -> tuple[Array, Array]:
        return in_steps([(0.0, 1 - self.chance), (1.0, self.chance)])

    def mean_and_variance(self) -> tuple[float, float]:
        return moments_of_steps(self.steps())

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:  # noqa: ARG002  a chance has its own end
        return {"chance": likeliest}
