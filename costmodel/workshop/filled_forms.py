"""Filled forms of the questionnaire, read back: Excel or CSV, in any language, every fault with its line or cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.elicitation.levels import level_of
from costmodel.elicitation.typed_answers import UNKNOWN
from costmodel.errors import AssumptionsError, Fault, nearest
from costmodel.files.questionnaires import Questionnaire, questionnaire
from costmodel.language.language import Language, language_of, spoken_languages
from costmodel.workshop.form_files import Place, Row, cell_of, forms_in, tables_in, text_of, without_headings

if TYPE_CHECKING:
    import pandas as pd

# What a form is told from other tables by, and what says in which language it is written.
WORDS = tuple(f"form {key}" for key in ("answer", "code", "statement", "block", "name", "group", "title", "how"))
GROUPS = ("finance", "data_science", "business", "operations", "lead")


@dataclass(frozen=True)
class Form:
    """One filled form as it was read.

    Attributes:
        name, group: as written, "" where nothing is.
        says: the language in which it is written.
        answers: place (as people find it), code and answer of each row below the headings.
    """

    name: str
    group: str
    says: Language
    answers: tuple[tuple[str, str, Any], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has answered anything in it."""
        return not any(text_of(answer) for _, _, answer in self.answers)


def read_questionnaires(
    paths: str | Path | Iterable[str | Path],
    folders: str | Path | Iterable[str | Path] = (),
    code: str | Language = "en",
) -> pd.DataFrame:
    """The answers of any number of filled forms, in whichever language, for `aggregate`.

    Args:
        paths: files (.xlsx, or .csv with commas or semicolons), or a folder of them.
        folders: as for `questionnaire`: which statements were asked.
        code: of the language of whoever is told; the faults of a form are told in its own language.

    Returns:
        a row for each statement of each form; columns respondent (the name, or the file's name where none was
        given), group ("finance", "data_science", "business", "operations", "lead", or as written), block,
        statement, level (NaN where it was left empty).

    Raises:
        AssumptionsError: all faults of all forms, each with file, line or cell, and statement: no form, an answer
            that is no level, an unknown or repeated statement, a form without any answer, a name that answered twice.
    """
    import pandas as pd

    asked = questionnaire(folders)
    faults: list[Fault] = []
    rows: list[dict[str, Any]] = []
    seen: dict[str, str] = {}
    reader = language_of(code)
    for path in forms_in(paths, faults, reader):
        form = read_form(path, faults, reader)
        if form is None:
            continue
        who = form.name or path.stem
        if who in seen:
            text = form.says("form: two of one name", person=who, file=seen[who])
            faults.append(Fault("", 0, path.name, text))
        seen.setdefault(who, path.name)
        rows += _levels(form, who, path.name, asked, faults)
    if faults:
        raise AssumptionsError(faults)
    return pd.DataFrame(rows, columns=["respondent", "group", "block", "statement", "level"])


def _levels(form: Form, who: str, file: str, asked: Questionnaire, faults: list[Fault]) -> list[dict[str, Any]]:
    answered: dict[str, float] = {}
    wrong, says = len(faults), form.says
    for place, code, answer in form.answers:
        if not code:
            if text_of(answer):
                faults.append(Fault("", 0, place, says("form: without code")))
            continue
        if code not in asked.by_code:
            faults.append(Fault("", 0, f"{place}: {code}", _unknown(code, asked, says)))
        elif code in answered:
            faults.append(Fault("", 0, f"{place}: {code}", says("form: twice")))
        try:
            answered[code] = level_of("" if text_of(answer).lower() in UNKNOWN else answer)
        except ValueError:
            faults.append(Fault("", 0, f"{place}: {code}", says("form: no level", typed=text_of(answer)[:40])))
    if len(faults) == wrong and all(map(math.isnan, answered.values())):
        faults.append(Fault("", 0, file, says("form: nothing answered")))
    group = _group(form.group)
    return [
        {"respondent": who, "group": group, "block": one.block, "statement": one.name}
        | {"level": answered.get(one.code, float("nan"))}
        for one in asked.statements
    ]


def _group(written: str) -> str:
    known = {says(f"group {group}").lower(): group for says in spoken_languages() for group in GROUPS}
    return known.get(written.lower(), written)


def _unknown(code: str, asked: Questionnaire, says: Language) -> str:
    near = nearest(code, asked.by_code)
    return says("form: no such statement near", near=near) if near else says("form: no such statement")


def read_form(path: Path, faults: list[Fault], reader: Language) -> Form | None:
    """A form as it stands in a file (.xlsx, or .csv with commas, semicolons or tabs), in any language.

    Args:
        path: the file.
        faults: grows by what makes it unreadable.
        reader: the language of whoever is told.

    Returns:
        the form, or None where it cannot be read.
    """
    before = len(faults)
    tables = tables_in(path, faults, reader)
    form = next((form for rows, place in tables if (form := _found(rows, place)) is not None), None)
    if form is None and len(faults) == before:
        faults.append(without_headings(path, tables, WORDS, reader))
    return form


def _found(rows: Sequence[Row], place: Place) -> Form | None:
    """The form in a table, below the row that has its headings; None where there is no such row."""
    codes, names, groups = (
        {says(f"form {key}").lower() for says in spoken_languages()} for key in ("code", "name", "group")
    )
    answers = {says("form answer").lower(): says for says in spoken_languages()}
    about = {"name": "", "group": ""}
    for number, row in enumerate(rows):
        words = [text_of(cell).lower() for cell in row]
        code = next((at for at, word in enumerate(words) if word in codes), None)
        answer = next((at for at, word in enumerate(words) if word in answers), None)
        if code is not None and answer is not None:
            below = enumerate(rows[number + 1 :], start=number + 1)
            says = answers[words[answer]]
            found = ((place(at, answer, says), text_of(cell_of(one, code)), cell_of(one, answer)) for at, one in below)
            return Form(about["name"], about["group"], says, tuple(found))
        for key, labels in (("name", names), ("group", groups)):
            if words and words[0] in labels:
                about[key] = text_of(cell_of(row, 1))
    return None
