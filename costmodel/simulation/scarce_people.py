"""Who is served next where people are scarce: one event after the other, in all samples at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.simulation.task_network import Network
from costmodel.typing import Array

ROUNDING = 1e-9  # of a person: a part of someone that rounding makes of nothing
LATEST = float(np.finfo(np.float64).max)
MORE = 8  # places by which a list grows that is full
Steps = Sequence[tuple[float, float]]  # from when on, and how many people; the first from the beginning


class Crowd:
    """Tasks that ask for the same people, in all samples: who asks since when, who works until when, who is free.

    Lists have a row for each place and a column for each sample, so that a step in all samples is one over rows. They
    are kept flat: what stands in a row for a sample is at row x samples + sample, which NumPy finds fastest.

    Args:
        network: the tasks.
        people: role -> how many from when on, in the order of the roles of the network.
    """

    def __init__(self, network: Network, people: Mapping[str, Steps]) -> None:
        self._net = network
        tasks, self._samples = network.ready.shape
        whole = tasks * self._samples
        self._length, self._gaps = network.length.reshape(-1), network.gaps.reshape(-1)
        self._needs = network.needs.reshape(-1, whole)
        self._ready, self._missing = network.ready.reshape(-1).copy(), np.repeat(network.before, self._samples)
        self._queues, self._lacking = np.zeros(whole), np.full(whole, -1, dtype=np.int8)
        self._free = np.repeat([steps[0][1] for steps in people.values()], self._samples)
        self._free_before = self._free.copy()  # when time stood at the event before
        self._changes = _changes(people)
        # Who asks for people, closed up towards the front: the task; whether nothing but people is missing, and when
        # that will be where it is not so yet.
        self._asking = np.zeros(self._samples, dtype=np.intp)  # how many, and of them those that only lack people
        self._late = np.zeros(self._samples, dtype=np.intp)
        self._task = np.full(MORE * self._samples, tasks, dtype=np.intp)
        self._here = np.zeros(MORE * self._samples, dtype=np.bool_)
        self._coming = np.full(MORE * self._samples, np.inf)
        self._at = np.zeros(whole, dtype=np.intp)  # where each task stands in the list
        # Who works: until when, and on which task; of how many rows any are in use.
        self._until = np.full(MORE * self._samples, np.inf)
        self._works_on = np.zeros(MORE * self._samples, dtype=np.intp)
        self._at_work = 0

    def queues(self) -> tuple[Array, NDArray[np.int8]]:
        """How long each task waits for people, and which role is missing to the last, shape (tasks, samples).

        Raises:
            ValueError: a task that waits for ever.
        """
        shape = self._net.ready.shape
        every = np.arange(self._samples)
        for task in np.flatnonzero(self._net.before == 0):
            self._ask(every, np.full(self._samples, task))
        time, changed = np.full(self._samples, -np.inf), np.zeros(self._samples, dtype=np.intp)
        nobody: NDArray[np.bool_] = np.ones(self._samples, dtype=np.bool_)  # can begin at this time
        while self._go_on(time, changed, nobody):
            first, able = self._able()
            begin = np.flatnonzero(able)
            asked = self._asking[begin]
            if len(begin):
                self._begin(begin, first[begin], time[begin])
            nobody = able <= 1  # who begins leaves fewer people for the others
            nobody[begin] &= self._asking[begin] < asked  # what only now asks may be able to begin at once
        if self._asking.any():
            raise ValueError("a task waits for ever, for more people than there are in the end")
        return self._queues.reshape(shape), self._lacking.reshape(shape)

    def _rows(self, flat: NDArray[Any], number: int) -> NDArray[Any]:
        """The first rows of a list."""
        return flat[: number * self._samples].reshape(number, self._samples)

    def _able(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The first of the tasks that can begin now, and how many can, in each sample."""
        nothing, most = len(self._net.before), int(self._asking.max())
        spots = np.flatnonzero(self._here[: most * self._samples])
        task = self._task[spots]
        met, room, some = np.ones(len(spots), dtype=np.bool_), self._free + ROUNDING, spots % self._samples
        for there, spot, people in self._demand(some, task):
            met[there] &= people <= room[spot]
        some, first = some[met], np.full(self._samples, nothing, dtype=np.intp)
        np.minimum.at(first, some, task[met])
        return first, np.bincount(some, minlength=self._samples)

    def _demand(
        self, some: NDArray[np.intp], task: NDArray[np.intp]
    ) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], Array]]:
        """Role by role the people that a task needs in each of some samples: of which of them, where the role stands
        among those who are free, and how many."""
        for roles, needs in zip(self._net.roles, self._needs, strict=True):
            role = roles[task]
            there = np.flatnonzero(role >= 0)
            if not len(there):
                return
            who = some[there]
            yield there, role[there] * self._samples + who, needs[task[there] * self._samples + who]

    def _ask(self, some: NDArray[np.intp], task: NDArray[np.intp]) -> None:
        """A task joins those that ask for people, in some samples."""
        place = self._asking[some]
        if (int(place.max()) + 1) * self._samples > len(self._task):
            self._task = self._longer(self._task, len(self._net.before))
            self._here, self._coming = self._longer(self._here, False), self._longer(self._coming, np.inf)
        self._asking[some] = place + 1
        spot, at = place * self._samples + some, task * self._samples + some
        self._task[spot] = task
        self._coming[spot] = self._ready[at]
        self._at[at] = spot

    def _begin(self, some: NDArray[np.intp], task: NDArray[np.intp], time: Array) -> None:
        """A task begins in each of some samples."""
        net, at = self._net, task * self._samples + some
        waited = time - self._ready[at]
        self._queues[at] = waited
        late = np.flatnonzero(waited > 0)
        if len(late):
            self._note_who_was_missing(some[late], task[late])
        for _, spot, people in self._demand(some, task):
            self._free[spot] -= people
        self._close_up(some, at)
        end = time + self._length[at]
        self._work(some, end, task)
        for following, gap in zip(net.following[task].T, net.gap[task].T, strict=True):
            there = np.flatnonzero(following >= 0)
            who, then = some[there], following[there]
            at = then * self._samples + who
            self._ready[at] = np.maximum(self._ready[at], end[there] + self._gaps[gap[there] * self._samples + who])
            left = self._missing[at] - 1
            self._missing[at] = left
            known = np.flatnonzero(left == 0)
            if len(known):
                self._ask(who[known], then[known])

    def _note_who_was_missing(self, some: NDArray[np.intp], task: NDArray[np.intp]) -> None:
        """The first role of which there were not enough until now."""
        lacking = self._net.roles[0][task]
        for there, spot, people in reversed(list(self._demand(some, task))):
            missing = people > self._free_before[spot] + ROUNDING
            lacking[there[missing]] = spot[missing] // self._samples
        self._lacking[task * self._samples + some] = lacking

    def _close_up(self, some: NDArray[np.intp], at: NDArray[np.intp]) -> None:
        """A task leaves the list, and the last one takes its place."""
        spot, left = self._at[at], self._asking[some] - 1
        last = left * self._samples + some
        moved = self._task[last]
        self._at[moved * self._samples + some] = spot
        self._task[spot], self._here[spot], self._coming[spot] = moved, self._here[last], self._coming[last]
        self._task[last], self._here[last], self._coming[last] = len(self._net.before), False, np.inf
        self._asking[some] = left
        self._late[some] -= 1

    def _work(self, some: NDArray[np.intp], end: Array, task: NDArray[np.intp]) -> None:
        """People are taken until the end of a task, which is noted in the first row that is free."""
        used = self._rows(self._until, self._at_work)
        rows = np.where(np.isinf(used), np.arange(self._at_work, dtype=np.int16)[:, None], np.int16(self._at_work))
        row = rows.min(axis=0, initial=self._at_work)[some].astype(np.intp)
        self._at_work = max(self._at_work, int(row.max()) + 1)
        if self._at_work * self._samples > len(self._until):
            self._until, self._works_on = self._longer(self._until, np.inf), self._longer(self._works_on, 0)
        spot = row * self._samples + some
        self._until[spot], self._works_on[spot] = end, task

    def _go_on(self, time: Array, changed: NDArray[np.intp], nobody: NDArray[np.bool_]) -> bool:
        """Time goes on to the next event where nobody can begin any more; whether anything is left to happen.

        Args:
            time: of each sample, inf where all is over; changed here.
            changed: how many changes of the number of people are over; changed here.
            nobody: where nobody can begin.
        """
        most = max(int(self._asking.max()), 1)
        coming, until = self._rows(self._coming, most), self._rows(self._until, self._at_work)
        late, following = self._late > 0, coming.min(axis=0)
        moments, roles, more = self._changes
        np.minimum(following, until.min(axis=0, initial=np.inf), out=following, where=late)
        if len(moments) > 1:
            np.minimum(following, moments[changed], out=following, where=late)
        np.copyto(time, following, where=nobody)
        width = (-1, self._samples)
        np.copyto(self._free_before.reshape(width), self._free.reshape(width), where=nobody)
        over = np.flatnonzero(until <= time)
        self._until[over] = np.inf
        for _, spot, people in self._demand(over % self._samples, self._works_on[over]):
            np.add.at(self._free, spot, people)  # several may finish at the same time
        while len(moments) > 1 and len(now := np.flatnonzero((moments[changed] <= time) & (changed < len(roles) - 1))):
            self._free[roles[changed[now]] * self._samples + now] += more[changed[now]]
            changed[now] += 1
        reached = np.flatnonzero(coming <= np.minimum(time, LATEST))
        self._here[reached], self._coming[reached] = True, np.inf
        self._late += np.bincount(reached % self._samples, minlength=self._samples)
        return bool(np.any(time < np.inf))

    def _longer(self, flat: NDArray[Any], empty: float) -> NDArray[Any]:
        """A list with more rows at its end."""
        return np.concatenate([flat, np.full(MORE * self._samples, empty, dtype=flat.dtype)])


def _changes(people: Mapping[str, Steps]) -> tuple[Array, NDArray[np.intp], Array]:
    """When the number of people changes, of which role, and by how many, in their order; nothing behind the last."""
    every = sorted(
        (when, role, now - before)
        for role, steps in enumerate(people.values())
        for (_, before), (when, now) in pairwise(steps)
    )
    moments = np.array([*(when for when, _, _ in every), np.inf])
    return moments, np.array([*(role for _, role, _ in every), 0]), np.array([*(more for _, _, more in every), 0.0])
