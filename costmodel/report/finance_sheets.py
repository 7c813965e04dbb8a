"""What finance asks, as sheets of the workbook: each statement at the mean and at 80 %, sums as live formulas."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from costmodel.report.book import Book
    from costmodel.report.contents import Contents
    from costmodel.report.tables import Table


def put_finance(book: Book[Contents]) -> None:
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
                row = book.note(sheet, row, text, table)
            row += 1
        sheet.set_h_pagebreaks(breaks)


def _sheet(table: Table) -> str:
    return table.key
