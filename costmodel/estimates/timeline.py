"""The plan as a table of dates: when each activity waits, works, is repeated, and how often it decides the go-live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from costmodel.estimates.simulation import Case, blocks_of
from costmodel.initiative.plan import GO_LIVE, Plan
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.windows import some
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

DATES = {"start": "start", "work_start": "work_start", "finish": "first_finish", "repeats_until": "finish"}


Dates = Mapping[str, Array]  # activity -> the dates of `DATES` and how often it decides, summed over samples


def dates(case: Case) -> list[Dates]:
    """What `timeline` needs of each block of a case."""
    decisive = case.schedule.decisive()
    by_name = [*(getattr(case.schedule, attribute) for attribute in DATES.values()), decisive]
    return [
        {
            name: (here.stop - here.start) * np.array([float(np.mean(some(one[name], here))) for one in by_name])
            for name in decisive
        }
        for here in blocks_of(case.inputs.samples)
    ]


def timeline(blocks: Iterable[Dates], samples: int, plan: Plan) -> pd.DataFrame:
    """Mean dates over all samples, in months from the start, a row for each activity.

    Args:
        blocks: of the samples, as from `dates`.
        samples: how many there are.
        plan: the activities.

    Returns:
        columns activity, meaning, phase, the dates of `DATES`, and critical, the share of samples in which the
        activity decides the go-live.
    """
    import pandas as pd

    sums = {name: np.zeros(len(DATES) + 1) for name in plan.activities}
    for block in blocks:
        for name in sums:
            sums[name] += block[name]
    rows = [
        (name, activity.meaning, activity.phase, *(sums[name] / samples)) for name, activity in plan.activities.items()
    ]
    return pd.DataFrame(rows, columns=["activity", "meaning", "phase", *DATES, "critical"])


@dataclass(frozen=True, eq=False)
class Book:
    """What is kept of a block of samples: its ledger, the sums of its dates, and when each gate is reached."""

    whole: Ledger
    block: slice
    dates: Dates
    gates: Mapping[str, Array]

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the block."""
        alone = self.block == slice(0, self.whole.samples)
        return self.whole if alone else self.whole.part(self.block)


def books_of(case: Case) -> list[Book]:
    """What is kept of each block of a case."""
    blocks = list(blocks_of(case.inputs.samples))
    gates = gates_of(case)
    return [
        Book(case.ledger, block, of, {name: values[block] for name, values in gates.items()})
        for block, of in zip(blocks, dates(case), strict=True)
    ]


def gates_of(case: Case) -> dict[str, Array]:
    """When each gate is reached in a case, shape (samples,)."""
    plan, samples = case.inputs.assumptions.structure.plan, case.inputs.samples
    gates = [name for name in plan.order if plan.activities[name].gate and name != GO_LIVE]
    return {name: np.broadcast_to(case.schedule.finish[name], (samples,)) for name in gates}
