"""Months of the calendar and fiscal years: how they are written, counted and put together."""

from __future__ import annotations

import re

import numpy as np

from costmodel.typing import Array

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
YEAR = re.compile(r"\d{4}")
MONTHS = 12  # of a year


def month_of(text: object) -> int | None:
    """The number of a month written ``2027-07``, counted from the year 0; None for anything else."""
    found = MONTH.fullmatch(str(text))
    return None if found is None else MONTHS * int(found[1]) + int(found[2]) - 1


def written(month: int) -> str:
    """A month as it is written: ``2027-07``."""
    year, rest = divmod(month, MONTHS)
    return f"{year:04d}-{rest + 1:02d}"


def fiscal_year(month: int, begins: int) -> int:
    """The fiscal year in which a month lies, named after the calendar year in which it begins.

    Args:
        month: its number.
        begins: the month in which a fiscal year begins, 1 to 12.
    """
    return (month - (begins - 1)) // MONTHS


def year_ends(first: int, begins: int, years: int) -> Array:
    """When fiscal years end, in months after a first one that lies in the first of them; shape (years,)."""
    left = MONTHS - (first - (begins - 1)) % MONTHS
    return left + MONTHS * np.arange(years, dtype=np.float64)
