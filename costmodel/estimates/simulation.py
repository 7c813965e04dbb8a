"""The straight line for one case: inputs, schedule, ledger; and what is kept of each sample of a simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from costmodel.beliefs.sampling import BLOCK, Block, Likeliest
from costmodel.costs import all_lines
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.cash_flow import Flow, monthly
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import GO_LIVE, LAYERS
from costmodel.simulation.inputs import Inputs, Source
from costmodel.simulation.ledger import SCOPES, Ledger
from costmodel.simulation.schedule import Schedule
from costmodel.simulation.windows import Group, spent_by
from costmodel.typing import Array

# A go-live after a hundred years is a slip, and so is a range that makes it possible after four hundred; memory and
# time grow with the months.
MOST_MONTHS, MOST_MONTHS_OF_ANY = 1_200, 4_800

# A simulation from this size on keeps its monthly cash flow by category along the way; a smaller one is computed
# again when its cash flow is asked for, which takes a fraction of a second.
FLOW_KEPT_FROM = 8 * BLOCK

# A simulation of one process up to this size keeps its ledgers and dates (7 MB a block), so that money and dates can
# be cut another way without simulating again; beyond it, memory would grow with the samples.
LEDGERS_KEPT_TO = 4 * BLOCK


@dataclass(frozen=True, eq=False)
class Case:
    """One case computed to the end: a block of samples, or the likeliest."""

    inputs: Inputs
    schedule: Schedule
    ledger: Ledger


def computed(assumptions: Assumptions, source: Source, attach: Callable[[Array, str], Any] | None = None) -> Case:
    """Inputs, schedule and ledger of one block of samples or of the likeliest case."""
    inputs = Inputs(assumptions, source, attach)
    schedule = Schedule(inputs)
    if attach is None:
        _in_bounds(schedule, source.samples)
    return Case(inputs, schedule, Ledger(all_lines(inputs, schedule), source.samples))


def _in_bounds(schedule: Schedule, samples: int) -> None:
    """Refuses a schedule so long that it is a slip, before anything is laid out month by month.

    Raises:
        AssumptionsError: the likeliest case goes live after `MOST_MONTHS`, or some sample after `MOST_MONTHS_OF_ANY`.
    """
    most = MOST_MONTHS if samples == 1 else MOST_MONTHS_OF_ANY
    latest = float(np.max(schedule.go_live))
    if not latest <= most:
        who = "the likeliest case goes live" if samples == 1 else "one of the samples goes live"
        longest = max(schedule.durations, key=lambda name: float(np.max(schedule.durations[name])))
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
    found: dict[str, Array] = {name: np.zeros(samples) for name in kept_names()}
    for window, parts in groups:
        spent = spent_by(window, schedule.end, schedule.reached)
        for (scope, category, layer), amount in parts.items():
            found[f"{scope} {category}"] += amount
            if scope == "to_go_live":
                found[f"layer {layer}"] += amount
            found["spent"] += amount * spent
    return found | {
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


def sources(samples: int, seed: int) -> Iterator[Source]:
    """Where the blocks of an estimate draw from; the likeliest case is one sample."""
    if samples == 1:
        yield Likeliest()
        return
    for number in range(-(-samples // BLOCK)):
        yield Block(seed, number, min(BLOCK, samples - number * BLOCK))


@dataclass(frozen=True, eq=False)
class Part:
    """What is kept of one block: figures per sample, its cash flow by category, and the case itself of a small one."""

    figures: dict[str, Array]
    flow: Flow | None
    case: Case | None


def part(assumptions: Assumptions, source: Source, with_flow: bool, with_case: bool = False) -> Part:
    """One block computed, and what is kept of it."""
    case = computed(assumptions, source)
    groups = case.ledger.by_window(*KEPT_CUT)
    flow = monthly(groups, source.samples, KEPT_CUT.index("category")) if with_flow else None
    return Part(kept(case, groups, accepted_at(assumptions)), flow, case if with_case else None)


def parts(assumptions: Assumptions, samples: int, seed: int, workers: int) -> Iterator[Part]:
    """All blocks of a simulation in order, computed in this process or by several."""
    with_flow = samples >= FLOW_KEPT_FROM
    if workers == 1:
        for source in sources(samples, seed):
            yield part(assumptions, source, with_flow, with_case=samples <= LEDGERS_KEPT_TO)
        return
    with ProcessPoolExecutor(workers) as pool:
        everything = list(sources(samples, seed))
        repeated = [assumptions] * len(everything)
        yield from pool.map(part, repeated, everything, [with_flow] * len(everything), chunksize=4)
