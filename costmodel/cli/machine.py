"""What a command prints for programs: one JSON object that says which it is, of which version, and from which run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from costmodel.cli.terminal_tables import frame_dict
from costmodel.estimates.handing_on import fingerprint_of
from costmodel.version import __version__

if TYPE_CHECKING:
    from costmodel import Assumptions, Estimate

# Raised with every change of a shipped schema: the first part where a program that reads it must be changed.
SCHEMA_VERSION = "1.0"


def run_of(est: Estimate) -> dict[str, Any]:
    """What it takes to get the same figures again, in the words of `Estimate`."""
    return run_with(est.assumptions, est.samples, est.seed, est.version)


def run_with(assumptions: Assumptions, samples: int, seed: int, version: str = __version__) -> dict[str, Any]:
    """The same of an estimate that the command does not hold, such as that behind a ranking of actions."""
    return {
        "currency": assumptions.currency,
        "scenarios": list(assumptions.scenarios),
        "samples": samples,
        "seed": seed,
        "version": version,
        "fingerprint": fingerprint_of(assumptions, samples, seed, version),
    }


def tell(command: str, *parts: Mapping[str, Any]) -> int:
    """Prints one JSON object: the name and version of its schema, then the parts; returns exit status 0.

    Args:
        command: whose output it is; its schema is ``schemas/COMMAND.json``.
        parts: tables become lists of rows, what does not exist becomes null.
    """
    told: dict[str, Any] = {"schema": f"costmodel/{command}", "schema_version": SCHEMA_VERSION}
    for part in parts:
        told |= part
    print(json.dumps(frame_dict(told), indent=2, allow_nan=False))  # noqa: T201 - the result
    return 0


def schema(command: str) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of what a command prints with ``--json``.

    Raises:
        FileNotFoundError: the command has no ``--json``.
    """
    text = (files("costmodel.cli") / "schemas" / f"{command}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
