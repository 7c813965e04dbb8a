"""What it costs to get data that a model can learn from: work, purchase, anonymisation, labels, storage."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from costmodel.costs.shared.compute import storage_price
from costmodel.costs.shared.labelling import EXPERT, days_of_experts, labelled_by_vendor
from costmodel.costs.shared.labour import day_rate, effort_lines
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, with_repeats
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window
from costmodel.typing import Array


def stored(gigabytes: Array, price: Array, months: Array) -> Array:
    """What it costs to keep so much for so long, in money."""
    return gigabytes * price * months


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """All costs of data up to go-live."""
    yield from effort_lines(inputs, schedule, "data_preparation")
    yield from _anonymisation(inputs, schedule)
    yield from _labelling(inputs, schedule)
    data, prepare = inputs.data_preparation, schedule.phase("prepare")
    work = schedule.window_or("data_preparation", prepare)
    # From the decision on, so that a wait before the data arrive never makes the initiative cheaper.
    decided = schedule.window_or("business_case", Window(0 * schedule.go_live, 0 * schedule.go_live)).end
    kept = Window(decided, schedule.go_live)
    gigabytes = data.storage.raw * data.storage.copies
    yield CostLine(
        item="Bought data",
        category="data_preparation",
        phase="prepare",
        layer="ml",
        payee="service",
        amount=data.bought_data,
        window=work,
        kind="purchase",
        activity=work.activity,
    )
    yield CostLine(
        item="Storage of raw and versioned data",
        category="data_preparation",
        phase="throughout",
        layer="ml",
        payee="cloud",
        amount=stored(gigabytes, storage_price(inputs), kept.end - kept.start),
        window=kept,
        kind="usage",
    )


def _anonymisation(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """Needed only where personal data are processed; part of preparing the data, repeated with it."""
    anonymisation, needed = inputs.data_preparation.anonymisation, inputs.compliance.personal_data
    window = schedule.window_or("data_preparation", schedule.phase("prepare"))
    work = CostLine(
        item="Work on anonymisation",
        category="data_preparation",
        phase="prepare",
        layer="software",
        payee="labour",
        amount=needed * anonymisation.effort * day_rate(inputs, "data_engineer"),
        window=window,
        kind="work",
        treatment="development",
        activity=window.activity,
        role="data_engineer",
        days=needed * anonymisation.effort,
    )
    yield from with_repeats(work, schedule, "data_preparation")
    yield CostLine(
        item="Tool for anonymisation",
        category="data_preparation",
        phase="prepare",
        layer="software",
        payee="licence",
        amount=needed * anonymisation.tool,
        window=window,
        kind="purchase",
        activity=window.activity,
    )


def _labelling(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    items, tool = inputs.labelling.items, inputs.labelling.tool
    window = schedule.window_or("labelling", schedule.phase("prepare"))
    vendor = CostLine(
        item="Labelling by a vendor",
        category="data_preparation",
        phase="prepare",
        layer="ml",
        payee="service",
        amount=labelled_by_vendor(inputs, items),
        window=window,
        kind="fee",
        activity=window.activity,
    )
    days = days_of_experts(inputs, items)
    experts = CostLine(
        item="Labelling by own experts",
        category="data_preparation",
        phase="prepare",
        layer="ml",
        payee="labour",
        amount=days * day_rate(inputs, EXPERT),
        window=window,
        kind="work",
        treatment="development",
        activity=window.activity,
        role=EXPERT,
        days=days,
    )
    yield from with_repeats(vendor, schedule, "labelling")
    yield from with_repeats(experts, schedule, "labelling")
    yield CostLine(
        item="Labelling tool",
        category="data_preparation",
        phase="prepare",
        layer="ml",
        payee="licence",
        amount=np.where(items > 0 * items, tool, 0 * tool),
        window=window,
        kind="purchase",
        activity=window.activity,
    )
