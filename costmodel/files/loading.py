"""Assumptions from files: the shipped ones, a company's own laid over them, and scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.assumptions import Assumptions, Origin
from costmodel.files.entries import Reading
from costmodel.files.levers import levers
from costmodel.files.nodes import Node
from costmodel.files.opening import UnreadableError, listed
from costmodel.files.questionnaires import questionnaire
from costmodel.files.scenario import read_scenario
from costmodel.files.sections import Sections
from costmodel.files.tree import (
    OPEN_SECTIONS,
    SHIPPED_ONLY,
    baseline_folder,
    known_only,
    laid_over,
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
    result = _loaded(folder, faults)
    if result is None or faults:
        raise AssumptionsError(faults)
    for scenario in [scenarios] if isinstance(scenarios, str | Path) else scenarios:
        result = result.with_scenario(scenario)
    return result


def check(folder: str | Path | None = None, scenarios: Sequence[str | Path] = ()) -> Assumptions:
    """As `load`; the folder's scenarios, its sliders (levers.yaml) and its questionnaire.yaml are tried too.

    Raises:
        AssumptionsError: every fault in the files, in the folder's scenarios, its sliders and its questionnaire.
    """
    faults: list[Fault] = []
    result = _loaded(folder, faults)
    base = result if result is not None else load()
    try:
        own = listed(Path(folder if folder is not None else baseline_folder()) / "scenarios", ".yaml")
    except UnreadableError as error:
        own = []
        faults.append(Fault("scenarios", 1, "", str(error)))
    for scenario in (*own, *scenarios):
        read = read_scenario(scenario, base.folders, faults)
        if read is not None:
            tried = base.with_read(read, faults)
            if scenario in scenarios:
                base = tried
    levers(base.folders, base, faults)
    try:
        questionnaire(base.folders)
    except AssumptionsError as error:
        faults += error.faults
    if faults:
        raise AssumptionsError(faults)
    return base


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


def _loaded(folder: str | Path | None, faults: list[Fault]) -> Assumptions | None:
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
    known = [*units, *OPEN_SECTIONS]
    foreign = strangers(over, units)
    faults += [
        Fault(file, 1, "", "has no section of the assumptions; is it meant for something else?") for file in foreign
    ]
    for name, leaf in unknown(over, units):
        if leaf.file in foreign:
            continue
        reason = SHIPPED_ONLY.get(name.partition(".")[0])
        faults.append(leaf.fault(name, reason or f"no such assumption{did_you_mean(name, known)}"))
    reading = Reading(faults)
    structure = Sections(reading, units).structure(without_dropped(laid_over(base, known_only(over, units)), faults))
    return None if faults else _assumptions(reading, structure, (Path(folder), baseline_folder()))


def _assumptions(reading: Reading, structure: Structure, folders: tuple[Path, ...]) -> Assumptions:
    origins = {}
    for name, node in reading.raw.items():
        unit, year = node.value.get("unit"), node.value.get("prices_of")
        origins[name] = Origin(node.file, node.line, str(unit.value) if unit else "", year.value if year else None)
    starts = (name[:place] for name in reading.beliefs for place, letter in enumerate(name) if letter == ".")
    return Assumptions(reading.beliefs, structure, origins, folders=folders, namespaces=frozenset(starts))
