"""The second model as a whole: one case simulated from the documents alone."""

from __future__ import annotations

from dataclasses import dataclass

from tests.second_model import building, operating
from tests.second_model.booking import Books, Line
from tests.second_model.drawing import Values
from tests.second_model.plan import Plan
from tests.second_model.reading import Case


@dataclass(frozen=True)
class Simulated:
    """One case with its plan and all its lines, sample by sample."""

    values: Values
    plan: Plan
    lines: tuple[Line, ...]


def simulate(case: Case, samples: int = 1, seed: int | None = None) -> Simulated:
    """So many courses that the initiative might take; without a seed the one with every most likely value."""
    values = Values(case, samples, seed)
    plan = Plan(values)
    books = Books(values, plan)
    for book in (
        building.efforts,
        building.staffing,
        building.data,
        building.training,
        operating.hardware,
        building.handover,
        operating.operations,
        operating.compliance,
        operating.risks,
    ):
        book(books)
    return Simulated(values, plan, tuple(books.lines))
