"""How each cost line comes about: its formula as the model has computed it, with the means of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import LEDGERS_KEPT_TO, computed
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.formulas import Formula, formula_of, remembered, value_of
from costmodel.simulation.inputs import Source
from costmodel.simulation.ledger import CUTS


@dataclass(frozen=True, eq=False)
class ExplainedLine:
    """A cost line and how it comes about.

    Attributes:
        item: what is paid for, as in the ledger.
        part: which stretch of the years it pays for; 0 for all of them.
        fields: the cuts by which it can be told apart, by their names.
        mean: money.
        formula: how the model computes it; of quantities with their means.
    """

    item: str
    part: int
    fields: dict[str, str]
    mean: float
    formula: Formula

    @property
    def at_means(self) -> float:
        """The formula with the means of its numbers; money."""
        return value_of(self.formula)

    @property
    def together(self) -> float:
        """What the means do not show: numbers rise and fall together, and limits hold in some samples only; money."""
        return self.mean - self.at_means


def explained(est: Estimate) -> tuple[ExplainedLine, ...]:
    """Each line of an estimate that is more or less than nothing, with its formula.

    The same samples are computed once more with numbers that remember how they came about; of a large simulation the
    first `LEDGERS_KEPT_TO`.

    Args:
        est: a simulation, or the likeliest case, whose one sample each formula then holds for exactly.
    """
    found = _KNOWN.get(est)
    if found is None:
        blocks = -(-min(est.samples, LEDGERS_KEPT_TO) // BLOCK)
        found = _KNOWN[est] = tuple(lines_of(est.assumptions, next(iter(est.sources(blocks)))))
    return found


def lines_of(assumptions: Assumptions, source: Source) -> Iterator[ExplainedLine]:
    """The same of any samples.

    Args:
        assumptions: what is believed.
        source: where the samples come from.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        case = computed(assumptions, source, remembered)
    for line in case.ledger.lines:
        mean = float(np.mean(line.amount))
        if mean:
            fields = dict(zip(CUTS, line.key(CUTS), strict=True))
            yield ExplainedLine(line.item, line.part, fields, mean, formula_of(line.amount))


_KNOWN: WeakKeyDictionary[Estimate, tuple[ExplainedLine, ...]] = WeakKeyDictionary()
