"""Who is needed when: full-time people by role and month, and where more is asked of a role than is there.

The effort is that of the ledger: a line of effort says whose it is and how many person-days it holds, and they are
spread over the window in which its money is spent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import quantile, sorted_quantile
from costmodel.errors import did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.phasing import known, period_ends, start_month
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import Case
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.kinds import Kind
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.windows import cumulative, grouped
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

Single = NDArray[np.float32]

KINDS = ("work", "repeats", "level_of_effort", "operation", "learning", "idle")
AT_WORK = ("work", "repeats", "level_of_effort", "operation")  # the kinds that the table of full-time people holds
# What a line of effort is called here; another kind is work, or operation once the system runs.
CALLED: Mapping[Kind, str] = {
    "idle": "idle",
    "learning": "learning",
    "level_of_effort": "level_of_effort",
    "repeat": "repeats",
}
MARKED = 0.05  # full-time equivalents, a day a month: less than this is not worth a talk; judgement
LATE = 0.9  # the table goes on until a year after go-live, where go-live is late but not the latest
OPERATION_SHOWN = 12  # months of operation in the table; after them it goes on as it is


@dataclass(frozen=True, eq=False)
class StaffingPlan:
    """Full-time people by role and period. A full-time equivalent is a month's working days, leave not deducted.

    Attributes:
        every: "month", "quarter" or "fiscal_year".
        confidences: of the percentiles; the highest one counts for what is over.
        table: a row for each (role, period); columns mean, a percentile for each confidence (p50, p80: full-time
            equivalents that suffice in so many courses), available (full-time equivalents, mean), over (by how much
            the need exceeds what is there in the same course, at the highest confidence; never below zero) and
            chance_over (share of courses in which it does so by `MARKED` or more).
        peaks: a row for each role, the highest need of any period, course by course: the percentiles of that need,
            available, over and chance_over as above (chance_over: of at least one such period). A short rush whose
            date is uncertain is hardly seen in any single period of the table, but here.
        person_days: a row for each role, mean person-days; columns of `KINDS`, total, and later: what of the work
            falls after the table's last period.
        working_days_per_month: of the calendar, mean.
    """

    every: str
    confidences: tuple[float, ...]
    table: pd.DataFrame = field(repr=False)
    peaks: pd.DataFrame = field(repr=False)
    person_days: pd.DataFrame = field(repr=False)
    working_days_per_month: float

    @property
    def over(self) -> pd.DataFrame:
        """Where more is asked of a role than is there, the largest gap first.

        Columns: the period, role, needed (at the highest confidence), available, by (full-time equivalents), chance.
        """
        highest = percent_name(max(self.confidences))
        rows = self.table[self.table["over"] >= MARKED].sort_values("over", ascending=False, kind="stable")
        names = {highest: "needed", "over": "by", "chance_over": "chance"}
        found = rows.reset_index().rename(columns=names)
        return found[[self.every, "role", "needed", "available", "by", "chance"]]

    def by_period(self, column: str = "p80") -> pd.DataFrame:
        """One column of the table, a row for each period and a column for each role."""
        return self.table[column].unstack("role")[list(self.person_days.index)]


def percent_name(share: float) -> str:
    """A percentile's column: p80 for 0.8."""
    return f"p{round(100 * share)}"


def roles_of(assumptions: Assumptions) -> tuple[str, ...]:
    """All roles that have a day rate, in the order of the files."""
    names = (name.split(".") for name in assumptions.beliefs if name.startswith("roles."))
    return tuple(parts[1] for parts in names if parts[2:] == ["day_rate"])


def effort_of(case: Case) -> dict[str, list[CostLine]]:
    """Role -> each line that holds some of its effort: person-days in some sample."""
    found: dict[str, list[CostLine]] = {role: [] for role in roles_of(case.inputs.assumptions)}
    for line in case.ledger.lines:
        if line.role is not None and line.days is not None and np.any(line.days):
            found[line.role].append(line)
    return found


def kind_of(line: CostLine) -> str:
    """To which of `KINDS` a line of effort belongs."""
    return CALLED.get(line.kind, "operation" if line.phase == "operate" else "work")


