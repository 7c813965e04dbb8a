"""The pages that nearly everybody opens first, made by the warm process before anybody comes."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from costmodel import AssumptionsError
from costmodel.dashboard.app import Dashboard, Send
from costmodel.dashboard.serving.log import log_error
from costmodel.dashboard.serving.memory import give_back
from costmodel.dashboard.state.address import read_query


class _Made(NamedTuple):
    page: Dashboard
    told: dict[str, Any]  # what it has said that nobody has heard, but for its regions, which it still has


_MADE: list[_Made] = []


def make(addresses: Iterable[str]) -> None:
    """Make the pages of some addresses, for the processes that are forked from this one."""
    for address in addresses:
        told: dict[str, Any] = {}
        with suppress(AssumptionsError):  # somebody has edited a file: each viewer's page says so, line by line
            _MADE.append(_Made(Dashboard(address, _kept_in(told)), told))


def _kept_in(told: dict[str, Any]) -> Send:
    def keep(message: dict[str, Any], _: list[bytes]) -> None:
        told.update({key: what for key, what in message.items() if key != "regions"})

    return keep


def rest() -> Iterator[None]:
    """Bring the pages that were made to rest, piece by piece: whoever opens one then has everything at once."""
    for made in tuple(_MADE):
        try:
            yield from made.page.resting()
        except Exception as error:  # noqa: BLE001  the pages of viewers say what is wrong; this one is given to nobody
            log_error("a page that is made before anybody comes", error)
            _MADE.remove(made)
        give_back()  # else every process that is forked would begin with what this needed on the way
    gc.collect()
    gc.freeze()  # as at the end of `nursery.warm`


def opened(address: str, send: Send) -> Dashboard:
    """The page of a viewer: one that was made before, where nothing else was asked for, or else a new one.

    Args:
        address: the query string under which it is opened.
        send: takes what the browser is to show.

    Raises:
        AssumptionsError: every fault in the files, where no page can be made.
    """
    looked_at, unknown = read_query(address)
    for made in () if unknown else tuple(_MADE):
        if made.page.state.address == looked_at:
            _MADE.remove(made)  # it is this viewer's now
            made.page.hand_over(send, made.told)
            return made.page
    return Dashboard(address, send)
