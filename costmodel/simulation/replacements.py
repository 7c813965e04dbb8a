"""What it costs to replace each system that is given up, so that one is in service until the horizon."""

from __future__ import annotations

from typing import Any

import numpy as np

from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.steps import in_one_step
from costmodel.typing import Array

SUCCESSORS = "operations.retirement.successors"  # the stream that says how many of them are given up in their turn


def replacements(inputs: Inputs, schedule: Schedule, to_go_live: Array, ledger: Ledger) -> Array:
    """Money for all replacements until the horizon, carried through.

    The old system stays in service until its successor takes over, so operation costs what it costs without an end.
    A replacement costs `operations.replacement` of the cost to go-live, and what the end of the old system costs.

    Args:
        inputs, schedule: of the case.
        to_go_live: what it costs to go live, shape (samples,).
        ledger: of the case; its lines of the kind "retirement" are what the end of a system costs.

    Returns:
        shape (samples,).
    """
    end = sum((line.amount for line in ledger.lines if line.kind == "retirement"), np.zeros(1))
    money: Array = retirements(inputs, schedule) * (inputs.operations.replacement * to_go_live + end)
    return money


def retirements(inputs: Inputs, schedule: Schedule) -> Array:
    """How many systems are given up before the horizon if each is replaced at once, shape (1,) or (samples,).

    The first at its own drawn retirement. Lives are exponential, so those after it in the time that is left are a
    Poisson process of the same rate.
    """
    left = np.maximum(schedule.horizon - schedule.lifetime, 0.0)
    monthly = inputs.operations.retirement_hazard / inputs.calendar.months_per_year
    return np.where(left > 0, 1.0 + poisson(monthly * left, inputs.uniform(SUCCESSORS)), 0.0)


@in_one_step
def poisson(mean: Any, probability: Any) -> Array:
    """The quantile of a Poisson distribution: the smallest count that is exceeded by chance 1 - probability at most.

    Args:
        mean: from 0, any shape.
        probability: below 1, a shape that broadcasts against it.
    """
    mean, probability = np.broadcast_arrays(np.asarray(mean, float), np.asarray(probability, float))
    with np.errstate(divide="ignore"):
        log_mean = np.log(mean)
    log_chance = -mean  # of this count; in logarithms, since the chance of none underflows for a large mean
    at_most, count, found = np.exp(log_chance), 0, np.zeros(mean.shape)
    while np.any(at_most < probability):
        found += at_most < probability
        count += 1
        log_chance = log_chance + log_mean - np.log(count)
        chance = np.exp(log_chance)
        if count > np.max(mean) and not np.any(chance):  # rounding keeps the sum below a probability next to one
            break
        at_most = at_most + chance
    return found
