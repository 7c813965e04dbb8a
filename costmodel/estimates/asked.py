"""What may be asked of an estimate, and the sentence where it may not: its kind, its samples, shares, rates, counts."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from costmodel.files.assumptions import Assumptions

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

HIGHEST_RATE = 1.0  # a year; above it per cent were typed
MOST_RISE = 0.5  # a year, up or down; beyond it a factor (1.03), or per cent (3), was typed
LEAST_FACTOR, MOST_FACTOR = 0.5, 2.0
HOW_TO_GET = {
    "Estimate": "an estimate, as from costmodel.estimate(costmodel.load())",
    "Assumptions": "assumptions, as from costmodel.load()",
}
LIKELIEST_ALONE = (
    "this is one sample, all at likeliest, which has no percentiles, no contingency and no odds; "
    "costmodel.estimate(assumptions) simulates 10,000"
)


class Sampled(Protocol):
    """What has a number of samples."""

    @property
    def samples(self) -> int: ...


def kinds_told(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """A function that says so where it is given assumptions instead of an estimate, or the reverse.

    Which of its arguments must be which, its annotations say: `Estimate`, `Assumptions`.

    Raises (the function made):
        TypeError: another kind; the sentence names the argument, what is meant, and how to get it.
    """
    signature = inspect.signature(function)
    wanted = {name: one.annotation for name, one in signature.parameters.items() if one.annotation in HOW_TO_GET}

    @wraps(function)
    def checked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        given = dict(zip(signature.parameters, args, strict=False)) | kwargs
        for name, kind in wanted.items():
            if name in given:
                meant(function.__name__, name, given[name], kind)
        return function(*args, **kwargs)

    return checked


def meant(who: str, name: str, given: object, kind: str) -> None:
    """Refuses another kind of object.

    Args:
        who: the function that was called.
        name: of its argument.
        given: what stands there.
        kind: "Estimate" or "Assumptions".

    Raises:
        TypeError: it is of another kind.
    """
    from costmodel.estimates.result import Estimate

    if isinstance(given, {"Estimate": Estimate, "Assumptions": Assumptions}[kind]):
        return
    raise TypeError(f"{who}: {name} is {HOW_TO_GET[kind]}, not {_called(given)}")


def _called(given: object) -> str:
    from costmodel.estimates.result import Estimate

    if isinstance(given, Estimate):
        return "an estimate; its assumptions are its .assumptions"
    if isinstance(given, Assumptions):
        return "assumptions; costmodel.estimate(assumptions) makes an estimate of them"
    return f"{given!r:.60} ({type(given).__name__})"


def several(est: Sampled) -> None:
    """Refuses the likeliest case alone where a distribution is needed, with a ValueError."""
    if est.samples < 2:
        raise ValueError(LIKELIEST_ALONE)


def count(name: str, given: object, least: int) -> None:
    """Refuses what is no whole number from a least one on; 1e4 and "1000" are none.

    Raises:
        TypeError: of another kind.
        ValueError: too small.
    """
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        raise TypeError(f"{name} is a whole number, such as {max(least, 1):,} or 10_000, not {given!r:.60}")
    if int(given.__index__()) < least:
        raise ValueError(f"{name} is at least {least:,}, not {given}")


def number(name: str, given: Any, *, endless: bool = False) -> None:
    """Refuses what is no finite number.

    Args:
        name: what the number is.
        given: what was given for it.
        endless: whether it may be infinite, as a limit that nobody has set.

    Raises:
        TypeError: of another kind.
        ValueError: not a number (NaN), or infinite.
    """
    if isinstance(given, bool | str) or not hasattr(given, "__float__"):
        raise TypeError(f"{name} is a number, not {given!r:.60}")
    if not math.isfinite(given) and not (endless and math.isinf(given)):
        raise ValueError(f"{name} is a finite number, not {float(given)}")


def within(name: str, given: Any, example: str = "0.8") -> None:
    """Refuses what is no share strictly between 0 and 1, such as a confidence.

    Raises:
        TypeError: no number.
        ValueError: outside; 80 is no confidence.
    """
    number(name, given)
    if not 0 < given < 1:
        raise ValueError(f"a {name} lies between 0 and 1, such as {example}, not {given:g}")


def rate(given: Any) -> None:
    """Refuses a discount rate that is none, per year: NaN, -1 or less, or above `HIGHEST_RATE` (8.5 for 8.5 %).

    Raises:
        TypeError: no number.
        ValueError: outside.
    """
    number("a discount rate", given)
    if not -1 < given <= HIGHEST_RATE:
        as_share = f"; {given:g} % are {given / 100:g}" if given > HIGHEST_RATE else ""
        raise ValueError(f"a discount rate lies above -1 and up to 1 a year, such as 0.08, not {given:g}{as_share}")


def price_rises(assumptions: Assumptions) -> None:
    """Refuses price rises that are no rate a year: 1.03 as a factor, or 3 per cent, where 0.03 is meant.

    Raises:
        ValueError: the first one beyond `MOST_RISE`.
    """
    for name, belief in assumptions.items():
        given = belief.likeliest
        if name.startswith("finance.price_rise.") and not -MOST_RISE <= given <= MOST_RISE:
            rate_meant = given - 1 if LEAST_FACTOR <= given <= MOST_FACTOR else given / 100
            raise ValueError(
                f"{name} is a rate a year, such as 0.03 for a rise of 3 %, not {given:g}; "
                f"probably meant: {rate_meant:.4g}"
            )
