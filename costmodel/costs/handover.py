"""What it costs to turn an accepted model into a service that runs: engineering, security, users, release."""

from collections.abc import Iterable

from costmodel.costs.shared.labour import day_rate, effort_lines
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from costmodel.typing import Array


def training_days(users: Array, training_time: Array) -> Array:
    """The time that users spend in training; person-days."""
    return users * training_time


def interface_services(interfaces: Array, interface_price: Array) -> Array:
    """What those who look after the neighbouring systems charge for each interface; EUR."""
    return interfaces * interface_price


def parallel_run_cost(parallel_run: Array, months: Array) -> Array:
    """Old and new way side by side, for as long as the release is worked on; EUR."""
    return parallel_run * months


def tool_setup(days: Array, day_rate: Array) -> Array:
    """Setting up tracking, registry and monitoring for this model; EUR."""
    return days * day_rate


def licence_cost(licences: Array, months: Array) -> Array:
    """Licences by the month, from the start to go-live; EUR."""
    return licences * months


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Everything that is booked under handover."""
    yield from effort_lines(inputs, schedule, "handover")
    yield from _people(inputs, schedule)
    yield from _services(inputs, schedule)
    yield from _technology(inputs, schedule)


def _people(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Users learn to work with the system."""
    handover = inputs.handover
    training = schedule.window_or("process_change", schedule.phase("productionise"))
    days = training_days(handover.users, handover.training_time)
    yield CostLine(
        item="User training, time",
        category="handover",
        phase="productionise",
        layer="software",
        payee="labour",
        amount=days * day_rate(inputs, "business_user"),
        window=training,
        kind="learning",
        activity=training.activity,
        role="business_user",
        days=days,
        treatment="user_training",
    )
    yield CostLine(
        item="User training, material and trainer",
        category="handover",
        phase="productionise",
        layer="software",
        payee="service",
        amount=handover.training_material,
        window=training,
        kind="learning",
        activity=training.activity,
        treatment="user_training",
    )


def _services(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """What is bought so that the service fits in and is safe."""
    handover = inputs.handover
    productionise = schedule.phase("productionise")
    release = schedule.window("release")
    engineering = schedule.window_or("production_engineering", productionise)
    review = schedule.window_or("security_review", productionise)
    yield CostLine(
        item="Interfaces, neighbours' services",
        category="handover",
        phase="productionise",
        layer="software",
        payee="service",
        amount=interface_services(handover.interfaces, handover.interface_price),
        window=engineering,
        kind="fee",
        activity=engineering.activity,
    )
    yield CostLine(
        item="Penetration test",
        category="handover",
        phase="productionise",
        layer="software",
        payee="service",
        amount=handover.penetration_test,
        window=review,
        kind="fee",
        activity=review.activity,
    )
    yield CostLine(
        item="Parallel run",
        category="handover",
        phase="productionise",
        layer="software",
        payee="service",
        amount=parallel_run_cost(handover.parallel_run, release.end - release.start),
        window=release,
        kind="bridging",
        activity=release.activity,
        treatment="start_up_loss",
    )


def _technology(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Tools around the model, and the licences until go-live."""
    handover = inputs.handover
    engineering = schedule.window_or("production_engineering", schedule.phase("productionise"))
    yield CostLine(
        item="Tracking and monitoring, set-up",
        category="handover",
        phase="productionise",
        layer="ml",
        payee="labour",
        amount=tool_setup(handover.tool_setup, day_rate(inputs, "ml_engineer")),
        window=engineering,
        kind="work",
        treatment="development",
        activity=engineering.activity,
        role="ml_engineer",
        days=handover.tool_setup,
    )
    yield CostLine(
        item="Licences until go-live",
        category="handover",
        phase="throughout",
        layer="software",
        payee="licence",
        amount=licence_cost(handover.licences, schedule.go_live),
        window=schedule.to_go_live,
        kind="usage",
    )
