"""One initiative of a portfolio as an estimate of its own: its figures, and its case among all others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from costmodel.beliefs.streams import Owner
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import Case
from costmodel.estimates.timeline import books_of
from costmodel.portfolio.simulation import key_of
from costmodel.simulation.ledger import Ledger
from costmodel.typing import Array

if TYPE_CHECKING:
    from costmodel.portfolio.result import PortfolioEstimate


@dataclass(frozen=True, eq=False, repr=False)
class InPortfolio(Estimate):
    """The estimate of one initiative as it goes in its portfolio; months are counted from its own start.

    Attributes:
        whole: the estimate of the portfolio.
        name: of the initiative.
    """

    whole: PortfolioEstimate = field(kw_only=True, repr=False)
    name: str = field(kw_only=True)

    def __reduce__(self) -> tuple[Callable[..., InPortfolio], tuple[PortfolioEstimate, str]]:
        """It goes with its portfolio, without which it could not be computed again."""
        return _of, (self.whole, self.name)

    @property
    def fingerprint(self) -> str:
        """Hash of the portfolio's fingerprint and the name: two estimates with the same one are the same."""
        return hashlib.sha256(f"{self.whole.fingerprint} {self.name}".encode()).hexdigest()[:16]

    @property
    def owner(self) -> Owner:
        """Whose numbers were drawn."""
        return self.whole.portfolio.owner(self.name)

    @property
    def start(self) -> Array:
        """When it begins, in months from the beginning of the portfolio, shape (samples,)."""
        return self.figures["start"]

    @cached_property
    def likeliest(self) -> Estimate:
        """The likeliest case, with the likeliest cases of the other initiatives around it."""
        return self if self.samples == 1 else self.whole.likeliest[self.name]

    def cases(self) -> Iterator[Case]:
        """Some blocks of the simulation after the others, computed again with all that compete for people."""
        return (course.case for name, course in self.whole.courses() if name == self.name)

    def ledgers(self) -> Iterator[Ledger]:
        """The ledger of each block, computed again."""
        return (book.ledger for case in self.cases() for book in books_of(case))

    def at_gates(self) -> Iterator[tuple[Ledger, Mapping[str, Array]]]:
        """The ledger of each block, and when each gate is reached in it, shape (samples of the block,)."""
        return ((book.ledger, book.gates) for case in self.cases() for book in books_of(case))


def _of(whole: PortfolioEstimate, name: str) -> InPortfolio:
    return whole[name]


class Named(Mapping[str, Array]):
    """Of the figures of a portfolio those of one initiative."""

    def __init__(self, figures: Mapping[str, Array], name: str, names: tuple[str, ...]) -> None:
        self._figures, self._name, self._names = figures, name, names

    def __getitem__(self, figure: str) -> Array:
        return self._figures[key_of(self._name, figure)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
