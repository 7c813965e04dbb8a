"""The page: what a viewer does to it arrives here, and what it then shows goes out. No model, no figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from costmodel import AssumptionsError
from costmodel.dashboard import history, moves, opened
from costmodel.dashboard.at_rest import BREATH, WorkAtRest
from costmodel.dashboard.screen import Screen
from costmodel.dashboard.serving.log import log_error
from costmodel.dashboard.serving.memory import give_back
from costmodel.dashboard.state import downloads
from costmodel.dashboard.state.address import Address, read_query
from costmodel.dashboard.state.page import State
from costmodel.dashboard.state.today import today
from costmodel.dashboard.state.told import Message, Refused, Told, Where, hardly_meant, impossible, refusal, text
from costmodel.dashboard.state.work import Work
from costmodel.estimates.freed_memory import give_back_freed
from costmodel.language.language import Language
from costmodel.workshop.runs import AT_REST, MOVING

PAUSE = 0.1  # seconds without a move that count as rest
DOWNLOAD = "download"  # what changes nothing: a file is made of the page as it is at rest
BY_ITSELF = ("ready", "sight", "width")  # what the browser says unasked: what was wrong before is still to be read
ABOUT_A_RANGE = (
    "range",
    "answered",
    "assumption",
    "closed",
    "back",
    DOWNLOAD,
)  # what leaves a question about a range open
IN_THE_INTRODUCTION = {"language"}  # what is no move away from it
BY_LEVER = ("slide", "number")  # where these are refused, the lever goes back
MOVES = moves.DOES | opened.DOES | history.DOES
# What is told elsewhere than above the page.
WHERE: dict[str, Where] = {"believe": "sheet", "load": "file", "load_beside": "cases"}
RESTED = ("settled", "rested")  # what the browser is told of a page at rest
LONG_PAUSE = 1.0  # seconds at rest after which memory is given back to the system
NOW_AND_THEN = 10.0  # seconds after which it is given back while somebody goes on moving: else it grows by the minute

Send = Callable[[dict[str, Any], list[bytes]], None]


def nowhere(_message: dict[str, Any], _buffers: list[bytes]) -> None:
    """Where nobody looks at the page."""


class Dashboard:
    """One viewer's page: it holds the state, and has moves make another one and the screen show it.

    Args:
        address: the query string under which the page was opened.
        send: takes what the browser is to show; without it, `screen.shown` holds the same for whoever asks.

    Attributes:
        state: all that the page depends on.
        screen: what is on the page.
    """

    def __init__(self, address: str = "", send: Send = nowhere) -> None:
        self.send = send
        looked_at, unknown = read_query(address)
        self.state = State(looked_at, ranked=looked_at.case, settled=looked_at)
        if unknown:
            names = ", ".join(name[:40] for name in unknown[:5])
            self.state = replace(self.state, told=Told(self.state.says("fault: address", names=names)))
        self.work = Work()
        self.screen = self._first_screen()
        self._at_rest = WorkAtRest(self, "the page")
        self._rested = False  # whether everything that is shown at rest is there
        self._given_back = time.monotonic()

    @property
    def says(self) -> Language:
        """The language of the page."""
        return self.state.says

    def hand_over(self, send: Send, told: Mapping[str, Any]) -> None:
        """Give a page that was made before to the viewer who has come; it gets the day on which that is.

        Args:
            send: takes what the browser is to show.
            told: what the page has said before anybody heard it, without its regions.
        """
        self.send = send
        self.screen.tell(**{key: what for key, what in told.items() if self._rested or key not in RESTED})
        self.screen.at_the_foot(at_rest=self._rested)
        self._given_back = time.monotonic()

    def _first_screen(self) -> Screen:
        """The page as its address has it; without the case in it where that cannot be computed, which is then said."""
        try:
            return self._drawn()
        except (ArithmeticError, MemoryError) as fault:
            told = Told(impossible(fault, self.state.says))
        except AssumptionsError as error:  # each number alone is possible, all together lead to no schedule
            told = refusal(error, "page", self.state.says)
        self.state = State(Address(language=self.state.address.language), told=told)
        return self._drawn()  # here, where the memory that the fault held on to is free

    def _drawn(self) -> Screen:
        seen = self.work.seen(self.state.address, MOVING)
        if self.state.told is None:
            self.state = replace(self.state, told=hardly_meant(seen.est.assumptions, "page", self.state.says))
        screen = Screen(seen)
        screen.show(None, self.state, seen)
        return screen

    def receive(self, message: object, buffers: Sequence[Any] = ()) -> None:
        """Do what the browser asks for and show what follows; whatever arrives, it gets an answer."""
        sent: Message = message if isinstance(message, dict) else {}
        what = sent.get("do")
        known = what if isinstance(what, str) and (what in MOVES or what == DOWNLOAD) else ""
        heard = self.state if known in BY_ITSELF else replace(self.state, told=None)
        if known not in BY_ITSELF and known not in ABOUT_A_RANGE:
            heard = replace(heard, asked=None)
        if known in (moves.DOES.keys() | history.DOES) - IN_THE_INTRODUCTION:
            heard = heard.without_introduction  # who moves something has understood
        try:
            self._do(known, heard, {**sent, "content": bytes(buffers[0]) if buffers else b""})
        except (AssumptionsError, Refused) as error:
            where = WHERE.get(known, "page")
            self._tell(heard, refusal(error, where if where != "sheet" or heard.sheets else "page", heard.says))
            if known in BY_LEVER:
                self.screen.put_back(str(sent.get("name")))
        except Exception as error:  # noqa: BLE001  told, logged, and the page stays
            log_error(known or "unknown request", error)
            self._tell(heard, Told(heard.says("fault: unexpected")))
        self._flush(number=sent.get("number"))
        if time.monotonic() - self._given_back > NOW_AND_THEN:
            give_back_freed()
            self._given_back = time.monotonic()

    def _do(self, what: str, heard: State, sent: Message) -> None:
        if what in BY_ITSELF:
            self._show(MOVES[what](heard, sent), always=what == "ready")
        elif what in MOVES:
            self._show(history.followed(MOVES[what](history.begun(heard, what, sent), sent), what, sent))
        elif what == DOWNLOAD:
            self._show(heard)
            name = text(sent, "name", heard.says, downloads.KINDS)
            seen = self.work.seen(heard.address, AT_REST)
            beside = self.work.beside(seen, heard.address)
            taken = downloads.Taken(heard.address.case, seen.est, self.screen.texts, heard.says, today(), beside)
            self.screen.give(downloads.make(name, taken))
        else:
            raise Refused(heard.says("fault: request"))

    def _tell(self, heard: State, told: Told) -> None:
        """Say what went wrong on the page that stays."""
        self._show(replace(heard, told=told))

    def _flush(self, **more: Any) -> None:
        message, content = self.screen.taken()
        self.send({**message, **{key: value for key, value in more.items() if value is not None}}, content)

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show(self, state: State, *, always: bool = False) -> None:
        """Show another state; the page stays as it was where that cannot be computed.

        Args:
            state: what is to be seen.
            always: whether figures are shown again though nothing else is looked at.

        Raises:
            AssumptionsError: all that is impossible in it.
            Refused: no finite figures follow from it.
        """
        before = self.state
        fits = before.wide == state.wide or (self._rested and before.wide is None)  # drawn for any width
        same = fits and (before.address, before.ranked) == (state.address, state.ranked)
        if same and (self._rested or not always):
            self.screen.show(before, state)
            self.state = state
            if always:  # a viewer has come to a page that is at rest
                self._at_rest.begin_anew()
            return
        try:
            seen = self.work.seen(state.address, MOVING, state.wide)
            self.screen.show(before, state, seen)
        except (ArithmeticError, MemoryError) as fault:
            raise Refused(impossible(fault, before.says)) from fault
        self.state, self._rested = state, False
        self._at_rest.begin_anew()

    def rest(self) -> None:
        """All that is shown when nothing moves any more, at once: without a browser nobody waits."""
        for _ in self.resting():
            pass

    def resting(self) -> Iterator[None]:
        """The figures with more samples, then what takes longer, piece by piece."""
        address, wide = self.state.address, self.state.wide
        for case in dict.fromkeys((address.base, 0)):
            yield from self.work.rested(address.cases[case], address.language)
        yield
        seen = self.work.seen(address, AT_REST, wide)
        self.screen.in_sight_at_rest(seen)
        self._flush(settled=True)
        yield
        for _ in self.screen.at_rest():
            yield
        self._flush(rested=True)
        yield
        for _ in self.screen.tables(seen):
            self._flush()
            yield
        self.work.stands()
        for slow in self.work.slow(seen, address, self.state.ranked):
            self.screen.slow(seen, slow, address)
            if self.screen.has_news:
                self._flush(rested=True)
            yield
        self.screen.seen = self.work.lightened(seen)
        self._rested = True

    def after_a_move(self) -> Iterator[float]:
        """All that a move leaves for later, piece by piece, with the seconds in which the next move is waited for."""
        if not self._rested:
            yield from self._until_rested()
        yield LONG_PAUSE  # what is given back costs its time to get again at the next move
        give_back()

    def _until_rested(self) -> Iterator[float]:
        yield BREATH
        late = False
        for _ in self.screen.catch_up():
            late = True
            yield BREATH
        if late:
            self._flush(all=True)
        yield PAUSE
        for _ in self.resting():
            yield BREATH

    def failed(self, told: Told) -> None:
        """Say what went wrong at rest."""
        self._tell(self.state, told)
        self._flush()
        give_back()
