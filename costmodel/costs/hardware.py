"""What it costs to buy and to run own hardware: servers, devices on the shop floor, workstations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from costmodel.costs.shared.labour import effort_lines
from costmodel.initiative.kinds import Kind
from costmodel.initiative.plan import Payee, Phase
from costmodel.simulation.formulas import named
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Window
from costmodel.typing import Array


def server_price(chips: Array, chip_price: Array, overhead: Array) -> Array:
    """Price of a server: its chips, and all that is built around them."""
    return chips * chip_price * overhead


def network_price(servers: Array, network: Array) -> Array:
    """Price of the network that is a given share of the whole purchase, servers and network together."""
    return servers * network / (1 - network)


def average_power(chips: Array, chip_power: Array, load: Array, overhead: Array, building: Array) -> Array:
    """Average power of chips with what is built around them: the server, then the building."""
    return chips * chip_power * load * overhead * building


def electricity(kilowatts: Array, months: Array, hours_per_month: Array, price: Array) -> Array:
    """What it costs to draw so much power, day and night, for so many months."""
    return kilowatts * months * hours_per_month * price


def replaced(purchase: Array, years: Array, useful_life: Array) -> Array:
    """What is paid for replacements when the need outlasts the useful life; the last one in proportion."""
    return purchase * np.maximum(years / useful_life - 1, 0 * (years / useful_life))


def resale_value(purchase: Array, years: Array, useful_life: Array, loss_of_value: Array, resale: Array) -> Array:
    """What a buyer pays at the end; nothing once the useful life is over."""
    left = purchase * named(np.exp(-loss_of_value * years), "value left", unit="share") * resale
    return np.where(years < useful_life, left, 0 * left)


def lines(inputs: Inputs, schedule: Schedule) -> Iterable[CostLine]:
    """All costs of own hardware, from the order to the resale; nothing where all is rented."""
    yield from effort_lines(inputs, schedule, "hardware")
    order = schedule.window_or("hardware_procurement", schedule.phase("prepare"))
    # From the decision on: rack and contract are paid while delivery is awaited; a longer wait saves nothing.
    decided = schedule.window_or("business_case", Window(0 * schedule.go_live, 0 * schedule.go_live)).end
    until_go_live = Window(decided, schedule.go_live, name="machines until go-live")
    yield from _servers(inputs, schedule, order, until_go_live)
    yield from _edge_devices(inputs, schedule, order)
    yield from _workstations(inputs, schedule, order, until_go_live)


def _line(item: str, phase: Phase, payee: Payee, amount: Array, window: Window, kind: Kind) -> CostLine:
    return CostLine(item, "hardware", phase, "ml", payee, amount, window, kind, window.activity)


def _servers(inputs: Inputs, schedule: Schedule, order: Window, until_go_live: Window) -> Iterable[CostLine]:
    hardware, servers, calendar = inputs.hardware, inputs.hardware.servers, inputs.calendar
    each = server_price(servers.chips, servers.chip_price, servers.overhead)
    bought = servers.count * each
    network = network_price(bought, servers.network)
    drawn = average_power(
        servers.count * servers.chips,
        servers.chip_power,
        servers.load,
        servers.power_overhead,
        servers.power_use_effectiveness,
    )
    kept = hardware.maintenance * bought / calendar.months_per_year + servers.count * servers.hosting
    yield replace(_line("Servers", "prepare", "hardware", bought, order, "purchase"), each=each)
    yield _line("Network of the servers", "prepare", "hardware", network, order, "purchase")
    yield from _used(inputs, schedule, _Machines("servers", servers, bought, each, kept, drawn), order, until_go_live)


def _workstations(inputs: Inputs, schedule: Schedule, order: Window, until_go_live: Window) -> Iterable[CostLine]:
    hardware, stations = inputs.hardware, inputs.hardware.workstations
    bought = stations.count * stations.price
    kept = hardware.maintenance * bought / inputs.calendar.months_per_year
    drawn = stations.count * stations.power
    desks = _line("Workstations", "prepare", "hardware", bought, order, "purchase")
    yield replace(desks, each=stations.price)
    yield from _used(
        inputs, schedule, _Machines("workstations", stations, bought, stations.price, kept, drawn), order, until_go_live
    )


@dataclass(frozen=True, eq=False)
class _Machines:
    """What was bought for computing: its assumptions (`said`), price of all and each, upkeep in a month, power."""

    called: str
    said: Any
    bought: Any
    each: Any
    kept: Any
    drawn: Any


def _used(
    inputs: Inputs, schedule: Schedule, machines: _Machines, order: Window, until_go_live: Window
) -> Iterable[CostLine]:
    """Machines from the decision to their end: care, power, replacement, resale."""
    hardware, calendar, said, called = inputs.hardware, inputs.calendar, machines.said, machines.called
    months = until_go_live.end - until_go_live.start
    years = (months + schedule.horizon) / calendar.months_per_year
    # Until its useful life is over nothing is replaced; an earlier end finds the first machines, and sells them.
    outlived = np.maximum(until_go_live.start + said.useful_life * calendar.months_per_year, schedule.go_live)
    end = schedule.operation.end
    from_then_on = Window(np.minimum(outlived, end), end, name=f"{called} outlived")

    care = machines.kept * months
    yield _line(f"Care of {called} until go-live", "throughout", "service", care, until_go_live, "usage")
    power = electricity(machines.drawn, months, calendar.hours_per_month, hardware.electricity_price)
    yield _line(f"Power of {called} until go-live", "throughout", "service", power, until_go_live, "usage")
    care = machines.kept * schedule.horizon
    yield _line(f"Care of {called} in operation", "operate", "service", care, schedule.operation, "running")
    power = electricity(machines.drawn, schedule.horizon, calendar.hours_per_month, hardware.electricity_price)
    yield _line(f"Power of {called} in operation", "operate", "service", power, schedule.operation, "running")
    again = replaced(machines.bought, years, said.useful_life)
    new = _line(f"Replacement of {called}", "operate", "hardware", again, from_then_on, "purchase")
    yield replace(new, each=machines.each)

    def resale(end: Array) -> Array:
        """What machines bring that are sold at an end; nothing where none are bought yet."""
        age = (np.maximum(end, until_go_live.start) - until_go_live.start) / calendar.months_per_year
        value = -resale_value(machines.bought, age, said.useful_life, said.loss_of_value, said.resale)
        return np.where(order.end <= end, value, 0 * value)

    planned, ends = resale(schedule.operation.end), (resale(schedule.end), resale(schedule.retired))
    sold = _line(f"Resale of {called}", "operate", "hardware", planned, schedule.end_of_life, "credit")
    yield replace(sold, at_end=ends)


def _edge_devices(inputs: Inputs, schedule: Schedule, order: Window) -> Iterable[CostLine]:
    hardware, devices, calendar = inputs.hardware, inputs.hardware.edge_devices, inputs.calendar
    bought = devices.count * (1 + devices.spares) * devices.price
    years = schedule.horizon / calendar.months_per_year
    kilowatts = devices.count * devices.power

    fitted_device = devices.price + devices.installation
    yield replace(_line("Edge devices", "prepare", "hardware", bought, order, "purchase"), each=fitted_device)
    fitted = devices.count * devices.installation
    yield replace(
        _line("Fitting of edge devices", "prepare", "service", fitted, order, "fee"),
        treatment="installation",
        each=fitted_device,
    )
    yield _line(
        "Power of edge devices",
        "operate",
        "service",
        electricity(kilowatts, schedule.horizon, calendar.hours_per_month, hardware.electricity_price),
        schedule.operation,
        "running",
    )
    yield _line(
        "Maintenance of edge devices",
        "operate",
        "service",
        hardware.maintenance * bought * years,
        schedule.operation,
        "running",
    )
    failed = devices.failures * years * devices.count * fitted_device
    again = _line("Replacement of edge devices", "operate", "hardware", failed, schedule.operation, "purchase")
    yield replace(again, each=fitted_device)
