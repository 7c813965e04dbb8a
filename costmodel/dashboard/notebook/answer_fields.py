"""The questions that matter most as fields in a notebook: each person's answer, read back at once and saved at once."""

from __future__ import annotations

from typing import Any, Protocol

import ipywidgets

from costmodel import Assumptions, AssumptionsError
from costmodel.dashboard.notebook.connection import connection
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.our_case import OurCase, our_case
from costmodel.dashboard.notebook.own_page import OwnPage
from costmodel.dashboard.notebook.reveal import Reveal, not_saved, wrong
from costmodel.dashboard.notebook.table import table
from costmodel.dashboard.notebook.uploads import handed_over, upload_field
from costmodel.elicitation.typed_answers import NUMBERS, Answer, UnreadableAnswerError, in_language, read_answer
from costmodel.language.beliefs import symbol_of
from costmodel.language.faults import sentences
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST
from costmodel.language.translations import texts
from costmodel.pictures.markup import Markup, join, tag
from costmodel.workshop.answer_book import open_book
from costmodel.workshop.answer_forms import FORM
from costmodel.workshop.canvas import OF_ALL
from costmodel.workshop.places import books, with_answers
from costmodel.workshop.side_by_side import side_by_side

WIDE, NARROW, NOT_SEEN = {"width": "320px"}, {"width": "112px"}, {"display": "none"}


class Form(Protocol):
    """What a row of fields knows of the form that it stands in.

    Attributes:
        ours: the case that is answered.
        says: the language of the form.
        person: the field with who answers.
    """

    ours: OurCase
    says: Language
    person: Any

    def keep(self, answer: Answer) -> None:
        """Save an answer.

        Raises:
            AssumptionsError, OSError: as for `AnswerBook.put`.
        """


