"""What is on the page: its regions, what of them has changed since the browser was told, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from costmodel import Assumptions
from costmodel.dashboard.cards import AT_REST, LIVE, SIDE_BY_SIDE, Card, Deciding, RestCard, Seen, SideBySideCard, Slow
from costmodel.dashboard.regions import Regions
from costmodel.dashboard.state.address import Address, is_another_page, query
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.levers import Levers, levers_of, track_of
from costmodel.dashboard.state.page import State
from costmodel.dashboard.view import asked, controls, deciding, foot, headline, levers, sheets, tour
from costmodel.dashboard.view.evidence import evidence
from costmodel.dashboard.view.frame import frame, lost, names
from costmodel.dashboard.view.levers import Place
from costmodel.dashboard.view.open_sheet import drawn_from, only_searched, open_sheet, told_at
from costmodel.files.levers import Track
from costmodel.language.language import Language
from costmodel.language.translations import Texts, texts
from costmodel.pictures.markup import Markup, join, tag


class Screen(Regions):
    """The page of one viewer, region by region.

    Attributes:
        seen: what it is drawn from.
        levers, tracks, places: the sliders, how each runs, and where they stand.
        deciding: the inputs that decide the number; None while they are not known.
        in_sight: the cards that the viewer sees now, by key; None where nobody has said so, and all are drawn at once.
    """

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen = seen
        self.levers = Levers({}, {})
        self.tracks: dict[str, Track] = {}
        self.places: dict[str, Place] = {}
        self.case = Case()
        self._step: int | None = None
        self.deciding: Deciding | None = None
        self._decided_for: tuple[Case, str] | None = None
        self.in_sight: frozenset[str] | None = None
        self._late: list[Card] = []  # what is drawn a moment after the cards in sight

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

    # -- drawing ------------------------------------------------------------------------------------------------------

    def show(self, before: State | None, after: State, seen: Seen | None = None) -> None:
        """Render what differs between two states; if that fails, nothing of it is on the page.

        Args:
            before: what the page shows now; None at first.
            after: what it is to show.
            seen: what the figures are drawn from, where they are to be drawn again.
        """
        kept = vars(self).copy()
        self.shown, self.places, self.tracks = dict(self.shown), dict(self.places), dict(self.tracks)
        self._message = deepcopy(self._message)
        try:
            self.in_sight = after.in_sight
            if seen is not None:
                self._figures(before, after, seen)
            self.region("fault", told_at(after, "page"))
            self.region("cases-fault", told_at(after, "cases"))
            self.region("history", controls.steps(after, self.says))
            meaning = "" if after.asked is None else self.now[after.asked.name].meaning
            self.region("asked", asked.question(after.asked, meaning, self.texts, self.says))
            self._address(before, after)
            self._sheet(before or State(), after)
            self._tour(before or State(), after)
        except Exception:
            vars(self).update(kept)
            raise

    def _figures(self, before: State | None, after: State, seen: Seen) -> None:
        """All that follows every step of a slider and is in sight; `catch_up` draws the other cards."""
        stood, self.seen = self.now, seen
        address, says, told = after.address, self.says, self.texts
        self.region("chosen", controls.chosen(address, told, says))
        self.region("tools", controls.tools(address, says))
        self.region("case", controls.case_controls(address.case, address, self.now, told, says))
        self.region("plan", controls.plan(self.now, says))
        renewed = after.ranked.unnamed == address.case.unnamed
        self.region("deciding-head", deciding.head(address.decides, seen, renewed=renewed))
        self.levers = levers_of(address.case)
        decided_for = (after.ranked.unnamed, address.decides)
        if before is None or is_another_page(before.address, address) or self._decided_for != decided_for:
            if self._decided_for != decided_for:
                self.deciding, self._decided_for = None, decided_for
            self._lay_levers(address, told)
            title = self.now.initiative.name or says("page: title")
            self.tell(language=says.code, title=title)
            self.region("lost", lost(says))
            self.region("names", names(says))
        else:
            self._place_levers(address, stood, told)
        for name, group in self.levers.groups.items():
            self.region(f"count-{name}", levers.count_moved(group, address.case.changed, says))
        self._head()
        self._cases(before, after)
        quick = [card for card in LIVE if card.quick or card.key not in self.shown]
        self._late = [card for card in quick if not self._is_in_sight(card)]
        for card in quick:
            if card not in self._late:
                self.region(card.key, card.markup(seen))
        self.case = address.case
        if before is None:
            self.region("evidence", evidence(seen, self.deciding))
        self.at_the_foot(at_rest=False)
        self.tell(moving=True, all=not self._late)

    def _cases(self, before: State | None, after: State) -> None:
        """The card of the cases side by side, where it holds others than before; its figures come at rest."""
        if before is None or _of_cases(before.address) != _of_cases(after.address):
            self.region(SIDE_BY_SIDE.key, SIDE_BY_SIDE.markup(self.seen, Slow()))
            self.region(f"{SIDE_BY_SIDE.key}-data", join())

    def _address(self, before: State | None, after: State) -> None:
        """What the address line of the browser says: the last step, and not what a slider passes over."""
        if before is None or (before.settled, before.past) != (after.settled, after.past) or before.step != after.step:
            self.tell(query=query(after.settled or after.address), step=len(after.past))

    def _sheet(self, before: State, after: State) -> None:
        """The sheet over the page, where it is another one than before; it is opened and closed with it."""
        opens = len(after.sheets) > len(before.sheets)
        if before.sheets and not after.sheets:
            self.tell(sheet=False)
        elif after.sheet is not None and only_searched(before, after):
            self.region("found", sheets.found(after.sheet.of, self.now, self.texts, self.says))
        elif drawn_from(before) != drawn_from(after):
            for name in ("found", "loading", *(["sheet"] if opens else [])):  # the browser has none of these any more
                self.shown.pop(name, None)
            self.region("sheet", open_sheet(after, self.seen, self.texts))
            # The list shows what was chosen and is not yet.
            if after.sheet is not None and after.sheet.what == "another":
                self.shown.pop("chosen")
                self.region("chosen", controls.chosen(after.address, self.texts, self.says))
        if told_at(after, "file") != told_at(before, "file"):
            self.region("loading", told_at(after, "file"))
        if opens:
            self.tell(sheet=True)

    def _tour(self, before: State, after: State) -> None:
        """The step of the introduction, where it is another one than before; the same one in another language."""
        if after.step == before.step:
            if after.step is not None and after.address.language != before.address.language:
                self.region("tour", tour.step(after.step, self.seen))
            return
        self._step = after.step
        self.tell(tour=-1 if after.step is None else after.step)
        if after.step is None:
            self.region("tour", join())
            self.tell(look="", focus="#cm-scenario")
        else:
            self.region("tour", tour.step(after.step, self.seen))
            self.tell(look=tour.STEPS[after.step], focus="#cm-tour-title")

    def catch_up(self) -> Iterator[None]:
        """Draw the cards that are out of sight, one after the other."""
        while self._late:
            card = self._late.pop(0)
            self.region(card.key, card.markup(self.seen))
            yield

    def _head(self) -> list[headline.Figure]:
        shown = headline.figures(self.seen)
        self.region("head", headline.request(shown, self.seen))
        self.region("beside", headline.beside(shown, self.seen))
        self.region("covered", headline.covered(self.seen))
        return shown

    def in_sight_at_rest(self, seen: Seen) -> None:
        """What is in sight once nothing moves: the same with more samples, and what is read out."""
        self.seen = seen
        self.region("say", tag("span", headline.told(self._head(), self.says)))
        if self._step is not None:
            self.region("tour", tour.step(self._step, seen))
        for card in LIVE:
            if self._is_in_sight(card):
                self.region(card.key, card.markup(seen))
        self._late = [card for card in LIVE if not self._is_in_sight(card)]

    def at_rest(self) -> Iterator[None]:
        """The other cards with more samples, piece by piece, and what says that all are there."""
        yield from self.catch_up()
        self.region("evidence", evidence(self.seen, self.deciding))
        self.at_the_foot(at_rest=True)

    def _is_in_sight(self, card: Card) -> bool:
        return self.in_sight is None or card.key in self.in_sight

    def tables(self, seen: Seen) -> Iterator[None]:
        """The figures of the live cards as tables, one after the other."""
        for card in LIVE:
            self.region(f"{card.key}-data", card.details(seen))
            yield

    def slow(self, seen: Seen, slow: Slow, address: Address) -> None:
        """What takes longer, as far as it is there."""
        if slow.deciding is not None and slow.deciding is not self.deciding:
            self._decide(slow.deciding, address)
        cards: tuple[RestCard | SideBySideCard, ...] = (SIDE_BY_SIDE, *AT_REST)
        for card in cards:
            if card.ready(slow):
                self.region(card.key, card.markup(seen, slow))
                self.region(f"{card.key}-data", card.details(seen, slow))

    # -- levers -------------------------------------------------------------------------------------------------------

    def _lay_levers(self, address: Address, told: Texts) -> None:
        groups, tracks = self.levers.groups, self.levers.tracks
        decide = () if self.deciding is None else self.deciding.names
        self.tracks = {**{name: track_of(address.case, name) for name in decide}, **tracks}
        self.places = {name: self._place(name, address, told) for name in self.tracks}
        self.shown.pop("levers", None)  # levers that were set one by one stand elsewhere than they were drawn
        self.region("levers", levers.levers(groups, tracks, self.places, self.now, told, self.says))
        self._lay_deciding()

    def _lay_deciding(self) -> None:
        """The inputs that decide the number, row by row, or their place while they are not known."""
        self.shown.pop("deciding", None)
        if self.deciding is None:
            self.region("deciding", deciding.waits(self.says))
            return
        rows = deciding.rows(self.deciding, self.tracks, self.places, self.seen, self.texts)
        self.region("deciding", rows.markup)
        self.shown |= rows.parts

    def _decide(self, found: Deciding, address: Address) -> None:
        """Other figures of the inputs that decide; sliders in somebody's hand stay where they are."""
        self.region("evidence", evidence(self.seen, found))
        same = self.deciding is not None and (self.deciding.of, self.deciding.names) == (found.of, found.names)
        self.deciding = found
        if same:
            for name, part in deciding.rows(found, self.tracks, self.places, self.seen, self.texts).parts.items():
                self.region(name, part)
            return
        for name in found.names:
            self.tracks.setdefault(name, track_of(address.case, name))
            self.places[name] = self._place(name, address, self.texts)
        self._lay_deciding()

    def _place_levers(self, address: Address, before: Assumptions, told: Texts) -> None:
        """Where levers stand that stood elsewhere before."""
        for name in self.tracks:
            if self.now[name] is not before[name] or self.places[name].moved != (name in address.case.changed):
                place = self._place(name, address, told)
                if place != self.places[name]:
                    self.places[name] = place
                    self._send_place(name)
                    if f"hill-{name}" in self.shown:
                        hill = deciding.hill(self.tracks[name], self.now[name], told, self.says)
                        self.region(f"hill-{name}", hill)

    def put_back(self, name: str) -> None:
        """Tell the browser where a lever stands although it has not moved: the browser shows what was refused."""
        if name in self.places:
            self._send_place(name)

    def _place(self, name: str, address: Address, told: Texts) -> Place:
        belief = self.now[name]
        return levers.place_of(self.tracks[name], belief, told, name in address.case.changed, self.says)

    def _send_place(self, name: str) -> None:
        self._message.setdefault("levers", {})[name] = vars(self.places[name])

    # -- the frame ----------------------------------------------------------------------------------------------------

    def at_the_foot(self, *, at_rest: bool) -> None:
        """What is said at the foot and on top of paper: what the figures come from, and the day."""
        told = foot.told(self.seen, self.case)
        self.region("paper", foot.paper(told, self.seen))
        self.region("foot", foot.foot(told, self.seen, at_rest=at_rest))

    def page(self) -> Markup:
        """The whole page with everything that is on it."""
        return frame(self.shown, self.says)


def _of_cases(address: Address) -> tuple[object, ...]:
    """What the cases side by side are, beyond the one on the page."""
    return address.beside, address.base, address.other, address.language
