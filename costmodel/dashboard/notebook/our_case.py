"""Which case a group works on, in a notebook: begun by name and nearest case, found again, and never mixed up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets

from costmodel import AssumptionsError, scenarios
from costmodel.dashboard.notebook.estimates import Estimates
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.reveal import wrong
from costmodel.language.faults import sentences
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts
from costmodel.language.typed import read_money
from costmodel.pictures.markup import tag
from costmodel.workshop.answer_book import AnswerBook, open_book
from costmodel.workshop.case_start import AND, begun
from costmodel.workshop.example import example_book
from costmodel.workshop.own_levels import LEVELS, levels_path
from costmodel.workshop.places import books, place_of


class OurCase(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The fields with which a case is begun or gone on with. Made by `our_case`.

    Attributes:
        book: of the case that is open.
        name, nearest, amount, levels: the fields of a new case.
        known: the cases that have been begun, to go on with one.
        begin: the button of a new case.
        estimate: of a case.
        shown: which case is open, or what keeps it from being opened.
    """

    def __init__(self, folder: Path, says: Language) -> None:
        self.folder, self._says = folder, says
        self._told: list[Callable[[], None]] = []
        self.estimate = Estimates()
        self._offering = False
        self.known = made(ipywidgets.Dropdown, layout={"width": "320px"}, tooltip=says("case: go on"))
        self.name = self._text("case: name", "case: name example")
        self.amount = self._text("case: amount", "case: amount example")
        self.nearest = made(
            ipywidgets.Dropdown, layout={"width": "100%", "max_width": "700px"}, tooltip=says("case: nearest")
        )
        self.levels = made(
            ipywidgets.Checkbox, description=says("case: levels"), indent=False, value=False, layout={"width": "100%"}
        )
        self.begin = made(ipywidgets.Button, description=says("case: begin"))
        self.shown = made(ipywidgets.HTML)
        rows = [
            sheet(),
            self._headed("case: go on", self.known),
            self._headed("case: or a new one", self.name),
            self._headed("case: nearest", self.nearest),
            self._headed("case: amount", self.amount),
            self.levels,
            self.begin,
            self.shown,
        ]
        super().__init__(rows, layout=laid())
        for name in ("cm-workshop", "cm-levers", "cm-case"):
            self.add_class(name)
        there = books(folder)
        self.book = open_book(folder, there[0]) if there else example_book(folder, says)
        self._offer()
        self.begin.on_click(lambda _: self.start_new())
        self.known.observe(lambda change: self.go_on(change["new"]), "value")
        self._show()

    def _text(self, key: str, example: str) -> Any:
        return made(
            ipywidgets.Text,
            placeholder=self._says(example),
            tooltip=self._says(key),
            continuous_update=False,
            layout={"width": "320px"},
        )

    def _headed(self, key: str, what: Any) -> Any:
        words = made(ipywidgets.HTML, tag("b", self._says(key)))
        return made(ipywidgets.VBox, [words, what], layout={"margin": "0 0 8px"})

    def _offer(self) -> None:
        told = texts(self._says.code)
        own = sorted(path for path in self.folder.glob("*.yaml") if path.stem != LEVELS)
        shipped = [(told.scenario_label(name), name) for name in scenarios()]
        chosen = self.nearest.value
        baseline = (self._says("no scenarios"), "")
        self.nearest.options = [*shipped, baseline, *((path.name, path.name) for path in own)]
        self.nearest.value = self.nearest.options[0][1] if chosen is None else chosen
        self.levels.disabled = not levels_path(self.folder).is_file()
        self._offering = True  # what is offered anew is not chosen by anybody
        there = books(self.folder)
        self.known.options = there if self.book.case in there else [self.book.case, *there]
        self.known.value = self.book.case
        self._offering = False

    def start_new(self) -> None:
        """Begin the case that the fields name; one that there is already is gone on with."""
        self.shown.value = tag("p", self._says("case: finding the questions"), role="status")
        from_levels = [levels_path(self.folder).name] if self.levels.value else []
        self._open(lambda: self._begun(AND.join(filter(None, [self.nearest.value, *from_levels]))))

    def _begun(self, starts_from: str) -> AnswerBook:
        if self.amount.value.strip():
            start = begun(starts_from, self.folder, self._says.code)
            read_money(self.amount.value, start.currency, self._says)
        book = open_book(self.folder, self.name.value, starts_from, self._says)
        book.begin(self.amount.value.strip())
        return book

    def go_on(self, case: str | None) -> None:
        """Open a case that was begun."""
        if case and case != self.book.case and not self._offering:
            self._open(lambda: open_book(self.folder, case))

    def _open(self, opened: Callable[[], AnswerBook]) -> None:
        try:
            self.book = opened()
        except (AssumptionsError, ValueError, OSError) as fault:
            self.shown.value = wrong(self._says("case: cannot"), sentences(fault, self._says))
            return
        self._offer()
        self._show()
        for tell in self._told:
            tell()

    def on_open(self, tell: Callable[[], None]) -> None:
        """Call this whenever another case is opened."""
        self._told.append(tell)

    def _show(self) -> None:
        told = self._says(
            "case: open",
            case=self.book.case,
            start=self.book.told_start,
            answers=str(len(self.book.answers)),
            file=self.book.path.name,
        )
        self.shown.value = tag("p", told, role="status")


def our_case(language: str = "en", folder: str | Path | None = None) -> OurCase:
    """The fields with which a group begins its case or goes on with it; the made-up example where there is none.

    Args:
        language: one of `languages()`.
        folder: where the files of the workshop are; that of `kept_in` unless told.

    Raises:
        AssumptionsError: the last case's file cannot be read.
    """
    return OurCase(place_of(folder), language_of(language))
