"""The levels of a group's building blocks, from its questionnaires, kept as a scenario to be laid on a case."""

from __future__ import annotations

from pathlib import Path

from costmodel.elicitation.levels import Aggregation
from costmodel.files.loading import load
from costmodel.files.own_scenario import save_scenario
from costmodel.language.language import Language

LEVELS = "our_levels"  # what the file is called


def levels_path(folder: str | Path) -> Path:
    """Where a folder keeps them."""
    return Path(folder) / f"{LEVELS}.yaml"


def save_levels(found: Aggregation, folder: str | Path, says: Language) -> Path:
    """Keep them, in the place of those that were kept before.

    Raises:
        OSError: the file cannot be written.
    """
    told = says("answers: levels")
    levels = load().with_changes(found.levels(), why=told)
    return save_scenario(levels, levels_path(folder), told, told, overwrite=True)
