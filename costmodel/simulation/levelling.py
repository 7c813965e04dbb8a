"""When each activity can start where people are scarce: nobody works on two things at once, and nobody stands idle.

Parallel schedule generation (Kelley 1963, as described by Kolisch 1996, European Journal of Operational Research 90,
320-333): time goes from event to event; at each, whoever is free is given to the activities that could use them, in
one order for all samples. The order looks at no drawn duration, for nobody knows it beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.initiative.plan import in_order
from costmodel.simulation.network import latest
from costmodel.simulation.scarce_people import Crowd, Steps
from costmodel.simulation.task_network import Task, reduced
from costmodel.typing import Array

MOST_AT_ONCE = 2**19  # tasks times samples that are worked on together
SMALLEST = 256  # samples


@dataclass(frozen=True, eq=False)
class Waits:
    """How long each task waits for people once nothing else is missing, and for whom, shape (tasks, samples).

    Attributes:
        months: of waiting, in the unit of time of the tasks; exactly 0 where people were free at once.
        lacking: the place among the roles of the one that was missing to the last, -1 where none was.
        roles: those with a limit.
    """

    months: Array
    lacking: NDArray[np.int8]
    roles: tuple[str, ...]


def levelled_pass(
    after: Mapping[str, Sequence[str]],
    duration: Mapping[str, Any],
    demand: Mapping[str, Mapping[str, Any]],
    capacity: Mapping[str, float | Steps],
    priority: Mapping[str, float] | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Start and finish of each activity where people are a limit.

    An activity starts as soon as its predecessors have finished and its people are free, and works without a break.
    Whoever is free serves first the lowest priority number, then the activity that must finish first if the whole is
    to end as early as with people enough, by mean durations; then in the order in which they are written.

    Args:
        after, duration: as for `forward_pass`.
        demand: activity -> role -> people that it takes while it works, shape (samples,) or (1,) or a number; those
            without demand may be left out.
        capacity: role -> how many people there are, or how many from when on: ``[(0, 2), (6, 3)]``. A role that is
            not named is no limit. Where people leave, who works goes on, and nobody new starts before enough are there.
        priority: activity -> its priority, the lowest first; all the same where it is None.

    Returns:
        start and finish by activity, in the unit of the durations, shape (samples,).

    Raises:
        ValueError: what `forward_pass` refuses, a demand of an activity without a duration, or one that is never met.
    """
    names = list(duration)
    for name in (*after, *demand):
        if name not in duration:
            raise ValueError(f"{name!r} has no duration")
    before = {name: tuple(after.get(name, ())) for name in names}
    order = in_order(before)
    place = {name: number for number, name in enumerate(order)}
    written = {name: number for number, name in enumerate(names)}
    means = {name: float(np.mean(duration[name])) for name in names}
    late = latest_finish(before, order, means)
    wanted = priority or {}
    ranked = sorted(place, key=lambda name: (wanted.get(name, 0.0), late[name], written[name]))
    tasks = [
        Task(
            tuple(place[other] for other in before[name]),
            np.zeros(1),
            np.atleast_1d(np.asarray(duration[name], dtype=np.float64)),
            {role: np.atleast_1d(np.asarray(need, dtype=np.float64)) for role, need in demand.get(name, {}).items()},
        )
        for name in order
    ]
    people = {role: steps_of(given) for role, given in capacity.items()}
    queues = levelled(tasks, [place[name] for name in ranked], people)
    start: dict[str, Any] = {}
    finish: dict[str, Any] = {}
    for name in order:
        start[name] = latest([finish[other] for other in before[name]], 0.0) + queues.months[place[name]]
        finish[name] = start[name] + duration[name]
    return {name: start[name] for name in names}, {name: finish[name] for name in names}


def steps_of(given: float | Steps) -> Steps:
    """How many people from when on: a plain number is so many from the beginning."""
    if isinstance(given, int | float):
        return [(0.0, float(given))]
    return [(float(when), float(people)) for when, people in given]


def latest_finish(
    before: Mapping[str, Sequence[str]], order: Sequence[str], length: Mapping[str, float], end: float | None = None
) -> dict[str, float]:
    """The latest finish of each activity with which the whole still ends as early as it can.

    Args:
        before: activity -> its predecessors.
        order: each after its predecessors.
        length: activity -> its length.
        end: of the whole; as early as it can be where it is None.
    """
    finish: dict[str, float] = {}
    for name in order:
        finish[name] = max((finish[other] for other in before[name]), default=0.0) + length[name]
    last = max(finish.values(), default=0.0) if end is None else end
    late = dict.fromkeys(order, last)
    for name in reversed(order):
        for other in before[name]:
            late[other] = min(late[other], late[name] - length[name])
    return late


def levelled(tasks: Sequence[Task], order: Sequence[int], people: Mapping[str, Steps]) -> Waits:
    """All samples at once, from event to event; see `levelled_pass`.

    Args:
        tasks: those that have to wait for each other, each behind those that it comes after.
        order: places of the tasks, whom to serve first.
        people: role -> how many from when on.

    Raises:
        ValueError: a task that waits for ever, for more people than there are in the end.
    """
    roles = tuple(people)
    samples = max((np.size(one) for task in tasks for one in (task.lag, task.length, *task.demand.values())), default=1)
    scarce = {
        place for place in order if any(role in people and np.any(need) for role, need in tasks[place].demand.items())
    }
    months = np.zeros((len(tasks), samples))
    lacking = np.full((len(tasks), samples), -1, dtype=np.int8)
    ranked = [place for place in order if place in scarce]
    if ranked:
        at_once = max(SMALLEST, MOST_AT_ONCE // len(ranked))
        for first in range(0, samples, at_once):
            here = slice(first, min(first + at_once, samples))
            run = Crowd(reduced(tasks, ranked, here, roles), people)
            waited, missed = run.queues()
            months[ranked, here], lacking[ranked, here] = waited, missed
    return Waits(months, lacking, roles)
