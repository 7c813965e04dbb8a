"""The pictures of time: where the months go, when money is spent and booked, and what finished projects took."""

from __future__ import annotations

import numpy as np

from costmodel import pictures
from costmodel.decisions.confidence import frontier
from costmodel.estimates.first_estimate import is_given
from costmodel.pictures.markup import Markup
from costmodel.report import outside, sentences
from costmodel.report.drawing import Drawing
from costmodel.report.finance_tables import worth_when
from costmodel.report.tables import number
from costmodel.report.viewed import Viewed
from costmodel.review.reference_forecast import OutsideView

FRONTIERS = (0.5, 0.7)  # beside that of the confidence

# -- where the months go ----------------------------------------------------------------------------------------------


def _timeline(viewed: Viewed) -> Markup:
    est, says = viewed.est, viewed.says
    return pictures.timeline(est.timeline(), viewed.dates, says, wide=viewed.wide, calendar=viewed.calendar)


def _about_timeline(viewed: Viewed) -> str:
    est, says = viewed.est, viewed.says
    mean, median = (
        says.after_length(months) for months in (float(np.mean(est.go_live)), est.quantile(0.5, of="go_live"))
    )
    told = says("about timeline", share=says.share(est.share_waiting), mean=mean, median=median)
    if viewed.deadline is None:
        return told
    chance = float(np.mean(est.go_live <= viewed.deadline))
    months = says.after_length(viewed.deadline)
    return f"{told} {says('about deadline', months=months, chance=says.share(chance))}"


TIMELINE = Drawing("timeline", _timeline, _about_timeline)

# -- when the money is spent ------------------------------------------------------------------------------------------


def _cash_flow(viewed: Viewed) -> Markup:
    return pictures.cash_flow(viewed.spending, viewed.dates[1], viewed.says, viewed.currency)


def _about_cash_flow(viewed: Viewed) -> str:
    before, total = viewed.expected[0], sum(viewed.expected)
    enough = viewed.est.quantile(viewed.confidence)
    return viewed.says(
        "about cash flow",
        before=viewed.money(before),
        total=viewed.money(total),
        enough=viewed.money(enough),
        odds=viewed.odds,
    )


CASH_FLOW = Drawing("cash_flow", _cash_flow, _about_cash_flow)

# -- what finance books -----------------------------------------------------------------------------------------------


def _finance(viewed: Viewed) -> Markup:
    rows = viewed.booked.rows
    years = [(str(row[0]), number(row[1]), number(row[5])) for row in rows]
    return pictures.books(years, viewed.says, viewed.currency)


def _about_finance(viewed: Viewed) -> str:
    whole = [number(cell) for cell in viewed.booked.filled()[-1][1:]]
    constant, day, value, capital, _, cash = map(viewed.money, whole)
    return viewed.says(
        "about finance",
        odds=viewed.odds,
        constant=constant,
        day=day,
        value=value,
        capital=capital,
        cash=cash,
        when=worth_when(viewed.est, viewed.says),
        happens=viewed.money(float(np.mean(viewed.est.spent))),
    )


FINANCE = Drawing("finance", _finance, _about_finance)

# -- what such projects really cost -----------------------------------------------------------------------------------


def _can_be_placed(viewed: Viewed) -> bool:
    return viewed.outside is not None


def seen_from_outside(viewed: Viewed) -> OutsideView:
    """The estimate among finished projects.

    Raises:
        ValueError: it has no place among them.
    """
    if viewed.outside is None:
        raise ValueError("an initiative that costs nothing or takes no time has no place among others")
    return viewed.outside


def _outside(viewed: Viewed) -> Markup:
    return pictures.outside_view(seen_from_outside(viewed), viewed.says, viewed.currency)


def _about_outside(viewed: Viewed) -> str:
    return outside.told(seen_from_outside(viewed), viewed.says, given=is_given(viewed.est.assumptions))


OUTSIDE_VIEW = Drawing("outside_view", _outside, _about_outside, _can_be_placed)

# -- budget and date together -----------------------------------------------------------------------------------------


def _joint(viewed: Viewed) -> Markup:
    est, says, sure = viewed.est, viewed.says, viewed.confidence
    asked = viewed.enough, est.quantile(sure, of="go_live")
    together = {share: frontier(est, share) for share in sorted({*FRONTIERS, sure})}
    lines = {share: (rows["budget"].to_numpy(), rows["months"].to_numpy()) for share, rows in together.items()}
    return pictures.joint(est.to_go_live, est.go_live, asked, lines, says, viewed.currency, viewed.calendar)


def _about_joint(viewed: Viewed) -> str:
    return sentences.together(viewed.est, viewed.says, viewed.confidence)


JOINT = Drawing("joint", _joint, _about_joint)
