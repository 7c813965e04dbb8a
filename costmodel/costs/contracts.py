"""What contracts with people of others cost beyond their days: minimum term, notice, a fixed price, a penalty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from costmodel.costs.shared.labour import day_rate
from costmodel.initiative.people import Contract
from costmodel.simulation.formulas import named
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Item
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window, share_spent


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Milestones of a fixed price and the penalty for delay; the days that a minimum term or notice pays for."""
    for name, contract in inputs.assumptions.structure.contracts.items():
        if contract.fixed_price:
            yield from _milestones(inputs, schedule, name, contract)
        elif {"minimum_term", "notice"} & set(contract.terms):
            yield _committed(inputs, schedule, name, contract)


def _milestones(inputs: Inputs, schedule: Schedule, name: str, contract: Contract) -> Iterable[CostLine]:
    activities = inputs.assumptions.structure.plan.activities
    for number, milestone in enumerate(contract.milestones, start=1):
        activity, said = activities[milestone.after], contract.meaning
        yield CostLine(
            item=Item(f"{said}, milestone {number}", "milestone", said=said, number=str(number)),
            category=activity.category,
            phase=activity.phase,
            layer=activity.layer,
            payee="service",
            amount=inputs[f"contracts.{name}.price"] * milestone.share,
            window=schedule.when(milestone.after),
            kind="fee",
            activity=milestone.after,
            treatment=activity.treatment,
        )

    if "penalty" in contract.terms:
        yield _penalty(inputs, schedule, name, contract)


def penalty_due(price: Any, late: Any, a_month: Any, limit: Any) -> Any:
    """What a supplier pays who is late by so many months: a share of the price for each, up to a limit; money."""
    return price * np.minimum(a_month * late, limit)


def _penalty(inputs: Inputs, schedule: Schedule, name: str, contract: Contract) -> CostLine:
    """What comes back for the months beyond the agreed ones, from the supplier's start to the last milestone."""
    base, activities = f"contracts.{name}", inputs.assumptions.structure.plan.activities
    last = contract.milestones[-1].after
    took = schedule.finish[last] - schedule.idle_window(contract.role).start
    late = named(np.maximum(took - inputs[f"{base}.agreed_time"], 0 * took), "late", contract.role)
    due = penalty_due(inputs[f"{base}.price"], late, inputs[f"{base}.penalty"], inputs[f"{base}.penalty_limit"])
    activity = activities[last]
    return CostLine(
        item=Item(f"{contract.meaning}, penalty for delay", "penalty", said=contract.meaning),
        category=activity.category,
        phase=activity.phase,
        layer=activity.layer,
        payee="service",
        amount=-due,
        window=schedule.when(last),
        kind="fee",
        activity=last,
        treatment=activity.treatment,
    )


def unused_days(least: Any, paid: Any) -> Any:
    """Days that are paid and not used: what a minimum leaves after the days that are paid anyway; person-days."""
    return np.maximum(least - paid, 0 * least)


def _committed(inputs: Inputs, schedule: Schedule, name: str, contract: Contract) -> CostLine:
    """Days of the minimum term that nobody works; where a stop comes, the rest of the term or the notice."""
    role, calendar, base = contract.role, inputs.calendar, f"contracts.{name}"
    window, rate = schedule.idle_window(role), day_rate(inputs, role)
    a_month = schedule.at_work(role) * calendar.productive_days_per_year / calendar.months_per_year
    term, notice = (
        inputs[f"{base}.{key}"] if key in contract.terms else 0 * schedule.horizon for key in ("minimum_term", "notice")
    )
    starts = window.end > window.start
    least = term * a_month * starts
    charged = schedule.idle_days[role] * (calendar.productive_days_per_year / calendar.working_days_per_year)
    until = np.maximum(window.end, window.start + term)
    unused = unused_days(least, schedule.worked[role] + charged)
    planned = named(unused, "days not used", role, "person_day")
    committed = Window(window.start, until)

    stop = schedule.end
    by_then = _worked_by(schedule, role, stop) + charged * share_spent(window, stop)
    noticed = np.where(stop < window.end, notice * a_month, 0 * a_month)
    owed = np.maximum(unused_days(least, by_then), noticed) - planned * share_spent(committed, stop)
    owed = np.where(starts & (stop > window.start), owed, 0 * owed)
    return CostLine(
        item=Item(f"{contract.meaning}, days committed and not used", "committed", said=contract.meaning),
        category="waiting",
        phase="throughout",
        layer="software",
        payee="service",
        amount=planned * rate,
        window=committed,
        kind="idle",
        role=role,
        days=planned,
        at_end=(np.where(schedule.reached > 0, planned, owed) * rate, planned * rate),
    )


def _worked_by(schedule: Schedule, role: str, time: Any) -> Any:
    """Person-days of a role's work on the plan that are done by a time, repeats included."""
    done = 0 * schedule.worked[role]
    for (name, who), effort in schedule.efforts.items():
        if who == role:
            done = done + effort * share_spent(schedule.window(name), time)
            again = schedule.repeated(name)
            if again is not None:
                done = done + effort * again * share_spent(schedule.repeat_window(name), time)
    return done
