"""How money, months and shares are written for people, and how money that they type is read."""

import math
import re

_SPACE = "\u00a0"  # a number and its unit stay on one line
_WORDS = {"EUR": "€", "person": "people", "chance": "%", "share": "%", "level": "of 5", "factor": "times"}
_THOUSANDS = {"k": 1e3, "m": 1e6, "mio": 1e6}


def money(amount: float) -> str:
    """An amount in full, rounded to what an estimate can bear.

    >>> money(35_000), money(1_234_567), money(-4_560), money(812.4)
    ('35,000\\xa0€', '1,235,000\\xa0€', '−4,560\\xa0€', '812\\xa0€')
    """
    size = abs(amount)
    step = 1_000 if size >= 100_000 else 100 if size >= 20_000 else 10 if size >= 1_000 else 1
    return exact_money(round(amount / step) * step)


def exact_money(amount: float) -> str:
    """An amount to the unit, as somebody typed it: 35,250 €."""
    return f"{amount:,.0f}".replace("-", "−") + _SPACE + "€"


def short_money(amount: float) -> str:
    """An amount for a mark in a picture.

    >>> short_money(412_345), short_money(1_234_567), short_money(87), short_money(8_400), short_money(0)
    ('412\\xa0k€', '1.23\\xa0M€', '87\\xa0€', '8.4\\xa0k€', '0\\xa0€')
    """
    size = abs(amount)
    for unit, one in (("M€", 1e6), ("k€", 1e3)):
        if size >= 0.9995 * one:
            digits = 0 if size >= 99.95 * one else 1 if size >= 9.995 * one or unit == "k€" else 2
            return _trimmed(amount / one, digits) + _SPACE + unit
    return _trimmed(amount, 0) + _SPACE + "€"


def months(length: float) -> str:
    """A length of time.

    >>> months(17.46), months(1), months(0.04)
    ('17.5\\xa0months', '1\\xa0month', '0\\xa0months')
    """
    written = _trimmed(length, 1)
    return f"{written}{_SPACE}month{'' if written == '1' else 's'}"


def percent(share: float) -> str:
    """A share or a chance; what is small but possible is not called zero.

    >>> percent(0.083), percent(0), percent(0.001), percent(0.999), percent(1)
    ('8\\xa0%', '0\\xa0%', 'less than 1\\xa0%', 'more than 99\\xa0%', '100\\xa0%')
    """
    if 0 < share < 0.005:
        return f"less than 1{_SPACE}%"
    if 0.995 < share < 1:
        return f"more than 99{_SPACE}%"
    return f"{share:.0%}".replace("%", _SPACE + "%")


def short(sentence: str, length: int) -> str:
    """A text cut at a word, where a picture has no room for all of it.

    >>> short("Owners' permission, impact assessment", 24)
    "Owners' permission…"
    """
    if len(sentence) <= length:
        return sentence
    return sentence[: length + 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def read_money(typed: str) -> float:
    """The amount that somebody typed, in any of the usual manners; ValueError with a sentence if it is none.

    >>> [read_money(typed) for typed in ("35,000 €", "35.000", "1.2 m", "80k", "99,50")]
    [35000.0, 35000.0, 1200000.0, 80000.0, 99.5]
    """
    text = re.sub(r"[\s'’_]|€|eur(o|os)?$", "", typed.casefold().replace("eur ", ""))
    found = re.fullmatch(r"(\d[\d.,]*)(k|m|mio)?", text)
    number = _plain(found[1]) if found and len(text) <= 20 else None
    if found is None or number is None:
        raise ValueError(f"“{short(typed.strip(), 30)}” is not an amount of money; type it like 35,000 or 35k.")
    return float(number) * _THOUSANDS.get(found[2] or "", 1.0)


def _plain(number: str) -> str | None:
    """Without marks for thousands and with a point for the fraction; 35.000 is thirty-five thousand."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        return number.replace(",", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", number):
        return number.replace(".", "").replace(",", ".")
    return number.replace(",", ".") if re.fullmatch(r"\d+([.,]\d+)?", number) else None


def _trimmed(number: float, digits: int) -> str:
    if not math.isfinite(number):
        return "–"
    written = f"{number:,.{digits}f}"
    if digits:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written.replace("-", "−")


def unit_in_words(unit: str) -> str:
    """A unit as people say it.

    >>> unit_in_words("EUR/person_day"), unit_in_words("working_day"), unit_in_words("training/year")
    ('€ per person-day', 'working days', 'trainings per year')
    >>> unit_in_words("chance"), unit_in_words("person"), unit_in_words("level")
    ('%', 'people', 'of 5')
    """
    if unit in _WORDS:
        return _WORDS[unit]
    first, *rest = unit.replace("_", "-").replace("working-day", "working day").split("/")
    amount = _WORDS.get(first, first.replace("*", "-") + "s")
    return " per ".join([amount, *rest])
