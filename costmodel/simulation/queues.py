"""What a case waits for people who work for others, as its schedule has to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Queues:
    """How long a case waits for people who are busy elsewhere, in months, shape (samples,).

    Attributes:
        work: activity -> before its first pass.
        repeats: last activity of a rework loop -> before its repeats.
        elsewhere: role -> months in which it was itself missing, and so neither idle nor charged here.
    """

    work: Mapping[str, Any]
    repeats: Mapping[str, Any]
    elsewhere: Mapping[str, Any]


NOBODY_IS_BUSY = Queues({}, {}, {})
