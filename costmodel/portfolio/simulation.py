"""The straight line for a whole portfolio: some blocks of samples of all initiatives, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from costmodel.beliefs.sampling import BLOCK, Block, Likeliest
from costmodel.estimates.keeping import MEGABYTE, WIDTH, Filed, Held
from costmodel.estimates.simulation import (
    AT_ONCE,
    KEPT_CUT,
    LEDGERS_KEPT_TO,
    Case,
    accepted_at,
    booked,
    in_bounds,
    kept,
    kept_names,
)
from costmodel.initiative.calendar import MONTHS
from costmodel.initiative.plan import GO_LIVE
from costmodel.portfolio.portfolio import Portfolio
from costmodel.portfolio.queues import Line, Place, Waiting, ranks
from costmodel.simulation.inputs import Inputs, Source
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.network import forward_pass
from costmodel.simulation.queues import NOBODY_IS_BUSY
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import POINT, share_spent
from costmodel.typing import Array

# Of so many initiatives the numbers of a block are kept until people are shared out (7 MB each); of more they are
# drawn a second time.
DRAFTS_KEPT_TO = 60
DRAFTS_AT_ONCE = 96  # initiatives times blocks of a task
PART = 32 * MEGABYTE  # of figures, that are sent or written at once
LATER_YEARS = 4  # beyond the likeliest end; what is spent later still counts in the last one
NOBODY = Waiting(NOBODY_IS_BUSY, {})


@dataclass(frozen=True, eq=False)
class Course:
    """One initiative of a portfolio in some samples.

    Attributes:
        case: inputs, dates (in months from its own start) and ledger.
        start: when it begins, in months from the beginning of the portfolio, shape (samples,).
        waiting: what it waits for people.
    """

    case: Case
    start: Array
    waiting: Waiting


@dataclass(frozen=True, eq=False)
class Layout:
    """What is the same for all blocks of a simulation.

    Attributes:
        portfolio: of which.
        served: whom to serve first with people.
        ends: of its fiscal years, in months from its beginning, shape (years,).
    """

    portfolio: Portfolio
    served: Mapping[Place, int]
    ends: Array

    @property
    def years(self) -> tuple[str, ...]:
        """The names of what is spent in each fiscal year, among the figures of an initiative."""
        return tuple(f"year {number}" for number in range(len(self.ends)))

    @property
    def names(self) -> tuple[str, ...]:
        """What is kept of each sample of an initiative."""
        waits = tuple(f"waited {role}" for role in self.portfolio.people)
        return (*kept_names(), "start", *waits, *self.years)


def layout(portfolio: Portfolio) -> Layout:
    """Works out once what does not hang on any draw."""
    served = ranks(portfolio) if portfolio.people else {}
    begin: dict[str, float] = {}
    end = 0.0
    for name in portfolio.order:
        one = portfolio[name]
        schedule = Schedule(Inputs(one.assumptions, Likeliest()), portfolio.most(name))
        begin[name] = max([float(one.start - portfolio.first), *(begin[other] for other in one.after)])
        end = max(end, begin[name] + float(schedule.go_live[0] + schedule.horizon[0]))
        begin[name] += float(schedule.go_live[0])
    years = 1 + max(int(np.ceil((end - portfolio.year_ends(1)[0]) / MONTHS)), 0) + LATER_YEARS
    return Layout(portfolio, served, portfolio.year_ends(years))


def courses(laid: Layout, seed: int, number: int, samples: int) -> Iterator[tuple[str, Course]]:
    """Every initiative in some blocks of samples, or in the likeliest case, each behind those that it comes after.

    Args:
        laid: as from `layout`.
        seed: of the simulation.
        number: of the first block.
        samples: how many; 1 is the likeliest case.
    """
    portfolio = laid.portfolio
    if len(portfolio) * samples > LEDGERS_KEPT_TO:
        import scipy.special  # noqa: F401  whoever draws so much gains more by it than it takes to load

    def draft(name: str) -> tuple[Inputs, Schedule]:
        source: Source = Likeliest() if samples == 1 else Block(seed, number, samples, False, portfolio.owner(name))
        inputs = Inputs(portfolio[name].assumptions, source)
        schedule = Schedule(inputs, portfolio.most(name), placed=False)
        lengths = schedule.lengths({})
        alone = forward_pass(inputs.assumptions.structure.plan.after, lengths)[1][GO_LIVE]
        in_bounds(alone, lengths, samples)
        return inputs, schedule

    known: dict[str, tuple[Inputs, Schedule]] = {}
    waiting: dict[str, Waiting] = {}
    if portfolio.people:
        line = Line(portfolio, laid.served)
        for name in portfolio.order:
            one = draft(name)
            line.add(name, *one)
            if len(portfolio) <= DRAFTS_KEPT_TO:
                known[name] = one
        waiting = line.waiting()
        del line, one  # and with them what is asked of people, which is large
    go_live: dict[str, Array] = {}
    for name in portfolio.order:
        inputs, schedule = known.pop(name) if name in known else draft(name)
        waits = waiting.pop(name, NOBODY)
        schedule = schedule.after_queues(waits.queues)
        start = np.full(samples, float(portfolio[name].start - portfolio.first))
        for other in portfolio[name].after:
            start = np.maximum(start, go_live[other])
        go_live[name] = start + schedule.go_live
        yield name, Course(booked(inputs, schedule), start, waits)


def figures_of(laid: Layout, course: Course) -> dict[str, Array]:
    """What is kept of an initiative in some samples, by `Layout.names`; shape (samples,) or (1,)."""
    case = course.case
    groups = case.ledger.by_window(*KEPT_CUT)
    found = kept(case, groups, accepted_at(case.inputs.assumptions)) | {"start": course.start}
    none = np.zeros(1)
    found |= {f"waited {role}": course.waiting.months.get(role, none) for role in laid.portfolio.people}
    spent = spending_by(case.ledger, laid.ends, course.start)
    return found | dict(zip(laid.years, np.diff(spent, axis=0, prepend=0.0), strict=True))


def spending_by(ledger: Ledger, ends: Array, start: Array) -> Array:
    """Money spent by some dates of the portfolio; by the last of them everything; shape (dates, samples)."""
    since = ends[:, None] - start
    earliest, latest = since.min(axis=1), since.max(axis=1)
    spent = np.zeros((len(ends), len(start)))
    for window, parts in ledger.by_window(*KEPT_CUT):
        amount = sum(parts.values(), np.zeros(1))
        if np.any(amount):
            # Before it begins in any sample nothing is spent of it, and when it is over in all of them everything.
            begun = int(np.searchsorted(latest[:-1], np.min(window.start) - 2 * POINT))
            over = max(int(np.searchsorted(earliest[:-1], np.max(window.end))), begun)
            if over > begun:
                spent[begun:over] += amount * share_spent(window, since[begun:over])
            spent[over:] += amount
    return spent


@dataclass(frozen=True, eq=False)
class BlockWork:
    """What is done with some blocks of samples of the whole portfolio: figures by `key_of`.

    Attributes:
        laid: the portfolio.
        samples, seed: of the whole simulation.
        figures: where they are kept, initiative by initiative; without it they are sent back, all together.
    """

    laid: Layout
    samples: int
    seed: int
    figures: Held | Filed | None = None

    @property
    def at_once(self) -> int:
        """Blocks of a task: several of a small portfolio, because NumPy's cost of a call is then shared."""
        return max(1, min(AT_ONCE, DRAFTS_AT_ONCE // len(self.laid.portfolio)))

    @property
    def tasks(self) -> int:
        """How many there are."""
        return -(-self.samples // (BLOCK * self.at_once))

    @property
    def names(self) -> tuple[str, ...]:
        """Of all figures that are kept."""
        return tuple(key_of(name, figure) for name in self.laid.portfolio for figure in self.laid.names)

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The names of the figures that are sent or written at once."""
        names, size = self.names, max(1, PART // (WIDTH * BLOCK * self.at_once))
        return tuple(names[first : first + size] for first in range(0, len(names), size))

    def place(self, number: int) -> tuple[int, int]:
        """The first sample of a task, and the one behind its last."""
        size = BLOCK * self.at_once
        return number * size, min((number + 1) * size, self.samples)

    def courses(self, number: int) -> Iterator[tuple[str, Course]]:
        """Every initiative in the samples of a task."""
        first, last = self.place(number)
        return courses(self.laid, self.seed, first // BLOCK, last - first)

    def __call__(self, number: int) -> dict[str, Array]:
        first, last = self.place(number)
        found: dict[str, Array] = {}
        for name, course in self.courses(number):
            own = {key_of(name, key): one for key, one in figures_of(self.laid, course).items()}
            if self.figures is not None:
                self.figures.put(first, last, own)
            else:
                found |= {key: np.broadcast_to(one, (last - first,)) for key, one in own.items()}
        return found


def key_of(name: str, figure: str) -> str:
    """Under which a figure of an initiative is kept."""
    return f"{name}: {figure}"
