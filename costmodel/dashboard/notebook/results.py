"""What follows from a group's answers, piece by piece and on a button: the same figures as on the dashboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd

from costmodel import Assumptions, best_actions, bridge, charts, drivers, outside_view, risks
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.our_case import OurCase
from costmodel.dashboard.notebook.pieces import piece
from costmodel.dashboard.notebook.reveal import Reveal, not_saved
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import Shown, table
from costmodel.decisions.mitigations import active
from costmodel.elicitation.fitting import as_said
from costmodel.elicitation.key_questions import MOST as MOST_QUESTIONS
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language, language_of
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report import pdf, sentences, workbook
from costmodel.report.contents import CONFIDENCE, told_steps
from costmodel.report.decision_tables import MOST_SAMPLES
from costmodel.workshop import answered_case
from costmodel.workshop.answer_forms import write_answer_form
from costmodel.workshop.form_files import SUFFIXES
from costmodel.workshop.places import file_name
from costmodel.workshop.question_sheet import question_sheet
from costmodel.workshop.runs import SEED
from costmodel.workshop.tables import assumption_table

MOST = 8
# Decisions that every case has: numbers that are certain, however much hangs on them.
CERTAIN = ("compliance.high_risk", "compliance.personal_data", "hardware.edge_devices.count", "initiative.horizon")
Made = Callable[[OurCase, Language], Sequence[Any]]


def _forms(ours: OurCase, says: Language) -> Sequence[Any]:
    """The sheet on paper, and the same questions as forms for those who would rather type."""
    book = ours.book
    stem = f"{says('answers: file')}_{file_name(book.case)}"
    about = {"case": book.case, "starts from": book.starts_from}
    written = [
        question_sheet(book.start, book.folder / f"{stem}.pdf", book.asked[:MOST_QUESTIONS], says, case=book.case)
    ]
    forms = [book.folder / f"{stem}{ending}" for ending in SUFFIXES]
    written += [write_answer_form(path, book.start, book.asked, says, about) for path in forms]
    return [_written(written, says)]


def _certain(ours: OurCase, says: Language) -> Sequence[Any]:
    return [table(assumption_table(ours.book.start, CERTAIN, says), says.code, index=False)]


def _written(paths: Sequence[Path], says: Language) -> _Html:
    return _Html(join(says("result: written"), tag("ul", *(tag("li", str(one)) for one in paths))))


def _read_aloud(ours: OurCase, says: Language) -> Sequence[Any]:
    case, book = answered_case.answered(ours.book), ours.book
    answered = list(book.read()[0])
    case = case.with_changes({name: as_said(case[name]) for name in answered})
    return [table(assumption_table(case, answered, says), says.code, index=False)] if answered else [says("case: none")]


def _figures(ours: OurCase, says: Language) -> Sequence[Any]:
    est = ours.estimate(answered_case.answered(ours.book))
    likeliest = float(est.likeliest.to_go_live[0])
    told = tag("ul", *(tag("li", one) for one in sentences.all_sentences(est, says)))
    curve = charts.s_curve(est.to_go_live, est.first_estimate, likeliest, est.assumptions.currency, says)
    return [_Html(told), curve]


def _together(ours: OurCase, says: Language) -> Sequence[Any]:
    est = ours.estimate(answered_case.answered(ours.book))
    budget, months = (est.quantile(CONFIDENCE, of=of) for of in ("to_go_live", "go_live"))
    currency = est.assumptions.currency
    cloud = charts.joint(est.to_go_live, est.go_live, budget, months, currency, None, says)
    return [sentences.together(est, says), cloud]


def _sliders(ours: OurCase, says: Language) -> Sequence[Any]:
    answered = list(ours.book.read()[0])
    return (
        [lever(answered, answered_case.answered(ours.book), language=says.code)] if answered else [says("case: none")]
    )


def _drivers_and_risks(ours: OurCase, says: Language) -> Sequence[Any]:
    est = ours.estimate(answered_case.answered(ours.book))
    longest = charts.drivers(drivers(est, most=MOST).set_index("meaning")["share"], says)
    found = risks(answered_case.answered(ours.book), MOST_SAMPLES, SEED).head(6)
    currency = ours.book.start.currency
    columns = {
        says("result: risk"): found["meaning"],
        says("result: chance"): (100 * found["probability"]).round(),
        says("result: cost", currency=currency): found["cost"].map(three_digits),
        says("result: months"): found["months"],
        says("result: loss", currency=currency): found["loss"].map(three_digits),
    }
    return [longest, table(pd.DataFrame(columns), says.code, index=False)]


def _measures(ours: OurCase, says: Language) -> Sequence[Any]:
    case = answered_case.answered(ours.book)
    saved = best_actions(case, MOST_SAMPLES, SEED).set_index("action")["net_saving"].head(MOST)
    found = risks(case, MOST_SAMPLES, SEED)
    found = found[found["mitigation"] != ""].sort_values("net_benefit", ascending=False)
    columns = {
        says("result: measure"): found["mitigation"],
        says("result: costs", currency=case.currency): found["mitigation_spend"].map(three_digits),
        says("result: returns", currency=case.currency): found["net_benefit"].map(three_digits),
        says("result: verdict"): [says(f"result: {one}") for one in found["verdict"]],
        says("result: not counted"): found["not_counted"],
    }
    return [charts.savings(saved, case.currency, says), table(pd.DataFrame(columns), says.code, index=False)]


def _waterfall(ours: OurCase, says: Language) -> Sequence[Any]:
    est = ours.estimate(answered_case.decided(ours.book))
    return [charts.waterfall(told_steps(est, CONFIDENCE, says), est.assumptions.currency, says)]


def _changes(ours: OurCase, says: Language) -> Sequence[Any]:
    before, after = (ours.estimate(one) for one in (answered_case.before(ours.book), answered_case.decided(ours.book)))
    steps = bridge(before, after).iloc[1:-1]
    columns = {
        says("result: changed"): steps["meaning"],
        says("result: effect", currency=ours.book.start.currency): steps["effect"].map(three_digits),
    }
    told = [sentences.success(one, says) for one in (before, after)]
    return [table(pd.DataFrame(columns), says.code, index=False), *told] if len(steps) else [says("case: none")]


def _outside(ours: OurCase, says: Language) -> Sequence[Any]:
    est = ours.estimate(answered_case.decided(ours.book))
    found = outside_view(est, approved=est.quantile(0.5, of="to_go_live")).table
    columns = {
        says("result: class"): found["meaning"],
        says("result: projects"): found["projects"],
        says("result: ours"): found["ratio"],
        says("result: theirs"): found["p80"],
    }
    return [table(pd.DataFrame(columns), says.code, index=False, digits=2)]


def _papers(ours: OurCase, says: Language) -> Sequence[Any]:
    book = ours.book
    est = ours.estimate(answered_case.decided(book))
    scenario = answered_case.save(book)
    page = scenario.with_suffix(".pdf")
    pdf.one_page(est, page, says)
    workbook.write(est, scenario.with_suffix(".xlsx"), says)
    return [_written([scenario, page, scenario.with_suffix(".xlsx")], says)]


RESULTS: Mapping[str, Made] = {
    "forms": _forms,
    "certain": _certain,
    "read aloud": _read_aloud,
    "figures": _figures,
    "together": _together,
    "sliders": _sliders,
    "drivers and risks": _drivers_and_risks,
    "measures": _measures,
    "from the first estimate": _waterfall,
    "changes": _changes,
    "outside view": _outside,
    "papers": _papers,
}


class _Html(Shown):
    """Markup that shows itself as it is."""

    @property
    def inside(self) -> Markup:
        """The markup."""
        return self.markup


def result(ours: OurCase, which: str, language: str = "en") -> Reveal:
    """One piece of what follows from the answers, worked out when somebody presses the button, and anew each time.

    Args:
        ours: as `our_case` gives it.
        which: one of `RESULTS`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    return piece(ours, which, RESULTS, f"result: show {which}", language, first=lambda case: case.book.renew())


