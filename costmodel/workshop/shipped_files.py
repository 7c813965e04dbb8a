"""What the workshop's own files say: worked examples and what a notebook shows, each checked when it is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from costmodel.beliefs.source import Strict
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder

FOLDER = "workshop"
Kind = TypeVar("Kind", bound=Strict)


def listed(file: str, under: str, kind: type[Kind]) -> dict[str, Kind]:
    """What a file lists under one key, by name, in the order of the file.

    Args:
        file: its name in the folder `workshop` of the assumptions.
        under: the key.
        kind: what each entry is.

    Raises:
        AssumptionsError: every fault in the file.
    """
    return _listed(baseline_folder() / FOLDER / file, under, kind)


def whole(file: str, kind: type[Kind]) -> Kind:
    """What a file is as a whole; as for `listed`.

    Raises:
        AssumptionsError: every fault in the file.
    """
    found: Kind = _whole(baseline_folder() / FOLDER / file, kind)
    return found


@cache
def _listed(path: Path, under: str, kind: type[Kind]) -> dict[str, Kind]:
    faults: list[Fault] = []
    root = _root(path, faults)
    entries: dict[str, Node] = root.value[under].value if root is not None else {}
    reading = Reading(faults)
    found = {name: reading.model(kind, f"{under}.{name}", node, node.plain()) for name, node in entries.items()}
    if faults:
        raise AssumptionsError(faults)
    return {name: one for name, one in found.items() if one is not None}


@cache
def _whole(path: Path, kind: type[Kind]) -> Kind:
    faults: list[Fault] = []
    root = _root(path, faults)
    found = None if root is None else Reading(faults).model(kind, path.stem, root, root.plain())
    if found is None:
        raise AssumptionsError(faults)
    return found


def _root(path: Path, faults: list[Fault]) -> Node | None:
    return read_yaml(path, f"{FOLDER}/{path.name}", faults)
