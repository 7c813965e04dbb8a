"""Tables for whoever follows an initiative: money by stage, days of people, what was spent, and the new forecast."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from costmodel.control.earned_value_management import EarnedValue
from costmodel.control.forecast_update import Reforecast, reforecast
from costmodel.control.plan_and_actual import plan_against_actual
from costmodel.control.staffing import StaffingPlan
from costmodel.estimates.result import Estimate
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language
from costmodel.review.reference_forecast import outside_view
from costmodel.workshop.progress import CLOSED, Progress

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.control.actuals import Actual

DAYS = ("work", "repeats", "level_of_effort", "operation", "learning", "idle", "total")
RATIOS = ("CPI", "SPI")  # what the names of figures end with that are no amounts
KEPT = ("budget", "date", "both")


def _headed(table: pd.DataFrame, keys: Sequence[str], says: Language, currency: str) -> pd.DataFrame:
    """These columns, called as people call them."""
    return table[list(keys)].rename(columns={key: says(f"follow: {key}", currency=currency) for key in keys})


def _rounded(table: pd.DataFrame, *money: str) -> pd.DataFrame:
    return table.assign(**{name: table[name].map(three_digits) for name in money})


def stage_table(stages: pd.DataFrame, currency: str, says: Language) -> pd.DataFrame:
    """What is asked for until each gate; `stages` as `stage_budgets` gives them, amounts to three digits."""
    amounts = ("request", "until", "at_risk")
    return _headed(_rounded(stages, *amounts).rename(columns={"meaning": "stage"}), ("stage", *amounts), says, currency)


def pair_table(frontier: pd.DataFrame, currency: str, says: Language) -> pd.DataFrame:
    """The budget and the date that give way about equally and are kept together; `frontier` as `frontier` gives it."""
    balanced = _rounded(frontier[frontier["balanced"]], "budget")
    chances = {name: (100 * balanced[name]).round() for name in ("chance_of_budget", "chance_of_months", "chance")}
    return _headed(balanced.assign(**chances), ("budget", "months", *chances), says, currency)


def day_table(plan: StaffingPlan, says: Language) -> pd.DataFrame:
    """Person-days of each role by what they are for, in the mean."""
    days = plan.person_days[list(DAYS)].round().rename(index=says.name)
    return _headed(days, DAYS, says, "").rename_axis(says("follow: person_days"))


def spent_table(est: Estimate, actual: Actual, says: Language) -> pd.DataFrame:
    """Planned and spent by month, and so far."""
    keys = ("plan", "actual", "plan_so_far", "actual_so_far")
    table = plan_against_actual(est, actual).groupby("month")[list(keys)].sum().map(three_digits)
    return _headed(table, keys, says, est.assumptions.currency).rename_axis(says("follow: month"))


def chance_table(found: Reforecast, says: Language) -> pd.DataFrame:
    """The chances of keeping budget and date, before and now, in per cent, with the error of the simulation."""
    import pandas as pd

    per_cent = (100 * found.chances).T.to_dict()
    rows = {
        says(f"follow: kept {one}"): [
            says("follow: with error", chance=says.number(float(kept[when])), error=says.number(float(kept[error]), 1))
            for when, error in (("before", "se_before"), ("after", "se_after"))
        ]
        for one, kept in ((one, per_cent[one]) for one in KEPT)
    }
    columns = [says("follow: before"), says("follow: now")]
    return pd.DataFrame(rows, index=columns).T.rename_axis(says("follow: chances"))


def moved_table(est: Estimate, actual: Actual, month: float, progress: Progress, says: Language) -> pd.DataFrame:
    """What is enough in 8 of 10 cases with nothing known, with the money alone, with the dates alone, and with both."""
    import pandas as pd

    money = reforecast(est, actual)
    dates = reforecast(est, month=month, finished=progress.finished, running=progress.running)
    both = reforecast(est, actual, finished=progress.finished, running=progress.running)
    rows: Mapping[str, tuple[Reforecast, str]] = {
        "nothing": (money, "before"),
        "money": (money, "after"),
        "dates": (dates, "after"),
        "both": (both, "after"),
    }
    enough = {
        says(f"follow: known {key}"): found.figures.xs(when, level="when")["p80"] for key, (found, when) in rows.items()
    }
    table = _rounded(pd.DataFrame(enough).T, "to_go_live")
    shown = _headed(table, ("to_go_live", "go_live"), says, est.assumptions.currency)
    return shown.rename_axis(says("follow: enough", odds=says.of_ten(0.8)))


def earned_table(earned: EarnedValue, currency: str, says: Language) -> pd.DataFrame:
    """The figures of earned value as its own table has them, amounts to three digits."""
    table = earned.table(says, currency)
    values, last = earned.values(), table.columns[-1]
    told = [
        table[last].iloc[place] if name.endswith(RATIOS) or not math.isfinite(value) else says.amount(value, currency)
        for place, (name, value) in enumerate(values.items())
    ]
    return table.assign(**{last: told})


def closed_table(est: Estimate, says: Language) -> pd.DataFrame:
    """Our plan beside finished projects, the invented ones of one's own among them."""
    view = outside_view(est, approved=est.quantile(0.5, of="to_go_live"), own=CLOSED).table
    amounts = ("approved", "ours", "asks_for")
    costs = _rounded(view[view["of"] == "cost"], *amounts)
    return _headed(
        costs.rename(columns={"meaning": "kind"}), ("kind", "projects", *amounts), says, est.assumptions.currency
    )
