"""Starts the calculation of each viewer by forking one warm process (nursery.py), in a tenth of a second.

Jupyter finds the class by its entry point, `costmodel-forked`, which voila.json names; nothing else uses it. Where a
process cannot be forked safely, or when anything goes wrong, kernels are started in the usual way, with one warning.
"""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "costmodel-forked"
PREFIX = "costmodel-"  # of the folder of a server, followed by its number; short, as the path of a socket must be
# Elsewhere there is no fork, or (on a Mac) the system's own libraries do not survive it.
POSSIBLE = sys.platform == "linux"
PATIENCE = 60  # seconds until the warm process answers, on a machine that is busy
FOLDER = Path(__file__).parents[3]  # that this package is imported from
# One thread only: a second one would not survive the fork. One arena: freed memory goes back to the system as a whole.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


class CannotForkError(Exception):
    """Why a kernel has to be started in the usual way."""


class Forked:
    """A kernel's process as Jupyter wants to see it: like subprocess.Popen, though it is a child of another process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, once there is one."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:  # noqa: ARG002 - called only after it has ended
        """The exit status; Jupyter asks for it when `poll` has told one."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        """To a process that has ended nothing is sent: its number may be another's by now."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The server's end of one warm process."""

    def __init__(self, modules: Sequence[str] = ()) -> None:
        self.link, theirs = socket.socketpair()
        self.forked: dict[int, Forked] = {}
        self.ready = self.over = False
        self._asked: dict[int, Future[Forked]] = {}
        self._lock = threading.Lock()
        paths = os.pathsep.join(filter(None, [str(FOLDER), os.environ.get("PYTHONPATH")]))
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "costmodel.dashboard.serving.nursery", str(theirs.fileno()), *modules],
                env={**os.environ, **ENVIRONMENT, "PYTHONPATH": paths},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        threading.Thread(target=self._listen, name="nursery", daemon=True).start()

    def ask(self, argv: list[str], cwd: str | None, env: dict[str, str]) -> Future[Forked]:
        """A kernel with these arguments, as soon as the process is warm."""
        answer: Future[Forked] = Future()
        answer.set_running_or_notify_cancel()  # nobody takes it back: the process is on its way
        with self._lock:
            if self.over:
                answer.set_exception(CannotForkError("the warm process has ended"))
                return answer
            number = max(self._asked, default=0) + 1
            self._asked[number] = answer
            line = json.dumps({"id": number, "argv": argv, "cwd": cwd, "env": env}).encode() + b"\n"
            with suppress(OSError):  # then it has ended, which the other thread is about to find out
                self.link.sendall(line)
        return answer

    def _listen(self) -> None:
        with self.link.makefile("rb") as lines, suppress(OSError):
            for line in lines:
                self._hear(json.loads(line))
        self._bury()

    def _hear(self, message: dict[str, Any]) -> None:
        with self._lock:
            if "ready" in message:
                self.ready = True
            elif "exited" in message:
                self.forked.pop(message["pid"]).returncode = message["exited"]
            elif "fault" in message:
                self._asked.pop(message["id"]).set_exception(CannotForkError(message["fault"]))
            else:
                kernel = self.forked[message["pid"]] = Forked(message["pid"])
                self._asked.pop(message["id"]).set_result(kernel)

    def _bury(self) -> None:
        """It has ended: so must its kernels, of whose end nobody would be told any more."""
        with self._lock:
            self.over = True
            for kernel in self.forked.values():
                with suppress(OSError):
                    os.killpg(kernel.pid, signal.SIGKILL)
                kernel.returncode = -signal.SIGKILL
            for answer in self._asked.values():
                answer.set_exception(CannotForkError("the warm process has ended"))
            self.forked.clear()
            self._asked.clear()
            self.link.close()
        self.process.wait()


class Keeper:
    """Keeps one warm process for this server, and starts another when it has been killed."""

    modules: tuple[str, ...] = ()  # what the served notebook needs beside the page itself

    def __init__(self) -> None:
        self.nursery: Nursery | None = None
        self.given_up = not POSSIBLE

    def warm_up(self) -> Nursery:
        """Start the warm process unless it runs; this does not wait for it."""
        if self.given_up:
            raise CannotForkError("processes cannot be forked here")
        if self.nursery and self.nursery.over and not self.nursery.ready:
            self.given_up = True  # it did not even start: a second one would not either
            raise CannotForkError("the warm process did not start")
        if self.nursery is None or self.nursery.over:
            try:
                self.nursery = Nursery(self.modules)
            except OSError as error:
                raise CannotForkError(str(error)) from error
        return self.nursery

    async def fork(self, argv: list[str], cwd: str | None, env: dict[str, str]) -> Forked:
        """A kernel with these arguments."""
        nursery = self.warm_up()
        try:
            return await _answered(nursery.ask(argv, cwd, env))
        except CannotForkError:
            if not nursery.over:
                raise
        # It was killed while this was asked for: once more with the next one.
        return await _answered(self.warm_up().ask(argv, cwd, env))


async def _answered(answer: Future[Forked]) -> Forked:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(answer), PATIENCE)
    except TimeoutError:
        answer.add_done_callback(_end_it)  # nobody waits for it any more
        raise CannotForkError(f"the warm process has not answered for {PATIENCE} seconds") from None


def _end_it(late: Future[Forked]) -> None:
    if late.exception() is None:
        late.result().kill()


KEEPER = Keeper()


@cache
def folders() -> tempfile.TemporaryDirectory[str]:
    """Where viewers have their folders; it goes when the server ends, or when the next one finds that it has ended."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        server = left.name.removeprefix(PREFIX).split("-")[0]
        if server.isdigit() and not Path(f"/proc/{server}").exists() and Path("/proc/self").exists():
            shutil.rmtree(left, ignore_errors=True)  # it was killed and could not do so itself
    return tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")


