"""Reading a cloud provider's bill: only the columns that are needed, piece by piece, every fault with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.control.cloud_bill import COSTS, Bill
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.nodes import read_yaml
from costmodel.files.opening import LARGEST_BILL, UnreadableError, opened
from costmodel.files.tree import baseline_folder

if TYPE_CHECKING:
    import pandas as pd

FILE = Path("mapping") / "focus.yaml"
PIECE = 50_000  # rows that are read at once
MOST_ROWS = 5_000_000
MOST_FAULTS = 1_000  # with so many the file is something else, and is not read to its end
FIRST_VERSION = "1.0"


def is_bill(path: str | Path) -> bool:
    """Whether a file is a CSV with the headings of such a bill.

    Raises:
        AssumptionsError: it cannot be read.
    """
    try:
        with opened(path, LARGEST_BILL) as file:
            head = file.readline(100_000).decode("utf-8", errors="replace")
    except UnreadableError as error:
        raise AssumptionsError([Fault(Path(path).name, 1, "", str(error))]) from None
    needed = _specification()[0]
    return all(name in head for name in needed)


def read_bill(path: str | Path, columns: Sequence[str] = ()) -> Bill:
    """A cloud bill after FOCUS 1.0 to 1.3, as CSV; only the columns that are needed are read, piece by piece.

    Columns that providers add, and those of other versions, do no harm. Numbers have a point, as the specification
    says; NULL and an empty cell are the same.

    Args:
        path: of the file, in UTF-8; at most 500 MB and 5,000,000 rows.
        columns: more of the bill's columns, to cut it by.

    Raises:
        AssumptionsError: every fault as ``file:line: column: fault``; a file that cannot be read or is no such bill.
    """
    shown = Path(path).name
    try:
        with opened(path, LARGEST_BILL) as file:
            lines, found = _read(shown, file, columns)
    except UnreadableError as error:
        raise AssumptionsError([Fault(shown, 1, "", str(error))]) from None
    currencies = list(map(str, lines["BillingCurrency"].unique()))
    return Bill(shown, lines, _version(found), currencies[0] if len(currencies) == 1 else "")


def _specification() -> tuple[list[str], list[str], dict[str, list[str]]]:
    """The columns that are needed, those that are read too, and those that each version brought."""
    faults: list[Fault] = []
    root = read_yaml(baseline_folder() / FILE, FILE.name, faults)
    if root is None or faults:
        raise AssumptionsError(faults)
    told = root.plain()
    return told["needed"], told["read_too"], told["brought_by"]


def _version(found: Sequence[str]) -> str:
    brought = _specification()[2]
    there = [version for version, names in brought.items() if any(name in found for name in names)]
    return max(there, default=FIRST_VERSION)


def _read(shown: str, file: Any, more: Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    import pandas as pd
    from pandas.errors import ParserError

    needed, too, _ = _specification()
    try:
        found = list(pd.read_csv(file, nrows=0).columns)
        missing = [name for name in (*needed, *more) if name not in found]
        if missing:
            near = did_you_mean(missing[0], found)
            raise UnreadableError(f"is no bill after FOCUS: it has no column {', '.join(missing)}{near}")
        read = [name for name in dict.fromkeys((*needed, *too, *more)) if name in found]
        file.seek(0)
        pieces, rows, faults = [], 0, list[Fault]()
        for piece in pd.read_csv(
            file, usecols=read, dtype=str, chunksize=PIECE, keep_default_na=False, na_values=["", "NULL"]
        ):
            rows += len(piece)
            if rows > MOST_ROWS:
                raise UnreadableError(f"has more than {MOST_ROWS:,} rows")
            faults += _typed(shown, piece)
            pieces.append(piece)
            if len(faults) > MOST_FAULTS:
                break
    except (ParserError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"cannot be read as CSV: {error!s:.200}") from None
    if faults:
        raise AssumptionsError(faults)
    if rows == 0:
        raise UnreadableError("has headings and no rows")
    lines = _joined(pieces)
    lines.index = pd.RangeIndex(2, len(lines) + 2, name="line")
    return lines[read], found


def _typed(shown: str, piece: pd.DataFrame) -> Iterator[Fault]:
    """Costs as numbers, texts as categories, in place; what is missing or no number is a fault."""
    import numpy as np
    import pandas as pd

    for name in list(piece.columns):
        column = piece[name]
        if name in COSTS:
            numbers = pd.to_numeric(column, errors="coerce").astype(float)
            wrong = ~np.isfinite(numbers)
            for at, text in column[wrong].items():
                told = "is empty" if pd.isna(text) else f"{text!r:.40} is not a number"
                yield Fault(shown, int(at) + 2, name, told)  # type: ignore[call-overload]
            piece[name] = numbers
        else:
            if name in ("BillingCurrency", "ChargePeriodStart", "ServiceCategory"):
                for at in column[column.isna()].index:
                    yield Fault(shown, int(at) + 2, name, "is empty")
            texts = pd.Index(column.dropna().unique(), dtype=object)  # of one kind, also where there is none
            piece[name] = pd.Categorical(column, categories=texts)


def _joined(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The pieces as one table; texts stay categories, which hold each text once."""
    import pandas as pd
    from pandas.api.types import union_categoricals

    columns = {}
    for name in pieces[0].columns:
        parts = [piece[name] for piece in pieces]
        if name in COSTS:
            columns[name] = pd.concat(parts, ignore_index=True)
        else:
            columns[name] = pd.Series(union_categoricals(parts))
    return pd.DataFrame(columns)
