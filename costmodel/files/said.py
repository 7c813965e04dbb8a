"""What is written but says nothing: an empty key, a source that names none, a year that has not come yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from costmodel.errors import Fault, Sentence
from costmodel.files.nodes import Node

# Words that announce something to be written later, and words that alone name nothing.
LATER = frozenset(["todo", "tbd", "tbc", "fixme", "xxx"])
PLACEHOLDERS = frozenset(["foo", "bar", "baz", "dummy", "placeholder", "unknown", "none", "lorem", "asdf", "unbekannt"])
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
THE_WEB = 1991  # before this year nothing was seen at a web address


def says_nothing(text: object) -> bool:
    """Whether a text only holds the place of one.

    >>> [says_nothing(text) for text in ("TODO", "foo", "?", "tbd: ask Eva", "Offer of our auditor")]
    [True, True, True, True, False]
    """
    words = re.findall(r"[^\W_]+(?:/[^\W_]+)?", str(text or "").casefold())
    if not words or words[0] in LATER:
        return True
    return all(word in PLACEHOLDERS for word in words)


def empty_keys(name: str, node: Node) -> Iterator[Fault]:
    """Keys behind which nothing stands: what they meant would be left out in silence."""
    for key, child in node.value.items():
        if child.value is None:
            yield child.fault(f"{name}.{key}", Sentence("is empty; write what is meant, or leave the key out"))


def poor_sources(name: str, node: Node) -> Iterator[Fault]:
    """Sources that name nothing, or that nobody can have seen."""
    listed = node.value.get("source")
    entries = listed.value if listed is not None and isinstance(listed.value, list) else []
    this_year = datetime.now(UTC).year
    for entry in entries:
        parts = entry.value if entry.is_mapping else {}
        for key in ("title", "judgement", "address"):
            if key in parts and isinstance(parts[key].value, str) and says_nothing(parts[key].value):
                text = Sentence(
                    "{typed!r} is no source; say what was read, or who judged and why", typed=parts[key].value
                )
                yield parts[key].fault(f"{name}.source.{key}", text)
        seen = parts["seen"].value if "seen" in parts else None
        address = str(parts["address"].value or "") if "address" in parts else ""
        if isinstance(seen, int) and seen > this_year:
            yield parts["seen"].fault(f"{name}.source.seen", Sentence("{seen} has not come yet", seen=seen))
        elif isinstance(seen, int) and seen < THE_WEB and address.startswith("http"):
            yield parts["seen"].fault(
                f"{name}.source.seen", Sentence("in {seen} nothing was seen at a web address", seen=seen)
            )
        read = str(parts["read_on"].value) if "read_on" in parts else ""
        if A_DAY.fullmatch(read) and read > datetime.now(UTC).date().isoformat():
            yield parts["read_on"].fault(f"{name}.source.read_on", Sentence("{read} has not come yet", read=read))
        if address and "." not in address and "/" not in address and " " not in address:
            yield parts["address"].fault(
                f"{name}.source.address", Sentence("{address!r} is no address", address=address)
            )
        if address.partition("://")[2].startswith(("example.", "www.example.")):
            yield parts["address"].fault(
                f"{name}.source.address", Sentence("{address!r} is no address", address=address)
            )
        if "status" in parts and not address and "title" in parts:
            text = Sentence("says that it was looked up, and no address says where")
            yield parts["status"].fault(f"{name}.source.status", text)
