"""The server as somebody meets it who means no good, and the processes behind it when things go wrong."""

import asyncio
import http.client
import json
import logging
import os
import random
import socket
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.kernelspec import KernelSpec
from playwright.sync_api import Browser
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError

from costmodel.dashboard.serving import kernels, nursery, server
from costmodel.dashboard.serving.access import Access, without_token
from costmodel.dashboard.serving.channels import PROTOCOL, MessageError, checked
from costmodel.dashboard.serving.entry import Tickets
from costmodel.dashboard.serving.places import Places
from tests.dashboard.line import A_KERNEL, Viewer, came_in, connected, framed, message
from tests.dashboard.serving import PATIENCE, SETTINGS, Served, alive, answered, serving, until

OPEN = {
    "Voila": {"ip": "0.0.0.0", "tornado_settings": {}},
    "VoilaConfiguration": {"file_allowlist": [".*"], "file_denylist": [], "strip_sources": False, "template": "lab"},
}
T = TypeVar("T")
SECRET = "a-secret-of-the-company"
FORKS = pytest.mark.skipif(os.name == "nt", reason="where no process can be forked, each viewer's starts from nothing")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server in a folder with a secret and a configuration that would open everything."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "secret.txt").write_text(SECRET)
    (folder / "voila.json").write_text(json.dumps(OPEN))
    with serving(folder) as running:
        yield running
        left = [running.nursery(), *running.kernels()]
    # Ended in the ordinary way, by SIGTERM.
    until(lambda: not any(alive(process) for process in left if process), "end of all its processes")


# -- who may see it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
def test_this_machine_needs_no_token(host: str) -> None:
    assert Access(host=host).local


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "costs.example.com"])
def test_others_reach_it_only_after_an_explicit_word(host: str) -> None:
    with pytest.raises(ValueError, match="anybody who reaches it sees your figures"):
        Access(host=host)
    assert Access(host=host, token="x" * 12).by_other_names
    assert Access(host=host, behind_proxy=True).by_other_names


@pytest.mark.parametrize("token", ["", "short", "with a space in it", "ümlauts-are-none", "&x=1&x=1&x=1"])
def test_a_token_that_is_guessed_or_does_not_fit_into_an_address_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="a token has at least 12"):
        Access(token=token)


def test_a_token_and_a_base_url_are_refused_because_the_log_in_page_would_loop() -> None:
    with pytest.raises(ValueError, match="leads back to itself"):
        Access(token="x" * 12, base_url="/costs/")


