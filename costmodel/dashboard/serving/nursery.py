"""One warm process from which the calculation of each viewer is split off: ready at once, and sharing its memory.

A viewer of the dashboard has a process of their own (Jupyter calls it a kernel), so that nobody sees what another one
moves. Started from nothing it takes two seconds and more than 110 MB. Here one process imports and draws everything
once; a viewer's process is then a fork of it, and both share the memory that neither changes.

The server (kernels.py) talks to it over a socket, one line of JSON a message:
    to it: {"id": 1, "argv": [...], "cwd": "...", "env": {...}}
    back:  {"ready": true}   {"id": 1, "pid": 4711}   {"id": 1, "fault": "..."}   {"pid": 4711, "exited": 0}
"""

import atexit
import gc
import json
import os
import random
import select
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

FIRST_PAGES = ("", "lang=de")  # made once: whoever opens one has it, and all have its numbers, words and draws
# What a kernel imports while it starts; the debugger, which it would import too (10 MB), is of no use to a viewer.
AS_A_KERNEL_STARTS = (
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "pdb",
    "psutil",
    "resource",
    "tornado.gen",
    "tornado.platform.asyncio",
)
CALM = 10.0  # seconds without a new viewer after which the first pages are brought to rest
TASKS = Path("/proc/self/task")
MOST_MEMORY = (
    1 << 30
)  # bytes of addresses for a viewer on top of the warm process; some 150 MB are used while one moves

MOST_WORK = 60.0  # seconds of processor time that a viewer's process may take without a message
AT_REST = 600.0  # seconds after which they are counted anew: a page that is only looked at takes a little all day


def main() -> None:
    """Warm up, then fork whenever the server asks, until the server is gone."""
    link = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, whose end is the end of this process
    modules = sys.argv[2:]
    warm(modules)
    from costmodel.dashboard.ready_made import rest

    request = Forks(link, iter(()) if modules else rest()).serve()  # a notebook with more than the page is not the page
    become_a_kernel(request)


