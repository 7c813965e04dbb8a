"""Who is served next where people are scarce: one event after the other, in all samples at the same time.

Only tasks that need scarce people wait here for each other; the others lie between them as gaps of time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.typing import Array

ROUNDING = 1e-9  # of a person: a part of someone that rounding makes of nothing
MORE = 8  # places by which a list grows that is full
Steps = Sequence[tuple[float, float]]  # from when on, and how many people; the first from the beginning


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
        needs: people of each role, shape (roles, tasks, samples).
        before: how many of the others each comes after, shape (tasks,).
        following: places of those that come after it, -1 where there are no more, shape (tasks, most).
        gap: place of the time between the two among `gaps`, shape (tasks, most).
        gaps: shape (pairs, samples).
    """

    ready: Array
    length: Array
    needs: Array
    before: NDArray[np.int16]
    following: NDArray[np.intp]
    gap: NDArray[np.intp]
    gaps: Array


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
    for place, task in enumerate(tasks):
        arriving: dict[int, Array] = {-1: np.full(samples, task.earliest)}
        for other in task.after:
            for source, way in ways[other].items():
                known = arriving.get(source)
                arriving[source] = way if known is None else np.maximum(known, way)
        lag = whole(task.lag)
        if place in rank:
            ready[rank[place]] = arriving.pop(-1) + lag
            edges |= {(source, rank[place]): way + lag for source, way in arriving.items()}
            ways.append({rank[place]: np.zeros(samples)})
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
    return Network(
        ready,
        np.stack([whole(tasks[place].length) for place in ranked]),
        np.array([[whole(tasks[place].demand.get(role, 0.0)) for place in ranked] for role in roles]),
        before,
        places[:, :, 0],
        places[:, :, 1],
        np.stack(list(edges.values())) if edges else np.zeros((0, samples)),
    )


