"""Between a probability and its normal score: the place at which the standard normal distribution reaches it."""

from __future__ import annotations

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
