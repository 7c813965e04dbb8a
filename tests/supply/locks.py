"""What is locked: the packages of a lock with their versions, and what stands behind each."""

import re
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
# What estimates and reports need; that with page and notebooks; all of it with the tools of the developers.
CORE, RUNTIME, DEVELOPERS = (ROOT / f"requirements{part}.lock" for part in ("-core", "", "-dev"))
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)(.*(?:\n[ ].*)*)", re.MULTILINE)


def locked(lock: Path) -> dict[str, list[tuple[str, str]]]:
    """Name -> the versions that a lock pins, each with the text that follows it up to the next name."""
    pins: dict[str, list[tuple[str, str]]] = {}
    for name, version, rest in PIN.findall(lock.read_text(encoding="utf-8")):
        pins.setdefault(canonicalize_name(name), []).append((version, rest))
    return pins


def versions(lock: Path) -> dict[str, str]:
    """Name -> its one version: a lock that pins two for different machines cannot be listed by name."""
    return {name: version for name, ((version, _),) in locked(lock).items()}
