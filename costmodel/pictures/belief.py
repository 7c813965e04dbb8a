"""What is believed of one number, drawn over its slider: the likelier a value, the higher the hill."""

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.pictures.canvas import title
from costmodel.pictures.markup import Markup, join, tag

WIDTH, HEIGHT = 120.0, 18.0  # of the drawing surface, stretched over the slider
POINTS = 40
TAIL = 0.004  # on either side, which would draw out the hill
FEWEST = 8  # different values, below which there is no hill


def density(belief: Belief, low: float, high: float, says: str) -> Markup:
    """The density of a belief between the ends of its slider; nothing for an event, a choice or a certain number.

    Args:
        belief: of an assumption.
        low, high: the ends of the slider, in the unit of the assumption.
        says: what the hill says when it is pointed at.
    """
    if belief.certain or belief.distribution.DISCRETE or high <= low:
        return join()
    shares = np.linspace(TAIL, 1 - TAIL, POINTS)
    values = belief.quantile(shares)
    steps = np.diff(values)
    if np.count_nonzero(steps > 0) < FEWEST:
        return join()
    heights = np.diff(shares)[steps > 0] / steps[steps > 0]
    middles = ((values[1:] + values[:-1]) / 2)[steps > 0]
    across = (np.concatenate([values[:1], middles, values[-1:]]) - low) / (high - low) * WIDTH
    up = HEIGHT * (1 - 0.95 * np.concatenate([[0.0], heights / heights.max(), [0.0]]))
    points = " ".join(
        f"{min(max(x, 0.0), WIDTH):.1f},{y:.1f}" for x, y in zip(across.tolist(), up.tolist(), strict=True)
    )
    return tag(
        "svg",
        tag("polygon", title(says), points=points),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        preserveAspectRatio="none",
        class_="cm-hill",
        aria_hidden="true",
    )
