"""Signs beside figures: of currencies, for minus, for what is not there, and the space that keeps a line together."""

from __future__ import annotations

import math
from typing import TypeGuard

NO_BREAK = "\u00a0"  # a number and its unit stay on one line
MINUS, NONE = "\u2212", "\u2013"
NO_FIGURE = "-"  # stands in a table of a report or of the terminal where there is no figure

SYMBOLS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "CAD": "CA$",
    "AUD": "A$",
    "NZD": "NZ$",
    "INR": "₹",
    "KRW": "₩",
    "ILS": "₪",
    "UAH": "₴",
    "BRL": "R$",
}


def symbol(currency: str) -> str:
    """The symbol of a currency; its code where it has none.

    >>> symbol("EUR"), symbol("CHF")
    ('€', 'CHF')
    """
    return SYMBOLS.get(currency, currency)


def is_finite(amount: float | None) -> TypeGuard[float]:
    """Whether there is an amount at all.

    >>> is_finite(None), is_finite(float("nan")), is_finite(0.0)
    (False, False, True)
    """
    return amount is not None and math.isfinite(amount)
