"""Voila as this package runs it: with a way in that starts nothing, small requests, and nothing at wrong addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from http.cookies import CookieError
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.web import ErrorHandler, Finish
from voila.app import Voila

from costmodel.dashboard.serving.access import Access, without_token
from costmodel.dashboard.serving.entry import TICKET, Tickets, VisitHandler

LARGEST_REQUEST = 64_000  # bytes; what people upload takes the connection of their own process
NOWHERE = (
    r".*%([01][0-9A-Fa-f]|7[Ff]).*",  # a control character
    r".*/voila/templates/(?!costmodel/static/[\w./-]+$).*",  # Voila stumbles over anything else
    r".*/voila/templates/.*\.\..*",
)


class Application(Voila):  # type: ignore[misc]  # Voila publishes no types
    """The server."""

    others: tuple[str, ...] = ()

    def let_in(self, access: Access, announce: Callable[[], None]) -> None:
        """Say who may come in, from where, and how many, and what is done once they can; call it before `start`."""
        self.access, self.tickets, self.announce = access, Tickets(), announce
        self.ip, self.token, self.base_url = access.host, access.token, access.base_url
        self.tornado_settings["allow_remote_access"] = access.by_other_names
        self.voila_configuration.prelaunch_hook = self.before_a_visit
        self.config.Places.viewers = access.viewers

    def lead_to(self, others: Iterable[str]) -> None:
        """Say which notebooks beside the served one are served at their own names, for its links; before `start`."""
        self.others = tuple(others)

    def init_handlers(self) -> list[Any]:
        """What answers at which address; the first that fits."""
        nowhere = [(pattern, ErrorHandler, {"status_code": 404}) for pattern in NOWHERE]
        visit = (url_path_join(self.server_url or self.base_url, "/visit"), VisitHandler, {"tickets": self.tickets})
        *every, served = super().init_handlers()  # the last one serves the notebook, whatever the address
        _, handler, how = served
        base = self.server_url or self.base_url
        others = [
            (url_path_join(base, re.escape(name)), handler, {**how, "notebook_path": name}) for name in self.others
        ]
        return [*nowhere, visit, *every, *others, served]

    def listen(self) -> None:
        """Begin to answer. A request is small, or it is refused before anything of it is kept.

        Behind a proxy, and only there, it is believed what it says of a visitor's address and of encryption.
        """
        listen = self.app.listen

        def bounded(port: int, address: str) -> Any:
            listening = listen(
                port,
                address,
                max_body_size=LARGEST_REQUEST,
                max_header_size=LARGEST_REQUEST,
                xheaders=self.access.behind_proxy,
            )
            self.announce()
            return listening

        self.app.listen = bounded
        super().listen()

    def before_a_visit(self, handler: Any, **_: Any) -> None:
        """What Voila asks before it starts a process for a visitor: is the address one to keep, is there a ticket?"""
        if "token" in handler.request.query_arguments:  # its cookie is set by now: it need not stay in the address
            rest = without_token(handler.request.query)
            handler.redirect(f"{handler.request.path}?{rest}" if rest else handler.request.path)
            raise Finish
        try:
            ticket = handler.get_cookie(TICKET)
        except CookieError:
            ticket = None
        if not self.tickets.take(ticket):
            handler.write(handler.render_template("entry.html", base_url=self.base_url, viewers=self.access.viewers))
            raise Finish
        handler.clear_cookie(TICKET, path=self.base_url)
