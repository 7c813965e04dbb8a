"""The ledger: every cost as a line with its category, phase, layer, payee, amount and the time in which it is spent.

Whatever a category yields is booked; however the ledger is cut, the sum is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from costmodel.files.categories import cost_categories
from costmodel.initiative.categories import no_category
from costmodel.initiative.plan import LAYERS, PAYEES, PHASES, Layer, Payee, Phase
from costmodel.simulation.schedule import Schedule, Window
from costmodel.typing import Array

SCOPES = ("to_go_live", "after_go_live")
CUTS = ("category", "phase", "item", "layer", "payee", "scope")
POINT = 1e-6  # months; added to both sides of a window, it makes a point in time a step
SHORT = 0.01  # months, some hours: spent at once in a monthly view, where so steep a rate would only cost digits

Group = tuple[Window, dict[tuple[str, ...], Any]]  # a window, and the money spent in it by the keys of a cut

__all__ = ["CUTS", "SCOPES", "Array", "CostLine", "Group", "Ledger", "Window", "spent_until", "with_repeats"]


class UnknownCategoryError(ValueError):
    """A line is booked under a category that no file declares; the sentence says what to do."""

    def __init__(self, item: str, category: str) -> None:
        super().__init__(
            f"line {item!r}: {no_category(category, cost_categories())}; "
            f"a new one is declared in assumptions/{category}.yaml, under categories"
        )


@dataclass(frozen=True, eq=False)
class CostLine:
    """One cost.

    Attributes:
        item: what is paid for; a short noun, unique in the ledger.
        category, phase, layer, payee: where it belongs.
        amount: money, shape (1,) or (samples,); negative for a credit such as a resale.
        window: when it is spent, evenly.
    """

    item: str
    category: str
    phase: Phase
    layer: Layer
    payee: Payee
    amount: Any
    window: Window

    def __post_init__(self) -> None:
        if self.category not in cost_categories():
            raise UnknownCategoryError(self.item, self.category)
        words = (self.phase, self.layer, self.payee)
        for value, known in zip(words, (PHASES, LAYERS, PAYEES), strict=True):
            if value not in known:
                raise ValueError(f"line {self.item!r}: {value!r} is none of {', '.join(known)}")

    @property
    def scope(self) -> str:
        """Whether the line belongs to the budget until go-live or to the time after it."""
        return "after_go_live" if self.phase == "operate" else "to_go_live"

    def key(self, cuts: Sequence[str]) -> tuple[str, ...]:
        """Where the line falls in a cut."""
        return tuple(getattr(self, cut) for cut in cuts)


def with_repeats(line: CostLine, schedule: Schedule, activity: str) -> Iterator[CostLine]:
    """A line of an activity, and a second one for what of it is repeated when the activity lies in a rework loop."""
    yield line
    again = schedule.repeated(activity)
    if again is not None:
        yield replace(
            line,
            item=f"Repeat of {line.item[0].lower()}{line.item[1:]}",
            amount=line.amount * again,
            window=schedule.repeat_window(activity),
        )


class Ledger:
    """The lines of one case.

    Args:
        lines: all of them.
        samples: how many samples the amounts stand for.

    Raises:
        ValueError: two lines of the same name.
    """

    def __init__(self, lines: Iterable[CostLine], samples: int) -> None:
        self.lines = tuple(lines)
        self.samples = samples
        self._by_window: dict[tuple[str, ...], list[Group]] = {}
        names = [line.item for line in self.lines]
        if len(set(names)) < len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            raise ValueError(f"two lines have the same name: {', '.join(twice)}")

    def by(self, *cuts: str) -> dict[tuple[str, ...], Array]:
        """The sum per sample for each combination of cuts, shape (samples,).

        Args:
            cuts: of `CUTS`; none gives the total under the key ``()``.
        """
        found: dict[tuple[str, ...], Array] = {}
        for line in self.lines:
            key = line.key(cuts)
            if key not in found:
                found[key] = np.zeros(self.samples)
            found[key] += line.amount
        return found

    def by_window(self, *cuts: str) -> list[Group]:
        """The sums per cut of all lines that share a window; worked out once, for nothing is ever booked later."""
        if cuts not in self._by_window:
            groups: dict[int, Group] = {}
            for line in self.lines:
                _, sums = groups.setdefault(id(line.window), (line.window, {}))
                key = line.key(cuts)
                sums[key] = sums[key] + line.amount if key in sums else line.amount
            self._by_window[cuts] = list(groups.values())
        return self._by_window[cuts]


def spent_by(window: Window, time: Array, retired: Array) -> Array:
    """The share of a window's money that is spent by a time: even burn, clipped; at retirement, all or nothing."""
    if window.at_retirement:
        return retired
    # a millionth of a month on both sides makes a point in time a step and changes nothing else
    share = (time - window.start + POINT) / (window.end - window.start + POINT)
    return np.asarray(np.minimum(np.maximum(share, 0.0), 1.0))


def spent_until(
    months: int, window: Window, amount: Array, *, samples: int | None = None, per_sample: bool = False
) -> Array:
    """Money spent by the end of each month, cumulative.

    For a window from s to e with rate r = amount / (e - s), spend by time t is r (t - s)+ - r (t - e)+. Sums of r and
    r s by the month in which s falls give it for every month without touching a month that nothing happens in.

    Args:
        months: how many months, from the start.
        window: when it is spent.
        amount: money, shape (samples,) or (1,).
        samples: how many there are; unless told, as many as the longest of window and amount has.
        per_sample: keep samples apart.

    Returns:
        shape (months,), the sum over samples; or (samples, months).
    """
    samples = samples or max(len(window.start), len(window.end), len(amount))
    start, end, money = (
        one if len(one) == samples else np.full(samples, one[0]) for one in (window.start, window.end, amount)
    )
    length = end - start
    point = length <= SHORT
    some_points = bool(np.any(point))
    rate = np.where(point, 0.0, money / np.where(point, 1.0, length)) if some_points else money / length
    row = np.arange(samples) * (months + 1) if per_sample else np.zeros(1, dtype=np.intp)
    shape = (samples, months + 1) if per_sample else (months + 1,)
    size = (months + 1) * (samples if per_sample else 1)
    edges = np.arange(1, months + 1, dtype=np.float64)

    def binned(place: NDArray[np.intp], weight: Array) -> Array:
        sums: Array = np.bincount(place, weight, size).astype(np.float64, copy=False)
        return np.asarray(np.cumsum(sums.reshape(shape), axis=-1)[..., :-1])

    starts = np.minimum(start.astype(np.intp), months) + row
    ends = np.minimum(end.astype(np.intp), months) + row
    total = edges * (binned(starts, rate) - binned(ends, rate))
    total -= binned(starts, rate * start) - binned(ends, rate * end)
    if some_points:
        total += binned(ends, np.where(point, money, 0.0))
    return total
