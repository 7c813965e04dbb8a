"""Estimates that a notebook shows: with samples and luck of the dashboard at rest, each case simulated only once."""

from __future__ import annotations

from costmodel import Assumptions, Estimate, load
from costmodel.estimates.result import estimate
from costmodel.language.language import Language
from costmodel.language.translations import translated
from costmodel.workshop.runs import AT_REST, SEED


class Estimates:
    """The estimate of a case; called with its assumptions."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Estimate] = {}

    def __call__(self, of: Assumptions) -> Estimate:
        """The estimate, from memory where the case has been simulated before."""
        key = (of.fingerprint, of.structure.wording.code)
        if key not in self._known:
            self._known[key] = estimate(of, AT_REST, SEED)
        return self._known[key]


SHIPPED = Estimates()  # for all pieces of a notebook, and for all viewers whose process was split off from a warm one


def shipped(case: str, says: Language) -> Estimate:
    """The estimate of a shipped case, in a language; of the baseline where no scenario is named."""
    return SHIPPED(translated(load(scenarios=[case] if case else []), says.code))
