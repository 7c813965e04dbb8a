"""What is on the page: its regions, what of them has changed since the browser was told, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from costmodel import Assumptions, AssumptionsError
from costmodel.dashboard.cards import AT_REST, LIVE, Card, Seen, Slow
from costmodel.dashboard.state.address import State
from costmodel.dashboard.state.case import FIRST_ESTIMATE
from costmodel.dashboard.state.downloads import File
from costmodel.dashboard.view import controls, headline, tour
from costmodel.dashboard.view.controls import Place
from costmodel.files.levers import LeverGroup, Track, levers, track
from costmodel.language.beliefs import symbol_of
from costmodel.language.language import Language
from costmodel.language.translations import Texts, texts
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.sentences import headline_on_page

EVERY_CARD = (*((card.key, "cm-live") for card in LIVE), *((card.key, "cm-slow") for card in AT_REST))
MOST_FAULTS = 12
MOST_NAMED = 6  # changes in the line under the pictures


class Screen:
    """The page of one viewer, region by region.

    Attributes:
        seen: what it is drawn from.
        shown: region -> what stands there.
        groups, tracks, places: the levers, how they run, and where they stand.
        in_sight: the cards that the viewer sees now, by key; None where nobody has said so, and all are drawn at once.
    """

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.shown: dict[str, Markup] = {}
        self.groups: Mapping[str, LeverGroup] = {}
        self.tracks: dict[str, Track] = {}
        self.places: dict[str, Place] = {}
        self.in_sight: frozenset[str] | None = None
        self._late: list[Card] = []  # what is drawn a moment after the cards in sight
        self._message: dict[str, Any] = {}
        self._content: list[bytes] = []

    @property
    def says(self) -> Language:
        """The language of the page."""
        return self.seen.says

    @property
    def now(self) -> Assumptions:
        """The assumptions on the page."""
        return self.seen.est.assumptions

    @property
    def texts(self) -> Texts:
        """The texts beside the assumptions."""
        return texts(self.says.code, self.now.folders)

    # -- what the browser is told -------------------------------------------------------------------------------------

    def taken(self) -> tuple[dict[str, Any], list[bytes]]:
        """What has changed since this was asked last, and the content of a file that goes with it."""
        message, content = self._message, self._content
        self._message, self._content = {}, []
        return message, content

    @property
    def has_news(self) -> bool:
        """Whether anything has changed since."""
        return bool(self._message)

    def region(self, name: str, markup: Markup) -> None:
        """Put something into a region; what stands there already is not sent again."""
        if self.shown.get(name) != markup:
            self.shown[name] = markup
            self._message.setdefault("regions", {})[name] = markup

    def tell(self, **what: Any) -> None:
        """Something else that the browser does."""
        self._message.update(what)

    def give(self, file: File) -> None:
        """A file for the viewer."""
        self.tell(file={"name": file.name, "type": file.type})
        self._content = [file.content]

    def fault(self, words: str) -> None:
        """What went wrong, in words."""
        self.region("fault", self.alert(words))

    def clear_fault(self) -> None:
        """What went wrong before is not of interest any more."""
        self.region("fault", join())

    def alert(self, words: str) -> Markup:
        """A fault as it stands on the page."""
        return tag("p", words, role="alert", class_="cm-fault")

    def file_faults(self, file: str, faults: AssumptionsError) -> Markup:
        """Everything that is wrong with a file, with line and name."""
        says, listed = self.says, [tag("li", str(fault)) for fault in faults.faults[:MOST_FAULTS]]
        more = len(faults.faults) - len(listed)
        if more > 0:
            listed.append(tag("li", says("fault: file more", count=says.number(more))))
        told = (tag("p", says("fault: file", file=file)), tag("ul", *listed), tag("p", says("fault: kept")))
        return tag("div", *told, role="alert", class_="cm-fault")

    # -- drawing ------------------------------------------------------------------------------------------------------

    def draw(self, seen: Seen, state: State, *, afresh: bool) -> None:
        """All that follows every step of a slider and is in sight; `catch_up` draws the other cards.

        Args:
            seen, state: what is looked at.
            afresh: the controls are drawn anew: another scenario, another language.
        """
        before, self.seen = self.now, seen
        says, told = self.says, self.texts
        self.region("tools", controls.tools(state, told, says))
        self.region("case", controls.case_controls(state.case, state, self.now, told, says))
        if afresh or not self.groups:
            self._lay_levers(state, told)
            self.tell(language=says.code, title=says("page: title"))
        else:
            self._place_levers(state, before, told)
        for name, group in self.groups.items():
            self.region(f"count-{name}", controls.count_moved(group, state.case.changed, says))
        self._head(state)
        quick = [card for card in LIVE if card.quick or card.key not in self.shown]
        self._late = [card for card in quick if self.in_sight is not None and card.key not in self.in_sight]
        for card in quick:
            if card not in self._late:
                self.region(card.key, card.markup(seen))
        self.region("foot", self._foot(state, at_rest=False))
        self.tell(moving=True, all=not self._late)

    def catch_up(self) -> bool:
        """Draw the cards that are out of sight; whether there were any."""
        late, self._late = self._late, []
        for card in late:
            self.region(card.key, card.markup(self.seen))
        self.tell(all=True)
        return bool(late)

    def _head(self, state: State) -> None:
        seen, says = self.seen, self.says
        shown = headline.figures(seen.est, says, state)
        head = headline.headline(seen.est, says, FIRST_ESTIMATE in state.case.changed)
        self.region("head", join(head, headline.key_figures(shown, says)))

    def at_rest(self, seen: Seen, state: State, address: str) -> Iterator[None]:
        """All that is shown once nothing moves, piece by piece: the same with more samples, and what is read out."""
        self.seen, self._late = seen, []
        self._head(state)
        for card in sorted(LIVE, key=lambda one: one.key not in (self.in_sight or ())):
            yield
            self.region(card.key, card.markup(seen))
        self.region("foot", self._foot(state, at_rest=True))
        self.region("say", tag("span", "".join(piece for piece, _ in headline_on_page(seen.est, self.says))))
        self.tell(query=address)

    def tables(self, seen: Seen) -> Iterator[None]:
        """The figures of the live cards as tables, one after the other."""
        for card in LIVE:
            self.region(f"{card.key}-data", card.details(seen))
            yield

    def slow(self, seen: Seen, slow: Slow) -> None:
        """What takes longer, as far as it is there."""
        for card in AT_REST:
            if card.ready(slow):
                self.region(card.key, card.markup(seen, slow))
                self.region(f"{card.key}-data", card.details(seen, slow))

    def tour(self, step: int | None) -> None:
        """Show a step of the introduction, or none."""
        if step is None:
            self.region("tour", join())
            self.tell(look="", focus="#cm-scenario")
            return
        self.region("tour", tour.step(step, self.seen.est, self.says))
        self.tell(look=tour.STEPS[step], focus="#cm-tour-title")

    # -- levers -------------------------------------------------------------------------------------------------------

    def _lay_levers(self, state: State, told: Texts) -> None:
        start = state.case.start()
        faults: list[Any] = []
        self.groups = levers(start.folders, start, faults)
        if faults:
            raise AssumptionsError(faults)
        every = [lever for group in self.groups.values() for lever in group.sliders]
        self.tracks = {lever.name: track(lever, start[lever.name]) for lever in every}
        self.places = {name: self._place(name, state, told) for name in self.tracks}
        self.shown.pop("levers", None)  # levers that were set one by one stand elsewhere than they were drawn
        self.region("levers", controls.levers(self.groups, self.tracks, self.places, self.now, told, self.says))

    def _place_levers(self, state: State, before: Assumptions, told: Texts) -> None:
        """Where levers stand that stood elsewhere before."""
        for name in self.tracks:
            if self.now[name] is not before[name] or self.places[name].moved != (name in state.case.changed):
                place = self._place(name, state, told)
                if place != self.places[name]:
                    self.places[name] = place
                    self._send_place(name)

    def set_levers(self, again: str) -> None:
        """Tell the browser where a lever stands although nothing has changed: it shows what was refused.

        Args:
            again: the lever; empty for all.
        """
        for name in [again] if again in self.places else self.places:
            self._send_place(name)

    def _place(self, name: str, state: State, told: Texts) -> Place:
        belief = self.now[name]
        unit = told.unit(belief.unit, symbol_of(belief))
        return controls.place_of(self.tracks[name], belief, unit, name in state.case.changed, self.says)

    def _send_place(self, name: str) -> None:
        self._message.setdefault("levers", {})[name] = vars(self.places[name])

    # -- the frame ----------------------------------------------------------------------------------------------------

    def _foot(self, state: State, *, at_rest: bool) -> Markup:
        says, est, case = self.says, self.seen.est, state.case
        names = [self.now[name].meaning for name in case.changed if name in self.now]
        told = "; ".join(sorted(names)[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        lines = [says("foot: case", name=self.seen.name, changes=told or says("foot: nothing"))]
        year = str(self.now.structure.prices.year)
        samples = says.number(est.samples)
        line = says("foot: samples", samples=samples, year=year)
        if at_rest:  # the hash takes its time
            exact = {"seed": str(est.seed), "version": est.version, "fingerprint": est.fingerprint}
            line += " " + says("foot: again", samples=str(est.samples), **exact)
        return join(*(tag("p", one, class_="cm-note") for one in (*lines, line)))

    def page(self) -> Markup:
        """The whole page with everything that is on it."""
        says = self.says
        slots = [
            tag(
                "div",
                self._place_for(key),
                self._place_for(f"{key}-data", class_="cm-slot-data"),
                class_=f"cm-slot cm-slot-{key} {look}",
                data_card=key,
                **({"hidden": ""} if 'hidden="hidden"' in self.shown.get(key, "")[:200] else {}),
            )
            for key, look in EVERY_CARD
        ]
        lost = tag(
            "div",
            tag("p", says("page: lost")),
            tag("button", says("page: reload"), type="button", data_do="reload", class_="cm-button"),
            class_="cm-lost-note",
            role="alert",
        )
        aside = tag(
            "div",
            self._place_for("case", class_="cm-case"),
            self._place_for("levers", class_="cm-levers"),
            class_="cm-controls",
            role="group",
            aria_label=says("page: controls"),
        )
        return tag(
            "div",
            self._place_for("tools", class_="cm-top"),
            lost,
            self._place_for("head", class_="cm-head"),
            self._place_for("fault", class_="cm-faults"),
            tag("div", aside, tag("div", *slots, class_="cm-pictures", role="group", aria_label=says("page: pictures")),
                class_="cm-body"),
            self._place_for("foot", class_="cm-foot"),
            self._place_for("say", class_="cm-spoken", aria_live="polite"),
            self._place_for("tour", class_="cm-tour-place"),
            tag("dialog", self._place_for("sheet"), class_="cm-sheet", aria_labelledby="cm-sheet-title"),
            class_="cm-page",
            lang=says.code,
        )  # fmt: skip

    def _place_for(self, name: str, **attributes: str) -> Markup:
        return tag("div", self.shown.get(name, join()), data_region=name, **attributes)
