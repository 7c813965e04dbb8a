"""Plan and follow up, in a notebook: what was spent and finished as fields, and on buttons what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd

from costmodel import (
    AssumptionsError,
    Estimate,
    charts,
    earned_from_plan,
    frontier,
    read_actuals,
    reforecast,
    staffing_plan,
    stage_budgets,
)
from costmodel.dashboard.notebook.chosen_case import ChosenCase
from costmodel.dashboard.notebook.reveal import Reveal, wrong
from costmodel.dashboard.notebook.table import table
from costmodel.errors import did_you_mean
from costmodel.language.language import Language, language_of
from costmodel.language.typed import read_number
from costmodel.pictures.markup import tag
from costmodel.report import sentences
from costmodel.report.contents import CONFIDENCE
from costmodel.workshop.follow_up import (
    chance_table,
    closed_table,
    day_table,
    earned_table,
    moved_table,
    pair_table,
    spent_table,
    stage_table,
)
from costmodel.workshop.form_files import SUFFIXES
from costmodel.workshop.places import file_name, kept_in
from costmodel.workshop.progress import EXAMPLE, INVOICE, SPENT, Progress, read_progress, write_progress

FIRST = "visual_inspection"  # the case of the made-up bottler
PLAN = {"discrepancy.stage": 2}  # no idea any more: those who will do the work have planned it
HALF = 0.5  # of an activity that is running counts as done in earned value, where nobody says more: a judgement
STATES = ("not begun", "running", "finished")
Made = Callable[["Followed", Language], Sequence[Any]]


class Followed(ChosenCase):
    """The case that is followed, and the fields for what has happened. Made by `followed`.

    What is typed is kept beside the notebook, for each case by itself. The shipped case of the made-up bottler begins
    with three invented months.

    Attributes:
        fields: activity -> its state and the month in which it was finished.
        upload: takes in the file with what was spent.
        shown: where that is read from, or what is wrong.
        happened: the fields, to be shown where the notebook asks for them.
    """

    def __init__(self, folder: str | Path, says: Language) -> None:
        super().__init__(folder, says, FIRST)
        self.fields: dict[str, tuple[Any, Any]] = {}
        self.upload = ipywidgets.FileUpload(
            accept=",".join(SUFFIXES),
            multiple=False,
            description=says("follow: spent"),
            layout={"width": "auto", "align_self": "flex-start"},
        )
        self.upload.observe(lambda _: self.take_in(), "value")
        self.shown = ipywidgets.HTML()
        self._rows = ipywidgets.VBox([])
        self.happened = ipywidgets.VBox([self.upload, self._rows, self.shown])
        for name in ("cm-workshop", "cm-levers"):
            self.happened.add_class(name)
        self.on_choice(self.show_known)
        self.show_known()

    @property
    def planned(self) -> Estimate:
        """The case as a plan, with the samples of the dashboard."""
        return self.estimate(self.case.with_changes(PLAN, why=self.says("follow: as a plan")))

    def _kept(self, what: str, ending: str) -> Path:
        return self.folder / f"{what}_{file_name(Path(self.list.value).stem)}{ending}"

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
        known = read_progress(source, activities) if source is not None else Progress()
        self.fields = {name: self._row(name, known) for name in activities}
        labels = [ipywidgets.HTML(tag("b", one.meaning)) for one in activities.values()]
        lines = [
            ipywidgets.VBox(
                [label, ipywidgets.Box([*pair], layout={"flex_flow": "row wrap"})], layout={"margin": "0 0 8px"}
            )
            for label, pair in zip(labels, self.fields.values(), strict=True)
        ]
        self._rows.children = lines
        self._say()

    def _row(self, name: str, known: Progress) -> tuple[Any, Any]:
        state = "finished" if name in known.finished else "running" if name in known.running else "not begun"
        options = [(self.says(f"follow: {one}"), one) for one in STATES]
        chosen = ipywidgets.Dropdown(options=options, value=state, layout={"width": "160px"})
        month = ipywidgets.Text(
            value=self.says.number(known.finished[name], 1) if name in known.finished else "",
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
            self.shown.value = wrong(self.says("reveal fault"), str(fault).splitlines())
        else:
            self._say()

    def take_in(self) -> None:
        """Keep the chosen file with what was spent, if it can be read."""
        for one in self.upload.value:
            path = self._kept("spent", Path(one["name"]).suffix.lower())
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(one["content"]))
            try:
                read_actuals(path, est=self.planned)
            except (AssumptionsError, ValueError, OSError) as fault:
                path.unlink()
                self.shown.value = wrong(self.says("reveal fault"), str(fault).splitlines())
            else:
                self._say()
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


def _stages(now: Followed, says: Language) -> Sequence[Any]:
    est, currency = now.planned, now.case.currency
    stages = stage_budgets(est)
    drawn = charts.stages(stages, currency, CONFIDENCE, says.code)
    told = [sentences.ask(est, says), sentences.date(est, says)]
    return [*told, drawn, table(stage_table(stages, currency, says), says.code, index=False)]


def _both(now: Followed, says: Language) -> Sequence[Any]:
    est, currency = now.planned, now.case.currency
    edge = frontier(est, CONFIDENCE)
    budget, months = (est.quantile(CONFIDENCE, of=of) for of in ("to_go_live", "go_live"))
    pairs = {CONFIDENCE: (edge["budget"].to_numpy(), edge["months"].to_numpy())}
    drawn = charts.joint(est.to_go_live, est.go_live, budget, months, currency, pairs, says.code)
    return [sentences.together(est, says), drawn, table(pair_table(edge, currency, says), says.code, index=False)]


def _people(now: Followed, says: Language) -> Sequence[Any]:
    plan = staffing_plan(now.planned)
    drawn = charts.full_time(plan, now.planned.quantile(0.5, of="go_live"), says.code)
    return [drawn, table(day_table(plan, says), says.code)]


def _peaks(now: Followed, says: Language) -> Sequence[Any]:
    return [charts.peaks(staffing_plan(now.planned), says.code)]


def _list(now: Followed, says: Language) -> Sequence[Any]:
    path = now.folder / f"{says('follow: list file')}.csv"
    staffing_plan(now.planned).by_period("p80").round(2).to_csv(path)
    return [f"{says('result: written')} {path}"]


def _spent(now: Followed, says: Language) -> Sequence[Any]:
    return [table(spent_table(now.planned, now.actuals(), says), says.code)]


def _forecast(now: Followed, says: Language) -> Sequence[Any]:
    known = now.progress()
    found = reforecast(now.planned, now.actuals(), finished=known.finished, running=known.running)
    count = says("follow: count", samples=says.number(now.planned.samples), count=says.number(round(found.effective)))
    return [charts.reforecast(found, says.code), table(chance_table(found, says), says.code), count]


def _moved(now: Followed, says: Language) -> Sequence[Any]:
    spent = now.actuals()
    month = float(spent["month"].max())
    return [table(moved_table(now.planned, spent, month, now.progress(), says), says.code)]


def _earned(now: Followed, says: Language) -> Sequence[Any]:
    known = now.progress()
    earned = earned_from_plan(now.planned, now.actuals(), known.finished, partly=dict.fromkeys(known.running, HALF))
    currency = now.case.currency
    shown = table(earned_table(earned, currency, says), says.code)
    return [shown, charts.earned_curve(earned, currency, says.code)]


def _invoice(now: Followed, says: Language) -> Sequence[Any]:
    known, currency = now.progress(), now.case.currency
    spent = pd.concat([now.actuals(), read_actuals(INVOICE)])
    earned = earned_from_plan(now.planned, spent, known.finished, partly=dict.fromkeys(known.running, HALF))
    told: list[Any] = [says("follow: multiplied", amount=says.amount(earned.estimate_at_completion, currency))]
    try:
        found = reforecast(now.planned, spent, finished=known.finished, running=known.running)
    except ValueError as reason:
        return [*told, says("follow: refused"), str(reason)]
    return [*told, charts.reforecast(found, says.code)]


def _closed(now: Followed, says: Language) -> Sequence[Any]:
    return [table(closed_table(now.planned, says), says.code, index=False)]


FOLLOWED: Mapping[str, Made] = {
    "stages": _stages,
    "both": _both,
    "people": _people,
    "peaks": _peaks,
    "list": _list,
    "spent": _spent,
    "forecast": _forecast,
    "moved": _moved,
    "earned": _earned,
    "invoice": _invoice,
    "closed": _closed,
}


def followed(language: str = "en", folder: str | Path | None = None) -> Followed:
    """The fields that say which case is followed, and what has happened.

    Args:
        language: one of `languages()`.
        folder: where the files of the workshop are, made where it is missing; as for `our_case` unless told.
    """
    place = kept_in() if folder is None else Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    return Followed(place, language_of(language))


def follow_result(now: Followed, which: str, language: str = "en") -> Reveal:
    """One piece of what follows, worked out when somebody presses the button, and anew each time.

    Args:
        now: as `followed` gives it.
        which: one of `FOLLOWED`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    if which not in FOLLOWED:
        raise ValueError(f"no result {which!r}{did_you_mean(which, FOLLOWED)}")
    says = language_of(language)
    return Reveal(lambda: FOLLOWED[which](now, says), says(f"follow: show {which}"), says, again=True)
