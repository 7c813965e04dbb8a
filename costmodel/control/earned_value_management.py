"""Earned value: what is done against what was planned and what it cost, and where the formulas say it will end.

Terms and formulas as in the Project Management Institute's Practice Standard for Earned Value Management.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from costmodel.control.progress import Progress, progress_of
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import Case
from costmodel.language.language import Language, language_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

# Figure -> its formula, the same in every language.
FORMULAS = {
    "BAC": "",
    "PV": "",
    "EV": "",
    "AC": "",
    "CV": "EV − AC",
    "SV": "EV − PV",
    "CPI": "EV / AC",
    "SPI": "EV / PV",
    "EAC": "BAC / CPI",
    "EAC as planned": "AC + (BAC − EV)",
    "EAC both": "AC + (BAC − EV) / (CPI × SPI)",
    "VAC": "BAC − EAC",
    "TCPI": "(BAC − EV) / (BAC − AC)",
}


@dataclass(frozen=True)
class EarnedValue:
    """Where a project stands at a date, and what the formulas make of it. A figure that cannot be is NaN.

    Attributes:
        budget_at_completion (BAC): the whole budget.
        planned_value (PV): the budget of what should be done by the date.
        earned_value (EV): the budget of what is done.
        actual_cost (AC): what was spent until the date.
        curve: by month, cumulative, the columns planned, earned and actual; None where only the four sums are known.
    """

    budget_at_completion: float
    planned_value: float
    earned_value: float
    actual_cost: float
    curve: pd.DataFrame | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        faults = [
            f"{name.replace('_', ' ')}: {value:,.0f} is no amount that can be; it is zero or more"
            for name, value in (
                ("planned_value", self.planned_value),
                ("earned_value", self.earned_value),
                ("actual_cost", self.actual_cost),
            )
            if not 0 <= value < math.inf
        ]
        whole = self.budget_at_completion
        if not 0 < whole < math.inf:
            faults.append(f"budget at completion: {whole:,.0f} is no budget; it lies above zero")
        else:
            faults += [
                f"{name}: {value:,.0f} is more than the whole budget of {whole:,.0f}"
                for name, value in (("planned value", self.planned_value), ("earned value", self.earned_value))
                if value > whole * (1 + 1e-9)
            ]
        if faults:
            raise ValueError("\n".join(faults))

    @property
    def cost_variance(self) -> float:
        """CV = EV - AC: below zero, what is done cost more than its budget."""
        return self.earned_value - self.actual_cost

    @property
    def schedule_variance(self) -> float:
        """SV = EV - PV, in money: below zero, less is done than was planned."""
        return self.earned_value - self.planned_value

    @property
    def cost_performance_index(self) -> float:
        """CPI = EV / AC: what a unit of money spent has earned."""
        return _over(self.earned_value, self.actual_cost)

    @property
    def schedule_performance_index(self) -> float:
        """SPI = EV / PV: what is done of what was planned. At the end it is 1, however late the end."""
        return _over(self.earned_value, self.planned_value)

    @property
    def estimate_at_completion(self) -> float:
        """EAC = BAC / CPI: the rest costs as much more than its budget as what is done."""
        return _over(self.budget_at_completion, self.cost_performance_index)

    @property
    def estimate_at_completion_as_planned(self) -> float:
        """EAC = AC + (BAC - EV): the rest costs what its budget says."""
        return self.actual_cost + self.budget_at_completion - self.earned_value

    @property
    def estimate_at_completion_both(self) -> float:
        """EAC = AC + (BAC - EV) / (CPI SPI): being late makes the rest dearer too."""
        both = self.cost_performance_index * self.schedule_performance_index
        return self.actual_cost + _over(self.budget_at_completion - self.earned_value, both)

    @property
    def variance_at_completion(self) -> float:
        """VAC = BAC - EAC: below zero, more than the budget is needed."""
        return self.budget_at_completion - self.estimate_at_completion

    @property
    def to_complete_performance_index(self) -> float:
        """TCPI = (BAC - EV) / (BAC - AC): what a unit of money must earn from now on to keep the budget."""
        left = self.budget_at_completion - self.actual_cost
        return _over(self.budget_at_completion - self.earned_value, left) if left > 0 else math.nan

    def values(self) -> dict[str, float]:
        """Every figure by its abbreviation, in the order of `FORMULAS`."""
        found = (
            self.budget_at_completion,
            self.planned_value,
            self.earned_value,
            self.actual_cost,
            self.cost_variance,
            self.schedule_variance,
            self.cost_performance_index,
            self.schedule_performance_index,
            self.estimate_at_completion,
            self.estimate_at_completion_as_planned,
            self.estimate_at_completion_both,
            self.variance_at_completion,
            self.to_complete_performance_index,
        )
        return dict(zip(FORMULAS, found, strict=True))

    def table(self, code: str | Language = "en", currency: str = "") -> pd.DataFrame:
        """Every figure with its meaning, its formula and its value as text; in words where it does not exist.

        Args:
            code: the language.
            currency: written behind amounts; nothing unless told.
        """
        import pandas as pd

        says = language_of(code)
        rows = []
        for name, value in self.values().items():
            if not math.isfinite(value):
                told = says(self._reason(name))
            elif name.endswith(("CPI", "SPI")):
                told = says.number(value, 3)
            else:
                told = f"{says.number(value)} {currency}".strip()
            rows.append((name.split()[0], says(f"earned {name}"), FORMULAS[name], told))
        heads = ["earned figure", "earned meaning", "earned formula", "earned amount"]
        return pd.DataFrame(rows, columns=[says(head) for head in heads]).set_index(says("earned figure"))

    def _reason(self, name: str) -> str:
        """Why a figure does not exist."""
        if name == "TCPI":
            return "earned: budget spent"
        if self.actual_cost == 0 and name != "SPI":
            return "earned: nothing spent"
        if name in ("SPI", "EAC both") and self.planned_value == 0:
            return "earned: nothing planned"
        return "earned: nothing done"


def _over(part: float, whole: float) -> float:
    """A ratio, NaN where there is none."""
    return part / whole if whole != 0 and not math.isnan(whole) else math.nan


def earned_value(
    budget_at_completion: float, planned_value: float, earned_value: float, actual_cost: float
) -> EarnedValue:
    """The figures of earned value management from its four sums, all in the same money.

    Raises:
        ValueError: an amount below zero, no budget, or more planned or earned than the whole budget.
    """
    return EarnedValue(budget_at_completion, planned_value, earned_value, actual_cost)


@kinds_told
def earned_from_plan(
    est: Estimate,
    actual: str | Path | pd.DataFrame,
    finished: Mapping[str, float],
    *,
    month: int | None = None,
    partly: Mapping[str, float] | None = None,
    confidence: float = 0.8,
) -> EarnedValue:
    """Earned value of an initiative whose budget to go-live is the estimate's plan at a confidence.

    The budget of an activity is all that the plan spends in its working time and for its repeats, whoever is paid; it
    is earned when the activity is finished (0 or 100 %), or by the share that is given. What belongs to no single
    activity (steering, people who wait, licences, risks) is earned as time passes, as planned: the practice
    standard's "level of effort", which can never be late.

    Args:
        est: the estimate.
        actual, finished: as for `reforecast`; month is the date of the report, a whole month.
        partly: activity -> share done of those that are running, at the date of the report.
        confidence: of the plan, as for `Estimate.plan`; its sum is the budget at completion.

    Raises:
        AssumptionsError: faults in the file of actual spending.
        ValueError: something that cannot be, a line each.
    """
    import pandas as pd

    partly = dict(partly or {})
    so_far = progress_of(est, actual, month, finished, tuple(partly))
    _check(so_far, partly)
    date = int(so_far.month)
    plan = est.plan(confidence, "month", "item", "to_go_live")
    plan = plan.reindex(pd.RangeIndex(1, max(len(plan), date) + 1, name="month"), fill_value=0.0)
    owner = activity_of_items(next(est.likeliest.cases()))
    by_activity = plan.T.groupby([owner.get(str(item), "") for item in plan.columns]).sum().T
    passing = by_activity.pop("").cumsum() if "" in by_activity else pd.Series(0.0, index=plan.index)
    budgets = by_activity.sum()
    months = plan.index.to_numpy(dtype=np.float64)
    earned = passing.to_numpy(copy=True)
    for name, end in finished.items():
        earned[months >= end] += float(budgets.get(name, 0.0))
    for name, share in partly.items():
        earned[date - 1 :] += share * float(budgets.get(name, 0.0))
    curve = pd.DataFrame({"planned": plan.sum(axis=1).cumsum(), "earned": earned})
    assert so_far.spent is not None  # noqa: S101 - `actual` was given
    curve["actual"] = so_far.spent.reindex(curve.index)
    curve.loc[curve.index > date, ["earned", "actual"]] = np.nan
    whole = float(curve["planned"].iloc[-1])
    planned, done, spent = curve.iloc[date - 1].to_numpy(dtype=np.float64)
    return EarnedValue(whole, float(planned), float(done), float(spent), curve)


def _check(so_far: Progress, partly: Mapping[str, float]) -> None:
    faults = [
        f"{name}: {share:g} is no share of the work; it lies between 0 and 1"
        for name, share in partly.items()
        if not 0 <= share <= 1
    ]
    if so_far.month != int(so_far.month):
        faults.append(f"a report of earned value is of a whole month, not of month {so_far.month:g}")
    if faults:
        raise ValueError("\n".join(faults))


def activity_of_items(case: Case) -> dict[str, str]:
    """Item of the ledger -> the activity with whose finish it is earned; repeats with the end of their loop."""
    loops = case.inputs.assumptions.structure.plan.loop_of
    return {
        line.item: loops[line.activity].last if line.kind == "repeat" else line.activity
        for line in case.ledger.lines
        if line.activity is not None
    }
