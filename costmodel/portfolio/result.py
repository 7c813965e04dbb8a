"""The estimate of a portfolio: its initiatives together, and their sums sample by sample."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from costmodel.beliefs.percentiles import quantile
from costmodel.estimates import asked
from costmodel.estimates.keeping import Filed, Held
from costmodel.estimates.result import USUAL_SAMPLES
from costmodel.estimates.simulation import FILED_FROM
from costmodel.estimates.workers import forks
from costmodel.portfolio.engines import done_by
from costmodel.portfolio.one_of_several import InPortfolio, Named
from costmodel.portfolio.people import one_more, waiting_for_people
from costmodel.portfolio.portfolio import Portfolio
from costmodel.portfolio.resuming import Finished
from costmodel.portfolio.simulation import BlockWork, Course, Layout, key_of, layout
from costmodel.portfolio.tables import by_year, own_level, plan, summary
from costmodel.typing import Array
from costmodel.version import __version__

MEASURES = ("total", "to_go_live", "go_live")


@dataclass(frozen=True, eq=False)
class PortfolioEstimate(Mapping[str, InPortfolio]):
    """What a portfolio costs and when it is live; carried through, undiscounted and in constant prices.

    Made by `estimate_portfolio`.

    Attributes:
        portfolio, samples, seed: all that is needed to compute everything again.
        laid: what does not hang on any draw.
        figures: what is kept of each sample of each initiative, shape (samples,).
        workers, client: who computed it, and will compute what is asked for beyond it.
    """

    portfolio: Portfolio
    samples: int
    seed: int
    laid: Layout = field(repr=False)
    figures: Mapping[str, Array] = field(repr=False)
    workers: int = 1
    client: Any = field(default=None, repr=False)
    version: str = __version__

    # -- the initiatives ----------------------------------------------------------------------------------------------

    def __getitem__(self, name: str) -> InPortfolio:
        one = self.portfolio[name]
        figures = Named(self.figures, name, self.laid.names)
        return InPortfolio(one.assumptions, self.samples, self.seed, figures, whole=self, name=name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.portfolio)

    def __len__(self) -> int:
        return len(self.portfolio)

    def courses(self) -> Iterator[tuple[str, Course]]:
        """Each initiative in all samples, computed again some blocks after the others."""
        work = BlockWork(self.laid, self.samples, self.seed)
        for number in range(work.tasks):
            yield from work.courses(number)

    def waited(self, name: str, role: str) -> Array:
        """Months that the activities of an initiative wait for a role, summed over them, shape (samples,)."""
        return self.figures[key_of(name, f"waited {role}")]

    # -- sums, sample by sample -----------------------------------------------------------------------------------

    @cached_property
    def total(self) -> Array:
        """Money of all initiatives until their horizons, shape (samples,)."""
        return self._sum("total")

    @cached_property
    def to_go_live(self) -> Array:
        """Money of all initiatives until they are live, shape (samples,)."""
        return self._sum("to_go_live")

    @cached_property
    def go_live(self) -> Array:
        """Months from the beginning of the portfolio until its last initiative is live, shape (samples,)."""
        last = np.zeros(self.samples)
        for name in self:
            last = np.maximum(last, self.live(name))
        return last

    def live(self, name: str) -> Array:
        """Months from the beginning of the portfolio until an initiative is live, shape (samples,)."""
        return self.figures[key_of(name, "start")] + self.figures[key_of(name, "go_live")]

    def _sum(self, of: str) -> Array:
        total = np.zeros(self.samples)
        for name in self:
            total = total + self[name].figure(of)
        return total

    def figure(self, of: str) -> Array:
        """A figure of the portfolio by name, of `MEASURES`, shape (samples,).

        Raises:
            ValueError: an unknown figure.
        """
        if of not in MEASURES:
            raise ValueError(f"no figure {of!r}; there are {', '.join(MEASURES)}")
        return np.asarray(getattr(self, of))

    def quantile(self, share: float, of: str = "total") -> float:
        """The value that a share of the samples does not exceed.

        Args:
            share: 0.8 for P80.
            of: "total", "to_go_live" (money) or "go_live" (months until the last one is live).

        Raises:
            ValueError: an unknown figure, a share outside 0..1, or one sample.
        """
        asked.several(self)
        asked.number("a share", share)
        if not 0 <= share <= 1:
            raise ValueError("a share lies between 0 and 1")
        return quantile(self.figure(of), share)

    @cached_property
    def likeliest(self) -> PortfolioEstimate:
        """The likeliest case of all initiatives together."""
        return self if self.samples == 1 else estimate_portfolio(self.portfolio, samples=1)

    @cached_property
    def with_people_enough(self) -> PortfolioEstimate:
        """The same samples when nobody waits for people; what the case counts on beyond those that there are is not
        given back."""
        rest = replace(self.portfolio, people={})
        capped = {name: self.portfolio.most(name) for name in self.portfolio}
        return estimate_portfolio(replace(rest, at_most=capped), self.samples, self.seed, self.workers, self.client)

    @property
    def fiscal_years(self) -> list[int]:
        """The fiscal years of the plan, by the calendar year in which each begins."""
        return self.portfolio.years(len(self.laid.years))

    def spending(self, name: str | None = None) -> dict[int, Array]:
        """Money spent in each fiscal year by an initiative, or by all where none is named, shape (samples,)."""
        names = list(self) if name is None else [name]
        return {
            year: np.sum([self.figures[key_of(one, key)] for one in names], axis=0)
            for year, key in zip(self.fiscal_years, self.laid.years, strict=True)
        }

    # -- tables and levels; what each means and returns is said there ---------------------------------------------

    summary = summary
    plan = plan
    by_year = by_year
    own_level = own_level
    waiting_for_people = waiting_for_people
    one_more = one_more

    def __reduce__(self) -> tuple[Callable[..., PortfolioEstimate], tuple[Any, ...]]:
        """Portfolio, seed, number of samples and figures; whose cluster it was is forgotten."""
        figures = {key: np.asarray(self.figures[key]) for key in self.figures}
        return type(self), (self.portfolio, self.samples, self.seed, self.laid, figures, 1, None, self.version)

    @property
    def fingerprint(self) -> str:
        """Hash of portfolio, seed, samples and version: two estimates with the same one are the same."""
        return fingerprint_of(self.portfolio, self.samples, self.seed, self.version)


def fingerprint_of(portfolio: Portfolio, samples: int, seed: int, version: str = __version__) -> str:
    """Hash of portfolio, seed, samples and version."""
    content = f"{portfolio.fingerprint} {seed} {samples} {version}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def estimate_portfolio(
    portfolio: Portfolio,
    samples: int = USUAL_SAMPLES,
    seed: int = 1,
    workers: int = 1,
    client: Any = None,
    progress: Callable[[int], None] | None = None,
    resume: str | Path | None = None,
) -> PortfolioEstimate:
    """Cost and dates of several initiatives, in samples in which what the company has in common is the same for all.

    Each initiative draws from streams of its own, addressed by its name; the drivers of the company are the same
    column for all, as far as the assumptions say (``drivers.NAME.between_initiatives``). One that is alone draws what
    it draws by itself: where nobody is scarce its figures are those of `estimate` to the last bit. Where the portfolio
    says who there is, people are a limit in every sample.

    Args:
        portfolio: as from `load_portfolio`.
        samples: how many courses are simulated. Standard errors need 2,048; one sample is no simulation but every
            assumption at its likeliest value.
        seed: a whole number from 0; the same seed gives the same samples to the last bit, whoever computes them.
        workers: how many processes of this machine share the blocks of 4,096 samples.
        client: a `dask.distributed.Client`, or the address of a scheduler, instead of processes of this machine.
        progress: called with the number of samples finished.
        resume: a folder in which finished blocks are kept until all are: a run that was broken off goes on from there
            when it is asked for again, with the same bits.

    Raises:
        TypeError: no portfolio, or counts that are no whole numbers (1e4, "1000").
        ValueError: fewer than one sample or worker, a negative seed, or a go-live that cannot be meant.
        ModuleNotFoundError: a client is asked for, and `distributed` is not installed.
        OSError: the folder cannot be written.
    """
    if not isinstance(portfolio, Portfolio):
        raise TypeError(f"it is made of a portfolio, as from costmodel.load_portfolio(), not of {portfolio!r:.60}")
    for name, given, least in (("samples", samples, 1), ("seed", seed, 0), ("workers", workers, 1)):
        asked.count(name, given, least)
    small = workers == 1 and client is None and len(portfolio) * samples < FILED_FROM
    work = BlockWork(layout(portfolio), samples, seed)
    kept = Held(work.names, samples) if small else Filed(work.names, samples)
    finished = None if resume is None else Finished(resume, fingerprint_of(portfolio, samples, seed), work.parts)
    if finished is None and client is None and (workers == 1 or forks()):
        work = replace(work, figures=kept)  # whoever computes them keeps them
    done = 0
    for number, found, last_of_it in _computed(work, finished, workers, client):
        first, last = work.place(number)
        kept.put(first, last, found)
        if last_of_it:
            done += last - first
            if progress is not None:
                progress(done)
    return PortfolioEstimate(portfolio, samples, seed, work.laid, kept, workers, client)


def _computed(
    work: BlockWork, finished: Finished | None, workers: int, client: Any
) -> Iterator[tuple[int, Mapping[str, Array], bool]]:
    """Figures with the number of their task, and whether they are the last of it; those first that a run before has
    finished."""
    left = []
    for number in range(work.tasks):
        first, last = work.place(number)
        known = None if finished is None else finished.figures(number, last - first)
        if known is None:
            left.append(number)
            continue
        for part, found in enumerate(known, start=1):
            yield number, found, part == len(work.parts)
    for number, figures, last_of_it in done_by(work, left, workers, client):
        if finished is not None:
            finished.put(number, figures)
        yield number, figures, last_of_it
    if finished is not None:
        finished.remove()
