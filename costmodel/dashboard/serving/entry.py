"""How a visitor comes in: a page that starts nothing, a ticket for the next one, the log-in, and the way out.

An address alone starts no process: an image, a frame or a search engine gets a small page that costs nothing. Its
script asks for a ticket, which only a page of this server can do (a browser says truly where a request comes from), and
with the ticket the page is asked for again. A ticket is good for one start within ten seconds.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import Finish, RequestHandler, authenticated
from voila.voila_identity_provider import VoilaIdentityProvider, VoilaLoginHandler

TICKET = "costmodel-visit"  # the name of its cookie
GOOD_FOR = 10.0  # seconds
MOST_TICKETS = 1_000  # that are good at the same time
GUESSES, WITHIN = 10, 60.0  # wrong tokens that are looked at, and in how many seconds
LOGGED_IN_FOR = 1  # days
SLOWED_DOWN = (
    "Too many wrong tokens; try again in a minute. / Zu viele falsche Tokens; bitte in einer Minute noch einmal."
)


class Tickets:
    """The tickets that are good at the moment."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until: dict[str, float] = {}

    def give(self) -> str | None:
        """A new one; None where too many are good already."""
        now = self._now()
        self._until = {one: end for one, end in self._until.items() if end > now}
        if len(self._until) >= MOST_TICKETS:
            return None
        ticket = secrets.token_urlsafe(24)
        self._until[ticket] = now + GOOD_FOR
        return ticket

    def take(self, ticket: str | None) -> bool:
        """Whether it is good; it is not any more after this."""
        return self._until.pop(ticket or "", 0.0) > self._now()


class Brake:
    """Slows down who guesses: after ten wrong tokens within a minute none is looked at until the minute is over."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wrong: deque[float] = deque(maxlen=GUESSES)

    @property
    def wait(self) -> float:
        """Seconds until a token is looked at again; 0 where it is at once."""
        if len(self._wrong) < GUESSES:
            return 0.0
        return max(self._wrong[0] + WITHIN - self._now(), 0.0)

    def wrong(self) -> None:
        """Somebody has tried a wrong one."""
        self._wrong.append(self._now())


def from_this_server(handler: RequestHandler) -> bool:
    """Whether a request was made by a page of this server, as the browser says it."""
    origin = handler.request.headers.get("Origin", "")
    site = handler.request.headers.get("Sec-Fetch-Site", "same-origin")  # older browsers do not say it
    return bool(origin) and urlsplit(origin).netloc == handler.request.host and site == "same-origin"


class VisitHandler(JupyterHandler):
    """Gives a ticket to a page of this server, if there is a place for one more viewer."""

    def initialize(self, tickets: Tickets) -> None:
        """Called by Tornado."""
        self.tickets = tickets

    @authenticated
    def post(self) -> None:
        """A ticket, in a cookie that no script reads."""
        if not from_this_server(self):
            self.set_status(403)
            return
        places: Any = self.kernel_manager
        ticket = None if places.full else self.tickets.give()
        if ticket is None:
            self.set_status(503)
            return
        secure = self.request.protocol == "https"
        self.set_cookie(
            TICKET, ticket, path=self.base_url, max_age=int(GOOD_FOR), httponly=True, samesite="Lax", secure=secure
        )
        self.set_status(204)


class LogOutHandler(JupyterHandler):
    """Ends a log-in: its cookie is good nowhere any more, whoever else has a copy of it."""

    @allow_unauthenticated
    def get(self) -> None:
        """Back to the log-in."""
        user, doorkeeper = self.current_user, cast(Doorkeeper, self.identity_provider)
        if isinstance(user, User):
            doorkeeper.forget(user.username)
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.settings["login_url"])


class LogInHandler(VoilaLoginHandler):  # type: ignore[misc]  # Voila publishes no types
    """Voila's form; who guesses is slowed down."""

    @allow_unauthenticated
    def post(self) -> None:
        """The token that somebody typed."""
        self.identity_provider.brake(self)
        super().post()


class Doorkeeper(VoilaIdentityProvider):  # type: ignore[misc]  # Voila publishes no types
    """Voila's log-in by a token: guesses are slowed, cookies live for a day, and a log-out counts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "login_handler_class": LogInHandler})
        self.logout_handler_class = LogOutHandler
        self.cookie_options = {"samesite": "Lax", "expires_days": LOGGED_IN_FOR}
        self.get_secure_cookie_kwargs = {"max_age_days": LOGGED_IN_FOR}
        self._brake = Brake()
        self._forgotten: set[str] = set()

    def brake(self, handler: RequestHandler) -> None:
        """Look at no token for a while when too many were wrong.

        Raises:
            Finish: the answer is 429, with the seconds to wait.
        """
        if self._brake.wait > 0:
            handler.set_status(429)
            handler.set_header("Retry-After", str(int(self._brake.wait) + 1))
            handler.set_header("Content-Type", "text/plain; charset=utf-8")
            raise Finish(SLOWED_DOWN)

    async def get_user_token(self, handler: RequestHandler) -> Any:
        """Who has brought the token along in the address or in a header."""
        given = self.get_token(handler)
        if not (self.token and given):
            return await super().get_user_token(handler)
        self.brake(handler)
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            self._brake.wrong()
            return None
        return await super().get_user_token(handler)

    def process_login_form(self, handler: RequestHandler) -> Any:
        """Who has typed the token."""
        typed = handler.get_argument("password", default="")
        if not (self.token and secrets.compare_digest(typed.encode(), self.token.encode())):
            self._brake.wrong()
            return None
        return self.generate_anonymous_user(handler)

    def get_user_cookie(self, handler: RequestHandler) -> Any:
        """Who has logged in before, and not out since."""
        user: Any = super().get_user_cookie(handler)
        return None if user is not None and user.username in self._forgotten else user

    def forget(self, username: str) -> None:
        """No cookie of this log-in is good any more."""
        self._forgotten.add(username)
