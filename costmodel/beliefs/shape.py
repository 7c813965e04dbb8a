"""What the shape of a belief must be able to tell, so that a number can be checked, drawn, shown and pooled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Protocol

import numpy as np

from costmodel.beliefs.keys import Key
from costmodel.typing import Array

Quantile = Callable[[Any], Array]


class Shape(Protocol):
    """One shape, with the numbers of one belief. A class in a file of the folder `shapes`; nothing else names it.

    An object of it is made by `of`, is equal to another with the same numbers, and never changes.

    Attributes:
        NAME: what it is called; also what `shape:` says where it has to be asked for.
        KEYS: the keys that give its numbers, each with what may stand there.
        ON_REQUEST: whether `shape: NAME` asks for it, because another shape has the same keys without.
        ORDER: its place where shapes are listed, the lowest first; one with more keys before one with some of them.
        SAID: the key of its sentence in the files of the languages, which has places for what `said` names. Where a
            language has none, the numbers are listed.
        DRAWN: whether chance has a say at all.
        EVENT: whether it is something that happens or not.
        DISCRETE: whether it has single values that hold a share of the chance each.
        BOUNDED: whether `low` and `high` are hard bounds.
        TABLED: whether it is smooth, so that it is drawn from a table of its quantile function.
        numbers: what the distribution depends on.
    """

    NAME: ClassVar[str]
    KEYS: ClassVar[Mapping[str, Key]]
    ON_REQUEST: ClassVar[bool]
    ORDER: ClassVar[int]
    SAID: ClassVar[str]
    DRAWN: ClassVar[bool]
    EVENT: ClassVar[bool]
    DISCRETE: ClassVar[bool]
    BOUNDED: ClassVar[bool]
    TABLED: ClassVar[bool]

    def __hash__(self) -> int: ...

    @classmethod
    def faults(cls, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """What is wrong with numbers given by the keys: the key at which it stands, and a sentence."""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Shape:
        """The shape with these numbers; a simpler one where they leave nothing to chance."""

    @property
    def numbers(self) -> tuple[float, ...]:
        """What the distribution depends on."""

    @property
    def said(self) -> Iterable[tuple[str, float]]:
        """The numbers that are told, each with its name; without one where it stands alone."""

    @property
    def low(self) -> float:
        """The lower hard bound, or P10 where there is none."""

    @property
    def high(self) -> float:
        """The upper hard bound, or P90 where there is none."""

    @property
    def certain(self) -> bool:
        """Whether nothing is left to chance."""

    @property
    def symmetric(self) -> bool:
        """Whether it reaches about as far up as down from its likeliest value."""

    @property
    def likeliest(self) -> float:
        """The mode."""

    def quantile(self, share: Array) -> Array:
        """The value that is not exceeded with this probability, exactly."""

    def drawn_at(self, share: Array) -> Array:
        """`quantile` as the simulation uses it, which may be quicker and a little less exact."""

    def at_scores(self, scores: Array) -> Array:
        """`drawn_at` for probabilities that are given as normal scores."""

    def below(self, value: Array) -> Array:
        """The chance that the number is at most a value: what `quantile` turns round."""

    def steps(self) -> tuple[Array, Array]:
        """The values that hold a share of the chance each, rising, and these shares, which add up to 1; else none."""

    def mean_and_variance(self) -> tuple[float, float]:
        """Mean and variance."""

    def cut(self, likeliest: float, top: float) -> Mapping[str, Any] | None:
        """The keys of the shape moved to a likeliest value and cut at a limit; None where it cannot be cut."""


class Fitting(Shape, Protocol):
    """A shape that can stand for a curve, as for the pool of several opinions.

    Attributes:
        FITTED_AS: the name by which a pool of this shape is asked for.
    """

    FITTED_AS: ClassVar[str]

    @classmethod
    def fitted(cls, quantile: Quantile) -> Mapping[str, Any]:
        """The keys and numbers with which it comes nearest to a curve.

        Raises:
            ValueError: the curve is such that it cannot.
        """


NO_STEPS = (np.empty(0), np.empty(0))


def in_steps(pairs: Iterable[tuple[float, float]]) -> tuple[Array, Array]:
    """Values with weights, as `Shape.steps` has them: rising, each once, the weights as shares."""
    held: dict[float, float] = {}
    for value, weight in pairs:
        held[value] = held.get(value, 0.0) + weight
    values = np.array(sorted(value for value, weight in held.items() if weight > 0))
    weights = np.array([held[float(value)] for value in values])
    return values, weights / weights.sum()


def below_steps(steps: tuple[Array, Array], value: Array) -> Array:
    """The chance of at most a value where single values hold it."""
    values, weights = steps
    cumulative = np.concatenate([[0.0], np.cumsum(weights)])
    cumulative[-1] = 1.0
    return np.asarray(cumulative[np.searchsorted(values, value, side="right")], dtype=np.float64)


def moments_of_steps(steps: tuple[Array, Array]) -> tuple[float, float]:
    """Mean and variance where single values hold the chance."""
    values, weights = steps
    mean = float(np.sum(values * weights))
    return mean, float(np.sum(weights * (values - mean) ** 2))


def quantile_of_steps(share: Array, values: Array, weights: Array) -> Array:
    """The first of the values, which rise, whose cumulative share reaches the probability."""
    cumulative = np.cumsum(weights) / weights.sum()
    place = np.minimum(np.searchsorted(cumulative, share, side="left"), len(values) - 1)
    return np.asarray(values[place], dtype=np.float64)
