"""Are we ready, in a notebook: whose answers count, and on buttons what they say, cost, and ask for first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets

from costmodel import (
    AssumptionsError,
    aggregate,
    best_actions,
    bridge,
    capability_steps,
    charts,
    example_answers,
    questionnaire,
    read_questionnaires,
    write_questionnaire,
)
from costmodel.dashboard.notebook.chosen_case import ChosenCase
from costmodel.dashboard.notebook.look import made
from costmodel.dashboard.notebook.pieces import piece
from costmodel.dashboard.notebook.reveal import Reveal, wrong
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import Shown, table
from costmodel.dashboard.notebook.uploads import handed_over, upload_field
from costmodel.elicitation.answers import levels_table, questions_table, steps_table, views_table
from costmodel.files.levers import Lever
from costmodel.files.writing import write_whole
from costmodel.initiative.blocks import BLOCKS
from costmodel.language.faults import sentences
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts
from costmodel.pictures.markup import join, tag
from costmodel.report.decision_tables import MOST_SAMPLES
from costmodel.workshop.form_files import SUFFIXES
from costmodel.workshop.own_levels import save_levels
from costmodel.workshop.places import TAKEN_IN, place_of, questionnaires
from costmodel.workshop.runs import AT_REST, SEED

FIRST, OPEN = "three_week_model", "data"  # the case, and the block whose statements are seen at once
FINE = 0.05  # of a level, a step of a slider
Made = Callable[["Readiness", Language], Sequence[Any]]


def statements(language: str = "en") -> Shown:
    """All statements of the questionnaire, block by block; those about data stand open.

    Args:
        language: one of `languages()`.
    """
    words, parts = texts(language), []
    for block in BLOCKS:
        shown = table(questions_table(questionnaire(), language, block=block), language, index=False)
        unfolded = {"open": "open"} if block == OPEN else {}
        parts.append(tag("details", tag("summary", words.block(block)), shown.markup, **unfolded))
    return Shown(join(*parts))


class Readiness(ChosenCase):
    """Whose answers are looked at, for which case. Made by `readiness`.

    Attributes:
        found: the levels that follow from the answers.
        are_invented: whether these are the answers of the five, and not of the group.
        upload: takes filled questionnaires in; they are kept beside the notebook.
        shown: whose answers count.
    """

    def __init__(self, folder: str | Path, says: Language) -> None:
        super().__init__(folder, says, FIRST)
        self.upload = upload_field(says("ready: take in"), SUFFIXES, self.take_in)
        self.shown = made(ipywidgets.HTML)
        self.add(self.upload, self.shown)
        self.read()

    def read(self) -> None:
        """Look for filled questionnaires; the invented five answer where there is none."""
        forms = questionnaires(self.folder)
        self.found, self.are_invented = aggregate(example_answers()), True
        told = self.says("ready: invented")
        try:
            if forms:
                self.found, self.are_invented = aggregate(read_questionnaires(forms, code=self.says)), False
                told = self.says("ready: answered", people=", ".join(map(str, self.found.respondents.index)))
        except (AssumptionsError, ValueError, OSError) as fault:
            self.shown.value = wrong(self.says("ready: not read"), sentences(fault, self.says))
            return
        self.shown.value = tag("p", told, role="status")

    def take_in(self) -> None:
        """Keep the chosen files, and count them from now on; if one cannot be read, none is kept."""
        if not self.upload.value:
            return
        try:
            with handed_over(self.upload) as folder:
                read_questionnaires(folder, code=self.says)
                for path in folder.iterdir():
                    write_whole(self.folder / TAKEN_IN / path.name, path.read_bytes(), SUFFIXES, make_folder=True)
        except (AssumptionsError, ValueError, OSError) as fault:
            self.shown.value = wrong(self.says("answers: not taken in"), sentences(fault, self.says))
        else:
            self.read()
        self.upload.value = ()

    @property
    def as_we_are(self) -> Any:
        """The case with the levels of the answers, each with its range."""
        return self.case.with_changes(self.found.levels(), why=self.says("answers: levels"))


def _form(ready: Readiness, says: Language) -> Sequence[Any]:
    written = write_questionnaire(ready.folder / f"{says('ready: file')}.xlsx", says.code)
    return [says("ready: written", count=str(len(questionnaire().statements)), file=str(written))]


def _levels(ready: Readiness, says: Language) -> Sequence[Any]:
    return [table(levels_table(ready.found, says.code), says.code), charts.levels(ready.found, says.code)]


def _apart(ready: Readiness, says: Language) -> Sequence[Any]:
    return [charts.apart(ready.found, says.code)]


def _views(ready: Readiness, says: Language) -> Sequence[Any]:
    return [table(views_table(ready.case, ready.found, says.code, AT_REST, SEED), says.code, figures=1)]


def _bridge(ready: Readiness, says: Language) -> Sequence[Any]:
    steps = bridge(ready.estimate(ready.case), ready.estimate(ready.as_we_are))
    return [charts.levels_cost(steps, ready.case.currency, says.code)]


def _sliders(ready: Readiness, says: Language) -> Sequence[Any]:
    middle = ready.case.with_changes(ready.found.levels(certain=True), why=says("answers: levels"))
    moved = [Lever(name=name, step=FINE) for name in ready.found.levels()]
    return [lever(moved, middle, language=says.code)]


def _steps(ready: Readiness, says: Language) -> Sequence[Any]:
    steps = capability_steps(ready.as_we_are, MOST_SAMPLES, SEED)
    return [table(steps_table(steps, ready.case.currency, says.code), says.code)]


def _actions(ready: Readiness, says: Language) -> Sequence[Any]:
    actions = best_actions(ready.as_we_are, MOST_SAMPLES, SEED)
    return [charts.savings(actions.set_index("action")["net_saving"], ready.case.currency, says.code)]


def _save(ready: Readiness, says: Language) -> Sequence[Any]:
    if ready.are_invented:
        raise ValueError(says("ready: not yours"))
    return [says("ready: saved", file=str(save_levels(ready.found, ready.folder, says)))]


SEEN: Mapping[str, Made] = {
    "form": _form,
    "levels": _levels,
    "apart": _apart,
    "views": _views,
    "bridge": _bridge,
    "sliders": _sliders,
    "steps": _steps,
    "actions": _actions,
    "save": _save,
}


def readiness(language: str = "en", folder: str | Path | None = None) -> Readiness:
    """The fields that say whose answers are looked at, and for which case.

    Args:
        language: one of `languages()`.
        folder: where the files of the workshop are; as for `our_case` unless told.
    """
    return Readiness(place_of(folder), language_of(language))


def ready_result(ready: Readiness, which: str, language: str = "en") -> Reveal:
    """One piece of what follows from the levels, worked out when somebody presses the button, and anew each time.

    Args:
        ready: as `readiness` gives it.
        which: one of `SEEN`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    return piece(ready, which, SEEN, f"ready: show {which}", language)