@pytest.mark.parametrize("base_url", ["", "costs", "/costs", "//evil.example/", "/a b/", "/../"])
def test_a_base_url_that_is_no_path_is_refused(base_url: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        Access(base_url=base_url)


def test_a_token_never_stays_in_an_address() -> None:
    assert without_token("token=abc&scenario=x&budget=1&token=d") == "scenario=x&budget=1"


# -- what it serves ---------------------------------------------------------------------------------------------


def test_the_notebooks_that_can_be_served_are_those_that_are_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("dashboard", "1_weeks", "de/1_wochen", "fr/1_semaines", ".ipynb_checkpoints/x", "de/deeper/y"):
        (tmp_path / "notebooks" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notebooks" / f"{name}.ipynb").touch()
    monkeypatch.setattr(server, "PACKAGE", tmp_path)
    assert sorted(server.notebooks()) == ["1_weeks", "dashboard", "de/1_wochen"]
    assert server.notebook_path("de/1_wochen") == tmp_path / "notebooks" / "de" / "1_wochen.ipynb"
    for name in ("../x", "de/../dashboard", "dashboard.ipynb", "de", "", "/etc/passwd", "DASHBOARD"):
        with pytest.raises(ValueError, match=r"there is no notebook .*; there is: 1_weeks, dashboard, de/1_wochen"):
            server.notebook_path(name)


PATHS = (
    "/secret.txt",
    "/voila/files/secret.txt",
    "/voila/files/dashboard.ipynb",
    "/voila/files/../pyproject.toml",
    "/voila/files/%2e%2e/pyproject.toml",
    "/voila/files/..%2fpyproject.toml",
    "/voila/files//etc/passwd",
    "/voila/render/other.ipynb",
    "/voila/render/dashboard.ipynb",
    "/voila/tree/",
    "/voila/api/contents/",
    "/api/contents/",
    "/api/kernels",
    "/api/kernels/00000000-0000-0000-0000-000000000000",
    "/api/terminals",
    "/voila/static/../../../costmodel/dashboard/app.py",
    "/voila/static/%2e%2e/%2e%2e/app.py",
    "/voila/templates/costmodel/../../../../app.py",
    "/voila/templates/costmodel/static/..%2findex.html.j2",
    "/../../../../etc/passwd",
    "/voila/templates/x",
    "/%00",
    "/voila/static/%00",
    "/%0a",
    "/voila/%0d%0aX:%20y",
    "/voila/templates/costmodel/static/%7f",
    "/dashboard.ipynb?voila-template=lab",
)


def test_no_other_path_gives_anything_away(served: Served) -> None:
    for path in PATHS:
        status, text = served.get(path)
        assert status in {403, 404, 405}, (path, text[:200])
        assert len(text) < 2_000, path
        for told in (SECRET, "root:", "costmodel.dashboard", "Traceback", "[project]", "https://"):
            assert told not in text, path


@pytest.mark.parametrize(
    "query", ["voila-template=lab&voila-theme=dark", "template=reveal&theme=dark", "template=../../x"]
)
def test_an_address_cannot_choose_another_template(served: Served, query: str) -> None:
    status, text = served.visit(f"/?{query}")
    assert status == 200
    assert 'id="cm-loading"' in text
    assert 'id="cm-line"' in text  # Voila's own templates have no line of ours
    assert "from costmodel" not in text, "the code of the notebook is not shown"
    assert "https://" not in text.replace("https://github.com/jupyter", ""), "nothing comes from elsewhere"


def test_a_page_of_another_name_is_not_this_one(served: Served) -> None:
    """A website that lets its own name point to this machine (DNS rebinding) is refused."""
    assert served.get("/", Host="evil.example")[0] == 403
    assert served.get("/", Host=f"localhost:{served.port}")[0] == 200


def test_the_headers_close_the_page(served: Served) -> None:
    with urllib.request.urlopen(served.address, timeout=PATIENCE) as answer:
        headers = answer.headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


# -- the connection to a viewer's process -----------------------------------------------------------------------


def a_kernel(served: Served) -> str:
    found = A_KERNEL.search(served.visit()[1])
    assert found, served.said()
    return found[1]


def at_last(waiting: Coroutine[Any, Any, T]) -> T:
    """What it comes to. In a thread of its own, because Playwright's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, waiting).result(3 * PATIENCE)


async def can_connect(served: Served, kernel: str, **headers: str) -> bool:
    (await connected(served, kernel, **headers)).close()
    return True


async def until_closed(connection: WebSocketClientConnection) -> None:
    while await connection.read_message() is not None:
        pass


def test_another_website_cannot_talk_to_a_viewers_process(served: Served) -> None:
    kernel = a_kernel(served)
    with pytest.raises(HTTPClientError, match="403"):
        at_last(can_connect(served, kernel, Origin="https://evil.example"))
    assert at_last(can_connect(served, kernel, Origin=served.address))


def test_a_process_that_is_not_there_is_not_found(served: Served) -> None:
    with pytest.raises(HTTPClientError, match="404"):
        at_last(can_connect(served, "01234567-89ab-cdef-0123-456789abcdef"))


def test_a_message_of_50_megabytes_ends_its_connection_and_nothing_else(served: Served) -> None:
    kernel = a_kernel(served)

    async def send() -> None:
        connection = await connected(served, kernel)
        with suppress(WebSocketClosedError):  # while it is still being sent
            await connection.write_message(b"x" * 50_000_000, binary=True)
        await until_closed(connection)

    at_last(send())
    assert served.get("/")[0] == 200
    assert at_last(can_connect(served, kernel))


def test_code_sent_over_the_connection_is_not_run(served: Served, tmp_path: Path) -> None:
    kernel, written = a_kernel(served), tmp_path / "written"
    code = {"code": f"open({str(written)!r}, 'w')", "silent": False, "store_history": False}

    async def send() -> None:
        connection = await connected(served, kernel)
        await connection.write_message(message("execute_request", code), binary=True)
        await asyncio.sleep(1)
        connection.close()

    at_last(send())
    assert not written.exists()


WHOLE = message("comm_info_request")
DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
HOSTILE = {
    "eight bytes": bytes.fromhex("ffffffffffffff0f"),
    "nothing": b"",
    "a text": '{"channel": "shell"}',
    "too many parts": (65).to_bytes(8, "little") + bytes(8 * 65),
    "more numbers than there are": (7).to_bytes(8, "little") + bytes(8),
    "places that go back": WHOLE[:16] + bytes(8) + WHOLE[24:],
    "an end beyond the end": WHOLE[:-1],
    "a channel that is none": framed([b"iopub", b"{}", b"{}", b"{}", b"{}"]),
    "a header of another kind": framed([b"shell", b"[]", b"{}", b"{}", b"{}"]),
    "a header that says nothing": framed([b"shell", b"{}", b"{}", b"{}", b"{}"]),
    "no JSON": framed([b"shell", b"{", b"{}", b"{}", b"{}"]),
    "a large header": framed([b"shell", b'{"msg_id": "' + b"1" * 20_000 + b'", "msg_type": ""}', b"{}", b"{}", b"{}"]),
    "endless nesting": framed([b"shell", b'{"msg_id": "1", "msg_type": "comm_msg"}', b"{}", b"{}", DEEP]),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_message_of_the_protocol_is_refused(hostile: bytes | str) -> None:
    with pytest.raises(MessageError):
        checked(hostile)


def test_a_message_of_the_protocol_is_read() -> None:
    channel, parts = checked(message("comm_msg", {"comm_id": "x"}, b"control"))
    assert (channel, json.loads(parts[3])) == ("control", {"comm_id": "x"})


@given(
    st.binary(max_size=400) | st.builds(lambda at, by: WHOLE[:at] + by + WHOLE[at:], st.integers(0, 200), st.binary())
)
def test_whatever_arrives_is_a_message_or_refused(arrives: bytes) -> None:
    with suppress(MessageError):
        channel, parts = checked(arrives)
        assert channel in {"shell", "control", "stdin"}
        assert len(parts) >= 4


def test_hostile_messages_end_their_connection_and_nothing_else(served: Served) -> None:
    kernel = a_kernel(served)

    async def send(hostile: bytes | str) -> None:
        connection = await connected(served, kernel)
        await connection.write_message(hostile, binary=isinstance(hostile, bytes))
        await asyncio.wait_for(until_closed(connection), PATIENCE)

    for hostile in HOSTILE.values():
        at_last(send(hostile))
    assert served.get("/")[0] == 200
    assert at_last(can_connect(served, kernel))


def test_a_connection_of_another_protocol_is_closed_at_once(served: Served) -> None:
    kernel = a_kernel(served)

    async def connect() -> None:
        connection = await connected(served, kernel, protocols=())
        await asyncio.wait_for(until_closed(connection), PATIENCE)

    at_last(connect())
    assert served.get("/")[0] == 200


# -- the way in -------------------------------------------------------------------------------------------------


@FORKS
def test_an_address_alone_starts_nothing(served: Served) -> None:
    """As an image, a frame or a search engine asks for it."""
    before = len(served.kernels())
    foreign = {"Referer": "https://evil.example/", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}
    for headers in ({}, foreign, {"Cookie": "costmodel-visit=made-up"}):
        status, text = served.get("/", **headers)
        assert (status, "cm-entry" in text, A_KERNEL.search(text)) == (200, True, None)
    assert len(served.kernels()) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "{address}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "{address}", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_only_a_page_of_this_server_gets_a_ticket(served: Served, headers: dict[str, str]) -> None:
    told = {name: value.format(address=served.address) for name, value in headers.items()}
    asked = urllib.request.Request(f"{served.address}/visit", data=b"", headers=told, method="POST")
    status, _, given = answered(asked)
    assert status == 403
    assert "costmodel-visit" not in str(given)


@FORKS
def test_a_ticket_is_good_for_one_start(served: Served) -> None:
    status, cookie = served.ticket()
    assert status == 204
    assert A_KERNEL.search(served.get("/", Cookie=cookie)[1])
    assert "cm-entry" in served.get("/", Cookie=cookie)[1]


def test_a_ticket_is_good_for_ten_seconds() -> None:
    clock = iter([0.0, 9.9, 20.0, 30.1])
    tickets = Tickets(lambda: next(clock))
    assert tickets.take(tickets.give())
    assert not tickets.take(tickets.give())


# No place is taken back, however long the last of forty is on the way.
UNHURRIED = f"""{SETTINGS}
settings["Places"] |= {{"unused": {PATIENCE}, "longest": {PATIENCE}}}
settings["VoilaExecutor"]["iopub_timeout"] = {PATIENCE}
use()
"""


@dataclass
class AfterAnother:
    """A server that was started where another one had been killed."""

    killed: list[psutil.Process]
    before: Path
    place: Path
    running: Served

    @property
    def files(self) -> list[Path]:
        """The folders of servers."""
        return list(self.place.glob("costmodel-*"))


@pytest.fixture(scope="module")
def next_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AfterAnother]:
    """A server with five places, after one that was killed while somebody looked at its page."""
    folder = tmp_path_factory.mktemp("killed")
    # A short path: a socket's has 108 bytes at most.
    with tempfile.TemporaryDirectory(prefix="cm-") as place:
        with serving(folder, TMPDIR=place) as first:
            a_kernel(first)
            killed = [*first.kernels(), *filter(None, [first.nursery()])]
            first.process.kill()
            first.process.wait(PATIENCE)
        (before,) = Path(place).glob("costmodel-*")
        with serving(folder, "--viewers", "5", before=UNHURRIED, TMPDIR=place) as running:
            yield AfterAnother(killed, before, Path(place), running)
        assert list(Path(place).glob("costmodel-*")) == [], "a server that ends in the ordinary way leaves nothing"


@FORKS
def test_forty_who_come_at_once_get_no_more_places_than_there_are(next_one: AfterAnother) -> None:
    with ThreadPoolExecutor(40) as crowd:
        statuses = [status for status, _ in crowd.map(lambda _: next_one.running.visit(), range(40))]
    assert len(next_one.running.kernels()) == 5
    assert sorted(set(statuses)) == [200, 503]
    assert statuses.count(200) == 5


@contextmanager
def website(body: str) -> Iterator[str]:
    """The address of another website on this machine: a browser lets a page from afar ask nothing here at all."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is told of it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as there:
        threading.Thread(target=there.serve_forever, daemon=True).start()
        yield f"http://localhost:{there.server_port}/"
        there.shutdown()


@FORKS
def test_a_website_with_pictures_and_frames_of_the_page_starts_nothing(served: Served, browser: Browser) -> None:
    before = {kernel.pid for kernel in served.kernels()}
    asked = [f"{served.address}/?lang=en&times={number}" for number in range(9)]
    prefetched, framed_in, script, *images = asked
    body = f"""<link rel="prefetch" href="{prefetched}"><iframe src="{framed_in}"></iframe>
        <script src="{script}"></script>{"".join(f'<img src="{image}">' for image in images)}"""
    came: dict[str, object] = {}
    page = browser.new_context().new_page()
    page.on("response", lambda answer: came.update({answer.url: answer.status}))
    page.on("requestfailed", lambda request: came.setdefault(request.url, request.failure))
    with website(body) as elsewhere:
        page.goto(elsewhere)
        deadline = time.monotonic() + PATIENCE
        while not came.keys() >= set(asked) and time.monotonic() < deadline:
            page.wait_for_timeout(50)
        page.wait_for_timeout(500)  # a script in the frame would ask for a ticket now
    # An answer that is neither a picture nor a script has come, but the browser keeps it from the page ("opaque").
    assert came.keys() == {elsewhere, *asked}
    assert set(came.values()) <= {200, "net::ERR_BLOCKED_BY_ORB"}, "all have arrived at the server"
    assert {kernel.pid for kernel in served.kernels()} <= before
    page.context.close()


# -- requests ---------------------------------------------------------------------------------------------------


def test_a_large_request_is_refused_before_it_is_kept(served: Served) -> None:
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)) as line:
        line.sendall(b"POST /visit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000\r\n\r\n")
        assert b"413" in line.recv(1_000) or not line.recv(1)
    assert served.get("/")[0] == 200


