"""Tables in a filled form, whichever program has saved it: Excel or CSV, each cell with the place where it is found."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from costmodel.errors import Fault
from costmodel.files.opening import LARGEST_TEXT, UnreadableError, content, listed
from costmodel.files.typed_numbers import certain
from costmodel.files.workbooks import UNREADABLE, as_written, unpacked
from costmodel.language.language import Language, spoken_languages

SUFFIXES = (".csv", ".xlsx")
MOST_ROWS, MOST_COLUMNS = 2_000, 50
Row = tuple[Any, ...]
# Row and column, counted from 0, and the language of whoever is told -> as people find it; without a column, the row.
Place = Callable[[int, int | None, Language], str]
FormTable = tuple[list[Row], Place]


def forms_in(paths: str | Path | Iterable[str | Path], faults: list[Fault], says: Language) -> Iterator[Path]:
    """The files that may be forms.

    Args:
        paths: files, or folders of them.
        faults: grows by what holds none.
        says: the language of whoever is told.
    """
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        faults.append(Fault("", 0, "", says("form: none given")))
    for path in given:
        if not path.is_dir():
            yield path
            continue
        try:
            found = listed(path, *SUFFIXES)
        except UnreadableError as error:
            faults.append(Fault("", 0, path.name, str(error)))
            continue
        if not found:
            faults.append(Fault("", 0, path.name, says("form: holds none", endings=", ".join(SUFFIXES))))
        yield from found


def tables_in(path: Path, faults: list[Fault], says: Language) -> list[FormTable]:
    """The tables of a form: the sheets of a workbook, or a text in each of the ways in which its cells may be parted.

    Args:
        path: ends in .xlsx or .csv.
        faults: grows by what makes it unreadable.
        says: the language of whoever is told.
    """
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        faults.append(_unreadable(path, says("form: ending", table=SUFFIXES[0], workbook=SUFFIXES[1]), says))
        return []
    try:
        return list((_tables_of_workbook if kind == ".xlsx" else _tables_of_csv)(path))
    except UnreadableError as error:
        faults.append(Fault("", 0, path.name[:80], str(error)))
    except UNREADABLE:  # what the libraries say of it helps nobody
        faults.append(_unreadable(path, says("form: broken", ending=kind), says))
    return []


def without_headings(path: Path, tables: Sequence[FormTable], keys: Sequence[str], says: Language) -> Fault:
    """That no row of a file has the headings of a form, in the language that has most of its words there.

    Args:
        path: of the file.
        tables: as `tables_in` gives them.
        keys: of what is written in a form; the first two are headings that tell it from other tables.
        says: the language of whoever is told, where no language has more of its words there.
    """
    cells = {text_of(cell).lower() for rows, _ in tables for row in rows for cell in row}
    words = {one.code: sum(one(key).lower() in cells for key in keys) for one in spoken_languages()}
    of_the_form = max(spoken_languages(), key=lambda one: (words[one.code], one.code == says.code))
    told = of_the_form("form: no headings", asked=of_the_form(keys[0]), code=of_the_form(keys[1]))
    return _unreadable(path, told, of_the_form)


def _unreadable(path: Path, why: str, says: Language) -> Fault:
    return Fault("", 0, path.name, says("form: unreadable", why=why))


def cell_of(row: Row, place: int) -> Any:
    """A cell of a row; None beyond its end."""
    return row[place] if place < len(row) else None


def text_of(cell: Any) -> str:
    """What stands in a cell; a number is written so that it has one reading."""
    if isinstance(cell, float) and not cell.is_integer():
        return certain(cell)
    plain = int(cell) if isinstance(cell, float) else cell
    return "" if plain is None else as_written(str(plain).strip()).strip()


def _tables_of_csv(path: Path) -> Iterator[tuple[list[Row], Place]]:
    raw = content(path, LARGEST_TEXT)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # as older versions of Excel save a CSV file
    # A form that went through Excel may have come back with the other mark between its columns.
    for mark in ";,\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        lines: list[int] = []
        rows: list[Row] = []
        try:
            for row in reader:
                rows.append(tuple(row))
                lines.append(reader.line_num)
        except csv.Error as error:
            raise ValueError(str(error)) from None
        yield rows, partial(_line, path.name, lines)


def _line(file: str, lines: list[int], row: int, _column: int | None, _says: Language) -> str:
    return f"{file}:{lines[row]}"


def _tables_of_workbook(path: Path) -> Iterator[tuple[list[Row], Place]]:
    from openpyxl import load_workbook

    file = unpacked(path)
    values, formulas = (load_workbook(file, read_only=True, data_only=only) for only in (True, False))
    for sheet in values.worksheets:
        both = zip(*(_cells(book[sheet.title]) for book in (values, formulas)), strict=False)
        # A formula that was never calculated has no value; it is shown as it was written.
        rows = [tuple(a if a is not None else b for a, b in zip(*pair, strict=False)) for pair in both]
        yield rows, partial(_cell, path.name, sheet.title)


def _cells(sheet: Any) -> Iterator[Row]:
    found: Iterator[Row] = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return found


def _cell(file: str, sheet: str, row: int, column: int | None, says: Language) -> str:
    from openpyxl.utils import get_column_letter

    if column is None:
        return says("form: row", file=file, sheet=sheet, row=str(row + 1))
    return says("form: cell", file=file, sheet=sheet, cell=f"{get_column_letter(column + 1)}{row + 1}")
