"""Everything in the files that is not a number: plan, risks, cost categories, building blocks, prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from costmodel.beliefs.source import Source, Strict
from costmodel.beliefs.units import Prices
from costmodel.initiative.blocks import Move
from costmodel.initiative.categories import Category
from costmodel.initiative.discrepancy import Discrepancy
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


class AdditionalCost(Strict):
    """A cost that needs no formula; `additional_costs.NAME.amount` holds the money."""

    meaning: str
    category: str
    layer: Layer
    payee: Payee
    phase: Phase


@dataclass(frozen=True)
class Structure:
    """Everything in the files that is not a number: the shape of the model.

    Attributes:
        moves: building block -> what it does, each with the names that it matches.
        factor_on: risk -> the names that its factor multiplies.
        discrepancy: part of the cost -> what experience adds to, with the names that it matches.
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
    categories: Mapping[str, Category] = field(default_factory=dict, compare=False, repr=False)
    wording: Wording = field(default_factory=Wording, compare=False, repr=False)
    written: Structure | None = field(default=None, compare=False, repr=False)
