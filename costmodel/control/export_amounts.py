"""What an amount of an accounting system is worth: its mark before the fraction, its sign, debit or credit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from costmodel.files.headings import Headings
from costmodel.language.typed import read_cells

_BEHIND = re.compile(r"(.*[0-9])\s*(-|\u2212|[A-Za-z]{1,2})")
_IN_BRACKETS = re.compile(r"\(\s*([^()-]*[0-9][^()-]*?)\s*\)")


def read_amounts(
    cells: Sequence[object], known: Headings, currency: str | None = None, decimal: str | None = None
) -> list[float | str | None]:
    """The amounts of a column; a minus may stand before or behind, brackets and a credit's mark behind are one too.

    Args:
        cells: texts, numbers, or nothing.
        known: what marks a debit or a credit.
        currency: that may stand beside an amount.
        decimal: the mark before a fraction, where somebody has said it.

    Returns:
        for each cell its amount, what is wrong with it in words, or None where it is empty.
    """
    given = [(place, cell) for place, cell in enumerate(cells) if not (cell is None or str(cell).strip() == "")]
    read = read_cells((_with_sign_before(cell, known) for _, cell in given), currency, decimal)
    found: list[float | str | None] = [None] * len(cells)
    for (place, _), value in zip(given, read, strict=True):
        found[place] = value
    return found


def _with_sign_before(cell: object, known: Headings) -> object:
    """A text as the one reader of numbers takes it: 1.234,56- and (1.234,56) and 1.234,56 H are below zero."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if bracketed := _IN_BRACKETS.fullmatch(text):
        return f"-{bracketed[1]}"
    behind = _BEHIND.fullmatch(text)
    if behind is None or text.startswith(("-", "\u2212")):
        return text
    sign = -1.0 if behind[2] in "-\u2212" else known.sign(behind[2])
    if sign is None:
        return text
    return f"-{behind[1]}" if sign < 0 else behind[1]


def with_marks(amounts: Sequence[float | None], marks: Sequence[object], known: Headings) -> list[float | str | None]:
    """Amounts with the sign that a column of marks gives them: a credit is below zero.

    Some systems write the sign into the amount as well. Where the amounts below zero are just those marked as
    credits, they stay as they are; where a debit is below zero beside such credits, or the other way round, nobody
    guesses.

    Returns:
        for each its amount, what is wrong with it in words, or None where it is empty.
    """
    signs = [known.sign("" if mark is None else str(mark)) for mark in marks]
    pairs = [(one, sign) for one, sign in zip(amounts, signs, strict=True) if isinstance(one, float) and one]
    below = [sign for one, sign in pairs if one < 0]
    signed = bool(below) and all((one < 0) == (sign == -1.0) for one, sign in pairs)
    found: list[float | str | None] = []
    for one, sign, mark in zip(amounts, signs, marks, strict=True):
        if not isinstance(one, float) or one == 0 or signed:
            found.append(one)
        elif sign is None:
            found.append(f"has the mark {'' if mark is None else str(mark)!r:.30} where debit or credit is asked")
        elif one < 0 and below:
            found.append(f"{one:.15g} is below zero and marked {str(mark).strip()!r}; which of both counts?")
        else:
            found.append(one * sign)
    return found


def net(debits: Sequence[float | None], less: Sequence[float | None]) -> list[float | None]:
    """Debit less credit, line by line, where they stand in two columns; None where both are empty."""
    pairs = zip(debits, less, strict=True)
    return [None if debit is None and credit is None else (debit or 0.0) - (credit or 0.0) for debit, credit in pairs]
