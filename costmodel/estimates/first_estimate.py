"""Why the estimate that someone already has falls short: what it leaves out, and what turns out dearer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import quantile
from costmodel.files.assumptions import Assumptions
from costmodel.typing import Array

if TYPE_CHECKING:
    from costmodel.estimates.result import Estimate


def is_given(assumptions: Assumptions) -> bool:
    """Whether somebody gave a first estimate; where nobody did, the lines of the prototype are compared."""
    return assumptions["first_estimate.amount"].likeliest > 0


def gap(first: float, layers: Mapping[str, Array], median: float, assumptions: Assumptions) -> dict[str, float]:
    """The way from a first estimate to the median cost to go-live, in money, adding up exactly.

    Args:
        first: the first estimate.
        layers: layer -> cost to go-live, shape (samples,).
        median: of the cost to go-live.
        assumptions: `first_estimate.covers.LAYER` says which layers the first estimate covers.

    Returns:
        ``first_estimate`` + ``uncertainty`` (what it covers turns out dearer) + ``out_of_scope`` (what it leaves out)
        = ``median``; ``factor`` is the median over the first estimate.
    """
    covers = [name for name in layers if assumptions[f"first_estimate.covers.{name}"].likeliest > 0]
    inside = sum((layers[name] for name in covers), np.zeros(1))
    covered = quantile(inside, 0.5)
    return {
        "first_estimate": first,
        "uncertainty": covered - first,
        "out_of_scope": median - covered,
        "median": median,
        "factor": median / first if first else float("inf"),
    }


class AgainstFirst:
    """The part of an `Estimate` that is set against the estimate that someone already has."""

    assumptions: Assumptions
    figures: Mapping[str, Array]

    if TYPE_CHECKING:

        @property
        def layers(self) -> dict[str, Array]: ...
        @property
        def to_go_live(self) -> Array: ...
        def quantile(self, share: float, of: str = "total") -> float: ...

    @cached_property
    def first_estimate(self) -> float:
        """The user's own first estimate, or the mean cost of the layer "prototype" until go-live."""
        own = self.assumptions["first_estimate.amount"].likeliest
        return own if own > 0 else float(np.mean(self.figures["layer prototype"]))

    @property
    def covered(self) -> float:
        """The first estimate as a share of the median cost to go-live; the likeliest case alone has none."""
        return self.first_estimate / self.quantile(0.5, of="to_go_live")

    @property
    def chance_within(self) -> float:
        """The chance that the cost to go-live stays within the first estimate."""
        return float(np.mean(self.to_go_live <= self.first_estimate))

    @property
    def underestimation(self) -> dict[str, float]:
        """Why the first estimate falls short of the median cost to go-live; see `gap`."""
        return gap(self.first_estimate, self.layers, self.quantile(0.5, of="to_go_live"), self.assumptions)


def given_amount(est: Estimate) -> float | None:
    """The first estimate that somebody has given; None where the lines of the prototype would stand for one."""
    return est.first_estimate if is_given(est.assumptions) else None
