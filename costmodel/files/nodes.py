"""Reading a YAML file so that every word in it still knows its file and line, and every fault can say where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from costmodel.errors import Fault, Sentence
from costmodel.files.opening import LARGEST_TEXT, UnreadableError, content

# libyaml in C reads ten times as fast as the reader in Python, which stands in where it was not built.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_VALUES = 20_000  # words, numbers, lists and mappings in a file; an approved baseline has some 3,000
DEEPEST = 40  # levels of nesting
# What a bare word means, as YAML 1.2 has it: "yes", "on" and 1:30 are texts, 017 is seventeen.
WORDS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
INT = re.compile(r"[-+]?(?:0o?[0-7]+(?:_[0-7]+)*|[0-9]+(?:_[0-9]+)*|0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)")
FLOAT = re.compile(
    r"[-+]?[0-9]+(?:_[0-9]+)*\.[0-9]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+(?:_[0-9]+)*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
# Three places behind the point of which the last is zero: nobody writes twelve so, and many write twelve thousand so.
TWO_READINGS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0")
TAG = "tag:yaml.org,2002:"


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

    Refused, each with a sentence: a missing or empty file, a folder, a pipe, a device, one that is not text or not
    YAML, duplicate keys, anchors and aliases (a few lines of them can stand for gigabytes), more than 2 MB, more than
    20,000 values, more than 40 levels.
    """
    try:
        raw = content(path, LARGEST_TEXT)
    except UnreadableError as error:
        faults.append(Fault(shown, 1, "", str(error)))
        return None
    return parse_yaml(raw, shown, faults, folder=path.parent)


def parse_yaml(raw: bytes, shown: str, faults: list[Fault], folder: Path = Path()) -> Node | None:
    """The same for a text that is already here (an upload)."""
    if len(raw) > LARGEST_TEXT:
        faults.append(
            Fault(
                shown,
                1,
                "",
                Sentence("is larger than {most:g} MB, too large for assumptions", most=LARGEST_TEXT / 1e6),
            )
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(shown, line, "", Sentence("is not a text in UTF-8")))
        return None
    reader = _Reader(shown, folder)
    try:
        root = reader.document(text)
    except yaml.YAMLError as error:
        reader.faults = [_unreadable(text, shown, error)]
        root = None
    faults += reader.faults
    return root


