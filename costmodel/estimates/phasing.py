"""Money by period: expected spending, the fan of cumulative spending, and a phased budget that adds up to a percentile.

All of it is carried through (no stop, no early retirement), undiscounted and in constant prices, as the estimate is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import PERCENTILES, sorted_quantile
from costmodel.estimates.asked import several
from costmodel.estimates.cash_flow import MONTHS_IN, PERIODS, Flow, joined, monthly, table
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.ledger import CUTS, SCOPES, Ledger
from costmodel.simulation.windows import Group, cumulative, taken
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

NEAR = 0.02  # of all samples; so many, nearest to the percentile by rank, speak for it
FEWEST_NEAR = 64  # fewer than these would show the accidents of single samples
CENT = 0.01
SPENT_IN = {"total": SCOPES, "to_go_live": ("to_go_live",), "after_go_live": ("after_go_live",)}


class Simulated(Protocol):
    """What is asked of an estimate here."""

    @property
    def assumptions(self) -> Assumptions: ...
    @property
    def samples(self) -> int: ...
    @property
    def flow(self) -> Flow | None: ...
    def ledgers(self) -> Iterator[Ledger]: ...
    def figure(self, of: str) -> Array: ...
    def quantile(self, share: float, of: str = "total") -> float: ...


def cash_flow(est: Simulated, every: str = "month", by: str = "category") -> pd.DataFrame:
    """Expected spending by period, carried through; the cells add up to the mean total.

    Args:
        est: the estimate.
        every: "month" (1 is the first), "quarter" or "fiscal_year" (1 is the first of the initiative).
        by: a cut of the ledger, as in `Estimate.by`.

    Returns:
        a row for each period, a column for each part.

    Raises:
        ValueError: an unknown period or cut.
    """
    known(every, by)
    kept = est.flow if by == "category" else None
    flow = (
        kept if kept is not None else joined(monthly(ledger.by_window(by), ledger.samples) for ledger in est.ledgers())
    )
    return table(flow, est.samples, every, start_month(est.assumptions))


def fan(est: Simulated, every: str = "month") -> pd.DataFrame:
    """Percentiles of the money spent since the start, at the end of each period.

    Each row is a distribution of its own: the samples that are dear in the second year are not those that are dear in
    the fifth, so a column is no course that the initiative could take (`plan` is one). The last row is the
    distribution of the total. Holds samples x periods numbers of 8 bytes while it works.

    Args:
        est: the estimate.
        every: "month" (1 is the first), "quarter" or "fiscal_year" (1 is the first of the initiative).

    Returns:
        a row for each period, the columns ``p10, p50, p80, p90``, in money.

    Raises:
        ValueError: an unknown period, or one sample.
    """
    import pandas as pd

    known(every, CUTS[0])
    several(est)
    start, parts = start_month(est.assumptions), []
    for ledger in est.ledgers():
        groups = ledger.by_window()
        parts.append(cumulative(groups, period_ends(every, last_month(groups), start), ledger.samples))
    periods = max(len(part) for part in parts)
    whole = np.concatenate([np.pad(part, ((0, periods - len(part)), (0, 0)), mode="edge") for part in parts], axis=1)
    whole.sort(axis=1)
    changes = np.flatnonzero(np.any(np.diff(whole, axis=0) != 0, axis=1))  # nothing is spent after the last of them
    whole = whole[: int(changes[-1]) + 2 if len(changes) else 1]
    rows = [[sorted_quantile(row, share) for share in PERCENTILES] for row in whole]
    index = pd.RangeIndex(1, len(whole) + 1, name=every)
    return pd.DataFrame(rows, index=index, columns=[f"p{round(100 * share)}" for share in PERCENTILES])


def plan(
    est: Simulated,
    confidence: float = 0.8,
    every: str = "fiscal_year",
    by: str = "category",
    of: str = "total",
) -> pd.DataFrame:
    """A phased budget at a chosen confidence, whose cells add up to that percentile to the cent.

    Percentiles of cells do not add up: the P80 of each category in each year would be exceeded by every category at
    once only in a case far worse than the P80 of the total, and a year is dear in other samples than the year after
    it. So no cell here is a percentile of itself. Instead whole samples speak: of all samples those are taken whose
    figure is nearest to the percentile, by rank, half below and half above it (2 % of all, at least 64; at the very
    ends fewer, those on one side). Each is a course that hangs together: its dates, its repeats, its risks. The mean
    of their cells is a course that costs about the percentile; scaled by the little that is missing, and rounded to
    cents so that the remainders cancel (largest first), it costs exactly that. The plan answers "what would we need,
    when and for what, if it came out at P80"; a single category may still exceed its cell while another stays below.

    Args:
        est: the estimate.
        confidence: 0.8 for a plan that is kept in 8 of 10 simulated courses.
        every: "month" (1 is the first), "quarter" or "fiscal_year" (1 is the first of the initiative).
        by: a cut of the ledger, as in `Estimate.by`.
        of: "total", "to_go_live" or "after_go_live".

    Returns:
        a row for each period, a column for each part, in whole cents; the sum is `quantile(confidence, of)` rounded
        to the cent.

    Raises:
        ValueError: an unknown period, cut or figure, a confidence outside 0..1, or one sample.
    """
    known(every, by)
    if of not in SPENT_IN:
        raise ValueError(f"no plan of {of!r}; there are {', '.join(SPENT_IN)}")
    wanted = est.quantile(confidence, of)
    near = nearest(est.figure(of), confidence)
    flows, first = [], 0
    for ledger in est.ledgers():
        last = first + ledger.samples
        inside = near[(near >= first) & (near < last)] - first
        first = last
        if len(inside) == 0:
            continue
        groups = scope_only(ledger.by_window(by, "scope"), SPENT_IN[of])
        flows.append(monthly((taken(group, inside) for group in groups), len(inside)))
    cells = table(joined(flows), len(near), every, start_month(est.assumptions))
    return closed(cells, wanted)


def known(every: str, by: str) -> None:
    """Refuses an unknown period or cut with a ValueError."""
    if every not in PERIODS:
        raise ValueError(f"no period {every!r}; there are {', '.join(PERIODS)}")
    if by not in CUTS:
        raise ValueError(f"no cut {by!r}; there are {', '.join(CUTS)}")


def start_month(assumptions: Assumptions) -> int:
    """The month of the fiscal year in which the initiative starts, 1 to 12; 1 where its start is not known."""
    return assumptions.calendar.place


def last_month(groups: Iterable[Group]) -> int:
    """The month in which the last money of any sample is spent, at least 1."""
    return max((int(np.ceil(np.max(window.end))) for window, _ in groups), default=1) or 1


def period_ends(every: str, months: int, start: int) -> Array:
    """The ends of the periods that cover so many months, in months from the start.

    A fiscal year or quarter that began before the initiative ends early: an initiative that starts in the tenth month
    of a fiscal year has three months of it.
    """
    if every == "month":
        return np.arange(1, months + 1, dtype=np.float64)
    length = MONTHS_IN[every]
    before = (start - 1) % length
    return np.arange(1, -(-(months + before) // length) + 1, dtype=np.float64) * length - before


def nearest(figure: Array, share: float) -> NDArray[np.intp]:
    """The samples whose figure is nearest to a percentile by rank, rising by number."""
    reach = max(round(NEAR * len(figure)), FEWEST_NEAR) / 2
    place = share * (len(figure) - 1)
    below, above = max(int(np.ceil(place - reach)), 0), int(np.floor(place + reach)) + 1
    return np.sort(np.argsort(figure, kind="stable")[below:above])


def scope_only(groups: Iterable[Group], scopes: Iterable[str]) -> Iterator[Group]:
    """Groups by some cut and scope, without the other scopes."""
    for window, parts in groups:
        inside = {key: amount for key, amount in parts.items() if key[-1] in scopes}
        if inside:
            yield window, inside


def closed(cells: pd.DataFrame, wanted: float) -> pd.DataFrame:
    """Cells scaled to a sum and rounded to cents so that they add up to it in cents.

    Each is rounded down, and the cents that are missing then go to the cells that lost most. Where nothing can be
    scaled (the cells cancel), what is missing falls to the largest cell. Periods at the end without a cent go.
    """
    values = cells.to_numpy(copy=True)
    total = float(values.sum())
    if total * wanted > 0:
        values *= wanted / total
    else:
        values.flat[int(np.argmax(np.abs(values)))] += wanted - total
    cents = np.floor(values / CENT)
    missing = round(wanted / CENT) - int(cents.sum())
    losses = np.argsort(-(values / CENT - cents), axis=None, kind="stable")
    each, rest = divmod(missing, cents.size)
    cents += each
    cents.flat[losses[:rest]] += 1
    rounded = cells.copy()
    rounded[:] = np.round(cents * CENT, 2)
    used = np.flatnonzero(np.any(cents != 0, axis=1))
    return rounded.iloc[: int(used[-1]) + 1 if len(used) else 1]