def test_large_requests_that_come_together_take_no_memory(served: Served) -> None:
    process = psutil.Process(served.process.pid)
    before = process.memory_info().rss

    def send(_: int) -> None:
        with closing(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)) as line, suppress(OSError):
            line.sendall(b"POST /visit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000\r\n\r\n")
            for _ in range(90):
                line.sendall(bytes(1_000_000))

    with ThreadPoolExecutor(20) as crowd:
        list(crowd.map(send, range(20)))
    assert process.memory_info().rss - before < 20_000_000  # of 1.8 GB that were to be sent
    assert served.get("/")[0] == 200


PIECES = ("", "voila", "templates", "costmodel", "static", "..", "%2e%2e", "%00", "%ff", "%", "%0a", "%0d%0a", "%20")
PIECES += ("api", "kernels", "contents", "files", "visit", "login", "logout", "?lang=%ff", "?token=", ";", "%5c", "\\")
PIECES += ("dashboard.ipynb", "index.html.j2", "conf.json", "shutdown", "channels", "a" * 300, "{{7*7}}", "%u0000", "~")


def test_no_address_is_an_error_of_the_server(served: Served) -> None:
    chance = random.Random(1)
    paths = [f"/{first}/{second}" for first in PIECES for second in PIECES]
    paths += ["/" + "/".join(chance.choices(PIECES, k=chance.randint(3, 6))) for _ in range(200)]
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    odd = []
    for path in paths:
        for method in ("GET", "POST"):
            line.request(method, path)
            answer = line.getresponse()
            answer.read()
            if answer.status >= 500:
                odd.append((answer.status, method, path))
    line.close()
    assert odd == []


