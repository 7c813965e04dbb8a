"""How many people the server takes at once, and how a place that nobody uses any more becomes free.

A viewer's process (Jupyter: a kernel) is a place. It is counted from the moment in which its start is decided, so that
a hundred visitors who come at the same moment get no more places than there are.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Float, Integer


class Places(AsyncMappingKernelManager):
    """The processes of all viewers; voila.json names it and says how long it waits."""

    viewers = Integer(40, config=True, help="how many at the same time")
    unused = Float(45.0, config=True, help="seconds after which a process without a connection is ended")
    longest = Float(60.0, config=True, help="seconds that a process may work at one message before it is ended")
    look_round = Float(5.0, config=True, help="seconds between two looks at all processes")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self._starting: set[str] = set()
        self._alone_since: dict[str, float] = {}
        self._clearing: set[asyncio.Future[None]] = set()
        self._looking: asyncio.Task[None] | None = None

    @property
    def taken(self) -> int:
        """How many places are taken, those that are being made ready among them."""
        return len(self._starting.union(self.list_kernel_ids()))

    @property
    def full(self) -> bool:
        """Whether there is no place left."""
        return self.taken >= self.viewers

    async def start_kernel(self, **how: Any) -> str:  # type: ignore[override]  # positional there; Voila names all
        """Start a viewer's process.

        Raises:
            HTTPError: 503, when all places are taken.
        """
        if self.full:  # no `await` stands between this question and the next line: nobody can come in between
            raise HTTPError(503, reason=no_place(self.viewers))
        kernel = str(uuid.uuid4())
        self._starting.add(kernel)
        try:
            await super().start_kernel(kernel_id=kernel, **how)
        finally:
            self._starting.discard(kernel)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_after())
        return kernel

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(self.look_round)
            for kernel in self.left_alone(time.monotonic()):
                self.log.warning("The process %s is ended: nobody is connected to it.", kernel)
                try:
                    await self.shutdown_kernel(kernel, now=True)  # type: ignore[no-untyped-call]
                except Exception:
                    self.log.exception("The process %s could not be ended.", kernel)
            for kernel in self.list_kernel_ids():
                if self._works_for(kernel) >= self.longest:
                    self.log.warning("The process %s is ended: it works at one message without end.", kernel)
                    endless: Any = self.get_kernel(kernel)
                    with suppress(OSError):  # its viewer is told as of one that has died by itself
                        await endless.provisioner.kill()

    def left_alone(self, now: float) -> list[str]:
        """The processes that nobody has been connected to for too long; while a page is being made, nobody can be.

        Args:
            now: seconds, of a clock that only goes forward.
        """
        alone = [
            kernel
            for kernel in self.list_kernel_ids()
            if not self._kernel_connections.get(kernel) and not self._works_for(kernel)
        ]
        self._alone_since = {kernel: self._alone_since.get(kernel, now) for kernel in alone}
        return [kernel for kernel, since in self._alone_since.items() if now - since >= self.unused]

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """Jupyter calls this when a process has died: nothing is left of it, and no empty one takes its place."""
        died: Any = self.get_kernel(kernel_id)
        self.stop_watching_activity(kernel_id)  # type: ignore[no-untyped-call]
        self.stop_buffering(kernel_id)  # type: ignore[no-untyped-call]
        super()._handle_kernel_died(kernel_id)  # type: ignore[no-untyped-call]
        clearing = asyncio.ensure_future(died.cleanup_resources())
        self._clearing.add(clearing)  # else it might be forgotten before it is done
        clearing.add_done_callback(self._clearing.discard)

    def _works_for(self, kernel: str) -> float:
        manager: Any = self.get_kernel(kernel)
        last: datetime | None = getattr(manager, "last_activity", None)
        if getattr(manager, "execution_state", None) != "busy" or last is None:
            return 0.0
        return (datetime.now(UTC) - last).total_seconds()


def no_place(viewers: int) -> str:
    """What somebody is told for whom there is no place."""
    return f"{viewers} people look at this page already. Try again in a few minutes"
