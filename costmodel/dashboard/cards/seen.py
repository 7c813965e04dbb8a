"""What one viewer looks at: an estimate, the language, their own budget and deadline, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from costmodel import Estimate
from costmodel.beliefs.percentiles import sorted_quantile
from costmodel.estimates.spending import Spending, spending
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.report.finance_tables import overview
from costmodel.report.side_by_side import SideBySide
from costmodel.report.tables import Table
from costmodel.review.reference_forecast import OutsideView, outside_view
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Called:
    """What a case is called, and what it is made of in a few words where its name does not say that."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Seen:
    """What all cards are drawn from; whatever several of them need is worked out once.

    Attributes:
        est: a simulation; its assumptions' meanings are in the viewer's language.
        says: the language.
        typed: whether the viewer typed a first estimate.
        budget: the viewer's own budget to go-live, money; None without.
        deadline: the viewer's own months to go-live; None without.
        confidence: in how many cases a budget is to be enough, such as 0.8.
        every: "fiscal_year" or "month", for the cash flow.
        name: what this case is called, and of which scenario it is.
        base: what the figures are held against: a case that is kept, else the case without changes; None where this
            is that case.
        base_name: what that one is called.
        base_gate: its first gate, and the money until then, shape (samples,); None without a base or a gate.
        cases: what the cases side by side are called, the one on the page first.
        offered: the scenarios that can be put beside them: name -> what it is called.
        against, explained: the places of the base among them, and of the one whose difference to it is explained.
        wide: whether a card is wide on the viewer's screen; None where nobody knows, or where it may change.
    """

    est: Estimate
    says: Language
    typed: bool = False
    budget: float | None = None
    deadline: float | None = None
    confidence: float = 0.8
    every: str = "fiscal_year"
    name: str = ""
    base: Estimate | None = None
    base_name: str = ""
    base_gate: tuple[str, Array] | None = None
    cases: tuple[Called, ...] = ()
    offered: Mapping[str, str] = field(default_factory=dict)
    against: int = 0
    explained: int = 0
    wide: bool | None = None

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
    def means(self) -> tuple[float, float]:
        """Mean money to go-live and after it."""
        return float(np.mean(self.est.to_go_live)), float(np.mean(self.est.after_go_live))

    @cached_property
    def spending(self) -> Spending:
        """Money by time, as often as the viewer wants it."""
        return spending(self.est, self.every)

    @cached_property
    def finance(self) -> Table:
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
        """An amount in a sentence."""
        return self.says.amount(amount, self.currency)


@dataclass(frozen=True)
class Deciding:
    """The inputs that decide a figure, in the order in which they stand on the page.

    Attributes:
        of: the figure, as for `Estimate.quantile`.
        names: of the inputs.
        figure: as `conditional` gives it, of that figure.
        beside: the same of the date, or of the cost to go-live where the date is the figure.
    """

    of: str
    names: tuple[str, ...]
    figure: pd.DataFrame
    beside: pd.DataFrame


@dataclass(frozen=True)
class Slow:
    """What takes longer than a step of a slider; each is None until it is worked out.

    Attributes:
        deciding: the inputs that decide the chosen figure.
        drivers, date_drivers: as `sensitivity.drivers` gives it, of the cost to go-live and of the months.
        actions: as `actions.best_actions` gives it.
        steps: as `actions.capability_steps` gives it.
        beside: the cases side by side; None too where none is kept beside that of the page.
    """

    deciding: Deciding | None = None
    drivers: pd.DataFrame | None = None
    date_drivers: pd.DataFrame | None = None
    actions: pd.DataFrame | None = None
    steps: pd.DataFrame | None = None
    beside: SideBySide | None = None
