"""What finance asks, as sheets of the workbook: each statement at the mean and at 80 %, sums as live formulas."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from costmodel.report.workbook import Book

SHEETS = {"register": "capital"}  # table -> the sheet that it stands on; others have their own


def put_finance(book: Book) -> None:
    """A sheet for each statement; the tables of a statement stand below each other, each with its title."""
    contents = book.contents
    for key, tables in groupby(contents.finance, lambda table: SHEETS.get(table.key, table.key)):
        sheet = book.sheet(key, f"{contents.says(f'{key} title')}, {contents.currency}")
        row = 2
        for place, table in enumerate(tables):
            row = book.heading(sheet, row, table.title)
            row = book.put(sheet, table, row, widths=place == 0)
            for text in table.notes:
                row = book.note(sheet, row, text)
            row += 1
