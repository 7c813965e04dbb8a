"""What finance looks at of a simulation: the ledger of each course of events with its dates, all of them or a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.estimates.result import Estimate
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.windows import Group, Window, before, some, spent_by
from costmodel.typing import Array

VIEWS = ("carried_through", "as_it_happens")
DATES = ("accepted", "go_live", "stop", "reached", "lifetime", "horizon")


@dataclass(frozen=True, eq=False)
class Course:
    """A block of samples, or some of them; every array is of shape (samples,).

    Attributes:
        ledger: its cost lines.
        inputs: from which prices and benefits are drawn, of the whole block.
        dates: of `DATES`, in months from the start: when the last gate is passed, go-live, when a gate or a risk ends
            it; reached is 1 where production is reached; lifetime and horizon are months after go-live.
        inside: which samples of the block; None for all.
    """

    ledger: Ledger
    inputs: Inputs
    dates: Mapping[str, Array]
    inside: NDArray[np.intp] | None = None

    @property
    def samples(self) -> int:
        """How many there are."""
        return self.ledger.samples

    @property
    def reached(self) -> Array:
        """1 where production is reached."""
        return self.dates["reached"]

    @property
    def go_live(self) -> Array:
        """Months from the start, as if nothing stopped it."""
        return self.dates["go_live"]

    @cached_property
    def planned_end(self) -> Array:
        """The end of the operation to the horizon."""
        return self.go_live + self.dates["horizon"]

    @cached_property
    def end(self) -> Array:
        """The end as it happens: a stop, or the retirement, at most the horizon."""
        retired = self.go_live + np.minimum(self.dates["lifetime"], self.dates["horizon"])
        return np.asarray(np.minimum(self.dates["stop"], retired))

    def drawn(self, name: str) -> Array:
        """An assumption in these samples, shape (samples,) or (1,)."""
        values = np.asarray(self.inputs[name])
        return values if self.inside is None else some(values, self.inside)

    def taken(self, inside: NDArray[np.intp]) -> Course:
        """Some of these samples alone."""
        dates = {name: values[inside] for name, values in self.dates.items()}
        return Course(self.ledger.part(inside), self.inputs, dates, inside)


def courses(est: Estimate) -> Iterator[Course]:
    """Every block of a simulation, as kept or computed again one by one."""
    first = 0
    for ledger, source in zip(est.ledgers(), est.sources(), strict=True):
        here = slice(first, first + ledger.samples)
        first = here.stop
        yield Course(ledger, Inputs(est.assumptions, source), {name: est.figures[name][here] for name in DATES})


# -- two views --------------------------------------------------------------------------------------------------------


def known_view(view: str) -> None:
    """Refuses an unknown view with a ValueError."""
    if view not in VIEWS:
        raise ValueError(f"no view {view!r}; there are {', '.join(VIEWS)}")


def spent_in(view: str, course: Course, window: Window) -> tuple[Any, Window]:
    """The share of a window's money that is spent, and the part of the window in which it is.

    Carried through: all of it. As it happens: until a stop or the retirement, as `Estimate.spent` counts it.

    Raises:
        ValueError: an unknown view.
    """
    known_view(view)
    if view == "carried_through":
        return 1.0, window
    return spent_by(window, course.end, course.reached), before(window, course.end)


def spent(course: Course, view: str, *cuts: str) -> Iterator[Group]:
    """The money of a course by window and cut, in a view; what an early end changes (a resale) included.

    Args:
        course: the course.
        view: "carried_through" or "as_it_happens".
        cuts: of `ledger.FIELDS`.
    """
    for window, parts in course.ledger.by_window(*cuts):
        share, inside = spent_in(view, course, window)
        yield inside, {key: amount * share for key, amount in parts.items()}
    if view != "carried_through":
        end = Window(course.end, course.end)
        for line, happens, _ in course.ledger.ends_early(course.reached):
            yield end, {line.key(cuts): happens}
