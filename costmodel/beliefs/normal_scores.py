"""Between a probability and its normal score: the place at which the standard normal distribution reaches it."""

from __future__ import annotations

import math
import sys
from functools import lru_cache

import numpy as np

from costmodel.typing import Array

Z90 = 1.2815515655446004  # normal score of the 90th percentile

# Rational approximations of the standard normal quantile (Moshier, Cephes Mathematical Library, ndtri), as SciPy has
# them too: of the middle, and of the tails by z = 1 / sqrt(-2 log p) down to and below p = exp(-32).
_MIDDLE = (
    (-59.9633501014107895267, 98.0010754185999661536, -56.6762857469070293439, 13.9312609387279679503,
     -1.23916583867381258016),
    (1.95448858338141759834, 4.67627912898881538453, 86.3602421390890590575, -225.462687854119370527,
     200.260212380060660359, -82.0372256168333339912, 15.9056225126211695515, -1.18331621121330003142),
)  # fmt: skip
_NEAR_TAIL = (
    (4.05544892305962419923, 31.5251094599893866154, 57.1628192246421288162, 44.0805073893200834700,
     14.6849561928858024014, 2.18663306850790267539, -0.140256079171354495875, -0.0350424626827848203418,
     -0.000857456785154685413611),
    (15.7799883256466749731, 45.3907635128879210584, 41.3172038254672030440, 15.0425385692907503408,
     2.50464946208309415979, -0.142182922854787788574, -0.0380806407691578277194, -0.000933259480895457427372),
)  # fmt: skip
_FAR_TAIL = (
    (3.23774891776946035970, 6.91522889068984211695, 3.93881025292474443415, 1.33303460815807542389,
     0.201485389549179081538, 0.0123716634817820021358, 0.000301581553508235416007, 2.65806974686737550832e-06,
     6.23974539184983293730e-09),
    (6.02427039364742014255, 3.67983563856160859403, 1.37702099489081330271, 0.216236993594496635890,
     0.0134204006088543189037, 0.000328014464682127739104, 2.89247864745380683936e-06, 6.79019408009981274425e-09),
)  # fmt: skip
_TAIL = 0.13533528323661269189  # exp(-2), where the tails begin
_FAR = 8.0  # in 1 / z
_ROOT = 2.50662827463100050242  # of 2 pi
MOST_REMEMBERED = 4_096  # probabilities of a constant


def normal_score(probability: Array) -> Array:
    """Quantile of the standard normal distribution.

    By SciPy where it is loaded; loading it takes longer than a small simulation, which does without, to the same bits.
    """
    special = sys.modules.get("scipy.special")
    if special is not None and hasattr(special, "ndtri"):
        return np.asarray(special.ndtri(probability), dtype=np.float64)
    shares = np.asarray(probability, dtype=np.float64)
    if shares.flags.writeable or shares.size > MOST_REMEMBERED:
        return normal_score_by_hand(shares)
    return _remembered(shares.tobytes()).reshape(shares.shape)


@lru_cache(maxsize=8)
def _remembered(shares: bytes) -> Array:
    """Of a constant, which is an array that cannot be written to: each belief asks for the same one."""
    scores = normal_score_by_hand(np.frombuffer(shares))
    scores.flags.writeable = False
    return scores


def normal_score_by_hand(probability: Array) -> Array:
    """`normal_score` without SciPy: the same operations in the same order, so the same to the last bit."""
    flat = probability.reshape(-1)
    score = np.full(flat.shape, np.nan)
    upper = flat > 1.0 - _TAIL
    beyond = np.where(upper, 1.0 - flat, flat)
    middle = beyond > _TAIL
    if np.any(middle):
        from_half = beyond[middle] - 0.5
        square = from_half * from_half
        score[middle] = (from_half + from_half * _ratio(square, _MIDDLE, square)) * _ROOT
    tail = (beyond > 0) & (beyond <= _TAIL)
    if np.any(tail):
        distance = _distance(beyond[tail])
        score[tail] = np.where(upper[tail], distance, -distance)
    score[flat == 0], score[flat == 1] = -np.inf, np.inf
    return score.reshape(probability.shape)


def _distance(share: Array) -> Array:
    """How far from the middle a tail of this share begins."""
    root = np.sqrt(-2.0 * _log(share))
    inverse = 1.0 / root
    correction = _ratio(inverse, _NEAR_TAIL, inverse)
    far = root >= _FAR
    if np.any(far):
        correction = np.where(far, _ratio(inverse, _FAR_TAIL, inverse), correction)
    return np.asarray(root - _log(root) / root - correction)


def _log(values: Array) -> Array:
    """Logarithms by the C library, as SciPy takes them; NumPy's own differ in the last bit, one in ten thousand."""
    return np.fromiter(map(math.log, values.tolist()), np.float64, values.size)


def _ratio(x: Array, of: tuple[tuple[float, ...], tuple[float, ...]], times: Array) -> Array:
    """A number times a ratio of polynomials, of which the one below the line has a leading one."""
    above, below = of
    top, bottom = x * above[0] + above[1], x + below[0]
    for factor in above[2:]:
        top *= x
        top += factor
    for factor in below[1:]:
        bottom *= x
        bottom += factor
    top *= times
    top /= bottom
    return top


def probability(score: Array) -> Array:
    """Cumulative probability of the standard normal distribution."""
    from scipy.special import ndtr

    return np.asarray(ndtr(score), dtype=np.float64)
