"""The page: what a viewer does to it arrives here, and what it then shows goes out. No model, no figures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from costmodel import AssumptionsError
from costmodel.dashboard import moves, opened
from costmodel.dashboard.screen import Screen
from costmodel.dashboard.serving.memory import give_back
from costmodel.dashboard.state.address import State, query, read_query
from costmodel.dashboard.state.refused import Refused
from costmodel.dashboard.state.work import AT_REST, MOVING, Work
from costmodel.language.language import language_of

PAUSE = 0.1  # seconds without a move that count as rest
BREATH = 0.001  # seconds between two pieces of work at rest, in which a move is heard
BY_ITSELF = ("ready", "sight", "width")  # what the browser says unasked: what was wrong before is still to be read
LONG_PAUSE = 1.0  # seconds at rest after which memory is given back to the system

Message = Mapping[str, Any]
Send = Callable[[dict[str, Any], list[bytes]], None]


def nowhere(_message: dict[str, Any], _buffers: list[bytes]) -> None:
    """Where nobody looks at the page."""


class Dashboard:
    """One viewer's page.

    Args:
        address: the query string under which the page was opened.
        send: takes what the browser is to show; without it, `screen.shown` holds the same for whoever asks.

    Attributes:
        state: what is looked at.
        screen: what is on the page.
        opened: the sheets over the page and the introduction.
        wide: whether cards are wide on the viewer's screen; None until the browser has said so.
    """

    def __init__(self, address: str = "", send: Send = nowhere) -> None:
        self.send = send
        self.state, unknown = read_query(address)
        self.work = Work()
        self.wide: bool | None = None
        self.opened = opened.Opened()
        self.screen = Screen(self.work.seen(self.state, MOVING))
        self.screen.draw(self.screen.seen, self.state, afresh=True)
        self._later: asyncio.Task[None] | None = None
        if unknown:
            names = ", ".join(name[:40] for name in unknown[:5])
            self.screen.fault(self.screen.says("fault: address", names=names))

    def receive(self, message: object, buffers: Sequence[Any] = ()) -> None:
        """Do what the browser asks for and show what follows; whatever arrives, it gets an answer."""
        sent: Message = message if isinstance(message, Mapping) else {}
        if sent.get("do") not in BY_ITSELF:
            self.screen.clear_fault()
        try:
            self._dispatch(sent, buffers)
        except AssumptionsError as faults:
            told = "; ".join(fault.text for fault in faults.faults[:3])
            self.screen.fault(f"{self.screen.says('fault: change', faults=told)} {self.screen.says('fault: kept')}")
        except Refused as refused:
            self.screen.fault(str(refused))
        except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError, MemoryError, OSError):
            self.screen.fault(self.screen.says("fault: request"))
        self._flush(number=sent.get("number"))

    def _dispatch(self, sent: Message, buffers: Sequence[Any]) -> None:
        what = sent.get("do")
        if not isinstance(what, str):
            raise TypeError("a request says what is to be done")
        if what in moves.DOES:
            opened.end_introduction(self)  # who moves something has understood
            moves.DOES[what](self, sent)
        else:
            opened.DOES[what](self, sent, buffers)

    def _flush(self, **more: Any) -> None:
        message, content = self.screen.taken()
        self.send({**message, **{key: value for key, value in more.items() if value is not None}}, content)

    # -- showing ------------------------------------------------------------------------------------------------------

    def show(self, state: State, *, afresh: bool = False) -> None:
        """Show another state; the page stays as it was where that cannot be computed.

        Args:
            state: what is to be seen.
            afresh: whether the controls are drawn anew and not only set.

        Raises:
            AssumptionsError: all that is impossible in it.
            Refused: no finite figures follow from it.
        """
        try:
            seen = self.work.seen(state, MOVING, self.wide)
            self.screen.draw(seen, state, afresh=afresh)
        except ArithmeticError as fault:
            raise Refused(language_of(state.language)("fault: compute", fault=str(fault))) from fault
        self.state = state
        self._rest_later()

    def rest(self) -> None:
        """All that is shown when nothing moves any more, at once: without a browser nobody waits."""
        for _ in self._resting():
            pass

    def _resting(self) -> Iterator[None]:
        """The figures with more samples, then what takes longer, piece by piece."""
        for case in filter(None, (self.state.case, self.state.held)):
            self.work.estimate(case, self.state.language, AT_REST)
            yield
        seen = self.work.seen(self.state, AT_REST, self.wide)
        for _ in self.screen.at_rest(seen, self.state, query(self.state)):
            yield
        self._flush(rested=True)
        yield
        for _ in self.screen.tables(seen):
            self._flush()
            yield
        for slow in self.work.slow(seen):
            self.screen.slow(seen, slow)
            if self.screen.has_news:
                self._flush(rested=True)
            yield
        self.screen.seen = self.work.lightened(seen)

    def _rest_later(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        with suppress(RuntimeError):  # no loop, as in a test: whoever wants rest calls `rest`
            self._later = asyncio.get_running_loop().create_task(self._after_a_pause())

    async def _after_a_pause(self) -> None:
        await asyncio.sleep(BREATH)
        if self.screen.catch_up():
            self._flush()
        await asyncio.sleep(PAUSE)
        try:
            for _ in self._resting():
                await asyncio.sleep(BREATH)
        except ArithmeticError as fault:
            self.screen.fault(self.screen.says("fault: compute", fault=str(fault)))
            self._flush()
        await asyncio.sleep(LONG_PAUSE)  # what is given back costs its time to get again at the next move
        give_back()
