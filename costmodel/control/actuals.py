"""What was really spent against what was planned, and the samples themselves as a file for other tools."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.initiative.categories import no_category

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("month", "category", "amount")
LAST_MONTH = 1200  # a hundred years; whatever is beyond is a slip of the pen


def export_samples(est: Estimate, path: str | Path) -> None:
    """The samples of an estimate as CSV: a row for each, with what is kept of it.

    Columns: sample (from 1), total, to_go_live, after_go_live, go_live (months), reached (1 where production is
    reached), spent (as it happens), the layers until go-live and the categories over the whole life.
    """
    import numpy as np
    import pandas as pd

    columns = {
        "total": est.total,
        "to_go_live": est.to_go_live,
        "after_go_live": est.after_go_live,
        "go_live": est.go_live,
        "reached": est.reached,
        "spent": est.spent,
        **{f"layer_{name}": values for name, values in est.layers.items()},
        **est.categories,
    }
    index = pd.Index(np.arange(1, est.samples + 1), name="sample")
    pd.DataFrame(columns, index=index).to_csv(path, float_format="%.6g")


def read_actuals(path: str | Path) -> pd.DataFrame:
    """Actual spending from a CSV file with the columns month (1 is the first), category, amount.

    Raises:
        AssumptionsError: every fault as ``file:line: column: fault``; a file that cannot be read.
    """
    import pandas as pd

    shown = Path(path).name
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AssumptionsError([Fault(shown, 1, "", f"cannot be read: {error}")]) from None
    faults = [fault for line, row in enumerate(rows, start=2) for fault in _faults(shown, line, row)]
    if not rows or any(column not in rows[0] for column in COLUMNS):
        faults = [Fault(shown, 1, "", f"needs the columns {', '.join(COLUMNS)} and at least one row")]
    if faults:
        raise AssumptionsError(faults)
    values = [(int(month), category, float(amount)) for month, category, amount in map(_cells, rows)]
    return pd.DataFrame(values, columns=list(COLUMNS))


def actual_spending(actual: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Actual spending from a CSV file as for `read_actuals`, or a table that is held to the same rules.

    Raises:
        AssumptionsError: every fault.
    """
    import pandas as pd

    return _checked(actual) if isinstance(actual, pd.DataFrame) else read_actuals(actual)


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """A table of actual spending held to the same rules as a file; lines count as in a file, from 2."""
    rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    faults = [fault for line, row in enumerate(rows, start=2) for fault in _faults("table", line, row)]
    if faults:
        raise AssumptionsError(faults)
    return table


def _cells(row: Mapping[str, object]) -> tuple[str, str, str]:
    month, category, amount = (str("" if row.get(column) is None else row[column]).strip() for column in COLUMNS)
    return month, category, amount


def _faults(shown: str, line: int, row: Mapping[str, object]) -> Iterator[Fault]:
    month, category, amount = _cells(row)
    if not month.isdecimal() or not 1 <= int(month) <= LAST_MONTH:
        yield Fault(shown, line, "month", f"{month!r} is no month; 1 is the first")
    if category not in cost_categories():
        yield Fault(shown, line, "category", no_category(category, cost_categories()))
    try:
        finite = math.isfinite(float(amount))
    except ValueError:
        finite = False
    if not finite:
        yield Fault(shown, line, "amount", f"{amount!r} is not a number")


def plan_against_actual(
    est: Estimate, actual: str | Path | pd.DataFrame, confidence: float | None = None
) -> pd.DataFrame:
    """Planned and actual spending by month and category, up to the last month that has actual spending.

    Args:
        est: the estimate whose plan counts.
        actual: a CSV file as for `read_actuals`, or such a table.
        confidence: the plan is the expected spending, or the coherent plan at this confidence (`Estimate.plan`).

    Returns:
        rows by (month, category); columns plan, actual, difference (actual - plan), and both cumulative since the
        start: plan_so_far, actual_so_far.

    Raises:
        AssumptionsError: faults in the file.
    """
    import pandas as pd

    spent = actual_spending(actual)
    planned = est.cash_flow("month") if confidence is None else est.plan(confidence, every="month")
    months = pd.RangeIndex(1, int(spent["month"].max()) + 1, name="month")
    paid = spent.pivot_table(index="month", columns="category", values="amount", aggfunc="sum")
    columns = pd.Index(list(cost_categories()), name="category")
    plan, done = (table.reindex(index=months, columns=columns).fillna(0.0) for table in (planned, paid))
    return pd.DataFrame(
        {
            "plan": plan.stack(),
            "actual": done.stack(),
            "difference": (done - plan).stack(),
            "plan_so_far": plan.cumsum().stack(),
            "actual_so_far": done.cumsum().stack(),
        }
    )
