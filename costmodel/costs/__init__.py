"""The cost categories, a file each; the folder is the register: whatever file is added is booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import numpy as np

from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule


@cache
def categories() -> tuple[ModuleType, ...]:
    """The modules of this folder, by name; a folder in it is no category."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def all_lines(inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
    """Every line of every category; what is bought from others carries the value-added tax that cannot be deducted."""
    tax = 1 + inputs.initiative.non_deductible_vat
    taxed = np.any(tax > 1)
    for category in categories():
        for line in category.lines(inputs, schedule):
            if not taxed or line.payee == "labour":
                yield line
            else:  # a credit, such as a resale, brings no tax back
                yield replace(line, amount=np.where(line.amount > 0, line.amount * tax, line.amount))
