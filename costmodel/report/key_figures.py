"""The figures that a project lead takes along: what to ask for now, budget, date, run cost, and whether it succeeds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from costmodel.estimates.result import Estimate
from costmodel.language.periods import month_after
from costmodel.report.viewed import Viewed

NONE = "–"  # where there is no figure


@dataclass(frozen=True)
class KeyFigure:
    """A key figure in words.

    Attributes:
        key: of its texts, and of the mark on the page.
        name: what it is called.
        value: the figure as it is written; `NONE` where there is none.
        scope: what it covers.
        decision: which decision it lasts until, and when that is; empty where it lasts until none.
        when: how a date is told in a sentence.
    """

    key: str
    name: str
    value: str
    scope: str
    decision: str = ""
    when: str = ""


def key_figures(viewed: Viewed) -> list[KeyFigure]:
    """All of them at the confidence that was chosen, in the order of the page: first what is asked for."""
    est, says = viewed.est, viewed.says
    years = float(np.mean(est.figures["horizon"])) / est.assumptions["calendar.months_per_year"].likeliest
    return [
        _gate(viewed),
        _figure(viewed, "budget", viewed.money(viewed.enough), says("figure: budget scope", odds=viewed.odds)),
        _date(viewed),
        _figure(viewed, "run", viewed.money(run_cost(est)), says("figure: run scope", years=says.plain(years, 1))),
        _figure(viewed, "success", says.share(est.reaches_production), says("figure: success scope")),
        _joint(viewed),
    ]


def on_paper(viewed: Viewed) -> list[KeyFigure]:
    """Those that there are: paper does not invite to type a target."""
    return [one for one in key_figures(viewed) if one.value != NONE]


def run_cost(est: Estimate) -> float:
    """What a year of operation costs in the mean; money."""
    return float(est.run_cost_per_year.mean())


def both_kept(est: Estimate, viewed: Viewed) -> float:
    """How often the reader's own budget and months are kept, both at once where both are given."""
    return est.joint_confidence(viewed.budget or math.inf, viewed.deadline or math.inf)


def _figure(viewed: Viewed, key: str, value: str, scope: str) -> KeyFigure:
    return KeyFigure(key, viewed.says(f"figure: {key}"), value, scope)


def _gate(viewed: Viewed) -> KeyFigure:
    says, first = viewed.says, viewed.first_stage
    if first is None:
        return _figure(viewed, "gate", NONE, says("figure: gate none"))
    months = first["months_at_confidence"]
    when = month_after(viewed.calendar, months, says) or says("month counted", number=says.plain(months))
    scope = says("figure: gate scope", when=when, ends=says.share(first["ends"]))
    decision = f"{first['meaning']} ({when})"
    return KeyFigure("gate", says("figure: gate"), viewed.money(first["until"]), scope, decision)


def _date(viewed: Viewed) -> KeyFigure:
    """When it goes live: the month where the start is said, else how many months it takes."""
    est, says, calendar, odds = viewed.est, viewed.says, viewed.calendar, viewed.odds
    even, late = (est.quantile(share, of="go_live") for share in (0.5, viewed.confidence))
    if calendar.start is None:
        scope = says("figure: date scope", odds=odds, median=says.after_length(even))
        after = says("request after", length=says.after_length(late))
        return KeyFigure("date", says("figure: date"), says.length(late), scope, when=after)
    scope = says(
        "figure: month scope", odds=odds, median=month_after(calendar, even, says) or NONE, months=says.length(late)
    )
    month = month_after(calendar, late, says) or NONE
    return KeyFigure("date", says("figure: month"), month, scope, when=says("request in", month=month))


def _joint(viewed: Viewed) -> KeyFigure:
    says, budget, months = viewed.says, viewed.budget, viewed.deadline
    told = {"budget": says.exact_amount(budget, viewed.currency), "months": says.length(months or 0.0)}
    key = {
        (True, True): "figure: joint scope",
        (True, False): "figure: joint budget",
        (False, True): "figure: joint date",
        (False, False): "figure: joint none",
    }[budget is not None, months is not None]
    value = NONE if budget is None and months is None else says.share(both_kept(viewed.est, viewed))
    return _figure(viewed, "joint", value, says(key, **told))
