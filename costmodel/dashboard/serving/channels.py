"""The line between a viewer's browser and their calculation: what arrives is checked, what is sent goes out at once.

Every message is held against the protocol before anything in it is believed: a count or an offset that somebody has
made up must not decide how long the server reads. Whoever sends something else loses the connection, and only that.

A page asks as soon as the line is open. What it asks is held back until Jupyter has seen that what the process
publishes arrives: else an answer might be published to nobody, and the page would wait for it in vain.

Each answer is announced by a short message. Without `set_nodelay`, the system would hold the answer back until the
browser has acknowledged the announcement (Nagle's algorithm against delayed acknowledgements): 40 of 60 milliseconds at
each step of a slider.
"""

from __future__ import annotations

import asyncio
import json
from itertools import pairwise
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

PROTOCOL = "v1.kernel.websocket.jupyter.org"
NUMBER = 8  # bytes of a number
FEWEST, MOST = 6, 64  # numbers in a message: where the channel, four parts and any buffers begin, and where it ends
CHANNELS = (b"shell", b"control", b"stdin")  # what a browser may send on
LARGEST_HEADER, LARGEST_CONTENT = 10_000, 4_000_000  # bytes
LARGEST_EARLY = 1_000_000  # bytes that are held back: a page asks little before its first answer
HEADER, PARENT, METADATA, CONTENT = range(4)


class MessageError(ValueError):
    """Why a message is none of this protocol."""


def parts_of(message: object) -> tuple[str, list[bytes]]:
    """The channel of a message and its parts, after every number in it has been held against its length.

    Eight bytes say how many numbers follow; each is the place where a part begins, the last one where all ends.

    Args:
        message: as it came over the line.

    Raises:
        MessageError: it is no message of the protocol.
    """
    if not isinstance(message, bytes):
        raise MessageError("not binary")
    count = int.from_bytes(message[:NUMBER], "little")
    head = NUMBER * (count + 1)
    if not FEWEST <= count <= MOST or head > len(message):
        raise MessageError("the number of its parts is impossible")
    places = [int.from_bytes(message[at : at + NUMBER], "little") for at in range(NUMBER, head, NUMBER)]
    if places[0] != head or places[-1] != len(message) or any(first > then for first, then in pairwise(places)):
        raise MessageError("its parts are not one after the other")
    channel, *parts = (message[first:then] for first, then in pairwise(places))
    if channel not in CHANNELS:
        raise MessageError("there is no such channel")
    return channel.decode(), parts


def checked(message: object) -> tuple[str, list[bytes]]:
    """The same, after header, parent, metadata and content have been seen to be objects.

    Raises:
        MessageError: they are not.
    """
    channel, parts = parts_of(message)
    for place, part in enumerate(parts[: CONTENT + 1]):
        if len(part) > (LARGEST_CONTENT if place == CONTENT else LARGEST_HEADER):
            raise MessageError("a part is too large")
        try:
            content = json.loads(part)
        except (ValueError, RecursionError) as error:  # the second one where it is nested without end
            raise MessageError("a part is no JSON") from error
        if not isinstance(content, dict):
            raise MessageError("a part is no object")
        if place == HEADER and not all(isinstance(content.get(key), str) for key in ("msg_id", "msg_type")):
            raise MessageError("its header does not say what it is")
    return channel, parts


class PromptChannels(ZMQChannelsWebsocketConnection):
    """Jupyter's own line, checked and without waiting for more to send; voila.json names it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._early: list[Any] | None = []  # what came before the answers could be heard; None from then on
        self._counted = False  # among the connections of its process

    def connect(self) -> Any:
        """Open the line; a browser that does not speak the protocol is told so and gets none."""
        self.websocket_handler.set_nodelay(True)
        if self.subprotocol != PROTOCOL:
            self.websocket_handler.close(1002, "this server speaks v1.kernel.websocket.jupyter.org")
            return None
        self._counted = True
        connected: Any = super().connect()
        if connected is not None:
            connected.add_done_callback(self._hand_on)
        return connected

    def disconnect(self) -> Any:
        """The browser has gone; also one that went before its line was open.

        Jupyter counts that one down without ever having counted it up: its process would have fewer connections than
        none, for ever. It would never be ended, or be ended while its viewer looks at it.
        """
        places, never_came = self.multi_kernel_manager, not self._counted
        self._counted = False
        if never_came:
            for _ in range(2):  # one that is counted down, and one so that nothing is kept for a line that never was
                places.notify_connect(self.kernel_id)
        super().disconnect()  # type: ignore[no-untyped-call]  # Jupyter publishes few types
        if never_came:
            places.notify_disconnect(self.kernel_id)

    def _hand_on(self, connected: asyncio.Future[None]) -> None:
        """What the process publishes arrives from now on: so it may be asked."""
        early, self._early = self._early, None
        if early and not connected.cancelled() and connected.exception() is None:
            for message in early:
                super().handle_incoming_message(message)

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Hand a message on to the viewer's process, if it is one."""
        try:
            checked(incoming_msg)
        except MessageError as error:
            self.log.warning("A connection is closed: a message of %d bytes, %s.", len(incoming_msg), error)
            self.websocket_handler.close(1007, str(error))
            return
        if self._early is None:
            super().handle_incoming_message(incoming_msg)
        elif sum(map(len, self._early)) + len(incoming_msg) <= LARGEST_EARLY:
            self._early.append(incoming_msg)
        else:
            self.log.warning("A connection is closed: too much has come before it was ready.")
            self.websocket_handler.close(1009, "too much before the process could be heard")
