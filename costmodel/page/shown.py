"""What a page and paper both show: how the tables are called, and the assumptions row by row."""

from __future__ import annotations

from collections.abc import Iterator

from costmodel import report
from costmodel.contents import Contents

# What a table is called where its name as a sheet of the workbook would be too short.
TITLES = {"plan": "plan title"} | {
    key: f"{key} title" for key in ("drivers", "risks", "actions", "stages", "outside", "quality", "checklist")
}


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
