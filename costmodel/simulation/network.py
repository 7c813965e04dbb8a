"""When each activity can start and finish, worked out for all samples at once; and which activities decide the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.initiative.plan import in_order
from costmodel.simulation.steps import in_one_step

FLOAT_TOLERANCE = 1e-9  # of the whole length: rounding that does not make an activity uncritical


def forward_pass(
    after: Mapping[str, Sequence[str]], duration: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Earliest start and finish of each activity.

    Args:
        after: activity -> the activities that must have finished before; those without may be left out.
        duration: activity -> its length, shape (samples,) or (1,); any unit of time.

    Returns:
        start and finish by activity, in the unit of the durations.

    Raises:
        ValueError: a predecessor that is not in the plan, an activity without a duration, or a cycle.
    """
    start: dict[str, Any] = {}
    finish: dict[str, Any] = {}
    for name, before in _ordered(after, duration):
        length = duration[name]
        start[name] = latest([finish[other] for other in before], 0 * length)
        finish[name] = start[name] + length
    return start, finish


def criticality(after: Mapping[str, Sequence[str]], duration: Mapping[str, Any]) -> dict[str, float]:
    """For each activity the share of samples in which it decides the end: a delay of it would delay the whole.

    Args:
        after, duration: as for `forward_pass`.
    """
    return {name: float(np.mean(decides)) for name, decides in decisive(after, duration).items()}


def decisive(after: Mapping[str, Sequence[str]], duration: Mapping[str, Any]) -> dict[str, NDArray[np.bool_]]:
    """For each activity whether it decides the end, sample by sample.

    An activity is critical where its latest finish equals its earliest (Kelley and Walker 1959).

    Args:
        after, duration: as for `forward_pass`.
    """
    _, finish = forward_pass(after, duration)
    end = latest(list(finish.values()), 0.0)
    latest_finish: dict[str, Any] = {}
    for name, before in reversed(_ordered(after, duration)):
        mine = latest_finish.setdefault(name, end)
        for other in before:
            allowed = mine - np.asarray(duration[name])
            latest_finish[other] = np.minimum(latest_finish.get(other, end), allowed)
    return {name: latest_finish[name] - finish[name] <= FLOAT_TOLERANCE * end for name in duration}


def latest(times: Sequence[Any], otherwise: Any) -> Any:
    """The last of several times, sample by sample; `otherwise` when there are none."""
    return _latest(*times) if times else otherwise


@in_one_step
def _latest(last: Any, *times: Any) -> Any:
    for time in times:
        last = np.maximum(last, time)
    return last


def along_the_way(
    after: Mapping[str, Sequence[str]], finish: Mapping[str, Any], amount: Mapping[str, Any]
) -> dict[str, Any]:
    """What has added up at each activity's finish along the path that decided when it could start.

    Args:
        after: as for `forward_pass`.
        finish: each activity's finish.
        amount: what each activity adds (its waiting time, say).
    """
    carried: dict[str, Any] = {}
    for name, before in _ordered(after, amount):
        if not before:
            carried[name] = amount[name]
            continue
        last, total = finish[before[0]], carried[before[0]]
        for other in before[1:]:
            total = np.where(finish[other] > last, carried[other], total)
            last = np.maximum(last, finish[other])
        carried[name] = total + amount[name]
    return carried


Order = tuple[tuple[str, tuple[str, ...]], ...]


def _ordered(after: Mapping[str, Sequence[str]], known: Mapping[str, Any]) -> Order:
    for name in after:
        if name not in known:
            raise ValueError(f"{name!r} has no duration")
    return _sorted(tuple((name, tuple(after.get(name, ()))) for name in known))


@lru_cache(maxsize=256)
def _sorted(activities: Order) -> Order:
    whole = dict(activities)
    return tuple((name, whole[name]) for name in in_order(whole))
