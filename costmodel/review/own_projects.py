"""An organisation's own closed projects: read from a CSV file, weighed against a class, and how much they prove."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.csv_tables import read_csv
from costmodel.files.opening import UnreadableError
from costmodel.language.typed import read_cells
from costmodel.review.reference_classes import Ratios, quantile_of

if TYPE_CHECKING:
    import pandas as pd

    Projects = str | Path | pd.DataFrame | Iterable["Project"]

NUMBERS = ("estimate", "actual")
DATES = ("start", "planned_end", "end")
FEWEST = 3  # with fewer projects, even their spread is a guess


@dataclass(frozen=True)
class Project:
    """One closed project.

    Attributes:
        name: what it is called.
        estimate, actual: money (or effort, if both are) as approved, and as it became.
        start, planned_end, end: dates, where known.
    """

    name: str
    estimate: float
    actual: float
    start: date | None = None
    planned_end: date | None = None
    end: date | None = None

    def ratio(self, of: str = "cost") -> float | None:
        """Actual over planned cost, or "schedule"; None where dates are missing."""
        if of == "cost":
            return self.actual / self.estimate
        if self.start is None or self.planned_end is None or self.end is None:
            return None
        return (self.end - self.start).days / (self.planned_end - self.start).days


@dataclass(frozen=True)
class OwnRatios:
    """What the next project of the same organisation takes, if it is like its closed ones.

    The logarithms of the ratios are taken as normal with mean and spread unknown, so the next one follows Student's t
    (predictive distribution): few projects give wide percentiles by themselves.

    Attributes:
        ratios: actual over planned of each closed project, at least three.
    """

    ratios: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.ratios) < FEWEST:
            raise ValueError(f"{len(self.ratios)} closed projects prove nothing yet; {FEWEST} are the fewest")

    @property
    def _moments(self) -> tuple[int, float, float]:
        logs = np.log(self.ratios)
        return len(logs), float(logs.mean()), max(float(logs.std(ddof=1)), 1e-9)

    def below(self, ratio: float) -> float:
        """The probability that the next project ends at or below a ratio."""
        from scipy.special import stdtr

        n, mean, spread = self._moments
        return float(stdtr(n - 1, (math.log(ratio) - mean) / (spread * math.sqrt(1 + 1 / n))))

    def quantile(self, share: float) -> float:
        """The ratio that the next project does not exceed with this probability."""
        from scipy.special import stdtrit

        n, mean, spread = self._moments
        return math.exp(mean + spread * math.sqrt(1 + 1 / n) * float(stdtrit(n - 1, share)))

    def interval(self, share: float, confidence: float = 0.9) -> tuple[float, float]:
        """Between which ratios the organisation's true percentile lies, with this confidence: what they prove.

        Exact for normal logarithms (noncentral t; Hahn and Meeker, Statistical Intervals, section 4.4).
        """
        from scipy.special import nctdtrit, ndtri

        n, mean, spread = self._moments
        shift = float(ndtri(share)) * math.sqrt(n)
        low, high = (
            math.exp(mean + spread * float(nctdtrit(n - 1, shift, side)) / math.sqrt(n))
            for side in ((1 - confidence) / 2, (1 + confidence) / 2)
        )
        return low, high


@dataclass(frozen=True)
class Blend:
    """Own projects and a class together: a share `weight` of the own distribution, the rest of the class's."""

    own: Ratios
    weight: float
    other: Ratios

    def below(self, ratio: float) -> float:
        """The share at or below a ratio."""
        return self.weight * self.own.below(ratio) + (1 - self.weight) * self.other.below(ratio)

    def quantile(self, share: float) -> float:
        """The ratio that a share does not exceed."""
        return quantile_of(self.below, share)


def closed_projects(source: Projects, currency: str | None = None) -> tuple[Project, ...]:
    """Closed projects from a CSV file, a table or a list.

    A file has a row for each project and the columns name, estimate, actual; for schedules also start, planned_end
    and end (as 2026-12-31). Others are left alone. Comma, semicolon or tab between columns; numbers as people write
    them, and what the whole column leaves open (80.000) is refused.

    Args:
        source: the file, the table, or the projects themselves.
        currency: that may stand beside an amount; without it, none may.

    Raises:
        AssumptionsError: every fault as ``file:line: project: fault``: a missing column, a number that is none or not
            above zero or can be read in two ways, a date that is none, an end before the start.
    """
    if isinstance(source, (str, Path)):
        shown = Path(source).name
        try:
            columns, rows = read_csv(source)
        except UnreadableError as error:
            raise AssumptionsError([Fault(shown, 1, "", str(error))]) from None
        return _checked(rows, columns, shown, currency)
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        columns = tuple(map(str, source.columns))
        return _checked(list(enumerate(_records(source), start=2)), columns, "projects", currency)
    return tuple(source)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    bare = table.astype(object).where(table.notna(), None)
    return [dict(zip(map(str, bare.columns), row, strict=True)) for row in bare.itertuples(index=False)]


