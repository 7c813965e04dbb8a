"""What was really spent, from files as they come; and the samples themselves as a file for other tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

from costmodel.control.bill_reading import is_bill, read_bill
from costmodel.control.booking import Booking, book
from costmodel.control.cloud_bill import Bill
from costmodel.control.export_columns import NoHeadingsError
from costmodel.control.exports import (
    LAST_MONTH,
    NO_MONTH,
    Export,
    read_export,
    read_with_faults,
)
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.files.writing import TABLE, written
from costmodel.initiative.categories import no_category
from costmodel.language.typed import read_cells

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("month", "category", "amount")
NEEDED = f"needs the columns {', '.join(COLUMNS)} and at least one row"
Actual: TypeAlias = Union[str, Path, Booking, "pd.DataFrame"]


@kinds_told
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


def read_actuals(
    path: str | Path,
    currency: str | None = None,
    *,
    est: Estimate | None = None,
    start: str | None = None,
    split: bool = False,
    decimal: str | None = None,
    order: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> pd.DataFrame:
    """Actual spending from an export (CSV or Excel): month (1 is the first), category, amount.

    Without an estimate the file says months and categories itself. With one, it may have dates, accounts and cost
    centres as an accounting system exports them (`exports.read_export`), or be a cloud bill (`cloud_bill.read_bill`);
    what is booked comes back, and `booking.book` has what is not and why.

    Amounts are read as people write them (80000, 1.234,50, 30 T, 99,90-); where the whole column leaves open which mark
    stands before a fraction, 80.000 is refused, unless `decimal` says it.

    Args:
        path: the file.
        currency: that may stand beside an amount; without it, none may. With an estimate, its own.
        est: whose months, accounts and categories count.
        start, split: as for `booking.book`.
        decimal, order, columns, sheet: as for `exports.read_export`.

    Returns:
        a row for each posting that is booked; with an estimate also its account, cost_centre and text, and category ""
        where none is sure.

    Raises:
        AssumptionsError: every fault as ``file:line: column: fault``; a file that cannot be read; with an estimate, why
            nothing of the file is booked.
    """
    import pandas as pd

    if est is not None:
        given = read_files([path], est, decimal=decimal, order=order, columns=columns, sheet=sheet)
        booking = book(given, est, start=start, split=split)
        if (booked := booking.booked).empty:
            raise AssumptionsError(booking.faults())
        return booked[[*COLUMNS, "account", "cost_centre", "text"]].reset_index(drop=True)
    faults: list[Fault] = []
    try:
        found = read_with_faults(path, currency, faults, decimal=decimal, order=order, columns=columns, sheet=sheet)
    except NoHeadingsError:
        raise AssumptionsError([Fault(Path(path).name, 1, "", NEEDED)]) from None
    if "category" not in found.columns or not found.postings:
        raise AssumptionsError([Fault(found.file, 1, "", NEEDED)])
    if any(one.calendar is not None for one in found.postings):
        raise AssumptionsError([Fault(found.file, 1, "date", "has dates; name the estimate (est) and the start")])
    known = {(fault.line, fault.name) for fault in faults}
    for one in found.postings:
        missing = {"month": one.month is None, "amount": one.empty}
        told = {"month": NO_MONTH.format(text="''"), "amount": "'' is not a number"}
        faults += [
            Fault(found.file, one.line, name, told[name])
            for name, lacks in missing.items()
            if lacks and (one.line, name) not in known
        ]
        if one.category not in cost_categories():
            faults.append(Fault(found.file, one.line, "category", no_category(one.category, cost_categories())))
    if faults:
        raise AssumptionsError(faults)
    return pd.DataFrame([(one.month, one.category, one.amount) for one in found.postings], columns=list(COLUMNS))


@kinds_told
def read_files(
    paths: Iterable[str | Path],
    est: Estimate,
    *,
    decimal: str | None = None,
    order: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> list[Export | Bill]:
    """Files as accounting and cloud providers send them: a bill after FOCUS is known by its headings.

    Args:
        paths: of the files.
        est: whose currency and headings count.
        decimal, order, columns, sheet: as for `exports.read_export`.

    Raises:
        AssumptionsError: every fault in the files, all of them together.
    """
    found: list[Export | Bill] = []
    faults: list[Fault] = []
    assumptions = est.assumptions
    for path in paths:
        try:
            if is_bill(path):
                found.append(read_bill(path))
            else:
                found.append(
                    read_export(
                        path,
                        assumptions.currency,
                        decimal=decimal,
                        order=order,
                        columns=columns,
                        sheet=sheet,
                        folders=assumptions.folders,
                    )
                )
        except AssumptionsError as error:
            faults += error.faults
    if faults:
        raise AssumptionsError(faults)
    return found


def actual_spending(actual: Actual, est: Estimate) -> pd.DataFrame:
    """Actual spending by month, category and, where it is known, account.

    Args:
        actual: a booking; a file as for `read_actuals` that needs no start; or a table with the columns month, category
            and amount, which is held to the same rules.
        est: whose months, accounts and categories count.

    Returns:
        columns month, category ("" where none is sure), amount, and account where the input has one.

    Raises:
        AssumptionsError: every fault; lines of a table count as in a file, from 2.
        ValueError: nothing is booked.
    """
    import pandas as pd

    if isinstance(actual, Booking):
        if actual.booked.empty:
            raise ValueError("nothing of the actual spending is booked, so there is nothing to compare")
        return actual.booked[[*COLUMNS, "account"]].reset_index(drop=True)
    if not isinstance(actual, pd.DataFrame):
        return read_actuals(actual, est.assumptions.currency)
    rows = [{str(key): value for key, value in row.items()} for row in actual.to_dict("records")]
    checked = _checked("table", list(enumerate(rows, start=2)), est.assumptions.currency, without="account" in actual)
    return actual.assign(month=checked["month"].to_list(), amount=checked["amount"].to_list())


def _checked(
    shown: str, rows: Sequence[tuple[int, Mapping[str, object]]], currency: str | None, *, without: bool = False
) -> pd.DataFrame:
    """Months, categories and amounts that can be; `without` says that a category may be left open."""
    import pandas as pd

    amounts = read_cells((_bare(row.get("amount")) for _, row in rows), currency)
    faults: list[Fault] = []
    values = []
    for (line, row), amount in zip(rows, amounts, strict=True):
        month, category = str(row.get("month", "")).strip(), str(row.get("category", "")).strip()
        if not month.isdecimal() or not 1 <= int(month[:9]) <= LAST_MONTH:
            faults.append(Fault(shown, line, "month", NO_MONTH.format(text=repr(month)[:60])))
        if category not in cost_categories() and not (without and not category):
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
