"""The pictures of a portfolio: calendar, money by year, who waits for whom, one more person, the next euro."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from costmodel.pictures.markup import Markup
from costmodel.pictures.portfolio_calendar import Stretch, portfolio_calendar
from costmodel.pictures.portfolio_frontier import Step, portfolio_frontier
from costmodel.pictures.portfolio_one_more import More, portfolio_one_more
from costmodel.pictures.portfolio_waits import portfolio_waits
from costmodel.pictures.portfolio_years import Year, portfolio_years
from costmodel.report.drawing import Picture
from costmodel.report.tables import finite

if TYPE_CHECKING:
    from costmodel.report.portfolio_contents import PortfolioContents

MOST = 20  # initiatives that a picture shows; a page of paper has no room for more
MOST_ROLES = 4


def drawn(of: PortfolioContents) -> Iterator[Picture]:
    """All pictures that have something to show, in the order of a report."""
    for picture in PICTURES.values():
        found = picture(of)
        if found is not None:
            yield found


def _picture(of: PortfolioContents, key: str, markup: Markup, *, cut: bool = False) -> Picture:
    says, share = of.says, of.says.percent(of.confidence)
    read = says(f"portfolio read {key}", confidence=share)
    if cut and len(of.est) > MOST:
        read += " " + says("portfolio read cut", shown=says.number(MOST), count=says.number(len(of.est)))
    return Picture(f"portfolio_{key}", says(f"portfolio {key}", confidence=share), markup, read)


def calendar(of: PortfolioContents) -> Picture:
    """When each initiative begins and is live."""
    found = of.est.portfolio
    stretches = [
        Stretch(of.called(name), of.begins(name), of.live(name, 0.5), of.live(name, of.confidence))
        for name in list(of.est)[:MOST]
    ]
    begins = [0.0, *map(float, found.year_ends(len(of.est.fiscal_years))[:-1])]
    years = list(zip(map(of.year, of.est.fiscal_years), begins, strict=True))
    markup = portfolio_calendar(stretches, years, found.calendar, of.confidence, of.says)
    return _picture(of, "calendar", markup, cut=True)


def waits(of: PortfolioContents) -> Picture | None:
    """Who waits for whom; None where nobody does."""
    if not of.est.portfolio.people or not len(of.waits):
        return None
    names, roles = list(of.est)[:MOST], list(of.waited_for)[:MOST_ROLES]
    months = {
        (row, column): float(of.waits["months"].get((name, role), 0.0))
        for row, name in enumerate(names)
        for column, role in enumerate(roles)
    }
    markup = portfolio_waits([of.called(name) for name in names], [of.says.name(one) for one in roles], months, of.says)
    return _picture(of, "people", markup, cut=True)


def one_more(of: PortfolioContents) -> Picture | None:
    """What one more person of each role brings; None where nobody is waited for."""
    if not of.est.portfolio.people or not len(of.waits):
        return None
    roles = [
        More(of.says.name(role), one.saving, one.se_saving, one.months, one.se_months)
        for role, one in of.one_more.items()
    ]
    return _picture(of, "more", portfolio_one_more(roles, of.says, of.currency))


def years(of: PortfolioContents) -> Picture:
    """What each fiscal year costs, and its budget."""
    shown = [
        Year(
            of.year(year),
            row["p10"],
            row["p50"],
            row["level"],
            row["p90"],
            finite(row["budget"]),
            finite(row["chance"]),
        )
        for year, row in of.each_year.items()
    ]
    return _picture(of, "years", portfolio_years(shown, of.confidence, of.says, of.currency))


def frontier(of: PortfolioContents) -> Picture | None:
    """What more budget buys: the budgets at which another set is worth most; None where nothing can be chosen."""
    if of.frontier is None:
        return None
    steps, before = list[Step](), frozenset[str]()
    for row in of.frontier.to_dict("records"):
        now = frozenset(row["chosen"])
        if now != before:
            more, less = ([of.called(name) for name in of.est if name in one] for one in (now - before, before - now))
            steps.append(Step(float(row["budget"]), float(row["value"]), tuple(more), tuple(less)))
        before = now
    return _picture(of, "frontier", portfolio_frontier(steps, of.says, of.currency)) if steps else None


PICTURES: dict[str, Callable[[PortfolioContents], Picture | None]] = {
    "calendar": calendar,
    "years": years,
    "people": waits,
    "more": one_more,
    "frontier": frontier,
}
