"""From a value to its chance: how likely a number is to be at most this, with its mean and its spread."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from costmodel.beliefs import shapes
from costmodel.beliefs.belief import Belief
from costmodel.typing import Array

FINE = 20_001  # points of the sum that stands for an integral
VALLEY, LEAST_HELD = 0.8, 0.1  # what counts as a hump rather than as an uneven curve (judgements)


def below(belief: Belief, value: Any) -> Array:
    """The chance that a number is at most a value: what `Belief.quantile` turns round.

    Args:
        belief: of any reading; an event counts as 0 or 1.
        value: in the belief's unit, of any shape, which is kept.
    """
    x = np.asarray(value, dtype=np.float64)
    numbers = belief.numbers
    match belief.kind:
        case "value" | "choices" | "data" | "chance":
            values, weights = steps(belief)
            cumulative = np.concatenate([[0.0], np.cumsum(weights)])
            cumulative[-1] = 1.0
            return np.asarray(cumulative[np.searchsorted(values, x, side="right")], dtype=np.float64)
        case "uniform":
            return np.clip((x - numbers[0]) / (numbers[1] - numbers[0]), 0.0, 1.0)
        case "triangular":
            return _triangular(x, *numbers)
        case "pert":
            from scipy.special import betainc

            low, mode, high = numbers
            return np.asarray(betainc(*shapes.pert_shapes(low, mode, high), np.clip((x - low) / (high - low), 0, 1)))
        case "lognormal":
            mu, sigma = shapes.lognormal_parameters(*numbers)
            with np.errstate(divide="ignore"):
                return shapes.probability((np.log(np.maximum(x, 0.0)) - mu) / sigma)
        case "normal":
            middle, spread = _normal(belief)
            return shapes.probability((x - middle) / spread)
        case "three_point":
            return shapes.probability(_three_point_score(x, *numbers))


def steps(belief: Belief) -> tuple[Array, Array]:
    """The values that hold a share of the chance each, rising, and these shares, which add up to 1; else none."""
    if belief.kind == "value":
        pairs = {belief.numbers[0]: 1.0}
    elif belief.kind == "chance":
        pairs = {0.0: 1 - belief.numbers[0], 1.0: belief.numbers[0]}
    else:
        pairs = {}
        listed = [(choice.value, choice.weight) for choice in belief.choices or ()]
        for one, weight in listed or [(one, 1.0) for one in belief.data or ()]:
            pairs[one] = pairs.get(one, 0.0) + weight
    values = np.array(sorted(one for one, weight in pairs.items() if weight > 0))
    weights = np.array([pairs[float(one)] for one in values])
    return values, weights / weights.sum() if len(weights) else weights


def _triangular(x: Array, low: float, mode: float, high: float) -> Array:
    width = high - low
    at = np.clip(x, low, high)
    rising = (at - low) ** 2 / (width * (mode - low)) if mode > low else np.zeros_like(at)
    falling = 1 - (high - at) ** 2 / (width * (high - mode)) if high > mode else np.ones_like(at)
    return np.asarray(np.where(at < mode, rising, falling), dtype=np.float64)


def _normal(belief: Belief) -> tuple[float, float]:
    low, high = belief.numbers
    return (low + high) / 2, (high - low) / (2 * shapes.Z90)


def _three_point_score(x: Array, p10: float, p50: float, p90: float) -> Array:
    """The normal score of a value under `distributions.three_point`, which this turns round."""
    under, above = p50 - p10, p90 - p50
    with np.errstate(divide="ignore", invalid="ignore"):
        if math.isclose(under, above, rel_tol=1e-9):
            scores = (x - p50) * 2 * shapes.Z90 / (under + above)
        else:
            g = math.log(above / under) / shapes.Z90
            scale = above * under / (above - under)
            inside = (x - p50) / scale
            beyond = -math.inf if g > 0 else math.inf  # outside the end that the curve has
            scores = np.where(inside > -1, np.log1p(inside) / g, beyond)
        if "tail" in shapes.three_point_family(p10, p50, p90):
            near = np.array([-shapes.Z90 - 1e-6, -shapes.Z90 + 1e-6])  # the slope exactly as the tail is drawn with
            slope = float(np.diff(shapes.shifted_exponential(near, p50, under, above))[0]) / 2e-6
            tail = -shapes.Z90 + np.log(np.maximum(x, 0.0) / p10) * p10 / slope
            scores = np.where(x < p10, tail, scores)
    return np.asarray(scores, dtype=np.float64)


def mean_and_variance(belief: Belief) -> tuple[float, float]:
    """Mean and variance of a number; in closed form, but for P10, P50 and P90 as a sum over 20,001 normal scores."""
    numbers = belief.numbers
    match belief.kind:
        case "value" | "choices" | "data" | "chance":
            values, weights = steps(belief)
            mean = float(np.sum(values * weights))
            return mean, float(np.sum(weights * (values - mean) ** 2))
        case "uniform":
            return (numbers[0] + numbers[1]) / 2, (numbers[1] - numbers[0]) ** 2 / 12
        case "triangular":
            low, mode, high = numbers
            squares = low**2 + mode**2 + high**2 - low * mode - low * high - mode * high
            return (low + mode + high) / 3, squares / 18
        case "pert":
            low, mode, high = numbers
            mean = (low + 4 * mode + high) / 6
            return mean, (mean - low) * (high - mean) / 7  # of a beta whose shapes add up to 6
        case "lognormal":
            mu, sigma = shapes.lognormal_parameters(*numbers)
            mean = math.exp(mu + sigma**2 / 2)
            return mean, mean**2 * math.expm1(sigma**2)
        case "normal":
            middle, spread = _normal(belief)
            return middle, spread**2
        case "three_point":
            return _by_scores(belief)


def _by_scores(belief: Belief) -> tuple[float, float]:
    p10, p50, p90 = belief.numbers
    g = abs(math.log((p90 - p50) / (p50 - p10))) / shapes.Z90
    reach = min(10 + 2 * g, 300 / max(g, 1e-9))  # where the squares have their weight, short of what a double can hold
    scores = np.linspace(-reach, reach, FINE)
    density = np.exp(-0.5 * scores**2) / math.sqrt(2 * math.pi) * (scores[1] - scores[0])
    values = belief.at_scores(scores)
    mean = float(np.sum(values * density))
    return mean, float(np.sum((values - mean) ** 2 * density))


def humps(density: Array) -> int:
    """How many hills a curve has: each holds a tenth of all, and each valley is a fifth lower than the hills beside."""
    count, hill, valley, held = 0, 0.0, 0.0, 0.0
    least = LEAST_HELD * float(density.sum())
    rising = True
    for one in density:
        if rising:
            hill, held = max(hill, one), held + one
            if one < VALLEY * hill and held >= least:
                count, rising, valley, held = count + 1, False, one, 0.0
        else:
            valley = min(valley, one)
            if VALLEY * one > valley:
                rising, hill, held = True, one, held + one
    return count
