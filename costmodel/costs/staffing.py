"""What it costs to have the people: their work on the plan, steering, finding, training and keeping them."""

from collections.abc import Iterable

import numpy as np

from costmodel.costs.shared.labour import day_rate, effort_lines
from costmodel.costs.shared.people_of_others import bridged_window
from costmodel.simulation.hiring import SCARCE_ROLE, bridged_months, must_hire
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from costmodel.typing import Array

STEERING = {"project_lead": "Project lead, steering", "sponsor": "Sponsor, steering"}


def level_of_effort(
    *,
    share: Array,
    people: Array,
    productive_days_per_year: Array,
    months: Array,
    months_per_year: Array,
) -> Array:
    """A share of each person's productive days, month after month; person-days."""
    return share * people * productive_days_per_year * (months / months_per_year)


def recruiting_fee(must_hire: Array, posts: Array, fee: Array, gross_pay: Array) -> Array:
    """Where somebody must be hired: so many years of the post's gross pay go to the recruiter; EUR."""
    return must_hire * posts * fee * gross_pay


def onboarding(must_hire: Array, posts: Array, days: Array) -> Array:
    """Where somebody must be hired: days that are paid before the new people are productive; person-days."""
    return must_hire * posts * days


def substitute_premium(
    *,
    bridged_months: Array,
    external_premium: Array,
    people: Array,
    availability: Array,
    day_rate: Array,
    productive_days_per_year: Array,
    months_per_year: Array,
) -> Array:
    """What an external costs above the internal rate while the post is open; EUR.

    The internal rate itself is not in it: the work is booked at that rate already, whoever does it. Where
    externals cost less than own people, nothing is gained either.
    """
    surcharge = np.maximum(external_premium - 1, 0 * external_premium)
    days = bridged_months * (productive_days_per_year / months_per_year) * people * availability
    return days * day_rate * surcharge


def training_days(people: Array, days: Array) -> Array:
    """Days that people spend in training; person-days."""
    return people * days


def course_fees(people: Array, course_fee: Array) -> Array:
    """What the courses cost; EUR."""
    return people * course_fee


def retention_pay(
    *,
    people: Array,
    payment: Array,
    gross_pay: Array,
    employer_on_cost: Array,
    months: Array,
    months_per_year: Array,
) -> Array:
    """A share of gross pay on top, with the employer's part, for those who must stay until go-live; EUR."""
    return people * payment * gross_pay * (1 + employer_on_cost) * (months / months_per_year)


def turnover_cost(
    *,
    posts: Array,
    hazard: Array,
    replacement: Array,
    gross_pay: Array,
    months: Array,
    months_per_year: Array,
) -> Array:
    """Leavers over the months (posts x rate x years), each at so many years of gross pay; on average; EUR."""
    leavers = posts * hazard * (months / months_per_year)
    return leavers * replacement * gross_pay


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Everything that is booked under staffing."""
    yield from effort_lines(inputs, schedule, "staffing")
    yield from _steering(inputs, schedule)
    yield from _hiring(inputs, schedule)
    yield from _keeping(inputs, schedule)


def _steering(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Project lead and sponsor, from start to go-live."""
    calendar = inputs.calendar
    for role, item in STEERING.items():
        days = level_of_effort(
            share=inputs[f"staffing.level_of_effort.{role}"],
            people=inputs[f"roles.{role}.people"],
            productive_days_per_year=calendar.productive_days_per_year,
            months=schedule.go_live,
            months_per_year=calendar.months_per_year,
        )
        yield CostLine(
            item=item,
            category="staffing",
            phase="throughout",
            layer="software",
            payee="labour",
            amount=days * day_rate(inputs, role),
            window=schedule.to_go_live,
            kind="level_of_effort",
            role=role,
            days=days,
        )


def _hiring(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """An open post: the fee and the start of whoever fills it, and the external who bridges it until then."""
    calendar = inputs.calendar
    people, gross_pay = inputs[f"roles.{SCARCE_ROLE}.people"], inputs[f"roles.{SCARCE_ROLE}.gross_pay"]
    team = schedule.window_or("team_building", schedule.phase("explore"))
    hired, bridged = must_hire(inputs), bridged_months(inputs)
    days = onboarding(hired, people, inputs.hiring.onboarding)
    yield CostLine(
        item="Recruiter's fee",
        category="staffing",
        phase="explore",
        layer="software",
        payee="service",
        amount=recruiting_fee(hired, people, inputs.hiring.fee, gross_pay),
        window=team,
        kind="recruiting",
        activity=team.activity,
    )
    yield CostLine(
        item="Onboarding of hired specialists",
        category="staffing",
        phase="explore",
        layer="software",
        payee="labour",
        amount=days * day_rate(inputs, SCARCE_ROLE),
        window=team,
        kind="learning",
        activity=team.activity,
        role=SCARCE_ROLE,
        days=days,
    )
    yield CostLine(
        item="External substitute, premium",
        category="staffing",
        phase="throughout",
        layer="software",
        payee="service",
        amount=substitute_premium(
            bridged_months=bridged,
            external_premium=inputs.hiring.external_premium,
            people=people,
            availability=inputs[f"roles.{SCARCE_ROLE}.availability"],
            day_rate=day_rate(inputs, SCARCE_ROLE),
            productive_days_per_year=calendar.productive_days_per_year,
            months_per_year=calendar.months_per_year,
        ),
        window=bridged_window(inputs, schedule),
        kind="premium",
        role=SCARCE_ROLE,
    )


def _keeping(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Training the people, paying them to stay, and replacing those who leave the running system."""
    staffing, months_per_year = inputs.staffing, inputs.calendar.months_per_year
    explore = schedule.window_or("team_building", schedule.phase("explore"))
    days = training_days(staffing.upskilling.people, staffing.upskilling.days)
    # The company trains its own people: where the software engineers are a supplier's, others of its own.
    trained = "ml_engineer" if inputs.assumptions.structure.role("software_engineer").external else "software_engineer"
    yield CostLine(
        item="Upskilling, time",
        category="staffing",
        phase="explore",
        layer="ml",
        payee="labour",
        amount=days * day_rate(inputs, trained),
        window=explore,
        kind="learning",
        activity=explore.activity,
        role=trained,
        days=days,
    )
    yield CostLine(
        item="Upskilling, courses",
        category="staffing",
        phase="explore",
        layer="ml",
        payee="service",
        amount=course_fees(staffing.upskilling.people, staffing.upskilling.course_fee),
        window=explore,
        kind="learning",
        activity=explore.activity,
    )
    yield CostLine(
        item="Retention pay",
        category="staffing",
        phase="throughout",
        layer="software",
        payee="labour",
        amount=retention_pay(
            people=staffing.retention.people,
            payment=staffing.retention.payment,
            gross_pay=inputs[f"roles.{SCARCE_ROLE}.gross_pay"],
            employer_on_cost=staffing.employer_on_cost,
            months=schedule.go_live,
            months_per_year=months_per_year,
        ),
        window=schedule.to_go_live,
        kind="premium",
        role=SCARCE_ROLE,
        treatment="overhead",
    )
    yield CostLine(
        item="Turnover in operation",
        category="staffing",
        phase="operate",
        layer="software",
        payee="labour",
        amount=turnover_cost(
            posts=staffing.turnover.posts,
            hazard=staffing.turnover.hazard,
            replacement=staffing.turnover.replacement,
            gross_pay=inputs.roles.ml_engineer.gross_pay,
            months=schedule.horizon,
            months_per_year=months_per_year,
        ),
        window=schedule.operation,
        kind="recruiting",
    )
