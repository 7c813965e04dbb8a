"""The parts of a portfolio's file: mappings, lists and texts, each fault with its line."""

from __future__ import annotations

from collections.abc import Mapping

from costmodel.errors import Fault, Sentence, did_you_mean
from costmodel.files.nodes import Node
from costmodel.initiative.calendar import Month
from costmodel.initiative.identity import understood
from costmodel.language.language_files import languages


def mapping(root: Node, key: str, faults: list[Fault]) -> Mapping[str, Node]:
    """A section by the names in it; empty where the file has none."""
    node = root.value.get(key)
    if node is None:
        return {}
    if not node.is_mapping:
        faults.append(node.fault(key, Sentence("must be a mapping: its keys on lines of their own")))
        return {}
    return dict(node.value)


def entries(node: Node, where: str, key: str, faults: list[Fault]) -> list[Node]:
    """What a list names; empty where there is none."""
    given = node.value.get(key)
    if given is None:
        return []
    if isinstance(given.value, list):
        return given.value
    faults.append(given.fault(f"{where}.{key}", Sentence("must be a list: [one, another]")))
    return []


def meaning(node: Node, where: str, faults: list[Fault]) -> dict[str, str]:
    """A text under "", or texts by language."""
    given = node.value.get("meaning")
    if given is None:
        return {}
    if not given.is_mapping:
        return {"": str(given.plain() or "")}
    for code in given.value:
        if code not in languages():
            text = Sentence("{code!r} is no language here; there are {known}", code=code, known=", ".join(languages()))
            faults.append(given.value[code].fault(f"{where}meaning", text))
    return {code: str(one.value) for code, one in given.value.items()}


def month(node: Node, name: str, faults: list[Fault]) -> Month | None:
    """A calendar month, written 2027-07; None after a fault."""
    return _month(node, node.value, name, faults)


def month_of_key(key: str, node: Node, name: str, faults: list[Fault]) -> Month | None:
    """The same where the month is the key of an entry."""
    return _month(node, key, name, faults)


def _month(node: Node, value: object, name: str, faults: list[Fault]) -> Month | None:
    try:
        found = understood("start", value)
    except ValueError as error:
        faults.append(node.fault(name, str(error)))
        return None
    if isinstance(found, int):
        return found
    faults.append(node.fault(name, Sentence("is empty; write a month, such as 2027-07")))
    return None


def unknown(node: Node, where: str, known: tuple[str, ...], faults: list[Fault]) -> None:
    """Faults for keys that nobody reads."""
    for key, part in node.value.items():
        if key not in known:
            text = Sentence(
                "is not known here{near}; there are {known}", near=did_you_mean(key, known), known=", ".join(known)
            )
            faults.append(part.fault(f"{where}.{key}".lstrip("."), text))