def warm(modules: Sequence[str] = ()) -> None:
    """Do once what every viewer needs; `modules` are imported too."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # that is how to say: not to be imported
    for module in AS_A_KERNEL_STARTS:
        with suppress(ImportError):  # another version of IPython, which does without
            import_module(module)
    started_by: Any = import_module("ipykernel.ipkernel")
    started_by.sys = WithoutModules()
    from costmodel.dashboard.ready_made import make

    for module in ("costmodel.dashboard.widget", *modules):
        import_module(module)
    make(FIRST_PAGES)
    gc.collect()
    gc.freeze()  # else the first collection in a child would write to, and so copy, every object there is


class WithoutModules:
    """The module `sys` as a kernel sees it: without modules.

    A kernel that starts asks each of more than a thousand where it lies, for the debugger that no viewer has. To look
    at them is to write to them (who looks is counted), and what is written to is copied: 4 MB for each viewer.
    """

    modules: Mapping[str, Any] = MappingProxyType({})

    def __getattr__(self, name: str) -> Any:
        """All else is as it is."""
        return getattr(sys, name)


class Forks:
    """The server's requests, and the children that came of them.

    Args:
        link: the line to the server.
        idle: what is done piece by piece while nobody comes.
    """

    def __init__(self, link: socket.socket, idle: Iterator[None]) -> None:
        self.link = link
        self.idle: Iterator[None] | None = idle
        self.calm_from = time.monotonic() + CALM
        self.wake, self.waker = os.pipe()
        self.children: set[int] = set()

    def serve(self) -> dict[str, Any]:
        """Answer until the server is gone. Only in a child does this return: with what was asked of it."""
        os.set_blocking(self.waker, False)
        os.set_blocking(self.wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler must be there for the wake-up below
        signal.set_wakeup_fd(self.waker, warn_on_full_buffer=False)
        self.tell(ready=True)
        buffer = b""
        while True:
            patience = None if self.idle is None else max(0.0, self.calm_from - time.monotonic())
            readable, _, _ = select.select([self.link.fileno(), self.wake], [], [], patience)
            if not readable:
                self.go_on()
            if self.wake in readable:
                self.reap()
            if self.link.fileno() in readable:
                received = self.receive()
                if not received:
                    self.end()
                *lines, buffer = (buffer + received).split(b"\n")
                for line in lines:
                    request: dict[str, Any] = json.loads(line)
                    if self.fork(request):
                        return request

    def fork(self, request: dict[str, Any]) -> bool:
        """Whether this is the child."""
        if TASKS.is_dir() and len(list(TASKS.iterdir())) > 1:  # another thread's locks would stay locked in the child
            self.tell(id=request["id"], fault="the warm process has more than one thread")
            return False
        try:
            child = os.fork()
        except OSError as error:
            self.tell(id=request["id"], fault=str(error))
            return False
        if not child:
            self.leave()
            return True
        with suppress(OSError):  # the child does so too: whoever is first, a signal then reaches what it has started
            os.setpgid(child, child)
        self.children.add(child)
        self.calm_from = time.monotonic() + CALM  # who has come needs the processors now
        self.tell(id=request["id"], pid=child)
        return False

    def go_on(self) -> None:
        """A piece of what is done while nobody comes."""
        try:
            next(self.idle or iter(()))
        except StopIteration:
            self.idle = None

    def leave(self) -> None:
        """In the child: let go of everything that belongs to the parent."""
        signal.set_wakeup_fd(-1)
        with suppress(OSError):
            os.setpgid(0, 0)
        self.link.close()
        os.close(self.wake)
        os.close(self.waker)

    def reap(self) -> None:
        """Take note of children that have ended."""
        with suppress(BlockingIOError):
            os.read(self.wake, 4_096)
        with suppress(ChildProcessError):
            while self.children:
                child, status = os.waitpid(-1, os.WNOHANG)
                if not child:
                    return
                self.children.discard(child)
                self.tell(pid=child, exited=os.waitstatus_to_exitcode(status))

    def receive(self) -> bytes:
        try:
            return self.link.recv(1 << 16)
        except OSError:
            return b""

    def tell(self, **message: Any) -> None:
        try:
            self.link.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            self.end()

    def end(self) -> None:
        """The server is gone: so are its viewers."""
        for child in self.children:
            with suppress(OSError):
                os.killpg(child, signal.SIGKILL)
        os._exit(0)


def become_a_kernel(request: dict[str, Any]) -> None:
    """In the child: run as if started by `python -m ipykernel_launcher`, in the environment that was asked for."""
    for number, handler in (
        (signal.SIGCHLD, signal.SIG_DFL),
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGTERM, signal.SIG_DFL),
    ):
        signal.signal(number, handler)
    os.environ.clear()
    os.environ.update(request["env"])
    if request.get("cwd"):
        os.chdir(request["cwd"])
    bound_memory()
    sys.argv = ["ipykernel_launcher", *request["argv"]]
    _reseed()
    # What is registered first runs last: to take the interpreter apart would copy all the memory that is shared.
    atexit.register(os._exit, 0)
    from ipykernel.kernelapp import IPKernelApp

    from costmodel.dashboard.serving.log import log_to_standard_error

    log_to_standard_error()
    # The parent is told by hand: the class has read it from the environment when it was imported.
    kernel: Any = IPKernelApp.instance(parent_handle=os.getppid())
    kernel.initialize([*request["argv"], "--HistoryManager.enabled=False"])
    bound_work(kernel.kernel)
    give_states_at_once(kernel.kernel)
    kernel.start()  # until it is shut down
    # The thread that was told to shut down may still write to one that is closed next, and then both would wait.
    kernel.control_thread.stop()
    kernel.control_thread.join(1)


def give_states_at_once(kernel: Any) -> None:
    """A page asks for the states of all its fields in one message; without an answer it asks for each by itself.

    ipywidgets offers this where it is imported within a kernel, and the warm process is none.
    """
    from ipywidgets import Widget

    kernel.comm_manager.register_target("jupyter.widget.control", Widget.handle_control_comm_opened)


def bound_memory() -> None:
    """Let this viewer's process take so much more than it has shared, and no more: what asks for more is refused it."""
    import resource  # not on Windows, where nothing is forked either

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if TASKS.is_dir() else 0
    limit = pages * resource.getpagesize() + MOST_MEMORY
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if pages and (hard == resource.RLIM_INFINITY or limit < hard):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def bound_work(kernel: Any) -> None:
    """Let this viewer's process work so long after each message, and no longer: the system ends it, whatever it does.

    Places (places.py) bounds the time of one message; this also bounds what goes on when the page is at rest.
    """
    from tornado.ioloop import IOLoop, PeriodicCallback

    before = kernel.pre_handler_hook  # what the kernel itself does before it handles a message

    def count_anew() -> None:
        signal.setitimer(signal.ITIMER_PROF, MOST_WORK)

    def at_a_message() -> None:
        before()
        count_anew()

    kernel.pre_handler_hook = at_a_message
    IOLoop.current().add_callback(PeriodicCallback(count_anew, AT_REST * 1e3).start)
    count_anew()


def _reseed() -> None:
    """Two viewers must not draw the same chance by accident; the model itself names its seed each time."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


if __name__ == "__main__":
    main()
