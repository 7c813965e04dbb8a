"""The sliders of a case: their groups, and from where to where each runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from costmodel import AssumptionsError, Fault
from costmodel.dashboard.state.case import Case, own_folder
from costmodel.files.levers import WHOLE_SCALE, Lever, LeverGroup, Track, levers, track

FROM_TO = (0.01, 0.99)  # of what is believed, where nobody has said from where to where a slider runs


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


def track_of(case: Case, name: str) -> Track:
    """How the slider of an assumption runs: as the file of sliders has it, else from end to end of what is believed.

    Raises:
        KeyError: no such assumption.
    """
    known = levers_of(case).tracks
    if name in known:
        return known[name]
    belief = case.start()[name]
    if belief.certain or belief.is_event or belief.unit in WHOLE_SCALE:
        return track(Lever(name=name), belief)
    low, high = (float(end) for end in belief.quantile(np.array(FROM_TO)))
    return track(Lever(name=name, low=low, high=high), belief)


@lru_cache(maxsize=32)
def _of(scenario: tuple[str, bool], _folder: str | None) -> Levers:
    start = Case(*scenario).start()
    faults: list[Fault] = []
    groups = levers(start.folders, start, faults)
    if faults:
        raise AssumptionsError(faults)
    every = [lever for group in groups.values() for lever in group.sliders]
    return Levers(groups, {lever.name: track(lever, start[lever.name]) for lever in every})
