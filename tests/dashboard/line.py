"""A viewer without a browser: the connection to a viewer's process, and what the page would send over it."""

from __future__ import annotations

import asyncio
import json
import re
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from costmodel.dashboard.serving.channels import PROTOCOL
from tests.dashboard.serving import PATIENCE, Served

A_KERNEL = re.compile(r'"kernelId": ?"([0-9a-f-]{36})"')
A_PAGE = re.compile(r'data-comm="([0-9a-f]{32})"')


def message(kind: str, content: object = None, channel: bytes = b"shell", number: str = "1") -> bytes:
    """A message of the protocol."""
    header = {"msg_id": number, "msg_type": kind, "username": "", "session": "1", "version": "5.3"}
    parts = [json.dumps(part).encode() for part in (header, {}, {}, {} if content is None else content)]
    return framed([channel, *parts])


def framed(parts: Sequence[bytes]) -> bytes:
    """Parts of a message one after the other, with the places where they begin before them."""
    places = [8 * (len(parts) + 2)]
    for part in parts:
        places.append(places[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in (len(places), *places)) + b"".join(parts)


def content_of(received: bytes) -> dict[str, Any]:
    """What a message that was received says; its content is the fifth part."""
    count = int.from_bytes(received[:8], "little")
    places = [int.from_bytes(received[8 * at : 8 * at + 8], "little") for at in range(1, count + 1)]
    content: dict[str, Any] = json.loads(received[places[4] : places[5]])
    return content


async def connected(
    served: Served, kernel: str, protocols: Sequence[str] = (PROTOCOL,), **headers: str
) -> WebSocketClientConnection:
    """The connection to a viewer's process."""
    url = f"ws://127.0.0.1:{served.port}/api/kernels/{kernel}/channels?session_id={uuid.uuid4()}"
    return await websocket_connect(
        HTTPRequest(url, headers=headers), max_message_size=1 << 27, subprotocols=list(protocols)
    )


@dataclass
class Viewer:
    """Somebody who looks at the page.

    Attributes:
        kernel: the number of their process.
        page: the number of the page in it.
    """

    served: Served
    kernel: str
    page: str
    connection: WebSocketClientConnection
    number: int = 0

    async def ask(self, what: str, patience: float = PATIENCE, **more: Any) -> dict[str, Any]:
        """Have the page do something, and its answer.

        Raises:
            ConnectionError: the connection or the process has ended.
            TimeoutError: there was none in time.
        """
        self.number += 1
        sent = {"do": what, **more, "number": self.number}
        data = {"method": "custom", "content": sent}
        ours = message("comm_msg", {"comm_id": self.page, "data": data}, number=f"{self.page}-{self.number}")
        await self.connection.write_message(ours, binary=True)
        return await asyncio.wait_for(self._answer(), patience)

    async def hear(self, patience: float = PATIENCE) -> None:
        """Listen until the connection or the process ends, which is an error as in `ask`."""
        self.number += 1  # no answer has it
        await asyncio.wait_for(self._answer(), patience)

    async def _answer(self) -> dict[str, Any]:
        while True:
            received = await self.connection.read_message()
            if received is None:
                raise ConnectionError("the connection has ended")
            assert isinstance(received, bytes)
            content = content_of(received)
            if content.get("execution_state") == "dead":
                raise ConnectionError("the process has died")
            told = content["data"].get("content") if isinstance(content.get("data"), dict) else None
            if isinstance(told, dict) and told.get("number") == self.number:
                return told

    def vanish(self) -> None:
        """As a laptop that is shut: without a word."""
        self.connection.close()

    async def close(self) -> None:
        """As a tab that is closed: the server is told."""
        self.connection.close()
        address = f"{self.served.address}/voila/api/shutdown/{self.kernel}"
        told = urllib.request.Request(address, data=b"", method="POST")
        (await asyncio.to_thread(urllib.request.urlopen, told, timeout=PATIENCE)).close()


async def came_in(served: Served, path: str = "/?lang=en") -> Viewer:
    """A new viewer, with the page open and its figures there."""
    status, text = await asyncio.to_thread(served.visit, path)
    kernel, page = A_KERNEL.search(text), A_PAGE.search(text)
    assert kernel, f"{status}: {text[:500]}"
    assert page, f"{status}: {text[-500:]}"
    viewer = Viewer(served, kernel[1], page[1], await connected(served, kernel[1]))
    await viewer.ask("ready", wide=True)
    return viewer
