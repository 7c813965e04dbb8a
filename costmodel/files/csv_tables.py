"""A table in a CSV file, with commas, semicolons or tabs between its columns, as spreadsheets and ledgers save it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from costmodel.errors import Sentence
from costmodel.files.opening import LARGEST_TABLE, UnreadableError, content

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 50_000, 200, 10_000  # the last in characters
MARKS = ",;\t"
WESTERN = "cp1252"  # what Windows programs in Western Europe write where they do not write UTF-8
Row = dict[str, str | None]


def read_csv(path: str | Path) -> tuple[tuple[str, ...], list[tuple[int, Row]]]:
    """The headings of a file, and its rows, each with its line.

    Raises:
        UnreadableError: it is no ordinary file, no text in UTF-8, or larger than any such table (10 MB, 50,000 rows,
            200 columns, 10,000 characters in a cell).
    """
    text = _text(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_mark(text.partition("\n")[0]))
    try:
        rows = _rows(reader)
    except csv.Error as error:
        raise _broken(reader.line_num + 1, error) from None
    return tuple(reader.fieldnames or ()), rows


def read_cells_of_csv(path: str | Path, headings_within: int) -> list[tuple[int, tuple[str, ...]]]:
    """Every row of a file with its line, headings and what stands above them included; empty rows are left out.

    What stands between columns is the mark that the first lines have most often outside quotes.

    Args:
        path: a text in UTF-8, or in Windows' Western European letters.
        headings_within: how many lines are looked at for the mark.

    Raises:
        UnreadableError: as for `read_csv`.
    """
    text = _text(path, WESTERN)
    outside = "".join(text.split("\n", headings_within)[:headings_within]).split('"')[::2]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_mark("".join(outside)))
    try:
        return list(_bounded(reader))
    except csv.Error as error:
        raise _broken(reader.line_num, error) from None


def _text(path: str | Path, otherwise: str | None = None) -> str:
    raw = content(path, LARGEST_TABLE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        if otherwise is not None and b"\0" not in raw:
            return raw.decode(otherwise)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    raise UnreadableError(Sentence("is not a text in UTF-8 (line {line}); save it as CSV UTF-8", line=line))


def _mark(head: str) -> str:
    return max(MARKS, key=head.count)


def _broken(line: int, error: csv.Error) -> UnreadableError:
    return UnreadableError(Sentence("cannot be read as CSV, line {line}: {why}", line=line, why=str(error)))


def _rows(reader: csv.DictReader[str]) -> list[tuple[int, Row]]:
    if len(reader.fieldnames or ()) > MOST_COLUMNS:
        raise UnreadableError(Sentence("has more than {most} columns", most=MOST_COLUMNS))
    rows: list[tuple[int, Row]] = []
    for row in reader:
        if len(rows) == MOST_ROWS:
            raise UnreadableError(Sentence("has more than {most:,} rows", most=MOST_ROWS))
        rows.append((reader.line_num, row))
        if any(len(cell) > LONGEST_CELL for cell in row.values() if isinstance(cell, str)):
            raise UnreadableError(
                Sentence(
                    "has a cell of more than {most:,} characters, line {line}",
                    most=LONGEST_CELL,
                    line=reader.line_num,
                )
            )
    return rows


def _bounded(reader: Iterator[list[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    before, count = 0, 0
    for cells in reader:
        line, before = before + 1, reader.line_num  # type: ignore[attr-defined]  # of csv.reader
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS + 1:
            raise UnreadableError(Sentence("has more than {most:,} rows", most=MOST_ROWS))
        if len(cells) > MOST_COLUMNS:
            raise UnreadableError(Sentence("has more than {most} columns, line {line}", most=MOST_COLUMNS, line=line))
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableError(
                Sentence(
                    "has a cell of more than {most:,} characters, line {line}",
                    most=LONGEST_CELL,
                    line=line,
                )
            )
        yield line, tuple(cells)
