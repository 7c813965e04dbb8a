"""What the initiative plans on an account: the rules of the accounts read backwards, from the account to categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from costmodel.control.exports import NO_REASON, Reason
from costmodel.estimates.cash_flow import Flow, joined, monthly
from costmodel.estimates.result import Estimate
from costmodel.finance.chart_of_accounts import CONDITIONS, Rule, read_rules, rules_file
from costmodel.finance.line_rules import words
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.windows import Group
from costmodel.typing import Array


class Target(NamedTuple):
    """Where a planned cost is booked, and what it is."""

    account: str
    cost_centre: str
    category: str
    payee: str


@dataclass(frozen=True)
class Found:
    """What an account stands for.

    Attributes:
        account: as the rules write it; empty where they do not know it.
        cost_centre: as the rules write it; empty where it is unknown or several fit.
        targets: everything that is planned there.
        why: what is wrong with account or cost centre; no reason where both are known.
    """

    account: str = ""
    cost_centre: str = ""
    targets: tuple[Target, ...] = ()
    why: Reason = NO_REASON

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that are booked there, each once."""
        return tuple(dict.fromkeys(target.category for target in self.targets))


@dataclass(frozen=True, eq=False)
class AccountsBack:
    """Accounts and what is planned on them.

    Attributes:
        rules: of the accounts.
        planned: target -> expected spending by the end of each month, cumulative, in money.
        file: of the rules, its name.
    """

    rules: tuple[Rule, ...]
    planned: Mapping[Target, Array]
    file: str

    def look_up(self, account: str, cost_centre: str = "", payee: str = "") -> Found:
        """What an account stands for, and of it a cost centre or a payee where one is given.

        Capitals and leading zeros of a number do not count.
        """
        accounts = list(dict.fromkeys(rule.account for rule in self.rules))
        name = next((one for one in accounts if _same(one, account)), None)
        if name is None:
            return Found(why=Reason("not booked: unknown account", {"account": account, "file": self.file}))
        centres = list(dict.fromkeys(rule.cost_centre for rule in self.rules if rule.account == name))
        centre = next((one for one in centres if _same(one, cost_centre)), "") if cost_centre else ""
        if cost_centre and not centre:
            known = {"centre": cost_centre, "account": name, "centres": ", ".join(centres)}
            return Found(name, why=Reason("not booked: unknown cost centre", known))
        only = centre or (centres[0] if len(centres) == 1 else "")
        targets = [one for one in self.planned if one.account == name and centre in ("", one.cost_centre)]
        of_payee = [one for one in targets if payee in ("", one.payee)]
        return Found(name, only, tuple(self._with_money(of_payee or targets)))

    def of_payee(self, payee: str) -> Found:
        """The same for what is all paid to one payee, as a cloud bill is: the account on which all of it stands."""
        targets = self._with_money([one for one in self.planned if one.payee == payee])
        accounts = list(dict.fromkeys(one.account for one in targets))
        if not accounts:
            return Found(why=Reason("not booked: no account"))
        if len(accounts) > 1:
            return Found(why=Reason("not booked: several accounts", {"accounts": ", ".join(accounts)}))
        centres = list(dict.fromkeys(one.cost_centre for one in targets))
        return Found(accounts[0], centres[0] if len(centres) == 1 else "", tuple(targets))

    def _with_money(self, targets: Sequence[Target]) -> list[Target]:
        """The targets on which something is planned; all of them where nothing is."""
        return [one for one in targets if np.any(self.planned[one])] or list(targets)

    def shares(self, targets: Sequence[Target], month: int) -> dict[str, float]:
        """Category -> its share of the expected spending on the targets by the end of a month, adding up to one.

        Where nothing is expected by then, the shares are those of all that is planned. What is expected below zero
        (a resale) has no share. Empty where nothing is planned at all.
        """
        for at in (month - 1, -1):
            sums: dict[str, float] = {}
            for target in targets:
                spent = self.planned[target]
                amount = float(spent[min(at, len(spent) - 1)])
                sums[target.category] = sums.get(target.category, 0.0) + amount
            whole = sum(max(amount, 0.0) for amount in sums.values())
            if whole > 0:
                return {category: amount / whole for category, amount in sums.items() if amount > 0}
        return {}


def accounts_back(est: Estimate, file: str | Path | None = None) -> AccountsBack:
    """The rules of the accounts read backwards, with what the estimate expects to spend under each.

    Carried through, undiscounted, in constant prices, as `finance.chart_of_accounts.accounts`.

    Args:
        est: the estimate.
        file: with the rules; None for those of the folder that the assumptions come from, or the shipped ones.

    Raises:
        AssumptionsError: every fault in the rules.
    """
    given = Path(file) if file is not None else rules_file(est.assumptions)
    rules = read_rules(given, words(est.assumptions))
    flow: dict[Target, Array] = _keyed(joined(monthly(_targets(one, rules), one.samples) for one in est.ledgers()))
    return AccountsBack(rules, {target: spent / est.samples for target, spent in flow.items()}, given.name)


def _keyed(flow: Flow) -> dict[Target, Array]:
    return {Target(*key): np.asarray(spent) for key, spent in flow.items()}


def _targets(ledger: Ledger, rules: Sequence[Rule]) -> Iterator[Group]:
    """The ledger by window and target, as `monthly` takes it: a key of which the first part is the target."""
    asked = tuple(
        dict.fromkeys(("category", "payee", *(n for n in CONDITIONS if any(n in r.conditions for r in rules))))
    )
    for window, parts in ledger.by_window(*asked):
        found: dict[tuple[Target], Array] = {}
        for key, amount in parts.items():
            line = dict(zip(asked, key, strict=True))
            rule = next(rule for rule in rules if rule.fits(line))
            target = (Target(rule.account, rule.cost_centre, line["category"], line["payee"]),)
            found[target] = found[target] + amount if target in found else np.asarray(amount)
        yield window, found


def _same(known: str, written: str) -> bool:
    """Whether an account or a cost centre is meant: capitals and leading zeros of a number do not count."""
    first, second = (" ".join(one.split()).casefold() for one in (known, written))
    if first.isdecimal() and second.isdecimal():
        return first.lstrip("0") == second.lstrip("0")
    return first == second
