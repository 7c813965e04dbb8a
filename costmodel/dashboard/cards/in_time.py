"""The cards about time, books and other projects: they follow every step of a slider too."""

from __future__ import annotations

from costmodel.dashboard.cards.card import Card
from costmodel.dashboard.cards.seen import Seen
from costmodel.language.periods import month_after, period
from costmodel.report import pictures_in_time as drawn
from costmodel.report.contents import Contents
from costmodel.report.decision_tables import outside_table
from costmodel.report.tables import Column, Table
from costmodel.simulation.ledger import SCOPES


def _activities(seen: Seen) -> Table:
    says = seen.says
    columns = (
        Column(says("column activity")),
        Column(says("column starts"), "number"),
        Column(says("waits"), "number"),
        Column(says("works"), "number"),
        Column(says("again"), "number"),
        Column(says("column ends at"), "number"),
        Column(says("heading decides"), "share"),
    )
    rows = tuple(
        (
            str(row["meaning"]),
            month_after(seen.calendar, row["start"], says) or row["start"],
            row["work_start"] - row["start"],
            row["finish"] - row["work_start"],
            row["repeats_until"] - row["finish"],
            month_after(seen.calendar, row["repeats_until"], says) or row["repeats_until"],
            row["critical"],
        )
        for row in seen.est.timeline().to_dict("records")
    )
    return Table("timeline", columns, rows, notes=(says("read timeline"),))


TIMELINE = Card(drawn.TIMELINE, "timeline", _activities)


def _by_period(seen: Seen) -> Table:
    """Expected spending; years by category as in a report, months by scope."""
    says = seen.says
    if seen.every == "fiscal_year":
        return Contents(seen.est, says).cash_flow
    flow = seen.est.cash_flow("month", "scope")
    used = [scope for scope in SCOPES if scope in flow]
    columns = (
        Column(says("column month")),
        *(Column(says(f"column {scope}"), "money", adds=True) for scope in used),
        Column(says("column total"), "money", adds=True, across=tuple(range(1, len(used) + 1))),
    )
    rows = tuple(
        (period(seen.calendar, "month", place, says), *(float(row[scope]) for scope in used), None)
        for place, row in enumerate(flow.to_dict("records"), start=1)
    )
    return Table("cash_flow", columns, rows, (says("total row"), *[None] * (len(used) + 1)), (says("read cash flow"),))


CASH_FLOW = Card(drawn.CASH_FLOW, "total", _by_period)


def _booked(seen: Seen) -> Table:
    return seen.booked


FINANCE = Card(drawn.FINANCE, "finance", _booked, quick=False)


def _standings(seen: Seen) -> Table:
    return outside_table(drawn.seen_from_outside(seen), seen.says)


# Not quick: each class is looked up at several percentiles.
OUTSIDE_VIEW = Card(drawn.OUTSIDE_VIEW, "outside_view", _standings, quick=False)
