"""One belief that stands for several: which reading it can have, and the numbers that come nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.bounds import WITHIN, distance
from costmodel.beliefs.shape import Quantile
from costmodel.beliefs.shapes import fitting
from costmodel.beliefs.shapes.choices import weighted
from costmodel.language.grammar import spoken

MOST_MOVED = 0.05  # of the way from the lowest to the highest number: beyond that the digits are needed (judgement)
MOST_UNEVEN = 30  # P90 further from P50 than P10 is, or nearer: beyond that the curve's tail is all (judgement)


def fitted(
    beliefs: Sequence[Belief],
    weights: Sequence[float],
    quantile: Quantile,
    shape: str | None = None,
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
        return _told(beliefs, {**first.given, "shape": first.shape})
    if first.is_event:
        if shape is not None:
            raise ValueError("an event has a chance and no other shape")
        chance = sum(weight * one.numbers[0] for weight, one in zip(weights, beliefs, strict=True))
        return _told(beliefs, {"chance": min(chance, 1.0)})
    if shape is not None:
        try:
            return _told(beliefs, dict(fitting()[shape].fitted(quantile)))
        except ValueError as wrong:
            raise ValueError(f"the pool cannot be {shape}: {_reason(wrong)}") from None
    if mixture and all(one.distribution.DISCRETE for one in beliefs):
        return _told(beliefs, _listed(beliefs, weights))
    if all(one.distribution.BOUNDED for one in beliefs):
        return _told(beliefs, _bounded(quantile))
    try:
        numbers = dict(fitting()["percentiles"].fitted(quantile))
        under, above = numbers["p50"] - numbers["p10"], numbers["p90"] - numbers["p50"]
        if max(under, above) <= MOST_UNEVEN * min(under, above):
            return _told(beliefs, numbers)
    except ValueError:  # not rising, or beyond what the unit allows: a list of values can always be had
        pass
    return _told(beliefs, dict(fitting()["choices"].fitted(quantile)))


def as_said(belief: Belief) -> Belief:
    """The same belief with its numbers as people say what was worked out.

    A list of values stays as it is, and so does a range so narrow that it would be another one then.
    """
    given = belief.given
    if not all(isinstance(value, int | float) for value in given.values()):
        return belief
    numbers = {key: spoken(value) for key, value in given.items()}
    moved = max(abs(numbers[key] - value) for key, value in given.items())
    if len(given) > 1 and moved > MOST_MOVED * (max(given.values()) - min(given.values())):
        return belief
    shape = {} if belief.shape is None else {"shape": belief.shape}
    return belief.believing({**numbers, **shape, "source": belief.source})


def _told(beliefs: Sequence[Belief], numbers: dict[str, Any]) -> Belief:
    """The first belief with other numbers and with the sources of all."""
    sources = tuple(dict.fromkeys(source for one in beliefs for source in one.source))
    return beliefs[0].believing({**numbers, "source": sources})


def _bounded(quantile: Quantile) -> dict[str, Any]:
    """The shape with hard bounds that is nowhere far from the curve."""
    low, high = (float(one) for one in quantile(np.array([0.0, 1.0])))
    if low >= high:
        return {"value": low}
    at = quantile(WITHIN)
    able = [shape for shape in fitting().values() if shape.BOUNDED and not shape.DISCRETE]
    tried = [(shape, dict(shape.fitted(quantile))) for shape in able]
    return min(tried, key=lambda one: distance(one[0].of(one[1]), at))[1]


def _listed(beliefs: Sequence[Belief], weights: Sequence[float]) -> dict[str, Any]:
    """All values that somebody has listed, each with its chance."""
    held: dict[float, float] = {}
    for weight, one in zip(weights, beliefs, strict=True):
        for value, share in zip(*one.distribution.steps(), strict=True):
            held[float(value)] = held.get(float(value), 0.0) + weight * float(share)
    return weighted(held)


def _reason(wrong: ValueError) -> str:
    """What is wrong, without pydantic's frame around it."""
    errors = getattr(wrong, "errors", None)
    return "; ".join(str(one["msg"]) for one in errors()) if errors else str(wrong)
