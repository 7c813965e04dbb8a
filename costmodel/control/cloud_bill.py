"""A cloud provider's bill after FOCUS, the open specification: what was billed, for which service, month and tag."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from costmodel.control.export_dates import read_months
from costmodel.control.exports import NO_REASON, Export, Posting, Reason
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.initiative.calendar import Month

if TYPE_CHECKING:
    import pandas as pd

COSTS = ("BilledCost", "EffectiveCost", "ListCost")
Faults: TypeAlias = list[Fault]
BOOKED_AS = COSTS[:2]  # a list price is paid by nobody
CLOUD = "cloud"  # the payee of all of it
TAGS = ("Tags", "AllocatedTags")  # what is allocated to somebody carries its own tags beside those of its resource


@dataclass(frozen=True, eq=False)
class Bill:
    """A bill, row by row; credits, refunds and corrections are rows like others, mostly below zero.

    Attributes:
        file: its name.
        lines: a row for each row of the bill, index its line in the file; of the columns that are read
            (`standards/focus.yaml`) those that the bill has; costs as numbers, all else as categories.
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
        faults: Faults = []
        months = self._months(faults)
        ours = self._carrying(tag, faults)
        if faults:
            raise AssumptionsError(faults)
        told = (months, ours, *(self.lines[name].astype(object) for name in ("ServiceCategory", "BillingCurrency")))
        keys = [key.rename(name) for key, name in zip(told, ("month", "ours", "service", "currency"), strict=True)]
        found = []
        for key, rows in self.lines.groupby(keys, sort=True):
            month, carried, service, currency = cast("tuple[int, bool, str, str]", key)
            one = Posting(int(rows.index[0]), math.fsum(rows[cost]), calendar=month, text=service, currency=currency)
            apart = NO_REASON if carried else Reason("not booked: other tag", {"tag": str(tag)})
            found.append(replace(one, payee=CLOUD, lines=len(rows), apart=apart))
        return Export(self.file, tuple(found), {"amount": cost, "date": "ChargePeriodStart"})

    def _months(self, faults: Faults) -> pd.Series[Any]:
        column = self.lines["ChargePeriodStart"]
        read = dict(zip(column.cat.categories, read_months(list(column.cat.categories)), strict=True))
        wrong = {text: told for text, told in read.items() if not isinstance(told, int)}
        for line, text in zip(self.lines.index, column, strict=True) if wrong else ():
            if text in wrong:
                faults.append(Fault(self.file, int(line), "ChargePeriodStart", str(wrong[text])))
        months: Mapping[Any, Month | str | None] = read
        return column.astype(object).map(months)

    def _carrying(self, tag: str | None, faults: Faults) -> pd.Series[Any]:
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
