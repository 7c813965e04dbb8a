"""The estimates of one number after the other, as a slider passes over them: whole ones, cut as any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate, estimate
from costmodel.estimates.simulation import Case
from costmodel.estimates.variations import Course, Variations
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Ledger
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.steps import Values, Written
from costmodel.simulation.windows import Window
from costmodel.typing import Array

CUT = "scope"  # how a picture in time cuts the ledger: summed along the way
NUMBERS = ("amount", "window", "days", "at_end", "each")  # what of a line differs from course to course


class Followed(Variations):
    """Variations with everything that an estimate of one block has: every figure, every date, every line.

    What is kept for it are the steps of a whole case, 50 MB for 4,096 samples. An estimate is the same to the last bit
    as if it were simulated by itself, which it is where the steps do not hold.
    """

    def _simulated(self, assumptions: Assumptions) -> Estimate:
        return estimate(assumptions, self.known.samples, self.known.seed)

    def _looked_at(self, name: str) -> bool:  # noqa: ARG002  all are
        return True

    def _written(self, case: Case) -> Iterable[Any]:
        groups = case.ledger.by_window(CUT)
        return list(
            _each(
                [vars(case.schedule), [[getattr(line, name) for name in NUMBERS] for line in case.ledger.lines], groups]
            )
        )

    def _made(self, assumptions: Assumptions, course: Course, figures: dict[str, Array], values: Values) -> Estimate:
        known, written = self.known, course.case
        (source,) = known.sources(at_once=-(-known.samples // BLOCK))
        real, inputs = _Real(values), Inputs(assumptions, source)
        schedule = real.schedule(written.schedule, inputs)
        case = Case(inputs, schedule, real.ledger(written.ledger))
        return Estimate(assumptions, known.samples, known.seed, figures, case=case)


def _each(thing: Any) -> Iterator[Written]:
    """All written numbers in a thing."""
    if isinstance(thing, Written):
        yield thing
    elif isinstance(thing, Window):
        yield from _each((thing.start, thing.end))
    elif isinstance(thing, dict):
        yield from _each(list(thing.values()))
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            yield from _each(one)


class _Real:
    """A written case with the numbers that came out in it.

    Args:
        values: those numbers.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._windows: dict[int, Window] = {}

    def of(self, thing: Any) -> Any:
        """A thing with its numbers; what has none stays."""
        if isinstance(thing, Written):
            return thing.among(self._values)
        if isinstance(thing, Window):
            return self._window(thing)
        if isinstance(thing, dict):
            return {key: self.of(one) for key, one in thing.items()}
        if type(thing) is tuple:
            return tuple(map(self.of, thing))
        return thing

    def _window(self, window: Window) -> Window:
        """A stretch of time; lines that shared one still do."""
        found = self._windows.get(id(window))
        if found is None:
            found = self._windows[id(window)] = replace(window, start=self.of(window.start), end=self.of(window.end))
        return found

    def schedule(self, written: Schedule, inputs: Inputs) -> Schedule:
        """The dates."""
        real = copy(written)
        vars(real).update({name: self.of(one) for name, one in vars(written).items()})
        real._inputs = inputs  # noqa: SLF001  another of its own kind
        return real

    def _line(self, line: CostLine) -> CostLine:
        real = copy(line)
        vars(real).update({name: self.of(getattr(line, name)) for name in NUMBERS})
        return real

    def ledger(self, written: Ledger) -> Ledger:
        """The lines, and their sums by window."""
        real = Ledger(map(self._line, written.lines), written.samples)
        real._by_window[(CUT,)] = [  # noqa: SLF001  another of its own kind
            (self._window(window), self.of(parts)) for window, parts in written.by_window(CUT)
        ]
        return real
