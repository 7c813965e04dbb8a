"""How a figure was worked out: which numbers went into it and what was done with them, told by the figure itself.

No formula is written a second time. The straight line runs once with numbers that remember (`Told`): each goes through
the model as an array does, and what comes out knows of what it was made. What makes no difference in any sample (a
limit that is never reached, a cost that is zero, a switch that is on) does not stand in the formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import NDArray

from costmodel.typing import Array


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number in a formula.

    Attributes:
        value: its mean over the samples.
        assumption: the name of the assumption that it is; empty for what the model works out.
        key: what it is, where it is no assumption; empty for a bare number, such as the 1 in "1 + share".
        of: the activity, role or phase that it is of; empty where it is of none.
        unit: as units of assumptions are written.
        worked_out: its own formula, where somebody will want to see it.
    """

    value: float
    assumption: str = ""
    key: str = ""
    of: str = ""
    unit: str = ""
    worked_out: Formula | None = None

    @property
    def bare(self) -> bool:
        """Whether it is a number without a name."""
        return not (self.assumption or self.key)


@dataclass(frozen=True, eq=False)
class Step:
    """What was done with some parts of a formula.

    Attributes:
        does: of `DOES`, or "where": in a share of the samples (the first part) the second, else the third.
        parts: what it was done with.
    """

    does: str
    parts: tuple[Formula, ...]


Formula = Quantity | Step

# What the model does with numbers -> what it is called here.
DOES: Mapping[Any, str] = {
    np.add: "plus",
    np.subtract: "minus",
    np.multiply: "times",
    np.divide: "over",
    np.power: "power",
    np.negative: "negative",
    np.exp: "exponential",
    np.log: "logarithm",
    np.floor: "whole",
    np.maximum: "larger",
    np.minimum: "smaller",
}
UFUNCS = {name: ufunc for ufunc, name in DOES.items()}
CONDITION = "condition"  # the key of a share of the samples
Known = TypeVar("Known")
UNNAMED = "unnamed"  # the key of what comes from a part of the model that forgets
NOTHING, ONE = Quantity(0.0), Quantity(1.0)


def value_of(formula: Formula) -> float:
    """The formula with the means of its numbers; not the mean of the figure where numbers vary together."""
    if isinstance(formula, Quantity):
        return formula.value
    parts = [value_of(part) for part in formula.parts]
    if formula.does == "where":
        share, then, otherwise = parts
        return share * then + (1 - share) * otherwise
    return float(UFUNCS[formula.does](*parts))


class Told(NDArrayOperatorsMixin):
    """Numbers of all samples that remember how they came about.

    Args:
        values: shape (1,) or (samples,).
        formula: how.
    """

    def __init__(self, values: NDArray[Any], formula: Formula) -> None:
        self.values, self.formula = values, formula

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """The plain numbers."""
        return np.array(self.values, dtype=dtype, copy=copy)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **how: Any) -> Any:
        """What a function of NumPy makes of it."""
        plain = [_plain(one) for one in inputs]
        if method != "__call__" or how:
            return getattr(ufunc, method)(*plain, **how)
        values = np.asarray(ufunc(*plain))
        if ufunc not in DOES:
            return Told(values, Quantity(float(np.mean(values)), key=CONDITION, unit="share"))
        return Told(values, _simplest(DOES[ufunc], values, [_told(one) for one in inputs]))

    def __array_function__(self, function: Any, _types: Any, args: Any, how: Any) -> Any:
        """The same for what is no function of each number alone; of these `numpy.where` is one that formulas use."""
        plain = [_plain(one) for one in args]
        if function is not np.where:
            return function(*plain, **{key: _plain(one) for key, one in how.items()})
        values = np.where(*plain)
        return Told(values, _simplest("where", values, [_told(one) for one in args]))


def _plain(one: Any) -> Any:
    if isinstance(one, list | tuple):
        return type(one)(_plain(part) for part in one)
    return one.values if isinstance(one, Told) else one


def _told(one: Any) -> Told:
    if isinstance(one, Told):
        return one
    values = np.asarray(one)
    lost = "" if np.all(values == values.flat[0]) else UNNAMED
    return Told(values, Quantity(float(np.mean(values)), key=lost))


def _simplest(does: str, values: NDArray[Any], parts: list[Told]) -> Formula:
    """A step, or what of it makes a difference in these samples."""
    formulas = [part.formula for part in parts]
    if not np.any(values):
        return NOTHING
    if all(isinstance(one, Quantity) and one.bare for one in formulas) and does != "where":
        return Quantity(float(np.mean(values)))
    if does in ("larger", "smaller", "where"):
        same = (one.formula for one in parts[-2:] if np.array_equal(np.broadcast_to(one.values, values.shape), values))
        return next(same, Step(does, tuple(formulas)))
    left, right = formulas[0], formulas[-1]
    if (does in ("plus", "minus") and _is(0, right)) or (does in ("times", "over") and _is(1, right)):
        return left
    if (does == "plus" and _is(0, left)) or (does == "times" and _is(1, left)):
        return right
    if does == "minus" and isinstance(left, Step) and left.does == "plus" and right in left.parts:
        return left.parts[1 - left.parts.index(right)]
    return Step(does, tuple(formulas))


def _is(number: float, formula: Formula) -> bool:
    return isinstance(formula, Quantity) and formula.bare and formula.value == number


def remembered(values: Array, unit: str, name: str) -> Told:
    """An assumption's numbers, as they go into formulas; for `Inputs` to attach.

    Args:
        values: shape (1,) or (samples,).
        unit: of the assumption.
        name: of the assumption.
    """
    plain = np.asarray(_plain(values))
    return Told(plain, _named(plain, Quantity(float(np.mean(plain)), assumption=name, unit=unit)))


def formula_of(value: Any) -> Formula:
    """How a number came about; of one that does not remember, that it is a number."""
    return _told(value).formula


def named(value: Known, key: str, of: str = "", unit: str = "month", *, shows: bool = False) -> Known:
    """A number that the model works out, under its own name in every formula that uses it; else it is as it was.

    Args:
        value: of any kind; only one that remembers changes.
        key: what it is.
        of: the activity, role or phase that it is of.
        unit: as units of assumptions are written.
        shows: whether its own formula is shown beside those that use it.
    """
    if not isinstance(value, Told):
        return value
    how = value.formula if shows and isinstance(value.formula, Step) else None
    if shows and how is None:
        return value
    quantity = Quantity(float(np.mean(value.values)), key=key, of=of, unit=unit, worked_out=how)
    return cast(Known, Told(value.values, _named(value.values, quantity)))


def named_each(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A date of each activity under a name of its own; see `named`."""
    return {of: named(value, key, of) for of, value in values.items()}


def _named(values: NDArray[Any], quantity: Quantity) -> Formula:
    if not np.any(values):
        return NOTHING
    silent = ("switch", "chance", "factor") if quantity.assumption else ("share",)  # need not be told where it is 1
    return ONE if quantity.unit in silent and np.all(values == 1) else quantity
