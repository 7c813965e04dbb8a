"""How amounts of money that somebody typed are read, in any of the usual manners."""

from __future__ import annotations

import re

from costmodel.language.language import Language, language_of
from costmodel.language.symbols import symbol

_TIMES = {"k": 1e3, "t": 1e3, "tsd": 1e3, "m": 1e6, "mio": 1e6, "mn": 1e6}
_SPACES = r"[\s'’_]"
_WRITTEN_OUT = {"EUR": ("euros", "euro")}
_LONGEST = 20


def read_money(typed: str, currency: str, code: str | Language = "en") -> float:
    """The amount that somebody typed; 35.000 and 35,000 are thirty-five thousand in every language.

    >>> [read_money(typed, "EUR") for typed in ("35,000 €", "35.000", "1.2 m", "80k", "99,50", "1,2 Mio. €", "80 T€")]
    [35000.0, 35000.0, 1200000.0, 80000.0, 99.5, 1200000.0, 80000.0]

    Args:
        typed: what somebody typed.
        currency: of the model; its symbol, code or name may stand beside the number, and no other.
        code: the language of the complaint.

    Raises:
        ValueError: a sentence for whoever typed it, if it is no amount.
    """
    text = re.sub(_SPACES, "", typed.casefold())
    for name in (*_WRITTEN_OUT.get(currency, ()), currency, symbol(currency)):
        text = text.replace(name.casefold(), "")
    text = text.removesuffix(".")
    found = re.fullmatch(rf"(\d[\d.,]*?)({'|'.join(_TIMES)})?", text)
    number = _plain(found[1]) if found and len(text) <= _LONGEST else None
    if found is None or number is None:
        raise ValueError(language_of(code)("typed: no amount", typed=cut(typed.strip(), 30)))
    return float(number) * _TIMES.get(found[2] or "", 1.0)


def read_number(typed: str, code: str | Language = "en") -> float:
    """The number that somebody typed, without any unit but a per cent sign.

    >>> [read_number(typed) for typed in ("1,500", "0,5", "35 %", "2.5e-6", "80k")]
    [1500.0, 0.5, 35.0, 2.5e-06, 80000.0]

    Args:
        typed: what somebody typed.
        code: the language of the complaint.

    Raises:
        ValueError: a sentence for whoever typed it, if it is no number from zero.
    """
    text = re.sub(_SPACES, "", typed.casefold()).removesuffix("%")
    if re.fullmatch(r"\d{1,9}([.,]\d{1,9})?e-?\d{1,2}", text):
        return float(text.replace(",", "."))
    found = re.fullmatch(rf"(\d[\d.,]*?)({'|'.join(_TIMES)})?", text)
    number = _plain(found[1]) if found and len(text) <= _LONGEST else None
    if found is None or number is None:
        raise ValueError(language_of(code)("typed: no number", typed=cut(typed.strip(), 30)))
    return float(number) * _TIMES.get(found[2] or "", 1.0)


def _plain(number: str) -> str | None:
    """Without marks for thousands and with a point for the fraction; 35.000 is thirty-five thousand."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        return number.replace(",", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", number):
        return number.replace(".", "").replace(",", ".")
    return number.replace(",", ".") if re.fullmatch(r"\d+([.,]\d+)?", number) else None


def cut(sentence: str, length: int) -> str:
    """A text cut at a word, where there is no room for all of it.

    >>> cut("Owners' permission, impact assessment", 24), cut("x" * 30, 8)
    ("Owners' permission…", 'xxxxxxxx…')
    """
    if len(sentence) <= length:
        return sentence
    whole_words = sentence[: length + 1].rsplit(" ", 1)
    return (whole_words[0] if len(whole_words) > 1 else sentence[:length]).rstrip(",;: ") + "…"