# -- their number -----------------------------------------------------------------------------------------------


@FORKS
def test_a_closed_tab_ends_its_process(served: Served) -> None:
    """As the browser does it: a bare POST, without the argument that Voila's own check would ask for (issue 1458)."""
    before = {kernel.pid for kernel in served.kernels()}
    kernel = a_kernel(served)
    (new,) = [process for process in served.kernels() if process.pid not in before]
    request = urllib.request.Request(f"{served.address}/voila/api/shutdown/{kernel}", data=b"", method="POST")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert answer.status == 204
    until(lambda: not alive(new), "end of the process")


FASTER = f"""{SETTINGS}
settings["Places"] |= {{"unused": 4, "look_round": 0.2}}
for name in ("ws_ping_interval", "ws_ping_timeout"):
    settings["Voila"]["tornado_settings"][name] //= 20  # one second and a half, and four and a half
use()
"""


@FORKS
def test_a_tab_that_vanishes_is_found_and_one_that_is_looked_at_is_left_alone(tmp_path: Path) -> None:
    with serving(tmp_path, "--viewers", "2", before=FASTER) as served:
        looked_at = a_kernel(served)

        async def look() -> None:
            connection = await connected(served, looked_at)
            closed = asyncio.create_task(until_closed(connection))
            (kept,) = served.kernels()
            await asyncio.to_thread(a_kernel, served)  # and nobody ever connects to it
            assert len(served.kernels()) == 2
            assert (await asyncio.to_thread(served.ticket))[0] == 503
            await asyncio.to_thread(until, lambda: len(served.kernels()) == 1, "end of what nobody looks at")
            assert served.kernels() == [kept]
            await asyncio.sleep(5)
            assert not closed.done(), "it was asked several times whether anybody is there, and somebody is"
            connection.close()

        at_last(look())
        until(lambda: not served.kernels(), "end of what nobody looks at any more")


