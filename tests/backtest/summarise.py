"""Public sets of finished work as summaries: quantiles of the logarithm of actual over estimated, set by set.

The sets themselves are not part of this repository: their collections state no licence. Whoever wants to see where a
summary comes from clones the three collections at the commits that `sets.csv` names and runs

    python -m tests.backtest.summarise ESEUR-code-data Software-estimation-datasets SiP_dataset

which writes `sets.csv` anew. A set is added by a function that reads its ratios, and a line in `SETS`.
"""

from __future__ import annotations

import csv
import io
import lzma
import sys
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from costmodel.review.own_projects import Project, coverage

TABLE = Path(__file__).parent / "sets.csv"
SHARES = tuple(round(0.025 * k, 3) for k in range(1, 40))

ESEUR, DATASETS, SIP = "ESEUR-code-data", "Software-estimation-datasets", "SiP_dataset"
COMMITS = {
    ESEUR: "1a49d102b38680531cb1d79ca131510b11b64e06",
    DATASETS: "e3fbd4faa2a5aec94b06535369664c3ebbcbac39",
    SIP: "eb5fedc7d57b8520eb83d7db317831e9485e11a4",
}

Ratios = Iterator[float]


def _packed(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(lzma.decompress(file.read_bytes()).decode("utf-8"))))


def _known(actual: str, estimated: str) -> Ratios:
    """The ratio of two amounts, where both are known and above zero."""
    try:
        if float(estimated) > 0 and float(actual) > 0:
            yield float(actual) / float(estimated)
    except ValueError:
        return  # NA or a question mark


def _columns(file: Path, actual: str, estimated: str) -> Ratios:
    for row in _packed(file):
        yield from _known(row[actual], row[estimated])


def norwegian_effort(file: Path) -> Ratios:
    return _columns(file, "Actual_hrs", "Estimate_hrs")


def norwegian_days(file: Path) -> Ratios:
    return _columns(file, "Actual_days", "Estimate_days")


def customer_collaboration(file: Path) -> Ratios:
    return _columns(file, "Actual", "Estimated")


def small_tasks(file: Path) -> Ratios:
    return _columns(file, "Actual effort", "Estimated effort")


def issues_in_a_tracker(file: Path) -> Ratios:
    return _columns(file, "Time Spent", "Original Estimate")


def _outsourcer(file: Path) -> list[list[str]]:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return [line.split(",") for line in lines if line[:1].isdigit()]


def outsourcer_effort(file: Path) -> Ratios:
    """Actual effort against the first estimate."""
    for row in _outsourcer(file):
        yield from _known(row[5], row[8])


def outsourcer_days(file: Path) -> Ratios:
    """Actual duration against the days from the start to the estimated completion."""
    for row in _outsourcer(file):
        if "?" not in (row[3], row[7]):
            planned = (date.fromisoformat(row[7]) - date.fromisoformat(row[3])).days
            yield from _known(row[4], str(planned))


def target_dates(file: Path) -> Ratios:
    """Actual duration against the first estimate of each project, which was a target date."""
    seen: set[str] = set()
    for row in _packed(file):
        if row["Project Code"] not in seen:
            seen.add(row["Project Code"])
            start, first, release = (_american(row[key]) for key in ("Start Date", "First Est", "Actual Release"))
            yield from _known(str((release - start).days), str((first - start).days))


def _american(written: str) -> date:
    return datetime.strptime(written, "%m/%d/%y").replace(tzinfo=UTC).date()


def team_software_process(file: Path) -> Ratios:
    """Actual against planned time of all finished tasks of a project that were planned."""
    planned, actual = defaultdict[str, float](float), defaultdict[str, float](float)
    with tarfile.open(file) as archive:
        packed = archive.extractfile("data/CESAW_task_fact.csv.xz")
        assert packed is not None
        text = lzma.decompress(packed.read()).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        plan, done = float(row["task_plan_time_minutes"]), float(row["task_actual_time_minutes"])
        if plan > 0 and done > 0:
            planned[row["project_key"]] += plan
            actual[row["project_key"]] += done
    return (actual[project] / planned[project] for project in planned)


