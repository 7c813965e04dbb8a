"""How far an initiative has come: what it has cost until a date, and which activities are finished or running."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from costmodel.control.actuals import Actual, actual_spending
from costmodel.errors import did_you_mean
from costmodel.estimates.result import Estimate

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Progress:
    """What is known at a date.

    Attributes:
        month: the date of the report, in months from the start; 0 where nothing is known.
        spent: money by the end of each whole month, cumulative, index month from 1; None where no cost is known.
        finished: activity -> when it was finished, in months from the start, repeats included.
        running: activities that have begun (their waiting counts) and are not finished.
    """

    month: float
    spent: pd.Series[float] | None
    finished: Mapping[str, float]
    running: tuple[str, ...]

    @property
    def paid(self) -> float | None:
        """All money spent until the date."""
        return None if self.spent is None else float(self.spent.iloc[-1])


def progress_of(
    est: Estimate,
    actual: Actual | None = None,
    month: float | None = None,
    finished: Mapping[str, float] | None = None,
    running: Collection[str] = (),
) -> Progress:
    """What has happened, held against the plan.

    Args:
        est: the estimate whose activities are meant.
        actual: spending, as for `actual_spending`; it is read until its last month.
        month: the date of the report; without it, the last month with actual spending or the last finish.
        finished, running: as in `Progress`.

    Raises:
        AssumptionsError: faults in the file.
        ValueError: everything else that cannot be, a line each.
    """
    finished = dict(finished or {})
    table = None if actual is None else actual_spending(actual, est)
    last = 0 if table is None else int(table["month"].max())
    known = [float(last), *(date for date in finished.values() if math.isfinite(date))]
    date = max(known) if month is None else float(month)
    faults = [*_dates(date, last, finished, running), *_names(est, finished, running)]
    if faults:
        raise ValueError("\n".join(faults))
    return Progress(date, None if table is None else _cumulative(table, date), finished, tuple(running))


def _cumulative(table: pd.DataFrame, date: float) -> pd.Series[float]:
    import pandas as pd

    months = pd.RangeIndex(1, max(int(table["month"].max()), math.floor(date)) + 1, name="month")
    spent: pd.Series[float] = table.groupby("month")["amount"].sum().reindex(months, fill_value=0.0).cumsum()
    return spent.rename("spent")


def _dates(date: float, last: int, finished: Mapping[str, float], running: Collection[str]) -> Iterator[str]:
    if not math.isfinite(date) or date < 0:
        yield f"{date:g} is no month; 1 is the end of the first"
    if last > date:
        yield f"month {last} has actual spending, but the report is of month {date:g}"
    if running and date <= 0:
        yield "a date is missing: in which month are these activities running?"
    for name, end in finished.items():
        if not (math.isfinite(end) and end > 0):
            yield f"{name}: finished in month {end:g} is no date; 1 is the end of the first month"
        elif end > date:
            yield f"{name}: finished in month {end:g}, after the date of the report, month {date:g}"


def _names(est: Estimate, finished: Mapping[str, float], running: Collection[str]) -> Iterator[str]:
    activities = est.assumptions.structure.plan.activities
    for name in dict.fromkeys([*finished, *running]):
        if name not in activities:
            yield f"no activity {name!r}{did_you_mean(name, activities)}"
    for name in running:
        if name in finished:
            yield f"{name}: either finished or running, not both"
