"""One documented number: what it means, its unit, where it comes from, and what is believed of it.

The key says how numbers are to be read, so that nobody can mix the readings: ``min, mode, max`` are hard bounds,
``p10, p90`` are one-in-ten chances on either side, ``value`` is certain, ``chance`` is an event that happens or not.
"""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from costmodel.beliefs import shapes
from costmodel.beliefs.readings import (
    BOUNDED,
    LOWER_BOUND,
    NEGLIGIBLE,
    NUMBER_KEYS,
    READINGS,
    UPPER_BOUND,
    WHAT_TO_GIVE,
    Kind,
)
from costmodel.beliefs.source import Choice, MovesWith, Number, Source, Strict
from costmodel.beliefs.units import CURRENCIES, UnknownUnitError, parse
from costmodel.typing import Array


class Belief(Strict):
    """What is believed of one number.

    Attributes:
        value: the number is certain.
        min, mode, max: hard bounds and likeliest value; PERT with lambda 4, `shape="triangular"` on request; without
            `mode`, uniform.
        p10, p90: one chance in ten on either side; lognormal, `shape="normal"` on request.
        p10, p50, p90: a smooth distribution exactly through all three (`distributions.three_point`).
        chance: an event that happens (1) or not (0).
        choices: a weighted list.
        data: observed numbers (in a file: ``data: file.csv:column``).
        meaning, unit, source: what it is, in what, and from where.
        prices_of: the year whose prices the number is in; for money.
        moves_with: the shared driver that correlates it with others.
        note: a longer remark.

    Raises:
        pydantic.ValidationError: the numbers contradict each other, or a key is unknown.
    """

    meaning: str = ""
    unit: str = ""
    source: tuple[Source, ...] = ()
    prices_of: Annotated[int, Field(strict=True, ge=1900, le=2200)] | None = None
    moves_with: MovesWith | None = None
    note: str | None = None
    shape: Literal["triangular", "normal"] | None = None
    value: Number | None = None
    min: Number | None = None
    mode: Number | None = None
    max: Number | None = None
    p10: Number | None = None
    p50: Number | None = None
    p90: Number | None = None
    chance: Number | None = None
    choices: tuple[Choice, ...] | None = Field(default=None, min_length=1)
    data: tuple[Number, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _an_event_has_a_chance(cls, given: Any) -> Any:
        """A certain number where an event is meant is its chance."""
        if isinstance(given, dict) and given.get("unit") == "chance" and given.get("value") is not None:
            return {**given, "value": None, "chance": given["value"]}
        return given

    @model_validator(mode="after")
    def _check(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise PydanticCustomError("belief", "; ".join(text for _, text in faults), {"key": faults[0][0]})
        return self

    def _faults(self) -> list[tuple[str, str]]:
        """Each fault with the key it stands at."""
        given = frozenset(key for key in NUMBER_KEYS if getattr(self, key) is not None)
        if given not in READINGS:
            keys = ", ".join(key for key in NUMBER_KEYS if key in given) or "no number"
            return [
                (
                    next((key for key in NUMBER_KEYS if key in given), "meaning"),
                    f"{keys} is no belief; {WHAT_TO_GIVE}",
                )
            ]
        found: list[tuple[str, str]] = []
        allowed = {"pert": "triangular", "lognormal": "normal"}.get(READINGS[given])
        if self.shape is not None and self.shape != allowed:
            found.append(("shape", f"shape {self.shape} does not go with {', '.join(sorted(given))}"))
        found += self._disorder("min", "mode", "max", strict=False)
        found += self._disorder("p10", "p50", "p90", strict=True)
        if self.chance is not None and not 0 <= self.chance <= 1:
            found.append(("chance", f"a chance lies between 0 and 1, not {self.chance:g}"))
        if self.kind == "lognormal" and self.p10 is not None and self.p10 <= 0:
            found.append(("p10", "p10, p90 is lognormal, so both are above zero; for others write shape: normal"))
        return found or self._impossible_for_unit()

    def _disorder(self, *keys: str, strict: bool) -> list[tuple[str, str]]:
        numbers = [(key, getattr(self, key)) for key in keys if getattr(self, key) is not None]
        found = []
        for (low_key, low), (high_key, high) in pairwise(numbers):
            if low > high or (strict and low == high):
                word = "is not below" if strict else "is above"
                found.append((low_key, f"{low_key} {low:g} {word} {high_key} {high:g}"))
        return found

    def _impossible_for_unit(self) -> list[tuple[str, str]]:
        if not self.unit:
            return []
        found: list[tuple[str, str]] = []
        try:
            parse(self.unit)
        except UnknownUnitError as unknown:
            return [("unit", str(unknown))]
        key = next(key for key in NUMBER_KEYS if getattr(self, key) is not None)
        if (self.unit == "chance") != (self.kind == "chance") and self.kind != "value":
            found.append(("unit", "an event (chance) has the unit chance, and nothing else has"))
        top, bottom = UPPER_BOUND.get(self.unit, math.inf), LOWER_BOUND.get(self.unit, 0.0)
        if self.kind in BOUNDED:
            low, high = self.low, self.high
        else:
            low, high = (float(bound) for bound in self.quantile(np.array([NEGLIGIBLE, 1 - NEGLIGIBLE])))
        if self.unit == "switch" and self.kind == "value" and low not in (0.0, 1.0):
            found.append((key, f"a switch is 0 or 1, not {low:g}"))
        if low < bottom:
            what = "a price cannot be negative" if self.is_money else f"a {self.unit} cannot be below {bottom:g}"
            found.append((key, f"{what}; this one goes down to {low:.4g}"))
        if high > top:
            if self.kind not in BOUNDED:
                found.append((key, f"a {self.unit} lies between 0 and {top:g}: give it bounds (min, mode, max)"))
            else:
                last = [name for name in NUMBER_KEYS if getattr(self, name) is not None][-1]
                found.append((last, f"a {self.unit} lies between {bottom:g} and {top:g}, not at {high:g}"))
        return found

    @cached_property
    def kind(self) -> Kind:
        """Which reading the given keys make; the name of the distribution."""
        kind = READINGS[frozenset(key for key in NUMBER_KEYS if getattr(self, key) is not None)]
        if self.shape is not None:
            return self.shape
        if kind in ("uniform", "pert") and self.min == self.max:
            return "value"
        return kind

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The numbers alone, in the order of the keys: what the distribution depends on."""
        if self.choices is not None:
            return tuple(part for choice in self.choices for part in (choice.value, choice.weight))
        if self.data is not None:
            return self.data
        if self.kind == "value":
            return (float(self.value if self.value is not None else self.min),)  # type: ignore[arg-type]
        return tuple(float(getattr(self, key)) for key in NUMBER_KEYS if getattr(self, key) is not None)

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """What two beliefs share exactly when they give the same draws."""
        return (self.kind, self.numbers)

    @property
    def certain(self) -> bool:
        """Whether nothing is left to chance."""
        return (
            self.kind == "value"
            or (self.kind == "chance" and self.chance in (0.0, 1.0))
            or (self.kind in ("choices", "data") and self.low == self.high)
        )

    @property
    def is_money(self) -> bool:
        """Whether the unit is a price or an amount of money."""
        return any(word in CURRENCIES for word in self.unit.replace("/", " ").split())

    @property
    def rests_on_judgement(self) -> bool:
        """Whether no published source stands behind the number."""
        return not any(source.title for source in self.source)

    @cached_property
    def low(self) -> float:
        """The lower hard bound, or P10 where there is none."""
        return self._end(first=True)

    @cached_property
    def high(self) -> float:
        """The upper hard bound, or P90 where there is none."""
        return self._end(first=False)

    def _end(self, *, first: bool) -> float:
        if self.kind == "chance":
            return float(self.chance or 0.0)
        values = [choice.value for choice in self.choices] if self.choices is not None else list(self.numbers)
        pick = min if first else max
        return pick(values)

    @cached_property
    def likeliest(self) -> float:
        """The mode: lognormal exp(mu - sigma^2); an event 1 only above one half; the heaviest choice; data: median."""
        match self.kind:
            case "value":
                return self.numbers[0]
            case "uniform":
                return (self.numbers[0] + self.numbers[1]) / 2
            case "pert" | "triangular":
                return self.numbers[1]
            case "lognormal":
                mu, sigma = shapes.lognormal_parameters(*self.numbers)
                return math.exp(mu - sigma**2)
            case "normal":
                return (self.numbers[0] + self.numbers[1]) / 2
            case "three_point":
                return shapes.three_point_mode(*self.numbers)
            case "chance":
                return 1.0 if self.numbers[0] > 0.5 else 0.0
            case "choices":
                return max(self.choices or (), key=lambda choice: choice.weight).value
            case "data":
                return float(np.median(self.numbers))

    def quantile(self, probability: Any) -> Array:
        """The value that is not exceeded with this probability; the shape of the argument is kept.

        Args:
            probability: between 0 and 1.

        Raises:
            ValueError: a probability outside 0..1.
        """
        share = np.asarray(probability, dtype=np.float64)
        if not np.all((share >= 0) & (share <= 1)):
            raise ValueError("a probability lies between 0 and 1")
        if self.kind == "pert":
            return shapes.pert(share, *self.numbers)
        return self.drawn_at(share)

    def drawn_at(self, share: Array) -> Array:
        """`quantile` as the simulation uses it: the PERT from its table (error below 1e-7 of its range)."""
        match self.kind:
            case "value":
                return np.full_like(share, self.numbers[0])
            case "uniform":
                return self.numbers[0] + (self.numbers[1] - self.numbers[0]) * share
            case "triangular":
                return shapes.triangular(share, *self.numbers)
            case "chance":
                return shapes.event(share, self.numbers[0])
            case "choices" | "data":
                return shapes.step(share, *self._steps)
            case _:
                return self.at_scores(shapes.normal_score(share))

    def at_scores(self, scores: Array) -> Array:
        """`drawn_at` for probabilities that are given as normal scores."""
        numbers = self.numbers
        match self.kind:
            case "pert":
                return shapes.pert_by_table(scores, *numbers)
            case "lognormal":
                mu, sigma = shapes.lognormal_parameters(*numbers)
                return np.exp(mu + sigma * scores)
            case "normal":
                middle, spread = (numbers[0] + numbers[1]) / 2, (numbers[1] - numbers[0]) / (2 * shapes.Z90)
                return middle + spread * scores
            case "three_point":
                return shapes.three_point(scores, *numbers)
            case _:
                return self.drawn_at(shapes.probability(scores))

    @cached_property
    def _steps(self) -> tuple[Array, Array]:
        if self.choices is not None:
            pairs = sorted((choice.value, choice.weight) for choice in self.choices)
        else:
            pairs = [(value, 1.0) for value in sorted(self.numbers)]
        values, weights = (np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
        cumulative = np.cumsum(weights) / weights.sum()
        return values, cumulative

    def times(self, factor: float) -> Belief:
        """The same belief with every number multiplied; for a chance or a share, with its odds multiplied."""
        if self.kind == "chance" or self.unit in ("share", "chance"):
            return self.mapped(lambda share: share * factor / (1 - share + share * factor) if share * factor else 0.0)
        return self.mapped(lambda number: number * factor)

    def scaled(self, factor: float) -> Belief:
        """The same belief in another unit or currency: every number multiplied."""
        return self if factor == 1 else self.mapped(lambda number: number * factor)

    def with_likeliest(self, likeliest: float) -> Belief:
        """The same belief, moved so that `likeliest` is its likeliest value and its relative spread stays.

        A certain number becomes the new one, a chance becomes the new chance. Where the belief is about zero, or has
        hard limits (shares, levels), the number becomes certain or is cut at the limit.
        """
        if self.kind == "chance":
            return self.changed({"chance": likeliest})
        if self.certain or self.likeliest == 0:
            return self._bare({"value": likeliest})
        top = UPPER_BOUND.get(self.unit, math.inf)
        if likeliest == 0:
            return self._bare({"value": 0.0})
        if top < math.inf and self.high * likeliest / self.likeliest > top:
            if self.kind not in ("pert", "triangular"):
                return self._bare({"value": likeliest})
            return self.changed({"min": self.low * likeliest / self.likeliest, "mode": likeliest, "max": top})
        return self.mapped(lambda number: number * (likeliest / self.likeliest))

    def mapped(self, function: Any) -> Belief:
        """The same belief with each of its numbers put through a function."""
        update: dict[str, Any] = {}
        for key in NUMBER_KEYS:
            given = getattr(self, key)
            if key == "choices" and given is not None:
                update[key] = [{"value": function(choice.value), "weight": choice.weight} for choice in given]
            elif key == "data" and given is not None:
                update[key] = tuple(function(value) for value in given)
            elif given is not None:
                update[key] = function(given)
        return self.changed(update)

    def _bare(self, numbers: dict[str, Any]) -> Belief:
        return self.changed(dict.fromkeys((*NUMBER_KEYS, "shape")) | numbers)

    def changed(self, update: dict[str, Any]) -> Belief:
        """The same belief with some keys replaced, checked again."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Belief.model_validate({**fields, **update})

    def __repr__(self) -> str:
        numbers = ", ".join(
            f"{key}={getattr(self, key)!r}" for key in (*NUMBER_KEYS, "shape") if getattr(self, key) is not None
        )
        return f"Belief({numbers}{f', unit={self.unit!r}' if self.unit else ''})"

    __str__ = __repr__
