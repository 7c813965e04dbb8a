"""Everything in the files that is not a number: plan, risks, cost categories, building blocks, prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import Field, model_validator

from costmodel.beliefs.source import Source, Strict
from costmodel.beliefs.units import Prices
from costmodel.initiative.blocks import Move
from costmodel.initiative.categories import Category
from costmodel.initiative.courses import Course, Moment
from costmodel.initiative.discrepancy import Discrepancy
from costmodel.initiative.people import Contract, Role
from costmodel.initiative.plan import Layer, Payee, Phase, Plan
from costmodel.initiative.risks import Risk
from costmodel.initiative.wording import Wording


class InCommon(Strict):
    """How far several initiatives of a company have a driver in common.

    Attributes:
        share: 1 where it is the same for all, 0 where each has its own; between them the correlation of two
            initiatives' columns (normal scores).
        source: where that comes from.
    """

    share: Annotated[float, Field(strict=True, ge=0, le=1)]
    source: tuple[Source, ...] = Field(min_length=1)


class Driver(Strict):
    """Something that moves several numbers together; drawn along, never seen.

    Attributes:
        meaning: what it is, and what a high one means.
        source: why it moves them together.
        between_initiatives: how far initiatives of one company share it; None where each has its own.
    """

    meaning: str
    source: tuple[Source, ...] = Field(min_length=1)
    between_initiatives: InCommon | None = None


AMOUNTS = ("amount", "per_month", "per_year", "volume", "price")  # in which an additional cost is stated
PATTERNS_OF_AMOUNTS = ({"amount"}, {"per_month"}, {"per_year"}, {"volume", "price"})


class AdditionalCost(Strict):
    """A cost that needs no formula; `additional_costs.NAME.amount` (or per_month, ...) holds the money.

    Attributes:
        meaning, category, layer, payee, phase: where it belongs.
        stated: in which of `AMOUNTS` it is stated.
        credit: whether it is money that comes back, such as a grant: what is stated is taken off.
        due: the date on which all of it falls; None where it falls over a time.
        begins, ends: the time over which it falls; None for the ends of its phase.
        minimum_of: it is the least that is paid in its time to a payee of this sort after go-live; what is used
            counts against it.
        overage: whether `additional_costs.NAME.overage` says what use beyond the minimum costs, per unit of it.
    """

    meaning: str
    category: str
    layer: Layer
    payee: Payee
    phase: Phase
    stated: tuple[str, ...] = ("amount",)
    credit: bool = False
    due: Moment | None = None
    begins: Moment | None = None
    ends: Moment | None = None
    minimum_of: Payee | None = None
    overage: bool = False

    @model_validator(mode="after")
    def _in_time(self) -> Self:
        if set(self.stated) not in PATTERNS_OF_AMOUNTS:
            raise ValueError("amount is missing: one of amount, per_month, per_year, or volume with price")
        if self.due is not None and (self.begins or self.ends or {"per_month", "per_year"} & set(self.stated)):
            raise ValueError(
                "what is due on one date has no time over which it falls, and no amount for a month or year"
            )
        if self.minimum_of is not None and self.phase != "operate":
            raise ValueError("a minimum is that of the running system: its phase is operate")
        if self.minimum_of is not None and (self.credit or self.due is not None):
            raise ValueError("a minimum is paid over a time, and is no credit")
        if self.overage and self.minimum_of is None:
            raise ValueError("overage goes with minimum_of")
        return self


@dataclass(frozen=True)
class Structure:
    """Everything in the files that is not a number: the shape of the model.

    Attributes:
        moves: building block -> what it does, each with the names that it matches.
        factor_on: risk -> the names that its factor multiplies.
        discrepancy: part of the cost -> what experience adds to, with the names that it matches.
        roles: what is said of a role beside its numbers, for those of which something is said.
        contracts: what was agreed with the people of others.
        courses: how numbers change over the years, each with the names that it changes.
        categories: the cost categories, in the order in which they are shown.
        wording: the phrases of the language that the texts are in.
        written: the shape as the files have it, where this one is a translation.
    """

    plan: Plan
    risks: Mapping[str, Risk]
    moves: Mapping[str, tuple[tuple[Move, tuple[str, ...]], ...]]  # block -> (move, the names it matches)
    factor_on: Mapping[str, tuple[str, ...]]  # risk -> the names its factor multiplies
    drivers: Mapping[str, Driver]
    additional_costs: Mapping[str, AdditionalCost]
    prices: Prices
    discrepancy: Mapping[str, tuple[Discrepancy, tuple[str, ...]]] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    courses: Mapping[str, tuple[Course, tuple[str, ...]]] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict, compare=False, repr=False)
    wording: Wording = field(default_factory=Wording, compare=False, repr=False)
    written: Structure | None = field(default=None, compare=False, repr=False)

    def role(self, name: str) -> Role:
        """What is said of a role; own people where nothing is."""
        return self.roles.get(name, OWN)

    def doer(self, role: str) -> str:
        """Whose people do the work of a role."""
        return self.role(role).done_by or role

    def contract_of(self, role: str) -> str | None:
        """The contract with the people of others who are a role, by its name; None where there is none."""
        return next((name for name, contract in self.contracts.items() if contract.role == role), None)


OWN = Role()
