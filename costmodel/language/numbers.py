"""How figures are written where no language is chosen: numbers, money, shares, and texts made harmless."""

from __future__ import annotations

import math

NONE = "-"  # what stands where there is no figure


def number(value: float | None, digits: int = 0) -> str:
    """A number with commas between thousands, or a dash where there is none.

    >>> number(1035760.4), number(19.926, 1), number(float("nan")), number(None), number(-0.2)
    ('1,035,760', '19.9', '-', '-', '0')
    """
    if value is None or not math.isfinite(value):
        return NONE
    written = f"{value:,.{digits}f}"
    return written.removeprefix("-") if not written.strip("-0.,") else written


def money(amount: float | None, currency: str) -> str:
    """An amount to the unit, with its currency.

    >>> money(35_000, "EUR")
    '35,000 EUR'
    """
    written = number(amount)
    return written if written == NONE else f"{written} {currency}"


def percent(share: float | None) -> str:
    """A share or a chance; what is small but possible is not called zero.

    >>> percent(0.083), percent(0.001), percent(0.0), percent(0.999), percent(float("inf"))
    ('8 %', 'less than 1 %', '0 %', 'more than 99 %', '-')
    """
    if share is None or not math.isfinite(share):
        return NONE
    if 0 < share < 0.005:
        return "less than 1 %"
    if 0.995 < share < 1:
        return "more than 99 %"
    return f"{100 * share:,.0f} %"


def short(value: float) -> str:
    """A number from the assumptions, to four digits where it is small.

    >>> short(0.03247423), short(20_000), short(15), short(1e-9)
    ('0.03247', '20,000', '15', '1e-09')
    """
    return number(value) if abs(value) >= 1_000 else f"{value:.4g}"


def plain(text: str) -> str:
    """A text from a file or a command without what could steer a terminal: control characters become spaces."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
