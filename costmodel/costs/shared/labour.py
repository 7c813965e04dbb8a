"""What people cost: a role's day rate by either of two routes, and the effort of the plan's activities in money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from costmodel.simulation.formulas import named
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Item, with_repeats
from costmodel.simulation.schedule import Schedule


def rate_from_gross_pay(gross_pay: Any, employer_on_cost: Any, overhead: Any, productive_days_per_year: Any) -> Any:
    """Day rate of an employee: gross pay with the employer's share and overhead, over the days really worked."""
    return gross_pay * (1 + employer_on_cost) * (1 + overhead) / productive_days_per_year


def day_rate(inputs: Inputs, role: str) -> Any:
    """A role's rate in money per person-day: as given, or from gross pay where that route is switched on.

    People of others have no pay here, and where there is none of a role, the rate is that of those who do its work.
    """
    structure = inputs.assumptions.structure
    role = structure.doer(role)
    key = f"day rate of {role}"
    if key not in inputs.derived and structure.role(role).external:
        inputs.derived[key] = inputs[f"roles.{role}.day_rate"]
    elif key not in inputs.derived:
        staffing = inputs.staffing
        from_pay = rate_from_gross_pay(
            inputs[f"roles.{role}.gross_pay"],
            staffing.employer_on_cost,
            staffing.overhead,
            inputs.calendar.productive_days_per_year,
        )
        given = inputs[f"roles.{role}.day_rate"]
        rate = np.where(staffing.rate_from_gross_pay > 0, from_pay, given)
        unit = f"{inputs.assumptions.currency}/person_day"
        inputs.derived[key] = named(rate, "day rate", role, unit, shows=True)
    return inputs.derived[key]


def effort_lines(inputs: Inputs, schedule: Schedule, category: str) -> Iterator[CostLine]:
    """The effort of all activities of a category, a line for each role, with its repeats."""
    for name, activity in inputs.assumptions.structure.plan.by_category(category):
        for role in schedule.workers(name):
            line = CostLine(
                item=Item(f"{_words(name).capitalize()}, {_words(role)}", "work", activity=name, role=role),
                category=activity.category,
                phase=activity.phase,
                layer=activity.layer,
                payee="labour",
                amount=schedule.efforts[name, role] * day_rate(inputs, role),
                window=schedule.window(name),
                kind="work",
                activity=name,
                role=role,
                days=schedule.efforts[name, role],
                treatment=activity.treatment,
            )
            yield from with_repeats(line, schedule, name)


def _words(name: str) -> str:
    return name.replace("_", " ")
