"""How the server finds that a viewer's process is ready: once it has answered, and not a fifth of a second later."""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWER = 1.0  # seconds after which it is asked again
PUBLISHED = 0.2  # seconds in which what it publishes has arrived, if the line for that is connected


class PromptClient(AsyncKernelClient):
    """Jupyter's own client, which voila.json names; it does not wait for messages that nobody is going to read."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the process has answered on both its lines.

        Jupyter then goes on listening until nothing has come for a fifth of a second, at each visit; whoever executes a
        notebook takes only what answers their own question anyway.

        Raises:
            RuntimeError: it has died, or does not answer in time.
        """
        latest = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._has_answered():
            if not await self.is_alive():
                raise RuntimeError("the process has died before it was ready")
            if time.monotonic() > latest:
                raise RuntimeError(f"the process was not ready within {timeout:g} seconds")

    async def _has_answered(self) -> bool:
        self.kernel_info()
        try:
            reply = await self.get_shell_msg(timeout=ANSWER)
            await self.get_iopub_msg(timeout=PUBLISHED)  # without the line for what it publishes nothing would be seen
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return bool(reply["msg_type"] == "kernel_info_reply")
