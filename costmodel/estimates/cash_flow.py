"""When the money is spent: the expected spending of each month, from windows; quarters and fiscal years from months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.initiative.calendar import MONTHS, QUARTER
from costmodel.simulation.windows import Group, spent_until
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

PERIODS = ("month", "quarter", "fiscal_year")
ROUNDING = 1e-12  # of a sum of some ten thousand numbers that have sixteen digits
MONTHS_IN = {"quarter": QUARTER, "fiscal_year": MONTHS}

Flow = Mapping[str, Array]  # key of a cut -> money spent by the end of each month, summed over samples


def monthly(groups: Iterable[Group], samples: int, part: int = 0) -> Flow:
    """Money spent by the end of each month, cumulative, summed over samples.

    Args:
        groups: of lines that share a window, as from `Ledger.by_window`.
        samples: how many there are.
        part: which part of their keys the flow is told apart by.
    """
    every = list(groups)
    months = max((int(np.ceil(np.max(window.end))) for window, _ in every), default=0) + 1
    sums: dict[str, Array] = {}
    for window, parts in every:
        amounts: dict[str, Array] = {}
        for key, amount in parts.items():
            name = key[part]
            amounts[name] = amounts[name] + amount if name in amounts else amount
        for name, amount in amounts.items():
            if name not in sums:
                sums[name] = np.zeros(months)
            if np.any(amount):
                sums[name] += spent_until(months, window, amount, samples)
    return sums


def joined(flows: Iterable[Flow]) -> Flow:
    """The sum of several blocks' flows; after its last month a block stays at what it has spent."""
    every = list(flows)
    months = max(len(spent) for flow in every for spent in flow.values())
    keys = dict.fromkeys(key for flow in every for key in flow)
    sums = {key: np.zeros(months) for key in keys}
    for flow in every:
        for key, spent in flow.items():
            sums[key] += np.pad(spent, (0, months - len(spent)), mode="edge")
    return sums


def _by_month(spent: Array) -> Array:
    """The money of each month; what is less than the rounding of its sum is none, so that no month has 1e-11 or -0."""
    months = np.diff(spent, prepend=0.0)
    return np.where(np.abs(months) <= ROUNDING * np.max(np.abs(spent)), 0.0, months)


def table(flow: Flow, samples: int, every: str, start_month: int) -> pd.DataFrame:
    """Expected spending by period, a column for each key; empty periods at the end are left out.

    Args:
        flow: as from `monthly`.
        samples: over how many samples it is summed.
        every: "month" (1 is the first), "quarter" or "fiscal_year".
        start_month: the month of the fiscal year in which the initiative starts, 1 to 12.

    Raises:
        ValueError: an unknown period.
    """
    import pandas as pd

    if every not in PERIODS:
        raise ValueError(f"no period {every!r}; there are {', '.join(PERIODS)}")
    frame = pd.DataFrame({key: _by_month(spent) / samples for key, spent in flow.items()})
    used = np.flatnonzero(frame.abs().sum(axis=1).to_numpy() > 0)
    frame = frame.iloc[: int(used[-1]) + 1 if len(used) else 1]
    if every == "month":
        return frame.set_index(pd.RangeIndex(1, len(frame) + 1, name="month"))
    before = (start_month - 1) % MONTHS_IN[every]
    periods = (np.arange(len(frame)) + before) // MONTHS_IN[every] + 1
    return frame.groupby(pd.Index(periods, name=every)).sum()
