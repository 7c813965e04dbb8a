"""The belief behind three numbers that a person gives: a low and a high that hold in 8 of 10 cases, and the likeliest.

Low and high are P10 and P90: one case in ten lies below, one above. The likeliest value is the peak of the curve. Where
a number has no upper end, the curve is the shifted lognormal of `p10, p50, p90`, with the P50 that puts its peak there.
Where it has one (a share, a level), it is a PERT (`min, mode, max`) with the bounds that put its P10 and P90 there, if
these lie within the ends; else the shifted lognormal, if it does not reach them; else what comes nearest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from costmodel.beliefs.belief import NEGLIGIBLE, Belief
from costmodel.beliefs.normal_scores import Z90
from costmodel.beliefs.shapes.pert import Pert
from costmodel.beliefs.shapes.three_point import ThreePoint
from costmodel.typing import Array

HALVINGS = 60
DIGITS = 7  # of a number that is worked out: more than anybody can read off, few enough to be read in a file
ENDS = np.array([0.1, 0.9])
# Parts of the range by which an end may be missed, and the peak moved, where the unit is in the way (judgements).
MOST_MISSED, MOST_MOVED = 0.1, 0.3


class NoSuchRangeError(ValueError):
    """No curve with one peak has such a low, likeliest and high between the ends that the number has."""


@dataclass(frozen=True)
class Range:
    """What a low, a likeliest and a high value become.

    Attributes:
        numbers: the keys of a belief (`p10, p50, p90`, `min, mode, max` or `min, max`) with their numbers.
        kept: which of "low", "likeliest" and "high" the belief keeps exactly; where the ends of the unit are in the
            way, one of them gives way.
    """

    numbers: dict[str, Any]
    kept: frozenset[str] = field(default_factory=lambda: frozenset({"low", "likeliest", "high"}))


def range_of(low: float, likeliest: float, high: float, bottom: float = 0.0, top: float = math.inf) -> Range:
    """The belief with this P10, this peak and this P90.

    An end that stands at the end of the unit is taken for a bound, because nothing lies beyond it: a wait of 0 to 30
    days has no case in ten below 0.

    Args:
        low, likeliest, high: rising; in the unit of the number.
        bottom, top: between which numbers of that unit lie.

    Raises:
        NoSuchRangeError: the range is too wide for a number between these ends.
    """
    if low == high:
        return Range({"value": low})
    if low <= bottom or high >= top:
        return _from_an_end(low, likeliest, high, bottom, top)
    if top < math.inf:
        shape = _between(low, likeliest, high)
        if shape.low >= bottom and shape.high <= top:
            return Range(_rounded(shape))
    middle = _middle(low, likeliest, high)
    reach = ThreePoint(low, middle, high).at_scores(NEGLIGIBLE)
    if reach[0] >= bottom and reach[1] <= top:
        return Range({"p10": low, "p50": middle, "p90": high})
    numbers = _nearest(low, likeliest, high, bottom, top)
    held = np.isclose(_quantiles(numbers), (low, high), rtol=1e-5)
    return Range(numbers, frozenset(key for key, kept in zip(("low", "high"), held, strict=True) if kept))


def _middle(low: float, likeliest: float, high: float) -> float:
    """The P50 of the curve of `ThreePoint` whose peak is there: it falls with the skew g, which is halved to."""
    least, most = -Z90, Z90
    for _ in range(HALVINGS):
        skew = (least + most) / 2
        if ThreePoint(low, _middle_at(low, high, skew), high).likeliest > likeliest:
            least = skew
        else:
            most = skew
    return _readable(_middle_at(low, high, (least + most) / 2))


def _middle_at(low: float, high: float, skew: float) -> float:
    """P50 such that the distances above and below it are as exp(g z90) to 1."""
    return low + (high - low) / (1 + math.exp(skew * Z90))


def _between(low: float, likeliest: float, high: float) -> Pert:
    """The PERT with this P10, mode and P90, whatever its bounds: the place of the mode says how it is skewed."""
    wanted = (likeliest - low) / (high - low)

    def apart(place: float) -> float:
        p10, p90 = _ends(Pert(0.0, place, 1.0))
        return (place - p10) / (p90 - p10) - wanted

    place = _root(apart, 0.0, 1.0)
    p10, p90 = _ends(Pert(0.0, place, 1.0))
    width = (high - low) / (p90 - p10)
    start = low - p10 * width
    return Pert(start, start + place * width, start + width)


def _from_an_end(low: float, likeliest: float, high: float, bottom: float, top: float) -> Range:
    """A range that begins or ends where its unit does: that end is a bound, the others are kept if they can be."""
    if low <= bottom and high >= top:
        return Range({"min": bottom, "mode": likeliest, "max": top}, frozenset({"likeliest"}))
    if low <= bottom:
        far = _root(lambda end: _ends(Pert(bottom, likeliest, end))[1] - high, high, bottom + 10 * (high - bottom))
        end = min(far, top)
        kept = {"likeliest", "high"} if far <= top else {"likeliest"}
        return Range(_rounded(Pert(bottom, likeliest, end)), frozenset(kept))
    near = _root(lambda end: low - _ends(Pert(end, likeliest, top))[0], low, top - 10 * (top - low))
    end = max(near, bottom)
    kept = {"likeliest", "low"} if near >= bottom else {"likeliest"}
    return Range(_rounded(Pert(end, likeliest, top)), frozenset(kept))


def _nearest(low: float, likeliest: float, high: float, bottom: float, top: float) -> dict[str, Any]:
    """What comes nearest to this P10 and P90 where no PERT around the peak stays within the ends of the unit.

    Tried are the PERTs that begin or end where the unit does, with their peak where it must be then, and all values
    alike, which has the fattest ends.

    Raises:
        NoSuchRangeError: all of them are too far off.
    """
    flat = (high - low) / 8  # a tenth of all that lies between the bounds lies beyond either end
    tried = [{"min": max(low - flat, bottom), "max": min(high + flat, top)}]
    for end, sign in ((top, -1.0), (bottom, 1.0)):
        near, away = sorted((abs(low - end), abs(high - end)))

        def apart(place: float, ratio: float = near / away) -> float:
            p10, p90 = _ends(Pert(0.0, place, 1.0))
            return p10 / p90 - ratio

        place = _root(apart, 0.0, 1.0)
        width = min(away / _ends(Pert(0.0, place, 1.0))[1], top - bottom)
        peak, other = end + sign * place * width, end + sign * width
        tried.append(_rounded(Pert(min(end, other), peak, max(end, other))))
    missed = [_missed(one, low, likeliest, high) for one in tried]
    best = int(np.argmin(np.round(missed, DIGITS - 1)[::-1]))  # where it makes no difference, with a peak
    if missed[::-1][best] > 1:
        raise NoSuchRangeError(f"{low:g} to {high:g} between {bottom:g} and {top:g}")
    return tried[::-1][best]


def _missed(numbers: dict[str, Any], low: float, likeliest: float, high: float) -> float:
    """How far a belief is off, in parts of what is allowed."""
    width, belief = high - low, Belief(**numbers)
    ends = float(np.max(np.abs(belief.quantile(ENDS) - (low, high))))
    return max(ends / width / MOST_MISSED, abs(belief.likeliest - likeliest) / width / MOST_MOVED)


def _quantiles(numbers: dict[str, Any]) -> Array:
    return Belief(**numbers).quantile(ENDS)


def _ends(shape: Pert) -> tuple[float, float]:
    p10, p90 = shape.quantile(ENDS)
    return float(p10), float(p90)


def _root(rising: Callable[[float], float], least: float, most: float) -> float:
    """Where a function crosses zero from below on the way from one end to the other."""
    for _ in range(HALVINGS):
        middle = (least + most) / 2
        if rising(middle) < 0:
            least = middle
        else:
            most = middle
    return (least + most) / 2


def _rounded(shape: Pert) -> dict[str, Any]:
    low, mode, high = (_readable(number) for number in shape.numbers)
    return {"min": min(low, mode), "mode": mode, "max": max(mode, high)}


def _readable(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")
