"""Name, start, owner, cost centre, status and version of the initiative as files, options and programs say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from costmodel.errors import Fault, Sentence, did_you_mean
from costmodel.files.nodes import Node
from costmodel.initiative.identity import KEYS, Initiative

SECTION = "initiative"
NAMES = tuple(f"{SECTION}.{key}" for key in KEYS)


def apart(changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is said of the initiative, by its key, and the changes of numbers."""
    said = {name.removeprefix(f"{SECTION}."): value for name, value in changes.items() if name in NAMES}
    return said, {name: value for name, value in changes.items() if name not in NAMES}


def retold(before: Initiative, said: Mapping[str, Any], faults: list[Fault]) -> Initiative:
    """The initiative with some of it said anew by a program or an option; faults grow by what cannot be read."""
    found: list[tuple[str, str]] = []
    after = before.saying(said, found)
    faults += [Fault("", 0, f"{SECTION}.{key}", text) for key, text in found]
    return after


def without_identity(root: Node, faults: list[Fault]) -> tuple[Node, Initiative]:
    """A company's files without what they say of the initiative, and that; the numbers of the section stay."""
    section = root.value.get(SECTION)
    if section is None or not section.is_mapping:
        return root, Initiative()
    said = {key: node for key, node in section.value.items() if key in KEYS}
    rest = {key: node for key, node in section.value.items() if key not in KEYS}
    others = {key: node for key, node in root.value.items() if key != SECTION}
    if rest or not said:
        others[SECTION] = Node(rest, section.file, section.line, section.folder)
    stated = Node(said, section.file, section.line, section.folder)
    return Node(others, root.file, root.line, root.folder), identified(stated, Initiative(), faults)


def identified(section: Node | None, before: Initiative, faults: list[Fault]) -> Initiative:
    """The initiative with what a section of a file says of it, each fault with its line.

    Args:
        section: keys and texts; None where a file has none.
        before: what was said already; what the section does not name stays.
        faults: grows by what is wrong.
    """
    if section is None:
        return before
    if not section.is_mapping:
        faults.append(section.fault(SECTION, Sentence("must be a mapping of {keys}", keys=", ".join(KEYS))))
        return before
    said = dict[str, Any]()
    for key, node in section.value.items():
        if key not in KEYS:
            faults.append(
                node.fault(
                    f"{SECTION}.{key}", Sentence("Extra inputs are not permitted{near}", near=did_you_mean(key, KEYS))
                )
            )
        elif node.value is None:
            faults.append(
                node.fault(f"{SECTION}.{key}", Sentence("is empty; write what is meant, or leave the key out"))
            )
        else:
            said[key] = node.plain()
    found: list[tuple[str, str]] = []
    after = before.saying(said, found)
    faults += [section.at([key]).fault(f"{SECTION}.{key}", text) for key, text in found]
    return after
