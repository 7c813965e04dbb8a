"""The canvas before the numbers, in a notebook: what the group writes into each box, and the first numbers with it."""

from __future__ import annotations

from typing import Any

import ipywidgets

from costmodel.dashboard.notebook.answer_fields import AnswerRow, Form, rewritten
from costmodel.dashboard.notebook.connection import connection
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.our_case import OurCase
from costmodel.dashboard.notebook.reveal import not_saved
from costmodel.elicitation.typed_answers import Answer
from costmodel.language.language import Language, language_of
from costmodel.pictures.markup import tag
from costmodel.workshop.canvas import BOXES, OF_ALL

YES, NO = "1", "0"  # a switch that is certain, as an answer


class YesOrNo(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A question that is answered by yes or no; left open it stays as the nearest case has it.

    Attributes:
        choice: the field.
        shown: what kept the answer from being saved.
    """

    def __init__(self, form: Form, name: str) -> None:
        self._form, self.name, self.why = form, name, ""
        says = form.says
        options = [(says("canvas: open"), ""), (says("yes"), YES), (says("no"), NO)]
        self.choice = made(ipywidgets.Dropdown, options=options, value="", layout={"width": "240px"})
        self.choice.observe(self._chosen, "value")
        self.shown = made(ipywidgets.HTML)
        asked = made(ipywidgets.HTML, tag("span", form.ours.book.start[name].meaning))
        super().__init__([asked, self.choice, self.shown], layout=laid())

    def _chosen(self, _change: object) -> None:
        self.explain(self.why)

    def fill(self, answer: Answer) -> None:
        """Show an answer, without saving it again."""
        self.why = answer.why
        self.choice.unobserve(self._chosen, "value")
        self.choice.value = answer.likeliest if answer.likeliest in (YES, NO) else ""
        self.choice.observe(self._chosen, "value")

    def explain(self, why: str) -> None:
        """Save it, with what stands in the box as its reason, or say that it is not saved."""
        self.why, told = why, self.choice.value
        answer = Answer(self.name, told, told, told, why, self._form.person.value)
        self.shown.value = not_saved(lambda: self._form.keep(answer), self._form.says)


class Number(AnswerRow):
    """A number as low, high and likeliest; its reason is what stands in the box."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(form, name, without=("why",))

    def explain(self, why: str) -> None:
        """Save it, with what stands in the box as its reason."""
        self.fields["why"].value = why


class Canvas(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The nine boxes. Made by `canvas`.

    Attributes:
        ours: the case that is filled.
        says: the language.
        person: who answers: the canvas itself, as it belongs to all.
        texts: the number of a box -> the field with what the group writes.
        rows: the number of a box -> its first numbers.
    """

    def __init__(self, ours: OurCase, says: Language) -> None:
        self.ours, self.says = ours, says
        self.person = made(ipywidgets.Text, value=OF_ALL)
        self.texts: dict[int, Any] = {}
        self.rows: dict[int, list[YesOrNo | Number]] = {}
        self._first = [sheet(), connection(says)]
        super().__init__(self._first, layout=laid())
        for name in ("cm-workshop", "cm-levers", "cm-answers"):
            self.add_class(name)
        ours.on_open(self.ask)
        self.ask()

    def ask(self) -> None:
        """Show the boxes for the case that is open, with what was written before."""
        start = self.ours.book.start
        boxes = []
        for number, names in BOXES.items():
            known = [name for name in names if name in start]
            self.rows[number] = [
                YesOrNo(self, name) if start[name].unit == "switch" else Number(self, name) for name in known
            ]
            head = tag("b", self.says(f"paper canvas {number}"))
            prompt = tag("p", self.says(f"paper canvas prompt {number}"))
            text = made(
                ipywidgets.Textarea, continuous_update=False, rows=2, layout={"width": "100%", "max_width": "700px"}
            )
            self.texts[number] = text
            boxes.append(
                made(
                    ipywidgets.VBox,
                    [made(ipywidgets.HTML, tag("div", head, prompt)), text, *self.rows[number]],
                    layout={"margin": "0 0 16px"},
                )
            )
        self.children = [*self._first, *boxes]
        self._fill()

    def _fill(self) -> None:
        book, who = self.ours.book, self.person.value
        for number, rows in self.rows.items():
            for row in rows:
                kept = book.answers.get((row.name, who), Answer(row.name, person=who))
                row.fill(rewritten(kept, book.start, language_of(book.language), self.says))
                self.texts[number].value = self.texts[number].value or kept.why
            self.texts[number].observe(lambda change, box=number: self._written(box, change["new"]), "value")

    def _written(self, box: int, text: str) -> None:
        for row in self.rows[box]:
            row.explain(text.strip())

    def keep(self, answer: Answer) -> None:
        """Save an answer, with its numbers in the language of the case's file."""
        book = self.ours.book
        book.put([rewritten(answer, book.start, self.says, language_of(book.language))])


def canvas(ours: OurCase, language: str = "en") -> Canvas:
    """The canvas of a case as fields; what is written is the reason of the numbers beside it, and saved at once.

    Args:
        ours: as `our_case` gives it.
        language: one of `languages()`.
    """
    return Canvas(ours, language_of(language))
