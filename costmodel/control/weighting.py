"""What has happened counts: samples that look like it weigh more, and figures are read from the samples so weighed.

Weights are likelihoods (importance weights with the simulation as prior): a sample whose figure is x weighs
exp(-((x - observed) / error)^2 / 2) for a figure that was observed with a normal error of measurement.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.typing import Array


def near(simulated: Array, observed: float, error: float) -> Array:
    """Log-likelihood that a figure is measured as it was: normal with the simulated figure as its mean.

    Args:
        simulated: the figure in each sample, shape (samples,).
        observed: what was measured, in the same unit.
        error: standard deviation of the measurement, above zero, in the same unit.
    """
    return -0.5 * np.square((simulated - observed) / error)


def later(simulated: Array, date: float, error: float) -> Array:
    """Log-likelihood that something is not finished at a date, where finishes are known with a normal error."""
    from scipy.special import log_ndtr

    return np.asarray(log_ndtr((simulated - date) / error), dtype=np.float64)


def weights_of(evidence: Sequence[Array], samples: int) -> Array:
    """Weights of the samples, shape (samples,), that add up to one: the product of all likelihoods.

    Args:
        evidence: log-likelihoods, each of shape (samples,); none gives equal weights.
        samples: how many there are.
    """
    total = np.zeros(samples)
    for one in evidence:
        total = total + one
    weights = np.exp(total - total.max())
    return np.asarray(weights / weights.sum())


def effective_samples(weights: Array) -> float:
    """How many equally weighed samples carry as much: 1 / sum(w^2) for weights that add up to one (Kish 1965)."""
    return float(1 / np.sum(np.square(weights)))


def weighted_mean(values: Array, weights: Array) -> float:
    """The mean of samples that count unequally."""
    return float(np.sum(weights * values))


def weighted_quantile(values: Array, weights: Array, share: float) -> float:
    """The value that a share of the weight does not exceed; with equal weights `percentiles.quantile`.

    Hyndman and Fan's seventh definition, carried over: the k-th of n sorted samples stands at
    (k - 1) w_k + (n - 1) (w_1 + ... + w_(k-1)), and between two of them the value is linear.
    """
    order = np.argsort(values, kind="stable")
    ordered, sorted_weights = values[order], weights[order]
    places = np.arange(len(values)) * sorted_weights
    places[1:] += (len(values) - 1) * np.cumsum(sorted_weights)[:-1]
    return float(np.interp(share * places[-1], places, ordered))


def standard_error_of_weighted_mean(values: Array, weights: Array) -> float:
    """Standard error of `weighted_mean`, NaN below 2,048 samples.

    The error of a ratio, linearised: that of the plain mean of n w (x - mean), between independent groups of 256
    samples as everywhere in this package. With equal weights it is the plain standard error.
    """
    mean = weighted_mean(values, weights)
    return standard_error_of_mean(len(values) * weights * (values - mean))


def standard_error_of_weighted_quantile(values: Array, weights: Array, share: float) -> float:
    """Standard error of `weighted_quantile`: that of the weight below it, over the density there; NaN below 2,048."""
    at = weighted_quantile(values, weights, share)
    below = standard_error_of_weighted_mean(np.where(values <= at, 1.0, 0.0), weights)
    reach = min(max(0.01, 2 / np.sqrt(effective_samples(weights))), share, 1 - share) * 0.99
    rise = weighted_quantile(values, weights, share + reach) - weighted_quantile(values, weights, share - reach)
    return float(below * rise / (2 * reach))
