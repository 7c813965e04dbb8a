"""How the numbers of a case enter its steps: which of them rest on which others, and what they are after a change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeVar

import numpy as np

from costmodel.files.assumptions import Assumptions
from costmodel.initiative.blocks import block_name
from costmodel.initiative.discrepancy import STAGE
from costmodel.initiative.structure import Structure
from costmodel.simulation.inputs import Inputs, Namespace, Source
from costmodel.simulation.steps import NotWrittenError, Steps, Written
from costmodel.typing import Array

Found = TypeVar("Found")


class KnownInputs(Inputs):
    """Inputs that remember of each number on which others it rests."""

    def __init__(self, assumptions: Assumptions, source: Source) -> None:
        self._needs: dict[str, set[str]] = {}
        self._looked_at: list[set[str]] = []
        super().__init__(assumptions, source)

    def resting(self, name: str, work_out: Callable[[], Found]) -> tuple[Found, set[str]]:
        """What is worked out of a number, and the names of all numbers that are looked at for it."""
        self._looked_at.append({name})
        try:
            found = work_out()
        finally:
            needs = self._looked_at.pop()
        if self._looked_at:
            self._looked_at[-1] |= needs
        return found, needs

    def plain(self, name: str) -> Array:
        """A number without any unit attached."""
        if name not in self._needs:
            value, self._needs[name] = self.resting(name, lambda: super(KnownInputs, self).plain(name))
            return value
        if self._looked_at:
            self._looked_at[-1] |= self._needs[name]
        return super().plain(name)

    def _level(self, block: str) -> Array | None:
        self.plain(block_name(block))  # looked at, even where it is known that it moves nothing
        return super()._level(block)

    def changed(self, assumptions: Assumptions, names: Collection[str]) -> Inputs:
        """The numbers after a change, drawn alike; those that do not rest on what changed are taken over.

        Args:
            assumptions: what is believed now.
            names: what is another number in them.
        """
        other = Inputs(assumptions, self._source)
        if STAGE not in names:  # it says what moves other numbers at all
            needs = self._needs
            taken_over = {name: value for name, value in self._plain.items() if needs[name].isdisjoint(names)}
            other._plain = taken_over  # noqa: SLF001  another of its own kind
        return other


class _Shape:
    """The assumptions as formulas of a written case may ask for them: their shape, and none of their numbers."""

    def __init__(self, structure: Structure) -> None:
        self.structure, self.currency = structure, structure.prices.currency

    def __getattr__(self, name: str) -> Any:
        raise NotWrittenError(f"{name} of the assumptions themselves")

    def __getitem__(self, name: str) -> Any:
        raise NotWrittenError(f"{name} of the assumptions themselves")


class Door(NamedTuple):
    """Where numbers enter the steps: their places and values, the names on which they rest, and how they come about."""

    places: list[int]
    values: list[Array]
    needs: set[str]
    work_out: Callable[[Inputs], list[Array]]


class WrittenInputs(Inputs):
    """The numbers of a case as formulas ask for them while its steps are written down.

    Args:
        known: the numbers.
        steps: where they enter.
    """

    def __init__(self, known: KnownInputs, steps: Steps) -> None:
        self.assumptions: Any = _Shape(known.assumptions.structure)
        self.samples = known.samples
        self.derived: dict[str, Any] = {}
        self._known, self._steps = known, steps
        self._here: dict[str, Written] = {}
        self._doors: list[Door] = []

    def __getitem__(self, name: str) -> Any:
        if name not in self._here:
            (self._here[name],) = self._entered(name, lambda inputs: [inputs.plain(name)])
        return self._here[name]

    def get(self, name: str) -> Any:
        """A number, or the namespace of that name."""
        found = self._known.get(name)  # says what is wrong with a wrong name
        return Namespace(self, name) if isinstance(found, Namespace) else self[name]

    def has(self, name: str) -> bool:
        """Whether there is such a number."""
        return self._known.has(name)

    def uniform(self, stream: str) -> Any:
        """Probabilities of a stream that stands for no assumption; no change reaches them."""
        return self._known.uniform(stream)

    def times_in_a_row(self, name: str, most: int) -> list[Any]:
        """Whether an event happens a first time, a second, ...; always as many times as are looked at."""

        def times(inputs: Inputs) -> list[Array]:
            found = inputs.times_in_a_row(name, most)
            return [*found, *[np.zeros(1)] * (most - len(found))]

        return self._entered(name, times)

    def multiplied(self, factors: Mapping[str, Array]) -> Inputs:
        """Courses over the years are not written down."""
        raise NotWrittenError(f"a course of {', '.join(factors)}")

    def _entered(self, name: str, work_out: Callable[[Inputs], list[Array]]) -> list[Written]:
        values, needs = self._known.resting(name, lambda: work_out(self._known))
        entered = [self._steps.enter(value) for value in values]
        self._doors.append(Door([one.place for one in entered], values, needs, work_out))
        return entered

    def after(self, assumptions: Assumptions, names: Collection[str]) -> dict[int, Array]:
        """The place of each number that is another after a change, and its value then.

        Args:
            assumptions: what is believed then.
            names: what is another number in them.
        """
        inputs = self._known.changed(assumptions, names)
        return {
            place: value
            for door in self._doors
            if STAGE in names or not door.needs.isdisjoint(names)
            for place, before, value in zip(door.places, door.values, door.work_out(inputs), strict=True)
            if not np.array_equal(before, value)
        }
