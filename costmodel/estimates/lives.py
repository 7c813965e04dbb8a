"""What a system costs over the life that it really has: stopped before go-live, retired, replaced; and for each month.

Three frames of time, each with its name. *To the horizon* (`Estimate.total`): operated for the planned months, as if it
were never retired. *The life that the model expects*: no stop strikes, but the system is retired when the model says,
and then not replaced (`whole_life_retired`), or replaced until the horizon (`whole_life_replaced`). *As it happens*
(`spent`): gates and risks end some before go-live, and the others run until they are retired.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from costmodel.typing import Array


class Lives:
    """The figures of an estimate that do not go to the horizon; `Estimate` has all of them.

    Attributes:
        figures: what is kept of each sample, by the names of `kept_names`; shape (samples,).
    """

    figures: Mapping[str, Array]

    # -- no stop, but the retirement that the model expects -----------------------------------------------------------

    @property
    def whole_life_retired(self) -> Array:
        """Money from the start to the retirement, at most to the horizon, and no successor; shape (samples,)."""
        return self.figures["until retired"]

    @cached_property
    def whole_life_replaced(self) -> Array:
        """Money to the horizon when each system that is retired before is replaced; shape (samples,).

        A replacement costs `operations.replacement` of the cost to go-live, and the end of the old system, which
        stays in service until then: `total` and the replacements.
        """
        figures = self.figures
        money = (values for name, values in figures.items() if name.startswith(("to_go_live ", "after_go_live ")))
        return np.asarray(sum(money) + figures["replacements"])

    @property
    def expected_operation(self) -> float:
        """Mean months in service until the retirement, at most to the horizon, where no stop strikes."""
        return float(np.mean(np.minimum(self.figures["lifetime"], self.figures["horizon"])))

    # -- as it happens ------------------------------------------------------------------------------------------------

    @property
    def reached(self) -> Array:
        """1 where production is reached, 0 where a gate or a risk ended the initiative before; shape (samples,)."""
        return self.figures["reached"]

    @property
    def reaches_production(self) -> float:
        """The probability of reaching production."""
        return float(np.mean(self.reached))

    @property
    def spent(self) -> Array:
        """Money really spent, stops and retirement included; shape (samples,)."""
        return self.figures["spent"]

    @property
    def cost_per_success(self) -> float:
        """Mean money spent on all attempts for each system that reaches production; infinite where none does.

        A system that is given up early costs less of it, so nothing is ranked by it; see `cost_per_productive_month`.
        """
        chance = self.reaches_production
        return float(np.mean(self.spent)) / chance if chance > 0 else float("inf")

    @cached_property
    def productive_months(self) -> Array:
        """Months in production as it happens: none where it is not reached, at most the horizon; shape (samples,)."""
        return np.asarray(self.reached * np.minimum(self.figures["lifetime"], self.figures["horizon"]))

    @cached_property
    def cost_per_productive_month(self) -> float:
        """Mean money spent on all attempts for each month in which a system is in production; NaN where none is."""
        months = float(np.mean(self.productive_months))
        return float(np.mean(self.spent)) / months if months > 0 else float("nan")

    @property
    def moves_cost_per_productive_month(self) -> Array:
        """How each sample moves the cost per productive month; shape (samples,), mean zero.

        The ratio estimator's linear part, (y - R x) / mean of x, whose mean has the ratio's standard error to the first
        order (Cochran, Sampling Techniques, 3rd edition 1977, chapter 6).
        """
        months = self.productive_months
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((self.spent - self.cost_per_productive_month * months) / np.mean(months))

    def still_in_production(self, months: float) -> float:
        """The probability that a system is still in use so many months after go-live, given that it was reached.

        Raises:
            ValueError: a negative number of months.
        """
        if months < 0:
            raise ValueError("months after go-live cannot be negative")
        alive = self.figures["lifetime"][self.reached > 0] > months
        return float(np.mean(alive)) if len(alive) else float("nan")
