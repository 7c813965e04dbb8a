"""What takes longer than a step: it waits until nothing moves any more, and the next move breaks it off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol
from weakref import ref

from costmodel.dashboard.serving.log import log_error
from costmodel.dashboard.state.told import Told, impossible
from costmodel.language.language import Language

BREATH = 0.001  # seconds between two pieces of work, in which a move is heard


class Page(Protocol):
    """A page with work that waits until nothing moves."""

    @property
    def says(self) -> Language:
        """The language of the page."""

    def after_a_move(self) -> Iterator[float]:
        """The work, piece by piece; after each piece, for how many seconds the next move is waited for."""

    def failed(self, told: Told) -> None:
        """Show what went wrong in it."""


class WorkAtRest:
    """The work of one page for which a viewer waits at rest. The page holds it, and it does not hold the page.

    Args:
        page: whose work it is.
        called: what the page is called where an error is written down.
    """

    def __init__(self, page: Page, called: str) -> None:
        self._page, self._called = ref(page), called
        self._later: asyncio.Task[None] | None = None

    def begin_anew(self) -> None:
        """Something has moved: what was not finished is broken off, and all of it is done later."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        page = self._page()
        if page is not None:
            with suppress(RuntimeError):  # no loop, as in a test: whoever wants rest does the work itself
                self._later = asyncio.get_running_loop().create_task(_done(page, self._called))


async def _done(page: Page, called: str) -> None:
    try:
        for seconds in page.after_a_move():
            await asyncio.sleep(seconds)
    except (ArithmeticError, MemoryError) as fault:
        page.failed(Told(impossible(fault, page.says)))
    except Exception as error:  # noqa: BLE001  told, logged, and the page stays
        log_error(f"rest of {called}", error)
        page.failed(Told(page.says("fault: unexpected")))
