"""A table in a CSV file, with commas, semicolons or tabs between its columns, as spreadsheets save it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

Row = dict[str, str | None]


def read_csv(path: str | Path) -> tuple[tuple[str, ...], list[tuple[int, Row]]]:
    """The headings of a file, and its rows, each with its line.

    Raises:
        OSError, UnicodeDecodeError, csv.Error: it cannot be read.
    """
    text = Path(path).read_text(encoding="utf-8-sig")
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    rows = [(reader.line_num, row) for row in reader]
    return tuple(reader.fieldnames or ()), rows
