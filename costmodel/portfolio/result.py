"""The estimate of a portfolio: sums of its initiatives sample by sample, a plan that adds up, and who waits for whom."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.percentiles import quantile, standard_error_of_mean
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.keeping import Filed
from costmodel.estimates.phasing import closed, nearest
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import FILED_FROM, Case
from costmodel.portfolio.engines import done_by
from costmodel.portfolio.people import one_more, waiting_for_people
from costmodel.portfolio.portfolio import Portfolio
from costmodel.portfolio.simulation import BlockWork, Layout, courses, key_of, layout
from costmodel.typing import Array
from costmodel.version import __version__

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("total", "to_go_live", "go_live")
NEAREST_LEVEL = 1e-9  # to which the level of `own_level` is found


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

    def courses(self) -> Iterator[tuple[str, Any]]:
        """Each initiative in each block, computed again block by block."""
        for number in range(-(-self.samples // BLOCK)):
            size = min(BLOCK, self.samples - number * BLOCK)
            yield from courses(self.laid, self.seed, number, size)

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
            ValueError: an unknown figure, or a share outside 0..1.
        """
        if not 0 <= share <= 1:
            raise ValueError("a share lies between 0 and 1")
        return quantile(self.figure(of), share)

    @cached_property
    def likeliest(self) -> PortfolioEstimate:
        """The likeliest case of all initiatives together."""
        return self if self.samples == 1 else estimate_portfolio(self.portfolio)

    @cached_property
    def with_people_enough(self) -> PortfolioEstimate:
        """The same samples when nobody waits for people; what the case counts on beyond those that there are is not
        given back."""
        rest = replace(self.portfolio, people={})
        capped = {name: self.portfolio.most(name) for name in self.portfolio}
        return estimate_portfolio(replace(rest, at_most=capped), self.samples, self.seed, self.workers, self.client)

    # -- tables -------------------------------------------------------------------------------------------------------

    def summary(self, of: str = "to_go_live", confidence: float = 0.8) -> pd.DataFrame:
        """A row for each initiative and one for the portfolio.

        Columns: begins, live (mean months from the beginning of the portfolio), live_p80; mean, p50, p80 of the money,
        se_mean; contribution: its part of the portfolio's percentile; own_level: the level at which that part is its
        own percentile; waits (mean months for people, summed over activities).

        The contributions add up to the portfolio's percentile: each is the mean of the initiative over the samples
        whose sum is nearest to it, scaled by the little that is missing.

        Args:
            of: "to_go_live" or "total".
            confidence: whose percentile is shared out.

        Raises:
            ValueError: another figure, or a confidence outside 0..1.
        """
        import pandas as pd

        if of not in ("to_go_live", "total"):
            raise ValueError(f"no summary of {of!r}; there are to_go_live, total")
        wanted, near = self.quantile(confidence, of), nearest(self.figure(of), confidence)
        parts = {name: float(np.mean(self[name].figure(of)[near])) for name in self}
        scale = wanted / sum(parts.values()) if sum(parts.values()) else 1.0
        rows = {}
        for name in self:
            money, live = self[name].figure(of), self.live(name)
            waits = sum(float(np.mean(self.waited(name, role))) for role in self.portfolio.people)
            begins = float(np.mean(self.figures[key_of(name, "start")]))
            part = parts[name] * scale
            rows[name] = [begins, *_row(money, live), part, float(np.mean(money <= part)), waits]
        begins, waits = min(row[0] for row in rows.values()), sum(row[-1] for row in rows.values())
        rows["portfolio"] = [begins, *_row(self.figure(of), self.go_live), wanted, confidence, waits]
        return pd.DataFrame.from_dict(rows, orient="index", columns=SUMMARY).rename_axis("initiative")

    def plan(
        self, confidence: float = 0.8, every: str = "fiscal_year", by: str = "initiative", of: str = "total"
    ) -> pd.DataFrame:
        """A phased budget at a chosen confidence, whose cells add up to that percentile to the cent.

        Made as `Estimate.plan` is: whole samples speak, those whose figure is nearest to the percentile.

        Args:
            confidence: 0.8 for a plan that is kept in 80 of 100 courses.
            every: "fiscal_year"; the last row has all that is spent later, too.
            by: "initiative".
            of: "total" alone: what is spent in a year is that of the whole life.

        Returns:
            a row for each fiscal year (by the calendar year in which it begins), a column for each initiative.

        Raises:
            ValueError: another period, cut or figure, or a confidence outside 0..1.
        """
        import pandas as pd

        for given, known, what in (
            (every, "fiscal_year", "period"),
            (by, "initiative", "cut"),
            (of, "total", "plan of"),
        ):
            if given != known:
                raise ValueError(f"no {what} {given!r}; there is {known}")
        near = nearest(self.total, confidence)
        cells = {
            name: [float(np.mean(self.figures[key_of(name, year)][near])) for year in self.laid.years] for name in self
        }
        frame = pd.DataFrame(cells, index=pd.Index(self.fiscal_years, name="fiscal_year"))
        return closed(frame, self.quantile(confidence))

    @property
    def fiscal_years(self) -> list[int]:
        """The fiscal years of the plan, by the calendar year in which each begins."""
        return [self.portfolio.first_year + number for number in range(len(self.laid.years))]

    def spending(self, name: str | None = None) -> dict[int, Array]:
        """Money spent in each fiscal year by an initiative, or by all where none is named, shape (samples,)."""
        names = list(self) if name is None else [name]
        return {
            year: np.sum([self.figures[key_of(one, key)] for one in names], axis=0)
            for year, key in zip(self.fiscal_years, self.laid.years, strict=True)
        }

    def by_year(self, confidence: float = 0.8) -> pd.DataFrame:
        """Each fiscal year by itself: mean, P10, P50, P80, P90, the level asked for, its budget, and the chance to keep
        it.

        A row is a distribution of its own, so a column is no course that the portfolio could take (`plan` is one).
        Columns: mean, p10, p50, p80, p90, level, budget, chance; the last two are missing where there is no budget.

        Args:
            confidence: of the column "level".
        """
        import pandas as pd

        rows = {}
        for year, spent in self.spending().items():
            budget = self.portfolio.budget.get(year, float("nan"))
            chance = float(np.mean(spent <= budget)) if year in self.portfolio.budget else float("nan")
            levels = [quantile(spent, share) for share in (0.1, 0.5, 0.8, 0.9, confidence)]
            rows[year] = [float(np.mean(spent)), *levels, budget, chance]
        columns = ["mean", "p10", "p50", "p80", "p90", "level", "budget", "chance"]
        frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("fiscal_year")
        used = np.flatnonzero(frame["mean"].to_numpy() > 0)
        return frame.iloc[: int(used[-1]) + 1 if len(used) else 1]

    def own_level(self, confidence: float = 0.8, of: str = "to_go_live") -> float:
        """The level at which each initiative is budgeted so that the whole is at a confidence.

        The budgets of all, each at this percentile of its own, add up to the percentile of the sum. Each at 0.8 is
        more than 0.8 together: money that lies idle.

        Args:
            confidence: of the whole.
            of: "to_go_live" or "total".
        """
        wanted = self.quantile(confidence, of)
        money = [np.sort(self[name].figure(of)) for name in self]
        low, high = 0.0, 1.0
        while high - low > NEAREST_LEVEL:
            middle = (low + high) / 2
            enough = sum(quantile(one, middle) for one in money) >= wanted
            low, high = (low, middle) if enough else (middle, high)
        return (low + high) / 2

    waiting_for_people = waiting_for_people
    one_more = one_more

    @property
    def fingerprint(self) -> str:
        """Hash of portfolio, seed, samples and version: two estimates with the same one are the same."""
        content = f"{self.portfolio.fingerprint} {self.seed} {self.samples} {self.version}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]


