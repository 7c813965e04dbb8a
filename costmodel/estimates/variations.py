"""Estimates of assumptions that differ in a few numbers: what a change does not reach is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from costmodel.costs import all_lines
from costmodel.estimates.result import Estimate, compared, meant
from costmodel.estimates.simulation import (
    AT_ONCE,
    KEPT_CUT,
    Case,
    accepted_at,
    kept,
    kept_names,
    most_months,
    sources,
)
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.ledger import SCOPES, Ledger
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.steps import NotWrittenError, OtherAnswerError, Steps, Values, Written
from costmodel.simulation.written_inputs import KnownInputs, WrittenInputs
from costmodel.typing import Array

COMPARED = ("go_live", "reached", "lifetime", "horizon", "spent")  # beside money by scope and category


class Course(NamedTuple):
    """How a case comes about: its numbers, its steps, itself, and the figures that are looked at, all written."""

    inputs: WrittenInputs
    steps: Steps
    case: Case
    figures: Mapping[str, Any]


class Variations:
    """Estimates drawn as a known one was, of assumptions in which some numbers are others.

    The known case is computed once more and its steps are kept (some 8 MB for 1,000 samples); each variation takes
    those again that its numbers reach. Its figures are the same to the last bit as if it were simulated by itself, and
    it is wherever the steps do not hold: in an estimate of more samples than are computed at once, for another plan,
    where numbers have courses over the years, where a formula takes another way. Figures by which changes are not
    compared are simulated when they are asked for.

    Args:
        known: the estimate.
    """

    def __init__(self, known: Estimate) -> None:
        self.known = known

    @classmethod
    def drawn(cls, assumptions: Assumptions, samples: int, seed: int) -> Variations:
        """The same around an estimate that is made here, of the figures alone by which changes are compared.

        Raises:
            TypeError, ValueError: as for `estimate`.
        """
        meant(assumptions, samples, seed)
        around = cls(Estimate(assumptions, samples, seed, {}))
        around.known = around._estimate(assumptions, around._again({}))
        return around

    def of(self, assumptions: Assumptions) -> Estimate:
        """The estimate of other assumptions; the known one where they are its own.

        Raises:
            ValueError: as for `estimate`.
        """
        if assumptions is self.known.assumptions:
            return self.known
        return self._estimate(assumptions, self._again(self._changed(assumptions)))

    def both(self, first: Assumptions, second: Assumptions) -> tuple[Estimate, Estimate]:
        """The estimates of two other assumptions that differ less from each other than from the known ones.

        Raises:
            ValueError: as for `estimate`.
        """
        one, other, known = self._changed(first), self._changed(second), self._again({})
        if one is None or other is None or known is None:
            return self.of(first), self.of(second)
        here = {place: known[place] for place in {**one, **other}}
        before, now = here | one, here | other
        between = {place: value for place, value in now.items() if not np.array_equal(before[place], value)}
        values = self._again(one, then=between)
        if values is None:
            return self.of(first), self.of(second)
        return self._estimate(first, values), self._estimate(second, self._again(between, values))

    def _changed(self, assumptions: Assumptions) -> dict[int, Array] | None:
        """Where the steps begin otherwise, or None where they are no steps of these assumptions."""
        before = self.known.assumptions
        if assumptions.structure is not before.structure or assumptions.beliefs.keys() != before.beliefs.keys():
            return None
        if self._course is None:
            return None
        names = {
            name
            for name, belief in assumptions.beliefs.items()
            if belief is not before.beliefs[name] or assumptions.listed.get(name) != before.listed.get(name)
        }
        return self._course.inputs.after(assumptions, names)

    def _again(
        self, changed: dict[int, Array] | None, after: Values | None = None, then: Collection[int] = ()
    ) -> Values | None:
        """What comes out after a change, or None where the steps do not hold."""
        if changed is None or self._course is None:
            return None
        try:
            with np.errstate(divide="ignore", invalid="ignore"):
                return self._course.steps.again(changed, after, then)
        except OtherAnswerError:
            return None

    def _estimate(self, assumptions: Assumptions, values: Values | None) -> Estimate:
        """The estimate of what came out; simulated as a whole where nothing did, or what is refused."""
        if values is None or self._course is None:
            return self._simulated(assumptions)
        samples = self.known.samples
        figures = {name: _of_each(one, values, samples) for name, one in self._course.figures.items()}
        if not float(np.max(figures["go_live"])) <= most_months(samples):
            return self._simulated(assumptions)
        return self._made(assumptions, self._course, figures, values)

    def _simulated(self, assumptions: Assumptions) -> Estimate:
        """The estimate where the steps do not hold."""
        return compared(self.known, assumptions)

    def _made(self, assumptions: Assumptions, _: Course, figures: dict[str, Array], __: Values) -> Estimate:
        """The estimate of figures that came out."""
        known = self.known
        every = Figures(figures, lambda: compared(known, assumptions).figures)
        return Estimate(assumptions, known.samples, known.seed, every)

    def _looked_at(self, name: str) -> bool:
        """Whether a figure is one by which changes are compared."""
        return name in COMPARED or name.startswith(SCOPES)

    def _written(self, _: Case) -> Iterable[Any]:
        """What else of a case is looked at than its figures, written."""
        return ()

    @cached_property
    def _course(self) -> Course | None:
        """How the known case comes about, or None where that cannot be written down."""
        known = self.known
        source, *others = sources(known.samples, known.seed, AT_ONCE)
        if others:
            return None
        steps = Steps()
        inputs = WrittenInputs(KnownInputs(known.assumptions, source), steps)
        try:
            schedule = Schedule(inputs)
            case = Case(inputs, schedule, Ledger(all_lines(inputs, schedule), known.samples))
            every = kept(case, case.ledger.by_window(*KEPT_CUT), accepted_at(known.assumptions))
            beside = self._written(case)
        except NotWrittenError:
            return None
        figures = {name: every[name] for name in kept_names() if self._looked_at(name)}
        steps.only_for([*figures.values(), *beside])
        return Course(inputs, steps, case, figures)


class Figures(Mapping[str, Array]):
    """Figures by name, shape (samples,), of which some are there and the others are worked out when asked for.

    Args:
        there: those that are there.
        every: works out all.
    """

    def __init__(self, there: dict[str, Array], every: Callable[[], Mapping[str, Array]]) -> None:
        self._there, self._every = there, every

    def __getitem__(self, name: str) -> Array:
        if name not in self._there and name in kept_names():
            self._there = {**self._every(), **self._there}
        return self._there[name]

    def __iter__(self) -> Iterator[str]:
        return iter(kept_names())

    def __len__(self) -> int:
        return len(kept_names())


def _of_each(figure: Any, values: Values, samples: int) -> Array:
    value = figure.among(values) if isinstance(figure, Written) else figure
    return value if len(value) == samples else np.full(samples, value[0])
