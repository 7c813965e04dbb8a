"""From a value to its chance: how likely a number is to be at most this; and how many hills a curve has."""

from __future__ import annotations

from typing import Any

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.typing import Array

VALLEY, LEAST_HELD = 0.8, 0.1  # what counts as a hump rather than as an uneven curve (judgements)


def below(belief: Belief, value: Any) -> Array:
    """The chance that a number is at most a value: what `Belief.quantile` turns round.

    Args:
        belief: of any shape; an event counts as 0 or 1.
        value: in the belief's unit, of any shape, which is kept.
    """
    return belief.distribution.below(np.asarray(value, dtype=np.float64))


def mean_and_variance(belief: Belief) -> tuple[float, float]:
    """Mean and variance of a number."""
    return belief.distribution.mean_and_variance()


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
