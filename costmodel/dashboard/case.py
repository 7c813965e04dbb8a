"""The case on the page: a scenario, what has been moved, and the estimate that someone already has."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self

from costmodel import Assumptions, load, scenarios
from costmodel.scenario import read_scenario

BASELINE = "baseline"
OVERLAY = "mlops"  # can be laid on any scenario
FIRST_ESTIMATE = "first_estimate.amount"


def scenario_names() -> tuple[str, ...]:
    """The baseline and the shipped scenarios; the overlay is no case of its own."""
    return (BASELINE, *(name for name in scenarios() if name != OVERLAY))


def scenario_label(name: str) -> str:
    """How a scenario is called on the page."""
    return name.replace("_", " ").capitalize()


@lru_cache(maxsize=64)
def scenario_meaning(name: str) -> str:
    """What a scenario is, in a sentence."""
    if name == BASELINE:
        return "A usual initiative in a usual company, planned as a project from the start"
    found = read_scenario(name, _baseline().folders, [])
    return found.meaning if found else ""


@dataclass(frozen=True)
class Case:
    """All that distinguishes one page from another; the same case gives the same figures."""

    scenario: str = BASELINE
    overlaid: bool = False
    first_estimate: float = 0.0  # 0: none was given, the lines of the prototype stand for it
    moved: Mapping[str, float] = field(default_factory=dict)

    def moving(self, name: str, value: float, home: float) -> Self:
        """The case with one slider elsewhere; what is back at home is as if it had never been moved."""
        moved = {other: place for other, place in self.moved.items() if other != name}
        return replace(self, moved=moved if value == home else {**moved, name: value})

    def start(self) -> Assumptions:
        """The assumptions before any slider was moved."""
        return _start(self.scenario, self.overlaid)

    def assumptions(self) -> Assumptions:
        """The assumptions as they are now."""
        now = self.start()
        if self.moved:
            now = now.with_likeliest(self.moved)
        return now.with_changes({FIRST_ESTIMATE: self.first_estimate}) if self.first_estimate else now


@lru_cache(maxsize=32)
def _start(scenario: str, overlaid: bool) -> Assumptions:
    start = _baseline()
    if scenario != BASELINE:
        start = start.with_scenario(scenario)
    return start.with_scenario(OVERLAY) if overlaid else start


@lru_cache(maxsize=1)
def _baseline() -> Assumptions:
    return load()
