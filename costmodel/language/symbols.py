"""How an amount of money is written on a page: with the symbol of its currency, where it has one."""

from __future__ import annotations

import math

NO_BREAK = "\u00a0"  # a number and its unit stay on one line
MINUS, NONE = "\u2212", "\u2013"
FROM_THOUSANDS = 0.9995  # of a unit: what would be written "1,000k" is written "1M"

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

# English units stand behind the number, German ones before the symbol; a German thousand is a T before a symbol alone.
ENGLISH_UNITS = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
GERMAN_UNITS = ((1e9, "Mrd."), (1e6, "Mio."), (1e3, "T"))


def symbol(currency: str) -> str:
    """The symbol of a currency; its code where it has none.

    >>> symbol("EUR"), symbol("CHF")
    ('€', 'CHF')
    """
    return SYMBOLS.get(currency, currency)


def english(written: str, unit: str, currency: str) -> str:
    """A number with its unit and currency, the currency first.

    >>> english("442", "k", "EUR"), english("−5,000", "", "CHF")
    ('€442k', '−CHF\\xa05,000')
    """
    mark = symbol(currency)
    gap = NO_BREAK if mark[-1:].isalnum() else ""
    sign, number = (MINUS, written[1:]) if written.startswith(MINUS) else ("", written)
    return f"{sign}{mark}{gap}{number}{unit}"


def german(written: str, unit: str, currency: str) -> str:
    """A number with its unit and currency, the currency last.

    >>> german("442", "T", "EUR"), german("1,01", "Mio.", "CHF"), german("442", "T", "CHF"), german("5", "", "EUR")
    ('442\\xa0T€', '1,01\\xa0Mio.\\xa0CHF', '442\\xa0Tsd.\\xa0CHF', '5\\xa0€')
    """
    mark = symbol(currency)
    if unit == "T":
        return f"{written}{NO_BREAK}T{mark}" if len(mark) == 1 else f"{written}{NO_BREAK}Tsd.{NO_BREAK}{mark}"
    return NO_BREAK.join(filter(None, (written, unit, mark)))


def shortened(amount: float, units: tuple[tuple[float, str], ...]) -> tuple[float, int, str]:
    """An amount in the largest unit that fits, how many digits it gets behind the point, and the unit.

    Three digits in all, so that marks beside each other can be told apart; whole ones below a thousand.

    >>> shortened(1_234_567, ENGLISH_UNITS), shortened(24_660, ENGLISH_UNITS), shortened(87.4, ENGLISH_UNITS)
    ((1.234567, 2, 'M'), (24.66, 1, 'k'), (87.4, 0, ''))
    """
    for one, unit in units:
        size = abs(amount) / one
        if size >= FROM_THOUSANDS:
            digits = 0 if size >= 99.95 else 1 if size >= 9.995 or unit in ("k", "T") else 2
            return amount / one, digits, unit
    return amount, 0, ""


def is_finite(amount: float | None) -> bool:
    """Whether there is an amount at all.

    >>> is_finite(None), is_finite(float("nan")), is_finite(0.0)
    (False, False, True)
    """
    return amount is not None and math.isfinite(amount)
