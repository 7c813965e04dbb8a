"""The page: what is on it, and what happens when something on it is moved. No model, no figures."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from costmodel import Estimate, estimate
from costmodel.dashboard import words
from costmodel.dashboard.case import BASELINE, Case, scenario_label, scenario_meaning, scenario_names
from costmodel.dashboard.controls import Slider, check_box, chooser, heading, reset_button, text_field
from costmodel.dashboard.levers import LEVERS, track
from costmodel.dashboard.views import VIEWS
from costmodel.pictures.formats import read_money
from costmodel.pictures.markup import tag

MOVING, AT_REST = 4_096, 16_384  # samples: enough to follow a slider; P80 within half a per cent
PAUSE = 0.25  # seconds without a move that count as rest
SEED = 1


class Dashboard:
    """All controls and all figures of one viewer."""

    def __init__(self) -> None:
        self.case = Case()
        self._held = False
        self._amount_fault = ""  # stays until the amount is mended
        self._refinement: asyncio.Task[None] | None = None
        self.scenario = chooser("Scenario", {scenario_label(name): name for name in scenario_names()})
        self.overlay = check_box("With MLOps: automation paid for at the start")
        self.amount = text_field("Your first estimate", "for example 35,000 €")
        self.reset = reset_button("Reset sliders")
        start = self.case.start()
        self.sliders = {
            lever.name: Slider(lever, track(lever, start[lever.name]), self._on_slider)
            for group in LEVERS.values()
            for lever in group
            if lever.name in start
        }
        self.head, self.about, self.fault, self.foot = (widgets.HTML() for _ in range(4))
        self.spoken = widgets.HTML()  # read out by screen readers, once a move has ended
        self.pictures = {view.key: widgets.HTML() for view in VIEWS}
        self._listen()
        self.estimate: Estimate | None = None
        self.refresh()

    # -- what happens ------------------------------------------------------------------------------

    def _listen(self) -> None:
        self.scenario.observe(self._on_scenario, names="value")
        self.overlay.observe(self._on_overlay, names="value")
        self.amount.observe(self._on_amount, names="value")
        self.reset.on_click(lambda _: self._set(replace(self.case, moved={})))

    def _on_scenario(self, change: dict[str, Any]) -> None:
        name = change["new"] if change["new"] in scenario_names() else BASELINE
        if not self._held:
            self._set(replace(self.case, scenario=name, moved={}))

    def _on_overlay(self, change: dict[str, Any]) -> None:
        if not self._held:
            self._set(replace(self.case, overlaid=bool(change["new"])))

    def _on_amount(self, change: dict[str, Any]) -> None:
        try:
            amount = read_money(change["new"]) if change["new"].strip() else 0.0
        except ValueError as fault:
            self._amount_fault = self.fault.value = words.fault(str(fault))
            return
        self._amount_fault = ""
        self.case = replace(self.case, first_estimate=amount)
        self.refresh()

    def _on_slider(self, slider: Slider, sent: float) -> None:
        if self._held:
            return
        value = slider.track.placed(sent)
        case = self.case.moving(slider.name, value / slider.track.per, slider.track.home / slider.track.per)
        if case == self.case:  # a browser repeats what it was told, give or take the last digit
            return
        self.case = case
        slider.mark(moved=slider.name in case.moved)
        self.refresh()

    def _set(self, case: Case) -> None:
        """Another case at once: the sliders go to their places in silence, then the figures are made once."""
        try:
            start = case.start()
        except (ValueError, LookupError) as fault:
            self.fault.value = words.fault(str(fault))
            return
        self.case = case
        with self._hold():
            for name, slider in self.sliders.items():
                slider.lay(track(slider.lever, start[name]), case.moved.get(name))
        self.refresh()

    @contextmanager
    def _hold(self) -> Iterator[None]:
        self._held = True
        try:
            yield
        finally:
            self._held = False

    # -- what is shown -----------------------------------------------------------------------------

    def refresh(self, samples: int = MOVING) -> None:
        """All figures of the case as it is now; a better set follows when nothing moves for a moment."""
        self._later()
        try:
            est = estimate(self.case.assumptions(), samples=samples, seed=SEED)
        except (ValueError, LookupError, ArithmeticError) as fault:
            self.fault.value = words.fault(f"These figures cannot be computed: {fault}")
            return
        self.estimate = est
        self.fault.value = self._amount_fault
        self.about.value = tag("p", scenario_meaning(self.case.scenario), class_="cm-note")
        self.head.value = words.headline(est, typed=self.case.first_estimate > 0) + words.key_figures(est)
        for view in VIEWS:
            self.pictures[view.key].value = view.card(est)
        self.foot.value = words.provenance(est, self.in_words(), at_rest=samples == AT_REST)

    def in_words(self) -> str:
        """The case on the page: what stands on paper in the place of the controls."""
        overlaid = " with MLOps" if self.case.overlaid else ""
        moved = "; ".join(self.sliders[name].in_words() for name in self.case.moved)
        return f"Scenario: {scenario_label(self.case.scenario)}{overlaid}. Moved: {moved or 'nothing'}."

    def settle(self) -> None:
        """The figures at rest, with more samples, and read out."""
        self.refresh(AT_REST)
        self._cancel()
        if self.estimate is not None:
            self.spoken.value = tag("span", words.sentence(self.estimate))

    def _later(self) -> None:
        self._cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel, as in a test: whoever wants rest calls `settle`
            return
        self._refinement = loop.create_task(self._after_a_pause())

    def _cancel(self) -> None:
        if self._refinement is not None and self._refinement is not _current_task():
            self._refinement.cancel()
        self._refinement = None

    async def _after_a_pause(self) -> None:
        await asyncio.sleep(PAUSE)
        self.settle()

    # -- how it is laid out ------------------------------------------------------------------------

    def show(self) -> None:
        """Put the page into the notebook."""
        display(self.page())  # type: ignore[no-untyped-call]  # IPython has no types for it

    def page(self) -> widgets.VBox:
        """The whole page; in the document figures come before controls, as they do on a phone."""
        shown = self.case.start()
        groups = [
            _box(
                "cm-group",
                heading(group),
                *(self.sliders[lever.name].box for lever in levers if lever.name in shown),
            )
            for group, levers in LEVERS.items()
        ]
        controls = _box(
            "cm-controls",
            self.scenario,
            self.about,
            self.overlay,
            self.amount,
            self.fault,
            *groups,
            self.reset,
        )
        pictures = _box("cm-pictures", *self.pictures.values())
        self.head.add_class("cm-head")
        self.spoken.add_class("cm-spoken")
        self.foot.add_class("cm-foot")
        page = _box("cm-page", self.head, _box("cm-body", pictures, controls), self.foot, self.spoken)
        if "VOILA_KERNEL_ID" not in os.environ:  # in JupyterLab nobody else brings the style sheet
            page.children = (widgets.HTML(f"<style>{_style_sheet()}</style>"), *page.children)
        return page


def _box(name: str, *children: widgets.Widget) -> widgets.VBox:
    box = widgets.VBox(children)
    box.add_class(name)
    return box


def _style_sheet() -> str:
    sheet = files("costmodel.dashboard") / "template/voila/templates/costmodel/static/app.css"
    return sheet.read_text(encoding="utf-8")


def _current_task() -> "asyncio.Task[Any] | None":
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None
