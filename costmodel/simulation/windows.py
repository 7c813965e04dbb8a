"""Stretches of time in which money is spent evenly, and how much of it is spent by a date: the one place that clips.

Money that is due at a moment is a window without length: all of it is spent from that moment on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from costmodel.simulation.steps import in_one_step
from costmodel.typing import Array

POINT = 1e-6  # months; added to both sides of a window, it makes a point in time a step
SHORT = 0.01  # months, some hours: spent at once in a monthly view, where so steep a rate would only cost digits
ALL = np.ones(1)  # the share of money that is spent
TOUCHING = 1e-9  # months; dates that are nearer to each other are the same, added up in another order


@dataclass(frozen=True, eq=False)
class Window:
    """A stretch of time in which money is spent evenly, in months from the start; a point where both ends agree.

    Attributes:
        start, end: shape (1,) or (samples,).
        at_retirement: the point moves to the system's real end where that comes before the planned one.
        name: lines whose windows have the same name share it; a window without one stands alone.
        activity: whose working time it is, or None.
    """

    start: Any
    end: Any
    at_retirement: bool = False
    name: str = ""
    activity: str | None = None

    def same(self, other: Window) -> bool:
        """Whether both are the same stretch of time in every sample."""
        if self is other:
            return True
        agree = np.array_equal(self.start, other.start) and np.array_equal(self.end, other.end)
        return bool(agree) and self.at_retirement == other.at_retirement


Group = tuple[Window, Mapping[Any, Any]]  # a window, and the money spent in it by the keys of a cut


def grouped(parts: Iterable[tuple[Window, Any, Any]]) -> list[Group]:
    """Amounts (window, key, amount) summed by window and key, in the order of their first mention.

    Raises:
        ValueError: two windows of the same name that are not the same stretch of time.
    """
    groups: dict[str | int, tuple[Window, dict[Any, Any]]] = {}
    for number, (window, key, amount) in enumerate(parts):
        first, sums = groups.setdefault(window.name or number, (window, {}))
        if not first.same(window):
            raise ValueError(f"two windows are called {window.name!r} and are not the same stretch of time")
        sums[key] = sums[key] + amount if key in sums else amount
    return list(groups.values())


def some(values: Array, samples: NDArray[np.intp] | slice) -> Array:
    """A number in some of the samples alone; one that is the same in all of them stays shape (1,)."""
    return values if len(values) == 1 else values[samples]


def taken(group: Group, samples: NDArray[np.intp] | slice) -> Group:
    """A group for some of its samples alone."""
    window, parts = group
    of = Window(some(window.start, samples), some(window.end, samples), window.at_retirement)
    return of, {key: some(amount, samples) for key, amount in parts.items()}


def before(window: Window, moment: Array) -> Window:
    """The part of a window before a moment; a point there where it lies after."""
    return Window(np.minimum(window.start, moment), np.minimum(window.end, moment))


def after(window: Window, moment: Array) -> Window:
    """The part of a window after a moment; a point there where it lies before."""
    return Window(np.maximum(window.start, moment), np.maximum(window.end, moment))


def share_after(window: Window, moment: Array) -> Array:
    """The share of a window that lies after a moment; none at all where the window ends with it.

    `share_spent` turns a point into a steep slope; what is left of it to the last digit must not become an asset that
    is written off for years, so dates that touch count as the same here.
    """
    length = window.end - window.start
    later = window.end - np.maximum(window.start, moment)
    part = np.where(later > TOUCHING, later / np.where(length > 0, length, 1.0), 0.0)
    return np.where(length > TOUCHING, part, np.where(window.start > moment + TOUCHING, 1.0, 0.0))


def share_spent(window: Window, time: Array, dtype: DTypeLike = np.float64) -> Array:
    """The share of a window's money that is spent by a time, carried through: even burn, clipped.

    Args:
        window: when it is spent.
        time: months from the start: dates that broadcast against the samples, such as shape (samples,) or (times, 1).
        dtype: of the result; single precision is exact to a unit of money in ten million, in half the memory.
    """
    return _share_spent(window.start, window.end, time, dtype=dtype)


@in_one_step
def _share_spent(first: Array, last: Array, time: Array, dtype: DTypeLike) -> Array:
    # a millionth of a month on both sides makes a point in time a step and changes nothing else
    length = np.asarray(last - first)
    length += POINT
    length = np.asarray(length, dtype)
    share: Array = np.asarray(time, dtype) - np.asarray(first, dtype)
    share += POINT
    share = np.divide(share, length, out=share if share.shape[-1] >= length.shape[-1] else None)
    clipped: Array = np.clip(share, 0.0, 1.0, out=share)
    return clipped


def spent_by(window: Window, time: Array, retired: Array) -> Array:
    """The share of a window's money that is really spent by an end; what retirement costs, all or nothing."""
    return retired if window.at_retirement else share_spent(window, time)


