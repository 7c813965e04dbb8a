"""Costs that need no formula: an item, a category, an amount and when it falls, straight from a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from costmodel.costs.shared.people_of_others import share_within
from costmodel.initiative.courses import Moment
from costmodel.initiative.structure import AdditionalCost
from costmodel.simulation.formulas import named
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Item
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """A line for each entry, spent evenly over its phase or on its dates; what is left of a minimum is booked later."""
    for name, cost in inputs.assumptions.structure.additional_costs.items():
        window, counted = when(cost, schedule)
        if cost.minimum_of is not None:
            continue
        amount = stated(inputs, name, cost, window) * counted
        yield CostLine(
            item=Item(f"Additional: {cost.meaning}", "additional", said=cost.meaning),
            category=cost.category,
            phase=cost.phase,
            layer=cost.layer,
            payee=cost.payee,
            amount=-amount if cost.credit else amount,
            window=window,
            kind="credit" if cost.credit else "additional",
            treatment="grant" if cost.credit else None,
        )


def stated(inputs: Inputs, name: str, cost: AdditionalCost, window: Window) -> Any:
    """Its money: once, by the month or year over its window, or so many of something at a price."""
    base, said = f"additional_costs.{name}", cost.stated[0]
    if said == "per_month":
        return inputs[f"{base}.per_month"] * (window.end - window.start)
    if said == "per_year":
        return inputs[f"{base}.per_year"] * ((window.end - window.start) / inputs.calendar.months_per_year)
    if said == "amount":
        return inputs[f"{base}.amount"]
    return inputs[f"{base}.volume"] * inputs[f"{base}.price"]


def when(cost: AdditionalCost, schedule: Schedule) -> tuple[Window, Any]:
    """When it falls, and 1 where it counts: of the running system nothing counts that begins after the horizon."""
    phase = schedule.phase(cost.phase)
    if cost.due is None and cost.begins is None and cost.ends is None:
        return phase, 1.0
    first, last = cost.due or cost.begins, cost.due or cost.ends
    start = phase.start if first is None else moment(first, schedule)
    end = np.maximum(phase.end if last is None else moment(last, schedule), start)
    if cost.phase != "operate":
        return Window(start, end), 1.0
    counted = np.where(start <= phase.end, 1.0, 0.0)
    return Window(np.minimum(start, phase.end), np.minimum(end, phase.end)), counted


def moment(date: Moment, schedule: Schedule) -> Any:
    """A date in months from the start."""
    if date.after is not None:
        return schedule.finish[date.after]
    if date.months_from_start is not None:
        return 0 * schedule.go_live + date.months_from_start
    return schedule.go_live + date.months_from_go_live


def minimums(inputs: Inputs, schedule: Schedule, others: Iterable[CostLine]) -> Iterable[CostLine]:
    """What is paid beside use where a minimum was committed: the rest of the minimum, or more for use beyond it.

    Use is what the lines of the same payee after go-live spend within the minimum's time; it is settled over all of
    that time, not month by month.
    """
    used = list(others)
    for name, cost in inputs.assumptions.structure.additional_costs.items():
        if cost.minimum_of is None:
            continue
        window, counted = when(cost, schedule)
        least = stated(inputs, name, cost, window) * counted
        use = 0 * least
        for line in used:
            if line.payee == cost.minimum_of and line.phase == "operate" and line.kind != "credit":
                use = use + line.amount * counted * share_within(line.window, window)
        use = named(use, "use", cost.minimum_of, inputs.assumptions.currency)
        dearer = inputs[f"additional_costs.{name}.overage"] - 1 if cost.overage else 0.0
        yield CostLine(
            item=Item(f"Additional: {cost.meaning}", "additional", said=cost.meaning),
            category=cost.category,
            phase=cost.phase,
            layer=cost.layer,
            payee=cost.payee,
            amount=np.maximum(least - use, 0 * least) + np.maximum(use - least, 0 * least) * dearer,
            window=window,
            kind="additional",
        )
