"""What it costs to visit the sites that will use the system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule


# A formula is a function of numbers alone, so that its test needs no model. Every number may be an array with one value
# for each sample, or a single one: write arithmetic and numpy, never `if` or `max`, and both work.
def cost_of_visits(visits_a_month: Any, months: Any, visit: Any) -> Any:
    """Money for all visits of a stretch of time, shape of its parts."""
    return visits_a_month * months * visit


# The one function that is called. It reads its numbers from `inputs` by the names they have in travel.yaml, and yields
# a line for each thing that is paid for: what it is, where it belongs, how much it is and when it is spent.
def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Visits before go-live and in operation."""
    travel = inputs.travel
    yield CostLine(
        item="Visits before go-live",  # unique in the whole ledger
        category="travel",  # as in travel.yaml, under categories
        phase="throughout",  # from start to go-live; "operate" is the time after it
        layer="software",  # needed by any software; "ml" because of machine learning, "prototype" for a first trial
        payee="service",  # who is paid: labour, cloud, hardware, service or licence
        amount=cost_of_visits(travel.visits_before_go_live, schedule.go_live, travel.visit),
        window=schedule.to_go_live,  # spent evenly from the start to go-live
        kind="fee",  # what finance sorts by; costmodel/initiative/kinds.py lists them
    )
    yield CostLine(
        item="Visits in operation",
        category="travel",
        phase="operate",
        layer="software",
        payee="service",
        amount=cost_of_visits(travel.visits_in_operation, schedule.horizon, travel.visit),
        window=schedule.operation,
        kind="running",
    )
