"""Whether an approved file says what was approved: a checksum over each of its parts, kept in the file itself.

It finds slips and quiet corrections. It is no signature: whoever changes figures and checksums together is not found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from costmodel.errors import Fault
from costmodel.files.nodes import Node

KEY = "checksums"


def checksums(content: Mapping[str, Any]) -> dict[str, str]:
    """Part of the file -> its checksum: the same for the same figures and words, however they are laid out.

    >>> checksums({"figures": {"total": 1.0}}) == checksums({"figures": {"total": 1.00}})
    True
    """
    return {part: _checksum(content[part]) for part in content if part != KEY}


def _checksum(part: Any) -> str:
    written = json.dumps(part, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:32]


def broken(root: Node) -> Iterator[Fault]:
    """A fault for each part that is not what its checksum was made of; none for a file without checksums."""
    kept = root.value.get(KEY)
    if kept is None:
        return
    known = kept.plain() if kept.is_mapping else {}
    parts = {name: node for name, node in root.value.items() if name != KEY}
    for name, node in parts.items():
        if known.get(name) != _checksum(node.plain()):
            yield node.fault(name, "was changed after it was approved: it does not agree with its checksum")
    for name in known:
        if name not in parts:
            yield kept.fault(f"{KEY}.{name}", "has a checksum and is not there")
