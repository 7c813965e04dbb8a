"""What of actual postings is booked on the initiative, on what, and what is not and why; nothing is lost on the way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.control.accounts_back import AccountsBack, Found, accounts_back
from costmodel.control.cloud_bill import Bill
from costmodel.control.export_dates import read_month
from costmodel.control.exports import NO_REASON, Export, Posting, Reason
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.phasing import CENT
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import category_called, cost_categories
from costmodel.initiative.calendar import Month, written_month
from costmodel.initiative.categories import no_category
from costmodel.language.language import Language, language_of

if TYPE_CHECKING:
    import pandas as pd

BOOKED, NO_CATEGORY, NOT_BOOKED = "booked", "booked without category", "not booked"
COLUMNS = ("file", "line", "lines", "month", "account", "cost_centre", "category", "amount", "text", "status", "why")


@dataclass(frozen=True, eq=False)
class Booking:
    """Actual postings, each booked or with the reason why it is not; money in the model's currency.

    Attributes:
        lines: a row for each posting (several where one was split); columns as `COLUMNS`: file, line (its first), lines
            (how many it stands for), month of the initiative (0 where there is none), account, cost_centre, category
            ("" where none is sure), amount, text, status (booked, booked without category, not booked), why.
        start: the calendar month of the first month, as "2027-07"; empty where the files count months themselves.
        sums: file -> its sum, in the model's currency.
        currency: of the money.
    """

    lines: pd.DataFrame = field(repr=False)
    start: str
    sums: Mapping[str, float]
    currency: str

    def __repr__(self) -> str:
        booked, amount = (math.fsum(rows["amount"]) for rows in (self.booked, self.not_booked))
        count = self.not_booked["lines"].sum()
        return f"<Booking of {booked:,.2f} {self.currency}; {int(count)} lines with {amount:,.2f} are not booked>"

    @property
    def booked(self) -> pd.DataFrame:
        """The postings that count: by month and account all of them, by category those that have one."""
        return self.lines[self.lines["status"] != NOT_BOOKED]

    @property
    def not_booked(self) -> pd.DataFrame:
        """The postings that do not count, each with the reason."""
        return self.lines[self.lines["status"] == NOT_BOOKED]

    def faults(self) -> list[Fault]:
        """Each reason why something is not booked, at the first line that it holds for."""
        told = self.reasons()
        kept_out = told[told["status"] == NOT_BOOKED].to_dict("records")
        return [Fault(one["file"], int(one["first"]), "", one["why"]) for one in kept_out]

    def table(self) -> pd.DataFrame:
        """How many lines of the files, and how much money, are booked and are not; index status, and the whole."""
        import pandas as pd

        groups = self.lines.groupby("status")
        frame = pd.DataFrame({"lines": groups["lines"].sum(), "amount": groups["amount"].agg(math.fsum)})
        frame = frame.reindex([one for one in (BOOKED, NO_CATEGORY, NOT_BOOKED) if one in frame.index])
        frame.loc["all"] = [frame["lines"].sum(), math.fsum(self.lines["amount"])]
        return frame.astype({"lines": int}).rename_axis("status")

    def reasons(self) -> pd.DataFrame:
        """Every reason with its lines and money, the largest amount first.

        Columns status, why, file, lines, amount, first: the first line of the file that it holds for.
        """
        told = self.lines[self.lines["why"] != ""]
        frame = told.groupby(["status", "why", "file"], sort=False, as_index=False).agg(
            lines=("lines", "sum"), amount=("amount", math.fsum), first=("line", "min")
        )
        order = frame["amount"].abs().sort_values(ascending=False, kind="stable").index
        return frame.loc[order].reset_index(drop=True)


@kinds_told
def book(
    files: Export | Bill | Iterable[Export | Bill],
    est: Estimate,
    *,
    start: str | None = None,
    split: bool = False,
    services: Mapping[str, str] | None = None,
    account: str | None = None,
    tag: str | None = None,
    cost: str = "BilledCost",
    accounts: str | Path | None = None,
    language: str = "en",
) -> Booking:
    """Postings of accounting systems and cloud bills, booked on the months, accounts and categories of an estimate.

    A category that the file states counts, by its name in any language, also where it stands in the place of an
    account. Else the account is looked up in the rules of the accounts
    (`mapping/accounts.yaml`), read backwards: where all that is planned on it is of one category, that is it. Where it
    stands for several, the posting counts in its month and on its account, and in no category, unless `split` says
    that the plan's shares by the end of that month decide. A cloud bill is all paid to the cloud, so its account is
    the one on which the plan books that. Other currencies are exchanged at the rates of the assumptions.

    Args:
        files: from `read_export` and `read_bill`.
        est: whose plan, accounts and rates count.
        start: the calendar month in which the initiative starts, as "2027-07"; that of the assumptions where they say
            one (`initiative.start`); needed where a file has dates.
        split: whether an amount whose account stands for several categories is split by the plan's shares.
        services: ServiceCategory of a cloud bill -> category.
        account: on which cloud bills are booked, where the plan has several for the cloud.
        tag: "KEY=VALUE"; only what of cloud bills carries this tag belongs to the initiative.
        cost: of a cloud bill: "BilledCost" (as invoiced) or "EffectiveCost" (what was paid ahead spread over its use).
        accounts: file with the rules; None for that of the assumptions' folder, or the shipped one.
        language: of the reasons.

    Raises:
        AssumptionsError: faults in the rules; a currency without a rate; a start that is missing; a tag that cannot be
            read; each with its file and line.
        ValueError: a start that is no month, or another than the assumptions say; a category or cost that there is
            not.
    """
    import pandas as pd

    every = [files] if isinstance(files, Export | Bill) else list(files)
    first = _start(start, est)
    unknown = [one for one in (services or {}).values() if one not in cost_categories()]
    if unknown:
        raise ValueError(no_category(unknown[0], cost_categories()))
    plan = accounts_back(est, accounts)
    desk = _Desk(est.assumptions, plan, first, split, services or {}, account, language_of(language))
    rows: list[tuple[object, ...]] = []
    sums: dict[str, float] = {}
    for number, one in enumerate(every, start=1):
        export = one.postings(cost, tag) if isinstance(one, Bill) else one
        name = export.file if export.file not in sums else f"{export.file} ({number})"
        found = [part for posting in export.postings for part in desk.booked(export.file, posting)]
        rows += [(name, *row) for row in found]
        sums[name] = math.fsum(posting.amount for posting in desk.exchanged(export))
    if desk.faults:
        raise AssumptionsError(desk.faults)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return Booking(frame, "" if first is None else written_month(first), sums, est.assumptions.currency)


def _start(asked: str | None, est: Estimate) -> Month | None:
    """The month of the start, said once: here or among the assumptions, or twice the same."""
    known = est.assumptions.initiative.start
    given = None if asked is None else read_month(asked)
    if given is not None and known is not None and given != known:
        raise ValueError(f"start {written_month(given)}, and initiative.start is {written_month(known)}; which is it?")
    return known if given is None else given


class _Desk:
    """Where postings are looked at one by one; what cannot be booked at all goes into `faults`."""

    def __init__(
        self,
        assumptions: Assumptions,
        plan: AccountsBack,
        first: Month | None,
        split: bool,
        services: Mapping[str, str],
        account: str | None,
        says: Language,
    ) -> None:
        self.prices, self.plan, self.first, self.split = assumptions.structure.prices, plan, first, split
        self.services, self.account, self.says = services, account, says
        self.faults: list[Fault] = []
        self._known: dict[tuple[str, str, str], Found] = {}

    def exchanged(self, export: Export) -> list[Posting]:
        """The postings in the model's currency."""
        return [replace(one, amount=one.amount * self._rate(export.file, one), currency="") for one in export.postings]

    def _rate(self, file: str, posting: Posting) -> float:
        if posting.currency in ("", self.prices.currency):
            return 1.0
        rate = self.prices.rates.get(posting.currency)
        if rate is None:
            text = f"no exchange rate for {posting.currency!r:.20} in currency.yaml"
            self.faults.append(Fault(file, posting.line, "currency", text))
        return rate if rate is not None else math.nan

    def booked(self, file: str, posting: Posting) -> list[tuple[object, ...]]:
        """The rows of a posting without its file: one, or one for each category that it is split over."""
        posting = replace(posting, amount=posting.amount * self._rate(file, posting), currency="")
        month = self._month(file, posting)
        stated = posting.category or self.services.get(posting.text if posting.payee else "", "")
        found = Found() if posting.apart else self._account(posting)
        if found.why and not stated and (called := category_called(posting.account)):
            # "Kostenart" heads accounts in accounting, and categories in a list that somebody keeps.
            posting, found, stated = replace(posting, account=""), Found(), called
        if stated and stated not in cost_categories() and not posting.account:
            self.faults.append(Fault(file, posting.line, "category", no_category(stated, cost_categories())))
        why = posting.apart or (Reason("not booked: no amount") if posting.empty else self._too_early(month))
        if not why and stated not in cost_categories():
            why = found.why
        if why:
            return [self._row(posting, month or 0, found, "", NOT_BOOKED, why)]
        return self._by_category(posting, month or 0, found, stated)

    def _by_category(self, posting: Posting, month: int, found: Found, stated: str) -> list[tuple[object, ...]]:
        if stated and stated not in cost_categories():
            return [self._row(posting, month, found, "", NO_CATEGORY, Reason("no category: none", {"word": stated}))]
        category = stated or (found.categories[0] if len(found.categories) == 1 else "")
        if category:
            return [self._row(posting, month, found, category, BOOKED, NO_REASON)]
        shares = self.plan.shares(found.targets, month) if self.split else {}
        if shares:
            why = Reason("split by plan", {"categories": self._called(shares)})
            parts = [
                replace(posting, amount=amount, category=one, lines=0 if place else posting.lines)
                for place, (one, amount) in enumerate(split_in_cents(posting.amount, shares).items())
            ]
            return [self._row(part, month, found, part.category, BOOKED, why) for part in parts]
        called = self._called(found.categories)
        known = {"account": found.account, "categories": called}
        why = Reason("no category: several", known) if called else Reason("no category: not planned", known)
        return [self._row(posting, month, found, "", NO_CATEGORY, why)]

    def _called(self, categories: Iterable[str]) -> str:
        return ", ".join(cost_categories()[one].called(self.says.code) for one in categories)

    def _row(
        self, posting: Posting, month: int, found: Found, category: str, status: str, why: Reason
    ) -> tuple[object, ...]:
        account, centre = found.account or posting.account, found.cost_centre or posting.cost_centre
        told = self.says(why.key, **why.values) if why else ""
        known = (posting.line, posting.lines, month, account, centre, category, posting.amount, posting.text)
        return (*known, status, told)

    def _month(self, file: str, posting: Posting) -> int | None:
        if posting.calendar is None:
            return posting.month
        if self.first is None:
            if not any((fault.file, fault.name) == (file, "date") for fault in self.faults):
                told = f"has dates ({written_month(posting.calendar)}); in which month does the initiative start?"
                self.faults.append(Fault(file, posting.line, "date", f"{told} say it (start), such as 2027-07"))
            return None
        return posting.calendar - self.first + 1

    def _too_early(self, month: int | None) -> Reason:
        if month is None:
            return Reason("not booked: no date")
        if month < 1 and self.first is not None:
            return Reason("not booked: too early", {"month": written_month(self.first)})
        return NO_REASON

    def _account(self, posting: Posting) -> Found:
        account = posting.account or (self.account if posting.payee else None) or ""
        key = (account, posting.cost_centre, posting.payee)
        if key not in self._known:
            if account:
                self._known[key] = self.plan.look_up(account, posting.cost_centre, posting.payee)
            elif posting.payee:
                self._known[key] = self.plan.of_payee(posting.payee)
            else:
                self._known[key] = Found(why=Reason("not booked: nothing"))
        return self._known[key]


def split_in_cents(amount: float, shares: Mapping[str, float]) -> dict[str, float]:
    """An amount by shares, in whole cents but for what of it is no cent; the parts add up to it.

    >>> split_in_cents(100.0, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    {'a': 33.34, 'b': 33.33, 'c': 33.33}
    """
    names: Sequence[str] = list(shares)
    cents = round(amount / CENT)
    exact = [cents * shares[name] for name in names]
    whole = [math.floor(one) for one in exact]
    order = sorted(range(len(names)), key=lambda place: (whole[place] - exact[place], place))
    for place in order[: cents - sum(whole)]:
        whole[place] += 1
    parts = {name: round(one * CENT, 2) for name, one in zip(names, whole, strict=True)}
    largest = max(parts, key=lambda name: abs(parts[name]))
    parts[largest] += amount - round(cents * CENT, 2)
    return parts
