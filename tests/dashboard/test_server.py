"""The server as somebody meets it who means no good, and the processes behind it when things go wrong."""

import asyncio
import json
import logging
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from jupyter_client.kernelspec import KernelSpec
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

from costmodel.dashboard.serving import kernels, server
from costmodel.dashboard.serving.access import Access, without_token
from tests.dashboard.serving import Served, alive, serving, until

OPEN = {
    "Voila": {"ip": "0.0.0.0", "tornado_settings": {}},
    "VoilaConfiguration": {"file_allowlist": [".*"], "file_denylist": [], "strip_sources": False, "template": "lab"},
}
T = TypeVar("T")
SECRET = "a-secret-of-the-company"
A_KERNEL = re.compile(r'"kernelId": ?"([0-9a-f-]{36})"')
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
    until(lambda: not any(alive(process) for process in left if process), 10, "end of all its processes")


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
    "/dashboard.ipynb?voila-template=lab",
)


def test_no_other_path_gives_anything_away(served: Served) -> None:
    for path in PATHS:
        status, text = served.get(path)
        assert status in {403, 404, 405, 500}, (path, text[:200])  # Voila stumbles over dots in a template's path
        assert len(text) < 2_000, path
        for told in (SECRET, "root:", "costmodel.dashboard", "Traceback", "[project]", "https://"):
            assert told not in text, path


@pytest.mark.parametrize(
    "query", ["voila-template=lab&voila-theme=dark", "template=reveal&theme=dark", "template=../../x"]
)
def test_an_address_cannot_choose_another_template(served: Served, query: str) -> None:
    status, text = served.get(f"/?{query}")
    assert status == 200
    assert 'id="cm-loading"' in text
    assert 'data-jp-theme-light="true"' in text
    assert "from costmodel" not in text, "the code of the notebook is not shown"
    assert "https://" not in text.replace("https://github.com/jupyter", ""), "nothing comes from elsewhere"


def test_a_page_of_another_name_is_not_this_one(served: Served) -> None:
    """A website that lets its own name point to this machine (DNS rebinding) is refused."""
    assert served.get("/", Host="evil.example")[0] == 403
    assert served.get("/", Host=f"localhost:{served.port}")[0] == 200


def test_the_headers_close_the_page(served: Served) -> None:
    with urllib.request.urlopen(served.address, timeout=20) as answer:
        headers = answer.headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


# -- the connection to a viewer's process -----------------------------------------------------------------------


def a_kernel(served: Served) -> str:
    found = A_KERNEL.search(served.get("/")[1])
    assert found, served.said()
    return found[1]


def at_last(waiting: Coroutine[Any, Any, T]) -> T:
    """What it comes to. In a thread of its own, because Playwright's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, waiting).result(60)


async def can_connect(served: Served, kernel: str, **headers: str) -> bool:
    (await connected(served, kernel, **headers)).close()
    return True


async def until_closed(connection: WebSocketClientConnection) -> None:
    while await connection.read_message() is not None:
        pass


async def connected(served: Served, kernel: str, **headers: str) -> WebSocketClientConnection:
    url = f"ws://127.0.0.1:{served.port}/api/kernels/{kernel}/channels?session_id=1"
    return await websocket_connect(HTTPRequest(url, headers=headers), max_message_size=1 << 27)


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
    message = {
        "channel": "shell",
        "header": {"msg_id": "1", "msg_type": "execute_request", "username": "", "session": "1", "version": "5.3"},
        "parent_header": {},
        "metadata": {},
        "content": {"code": f"open({str(written)!r}, 'w')", "silent": False, "store_history": False},
        "buffers": [],
    }

    async def send() -> None:
        connection = await connected(served, kernel)
        await connection.write_message(json.dumps(message))
        await asyncio.sleep(1)
        connection.close()

    at_last(send())
    assert not written.exists()


# -- their number -----------------------------------------------------------------------------------------------


@FORKS
def test_a_closed_tab_ends_its_process(served: Served) -> None:
    """As the browser does it: a bare POST, without the argument that Voila's own check would ask for (issue 1458)."""
    before = {kernel.pid for kernel in served.kernels()}
    kernel = a_kernel(served)
    (new,) = [process for process in served.kernels() if process.pid not in before]
    request = urllib.request.Request(f"{served.address}/voila/api/shutdown/{kernel}", data=b"", method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 204
    until(lambda: not alive(new), 5, "end of the process")


FASTER = """
import json, pathlib, tempfile
from costmodel.dashboard.serving import kernels, server
settings = json.loads((server.HERE / "voila.json").read_text())
assert settings["MappingKernelManager"] == {"cull_idle_timeout": 600, "cull_interval": 60, "cull_connected": False}
settings["MappingKernelManager"].update(cull_idle_timeout=1, cull_interval=1)
for name in ("ws_ping_interval", "ws_ping_timeout"):
    settings["Voila"]["tornado_settings"][name] //= 60  # half a second, and one and a half
server.HERE = pathlib.Path(tempfile.mkdtemp(dir="."))
(server.HERE / "voila.json").write_text(json.dumps(settings))
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
            status, text = await asyncio.to_thread(served.get, "/")
            assert (status, "2 people look at this page already" in text) == (503, True)
            await asyncio.to_thread(until, lambda: len(served.kernels()) == 1, 15, "end of what nobody looks at")
            assert served.kernels() == [kept]
            await asyncio.sleep(2)
            assert not closed.done(), "it was asked several times whether anybody is there, and somebody is"
            connection.close()

        at_last(look())
        until(lambda: not served.kernels(), 15, "end of what nobody looks at any more")


# -- when something dies ----------------------------------------------------------------------------------------


@FORKS
def test_a_warm_process_that_is_killed_is_started_again(served: Served) -> None:
    a_kernel(served)
    *_, kernel = served.kernels()
    nursery = served.nursery()
    assert nursery is not None
    nursery.kill()
    until(lambda: not alive(kernel), 5, "end of its kernels")
    a_kernel(served)
    second = served.nursery()
    assert second is not None
    assert second.pid != nursery.pid
    assert served.kernels()
    assert "more memory" not in served.said()


@FORKS
def test_a_viewers_process_that_is_killed_harms_nobody_else(served: Served) -> None:
    a_kernel(served)
    *others, killed = served.kernels()
    killed.kill()
    until(lambda: not alive(killed), 5, "end of what was killed")  # not a zombie either: its parent has taken note
    assert a_kernel(served)
    assert all(alive(other) for other in others)


@FORKS
def test_nothing_is_left_of_a_server_that_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as another:
        a_kernel(another)
        left = [*another.kernels(), another.nursery()]
        assert len(left) == 2
        another.process.kill()
        until(lambda: not any(alive(process) for process in left if process), 10, "end of all its processes")


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
