"""The cut of the ledger at a confidence: whole courses that cost about a percentile, or all of them for the mean.

Everything that finance asks at a confidence is asked of these same courses (`phasing.plan` says why no cell is a
percentile of itself), so that plan, books, cash, accounts and present value are about one course of events, and each
table adds up to the cent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import quantile
from costmodel.estimates import asked
from costmodel.estimates.cash_flow import Flow, joined, monthly, table
from costmodel.estimates.phasing import closed, nearest, start_month
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import LEDGERS_KEPT_TO
from costmodel.finance.courses import VIEWS, Course, courses, known_view
from costmodel.simulation.windows import Group
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Cut:
    """The courses that speak for the mean or for a percentile of the whole-life cost.

    Attributes:
        est: the estimate.
        view: "carried_through" (no stop, to the horizon) or "as_it_happens" (stops and early retirement included).
        confidence: such as 0.8; None for the mean.
        near: which samples speak; None for all.
        wanted: what they cost: the mean, or the percentile, money.
        factor: by which their mean is scaled so that it costs exactly that.
    """

    est: Estimate
    view: str
    confidence: float | None
    near: NDArray[np.intp] | None = field(repr=False)
    wanted: float
    factor: float

    @property
    def samples(self) -> int:
        """How many samples speak."""
        return self.est.samples if self.near is None else len(self.near)

    def courses(self) -> Iterator[Course]:
        """The courses that speak, block by block; the few of a percentile are kept for the next question about it."""
        if self.near is None or self.est.samples > LEDGERS_KEPT_TO:
            yield from self._courses()
            return
        known = _KNOWN.setdefault(self.est, {})
        if (self.view, self.confidence) not in known:
            known[self.view, self.confidence] = list(self._courses())
        yield from known[self.view, self.confidence]

    def _courses(self) -> Iterator[Course]:
        first = 0
        for course in courses(self.est):
            last = first + course.samples
            if self.near is None:
                yield course
            else:
                inside = self.near[(self.near >= first) & (self.near < last)] - first
                if len(inside):
                    yield course.taken(inside)
            first = last

    def flow(self, of: Callable[[Course], Iterable[Group]]) -> Flow:
        """Money by the end of each month and key, summed over the samples that speak."""
        return joined(monthly(of(course), course.samples) for course in self.courses())

    def table(self, flow: Flow, every: str) -> pd.DataFrame:
        """A flow in money by period, scaled, unrounded."""
        return table(flow, self.samples, every, start_month(self.est.assumptions)) * self.factor

    def closed_table(self, of: Callable[[Course], Iterable[Group]], every: str) -> pd.DataFrame:
        """What is spent by period and key, adding up to `wanted` in cents."""
        return closed(self.table(self.flow(of), every), self.wanted)

    def mean(self, values: Iterable[Array]) -> float:
        """The scaled mean of a figure of the samples that speak, given block by block."""
        return float(np.sum([np.sum(one) for one in values])) / self.samples * self.factor


_KNOWN: WeakKeyDictionary[Estimate, dict[tuple[str, float | None], list[Course]]] = WeakKeyDictionary()


def cut_at(est: Estimate, confidence: float | None = None, view: str = VIEWS[0]) -> Cut:
    """The courses that speak for the mean, or for a percentile as `Estimate.plan` takes them.

    Args:
        est: the estimate.
        confidence: 0.8 for what is enough in 8 of 10 courses; None for the mean.
        view: "carried_through" or "as_it_happens".

    Raises:
        TypeError: a confidence that is no number.
        ValueError: an unknown view, or a confidence that is not between 0 and 1, or of one sample.
    """
    known_view(view)
    figure = est.total if view == VIEWS[0] else est.spent
    if confidence is None:
        return Cut(est, view, None, None, float(np.mean(figure)), 1.0)
    asked.within("confidence", confidence)
    asked.several(est)
    near, wanted = nearest(figure, confidence), quantile(figure, confidence)
    mean = float(np.mean(figure[near]))
    return Cut(est, view, confidence, near, wanted, wanted / mean if mean * wanted > 0 else 1.0)
