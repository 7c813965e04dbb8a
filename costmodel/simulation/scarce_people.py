"""Who is served next where people are scarce: one event after the other, in all samples at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from costmodel.simulation.task_network import Network
from costmodel.typing import Array

ROUNDING = 1e-9  # of a person: a part of someone that rounding makes of nothing
LATEST = float(np.finfo(np.float64).max)
FEW = 8  # in fewer than this part of the samples nobody is served before time goes on in the others
Steps = Sequence[tuple[float, float]]  # from when on, and how many people; the first from the beginning


class Crowd:
    """Tasks that ask for the same people, in all samples: who asks since when, who works until when, who is free.

    Of a line of tasks, each of which comes after the one before it, one at most works and one at most asks; so lists
    have a row for each line and a column for each sample, and a step in all samples is one over rows. They are kept
    flat: what stands in a row for a sample is at row x samples + sample, which NumPy finds fastest.

    Args:
        network: the tasks.
        people: role -> how many from when on, in the order of the roles of the network.
    """

    def __init__(self, network: Network, people: Mapping[str, Steps]) -> None:
        self._net = network
        tasks, self._samples = network.ready.shape
        whole, rows = tasks * self._samples, (int(network.line.max()) + 1) * self._samples
        self._length, self._gaps = network.length.reshape(-1), network.gaps.reshape(-1)
        self._needs = network.needs.reshape(-1, whole)
        self._ready, self._missing = network.ready.reshape(-1).copy(), np.repeat(network.before, self._samples)
        self._queues, self._lacking = np.zeros(whole), np.full(whole, -1, dtype=np.int8)
        # Who is free, role by role; where a task needs no more roles (-1) it finds the last row.
        self._free = np.repeat([*(steps[0][1] for steps in people.values()), np.inf], self._samples)
        self._free_before = self._free.copy()  # when time stood at the event before
        self._changes = _changes(people)
        # Who asks for people: the task; whether nothing but people is missing, and when that will be where it is not
        # so yet; and how many there are that only lack people.
        self._task = np.zeros(rows, dtype=np.intp)
        self._here, self._coming = np.zeros(rows, dtype=np.bool_), np.full(rows, np.inf)
        self._late = np.zeros(self._samples, dtype=np.intp)
        # Who works: until when, and on which task.
        self._until, self._works_on = np.full(rows, np.inf), np.zeros(rows, dtype=np.intp)

    def queues(self) -> tuple[Array, NDArray[np.int8]]:
        """How long each task waits for people, and which role is missing to the last, shape (tasks, samples).

        Raises:
            ValueError: a task that waits for ever.
        """
        shape, nothing = self._net.ready.shape, len(self._net.before)
        every = np.arange(self._samples)
        for first_one in np.flatnonzero(self._net.before == 0):
            self._ask(every, np.full(self._samples, first_one))
        time, changed = np.full(self._samples, -np.inf), np.zeros(self._samples, dtype=np.intp)
        nobody: NDArray[np.bool_] = np.ones(self._samples, dtype=np.bool_)  # can begin at this time
        while self._go_on(time, changed, nobody):
            nobody[:] = True
            able, task = self._able()
            while len(able):
                first = np.full(self._samples, nothing)
                np.minimum.at(first, able, task)
                begin = (first < nothing).nonzero()[0]
                nobody[self._begin(begin, first[begin], time[begin])] = False
                others = (task != first[able]).nonzero()[0]  # who begins leaves fewer people for them
                able, task = self._those_who_fit(able[others], task[others])
                if len(able) * FEW < self._samples:
                    nobody[able] = False
                    break
        if self._here.any():
            raise ValueError("a task waits for ever, for more people than there are in the end")
        return self._queues.reshape(shape), self._lacking.reshape(shape)

    def _able(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The tasks that could begin now, each by itself: in which sample, and which task."""
        spots = self._here.nonzero()[0]
        return self._those_who_fit(spots % self._samples, self._task[spots])

    def _those_who_fit(
        self, some: NDArray[np.intp], task: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Of some tasks, each in a sample, those for which people enough are free."""
        for roles, needs in zip(self._net.roles, self._needs, strict=True):
            free = self._free[roles[task] * self._samples + some]
            fits = (needs[task * self._samples + some] <= free + ROUNDING).nonzero()[0]
            some, task = some[fits], task[fits]
        return some, task

    def _demand(
        self, some: NDArray[np.intp], task: NDArray[np.intp]
    ) -> Iterator[tuple[NDArray[np.intp] | slice, NDArray[np.intp], Array]]:
        """Role by role the people that a task needs in each of some samples: of which of them, where the role stands
        among those who are free, and how many."""
        first, *others = zip(self._net.roles, self._needs, strict=True)
        at = task * self._samples + some
        yield slice(None), first[0][task] * self._samples + some, first[1][at]  # each needs somebody
        for roles, needs in others:
            role = roles[task]
            there = (role >= 0).nonzero()[0]
            if not len(there):
                return
            yield there, role[there] * self._samples + some[there], needs[at[there]]

    def _row(self, some: NDArray[np.intp], task: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where a task stands in the lists, in some samples."""
        row: NDArray[np.intp] = self._net.line[task] * self._samples + some
        return row

    def _ask(self, some: NDArray[np.intp], task: NDArray[np.intp]) -> None:
        """A task joins those that ask for people, in some samples."""
        spot = self._row(some, task)
        self._task[spot] = task
        self._coming[spot] = self._ready[task * self._samples + some]

    def _begin(self, some: NDArray[np.intp], task: NDArray[np.intp], time: Array) -> NDArray[np.intp]:
        """A task begins in each of some samples.

        Returns:
            the samples in which one that comes after it could begin at the same time, since it takes none.
        """
        net, at, spot = self._net, task * self._samples + some, self._row(some, task)
        waited = time - self._ready[at]
        self._queues[at] = waited
        late = (waited > 0).nonzero()[0]
        if len(late):
            self._note_who_was_missing(some[late], task[late])
        for _, role, people in self._demand(some, task):
            self._free[role] -= people
        self._here[spot] = False
        self._late[some] -= 1
        end = time + self._length[at]
        self._until[spot], self._works_on[spot] = end, task
        at_once = [some[:0]]
        for following, gap in zip(net.following[task].T, net.gap[task].T, strict=True):
            there = (following >= 0).nonzero()[0]
            if not len(there):
                break
            who, then = some[there], following[there]
            at = then * self._samples + who
            self._ready[at] = np.maximum(self._ready[at], end[there] + self._gaps[gap[there] * self._samples + who])
            left = self._missing[at] - 1
            self._missing[at] = left
            known = (left == 0).nonzero()[0]
            if len(known):
                self._ask(who[known], then[known])
                at_once.append(who[known[self._ready[at[known]] <= time[there[known]]]])
        return np.concatenate(at_once)

    def _note_who_was_missing(self, some: NDArray[np.intp], task: NDArray[np.intp]) -> None:
        """The first role of which there were not enough until now."""
        lacking = self._net.roles[0][task]
        for there, spot, people in reversed(list(self._demand(some, task))):
            missing = (people > self._free_before[spot] + ROUNDING).nonzero()[0]
            where = missing if isinstance(there, slice) else there[missing]
            lacking[where] = spot[missing] // self._samples
        self._lacking[task * self._samples + some] = lacking

    def _go_on(self, time: Array, changed: NDArray[np.intp], nobody: NDArray[np.bool_]) -> bool:
        """Time goes on to the next event where nobody can begin any more; whether anything is left to happen.

        Args:
            time: of each sample, inf where all is over; changed here.
            changed: how many changes of the number of people are over; changed here.
            nobody: where nobody can begin.
        """
        width = (-1, self._samples)
        coming, until = self._coming.reshape(width), self._until.reshape(width)
        late, following = self._late > 0, coming.min(axis=0)
        moments, roles, more = self._changes
        np.minimum(following, until.min(axis=0), out=following, where=late)
        if len(moments) > 1:
            np.minimum(following, moments[changed], out=following, where=late)
        np.copyto(time, following, where=nobody)
        np.copyto(self._free_before.reshape(width), self._free.reshape(width), where=nobody)
        now = np.minimum(time, LATEST)  # where all is over nothing more happens
        over = (until <= now).reshape(-1).nonzero()[0]
        self._until[over] = np.inf
        for _, spot, people in self._demand(over % self._samples, self._works_on[over]):
            np.add.at(self._free, spot, people)  # several may finish at the same time
        while len(moments) > 1 and len(some := (moments[changed] <= now).nonzero()[0]):
            self._free[roles[changed[some]] * self._samples + some] += more[changed[some]]
            changed[some] += 1
        reached = (coming <= now).reshape(-1).nonzero()[0]
        self._here[reached], self._coming[reached] = True, np.inf
        self._late += np.bincount(reached % self._samples, minlength=self._samples)
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
