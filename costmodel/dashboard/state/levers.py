"""The sliders of a case: their groups, and from where to where each runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from costmodel import AssumptionsError, Fault
from costmodel.dashboard.state.case import Case, own_folder
from costmodel.files.levers import LeverGroup, Track, levers, track


@dataclass(frozen=True)
class Levers:
    """Sliders.

    Attributes:
        groups: by name, in the order of the page.
        tracks: how each slider runs, by the name of its assumption.
    """

    groups: Mapping[str, LeverGroup]
    tracks: Mapping[str, Track]


def levers_of(case: Case) -> Levers:
    """The sliders of a case; what has been moved changes neither groups nor tracks.

    Raises:
        AssumptionsError: faults in the file of the sliders.
    """
    return _of((case.scenario, case.overlaid), own_folder())


@lru_cache(maxsize=32)
def _of(scenario: tuple[str, bool], _folder: str | None) -> Levers:
    start = Case(*scenario).start()
    faults: list[Fault] = []
    groups = levers(start.folders, start, faults)
    if faults:
        raise AssumptionsError(faults)
    every = [lever for group in groups.values() for lever in group.sliders]
    return Levers(groups, {lever.name: track(lever, start[lever.name]) for lever in every})
