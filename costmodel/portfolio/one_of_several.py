"""One initiative of a portfolio as an estimate of its own: its figures, and its case among all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import Case
from costmodel.portfolio.simulation import key_of
from costmodel.typing import Array

if TYPE_CHECKING:
    from costmodel.portfolio.result import PortfolioEstimate


@dataclass(frozen=True, eq=False)
class InPortfolio(Estimate):
    """The estimate of one initiative as it goes in its portfolio; months are counted from its own start.

    Attributes:
        whole: the estimate of the portfolio.
        name: of the initiative.
    """

    whole: PortfolioEstimate | None = field(default=None, repr=False)
    name: str = ""

    @property
    def start(self) -> Array:
        """When it begins, in months from the beginning of the portfolio, shape (samples,)."""
        return self.figures["start"]

    @cached_property
    def likeliest(self) -> Estimate:
        """The likeliest case, with the likeliest cases of the other initiatives around it."""
        return self if self.samples == 1 or self.whole is None else self.whole.likeliest[self.name]

    def cases(self) -> Iterator[Case]:
        """The blocks of the simulation, computed again one by one, with all that compete for people."""
        for name, course in self.whole.courses() if self.whole is not None else ():
            if name == self.name:
                yield course.case


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
