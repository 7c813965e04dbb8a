"""What finance asks, as sheets of the workbook: each statement at the mean and at 80 %, sums as live formulas."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from costmodel.files.workbooks import harmless

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from costmodel.report.tables import Table
    from costmodel.report.workbook import Book

FEWEST = 6  # columns that a note is broken over
LETTERS, HEIGHT = 15, 15.5  # letters that a column has room for, and points of a line


def put_finance(book: Book) -> None:
    """A sheet for each statement; the tables of a statement stand below each other, each with its title."""
    contents = book.contents
    for key, tables in groupby(contents.finance, _sheet):
        sheet = book.sheet(key, f"{contents.says(f'{key} title')}, {contents.currency}")
        sheet.freeze_panes(2, 1)  # the title, and what each row is
        row, breaks = 2, list[int]()
        for table in tables:
            breaks += [row] if row > 2 else []
            row = book.put(sheet, table, book.heading(sheet, row, table.title))
            for text in table.notes:
                row = _note(book, sheet, row, text, max(len(table.columns), FEWEST))
            row += 1
        sheet.set_h_pagebreaks(breaks)


def _sheet(table: Table) -> str:
    return table.key


def _note(book: Book, sheet: Worksheet, row: int, text: str, columns: int) -> int:
    """A sentence broken over some columns, so that it widens no page; the next row."""
    look = book.look(italic=True, font_color="#55636F")
    sheet.merge_range(row, 0, row, columns - 1, "", look)
    sheet.write_string(row, 0, harmless(text), look)
    sheet.set_row(row, HEIGHT * (len(text) // (LETTERS * columns) + 1))
    return row + 1
