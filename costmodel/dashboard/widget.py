"""The page as a Jupyter widget: it carries messages between the browser and the dashboard, and does nothing else."""

import os
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from costmodel.dashboard.app import Dashboard
from costmodel.dashboard.portfolio.looked_at import is_asked
from costmodel.dashboard.portfolio.page import PortfolioPage
from costmodel.pictures import style as looks

STATIC = files("costmodel.dashboard") / "static"


def script() -> str:
    """What runs in the browser."""
    return (STATIC / "page.js").read_text(encoding="utf-8")


def style() -> str:
    """How the page and its pictures look; the pictures' rules are nested, so that they win over those of Jupyter."""
    page = (STATIC / "page.css").read_text(encoding="utf-8")
    return f"{looks.colours()}\n{page}\n.cm-root {{\n{looks.pictures()}\n}}\n"


class Page(anywidget.AnyWidget):
    """One viewer's page in a notebook or served by Voila."""

    _esm = script()
    _css = style()
    page = traitlets.Unicode().tag(sync=True)  # the whole of it, for the moment in which the browser first shows it

    def __init__(self) -> None:
        address = os.environ.get("QUERY_STRING", "")
        self.dashboard = (PortfolioPage if is_asked(address) else Dashboard)(address, self._tell)
        super().__init__(page=str(self.dashboard.screen.page()))
        self.on_msg(self._hear)

    def _hear(self, _widget: object, content: Any, buffers: list[Any]) -> None:
        self.dashboard.receive(content, buffers)

    def _tell(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        self.send(message, buffers or None)
