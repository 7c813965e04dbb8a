"""The straight line: assumptions in, estimate out; the likeliest case and ten thousand samples by the same code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import (
    figures,
    framed,
    quantile,
    standard_error_of_mean,
    standard_error_of_share,
    table,
)
from costmodel.beliefs.sampling import BLOCK
from costmodel.beliefs.streams import ALONE, Owner
from costmodel.estimates import asked, phasing
from costmodel.estimates.cash_flow import Flow, joined
from costmodel.estimates.first_estimate import AgainstFirst
from costmodel.estimates.handing_on import HandedOn
from costmodel.estimates.lives import Lives
from costmodel.estimates.simulation import Case, computed, simulated, sources
from costmodel.estimates.timeline import Book, books_of, dates, gates_of, timeline
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import LAYERS
from costmodel.simulation.inputs import Source
from costmodel.simulation.ledger import CUTS, SCOPES, Ledger
from costmodel.typing import Array
from costmodel.version import __version__

if TYPE_CHECKING:
    import pandas as pd


USUAL_SAMPLES = 10_000
WHOLE_LIVES = ("whole_life_retired", "whole_life_replaced")
MEASURES = ("total", *SCOPES, "go_live", *WHOLE_LIVES)


@dataclass(frozen=True, eq=False, repr=False)
class Estimate(HandedOn, Lives, AgainstFirst):
    """What an initiative costs and when it goes live, sample by sample. Money is undiscounted, in constant prices.

    Made by `estimate`. "Carried through": no gate or risk stops the initiative and it is operated to the horizon;
    "as it happens": some end before go-live, the others when the system is retired. What `Lives` adds lies between
    the two: no stop, but the retirement that the model expects.

    Attributes:
        assumptions, seed, samples: all that is needed to compute everything again.
        figures: what is kept of each sample, by the names of `kept_names`; shape (samples,). Large simulations keep
            them in a file without a name, from which each is read when it is asked for.
        flow: the monthly cash flow by category, kept by large simulations.
        case: everything there is, kept by simulations of one block, so that no cut of them is computed again.
        books: the ledger and the dates of each block, kept by simulations of a few blocks.
    """

    assumptions: Assumptions
    samples: int
    seed: int
    figures: Mapping[str, Array] = field(repr=False)
    flow: Flow | None = field(default=None, repr=False)
    case: Case | None = field(default=None, repr=False)
    books: tuple[Book, ...] = field(default=(), repr=False)
    version: str = __version__

    # -- carried through --------------------------------------------------------------------------------------------

    @cached_property
    def to_go_live(self) -> Array:
        """Money until go-live, shape (samples,)."""
        return self._sum("to_go_live")

    @cached_property
    def after_go_live(self) -> Array:
        """Money from go-live to the horizon, shape (samples,)."""
        return self._sum("after_go_live")

    @cached_property
    def total(self) -> Array:
        """Money until the horizon if the system is operated so long, shape (samples,)."""
        return self.to_go_live + self.after_go_live

    @property
    def go_live(self) -> Array:
        """Months from start to go-live, shape (samples,)."""
        return self.figures["go_live"]

    @property
    def accepted(self) -> Array:
        """Months from start to the accepted prototype: the finish of the last gate, repeats included."""
        return self.figures["accepted"]

    @property
    def categories(self) -> dict[str, Array]:
        """Category -> money over the whole life, shape (samples,)."""
        return {name: self.figure(name) for name in cost_categories()}

    @property
    def layers(self) -> dict[str, Array]:
        """Layer -> money until go-live, shape (samples,)."""
        return {layer: self.figures[f"layer {layer}"] for layer in LAYERS}

    @property
    def share_waiting(self) -> float:
        """Mean share of the time to go-live that is waiting, on the path that decides the go-live."""
        return float(np.mean(self.figures["waiting"] / np.maximum(self.go_live, 1e-9)))

    @property
    def run_cost_per_year(self) -> Array:
        """Money per year of operation, shape (samples,)."""
        horizon = self.figures["horizon"]
        per_month = np.where(horizon > 0, self.after_go_live / np.where(horizon > 0, horizon, 1.0), 0.0)
        return per_month * self.assumptions["calendar.months_per_year"].likeliest

    def _sum(self, scope: str) -> Array:
        total = np.zeros(self.samples)
        for category in cost_categories():
            total = total + self.figures[f"{scope} {category}"]
        return total

    # -- figures for tables -------------------------------------------------------------------------------------------

    def quantile(self, share: float, of: str = "total") -> float:
        """The value that a share of the samples does not exceed.

        Args:
            share: 0.8 for P80.
            of: of `MEASURES` ("go_live" in months), or a category (to the horizon).

        Raises:
            TypeError: a share that is no number.
            ValueError: an unknown figure, a share outside 0..1, or one sample, which has no percentiles.
        """
        asked.number("a share", share)
        if not 0 <= share <= 1:
            raise ValueError(f"a share lies between 0 and 1, such as 0.8 for P80, not {share:g}")
        asked.several(self)
        return quantile(self.figure(of), share)

    def figure(self, of: str) -> Array:
        """A figure of each sample by name, shape (samples,); names as for `quantile`.

        Raises:
            ValueError: an unknown figure.
        """
        if of in MEASURES:
            return np.asarray(getattr(self, of))
        if of in cost_categories():
            return self.figures[f"to_go_live {of}"] + self.figures[f"after_go_live {of}"]
        raise ValueError(f"no figure {of!r}; there are {', '.join((*MEASURES, *cost_categories()))}")

    @cached_property
    def likeliest(self) -> Estimate:
        """The likeliest case of the same assumptions: the same code with one sample."""
        return self if self.samples == 1 else likeliest(self.assumptions)

    def summary(self) -> pd.DataFrame:
        """Cost by scope, over both lives and by category: likeliest, mean, percentiles, standard errors.

        Columns as `percentiles.COLUMNS`; a standard error is NaN below 2,048 samples, a percentile of one sample.
        """
        names = (*SCOPES, "total", *WHOLE_LIVES, *cost_categories())
        rows = {name: figures(self.figure(name), float(self.likeliest.figure(name)[0])) for name in names}
        return framed(rows, ["figure"])

    def by(self, cut: str | Sequence[str]) -> pd.DataFrame:
        """The whole-life cost cut another way, with the columns of `summary`.

        Args:
            cut: "category", "phase", "item", "layer", "payee", "scope", or a list of several.

        Raises:
            ValueError: an unknown cut.
        """
        cuts = [cut] if isinstance(cut, str) else list(cut)
        rows = self.cut_by(cuts)
        label: Callable[[tuple[str, ...]], object] = (lambda key: key[0]) if len(cuts) == 1 else (lambda key: key)
        return table(
            {label(key): values for key, (values, _) in rows.items()},
            {label(key): likeliest for key, (_, likeliest) in rows.items()},
            cuts,
        )

    def cut_by(self, cuts: Sequence[str]) -> dict[tuple[str, ...], tuple[Array, float]]:
        """What `by` makes its table of: for each part the cost in every sample, and in the likeliest case.

        Raises:
            ValueError: an unknown cut.
        """
        for one in cuts:
            if one not in CUTS:
                raise ValueError(f"no cut {one!r}; there are {', '.join(CUTS)}")
        parts = [ledger.by(*cuts) for ledger in self.ledgers()]
        keys = dict.fromkeys(key for part in parts for key in part)
        modes = next(self.likeliest.ledgers()).by(*cuts)
        return {
            key: (np.concatenate([part[key] for part in parts]), float(modes[key][0]) if key in modes else 0.0)
            for key in keys
        }

    def go_live_figures(self) -> pd.DataFrame:
        """Months to go-live as one row with the columns of `summary`."""
        return table({"go_live": self.go_live}, {"go_live": float(self.likeliest.go_live[0])}, ["figure"])

    def timeline(self) -> pd.DataFrame:
        """The plan in mean months from the start, a row for each activity.

        Columns: activity, meaning, phase, start, work_start, finish, repeats_until (waiting, then work, then repeats;
        equal where there is none of it), critical (share of samples in which it decides the go-live).
        """
        blocks = [book.dates for book in self.books] or (of for case in self.cases() for of in dates(case))
        return timeline(blocks, self.samples, self.assumptions.structure.plan)

    # Money by period; what each means and returns is said there.
    cash_flow = phasing.cash_flow
    fan = phasing.fan
    plan = phasing.plan

    def joint_confidence(self, budget: float, months: float, scope: str = "to_go_live") -> float:
        """The probability that both hold: cost within the budget, and go-live within the months.

        Args:
            budget: money; infinite where nothing limits it.
            months: from start to go-live; infinite likewise.
            scope: "to_go_live" or "total".

        Raises:
            TypeError: no numbers.
            ValueError: another scope, NaN, or one sample.
        """
        asked.number("a budget", budget, endless=True)
        asked.number("a number of months", months, endless=True)
        asked.several(self)
        if scope not in ("to_go_live", "total"):
            raise ValueError("scope is to_go_live or total")
        return float(np.mean((self.figure(scope) <= budget) & (self.go_live <= months)))

    def standard_error(self, of: str) -> float:
        """Standard error of "chance_within", "reaches_production" or "cost_per_productive_month".

        NaN below 2,048 samples. For the last see `Lives.moves_cost_per_productive_month`.
        """
        if of == "cost_per_productive_month":
            return standard_error_of_mean(self.moves_cost_per_productive_month)
        inside = {"chance_within": self.to_go_live <= self.first_estimate, "reaches_production": self.reached > 0}
        return standard_error_of_share(inside[of])

    @property
    def owner(self) -> Owner:
        """Whose numbers were drawn: its own, unless it is one of several initiatives in a simulation."""
        return ALONE

    def sources(self, at_once: int = 1) -> Iterator[Source]:
        """Where the blocks of the simulation drew from; `at_once` is how many blocks each source covers."""
        return sources(self.samples, self.seed, at_once, self.owner)

    def ledgers(self) -> Iterator[Ledger]:
        """The ledger of each block of the simulation: as kept, or computed again one by one."""
        if self.books:
            return iter([book.ledger for book in self.books])
        return (case.ledger for case in self.cases())

    def at_gates(self) -> Iterator[tuple[Ledger, Mapping[str, Array]]]:
        """The ledger of each block, and when each gate is reached in it, shape (samples of the block,)."""
        if self.books:
            return ((book.ledger, book.gates) for book in self.books)
        return ((case.ledger, gates_of(case)) for case in self.cases())

    def cases(self) -> Iterator[Case]:
        """The blocks of the simulation, computed again one by one."""
        if self.case is not None:
            yield self.case
            return
        for source in self.sources():
            yield computed(self.assumptions, source)


def estimate(
    assumptions: Assumptions,
    samples: int = USUAL_SAMPLES,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Estimate:
    """Cost and date of an initiative, simulated.

    Args:
        assumptions: what is believed.
        samples: how many courses are simulated. Standard errors need 2,048; one sample is no simulation but the
            likeliest case, see `likeliest`.
        seed: a whole number from 0; the same seed gives the same samples to the last bit, whatever `workers`.
        workers: how many processes share the blocks.
        progress: called with the number of samples finished.

    Raises:
        TypeError: no assumptions, or counts that are no whole numbers (1e4, "1000").
        ValueError: fewer than one sample or worker, a negative seed, or a go-live beyond `simulation.MOST_MONTHS`.
    """
    meant(assumptions, samples, seed, workers)
    done = simulated(assumptions, samples, seed, workers, progress or (lambda _: None))
    one_block = samples <= BLOCK
    books = () if done.case is None or one_block else tuple(books_of(done.case))
    flow = joined(done.flows) if done.flows else None
    return Estimate(assumptions, samples, seed, done.figures, flow, done.case if one_block else None, books)


def meant(assumptions: Assumptions, samples: int, seed: int, workers: int = 1) -> None:
    """Refuses what no estimate can be made of; arguments and errors as for `estimate`."""
    asked.meant("estimate", "the first argument", assumptions, "Assumptions")
    for name, given, least in (("samples", samples, 1), ("seed", seed, 0), ("workers", workers, 1)):
        asked.count(name, given, least)


def likeliest(assumptions: Assumptions) -> Estimate:
    """The likeliest case alone: every assumption at its likeliest value, and no risk event below an even chance.

    One course and no simulation: its figures can be added up by hand, and nearly every real course costs more and
    takes longer. So it has no percentiles; what asks for them says so.

    Raises:
        TypeError: no assumptions.
        ValueError: a go-live beyond `simulation.MOST_MONTHS`.
    """
    asked.meant("likeliest", "the first argument", assumptions, "Assumptions")
    return estimate(assumptions, samples=1)


def compared(known: Estimate, assumptions: Assumptions) -> Estimate:
    """The estimate of other assumptions with the samples of a known one, for its figures alone.

    What is kept for cutting it another way is left out, which takes a quarter less time; asked for, it is computed.
    Where several are compared with the same one, `variations.Variations` takes a fraction of the time.
    """
    figures = simulated(assumptions, known.samples, known.seed, 1, lambda _: None, with_case=False).figures
    return Estimate(assumptions, known.samples, known.seed, figures)
