"""How long after the year that prices are of the initiative starts, and how long after the month money is valued in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from costmodel.files.assumptions import Assumptions
from costmodel.initiative.calendar import MONTHS, Month, calendar_month

MIDDLE = MONTHS / 2  # the mean price of a year is reached in its middle


@dataclass(frozen=True)
class PriceDates:
    """How many months lie before the start.

    Attributes:
        since_prices: from the middle of the price year to the start; below zero where the start is earlier. A year's
            prices are its mean, so what is spent evenly over the price year costs what the estimate says.
        since_value: from the month in which present values are meant to the start.
        valued_in: that month; None where no start is said: then both are 0, prices at the start are those of the
            price year, and money is valued at the start.
    """

    since_prices: float = 0.0
    since_value: float = 0.0
    valued_in: Month | None = None

    def at_start(self, rise: Any, discount: Any = 0.0) -> Any:
        """By what an amount at the start is multiplied: prices risen until then, and discounted from then.

        Args:
            rise: the force of prices per month (`discounting.monthly_force`).
            discount: the force of discounting per month, below zero.
        """
        return np.exp(rise * self.since_prices + discount * self.since_value)


def price_dates(assumptions: Assumptions) -> PriceDates:
    """The dates of a case; without a start nothing is known of the calendar."""
    initiative = assumptions.initiative
    if initiative.start is None:
        return PriceDates()
    valued = initiative.start if initiative.valued_in is None else initiative.valued_in
    priced = calendar_month(assumptions.structure.prices.year, 1) + MIDDLE
    return PriceDates(initiative.start - priced, float(initiative.start - valued), valued)