SUMMARY = ["begins", "live", "live_p80", "mean", "p50", "p80", "se_mean", "contribution", "own_level", "waits"]


def _row(money: Array, live: Array) -> list[float]:
    months = [float(np.mean(live)), quantile(live, 0.8)]
    return [*months, float(np.mean(money)), quantile(money, 0.5), quantile(money, 0.8), standard_error_of_mean(money)]


def estimate_portfolio(
    portfolio: Portfolio,
    samples: int = 1,
    seed: int = 1,
    workers: int = 1,
    client: Any = None,
    progress: Callable[[int], None] | None = None,
) -> PortfolioEstimate:
    """Cost and dates of several initiatives, in samples in which what the company has in common is the same for all.

    Each initiative draws from streams of its own, addressed by its name; the drivers of the company are the same
    column for all, as far as the assumptions say (``drivers.NAME.between_initiatives``). One that is alone draws what
    it draws by itself: where nobody is scarce its figures are those of `estimate` to the last bit. Where the portfolio
    says who there is, people are a limit in every sample.

    Args:
        portfolio: as from `load_portfolio`.
        samples: 1 for the likeliest case; a simulation from 2. Standard errors need 2,048.
        seed: a whole number from 0; the same seed gives the same samples to the last bit, whoever computes them.
        workers: how many processes of this machine share the blocks of 4,096 samples.
        client: a `dask.distributed.Client`, or the address of a scheduler, instead of processes of this machine.
        progress: called with the number of samples finished.

    Raises:
        ValueError: fewer than one sample or worker, a negative seed, or a go-live that cannot be meant.
        ModuleNotFoundError: a client is asked for, and `distributed` is not installed.
    """
    if not isinstance(portfolio, Portfolio):
        raise TypeError(f"it is made of a portfolio, as from costmodel.load_portfolio(), not of {portfolio!r:.60}")
    if samples < 1 or workers < 1 or seed < 0:
        raise ValueError(f"at least one sample ({samples}), one worker ({workers}), and a seed from 0 ({seed})")
    laid = layout(portfolio)
    names = tuple(key_of(name, figure) for name in portfolio for figure in laid.names)
    alone = workers == 1 and client is None
    filed = None if alone and len(portfolio) * samples < FILED_FROM else Filed(names, samples)
    inside = {key: np.empty(samples) for key in names} if filed is None else {}
    work, finished = BlockWork(laid, samples, seed, None if alone else filed), 0
    for number, found in done_by(work, workers, client):
        first, last = work.place(number)
        if filed is not None:
            filed.put(first, last, found)
        for key in inside:
            inside[key][first:last] = found[key]
        finished += last - first
        if progress is not None:
            progress(finished)
    kept: Mapping[str, Array] = inside if filed is None else filed
    return PortfolioEstimate(portfolio, samples, seed, laid, kept, workers, client)
