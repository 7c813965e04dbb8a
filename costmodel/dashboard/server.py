"""Serves one notebook as a page, with Voila: on this machine only, offline, without the code."""

import os
import socket
import sys
from pathlib import Path

NOTEBOOKS = ("dashboard",)  # nothing else is ever served
HERE = Path(__file__).parent
PACKAGE = HERE.parent
TEMPLATES = HERE / "template"
ADDRESS = "127.0.0.1"


def serve(notebook: str, port: int, open_browser: bool) -> int:
    """Serve a shipped notebook until Ctrl-C; the exit status for the command line."""
    path = notebook_path(notebook)
    port = free_port(port)
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")]))
    sys.stderr.write(f"The dashboard is at http://{ADDRESS}:{port}/ - stop it with Ctrl-C.\n")
    sys.stderr.flush()
    from voila.app import Voila

    # Only our own configuration counts: a voila.json in the working folder must not open what is closed.
    server = Voila.instance(config_file_paths=[str(HERE)])
    server.initialize([str(path), *_arguments(port, open_browser)])
    server.start()
    return 0


def notebook_path(notebook: str) -> Path:
    """Where a shipped notebook lies: in the package, or beside it in a checkout."""
    if notebook not in NOTEBOOKS:
        raise ValueError(f"there is no notebook {notebook!r}; there is: {', '.join(NOTEBOOKS)}")
    name = f"notebooks/{notebook}.ipynb"
    places = [PACKAGE / name, PACKAGE.parent / name]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise FileNotFoundError(f"{name} is missing; looked in {' and '.join(str(p.parent) for p in places)}")
    return found


def free_port(port: int) -> int:
    """The port, or the next one that nobody uses."""
    for candidate in range(port, min(port + 50, 65_536)):
        with socket.socket() as probe:
            if os.name != "nt":  # as the server itself does: a port that was left a moment ago is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, candidate))
            except OSError:
                continue
            return candidate
    raise ValueError(f"no free port from {port} on")


def _arguments(port: int, open_browser: bool) -> list[str]:
    arguments = [f"--port={port}", "--Voila.port_retries=0"]
    if not open_browser:
        arguments.append("--no-browser")
    if sys.platform == "win32":  # where there are no Unix sockets
        arguments.append("--KernelManager.transport=tcp")
    return arguments
