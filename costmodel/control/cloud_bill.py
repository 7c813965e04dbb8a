"""A cloud provider's bill after FOCUS, the open specification: what was billed, for which service, month and tag."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.control.export_dates import Month, read_months
from costmodel.control.exports import Export, Posting
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.nodes import read_yaml
from costmodel.files.opening import LARGEST_BILL, UnreadableError, opened
from costmodel.files.tree import baseline_folder

if TYPE_CHECKING:
    import pandas as pd

FILE = Path("mapping") / "focus.yaml"
COSTS = ("BilledCost", "EffectiveCost", "ListCost")
BOOKED_AS = COSTS[:2]  # a list price is paid by nobody
PIECE = 50_000  # rows that are read at once
MOST_ROWS = 5_000_000
FIRST_VERSION = "1.0"
TAGS = ("Tags", "AllocatedTags")  # what is allocated to somebody carries its own tags beside those of its resource
OTHER_TAG = "does not carry the tag {tag}"


@dataclass(frozen=True, eq=False)
class Bill:
    """A bill, row by row; credits, refunds and corrections are rows like others, mostly below zero.

    Attributes:
        file: its name.
        lines: a row for each row of the bill, index its line in the file (where no text holds a break); of the columns
            that are read (`mapping/focus.yaml`) those that the bill has; costs as numbers, all else as categories.
        version: of the specification, at least; told by the columns that it has.
        currency: in which all of it is billed; empty where there are several.
    """

    file: str
    lines: pd.DataFrame = field(repr=False)
    version: str
    currency: str

    def __repr__(self) -> str:
        currency = self.currency or "several currencies"
        return f"<Bill {self.file}, FOCUS {self.version}: {len(self.lines):,} rows, {currency}>"

    @property
    def billed(self) -> float:
        """What the invoices ask for (BilledCost)."""
        return self._sum("BilledCost")

    @property
    def effective(self) -> float:
        """The same with what was paid ahead spread over its use (EffectiveCost)."""
        return self._sum("EffectiveCost")

    @property
    def list(self) -> float:
        """What it would cost at list prices (ListCost)."""
        return self._sum("ListCost")

    def _sum(self, cost: str) -> float:
        self._in_one_currency()
        return math.fsum(self.lines[cost])

    def _in_one_currency(self) -> None:
        if not self.currency and len(self.lines):
            there = ", ".join(map(str, self.lines["BillingCurrency"].unique()))
            raise ValueError(f"{self.file} is billed in {there}; sums of several currencies mean nothing")

    def by(self, column: str) -> pd.DataFrame:
        """Rows and costs by the values of a column, the dearest first; rows without a value stand under "".

        Args:
            column: of `lines`.

        Returns:
            index the values; columns rows, BilledCost, EffectiveCost, ListCost.

        Raises:
            ValueError: the bill has no such column, or several currencies.
        """
        self._in_one_currency()
        if column not in self.lines:
            raise ValueError(f"{self.file} has no column {column!r}{did_you_mean(column, self.lines.columns)}")
        values = self.lines[column].astype(object)
        groups = self.lines.groupby(values.where(values.notna(), "").rename(column))
        frame = groups[[*COSTS]].agg(math.fsum)
        frame.insert(0, "rows", groups.size())
        return frame.sort_values("BilledCost", ascending=False, kind="stable")

    def postings(self, cost: str = "BilledCost", tag: str | None = None) -> Export:
        """The bill as postings: one for each month, service category, currency, and whether it carries a tag.

        Args:
            cost: "BilledCost" or "EffectiveCost".
            tag: "KEY=VALUE"; rows without it are none of the initiative's.

        Raises:
            AssumptionsError: a start of a charge's period that is no date, tags that are no JSON; each with its line.
            ValueError: another cost, a tag without "=".
        """
        if cost not in BOOKED_AS:
            raise ValueError(f"a bill is booked as {' or '.join(BOOKED_AS)}, not as {cost!r}")
        faults: list[Fault] = []
        months = self._months(faults)
        ours = self._carrying(tag, faults)
        if faults:
            raise AssumptionsError(faults)
        keys = [
            months,
            ours,
            self.lines["ServiceCategory"].astype(object),
            self.lines["BillingCurrency"].astype(object),
        ]
        named = [key.rename(name) for key, name in zip(keys, ("month", "ours", "service", "currency"), strict=True)]
        found = []
        for (month, carried, service, currency), rows in self.lines.groupby(named, sort=True):
            apart = "" if carried else OTHER_TAG.format(tag=tag)
            amount = math.fsum(rows[cost])
            found.append(
                Posting(
                    int(rows.index[0]), amount, calendar=month, text=service, currency=currency, payee="cloud",
                    lines=len(rows), apart=apart,
                )
            )  # fmt: skip
        return Export(self.file, tuple(found), {"amount": cost, "date": "ChargePeriodStart"})

    def _months(self, faults: list[Fault]) -> pd.Series[Any]:
        column = self.lines["ChargePeriodStart"]
        read = dict(zip(column.cat.categories, read_months(list(column.cat.categories)), strict=True))
        wrong = {text: told for text, told in read.items() if not isinstance(told, int)}
        for line, text in column[column.isin(list(wrong))].items():
            faults.append(Fault(self.file, int(line), "ChargePeriodStart", str(wrong[text])))  # type: ignore[call-overload]
        months: Mapping[Any, Month | str | None] = read
        return column.astype(object).map(months)

    def _carrying(self, tag: str | None, faults: list[Fault]) -> pd.Series[Any]:
        import pandas as pd

        if tag is None:
            return pd.Series(data=True, index=self.lines.index)
        key, equals, value = (part.strip() for part in tag.partition("="))
        if not equals or not key:
            raise ValueError(f"a tag is written KEY=VALUE, as in initiative=claims, not {tag!r:.60}")
        there = [name for name in TAGS if name in self.lines]
        if not there:
            raise AssumptionsError([Fault(self.file, 1, "Tags", "the bill has no tags")])
        ours = pd.Series(data=False, index=self.lines.index)
        for name in there:
            column = self.lines[name]
            wrong: set[str] = set()
            carried = {text: _carries(text, key, value, wrong) for text in column.cat.categories}
            lines = column[column.isin(list(wrong))].index
            faults += [Fault(self.file, int(line), name, "is no JSON object of tags") for line in lines]
            ours |= column.astype(object).map(carried).fillna(value=False).astype(bool)
        return ours


def _carries(text: str, key: str, value: str, wrong: set[str]) -> bool:
    try:
        tags = json.loads(text)
    except (ValueError, RecursionError):
        tags = None
    if not isinstance(tags, dict):
        wrong.add(text)
        return False
    carried = tags.get(key)
    return carried is not None and (str(carried).lower() if isinstance(carried, bool) else str(carried)) == value


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
    except (ParserError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"cannot be read as CSV: {error!s:.200}") from None
    if faults:
        raise AssumptionsError(faults)
    if not pieces:
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
            piece[name] = column.astype("category")


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
            columns[name] = pd.Series(union_categoricals([part.astype(_texts(part)) for part in parts]))
    return pd.DataFrame(columns)


def _texts(part: pd.Series[Any]) -> Any:
    """The type of a piece's categories as texts, also where the piece has no value at all."""
    import pandas as pd

    return pd.CategoricalDtype([str(one) for one in part.cat.categories])
