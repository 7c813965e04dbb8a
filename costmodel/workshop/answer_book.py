"""What a group has answered about one case: kept in a file, found again, put side by side, and made into one case.

Each case has a file of its own, named after the case, so that no case takes over the answers of another one. The file
is a form like those that people fill in (`costmodel.workshop.answer_forms`), and is written anew at each answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.elicitation.key_questions import questions
from costmodel.elicitation.pooling import Pooled, pool
from costmodel.elicitation.typed_answers import Answer, Read, UnreadableAnswerError, in_language, read_answer
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.assumptions import Assumptions
from costmodel.files.levers import percents
from costmodel.files.loading import load
from costmodel.files.own_scenario import save_scenario
from costmodel.files.tree import baseline_folder
from costmodel.files.writing import TABLE, write_whole
from costmodel.language.beliefs import symbol_of, written_number
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST
from costmodel.language.translations import texts, translated
from costmodel.language.typed import read_money
from costmodel.workshop.answer_forms import read_answer_form, read_answer_forms, write_answer_form

if TYPE_CHECKING:
    import pandas as pd

BEGINS, LONGEST = "answers_", 40  # letters of a case's name that its files bear
SHARES = (0.1, 0.5, 0.9)
FIRST_ESTIMATE = "first_estimate.amount"


@dataclass
class AnswerBook:
    """The answers of one case.

    Attributes:
        folder: where its files are.
        case: what the group calls it.
        starts_from: the scenario that it begins with, by name or as a file.
        language: the code of the language in which its numbers are written.
        start: the assumptions of that scenario, in this language.
        asked: the names of what is asked for, in the order of the form.
        first_estimate: what somebody has estimated before, as typed; "" where nobody has.
        decided: the switches of the measures that the group has decided on.
        answers: by question and person.
    """

    folder: Path
    case: str
    starts_from: str
    language: str
    start: Assumptions
    asked: tuple[str, ...]
    first_estimate: str = ""
    decided: tuple[str, ...] = ()
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The file with the answers."""
        return self.folder / f"{BEGINS}{file_name(self.case)}.csv"

    @property
    def scenario_path(self) -> Path:
        """The file that `save_case` writes."""
        return self.folder / f"{file_name(self.case)}.yaml"

    def put(self, answers: Iterable[Answer]) -> None:
        """Take answers in, each in the place of what the same person said before, and save them all at once.

        An empty answer takes the old one away.

        Raises:
            OSError: the file cannot be written.
        """
        for one in answers:
            key = (one.name, one.person)
            if one.is_empty and not one.why:
                self.answers.pop(key, None)
            else:
                self.answers[key] = one
        self.save()

    def save(self) -> None:
        """Write the file.

        Raises:
            OSError: the file cannot be written.
        """
        about = {
            "case": self.case,
            "starts from": self.starts_from,
            "first estimate": self.first_estimate,
            "decided": ", ".join(self.decided),
        }
        names = [*self.asked, *(name for name, _ in self.answers if name not in self.asked)]
        write_answer_form(self.path, self.start, names, self.language, about, self.answers.values())

    def collect(self, paths: str | Path | Iterable[str | Path]) -> int:
        """Take in the filled forms of several people.

        Returns:
            how many answers there were.

        Raises:
            AssumptionsError: as for `read_answer_forms`; nothing is taken in then.
            OSError: the file cannot be written.
        """
        forms = read_answer_forms(paths, self.start, self.case)
        mine, known = language_of(self.language), list[Answer]()
        for file, form in forms.items():
            theirs = language_of(form.language)
            for one in form.answers:
                named = replace(one, person=one.person or Path(file).stem)
                asked = self.start[one.name]
                known.append(named if theirs.code == mine.code else in_language(named, asked, theirs, mine))
        self.put(known)
        return len(known)

    def read(self) -> tuple[dict[str, list[Read]], list[Fault]]:
        """What was understood, by question in the order of the form, and what was not."""
        says = language_of(self.language)
        words = texts(says.code, self.start.folders)
        found: dict[str, list[Read]] = {name: [] for name in self.asked}
        faults = []
        for one in self.answers.values():
            if one.is_empty:
                continue
            asked = self.start[one.name]
            try:
                found.setdefault(one.name, []).append(read_answer(one, asked, says, words))
            except UnreadableAnswerError as wrong:
                who = f"{asked.meaning} ({one.person})" if one.person else asked.meaning
                faults += [Fault("", 0, who, sentence) for sentence in wrong.faults]
        return {name: read for name, read in found.items() if read}, faults

    def pooled(self, name: str) -> Pooled | None:
        """Everybody's ranges for one question as one, each counting the same; None where nobody has answered."""
        read = self.read()[0].get(name)
        return pool([one.belief for one in read], names=self.people(read)) if read else None

    def people(self, read: Sequence[Read]) -> list[str]:
        """Who gave these answers; whoever has no name gets a number."""
        says = language_of(self.language)
        return [one.answer.person or says("answers: somebody", number=str(at)) for at, one in enumerate(read, start=1)]

    @property
    def before(self) -> Assumptions:
        """The case without answers: what it starts from, and the estimate that there was.

        Raises:
            ValueError: that estimate is no amount.
        """
        if not self.first_estimate:
            return self.start
        says = language_of(self.language)
        amount = read_money(self.first_estimate, self.start.currency, says)
        return self.start.with_changes({FIRST_ESTIMATE: amount}, why=says("answers: first why"), by="workshop")

    @property
    def assumptions(self) -> Assumptions:
        """The case with what was answered, each number with the reasons of those who gave it.

        Raises:
            AssumptionsError: an answer that the model refuses.
            ValueError: as for `before`.
        """
        says, case = language_of(self.language), self.before
        for name, read in self.read()[0].items():
            belief = pool([one.belief for one in read], names=self.people(read)).belief
            case = case.with_changes({name: belief}, why=self._reasons(read, says), by="workshop")
        return case

    def _reasons(self, read: Sequence[Read], says: Language) -> str:
        told = [
            f"{who}: {one.answer.why}" if one.answer.person else one.answer.why
            for who, one in zip(self.people(read), read, strict=True)
            if one.answer.why
        ]
        return "; ".join(told) or says("answers: no reason")

    @property
    def after(self) -> Assumptions:
        """The same with the measures that were decided.

        Raises:
            AssumptionsError, ValueError: as for `assumptions`.
        """
        why = language_of(self.language)("answers: decided why")
        return self.assumptions.with_changes(dict.fromkeys(self.decided, 1.0), why=why, by="workshop")

    def save_case(self) -> Path:
        """The case as a scenario file, for the dashboard, the command line and the other notebooks.

        Raises:
            ValueError: nothing differs from the case that it starts from, or the file is the one that it starts from.
            OSError: the file cannot be written.
        """
        says = language_of(self.language)
        if Path(self.starts_from).resolve() == self.scenario_path.resolve():
            raise ValueError(says("answers: own input", file=self.scenario_path.name))
        told = says("answers: story", case=self.case, start=self.starts_from)
        return save_scenario(self.after, self.scenario_path, self.case, told, overwrite=True)


