"""Numbers between two hard bounds with a likeliest value: what the shapes that have these three keys do alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from costmodel.beliefs.keys import disorder
from costmodel.beliefs.shape import Quantile, Shape
from costmodel.typing import Array

MODES = 101  # likeliest values tried between the bounds
WITHIN = np.linspace(0.005, 0.995, 100)  # where a curve is held against another


def between(given: Mapping[str, Any]) -> tuple[float, float, float]:
    """Lower bound, likeliest value, upper bound."""
    return float(given["min"]), float(given["mode"]), float(given["max"])


def out_of_order(given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What is wrong with the three."""
    return disorder({key: given[key] for key in ("min", "mode", "max")}, strict=False)


def lopsided(low: float, mode: float, high: float) -> bool:
    """Whether it reaches further to one side, by more than a twentieth of the whole."""
    return abs((high - mode) - (mode - low)) > 0.05 * (high - low)


def cut_at(low: float, mode: float, likeliest: float, top: float) -> dict[str, float]:
    """The same spread about another likeliest value, up to a limit."""
    return {"min": low * likeliest / mode, "mode": likeliest, "max": top}


def nearest_mode(of: Callable[[Mapping[str, Any]], Shape], quantile: Quantile) -> dict[str, float]:
    """The likeliest value between the curve's ends with which a shape is nowhere far from the curve."""
    low, high = (float(one) for one in quantile(np.array([0.0, 1.0])))
    if not np.isfinite(low + high):
        raise ValueError("somebody has given no hard bounds")
    at = quantile(WITHIN)
    tried = [
        {"min": low, "mode": min(max(float(f"{mode:.9g}"), low), high), "max": high}
        for mode in np.linspace(low, high, MODES)
    ]
    return min(tried, key=lambda numbers: distance(of(numbers), at))


def distance(shape: Shape, at: Array) -> float:
    """The largest gap between the chances of a shape and those of a curve whose values at `WITHIN` are given."""
    return float(np.max(np.abs(shape.below(at) - WITHIN)))
