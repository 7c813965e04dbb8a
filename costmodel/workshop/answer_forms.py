"""The questions that matter most as a form to be filled in, Excel or CSV, and filled ones read back with every fault.

The sheet on paper, the form in a notebook and these files have the same columns, and one reading of what is in them
(`costmodel.elicitation.typed_answers`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from costmodel.elicitation.typed_answers import Answer, UnreadableAnswerError, read_answer
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.assumptions import Assumptions
from costmodel.files.workbooks import harmless, lines_needed
from costmodel.files.writing import TABLE, WORKBOOK, write_whole
from costmodel.language.beliefs import symbol_of
from costmodel.language.language import Language, language_of, spoken_languages
from costmodel.language.translations import texts, translated
from costmodel.workshop.form_files import Place, Row, cell_of, forms_in, tables_in, text_of, without_headings

FORM = (*WORKBOOK, *TABLE)
ABOUT = (
    "case",
    "starts from",
    "first estimate",
    "decided",
    "person",
)  # lines above the headings, each with its answer beside it
OF_THE_GROUP = ("first estimate", "decided")  # of those, what nobody is asked for and stands there only when it is said
# What each column is called: a text of its own, or that of the sheet on paper.
COLUMNS = {
    "number": "sheet of questions number",
    "question": "questions ask",
    "unit": "questions unit",
    "low": "sheet of questions low",
    "high": "sheet of questions high",
    "likeliest": "sheet of questions likeliest",
    "why": "sheet of questions why",
    "person": "answers: person",
    "name": "form code",
}
# What a form is told from other tables by, and what says in which language it is written.
WORDS = (COLUMNS["question"], COLUMNS["name"], *COLUMNS.values(), *(f"answers: {key}" for key in ABOUT))
TYPED = ("low", "high", "likeliest", "why", "person")
WIDTHS = (5, 52, 22, 12, 12, 14, 44, 18, 30)  # letters


@dataclass(frozen=True)
class AnswerForm:
    """A form as it was read.

    Attributes:
        about: what stands above the headings, by the words of `ABOUT`; "" where nothing does.
        language: the code of the language in which it is written, and in which its numbers are read.
        rows: every question with what was written beside it, and where that stands.
    """

    about: Mapping[str, str]
    language: str
    rows: tuple[tuple[str, Answer], ...] = field(default=())

    @property
    def answers(self) -> list[Answer]:
        """What was answered, each with its person; a reason without a number is one too."""
        given = [one for _, one in self.rows if not one.says_nothing]
        return [replace(one, person=one.person or self.about["person"]) for one in given]


def write_answer_form(
    path: str | Path,
    assumptions: Assumptions,
    names: Sequence[str],
    language: str | Language = "en",
    about: Mapping[str, str] | None = None,
    answers: Iterable[Answer] = (),
) -> Path:
    """A form with a line for each question; empty, or with answers in it.

    Args:
        path: ends in .xlsx or .csv; what is there is replaced.
        assumptions: give meaning and unit of what is asked for; what is believed so far is left out, as on the sheet.
        names: of the assumptions that are asked for.
        language: one of `languages()`.
        about: what stands above the headings, by the words of `ABOUT`.
        answers: of any number of people; a question has a line for each, and an empty one where there is none.

    Raises:
        KeyError: a name that does not exist.
        ValueError: another ending, or no such language.
        OSError: the file cannot be written.
    """
    says = language_of(language)
    told = translated(assumptions, says.code)
    words = texts(says.code, told.folders)
    by_name: dict[str, list[Answer]] = {name: [] for name in names}
    for one in answers:
        by_name.setdefault(one.name, []).append(one)
    rows = []
    for number, (name, given) in enumerate(by_name.items(), start=1):
        asked = told[name]
        unit = says("sheet of questions event") if asked.is_event else words.unit(asked.unit, symbol_of(asked))
        beside = [str(number), asked.meaning, unit]
        rows += [[*beside, *(getattr(one, key) for key in TYPED), name] for one in given or [Answer(name)]]
    said = {key: (about or {}).get(key, "") for key in ABOUT}
    head = [(says(f"answers: {key}"), told) for key, told in said.items() if told or key not in OF_THE_GROUP]
    make = _workbook if Path(path).suffix.lower() == WORKBOOK[0] else _csv
    events = {name for name in by_name if told[name].is_event}
    return write_whole(path, make(head, rows, says, events), FORM, make_folder=True)


def _headings(says: Language) -> list[str]:
    return [says(key) for key in COLUMNS.values()]


def _csv(head: list[tuple[str, str]], rows: list[list[str]], says: Language, _events: set[str]) -> bytes:
    made = io.StringIO(newline="")
    out = csv.writer(made, delimiter=says.grammar.between_cells)
    title = [[says("sheet of questions title")], [says("sheet of questions how")]]
    for row in [*title, *map(list, head), [], _headings(says), *rows]:
        out.writerow([harmless(cell) for cell in row])
    return made.getvalue().encode("utf-8-sig")


def _workbook(head: list[tuple[str, str]], rows: list[list[str]], says: Language, events: set[str]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    base = {"font_name": "Calibri", "font_size": 11, "font_color": "#15202B", "valign": "top", "text_wrap": True}
    line = {"bottom": 4, "bottom_color": "#B9C4CD"}
    text = book.add_format({**base, **line, "num_format": "@"})
    pale = book.add_format({**base, **line, "font_size": 8, "font_color": "#8A97A3"})
    shut = book.add_format({**base, **line, "bg_color": "#DCE3E8"})
    # As text, so that a spreadsheet does not read what is meant for the reader of this program.
    typed = book.add_format(
        {**base, "num_format": "@", "bg_color": "#FFF8E5", "border": 1, "border_color": "#B9C4CD", "locked": False}
    )
    bold = {**base, "bold": True}
    heading = book.add_format({**bold, "font_color": "#FFFFFF", "bg_color": "#14598C"})
    sheet = book.add_worksheet(says("answers: sheet"))
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, says("sheet of questions title"), book.add_format({"bold": True, "font_size": 16}))
    sheet.merge_range(1, 0, 1, len(WIDTHS) - 2, says("sheet of questions how"), book.add_format(base))
    sheet.set_row(1, 32)
    for row, (label, told) in enumerate(head, start=2):
        sheet.merge_range(row, 0, row, 1, label, book.add_format(bold))
        sheet.merge_range(row, 2, row, 5, harmless(told), typed)
    first = 2 + len(head) + 1
    for place, name in enumerate(_headings(says)):
        sheet.write_string(first, place, name, heading)
    for row, cells in enumerate(rows, start=first + 1):
        is_event = cells[-1] in events
        looks = [pale, text, text, *([shut] * 2 if is_event else [typed] * 2), typed, typed, typed, pale]
        sheet.set_row(row, 15.5 * max(lines_needed([(cells[1], WIDTHS[1]), (cells[2], WIDTHS[2])]), 2))
        for place, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            if cell:
                sheet.write_string(row, place, harmless(cell), look)
            else:
                sheet.write_blank(row, place, None, look)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(first + 1, 0)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)
    book.close()
    return made.getvalue()


def read_answer_forms(
    paths: str | Path | Iterable[str | Path], assumptions: Assumptions, case: str = "", code: str | Language = "en"
) -> dict[str, AnswerForm]:
    """Filled forms, in whichever language; each answer is one that can be read.

    Args:
        paths: files (.xlsx, or .csv with commas or semicolons), or folders of them.
        assumptions: of the case that was asked for.
        case: what it is called; a form that names another case is refused. Not looked at where it is empty.
        code: of the language of whoever is told; the faults of a form are told in its own language.

    Returns:
        the name of each file with its form.

    Raises:
        AssumptionsError: all faults of all forms, each with file, line or cell, and question: no form, a form of
            another case, an answer that cannot be read, an unknown question, two answers of one person to it.
    """
    faults: list[Fault] = []
    found, reader = {}, language_of(code)
    for path in forms_in(paths, faults, reader):
        form = read_answer_form(path, faults, reader)
        if form is None:
            continue
        theirs = form.about["case"]
        if case and theirs and theirs != case:
            told = language_of(form.language)("form: of another case", theirs=theirs, case=case)
            faults.append(Fault("", 0, path.name, told))
            continue
        _look_at(form, assumptions, faults)
        found[path.name] = form
    _two_of_one_person(found, faults)
    if faults:
        raise AssumptionsError(faults)
    return found


def read_answer_form(path: Path, faults: list[Fault], code: str | Language = "en") -> AnswerForm | None:
    """A form as it stands in a file, whatever is written in it.

    Args:
        path: ends in .xlsx or .csv.
        faults: grows by what makes it unreadable.
        code: as for `read_answer_forms`.
    """
    before, reader = len(faults), language_of(code)
    tables = tables_in(path, faults, reader)
    for rows, place in tables:
        for says in spoken_languages():
            form = _found(rows, place, says)
            if form is not None:
                return form
    if len(faults) == before:
        faults.append(without_headings(path, tables, WORDS, reader))
    return None


def _found(rows: Sequence[Row], place: Place, says: Language) -> AnswerForm | None:
    called = {says(text).lower(): key for key, text in COLUMNS.items()}
    above = {says(f"answers: {key}").lower(): key for key in ABOUT}
    about = dict.fromkeys(ABOUT, "")
    for number, row in enumerate(rows):
        words = [text_of(cell).lower() for cell in row]
        columns = {called[word]: at for at, word in enumerate(words) if word in called}
        if {"name", "low", "high", "likeliest", "question"} <= set(columns):
            below = enumerate(rows[number + 1 :], start=number + 1)
            read = [(place(at, None, says), _answer(one, columns)) for at, one in below if any(one)]
            return AnswerForm(about, says.code, tuple(read))
        if words and words[0] in above:
            about[above[words[0]]] = next((text_of(cell) for cell in row[1:] if text_of(cell)), "")
    return None


def _answer(row: Row, columns: Mapping[str, int]) -> Answer:
    keys = ("name", *TYPED)
    return Answer(**{key: text_of(cell_of(row, columns[key])) if key in columns else "" for key in keys})


def _look_at(form: AnswerForm, assumptions: Assumptions, faults: list[Fault]) -> None:
    says = language_of(form.language)
    words, told = texts(says.code, assumptions.folders), translated(assumptions, says.code)
    for place, one in form.rows:
        if one.says_nothing:
            continue
        if one.name not in told:
            faults.append(Fault("", 0, f"{place}: {one.name}", says("form: no such question")))
            continue
        if one.is_empty:
            continue
        try:
            read_answer(one, told[one.name], says, words)
        except UnreadableAnswerError as wrong:
            faults += [Fault("", 0, place, f"{told[one.name].meaning}: {sentence}") for sentence in wrong.faults]


def _two_of_one_person(forms: Mapping[str, AnswerForm], faults: list[Fault]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for file, form in forms.items():
        for place, one in form.rows:
            person = one.person or form.about["person"] or Path(file).stem
            key = (one.name, person)
            if key in seen and not one.says_nothing:
                says = language_of(form.language)
                text = says("form: two of one name", person=person, file=seen[key])
                faults.append(Fault("", 0, place if seen[key] == file else file, text))
            if not one.says_nothing:
                seen.setdefault(key, file)
