"""What a table is called on paper, and in which currency its money is."""

from __future__ import annotations

from costmodel.language.language import Language
from costmodel.report.tables import Table

# What a table is called where its name as a sheet of the workbook would be too short.
TITLES = {"waterfall": "waterfall"} | {
    key: f"{key} title"
    for key in ("drivers", "date_drivers", "risks", "actions", "stages", "outside", "quality", "checklist")
}


def title_of(table: Table, says: Language) -> str:
    """What a table is called on paper."""
    named = "short go-live" if table.key == "date" else TITLES.get(table.key, f"sheet {table.key}")
    return table.title or says(named)


def unit_of(table: Table, says: Language, currency: str) -> str:
    """In which currency the money of a table is; empty where it holds none."""
    money = any(column.kind == "money" for column in table.columns)
    return says("unit of money", currency=currency) if money else ""
