"""The sheet of a workbook with cases side by side."""

from __future__ import annotations

from costmodel.report.book import Book
from costmodel.report.contents import Contents
from costmodel.report.side_by_side import SideBySide
from costmodel.report.titles import title_of


def put_side_by_side(book: Book[Contents], beside: SideBySide) -> None:
    """Cases side by side: their figures, how far they are from the base, and their cost by category and by line."""
    says = beside.says
    sheet = book.sheet("side_by_side", says("card side_by_side"))
    row = book.note(sheet, 1, beside.source(range(len(beside.sides)), book.contents.day))
    for number, table in enumerate(beside.tables()):
        row = book.heading(sheet, row + 1, title_of(table, says))
        row = book.put(sheet, table, row, widths=number == 0)
        for text in table.notes:
            row = book.note(sheet, row, text, table)
    sheet.freeze_panes(1, 1)
