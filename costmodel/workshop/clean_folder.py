"""The folder of a workshop: clean before, with empty forms and no result in it; afterwards what the group has made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from costmodel.elicitation.key_questions import questions
from costmodel.elicitation.levels import Aggregation, aggregate
from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.estimates.result import Estimate, estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.tree import data_folder
from costmodel.files.writing import ASSUMPTIONS, folder_written, write_whole
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST
from costmodel.language.typed import read_money
from costmodel.report import pdf, workbook
from costmodel.workshop import answered_case
from costmodel.workshop.answer_book import AnswerBook, open_book
from costmodel.workshop.answer_forms import AnswerForm, read_answer_form, write_answer_form
from costmodel.workshop.case_start import begins_with, found_from
from costmodel.workshop.example import example_case
from costmodel.workshop.filled_forms import read_questionnaires
from costmodel.workshop.form_files import SUFFIXES
from costmodel.workshop.forms import write_questionnaire
from costmodel.workshop.handout import handout, handout_before
from costmodel.workshop.material import material
from costmodel.workshop.own_levels import save_levels
from costmodel.workshop.places import BESIDE, FILLED, OF_LEVELS, books, file_name, questionnaires
from costmodel.workshop.question_sheet import question_sheet
from costmodel.workshop.runs import AT_REST, SEED

FORMS, PAPERS, RESULT = "forms", "papers", "result"
ANSWERS = "answers"  # forms and filled forms
NOTEBOOK, LEFT_OUT = ".ipynb", ("workshop", "__pycache__", ".ipynb_checkpoints")


def prepare(
    folder: str | Path,
    start: Assumptions,
    case: str = "",
    code: str | Language = "en",
    first_estimate: str = "",
    laid: Sequence[str | Path] | None = None,
) -> list[Path]:
    """A clean folder for a workshop: notebooks without outputs, guides, empty forms, papers; no result, no answers.

    Where the case has a name, the notebooks open it at once.

    Args:
        folder: new or empty; nothing is ever written over.
        start: the case that the group starts from; decides on what is asked.
        case: what the group calls its case; stands on the forms.
        code: of the language of forms and papers. Notebooks and guides are there in all.
        first_estimate: the amount that somebody has named before, as it is typed in that language.
        laid: the scenarios of the case as they were asked for, by name or as files; those of `start` unless told.

    Returns:
        what was written, as it lies in the folder.

    Raises:
        FileExistsError: there is something in the folder.
        ValueError: that amount is none, or there is one and the case has no name.
        OSError: it cannot be written.
    """
    says, place = language_of(code), Path(folder)
    if first_estimate:
        read_money(first_estimate, start.currency, says)
        if not case:
            raise ValueError(says("answers: no case"))
    with folder_written(place) as made:
        asked = list(questions(start, code=says).index)
        # No amount is on a form: whoever has seen one stays near it.
        about = {"case": case, "starts from": begins_with(start, place / FORMS, laid)}
        _notebooks_into(made)
        for ending in SUFFIXES:
            write_answer_form(made / FORMS / f"{ANSWERS}{ending}", start, asked, says, about)
            write_questionnaire(made / FORMS / f"{OF_LEVELS}{ending}", says.code)
        material(made / PAPERS, says, case)
        handout_before(start, made / PAPERS / f"{says('handout file')}.pdf", says)
        question_sheet(start, made / PAPERS / f"{says('answers: file')}.pdf", asked, says, case=case)
        for part in (ANSWERS, OF_LEVELS):
            with folder_written(made / FILLED / part):
                pass  # an empty one
        if case:
            starts_from = begins_with(start, _beside_notebooks(place, says.code), laid)
            kept = _beside_notebooks(made, says.code)
            AnswerBook(kept, case.strip(), starts_from, says.code, start, tuple(asked)).begin(first_estimate)
    return sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file())


def _notebooks_into(made: Path) -> None:
    shipped = data_folder("notebooks")
    shutil.copytree(shipped, made, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for path in made.rglob(f"*{NOTEBOOK}"):
        write_whole(path, _cleared(path.read_text(encoding="utf-8")).encode(), (NOTEBOOK,))


def _cleared(text: str) -> str:
    """A notebook without outputs."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    notebook["metadata"].pop("widgets", None)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Closed:
    """What a workshop leaves.

    Attributes:
        case: what the group calls it.
        people: who has answered.
        answers: how many answers there are.
        written: the files in the folder `result`.
        language: the code of the language of the papers.
        unread: answers that are not counted: they cannot be read, or the same person has typed another one.
        est: the estimate of the case.
    """

    case: str
    people: tuple[str, ...]
    answers: int
    written: tuple[Path, ...]
    language: str
    unread: tuple[Fault, ...]
    est: Estimate


