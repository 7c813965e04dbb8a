"""Gives memory back to the system that a simulation no longer needs: it frees its arrays, and the C library keeps them.

What it keeps is there for the next simulation; but between it small things come to lie, so a process that only ever
simulates takes more with each minute, and a copy of it inherits pages that it has to copy once more.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any


def give_back_freed() -> None:
    """Return what is free already, in some thousandths of a second; where there is no glibc, nothing happens."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):  # another C library
        return None
