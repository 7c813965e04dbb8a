"""Whole units of money that add up: how a table is rounded so that whoever adds its cells gets its sums."""

from __future__ import annotations

from collections.abc import Sequence

from costmodel.report.tables import Table, number


def in_whole_units(table: Table) -> dict[tuple[int, int], float]:
    """The cells of a table of money by place (row, column) in whole units, so that rows and columns add up as written.

    The grand total is rounded as usual; sums of rows and of columns are rounded to it, and the cells to those. Each
    is one of the two whole numbers around its amount, as far as both ways of adding allow. Cells that are shares of
    something, and columns that do not add up, are no part of it.

    Args:
        table: with a row of sums.
    """
    if not table.whole:
        return {}
    filled = table.filled()
    rows, found = filled[:-1], dict[tuple[int, int], float]()

    def column_by_itself(place: int) -> None:
        amounts = [number(row[place]) for row in rows]
        values = rounded(amounts, round(sum(amounts)))
        found.update({(row, place): value for row, value in enumerate([*values, sum(values)])})

    added = [place for place, column in enumerate(table.columns) if column.adds and column.kind == "money"]
    across = {place: table.columns[place].across for place in added if table.columns[place].across}
    within = {part for parts in across.values() for part in parts}
    for place in added:
        if place not in within or place in across:
            column_by_itself(place)
    for target, parts in across.items():
        if len(parts) == 2 and (0, parts[0]) not in found:
            column_by_itself(parts[0])  # as it is written in other tables; the other part is the difference
        inside = [place for place in parts if (0, place) not in found]
        given = [place for place in parts if place not in inside]
        sums = [found[row, target] - sum(found[row, place] for place in given) for row in range(len(rows))]
        if inside:
            totals = rounded([number(filled[-1][place]) for place in inside], sum(sums))
            cells = matrix([[number(row[place]) for place in inside] for row in rows], sums, totals)
            for row, values in enumerate([*cells, totals]):
                found.update({(row, place): value for place, value in zip(inside, values, strict=True)})
    return found | _apart(table, found)


def _apart(table: Table, found: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The cells of columns that are the difference of two others, as those are written."""
    wanted = {place: column.apart for place, column in enumerate(table.columns) if column.apart is not None}
    return {
        (row, place): found[row, second] - found[row, first]
        for place, (first, second) in wanted.items()
        for row in range(len(table.rows) + 1)
    }


def rounded(amounts: Sequence[float], total: float) -> list[float]:
    """Whole numbers next to the amounts that add up to a whole total; those that lose most by it go up first.

    >>> rounded([1.4, 1.4, 1.2], 4)
    [2.0, 1.0, 1.0]
    """
    found = [float(amount // 1) for amount in amounts]
    missing = round(total - sum(found))
    by_loss = sorted(range(len(found)), key=lambda place: (found[place] - amounts[place], place))
    for step in range(abs(missing) if found else 0):
        order = by_loss if missing > 0 else by_loss[::-1]
        found[order[step % len(order)]] += 1 if missing > 0 else -1
    return found


def matrix(cells: Sequence[Sequence[float]], sums: Sequence[float], totals: Sequence[float]) -> list[list[float]]:
    """Whole numbers near the cells whose rows add up to `sums` and whose columns add up to `totals`.

    Rows are rounded to their sums first. Where a column then has too much and another too little, a unit goes from the
    one to the other in the row in which that changes least, until both ways add up.
    """
    found = [rounded(row, total) for row, total in zip(cells, sums, strict=True)]
    over = [sum(row[place] for row in found) - total for place, total in enumerate(totals)]
    while any(over) and found:
        takes = max(range(len(over)), key=lambda place: over[place])
        gives = min(range(len(over)), key=lambda place: over[place])
        if over[takes] <= 0 or over[gives] >= 0:
            break  # rows and columns ask for different grand totals

        def cost(row: int, takes: int = takes, gives: int = gives) -> float:
            return cells[row][takes] - found[row][takes] - (cells[row][gives] - found[row][gives])

        row = min(range(len(found)), key=cost)
        found[row][takes] -= 1
        found[row][gives] += 1
        over[takes] -= 1
        over[gives] += 1
    return found
