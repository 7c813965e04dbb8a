"""What waiting for people costs, role by role and initiative by initiative, and what one more person would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.errors import did_you_mean
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.portfolio.result import PortfolioEstimate


class OneMore(NamedTuple):
    """What one more person of a role brings, in the mean, before the person's own cost.

    Attributes:
        saving: money until go-live, of all initiatives together; below zero where it costs more.
        se_saving: its standard error.
        months: by which the last initiative is live earlier.
        se_months: its standard error.
        months_each: by which an initiative is live earlier, in the mean over them.
        later: share of samples in which the last one is live later all the same (Graham 1966: who starts earlier may
            take the people that another one would have had).
    """

    saving: float
    se_saving: float
    months: float
    se_months: float
    months_each: float
    later: float


def waiting_for_people(whole: PortfolioEstimate) -> pd.DataFrame:
    """Who waits for whom, and what it costs: a row for each initiative and role that it waits for.

    Columns: months (that its activities wait for the role, summed over them, mean), se_months, money (what that adds
    to its cost until go-live: people kept who wait, who steers it for longer, what is paid month by month), se_money,
    chance (share of samples in which it waits for the role at all).

    The money is the difference to the same samples with people enough. It goes to the roles by the months that are
    waited for each; a wait that delays nothing costs nothing or may even spare idle days, so a row may lie below zero.
    """
    import pandas as pd

    rows = []
    free = whole.with_people_enough
    for name in whole:
        dearer = whole[name].to_go_live - free[name].to_go_live
        waited = {role: whole.waited(name, role) for role in whole.portfolio.people}
        every = sum(waited.values(), np.zeros(whole.samples))
        for role, months in waited.items():
            if not np.any(months):
                continue
            money = dearer * np.where(every > 0, months / np.where(every > 0, every, 1.0), 0.0)
            rows.append([name, role, *_mean(months), *_mean(money), float(np.mean(months > 0))])
    columns = ["initiative", "role", "months", "se_months", "money", "se_money", "chance"]
    return pd.DataFrame(rows, columns=columns).set_index(columns[:2])


def one_more(whole: PortfolioEstimate, role: str) -> OneMore:
    """What one more person of a role would bring, with its errors, on the same samples.

    Args:
        whole: the estimate.
        role: one with a limit.

    Raises:
        ValueError: a role without a limit.
    """
    from costmodel.portfolio.result import estimate_portfolio

    known = whole.portfolio.people
    if role not in known:
        raise ValueError(f"{role!r} is no role with a limit{did_you_mean(role, known)}; there are {', '.join(known)}")
    more = {**known, role: [(when, people + 1) for when, people in known[role]]}
    other = estimate_portfolio(
        whole.portfolio.with_people(more), whole.samples, whole.seed, whole.workers, whole.client
    )
    saved, earlier = whole.to_go_live - other.to_go_live, whole.go_live - other.go_live
    each = np.mean([np.mean(whole.live(name) - other.live(name)) for name in whole])
    return OneMore(*_mean(saved), *_mean(earlier), float(each), float(np.mean(earlier < -ROUNDING)))


ROUNDING = 1e-6  # months; dates that are nearer to each other are the same


def _mean(values: Array) -> tuple[float, float]:
    return float(np.mean(values)), standard_error_of_mean(values)
