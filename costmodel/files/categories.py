"""The cost categories there are: found in the shipped files, each with its place, its colour and its words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from costmodel.files.headings import plainly
from costmodel.files.loading import load
from costmodel.initiative.categories import Category


@cache
def cost_categories() -> Mapping[str, Category]:
    """Every cost category by name, in the order in which they are shown.

    A category is a formula in Python and a file of assumptions, so what there is does not change while a program runs.

    Raises:
        AssumptionsError: every fault in the shipped files.
    """
    return MappingProxyType(dict(load().structure.categories))


def category_called(word: str) -> str:
    """The category of this name, or of this name in any language; "" where there is none.

    >>> category_called("Personal"), category_called("staffing"), category_called("476000")
    ('staffing', 'staffing', '')
    """
    return _by_name().get(plainly(word), "")


@cache
def _by_name() -> Mapping[str, str]:
    found = {plainly(word): name for name, one in cost_categories().items() for word in one.name.values()}
    return MappingProxyType(found | {plainly(name): name for name in cost_categories()})
