"""What is booked, a file for each cost category; the folder is the register: whatever file is added is booked.

A category is a module here and a file of assumptions of the same name, which says what the category is called, where it
stands and how it looks (``categories`` in it). `risks`, `contracts` and `additional_costs` are none: they have no such
section, and their lines are booked under the category that each names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from traceback import extract_tb
from types import ModuleType
from typing import Any

import numpy as np

from costmodel.costs.additional_costs import minimums
from costmodel.costs.shared.over_the_years import over_the_years
from costmodel.costs.shared.people_of_others import paid_for
from costmodel.errors import AssumptionsError, Fault
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine, UnknownCategoryError
from costmodel.simulation.schedule import Schedule


@cache
def booking_modules() -> tuple[ModuleType, ...]:
    """The modules of this folder, by name; what stands in a folder below it books nothing."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def all_lines(inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
    """Every line of every module; what is bought from others carries the value-added tax that cannot be deducted.

    Raises:
        AssumptionsError: a line is booked under a category that no file declares; told with its place in the module.
    """
    tax = 1 + inputs.initiative.non_deductible_vat
    taxed = np.any(tax > 1)
    booked = list(over_the_years(inputs, schedule, _paid))
    for line in (*booked, *minimums(inputs, schedule, booked)):
        if not taxed or line.payee == "labour":
            yield line
        else:  # a credit, such as a resale, brings no tax back
            ends = None if line.at_end is None else tuple(_with_tax(end, tax) for end in line.at_end)
            yield replace(line, amount=_with_tax(line.amount, tax), at_end=ends)


def _with_tax(amount: Any, tax: Any) -> Any:
    return np.where(amount > 0, amount * tax, amount)


def _paid(inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
    """The lines of all modules, people's time as wages or as invoices."""
    for module in booking_modules():
        for line in _of(module, inputs, schedule):
            yield from paid_for(line, inputs, schedule)


def _of(module: ModuleType, inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
    try:
        yield from module.lines(inputs, schedule)
    except UnknownCategoryError as error:
        path = Path(str(module.__file__))
        passed = [frame.lineno or 1 for frame in extract_tb(error.__traceback__) if Path(frame.filename) == path]
        raise AssumptionsError([Fault(f"costs/{path.name}", passed[-1], "", str(error))]) from None
