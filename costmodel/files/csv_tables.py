"""A table in a CSV file, with commas, semicolons or tabs between its columns, as spreadsheets save it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from costmodel.files.opening import LARGEST_TABLE, UnreadableError, content

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 50_000, 200, 10_000  # the last in characters
Row = dict[str, str | None]


def read_csv(path: str | Path) -> tuple[tuple[str, ...], list[tuple[int, Row]]]:
    """The headings of a file, and its rows, each with its line.

    Raises:
        UnreadableError: it is no ordinary file, no text in UTF-8, or larger than any such table (10 MB, 50,000 rows,
            200 columns, 10,000 characters in a cell).
    """
    raw = content(path, LARGEST_TABLE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"is not a text in UTF-8 (line {line}); save it as CSV UTF-8") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        rows = _rows(reader)
    except csv.Error as error:
        raise UnreadableError(f"cannot be read as CSV, line {reader.line_num + 1}: {error}") from None
    return tuple(reader.fieldnames or ()), rows


def _rows(reader: csv.DictReader[str]) -> list[tuple[int, Row]]:
    if len(reader.fieldnames or ()) > MOST_COLUMNS:
        raise UnreadableError(f"has more than {MOST_COLUMNS} columns")
    rows: list[tuple[int, Row]] = []
    for row in reader:
        if len(rows) == MOST_ROWS:
            raise UnreadableError(f"has more than {MOST_ROWS:,} rows")
        rows.append((reader.line_num, row))
        if any(len(cell) > LONGEST_CELL for cell in row.values() if isinstance(cell, str)):
            raise UnreadableError(f"has a cell of more than {LONGEST_CELL:,} characters, line {reader.line_num}")
    return rows
