"""What is charged for people who wait, and what it would be if nobody or everybody were kept."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from costmodel.estimates.result import Estimate, compared
from costmodel.files.consistency import WHILE_WAITING


@dataclass(frozen=True)
class Charged:
    """Money to go-live, means over all samples.

    Attributes:
        now: what is charged for waiting people; so much less if nobody were.
        more: what would come on top if everybody were charged for every day of waiting.
    """

    now: float
    more: float


def charged_while_waiting(est: Estimate) -> Charged:
    """How much hangs on the shares of idle time that are charged, `roles.ROLE.retained_share`.

    Both ends are simulated once for each estimate, with the same draws, so that the differences have no noise of
    their own.
    """
    found = _KNOWN.get(est)
    if found is None:
        shares = [name for name in est.assumptions if name.endswith(f".{WHILE_WAITING}")]
        nobody, everybody = (
            compared(est, est.assumptions.with_changes(dict.fromkeys(shares, share))) if shares else est
            for share in (0.0, 1.0)
        )
        now, least, most = (float(np.mean(one.to_go_live)) for one in (est, nobody, everybody))
        found = _KNOWN[est] = Charged(now - least, most - now)
    return found


_KNOWN: WeakKeyDictionary[Estimate, Charged] = WeakKeyDictionary()
