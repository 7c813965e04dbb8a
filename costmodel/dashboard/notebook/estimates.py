"""Estimates that a notebook shows: with samples and luck of the dashboard at rest, each case simulated only once."""

from __future__ import annotations

from costmodel import Assumptions, Estimate
from costmodel.estimates.result import estimate
from costmodel.workshop.runs import AT_REST, SEED


class Estimates:
    """The estimate of a case; called with its assumptions."""

    def __init__(self) -> None:
        self._known: dict[str, Estimate] = {}

    def __call__(self, of: Assumptions) -> Estimate:
        """The estimate, from memory where the case has been simulated before."""
        if of.fingerprint not in self._known:
            self._known[of.fingerprint] = estimate(of, AT_REST, SEED)
        return self._known[of.fingerprint]