class ForkedProvisioner(LocalProvisioner):
    """Starts kernels by forking the warm process; all else is as for any kernel on this machine.

    What a viewer's notebook writes goes to a folder of that viewer's own, which is gone with the viewer: nobody finds
    another one's case beside the notebook, and the notebook may lie where nothing can be written.
    """

    warned = False
    folder: str | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start one kernel, forked if that is possible."""
        with suppress(OSError):  # nowhere to write: then it runs where the notebook lies
            self.folder = kwargs["cwd"] = tempfile.mkdtemp(dir=folders().name)
        try:
            forked = await KEEPER.fork(_arguments(cmd), kwargs.get("cwd"), kwargs.get("env") or dict(os.environ))
        except CannotForkError as reason:
            if not ForkedProvisioner.warned:
                ForkedProvisioner.warned = True
                self.log.warning("Each viewer takes more memory and starts more slowly than need be: %s.", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]  # declared as None, meant as what Popen is
        self.pid = self.pgid = forked.pid
        await _listening(self.connection_info, forked)
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of what the kernel needed."""
        await super().cleanup(restart)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


async def _listening(connection: KernelConnectionInfo, kernel: Forked) -> None:
    """Wait for its sockets, for a moment: who calls too early calls again only a tenth of a second later."""
    if connection.get("transport") != "ipc":
        return
    sockets = [Path(f"{connection['ip']}-{number}") for name, number in connection.items() if name.endswith("_port")]
    for _ in range(100):
        if kernel.poll() is not None or all(path.exists() for path in sockets):
            return
        await asyncio.sleep(0.005)


def _arguments(cmd: list[str]) -> list[str]:
    """What follows the name of the program in a command that starts an ordinary kernel of this Python."""
    if cmd[0] != sys.executable or "ipykernel_launcher" not in cmd:
        raise CannotForkError(f"{cmd[0]} is not this Python")
    return cmd[cmd.index("ipykernel_launcher") + 1 :]
