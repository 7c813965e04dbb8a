"""How many chip-hours a training takes, and what a rented chip-hour costs.

Used by training before go-live and by retraining after it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from costmodel.simulation.inputs import Inputs
from costmodel.typing import Array


def training_flop(parameters: Any, tokens: Any, flop_per_parameter_and_token: Any = 6.0) -> Any:
    """Operations of a training: six for each parameter and token, two forward and four backward.

    Args:
        parameters: weights that are trained (of a mixture of experts, the active ones).
        tokens: tokens seen in training, all passes counted.
        flop_per_parameter_and_token: operations per parameter and token.
    """
    return flop_per_parameter_and_token * parameters * tokens


def chip_hours(
    flop: Any,
    peak_flop_per_second: Any,
    utilisation: Any,
    seconds_per_hour: Any = 3600.0,
) -> Any:
    """Hours of one chip that so many operations take.

    Args:
        flop: operations to be done.
        peak_flop_per_second: the chip's speed by its data sheet.
        utilisation: share of that speed reached end to end; restarts and waiting are in it.
        seconds_per_hour: seconds in an hour.
    """
    return flop / (peak_flop_per_second * utilisation) / seconds_per_hour


def rented_share(spot_share: Array, spot_price: Array, committed_share: Array, commitment_discount: Array) -> Array:
    """What is paid on average, as a share of the price on demand.

    A share of the hours runs on chips that may be taken back, at a part of the price; a share of the others
    is booked ahead at a discount.
    """
    return spot_share * spot_price + (1 - spot_share) * (1 - committed_share * commitment_discount)


def rented_price(list_price: Array, region_factor: Array, slippage: Array, share_paid: Array) -> Array:
    """What an hour costs in the end, in the unit of the list price.

    The region makes it dearer, discounts cheaper, and what was left running dearer again.
    """
    return list_price * region_factor * slippage * share_paid


def beyond_capacity(hours: Array, earlier: Array, capacity: Array) -> Array:
    """The part of some hours that no longer fits the capacity after earlier hours have used it."""
    nothing = 0 * capacity
    return np.maximum(earlier + hours - capacity, nothing) - np.maximum(earlier - capacity, nothing)


def chip_hour_price(inputs: Inputs) -> Any:
    """Price of a rented chip-hour, EUR/chip/hour."""
    cloud = inputs.cloud
    share_paid = rented_share(cloud.spot_share, cloud.spot_price, cloud.committed_share, cloud.commitment_discount)
    return rented_price(cloud.chip_hour, cloud.region_factor, cloud.slippage, share_paid)


def full_training_hours(inputs: Inputs) -> Any:
    """Chip-hours of one full training, chip*hour/run: as given, or from the size of model and data."""
    training = inputs.training_compute
    flop = training_flop(training.parameters, training.tokens, training.flop_per_parameter_and_token)
    by_size = chip_hours(flop, training.peak_speed, training.utilisation, inputs.calendar.seconds_per_hour)
    return np.where(training.from_flop > 0.5, by_size, training.full_training)


def own_capacity(inputs: Inputs, months: Array) -> Any:
    """Chip-hours that own servers and workstations give to trainings in so many months; none unless switched on."""
    training, servers, stations = inputs.training_compute, inputs.hardware.servers, inputs.hardware.workstations
    chips = training.on_own_hardware * (servers.count * servers.chips + stations.count * stations.chips)
    return chips * months * inputs.calendar.hours_per_month * training.own_utilisation


def storage_price(inputs: Inputs) -> Any:
    """Price of rented storage, EUR/gigabyte/month, forgotten copies included."""
    return inputs.cloud.storage_price * inputs.cloud.slippage
