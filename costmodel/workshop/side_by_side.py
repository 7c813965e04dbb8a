"""Everybody's ranges for the same questions in one table: who is widest, who stands apart, what all together say."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from costmodel.beliefs.belief import Belief
from costmodel.elicitation.pooling import pool
from costmodel.files.levers import percents
from costmodel.language.beliefs import rounded_number, symbol_of, written_number
from costmodel.language.grammar import spoken
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts
from costmodel.workshop.answer_book import AnswerBook

SHARES = (0.1, 0.5, 0.9)


def side_by_side(book: AnswerBook) -> pd.DataFrame:
    """Everybody's range for every question, and below them what they are together, with what that loses.

    Returns:
        a row for each answer and, where several answered, one for all; columns in the language: question, who, low,
        middle, high (P10, P50, P90; of an event its chance), unit, and what to say of it.
    """
    says = language_of(book.language)
    words = texts(says.code, book.start.folders)
    rows = []
    for name, read in book.read()[0].items():
        asked = book.start[name]
        unit = says("sheet of questions event") if asked.is_event else words.unit(asked.unit, symbol_of(asked))
        together = pool([one.belief for one in read], names=book.people(read))
        for who, one in zip(together.names, read, strict=True):
            numbers = one.belief.quantile(SHARES) if not asked.is_event else [None, one.belief.low, None]
            middle_too = [False, not asked.is_event, False]  # which of them nobody has typed
            rows.append([asked.meaning, who, *_written(numbers, middle_too, asked, says), unit, one.gave_way])
        if len(read) > 1:
            numbers = together.quantile(SHARES) if not asked.is_event else [None, together.mean, None]
            told = together.verdict(says) if not asked.is_event else ""
            all_of_them = [True] * len(SHARES)
            rows.append(["", says("answers: together"), *_written(numbers, all_of_them, asked, says), unit, told])
    keys = ("questions ask", "answers: who", "answers: low", "answers: middle", "answers: high", "questions unit")
    return pd.DataFrame(rows, columns=[*map(says, keys), says("answers: verdict")])


def _written(numbers: Iterable[float | None], worked_out: Iterable[bool], asked: Belief, says: Language) -> list[str]:
    scaled = [None if one is None else percents(asked) * float(one) for one in numbers]
    return [
        "" if one is None else written_number(spoken(one), says) if of_ours else rounded_number(one, says)
        for one, of_ours in zip(scaled, worked_out, strict=True)
    ]