class AnswerRow(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """One question with its fields, and below them how the answer is understood.

    Args:
        form: that it stands in.
        name: of the assumption.
        number: of the question, if it has one.
        without: fields that are not seen here.

    Attributes:
        name: of the assumption.
        fields: "low", "high", "likeliest" and "why" -> the field.
        shown: the answer read back, or what is wrong with it.
    """

    def __init__(self, form: Form, name: str, number: int | None = None, without: tuple[str, ...] = ()) -> None:
        self._form, self.name = form, name
        says, asked = form.says, form.ours.book.start[name]
        words = texts(says.code, form.ours.book.start.folders)
        unseen = (*without, *(("low", "high") if asked.is_event else ()))
        self.fields: dict[str, Any] = {}
        for key in (*NUMBERS, "why"):
            called = says(f"sheet of questions {key}")
            field = made(
                ipywidgets.Text,
                placeholder=says("answers: chance field") if asked.is_event and key == "likeliest" else called,
                tooltip=f"{asked.meaning}: {called}",
                continuous_update=False,
                layout=NOT_SEEN if key in unseen else WIDE if key == "why" else NARROW,
            )
            field.observe(lambda _: self.typed(), "value")
            self.fields[key] = field
        self.shown = made(ipywidgets.HTML)
        unit = says("sheet of questions event") if asked.is_event else words.unit(asked.unit, symbol_of(asked))
        told = made(
            ipywidgets.HTML,
            tag("span", f"{number}. " if number else "", f"{asked.meaning} ", tag("b", f"({unit.strip()})")),
        )
        line = made(ipywidgets.Box, list(self.fields.values()), layout={"flex_flow": "row wrap"})
        line.add_class("cm-line")
        super().__init__([told, line, self.shown], layout=laid(margin="0 0 10px"))

    def fill(self, answer: Answer) -> None:
        """Put an answer into the fields, without saving it again; nobody types before it is said who answers."""
        for key, field in self.fields.items():
            field.unobserve_all("value")
            field.value = getattr(answer, key)
            field.disabled = not answer.person
            field.observe(lambda _: self.typed(), "value")
        self._read_back(answer)

    def typed(self) -> None:
        """Save what stands in the fields, and read it back; or say that it is not saved."""
        values = {key: field.value.strip() for key, field in self.fields.items()}
        answer = Answer(self.name, person=self._form.person.value.strip(), **values)
        fault = not_saved(lambda: self._form.keep(answer), self._form.says)
        self._read_back(answer)
        self.shown.value = join(fault, Markup(self.shown.value)) if fault else self.shown.value

    def _read_back(self, answer: Answer) -> None:
        says, start = self._form.says, self._form.ours.book.start
        if answer.is_empty:
            self.shown.value = ""
            return
        try:
            read = read_answer(answer, start[self.name], says, texts(says.code, start.folders))
        except UnreadableAnswerError as fault:
            self.shown.value = tag("div", *(tag("div", one) for one in fault.faults), class_="cm-wrong", role="alert")
            return
        told = says("answers: read back", told=read.told, family=read.family)
        self.shown.value = tag("div", " ".join(filter(None, (told, read.gave_way))), class_="cm-told", role="status")


class AnswerFields(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The form of one person after the other. Made by `answers`.

    Attributes:
        ours: the case that is answered.
        person: the field with the name or role of who answers; whoever is named there sees their own answers.
        rows: the questions.
        upload: takes filled forms in.
        together: everybody's ranges side by side, on a button.
        case: which case it is, and that first it must be said who answers.
    """

    def __init__(self, ours: OurCase, says: Language, each_alone: bool) -> None:
        self.ours, self.says, self._each_alone = ours, says, each_alone
        self.case = made(ipywidgets.HTML)
        self.person = made(
            ipywidgets.Combobox,
            placeholder=says("answers: who example"),
            tooltip=says("answers: person"),
            continuous_update=False,
            ensure_option=False,
            layout=WIDE,
        )
        self.person.observe(lambda _: self.load(), "value")
        self.upload = upload_field(says("answers: take in"), FORM, self.take_in)
        self.shown = made(ipywidgets.HTML)
        self.together = Reveal(self._side_by_side, says("answers: side by side"), says, again=True)
        self._questions = made(ipywidgets.VBox, [])
        self.rows: list[AnswerRow] = []
        how = made(ipywidgets.HTML, tag("p", says("sheet of questions how")))
        label = made(ipywidgets.HTML, tag("b", says("answers: person")))
        who = made(ipywidgets.VBox, [label, self.person], layout={"margin": "0 0 16px"})
        alone = [OwnPage(title=says("sheet of questions title"), language=says.code)]
        below = alone if each_alone else [self.upload, self.shown, self.together]
        super().__init__([sheet(), connection(says), self.case, how, who, self._questions, *below], layout=laid())
        for name in ("cm-workshop", "cm-levers", "cm-answers", *(["cm-alone"] if each_alone else [])):
            self.add_class(name)
        ours.on_open(self.ask)
        self.ask()

    def ask(self) -> None:
        """Show the questions of the case that is open, and the answers of the first person."""
        self.rows = [AnswerRow(self, name, number) for number, name in enumerate(self.ours.book.asked, start=1)]
        self._questions.children = self.rows
        people = self._people()
        self.person.value = people[0] if people else ""
        self.load()

    def keep(self, answer: Answer) -> None:
        """Save an answer, with its numbers in the language of the case's file."""
        book = self.ours.book
        book.put([rewritten(answer, book.start, self.says, language_of(book.language))])

    def _people(self) -> list[str]:
        """Who has answered; nobody is told where each answers alone."""
        if self._each_alone:
            return []
        said = (person for _, person in self.ours.book.answers if person not in ("", OF_ALL))
        people = list(dict.fromkeys(said))
        self.person.options = people
        return people

    def load(self) -> None:
        """Show the answers of the person who is named, or empty fields."""
        person, book = self.person.value.strip(), self.ours.book
        unread = not_saved(book.renew, self.says)
        for row in self.rows:
            kept = book.answers.get((row.name, person), Answer(row.name, person=person))
            row.fill(rewritten(kept, book.start, language_of(book.language), self.says))
        first = "" if person else tag("p", self.says("answers: who first"), role="status")
        title = join(tag("h2", self.says("sheet of questions title"))) if self._each_alone else join()
        self.case.value = join(title, tag("p", tag("b", book.case)), first, unread)
        self._people()

    def take_in(self) -> None:
        """Read the forms that were chosen; all faults are told, and then none of them is taken in."""
        if not self.upload.value:
            return
        try:
            with handed_over(self.upload) as folder:
                count, others = self.ours.book.collect(folder)
        except (AssumptionsError, ValueError, OSError) as fault:
            self.shown.value = wrong(self.says("answers: not taken in"), sentences(fault, self.says))
        else:
            told = tag("p", self.says("answers: taken in", count=str(count)), role="status")
            stay = wrong(self.says("answers: otherwise"), list(map(str, others))) if others else ""
            self.shown.value = join(told, stay)
            self.ask()
        self.upload.value = ()

    def _side_by_side(self) -> list[Any]:
        self.ours.book.renew()
        faults = self.ours.book.read()[1]
        told: list[Any] = [wrong(self.says("answers: not read"), list(map(str, faults)))] if faults else []
        every = side_by_side(self.ours.book)
        if every.empty:
            return [*told, self.says("case: none")]
        question, said = every.columns[0], every.columns[-1]
        asked = every[question].where(every[question] != "").ffill()  # a row for all has no question of its own
        below = [tag("p", tag("b", name), ": ", text) for name, text in zip(asked, every[said], strict=True) if text]
        return [*told, table(every.drop(columns=said), self.says.code, index=False), *below]


def rewritten(answer: Answer, start: Assumptions, of: Language, wanted: Language) -> Answer:
    """An answer with its numbers as another language writes them; what cannot be read stays as it was typed."""
    if of.code == wanted.code:
        return answer
    try:
        return in_language(answer, start[answer.name], of, wanted)
    except ValueError:
        return answer


def answers(ours: OurCase, language: str = "en", each_alone: bool = False) -> AnswerFields:
    """The questions of a case as fields to be filled in, for one person after the other.

    Args:
        ours: as `our_case` gives it.
        language: one of `languages()`.
        each_alone: whoever answers sees nobody else's name or range, and takes no forms in.
    """
    return AnswerFields(ours, language_of(language), each_alone)


def answer_page() -> AnswerFields:
    """The same as a page of its own, in the language of the case that was opened last: everybody answers alone."""
    place = with_answers()
    there = books(place)
    language = open_book(place, there[0]).language if there else FIRST
    return answers(our_case(language, place), language, each_alone=True)
