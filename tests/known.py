"""Simulations that several tests of one process ask for: what differs from a case by one number, simulated once."""

from collections import OrderedDict
from typing import Any

from costmodel.beliefs.belief import Belief
from costmodel.estimates.simulation import Progress, Simulated, simulated
from costmodel.files.assumptions import Assumptions
from costmodel.files.fingerprint import fingerprint

ROOM = 200_000_000  # bytes of figures that are kept, those that were asked for last
Key = tuple[Any, ...]


class Known:
    """Figures by all that decides a bit of them: numbers, the model's shape, samples and seed."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[Key, Simulated] = OrderedDict()
        self._bytes = 0
        self._shapes: dict[Key, tuple[str, Any]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def simulated(
        self,
        assumptions: Assumptions,
        samples: int,
        seed: int,
        workers: int,
        progress: Progress,
        *,
        with_case: bool = True,
    ) -> Simulated:
        """As the function of the model; an estimate of its own, with its case, is always simulated."""
        if with_case:
            return simulated(assumptions, samples, seed, workers, progress)
        key = (samples, seed, self._shape(assumptions), *((name, *_numbers(one)) for name, one in assumptions.items()))
        found = self._kept.pop(key, None)
        if found is None:
            found = simulated(assumptions, samples, seed, workers, progress, with_case=False)
            self._bytes += _size(found)
        self._kept[key] = found
        while self._bytes > self._room:
            self._bytes -= _size(self._kept.popitem(last=False)[1])
        return found

    def _shape(self, assumptions: Assumptions) -> str:
        """The fingerprint of all but the numbers, which changes keep."""
        parts = assumptions.structure, assumptions.initiative
        known = tuple(map(id, parts))
        if known not in self._shapes:
            self._shapes[known] = fingerprint({}, *parts), parts  # held, so that no other gets its place in memory
        return self._shapes[known][0]


def _numbers(belief: Belief) -> Key:
    return belief.kind, belief.numbers, belief.unit, belief.moves_with


def _size(found: Simulated) -> int:
    return sum(values.nbytes for values in found.figures.values())


KNOWN = Known()
