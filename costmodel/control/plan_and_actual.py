"""Plan against actual: by month, category or account, and where the actual lies in what was simulated by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.percentiles import PERCENTILES, sorted_quantile
from costmodel.control.actuals import Actual, actual_spending
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.finance.chart_of_accounts import Rule, accounts, asked_of, booked, read_rules, rules_file
from costmodel.finance.line_rules import words
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.windows import Group, cumulative
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

TOTAL, CATEGORY, ACCOUNT = "total", "category", "account"
PARTS = (CATEGORY, ACCOUNT, TOTAL)
BAND = tuple(f"p{round(100 * share)}" for share in PERCENTILES)


@kinds_told
def plan_against_actual(
    est: Estimate, actual: Actual, confidence: float | None = None, by: str = CATEGORY
) -> pd.DataFrame:
    """Planned and actual spending by month and category, account or in total, up to the last month with an actual one.

    Beside both stands what the simulation has spent by the end of the month: carried through, undiscounted, in
    constant prices. Percentiles of parts do not add up to those of the total. Holds samples x months numbers of 8
    bytes for each part while it works.

    Args:
        est: the estimate whose plan counts.
        actual: a booking, a file, or a table, as for `actuals.actual_spending`.
        confidence: the plan is the expected spending, or the coherent plan at this confidence (`Estimate.plan`).
        by: "category", "account" (its cost centres together) or "total".

    Returns:
        rows by (month, part), or by month for the total; a part "" holds what has no category. Columns plan, actual,
        difference (actual - plan), both cumulative since the start: plan_so_far, actual_so_far; what is simulated to be
        spent by then: p10, p50, p80, p90; and place: the share of samples that have spent no more than the actual, NaN
        where all samples have spent the same.

    Raises:
        AssumptionsError: faults in the file, or in the rules of the accounts.
        ValueError: another part; accounts where the actual spending has none, or at a confidence; nothing was spent.
    """
    import pandas as pd

    if by not in PARTS:
        raise ValueError(f"no part {by!r}; there are {', '.join(PARTS)}")
    spent = actual_spending(actual, est)
    if by == ACCOUNT and ("account" not in spent or not (spent["account"] != "").all()):
        raise ValueError("not all of the actual spending is on an account; compare it by category or in total")
    months = pd.RangeIndex(1, int(spent["month"].max()) + 1, name="month")
    paid = spent.assign(total=TOTAL).pivot_table(index="month", columns=by, values="amount", aggfunc="sum")
    rules = read_rules(rules_file(est.assumptions), words(est.assumptions)) if by == ACCOUNT else ()
    planned = _planned(est, confidence, by)
    known = list(cost_categories()) if by == CATEGORY else list(planned.columns)
    columns = pd.Index([*known, *(name for name in paid.columns if name not in known)], name=by)
    plan, done = (frame.reindex(index=months, columns=columns).fillna(0.0) for frame in (planned, paid))
    flat = {
        "plan": plan,
        "actual": done,
        "difference": done - plan,
        "plan_so_far": plan.cumsum(),
        "actual_so_far": done.cumsum(),
    }
    table = pd.DataFrame({name: frame.stack() for name, frame in flat.items()})
    band = _band(est, len(months), by, rules, done.cumsum())
    table = table.join(band)
    return table.droplevel(by) if by == TOTAL else table


def _planned(est: Estimate, confidence: float | None, by: str) -> pd.DataFrame:
    """The plan by month, a column for each part."""
    if by == ACCOUNT:
        if confidence is not None:
            raise ValueError("by account the plan is the expected spending; a plan at a confidence is by category")
        return accounts(est, "month").T.groupby(level=0, sort=False).sum().T
    planned = est.cash_flow("month") if confidence is None else est.plan(confidence, every="month")
    return planned if by == CATEGORY else planned.sum(axis=1).to_frame(TOTAL)


def _band(est: Estimate, months: int, by: str, rules: Sequence[Rule], done: pd.DataFrame) -> pd.DataFrame:
    """Percentiles of the money spent by the end of each month, and the place of the actual among the samples."""
    import pandas as pd

    times = np.arange(1, months + 1, dtype=np.float64)
    blocks: dict[str, list[Array]] = {}
    sizes: list[int] = []
    for ledger in est.ledgers():
        groups = _by_part(ledger, by, rules)
        for part, own in groups.items():
            known = blocks.setdefault(part, [np.zeros((months, size)) for size in sizes])
            known.append(cumulative(own, times, ledger.samples))
        sizes.append(ledger.samples)
        for part in blocks.keys() - groups.keys():
            blocks[part].append(np.zeros((months, ledger.samples)))
    rows = {}
    for part in done.columns:
        spent = np.concatenate(blocks.pop(part, [np.zeros((months, est.samples))]), axis=1)
        spent.sort(axis=1)
        for month, row in enumerate(spent, start=1):
            rows[month, part] = (
                *(sorted_quantile(row, one) for one in PERCENTILES),
                _place(row, done.loc[month, part]),
            )
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*BAND, "place"]).set_axis(
        pd.MultiIndex.from_tuples(rows, names=["month", by])
    )


def _place(row: Array, paid: Any) -> float:
    """The share of sorted samples that have spent no more."""
    return float("nan") if row[0] == row[-1] else float(np.searchsorted(row, paid, side="right")) / len(row)


def _by_part(ledger: Ledger, by: str, rules: Sequence[Rule]) -> dict[str, list[Group]]:
    """Part -> the groups of the ledger that have money in it."""
    found: dict[str, list[Group]] = {}
    for part, (window, amount) in _parts(ledger, by, rules):
        found.setdefault(part, []).append((window, amount))
    return found


def _parts(ledger: Ledger, by: str, rules: Sequence[Rule]) -> Iterator[tuple[str, Group]]:
    if by == TOTAL:
        yield from ((TOTAL, group) for group in ledger.by_window())
        return
    if by == CATEGORY:
        for window, parts in ledger.by_window(CATEGORY):
            yield from ((key[0], (window, {key: amount})) for key, amount in parts.items())
        return
    targets = list(dict.fromkeys((rule.account, rule.cost_centre) for rule in rules))
    for window, parts in booked(ledger.by_window(*asked_of(rules)), rules):
        yield from ((targets[int(key[0])][0], (window, {key: amount})) for key, amount in parts.items())
