"""What a portfolio says in sentences: money and date together, people who are missing, budgets, the choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from costmodel.language.translations import texts
from costmodel.pictures.portfolio_one_more import ERRORS
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
        odds=says.of_ten(of.confidence),
        even=says.of_ten(0.5),
        half=of.money(est.quantile(0.5, "to_go_live")),
        count=says.number(len(est)),
        month=of.month(late),
        months=says.months(late),
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
        "portfolio own level" if each >= of.enough else "portfolio own level: short",
        sum=of.money(each),
        idle=of.money(abs(each - of.enough)),
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
    yield from _one_more(of, role)


def _one_more(of: PortfolioContents, role: str) -> Iterator[str]:
    """What one more person of a role brings; what lies within two standard errors of nothing is too close to tell."""
    says, more = of.says, of.more_of(role)
    name, money, months = says.name(role), of.money(abs(more.saving)), says.months(abs(more.months))
    if finite(more.se_saving) is None:
        yield says("portfolio one more: too few", role=name, money=money, months=months)
        return
    saved = _side(more.saving, more.se_saving, "saves", "dearer", "close")
    yield says(f"portfolio one more: {saved}", role=name, money=money, error=of.money(more.se_saving))
    moved = _side(more.months, more.se_months, "sooner", "later", "same date")
    yield says(f"portfolio one more: {moved}", months=months, error=says.number(more.se_months, 2))


def _side(mean: float, error: float, above: str, below: str, close: str) -> str:
    """On which side of nothing a mean lies, where its error can tell."""
    if abs(mean) <= ERRORS * error:
        return close
    return above if mean > 0 else below


def _budgets(of: PortfolioContents) -> Iterator[str]:
    """The chance to keep the budget of each year; where it is below the confidence, what would be needed."""
    says = of.says
    for year in of.budgets:
        row = of.each_year[year]
        yield says(
            "portfolio budget kept" if row["chance"] >= of.confidence else "portfolio budget short",
            year=of.year(year),
            budget=of.money(row["budget"]),
            chance=says.percent(row["chance"]),
            level=of.money(row["level"]),
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
        shared = _paid_by_fewer(of, found.chosen)
        yield says("portfolio costs of all: shared" if shared else "portfolio costs of all", shared=says.listed(shared))


def _paid_by_fewer(of: PortfolioContents, chosen: Sequence[str]) -> list[str]:
    """What initiatives share of which some are chosen and some are not, as it is called."""
    portfolio, found = of.est.portfolio, list[str]()
    for scenario, users in portfolio.shared.items():
        if {*users} & {*chosen} and {*users} - {*chosen}:
            folders = portfolio[users[0]].assumptions.folders
            found.append(texts(of.says.code, folders).scenario_label(scenario))
    return found
