"""What takes longer than a step: it waits until nothing moves any more, and the next move breaks it off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress

from costmodel.dashboard.serving.log import log_error
from costmodel.dashboard.state.told import Told, impossible
from costmodel.language.language import Language

BREATH = 0.001  # seconds between two pieces of work, in which a move is heard


class WorkAtRest:
    """The work of one page for which a viewer waits at rest.

    Args:
        page: what the page is called where an error is written down.
        work: does it piece by piece, and says after each for how many seconds the next move is waited for.
        told: shows what went wrong.
        says: the language of the page.
    """

    def __init__(
        self,
        page: str,
        work: Callable[[], Iterator[float]],
        told: Callable[[Told], None],
        says: Callable[[], Language],
    ) -> None:
        self._page, self._work, self._told, self._says = page, work, told, says
        self._later: asyncio.Task[None] | None = None

    def begin_anew(self) -> None:
        """Something has moved: what was not finished is broken off, and all of it is done later."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        with suppress(RuntimeError):  # no loop, as in a test: whoever wants rest does the work itself
            self._later = asyncio.get_running_loop().create_task(self._do())

    async def _do(self) -> None:
        try:
            for seconds in self._work():
                await asyncio.sleep(seconds)
        except (ArithmeticError, MemoryError) as fault:
            self._told(Told(impossible(fault, self._says())))
        except Exception as error:  # noqa: BLE001  told, logged, and the page stays
            log_error(f"rest of {self._page}", error)
            self._told(Told(self._says()("fault: unexpected")))