class Crowd:
    """Tasks that ask for the same people, in all samples: who asks since when, who works until when, who is free.

    Lists have a row for each place and a column for each sample, so that a step in all samples is one over rows.

    Args:
        network: the tasks.
        people: role -> how many from when on, in the order of the roles of the network.
    """

    def __init__(self, network: Network, people: Mapping[str, Steps]) -> None:
        self._net = network
        tasks, samples = network.ready.shape
        roles = len(people)
        self._ready, self._missing = network.ready.copy(), np.repeat(network.before[:, None], samples, axis=1)
        self._queues, self._lacking = np.zeros((tasks, samples)), np.full((tasks, samples), -1, dtype=np.int8)
        self._free = np.array([np.full(samples, steps[0][1]) for steps in people.values()])
        self._free_before = self._free.copy()  # when time stood at the event before
        self._changes = _changes(people)
        # Who asks for people, closed up towards the front: the task, and how many of each role it wants; whether
        # nothing but people is missing, and when that will be where it is not so yet.
        self._asking = np.zeros(samples, dtype=np.intp)  # how many
        self._task = np.full((MORE, samples), tasks, dtype=np.int32)
        self._wanted = np.zeros((roles, MORE, samples))
        self._here, self._coming = np.zeros((MORE, samples), dtype=np.bool_), np.full((MORE, samples), np.inf)
        self._place = np.zeros((tasks, samples), dtype=np.int32)  # of each task in the list
        # Who works: until when, and how many of each role.
        self._until, self._taken = np.full((MORE, samples), np.inf), np.zeros((roles, MORE, samples))

    def queues(self) -> tuple[Array, NDArray[np.int8]]:
        """How long each task waits for people, and which role is missing to the last, shape (tasks, samples).

        Raises:
            ValueError: a task that waits for ever.
        """
        tasks, samples = self._ready.shape
        every = np.arange(samples)
        for task in np.flatnonzero(self._net.before == 0):
            self._ask(every, np.full(samples, task))
        time, over = np.full(samples, -np.inf), np.zeros(samples, dtype=np.intp)
        nobody: NDArray[np.bool_] = np.ones(samples, dtype=np.bool_)  # can begin at this time
        while self._go_on(time, over, nobody):
            able = self._here.copy()
            for wanted, free in zip(self._wanted, self._free, strict=True):
                able &= wanted <= free + ROUNDING
            first = np.where(able, self._task, tasks).min(axis=0)
            begin = np.flatnonzero(first < tasks)
            asked = self._asking.copy()
            if len(begin):
                task = first[begin]
                able[self._place[task, begin], begin] = False
                self._begin(begin, task, time[begin])
            nobody = np.logical_not(able.any(axis=0))
            nobody[begin] &= self._asking[begin] < asked[begin]  # what only now asks may be able to begin at once
        if self._asking.any():
            raise ValueError("a task waits for ever, for more people than there are in the end")
        return self._queues, self._lacking

    def _ask(self, some: NDArray[np.intp], task: NDArray[Any]) -> None:
        """A task joins those that ask for people, in some samples."""
        place = self._asking[some]
        if place.max() == len(self._task):
            self._task, self._wanted = _longer(self._task, len(self._net.before)), _longer(self._wanted, 0.0)
            self._here, self._coming = _longer(self._here, False), _longer(self._coming, np.inf)
        self._asking[some] += 1
        self._task[place, some] = task
        self._coming[place, some] = self._ready[task, some]
        self._wanted[:, place, some] = self._net.needs[:, task, some]
        self._place[task, some] = place

    def _begin(self, some: NDArray[np.intp], task: NDArray[Any], time: Array) -> None:
        """A task begins in each of some samples."""
        net = self._net
        need = net.needs[:, task, some]
        waited = time - self._ready[task, some]
        self._queues[task, some] = waited
        missing = need > self._free_before[:, some] + ROUNDING
        self._lacking[task, some] = np.where(waited > 0, missing.argmax(axis=0), -1)
        self._free[:, some] -= need
        self._close_up(some, task)
        end = time + net.length[task, some]
        self._work(some, end, need)
        for following, gap in zip(net.following[task].T, net.gap[task].T, strict=True):
            there = np.flatnonzero(following >= 0)
            who, then = some[there], following[there]
            self._ready[then, who] = np.maximum(self._ready[then, who], end[there] + net.gaps[gap[there], who])
            left = self._missing[then, who] - 1
            self._missing[then, who] = left
            known = np.flatnonzero(left == 0)
            if len(known):
                self._ask(who[known], then[known])

    def _close_up(self, some: NDArray[np.intp], task: NDArray[Any]) -> None:
        """A task leaves the list, and the last one takes its place."""
        place, last = self._place[task, some], self._asking[some] - 1
        moved = self._task[last, some]
        self._place[moved, some] = place
        self._task[place, some], self._wanted[:, place, some] = moved, self._wanted[:, last, some]
        self._here[place, some], self._coming[place, some] = self._here[last, some], self._coming[last, some]
        self._task[last, some], self._here[last, some] = len(self._net.before), False
        self._coming[last, some] = np.inf
        self._asking[some] = last

    def _work(self, some: NDArray[np.intp], end: Array, need: Array) -> None:
        """People are taken until the end of a task."""
        rows = len(self._until)
        place = np.where(np.isinf(self._until), np.arange(rows)[:, None], rows).min(axis=0)[some]
        if place.max() == rows:
            self._until, self._taken = _longer(self._until, np.inf), _longer(self._taken, 0.0)
        self._until[place, some] = end
        self._taken[:, place, some] = need

    def _go_on(self, time: Array, over: NDArray[np.intp], nobody: NDArray[np.bool_]) -> bool:
        """Time goes on to the next event where nobody can begin any more; whether anything is left to happen.

        Args:
            time: of each sample, inf where all is over; changed here.
            over: how many changes of the number of people are over; changed here.
            nobody: where nobody can begin.
        """
        late = self._here.any(axis=0)
        following = self._coming.min(axis=0)
        following = np.where(late, np.minimum(following, self._until.min(axis=0)), following)
        moments, roles, more = self._changes
        if len(moments) > 1:
            following = np.where(late, np.minimum(following, moments[over]), following)
        np.copyto(time, following, where=nobody)
        np.copyto(self._free_before, self._free, where=nobody)
        finished = self._until <= time
        if finished.any():
            self._free += np.where(finished, self._taken, 0.0).sum(axis=1)
            self._until[finished] = np.inf
        while len(moments) > 1 and (now := np.flatnonzero((moments[over] <= time) & (over < len(moments) - 1))).size:
            self._free[roles[over[now]], now] += more[over[now]]
            over[now] += 1
        reached = self._coming <= time
        reached &= self._coming < np.inf
        self._here |= reached
        self._coming[reached] = np.inf
        return bool(np.any(time < np.inf))


def _changes(people: Mapping[str, Steps]) -> tuple[Array, NDArray[np.intp], Array]:
    """When the number of people changes, of which role, and by how many, in their order; nothing behind the last."""
    every = sorted(
        (when, role, now - before)
        for role, steps in enumerate(people.values())
        for (_, before), (when, now) in pairwise(steps)
    )
    moments = np.array([*(when for when, _, _ in every), np.inf])
    return moments, np.array([*(role for _, role, _ in every), 0]), np.array([*(more for _, _, more in every), 0.0])


def _longer(lists: Any, empty: float) -> Any:
    """Lists with more places at their ends."""
    more = np.full((*lists.shape[:-2], MORE, lists.shape[-1]), empty, dtype=lists.dtype)
    return np.concatenate([lists, more], axis=-2)