def come_and_vanish(served: Served, kernel: str, times: int) -> None:
    """Browsers that ask for the line to a process and are gone before they have it."""
    asked = (
        f"GET /api/kernels/{kernel}/channels?session_id=gone HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
    )
    for _ in range(times):
        with socket.create_connection(("127.0.0.1", served.port), PATIENCE) as browser:
            browser.sendall(asked.encode())


@FORKS
def test_who_vanishes_before_their_line_is_open_is_not_counted_among_those_who_have_one(tmp_path: Path) -> None:
    """Jupyter would count each of them down: fewer than none looked as if somebody were connected, for ever."""
    with serving(tmp_path, "--viewers", "2", before=FASTER) as served:
        kernel = a_kernel(served)

        async def look() -> None:
            await asyncio.to_thread(come_and_vanish, served, kernel, 20)
            connection = await connected(served, kernel)
            closed = asyncio.create_task(until_closed(connection))
            await asyncio.sleep(6)  # after four seconds without a connection it would be ended
            assert not closed.done(), "somebody is connected to it"
            connection.close()

        at_last(look())
        come_and_vanish(served, kernel, 20)
        until(lambda: not served.kernels(), "end of what nobody looks at any more")


def test_a_process_that_is_still_making_its_page_is_not_taken_for_one_that_nobody_looks_at() -> None:
    places, an_hour_ago = Places(unused=45.0), datetime.now(UTC) - timedelta(hours=1)
    page = SimpleNamespace(execution_state="busy", last_activity=an_hour_ago)
    places._kernels["1"] = page
    assert places.left_alone(0.0) == places.left_alone(100.0) == []
    page.execution_state = "idle"  # the page is there, and the browser has 45 seconds to connect
    assert places.left_alone(100.0) == places.left_alone(144.0) == []
    assert places.left_alone(145.0) == ["1"]
    places._kernel_connections["1"] = 1
    assert places.left_alone(200.0) == []


