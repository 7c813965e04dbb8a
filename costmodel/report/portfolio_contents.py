"""What every form of a portfolio's report says: sentences, key figures, tables and the calendar, computed once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from costmodel.language.language import Language
from costmodel.language.periods import month_name, short_period
from costmodel.pictures.portfolio_calendar import Stretch, portfolio_calendar
from costmodel.portfolio.choice import Choice, choose, value_of
from costmodel.portfolio.portfolio import said
from costmodel.report import sentences
from costmodel.report.picture_list import Picture
from costmodel.report.tables import Cell, Column, Table, finite

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.portfolio.result import PortfolioEstimate

CONFIDENCE = 0.8


@dataclass(frozen=True)
class Asked:
    """What was asked of a portfolio beside its figures.

    Attributes:
        confidence: of plan, years and choice.
        budget: money until go-live from which a choice is made; None for the budgets by year of the portfolio, where it
            has them.
    """

    confidence: float = CONFIDENCE
    budget: float | None = None


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
        self.currency = est.portfolio.currency

    # -- computed once ------------------------------------------------------------------------------------------------

    @cached_property
    def summary(self) -> pd.DataFrame:
        """As `PortfolioEstimate.summary`, until go-live at P80."""
        return self.est.summary("to_go_live", CONFIDENCE)

    @cached_property
    def waits(self) -> pd.DataFrame:
        """As `PortfolioEstimate.waiting_for_people`."""
        return self.est.waiting_for_people()

    @cached_property
    def choice(self) -> Choice | None:
        """What the budget that was asked for carries, or the budgets by year; None where nothing can be chosen."""
        budget = self.asked.budget if self.asked.budget is not None else dict(self.est.portfolio.budget)
        if budget == {} or len(value_of(self.est)) < len(self.est):
            return None
        return choose(self.est, budget, self.asked.confidence)

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
        est, says = self.est, self.says
        return says(
            "portfolio headline",
            money=self._money(est.quantile(CONFIDENCE, "to_go_live")),
            half=self._money(est.quantile(0.5, "to_go_live")),
            count=says.number(len(est)),
            months=says.after_months(est.quantile(CONFIDENCE, "go_live")),
        )

    @cached_property
    def argument(self) -> list[str]:
        """The sentences below the headline."""
        return [self._own_level(), *self._people(), *self._budgets(), *self._chosen()]

    @property
    def provenance(self) -> str:
        """From how many samples, of which version, in which money."""
        est, says = self.est, self.says
        year = next(iter(est.portfolio.values())).assumptions.structure.prices.year
        return says(
            "portfolio provenance",
            samples=says.number(est.samples),
            seed=str(est.seed),
            version=est.version,
            fingerprint=est.fingerprint,
            currency=self.currency,
            year=str(year),
        )

    @property
    def mark(self) -> str:
        """At the foot of a page: which figures they are."""
        year = next(iter(self.est.portfolio.values())).assumptions.structure.prices.year
        return f"costmodel {self.est.version} · {self.est.fingerprint} · {self.currency} {year}"

    def called(self, name: str) -> str:
        """What an initiative is called in the language of the report; by its name where nobody says more."""
        return self.est.portfolio[name].called(self.says.code) or name

    def year(self, year: int) -> str:
        """A fiscal year as it is written: 2027, or 2027/28 where it does not begin in January."""
        number = self.est.fiscal_years.index(year) + 1
        return short_period(self.est.portfolio.calendar, "fiscal_year", number, self.says)

    def _money(self, amount: float) -> str:
        return self.says.money(amount, self.currency)

    def _own_level(self) -> str:
        est, says = self.est, self.says
        if len(est) == 1:
            return says("portfolio own level: one")
        each = sum(est[name].quantile(CONFIDENCE, "to_go_live") for name in est)
        idle = each - est.quantile(CONFIDENCE, "to_go_live")
        kept = float(np.mean(est.to_go_live <= each))
        level = says.percent(est.own_level(CONFIDENCE))
        return says(
            "portfolio own level",
            sum=self._money(each),
            idle=self._money(idle),
            chance=says.percent(kept),
            level=level,
        )

    def _people(self) -> list[str]:
        est, says = self.est, self.says
        if not est.portfolio.people:
            return [says("portfolio waits: no limit")]
        if not len(self.waits):
            return [says("portfolio waits: none")]
        most = max(self.waits.reset_index().to_dict("records"), key=lambda row: float(row["months"]))
        initiative, role, money = str(most["initiative"]), str(most["role"]), float(self.waits["money"].sum())
        later = float(np.mean(est.go_live - est.with_people_enough.go_live))
        told = says(
            "portfolio waits" if money >= 0 else "portfolio waits: spares",
            money=self._money(abs(money)),
            months=says.months(later),
            role=says.name(role),
            initiative=self.called(initiative),
        )
        return [told, self._one_more(role)]

    def _one_more(self, role: str) -> str:
        says, more = self.says, self.est.one_more(role)
        common = {
            "role": says.name(role),
            "money": self._money(abs(more.saving)),
            "months": says.months(more.months),
        }
        if finite(more.se_saving) is None:
            return says("portfolio one more: too few", **common)
        return says(
            "portfolio one more" if more.saving > 0 else "portfolio one more: dearer",
            **common,
            error=self._money(more.se_saving),
            error_months=says.number(more.se_months, 2),
        )

    def _budgets(self) -> list[str]:
        says, years = self.says, self.est.spending()
        return [
            says(
                "portfolio budget kept",
                year=self.year(year),
                budget=self._money(budget),
                chance=says.percent(float(np.mean(years[year] <= budget))),
            )
            for year, budget in self.est.portfolio.budget.items()
            if year in years
        ]

    def _chosen(self) -> list[str]:
        says, found = self.says, self.choice
        if found is None:
            return []
        given = self.asked.budget
        by_year = [f"{self.year(year)}: {self._money(one)}" for year, one in self.est.portfolio.budget.items()]
        budget = says.listed(by_year) if given is None else self._money(given)
        confidence = says.percent(self.asked.confidence)
        if not found.chosen:
            return [says("portfolio choice: none", budget=budget, confidence=confidence)]
        told = says(
            "portfolio choice",
            budget=budget,
            confidence=confidence,
            chosen=says.listed([self.called(name) for name in found.chosen]),
            value=self._money(found.value),
            cost=self._money(found.cost),
        )
        bound = [] if found.exact else [says("portfolio choice: bound", bound=self._money(found.bound))]
        return [told, *bound, says("portfolio costs of all")]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each initiative, by which a table of many choices names it."""
        return {name: number for number, name in enumerate(self.est, start=1)}

    # -- tables and the calendar ----------------------------------------------------------------------------------

    def tables(self) -> list[Table]:
        """All tables that have rows."""
        every = [self.initiatives, self.plan, self.years, self.people, self.frontier]
        share = self.says.percent(self.asked.confidence)
        return [replace(one, title=self.says(f"portfolio {one.key}", confidence=share)) for one in every if one.rows]

    @property
    def initiatives(self) -> Table:
        """A row for each initiative and one for the portfolio."""
        kinds = {"begins": "number", "live": "number", "live_p80": "number", "own_level": "share", "waits": "number"}
        shown = ("begins", "live", "live_p80", "mean", "p50", "p80", "contribution", "own_level", "waits")
        columns = [Column(self.says("column initiative"))]
        for name in shown:
            kind = kinds.get(name, "money")
            columns.append(Column(self.says(f"column {name}"), kind, adds=name in ("mean", "contribution")))  # type: ignore[arg-type]
        names = [f"{number} {self.called(name)}" for name, number in self._numbers.items()]
        names.append(self.says("portfolio whole"))
        cells = [tuple(finite(row[one]) for one in shown) for _, row in self.summary.iterrows()]
        *rows, whole = ((name, *some) for name, some in zip(names, cells, strict=True))
        return Table("initiatives", tuple(columns), tuple(rows), whole, (self.says("portfolio read contribution"),))

    @property
    def plan(self) -> Table:
        """Initiatives and fiscal years; adds up to the percentile of the whole lives."""
        says, frame = self.says, self.est.plan(self.asked.confidence).T
        years = [Column(self.year(int(year)), "money", adds=True) for year in frame.columns]
        total = Column(says("column total"), "money", adds=True, across=tuple(range(1, len(years) + 1)))
        columns = (Column(says("column initiative")), *years, total)
        rows = tuple((self.called(str(name)), *map(float, row), None) for name, row in frame.iterrows())
        whole = (says("column total"), *(None for _ in years), None)
        return Table("plan", columns, rows, whole, (says("portfolio read plan"),))

    @property
    def years(self) -> Table:
        """Each fiscal year by itself, with its budget."""
        says, frame = self.says, self.est.by_year(self.asked.confidence)
        money = [Column(says(f"column {name}"), "money") for name in ("mean", "p10", "p50", "p80", "p90", "budget")]
        columns = (Column(says("column fiscal_year")), *money, Column(says("column kept"), "share"))
        cells = ("mean", "p10", "p50", "p80", "p90", "budget", "chance")
        rows = tuple(
            (self.year(int(str(year))), *(finite(row[one]) for one in cells)) for year, row in frame.iterrows()
        )
        return Table("years", columns, rows, (), (says("portfolio read years"),))

    @property
    def people(self) -> Table:
        """Who waits for whom, and what it costs."""
        says, shown = self.says, ("months", "money", "chance")
        columns = (
            Column(says("column initiative")),
            Column(says("column waited role")),
            Column(says("column waited months"), "ratio"),
            Column(says("column waited money"), "money"),
            Column(says("column waited chance"), "share"),
        )
        rows: list[tuple[Cell, ...]] = []
        for row in self.waits.reset_index().to_dict("records"):
            names = (self.called(str(row["initiative"])), says.name(str(row["role"])))
            rows.append((*names, *(float(row[name]) for name in shown)))
        return Table("people", columns, tuple(rows), (), (says("portfolio read people"),))

    @property
    def frontier(self) -> Table:
        """What each further step of the budget buys."""
        says, found = self.says, self.choice
        columns = (
            Column(says("column budget"), "money"),
            Column(says("column worth"), "money"),
            Column(says("column cost kept"), "money"),
            Column(says("column kept"), "share"),
            Column(says("column chosen")),
        )
        rows: list[tuple[Cell, ...]] = []
        for row in [] if found is None else found.frontier.to_dict("records"):
            numbers = ", ".join(str(self._numbers[name]) for name in row["chosen"])
            rows.append((*(float(row[name]) for name in ("budget", "value", "cost", "chance")), numbers))
        return Table("frontier", columns, tuple(rows), (), (says("portfolio read frontier"),))

    @property
    def calendar(self) -> Picture:
        """When each initiative begins and is live."""
        found, says = self.est.portfolio, self.says
        stretches = [
            Stretch(self.called(str(name)), float(row["begins"]), float(row["live"]), float(row["live_p80"]))
            for name, row in self.summary.iloc[:-1].iterrows()
        ]
        names = map(self.year, self.est.fiscal_years)
        begins = [0.0, *map(float, found.year_ends(len(self.est.fiscal_years))[:-1])]
        years = list(zip(names, begins, strict=True))
        drawn = portfolio_calendar(stretches, years, says)
        return Picture("portfolio_calendar", says("portfolio calendar"), drawn, says("portfolio read calendar"))
