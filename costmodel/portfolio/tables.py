"""A portfolio as tables: its initiatives, a plan that adds up, each fiscal year by itself, levels of budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import quantile, standard_error_of_mean
from costmodel.estimates.phasing import closed, nearest
from costmodel.portfolio.simulation import key_of
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.portfolio.result import PortfolioEstimate

NEAREST_LEVEL = 1e-9  # to which the level of `own_level` is found
SUMMARY = ["begins", "live", "live_p80", "mean", "p50", "p80", "se_mean", "contribution", "own_level", "waits"]


def _row(money: Array, live: Array) -> list[float]:
    months = [float(np.mean(live)), quantile(live, 0.8)]
    return [*months, float(np.mean(money)), quantile(money, 0.5), quantile(money, 0.8), standard_error_of_mean(money)]


def summary(est: PortfolioEstimate, of: str = "to_go_live", confidence: float = 0.8) -> pd.DataFrame:
    """A row for each initiative and one for the portfolio.

    Columns: begins, live (mean months from the beginning of the portfolio), live_p80; mean, p50, p80 of the money,
    se_mean; contribution: its part of the portfolio's percentile; own_level: the level at which that part is its
    own percentile; waits (mean months for people, summed over activities).

    The contributions add up to the portfolio's percentile: each is the mean of the initiative over the samples
    whose sum is nearest to it, scaled by the little that is missing.

    Args:
        est: the estimate.
        of: "to_go_live" or "total".
        confidence: whose percentile is shared out.

    Raises:
        ValueError: another figure, or a confidence outside 0..1.
    """
    import pandas as pd

    if of not in ("to_go_live", "total"):
        raise ValueError(f"no summary of {of!r}; there are to_go_live, total")
    wanted, near = est.quantile(confidence, of), nearest(est.figure(of), confidence)
    parts = {name: float(np.mean(est[name].figure(of)[near])) for name in est}
    scale = wanted / sum(parts.values()) if sum(parts.values()) else 1.0
    rows = {}
    for name in est:
        money, live = est[name].figure(of), est.live(name)
        waits = sum(float(np.mean(est.waited(name, role))) for role in est.portfolio.people)
        begins = float(np.mean(est.figures[key_of(name, "start")]))
        part = parts[name] * scale
        rows[name] = [begins, *_row(money, live), part, float(np.mean(money <= part)), waits]
    begins, waits = min(row[0] for row in rows.values()), sum(row[-1] for row in rows.values())
    rows["portfolio"] = [begins, *_row(est.figure(of), est.go_live), wanted, confidence, waits]
    return pd.DataFrame.from_dict(rows, orient="index", columns=SUMMARY).rename_axis("initiative")


def plan(
    est: PortfolioEstimate,
    confidence: float = 0.8,
    every: str = "fiscal_year",
    by: str = "initiative",
    of: str = "total",
) -> pd.DataFrame:
    """A phased budget at a chosen confidence, whose cells add up to that percentile to the cent.

    Made as `Estimate.plan` is: whole samples speak, those whose figure is nearest to the percentile.

    Args:
        est: the estimate.
        confidence: 0.8 for a plan that is kept in 8 of 10 courses.
        every: "fiscal_year"; the last row has all that is spent later, too.
        by: "initiative".
        of: "total" alone: what is spent in a year is that of the whole life.

    Returns:
        a row for each fiscal year (by the calendar year in which it begins), a column for each initiative.

    Raises:
        ValueError: another period, cut or figure, or a confidence outside 0..1.
    """
    import pandas as pd

    for given, known, what in (
        (every, "fiscal_year", "period"),
        (by, "initiative", "cut"),
        (of, "total", "plan of"),
    ):
        if given != known:
            raise ValueError(f"no {what} {given!r}; there is {known}")
    near = nearest(est.total, confidence)
    cells = {name: [float(np.mean(est.figures[key_of(name, year)][near])) for year in est.laid.years] for name in est}
    frame = pd.DataFrame(cells, index=pd.Index(est.fiscal_years, name="fiscal_year"))
    return closed(frame, est.quantile(confidence))


def by_year(est: PortfolioEstimate, confidence: float = 0.8) -> pd.DataFrame:
    """Each fiscal year by itself: mean, P10, P50, P80, P90, the level asked for, its budget, and the chance to keep
    it.

    A row is a distribution of its own, so a column is no course that the portfolio could take (`plan` is one).
    Columns: mean, p10, p50, p80, p90, level, budget, chance; the last two are missing where there is no budget.

    Args:
        est: the estimate.
        confidence: of the column "level".
    """
    import pandas as pd

    rows = {}
    for year, spent in est.spending().items():
        budget = est.portfolio.budget.get(year, float("nan"))
        chance = float(np.mean(spent <= budget)) if year in est.portfolio.budget else float("nan")
        levels = [quantile(spent, share) for share in (0.1, 0.5, 0.8, 0.9, confidence)]
        rows[year] = [float(np.mean(spent)), *levels, budget, chance]
    columns = ["mean", "p10", "p50", "p80", "p90", "level", "budget", "chance"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("fiscal_year")
    used = np.flatnonzero((frame["mean"] > 0) | frame["budget"].notna())
    return frame.iloc[: int(used[-1]) + 1 if len(used) else 1]


def own_level(est: PortfolioEstimate, confidence: float = 0.8, of: str = "to_go_live") -> float:
    """The level at which each initiative is budgeted so that the whole is at a confidence.

    The budgets of all, each at this percentile of its own, add up to the percentile of the sum. Each at 0.8 is
    more than 0.8 together: money that lies idle.

    Args:
        est: the estimate.
        confidence: of the whole.
        of: "to_go_live" or "total".
    """
    wanted = est.quantile(confidence, of)
    money = [np.sort(est[name].figure(of)) for name in est]
    low, high = 0.0, 1.0
    while high - low > NEAREST_LEVEL:
        middle = (low + high) / 2
        enough = sum(quantile(one, middle) for one in money) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return (low + high) / 2
