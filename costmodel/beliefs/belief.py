"""One documented number: what it means, its unit, where it comes from, and what is believed of it.

The key says how numbers are to be read, so that nobody can mix the readings: ``min, mode, max`` are hard bounds,
``p10, p90`` are one-in-ten chances on either side, ``value`` is certain, ``chance`` is an event that happens or not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from costmodel.beliefs.shape import Shape
from costmodel.beliefs.shapes import number_keys, shape_for, shapes
from costmodel.beliefs.source import BESIDE_THE_NUMBER, MovesWith, Source, Strict
from costmodel.beliefs.units import CURRENCIES, UnknownUnitError, parse
from costmodel.errors import Sentence
from costmodel.typing import Array

UPPER_BOUND = {"share": 1.0, "chance": 1.0, "switch": 1.0, "level": 5.0, "stage": 3.0}
LOWER_BOUND = {"level": 1.0, "1/year": -1.0}  # what rises by a share a year may fall, but by no more than all of it
NEGLIGIBLE = np.array([-4.753424308822899, 4.753424308822899])  # normal scores; beyond lies one case in a million


class Documented(Strict):
    """What every belief has, whatever its shape; `Belief` adds the keys of all shapes."""

    meaning: str = ""
    unit: str = ""
    source: tuple[Source, ...] = ()
    prices_of: Annotated[int, Field(strict=True, ge=1900, le=2200)] | None = None
    moves_with: MovesWith | None = None
    note: str | None = None
    accept: Annotated[str, Field(pattern=r"\S")] | None = None

    if TYPE_CHECKING:  # the keys of the shapes are known when the folder of the shapes has been looked into
        shape: str | None = None

        def __getattr__(self, key: str) -> Any: ...

    @model_validator(mode="before")
    @classmethod
    def _an_event_has_a_chance(cls, given: Any) -> Any:
        """A certain number where an event is meant is its chance."""
        if isinstance(given, dict) and given.get("unit") == "chance" and given.get("value") is not None:
            return {**given, "value": None, "chance": given["value"]}
        return given

    @model_validator(mode="after")
    def _check(self) -> Self:
        faults = self._faults()
        if faults:
            told = Sentence.joined("; ", (text for _, text in faults))
            raise PydanticCustomError("belief", "{told}", {"key": faults[0][0], "told": told})
        return self

    def _faults(self) -> list[tuple[str, str]]:
        """Each fault with the key it stands at."""
        keys = frozenset(self.given)
        plain = shape_for(keys, None)
        if plain is None:
            given = ", ".join(self.given) or Sentence("no number")
            text = Sentence("{given} is no belief; give {readings}", given=given, readings=_readings())
            return [(next(iter(self.given), "meaning"), text)]
        found: list[tuple[str, str]] = []
        asked = shape_for(keys, self.shape)
        if asked is None:
            others = ", ".join(sorted(keys))
            found.append(("shape", Sentence("shape {shape} does not go with {keys}", shape=self.shape, keys=others)))
        found += (asked or plain).faults(self.given)
        return [*(found or self._impossible_for_unit()), *self._supported_in_vain()]

    def _supported_in_vain(self) -> list[tuple[str, str]]:
        """What a source is said to support and this number does not have."""
        known = (*self.given, *BESIDE_THE_NUMBER)
        return [
            (f"source.{place}.supports", f"supports {word!r}, but what can be supported here is {', '.join(known)}")
            for place, source in enumerate(self.source)
            for word in source.supports or ()
            if word not in known
        ]

    def _impossible_for_unit(self) -> list[tuple[str, str]]:
        if not self.unit:
            return []
        found: list[tuple[str, str]] = []
        try:
            parse(self.unit)
        except UnknownUnitError as unknown:
            return [("unit", str(unknown))]
        key, last = next(iter(self.given)), list(self.given)[-1]
        shape = self.distribution
        if (self.unit == "chance") != shape.EVENT and shape.DRAWN:
            found.append(("unit", Sentence("an event (chance) has the unit chance, and nothing else has")))
        top, bottom = UPPER_BOUND.get(self.unit, math.inf), LOWER_BOUND.get(self.unit, 0.0)
        if shape.BOUNDED:
            low, high = shape.low, shape.high
        else:
            low, high = (float(bound) for bound in shape.at_scores(NEGLIGIBLE))
        if self.unit == "switch" and not shape.DRAWN and low not in (0.0, 1.0):
            found.append((key, Sentence("a switch is 0 or 1, not {low:g}", low=low)))
        if self.unit == "stage" and (shape.DRAWN or not low.is_integer()):
            found.append((key, Sentence("a stage is a whole number and certain: 0 off, 1 idea, 2 plan, 3 contract")))
        if low < bottom:
            negative = Sentence("a price cannot be negative")
            below = Sentence("a {unit} cannot be below {bottom:g}", unit=self.unit, bottom=bottom)
            what = negative if self.is_money else below
            found.append((key, Sentence("{what}; this one goes down to {low:.4g}", what=what, low=low)))
        if high > top and shape.BOUNDED:
            ends = {"unit": self.unit, "bottom": bottom, "top": top, "high": high}
            found.append((last, Sentence("a {unit} lies between {bottom:g} and {top:g}, not at {high:g}", **ends)))
        elif high > top:
            text = Sentence(
                "a {unit} lies between 0 and {top:g}: give it bounds (min, mode, max)", unit=self.unit, top=top
            )
            found.append((key, text))
        return found

    @cached_property
    def given(self) -> dict[str, Any]:
        """The keys under which its numbers were given, each with what stands there."""
        return {key: given for key in number_keys() if (given := getattr(self, key)) is not None}

    @cached_property
    def distribution(self) -> Shape:
        """Its shape, with its numbers: what it is drawn from."""
        found = shape_for(frozenset(self.given), self.shape)
        assert found is not None, self  # noqa: S101  checked when it was made
        return found.of(self.given)

    @property
    def kind(self) -> str:
        """The name of the distribution."""
        return self.distribution.NAME

    @property
    def is_event(self) -> bool:
        """Whether it is something that happens or not."""
        return self.distribution.EVENT

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers alone: what the distribution depends on."""
        return self.distribution.numbers

    @property
    def key(self) -> tuple[Any, ...]:
        """What two beliefs share exactly when they give the same draws."""
        return (self.kind, self.numbers)

    @property
    def certain(self) -> bool:
        """Whether nothing is left to chance."""
        return self.distribution.certain

    @property
    def is_money(self) -> bool:
        """Whether the unit is a price or an amount of money."""
        return any(word in CURRENCIES for word in self.unit.replace("/", " ").split())

    @property
    def carried(self) -> frozenset[str]:
        """The keys of its numbers that a cited source carries; all others are judged."""
        return frozenset(word for source in self.source for word in source.supports or () if word in self.given)

    @property
    def rests_on_judgement(self) -> bool:
        """Whether no cited source carries what lies in the middle: its value or mode, or both ends around it."""
        at = [number_keys()[word].at for word in self.carried]
        shares = [0.5 if share is None else share for share in at]
        return not shares or not min(shares) <= 0.5 <= max(shares)

    @property
    def low(self) -> float:
        """The lower hard bound, or P10 where there is none; of an event its chance."""
        return self.distribution.low

    @property
    def high(self) -> float:
        """The upper hard bound, or P90 where there is none; of an event its chance."""
        return self.distribution.high

    @cached_property
    def likeliest(self) -> float:
        """The mode: lognormal exp(mu - sigma^2); an event 1 only above one half; the heaviest choice; data: median."""
        return self.distribution.likeliest

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
        return self.distribution.quantile(share)

    def times(self, factor: float) -> Belief:
        """The same belief with every number multiplied; for a chance or a share, with its odds multiplied.

        Its sources stay beside it, but carry none of the new numbers.
        """
        if self.is_event or self.unit in ("share", "chance"):
            return self._moved(lambda share: share * factor / (1 - share + share * factor) if share * factor else 0.0)
        return self._moved(lambda number: number * factor)

    def scaled(self, factor: float) -> Belief:
        """The same belief in another unit or currency: every number multiplied."""
        return self.mapped(lambda number: number * factor)

    def with_likeliest(self, likeliest: float) -> Belief:
        """The same belief, moved so that `likeliest` is its likeliest value and its relative spread stays.

        A certain number becomes the new one, a chance becomes the new chance. Where the belief is about zero, or has
        hard limits (shares, levels), the number becomes certain or is cut at the limit.
        """
        if self.is_event:
            return self.believing({"chance": likeliest})
        if self.certain or self.likeliest == 0:
            return self.believing({"value": likeliest})
        top = UPPER_BOUND.get(self.unit, math.inf)
        if likeliest == 0:
            return self.believing({"value": 0.0})
        if top < math.inf and self.high * likeliest / self.likeliest > top:
            cut = self.distribution.cut(likeliest, top)
            return self.believing({"value": likeliest} if cut is None else {"shape": self.shape, **cut})
        return self._moved(lambda number: number * (likeliest / self.likeliest))

    def mapped(self, function: Callable[[float], float]) -> Belief:
        """The same belief with each of its numbers put through a function."""
        return self.changed({key: number_keys()[key].mapped(given, function) for key, given in self.given.items()})

    def _moved(self, function: Callable[[float], float]) -> Belief:
        return self.mapped(function).model_copy(update={"source": self.sources_beside_other_numbers})

    @property
    def sources_beside_other_numbers(self) -> tuple[Source, ...]:
        """Its sources as they stand beside numbers that are not its own: they carry none of them."""
        return tuple(one.without_numbers() for one in self.source)

    def believing(self, numbers: dict[str, Any]) -> Belief:
        """The same number with these keys believed of it and no other of any shape; its sources carry none of them."""
        beside = self.sources_beside_other_numbers
        return self.changed({"source": beside, **dict.fromkeys((*number_keys(), "shape")), **numbers})

    def changed(self, update: dict[str, Any]) -> Belief:
        """The same belief with some keys replaced, checked again."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Belief.model_validate({**fields, **update})

    def __repr__(self) -> str:
        shown = self.given if self.shape is None else {**self.given, "shape": self.shape}
        numbers = ", ".join(f"{key}={given!r}" for key, given in shown.items())
        return f"Belief({numbers}{f', unit={self.unit!r}' if self.unit else ''})"

    __str__ = __repr__


def _readings() -> str:
    """The keys of every shape, as a sentence lists them."""
    return " | ".join(", ".join(shape.KEYS) for shape in shapes() if not shape.ON_REQUEST)


if TYPE_CHECKING:

    class Belief(Documented):
        """What is believed of one number."""

        def __init__(self, **given: Any) -> None: ...

else:
    Belief = create_model(
        "Belief",
        __base__=Documented,
        __module__=__name__,
        shape=(Literal[tuple(shape.NAME for shape in shapes() if shape.ON_REQUEST)] | None, None),
        **{key: (what.holds | None, None) for key, what in number_keys().items()},
        __doc__="""What is believed of one number.

    Attributes:
        value: the number is certain.
        min, mode, max: hard bounds and likeliest value; PERT with lambda 4, `shape="triangular"` on request; without
            `mode`, uniform.
        p10, p90: one chance in ten on either side; lognormal, `shape="normal"` on request.
        p10, p50, p90: a smooth distribution exactly through all three (`shapes.three_point`).
        chance: an event that happens (1) or not (0).
        choices: a weighted list.
        data: observed numbers (in a file: ``data: file.csv:column``).
        meaning, unit, source: what it is, in what, and from where.
        prices_of: the year whose prices the number is in; for money.
        moves_with: the shared driver that correlates it with others.
        note: a longer remark.
        accept: why the number is meant although it lies outside what is plausible.

    A file in the folder `shapes` may add keys.

    Raises:
        pydantic.ValidationError: the numbers contradict each other, or a key is unknown.
    """,
    )
