"""Contingency and management reserve apart: what the team may use of itself, what its sponsor releases, and when.

Contingency covers what the plan knows by name: the ranges of its numbers and its risks. It is in the hands of the team.
The management reserve covers what estimates of this stage have missed and no line names (`added_by_experience`); who
approved the budget releases it. Money behind a gate is neither: it is asked for at the gate, because the initiative
may end there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from costmodel.decisions.confidence import by_gate, stage_budgets
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.experience import from_the_plan_alone
from costmodel.estimates.result import Estimate

if TYPE_CHECKING:
    import pandas as pd

POINT, CONTINGENCY, MANAGEMENT, BUDGET = "point", "contingency", "management_reserve", "budget"


@kinds_told
def reserves(est: Estimate, confidence: float = 0.8, of: str = "to_go_live") -> pd.DataFrame:
    """From the point estimate to the budget in two steps that add up to it.

    Args:
        est: a simulation.
        confidence: 0.8 for a budget that is kept in 8 of 10 courses.
        of: "to_go_live", "after_go_live", "total", or a category.

    Returns:
        rows point (the likeliest case), contingency (from there to the percentile of the plan without what experience
        adds), management_reserve (from there to the percentile; below zero where this organisation's estimates have
        come out too high; zero at stage "off") and budget; columns amount and level (reached after the row), money.

    Raises:
        TypeError: no estimate.
        ValueError: an unknown figure, a confidence that is not between 0 and 1, or one sample.
    """
    import pandas as pd

    asked.within("confidence", confidence)
    asked.several(est)
    point = float(est.likeliest.figure(of)[0])
    known, budget = from_the_plan_alone(est).quantile(confidence, of), est.quantile(confidence, of)
    rows = {
        POINT: (point, point),
        CONTINGENCY: (known - point, known),
        MANAGEMENT: (budget - known, budget),
        BUDGET: (budget, budget),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["amount", "level"]).rename_axis("part")


@kinds_told
def release(est: Estimate, confidence: float = 0.8) -> pd.DataFrame:
    """The budget to go-live released stage by stage, each request in point estimate, contingency, management reserve.

    Requests and what they are made of are those of `stage_budgets` and `reserves`: until the go-live they add up to
    the budget, the contingency and the management reserve there.

    Args:
        est: a simulation.
        confidence: 0.8 for money that is enough in 8 of 10 courses.

    Returns:
        a row for each gate and the go-live, as `stage_budgets`; columns meaning, months_at_confidence, point,
        contingency, management_reserve (money; the three add up to request), request, until, ends (probability that
        it ends after the gate before and no later than here), at_risk (mean money spent by those that end here; NaN
        where none does).

    Raises:
        TypeError: no estimate.
        ValueError: a confidence that is not between 0 and 1, or one sample.
    """
    found = stage_budgets(est, confidence)
    stages = list(found.index)
    alone = from_the_plan_alone(est)
    known = found["until"] if alone is est else stage_budgets(alone, confidence)["until"].reindex(stages)
    _, money = by_gate(est.likeliest, stages)
    point = known.copy()
    point[:] = [float(money[name][0]) for name in stages]
    for name, upper, lower in ((CONTINGENCY, known, point), (MANAGEMENT, found["until"], known)):
        reached = upper - lower
        found[name] = reached.diff().fillna(reached)
    found[POINT] = point.diff().fillna(point)
    columns = ["meaning", "months_at_confidence", POINT, CONTINGENCY, MANAGEMENT, "request", "until"]
    return found[[*columns, "ends", "at_risk"]]
