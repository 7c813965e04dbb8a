"""What every picture is drawn from: an estimate as somebody looks at it, and what that person holds it against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from costmodel.beliefs.percentiles import sorted_quantile
from costmodel.decisions.confidence import first_stage
from costmodel.estimates.result import Estimate
from costmodel.estimates.spending import Spending, spending
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.report.figures import CONFIDENCE
from costmodel.report.finance_tables import overview
from costmodel.report.tables import Table
from costmodel.review.reference_forecast import OutsideView, outside_view
from costmodel.typing import Array


@dataclass(frozen=True)
class Viewed:
    """An estimate as it is looked at, on the page and on paper; whatever several pictures need is worked out once.

    Attributes:
        est: a simulation; its assumptions' meanings are in the reader's language.
        says: the language.
        confidence: in how many cases a budget is to be enough, such as 0.8.
        budget: the reader's own budget to go-live, money; None without.
        deadline: the reader's own months to go-live; None without.
        every: "fiscal_year" or "month", for the cash flow.
        base: the estimate of the case that this one is held against; None without.
        base_name: what that one is called.
        wide: whether a picture has the room of a wide card; None where nobody knows, or where it may change.
    """

    est: Estimate
    says: Language
    confidence: float = field(default=CONFIDENCE, kw_only=True)
    budget: float | None = field(default=None, kw_only=True)
    deadline: float | None = field(default=None, kw_only=True)
    every: str = field(default="fiscal_year", kw_only=True)
    base: Estimate | None = field(default=None, kw_only=True)
    base_name: str = field(default="", kw_only=True)
    wide: bool | None = field(default=None, kw_only=True)

    @property
    def currency(self) -> str:
        """The model's currency."""
        return self.est.assumptions.currency

    @property
    def calendar(self) -> Calendar:
        """When the initiative starts, and when fiscal years begin."""
        return self.est.assumptions.calendar

    @property
    def odds(self) -> str:
        """The confidence as people count: "8 of 10"."""
        return self.says.of_ten(self.confidence)

    @cached_property
    def ordered(self) -> Array:
        """The cost to go-live, rising, shape (samples,)."""
        return np.sort(self.est.to_go_live)

    @cached_property
    def even(self) -> float:
        """What is enough to go-live in half of all cases; money."""
        return sorted_quantile(self.ordered, 0.5)

    @cached_property
    def enough(self) -> float:
        """What is enough to go-live at the confidence; money."""
        return sorted_quantile(self.ordered, self.confidence)

    @cached_property
    def dates(self) -> tuple[float, float, float]:
        """P10, P50 and P90 of the months to go-live."""
        ordered = np.sort(self.est.go_live)
        return sorted_quantile(ordered, 0.1), sorted_quantile(ordered, 0.5), sorted_quantile(ordered, 0.9)

    @cached_property
    def expected(self) -> tuple[float, float]:
        """Mean money to go-live and after it."""
        return float(np.mean(self.est.to_go_live)), float(np.mean(self.est.after_go_live))

    @cached_property
    def spending(self) -> Spending:
        """Money by time, as often as the reader wants it."""
        return spending(self.est, self.every)

    @cached_property
    def first_stage(self) -> Mapping[str, Any] | None:
        """The stage until the first gate, as `confidence.first_stage` gives it; None where the plan has no gate."""
        return first_stage(self.est, self.confidence)

    @cached_property
    def booked(self) -> Table:
        """What finance books year by year, of the courses about the confidence."""
        return overview(self.est, self.says, self.confidence)

    @cached_property
    def outside(self) -> OutsideView | None:
        """The estimate among finished projects; None where nothing is planned that could be compared."""
        try:
            return outside_view(self.est, confidence=self.confidence)
        except ValueError:
            return None

    def chance(self, budget: float) -> float:
        """The chance that the cost to go-live stays within a budget."""
        return float(np.searchsorted(self.ordered, budget, side="right") / len(self.ordered))

    def money(self, amount: float) -> str:
        """An amount in a sentence below a picture, with the sign that the picture writes too."""
        return self.says.amount(amount, self.currency)
