"""What can be acted on: for each number, whether a mitigation, a shorter wait, a building block or a lever moves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from costmodel.decisions.columns import driver_name, moved_together
from costmodel.decisions.mitigations import without_mitigation
from costmodel.decisions.shorter_waits import awaited
from costmodel.files.assumptions import Assumptions
from costmodel.files.levers import levers
from costmodel.initiative.blocks import LEVELS, block_name
from costmodel.initiative.risks import strikes

WAYS = ("mitigation", "wait", "capability", "lever")


def acted_on(assumptions: Assumptions) -> Mapping[str, tuple[str, ...]]:
    """For each number that can be acted on, how; of `WAYS`, in their order.

    - mitigation: a risk's chance, cost, delay or factor that a mitigation not yet done would lower.
    - wait: somebody is waited for, and could be waited for less long (`shorter_waits`).
    - capability: a building block that is not yet at its highest level moves it.
    - lever: it is a slider of the page (``levers.yaml``): something that a project decides or negotiates.

    A hidden driver (``drivers.NAME``) is acted on in the way that reaches most of the assumptions that move with it.
    """
    reached = {
        "mitigation": set(_mitigated(assumptions)),
        "wait": set(awaited(assumptions)),
        "capability": set(_moved_by_blocks(assumptions)),
        "lever": {one.name for group in levers(assumptions.folders, assumptions, []).values() for one in group.sliders},
    }
    for driver, names in moved_together(assumptions).items():
        counted = {way: len(found.intersection(names)) for way, found in reached.items()}
        for way, count in counted.items():
            if 0 < count == max(counted.values()):
                reached[way].add(driver_name(driver))
    every = set().union(*reached.values())
    return {name: tuple(way for way in WAYS if name in reached[way]) for name in every}


def _mitigated(assumptions: Assumptions) -> Iterator[str]:
    for risk, content in assumptions.structure.risks.items():
        if not content.mitigation or without_mitigation(assumptions, risk) is not assumptions:
            continue
        if content.mitigation_odds:
            yield strikes(risk)
        if content.mitigation_impact:
            yield from (f"risks.{risk}.{part}" for part in ("cost", "delay", "factor"))


def _moved_by_blocks(assumptions: Assumptions) -> Iterator[str]:
    for block, moves in assumptions.structure.moves.items():
        level = block_name(block)
        if assumptions[level].low < LEVELS[-1]:
            yield level
            for _, names in moves:
                yield from names
