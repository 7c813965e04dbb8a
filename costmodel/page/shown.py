"""How the cells of a table are written for people, in a page and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from costmodel import report
from costmodel.contents import Contents
from costmodel.sentences import Language
from costmodel.tabulated import Cell, Column, Table

# What a table is called where its name as a sheet of the workbook would be too short.
TITLES = {"plan": "plan title"} | {
    key: f"{key} title" for key in ("drivers", "risks", "actions", "stages", "outside", "quality", "checklist")
}


def written(table: Table, says: Language) -> list[list[str]]:
    """All rows as text, the row of sums last where there is one."""
    return [
        [cell_text(cell, column, says) for column, cell in zip(table.columns, row, strict=True)]
        for row in table.filled()
    ]


def cell_text(cell: Cell, column: Column, says: Language) -> str:
    """A cell as text."""
    if cell is None:
        return report.NONE if column.kind != "text" else ""
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


def assumption_rows(contents: Contents) -> Iterator[list[str]]:
    """Each assumption: name, meaning, what is believed, source, place, and what overrode it and why."""
    assumptions = contents.est.assumptions
    for name, belief in assumptions.items():
        change, origin = assumptions.last_change(name), assumptions.origins.get(name)
        yield [
            name,
            belief.meaning,
            report.believed(belief),
            "; ".join(map(str, belief.source)),
            str(origin) if origin is not None else "",
            f"{change.by}: {change.why}" if change is not None else "",
        ]
