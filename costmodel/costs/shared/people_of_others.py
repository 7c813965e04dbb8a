"""Who is paid for people's time: own people by wages, others by invoices; decided once for the lines of all categories.

Categories book time as labour, whoever works. Here a line learns that there is none of a role and who does its work,
that the role is filled by others, and that an external holds an open post for a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from costmodel.initiative.kinds import Kind
from costmodel.simulation.formulas import named
from costmodel.simulation.hiring import SCARCE_ROLE, bridged_months
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Item
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.steps import in_one_step
from costmodel.simulation.windows import Window

WORKED: tuple[Kind, ...] = ("work", "repeat", "idle")  # time on the plan, which whoever holds a post is paid for


def bridged_window(inputs: Inputs, schedule: Schedule) -> Window:
    """When an external holds the open post: from the day the team is built, until go-live at the latest."""
    start = schedule.window_or("team_building", schedule.phase("explore")).end
    return Window(start, np.minimum(start + bridged_months(inputs), schedule.go_live))


def share_within(window: Window, other: Window) -> Any:
    """The share of a window that lies within another one; a point lies within where it is before the other's end."""
    return _share_within(window.start, window.end, other.start, other.end)


@in_one_step
def _share_within(first: Any, last: Any, other_first: Any, other_last: Any) -> Any:
    nothing = 0 * last
    length = last - first
    both = np.maximum(np.minimum(last, other_last) - np.maximum(first, other_first), nothing)
    stretches = length > nothing
    if np.all(stretches):
        return both / length
    inside = (first >= other_first) & (first < other_last)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(stretches, both / length, 1.0 * inside)


def paid_for(line: CostLine, inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
    """A line of people's time as what it is: wages, invoices, or a part of each; any other line as it stands.

    The part of an external who holds an open post is that of the line's time in which he does; it is spent over the
    line's whole time, as the rest is, so that nothing but the payee changes.
    """
    if line.role is None or line.payee != "labour":
        yield line
        return
    structure = inputs.assumptions.structure
    role = structure.doer(line.role)
    if role != line.role:
        line = replace(line, role=role)
    if structure.role(role).external:
        yield from _invoiced(replace(line, payee="service"), role, inputs, schedule)
    elif role == SCARCE_ROLE and line.kind in WORKED and line.phase != "operate":
        bridged = share_within(line.window, bridged_window(inputs, schedule))
        part = named(bridged, "by an external", role, "share")
        yield _share_of(line, 1 - part)
        item = Item(f"{line.item}, by an external", "external", line=line.item)
        yield _share_of(replace(line, item=item, payee="service"), part)
    else:
        yield line


def _share_of(line: CostLine, share: Any) -> CostLine:
    days = None if line.days is None else line.days * share
    return replace(line, amount=line.amount * share, days=days)


def _invoiced(line: CostLine, role: str, inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
    """Time of others under their contract: nothing where a price pays for all of it, less beyond so many days."""
    name = inputs.assumptions.structure.contract_of(role)
    if name is None or line.kind not in WORKED or line.phase == "operate":
        yield line
    elif not inputs.assumptions.structure.contracts[name].fixed_price:
        paid = discounted_share(inputs, schedule, name, role)
        yield replace(line, amount=line.amount * paid) if line.kind != "idle" else line


def discounted_share(inputs: Inputs, schedule: Schedule, contract: str, role: str) -> Any:
    """The share of the day rate that is paid on average, if days beyond a number of them are cheaper."""
    if not inputs.has(f"contracts.{contract}.discount") or role not in schedule.worked:
        return 1.0
    days, nothing = schedule.worked[role], 0 * schedule.worked[role]
    beyond = np.maximum(days - inputs[f"contracts.{contract}.discount_from"], nothing)
    share = np.where(days > nothing, beyond / np.where(days > nothing, days, 1.0), 0.0)
    return 1 - inputs[f"contracts.{contract}.discount"] * named(share, "beyond the discount", role, "share")
