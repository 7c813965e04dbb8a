"""A workbook while it is written: its formats, its sheets, and tables whose sums are live formulas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from costmodel.files.workbooks import harmless, lines_needed
from costmodel.language.language import Language
from costmodel.report.tables import Column, Table, number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK, ACCENT, SOFT, LINE = "#15202B", "#14598C", "#E3EFF7", "#B9C4CD"
FORMATS = {
    "text": "@",
    "money": "#,##0;[Red]-#,##0",
    "number": "#,##0.0",
    "share": "0.0%",
    "count": "#,##0.#",
    "ratio": "0.00",
}
WIDTHS = {"text": 30.0, "money": 15.0, "number": 12.0, "share": 11.0, "count": 13.0, "ratio": 11.0}
WIDEST = 60
FEWEST = 6  # columns that a sentence is broken over
LINE_HEIGHT = 15.5  # points
FONT = {"font_name": "Calibri", "font_size": 11, "font_color": INK}


class InALanguage(Protocol):
    """What a workbook asks its contents for: the language."""

    @property
    def says(self) -> Language: ...


Of = TypeVar("Of", bound=InALanguage)


@dataclass
class Book(Generic[Of]):
    """A workbook while it is written.

    Attributes:
        book: the file.
        contents: what it is about.
        foot: of each printed sheet.
        made: its formats.
    """

    book: Any
    contents: Of
    foot: str
    made: dict[str, Format] = field(default_factory=dict)

    def look(self, kind: str = "text", **more: Any) -> Format:
        """A cell format, made once."""
        key = f"{kind} {sorted(more.items())}"
        if key not in self.made:
            wrapped = {"text_wrap": True, "valign": "top", "indent": 1} if kind == "text" else {"valign": "top"}
            self.made[key] = self.book.add_format({**FONT, "num_format": FORMATS[kind], **wrapped, **more})
        return self.made[key]

    def sheet(self, key: str, title: str, named: str = "") -> Worksheet:
        """A sheet with its title in the first row, ready to be printed on one page's width; `named` is its own name."""
        sheet: Worksheet = self.book.add_worksheet(named or self.contents.says(f"sheet {key}"))
        sheet.write_string(0, 0, title, self.book.add_format({**FONT, "bold": True, "font_size": 15}))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{self.foot}&R&8&P / &N")
        return sheet

    def note(self, sheet: Worksheet, row: int, text: str, table: Table | None = None) -> int:
        """A sentence in a row of its own, as wide as a table so that it widens no page; the next row."""
        widths = [15.0] * FEWEST if table is None else [_width(table, place) for place in range(len(table.columns))]
        widths += [9.0] * (FEWEST - len(widths))
        look = self.look(italic=True, font_color="#55636F")
        sheet.merge_range(row, 0, row, len(widths) - 1, "", look)
        sheet.write_string(row, 0, harmless(text), look)
        sheet.set_row(row, LINE_HEIGHT * lines_needed([(text, sum(widths))]))
        return row + 1

    def heading(self, sheet: Worksheet, row: int, text: str) -> int:
        """The title of a table in a row of its own; the next row."""
        sheet.write_string(row, 0, harmless(text), self.book.add_format({**FONT, "bold": True, "font_size": 12}))
        return row + 1

    def put(self, sheet: Worksheet, table: Table, row: int, *, widths: bool = True) -> int:
        """A table with its heading in `row`; the row after it.

        Sums are formulas; the value that the model has for them is stored beside, for viewers that do not calculate.
        """
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "valign": "vcenter", "text_wrap": True}
        for place, column in enumerate(table.columns):
            look = self.look("text", align="left" if column.kind == "text" else "right", **head)
            sheet.write_string(row, place, harmless(column.name), look)
            if widths:
                sheet.set_column(place, place, _width(table, place))
        sheet.set_row(row, 32)
        filled = table.filled()
        first, last = row + 1, row + len(table.rows)
        for line, cells in enumerate(filled):
            total = line == len(table.rows)
            wide = [(str(cell), _width(table, place)) for place, cell in enumerate(cells) if isinstance(cell, str)]
            sheet.set_row(first + line, LINE_HEIGHT * lines_needed(wide))
            more = {"bold": True, "top": 1, "bg_color": SOFT} if total else {"bottom": 4, "bottom_color": LINE}
            for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                look = self.look(column.kind, **more)
                formula = _formula(column, place, first + line, first, last, total)
                if formula:
                    sheet.write_formula(first + line, place, formula, look, number(cell))
                elif isinstance(cell, str):
                    text = look if column.kind == "text" else self.look(column.kind, align="right", **more)
                    sheet.write_string(first + line, place, harmless(cell), text)
                elif cell is None:
                    sheet.write_blank(first + line, place, None, look)
                else:
                    sheet.write_number(first + line, place, cell, look)
        return first + len(filled)


def _formula(column: Column, place: int, row: int, first: int, last: int, total: bool) -> str:
    from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

    name = xl_col_to_name(place)
    if total and column.adds:
        return f"=SUM({name}{first + 1}:{name}{last + 1})"
    if column.across:
        ends = xl_rowcol_to_cell(row, column.across[0]), xl_rowcol_to_cell(row, column.across[-1])
        return f"=SUM({':'.join(ends)})"
    if column.apart is not None:
        first_of, second_of = (xl_rowcol_to_cell(row, one) for one in column.apart)
        return f"={second_of}-{first_of}"
    if column.part_of is not None:
        of = xl_col_to_name(column.part_of)
        return f"=IF({of}${last + 2}=0,0,{of}{row + 1}/{of}${last + 2})"
    return ""


def _width(table: Table, place: int) -> float:
    column = table.columns[place]
    if column.kind != "text":
        return max(WIDTHS[column.kind], min(len(column.name) + 1.0, 18.0))
    longest = max((len(str(row[place])) for row in table.rows), default=0)
    return float(min(max(longest + 2, 14), WIDEST))
