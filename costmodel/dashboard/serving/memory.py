"""Gives memory back to the system that a calculation no longer needs, so that more viewers fit on one server."""

import ctypes
import gc
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Return freed memory; call it when a viewer's page has come to rest.

    A simulation frees its arrays, but the C library keeps them for the next one. This takes two or three hundredths of
    a second; where there is no glibc, only what hangs together in circles is freed.
    """
    gc.collect()  # all generations: work that a move broke off hangs together in circles, and grows old in them
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
