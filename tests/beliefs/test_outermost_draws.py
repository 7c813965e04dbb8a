"""The outermost draws: as far out as random words reach, a draw is what the belief's quantile function says there."""

import numpy as np
import pytest

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.drawn_values import landed
from costmodel.beliefs.streams import STRATA

# 24 bits say where in its stratum, of 1/256, a draw lies: at its middle of 2 ** -24 of it, so 2 ** -33 from either end.
OUTERMOST = 2.0**-33


@pytest.mark.parametrize(
    "belief",
    [Belief(p10=100, p90=400), Belief(min=1, mode=2, max=5), Belief(p10=-3, p90=9, shape="normal")],
)
def test_the_outermost_draws_are_where_the_belief_has_them(belief) -> None:
    lowest, highest = np.zeros((1, STRATA), dtype=np.uint32), np.full((1, STRATA), 2**24 - 1, dtype=np.uint32)
    places = np.arange(STRATA)[None, :]
    draws = [float(landed(lowest, places, belief)[0]), float(landed(highest, places, belief)[-1])]
    known = belief.quantile([OUTERMOST, 1 - OUTERMOST])
    assert draws == pytest.approx(list(known), rel=1e-4)
    assert draws[0] < belief.quantile([0.001])[0] < belief.quantile([0.999])[0] < draws[1]
