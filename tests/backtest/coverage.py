"""Whether ranges hold what they promise: public sets of finished work against two forecasts. `make backtest`

Both leave each project out once and predict it from the others: own projects alone, as `cm.coverage` does; and the
model's own range around the others' median, with what experience adds at the stage of the set. All that is known here
of a set is its summary in `sets.csv`, so a share is read between quantiles of it: right to about two hundredths. What
leaving one out does to mean, spread and median follows from the summary exactly, since it hangs on the one alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

import costmodel as cm
from costmodel.initiative.discrepancy import STAGE, STAGES
from tests.backtest.summarise import SHARES, TABLE

LEVEL = 0.8
SAMPLES = 8192


@dataclass(frozen=True)
class Summary:
    """One set: the natural logarithm of actual over estimated, by its quantiles at `SHARES`."""

    name: str
    of: str
    stage: str
    whole_projects: bool
    source: str
    projects: int
    mean: float
    sd: float
    leave_one_out: float  # by `cm.coverage` on the projects themselves, when they were summarised
    quantiles: tuple[float, ...]

    def at(self, share: float) -> float:
        """The logarithm that a share of the projects does not exceed."""
        return float(np.interp(share, SHARES, self.quantiles))

    def between(self, low: float, high: float) -> float:
        """The share of projects from one logarithm to another, both included."""
        known = np.array(self.quantiles) + 1e-9 * np.arange(len(SHARES))  # many may have ended just as estimated
        below, up_to = np.interp([low - 1e-6, high + 1e-6], known, SHARES, left=SHARES[0] / 2, right=1 - SHARES[0] / 2)
        return float(up_to - below)


def summaries() -> list[Summary]:
    """Every set of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Summary(
                row["set"],
                row["of"],
                row["stage"],
                row["whole_projects"] == "1",
                row["source"],
                int(row["projects"]),
                *(float(row[key]) for key in ("ln_mean", "ln_sd", "leave_one_out")),
                tuple(float(value) for key, value in row.items() if key.startswith("q")),
            )
            for row in csv.DictReader(file)
        ]


def by_own_projects(of: Summary) -> float:
    """The share of projects inside the central interval that the others of the set predict for them."""
    n, grid = of.projects, np.linspace(of.mean - 8 * of.sd, of.mean + 8 * of.sd, 20_001)
    mean = (n * of.mean - grid) / (n - 1)
    squares = (n - 1) * of.sd**2 - (grid - of.mean) ** 2 * n / (n - 1)  # about the others' mean
    sd = np.sqrt(np.maximum(squares, 1e-12) / (n - 2))
    place = stdtr(n - 2, (grid - mean) / (sd * np.sqrt(1 + 1 / (n - 1))))
    inside = grid[np.abs(place - 0.5) <= LEVEL / 2]
    return of.between(float(inside[0]), float(inside[-1]))


def by_the_model(of: Summary, low: float, high: float) -> float:
    """The share inside the model's own interval about the others' median.

    Args:
        of: the set.
        low, high: logarithms of the ends of the interval over its median.
    """
    rank = 0.5 / (of.projects - 1)  # leaving one out moves the median by half a place, away from it
    return of.between(of.at(0.5 + rank) + low, of.at(0.5 - rank) + high)


def intervals() -> dict[tuple[str, str], tuple[float, float]]:
    """The model's central interval over its median, in logarithms, by stage and by what is counted."""
    found = {}
    for stage in sorted({one.stage for one in summaries() if one.stage}):
        est = cm.estimate(cm.load().with_changes({STAGE: STAGES.index(stage)}), SAMPLES)
        for of, figure in (("effort", "to_go_live"), ("schedule", "go_live")):
            low, middle, high = (est.quantile(share, of=figure) for share in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
            found[stage, of] = float(np.log(low / middle)), float(np.log(high / middle))
    return found


@dataclass(frozen=True)
class Covered:
    """One set with what was covered of it; `model` is None for tasks, of which the model has no range."""

    of: Summary
    own: float
    model: float | None


def covered() -> list[Covered]:
    """Every set with its coverage."""
    known = intervals()
    return [
        Covered(of, by_own_projects(of), by_the_model(of, *known[of.stage, of.of]) if of.stage else None)
        for of in summaries()
    ]


def mean_of_whole_projects(sets: list[Covered]) -> tuple[float, float]:
    """Coverage of the five sets of whole projects on average: by own projects, by the model."""
    five = [one for one in sets if one.of.whole_projects]
    return float(np.mean([one.own for one in five])), float(np.mean([one.model for one in five if one.model]))


def _rows() -> Iterator[tuple[str, ...]]:
    sets = covered()
    for one in sets:
        of, p10, p50, p90 = one.of, *(np.exp(one.of.at(share)) for share in (0.1, 0.5, 0.9))
        yield (
            f"{of.name}, {of.of} ({of.source})",
            f"{of.projects:,}",
            f"{p10:.2f} / {p50:.2f} / {p90:.2f}",
            f"{p90 / p50:.2f}",
            f"{of.leave_one_out:.2f}",
            f"{one.own:.2f}",
            of.stage or "none",
            "none" if one.model is None else f"{one.model:.2f}",
        )
    own, model = mean_of_whole_projects(sets)
    exact = np.mean([one.of.leave_one_out for one in sets if one.of.whole_projects])
    yield "mean of the first five", "", "", "", f"{exact:.2f}", f"{own:.2f}", "", f"{model:.2f}"


def table() -> str:
    """Coverage of the 80 % interval, set by set, as the page on the evidence shows it."""
    head = (
        *("set", "projects", "actual over estimated, P10 / P50 / P90", "P90 / P50"),
        *("own projects, exact", "from the summary", "stage", "the model's own range"),
    )
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ("---",) * len(head), *_rows()))


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201