def _unreadable(text: str, shown: str, error: yaml.YAMLError) -> Fault:
    """What is wrong with a text that is not YAML, in the words of the reader in Python: the one in C is terser."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as plainer:
        error = plainer
    except RecursionError:
        return Fault(shown, 1, "", Sentence("is not YAML: nested too deeply"))
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return Fault(
            shown,
            mark.line + 1 if mark else 1,
            "",
            Sentence("is not YAML: {why}", why=error.problem or error.context),
        )
    place = getattr(error, "position", 0)
    return Fault(
        shown, text.count("\n", 0, place) + 1, "", Sentence("is not YAML: {why}", why=str(error).splitlines()[0])
    )


class _RefusedError(Exception):
    """The text is YAML, but of a kind that is not read here; the fault is noted already."""


class _Reader:
    """One pass over the events of one text; what is wrong goes into `faults`."""

    def __init__(self, shown: str, folder: Path) -> None:
        self.shown, self.folder = shown, folder
        self.faults: list[Fault] = []
        self._event: Callable[[], Any] = lambda: None  # the next one, None behind the last
        self._values = 0

    def document(self, text: str) -> Node | None:
        """The only document of a text, or None after noting why there is none."""
        loader = LOADER(text)
        self._event = loader.get_event
        try:
            return self._only()
        except _RefusedError:
            return None
        finally:
            loader.dispose()

    def _only(self) -> Node:
        self._event()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            self._refuse(1, Sentence("is empty"))
        first = self._next()
        root = self._node(first, "", first.start_mark.line + 1, 0)
        self._next()  # the document ends
        if not isinstance(self._next(), yaml.StreamEndEvent):
            second: Any = self._next()
            for _ in iter(self._next, None):
                pass
            self._refuse(second.start_mark.line + 1, Sentence("holds more than one document (---)"))
        return root

    def _next(self) -> Any:
        """The next event, None behind the last; an anchor or an alias ends the reading."""
        event: Any = self._event()
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(
                event.start_mark.line + 1 if event else 1,
                Sentence("holds more than {most:,} values", most=MOST_VALUES),
            )
        if getattr(event, "anchor", None) is not None:
            self._refuse(event.start_mark.line + 1, Sentence("anchors and aliases (& and *) are not allowed"))
        return event

    def _refuse(self, line: int, text: str) -> NoReturn:
        self.faults = [Fault(self.shown, line, "", text)]
        raise _RefusedError

    def _node(self, event: Any, name: str, line: int, depth: int) -> Node:
        if depth > DEEPEST:
            self.faults.append(
                Fault(self.shown, line, name, Sentence("is nested more than {most} levels deep", most=DEEPEST))
            )
            self._skip(event)
            return Node(None, self.shown, line, self.folder)
        if isinstance(event, yaml.ScalarEvent):
            if event.value[-1:] == "0" and event.implicit[0] and TWO_READINGS.fullmatch(event.value):
                low, high = float(event.value), float(event.value.replace(".", ""))
                write = {"write": f"{low:.15g}", "or_write": f"{high:.0f}"}
                two = Sentence(
                    "{typed} is {low:,.6g} or {high:,.0f}? write {write} or {or_write}",
                    **write,
                    typed=event.value,
                    low=low,
                    high=high,
                )
                self.faults.append(Fault(self.shown, line, name, two))
            return Node(_scalar(event), self.shown, line, self.folder)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(name, depth), self.shown, line, self.folder)
        items: list[Node] = []
        item: Any
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(item, name, item.start_mark.line + 1, depth + 1))
        return Node(items, self.shown, line, self.folder)

    def _mapping(self, name: str, depth: int) -> dict[str, Node]:
        mapping: dict[str, Node] = {}
        while not isinstance(key_event := self._next(), yaml.MappingEndEvent):
            line = key_event.start_mark.line + 1
            if not isinstance(key_event, yaml.ScalarEvent):
                self._skip(key_event)
                self._skip(self._next())
                self.faults.append(Fault(self.shown, line, name, Sentence("a key must be a word")))
                continue
            key = key_event.value
            below = f"{name}.{key}" if name else key
            if key in mapping:
                self._skip(self._next())
                first = mapping[key].line
                self.faults.append(
                    Fault(self.shown, line, below, Sentence("stands twice; first in line {first}", first=first))
                )
                continue
            mapping[key] = self._node(self._next(), below, line, depth + 1)
        return mapping

    def _skip(self, event: Any) -> None:
        """The events up to the end of what begins with this one."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = self._next()


def _scalar(event: Any) -> Any:
    """The word, number, truth or nothing that a scalar means: by its tag where it has one, else by its spelling."""
    text: str = event.value
    if event.tag is not None and event.tag != "!":
        return _tagged(event.tag, text)
    return _bare(text) if event.implicit[0] else text  # else it stands in quotes, or is a block of text


def _bare(text: str) -> Any:
    """What a word without quotes means."""
    if text in WORDS:
        return WORDS[text]
    if text[0] in "-+.0123456789":
        if FLOAT.fullmatch(text):
            return _float(text)
        if text[0] != "." and INT.fullmatch(text):
            return _int(text)
    return text


def _tagged(tag: str, text: str) -> Any:
    match tag.removeprefix(TAG):
        case "int":
            return _int(text)
        case "float":
            return _float(text)
        case "bool":
            return text.lower() in ("true", "yes", "on")
        case "null":
            return None
        case _:
            return text


def _int(text: str) -> int | str:
    bare = text.replace("_", "")
    try:
        return int(bare, 0) if text.lower().startswith(("0x", "0o")) else int(bare)
    except ValueError:
        return text


def _float(text: str) -> float | str:
    bare = text.replace("_", "").lower()
    try:
        return float(bare.replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return text


class Writer(yaml.SafeDumper):  # type: ignore[misc]  # PyYAML publishes no types
    """Writes YAML that is read here as it was meant: what would be taken for a number or nothing stands in quotes."""


Writer.add_representer(
    str,
    lambda writer, text: writer.represent_scalar(
        f"{TAG}str", text, style=None if isinstance(_bare(text), str) else "'"
    ),
)
