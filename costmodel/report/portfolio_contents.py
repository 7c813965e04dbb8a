"""What every form of a portfolio's report says: sentences, tables and pictures of one estimate, computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from costmodel.beliefs.percentiles import quantile
from costmodel.language.language import Language
from costmodel.language.periods import month_after, month_name, short_month, short_period
from costmodel.portfolio.choice import Choice, choose, value_of
from costmodel.portfolio.people import OneMore
from costmodel.portfolio.portfolio import said
from costmodel.report import portfolio_sentences, portfolio_tables, sentences
from costmodel.report.portfolio_pictures import drawn
from costmodel.report.tables import Table

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.portfolio.result import PortfolioEstimate
    from costmodel.report.drawing import Picture

CONFIDENCE = 0.8
OF_PEOPLE_ALONE = ("waits", "waited_for", "is_valued")  # whatever confidence and budget are asked about


@dataclass(frozen=True)
class Asked:
    """What was asked of a portfolio beside its figures.

    Attributes:
        confidence: of plan, years, dates and choice.
        budget: money until go-live from which a choice is made; None for the budgets by year, where there are some.
        budgets: fiscal year -> money, where others are asked about than those of the portfolio.
    """

    confidence: float = CONFIDENCE
    budget: float | None = None
    budgets: Mapping[int, float] | None = None


class PortfolioContents:
    """The contents of a report.

    Args:
        est: the simulation.
        says: the language.
        asked: what was asked beside its figures.
        day: the date on the report.
    """

    def __init__(
        self, est: PortfolioEstimate, says: Language, asked: Asked | None = None, day: dt.date | None = None
    ) -> None:
        if est.samples == 1:
            raise ValueError("a report needs a simulation; the likeliest case alone is no budget")
        self.est, self.says, self.asked, self.day = est, says, asked or Asked(), day
        self.currency, self.confidence = est.portfolio.currency, self.asked.confidence
        given = est.portfolio.budget if self.asked.budgets is None else self.asked.budgets
        # Initiatives that were left out (`Portfolio.only`) or more people leave a plan of fewer years than the file's.
        self.budgets = {year: money for year, money in given.items() if year in est.fiscal_years}
        self._more: dict[str, OneMore] = {}

    def otherwise(self, asked: Asked, says: Language) -> PortfolioContents:
        """The same estimate, otherwise asked; what hangs on the people alone is not computed a second time."""
        other = PortfolioContents(self.est, says, asked, self.day)
        other._more = self._more
        vars(other).update({key: value for key, value in vars(self).items() if key in OF_PEOPLE_ALONE})
        return other

    # -- computed once ------------------------------------------------------------------------------------------------

    @cached_property
    def summary(self) -> pd.DataFrame:
        """As `PortfolioEstimate.summary`, until go-live at the confidence."""
        return self.est.summary("to_go_live", self.confidence)

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """As `PortfolioEstimate.by_year`, with the budgets that are asked about."""
        portfolio = replace(self.est.portfolio, budget=self.budgets)
        return replace(self.est, portfolio=portfolio).by_year(self.confidence)

    @property
    def each_year(self) -> dict[int, dict[str, float]]:
        """The rows of `by_year`: fiscal year -> column -> figure."""
        rows: dict[Any, dict[Any, float]] = self.by_year.to_dict("index")
        return {int(year): row for year, row in rows.items()}

    @property
    def each_row(self) -> dict[str, dict[str, float]]:
        """The rows of `summary`: initiative, or "portfolio" -> column -> figure."""
        rows: dict[Any, dict[Any, float]] = self.summary.to_dict("index")
        return {str(name): row for name, row in rows.items()}

    def begins(self, name: str) -> float:
        """Months from the beginning of the portfolio until an initiative begins, in the mean."""
        return self.each_row[name]["begins"]

    @cached_property
    def waits(self) -> pd.DataFrame:
        """As `PortfolioEstimate.waiting_for_people`."""
        return self.est.waiting_for_people()

    @cached_property
    def waited_for(self) -> dict[str, float]:
        """Role -> months that activities wait for it in the mean, the most first."""
        months = self.waits["months"].groupby(level="role").sum().sort_values(ascending=False)
        return {str(role): float(months[role]) for role in months.index}

    def more_of(self, role: str) -> OneMore:
        """What one more person of a role brings, computed once."""
        if role not in self._more:
            self._more[role] = self.est.one_more(role)
        return self._more[role]

    @property
    def one_more(self) -> dict[str, OneMore]:
        """Role that somebody waits for -> what one more person brings; who is waited for most comes first."""
        return {role: self.more_of(role) for role in self.waited_for}

    @cached_property
    def is_valued(self) -> bool:
        """Whether the portfolio says what each initiative is worth, without which nothing can be chosen."""
        return len(value_of(self.est)) == len(self.est)

    @cached_property
    def choice(self) -> Choice | None:
        """What the budget that was asked for carries, or the budgets by year; None where nothing can be chosen."""
        budget = self.asked.budget if self.asked.budget is not None else self.budgets
        if budget == {} or not self.is_valued:
            return None
        return choose(self.est, budget, self.confidence)

    @cached_property
    def frontier(self) -> pd.DataFrame | None:
        """What each step of the money until go-live buys, as `Choice.frontier`; None where nothing can be chosen."""
        if not self.is_valued:
            return None
        if self.choice is not None and self.asked.budget is not None:
            return self.choice.frontier
        return choose(self.est, self.enough, self.confidence).frontier

    @property
    def enough(self) -> float:
        """Money until all are live, at the confidence."""
        return self.est.quantile(self.confidence, "to_go_live")

    def live(self, name: str, share: float) -> float:
        """Months from the beginning of the portfolio until an initiative is live, in a share of the courses."""
        return quantile(self.est.live(name), share)

    # -- words --------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The report's title."""
        return self.says("portfolio title", name=self.est.portfolio.name).strip()

    @property
    def under(self) -> str:
        """What stands below it."""
        count, first = self.says.number(len(self.est)), month_name(self.est.portfolio.first, self.says)
        meaning, day = said(self.est.portfolio.meaning, self.says.code), sentences.made_on(self.day, self.says)
        return " · ".join(filter(None, (meaning, self.says("portfolio under", count=count, month=first), day)))

    @property
    def headline(self) -> str:
        """What it costs together, and when the last is live."""
        return portfolio_sentences.headline(self)

    @cached_property
    def argument(self) -> list[str]:
        """The sentences below the headline."""
        return list(portfolio_sentences.argument(self))

    @cached_property
    def carried(self) -> list[str]:
        """Which initiatives the budget carries, in sentences; empty where nothing can be chosen."""
        return list(portfolio_sentences.chosen(self))

    @property
    def provenance(self) -> str:
        """From how many samples, of which version, in which money."""
        est, says = self.est, self.says
        return says(
            "portfolio provenance",
            samples=says.number(est.samples),
            seed=str(est.seed),
            version=est.version,
            fingerprint=est.fingerprint,
            currency=self.currency,
            year=str(self._prices_of),
        )

    @property
    def mark(self) -> str:
        """At the foot of a page: which figures they are."""
        made = f"costmodel {self.est.version} · {self.est.fingerprint} · {self.currency} {self._prices_of}"
        return " · ".join(filter(None, (made, sentences.made_on(self.day, self.says))))

    @property
    def _prices_of(self) -> int:
        return next(iter(self.est.portfolio.values())).assumptions.structure.prices.year

    def called(self, name: str) -> str:
        """What an initiative is called in the language of the report; by its name where nobody says more."""
        return self.est.portfolio[name].called(self.says.code) or name

    def year(self, year: int) -> str:
        """A fiscal year as it is written: 2027, or 2027/28 where it does not begin in January."""
        number = self.est.fiscal_years.index(year) + 1
        return short_period(self.est.portfolio.calendar, "fiscal_year", number, self.says)

    def month(self, months: float) -> str:
        """The calendar month so many months after the beginning of the portfolio."""
        return month_after(self.est.portfolio.calendar, months, self.says)

    def short_month(self, months: float) -> str:
        """The same in figures, for a table."""
        found = self.est.portfolio.calendar.month_at(months)
        return "" if found is None else short_month(found)

    def money(self, amount: float) -> str:
        """An amount in a sentence."""
        return self.says.money(amount, self.currency)

    @property
    def level(self) -> str:
        """The confidence as the name of a percentile: P80."""
        return f"P{self.says.number(100 * self.confidence)}"

    # -- tables and pictures ------------------------------------------------------------------------------------------

    def tables(self) -> list[Table]:
        """All tables that have rows."""
        share = self.says.percent(self.confidence)
        return [
            replace(one, title=self.says(f"portfolio table {one.key}", confidence=share))
            for one in portfolio_tables.tables(self)
            if one.rows
        ]

    def pictures(self) -> list[Picture]:
        """All pictures that have something to show."""
        return list(drawn(self))
