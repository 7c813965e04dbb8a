"""Reading a cloud provider's bill: only the columns that are needed, piece by piece, every fault with its line."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from costmodel.control.cloud_bill import COSTS, Bill
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.nodes import read_yaml
from costmodel.files.opening import LARGEST_BILL, UnreadableError, opened
from costmodel.files.tree import baseline_folder

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

    import pandas as pd

FILE = Path("standards") / "focus.yaml"
PIECE = 20_000  # rows that are read at once
MOST_ROWS = 5_000_000
MOST_FAULTS = 1_000  # with so many the file is something else, and is not read to its end
FIRST_VERSION = "1.0"
NOTHING = ("", "NULL", "null")
NEVER_EMPTY = ("BillingCurrency", "ChargePeriodStart", "ServiceCategory")


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


def _read(shown: str, file: BinaryIO, more: Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    """The columns that are read, line by line of the file, and the names of all that it has."""
    pieces, rows, faults = list["pd.DataFrame"](), 0, list[Fault]()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    reader = csv.reader(text)
    try:
        found = next(reader, [])
        read = _columns(found, more)
        every = _cells(shown, reader, list(read.values()), len(found), faults)
        while part := list(itertools.islice(every, PIECE)):
            rows += len(part)
            if rows > MOST_ROWS:
                raise UnreadableError(f"has more than {MOST_ROWS:,} rows")
            pieces.append(_typed(shown, part, list(read), faults))
    except UnicodeDecodeError:
        raise UnreadableError("is not a text in UTF-8") from None
    except csv.Error as error:
        raise UnreadableError(f"cannot be read as CSV, line {reader.line_num}: {error}") from None
    finally:
        text.detach()
    if faults:
        raise AssumptionsError(faults)
    if rows == 0:
        raise UnreadableError("has headings and no rows")
    return _joined(pieces), found


def _columns(found: Sequence[str], more: Sequence[str]) -> dict[str, int]:
    """The place of each column that is read."""
    needed, too, _ = _specification()
    missing = [name for name in (*needed, *more) if name not in found]
    if missing:
        near = did_you_mean(missing[0], found)
        raise UnreadableError(f"is no bill after FOCUS: it has no column {', '.join(missing)}{near}")
    read = {name: found.index(name) for name in dict.fromkeys((*needed, *too, *more)) if name in found}
    twice = [name for name in read if found.count(name) > 1]
    if twice:
        raise UnreadableError(f"has two columns {twice[0]}")
    return read


def _cells(
    shown: str, reader: CsvReader, places: Sequence[int], width: int, faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    """The cells that are read, row by row with its line; a row of another width was cut at a comma within a value."""
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if len(cells) == width:
            yield line, [cells[place] for place in places]
        elif cells:
            text = f"has {len(cells)} cells under {width} headings; is a comma part of a value without quotes?"
            faults.append(Fault(shown, line, "", text))
        if len(faults) > MOST_FAULTS:
            return


def _typed(
    shown: str, part: Sequence[tuple[int, list[str]]], names: Sequence[str], faults: list[Fault]
) -> pd.DataFrame:
    """Costs as numbers, texts as categories; what is missing or no number is a fault."""
    import numpy as np
    import pandas as pd

    lines = [line for line, _ in part]
    columns: dict[str, Any] = {}
    for name, cells in zip(names, zip(*(cells for _, cells in part), strict=True), strict=True):
        texts = np.array(cells, dtype=object)
        if name in COSTS:
            numbers = pd.to_numeric(pd.Series(texts), errors="coerce").to_numpy(float)
            for at in np.flatnonzero(~np.isfinite(numbers)):
                wrong = f"{texts[at]!r:.40} is not a number" if texts[at] not in NOTHING else "is empty"
                faults.append(Fault(shown, lines[int(at)], name, wrong))
            columns[name] = numbers
            continue
        codes, known = pd.factorize(texts)
        places = {text: place for place, text in enumerate(one for one in known if one not in NOTHING)}
        renumbered = np.array([places.get(one, -1) for one in known])[codes]
        if name in NEVER_EMPTY:
            faults += [Fault(shown, lines[int(at)], name, "is empty") for at in np.flatnonzero(renumbered < 0)]
        columns[name] = pd.Categorical.from_codes(renumbered, categories=pd.Index(list(places), dtype=object))
    return pd.DataFrame(columns, index=pd.Index(lines, name="line"))


def _joined(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The pieces as one table; texts stay categories, which hold each text once."""
    import pandas as pd
    from pandas.api.types import union_categoricals

    columns: dict[str, Any] = {}
    for name in pieces[0].columns:
        parts = [piece[name] for piece in pieces]
        columns[name] = pd.concat(parts).to_numpy() if name in COSTS else union_categoricals(parts)
    lines = pd.concat([piece.index.to_series() for piece in pieces]).index
    return pd.DataFrame(columns, index=lines)
