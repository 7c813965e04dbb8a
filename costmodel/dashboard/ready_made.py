"""The pages that nearly everybody opens first, made once by the warm process before anybody comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from costmodel import AssumptionsError
from costmodel.dashboard.app import Dashboard, Send
from costmodel.dashboard.state.address import read_query
from costmodel.dashboard.state.today import today

_MADE: list[tuple[dt.date, Dashboard]] = []


def make(addresses: Iterable[str]) -> None:
    """Make the pages of some addresses, for the processes that are forked from this one."""
    for address in addresses:
        with suppress(AssumptionsError):  # somebody has edited a file: each viewer's page says so, line by line
            _MADE.append((today(), Dashboard(address)))


def opened(address: str, send: Send) -> Dashboard:
    """The page of a viewer: one that was made today, where nothing else was asked for, or else a new one.

    Args:
        address: the query string under which it is opened.
        send: takes what the browser is to show.

    Raises:
        AssumptionsError: every fault in the files, where no page can be made.
    """
    looked_at, unknown = read_query(address)
    for place, (day, page) in enumerate(_MADE):
        if not unknown and page.state.address == looked_at and day == today():  # the day stands at its foot
            del _MADE[place]  # it is this viewer's now
            page.hand_over(send)
            return page
    return Dashboard(address, send)
