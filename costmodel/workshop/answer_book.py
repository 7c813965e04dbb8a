"""What a group has answered about one case: kept in a file, found again, and put side by side.

Each case has a file of its own, named after the case, so that no case takes over the answers of another one. The file
is a form like those that people fill in (`costmodel.workshop.answer_forms`), and is written anew at each answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from costmodel.elicitation.key_questions import questions
from costmodel.elicitation.pooling import Pooled, pool
from costmodel.elicitation.typed_answers import Answer, Read, UnreadableAnswerError, in_language, read_answer
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.assumptions import Assumptions
from costmodel.files.writing import alone
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts
from costmodel.workshop.answer_forms import AnswerForm, read_answer_form, read_answer_forms, write_answer_form
from costmodel.workshop.canvas import OF_ALL
from costmodel.workshop.case_start import begun, told_start
from costmodel.workshop.places import answers_path, file_name


@dataclass
class AnswerBook:
    """The answers of one case.

    Attributes:
        folder: where its files are.
        case: what the group calls it.
        starts_from: the scenario that it begins with, by name or as a file, which is found from that folder.
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
        return answers_path(self.folder, self.case)

    @property
    def scenario_path(self) -> Path:
        """The file of the case that is made of the answers (`costmodel.workshop.answered_case.save`)."""
        return self.folder / f"{file_name(self.case)}.yaml"

    def put(self, answers: Iterable[Answer]) -> None:
        """Take answers in, each in the place of what the same person said before, and save them all at once.

        An empty answer takes the old one away. What others have saved meanwhile stays.

        Raises:
            AssumptionsError: what others have saved cannot be read; nothing is written over it.
            OSError: the file cannot be written.
        """
        with alone(self.path):
            self.renew()
            for one in answers:
                key = (one.name, one.person)
                if one.says_nothing:
                    self.answers.pop(key, None)
                else:
                    self.answers[key] = one
            self._write()

    def renew(self) -> None:
        """Take over what others have saved meanwhile.

        Raises:
            AssumptionsError: the file is there and is no form.
        """
        if not self.path.exists():
            return
        form = _form_in(self.path, self.language)
        told = (one for _, one in form.rows if one.name in self.start)
        self.answers = {(one.name, one.person): one for one in told if not one.says_nothing}
        self.decided = tuple(one for one in re.split(r",\s*", form.about["decided"]) if one in self.start)
        self.first_estimate = form.about["first estimate"]

    def begin(self, first_estimate: str = "") -> None:
        """Make the file, or give the one that is there another estimate of before; one that is empty changes nothing.

        Raises:
            AssumptionsError, OSError: as for `put`.
        """
        with alone(self.path):
            self.renew()
            self.first_estimate = first_estimate or self.first_estimate
            self._write()

    def decide(self, switches: Iterable[str]) -> None:
        """Keep which measures the group has decided on.

        Raises:
            AssumptionsError, OSError: as for `put`.
        """
        with alone(self.path):
            self.renew()
            self.decided = tuple(switches)
            self._write()

    def _write(self) -> None:
        about = {
            "case": self.case,
            "starts from": self.starts_from,
            "first estimate": self.first_estimate,
            "decided": ", ".join(self.decided),
        }
        names = [*self.asked, *(name for name, _ in self.answers if name not in self.asked)]
        write_answer_form(self.path, self.start, names, self.language, about, self.answers.values())

    def collect(self, paths: str | Path | Iterable[str | Path]) -> tuple[int, list[Fault]]:
        """Take in the filled forms of several people.

        A number that the same person has typed otherwise stays: a group types in what talking has changed, and its
        forms still say what was thought before.

        Returns:
            how many answers were taken in, and those that were not, each with what stays.

        Raises:
            AssumptionsError: as for `read_answer_forms`; nothing is taken in then.
            OSError: the file cannot be written.
        """
        forms = read_answer_forms(paths, self.start, self.case, self.language)
        mine, known, others = language_of(self.language), list[Answer](), list[Fault]()
        self.renew()
        for file, form in forms.items():
            theirs = language_of(form.language)
            for one in form.answers:
                named = replace(one, person=one.person or Path(file).stem)
                asked = self.start[one.name]
                told = named if theirs.code == mine.code else in_language(named, asked, theirs, mine)
                before = self.answers.get((told.name, told.person), Answer(told.name, person=told.person))
                if told.numbers and before.numbers and told.numbers != before.numbers:
                    stays = mine("answers: stays", file=file, form=told.numbers, typed=before.numbers)
                    others.append(Fault("", 0, f"{asked.meaning} ({self.called(told.person)})", stays))
                else:
                    known.append(replace(told if told.numbers else before, why=before.why or told.why))
        self.put(known)
        return len(known), others

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
                who = f"{asked.meaning} ({self.called(one.person)})" if one.person else asked.meaning
                faults += [Fault("", 0, who, sentence) for sentence in wrong.faults]
        return {name: read for name, read in found.items() if read}, faults

    def pooled(self, name: str) -> Pooled | None:
        """Everybody's ranges for one question as one, each counting the same; None where nobody has answered."""
        read = self.read()[0].get(name)
        return pool([one.belief for one in read], names=self.people(read)) if read else None

    def people(self, read: Sequence[Read]) -> list[str]:
        """Who gave these answers; whoever has no name gets a number."""
        return [self.called(one.answer.person, str(at)) for at, one in enumerate(read, start=1)]

    def called(self, person: str, number: str = "") -> str:
        """What somebody is called, in the language of the case: by name, as the canvas of all, or by a number."""
        says = language_of(self.language)
        return says("canvas: who") if person == OF_ALL else person or says("answers: somebody", number=number)

    @property
    def told_start(self) -> str:
        """What the case begins with, in words."""
        return told_start(self.starts_from, self.folder, language_of(self.language))


def open_book(
    folder: str | Path, case: str, starts_from: str = "", code: str | Language = "en", names: Sequence[str] = ()
) -> AnswerBook:
    """The book of a case: as it was left, or a new one.

    Args:
        folder: where the files of the workshop are.
        case: what the group calls it; it names the files.
        starts_from: the scenario (by name, or as a file found from the folder) of a new book; one that is there
            knows it.
        code: of the language of a new book.
        names: what is asked for in a new book; the questions that matter most unless told.

    Raises:
        AssumptionsError: the file is there and is no form, or the form of another case; faults in the scenario.
        ValueError: no name, or one without letters and digits.
    """
    says, place = language_of(code), Path(folder)
    if not file_name(case):
        raise ValueError(says("answers: no name"))
    path = answers_path(place, case)
    if not path.exists():
        start = begun(starts_from, place, says.code)
        asked = tuple(names) or tuple(questions(start, code=says).index)
        return AnswerBook(place, case.strip(), starts_from, says.code, start, asked)
    form = _form_in(path, says)
    if form.about["case"] != case.strip():
        raise AssumptionsError([Fault("", 0, path.name, says("answers: other case", case=form.about["case"]))])
    start = begun(form.about["starts from"], place, form.language)
    asked = tuple(dict.fromkeys(one.name for _, one in form.rows if one.name in start))
    book = AnswerBook(place, case.strip(), form.about["starts from"], form.language, start, asked)
    book.renew()
    return book


def _form_in(path: Path, code: str | Language) -> AnswerForm:
    faults: list[Fault] = []
    form = read_answer_form(path, faults, code)
    if form is None:
        raise AssumptionsError(faults)
    return form
