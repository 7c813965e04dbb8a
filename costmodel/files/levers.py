"""Which assumptions have a slider, and how each slider runs: read from levers.yaml, completed from the assumption."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Number, Strict
from costmodel.errors import Fault, Sentence
from costmodel.files.entries import Reading, no_assumption
from costmodel.files.nodes import read_yaml
from costmodel.files.tree import LEVERS_FILE

WHOLE_SCALE = {
    "chance": (0.0, 100.0),
    "share": (0.0, 100.0),
    "switch": (0.0, 1.0),
    "level": (1.0, 5.0),
    "stage": (0.0, 3.0),
}
STEPS = {"chance": 1.0, "share": 1.0, "switch": 1.0, "level": 1.0, "stage": 1.0, "person": 0.5}
ABOUT = 120  # steps from one end to the other, where none is given


class Lever(Strict):
    """An assumption that can be moved by a slider.

    Attributes:
        name: of the assumption.
        low, high: ends of the slider, in the unit of the assumption.
        step: how far one step goes.
    """

    name: str
    low: Number | None = None
    high: Number | None = None
    step: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None


class LeverGroup(Strict):
    """Sliders under one heading.

    Attributes:
        heading: language -> text.
        sliders: in the order of the page.
        open: whether the group is unfolded from the start.
    """

    heading: dict[str, str]
    sliders: tuple[Lever, ...] = Field(min_length=1)
    open: bool = False


def levers(folders: Iterable[Path], names: Iterable[str], faults: list[Fault]) -> Mapping[str, LeverGroup]:
    """The groups of sliders by name, from the first of the folders that has a levers.yaml.

    Args:
        folders: the user's own first.
        names: of all assumptions.
        faults: grows by what is wrong in the file: unknown names, ends in the wrong order, unknown keys. A shipped
            slider whose assumption an own folder leaves out is left out with it.
    """
    listed = list(folders)
    path = next((place for folder in listed if (place := folder / LEVERS_FILE).is_file()), None)
    if path is None:
        return {}
    found, wrong = _known(path, path.stat().st_mtime_ns, tuple(names), own=path.parent == listed[0])
    faults.extend(wrong)
    return found


@lru_cache(maxsize=4)
def _known(
    path: Path, _stamp: int, names: tuple[str, ...], own: bool
) -> tuple[Mapping[str, LeverGroup], tuple[Fault, ...]]:
    faults: list[Fault] = []
    root = read_yaml(path, path.name, faults)
    groups: dict[str, LeverGroup] = {}
    if root is None:
        return groups, tuple(faults)
    content = root.value.get("levers") if root.is_mapping else None
    if content is None or not content.is_mapping or set(root.value) != {"levers"}:
        return groups, (root.fault("", Sentence("must hold `levers`: groups, each with a heading and sliders")),)
    reading = Reading(faults)
    for name, node in content.value.items():
        group = reading.model(LeverGroup, f"levers.{name}", node, node.plain())
        if group is None:
            continue
        groups[name] = group
        if not own:  # of an activity or a risk that the user's own folder leaves out
            kept = tuple(lever for lever in group.sliders if lever.name in names)
            groups[name] = group.model_copy(update={"sliders": kept})
        for place, lever in enumerate(group.sliders):
            at = node.at(["sliders", place, "name"])
            if lever.name not in names and own:
                faults.append(at.fault(lever.name, no_assumption(lever.name, names)))
            if lever.low is not None and lever.high is not None and lever.low >= lever.high:
                faults.append(
                    at.fault(
                        lever.name, Sentence("low {low:g} is not below high {high:g}", low=lever.low, high=lever.high)
                    )
                )
    return {name: group for name, group in groups.items() if group.sliders}, tuple(faults)


@dataclass(frozen=True)
class Track:
    """Where a slider begins, ends, snaps and stands; in the unit that people read (per cent for shares).

    Attributes:
        low, high: its ends, whole steps.
        step: from one place to the next.
        home: where the scenario puts it; on a step where the belief is, else as it is.
        per: 100 where the model has a share and people read per cent, else 1.
    """

    low: float
    high: float
    step: float
    home: float
    per: float

    def placed(self, value: float) -> float:
        """A value that a viewer sent, brought onto the track; no number, or the step of home, is home."""
        nearest = round(self.home / self.step) * self.step
        if not math.isfinite(value) or abs(value - nearest) < 1e-6 * self.step:
            return self.home
        return min(max(value, self.low), self.high)


def track(lever: Lever, belief: Belief) -> Track:
    """The track of a lever: ends from the lever or the belief, the whole scale for chances, shares and levels."""
    per = percents(belief)
    home = per * shown(belief)
    low, high = _ends(lever, belief, home, per)
    step = (lever.step and lever.step * per) or STEPS.get(belief.unit) or _step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Track(first * step, last * step, step, home, per)


def percents(belief: Belief) -> float:
    """100 where the model has a share and people read per cent, else 1."""
    return 100.0 if belief.unit in ("chance", "share") else 1.0


def shown(belief: Belief) -> float:
    """The number that stands for a belief on a slider: the likeliest value, and of an event its chance."""
    return belief.low if belief.is_event else belief.likeliest


def _ends(lever: Lever, belief: Belief, home: float, per: float) -> tuple[float, float]:
    if belief.unit in WHOLE_SCALE:
        low, high = WHOLE_SCALE[belief.unit]
    elif belief.low < belief.high:
        low, high = belief.low, belief.high
    else:
        low, high = 0.0, 2 * home or 1.0
    low = low if lever.low is None else per * lever.low
    high = high if lever.high is None else per * lever.high
    return min(low, home), max(high, home)


def _step(length: float) -> float:
    size = length / ABOUT
    if not (math.isfinite(size) and size > 0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(size))
    step = next(one * power for one in (1.0, 2.0, 5.0, 10.0) if one * power >= 0.9 * size)
    return max(step, 1.0) if length >= 10 else step
