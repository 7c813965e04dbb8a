"""When the money is spent, in one quick pass: what is expected in each period, and how much may be spent by when.

The figures of `phasing.cash_flow` and `phasing.fan` for a page that is drawn again at every step of a slider: in single
precision, which is exact to a unit of money in ten million, and read at as few points as a picture needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import PERCENTILES, quantile, sorted_quantile
from costmodel.estimates.phasing import Simulated, cash_flow, last_month, period_ends, scope_only
from costmodel.initiative.calendar import Calendar
from costmodel.simulation.ledger import SCOPES
from costmodel.simulation.windows import cumulative
from costmodel.typing import Array

Single = NDArray[np.float32]
EVERY = ("month", "fiscal_year")
LATE = 0.9  # by then nearly all have gone live: the fan bends before that and is read twice as often


@dataclass(frozen=True, eq=False)
class Spending:
    """Money by time, carried through, undiscounted and in constant prices.

    Attributes:
        every: "month" or "fiscal_year".
        ends: the end of each period, in months from the start, shape (periods,).
        expected: scope -> mean money spent in each period, shape (periods,).
        times: when the fan is read, in months from the start, the first is 0; shape (times,).
        fan: percentiles of the money spent by then, P10, P50, P80, P90; shape (times, 4).
        calendar: in which months and fiscal years that is.
    """

    every: str
    ends: Array
    expected: Mapping[str, Array]
    times: Array
    fan: Array
    calendar: Calendar = field(default_factory=Calendar)


def spending(est: Simulated, every: str = "fiscal_year") -> Spending:
    """What is spent in each period until go-live and after it, and how much may have been spent by when.

    Args:
        est: the estimate.
        every: "month" or "fiscal_year"; the first fiscal year ends early where one began before the initiative.

    Raises:
        ValueError: another period.
    """
    if every not in EVERY:
        raise ValueError(f"no period {every!r}; there are {', '.join(EVERY)}")
    calendar = est.assumptions.calendar
    start, late = calendar.place, quantile(est.figure("go_live"), LATE)
    blocks: list[dict[str, Single]] = []
    times = np.zeros(0)
    for ledger in est.ledgers():
        groups = ledger.by_window("scope")
        own = _times(last_month(groups), start, late)
        blocks.append(
            {scope: cumulative(scope_only(groups, (scope,)), own, ledger.samples, np.float32) for scope in SCOPES}
        )
        times = max(times, own, key=len)
    longest = [{scope: _lengthened(one, len(times)) for scope, one in block.items()} for block in blocks]
    whole = np.concatenate([block[SCOPES[0]] + block[SCOPES[1]] for block in longest], axis=1)
    whole.sort(axis=1)
    fan = np.array([[sorted_quantile(row, share) for share in PERCENTILES] for row in whole], dtype=np.float64)
    if every == "month":
        flow = cash_flow(est, "month", "scope")
        ends = flow.index.to_numpy(dtype=np.float64)
        expected = {scope: flow[scope].to_numpy() if scope in flow else np.zeros(len(ends)) for scope in SCOPES}
    else:
        ends = period_ends(every, int(times[-1]), start)
        at = np.searchsorted(times, ends)
        expected = {
            scope: np.diff(sum(block[scope][at].sum(axis=1, dtype=np.float64) for block in longest), prepend=0.0)
            / est.samples
            for scope in SCOPES
        }
    return Spending(every, ends, expected, np.concatenate([[0.0], times]), np.vstack([np.zeros((1, 4)), fan]), calendar)


def _times(last: int, start: int, late: float) -> Array:
    """The ends of the fiscal years, and their middles as long as go-live is to come."""
    ends = period_ends("fiscal_year", last, start)
    middles = ends - 6
    return np.union1d(ends, middles[(middles > 0) & (middles < late)])


def _lengthened(spent: Single, times: int) -> Single:
    """The same for more times: after its last one a block stays at what it has spent."""
    return np.pad(spent, ((0, times - len(spent)), (0, 0)), mode="edge") if len(spent) < times else spent
