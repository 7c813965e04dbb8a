"""When a specialist is missing: how long the post stays open, or how long an external bridges it; never both."""

from __future__ import annotations

from typing import Any

from costmodel.simulation.inputs import Inputs

SCARCE_ROLE = "data_scientist"


def open_post(must_hire: Any, bridged: Any, months_open: Any) -> Any:
    """Months that the initiative waits for a hire: only where one is needed and nobody bridges."""
    return must_hire * (1 - bridged) * months_open


def bridged_post(must_hire: Any, bridged: Any, months_open: Any) -> Any:
    """Months in which an external holds the post: only where a hire is needed and somebody bridges."""
    return must_hire * bridged * months_open


def must_hire(inputs: Inputs) -> Any:
    """1 where a specialist must be hired; never where the role is filled by others or there is none of it."""
    hired, said = inputs.hiring.must_hire, inputs.assumptions.structure.role(SCARCE_ROLE)
    return 0 * hired if said.external or said.done_by is not None else hired


def vacancy_months(inputs: Inputs) -> Any:
    """`open_post` of this case, in months."""
    hiring = inputs.hiring
    return open_post(must_hire(inputs), hiring.bridged, hiring.months_open)


def bridged_months(inputs: Inputs) -> Any:
    """`bridged_post` of this case, in months."""
    hiring = inputs.hiring
    return bridged_post(must_hire(inputs), hiring.bridged, hiring.months_open)
