"""Every figure of the baseline and of each scenario, frozen: written anew by this script, compared by the suite.

A changed figure is a decision. Run ``python -m tests.reference.accept`` to see which figures moved and by how much;
with ``--accept`` the table is written anew. Say in the CHANGELOG why, and what moves by how much.
"""

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import costmodel as cm

TABLE = Path(__file__).parent / "figures.csv"
SAMPLES, SEED = 8192, 3
BASELINE = "baseline"
ALONE = "baseline, nothing from experience"
CUTS = ("category", "phase", "item", "layer", "payee", "scope")
POINTS = ("first_estimate", "covered", "chance_within", "reaches_production", "cost_per_success", "share_waiting")
SHARES = (0.01, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99)
FIGURES = ("total", "to_go_live", "after_go_live", "go_live")
COLUMNS = ("case", "table", "row", "column", "value")

Key = tuple[str, str, str, str]


def cases() -> Iterator[tuple[str, list[str]]]:
    """The name of each case and its scenarios; `mlops` also on top of a case, and the baseline without experience."""
    yield BASELINE, []
    for name in cm.scenarios():
        yield name, [name]
    yield "credit_scoring+mlops", ["credit_scoring", "mlops"]
    yield ALONE, []


def figures_of(case: str, scenarios: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """Table, row, column and value of every figure of one case."""
    assumptions = cm.load(scenarios=scenarios)
    if case == ALONE:
        assumptions = assumptions.with_changes({"discrepancy.stage": 0})
    est = cm.estimate(assumptions, samples=SAMPLES, seed=SEED)
    yield from _cells("summary", est.summary())
    yield from _cells("go_live", est.go_live_figures())
    for cut in CUTS:
        yield from _cells(f"by {cut}", est.by(cut))
    yield from _cells("timeline", est.timeline().set_index("activity"))
    for of in FIGURES:
        for share in SHARES:
            yield "quantile", of, f"{share:g}", est.quantile(share, of=of)
    for name in POINTS:
        yield "point", name, "", float(getattr(est, name))
    yield "point", "still_in_production", "36", est.still_in_production(36)
    yield from ((f"layer to go-live {name}", "", "mean", float(values.mean())) for name, values in est.layers.items())
    yield from _cells("cash flow by fiscal year", est.cash_flow(every="fiscal_year", by="category"))
    yield from _cells("capital: periods", cm.capital_and_operating(est).periods)
    yield from _cells("capital: lines", cm.capital_and_operating(est).lines)
    yield from _cells("accounts", cm.accounts(est))
    yield from _cells("prices of the day", cm.escalated_cash_flow(est))
    present = cm.present_value(est)
    yield "present value", "mean", "", float(present.values.mean())
    yield from _cells("cash view", cm.cash_view(est).table)
    staffing = cm.staffing_plan(est)
    yield from _cells("staffing: peaks", staffing.peaks)
    yield from _cells("staffing: person-days", staffing.person_days)


def _cells(name: str, table: pd.DataFrame) -> Iterator[tuple[str, str, str, float]]:
    """The numbers of a table; texts are words, and words may change."""
    for place, (row, values) in enumerate(table.iterrows()):
        label = " / ".join(map(str, row)) if isinstance(row, tuple) else str(row)
        label = label if table.index.is_unique else f"{label} #{place}"
        for column, value in values.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield name, label, " / ".join(column) if isinstance(column, tuple) else str(column), float(value)


def computed() -> dict[Key, float]:
    """Every figure of every case by its key."""
    found: dict[Key, float] = {}
    for case, scenarios in cases():
        for table, row, column, value in figures_of(case, scenarios):
            key = (case, table, row, column)
            assert key not in found, f"two figures have the key {key}"
            found[key] = value
    return found


def frozen() -> dict[Key, float]:
    """The accepted table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {tuple(row[:-1]): float(row[-1]) for row in list(csv.reader(file))[1:]}  # type: ignore[misc]


def moved(now: Mapping[Key, float], before: Mapping[Key, float], tolerance: float) -> list[str]:
    """A sentence for each figure that is new, gone, or differs by more than a relative tolerance."""
    told = [f"{' | '.join(key)}: {before[key]!r} is gone" for key in before.keys() - now.keys()]
    for key, value in now.items():
        if key not in before:
            told.append(f"{' | '.join(key)}: {value!r} is new")
        elif not _near(value, before[key], tolerance):
            told.append(f"{' | '.join(key)}: {before[key]!r} -> {value!r}")
    return sorted(told)


def _near(one: float, other: float, tolerance: float) -> bool:
    same = one == other or (one != one and other != other)  # noqa: PLR0124 - not a number equals nothing
    return same or abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-3)


def write(figures: Mapping[Key, float]) -> None:
    """The table anew, each number with all its digits."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows: Any = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows([*key, repr(value)] for key, value in figures.items())


def main(arguments: list[str]) -> int:
    """Tell what moved, to the last bit; with ``--accept``, write it down."""
    now = computed()
    told = moved(now, frozen() if TABLE.is_file() else {}, tolerance=0.0)
    print("\n".join(told[:200]) or f"All {len(now):,} figures are as they were, to the last bit.")  # noqa: T201
    if "--accept" in arguments:
        write(now)
    return int(bool(told) and "--accept" not in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
