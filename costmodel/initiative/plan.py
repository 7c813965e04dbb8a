"""The plan: which activities there are, what each waits for, and where work is repeated or the initiative may end.

A plan is data (`plan.yaml`). This module knows its shape and what makes a plan impossible; numbers stay assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Literal, get_args

from costmodel.beliefs.source import Strict
from costmodel.errors import Sentence, did_you_mean
from costmodel.initiative.kinds import Treatment

Phase = Literal["explore", "prepare", "develop", "productionise", "throughout", "operate"]
Layer = Literal["prototype", "software", "ml"]  # what work, a risk or an additional cost may belong to
BookedLayer = Literal["prototype", "software", "ml", "ml_idle"]  # and waiting people apart
Payee = Literal["labour", "cloud", "hardware", "service", "licence"]
PHASES: tuple[Phase, ...] = get_args(Phase)
LAYERS: tuple[BookedLayer, ...] = get_args(BookedLayer)
PAYEES: tuple[Payee, ...] = get_args(Payee)
GO_LIVE = "release"  # the activity whose finish is the go-live


class Activity(Strict):
    """One activity of the plan.

    Attributes:
        meaning: what is done, in a few words.
        phase, category, layer: under which its effort is booked.
        after: the activities that must have finished before it starts.
        roles: who works on it (`plan.NAME.effort.ROLE` holds how much).
        own_people: roles for which `plan.NAME.people.ROLE` says how many, instead of `roles.ROLE.people`.
        waits_for: for whom or what it waits before work starts (`plan.NAME.wait`), or None.
        repeats_from: the activity to which it sends the work back (`plan.NAME.repeats`), or None.
        gate: whether the initiative may end at its finish (`plan.NAME.gate`).
        only_if: it takes place only where one of these assumptions is above zero; always when empty.
        waits_for_hiring: an open post delays it.
        treatment: what its effort is in the books; where nobody has said (None) it is expense.
    """

    meaning: str
    phase: Literal["explore", "prepare", "develop", "productionise"]
    category: str
    layer: Layer
    after: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    own_people: tuple[str, ...] = ()
    waits_for: str | None = None
    repeats_from: str | None = None
    gate: bool = False
    only_if: tuple[str, ...] = ()
    waits_for_hiring: bool = False
    treatment: Treatment | None = None


@dataclass(frozen=True)
class Loop:
    """A stretch of the plan that may be done again: from `first` to `last`, with all activities on paths between."""

    first: str
    last: str
    members: tuple[str, ...]


def in_order(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The activities, each after its predecessors; otherwise in the order in which they are written.

    Raises:
        ValueError: an unknown predecessor, or a cycle; the sentence names the activities.
    """
    for name, before in after.items():
        for other in before:
            if other not in after:
                raise ValueError(
                    Sentence("{name!r} comes after {other!r}, which is not in the plan", name=name, other=other)
                )
    sorter = TopologicalSorter(after)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise ValueError(Sentence("the plan goes in a circle: {circle}", circle=circle)) from None
    place = {name: number for number, name in enumerate(after)}
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place.__getitem__)
        order += ready
        sorter.done(*ready)
    return tuple(order)


def ancestors(name: str, after: Mapping[str, Sequence[str]]) -> set[str]:
    """All activities that must have finished before this one starts."""
    found: set[str] = set()
    waiting = list(after[name])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += after[other]
    return found


@dataclass(frozen=True)
class Plan:
    """All activities by name, in the order in which they are written."""

    activities: Mapping[str, Activity]

    @cached_property
    def after(self) -> dict[str, tuple[str, ...]]:
        """Each activity's predecessors."""
        return {name: activity.after for name, activity in self.activities.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The activities, each after its predecessors."""
        return in_order(self.after)

    @cached_property
    def loops(self) -> tuple[Loop, ...]:
        """The stretches that may be repeated."""
        found = []
        for last, activity in self.activities.items():
            if activity.repeats_from is not None:
                first = activity.repeats_from
                back = ancestors(last, self.after) | {last}
                members = [
                    name
                    for name in self.order
                    if name in back and (name == first or first in ancestors(name, self.after))
                ]
                found.append(Loop(first, last, tuple(members)))
        return tuple(found)

    @cached_property
    def loop_of(self) -> dict[str, Loop]:
        """The loop in which an activity lies, for those in one."""
        return {name: loop for loop in self.loops for name in loop.members}

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Every role that works on some activity, in the order of first mention."""
        return tuple(dict.fromkeys(role for activity in self.activities.values() for role in activity.roles))

    def by_category(self, category: str) -> Iterable[tuple[str, Activity]]:
        """The activities whose effort is booked under a category."""
        return ((name, activity) for name, activity in self.activities.items() if activity.category == category)


PlanFault = tuple[str, str, str]  # activity, key, sentence


def plan_faults(plan: Plan) -> list[PlanFault]:
    """What makes a plan impossible."""
    if found := _unknown_names(plan):
        return found
    try:
        order = plan.order
    except ValueError as circle:
        return [(str(circle).rsplit(" -> ", 1)[-1], "after", str(circle))]
    for name in order:
        back = plan.activities[name].repeats_from
        if back is not None and back != name and back not in ancestors(name, plan.after):
            found.append(
                (name, "repeats.from", Sentence("repeats from {back!r}, which does not come before it", back=back))
            )
    late = set(order) - ancestors(GO_LIVE, plan.after) - {GO_LIVE}
    text = Sentence("{name!r} does not wait for it, so it would be left open at go-live", name=GO_LIVE)
    found += [(name, "after", text) for name in sorted(late)]
    return found or _overlaps(plan)


def _unknown_names(plan: Plan) -> list[PlanFault]:
    found: list[PlanFault] = []
    if GO_LIVE not in plan.activities:
        found.append(("", "", Sentence("has no activity {name!r}, whose finish is the go-live", name=GO_LIVE)))
    for name, activity in plan.activities.items():
        for other in activity.after:
            if other not in plan.activities:
                text = Sentence(
                    "comes after {other!r}, which is not in the plan{near}",
                    other=other,
                    near=did_you_mean(other, plan.activities),
                )
                found.append((name, "after", text))
        back = activity.repeats_from
        if back is not None and back not in plan.activities:
            text = Sentence(
                "repeats from {back!r}, which is not in the plan{near}",
                back=back,
                near=did_you_mean(back, plan.activities),
            )
            found.append((name, "repeats.from", text))
    return found


def _overlaps(plan: Plan) -> list[PlanFault]:
    found: list[PlanFault] = []
    for number, loop in enumerate(plan.loops):
        for other in plan.loops[:number]:
            both = sorted(set(loop.members) & set(other.members))
            if both:
                text = Sentence(
                    "its rework loop and that of {last!r} overlap in {both}", last=other.last, both=", ".join(both)
                )
                found.append((loop.last, "repeats", text))
    return found
