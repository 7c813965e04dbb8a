"""When everything happens, in months from the start: waiting, work, repeated work, gates, go-live, retirement.

An activity starts when its predecessors have finished, waits, and then works. All samples are computed at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.initiative.plan import GO_LIVE, Activity, Loop
from costmodel.initiative.risks import OPERATE, strikes
from costmodel.simulation.formulas import named, named_each
from costmodel.simulation.hiring import vacancy_months
from costmodel.simulation.idle_people import idle_days, on_the_payroll, paid_while_waiting
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.network import along_the_way, criticality, decisive, forward_pass, latest
from costmodel.simulation.queues import NOBODY_IS_BUSY, Queues
from costmodel.simulation.windows import Window


class Schedule:
    """The dates of one case.

    Attributes (months from the start, shape (1,) or (samples,)):
        happens: by activity, 1 where it takes place, 0 where it does not.
        start, work_start, finish: by activity; `finish` includes repeats, `first_finish` does not.
        go_live: finish of the activity `release`.
        waiting: waiting time on the path that decided the go-live.
        stop: when a gate or a stopping risk ends the initiative; where none does, the planned end of operation.
        reached: 1 where production is reached, 0 where a gate or a stopping risk ends the initiative.
        end: when it really ends: at a stop, at the system's retirement, or at the horizon.
        lifetime: how long the system stays in use after go-live before it is retired.
        retired: when its operation ends where no stop strikes: at its retirement, or at the horizon.
        horizon: planned operating time.
        efforts: person-days of each (activity, role), first pass; of the role whose people do the work.
        worked: person-days by role with all repeats, of those that do not steer.
        idle_days: person-days by role that are idle and still charged.
        repeats: by the last activity of each rework loop, months of its repeats.

    Args:
        inputs: the numbers of the case.
        people: role -> how many there are at most, however many the case counts on; a role not named has no limit.
        placed: whether dates are known; else only lengths are worked out, and `after_queues` has the dates.
    """

    def __init__(self, inputs: Inputs, people: Mapping[str, float] | None = None, *, placed: bool = True) -> None:
        self._inputs = inputs
        self._most = dict(people or {})
        plan = inputs.assumptions.structure.plan
        self._plan = plan
        calendar = inputs.calendar
        self.working_days_per_month = calendar.working_days_per_year / calendar.months_per_year
        self.horizon = inputs.initiative.horizon

        self.happens = {name: self._happens(activity) for name, activity in plan.activities.items()}
        self.efforts = self._efforts()
        self._usual_wait = {
            name: self.happens[name] * self._wait(name, activity) for name, activity in plan.activities.items()
        }
        self.wait = {
            name: self._usual_wait[name] + self.happens[name] * self._delays(name, activity)
            for name, activity in plan.activities.items()
        }
        self.work = {name: self._work(name, activity) for name, activity in plan.activities.items()}
        repeated = {loop.last: self._repeats(loop) for loop in plan.loops}
        self._share_repeated = {last: named(again, "repeated", last, "share") for last, again in repeated.items()}
        usual = {name: self._usual_wait[name] + self.work[name] for name in plan.order}
        self.repeats = {loop.last: self._repeats_length(loop, usual) for loop in plan.loops}
        if placed:
            self._place(NOBODY_IS_BUSY)

    def after_queues(self, queues: Queues) -> Schedule:
        """The same case when its activities also wait for people who are busy elsewhere."""
        later = copy(self)
        later.wait = {
            name: wait + queues.work[name] if name in queues.work else wait for name, wait in self.wait.items()
        }
        later._place(queues)  # noqa: SLF001  another of its own kind
        return later

    def lengths(self, later: Mapping[str, Any]) -> dict[str, Any]:
        """Months of each activity with its waits and repeats; `later` is how long the repeats of a loop wait, too."""
        durations = {name: self.wait[name] + self.work[name] for name in self._plan.order}
        extra = {last: months + later[last] if last in later else months for last, months in self.repeats.items()}
        return durations | {name: durations[name] + more for name, more in extra.items()}

    def _place(self, queues: Queues) -> None:
        """All dates, from how long everything takes."""
        plan, later = self._plan, queues.repeats
        self._queues = queues
        self._windows: dict[str, Window] = {}
        self.durations = self.lengths(later)
        start, finish = forward_pass(plan.after, self.durations)
        self.start, self.finish = named_each("start", start), named_each("finish", finish)
        self.work_start = named_each("work start", {name: start[name] + self.wait[name] for name in plan.order})
        ends = {name: self.work_start[name] + self.work[name] for name in plan.order}
        self.first_finish = named_each("first finish", ends)
        self.go_live = named(finish[GO_LIVE], "go-live")
        self.waiting = self._waiting_on_the_way()
        self.stop, self.reached = self._stop()
        self.lifetime = self._lifetime()
        self.retired = self.go_live + np.minimum(self.lifetime, self.horizon)
        self.end = np.minimum(self.stop, self.retired)

        self.to_go_live = Window(0 * self.go_live, self.go_live, name="to go-live")
        self.operation = Window(self.go_live, self.go_live + self.horizon, name="operation")
        self.end_of_life = Window(self.operation.end, self.operation.end, at_retirement=True, name="end of life")
        self.worked: dict[str, Any] = {}
        self.idle_days = self._idle_days()

    # -- asking -----------------------------------------------------------------------------------------------------

    def has(self, activity: str) -> bool:
        """Whether the plan has the activity."""
        return activity in self._plan.activities

    def workers(self, activity: str) -> tuple[str, ...]:
        """The roles whose people work on an activity."""
        doer = self._inputs.assumptions.structure.doer
        return tuple(dict.fromkeys(doer(role) for role in self._plan.activities[activity].roles))

    def window(self, activity: str) -> Window:
        """The time in which an activity's first pass works."""
        key = f"work on {activity}"
        if key not in self._windows:
            work = self.work_start[activity], self.first_finish[activity]
            self._windows[key] = Window(*work, name=key, activity=activity)
        return self._windows[key]

    def window_or(self, activity: str, otherwise: Window) -> Window:
        """An activity's working time, or another window where the plan does without it."""
        return self.window(activity) if self.has(activity) else otherwise

    def repeated(self, activity: str) -> Any | None:
        """How much of an activity is done again, as a multiple of its first pass; None where it is in no loop."""
        loop = self._plan.loop_of.get(activity)
        return None if loop is None else self._share_repeated[loop.last]

    def repeat_window(self, activity: str) -> Window:
        """The time in which the repeats of an activity's loop take place."""
        last = self._plan.loop_of[activity].last
        key = f"repeats until {last}"
        if key not in self._windows:
            begin, later = self.first_finish[last], self._queues.repeats
            begin = begin + later[last] if last in later else begin
            self._windows[key] = Window(begin, self.finish[last], name=key)
        return self._windows[key]

    def phase(self, phase: str) -> Window:
        """From a phase's first start to its last finish; the time to go-live for "throughout" and empty phases."""
        names = [name for name, activity in self._plan.activities.items() if activity.phase == phase]
        if phase == "operate":
            return self.operation
        if not names:
            return self.to_go_live
        key = f"phase {phase}"
        if key not in self._windows:
            first = self.start[names[0]]
            for name in names[1:]:
                first = np.minimum(first, self.start[name])
            finish = latest([self.finish[name] for name in names], first)
            self._windows[key] = Window(named(first, "phase start", phase), named(finish, "phase end", phase), name=key)
        return self._windows[key]

    def when(self, moment: str) -> Window:
        """When a risk strikes: the finish of an activity, or any time of the operation."""
        if moment == OPERATE:
            return self.operation
        key = f"finish {moment}"
        if key not in self._windows:
            self._windows[key] = Window(self.finish[moment], self.finish[moment], name=key)
        return self._windows[key]

    def idle_window(self, role: str) -> Window:
        """When a role is on the payroll: from the start of its first activity to the finish of its last."""
        return self._windows[f"role {role}"]

    def criticality(self) -> dict[str, float]:
        """For each activity the share of samples in which it decides the go-live."""
        return criticality(self._plan.after, self.durations)

    def decisive(self) -> dict[str, NDArray[np.bool_]]:
        """For each activity whether it decides the go-live, sample by sample."""
        return decisive(self._plan.after, self.durations)

    # -- computing --------------------------------------------------------------------------------------------------

    def _happens(self, activity: Activity) -> Any:
        """1 where an activity takes place, 0 where everything that it hangs on is zero."""
        if not activity.only_if:
            return np.ones(1)
        happens = self._inputs[activity.only_if[0]] > 0
        for name in activity.only_if[1:]:
            happens = happens | (self._inputs[name] > 0)
        return np.where(happens, 1.0, 0.0)

    def _efforts(self) -> dict[tuple[str, str], Any]:
        doer = self._inputs.assumptions.structure.doer
        found: dict[tuple[str, str], Any] = {}
        for name, activity in self._plan.activities.items():
            for role in activity.roles:
                effort = self.happens[name] * self._inputs[f"plan.{name}.effort.{role}"]
                key = name, doer(role)
                found[key] = found[key] + effort if key in found else effort
        return found

    def _months(self, working_days: Any) -> Any:
        return working_days / self.working_days_per_month

    def _wait(self, name: str, activity: Activity) -> Any:
        """Months before work starts whenever it is done."""
        if activity.waits_for is None:
            return 0 * self.horizon
        return self._months(self._inputs[f"plan.{name}.wait"])

    def _delays(self, name: str, activity: Activity) -> Any:
        """Months that the first pass waits on top, once: for an open post, and where a risk strikes."""
        total = 0 * self.horizon
        if activity.waits_for_hiring:
            total = total + vacancy_months(self._inputs)
        for risk, content in self._inputs.assumptions.structure.risks.items():
            if content.delays == name:
                total = total + self._months(self._inputs[strikes(risk)] * self._inputs[f"risks.{risk}.delay"])
        return total

    def _work(self, name: str, activity: Activity) -> Any:
        """Months of work: the longest of its roles' effort over people and availability."""
        days = []
        for role in self.workers(name):
            at_work = self.at_work(role)
            if role in activity.own_people:
                own = self._at_most(role, self._inputs[f"plan.{name}.people.{role}"])
                at_work = own * self._inputs[f"roles.{role}.availability"]
            days.append(self.efforts[name, role] / at_work)
        return self._months(latest(days, 0 * self.working_days_per_month * self.horizon))

    def at_work(self, role: str) -> Any:
        """People of a role times their availability."""
        key = f"at work: {role}"
        derived = self._inputs.derived
        if key not in derived:
            people = self._at_most(role, self._inputs[f"roles.{role}.people"])
            derived[key] = people * self._inputs[f"roles.{role}.availability"]
        return derived[key]

    def _at_most(self, role: str, people: Any) -> Any:
        """So many people of a role as the case counts on, or all that there are."""
        return np.minimum(people, self._most[role]) if role in self._most else people

    def _repeats(self, loop: Loop) -> Any:
        """The sum of shares of all repeats: the k-th takes place with chance p^k and takes share^k."""
        base = f"plan.{loop.last}.repeats"
        share, limit = self._inputs[f"{base}.share"], self._inputs[f"{base}.limit"]
        total = 0 * share
        repeats = self._inputs.times_in_a_row(f"{base}.chance", int(np.max(limit)))
        for k, again in enumerate(repeats, start=1):
            total = total + again * np.where(k <= limit, share**k, 0 * share)
        return total

    def _repeats_length(self, loop: Loop, lengths: dict[str, Any]) -> Any:
        """Months of a loop's repeats: by the longest way through it, and where people are few, by their work."""
        again = self._share_repeated[loop.last]
        months = again * forward_pass(*self._within(loop, lengths))[1][loop.last]
        for role in self._most:
            days = again * self.effort_within(loop, role)
            if np.any(days):
                months = np.maximum(months, self._months(days / self.at_work(role)))
        return months

    def effort_within(self, loop: Loop, role: str) -> Any:
        """Person-days of a role in one pass through a loop."""
        efforts = [self.efforts[name, role] for name in loop.members if (name, role) in self.efforts]
        return sum(efforts, np.zeros(1))

    def _within(self, loop: Loop, amounts: dict[str, Any]) -> tuple[dict[str, list[str]], dict[str, Any]]:
        after = {name: [other for other in self._plan.after[name] if other in loop.members] for name in loop.members}
        return after, {name: amounts[name] for name in loop.members}

    def _waiting_on_the_way(self) -> Any:
        waits = dict(self.wait)
        for loop in self._plan.loops:
            lengths = {name: self._usual_wait[name] + self.work[name] for name in loop.members}
            after, lengths = self._within(loop, lengths)
            _, finish = forward_pass(after, lengths)
            once = along_the_way(after, finish, {name: self._usual_wait[name] for name in loop.members})[loop.last]
            waits[loop.last] = waits[loop.last] + self._share_repeated[loop.last] * once
        return along_the_way(self._plan.after, self.finish, waits)[GO_LIVE]

    def _stop(self) -> tuple[Any, Any]:
        never = self.go_live + self.horizon
        stop: Any = never
        reached: Any = np.ones(1)
        for name, activity in self._plan.activities.items():
            if activity.gate:
                ends = self._inputs[f"plan.{name}.gate"] > 0
                stop = np.minimum(stop, np.where(ends, self.finish[name], never))
                reached = np.where(ends, 0.0, reached)
        for risk, content in self._inputs.assumptions.structure.risks.items():
            if content.stops:
                ends = self._inputs[strikes(risk)] > 0
                stop = np.minimum(stop, np.where(ends, self.finish[content.when], never))
                reached = np.where(ends, 0.0, reached)
        return stop, reached

    def _lifetime(self) -> Any:
        """Exponential with the yearly hazard of retirement; endless where the hazard is zero."""
        yearly = self._inputs.operations.retirement_hazard
        monthly = yearly / self._inputs.calendar.months_per_year
        luck = self._inputs.uniform("operations.retirement")
        with np.errstate(divide="ignore"):
            return -np.log(1 - luck) / monthly

    def _idle_days(self) -> dict[str, Any]:
        """Idle and still charged person-days of each role but those that steer; sets the roles' windows, too."""
        inputs, plan = self._inputs, self._plan
        idle = {}
        doer = inputs.assumptions.structure.doer
        for role in dict.fromkeys(doer(role) for role in plan.roles):
            if inputs.has(f"staffing.level_of_effort.{role}"):
                continue
            names = [name for name in plan.activities if (name, role) in self.efforts]
            start, end = on_the_payroll([(self.happens[n], self.start[n], self.finish[n]) for n in names])
            key = f"role {role}"
            self._windows[key] = Window(named(start, "payroll start", role), named(end, "payroll end", role), name=key)
            worked = 0 * self.efforts[names[0], role]
            for name in names:
                again = self.repeated(name)
                effort = self.efforts[name, role]
                worked = worked + (effort if again is None else effort * (1 + again))
            at_work = self.working_days_per_month * self.at_work(role)
            here = end - start - self._queues.elsewhere[role] if role in self._queues.elsewhere else end - start
            self.worked[role] = named(worked, "days worked", role, "person_day")
            idle_here = idle_days(paid_while_waiting(inputs, role), here * at_work, worked)
            idle[role] = named(idle_here, "days idle", role, "person_day")
        return idle
