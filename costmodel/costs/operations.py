"""What it costs to run the service until the horizon: people, serving, retraining, incidents, its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from costmodel.costs.shared.compute import (
    beyond_capacity,
    chip_hour_price,
    full_training_hours,
    own_capacity,
    storage_price,
)
from costmodel.costs.shared.labelling import EXPERT, days_of_experts, labelled_by_vendor
from costmodel.costs.shared.labour import day_rate, effort_lines
from costmodel.initiative.kinds import Kind
from costmodel.initiative.plan import Layer, Payee
from costmodel.simulation.formulas import named
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window
from costmodel.typing import Array

# Item, name under operations.effort, role, layer.
EFFORTS: tuple[tuple[str, str, str, Layer], ...] = (
    ("Monitoring", "monitoring", "operations_engineer", "software"),
    ("On-call", "on_call", "operations_engineer", "software"),
    ("Upstream changes", "upstream_changes", "data_engineer", "ml"),
    ("Regression tests with neighbours", "regression_tests", "software_engineer", "software"),
    ("Human oversight", "human_oversight", "domain_expert", "ml"),
    ("Analysis of drift", "drift_analysis", "data_scientist", "ml"),
    ("User support", "user_support", "operations_engineer", "software"),
)


def running(per_time: Array, time: Array) -> Array:
    """What returns every month or year, over so many of them."""
    return per_time * time


def renewed_licence(per_month: Array, months: Array, rise: Array, term: Array) -> Array:
    """Licences over the months: the first term at the price of today, each later one by a rise dearer; EUR.

    A begun term counts for its part. Of T terms, n of them whole, a month is paid on average with
    (n (n - 1) / 2 + n (T - n)) / T rises.
    """
    terms: Array = months / term
    whole: Array = np.floor(terms)
    rises: Array = whole * (whole - 1) / 2 + whole * (terms - whole)
    mean: Array = named(rises / np.where(terms > 0, terms, 1.0), "price rises", unit="count")
    return per_month * months * (1 + rise * mean)


def price_of_call(read: Array, written: Array, price_read: Array, price_written: Array) -> Array:
    """What one call of a model bought by the token costs: what it reads and what it writes."""
    return read * price_read + written * price_written


def bought_answers(requests: Array, calls: Array, price: Array) -> Array:
    """What a model bought by the token costs in a month; a request takes several calls."""
    return requests * calls * price


def relabelled(items: Array, share: Array, years: Array, per_year: Array) -> Array:
    """Things labelled anew over the years, a share of those of the first training; none where nothing is retrained."""
    anew = items * share * years
    return np.where(per_year > 0 * per_year, anew, 0 * anew)


def retraining_days(trainings: Array, validation: Array, deployment: Array, automated: Array) -> Array:
    """Days of work on retrainings; the automated share of the work falls away."""
    return trainings * (validation + deployment) * (1 - automated)


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """All costs of operation; the set-up of a shared platform, where there is one, falls before."""
    yield from effort_lines(inputs, schedule, "operations")
    years = schedule.horizon / inputs.calendar.months_per_year
    yield from _people(inputs, schedule)
    yield from _serving(inputs, schedule, years)
    yield from _platform(inputs, schedule)
    yield from _services(inputs, schedule, years)
    yield from _retraining(inputs, schedule, years)
    yield from _incidents(inputs, schedule, years)
    yield from _end_of_life(inputs, schedule)


def _line(item: str, layer: Layer, payee: Payee, amount: Array, window: Window, kind: Kind = "running") -> CostLine:
    return CostLine(item, "operations", "operate", layer, payee, amount, window, kind)


def _work(
    inputs: Inputs, item: str, layer: Layer, role: str, days: Array, window: Window, kind: Kind = "running"
) -> CostLine:
    """People's time: person-days at the role's rate."""
    line = _line(item, layer, "labour", days * day_rate(inputs, role), window, kind)
    return replace(line, role=role, days=days)


def _people(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    for item, name, role, layer in EFFORTS:
        days = running(inputs[f"operations.effort.{name}"], schedule.horizon)
        yield _work(inputs, item, layer, role, days, schedule.operation)
    asked = inputs.operations.explanations
    hours = inputs.compliance.explanations_required * asked.requests * asked.effort * schedule.horizon
    days = hours / inputs.calendar.hours_per_working_day
    yield _work(inputs, "Requests for explanation", "ml", "domain_expert", days, schedule.operation)


def _serving(inputs: Inputs, schedule: Schedule, years: Array) -> Iterable[CostLine]:
    serving, bought = inputs.operations.serving, inputs.operations.bought_model
    rent = serving.servers * serving.price * inputs.cloud.slippage
    yield _line("Serving", "software", "cloud", running(rent, schedule.horizon), schedule.operation)
    price = price_of_call(bought.tokens_read, bought.tokens_written, bought.price_read, bought.price_written)
    answers = bought_answers(bought.requests, bought.calls, price)
    tokens = bought.used * running(answers, schedule.horizon)
    yield _line("Bought model by the token", "ml", "service", tokens, schedule.operation)
    moves = bought.used * running(bought.replacements, years) * bought.replacement_effort
    yield _work(inputs, "Moves to the vendor's next model", "ml", "ml_engineer", moves, schedule.operation)


def _platform(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    platform, start = inputs.operations.platform, schedule.phase("prepare")
    licence = renewed_licence(platform.licence, schedule.horizon, platform.renewal_rise, platform.renewal_term)
    own_part = licence / platform.shared_by
    yield _line("Licences and platform", "software", "licence", own_part, schedule.operation)
    work = platform.set_up_effort * day_rate(inputs, "ml_engineer") / platform.shared_by
    yield CostLine(
        item="Work to set up a platform",
        category="operations",
        phase="prepare",
        layer="ml",
        payee="labour",
        amount=work,
        window=start,
        kind="work",
        treatment="development",
        role="ml_engineer",
        days=platform.set_up_effort / platform.shared_by,
    )
    yield CostLine(
        item="Consulting to set up a platform",
        category="operations",
        phase="prepare",
        layer="ml",
        payee="service",
        amount=platform.set_up_cost / platform.shared_by,
        window=start,
        kind="fee",
    )


def _services(inputs: Inputs, schedule: Schedule, years: Array) -> Iterable[CostLine]:
    operations, months, window = inputs.operations, schedule.horizon, schedule.operation
    slippage = inputs.cloud.slippage
    watched = running(operations.monitoring_service, months)
    yield _line("Monitoring service", "software", "service", watched, window)
    yield _line("Logging", "software", "cloud", running(operations.logging * slippage, months), window)
    support = running(operations.support_contract, years)
    yield _line("Support contract", "software", "service", support, window)
    yield _line("Security tests", "software", "service", running(operations.security_test, years), window)
    kept = operations.versions.kept * operations.versions.size
    stored = running(kept * storage_price(inputs), months)
    yield _line("Storage of versions", "ml", "cloud", stored, window)


def _retraining(inputs: Inputs, schedule: Schedule, years: Array) -> Iterable[CostLine]:
    retraining = inputs.operations.retraining
    window = schedule.operation
    trainings = retraining.needed * running(retraining.per_year, years)

    hours = trainings * retraining.runs * full_training_hours(inputs)
    capacity = own_capacity(inputs, schedule.horizon)
    rented = beyond_capacity(hours, 0 * capacity, capacity)
    yield _line("Retraining, computing", "ml", "cloud", rented * chip_hour_price(inputs), window)

    items = retraining.needed * relabelled(inputs.labelling.items, retraining.relabelled, years, retraining.per_year)
    yield _line("Retraining, labels by a vendor", "ml", "service", labelled_by_vendor(inputs, items), window)
    days = days_of_experts(inputs, items)
    yield _work(inputs, "Retraining, labels by own experts", "ml", EXPERT, days, window)

    nothing = 0 * retraining.validation_effort
    validation = retraining_days(trainings, retraining.validation_effort, nothing, retraining.automated)
    deployment = retraining_days(trainings, nothing, retraining.deployment_effort, retraining.automated)
    yield _work(inputs, "Retraining, validation", "ml", "data_scientist", validation, window)
    yield _work(inputs, "Retraining, deployment", "ml", "ml_engineer", deployment, window)


def _incidents(inputs: Inputs, schedule: Schedule, years: Array) -> Iterable[CostLine]:
    incidents = inputs.operations.incidents
    happened = running(incidents.per_year, years)
    days = happened * incidents.effort
    yield _work(inputs, "Work on incidents", "software", "operations_engineer", days, schedule.operation)
    outside = happened * incidents.cost
    yield _line("Outside cost of incidents", "software", "service", outside, schedule.operation)


def _end_of_life(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    end, window = inputs.operations.end_of_life, schedule.end_of_life
    role = "operations_engineer"
    yield _work(inputs, "Retirement of the system", "software", role, end.effort, window, "retirement")
    yield _line("Archive and deletion", "software", "service", end.cost, window, "retirement")
