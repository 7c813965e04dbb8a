"""What was really spent against what was planned, and the samples themselves as a file for other tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.files.csv_tables import read_csv
from costmodel.files.opening import UnreadableError
from costmodel.files.writing import TABLE, written
from costmodel.initiative.categories import no_category
from costmodel.language.typed import read_cells

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
    with written(path, TABLE) as file:
        pd.DataFrame(columns, index=index).to_csv(file, float_format="%.6g")


def read_actuals(path: str | Path, currency: str | None = None) -> pd.DataFrame:
    """Actual spending from a CSV file with the columns month (1 is the first), category, amount.

    Amounts are read as people write them (80000, 1.234,50, 30 T); where the whole column leaves open which mark stands
    before a fraction, 80.000 is refused.

    Args:
        path: the file.
        currency: that may stand beside an amount; without it, none may.

    Raises:
        AssumptionsError: every fault as ``file:line: column: fault``; a file that cannot be read.
    """
    shown = Path(path).name
    try:
        columns, rows = read_csv(path)
    except UnreadableError as error:
        raise AssumptionsError([Fault(shown, 1, "", str(error))]) from None
    if not rows or any(column not in columns for column in COLUMNS):
        raise AssumptionsError([Fault(shown, 1, "", f"needs the columns {', '.join(COLUMNS)} and at least one row")])
    return _checked(shown, rows, currency)


def actual_spending(actual: str | Path | pd.DataFrame, currency: str | None = None) -> pd.DataFrame:
    """Actual spending from a CSV file as for `read_actuals`, or a table that is held to the same rules.

    Raises:
        AssumptionsError: every fault; lines of a table count as in a file, from 2.
    """
    import pandas as pd

    if not isinstance(actual, pd.DataFrame):
        return read_actuals(actual, currency)
    rows = [{str(key): value for key, value in row.items()} for row in actual.to_dict("records")]
    checked = _checked("table", list(enumerate(rows, start=2)), currency)
    return actual.assign(month=checked["month"].to_list(), amount=checked["amount"].to_list())


def _checked(shown: str, rows: Sequence[tuple[int, Mapping[str, object]]], currency: str | None) -> pd.DataFrame:
    import pandas as pd

    amounts = read_cells((_bare(row.get("amount")) for _, row in rows), currency)
    faults: list[Fault] = []
    values = []
    for (line, row), amount in zip(rows, amounts, strict=True):
        month, category = str(row.get("month", "")).strip(), str(row.get("category", "")).strip()
        if not month.isdecimal() or not 1 <= int(month) <= LAST_MONTH:
            faults.append(Fault(shown, line, "month", f"{month!r} is no month; 1 is the first"))
        if category not in cost_categories():
            faults.append(Fault(shown, line, "category", no_category(category, cost_categories())))
        if isinstance(amount, str):
            faults.append(Fault(shown, line, "amount", amount))
        elif month.isdecimal():
            values.append((int(month), category, amount))
    if faults:
        raise AssumptionsError(faults)
    return pd.DataFrame(values, columns=list(COLUMNS))


def _bare(cell: object) -> object:
    return "" if cell is None else cell.strip() if isinstance(cell, str) else cell


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

    spent = actual_spending(actual, est.assumptions.currency)
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
