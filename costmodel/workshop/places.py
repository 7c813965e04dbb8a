"""Where a workshop's answers lie: a file for each case, named after it, in a folder that pages and notebooks share."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from costmodel.language.language_files import languages
from costmodel.workshop.answer_forms import read_answer_form
from costmodel.workshop.form_files import SUFFIXES

BEGINS, LONGEST = "answers_", 40  # letters of a case's name that its files bear
KEPT_IN = "COSTMODEL_ANSWERS"  # names the folder to the processes of a served page
BESIDE = "workshop"
FILLED, OF_LEVELS, TAKEN_IN = "filled", "questionnaire", "questionnaires"  # where filled questionnaires lie


def kept_in() -> Path:
    """Where a notebook keeps what is typed: the folder that the served page was given, or its own beside it."""
    return Path(os.environ.get(KEPT_IN) or BESIDE)


def place_of(folder: str | Path | None) -> Path:
    """A folder that somebody has named; that of `kept_in` where nobody has."""
    return kept_in() if folder is None else Path(folder)


def with_answers() -> Path:
    """The same for a page of all languages: the folder of another language, where only that one has answers."""
    every = [kept_in(), *(Path(code) / BESIDE for code in languages())]
    return next((place for place in every if books(place)), every[0])


def answers_path(folder: Path, case: str) -> Path:
    """The file with the answers of a case."""
    return folder / f"{BEGINS}{file_name(case)}.csv"


def books(folder: str | Path) -> list[str]:
    """The names of the cases that have answers in a folder, the last one first."""
    paths = sorted(Path(folder).glob(f"{BEGINS}*.csv"), key=lambda path: -path.stat().st_mtime)
    forms = [read_answer_form(path, []) for path in paths]
    return [form.about["case"] for form in forms if form is not None and form.about["case"]]


def questionnaires(kept: str | Path) -> list[Path]:
    """The filled questionnaires: those that a notebook has taken in, and those in the folder of the workshop.

    Args:
        kept: where the notebooks keep what is typed.
    """
    beside = Path(kept).resolve().parent
    of_all = beside.parent if beside.name in languages() else beside
    places = (Path(kept) / TAKEN_IN, of_all / FILLED / OF_LEVELS)
    return sorted(path for place in places for ending in SUFFIXES for path in place.glob(f"*{ending}"))


def file_name(case: str) -> str:
    """What the files of a case are called.

    >>> file_name("  Nord-Quelle GmbH: Kameras für Etiketten ")
    'nord_quelle_gmbh_kameras_fur_etiketten'
    """
    plain = unicodedata.normalize("NFKD", case.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
