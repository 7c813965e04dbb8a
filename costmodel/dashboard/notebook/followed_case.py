"""What has happened so far, in a notebook: the case that is followed, what was spent and what is finished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd

from costmodel import (
    AssumptionsError,
    Estimate,
    read_actuals,
)
from costmodel.control.actuals import read_files
from costmodel.control.booking import book
from costmodel.dashboard.notebook.chosen_case import ChosenCase
from costmodel.dashboard.notebook.connection import connection
from costmodel.dashboard.notebook.look import made
from costmodel.dashboard.notebook.reveal import wrong
from costmodel.dashboard.notebook.uploads import handed_over, upload_field
from costmodel.files.typed_numbers import certain
from costmodel.files.writing import write_whole
from costmodel.language.faults import sentences
from costmodel.language.language import Language, language_of
from costmodel.language.typed import read_number
from costmodel.pictures.markup import Markup, join, tag
from costmodel.workshop.form_files import SUFFIXES
from costmodel.workshop.places import file_name, place_of
from costmodel.workshop.progress import EXAMPLE, SPENT, Progress, read_progress, write_progress

FIRST = "visual_inspection"  # the case of the made-up bottler
PLAN = {"discrepancy.stage": 2}  # no idea any more: those who will do the work have planned it
STATES = ("not begun", "running", "finished")


class Followed(ChosenCase):
    """The case that is followed, and the fields for what has happened. Made by `followed`.

    What is typed is kept beside the notebook, for each case by itself; the case of which something was typed last is
    chosen at first. The shipped case of the made-up bottler begins
    with three invented months.

    Attributes:
        fields: activity -> its state and the month in which it was finished.
        upload: takes in the file with what was spent.
        shown: where that is read from, or what is wrong.
        happened: the fields, to be shown where the notebook asks for them.
    """

    def __init__(self, folder: str | Path, says: Language) -> None:
        super().__init__(folder, says, _followed_last(Path(folder)))
        self.fields: dict[str, tuple[Any, Any]] = {}
        self.upload = upload_field(says("follow: spent"), SUFFIXES, self.take_in, multiple=False)
        self.shown = made(ipywidgets.HTML)
        self._rows = made(ipywidgets.VBox, [])
        self.happened = made(ipywidgets.VBox, [connection(says), self.upload, self._rows, self.shown])
        for name in ("cm-workshop", "cm-levers"):
            self.happened.add_class(name)
        self.on_choice(self.show_known)
        self.show_known()

    @property
    def planned(self) -> Estimate:
        """The case as a plan, with the samples of the dashboard."""
        return self.estimate(self.case.with_changes(PLAN, why=self.says("follow: as a plan")))

    def _kept(self, what: str, ending: str) -> Path:
        return _kept(self.folder, self.list.value, what, ending)

    @property
    def spent(self) -> Path | None:
        """The file with what was spent; None where there is none."""
        own = [path for path in (self._kept("spent", ending) for ending in SUFFIXES) if path.is_file()]
        return own[0] if own else SPENT if self.list.value == FIRST else None

    def show_known(self) -> None:
        """Show what is known of the case that is chosen."""
        activities = self.case.structure.plan.activities
        kept = self._kept("progress", ".csv")
        source = kept if kept.is_file() else EXAMPLE if self.list.value == FIRST else None
        known, unread = Progress(), ""
        if source is not None:
            try:
                known = read_progress(source, activities)
            except AssumptionsError as fault:
                unread = wrong(self.says("follow: not read"), sentences(fault, self.says))
        self.fields = {name: self._row(name, known) for name in activities}
        labels = [made(ipywidgets.HTML, tag("b", one.meaning)) for one in activities.values()]
        lines = [
            made(
                ipywidgets.VBox,
                [label, made(ipywidgets.Box, [*pair], layout={"flex_flow": "row wrap"})],
                layout={"margin": "0 0 8px"},
            )
            for label, pair in zip(labels, self.fields.values(), strict=True)
        ]
        self._rows.children = lines
        self._say()
        if unread:  # nothing is written over what cannot be read
            self.shown.value = unread
            for field in (field for pair in self.fields.values() for field in pair):
                field.disabled = True

    def _row(self, name: str, known: Progress) -> tuple[Any, Any]:
        state = "finished" if name in known.finished else "running" if name in known.running else "not begun"
        options = [(self.says(f"follow: {one}"), one) for one in STATES]
        chosen = made(ipywidgets.Dropdown, options=options, value=state, layout={"width": "160px"})
        month = made(
            ipywidgets.Text,
            value=self.says.grammar.marked(certain(known.finished[name])) if name in known.finished else "",
            placeholder=self.says("follow: in month"),
            continuous_update=False,
            layout={"width": "112px"},
        )
        for field in (chosen, month):
            field.observe(lambda _: self.typed(), "value")
        return chosen, month

    def progress(self) -> Progress:
        """What the fields say.

        Raises:
            ValueError: activities that are finished in no month, or in something that is no number.
        """
        finished, running, faults = dict[str, float](), list[str](), list[str]()
        for name, (state, month) in self.fields.items():
            if state.value == "running":
                running.append(name)
            if state.value != "finished":
                continue
            try:
                finished[name] = read_number(month.value, self.says)
            except ValueError:
                meaning = self.case.structure.plan.activities[name].meaning
                faults.append(self.says("follow: which month", activity=meaning))
        if faults:
            raise ValueError("\n".join(faults))
        return Progress(finished, tuple(running))

    def typed(self) -> None:
        """Keep what the fields say, as soon as it can be read."""
        try:
            write_progress(self._kept("progress", ".csv"), self.progress())
        except (ValueError, OSError) as fault:
            self.shown.value = wrong(self.says("reveal fault"), sentences(fault, self.says))
        else:
            self._say()

    def take_in(self) -> None:
        """Keep the chosen file with what was spent, if it can be read."""
        if not self.upload.value:
            return
        try:
            with handed_over(self.upload) as folder:
                (chosen,) = folder.iterdir()
                booking = book(read_files([chosen], self.planned), self.planned, language=self.says.code)
                if booking.booked.empty:
                    raise AssumptionsError(booking.faults())
                kept = self._kept("spent", chosen.suffix.lower())
                write_whole(kept, chosen.read_bytes(), SUFFIXES, make_folder=True)
            for ending in SUFFIXES:  # what was handed over before, as the other kind of file
                if (other := self._kept("spent", ending)) != kept:
                    other.unlink(missing_ok=True)
        except (AssumptionsError, ValueError, OSError) as fault:
            self.shown.value = wrong(self.says("reveal fault"), sentences(fault, self.says))
        else:
            self._say()
            if not_counted := booking.faults():
                told = wrong(self.says("follow: not counted"), list(map(str, not_counted)))
                self.shown.value = join(Markup(self.shown.value), told)
        self.upload.value = ()

    def _say(self) -> None:
        found = self.spent
        told = self.says("follow: spent from", file=found.name) if found else self.says("follow: spent nowhere")
        self.shown.value = tag("p", told, role="status")

    def actuals(self) -> pd.DataFrame:
        """What was spent.

        Raises:
            ValueError: nothing is known of it.
            AssumptionsError: the file cannot be read.
        """
        if self.spent is None:
            raise ValueError(self.says("follow: nothing spent"))
        return read_actuals(self.spent, est=self.planned)


def _kept(folder: Path, case: str, what: str, ending: str) -> Path:
    return folder / f"{what}_{file_name(Path(case).stem)}{ending}"


def _followed_last(folder: Path) -> str:
    """The saved case of which something was typed or taken in last; that of the bottler where there is none."""
    kinds = (("progress", ".csv"), *(("spent", ending) for ending in SUFFIXES))
    known = {
        path.stat().st_mtime_ns: str(case)
        for case in folder.glob("*.yaml")
        for path in (_kept(folder, str(case), *kind) for kind in kinds)
        if path.is_file()
    }
    return known[max(known)] if known else FIRST


def followed(language: str = "en", folder: str | Path | None = None) -> Followed:
    """The fields that say which case is followed, and what has happened.

    Args:
        language: one of `languages()`.
        folder: where the files of the workshop are; as for `our_case` unless told.
    """
    return Followed(place_of(folder), language_of(language))
