"""A table on a sheet of a workbook, as accounting systems and people save it in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from costmodel.files.csv_tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from costmodel.files.opening import UnreadableError
from costmodel.files.workbooks import UNREADABLE, unpacked

ENDINGS = (".xlsx", ".xlsm")


def read_cells_of_sheet(path: str | Path, sheet: str | None = None) -> list[tuple[int, tuple[Any, ...]]]:
    """Every row of a sheet with its number; empty rows are left out. Formulas have the value that was saved.

    Args:
        path: of the workbook.
        sheet: its name; without it the only one, or the only one that holds anything.

    Raises:
        UnreadableError: it is no ordinary file, no workbook, or larger than any such table (10 MB packed, 50,000 rows,
            200 columns); there is no such sheet; several hold something and none is named; a formula was never
            calculated.
    """
    from openpyxl import load_workbook

    try:
        values, formulas = (
            load_workbook(unpacked(Path(path)), read_only=True, data_only=only) for only in (True, False)
        )
        names = [one.title for one in values.worksheets]
        if sheet is not None and sheet not in names:
            raise UnreadableError(f"has no sheet {sheet!r}; there are {', '.join(names)}")
        found = {name: _rows(values[name]) for name in names if sheet in (None, name)}
        filled = {name: rows for name, rows in found.items() if rows}
        if len(filled) > 1:
            raise UnreadableError(f"has several sheets ({', '.join(filled)}); say which one holds the table")
        if not filled:
            return []
        ((name, rows),) = filled.items()
        _refuse_uncalculated(rows, dict(_rows(formulas[name])))
    except UnreadableError:
        raise
    except UNREADABLE as error:
        raise UnreadableError(f"is no workbook that can be read: {str(error) or type(error).__name__:.200}") from None
    return rows


def _rows(sheet: Any) -> list[tuple[int, tuple[Any, ...]]]:
    rows: list[tuple[int, tuple[Any, ...]]] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2), start=1):
        if number > MOST_ROWS + 1:
            raise UnreadableError(f"has more than {MOST_ROWS:,} rows")
        if all(cell is None or cell == "" for cell in cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cell is not None for cell in cells[MOST_COLUMNS:]):
            raise UnreadableError(f"has more than {MOST_COLUMNS} columns, line {number}")
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableError(f"has a cell of more than {LONGEST_CELL:,} characters, line {number}")
        rows.append((number, tuple(cells[:MOST_COLUMNS])))
    return rows


def _refuse_uncalculated(rows: list[tuple[int, tuple[Any, ...]]], formulas: dict[int, tuple[Any, ...]]) -> None:
    for number, cells in rows:
        for cell, formula in zip(cells, formulas.get(number, ()), strict=False):
            if cell is None and isinstance(formula, str) and formula.startswith("="):
                raise UnreadableError(f"has a formula without a saved value, line {number}; save it in Excel once more")