def open_book(
    folder: str | Path, case: str, starts_from: str = "", code: str | Language = "en", names: Sequence[str] = ()
) -> AnswerBook:
    """The book of a case: as it was left, or a new one.

    Args:
        folder: where the files of the workshop are.
        case: what the group calls it; it names the files.
        starts_from: the scenario (by name or as a file) of a new book; one that is there knows it.
        code: of the language of a new book.
        names: what is asked for in a new book; the questions that matter most unless told.

    Raises:
        AssumptionsError: the file is there and is no form, or the form of another case; faults in the scenario.
        ValueError: no name, or one without letters and digits.
    """
    says, place = language_of(code), Path(folder)
    if not file_name(case):
        raise ValueError(says("answers: no name"))
    path = place / f"{BEGINS}{file_name(case)}.csv"
    if not path.exists():
        start = _begun(starts_from, says.code)
        asked = tuple(names) or tuple(questions(start, code=says).index)
        return AnswerBook(place, case.strip(), starts_from, says.code, start, asked)
    faults: list[Fault] = []
    form = read_answer_form(path, faults)
    if form is None:
        raise AssumptionsError(faults)
    about = form.about
    if about["case"] != case.strip():
        raise AssumptionsError([Fault("", 0, path.name, says("answers: other case", case=about["case"]))])
    start = _begun(about["starts from"], form.language)
    asked = tuple(dict.fromkeys(one.name for _, one in form.rows if one.name in start))
    kept = {(one.name, one.person): one for _, one in form.rows if one.name in start and (one.why or not one.is_empty)}
    decided = tuple(one for one in re.split(r",\s*", about["decided"]) if one in start)
    return AnswerBook(
        place, case.strip(), about["starts from"], form.language, start, asked, about["first estimate"], decided, kept
    )


