"""How far an initiative is: which activities are finished, in which month, and which are running; kept in a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.files.opening import LARGEST_TABLE, UnreadableError, content
from costmodel.files.tree import baseline_folder
from costmodel.files.typed_numbers import certain, read_certain
from costmodel.files.writing import TABLE, write_whole

RUNNING, COLUMNS = "running", ("activity", "finished")
EXAMPLE, SPENT, INVOICE, CLOSED = (
    baseline_folder() / "workshop" / f"{name}.csv" for name in ("progress", "spent", "invoice", "closed")
)


@dataclass(frozen=True)
class Progress:
    """What has happened.

    Attributes:
        finished: activity -> the month in which it was finished, counted from the start.
        running: activities that have begun and are not finished.
    """

    finished: Mapping[str, float] = field(default_factory=dict)
    running: tuple[str, ...] = ()


def read_progress(path: str | Path, activities: Iterable[str]) -> Progress:
    """What a file says.

    Args:
        path: with the columns activity and finished (a month, or "running").
        activities: those of the plan.

    Raises:
        AssumptionsError: all faults, each with its line: no activity of the plan, no month; or it cannot be read.
    """
    known, faults = set(activities), list[Fault]()
    finished: dict[str, float] = {}
    running = []
    try:
        text = content(path, LARGEST_TABLE).decode("utf-8-sig")
    except (UnreadableError, UnicodeDecodeError) as error:
        raise AssumptionsError([Fault("", 0, Path(path).name, str(error))]) from None
    for line, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
        activity, told = (row.get(column) or "" for column in COLUMNS)
        if activity not in known:
            faults.append(Fault(Path(path).name, line, activity, Sentence("is no activity of the plan")))
        elif told == RUNNING:
            running.append(activity)
        else:
            try:
                finished[activity] = read_certain(told)
            except ValueError:
                faults.append(Fault(Path(path).name, line, activity, Sentence("{typed!r} is no month", typed=told)))
    if faults:
        raise AssumptionsError(faults)
    return Progress(finished, tuple(running))


def write_progress(path: str | Path, progress: Progress) -> Path:
    """Keep what has happened.

    Raises:
        OSError: the file cannot be written.
    """
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        [
            *((one, certain(month)) for one, month in progress.finished.items()),
            *((one, RUNNING) for one in progress.running),
        ]
    )
    write_whole(path, made.getvalue().encode(), TABLE, overwrite=True, make_folder=True)
    return Path(path)
