"""Who may see the dashboard: whoever sits at this machine, unless somebody says otherwise in so many words."""

import ipaddress
import os
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

ADDRESS = "127.0.0.1"  # this machine as it calls itself: nobody else reaches it
VIEWERS = 40
# What limits of a machine or a container are reckoned with; see benchmarks/dashboard_serving.py and soak.py.
MEGABYTES_A_VIEWER, THREADS_A_VIEWER = 250, 15  # while they move something; 80 at rest
MEGABYTES_OF_SERVER, THREADS_OF_SERVER = 300, 50  # its warm process included
SHORTEST = 12  # letters of a token that is not guessed soon
TOKEN = re.compile(r"[A-Za-z0-9._~-]+")  # what stands in an address as it is
LOG_OUT = "/logout"
LOGGED_IN = "COSTMODEL_LOGGED_IN"  # tells a viewer's process that there is a log-in, and so a way out of it
BASE_URL = re.compile(r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")


@dataclass(frozen=True)
class Access:
    """From where the page can be reached, and what is asked of a visitor.

    Raises:
        ValueError: when it would be open to everybody by mistake, or could not work.
    """

    host: str = ADDRESS
    token: str | None = None
    behind_proxy: bool = False
    base_url: str = "/"
    viewers: int = VIEWERS

    def __post_init__(self) -> None:
        if self.token is not None and (len(self.token) < SHORTEST or not TOKEN.fullmatch(self.token)):
            raise ValueError(f"a token has at least {SHORTEST} letters, digits or any of . _ ~ -, and no others")
        if not BASE_URL.fullmatch(self.base_url):
            raise ValueError(f"{self.base_url!r} is not a path such as /costs/")
        if not self.host:
            raise ValueError("the host to listen on is empty")
        if not (self.local or self.token or self.behind_proxy):
            raise ValueError(
                f"{self.host} can be reached by others, and anybody who reaches it sees your figures: name a --token, "
                f"or say --behind-proxy if a proxy asks for a log-in"
            )
        if self.token and self.base_url != "/":
            raise ValueError(
                "a token and a base URL do not work together, because Voila's log-in page leads back to itself: "
                "use a proxy that asks for the log-in"
            )

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def tell_processes(self) -> None:
        """Say in the environment whether there is a log-in; never by which token."""
        os.environ.pop(LOGGED_IN, None)
        if self.token:
            os.environ[LOGGED_IN] = "yes"

    @property
    def by_other_names(self) -> bool:
        """Whether a browser may call this server by another name than this machine's own."""
        return self.behind_proxy or not self.local


def without_token(query: str) -> str:
    """The part of an address after the question mark, without a token: what people send on must not let others in."""
    return urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "token"])


def way_out() -> str | None:
    """Where a viewer's page logs out; None where nobody was asked to log in."""
    return LOG_OUT if LOGGED_IN in os.environ else None
