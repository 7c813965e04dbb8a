"""The values of a belief at random words: its quantile function in a table, fast, and exact where values run away."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.normal_scores import normal_score
from costmodel.beliefs.shape import Shape
from costmodel.beliefs.streams import SPOT_BITS, STRATA, Places, Words
from costmodel.typing import Array

_ENDS = (slice(None), slice(None, None, STRATA - 1))  # the first and the last stratum
TAIL_START, TAIL_END, TAIL_CELLS = 2.6, 6.2, 1024  # the first stratum ends at -2.66
BEYOND = 64  # further cells: the outermost draws, one in 2 ** 33, are at 6.34
_TAIL_STEP = TAIL_CELLS / (TAIL_END - TAIL_START)
_TAIL_EDGES = np.concatenate(
    [np.linspace(TAIL_START, TAIL_END, TAIL_CELLS + 1), TAIL_END + np.arange(1, BEYOND + 1) / _TAIL_STEP]
)
_TAIL_SCORES = np.concatenate([-_TAIL_EDGES, _TAIL_EDGES])
_TAIL_SIDE = np.array([[0, len(_TAIL_EDGES)]])
_EVERY_STRATUM = np.arange(STRATA, dtype=np.float64)
_END_STRATA = np.array([[0.0, STRATA - 1.0]])


def shares(random: Words) -> Array:
    """A random spot in each stratum, as probability, never 0 or 1; shape (replicates, strata)."""
    spot = (random & SPOT_BITS).astype(np.float64)
    spot += 0.5
    spot *= 2.0**-24
    spot += _EVERY_STRATUM
    spot *= 1 / STRATA
    return spot


class Table(NamedTuple):
    """A quantile function for fast use.

    Within a stratum it is a cubic in the spot t between 0 and 1, through the four Gauss-Legendre points, so that the
    stratum's mean is right far beyond a simulation's error. The first and the last stratum, where values run away,
    are looked up by normal score instead.

    Attributes:
        constant, linear, square, cube: coefficients of each stratum, shape (strata,).
        tail: value at the edges of the tail's cells, from `TAIL_START` outwards; the lower tail and behind it the
            upper one.
    """

    constant: Array
    linear: Array
    square: Array
    cube: Array
    tail: Array


def _gauss_legendre() -> tuple[Array, Array]:
    """The four points on 0..1, and the coefficients of the cubics that are 1 at one of them and 0 at the others."""
    inner, outer = (np.sqrt(3 / 7 + sign * 2 / 7 * np.sqrt(6 / 5)) / 2 for sign in (-1, 1))
    points = 0.5 + np.array([-outer, -inner, inner, outer])
    cubics = []
    for place, point in enumerate(points):
        others = np.delete(points, place)
        cubics.append(np.poly(others)[::-1] / np.prod(point - others))
    return points, np.array(cubics)


_POINTS, _CUBICS = _gauss_legendre()
_POINT_SHARES = np.concatenate([(np.arange(STRATA) + point) / STRATA for point in _POINTS])
_POINT_SHARES.flags.writeable = False


@lru_cache(maxsize=2048)
def _table(shape: Shape) -> Table:
    """The table of a shape's quantile function."""
    at_points = shape.drawn_at(_POINT_SHARES).reshape(len(_POINTS), STRATA)
    powers = [sum(_CUBICS[place, power] * values for place, values in enumerate(at_points)) for power in range(4)]
    constant, linear, square, cube = (np.asarray(power) for power in powers)
    return Table(constant, linear, square, cube, shape.at_scores(_TAIL_SCORES))


def landed(random: Words, places: Places, belief: Belief) -> Array:
    """The belief's values in some blocks, shape (samples,); for an event, the probabilities themselves.

    Args:
        random: the column's words.
        places: for each stratum the sample at which it lands.
    """
    shape = belief.distribution
    if shape.TABLED:
        table = _table(shape)
        spot = (random & SPOT_BITS).view(np.int32) * 2.0**-24
        values = table.cube * spot
        values += table.square
        values *= spot
        values += table.linear
        values *= spot
        values += table.constant
        end_share = (spot[_ENDS] + (2.0**-25 + _END_STRATA)) * (1 / STRATA)
        tail = np.abs(normal_score(end_share)) * _TAIL_STEP - TAIL_START * _TAIL_STEP
        cell = tail.astype(np.intp)
        tail -= cell
        cell += _TAIL_SIDE
        below = table.tail.take(cell)
        values[_ENDS] = below + tail * (table.tail.take(cell + 1) - below)
    elif shape.EVENT:
        values = shares(random)
    else:
        values = shape.drawn_at(shares(random))
    result = np.empty(random.size)
    result[places] = values
    return result
