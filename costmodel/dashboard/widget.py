"""The page as a Jupyter widget: it carries messages between the browser and the dashboard, and does nothing else."""

import os
from typing import Any

import anywidget
import traitlets

from costmodel.dashboard.appearance import script, style
from costmodel.dashboard.portfolio.looked_at import is_asked
from costmodel.dashboard.portfolio.page import PortfolioPage
from costmodel.dashboard.ready_made import opened
from costmodel.pictures.markup import Markup, join, tag

ALONE = "application/vnd.costmodel.page+html"  # the template of the served page takes it; nothing else knows it
BY_VOILA = "VOILA_BASE_URL"  # Voila says it to the processes that it starts


class Page(anywidget.AnyWidget):
    """One viewer's page in a notebook or served by Voila."""

    _esm = script()
    _css = style()
    page = traitlets.Unicode().tag(sync=True)  # the whole of it, for the moment in which the browser first shows it

    def __init__(self) -> None:
        address = os.environ.get("QUERY_STRING", "")
        self.dashboard = (PortfolioPage if is_asked(address) else opened)(address, self._tell)
        super().__init__(page=str(self.dashboard.screen.page()))
        self.dashboard.screen.delivered()
        self.on_msg(self._hear)

    def _repr_mimebundle_(self, **how: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """What Jupyter makes of any widget; for a page that Voila serves also the page itself, ready to be seen."""
        bundle = super()._repr_mimebundle_(**how)
        if bundle is None or BY_VOILA not in os.environ:
            return bundle
        return {**bundle[0], ALONE: self._alone()}, bundle[1]

    def _alone(self) -> Markup:
        look = tag("style", Markup(self._css), data_page="")
        return join(look, tag("div", Markup(self.page), class_="cm-root cm-served", data_comm=self.model_id))

    def _hear(self, _widget: object, content: Any, buffers: list[Any]) -> None:
        self.dashboard.receive(content, buffers)

    def _tell(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        self.send(message, buffers or None)