def close(folder: str | Path, case: str = "", code: str | Language | None = None) -> Closed:
    """Collect what the group has filled in and typed, and write the case, its page, its workbook and the hand-out.

    Forms in ``filled/answers`` come to the answers that were typed in the notebook; the levels of questionnaires in
    ``filled/questionnaire`` become a scenario of their own. Nothing that somebody filled in is moved or deleted, and
    nothing that was typed is written over by a form.

    Args:
        folder: as `prepare` has made it.
        case: what the group calls its case; the last one that was opened unless told.
        code: of the language of the papers; that of the folder's forms unless told.

    Raises:
        AssumptionsError: all faults of all forms.
        ValueError: nobody has answered anything.
        OSError: a file cannot be read or written.
    """
    place, blank = Path(folder), _blank_form(Path(folder))
    says = language_of(code or (blank.language if blank else FIRST))
    kept = _beside_notebooks(place, blank.language if blank else says.code)
    filled = sorted(path for ending in SUFFIXES for path in (place / FILLED / ANSWERS).glob(f"*{ending}"))
    about = blank.about if blank else {}
    starts_from = found_from(about.get("starts from", ""), place / FORMS, kept)
    opened = (one for one in books(kept) if one != example_case(says))
    name = case or next(opened, "") or about.get("case", "") or says("answers: our case")
    book = open_book(kept, name, starts_from, says)
    others, levels = _collected(book, filled, questionnaires(kept), says)
    if not book.answers:
        raise ValueError(says("answers: nobody"))
    result = place / RESULT
    scenario = answered_case.save(book)
    write_whole(result / scenario.name, scenario.read_bytes(), ASSUMPTIONS, make_folder=True)
    est = estimate(answered_case.decided(book), AT_REST, SEED)
    stem = file_name(book.case)
    written = [result / scenario.name]
    for write, ending in ((pdf.one_page, ".pdf"), (workbook.write, ".xlsx")):
        write(est, result / f"{stem}{ending}", says)
        written.append(result / f"{stem}{ending}")
    written.append(handout(est, result / f"{says('handout file')}.pdf", says, case_file=scenario))
    if levels is not None:
        written.append(save_levels(levels, result, says))
    people = tuple(dict.fromkeys(book.called(person) for _, person in book.answers if person))
    return Closed(book.case, people, len(book.answers), tuple(written), says.code, (*others, *book.read()[1]), est)


def _collected(
    book: AnswerBook, filled: Sequence[Path], forms: Sequence[Path], says: Language
) -> tuple[list[Fault], Aggregation | None]:
    """Take in the answers, and read the questionnaires: the answers that something else was typed for, and the levels.

    Raises:
        AssumptionsError: the faults of both kinds of forms together, before any result is written.
    """
    faults, others, levels = list[Fault](), list[Fault](), None
    try:
        others = book.collect(filled)[1] if filled else []
    except AssumptionsError as error:
        faults += error.faults
    try:
        levels = aggregate(read_questionnaires(forms, code=says)) if forms else None
    except AssumptionsError as error:
        faults += error.faults
    if faults:
        raise AssumptionsError(faults)
    return others, levels


def language_in(folder: str | Path) -> str | None:
    """The code of the language of a prepared folder; None where `prepare` has not made it."""
    blank = _blank_form(Path(folder))
    return blank.language if blank is not None else None


def answers_in(folder: str | Path) -> Path:
    """Where the notebooks of a prepared folder keep what is typed.

    Raises:
        ValueError: `prepare` has not made this folder.
    """
    blank = _blank_form(Path(folder))
    if blank is None:
        raise ValueError(Sentence("{folder} is no folder that `costmodel workshop prepare` has made", folder=folder))
    return _beside_notebooks(Path(folder), blank.language)


def _beside_notebooks(folder: Path, code: str) -> Path:
    return (folder if code == FIRST else folder / code) / BESIDE


def _blank_form(folder: Path) -> AnswerForm | None:
    """The empty form: it says which case it is, what it starts from, and in which language."""
    form = folder / FORMS / f"{ANSWERS}.csv"
    return read_answer_form(form, []) if form.is_file() else None
