"""The quiz of the workshop: ten questions, a low and a high value for each, and what the answers say about ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import ipywidgets

from costmodel import Question, calibration_questions, score_calibration
from costmodel.dashboard.notebook.look import made, sheet
from costmodel.elicitation.calibration import Calibration
from costmodel.elicitation.quiz_questions import second_questions
from costmodel.elicitation.training import ROUND, group, progress, what_it_proves
from costmodel.language.beliefs import written_number
from costmodel.language.language import Language, language_of
from costmodel.language.symbols import NO_BREAK
from costmodel.language.typed import read_number
from costmodel.pictures.markup import Markup, join, tag

CONFIDENCE = 0.8  # eight of ten ranges should hold


class Quiz(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Rows of questions, a button, and the result below. Made by `quiz`.

    Attributes:
        questions: as they stand.
        lows, highs: the fields for the ends of each range, in the order of the questions.
        button: scores what has been typed.
        shown: the result, or what keeps it from being scored.
        result: the last score; None before.
    """

    def __init__(self, questions: Sequence[Question], says: Language) -> None:
        self.questions, self._says = tuple(questions), says
        self.lows, self.highs = ([self._field(key, one) for one in range(len(questions))] for key in ("low", "high"))
        self.button = made(ipywidgets.Button, description=says("quiz: score it"))
        self.button.on_click(lambda _: self.score())
        self.shown = made(ipywidgets.HTML)
        self.result: Calibration | None = None
        told = made(ipywidgets.HTML, join(tag("h3", says("quiz: title")), tag("p", says("quiz: how"))))
        rows = [self._row(place) for place in range(len(questions))]
        super().__init__([sheet(), told, *rows, self.button, self.shown])
        for name in ("cm-workshop", "cm-levers", "cm-quiz"):
            self.add_class(name)

    def _field(self, end: str, place: int) -> Any:
        return made(
            ipywidgets.Text,
            placeholder=self._says(f"quiz: {end}"),
            # without a description it is the name of the field, for the mouse and for a screen reader
            tooltip=self._says(f"quiz: {end} of", number=str(place + 1)),
            layout={"width": "110px"},
        )

    def _row(self, place: int) -> Any:
        one = self.questions[place]
        asked = tag("span", f"{place + 1}. {one.text} ", tag("b", f"({one.unit})".replace(" ", NO_BREAK)))
        words = made(ipywidgets.HTML, asked, layout={"flex": "1 1 320px", "padding": "0 12px 0 0"})
        fields = [words, self.lows[place], self.highs[place]]
        return made(
            ipywidgets.Box, fields, layout={"flex_flow": "row wrap", "align_items": "center", "margin": "0 0 6px"}
        )

    def score(self) -> None:
        """Read what has been typed and show how it did; faults are told instead, all of them."""
        answers, faults = [], list[str]()
        for place, (low, high) in enumerate(zip(self.lows, self.highs, strict=True)):
            answers.append(self._range(str(place + 1), low.value.strip(), high.value.strip(), faults))
        if faults:
            self.result = None
            told = tag("ul", *(tag("li", one) for one in faults))
            self.shown.value = tag("div", self._says("quiz: cannot"), told, class_="cm-wrong", role="alert")
            return
        self.result = score_calibration(answers, self.questions, CONFIDENCE)
        self.shown.value = self._told(self.result)

    def _range(self, number: str, low: str, high: str, faults: list[str]) -> tuple[float, float] | None:
        if not low and not high:
            return None
        if not low or not high:
            faults.append(self._says("quiz: half a range", number=number))
            return None
        found = []
        for typed in (low, high):
            try:
                found.append(read_number(typed, self._says))
            except ValueError as fault:
                faults.append(self._says("quiz: no number", number=number, fault=str(fault)))
        if len(found) < 2:
            return None
        if found[0] > found[1]:
            faults.append(self._says("quiz: upside down", number=number, low=low, high=high))
        return found[0], found[1]

    def _told(self, result: Calibration) -> Markup:
        return tag(
            "div",
            tag("p", tag("b", result.verdict(self._says)), class_="cm-verdict"),
            *([self._table(result)] if result.scored else []),
            tag("p", self._says("quiz: shape of a range")),
            role="status",
        )

    def _table(self, result: Calibration) -> Markup:
        says, questions = self._says, {one.label: one for one in self.questions}
        heads = [says(f"quiz: {key}") for key in ("question", "result", "your range", "truth", "rests on")]
        looks = (
            "cm-words",
            "cm-words",
            "cm-range",
            "",
            "cm-words cm-long",
        )  # a phone shows the first without scrolling
        rows = []
        for one in result.scored:
            asked = questions[one.question]
            cells: list[str] = [
                one.question,
                _mark(one.hit, says),
                says.span(written_number(one.low, says), written_number(one.high, says)),
                f"{written_number(one.truth, says)} {one.unit}",
                asked.rests_on,
            ]
            rows.append(tag("tr", *(tag("td", cell, class_=look) for cell, look in zip(cells, looks, strict=True))))
        head = tag("tr", *(tag("th", name, class_=look) for name, look in zip(heads, looks, strict=True)))
        table = tag("table", tag("thead", head), tag("tbody", *rows), class_="cm-table")
        return tag("div", table, class_="cm-scroll")


