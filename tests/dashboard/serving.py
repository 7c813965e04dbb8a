"""A dashboard that is really served, for tests and benchmarks: started on a free port, and ended by its number."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import psutil

from costmodel.dashboard.serving import server

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds that anything is waited for: how long it takes is no claim of a test on a busy machine
LATEST_END = 1_800  # seconds: a server that nobody stopped stops itself

SERVE = """
import os, signal, sys, threading
from costmodel.cli import main

end = threading.Timer({last}, os.kill, (os.getpid(), signal.SIGTERM))
end.daemon = True
end.start()
{before}
sys.exit(main(["dashboard", "--no-browser", *sys.argv[1:]]))
"""

SETTINGS = """
import json, pathlib, tempfile
from costmodel.dashboard.serving import kernels, server
settings = json.loads((server.HERE / "voila.json").read_text())
assert settings["Places"] == {"unused": 45, "longest": 60, "look_round": 5}
def use():
    server.HERE = pathlib.Path(tempfile.mkdtemp(dir="."))
    (server.HERE / "voila.json").write_text(json.dumps(settings))
"""
# A page that takes a few seconds of work may take minutes beside others that want the same processors.
PATIENT = f"""{SETTINGS}
settings["Places"]["longest"] = settings["VoilaExecutor"]["iopub_timeout"] = {PATIENCE}
use()
"""
FEWER = """
import sys
if "costmodel.dashboard.serving.nursery" in sys.orig_argv:
    from itertools import islice
    from costmodel.dashboard.state import work

    work.MOST_SAMPLES = 256
    every = work.each_action
    work.each_action = lambda *what: islice(every(*what), 12)
"""
# What to do first is simulated some sixty times: where the page is looked at and not its figures, with few samples, and
# a dozen of the actions are enough for its table.
HURRIED = f"""{PATIENT}
import os
os.environ["PYTHONPATH"] = os.getcwd() + os.pathsep + os.environ["PYTHONPATH"]
with open("sitecustomize.py", "w") as planted:
    planted.write({FEWER!r})
"""


@dataclass
class Served:
    """A running server, and what there is of it on this machine."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def nursery(self) -> psutil.Process | None:
        """The warm process."""
        for child in psutil.Process(self.process.pid).children():
            if "costmodel.dashboard.serving.nursery" in child.cmdline():
                return child
        return None

    def kernels(self) -> list[psutil.Process]:
        """The processes of the viewers."""
        nursery = self.nursery()
        return [] if nursery is None else [kernel for kernel in nursery.children() if alive(kernel)]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of an answer, redirections followed."""
        return answered(urllib.request.Request(self.address + path, headers=headers))[:2]

    def ticket(self) -> tuple[int, str]:
        """What a page of this server gets when it asks for a ticket: the status, and the cookie."""
        origin = {"Origin": self.address}
        request = urllib.request.Request(f"{self.address}/visit", data=b"", headers=origin, method="POST")
        status, _, headers = answered(request)
        cookies = [value.split(";")[0] for value in headers.get_all("Set-Cookie") or [] if "costmodel-visit" in value]
        return status, "".join(cookies)

    def visit(self, path: str = "/") -> tuple[int, str]:
        """As a browser comes in: with a ticket that a page of this server has asked for."""
        status, cookie = self.ticket()
        return self.get(path, Cookie=cookie) if status == 204 else (status, "")


def answered(request: urllib.request.Request) -> tuple[int, str, Message]:
    """Status, text and headers of an answer, redirections followed."""
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode(errors="replace"), answer.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode(errors="replace"), refused.headers


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def first_port() -> int:
    """From where to look for a free port; tests that run side by side look in other places, and never meet."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return 19_200 + 500 * worker + os.getpid() % 400


@contextmanager
def serving(
    folder: Path, *options: str, before: str = "", port: int = 0, last: float = LATEST_END, **env: str
) -> Iterator[Served]:
    """A server in a folder of its own; `before` is code to run in it first, `last` its life in seconds at most."""
    port = port or server.free_port(first_port())
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(before=before, last=last), "--port", str(port), *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths, **env},
            stdout=output,
            stderr=output,
        )
    served = Served(process, port, log)
    try:
        until(lambda: process.poll() is not None or _answers(served), "an answer")
        assert process.poll() is None, f"the server did not start:\n{served.said()}"
        yield served
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(happened: object, what: str) -> None:
    """Wait for it."""
    deadline = time.monotonic() + PATIENCE
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"no {what} within {PATIENCE:g} seconds"
        time.sleep(0.05)


def _answers(served: Served) -> bool:
    try:
        served.get("/voila/static/voila.js")
    except OSError:
        return False
    return True
