"""Reading a YAML file so that every word in it still knows its file and line, and every fault can say where it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from costmodel.errors import Fault

LARGEST_FILE = 2_000_000  # bytes; the shipped assumptions are a tenth of that
DEEPEST = 40  # levels of nesting


@dataclass(frozen=True)
class Node:
    """A value in a YAML file with its place: a mapping, a list, or a scalar.

    Attributes:
        value: dict of nodes, list of nodes, or a plain str, int, float, bool or None.
        file: the file's name as it is shown to people.
        line: the line of the key (in a mapping), or of the value.
        folder: the folder of the file, for data files named in it.
    """

    value: Any
    file: str
    line: int
    folder: Path = field(default=Path(), compare=False)

    @property
    def is_mapping(self) -> bool:
        """Whether there are keys below."""
        return isinstance(self.value, dict)

    def plain(self) -> Any:
        """The bare value, places forgotten."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, path: Iterable[Any]) -> Node:
        """The node at a path of keys and list places, or the last one on the way that exists."""
        node = self
        for step in path:
            if (isinstance(node.value, dict) and step in node.value) or (
                isinstance(node.value, list) and isinstance(step, int) and step < len(node.value)
            ):
                node = node.value[step]
            else:
                break
        return node

    def fault(self, name: str, text: str) -> Fault:
        """A fault that stands here."""
        return Fault(self.file, self.line, name, text)


def read_yaml(path: Path, shown: str, faults: list[Fault]) -> Node | None:
    """The file's content as nodes, or None after adding to `faults` what makes it unreadable.

    Refused, each with a sentence: a missing or empty file, one that is not text or not YAML, duplicate keys, anchors
    and aliases (a few lines of them can stand for gigabytes), more than 2 MB, more than 40 levels.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        faults.append(Fault(shown, 1, "", f"cannot be read: {error.strerror or error}"))
        return None
    return parse_yaml(raw, shown, faults, folder=path.parent)


def parse_yaml(raw: bytes, shown: str, faults: list[Fault], folder: Path = Path()) -> Node | None:
    """The same for a text that is already here (an upload)."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(raw) > LARGEST_FILE:
        faults.append(Fault(shown, 1, "", f"is larger than {LARGEST_FILE // 1_000_000} MB, too large for assumptions"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(shown, line, "", "is not a text in UTF-8"))
        return None
    try:
        root = _composed(text, shown, faults)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.append(Fault(shown, mark.line + 1 if mark else 1, "", f"is not YAML: {error.problem or error.context}"))
        return None
    except (YAMLError, RecursionError, ValueError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        line = getattr(error, "line", 1)
        faults.append(Fault(shown, line, "", f"is not YAML: {problem}"))
        return None
    if root is None:
        return None
    return _node(root, shown, "", faults, folder, root.start_mark.line + 1, 0)


def _composed(text: str, shown: str, faults: list[Fault]) -> Any:
    """ruamel's node tree, after looking through the events for what is refused; None when it is."""
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent

    parser = YAML(typ="safe", pure=True)
    parser.allow_duplicate_keys = True  # found below, all of them and with a better sentence
    if "&" in text or "*" in text:
        for event in parser.parse(text):
            if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                mark = event.start_mark
                faults.append(Fault(shown, mark.line + 1, "", "anchors and aliases (& and *) are not allowed"))
                return None
        parser = YAML(typ="safe", pure=True)
    documents = list(parser.compose_all(text))
    if not documents or documents[0] is None:
        faults.append(Fault(shown, 1, "", "is empty"))
        return None
    if len(documents) > 1:
        line = documents[1].start_mark.line + 1
        faults.append(Fault(shown, line, "", "holds more than one document (---)"))
        return None
    return documents[0]


def _node(raw: Any, shown: str, name: str, faults: list[Fault], folder: Path, line: int, depth: int) -> Node:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if depth > DEEPEST:
        faults.append(Fault(shown, line, name, f"is nested more than {DEEPEST} levels deep"))
        return Node(None, shown, line, folder)
    if isinstance(raw, MappingNode):
        mapping: dict[str, Node] = {}
        for key_node, value_node in raw.value:
            key_line = key_node.start_mark.line + 1
            key = str(key_node.value)
            below = f"{name}.{key}" if name else key
            if not isinstance(key_node.value, str):
                faults.append(Fault(shown, key_line, name, "a key must be a word"))
                continue
            if key in mapping:
                faults.append(Fault(shown, key_line, below, f"stands twice; first in line {mapping[key].line}"))
                continue
            mapping[key] = _node(value_node, shown, below, faults, folder, key_line, depth + 1)
        return Node(mapping, shown, line, folder)
    if isinstance(raw, SequenceNode):
        items = [_node(item, shown, name, faults, folder, item.start_mark.line + 1, depth + 1) for item in raw.value]
        return Node(items, shown, line, folder)
    return Node(_scalar(raw), shown, line, folder)


def _scalar(raw: Any) -> Any:
    tag = str(raw.tag)
    text = raw.value
    try:
        if tag.endswith(":int"):
            return (
                int(text.replace("_", ""), 0) if text.lower().startswith(("0x", "0o")) else int(text.replace("_", ""))
            )
        if tag.endswith(":float"):
            return float(
                text.replace("_", "")
                .replace(".inf", "inf")
                .replace(".Inf", "inf")
                .replace(".nan", "nan")
                .replace(".NaN", "nan")
                .replace(".NAN", "nan")
                .replace(".INF", "inf")
            )
    except ValueError:
        return text
    if tag.endswith(":bool"):
        return text.lower() in ("true", "yes", "on")
    if tag.endswith(":null"):
        return None
    return text