def test_a_process_that_is_busy_with_one_message_for_a_minute_is_ended_whether_it_computes_or_waits() -> None:
    ended: list[str] = []

    def working(name: str, state: str, seconds: float) -> SimpleNamespace:
        async def kill() -> None:
            ended.append(name)

        since = datetime.now(UTC) - timedelta(seconds=seconds)
        return SimpleNamespace(execution_state=state, last_activity=since, provisioner=SimpleNamespace(kill=kill))

    places = Places(look_round=0.05)
    for name, state, seconds in (("a", "busy", 61.0), ("b", "busy", 40.0), ("c", "idle", 900.0)):
        places._kernels[name] = working(name, state, seconds)
        places._kernel_connections[name] = 1

    async def look() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(places._look_after(), 0.3)

    at_last(look())
    assert set(ended) == {"a"}


def test_all_that_a_page_is_made_of_is_waited_for_on_a_busy_machine_too() -> None:
    """Four seconds, as others wait, and a page would come without what is in it."""
    settings = json.loads((server.HERE / "voila.json").read_text(encoding="utf-8"))
    assert settings["VoilaExecutor"]["iopub_timeout"] == settings["Places"]["longest"] == 60


# -- when something dies ----------------------------------------------------------------------------------------


@FORKS
def test_a_warm_process_that_is_killed_is_started_again(served: Served) -> None:
    a_kernel(served)
    *_, kernel = served.kernels()
    first = served.nursery()
    assert first is not None
    first.kill()
    until(lambda: not alive(kernel), "end of its kernels")
    a_kernel(served)
    second = served.nursery()
    assert second is not None
    assert second.pid != first.pid
    assert served.kernels()
    assert "more memory" not in served.said()


@FORKS
def test_a_viewers_process_that_is_killed_harms_nobody_else(served: Served) -> None:
    a_kernel(served)
    *others, killed = served.kernels()
    killed.kill()
    until(lambda: not alive(killed), "end of what was killed")  # not a zombie either: its parent has taken note
    assert a_kernel(served)
    assert all(alive(other) for other in others)


@FORKS
def test_nothing_is_left_of_a_server_that_is_killed(next_one: AfterAnother) -> None:
    assert len(next_one.killed) == 2
    until(lambda: not any(alive(process) for process in next_one.killed), "end of all its processes")


@FORKS
def test_what_a_killed_server_has_left_is_cleared_by_the_next_one(next_one: AfterAnother) -> None:
    until(lambda: next_one.before not in next_one.files, "clearance")
    assert len(next_one.files) == 1, "its own"


@FORKS
def test_a_viewers_process_cannot_take_the_machines_memory(served: Served) -> None:
    a_kernel(served)
    *_, kernel = served.kernels()
    soft, hard = kernel.rlimit(psutil.RLIMIT_AS)
    assert soft == hard
    assert soft <= kernel.memory_info().vms + nursery.MOST_MEMORY


