"""Filled forms of the questionnaire, read back: Excel or CSV, in any language, every fault with its line or cell."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.elicitation.levels import level_of
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.opening import LARGEST_TEXT, UnreadableError, content, listed
from costmodel.files.questionnaires import Questionnaire, questionnaire
from costmodel.files.workbooks import UNREADABLE, as_written, unpacked
from costmodel.language.language import spoken_languages

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ("finance", "data_science", "business", "operations", "lead")
# What people write instead of leaving a cell empty.
UNKNOWN = ("?", "-", "–", "don't know", "don’t know", "n/a", "weiß nicht", "weiss nicht", "k. a.", "k.a.")
SUFFIXES = (".csv", ".xlsx")
MOST_ROWS, MOST_COLUMNS = 2_000, 50
Row = tuple[Any, ...]
Place = Callable[[int, int], str]  # row and column, counted from 0 -> as people find it


@dataclass(frozen=True)
class Form:
    """One filled form as it was read.

    Attributes:
        name, group: as written, "" where nothing is.
        answers: place (as people find it), code and answer of each row below the headings.
    """

    name: str
    group: str
    answers: tuple[tuple[str, str, Any], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has answered anything in it."""
        return not any(_text(answer) for _, _, answer in self.answers)


def read_questionnaires(
    paths: str | Path | Iterable[str | Path], folders: str | Path | Iterable[str | Path] = ()
) -> pd.DataFrame:
    """The answers of any number of filled forms, in whichever language, for `aggregate`.

    Args:
        paths: files (.xlsx, or .csv with commas or semicolons), or a folder of them.
        folders: as for `questionnaire`: which statements were asked.

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
    for path in _files(paths, faults):
        form = read_form(path, faults)
        if form is None:
            continue
        who = form.name or path.stem
        if who in seen:
            text = f"{who!r} has answered in {seen[who]} already; two people need two names"
            faults.append(Fault("", 0, path.name, text))
        seen.setdefault(who, path.name)
        rows += _levels(form, who, path.name, asked, faults)
    if faults:
        raise AssumptionsError(faults)
    return pd.DataFrame(rows, columns=["respondent", "group", "block", "statement", "level"])


def _files(paths: str | Path | Iterable[str | Path], faults: list[Fault]) -> Iterator[Path]:
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        faults.append(Fault("", 0, "", "there are no forms"))
    for path in given:
        if not path.is_dir():
            yield path
            continue
        try:
            found = listed(path, *SUFFIXES)
        except UnreadableError as error:
            faults.append(Fault("", 0, path.name, str(error)))
            continue
        if not found:
            faults.append(Fault("", 0, path.name, f"holds no forms ({', '.join(SUFFIXES)})"))
        yield from found


def _levels(form: Form, who: str, file: str, asked: Questionnaire, faults: list[Fault]) -> list[dict[str, Any]]:
    answered: dict[str, float] = {}
    wrong = len(faults)
    for place, code, answer in form.answers:
        if not code:
            if _text(answer):
                faults.append(Fault("", 0, place, "an answer without a code; the last column must stay as it was"))
            continue
        if code not in asked.by_code:
            faults.append(Fault("", 0, f"{place}: {code}", f"no such statement{did_you_mean(code, asked.by_code)}"))
        elif code in answered:
            faults.append(Fault("", 0, f"{place}: {code}", "stands in this form twice"))
        try:
            answered[code] = level_of("" if _text(answer).lower() in UNKNOWN else answer)
        except ValueError as error:
            faults.append(Fault("", 0, f"{place}: {code}", str(error)))
    if len(faults) == wrong and all(map(math.isnan, answered.values())):
        faults.append(Fault("", 0, file, "no statement is answered; if it is the empty form, take it away"))
    group = _group(form.group)
    return [
        {"respondent": who, "group": group, "block": one.block, "statement": one.name}
        | {"level": answered.get(one.code, float("nan"))}
        for one in asked.statements
    ]


def _group(written: str) -> str:
    known = {says(f"group {group}").lower(): group for says in spoken_languages() for group in GROUPS}
    return known.get(written.lower(), written)


def read_form(path: Path, faults: list[Fault]) -> Form | None:
    """A form as it stands in a file (.xlsx, or .csv with commas, semicolons or tabs), in any language.

    Args:
        path: the file.
        faults: grows by what makes it unreadable.

    Returns:
        the form, or None where it cannot be read.
    """
    kind = path.suffix.lower()
    try:
        if kind not in SUFFIXES:
            raise ValueError(f"a form ends in {' or '.join(SUFFIXES)}")
        tables = (_tables_of_workbook if kind == ".xlsx" else _tables_of_csv)(path)
        form = next((form for rows, place in tables if (form := _found(rows, place)) is not None), None)
        if form is None:
            wanted = " or ".join(repr(says("form answer")) for says in spoken_languages())
            raise ValueError(f"no row has the headings of a form ({wanted}, and 'Code')")
    except UnreadableError as error:
        faults.append(Fault("", 0, path.name[:80], str(error)))
        return None
    except UNREADABLE as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        faults.append(Fault("", 0, path.name, f"cannot be read as a form: {reason}"))
        return None
    return form


def _found(rows: Sequence[Row], place: Place) -> Form | None:
    """The form in a table, below the row that has its headings; None where there is no such row."""
    codes, answers, names, groups = (
        {says(f"form {key}").lower() for says in spoken_languages()} for key in ("code", "answer", "name", "group")
    )
    about = {"name": "", "group": ""}
    for number, row in enumerate(rows):
        words = [_text(cell).lower() for cell in row]
        code = next((at for at, word in enumerate(words) if word in codes), None)
        answer = next((at for at, word in enumerate(words) if word in answers), None)
        if code is not None and answer is not None:
            below = enumerate(rows[number + 1 :], start=number + 1)
            found = ((place(at, answer), _text(_at(one, code)), _at(one, answer)) for at, one in below)
            return Form(about["name"], about["group"], tuple(found))
        for key, labels in (("name", names), ("group", groups)):
            if words and words[0] in labels:
                about[key] = _text(_at(row, 1))
    return None


def _at(row: Row, place: int) -> Any:
    return row[place] if place < len(row) else None


def _text(cell: Any) -> str:
    return "" if cell is None else as_written(str(cell).strip()).strip()


def _tables_of_csv(path: Path) -> Iterator[tuple[list[Row], Place]]:
    raw = content(path, LARGEST_TEXT)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # as older versions of Excel save a CSV file
    # A form that went through Excel may have come back with the other mark between its columns.
    for mark in ";,\t":
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        lines: list[int] = []
        rows: list[Row] = []
        try:
            for row in reader:
                rows.append(tuple(row))
                lines.append(reader.line_num)
        except csv.Error as error:
            raise ValueError(str(error)) from None
        yield rows, partial(_line, path.name, lines)


def _line(file: str, lines: list[int], row: int, _column: int) -> str:
    return f"{file}:{lines[row]}"


def _tables_of_workbook(path: Path) -> Iterator[tuple[list[Row], Place]]:
    from openpyxl import load_workbook

    file = unpacked(path)
    values, formulas = (load_workbook(file, read_only=True, data_only=only) for only in (True, False))
    for sheet in values.worksheets:
        both = zip(*(_cells(book[sheet.title]) for book in (values, formulas)), strict=False)
        # A formula that was never calculated has no value; it is shown as it was written.
        rows = [tuple(a if a is not None else b for a, b in zip(*pair, strict=False)) for pair in both]
        yield rows, partial(_cell, f"{path.name}, sheet {sheet.title}")


def _cells(sheet: Any) -> Iterator[Row]:
    found: Iterator[Row] = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return found


def _cell(sheet: str, row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{sheet}, cell {get_column_letter(column + 1)}{row + 1}"
