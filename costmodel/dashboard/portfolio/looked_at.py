"""What is looked at on the page of several initiatives, as a web address: portfolio, people, budgets, confidence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from costmodel.dashboard.state.address import CONFIDENCES, LARGEST, LONGEST_ADDRESS
from costmodel.dashboard.state.case import FOLDER
from costmodel.files.tree import baseline_folder
from costmodel.language.language_files import FIRST, languages
from costmodel.portfolio.loading import load_portfolio
from costmodel.portfolio.portfolio import Portfolio
from costmodel.simulation.scarce_people import Steps

ASKS = "portfolio"  # the key of an address that asks for this page
OWN = "own"  # the portfolio of the folder that is served
OWN_FILE = "portfolio.yaml"
MOST_PEOPLE = 200.0  # of a role, in an address


@dataclass(frozen=True)
class LookedAt:
    """What one viewer looks at, all of which a link carries.

    Attributes:
        name: of the portfolio, one of `known()`.
        language: one of `languages()`.
        people: role -> how many there are in the end, where it is another number than in the file.
        budgets: fiscal year -> money, where it is another amount than in the file; 0 for none.
        confidence: of money, dates and choice.
    """

    name: str
    language: str = FIRST
    people: Mapping[str, float] = field(default_factory=dict)
    budgets: Mapping[int, float] = field(default_factory=dict)
    confidence: float = 0.8

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio as its file has it."""
        return opened(self.name)

    @property
    def staffed(self) -> Portfolio:
        """The portfolio with the people that are looked at."""
        people = {role: self.steps(role) for role in self.portfolio.people}
        return self.portfolio.with_people(people) if self.people else self.portfolio

    def steps(self, role: str) -> Steps:
        """From when on there are how many people: as in the file, each number more or fewer by the same."""
        steps = self.portfolio.people[role]
        more = self.people.get(role, steps[-1][1]) - steps[-1][1]
        return [(when, max(people + more, 0.0)) for when, people in steps]

    @property
    def money(self) -> dict[int, float]:
        """The budgets that are looked at, by fiscal year; without the years that have none."""
        every = {**self.portfolio.budget, **self.budgets}
        return {year: amount for year, amount in sorted(every.items()) if amount > 0}


def known() -> dict[str, Path]:
    """Name -> file of each portfolio that the page shows: worked examples, and that of the folder that is served."""
    found = {path.stem: path for path in sorted((baseline_folder() / "portfolios").glob("*.yaml"))}
    own = os.environ.get(FOLDER)
    if own and (Path(own) / OWN_FILE).is_file():
        found[OWN] = Path(own) / OWN_FILE
    return found


@lru_cache(maxsize=4)
def opened(name: str) -> Portfolio:
    """A portfolio by its name.

    Raises:
        AssumptionsError: every fault in its file.
    """
    return load_portfolio(known()[name])


def is_asked(text: str) -> bool:
    """Whether an address asks for this page."""
    return dict(_pairs(text)).get(ASKS) in known()


def query(looked_at: LookedAt) -> str:
    """The address as a query string; what is as usual is left out."""
    pairs = [(ASKS, looked_at.name)]
    if looked_at.language != FIRST:
        pairs.append(("lang", looked_at.language))
    for key, numbers in (("people", looked_at.people), ("budgets", looked_at.budgets)):
        if numbers:
            pairs.append((key, ",".join(f"{name}:{number:.12g}" for name, number in numbers.items())))
    if looked_at.confidence != LookedAt.confidence:
        pairs.append(("confidence", f"{looked_at.confidence:g}"))
    return urlencode(pairs, safe=":,")


def read_query(text: str) -> LookedAt:
    """What a query string stands for, which asks for this page; what cannot be used in it is left out.

    Raises:
        KeyError: it asks for no portfolio that is known.
        AssumptionsError: every fault in the file of the portfolio.
    """
    given = dict(_pairs(text))
    name = given[ASKS]
    portfolio = opened(name)
    people = {role: number for role, number in _numbers(given.get("people", "")) if role in portfolio.people}
    years = {int(year): number for year, number in _numbers(given.get("budgets", "")) if year.isdigit()}
    confidence = given.get("confidence", "")
    return LookedAt(
        name,
        given["lang"] if given.get("lang") in languages() else FIRST,
        {role: number for role, number in people.items() if 1 <= number <= MOST_PEOPLE},
        {year: number for year, number in years.items() if year in years_of(portfolio) and number <= LARGEST},
        next((one for one in CONFIDENCES if f"{one:g}" == confidence), LookedAt.confidence),
    )


def years_of(portfolio: Portfolio) -> list[int]:
    """The fiscal years for which a budget can be typed: those with one, and the three from the first on."""
    return sorted({*portfolio.budget, *portfolio.years(3)})


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.lstrip("?")[:LONGEST_ADDRESS], max_num_fields=100)
    except ValueError:
        return []


def _numbers(text: str) -> list[tuple[str, float]]:
    """The numbers of `name:number,name:number`, from zero; others are left out."""
    found = []
    for part in text.split(","):
        name, _, number = part.partition(":")
        try:
            value = float(number)
        except ValueError:
            continue
        if 0 <= value < float("inf"):
            found.append((name, value))
    return found
