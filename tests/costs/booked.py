"""What the likeliest case books under each item, for tests that set the numbers they are about."""

from typing import Any

import costmodel as cm
from costmodel.beliefs.sampling import Likeliest
from costmodel.estimates.result import computed


def booked(changes: dict[str, Any], scenarios: tuple[str, ...] = ()) -> dict[str, float]:
    """Money by item."""
    assumptions = cm.load(scenarios=scenarios).with_changes(changes)
    return {line.item: float(line.amount[0]) for line in computed(assumptions, Likeliest()).ledger.lines}
