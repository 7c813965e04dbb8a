"""Which rows of the table of directions differ from what is computed, and which names have come or gone.

``python -m tests.effects.accept`` tells it; with ``--accept`` rows of new names are added, in the first known case in
which they act, and rows of names that are gone are dropped. What differs is for a person to judge: a sign that turned
is a fault until somebody says why it is none.
"""

from __future__ import annotations

import csv
import sys

import costmodel as cm
from tests.effects.directions import BASELINE, ELSEWHERE, EXPECTED, FIGURES, SILENT, direction, rows

COLUMNS = ("assumption", "case", *FIGURES, "elsewhere", "why")


def added(name: str, cases: list[str]) -> dict[str, str] | None:
    """The row of a new name, or None where it acts in no known case."""
    for text in cases:
        found = {figure: direction(text, name, of) for figure, of in FIGURES.items()}
        if set(found.values()) != {"none"}:
            return {"assumption": name, "case": text, **found, "elsewhere": "", "why": ""}
    for figure, of in ELSEWHERE.items():
        if (way := direction(BASELINE, name, of)) != "none":
            return {"assumption": name, "case": BASELINE, **found, "elsewhere": f"{figure} {way}", "why": ""}
    return None


def main(accept: bool) -> None:
    """Tells what differs; writes what came and went if asked."""
    told = list[str]()
    shipped, table = cm.load(), list(rows(EXPECTED))
    known = {row["assumption"] for row in (*table, *rows(SILENT))}
    kept = [row for row in table if row["assumption"] in shipped]
    for name in sorted(known - set(shipped)):
        told.append(f"gone: {name}")
    for row in kept:
        found = {figure: direction(row["case"], row["assumption"], of) for figure, of in FIGURES.items()}
        if turned := {one: way for one, way in found.items() if row[one] not in ("depends", way)}:
            told.append(f"turned: {row['assumption']} in {row['case']}: {turned}")
    tried = [row["case"] for row in table if "mitigation" not in row["case"]]
    cases = list(dict.fromkeys((BASELINE, *cm.scenarios(), *tried)))
    for name in shipped:
        if name not in known:
            new = added(name, cases)
            told.append(f"new: {new or f'{name} acts nowhere; see {SILENT.name}'}")
            kept += [new] if new else []
    print("\n".join(told) or f"All {len(table)} rows are as expected.")  # noqa: T201
    if accept:
        order = {name: place for place, name in enumerate(shipped)}
        with EXPECTED.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(kept, key=lambda row: order[row["assumption"]]))


if __name__ == "__main__":
    main("--accept" in sys.argv)
