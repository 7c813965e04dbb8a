"""The cards about time and other projects: they follow every step of a slider too."""

from __future__ import annotations

import numpy as np

from costmodel import pictures
from costmodel.dashboard.cards.card import Card
from costmodel.dashboard.cards.seen import Seen
from costmodel.estimates.first_estimate import is_given
from costmodel.language.periods import month_after, period
from costmodel.pictures.markup import Markup
from costmodel.report import outside
from costmodel.report.contents import Contents
from costmodel.report.decision_tables import OUTSIDE, table_of
from costmodel.report.tables import Column, Table
from costmodel.review.reference_forecast import OutsideView
from costmodel.simulation.ledger import SCOPES

# -- where the months go ----------------------------------------------------------------------------------------------


def _timeline(seen: Seen) -> Markup:
    return pictures.timeline(seen.est.timeline(), seen.dates, seen.says, wide=seen.wide, calendar=seen.calendar)


def _about_timeline(seen: Seen) -> str:
    est, says = seen.est, seen.says
    mean, median = (
        says.after_length(months) for months in (float(np.mean(est.go_live)), est.quantile(0.5, of="go_live"))
    )
    told = says("about timeline", share=says.share(est.share_waiting), mean=mean, median=median)
    if seen.deadline is None:
        return told
    chance = float(np.mean(seen.est.go_live <= seen.deadline))
    months = seen.says.after_length(seen.deadline)
    return f"{told} {seen.says('about deadline', months=months, chance=seen.says.share(chance))}"


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


TIMELINE = Card("timeline", "timeline", _timeline, _about_timeline, _activities)

# -- when the money is spent ------------------------------------------------------------------------------------------


def _cash_flow(seen: Seen) -> Markup:
    return pictures.cash_flow(seen.spending, seen.dates[1], seen.says, seen.currency)


def _about_cash_flow(seen: Seen) -> str:
    before, total = seen.means[0], sum(seen.means)
    enough = seen.est.quantile(seen.confidence)
    return seen.says(
        "about cash flow",
        before=seen.money(before),
        total=seen.money(total),
        enough=seen.money(enough),
        odds=seen.odds,
    )


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


CASH_FLOW = Card("cash_flow", "total", _cash_flow, _about_cash_flow, _by_period)

# -- what such projects really cost -----------------------------------------------------------------------------------


def _can_be_placed(seen: Seen) -> bool:
    return seen.outside is not None


def _view(seen: Seen) -> OutsideView:
    if seen.outside is None:
        raise ValueError("an initiative that costs nothing or takes no time has no place among others")
    return seen.outside


def _outside(seen: Seen) -> Markup:
    return pictures.outside_view(_view(seen), seen.says, seen.currency)


def _about_outside(seen: Seen) -> str:
    return outside.told(_view(seen), seen.says, given=is_given(seen.est.assumptions))


def _standings(seen: Seen) -> Table:
    view = _view(seen)
    notes = (seen.says("read outside"), *view.limits)
    return table_of("outside", view.table, OUTSIDE, seen.says, *notes)


# Not quick: each class is looked up at several percentiles.
OUTSIDE_VIEW = Card("outside_view", "outside_view", _outside, _about_outside, _standings, _can_be_placed, quick=False)
