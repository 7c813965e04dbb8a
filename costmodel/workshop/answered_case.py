"""The case that a group's answers make: before them, with them, with what was decided, and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from costmodel.elicitation.fitting import as_said
from costmodel.elicitation.pooling import pool
from costmodel.elicitation.typed_answers import Read
from costmodel.files.assumptions import Assumptions
from costmodel.files.own_scenario import save_scenario
from costmodel.initiative.identity import LONGEST
from costmodel.language.language import Language, language_of
from costmodel.language.typed import cut, read_money
from costmodel.workshop.answer_book import AnswerBook
from costmodel.workshop.case_start import is_begun_with

FIRST_ESTIMATE, NAME = "first_estimate.amount", "initiative.name"


def before(book: AnswerBook) -> Assumptions:
    """The case without answers: what it starts from, under the group's name, and the estimate that there was.

    Raises:
        ValueError: that estimate is no amount.
    """
    says, changes = language_of(book.language), dict[str, float | str]()
    if not book.start.initiative.name:
        changes[NAME] = cut(book.case, LONGEST)
    if book.first_estimate:
        changes[FIRST_ESTIMATE] = read_money(book.first_estimate, book.start.currency, says)
    return book.start.with_changes(changes, why=says("answers: first why"), by="workshop")


def answered(book: AnswerBook) -> Assumptions:
    """The case with what was answered, each number with the reasons of those who gave it.

    Raises:
        AssumptionsError: an answer that the model refuses.
        ValueError: as for `before`.
    """
    says, case = language_of(book.language), before(book)
    for name, read in book.read()[0].items():
        belief = pool([one.belief for one in read]).belief
        if all(one.belief.key != belief.key for one in read):  # what somebody has typed stays as it was typed
            belief = as_said(belief)
        own = belief.changed({"source": ()})  # it rests on their reasons, and no more on what was shipped
        case = case.with_changes({name: own}, why=_reasons(book, read, says), by="workshop")
    return case


def _reasons(book: AnswerBook, read: Sequence[Read], says: Language) -> str:
    told = [
        f"{who}: {one.answer.why}" if one.answer.person else one.answer.why
        for who, one in zip(book.people(read), read, strict=True)
        if one.answer.why
    ]
    return "; ".join(told) or says("answers: no reason")


def decided(book: AnswerBook) -> Assumptions:
    """The same with the measures that were decided.

    Raises:
        AssumptionsError, ValueError: as for `answered`.
    """
    why = language_of(book.language)("answers: decided why")
    return answered(book).with_changes(dict.fromkeys(book.decided, 1.0), why=why, by="workshop")


def save(book: AnswerBook) -> Path:
    """The case as a scenario file, for the dashboard, the command line and the other notebooks.

    Raises:
        ValueError: nothing differs from the case that it starts from, or the file is the one that it starts from.
        OSError: the file cannot be written.
    """
    says = language_of(book.language)
    if is_begun_with(book.scenario_path, book.starts_from, book.folder):
        raise ValueError(says("answers: own input", file=book.scenario_path.name))
    told = says("answers: story", case=book.case, start=book.told_start)
    return save_scenario(decided(book), book.scenario_path, book.case, told, overwrite=True)
