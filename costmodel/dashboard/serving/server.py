"""Serves a notebook as a page, with Voila: on this machine only unless told otherwise, offline, without the code."""

import json
import logging
import os
import re
import socket
import sys
from contextlib import suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from costmodel.dashboard.serving.access import ADDRESS, Access
from costmodel.language.language_files import FIRST, languages

HERE = Path(__file__).parents[1]
PACKAGE = HERE.parent
TEMPLATES = HERE / "template"
NOISE = (
    " is not trusted",  # said of the notebook at each visit
    "websocket_ping_timeout",  # Tornado takes Jupyter's milliseconds for seconds, and then does not use them
)
OF_WORKSHOP = ("costmodel.dashboard.notebook", "costmodel.charts", "matplotlib.figure")
QUERY = re.compile(r"""\?[^\s'")]+""")


def serve(notebook: str, port: int, open_browser: bool, access: Access | None = None, of_workshop: bool = False) -> int:
    """Serve a shipped notebook until Ctrl-C; the exit status for the command line.

    Args:
        notebook: one of `notebooks`.
        port: where it is served; where only this machine comes in, the next one that is free.
        open_browser: whether a browser is opened.
        access: who may come in.
        of_workshop: whether it needs fields and figures beside the page, which are then imported once for all viewers.
    """
    access = access or Access()
    path = notebook_path(notebook)
    if not access.by_other_names:
        port = free_port(port, access.host)
    elif not _is_free(port, access.host):  # whoever comes from elsewhere has been told the port
        raise ValueError(f"the port {port} of {access.host} is in use, or not for this machine to use")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")]))
    access.tell_processes()
    _warm_up(OF_WORKSHOP if of_workshop else ())
    from costmodel.dashboard.serving.application import Application
    from costmodel.dashboard.serving.compiled_templates import keep_compiled
    from costmodel.dashboard.serving.kernels import folders

    keep_compiled()
    # Only our own configuration counts: a voila.json in the working folder must not open what is closed.
    server = Application.instance(config_file_paths=[str(HERE)])
    server.initialize([str(path), *_arguments(path, port, open_browser)])
    server.let_in(access, lambda: _announce(port, access))
    server.lead_to(beside(path))
    server.connection_dir_root = folders().name
    for name in (server.log.name, "tornado.access", "tornado.application", "tornado.general"):
        logging.getLogger(name).addFilter(_to_be_logged)
    server.start()
    return 0


# -- notebooks --------------------------------------------------------------------------------------------------------


def notebooks() -> dict[str, Path]:
    """The shipped notebooks by name, such as `dashboard` or `de/1_drei_wochen`; nothing else is ever served."""
    inside = PACKAGE / "notebooks"  # where an installation has them; a checkout has them beside the package
    folder = inside if inside.is_dir() else PACKAGE.parent / "notebooks"
    found = [*sorted(folder.glob("*.ipynb"))]
    for code in languages():  # a sub-folder with the notebooks in another language
        found += sorted((folder / code).glob("*.ipynb"))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found if path.is_file()}


def beside(path: Path) -> list[str]:
    """The notebooks to which those with texts have links: all with texts in the same folder. A page leads nowhere."""
    texts = [one for one in sorted(path.parent.glob(f"*{path.suffix}")) if _has_texts(one)]
    return [one.name for one in texts] if path in texts else []


def _has_texts(path: Path) -> bool:
    return "language" in json.loads(path.read_text(encoding="utf-8"))["metadata"]


def notebook_path(notebook: str) -> Path:
    """Where a shipped notebook lies."""
    known = notebooks()
    if notebook not in known:
        raise ValueError(f"there is no notebook {notebook!r}; there is: {', '.join(known) or 'none at all'}")
    return known[notebook]


# -- ports ------------------------------------------------------------------------------------------------------------


def free_port(port: int, host: str = ADDRESS) -> int:
    """The port, or the next one that nobody uses."""
    for candidate in range(port, min(port + 50, 65_536)):
        if _is_free(candidate, host):
            return candidate
    raise ValueError(f"no free port from {port} on")


def _is_free(port: int, host: str) -> bool:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise ValueError(f"{host} is no address of this machine: {error.strerror}") from None
    with socket.socket(family, kind, protocol) as probe:
        if os.name != "nt":  # as the server itself does: a port that was left a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True


# -- details ----------------------------------------------------------------------------------------------------------


def _announce(port: int, access: Access) -> None:
    host = socket.gethostname() if access.host in {"0.0.0.0", "::"} else access.host  # noqa: S104 - compared, not bound
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}{access.base_url}"
    how = " (for the first visit, add ?token= and the token)" if access.token else ""
    sys.stderr.write(f"The dashboard is at {address}{how} - stop it with Ctrl-C.\n")
    sys.stderr.flush()


def _to_be_logged(record: logging.LogRecord) -> bool:
    """Whether a line is for the log; what follows a question mark in it is somebody's figures, or a token."""
    text = record.getMessage()
    record.msg, record.args = QUERY.sub("?...", text), ()
    return not any(noise in text for noise in NOISE)


def _warm_up(modules: tuple[str, ...]) -> None:
    """Begin with what the first viewer would wait for; the server starts meanwhile."""
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    from costmodel.dashboard.serving import kernels

    # An installation has registered it; a checkout that was never installed, or long ago, has not.
    ours = EntryPoint(kernels.NAME, f"{kernels.__name__}:ForkedProvisioner", KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners.setdefault(kernels.NAME, ours)
    kernels.KEEPER.modules = modules
    with suppress(kernels.CannotForkError):  # then each viewer gets a process that starts from nothing
        kernels.KEEPER.warm_up()


def _arguments(path: Path, port: int, open_browser: bool) -> list[str]:
    language = path.parent.name if path.parent.name in languages() else FIRST
    arguments: list[Any] = [f"--port={port}", "--Voila.port_retries=0", f"--VoilaExporter.language_code={language}"]
    if not open_browser:
        arguments.append("--no-browser")
    if sys.platform == "win32":  # where there are no Unix sockets
        arguments.append("--KernelManager.transport=tcp")
    return arguments
