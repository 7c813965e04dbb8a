"""Assumptions from files: the shipped ones, a company's own laid over them, and scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.files.assumptions import Assumptions, Origin
from costmodel.files.entries import Reading, no_assumption
from costmodel.files.identity_entries import NAMES, without_identity
from costmodel.files.nodes import Node
from costmodel.files.plausibility import Placed, judged, placed, ranges, rate_against_pay
from costmodel.files.sections import Sections
from costmodel.files.tree import (
    OPEN_SECTIONS,
    SHIPPED_ONLY,
    baseline_folder,
    dropped_in_vain,
    known_only,
    laid_over,
    said_anew,
    strangers,
    tree,
    unknown,
    without_dropped,
)
from costmodel.initiative.structure import Structure


def load(folder: str | Path | None = None, scenarios: Sequence[str | Path] = ()) -> Assumptions:
    """The shipped assumptions, a company's own laid over them name by name, then scenarios in order.

    Args:
        folder: of the company's own YAML files; None for the shipped baseline alone. An activity, a risk or an
            additional cost is left out by ``dropped: true``.
        scenarios: names of `scenarios()` or YAML files.

    Raises:
        AssumptionsError: every fault in the files, as ``file:line: name: fault``.
    """
    faults: list[Fault] = []
    result = loaded(folder, faults)
    if result is None or faults:
        raise AssumptionsError(faults)
    for scenario in [scenarios] if isinstance(scenarios, str | Path) else scenarios:
        result = result.with_scenario(scenario)
    return result


@lru_cache(maxsize=1)
def _baseline(_stamp_of_files: tuple[tuple[str, int, int], ...]) -> tuple[Node, dict[str, str], Assumptions]:
    """The shipped files, read once for as long as they do not change."""
    faults: list[Fault] = []
    root = tree(baseline_folder(), faults)
    reading = Reading(faults)
    structure = Sections(reading, {}).structure(root) if root is not None else None
    if structure is None or faults:
        raise AssumptionsError(faults)
    units = {name: belief.unit for name, belief in reading.beliefs.items()}
    return root, units, _assumptions(reading, structure, (baseline_folder(),))  # type: ignore[return-value]


def shipped_texts() -> Mapping[str, Node]:
    """Language -> the texts that stand beside the numbers in the shipped files, under ``languages``.

    Raises:
        AssumptionsError: every fault in the shipped files.
    """
    node = _baseline(_stamp())[0].value.get("languages")
    return node.value if node is not None else {}


def _stamp() -> tuple[tuple[str, int, int], ...]:
    files = sorted(baseline_folder().glob("*.yaml"))
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def loaded(folder: str | Path | None, faults: list[Fault]) -> Assumptions | None:
    """The assumptions of a folder, or None after listing what is wrong with them; scenarios are not looked at."""
    try:
        base, units, baseline = _baseline(_stamp())
    except AssumptionsError as error:
        faults += error.faults
        return None
    if folder is None or Path(folder).resolve() == baseline_folder().resolve():
        return baseline
    over = tree(Path(folder), faults)
    if over is None:
        return None
    foreign = strangers(over, units)
    over, initiative = without_identity(over, faults)
    known = [*units, *OPEN_SECTIONS, *NAMES]
    faults += [
        Fault(file, 1, "", Sentence("has no section of the assumptions; is it meant for something else?"))
        for file in foreign
    ]
    for name, leaf in unknown(over, units):
        if leaf.file in foreign:
            continue
        reason = SHIPPED_ONLY.get(name.partition(".")[0])
        faults.append(leaf.fault(name, reason or no_assumption(name, known)))
    faults += dropped_in_vain(base, over)
    reading = Reading(faults)
    own = known_only(over, units)
    merged = without_dropped(laid_over(said_anew(base, own), own), faults)
    structure = Sections(reading, units).structure(merged)
    folders = (Path(folder), baseline_folder())
    asked = _own_judged(reading, folders, faults)
    return None if faults else replace(_assumptions(reading, structure, folders), doubted=asked, initiative=initiative)


def _own_judged(reading: Reading, folders: tuple[Path, ...], faults: list[Fault]) -> tuple[Placed, ...]:
    """What is hardly meant of the numbers of a company's own files; the shipped ones are held to it by a test."""
    known, asked = ranges(folders), list[Placed]()
    for name, node in (reading.raw | reading.prices).items():
        if node.folder == folders[0] and name in reading.beliefs:
            before = len(faults)
            found = judged(name, reading.beliefs[name], node, known, faults)
            if not found and len(faults) == before:
                found = tuple(placed(one, node) for one in rate_against_pay(reading.beliefs, name))
            asked += found
    return tuple(asked)


def _assumptions(reading: Reading, structure: Structure, folders: tuple[Path, ...]) -> Assumptions:
    origins = {}
    for name, node in reading.raw.items():
        unit, year = node.value.get("unit"), node.value.get("prices_of")
        origins[name] = Origin(node.file, node.line, str(unit.value) if unit else "", year.value if year else None)
    starts = (name[:place] for name in reading.beliefs for place, letter in enumerate(name) if letter == ".")
    return Assumptions(
        reading.beliefs,
        structure,
        origins,
        folders=folders,
        namespaces=frozenset(starts),
        listed=reading.listed,
    )
