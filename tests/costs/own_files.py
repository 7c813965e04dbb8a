"""A company's file laid over the shipped ones, with one certain cost left: for tests of what such a file may say."""

from pathlib import Path
from typing import Any

import costmodel as cm
from costmodel.beliefs.sampling import Likeliest
from costmodel.estimates.simulation import Case, computed
from costmodel.simulation.ledger import CostLine

SOURCE = "source: [{judgement: An offer}]"


def own(folder: Path, text: str, changes: dict[str, Any] | None = None) -> cm.Assumptions:
    """The shipped assumptions with a company's file over them, and some numbers changed."""
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    return cm.load(folder).with_changes(changes or {})


def likeliest(assumptions: cm.Assumptions) -> Case:
    """The case in which every number has its likeliest value."""
    return computed(assumptions, Likeliest())


def money(lines: tuple[CostLine, ...], item: str) -> list[float]:
    """What the parts of an item cost, in their order."""
    return [float(line.amount[0]) for line in lines if line.item == item]


def number(meaning: str, unit: str, value: float) -> str:
    """A certain number, as a line of a file has it."""
    priced = "prices_of: 2026, " if "EUR" in unit else ""
    return f"{{meaning: {meaning}, unit: {unit}, value: {value}, {priced}{SOURCE}}}"