class Training(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Two rounds of the quiz, what the first has taught between them, and the cards of the group. Made by `training`.

    Attributes:
        rounds: the two quizzes; the second is seen when the first is scored.
        between: what the first round says, and how to do better.
        after: what has changed.
        cards: for each round a field for the hits of everybody, as on the cards.
        group: what the cards say together.
    """

    def __init__(self, says: Language) -> None:
        self._says = says
        self.rounds = tuple(Quiz(asked(says), says) for asked in (calibration_questions, second_questions))
        self.rounds[1].layout.display = "none"
        self.between, self.after, self.group = (made(ipywidgets.HTML) for _ in range(3))
        for one in self.rounds:
            one.button.on_click(lambda _: self.tell())
        self.cards = tuple(self._card(number) for number in ("1", "2"))
        words = [made(ipywidgets.HTML, tag("b", says("training: cards", number=number))) for number in ("1", "2")]
        cards = [part for pair in zip(words, self.cards, strict=True) for part in pair]
        super().__init__([self.rounds[0], self.between, self.rounds[1], self.after, *cards, self.group])
        for name in ("cm-workshop", "cm-training"):
            self.add_class(name)

    def _card(self, number: str) -> Any:
        field = made(
            ipywidgets.Text,
            placeholder="3 5 4 6 2",
            tooltip=self._says("training: cards", number=number),
            continuous_update=False,
            layout={"width": "320px"},
        )
        field.observe(lambda _: self.count(), "value")
        return field

    def tell(self) -> None:
        """Say what the rounds that were scored have shown."""
        says, (first, second) = self._says, [one.result for one in self.rounds]
        if first is None or not first.scored:
            return
        told = [what_it_proves(first.answered, says), says("training: between")]
        self.between.value = tag("div", *(tag("p", one) for one in told), role="status")
        self.rounds[1].layout.display = ""
        if second is not None and second.scored:
            said = progress(first.hits, first.answered, second.hits, second.answered, says)
            self.after.value = tag("p", tag("b", said), role="status")

    def count(self) -> None:
        """Say what the hits on the cards prove together."""
        says, told, hits = self._says, list[str](), list[list[int]]()
        for number, field in enumerate(self.cards, start=1):
            typed = re.findall(r"\S+", field.value.replace(",", " ").replace(";", " "))
            hits.append([int(one) if one.isdecimal() else -1 for one in typed])
            if typed:
                try:
                    told.append(says("training: round", number=str(number), told=group(hits[-1], says)))
                except ValueError as fault:
                    self.group.value = tag("div", str(fault), class_="cm-wrong", role="alert")
                    return
        if all(hits):
            first, second = hits
            answers = ROUND * len(first), ROUND * len(second)
            told.append(progress(sum(first), answers[0], sum(second), answers[1], says))
        self.group.value = tag("div", *(tag("p", one) for one in told), role="status")


def _mark(hit: bool, says: Language) -> Markup:
    word = says("quiz: held" if hit else "quiz: missed")
    return tag("b" if hit else "span", f"{'✓' if hit else '✗'}{NO_BREAK}{word}")


def quiz(language: str = "en", questions: Sequence[Question] | None = None) -> Quiz:
    """The quiz as a widget, for a notebook or a page.

    Args:
        language: of the language, one of `languages()`.
        questions: one's own, with labels that differ; those that are shipped unless given.

    Raises:
        AssumptionsError: the shipped questions have been edited and have faults.
        ValueError: there is no such language.
    """
    says = language_of(language)
    return Quiz(calibration_questions(says) if questions is None else questions, says)


def training(language: str = "en") -> Training:
    """Two rounds of ten questions, and what lies between them, as a widget.

    Args:
        language: of the language, one of `languages()`.

    Raises:
        AssumptionsError: the shipped questions have been edited and have faults.
        ValueError: there is no such language.
    """
    return Training(language_of(language))
