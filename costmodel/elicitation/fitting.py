"""One belief that stands for several: which reading it can have, and the numbers that come nearest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.cumulative import below, steps
from costmodel.beliefs.readings import BOUNDED, NUMBER_KEYS
from costmodel.typing import Array

Shape = Literal["percentiles", "lognormal", "normal", "pert", "triangular", "choices"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
PARTS = 100  # values that stand for the whole curve
MOST_UNEVEN = 30  # P90 further from P50 than P10 is, or nearer: beyond that the curve's tail is all (judgement)
MODES = 101  # likeliest values tried between the bounds
WITHIN = np.linspace(0.005, 0.995, 100)  # where a curve is held against the pool's
Quantile = Callable[[Any], Array]


def fitted(
    beliefs: Sequence[Belief],
    weights: Sequence[float],
    quantile: Quantile,
    shape: Shape | None = None,
    *,
    mixture: bool = True,
) -> Belief:
    """One belief for the pool of several, with their meaning, unit and sources; see `elicitation.Pooled.belief`.

    Args:
        beliefs, weights: of the experts; weights add up to 1.
        quantile: of the pool.
        shape: the wanted reading; chosen unless given.
        mixture: whether the pool is the mixture of the beliefs.

    Raises:
        ValueError: the pool cannot have the wanted shape.
    """
    first = beliefs[0]
    if shape is None and all(one.key == first.key for one in beliefs):
        return _told(beliefs, {key: getattr(first, key) for key in (*NUMBER_KEYS, "shape")})
    if first.kind == "chance":
        if shape is not None:
            raise ValueError("an event has a chance and no other shape")
        chance = sum(weight * one.numbers[0] for weight, one in zip(weights, beliefs, strict=True))
        return _told(beliefs, {"chance": min(chance, 1.0)})
    if shape is not None:
        try:
            return _told(beliefs, _numbers(shape, quantile))
        except ValueError as wrong:
            raise ValueError(f"the pool cannot be {shape}: {_reason(wrong)}") from None
    if mixture and all(len(steps(one)[0]) for one in beliefs):
        return _told(beliefs, _listed(beliefs, weights))
    if all(one.kind in BOUNDED for one in beliefs):
        return _told(beliefs, _bounded(quantile))
    try:
        numbers = _numbers("percentiles", quantile)
        under, above = numbers["p50"] - numbers["p10"], numbers["p90"] - numbers["p50"]
        if max(under, above) <= MOST_UNEVEN * min(under, above):
            return _told(beliefs, numbers)
    except ValueError:  # not rising, or beyond what the unit allows: a list of values can always be had
        pass
    return _told(beliefs, _numbers("choices", quantile))


def _told(beliefs: Sequence[Belief], numbers: dict[str, Any]) -> Belief:
    """The first belief with other numbers and with the sources of all."""
    sources = tuple(dict.fromkeys(source for one in beliefs for source in one.source))
    return beliefs[0].changed({**dict.fromkeys((*NUMBER_KEYS, "shape")), **numbers, "source": sources})


def _numbers(shape: Shape, quantile: Quantile) -> dict[str, Any]:
    """The keys and numbers of a belief of that shape."""
    p10, p50, p90 = (float(one) for one in quantile(np.array([0.1, 0.5, 0.9])))
    low, high = (float(one) for one in quantile(np.array([0.0, 1.0])))
    if shape in ("percentiles", "lognormal") and low >= 0 >= p10:
        raise ValueError("its P10 is zero, and no curve through it stays from zero on")
    match shape:
        case "percentiles":
            return {"p10": p10, "p50": p50, "p90": p90}
        case "lognormal":
            return {"p10": p10, "p90": p90}
        case "normal":
            return {"p10": p10, "p90": p90, "shape": "normal"}
        case "choices":
            return _parted(quantile)
        case "pert" | "triangular":
            if not np.isfinite(low + high):
                raise ValueError("somebody has given no hard bounds")
            return _nearest(quantile, low, high, (shape,))


def _bounded(quantile: Quantile) -> dict[str, Any]:
    low, high = (float(one) for one in quantile(np.array([0.0, 1.0])))
    return _nearest(quantile, low, high, ("pert", "triangular")) if low < high else {"value": low}


def _nearest(quantile: Quantile, low: float, high: float, shapes: Sequence[str]) -> dict[str, Any]:
    """The likeliest value between the bounds with which the curve is nowhere far from the pool's."""
    at = quantile(WITHIN)
    tried = [
        {"min": low, "mode": min(max(float(f"{mode:.9g}"), low), high), "max": high}
        | ({"shape": shape} if shape == "triangular" else {})
        for shape in shapes
        for mode in np.linspace(low, high, MODES)
    ]
    return min(tried, key=lambda numbers: float(np.max(np.abs(below(Belief(**numbers), at) - WITHIN))))


def _listed(beliefs: Sequence[Belief], weights: Sequence[float]) -> dict[str, Any]:
    """All values that somebody has listed, each with its chance."""
    held: dict[float, float] = {}
    for weight, one in zip(weights, beliefs, strict=True):
        for value, share in zip(*steps(one), strict=True):
            held[float(value)] = held.get(float(value), 0.0) + weight * float(share)
    return _choices(held)


def _parted(quantile: Quantile) -> dict[str, Any]:
    """The middles of a hundred equal parts of the chance."""
    held: dict[float, float] = {}
    for value in quantile((np.arange(PARTS) + 0.5) / PARTS):
        held[float(value)] = held.get(float(value), 0.0) + 1 / PARTS
    return _choices(held)


def _choices(held: dict[float, float]) -> dict[str, Any]:
    if len(held) == 1:
        return {"value": next(iter(held))}
    return {"choices": [{"value": value, "weight": weight} for value, weight in sorted(held.items())]}


def _reason(wrong: ValueError) -> str:
    """What is wrong, without pydantic's frame around it."""
    errors = getattr(wrong, "errors", None)
    return "; ".join(str(one["msg"]) for one in errors()) if errors else str(wrong)
