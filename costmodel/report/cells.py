"""How a table of numbers is written for people: its cells as text, and the whole as HTML, on a page or in a report."""

from __future__ import annotations

from costmodel.language.language import Language
from costmodel.language.symbols import NO_FIGURE
from costmodel.pictures.markup import Markup, tag
from costmodel.report.adding_up import in_whole_units
from costmodel.report.tables import Cell, Column, Table


def written(table: Table, says: Language) -> list[list[str]]:
    """All rows as text, the row of sums last where there is one; what adds up adds up as it is written."""
    whole = in_whole_units(table)
    return [
        [
            cell_text(whole.get((line, place), cell), column, says)
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
        ]
        for line, row in enumerate(table.filled())
    ]


def cell_text(cell: Cell, column: Column, says: Language) -> str:
    """A cell as text."""
    if cell is None:
        return NO_FIGURE if column.kind != "text" else ""
    if isinstance(cell, str):
        return cell
    match column.kind:
        case "share":
            return says.number(100 * cell, 1) + " %"
        case "number":
            return says.number(cell, 1)
        case "ratio":
            return says.number(cell, 2)
        case _:
            return says.number(cell)


def as_html(table: Table, says: Language) -> Markup:
    """The table as HTML: numbers have the class `right`, the row of sums has the class `total`."""
    right = ["" if column.kind == "text" else "right" for column in table.columns]
    rows = written(table, says)
    last = len(rows) - 1 if table.whole else len(rows)
    body = [
        tag("tr", *_cells("td", row, right), class_="total" if place == last else "row")
        for place, row in enumerate(rows)
    ]
    head = tag("tr", *_cells("th", [column.name for column in table.columns], right))
    return tag("table", tag("thead", head), tag("tbody", *body))


def _cells(kind: str, cells: list[str], looks: list[str]) -> list[Markup]:
    return [tag(kind, cell, class_=look) if look else tag(kind, cell) for cell, look in zip(cells, looks, strict=True)]
