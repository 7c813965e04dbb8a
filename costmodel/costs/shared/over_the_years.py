"""Numbers that change over the years: each line is worked out as it would be in each year, and pays for its part of it.

No category knows of it. Where a number has a course, all lines are worked out once for each year with what the number
is then; of each line a year takes the share of its time that lies in the year. A line that no course touches stays as
it is, and so do the dates: what decides them has no course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from costmodel.costs.shared.people_of_others import share_within
from costmodel.initiative.courses import Course
from costmodel.simulation.formulas import named
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window, after, before
from costmodel.typing import Array

Lines = Callable[[Inputs, Schedule], Iterable[CostLine]]


@dataclass(frozen=True, eq=False)
class Stretch:
    """A time within which no number changes, and what numbers are multiplied by in it."""

    window: Window
    factors: Mapping[str, Array]


def over_the_years(inputs: Inputs, schedule: Schedule, lines: Lines) -> Iterator[CostLine]:
    """The lines, those that a course touches in a part for each year.

    Args:
        inputs, schedule: of the case.
        lines: works all lines out from some inputs, always the same ones in the same order.
    """
    booked = list(lines(inputs, schedule))
    if not inputs.assumptions.structure.courses:
        yield from booked
        return
    last = max(float(np.max(line.window.end)) for line in booked)
    stretches = list(_stretches(inputs, schedule, last))
    in_each = [list(lines(inputs.multiplied(one.factors), schedule)) for one in stretches]
    known: dict[tuple[int, int], Window] = {}
    for line, *then in zip(booked, *in_each, strict=True):
        if all(_same(line, other) for other in then):
            yield line
        else:
            for number, (other, stretch) in enumerate(zip(then, stretches, strict=True), start=1):
                yield from _part(line, other, stretch, number, schedule, known)


def factor_of(course: Course, inputs: Inputs, name: str, year: int) -> Array:
    """What a course multiplies its numbers by in a year, from 1 on.

    Args:
        course, name: the course, and what it is called.
        inputs: of the case.
        year: counted from the start or from go-live, as the course says.
    """
    if course.growth:
        grown: Array = (1 + inputs[f"courses.{name}.growth"]) ** (year - 1)
        return grown
    if course.by_year:
        return np.full(1, course.by_year[min(year, len(course.by_year)) - 1])
    (number,) = inputs.assumptions.structure.courses[name][1]
    value = course.values[min(year, len(course.values)) - 1]
    return np.full(1, value / inputs.assumptions[number].likeliest)


def _stretches(inputs: Inputs, schedule: Schedule, last: float) -> Iterator[Stretch]:
    """From the start to the last cost, cut wherever a year begins that some course counts."""
    courses, year = inputs.assumptions.structure.courses, inputs.calendar.months_per_year
    length, origins = float(np.max(year)), {course.counted_from for course, _ in courses.values()}
    starts: Mapping[str, Any] = {"start": 0 * schedule.go_live, "go_live": schedule.go_live}
    whole = Window(0 * schedule.go_live, 0 * schedule.go_live + np.inf)
    cuts: dict[str, list[tuple[int, Window]]] = {"start": [(1, whole)], "go_live": [(1, whole)]}
    for origin in origins:
        years = max(int(np.ceil((last - float(np.min(starts[origin]))) / length)), 1)
        edges = [starts[origin] + number * year for number in range(years)]
        cuts[origin] = [
            (number, Window(first, then))
            for number, (first, then) in enumerate(zip(edges, [*edges[1:], whole.end], strict=True), start=1)
        ]
        if origin == "go_live":  # before it the numbers are as they are stated
            cuts[origin].insert(0, (0, Window(whole.start, schedule.go_live)))
    for from_start, one in cuts["start"]:
        for from_go_live, other in cuts["go_live"]:
            both = after(before(one, other.end), other.start)
            counted = {"start": from_start, "go_live": from_go_live}
            if np.any(both.end > both.start):
                factors = {
                    number: factor_of(course, inputs, name, counted[course.counted_from])
                    for name, (course, numbers) in courses.items()
                    if counted[course.counted_from] > 0
                    for number in numbers
                }
                yield Stretch(both, factors)


def _same(line: CostLine, other: CostLine) -> bool:
    ends = (line.at_end or (0.0, 0.0)), (other.at_end or (0.0, 0.0))
    return bool(np.array_equal(line.amount, other.amount)) and all(
        np.array_equal(one, two) for one, two in zip(*ends, strict=True)
    )


def _part(
    line: CostLine,
    then: CostLine,
    stretch: Stretch,
    number: int,
    schedule: Schedule,
    known: dict[tuple[int, int], Window],
) -> Iterator[CostLine]:
    """What a line pays for in one stretch of time; nothing where none of its time lies in it."""
    share = named(share_within(line.window, stretch.window), "in the part", unit="share")
    ends = None
    if then.at_end is not None:
        here = [_inside(stretch.window, end) for end in (schedule.end, schedule.retired)]
        ends = (then.at_end[0] * here[0], then.at_end[1] * here[1])
    elif not np.any(share):
        return
    key = id(line.window), number
    if key not in known:
        part = before(after(line.window, stretch.window.start), stretch.window.end)
        name = f"{line.window.name}, part {number}" if line.window.name else ""
        known[key] = replace(line.window, start=part.start, end=part.end, name=name)
    days = None if then.days is None else then.days * share
    yield replace(then, amount=then.amount * share, days=days, window=known[key], at_end=ends, part=number)


def _inside(window: Window, time: Array) -> Array:
    return np.where((window.start <= time) & (time < window.end), 1.0, 0.0)
