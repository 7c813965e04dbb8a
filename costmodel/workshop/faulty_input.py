"""What is wrong with a file that somebody filled in: every fault as a row of a table instead of an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.errors import AssumptionsError, Fault
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.language.faults import told
from costmodel.language.language import Language, language_of
from costmodel.report.assumption_sheet import with_workbook
from costmodel.review.folder import check

if TYPE_CHECKING:
    import pandas as pd


def faults(
    what: str | Path | Mapping[str, Any], base: Assumptions | None = None, code: str | Language = "en"
) -> pd.DataFrame:
    """What is wrong with a scenario file, a workbook, a folder, or with changes; an empty table if nothing.

    Args:
        what: a scenario (``.yaml``), a workbook that `workbook.write` wrote (``.xlsx``), a folder, which is looked
            through as `check` does, or changes as `Assumptions.with_changes` takes them.
        base: what all but a folder is laid on; the shipped assumptions unless told.
        code: of the language, one of `languages()`, of headings and faults.

    Returns:
        a row for each fault, or where there is none for each number that is hardly meant, in the order of files and
        lines: file (for a workbook with sheet and cell), line (0 where there is none, the row of a workbook), name,
        and what is wrong.
    """
    found: Sequence[Fault] = ()
    path = Path() if isinstance(what, Mapping) else Path(what)
    try:
        before = base if base is not None else load()
        if isinstance(what, Mapping):
            doubted = before.with_changes(what).entered(what).doubted
        elif path.is_dir():
            doubted = check(path).doubted
        elif path.suffix.lower() == ".xlsx":
            doubted = with_workbook(before, path).doubted
        else:
            doubted = before.with_scenario(path).doubted
        found = [one.fault(before.structure.wording) for one in doubted]
    except AssumptionsError as error:
        found = error.faults
    return _table(found, path.name, language_of(code))


def _table(found: Sequence[Fault], file: str, says: Language) -> pd.DataFrame:
    import pandas as pd

    columns = [says(f"faults {key}") for key in ("file", "line", "name", "what")]
    rows = [(where, one.line, name, told(one.text, says)) for one in found for where, name in [_place(one, file)]]
    return pd.DataFrame(rows, columns=columns)


def _place(fault: Fault, file: str) -> tuple[str, str]:
    """Where a fault stands, and what it is about; a workbook's stands in front of the name, with sheet and cell."""
    if fault.file:
        return fault.file, fault.name
    if fault.name.startswith(f"{file}, sheet "):
        place, _, name = fault.name.removeprefix(file).partition(": ")
        return file + place, name
    return (file, "") if fault.name == file else ("", fault.name)
