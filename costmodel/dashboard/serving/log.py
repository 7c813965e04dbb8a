"""What went wrong without anybody's fault but ours: written down on the server, with its trace."""

from __future__ import annotations

import logging
import os
import traceback

LOG = logging.getLogger("costmodel.dashboard")


def log_error(request: str, error: BaseException) -> None:
    """Write down where an error came from, but nothing of what the viewer has typed.

    The text of an error may quote the viewer's numbers and names; so its kind and the lines of the program that led to
    it are written, and those of the errors before it, and no more.

    Args:
        request: what was asked for, by the name that the page has for it.
        error: what came of it.
    """
    traces: list[str] = []
    one: BaseException | None = error
    while one is not None and len(traces) < 4:
        traces.append("".join(traceback.format_tb(one.__traceback__)) + type(one).__qualname__)
        one = one.__cause__ or one.__context__
    LOG.error("%s failed\n%s", request, "\nafter\n".join(traces))


def log_to_standard_error() -> None:
    """Log to what is the standard error of this process now.

    A kernel is about to take its standard error over, to send it to the browser; what is logged is for the server.
    """
    stream = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    LOG.addHandler(handler)
    LOG.propagate = False
