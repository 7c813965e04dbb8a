"""Budget and date together: pairs that are both kept, contingency by part, and what to ask for until each gate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import quantile, standard_error_of_quantile, standard_error_of_share
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.phasing import SPENT_IN, known, scope_only
from costmodel.estimates.result import WHOLE_LIVES, Estimate
from costmodel.initiative.plan import GO_LIVE
from costmodel.simulation.windows import share_spent
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

USUAL = (0.5, 0.7, 0.8)
SCOPES_WITH_A_DATE = ("to_go_live", "total")
POINTS = ("to_go_live", "after_go_live", "total", *WHOLE_LIVES, "go_live")


@kinds_told
def frontier(
    est: Estimate, confidence: float | Sequence[float] = 0.7, of: str = "to_go_live", points: int = 25
) -> pd.DataFrame:
    """Pairs of budget and date that are kept together with a chosen probability.

    Two targets that hold with 70 % each hold together in fewer cases, the fewer the less cost and time move together.
    Every pair of this table holds in at least the chosen share of the samples, and less money would not do for its
    date. From the tightest date to the loosest, the budget falls.

    Args:
        est: an estimate with more than one sample.
        confidence: of both together; several (such as `USUAL`: 50, 70 and 80 %) give one frontier each.
        of: which money, "to_go_live" or "total".
        points: at most so many pairs on each frontier, one more for the balanced pair.

    Returns:
        a row for each pair, the tightest date first; columns confidence, months (from the start), budget (money),
        chance (of both together), standard_error (of it; NaN below 2,048 samples), chance_of_months and
        chance_of_budget (each alone), balanced (the one pair in which both are about equally safe).

    Raises:
        ValueError: another figure, fewer than two points, a confidence that is not between 0 and 1, or one sample.
    """
    import pandas as pd

    if of not in SCOPES_WITH_A_DATE:
        raise ValueError(f"no frontier of {of!r}; there are {', '.join(SCOPES_WITH_A_DATE)}")
    asked.several(est)
    wanted = (confidence,) if isinstance(confidence, int | float) else tuple(confidence)
    return pd.concat([frontier_of(est.figure(of), est.go_live, one, points) for one in wanted], ignore_index=True)


def frontier_of(cost: Array, months: Array, confidence: float, points: int = 25) -> pd.DataFrame:
    """`frontier` of any two figures of the same samples, shape (samples,)."""
    import pandas as pd

    asked.within("confidence", confidence)
    if points < 2:
        raise ValueError("a frontier has at least two points")
    samples = len(cost)
    needed = max(math.ceil(confidence * samples - 1e-9), 1)  # so many samples must keep both
    order = np.argsort(months, kind="stable")
    dates, costs = months[order], cost[order]
    by_cost = np.sort(cost)

    def budget_for(rank: int) -> tuple[int, float]:
        """How many samples keep the date of this rank, and the least budget that enough of them keep too."""
        inside = int(np.searchsorted(dates, dates[rank - 1], side="right"))
        return inside, float(np.partition(costs[:inside], needed - 1)[needed - 1])

    def cheaper(budget: float) -> int:
        return int(np.searchsorted(by_cost, budget, side="right"))

    low, high = needed, samples  # the date grows safer with the rank and the budget less safe: they cross once
    while low < high:
        middle = (low + high) // 2
        inside, budget = budget_for(middle)
        low, high = (low, middle) if inside >= cheaper(budget) else (middle + 1, high)
    ranks = sorted({low, *(int(rank) for rank in np.linspace(needed, samples, points))})
    rows: list[tuple[float, ...]] = []
    for rank in ranks:
        inside, budget = budget_for(rank)
        if rows and rank != low and budget >= rows[-1][2]:
            continue  # a later date for the same money
        both = (cost <= budget) & (months <= dates[rank - 1])
        error = standard_error_of_share(both)
        row = (confidence, float(dates[rank - 1]), budget, float(both.mean()), error, inside / samples)
        rows.append((*row, cheaper(budget) / samples, rank == low))
    columns = ["confidence", "months", "budget", "chance", "standard_error"]
    return pd.DataFrame(rows, columns=[*columns, "chance_of_months", "chance_of_budget", "balanced"])


@kinds_told
def chance_of_point_estimate(est: Estimate) -> pd.DataFrame:
    """How likely the point estimate is to be kept, with every assumption at its most likely value at once.

    Returns:
        rows to_go_live, after_go_live, total, whole_life_retired, whole_life_replaced (money) and go_live (months);
        columns point, chance (the share of samples at or below the point), standard_error (of the chance; NaN below
        2,048 samples).
    """
    import pandas as pd

    asked.several(est)
    rows = []
    for name in POINTS:
        inside = within_point(est, name)
        rows.append((float(est.likeliest.figure(name)[0]), float(inside.mean()), standard_error_of_share(inside)))
    index = pd.Index(POINTS, name="figure")
    return pd.DataFrame(rows, index=index, columns=["point", "chance", "standard_error"])


def within_point(est: Estimate, of: str = "to_go_live") -> NDArray[np.bool_]:
    """Which samples need no more than the point estimate, every assumption at its most likely value; shape (samples,).

    Raises:
        ValueError: an unknown figure.
    """
    inside: NDArray[np.bool_] = est.figure(of) <= est.likeliest.figure(of)[0]
    return inside


@kinds_told
def contingency(est: Estimate, confidence: float = 0.8, by: str = "category", of: str = "to_go_live") -> pd.DataFrame:
    """What to add to the point estimate for a chosen confidence, part by part, adding up to the cent.

    The base has every assumption at its most likely value. The budget of each part is what the plan at that
    confidence gives it (`Estimate.plan`: the mean of the samples nearest to the percentile, closed to it), so budgets
    add up to the percentile and contingencies to the percentile less the point estimate. It is not the part's own
    percentile: those do not add up. A part's contingency may be negative where the dear samples spend less on it.
    `chance_of_point_estimate` says how likely the base alone would be kept.

    Args:
        est: an estimate with more than one sample.
        confidence: 0.8 for a budget that is kept in 8 of 10 simulated courses.
        by: a cut of the ledger: "category", "phase", "item", "layer", "payee" or "scope".
        of: "to_go_live", "total" or "after_go_live".

    Returns:
        a row for each part; columns point, contingency, budget (money, in whole cents). ``attrs`` hold the sums:
        "point", "budget" (the percentile), "contingency", and "chance_of_point" (that the base alone is kept).

    Raises:
        ValueError: an unknown cut or figure, a confidence that is not between 0 and 1, or one sample.
    """
    import pandas as pd

    asked.within("confidence", confidence)
    asked.several(est)
    known("fiscal_year", by)
    budget = est.plan(confidence, "fiscal_year", by, of).sum().round(2)
    point = pd.Series(0.0, index=budget.index)
    for (name, scope), amount in next(est.likeliest.cases()).ledger.by(by, "scope").items():
        if scope in SPENT_IN[of]:
            point.loc[name] = point.get(name, 0.0) + float(amount[0])
    budget = budget.reindex(point.index, fill_value=0.0)
    found = pd.DataFrame({"point": point.round(2), "contingency": (budget - point.round(2)).round(2), "budget": budget})
    whole = float(est.likeliest.figure(of)[0])
    chance = float(within_point(est, of).mean())
    wanted = est.quantile(confidence, of)
    found.attrs |= {"point": whole, "budget": wanted, "contingency": wanted - whole, "chance_of_point": chance}
    return found.rename_axis(by)


@kinds_told
def stage_budgets(est: Estimate, confidence: float = 0.8) -> pd.DataFrame:
    """What to ask for until each gate, and what is lost if it ends there.

    A gate may end the initiative, so the money behind it need not be asked for before. `until` is the percentile of
    all money spent until the gate's finish, parallel work included, as if nothing stopped it; `request` is what comes
    on top of the gate before, so requests add up to the percentile of the cost to go-live. The first one is what is
    asked for now. An end is counted at the first gate at or after it, a stopping risk's too.

    Args:
        est: an estimate with more than one sample.
        confidence: 0.8 for money that is enough in 8 of 10 simulated courses.

    Returns:
        a row for each gate in the order of their mean dates, and go-live last. Columns: meaning; months (mean date)
        and months_at_confidence; until, request (money) and standard_error (of until); ends (probability that it ends
        after the gate before and no later than here); goes_on (probability that it goes on after this row; in the
        last, that production is reached); at_risk (mean money spent by those that end here; NaN where none does);
        expected_loss (ends x at_risk).

    Raises:
        ValueError: a confidence that is not between 0 and 1, or one sample.
    """
    import pandas as pd

    asked.within("confidence", confidence)
    asked.several(est)
    dates, money = by_gate(est, [*_gates(est), "go_live"])
    stages = sorted(dates, key=lambda name: math.inf if name == "go_live" else float(dates[name].mean()))
    rows = list(_stages(est, {name: (dates[name], money[name]) for name in stages}, confidence))
    return pd.DataFrame(rows, index=pd.Index(stages, name="gate"))


def first_stage(est: Estimate, confidence: float) -> dict[str, Any] | None:
    """The first row of `stage_budgets` alone, and under "gate" which it is; None without a gate.

    Raises:
        ValueError: as for `stage_budgets`.
    """
    asked.within("confidence", confidence)
    asked.several(est)
    found = _first_by_date(est)
    if found is None:
        return None
    name, date = found
    return {"gate": name, **next(_stages(est, {name: (date, by_gate(est, [name])[1][name])}, confidence))}


def _gates(est: Estimate) -> list[str]:
    """The gates before the go-live."""
    plan = est.assumptions.structure.plan
    return [name for name in plan.order if plan.activities[name].gate and name != GO_LIVE]


def _first_by_date(est: Estimate) -> tuple[str, Array] | None:
    """The first gate by its mean date, and that date, shape (samples,); None without a gate."""
    gates = _gates(est)
    if not gates:
        return None
    reached = [of for _, of in est.at_gates()]
    dates = {name: np.concatenate([of[name] for of in reached]) for name in gates}
    first = min(gates, key=lambda name: float(dates[name].mean()))
    return first, dates[first]


def _stages(est: Estimate, stages: Mapping[str, tuple[Array, Array]], confidence: float) -> Iterator[dict[str, Any]]:
    """The rows of `stage_budgets` for the first stages, each with its date and the money until then."""
    plan = est.assumptions.structure.plan
    stop = np.where(est.reached > 0, np.inf, est.figures["stop"])
    before, going_on = 0.0, np.ones(est.samples, dtype=bool)
    latest, spent = np.zeros(est.samples), np.zeros(est.samples)
    for name, (date, money) in stages.items():
        latest, spent = np.maximum(latest, date), np.maximum(spent, money)
        ended = going_on & (stop <= latest)
        going_on = going_on & ~ended
        until = quantile(spent, confidence)
        ends, lost = float(ended.mean()), float(np.mean(np.where(ended, est.spent, 0.0)))
        yield {
            "meaning": plan.activities[GO_LIVE if name == "go_live" else name].meaning,
            "months": float(latest.mean()),
            "months_at_confidence": quantile(latest, confidence),
            "until": until,
            "request": until - before,
            "standard_error": standard_error_of_quantile(spent, confidence),
            "ends": ends,
            "goes_on": float(going_on.mean()),
            "at_risk": lost / ends if ends > 0 else float("nan"),
            "expected_loss": lost,
        }
        before = until


def first_gate(est: Estimate) -> tuple[str, Array] | None:
    """The first gate by its mean date, and the money to go-live that is spent until then; None without a gate.

    The money has shape (samples,), nothing stopped; its percentile is the first row of `stage_budgets`.
    """
    found = _first_by_date(est)
    return None if found is None else (found[0], by_gate(est, [found[0]])[1][found[0]])


def money_until_first_gate(est: Estimate) -> Array | None:
    """The money of `first_gate` alone, shape (samples,); None without a gate."""
    found = first_gate(est)
    return None if found is None else found[1]


def by_gate(est: Estimate, stages: Sequence[str]) -> tuple[dict[str, Array], dict[str, Array]]:
    """Date of each stage's end, and money to go-live spent until then; shape (samples,), nothing stopped.

    Args:
        est: an estimate.
        stages: names of gates, and "go_live".
    """
    gates = [name for name in stages if name != "go_live"]
    dates: dict[str, list[Array]] = {name: [] for name in gates}
    money: dict[str, list[Array]] = {name: [] for name in gates}
    for ledger, reached in est.at_gates() if gates else ():
        groups = list(scope_only(ledger.by_window("scope"), ("to_go_live",)))
        for name in gates:
            spent = np.zeros(ledger.samples)
            for window, parts in groups:
                spent += sum(parts.values()) * share_spent(window, reached[name])
            dates[name].append(reached[name])
            money[name].append(spent)
    return (
        {name: np.concatenate(parts) for name, parts in dates.items()} | {"go_live": est.go_live},
        {name: np.concatenate(parts) for name, parts in money.items()} | {"go_live": est.to_go_live},
    )
