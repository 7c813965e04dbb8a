"""The steps of one case, written down once, so that after a change only those are taken again that it reaches.

The case is computed with `Written` numbers, which stand for arrays: whatever a formula does to them is done to the
arrays and noted. So there is one set of formulas, and what is taken again is the same to the last bit. Where a formula
asks a number a question (is there any of it?), the answer is noted too: after a change that is answered otherwise the
steps do not hold, and the case has to be computed whole.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

import numpy as np

from costmodel.typing import Array

Result = TypeVar("Result")
Given = ParamSpec("Given")


class NotWrittenError(TypeError):
    """A formula does with a number what cannot be written down, such as to look at a single sample."""


class OtherAnswerError(Exception):
    """A change answers a question of a formula otherwise, so that other steps would follow."""


Values = list[Any]  # what came out at each place


class Step(NamedTuple):
    """One step: a function of values, the place of its result, and the places of values that no later step needs."""

    function: Callable[..., Any]
    operands: tuple[int, ...]
    result: int
    done_with: tuple[int, ...] = ()


class Steps:
    """What was done to the numbers of a case, in order, and what came out each time."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._rests_on: list[int] = []  # for each value the numbers that it rests on, a bit for each
        self._entered = 0
        self._steps: list[Step] = []

    def enter(self, value: Array) -> Written:
        """A number that may change, shape (1,) or (samples,)."""
        self._entered += 1
        return Written(self, self._put(value, 1 << (self._entered - 1)))

    def take(self, function: Callable[..., Any], operands: Iterable[Any]) -> Any:
        """A step taken and noted.

        Args:
            function: of its operands alone, which leaves them as they are.
            operands: written numbers, and any constants.

        Raises:
            NotWrittenError: what comes out is no array.
        """
        places = tuple(self._place(one) for one in operands)
        value = function(*[self._values[place] for place in places])
        if not isinstance(value, (np.ndarray, np.generic)):
            raise NotWrittenError(f"{function} gives no array")
        return Written(self, self._note(function, places, value))

    def ask(self, place: int, question: Callable[[Any], Any]) -> Any:
        """The answer to a question about a value, which has to stay the same."""
        answer = question(self._values[place])
        self._note(partial(_answered, question, answer), (place,), None)
        return answer

    def only_for(self, wanted: Iterable[Any]) -> None:
        """Leaves out every step on which none of these rests; questions stay."""
        needed = {one.place for one in wanted if isinstance(one, Written)}
        kept = list[Step]()
        for step in reversed(self._steps):
            if step.result in needed or self._values[step.result] is None:
                done_with = set(step.operands) - needed
                needed |= done_with
                kept.append(step._replace(done_with=tuple(done_with)))
            else:
                self._values[step.result] = None
        self._steps = kept[::-1]

    def again(self, changed: Mapping[int, Array], after: Values | None = None, then: Collection[int] = ()) -> Values:
        """Takes all steps again that changed numbers reach.

        Args:
            changed: the place of each number that has entered and is another now, with its value.
            after: what came out another time, of which these numbers were said to be changed then.
            then: the places of numbers that are changed next, after what comes out now.

        Raises:
            OtherAnswerError: the steps do not hold for these numbers.
        """
        now, reached, rests_on = list(self._values if after is None else after), 0, self._rests_on
        for place, value in changed.items():
            now[place] = value
            reached |= rests_on[place]
        needed = self._needed_after(then)
        for function, operands, result, done_with in self._steps:
            if rests_on[result] & reached:
                now[result] = function(*[now[place] for place in operands])
                for place in done_with:
                    if place not in needed:
                        now[place] = None
        return now

    def _needed_after(self, changed: Collection[int]) -> set[int]:
        """The places of all values that steps look at which these numbers reach."""
        reached = 0
        for place in changed:
            reached |= self._rests_on[place]
        return {place for step in self._steps if self._rests_on[step.result] & reached for place in step.operands}

    def _place(self, operand: Any) -> int:
        return operand.place if isinstance(operand, Written) else self._put(operand, 0)

    def _put(self, value: Any, rests_on: int) -> int:
        self._values.append(value)
        self._rests_on.append(rests_on)
        return len(self._values) - 1

    def _note(self, function: Callable[..., Any], places: tuple[int, ...], value: Any) -> int:
        rests_on = 0
        for place in places:
            rests_on |= self._rests_on[place]
        result = self._put(value, rests_on)
        if rests_on:
            self._steps.append(Step(function, places, result))
        return result


def _answered(question: Callable[[Any], Any], answer: Any, value: Any) -> None:
    if question(value) != answer:
        raise OtherAnswerError


class Written:
    """A number of a case whose steps are written down; arithmetic, comparisons and NumPy's functions apply to it."""

    __slots__ = ("_steps", "place")

    def __init__(self, steps: Steps, place: int) -> None:
        self._steps, self.place = steps, place

    def among(self, values: Values) -> Array:
        """Its value in what came out another time."""
        return cast(Array, values[self.place])

    def __array_ufunc__(self, function: Any, method: str, *operands: Any, **settings: Any) -> Any:
        if method != "__call__":
            raise NotWrittenError(f"{function.__name__}.{method} of a written number")
        return self._take(function, operands, settings)

    def __array_function__(self, function: Any, _: Any, operands: Any, settings: Any) -> Any:
        return self._take(function, operands, settings)

    def _take(self, function: Any, operands: Any, settings: Mapping[str, Any]) -> Any:
        inside = (*settings.values(), *(one for one in operands if isinstance(one, (list, tuple))))
        if settings.get("out") is not None or any(map(_holds_written, inside)):
            raise NotWrittenError(f"{function.__name__} with {', '.join(settings) or 'a list'}")
        return self._steps.take(partial(function, **settings) if settings else function, operands)

    def __bool__(self) -> bool:
        return bool(self._steps.ask(self.place, bool))

    def __int__(self) -> int:
        return int(self._steps.ask(self.place, int))

    def __float__(self) -> float:
        return float(self._steps.ask(self.place, float))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # numpy and others look whether it is there
            raise AttributeError(name)
        raise NotWrittenError(f"{name} of a written number")

    def _hidden(self, *_: Any, **__: Any) -> Any:
        raise NotWrittenError("a written number has no single samples")

    __hash__ = None  # type: ignore[assignment]  # nothing is looked up by a number
    __array__ = __iter__ = __len__ = __getitem__ = __setitem__ = _hidden


def _holds_written(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_holds_written, value))
    return isinstance(value, Written)


def _operator(function: Callable[..., Any], *, turned: bool = False) -> Callable[..., Any]:
    def taken(self: Written, *others: Any) -> Any:
        return self._steps.take(function, (*others, self) if turned else (self, *others))

    return taken


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor"):
    _word = _name.rstrip("_")
    setattr(Written, f"__{_word}__", _operator(getattr(operator, _name)))
    setattr(Written, f"__r{_word}__", _operator(getattr(operator, _name), turned=True))
for _name in ("eq", "ne", "lt", "le", "gt", "ge", "neg", "pos", "abs", "invert"):
    setattr(Written, f"__{_name}__", _operator(getattr(operator, _name)))


def in_one_step(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """A function of numbers that is written down as one step, whatever it does inside.

    Args:
        function: of arrays alone, given by their places, that leaves them as they are and keeps nothing of them.
    """

    @wraps(function)
    def called(*given: Given.args, **named: Given.kwargs) -> Result:
        for one in given:
            if isinstance(one, Written):
                return cast(Result, one._steps.take(partial(function, **named), given))  # noqa: SLF001
        return function(*given, **named)

    return called
