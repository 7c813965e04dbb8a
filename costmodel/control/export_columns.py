"""Where the table of an export begins, and in which of its columns a posting's date, account and amount stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from costmodel.control.export_dates import read_months
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.headings import PARTS, Headings, plainly

HEADINGS_WITHIN = 30  # lines; what stands above the headings is a title, a date of printing, a filter


class NoHeadingsError(AssumptionsError):
    """No line of a file has the headings of a list of postings."""


Cells = Sequence[tuple[int, tuple[Any, ...]]]  # line and its cells


def text_of(cell: Any) -> str:
    """A cell as a text; a whole number of Excel is written without a fraction, an empty cell is an empty text."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def found_headings(
    shown: str, cells: Cells, known: Headings, own: Mapping[str, str], faults: list[Fault]
) -> tuple[int, dict[str, int]]:
    """Which row holds the headings, and the place of each part in it.

    Raises:
        NoHeadingsError: none does.
    """
    parts = ", ".join(PARTS)
    faults += [Fault(shown, 1, "columns", f"no part {part!r}; there are {parts}") for part in own if part not in PARTS]
    for at, (line, row) in enumerate(cells[:HEADINGS_WITHIN]):
        names = [plainly("" if cell is None else cell) for cell in row]
        places = _places(names, known, own)
        if _is_enough(places):
            for part, heading in own.items():
                if part in PARTS and part not in places:
                    there = [name for name in names if name]
                    text = f"no heading {heading!r}{did_you_mean(plainly(heading), there)}"
                    faults.append(Fault(shown, line, part, text))
            faults += [
                Fault(shown, line, part, f"two columns are headed {names[place]!r}; say which is meant by another name")
                for part, place in places.items()
                if names.count(names[place]) > 1
            ]
            return at, places
    if faults:
        raise AssumptionsError(faults)
    first = [text_of(cell) for cell in cells[0][1] if text_of(cell)] if cells else []
    told = ", ".join(first[:8]) or "nothing"
    text = f"no line has headings for a date (or a month) and for an amount; the first holds {told}"
    raise NoHeadingsError([Fault(shown, cells[0][0] if cells else 1, "", text)])


def _places(names: Sequence[str], known: Headings, own: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in PARTS:
        wanted = [plainly(own[part])] if part in own else known.columns[part]
        place = next((names.index(one) for one in wanted if one in names), None)
        if place is not None:
            found[part] = place
    return found


def _is_enough(places: Mapping[str, int]) -> bool:
    dated = "date" in places or "month" in places
    return dated and ("amount" in places or {"debit", "credit"} <= places.keys())


def refuse_postings_above(shown: str, above: Cells, places: Mapping[str, int], faults: list[Fault]) -> None:
    """No posting is lost because it stands above the headings."""
    date = places.get("date", places.get("month", 0))
    for line, cells in above:
        cell = cells[date] if date < len(cells) else None
        counted = "date" not in places and text_of(cell).isdecimal()
        if counted or isinstance(read_months([cell])[0], int):
            faults.append(Fault(shown, line, "", "stands above the headings and looks like a posting"))
