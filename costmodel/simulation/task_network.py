"""What has to wait for scarce people, and the gaps between: work that waits for nobody only takes time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.typing import Array


@dataclass(frozen=True, eq=False)
class Task:
    """A stretch of work without a break that may need people.

    Attributes:
        after: places of the tasks that must have finished before.
        lag: time that passes between their finish and the work, whoever is free; shape (samples,) or (1,).
        length: of the work, in the same unit of time.
        demand: role -> people that it takes all the while.
        earliest: before which it does not start.
    """

    after: tuple[int, ...]
    lag: Any
    length: Any
    demand: Mapping[str, Any]
    earliest: float = 0.0


@dataclass(frozen=True, eq=False)
class Network:
    """The tasks that need scarce people, whom to serve first at the front, and the time between them.

    Attributes:
        ready: when each could start if it came after none of the others, shape (tasks, samples).
        length: shape (tasks, samples).
        roles: places of the roles that each needs, -1 where there are no more, shape (most, tasks).
        needs: people of each of them, shape (most, tasks, samples).
        before: how many of the others each comes after, shape (tasks,).
        following: places of those that come after it, -1 where there are no more, shape (tasks, most).
        gap: place of the time between the two among `gaps`, shape (tasks, most).
        gaps: shape (pairs, samples).
        line: of each task, shape (tasks,): of the tasks in a line each comes after the one before it.
    """

    ready: Array
    length: Array
    roles: NDArray[np.intp]
    needs: Array
    before: NDArray[np.int16]
    following: NDArray[np.intp]
    gap: NDArray[np.intp]
    gaps: Array
    line: NDArray[np.intp]


def reduced(tasks: Sequence[Task], ranked: Sequence[int], here: slice, roles: Sequence[str]) -> Network:
    """The network without the tasks that wait for nobody: the longest way through them is the gap between two others.

    Args:
        tasks: each behind those that it comes after.
        ranked: places of those that need scarce people, whom to serve first at the front.
        here: the samples that are looked at.
        roles: the scarce ones.
    """
    samples = here.stop - here.start
    rank = {place: number for number, place in enumerate(ranked)}

    def whole(value: Any) -> Array:
        given = np.asarray(value, dtype=np.float64)
        return np.broadcast_to(given if given.size == 1 else given[here], (samples,))

    ready = np.zeros((len(ranked), samples))
    ways: list[dict[int, Array]] = []  # from each scarce task (-1: from the beginning) to the finish of this one
    edges: dict[tuple[int, int], Array] = {}
    line, lines = np.zeros(len(ranked), dtype=np.intp), 0
    last: dict[int, int] = {}  # the last task of each line -> the line
    for place, task in enumerate(tasks):
        arriving: dict[int, Array] = {-1: np.full(samples, task.earliest)}
        for other in task.after:
            for source, way in ways[other].items():
                known = arriving.get(source)
                arriving[source] = way if known is None else np.maximum(known, way)
        lag = whole(task.lag)
        if place in rank:
            number = rank[place]
            ready[number] = arriving.pop(-1) + lag
            edges |= {(source, number): way + lag for source, way in arriving.items()}
            before_it = next((source for source in arriving if source in last), None)
            line[number] = lines if before_it is None else last.pop(before_it)
            lines += before_it is None
            last[number] = int(line[number])
            ways.append({number: np.zeros(samples)})
        else:
            through = lag + whole(task.length)
            ways.append({source: way + through for source, way in arriving.items()})
    following: list[list[tuple[int, int]]] = [[] for _ in ranked]
    for number, (source, target) in enumerate(edges):
        following[source].append((target, number))
    most = max((len(some) for some in following), default=0)
    padded = [some + [(-1, 0)] * (most - len(some)) for some in following]
    places = np.array(padded, dtype=np.intp).reshape(len(ranked), most, 2)
    before = np.zeros(len(ranked), dtype=np.int16)
    for _, target in edges:
        before[target] += 1
    wanted = [
        [(number, whole(demand[role])) for number, role in enumerate(roles) if np.any(demand.get(role, 0.0))]
        for demand in (tasks[place].demand for place in ranked)
    ]
    needed = np.full((max(map(len, wanted)), len(ranked)), -1, dtype=np.intp)
    needs = np.zeros((*needed.shape, samples))
    for column, some in enumerate(wanted):
        for slot, (role, people) in enumerate(some):
            needed[slot, column], needs[slot, column] = role, people
    return Network(
        ready,
        np.stack([whole(tasks[place].length) for place in ranked]),
        needed,
        needs,
        before,
        places[:, :, 0],
        places[:, :, 1],
        np.stack(list(edges.values())) if edges else np.zeros((0, samples)),
        line,
    )
