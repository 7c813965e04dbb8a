"""A dashboard for a team: behind nginx with a log-in, with a token, and in a container."""

import gzip
import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from costmodel import cli
from costmodel.dashboard.app import Dashboard
from costmodel.dashboard.serving import access, server
from costmodel.dashboard.serving.access import VIEWERS, Access, way_out
from costmodel.dashboard.serving.application import LARGEST_REQUEST
from costmodel.dashboard.serving.entry import Brake
from tests.conftest import PATIENCE_OF_BROWSER
from tests.dashboard.serving import PATIENCE, ROOT, Served, serving, until

DEPLOY = ROOT / "deploy"
READY = "h1.cm-told"
TOKEN = "a-token-for-the-tests"
CAP = 2

AROUND = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 128; }}
http {{
    types {{ text/css css; application/javascript js; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    include {folder}/costmodel.conf;
}}
"""


# -- behind a proxy ---------------------------------------------------------------------------------------------


@dataclass
class Proxied:
    """The server, and nginx in front of it."""

    served: Served
    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, password: str | None = "secret", **headers: str) -> tuple[int, Message, bytes]:
        if password is not None:
            headers["Authorization"] = "Basic " + b64encode(f"anna:{password}".encode()).decode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address + path, headers=headers)) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()


@pytest.fixture(scope="module")
def nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is not None:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("no nginx; with CI=true the example for it must be seen to work")
    pytest.skip("no nginx")


@pytest.fixture(scope="module")
def proxied(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """The example in deploy/, with other ports and paths, without encryption, and with room for two."""
    folder = tmp_path_factory.mktemp("nginx")
    with serving(folder, "--behind-proxy", "--viewers", str(CAP + 2)) as served:
        port = server.free_port(served.port + 1)
        example = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        for pattern, instead in {
            r"listen 443 ssl;": f"listen 127.0.0.1:{port};",
            r"\n *ssl_certificate.*": "",
            r"/etc/nginx/costmodel.htpasswd": str(folder / "htpasswd"),
            r"/var/log/nginx/costmodel": str(folder / "log-of-nginx"),
            r"127\.0\.0\.1:8866": f"127.0.0.1:{served.port}",
            r"costmodel_viewers 40;": f"costmodel_viewers {CAP};",
            r"costmodel_viewers 41;": f"costmodel_viewers {CAP + 1};",
        }.items():
            example, times = re.subn(pattern, instead, example)
            assert times, f"{pattern} is not in the example any more"
        (folder / "costmodel.conf").write_text(example)
        (folder / "htpasswd").write_text("anna:{PLAIN}secret\n")
        user = "user root;" if os.getuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
        process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
        made = Proxied(served, folder, port)
        try:
            until(lambda: process.poll() is not None or _listens(made), "answer of nginx")
            assert process.poll() is None, (folder / "error.log").read_text()
            yield made
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _listens(proxied: Proxied) -> bool:
    try:
        return proxied.get("/", password=None)[0] == 401
    except OSError:
        return False


@pytest.mark.parametrize("password", [None, "wrong"])
@pytest.mark.parametrize("path", ["/", "/voila/static/voila.js", "/api/kernels/01234567-0123-0123-0123-0123456789ab"])
def test_nothing_is_seen_without_the_log_in(proxied: Proxied, path: str, password: str | None) -> None:
    status, headers, _ = proxied.get(path, password)
    assert status == 401
    assert "Basic" in headers["WWW-Authenticate"]


def test_scripts_and_styles_travel_compressed(proxied: Proxied) -> None:
    status, headers, body = proxied.get("/voila/static/voila.js", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert len(body) < len(gzip.decompress(body)) / 2


def test_a_large_file_is_not_accepted(proxied: Proxied) -> None:
    request = urllib.request.Request(f"{proxied.address}/voila/api/shutdown/x", data=b"x" * 100_000)
    request.add_header("Authorization", "Basic " + b64encode(b"anna:secret").decode())
    with pytest.raises(urllib.error.HTTPError, match="413"):
        urllib.request.urlopen(request)


def test_as_many_as_there_is_room_for_see_the_page_and_the_next_one_is_told_so(
    proxied: Proxied, browser: Browser
) -> None:
    pages = [opened(browser, f"{proxied.address}/?budget=123456", {"username": "anna", "password": "secret"})]
    pages += [opened(browser, proxied.address, {"username": "anna", "password": "secret"}) for _ in range(CAP - 1)]
    for page, seen in pages:
        ready(page, seen)
        assert seen == {f"127.0.0.1:{proxied.port}", "websocket"}
    status, _, text = proxied.get("/?budget=123456")
    assert status == 503
    assert text.decode().startswith("As many people as this server can take")
    assert len(proxied.served.kernels()) == CAP, "no calculation was started for whom there is no room"
    for page, _ in pages:
        close(page)
    until(lambda: not proxied.served.kernels(), "end of the processes of closed tabs")
    assert "anna" in (proxied.folder / "log-of-nginx.log").read_text()
    for log in proxied.folder.glob("*log*"):
        assert "budget" not in log.read_text(), "what somebody looks at is not logged"


def close(page: Page) -> None:
    """As a person closes a tab: the page is told, and has its process ended. The browser itself goes on."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def opened(browser: Browser, address: str, log_in: dict[str, str] | None = None) -> tuple[Page, set[str]]:
    """A page, and the hosts that it talks to."""
    context = browser.new_context(http_credentials=log_in)  # type: ignore[arg-type]  # a typed dictionary there
    context.set_default_timeout(PATIENCE_OF_BROWSER)
    page = context.new_page()
    seen: set[str] = set()
    page.on("request", lambda request: seen.add(request.url.split("/")[2]) if "//" in request.url[:8] else None)
    page.on("websocket", lambda socket: seen.update({"websocket", socket.url.split("/")[2]}))
    page.goto(address)
    return page, seen


def ready(page: Page, seen: set[str]) -> None:
    """Wait until it can be seen and its line is there, which begins a moment later."""
    page.wait_for_selector(READY)
    if "websocket" not in seen:
        page.wait_for_event("websocket")


# -- with a token -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("guarded"), "--behind-proxy", COSTMODEL_TOKEN=TOKEN) as running:
        yield running


def test_a_visitor_with_the_token_sees_the_page_and_no_token_in_its_address(guarded: Served, browser: Browser) -> None:
    page, seen = opened(browser, f"{guarded.address}/?token={TOKEN}&scenario=three_week_model")
    ready(page, seen)
    assert TOKEN not in page.url
    assert "scenario=three_week_model" in page.url
    assert seen == {f"127.0.0.1:{guarded.port}", "websocket"}
    (cookie,) = (one for one in page.context.cookies() if one["name"].startswith("username-"))
    assert "cm-entry" in guarded.get("/", Cookie=f"{cookie['name']}={cookie['value']}")[1]  # it is enough from now on
    close(page)


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong-wrong-wrong", f"?token={TOKEN.upper()}"])
def test_a_visitor_without_the_token_sees_a_log_in_page(guarded: Served, query: str) -> None:
    until(lambda: not guarded.kernels(), "end of the processes of closed tabs")
    status, text = guarded.get(f"/{query}")
    assert status == 200
    assert 'name="password"' in text
    assert not guarded.kernels()
    assert guarded.get("/api/kernels/01234567-0123-0123-0123-0123456789ab")[0] == 403


def test_the_token_can_be_typed_instead_and_the_way_out_is_at_the_foot_of_the_page(
    guarded: Served, browser: Browser
) -> None:
    page, seen = opened(browser, guarded.address)
    page.locator("#password_input").fill(TOKEN)
    page.locator("#login_submit").click()
    ready(page, seen)
    assert seen == {f"127.0.0.1:{guarded.port}", "websocket"}
    page.locator(".cm-foot").get_by_role("link", name="Log out").click()
    page.wait_for_selector("#password_input")
    page.goto(guarded.address)
    page.wait_for_selector("#password_input")
    page.context.close()


def test_neither_the_token_nor_what_somebody_looks_at_is_written_down(guarded: Served) -> None:
    path = "/api/kernels/01234567-0123-0123-0123-0123456789ab"
    assert guarded.get(f"{path}?token={TOKEN}&budget=777777")[0] == 404
    until(lambda: f"404 GET {path}" in guarded.said(), "word of what was not found")
    assert TOKEN not in guarded.said()
    assert "777777" not in guarded.said()


def log_in(guarded: Served, typed: str, cookie: str = "") -> tuple[int, Message]:
    """The answer to a typed token, before any redirection."""
    line = http.client.HTTPConnection("127.0.0.1", guarded.port, timeout=PATIENCE)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    line.request("POST", "/login", urlencode({"password": typed}), headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, answer.headers


def the_cookie(headers: Message) -> str:
    (cookie,) = [value for value in headers.get_all("Set-Cookie") or [] if value.startswith("username-")]
    return cookie


def test_the_cookie_of_a_log_in_is_for_this_server_alone_and_for_a_day(guarded: Served) -> None:
    status, headers = log_in(guarded, TOKEN)
    assert status == 302
    cookie = the_cookie(headers)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    expires = parsedate_to_datetime(re.search("expires=([^;]+)", cookie)[1])  # type: ignore[index]
    assert timedelta(hours=23) < expires - datetime.now(UTC) <= timedelta(days=1)


def test_behind_encryption_the_cookie_travels_encrypted_only(guarded: Served) -> None:
    for scheme in ("http", "https"):
        line = http.client.HTTPConnection("127.0.0.1", guarded.port, timeout=PATIENCE)
        line.request("GET", f"/?token={TOKEN}", headers={"X-Forwarded-Proto": scheme})
        assert ("Secure" in the_cookie(line.getresponse().headers)) == (scheme == "https")
        line.close()


def test_a_log_out_counts_for_every_copy_of_the_cookie(guarded: Served) -> None:
    cookie = the_cookie(log_in(guarded, TOKEN)[1]).split(";")[0]
    path = "/api/kernels/01234567-0123-0123-0123-0123456789ab"
    assert guarded.get(path, Cookie=cookie)[0] == 404  # let in, and not there
    status, text = guarded.get("/logout", Cookie=cookie)
    assert (status, 'name="password"' in text) == (200, True)
    assert guarded.get(path, Cookie=cookie)[0] == 403


@pytest.mark.parametrize(("language", "words"), [("en", "Log out"), ("de", "Abmelden")])
def test_the_way_out_is_told_in_the_language_of_the_page(language: str, words: str) -> None:
    Access(token=TOKEN).tell_processes()
    try:
        assert re.search(f'<a [^>]*href="/logout"[^>]*>{words}</a>', Dashboard(f"lang={language}").screen.page())
    finally:
        Access().tell_processes()


def test_where_nobody_logs_in_there_is_no_way_out() -> None:
    Access(token=TOKEN).tell_processes()
    assert way_out() == "/logout"
    Access().tell_processes()
    assert way_out() is None
    assert "logout" not in Dashboard().screen.page()


def test_guesses_are_slowed_down_and_a_log_in_that_stands_goes_on(tmp_path: Path) -> None:
    with serving(tmp_path, COSTMODEL_TOKEN=TOKEN) as guessed:
        cookie = the_cookie(log_in(guessed, TOKEN)[1]).split(";")[0]
        statuses = [log_in(guessed, f"guess-number-{guess}")[0] for guess in range(12)]
        assert statuses == [401] * 10 + [429] * 2
        status, headers = log_in(guessed, TOKEN)
        assert status == 429
        assert 0 < int(headers["Retry-After"]) <= 61
        assert guessed.get("/", Cookie=cookie)[0] == 200
        assert guessed.get(f"/?token={TOKEN}")[0] == 429


def test_after_a_minute_a_guess_is_looked_at_again() -> None:
    clock = [0.0]
    brake = Brake(lambda: clock[0])
    for second in range(10):
        clock[0] = float(second)
        brake.wrong()
    assert brake.wait == 60 - 9
    clock[0] = 60.0
    assert brake.wait == 0


# -- in a container ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def recipe() -> list[list[str]]:
    """The instructions of the container file, each as its words."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def test_the_base_of_the_container_is_pinned(recipe: list[list[str]]) -> None:
    bases = [words[1] for words in recipe if words[0] == "FROM"]
    assert bases
    for base in bases:
        assert re.fullmatch(r"[a-z./]+/python:3\.\d+-slim-[a-z]+", base), base


def test_the_container_does_not_run_as_root(recipe: list[list[str]]) -> None:
    last = max(at for at, words in enumerate(recipe) if words[0] == "FROM")
    (user,) = [words[1] for words in recipe[last:] if words[0] == "USER"]
    assert all(int(number) > 1_000 for number in user.split(":"))


def test_what_the_container_copies_is_there(recipe: list[list[str]]) -> None:
    copied = [source for words in recipe if words[0] == "COPY" and "--from" not in words[1] for source in words[1:-1]]
    assert {"requirements.lock", "pyproject.toml", "costmodel", "assumptions", "notebooks"} <= set(copied)
    for source in copied:
        assert (ROOT / source).exists(), source


def test_the_container_names_no_package_index_and_installs_what_is_locked() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert not re.search(r"index|pypi|https?://(?!127\.0\.0\.1)", text)
    assert "--require-hashes -r requirements.lock" in text


def test_the_container_starts_only_with_a_token_or_behind_a_proxy(
    recipe: list[list[str]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = [json.loads(" ".join(words[1:])) for words in recipe if words[0] == "ENTRYPOINT"]
    assert Path(entry[0]).name == "costmodel"
    monkeypatch.setattr("costmodel.dashboard.serving.server.serve", lambda *_: 0)
    assert cli.main(entry[1:]) == 2
    assert "--behind-proxy" in capsys.readouterr().err
    assert cli.main([*entry[1:], "--behind-proxy"]) == 0
    monkeypatch.setenv("COSTMODEL_TOKEN", TOKEN)
    assert cli.main(entry[1:]) == 0


def test_the_examples_agree_on_the_number_of_viewers() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert f"limit_conn costmodel_viewers {VIEWERS};" in text
    command = next(line for line in text.splitlines() if "costmodel dashboard" in line)
    asked = cli.parser().parse_args(shlex.split(command.split("costmodel", 1)[1].split("  ")[0]))
    assert asked.viewers > VIEWERS


MEMORY_AND_THREADS = re.compile(r"--memory (\d+)g --pids-limit (\d+)[^`]*?--viewers (\d+)")


@pytest.mark.parametrize("file", ["deploy/Containerfile", "docs/serving.md"])
def test_the_limits_of_a_container_add_up(file: str) -> None:
    examples = MEMORY_AND_THREADS.findall((ROOT / file).read_text(encoding="utf-8"))
    assert examples
    for memory, threads, viewers in (map(int, example) for example in examples):
        assert viewers * access.MEGABYTES_A_VIEWER + access.MEGABYTES_OF_SERVER <= 1_000 * memory
        assert viewers * access.THREADS_A_VIEWER + access.THREADS_OF_SERVER <= threads


def test_what_a_large_request_is_is_the_same_for_the_proxy_and_the_server() -> None:
    assert "client_max_body_size 64k;" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert LARGEST_REQUEST == 64_000