class Decisions(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A box to tick for each measure against a risk; what is ticked is kept with the case. Made by `decisions`.

    Attributes:
        boxes: the switch of a measure -> its box.
        shown: what kept it from being saved.
    """

    def __init__(self, ours: OurCase, says: Language) -> None:
        self._ours, self._says = ours, says
        self.boxes: dict[str, Any] = {}
        self._sheet = sheet()
        self.shown = made(ipywidgets.HTML)
        super().__init__([self._sheet], layout=laid())
        for name in ("cm-workshop", "cm-levers"):
            self.add_class(name)
        ours.on_open(self.offer)
        self.offer()

    def offer(self) -> None:
        """The measures of the case that is open."""
        self.boxes = {name: self._box(name, words) for name, words in _switches(self._ours.book.start).items()}
        self.children = [self._sheet, *self.boxes.values(), self.shown]

    def _box(self, name: str, words: str) -> Any:
        box = made(
            ipywidgets.Checkbox,
            description=words,
            value=name in self._ours.book.decided,
            indent=False,
            description_allow_html=False,
            layout={"width": "100%"},
        )
        box.observe(lambda _: self.decide(), "value")
        return box

    def decide(self) -> None:
        """Keep what is ticked, or say that it is not kept."""
        ticked = [name for name, box in self.boxes.items() if box.value]
        self.shown.value = not_saved(lambda: self._ours.book.decide(ticked), self._says)


def _switches(assumptions: Assumptions) -> dict[str, str]:
    """The switches of the measures that are not taken yet -> what each measure is."""
    risks_of = assumptions.structure.risks
    names = [active(name) for name, risk in risks_of.items() if risk.mitigation]
    return {name: assumptions[name].meaning for name in names if not assumptions[name].likeliest}


def decisions(ours: OurCase, language: str = "en") -> Decisions:
    """The measures against risks, to be ticked by the group.

    Args:
        ours: as `our_case` gives it.
        language: one of `languages()`.
    """
    return Decisions(ours, language_of(language))
