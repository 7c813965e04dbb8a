"""Who waits for whom: the activities of all initiatives in one line, with the people there are for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from costmodel.beliefs.sampling import Likeliest
from costmodel.initiative.plan import GO_LIVE
from costmodel.portfolio.portfolio import Portfolio
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.levelling import latest_finish, levelled
from costmodel.simulation.queues import Queues
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.task_network import Task
from costmodel.typing import Array

SHORTEST = 1e-9  # months; a shorter wait is rounding


@dataclass(frozen=True, eq=False)
class Waiting:
    """What an initiative waits for people.

    Attributes:
        queues: as its schedule needs them.
        months: role -> months that its activities waited for the role, summed over them, shape (samples,).
    """

    queues: Queues
    months: Mapping[str, Array]


@dataclass(frozen=True)
class Place:
    """What a task of the whole portfolio is: the first pass of an activity, or the repeats of the loop that it ends."""

    initiative: str
    activity: str
    repeats: bool


def ranks(portfolio: Portfolio) -> dict[Place, int]:
    """Whom to serve first with people: by priority, then by the latest finish in the likeliest case, then as written.

    The latest finish is the one with which its own initiative still goes live as early as it can, in months from the
    beginning of the portfolio. It is worked out without knowing any draw, as whoever assigns people has to.
    """
    found: list[tuple[float, float, Place]] = []
    go_live: dict[str, float] = {}
    for name in portfolio.order:
        one = portfolio[name]
        inputs = Inputs(one.assumptions, Likeliest())
        schedule = Schedule(inputs, portfolio.most(name))
        plan = one.assumptions.structure.plan
        begin = max([float(one.start - portfolio.first), *(go_live[other] for other in one.after)])
        lengths = {activity: float(schedule.durations[activity][0]) for activity in plan.order}
        late = latest_finish(plan.after, plan.order, lengths)
        go_live[name] = begin + float(schedule.go_live[0])
        for activity in plan.order:
            again = float(schedule.repeats[activity][0]) if activity in schedule.repeats else 0.0
            finish = begin + late[activity]
            found.append((one.priority, finish - again, Place(name, activity, False)))
            if activity in schedule.repeats:
                found.append((one.priority, finish, Place(name, activity, True)))
    written = {name: number for number, name in enumerate(portfolio)}
    found.sort(key=lambda entry: (entry[0], entry[1], written[entry[2].initiative]))
    return {place: number for number, (_, _, place) in enumerate(found)}


class Line:
    """All tasks of a portfolio in some samples, initiative by initiative.

    Args:
        portfolio: whose.
        served: as from `ranks`.
    """

    def __init__(self, portfolio: Portfolio, served: Mapping[Place, int]) -> None:
        self._portfolio, self._served = portfolio, served
        self._tasks: list[Task] = []
        self._places: list[Place] = []
        self._last: dict[str, int] = {}  # of each initiative the task that ends with its go-live

    def add(self, name: str, inputs: Inputs, schedule: Schedule) -> None:
        """The tasks of an initiative; those that it comes after are there already."""
        one = self._portfolio[name]
        plan = one.assumptions.structure.plan
        before = tuple(self._last[other] for other in one.after)
        ends: dict[str, int] = {}
        for activity in plan.order:
            after = tuple(ends[other] for other in plan.after[activity]) or before
            needs = {
                role: self._people(schedule, inputs, role, schedule.efforts[activity, role], schedule.work[activity])
                for role in schedule.workers(activity)
                if role in self._portfolio.people
            }
            wait, work = schedule.wait[activity], schedule.work[activity]
            begin = float(one.start - self._portfolio.first)
            ends[activity] = self._put(Place(name, activity, False), Task(after, wait, work, needs, begin))
            if activity in schedule.repeats:
                again = schedule.repeats[activity]
                share, loop = schedule.repeated(activity), plan.loop_of[activity]
                needs = {
                    role: self._people(schedule, inputs, role, share * schedule.effort_within(loop, role), again)
                    for role in self._portfolio.people
                    if any((member, role) in schedule.efforts for member in loop.members)
                }
                task = Task((ends[activity],), np.zeros(1), again, needs)
                ends[activity] = self._put(Place(name, activity, True), task)
        self._last[name] = ends[GO_LIVE]

    def _put(self, place: Place, task: Task) -> int:
        self._tasks.append(task)
        self._places.append(place)
        return len(self._tasks) - 1

    def _people(self, schedule: Schedule, inputs: Inputs, role: str, days: Any, months: Any) -> Array:
        """People of a role who work all the while: effort over duration, of people there for a part of their time."""
        there = months * schedule.working_days_per_month * inputs[f"roles.{role}.availability"]
        return np.asarray(np.where(there > 0, days / np.where(there > 0, there, 1.0), 0.0))

    def waiting(self) -> dict[str, Waiting]:
        """What each initiative waits for, by its name."""
        order = sorted(range(len(self._tasks)), key=lambda number: self._served[self._places[number]])
        waits = levelled(self._tasks, order, self._portfolio.people)
        months = np.where(waits.months > SHORTEST, waits.months, 0.0)
        found = {}
        for name in self._portfolio:
            work: dict[str, Array] = {}
            repeats: dict[str, Array] = {}
            by_role = {role: np.zeros(months.shape[1]) for role in waits.roles}
            for number, place in self._of(name):
                if not np.any(months[number]):
                    continue
                (repeats if place.repeats else work)[place.activity] = months[number]
                for role, missed in enumerate(waits.roles):
                    by_role[missed] += np.where(waits.lacking[number] == role, months[number], 0.0)
            missing = {role: waited for role, waited in by_role.items() if np.any(waited)}
            found[name] = Waiting(Queues(work, repeats, missing), by_role)
        return found

    def _of(self, name: str) -> Iterator[tuple[int, Place]]:
        return ((number, place) for number, place in enumerate(self._places) if place.initiative == name)
