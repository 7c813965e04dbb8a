"""Whose time a role is: own people, or others who send invoices; and what was agreed with those others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from costmodel.beliefs.source import Strict
from costmodel.errors import did_you_mean

RolePayee = Literal["own", "contractor", "supplier"]
WHOLE = 1e-9  # shares that add up to 1 up to rounding

# Numbers of a contract, and whose contract may have them: others are paid by the day, or a price for all of it.
BY_THE_DAY = ("paid_while_waiting", "minimum_term", "notice", "discount", "discount_from")
PENALTY = ("agreed_time", "penalty", "penalty_limit")
FOR_ALL = ("price", *PENALTY)
TERMS = (*BY_THE_DAY, *FOR_ALL)


class Role(Strict):
    """What is said of a role beside its numbers.

    Attributes:
        payee: own people; a contractor, who is paid by the day; a supplier, who may have a price for all of it.
        done_by: the role whose people do its work, where there is none of this one.
    """

    payee: RolePayee = "own"
    done_by: str | None = None

    @property
    def external(self) -> bool:
        """Whether its time comes as an invoice."""
        return self.payee != "own"


class Milestone(Strict):
    """A part of a fixed price, due when an activity has finished."""

    after: str
    share: float


class Contract(Strict):
    """What was agreed with the people of others who are a role; `contracts.NAME.TERM` holds each number.

    Attributes:
        meaning: what the contract is about.
        role: whose time it is.
        terms: which of `TERMS` it has.
        milestones: when parts of a fixed price are due.
    """

    meaning: str
    role: str
    terms: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def fixed_price(self) -> bool:
        """Whether the work until go-live costs a price and not days."""
        return "price" in self.terms


def contract_faults(contract: Contract, role: Role | None, activities: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What makes a contract impossible: (key, sentence)."""
    if role is None:
        yield "role", f"{contract.role!r} is no role of the plan"
        return
    wanted = "supplier" if contract.fixed_price else "contractor"
    if role.payee != wanted:
        yield "role", f"roles.{contract.role}.payee must be {wanted}: it is {role.payee}"
    yield from _of_the_price(contract) if contract.fixed_price else _of_days(contract)
    known = list(activities)
    for milestone in contract.milestones:
        if milestone.after not in known:
            yield "milestones", f"{milestone.after!r} is no activity of the plan{did_you_mean(milestone.after, known)}"


def _of_the_price(contract: Contract) -> Iterator[tuple[str, str]]:
    for term in BY_THE_DAY:
        if term in contract.terms:
            yield term, "goes with days, and this contract has a price for all of them"
    due = sum(milestone.share for milestone in contract.milestones)
    if abs(due - 1) > WHOLE or any(milestone.share <= 0 for milestone in contract.milestones):
        yield "milestones", f"their shares, each above zero, must add up to 1: they add up to {due:g}"
    missing = [term for term in PENALTY if term not in contract.terms]
    if 0 < len(missing) < len(PENALTY):
        yield next(term for term in PENALTY if term in contract.terms), f"goes with {' and '.join(missing)}"


def _of_days(contract: Contract) -> Iterator[tuple[str, str]]:
    for term in PENALTY:
        if term in contract.terms:
            yield term, "goes with a price, and there is none"
    if contract.milestones:
        yield "milestones", "are parts of a price, and there is none"
    if ("discount" in contract.terms) != ("discount_from" in contract.terms):
        yield "discount", "goes with discount_from: from how many days on"
