"""The day on which a viewer looks at the page: it stands on what is taken along, and at the foot."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """The day, where the server stands."""
    return dt.datetime.now(dt.UTC).astimezone().date()