@kinds_told
def staffing_plan(
    est: Estimate,
    available: Mapping[str, float] | None = None,
    every: str = "month",
    confidences: Sequence[float] = (0.5, 0.8),
) -> StaffingPlan:
    """Full-time equivalents by role and period, carried through, from the start to a year after a late go-live.

    The person-days of an activity are spread evenly over the time in which it is worked on, those of its repeats over
    the time after it, steering from start to go-live, and the running of the system from go-live on. Divided by the
    working days of the period they are full-time equivalents. Two kinds are counted in `person_days` only: idle days,
    because nobody is short of somebody who waits, and learning, because training is the time of those who are trained
    and not of the role's people. Percentiles of roles or months do not add up; means do.

    A role is over where its activities run side by side and ask together for more than its people times their share
    of free time: the schedule lets each activity have the whole of it. Need and supply are compared course by course.

    Holds roles x periods x samples numbers of 4 bytes: some 16 MB for 10,000 samples by month.

    Args:
        est: the estimate.
        available: role -> full-time equivalents that are there; others as in the assumptions (people x availability).
        every: "month" (1 is the first), "quarter" or "fiscal_year".
        confidences: of the percentiles, 0.8 for "enough in 8 of 10 simulated courses".

    Raises:
        ValueError: an unknown period or role, a negative number of people, or a confidence not between 0 and 1.
    """
    known(every, "category")
    roles = roles_of(est.assumptions)
    _check(roles, available or {}, confidences)
    months = int(np.ceil(quantile(est.go_live, LATE))) + OPERATION_SHOWN
    ends = period_ends(every, months, start_month(est.assumptions))
    needed = np.empty((len(roles), len(ends), est.samples), dtype=np.float32)
    there = np.empty((len(roles), est.samples))
    days = np.zeros((len(roles), len(KINDS) + 1))
    working_days, first = 0.0, 0
    for case in est.cases():
        last = first + case.inputs.samples
        working_days += float(np.mean(case.schedule.working_days_per_month)) * (last - first) / est.samples
        for place, (role, lines) in enumerate(effort_of(case).items()):
            needed[place, :, first:last], sums = _in_periods(case, lines, ends)
            days[place] += sums / est.samples
            people = case.inputs[f"roles.{role}.people"] * case.inputs[f"roles.{role}.availability"]
            there[place, first:last] = (available or {}).get(role, people)
        first = last
    shares = tuple(confidences)
    return StaffingPlan(
        every,
        shares,
        _table(roles, needed, there, every, shares),
        _peaks(roles, needed, there, shares),
        _person_days(roles, days),
        working_days,
    )


def _check(roles: Sequence[str], available: Mapping[str, float], confidences: Sequence[float]) -> None:
    faults = [f"no role {role!r}{did_you_mean(role, roles)}" for role in available if role not in roles]
    faults += [
        f"{role}: {people:g} people are not possible" for role, people in available.items() if not 0 <= people < np.inf
    ]
    if not confidences or not all(0 < one < 1 for one in confidences):
        faults.append("a confidence lies between 0 and 1, such as 0.8")
    if faults:
        raise ValueError("\n".join(faults))


def _in_periods(case: Case, lines: Sequence[CostLine], ends: Array) -> tuple[Array, Array]:
    """A role's full-time equivalents, shape (periods, samples), and its person-days by kind and later, summed."""
    samples = case.inputs.samples
    sums = np.zeros(len(KINDS) + 1)
    at_work = 0.0
    for line in lines:
        kind = kind_of(line)
        amount = float(np.sum(np.broadcast_to(line.days, (samples,))))
        sums[KINDS.index(kind)] += amount
        if kind in AT_WORK:
            at_work += amount
    parts = ((line.window, (), line.days) for line in lines if kind_of(line) in AT_WORK)
    spent = cumulative(grouped(parts), ends, samples)
    sums[-1] = at_work - float(spent[-1].sum())
    lengths = np.diff(ends, prepend=0.0)[:, None]
    return np.diff(spent, axis=0, prepend=0.0) / (lengths * case.schedule.working_days_per_month), sums


def _figures(need: Array, there: Array, shares: Sequence[float]) -> tuple[float, ...]:
    """Percentiles of a need, what is there in the mean, by how much the need exceeds it, and how often."""
    ordered, gap = np.sort(need), np.sort(need - there)
    over = max(sorted_quantile(gap, max(shares)), 0.0)
    percentiles = (sorted_quantile(ordered, share) for share in shares)
    return (*percentiles, float(there.mean()), over, float(np.mean(gap >= MARKED)))


def _columns(shares: Sequence[float]) -> list[str]:
    return [*map(percent_name, shares), "available", "over", "chance_over"]


def _table(roles: Sequence[str], needed: Single, there: Array, every: str, shares: Sequence[float]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (float(need.mean()), *_figures(need, there[place], shares))
        for place in range(len(roles))
        for need in needed[place].astype(np.float64)
    ]
    index = pd.MultiIndex.from_product([roles, range(1, needed.shape[1] + 1)], names=["role", every])
    return pd.DataFrame(rows, index=index, columns=["mean", *_columns(shares)])


def _peaks(roles: Sequence[str], needed: Single, there: Array, shares: Sequence[float]) -> pd.DataFrame:
    import pandas as pd

    highest = needed.max(axis=1).astype(np.float64)
    rows = [_figures(need, have, shares) for need, have in zip(highest, there, strict=True)]
    return pd.DataFrame(rows, index=pd.Index(roles, name="role"), columns=_columns(shares))


def _person_days(roles: Sequence[str], days: Array) -> pd.DataFrame:
    import pandas as pd

    found = pd.DataFrame(days, index=pd.Index(roles, name="role"), columns=[*KINDS, "later"])
    found.insert(len(KINDS), "total", found[list(KINDS)].sum(axis=1))
    return found
