"""The shapes that a belief about a number can take: from a probability to the value that goes with it.

Every function here is an inverse cumulative distribution function (quantile function): probability in, value out.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from costmodel.typing import Array

Z90 = 1.2815515655446004  # normal score of the 90th percentile


def normal_score(probability: Array) -> Array:
    """Quantile of the standard normal distribution."""
    from scipy.special import ndtri  # imported where used: it costs a tenth of a second at start-up

    return np.asarray(ndtri(probability), dtype=np.float64)


def probability(score: Array) -> Array:
    """Cumulative probability of the standard normal distribution."""
    from scipy.special import ndtr

    return np.asarray(ndtr(score), dtype=np.float64)


def pert_shapes(low: float, mode: float, high: float) -> tuple[float, float]:
    """Shape parameters of the beta distribution behind a PERT with lambda 4.

    Source: Malcolm et al. 1959; Vose, Risk Analysis, "modified PERT": alpha = 1 + 4 (mode - low) / (high - low).
    """
    place = (mode - low) / (high - low)
    return 1 + 4 * place, 1 + 4 * (1 - place)


def pert(probability: Array, low: float, mode: float, high: float) -> Array:
    """Exact PERT quantile (inverse incomplete beta); slow, see `pert_by_table` for drawing."""
    from scipy.special import betaincinv

    alpha, beta = pert_shapes(low, mode, high)
    return np.asarray(low + (high - low) * betaincinv(alpha, beta, probability), dtype=np.float64)


TABLE_REACH = 7.5  # normal scores; a draw lies outside with a chance of 6e-14
TABLE_NODES = 129
NODES = np.linspace(-TABLE_REACH, TABLE_REACH, TABLE_NODES)
STEP = float(NODES[1] - NODES[0])


@lru_cache(maxsize=1024)
def _beta_nodes(alpha: float, beta: float) -> tuple[Array, Array]:
    """Beta quantile and its slope at the table's normal scores; the slope from the density, both tails in logs."""
    from scipy.special import betaincinv, betaln, ndtr

    half = TABLE_NODES // 2
    below = betaincinv(alpha, beta, ndtr(NODES[: half + 1]))
    above = betaincinv(beta, alpha, ndtr(-NODES[half + 1 :]))  # distance from 1, exact in the upper tail
    x = np.concatenate([below, 1 - above])
    rest = np.concatenate([1 - below, above])
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        log_density = (alpha - 1) * np.log(x) + (beta - 1) * np.log(rest) - betaln(alpha, beta)
        slope = np.exp(-0.5 * NODES**2 - 0.5 * math.log(2 * math.pi) - log_density)
    slope = np.where(np.isfinite(slope), slope, 0.0)
    return x, np.asarray(slope * STEP, dtype=np.float64)


def pert_by_table(scores: Array, low: float, mode: float, high: float) -> Array:
    """PERT quantile at normal scores, by cubic Hermite interpolation between 129 exact nodes.

    The error is below 1e-7 of the range; a hundred times faster than the exact function.
    """
    x, slope = _beta_nodes(*pert_shapes(low, mode, high))
    place = (np.clip(scores, -TABLE_REACH, TABLE_REACH) + TABLE_REACH) / STEP
    node = np.minimum(place.astype(np.intp), TABLE_NODES - 2)
    t = place - node
    left, right = x[node], x[node + 1]
    rise = right - left
    bend_left, bend_right = slope[node] - rise, rise - slope[node + 1]
    value = left + t * (rise + (1 - t) * ((1 - t) * bend_left + t * bend_right))
    return np.asarray(low + (high - low) * value, dtype=np.float64)


def triangular(probability: Array, low: float, mode: float, high: float) -> Array:
    """Quantile of the triangular distribution."""
    width = high - low
    turn = (mode - low) / width
    rising = low + np.sqrt(probability * width * (mode - low))
    falling = high - np.sqrt((1 - probability) * width * (high - mode))
    return np.asarray(np.where(probability < turn, rising, falling), dtype=np.float64)


def lognormal_parameters(p10: float, p90: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm, from the two outer percentiles."""
    return (math.log(p10) + math.log(p90)) / 2, (math.log(p90) - math.log(p10)) / (2 * Z90)


def shifted_exponential(scores: Array, middle: float, below: float, above: float) -> Array:
    """The curve through three percentiles: ``middle - below`` at P10, `middle` at P50, ``middle + above`` at P90.

    In normal scores z it is ``middle + scale (exp(g z) - 1)`` with ``g = ln(above / below) / z90`` and
    ``scale = above below / (above - below)``: a lognormal shifted along the axis (its mirror image where the lower
    side is the longer one, a normal where both are equal). Always rising, smooth, and exact at all three points.
    """
    if math.isclose(below, above, rel_tol=1e-9):
        return np.asarray(middle + scores * (below + above) / (2 * Z90), dtype=np.float64)
    g = math.log(above / below) / Z90
    scale = above * below / (above - below)
    return np.asarray(middle + scale * np.expm1(g * scores), dtype=np.float64)


def _may_go_below_zero(p10: float, p50: float, p90: float) -> bool:
    """Whether the numbers are positive, but their shifted lognormal is not bounded below by zero or more."""
    return p10 > 0 and p10 * p90 < p50 * p50


def three_point_family(p10: float, p50: float, p90: float) -> str:
    """The name of the family that `three_point` uses for these percentiles, for reports."""
    tail = ", lower tail lognormal" if _may_go_below_zero(p10, p50, p90) else ""
    return f"shifted lognormal{tail}"


def three_point(scores: Array, p10: float, p50: float, p90: float) -> Array:
    """Quantile at normal scores of a smooth distribution that passes exactly through P10, P50 and P90.

    A shifted lognormal (`shifted_exponential`). Of positive numbers its lower end is at or above zero exactly where
    ``p10 p90 >= p50^2``; where they are less skewed than that, the tail below P10 goes on as a lognormal with the
    same slope, so that a positive belief never yields a negative value.
    """
    values = shifted_exponential(scores, p50, p50 - p10, p90 - p50)
    if not _may_go_below_zero(p10, p50, p90):
        return values
    near = np.array([-Z90 - 1e-6, -Z90 + 1e-6])
    slope = float(np.diff(shifted_exponential(near, p50, p50 - p10, p90 - p50))[0]) / 2e-6
    tail = p10 * np.exp(slope / p10 * (np.minimum(scores, -Z90) + Z90))
    return np.asarray(np.where(scores < -Z90, tail, values), dtype=np.float64)


def three_point_mode(p10: float, p50: float, p90: float) -> float:
    """The likeliest value of `three_point`: where the density, phi(z) dz/dx, is highest between P10 and P90."""
    scores = np.linspace(-Z90, Z90, 10_001)
    values = three_point(scores, p10, p50, p90)
    slope = np.gradient(values, scores)
    with np.errstate(divide="ignore"):
        return float(values[np.argmax(-0.5 * scores**2 - np.log(slope))])


def step(probability: Array, values: Array, cumulative: Array) -> Array:
    """Quantile of a list of values, each with its share: the first whose cumulative share reaches the probability."""
    place = np.minimum(np.searchsorted(cumulative, probability, side="left"), len(values) - 1)
    return np.asarray(values[place], dtype=np.float64)


def event(probability: Array, chance: Any) -> Array:
    """1 where the event happens, 0 elsewhere: the upper `chance` of the probabilities are the event."""
    return (np.asarray(probability) > 1 - np.asarray(chance)).astype(np.float64)
