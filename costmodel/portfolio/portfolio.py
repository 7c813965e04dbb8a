"""What a portfolio is: initiatives with their start and order, the people there are for all of them, and the budget."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.streams import ALONE, Owner
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.calendar import MONTHS, Calendar, Month
from costmodel.initiative.plan import in_order
from costmodel.simulation.scarce_people import Steps
from costmodel.typing import Array

LAST = 1_000_000  # in the order of priority, behind every number that somebody writes
# Drawn once for all who share the platform, so that their parts add up to one platform.
PLATFORM = "operations.platform."
SHARED_BY = f"{PLATFORM}shared_by"


@dataclass(frozen=True, eq=False)
class Initiative:
    """One initiative of a portfolio.

    Attributes:
        assumptions: what is believed of it, and in which month it may begin (`initiative.start`).
        after: initiatives whose go-live it waits for before it begins.
        priority: who is served first with people, the lowest number first.
        value: what it is worth, in the model's currency; None where nobody says.
        shares_platform: whether it pays a part of a platform that others use, too.
        meaning: what it is called, by language; under "" in whatever language somebody wrote.

    Raises:
        ValueError: nobody says in which month it may begin.
    """

    assumptions: Assumptions
    after: tuple[str, ...] = ()
    priority: float = LAST
    value: Belief | None = None
    shares_platform: bool = False
    meaning: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.assumptions.initiative.start is None:
            raise ValueError("an initiative of a portfolio has a start: initiative.start, such as 2027-01")

    @property
    def start(self) -> Month:
        """The calendar month in which it may begin."""
        return self.assumptions.initiative.start or 0

    def called(self, code: str) -> str:
        """What it is called in a language; empty where nobody says."""
        return said(self.meaning, code) or self.assumptions.initiative.name


@dataclass(frozen=True, eq=False)
class Portfolio(Mapping[str, Initiative]):
    """Initiatives by name, in the order in which they are written.

    Attributes:
        name: of the portfolio.
        meaning: what it is, as that of an initiative.
        initiatives: by name.
        people: role -> from which month (counted from `first`) on there are how many; a role not named is no limit.
        shared: what several initiatives pay together -> their names.
        budget: fiscal year, by the calendar year in which it begins -> money.
        at_most: initiative -> role -> people that it can count on, where that is known apart from `people`.
    """

    name: str
    meaning: Mapping[str, str]
    initiatives: Mapping[str, Initiative]
    people: Mapping[str, Steps] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    budget: Mapping[int, float] = field(default_factory=dict)
    at_most: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Initiative:
        return self.initiatives[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.initiatives)

    def __len__(self) -> int:
        return len(self.initiatives)

    @cached_property
    def first(self) -> Month:
        """The calendar month in which the first initiative may begin: month 0 of the portfolio."""
        return min(one.start for one in self.initiatives.values())

    @cached_property
    def calendar(self) -> Calendar:
        """When it begins, and when the company's fiscal years do."""
        return replace(next(iter(self.initiatives.values())).assumptions.calendar, start=self.first)

    def fiscal_year(self, month: Month) -> int:
        """The fiscal year in which a calendar month lies, by the calendar year in which that begins."""
        return (month - (self.calendar.first_month - 1)) // MONTHS

    def years(self, number: int) -> list[int]:
        """Its first fiscal years."""
        return [self.fiscal_year(self.first) + one for one in range(number)]

    def year_ends(self, number: int) -> Array:
        """When its first fiscal years end, in months from its beginning, shape (number,)."""
        return MONTHS * np.arange(1.0, number + 1) - self.calendar.before("fiscal_year")

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The initiatives, each behind those that it comes after."""
        return in_order({name: one.after for name, one in self.initiatives.items()})

    @property
    def currency(self) -> str:
        """The currency of all initiatives."""
        return next(iter(self.initiatives.values())).assumptions.currency

    def most(self, name: str) -> dict[str, float]:
        """Of each role the fewest people that there are while there are any: more an activity of one cannot count on.

        Counting on those who come later, it would wait for them and leave idle those who are there.
        """
        if name in self.at_most:
            return dict(self.at_most[name])
        roles = workers(self[name].assumptions)
        return {
            role: min(people for _, people in steps if people > 0)
            for role, steps in self.people.items()
            if role in roles
        }

    def owner(self, name: str) -> Owner:
        """Whose numbers an initiative draws; one that is alone draws what it draws by itself."""
        if len(self) == 1:
            return ALONE
        one = self[name]
        drivers = one.assumptions.structure.drivers
        in_common = tuple(
            (driver, said.between_initiatives.share) for driver, said in drivers.items() if said.between_initiatives
        )
        return Owner(name, in_common, (PLATFORM,) if one.shares_platform else ())

    def only(self, names: Sequence[str]) -> Portfolio:
        """The same company with some of the initiatives; what they come after and is not among them is left out.

        What they share with others is paid by those who are left, and drawn as it was for all.

        Raises:
            ValueError: a name that is none of an initiative.
        """
        chosen = {name: self[name] for name in sorted(set(names), key=list(self.initiatives).index)}
        shared = {
            scenario: left
            for scenario, users in self.shared.items()
            if (left := tuple(n for n in users if n in chosen))
        }
        kept = {
            name: replace(
                one,
                assumptions=self._paid_anew(name, shared),
                after=tuple(other for other in one.after if other in chosen),
            )
            for name, one in chosen.items()
        }
        moved = min(one.start for one in kept.values()) - self.first
        people = {
            role: [(max(when - moved, 0.0), number) for when, number in steps] for role, steps in self.people.items()
        }
        there = {role: _last_at_once(steps) for role, steps in people.items()}
        return replace(self, initiatives=kept, people=there, shared=shared)

    def _paid_anew(self, name: str, shared: Mapping[str, tuple[str, ...]]) -> Assumptions:
        """An initiative's assumptions where others share what it uses."""
        assumptions = self[name].assumptions
        for scenario, users in shared.items():
            if name in users and len(users) < len(self.shared[scenario]):
                assumptions = paid_together(assumptions, scenario, len(set(users)))
        return assumptions

    def with_people(self, people: Mapping[str, Steps]) -> Portfolio:
        """The same initiatives with other people."""
        return replace(self, people=people)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that decides figures: two portfolios with the same one have the same figures."""
        content = {
            "initiatives": {
                name: [
                    one.assumptions.fingerprint,
                    one.start - self.first,
                    one.after,
                    one.priority,
                    self.owner(name),
                ]
                for name, one in self.initiatives.items()
            },
            "people": {role: list(steps) for role, steps in self.people.items()},
            "at_most": {name: dict(most) for name, most in self.at_most.items() if name in self},
            "calendar": [self.first, self.calendar.first_month],
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def workers(assumptions: Assumptions) -> set[str]:
    """The roles whose people work on an initiative until it is live."""
    structure = assumptions.structure
    return {structure.doer(role) for role in structure.plan.roles}


def paid_together(assumptions: Assumptions, scenario: str, users: int) -> Assumptions:
    """An initiative's assumptions when it pays its part of a platform (`operations.platform.shared_by`).

    Args:
        assumptions: of the initiative.
        scenario: that lays the platform on it.
        users: initiatives that pay the platform together.

    Raises:
        AssumptionsError: more than a platform can carry.
    """
    why = f"Initiatives of the portfolio that pay {scenario} together: {users}"
    return assumptions.with_changes({SHARED_BY: float(users)}, why=why, by="portfolio")


def said(meaning: Mapping[str, str], code: str) -> str:
    """A meaning in a language, in English where it lacks that, or as somebody wrote it; empty where nobody did."""
    return meaning.get(code) or meaning.get("") or meaning.get("en") or next(iter(meaning.values()), "")


def _last_at_once(steps: Steps) -> Steps:
    """Of several numbers from the same month on, the last."""
    return sorted(dict(steps).items())
