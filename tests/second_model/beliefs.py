"""How likely which value is: the quantile function of each shape of belief, as the page on the model writes it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri

Array = NDArray[np.float64]

Z = 1.2815515655446004
SCORES = np.linspace(-6, 6, 1201)  # where a beta distribution is worked out; between them it is read off


def quantile(number: dict[str, Any], u: Array) -> Array:
    """The values of a belief at probabilities u."""
    if "value" in number:
        return np.full_like(u, number["value"])
    if "chance" in number:
        return (u > 1 - number["chance"]).astype(float)
    if "choices" in number:
        return _choices([(one["value"], one["weight"]) for one in number["choices"]], u)
    if "data" in number:
        return _choices([(one, 1) for one in number["data"]], u)
    if "p50" in number:
        return _three_points(number["p10"], number["p50"], number["p90"], u)
    if "p10" in number:
        return _two_points(number["p10"], number["p90"], u, number.get("shape") == "normal")
    low, high = number["min"], number["max"]
    if "mode" not in number:
        return low + (high - low) * u
    if low == high:
        return np.full_like(u, low)
    if number.get("shape") == "triangular":
        return _triangular(low, number["mode"], high, u)
    rise = 4 * (number["mode"] - low) / (high - low)
    return low + (high - low) * np.interp(ndtri(u), SCORES, _beta(1 + rise, 5 - rise))


def likeliest(number: dict[str, Any]) -> float:
    """The most likely value of a belief."""
    if "value" in number:
        return float(number["value"])
    if "chance" in number:
        return float(number["chance"] > 0.5)
    if "choices" in number:
        return float(max(number["choices"], key=lambda one: one["weight"])["value"])
    if "data" in number:
        return float(np.median(number["data"]))
    if "p50" in number:
        low, middle, high = (number[key] for key in ("p10", "p50", "p90"))
        # The density is phi(s) / Q'(s), and Q' grows with exp(g s): highest at s = -g, if that is between P10 and P90.
        s = np.clip(-np.log((high - middle) / (middle - low)) / Z, -Z, Z)
        return float(_three_points(low, middle, high, ndtr(np.array([s])))[0])
    if "p10" in number:
        if number.get("shape") == "normal":
            return float(number["p10"] + number["p90"]) / 2
        mu, sigma = np.log(number["p10"] * number["p90"]) / 2, np.log(number["p90"] / number["p10"]) / (2 * Z)
        return float(np.exp(mu - sigma**2))
    return float(number["mode"] if "mode" in number else (number["min"] + number["max"]) / 2)


@cache
def _beta(alpha: float, beta: float) -> Array:
    table: Array = betaincinv(alpha, beta, ndtr(SCORES))
    return table


def _triangular(low: float, mode: float, high: float, u: Array) -> Array:
    left = low + np.sqrt(u * (high - low) * (mode - low))
    right = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < (mode - low) / (high - low), left, right)


def _two_points(low: float, high: float, u: Array, normal: bool) -> Array:
    if normal:
        return (low + high) / 2 + ndtri(u) * (high - low) / (2 * Z)
    mu, sigma = (np.log(low) + np.log(high)) / 2, (np.log(high) - np.log(low)) / (2 * Z)
    return np.exp(mu + sigma * ndtri(u))


def _three_points(low: float, middle: float, high: float, u: Array) -> Array:
    s, a, b = ndtri(u), high - middle, middle - low
    if a == b:
        return middle + s * (a + b) / (2 * Z)
    g = np.log(a / b) / Z
    smooth = middle + a * b / (a - b) * (np.exp(g * s) - 1)
    if low <= 0 or low * high >= middle**2:
        return smooth
    slope = a * b / (a - b) * g * np.exp(-g * Z)
    return np.where(s < -Z, low * np.exp(slope / low * (s + Z)), smooth)


def _choices(choices: list[tuple[float, float]], u: Array) -> Array:
    values, weights = (np.array(column, dtype=float) for column in zip(*sorted(choices), strict=True))
    reached = np.cumsum(weights) / weights.sum()
    return values[np.minimum(np.searchsorted(reached, u), len(values) - 1)]