def _checked(
    rows: Sequence[tuple[int, Mapping[str, Any]]], columns: Sequence[str], shown: str, currency: str | None
) -> tuple[Project, ...]:
    faults = [
        Fault(shown, 1, "", f"column {name!r} is missing{did_you_mean(name, columns)}")
        for name in ("name", *NUMBERS)
        if name not in columns
    ]
    if faults:
        raise AssumptionsError(faults)
    amounts = {key: read_cells((row[key] for _, row in rows), currency) for key in NUMBERS}
    projects = []
    for place, (line, row) in enumerate(rows):
        name = str(row.get("name") or f"row {line}").strip()
        found: dict[str, Any] = {"name": name}
        for key in (*NUMBERS, *DATES):
            try:
                found[key] = _amount(row[key], amounts[key][place]) if key in NUMBERS else _date(row.get(key))
            except ValueError as error:
                faults.append(Fault(shown, line, name, f"{key} {error}"))
        start = found.get("start")
        faults += [
            Fault(shown, line, name, f"{key} is not after start")
            for key in ("planned_end", "end")
            if start is not None and found.get(key) is not None and found[key] <= start
        ]
        if len(found) == 1 + len(NUMBERS) + len(DATES):
            projects.append(Project(**found))
    if not rows:
        faults.append(Fault(shown, 1, "", "holds no projects"))
    if faults:
        raise AssumptionsError(faults)
    return tuple(projects)


def _amount(written: Any, read: float | str) -> float:
    if written is None or str(written).strip() == "":
        raise ValueError("is missing; only closed projects, with both, prove anything")
    if isinstance(read, str):
        raise ValueError(read)
    if read <= 0:
        raise ValueError(f"{written!r} is not above zero")
    return read


def _date(written: Any) -> date | None:
    if written is None or str(written).strip() in ("", "NaT"):
        return None
    try:
        return date.fromisoformat(str(written).strip()[:10])
    except ValueError:
        raise ValueError(f"{written!r} is not a date such as 2026-12-31") from None


def ratios_of(projects: Iterable[Project], of: str = "cost") -> tuple[float, ...]:
    """Actual over planned of the projects for which it is known."""
    return tuple(ratio for project in projects if (ratio := project.ratio(of)) is not None)


def coverage(
    projects: Projects,
    of: str = "cost",
    levels: Sequence[float] = (0.5, 0.8, 0.9),
) -> pd.DataFrame:
    """How often what own projects predict came true: each is left out once and predicted from the others.

    Args:
        projects: as for `closed_projects`; at least four with a ratio.
        of: "cost" or "schedule".
        levels: probabilities.

    Returns:
        a row for each level: `inside`, the share of projects inside their central interval of that probability;
        `within`, the share at or below their percentile; `low`, `high`: between which shares nine of ten honest
        predictions of so many projects would lie; `projects`: how many there are.

    Raises:
        AssumptionsError: faults in the file.
        ValueError: fewer than four projects, or a level that is not between 0 and 1.
    """
    import pandas as pd

    ratios = ratios_of(closed_projects(projects), of)
    if len(ratios) <= FEWEST:
        raise ValueError(f"{len(ratios)} closed projects: leaving one out needs at least {FEWEST + 1}")
    if not all(0 < level < 1 for level in levels):
        raise ValueError("a level lies between 0 and 1")
    places = np.array([OwnRatios(ratios[:out] + ratios[out + 1 :]).below(ratio) for out, ratio in enumerate(ratios)])
    rows = []
    for level in levels:
        low, high = _honest(len(ratios), level)
        rows.append(
            {
                "inside": float(np.mean(np.abs(places - 0.5) <= level / 2)),
                "within": float(np.mean(places <= level)),
                "low": low,
                "high": high,
                "projects": len(ratios),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(list(levels), name="level"))


def _honest(projects: int, level: float) -> tuple[float, float]:
    """The shares between which a binomial share lies nine times in ten, at least."""
    from scipy.special import bdtr

    counts = np.arange(projects + 1)
    below = bdtr(counts, projects, level)
    low = int(np.searchsorted(below, 0.05, side="right"))
    high = int(np.searchsorted(below, 0.95, side="left"))
    return low / projects, min(high, projects) / projects
