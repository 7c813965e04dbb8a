"""Costs that need no formula: an item, a category, an amount and when it falls, straight from a file."""

from __future__ import annotations

from collections.abc import Iterable

from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """A line for each entry, spent evenly over its phase."""
    for name, cost in inputs.assumptions.structure.additional_costs.items():
        yield CostLine(
            item=f"Additional: {cost.meaning}",
            category=cost.category,
            phase=cost.phase,
            layer=cost.layer,
            payee=cost.payee,
            amount=inputs[f"additional_costs.{name}.amount"],
            window=schedule.phase(cost.phase),
            kind="additional",
        )
