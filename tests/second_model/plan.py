"""The way to go-live in each sample: who waits and works when, what is repeated, what ends it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.stats import poisson

from tests.second_model.beliefs import Array
from tests.second_model.drawing import Values


@dataclass(frozen=True)
class Passed:
    """One activity in time, in months from the start: it waits from `start`, works from `work_start` to `work_end`
    and, where the work comes back from it, is done with at `finish`."""

    start: Array
    work_start: Array
    work_end: Array
    finish: Array
    waiting: Array  # on the way that decided its finish


class Plan:
    """The plan of one case, sample by sample."""

    def __init__(self, values: Values) -> None:
        self.values, self.activities = values, values.case.tree["plan"]
        self.nothing = np.zeros(values.samples)
        self.days_a_month = values["calendar.working_days_per_year"] / values["calendar.months_per_year"]

    # -- what an activity needs ----------------------------------------------------------------------------------

    def takes_place(self, name: str) -> Array:
        """1 where an activity takes place, else 0."""
        only_if = self.activities[name].get("only_if")
        if not only_if:
            return self.nothing + 1
        return np.max([self.values[one] > 0 for one in only_if], axis=0).astype(float)

    def effort(self, name: str, role: str) -> Array:
        """Person-days of a role in the first pass of an activity."""
        return self.values[f"plan.{name}.effort.{role}"] * self.takes_place(name)

    def people(self, role: str, name: str = "") -> Array:
        """How many there are of a role, in an activity if it says so."""
        own = f"plan.{name}.people.{role}"
        return self.values[own if own in self.values.case.numbers else f"roles.{role}.people"]

    def roles(self, name: str) -> list[str]:
        return list(self.activities[name].get("effort", {}))

    def work(self, name: str) -> Array:
        """Months of work of an activity's first pass: the slowest role decides."""
        months = [
            self.effort(name, role)
            / (self.people(role, name) * self.values[f"roles.{role}.availability"])
            / self.days_a_month
            for role in self.roles(name)
        ]
        return np.max([self.nothing, *months], axis=0)

    def usual_wait(self, name: str) -> Array:
        """Months of waiting before an activity's work whenever it is done."""
        days = self.values[f"plan.{name}.wait"] if "wait" in self.activities[name] else self.nothing
        return days / self.days_a_month * self.takes_place(name)

    def wait(self, name: str) -> Array:
        """The same before the first pass, with what is waited for once: delays of risks, an open post."""
        days = self.nothing
        for risk, said in self.values.case.tree["risks"].items():
            if said.get("delay", {}).get("activity") == name:
                days = days + self.values[f"risks.{risk}.chance"] * self.values[f"risks.{risk}.delay"]
        months = days / self.days_a_month
        if self.activities[name].get("waits_for_hiring"):
            months = months + self.open_post
        return self.usual_wait(name) + months * self.takes_place(name)

    @cached_property
    def open_post(self) -> Array:
        """Months that team building waits for somebody to be hired."""
        must, bridged = self.values["hiring.must_hire"], self.values["hiring.bridged"]
        return must * (1 - bridged) * self.values["hiring.months_open"]

    @cached_property
    def bridged_post(self) -> Array:
        """Months for which an external is paid instead."""
        return self.values["hiring.must_hire"] * self.values["hiring.bridged"] * self.values["hiring.months_open"]

    # -- rework --------------------------------------------------------------------------------------------------

    @cached_property
    def loops(self) -> dict[str, tuple[str, list[str]]]:
        """The last activity of each loop: where the work is sent back to, and all on ways from there to it."""
        return {
            last: (said["repeats"]["from"], [n for n in self.order if self._between(said["repeats"]["from"], n, last)])
            for last, said in self.activities.items()
            if "repeats" in said
        }

    def _between(self, first: str, name: str, last: str) -> bool:
        return first in self._before(name) and name in self._before(last)

    def _before(self, name: str) -> set[str]:
        """An activity and all that must have finished before it."""
        return {name}.union(*(self._before(one) for one in self.activities[name]["after"]))

    @cached_property
    def order(self) -> list[str]:
        """The activities, each after those that it waits for."""
        return sorted(self.activities, key=lambda name: len(self._before(name)))

    def repeated(self, name: str) -> Array:
        """How much of an activity's first pass is done again, all repeats together."""
        for last, (_, loop) in self.loops.items():
            if name in loop:
                return self._repeated(last)
        return self.nothing

    def _repeated(self, last: str) -> Array:
        values, told = self.values, f"plan.{last}.repeats"
        times = range(1, int(np.max(values[f"{told}.limit"])) + 1)
        return sum(
            (
                np.where(k <= values[f"{told}.limit"], values.event(f"{told}.chance", k), 0)
                * values[f"{told}.share"] ** k
                for k in times
            ),
            self.nothing,
        )

    def _longest(self, last: str) -> tuple[Array, Array]:
        """Months of the longest way through a loop, and the waits on it, both without what is waited for once."""
        _, loop = self.loops[last]
        length: dict[str, Array] = {}
        waits: dict[str, Array] = {}
        for name in loop:
            before, waited = self.nothing, self.nothing
            for one in self.activities[name]["after"]:
                if one in loop:
                    later = length[one] > before
                    before, waited = np.where(later, length[one], before), np.where(later, waits[one], waited)
            length[name] = before + self.usual_wait(name) + self.work(name)
            waits[name] = waited + self.usual_wait(name)
        return length[last], waits[last]

    # -- dates ---------------------------------------------------------------------------------------------------

    @cached_property
    def passed(self) -> dict[str, Passed]:
        """Every activity in time."""
        found: dict[str, Passed] = {}
        for name in self.order:
            start, waited = self.nothing, self.nothing
            for one in self.activities[name]["after"]:
                later = found[one].finish > start
                start = np.where(later, found[one].finish, start)
                waited = np.where(later, found[one].waiting, waited)
            wait = self.wait(name)
            end = start + wait + self.work(name)
            again, again_waited = self.nothing, self.nothing
            if name in self.loops:
                length, waits = self._longest(name)
                again, again_waited = self._repeated(name) * length, self._repeated(name) * waits
            found[name] = Passed(start, start + wait, end, end + again, waited + wait + again_waited)
        return found

    @cached_property
    def go_live(self) -> Array:
        """Months from the start to go-live."""
        return self.passed["release"].finish

    @cached_property
    def accepted(self) -> Array:
        """Months from the start to the accepted prototype: the last gate."""
        gates = [self.passed[name].finish for name, said in self.activities.items() if "gate" in said]
        return np.max(gates, axis=0)

    @cached_property
    def critical(self) -> dict[str, Array]:
        """1 where an activity decides the date: its latest finish is its earliest."""
        latest = dict.fromkeys(self.order, self.go_live)
        for name in reversed(self.order):
            length = self.passed[name].finish - self.passed[name].start
            for one in self.activities[name]["after"]:
                latest[one] = np.minimum(latest[one], latest[name] - length)
        return {name: (latest[name] - self.passed[name].finish < 1e-9).astype(float) for name in self.order}

    # -- the end -------------------------------------------------------------------------------------------------

    def _stops(self) -> Iterator[Array]:
        for name, said in self.activities.items():
            if "gate" in said:
                yield np.where(self.values[f"plan.{name}.gate"] > 0, self.passed[name].finish, np.inf)
        for risk, told in self.values.case.tree["risks"].items():
            if told.get("stops"):
                yield np.where(self.values[f"risks.{risk}.chance"] > 0, self.passed[told["when"]].finish, np.inf)

    @cached_property
    def stop(self) -> Array:
        """When the initiative ends before its time; never, as a rule."""
        return np.min([self.nothing + np.inf, *self._stops()], axis=0)

    @cached_property
    def lifetime(self) -> Array:
        """Months from go-live until the system is retired."""
        u = self.values.u("operations.retirement")
        return -np.log(1 - u) / (self.values["operations.retirement_hazard"] / 12)

    @cached_property
    def retired(self) -> Array:
        """When operation ends if nothing stops the initiative."""
        return self.go_live + np.minimum(self.lifetime, self.values["initiative.horizon"])

    @cached_property
    def end(self) -> Array:
        """When money is no longer spent, as it happens."""
        return np.minimum(self.stop, self.retired)

    @cached_property
    def given_up(self) -> Array:
        """How many systems are given up before the horizon if each is replaced at once."""
        left = np.maximum(self.values["initiative.horizon"] - self.lifetime, 0)
        successors = self.values.u("operations.retirement.successors")
        more = poisson.ppf(successors, self.values["operations.retirement_hazard"] / 12 * left)
        return np.where(left > 0, 1 + more, 0)

    # -- idle people ---------------------------------------------------------------------------------------------

    def idle(self, role: str) -> tuple[Array, Array, Array]:
        """Days of a role that are charged without work, and between which months."""
        own = [name for name in self.order if role in self.roles(name)]
        first, last, worked = self.nothing + np.inf, self.nothing, self.nothing
        for name in own:
            happens = self.takes_place(name) > 0
            first = np.where(happens, np.minimum(first, self.passed[name].start), first)
            last = np.where(happens, np.maximum(last, self.passed[name].finish), last)
            worked = worked + self.effort(name, role) * (1 + self.repeated(name))
        first = np.where(first < np.inf, first, last)
        allocated = (last - first) * self.days_a_month * self.people(role) * self.values[f"roles.{role}.availability"]
        return self.values[f"roles.{role}.retained_share"] * np.maximum(allocated - worked, 0), first, last
