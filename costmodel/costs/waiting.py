"""What waiting costs: people kept idle, the business side's own time, the old way paid for longer."""

from collections.abc import Iterable

from costmodel.costs.shared.labour import day_rate, effort_lines
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, Item
from costmodel.simulation.schedule import Schedule
from costmodel.typing import Array

# Who is on the team because it is machine learning. What they cost while they wait is told apart: it is neither what
# machine learning needs nor what other software has. The others would wait in any software project.
ML_ROLES = ("data_engineer", "data_scientist", "ml_engineer")


def idle_cost(
    idle_days: Array, day_rate: Array, productive_days_per_year: Array, working_days_per_year: Array
) -> Array:
    """Idle working days at the day rate, leave and sickness among them not charged; EUR."""
    return idle_days * day_rate * (productive_days_per_year / working_days_per_year)


def charged_days(idle_days: Array, productive_days_per_year: Array, working_days_per_year: Array) -> Array:
    """Idle working days without leave and sickness, which nobody is charged; person-days."""
    return idle_days * (productive_days_per_year / working_days_per_year)


def bridging_cost(bridging: Array, months: Array) -> Array:
    """What is paid each month until the system is there; EUR."""
    return bridging * months


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Everything that is booked under waiting."""
    calendar = inputs.calendar
    yield from effort_lines(inputs, schedule, "waiting")
    for role, idle_days in schedule.idle_days.items():
        yield CostLine(
            item=Item(f"{role.replace('_', ' ').capitalize()}, idle", "idle", role=role),
            category="waiting",
            phase="throughout",
            layer="ml_idle" if role in ML_ROLES else "software",
            payee="labour",
            amount=idle_cost(
                idle_days,
                day_rate(inputs, role),
                calendar.productive_days_per_year,
                calendar.working_days_per_year,
            ),
            window=schedule.idle_window(role),
            kind="idle",
            role=role,
            days=charged_days(idle_days, calendar.productive_days_per_year, calendar.working_days_per_year),
        )
    yield CostLine(
        item="Bridging until go-live",
        category="waiting",
        phase="throughout",
        layer="software",
        payee="labour",
        amount=bridging_cost(inputs.waiting.bridging, schedule.go_live),
        window=schedule.to_go_live,
        kind="bridging",
    )
