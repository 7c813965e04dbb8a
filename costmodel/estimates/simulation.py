"""The straight line for one case: inputs, schedule, ledger; and what is kept of each sample of a simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from costmodel.beliefs.sampling import BLOCK, Block, Likeliest
from costmodel.beliefs.streams import ALONE, Owner
from costmodel.costs import all_lines
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.cash_flow import Flow, monthly
from costmodel.estimates.freed_memory import give_back_freed
from costmodel.estimates.keeping import Filed, shared
from costmodel.estimates.workers import Crew, forks, shares
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import GO_LIVE, LAYERS
from costmodel.simulation.inputs import Inputs, Source
from costmodel.simulation.ledger import SCOPES, Ledger
from costmodel.simulation.replacements import replacements
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import ALL, Group, summed, taken, with_spent
from costmodel.typing import Array

# A go-live after a hundred years is a slip, and so is a range that makes it possible after four hundred; memory and
# time grow with the months.
MOST_MONTHS, MOST_MONTHS_OF_ANY = 1_200, 4_800

# A simulation from this size on keeps its monthly cash flow by category along the way; a smaller one is computed
# again when its cash flow is asked for, which takes a fraction of a second.
FLOW_KEPT_FROM = 8 * BLOCK

# Several blocks are computed at once, because NumPy's cost of a call is then shared; more would leave the cache.
AT_ONCE = 4

# A simulation of one process up to this size keeps its ledgers and dates (7 MB a block), so that money and dates can
# be cut another way without simulating again; beyond it, memory would grow with the samples.
LEDGERS_KEPT_TO = 4 * BLOCK


# From this size on figures are kept in a file: of a million samples they would take 300 MB of memory.
FILED_FROM = 250_000


@dataclass(frozen=True, eq=False)
class Case:
    """One case computed to the end: a block of samples, or the likeliest."""

    inputs: Inputs
    schedule: Schedule
    ledger: Ledger


def computed(assumptions: Assumptions, source: Source, attach: Callable[[Array, str, str], Any] | None = None) -> Case:
    """Inputs, schedule and ledger of one block of samples or of the likeliest case."""
    inputs = Inputs(assumptions, source, attach)
    schedule = Schedule(inputs)
    if attach is None:
        in_bounds(schedule.go_live, schedule.durations, source.samples)
    return booked(inputs, schedule)


def booked(inputs: Inputs, schedule: Schedule) -> Case:
    """A case whose dates are known, with its ledger."""
    return Case(inputs, schedule, Ledger(all_lines(inputs, schedule), inputs.samples))


def most_months(samples: int) -> int:
    """The months after which the latest of so many samples may go live at most."""
    return MOST_MONTHS if samples == 1 else MOST_MONTHS_OF_ANY


def in_bounds(go_live: Array, durations: Mapping[str, Any], samples: int) -> None:
    """Refuses a schedule so long that it is a slip, before anything is laid out month by month.

    Args:
        go_live: months from the start.
        durations: of each activity.
        samples: 1 for the likeliest case.

    Raises:
        AssumptionsError: the likeliest case goes live after `MOST_MONTHS`, or some sample after `MOST_MONTHS_OF_ANY`.
    """
    most, latest = most_months(samples), float(np.max(go_live))
    if not latest <= most:
        who = "the course with all at likeliest goes live" if samples == 1 else "one of the samples goes live"
        longest = max(durations, key=lambda name: float(np.max(durations[name])))
        text = f"{who} after {latest:,.0f} months, and {most:,} are the most; the longest activity is {longest!r}"
        raise AssumptionsError([Fault("", 0, f"plan.{longest}", text)])


def kept_names() -> tuple[str, ...]:
    """What is kept of each sample; everything else is computed again from the seed when it is asked for."""
    return (
        *(f"{scope} {category}" for scope in SCOPES for category in cost_categories()),
        *(f"layer {layer}" for layer in LAYERS),
        "go_live",
        "accepted",
        "waiting",
        "stop",
        "reached",
        "lifetime",
        "horizon",
        "spent",
        "until retired",
        "replacements",
    )


KEPT_CUT = ("scope", "category", "layer")


def kept(case: Case, groups: Iterable[Group], accepted_at: str) -> dict[str, Array]:
    """The figures of `kept_names` of one case, each of shape (1,) or (samples,).

    Args:
        case: the case.
        groups: its ledger's lines, by window and `KEPT_CUT`.
        accepted_at: the activity at whose finish the prototype counts as accepted.
    """
    schedule, samples = case.schedule, case.inputs.samples
    none = np.zeros(samples)
    booked_as: dict[str, list[Array]] = {name: [] for name in kept_names()}
    to_go_live, spent, retired = [], none, none
    for window, parts in groups:
        for (scope, category, layer), amount in parts.items():
            booked_as[f"{scope} {category}"].append(amount)
            if scope == "to_go_live":
                booked_as[f"layer {layer}"].append(amount)
                to_go_live.append(amount)
        amounts = tuple(parts.values())
        spent = with_spent(spent, window, schedule.end, schedule.reached, amounts)
        retired = with_spent(retired, window, schedule.retired, ALL, amounts)
    for _, happens, until_retired in case.ledger.ends_early(schedule.reached):
        spent, retired = spent + happens, retired + until_retired
    return {name: summed(none, *amounts) for name, amounts in booked_as.items()} | {
        "spent": spent,
        "until retired": retired,
        "replacements": replacements(case.inputs, schedule, summed(none, *to_go_live), case.ledger),
        "go_live": schedule.go_live,
        "accepted": schedule.finish[accepted_at],
        "waiting": schedule.waiting,
        "stop": schedule.stop,
        "reached": schedule.reached,
        "lifetime": schedule.lifetime,
        "horizon": schedule.horizon,
    }


def accepted_at(assumptions: Assumptions) -> str:
    """The activity at whose finish the prototype counts as accepted: the last one with a gate, or the go-live."""
    plan = assumptions.structure.plan
    gates = [name for name in plan.order if plan.activities[name].gate]
    return gates[-1] if gates else GO_LIVE


def sources(samples: int, seed: int, at_once: int = 1, owner: Owner = ALONE) -> Iterator[Source]:
    """Where the blocks of an estimate draw from; the likeliest case is one sample.

    Args:
        samples, seed: of the estimate.
        at_once: how many blocks each source covers; every sample is the same whatever it is.
        owner: whose numbers they are, where several initiatives share the simulation.
    """
    if samples == 1:
        yield Likeliest()
        return
    for number in range(0, -(-samples // BLOCK), at_once):
        size = min(at_once * BLOCK, samples - number * BLOCK)
        yield Block(seed, number, size, samples <= LEDGERS_KEPT_TO, owner)


@dataclass(frozen=True, eq=False)
class Part:
    """What is kept of some blocks: figures per sample, the cash flow of each, and the case itself of a small one."""

    figures: dict[str, Array]
    flows: list[Flow]
    case: Case | None


def part(assumptions: Assumptions, source: Source, with_flow: bool, with_case: bool = False) -> Part:
    """Some blocks computed, and what is kept of them."""
    case = computed(assumptions, source)
    groups = case.ledger.by_window(*KEPT_CUT)
    flows = []
    if with_flow:
        for here in blocks_of(source.samples):
            inside = (taken(group, here) for group in groups)
            flows.append(monthly(inside, here.stop - here.start, KEPT_CUT.index("category")))
    return Part(kept(case, groups, accepted_at(assumptions)), flows, case if with_case else None)


def blocks_of(samples: int) -> Iterator[slice]:
    """The blocks that a source covers, as places among its samples."""
    for first in range(0, samples, BLOCK):
        yield slice(first, min(first + BLOCK, samples))


@dataclass(frozen=True, eq=False)
class Simulated:
    """What is kept of a simulation: figures by name, the cash flow of each block, and the case of a small one."""

    figures: Mapping[str, Array]
    flows: list[Flow]
    case: Case | None


Progress = Callable[[int], None]


def simulated(
    assumptions: Assumptions, samples: int, seed: int, workers: int, progress: Progress, *, with_case: bool = True
) -> Simulated:
    """All blocks of a simulation, computed in this process or by several.

    Args:
        assumptions, samples, seed, workers: as for an estimate.
        progress: called with the number of samples finished.
        with_case: whether the case of a small simulation is kept.
    """
    if samples > LEDGERS_KEPT_TO:
        import scipy.special  # noqa: F401  a large simulation gains more by it than it takes to load

    figures = _room(samples, workers)
    if workers > 1:
        return Simulated(figures, _shared(assumptions, samples, seed, workers, progress, figures), None)
    flows, last, case = [], 0, None
    for source in sources(samples, seed, AT_ONCE if isinstance(figures, dict) else AT_ONCE // 2):
        done = part(assumptions, source, samples >= FLOW_KEPT_FROM, with_case=with_case and samples <= LEDGERS_KEPT_TO)
        first, last = last, last + source.samples
        _put(figures, first, last, done.figures)
        flows += done.flows
        case = done.case
        progress(last)
    if isinstance(figures, Filed):
        give_back_freed()  # so that what is asked of it does not come on top of what the simulation took
    return Simulated(figures, flows, case)


Room = Filed | dict[str, Array]


def _room(samples: int, workers: int) -> Room:
    """Where the figures of a simulation go: a file, memory that several processes share, or this one's."""
    if samples >= FILED_FROM:
        return Filed(kept_names(), samples)
    if workers > 1 and forks():
        return shared(kept_names(), samples)
    return {name: np.empty(samples) for name in kept_names()}