def with_spent(so_far: Array, window: Window, time: Array, retired: Array, amounts: Sequence[Array]) -> Array:
    """Money spent so far, and of some amounts of a window what is really spent by an end, as by `spent_by`."""
    share = retired if window.at_retirement else _share_by_then(window.start, window.end, time)
    return _with_share(so_far, share, *amounts)


@in_one_step
def _share_by_then(first: Array, last: Array, time: Array) -> Array:
    """`share_spent`; where all is spent in every sample, which for most windows it is, that is seen faster."""
    return ALL if np.all(time >= last) else _share_spent(first, last, time, dtype=np.float64)


@in_one_step
def _with_share(so_far: Array, share: Array, *amounts: Array) -> Array:
    there = [amount for amount in amounts if not nothing(amount)]
    if not there:
        return so_far
    whole, part = so_far.copy(), np.empty_like(so_far)
    for amount in there:
        whole += amount if share is ALL else np.multiply(amount, share, out=part)
    return whole


@in_one_step
def summed(so_far: Array, *amounts: Array) -> Array:
    """A sum of money and some amounts more, shape (samples,)."""
    whole = so_far.copy()
    for amount in amounts:
        if not nothing(amount):
            whole += amount
    return whole


def nothing(amount: Array) -> bool:
    """Whether an amount is none in every sample, and known to be."""
    return len(amount) == 1 and bool(amount[0] == 0)


def cumulative(groups: Iterable[Group], times: Array, samples: int, dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """Money that each sample has spent by some times, carried through, all keys together.

    Args:
        groups: of lines that share a window, as from `Ledger.by_window`.
        times: months from the start, rising, shape (times,).
        samples: how many there are.
        dtype: of the money.

    Returns:
        shape (times, samples).
    """
    spent = np.zeros((len(times), samples), dtype)
    for window, parts in groups:
        amount = np.zeros(1)
        for part in parts.values():
            amount = amount + part
        if not np.any(amount):
            continue
        money = np.asarray(amount, dtype)
        begun, over = np.searchsorted(times, [np.min(window.start), np.max(window.end)])
        if over > begun:
            share = share_spent(window, times[begun:over, None], dtype)
            spent[begun:over] += np.multiply(money, share, out=share if share.shape[-1] >= len(money) else None)
        spent[over:] += money
    return spent


def spent_until(months: int, window: Window, amount: Array, samples: int) -> Array:
    """Money that all samples together have spent by the end of each month; as `cumulative` has it, but in one pass.

    For a window from s to e with rate r = amount / (e - s), spend by time t is r (t - s)+ - r (t - e)+. Sums of r and
    r s by the month in which s falls give it for every month without touching a month that nothing happens in.

    Args:
        months: how many months, from the start.
        window: when it is spent.
        amount: money, shape (samples,) or (1,).
        samples: how many there are.

    Returns:
        shape (months,), the sum over samples.
    """
    start, end, money = (
        one if len(one) == samples else np.full(samples, one[0]) for one in (window.start, window.end, amount)
    )
    length = end - start
    point = length <= SHORT
    some_points = bool(np.any(point))
    rate = np.where(point, 0.0, money / np.where(point, 1.0, length)) if some_points else money / length
    edges = np.arange(1, months + 1, dtype=np.float64)

    def binned(place: NDArray[np.intp], weight: Array) -> Array:
        sums: Array = np.bincount(place, weight, months + 1).astype(np.float64, copy=False)
        return np.asarray(np.cumsum(sums)[:-1])

    starts = np.minimum(start.astype(np.intp), months)
    ends = np.minimum(end.astype(np.intp), months)
    total = edges * (binned(starts, rate) - binned(ends, rate))
    total -= binned(starts, rate * start) - binned(ends, rate * end)
    if some_points:
        total += binned(ends, np.where(point, money, 0.0))
    return total
