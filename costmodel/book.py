"""What an estimate keeps of a block of samples, so that tables and pictures of it need no second simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from costmodel.distributions import Array
from costmodel.ledger import Ledger
from costmodel.plan import GO_LIVE
from costmodel.simulation import Case
from costmodel.timeline import Dates, dates


@dataclass(frozen=True, eq=False)
class Book:
    """What is kept of a block of samples: its ledger, the sums of its dates, and when each gate is reached."""

    ledger: Ledger
    dates: Dates
    gates: Mapping[str, Array]


def book_of(case: Case) -> Book:
    """What is kept of a case."""
    return Book(case.ledger, dates(case), gates_of(case))


def gates_of(case: Case) -> dict[str, Array]:
    """When each gate is reached in a case, shape (samples,)."""
    plan, samples = case.inputs.assumptions.structure.plan, case.inputs.samples
    gates = [name for name in plan.order if plan.activities[name].gate and name != GO_LIVE]
    return {name: np.broadcast_to(case.schedule.finish[name], (samples,)) for name in gates}
