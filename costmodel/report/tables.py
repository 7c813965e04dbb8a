"""Tables of real numbers that say what adds up to what, so that a page and a workbook can both show them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "money", "number", "share", "count", "ratio"]  # count: a whole number; ratio: 1.25 times
Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: its heading.
        kind: how its cells are written.
        adds: its cells add up to the last row.
        across: its cells are the sums of these columns of the same row.
        apart: its cells are the second of these two columns of the same row less the first, in a table with a row of
            sums.
        part_of: its cells are the share that the cells of this column have in that column's sum.
        category: the cost category whose money it holds, where it is that of one.
    """

    name: str
    kind: Kind = "text"
    adds: bool = False
    across: tuple[int, ...] = ()
    apart: tuple[int, int] | None = None
    part_of: int | None = None
    category: str = ""


@dataclass(frozen=True)
class Table:
    """A table of real numbers; `whole` is its last row where the cells above do not add up to it (percentiles).

    Its title is that of its key, unless it has one of its own.

    A cell of a column with `across`, `apart` or `part_of` is left empty (None): whoever shows the table works it out,
    in a workbook by a live formula.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    whole: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""

    def filled(self) -> list[list[Cell]]:
        """All rows with what is worked out, the row of sums last where there is one."""
        rows = [list(row) for row in self.rows]
        whole: list[Cell] = list(self.whole)
        for place, column in enumerate(self.columns):
            if column.across:
                for row in rows:
                    row[place] = sum(number(row[one]) for one in column.across)
            if column.adds and whole:
                whole[place] = math.fsum(number(row[place]) for row in rows)
        for place, column in enumerate(self.columns):
            for row in (*rows, whole) if column.apart is not None and whole else ():
                row[place] = apart(column, row)
        for place, column in enumerate(self.columns):
            if column.part_of is not None and whole:
                divisor = number(whole[column.part_of]) or 1.0
                for row in (*rows, whole):
                    row[place] = number(row[column.part_of]) / divisor
        return [*rows, whole] if whole else rows


def apart(column: Column, row: Sequence[Cell]) -> float:
    """The difference that a column with `apart` holds in a row."""
    first, second = column.apart or (0, 0)
    return number(row[second]) - number(row[first])


def number(cell: Cell) -> float:
    """A cell's number; nothing counts as zero."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def finite(value: Any) -> float | None:
    """A number, or None for what is none."""
    found = float(value)
    return found if math.isfinite(found) else None
