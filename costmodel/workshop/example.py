"""The made-up bottler of the workshop: a case whose answers are shipped, to see what a filled form looks like."""

from __future__ import annotations

from pathlib import Path

from costmodel.errors import AssumptionsError, Fault
from costmodel.files.tree import baseline_folder
from costmodel.files.writing import TABLE, write_whole
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST
from costmodel.workshop.answer_book import AnswerBook, open_book
from costmodel.workshop.answer_forms import read_answer_form
from costmodel.workshop.places import answers_path


def example_book(folder: str | Path, code: str | Language = "en") -> AnswerBook:
    """The book of the made-up bottler, whose answers are shipped; as it was left where it is there already.

    Raises:
        AssumptionsError, OSError: as for `open_book`.
    """
    path, case = _example(language_of(code))
    place = answers_path(Path(folder), case)
    if not place.exists():
        write_whole(place, path.read_bytes(), TABLE, overwrite=False, make_folder=True)
    return open_book(folder, case)


def example_case(code: str | Language = "en") -> str:
    """What the made-up bottler's case is called."""
    return _example(language_of(code))[1]


def _example(says: Language) -> tuple[Path, str]:
    """The shipped form with its answers, in this language or in English, and the name of its case."""
    places = [baseline_folder() / "workshop" / f"example_{code}.csv" for code in (says.code, FIRST)]
    path = next(place for place in places if place.is_file())
    faults: list[Fault] = []
    form = read_answer_form(path, faults, says)
    if form is None:
        raise AssumptionsError(faults)
    return path, form.about["case"]
