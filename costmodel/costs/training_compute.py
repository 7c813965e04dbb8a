"""What it costs to rent computers for experiments, tuning, failed runs and the final training."""

from __future__ import annotations

from collections.abc import Iterable

from costmodel.costs.shared.compute import beyond_capacity, chip_hour_price, full_training_hours, own_capacity
from costmodel.costs.shared.labour import effort_lines
from costmodel.initiative.plan import Layer
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, with_repeats
from costmodel.simulation.schedule import Schedule
from costmodel.typing import Array


def run_hours(runs: Array, size: Array, full_training: Array) -> Array:
    """Chip-hours of runs that are each a part of a full training."""
    return runs * size * full_training


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Computing up to go-live; on own chips only the hours beyond their capacity cost anything here."""
    yield from effort_lines(inputs, schedule, "training_compute")
    training, price = inputs.training_compute, chip_hour_price(inputs)
    develop = schedule.phase("develop")
    window = schedule.window_or("model_development", develop)
    # Capacity while the team works: time spent waiting for others does not make computing cheaper.
    capacity = own_capacity(inputs, window.end - window.start)

    full = full_training_hours(inputs)
    experiments = run_hours(training.experiments, training.experiment_size, full)
    tuning = run_hours(training.tuning_runs, training.tuning_size, full)
    wanted: tuple[tuple[str, Layer, Array], ...] = (
        ("Experiments", "prototype", experiments),
        ("Automatic tuning", "ml", tuning),
        ("Failed runs", "ml", training.failed * (experiments + tuning)),
        ("Final training", "ml", training.final_runs * full),
    )
    earlier = 0 * capacity
    for item, layer, hours in wanted:
        line = CostLine(
            item=item,
            category="training_compute",
            phase="develop",
            layer=layer,
            payee="cloud",
            amount=price * beyond_capacity(hours, earlier, capacity),
            window=window,
            kind="usage",
            activity=window.activity,
        )
        yield from with_repeats(line, schedule, "model_development")
        earlier = earlier + hours
    yield CostLine(
        item="Workspaces of the team",
        category="training_compute",
        phase="develop",
        layer="prototype",
        payee="cloud",
        amount=training.workspace * inputs.cloud.slippage * (develop.end - develop.start),
        window=develop,
        kind="usage",
    )
