"""The ledger: every cost as a line with its category, phase, layer, payee, amount and the time in which it is spent.

Whatever a category yields is booked; however the ledger is cut, the sum is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from costmodel.files.categories import cost_categories
from costmodel.initiative.categories import no_category
from costmodel.initiative.kinds import KINDS, TREATMENTS, Kind, Treatment
from costmodel.initiative.plan import LAYERS, PAYEES, PHASES, BookedLayer, Payee, Phase
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Group, Window, grouped, some
from costmodel.typing import Array

SCOPES = ("to_go_live", "after_go_live")
CUTS = ("category", "phase", "item", "layer", "payee", "scope")
FIELDS = (*CUTS, "kind", "nature", "activity", "role", "treatment")  # what else lines can be told apart by


class UnknownCategoryError(ValueError):
    """A line is booked under a category that no file declares; the sentence says what to do."""

    def __init__(self, item: str, category: str) -> None:
        super().__init__(
            f"line {item!r}: {no_category(category, cost_categories())}; "
            f"a new one is declared in assumptions/{category}.yaml, under categories"
        )


class Item(str):
    """What a line is called, where that is made of other names: each language puts them together in its own way.

    Attributes:
        made: how, such as "repeat".
        parts: what of: a "line", an "activity", a "role", a "risk", or a text as it is.
    """

    __slots__ = ("made", "parts")
    made: str
    parts: dict[str, str]

    def __new__(cls, written: str, made: str, **parts: str) -> Self:
        """A name as it is written in the ledger, and what it is made of."""
        item = super().__new__(cls, written)
        item.made, item.parts = made, parts
        return item


@dataclass(frozen=True, eq=False)
class CostLine:
    """One cost, with all that accounting and planning ask of it; nobody reads the words of its item.

    Attributes:
        item: what is paid for; a short noun, unique in the ledger but for its parts.
        category, phase, layer, payee: where it belongs.
        amount: money, shape (1,) or (samples,); negative for a credit such as a resale.
        window: when it is spent, evenly.
        kind: what sort of cost it is, of `kinds.KINDS`.
        activity: of the plan, to which it belongs or for whose repeats it is paid; None for none.
        role: whose time it is, or None.
        days: the role's person-days, shape as amount; None for money that is nobody's days.
        treatment: what accounting makes of it where its kind does not tell, of `kinds.TREATMENTS`; or None.
        repeats: the kind of what a repeat does again; None for what is no repeat.
        at_end: for what is worth more the earlier the end comes (a resale): the amount where everything ends at
            `Schedule.end`, and where it ends at `Schedule.retired`, instead of its share of `amount`; shape as amount.
        each: what one piece costs when it is ready for use, for what is bought by the piece; shape (1,) or (samples,).
        part: which stretch of the years it pays for, where a number of it changes over them; 0 for all of them.
    """

    item: str
    category: str
    phase: Phase
    layer: BookedLayer
    payee: Payee
    amount: Any
    window: Window
    kind: Kind
    activity: str | None = None
    role: str | None = None
    days: Any = None
    treatment: Treatment | None = None
    repeats: Kind | None = None
    at_end: tuple[Any, Any] | None = None
    each: Any = None
    part: int = 0

    def __post_init__(self) -> None:
        if self.category not in cost_categories():
            raise UnknownCategoryError(self.item, self.category)
        words = (self.phase, self.layer, self.payee, self.kind)
        for value, known in zip(words, (PHASES, LAYERS, PAYEES, KINDS), strict=True):
            if value not in known:
                raise ValueError(f"line {self.item!r}: {value!r} is none of {', '.join(known)}")
        if self.treatment is not None and self.treatment not in TREATMENTS:
            raise ValueError(f"line {self.item!r}: {self.treatment!r} is none of {', '.join(TREATMENTS)}")
        if self.days is not None and self.role is None:
            raise ValueError(f"line {self.item!r}: person-days are those of a role")

    @property
    def scope(self) -> str:
        """Whether the line belongs to the budget until go-live or to the time after it."""
        return "after_go_live" if self.phase == "operate" else "to_go_live"

    @property
    def nature(self) -> Kind:
        """Its kind, or that of what it does again: a repeat is the same sort of cost as the first pass."""
        return self.repeats or self.kind

    def key(self, cuts: Sequence[str]) -> tuple[str, ...]:
        """Where the line falls in a cut; an empty text where a field is None."""
        return tuple(getattr(self, cut) or "" for cut in cuts)


def with_repeats(line: CostLine, schedule: Schedule, activity: str) -> Iterator[CostLine]:
    """A line of an activity, and a second one for what of it is repeated when the activity lies in a rework loop."""
    yield line
    again = schedule.repeated(activity)
    if again is not None:
        yield replace(
            line,
            item=Item(f"Repeat of {line.item[0].lower()}{line.item[1:]}", "repeat", line=line.item),
            amount=line.amount * again,
            window=schedule.repeat_window(activity),
            kind="repeat",
            days=None if line.days is None else line.days * again,
            repeats=line.kind,
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
        names = [(line.item, line.part) for line in self.lines]
        if len(set(names)) < len(names):
            twice = sorted({item for item, part in names if names.count((item, part)) > 1})
            raise ValueError(f"two lines have the same name: {', '.join(twice)}")

    def by(self, *cuts: str) -> dict[tuple[str, ...], Array]:
        """The sum per sample for each combination of cuts, shape (samples,).

        Args:
            cuts: of `FIELDS`; none gives the total under the key ``()``.
        """
        found: dict[tuple[str, ...], Array] = {}
        for line in self.lines:
            key = line.key(cuts)
            if key not in found:
                found[key] = np.zeros(self.samples)
            found[key] += line.amount
        return found

    def by_window(self, *cuts: str) -> list[Group]:
        """The sums per cut of all lines that share a window; worked out once, for nothing is ever booked later.

        Args:
            cuts: of `FIELDS`.

        Raises:
            ValueError: two windows of the same name that are not the same stretch of time.
        """
        if cuts not in self._by_window:
            parts = ((line.window, line.key(cuts), line.amount) for line in self.lines)
            self._by_window[cuts] = grouped(parts)
        return self._by_window[cuts]

    def ends_early(self, reached: Array) -> Iterator[tuple[CostLine, Array, Array]]:
        """What an early end changes beside what is not spent any more, for each line with `CostLine.at_end`.

        Args:
            reached: 1 where production is reached, shape (1,) or (samples,).

        Yields:
            the line; what to add to its share by `windows.spent_by` as it happens; the same where no stop strikes.
        """
        for line in self.lines:
            if line.at_end is not None and (np.any(line.amount) or np.any(line.at_end[0]) or np.any(line.at_end[1])):
                happens, retired = line.at_end
                yield line, happens - line.amount * reached, retired - line.amount

    def part(self, samples: slice | NDArray[np.intp]) -> Ledger:
        """The ledger of some of the samples alone; lines that share a window still do."""
        windows: dict[int, Window] = {}

        def short(line: CostLine) -> CostLine:
            own, days, ends = line.window, line.days, line.at_end
            if id(own) not in windows:
                windows[id(own)] = replace(own, start=some(own.start, samples), end=some(own.end, samples))
            return replace(
                line,
                window=windows[id(own)],
                amount=some(line.amount, samples),
                days=None if days is None else some(days, samples),
                at_end=None if ends is None else (some(ends[0], samples), some(ends[1], samples)),
                each=None if line.each is None else some(np.atleast_1d(line.each), samples),
            )

        size = samples.stop - samples.start if isinstance(samples, slice) else len(samples)
        return Ledger(map(short, self.lines), size)