def tasks_of_a_firm(file: Path) -> Ratios:
    """A task that several people worked on stands in several rows, each with the hours of all."""
    with file.open(encoding="latin-1", newline="") as rows:
        tasks = {row["TaskNumber"]: row for row in csv.DictReader(rows)}
    for row in tasks.values():
        yield from _known(row["HoursActual"], row["HoursEstimate"])


# Name, what is counted, stage of the estimate, whether one of the five sets of whole projects, source, file, reader.
SETS: tuple[tuple[str, str, str, bool, str, str, str, Callable[[Path], Ratios]], ...] = (
    (
        "in-house software, Norway",
        *("effort", "idea", True, "Molokken-Ostvold et al. 2004", ESEUR, "projects/RK31-surveycostestim.csv.xz"),
        norwegian_effort,
    ),
    (
        "one outsourcer",
        *("effort", "plan", True, "Kitchenham et al. 2002", ESEUR, "projects/82507128-kitchenham.arff"),
        outsourcer_effort,
    ),
    (
        "with customers' collaboration",
        *(
            "effort",
            "plan",
            True,
            "Molokken-Ostvold and Furulund",
            ESEUR,
            "projects/simula_0a.csv.xz",
        ),
        customer_collaboration,
    ),
    (
        "Team Software Process",
        *("effort", "plan", True, "Jones and Nichols 2021 (CESAW)", DATASETS, "CESAW.tgz"),
        team_software_process,
    ),
    (
        "target dates of one vendor",
        *("schedule", "idea", True, "Little 2006", ESEUR, "projects/Little06.csv.xz"),
        target_dates,
    ),
    (
        "in-house software, Norway",
        *("schedule", "idea", False, "Molokken-Ostvold et al. 2004", ESEUR, "projects/RK31-surveycostestim.csv.xz"),
        norwegian_days,
    ),
    (
        "one outsourcer",
        *("schedule", "plan", False, "Kitchenham et al. 2002", ESEUR, "projects/82507128-kitchenham.arff"),
        outsourcer_days,
    ),
    (
        "small tasks",
        *(
            "effort",
            "",
            False,
            "Jorgensen",
            ESEUR,
            "projects/Regression-models.csv.xz",
        ),
        small_tasks,
    ),
    (
        "tasks of one firm in ten years",
        *("effort", "", False, "Jones and Cullum 2019 (SiP)", SIP, "Sip-task-info.csv"),
        tasks_of_a_firm,
    ),
    (
        "issues in a tracker",
        *("effort", "", False, "Hemmati et al. 2018", ESEUR, "projects/hemmati2018.csv.xz"),
        issues_in_a_tracker,
    ),
)


def summary(ratios: list[float]) -> list[str]:
    """How many, mean and standard deviation of the logarithm, its quantiles, and the exact leave-one-out coverage."""
    logs = np.log(ratios)
    inside = coverage([Project(str(place), 1.0, one) for place, one in enumerate(ratios)], levels=(0.8,))
    found = [float(logs.mean()), float(logs.std(ddof=1)), float(inside.loc[0.8, "inside"])]
    return [str(len(ratios)), *(f"{one:.3f}" for one in (*found, *np.quantile(logs, SHARES)))]


def main(arguments: list[str]) -> None:
    """Write the table anew from the three collections, given by their folders."""
    folders = dict(zip((ESEUR, DATASETS, SIP), map(Path, arguments), strict=True))
    head = ("set", "of", "stage", "whole_projects", "source", "collection", "file", "commit", "licence")
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        quantiles = [f"q{1000 * share:03.0f}" for share in SHARES]
        table.writerow([*head, "projects", "ln_mean", "ln_sd", "leave_one_out", *quantiles])
        for name, of, stage, whole, source, collection, path, read in SETS:
            said = (name, of, stage, int(whole), source, f"github.com/Derek-Jones/{collection}", path)
            ratios = list(read(folders[collection] / path))
            table.writerow([*said, COMMITS[collection], "none stated", *summary(ratios)])


if __name__ == "__main__":
    main(sys.argv[1:])