def _put(figures: Room, first: int, last: int, found: Mapping[str, Array]) -> None:
    """Figures of the samples from `first` to before `last` in their place."""
    if isinstance(figures, Filed):
        figures.put(first, last, found)
        return
    for name, values in found.items():
        figures[name][first:last] = values


@dataclass(frozen=True, eq=False)
class _Task:
    """What a process does with some blocks: figures go where all processes write, the rest is sent back.

    Attributes:
        figures: where that is; None where processes cannot be copied, and figures are sent back too.
    """

    assumptions: Assumptions
    samples: int
    seed: int
    tasks: Sequence[range]
    figures: Room | None

    def __call__(self, number: int) -> Part:
        blocks = self.tasks[number]
        first = blocks.start * BLOCK
        size = min(blocks.stop * BLOCK, self.samples) - first
        done = part(self.assumptions, Block(self.seed, blocks.start, size, keep=False), self.samples >= FLOW_KEPT_FROM)
        if self.figures is None:
            return done
        _put(self.figures, first, first + size, done.figures)
        return Part({}, done.flows, None)


def _shared(
    assumptions: Assumptions, samples: int, seed: int, workers: int, progress: Progress, figures: Room
) -> list[Flow]:
    """The cash flow of each block in order, computed by several processes, of which this one is one."""
    tasks = shares(-(-samples // BLOCK), workers, AT_ONCE)
    give_back_freed()  # a fresh page is quicker than a copy of one that was inherited
    flows: dict[int, list[Flow]] = {}
    finished = 0
    task = _Task(assumptions, samples, seed, tasks, figures if forks() else None)
    for number, done in Crew(task, len(tasks), workers, here=True).results():
        first, last = tasks[number].start * BLOCK, min(tasks[number].stop * BLOCK, samples)
        _put(figures, first, last, done.figures)
        flows[number] = done.flows
        finished += last - first
        progress(finished)
    return [flow for number in range(len(tasks)) for flow in flows[number]]
