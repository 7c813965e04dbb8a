"""What is wrong with a file that somebody filled in: every fault as a row of a table instead of an error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.assumption_sheet import with_workbook
from costmodel.assumptions import Assumptions
from costmodel.loading import check, load
from costmodel.sentences import Language, language
from costmodel.yaml_files import AssumptionsError, Fault

if TYPE_CHECKING:
    import pandas as pd


def faults(path: str | Path, base: Assumptions | None = None, code: str | Language = "en") -> pd.DataFrame:
    """What is wrong with a scenario file, a workbook's sheet of assumptions, or a folder; an empty table if nothing.

    Args:
        path: a scenario (``.yaml``), a workbook that `workbook.write` wrote (``.xlsx``), or a folder, which is looked
            through as `check` does.
        base: what a scenario or a workbook is laid on; the shipped assumptions unless told.
        code: "en" or "de": of the headings; faults are told in English, as everywhere.

    Returns:
        a row for each fault, in the order of files and lines: file (for a workbook with sheet and cell), line (0 where
        there is none, the row of a workbook), name, and what is wrong.
    """
    path = Path(path)
    found: Sequence[Fault] = ()
    try:
        if path.is_dir():
            check(path)
        elif path.suffix.lower() == ".xlsx":
            with_workbook(base if base is not None else load(), path)
        else:
            (base if base is not None else load()).with_scenario(path)
    except AssumptionsError as error:
        found = error.faults
    return _table(found, path.name, language(code))


def _table(found: Sequence[Fault], file: str, says: Language) -> pd.DataFrame:
    import pandas as pd

    columns = [says(f"faults {key}") for key in ("file", "line", "name", "what")]
    rows = [(where, one.line, name, one.text) for one in found for where, name in [_place(one, file)]]
    return pd.DataFrame(rows, columns=columns)


def _place(fault: Fault, file: str) -> tuple[str, str]:
    """Where a fault stands, and what it is about; a workbook's stands in front of the name, with sheet and cell."""
    if fault.file:
        return fault.file, fault.name
    if fault.name.startswith(f"{file}, sheet "):
        place, _, name = fault.name.removeprefix(file).partition(": ")
        return file + place, name
    return (file, "") if fault.name == file else ("", fault.name)