@FORKS
def test_what_would_take_too_much_memory_is_refused_and_the_page_goes_on(served: Served) -> None:
    async def ask() -> None:
        viewer = await came_in(served)
        try:
            told = await viewer.ask("number", name="hiring.months_open", text="100000")
            assert 'role="alert"' in told["regions"]["fault"]
            told = await viewer.ask("slide", name="plan.data_access.wait", value=30)
            assert told["regions"]["fault"] == ""
            assert told["regions"]["head"]
        finally:
            await viewer.close()

    at_last(ask())


@FORKS
def test_a_link_that_would_take_too_much_memory_leads_to_a_page_all_the_same(served: Served) -> None:
    async def look() -> None:
        await (await came_in(served, "/?lang=de&plan.release.wait=1e6&plan.data_access.wait=999999")).close()

    at_last(look())


ENDLESS = f"""{SETTINGS}
import os
settings["Places"] |= {{"look_round": 0.2}}
use()
os.environ["PYTHONPATH"] = os.getcwd() + os.pathsep + os.environ["PYTHONPATH"]
with open("sitecustomize.py", "w") as planted:
    planted.write(PLANTED)
"""
PLANTED = """
import signal, sys
if "costmodel.dashboard.serving.nursery" in sys.orig_argv:
    import asyncio
    from itertools import islice
    from costmodel.dashboard import moves
    from costmodel.dashboard.state.work import Work

    slow = Work.slow
    Work.slow = lambda *what: islice(slow(*what), 1)  # an ordinary page at rest works five seconds, which is too near
    bound = signal.setitimer
    signal.setitimer = lambda clock, seconds, *often: bound(clock, seconds / 15, *often)  # four seconds, not sixty
    rest = []

    def endless(*_):
        while True:
            pass

    def endless_at_rest(*_):
        async def in_small_pieces():
            while True:
                await asyncio.sleep(0)
        rest.append(asyncio.ensure_future(in_small_pieces()))

    def endless_in_one_piece_at_rest(*_):
        asyncio.get_running_loop().call_later(0.5, endless)

    for planted in (endless, endless_at_rest, endless_in_one_piece_at_rest):
        moves.DOES[planted.__name__] = planted
"""


@FORKS
def test_a_process_that_works_without_end_is_ended_and_its_page_is_told(tmp_path: Path) -> None:
    """At one message, or afterwards, in small pieces that let other messages through, or in a single one."""
    with serving(tmp_path, before=f"PLANTED = {PLANTED!r}\n{ENDLESS}") as served:

        async def ask() -> None:
            other = await came_in(served)
            await asyncio.gather(
                *(end(what) for what in ("endless", "endless_at_rest", "endless_in_one_piece_at_rest"))
            )
            assert len(served.kernels()) == 1
            assert await other.ask("slide", name="plan.data_access.wait", value=30)
            await other.close()

        async def end(what: str) -> None:
            viewer = await came_in(served)
            with pytest.raises(ConnectionError, match="the process has died"):
                await to_the_end(viewer, what)
            viewer.vanish()

        async def to_the_end(viewer: Viewer, what: str) -> None:
            await viewer.ask(what)
            await viewer.hear(patience=40)

        at_last(ask())


def test_where_no_process_can_be_forked_each_viewer_gets_one_from_nothing_after_one_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    started: list[list[str]] = []

    async def launch(_: kernels.ForkedProvisioner, cmd: list[str], **how: object) -> dict[str, object]:
        started.append(cmd)
        return {}

    monkeypatch.setattr(kernels.KEEPER, "given_up", True)
    monkeypatch.setattr(kernels.LocalProvisioner, "launch_kernel", launch)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "connection.json"]
    provisioner = kernels.ForkedProvisioner(kernel_id="1", kernel_spec=KernelSpec(), log=logging.getLogger("ours"))
    for _ in range(2):
        at_last(provisioner.launch_kernel(command, env={}))
    assert started == [command, command]
    assert caplog.text.count("takes more memory") == 1


def test_a_kernel_of_another_python_is_never_forked() -> None:
    for command in (["/usr/bin/R", "--slave"], [sys.executable, "-m", "another_kernel"]):
        with pytest.raises(kernels.CannotForkError):
            kernels._arguments(command)


def test_a_port_in_use_is_refused_where_others_have_been_told_it(served: Served) -> None:
    with pytest.raises(ValueError, match="is in use"):
        server.serve("dashboard", served.port, False, Access(behind_proxy=True))
