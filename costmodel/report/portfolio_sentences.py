"""What a portfolio says in sentences: money and date together, people who are missing, budgets, the choice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from costmodel.report.tables import finite

if TYPE_CHECKING:
    from costmodel.report.portfolio_contents import PortfolioContents


def headline(of: PortfolioContents) -> str:
    """What all cost together, and when the last is live."""
    est, says = of.est, of.says
    late = est.quantile(of.confidence, "go_live")
    return says(
        "portfolio headline",
        money=of.money(of.enough),
        of_hundred=says.number(100 * of.confidence),
        half=of.money(est.quantile(0.5, "to_go_live")),
        count=says.number(len(est)),
        month=of.month(late),
        months=says.after_months(late),
        confidence=says.percent(of.confidence),
    )


def argument(of: PortfolioContents) -> Iterator[str]:
    """The sentences below the headline."""
    yield _own_level(of)
    yield from _people(of)
    yield from _budgets(of)
    yield from of.carried


def _own_level(of: PortfolioContents) -> str:
    est, says = of.est, of.says
    if len(est) == 1:
        return says("portfolio own level: one")
    each = sum(est[name].quantile(of.confidence, "to_go_live") for name in est)
    return says(
        "portfolio own level",
        sum=of.money(each),
        idle=of.money(each - of.enough),
        chance=says.percent(float(np.mean(est.to_go_live <= each))),
        level=says.percent(est.own_level(of.confidence)),
        confidence=says.percent(of.confidence),
    )


def _people(of: PortfolioContents) -> Iterator[str]:
    est, says = of.est, of.says
    if not est.portfolio.people:
        yield says("portfolio waits: no limit")
        return
    if not len(of.waits):
        yield says("portfolio waits: none")
        return
    role = next(iter(of.waited_for))
    waits = of.waits["months"].xs(role, level="role")
    money = float(of.waits["money"].sum())
    yield says(
        "portfolio waits" if money >= 0 else "portfolio waits: spares",
        money=of.money(abs(money)),
        months=says.months(float(np.mean(est.go_live - est.with_people_enough.go_live))),
        role=says.name(role),
        initiative=of.called(str(waits.idxmax())),
    )
    yield _one_more(of, role)


def _one_more(of: PortfolioContents, role: str) -> str:
    """What one more person of a role brings, with its errors."""
    says, more = of.says, of.more_of(role)
    common = {"role": says.name(role), "money": of.money(abs(more.saving)), "months": says.months(more.months)}
    if finite(more.se_saving) is None:
        return says("portfolio one more: too few", **common)
    return says(
        "portfolio one more" if more.saving > 0 else "portfolio one more: dearer",
        **common,
        error=of.money(more.se_saving),
        error_months=says.number(more.se_months, 2),
    )


def _budgets(of: PortfolioContents) -> Iterator[str]:
    """The chance to keep the budget of each year; where it is below the confidence, what would be needed."""
    says = of.says
    for year in of.budgets:
        if year in of.by_year.index:
            row = of.by_year.loc[year]
            kept = float(row["chance"]) >= of.confidence
            yield says(
                "portfolio budget kept" if kept else "portfolio budget short",
                year=of.year(year),
                budget=of.money(float(row["budget"])),
                chance=says.percent(float(row["chance"])),
                level=of.money(float(row["level"])),
                confidence=says.percent(of.confidence),
            )


def chosen(of: PortfolioContents) -> Iterator[str]:
    """Which initiatives the budget carries; nothing where nothing can be chosen."""
    says, found = of.says, of.choice
    if found is None:
        return
    given = of.asked.budget
    by_year = [f"{of.year(year)}: {of.money(one)}" for year, one in of.budgets.items()]
    budget = says.listed(by_year) if given is None else of.money(given)
    confidence = says.percent(of.confidence)
    if not found.chosen:
        yield says("portfolio choice: none", budget=budget, confidence=confidence)
        return
    left = [of.called(name) for name in of.est if name not in found.chosen]
    yield says(
        "portfolio choice" if left else "portfolio choice: all",
        budget=budget,
        confidence=confidence,
        chosen=says.listed([of.called(name) for name in found.chosen]),
        left=says.listed(left),
        value=of.money(found.value),
        cost=of.money(found.cost),
    )
    if not found.exact:
        yield says("portfolio choice: bound", bound=of.money(found.bound))
    if left:
        yield says("portfolio costs of all")
