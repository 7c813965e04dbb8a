"""Gives memory back to the system that a calculation no longer needs, so that more viewers fit on one server."""

import ctypes
import gc
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Return all that nothing needs any more; call it when a viewer's page has come to rest.

    This takes two or three hundredths of a second.
    """
    gc.collect()  # all generations: work that a move broke off hangs together in circles, and grows old in them
    give_back_freed()


def give_back_freed() -> None:
    """Return what is free already, in some thousandths of a second; where there is no glibc, nothing happens.

    A simulation frees its arrays, but the C library keeps them for the next one, and between what is kept small things
    come to lie: a process that only ever moves takes more with each minute.
    """
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