def _begun(starts_from: str, code: str) -> Assumptions:
    """The assumptions of the scenarios that a case begins with, each by its name or as a file, parted by plus signs."""
    parts = [one.strip() for one in starts_from.split(" + ")]
    return translated(load(scenarios=[one for one in parts if one]), code)


def example_book(folder: str | Path, code: str | Language = "en") -> AnswerBook:
    """The book of the made-up bottler, whose answers are shipped; as it was left where it is there already.

    Raises:
        AssumptionsError, OSError: as for `open_book`.
    """
    path, case = _example(language_of(code))
    place = Path(folder) / f"{BEGINS}{file_name(case)}.csv"
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
    form = read_answer_form(path, faults)
    if form is None:
        raise AssumptionsError(faults)
    return path, form.about["case"]


def books(folder: str | Path) -> list[str]:
    """The names of the cases that have answers in a folder, the last one first."""
    paths = sorted(Path(folder).glob(f"{BEGINS}*.csv"), key=lambda path: -path.stat().st_mtime)
    forms = [read_answer_form(path, []) for path in paths]
    return [form.about["case"] for form in forms if form is not None and form.about["case"]]


def file_name(case: str) -> str:
    """What the files of a case are called.

    >>> file_name("  Nord-Quelle GmbH: Kameras für Etiketten ")
    'nord_quelle_gmbh_kameras_fur_etiketten'
    """
    plain = unicodedata.normalize("NFKD", case.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")


def side_by_side(book: AnswerBook) -> pd.DataFrame:
    """Everybody's range for every question, and below them what they are together, with what that loses.

    Returns:
        a row for each answer and, where several answered, one for all; columns in the language: question, who, low,
        middle, high (P10, P50, P90; of an event its chance), unit, why, and what to say of it.
    """
    import pandas as pd

    says = language_of(book.language)
    words = texts(says.code, book.start.folders)
    rows = []
    for name, read in book.read()[0].items():
        asked = book.start[name]
        unit = says("sheet of questions event") if asked.is_event else words.unit(asked.unit, symbol_of(asked))
        together = pool([one.belief for one in read], names=book.people(read))
        for who, one in zip(together.names, read, strict=True):
            numbers = one.belief.quantile(SHARES) if not asked.is_event else [None, one.belief.low, None]
            rows.append([asked.meaning, who, *_written(numbers, percents(asked), says), unit, one.gave_way])
        if len(read) > 1:
            numbers = together.quantile(SHARES) if not asked.is_event else [None, together.mean, None]
            told = together.verdict(says) if not asked.is_event else ""
            rows.append(["", says("answers: together"), *_written(numbers, percents(asked), says), unit, told])
    keys = ("questions ask", "answers: who", "answers: low", "answers: middle", "answers: high", "questions unit")
    return pd.DataFrame(rows, columns=[*map(says, keys), says("answers: verdict")])


def _written(numbers: Iterable[float | None], times: float, says: Language) -> list[str]:
    return ["" if one is None else written_number(float(f"{times * float(one):.3g}"), says) for one in numbers]
