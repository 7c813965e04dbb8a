"""Estimates of assumptions that differ in a few numbers: what a change does not reach is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import numpy as np

from costmodel.costs import all_lines
from costmodel.estimates.result import Estimate, compared
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
from costmodel.simulation.steps import NotWrittenError, OtherAnswerError, Steps
from costmodel.simulation.written_inputs import KnownInputs, WrittenInputs
from costmodel.typing import Array

COMPARED = ("go_live", "reached", "lifetime", "horizon", "spent")  # beside money by scope and category


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

    def of(self, assumptions: Assumptions) -> Estimate:
        """The estimate of other assumptions; the known one where they are its own.

        Raises:
            ValueError: as for `estimate`.
        """
        known = self.known
        if assumptions is known.assumptions:
            return known
        figures = self._figures(assumptions)
        if figures is None:
            return compared(known, assumptions)
        return Estimate(
            assumptions, known.samples, known.seed, Figures(figures, lambda: compared(known, assumptions).figures)
        )

    def _figures(self, assumptions: Assumptions) -> dict[str, Array] | None:
        """The figures by which changes are compared, or None where the steps do not hold."""
        before = self.known.assumptions
        if assumptions.structure is not before.structure or assumptions.beliefs.keys() != before.beliefs.keys():
            return None
        if self._course is None:
            return None
        inputs, steps, figures = self._course
        changed = {
            name
            for name, belief in assumptions.beliefs.items()
            if belief is not before.beliefs[name] or assumptions.listed.get(name) != before.listed.get(name)
        }
        try:
            with np.errstate(divide="ignore", invalid="ignore"):
                now = steps.again(inputs.after(assumptions, changed))
        except OtherAnswerError:
            return None
        samples = self.known.samples
        found = {name: _of_each(now(value), samples) for name, value in figures.items()}
        return found if float(np.max(found["go_live"])) <= most_months(samples) else None

    @cached_property
    def _course(self) -> tuple[WrittenInputs, Steps, Mapping[str, Array]] | None:
        """The numbers of the known case, its steps, and the figures by which changes are compared, all written."""
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
        except NotWrittenError:
            return None
        figures = {name: every[name] for name in kept_names() if name in COMPARED or name.startswith(SCOPES)}
        steps.only_for(figures.values())
        return inputs, steps, figures


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


def _of_each(value: Array, samples: int) -> Array:
    return value if len(value) == samples else np.full(samples, value[0])
