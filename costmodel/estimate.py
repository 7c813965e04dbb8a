"""The straight line: assumptions in, estimate out; the likeliest case and ten thousand samples by the same code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.assumptions import Assumptions
from costmodel.costs import all_lines
from costmodel.distributions import Array
from costmodel.inputs import Inputs, Source
from costmodel.ledger import CUTS, SCOPES, Ledger, shares_by, spent_by
from costmodel.percentiles import quantile, standard_error_of_share, table
from costmodel.plan import CATEGORIES, GO_LIVE, LAYERS
from costmodel.sampling import BLOCK, Block, Likeliest
from costmodel.schedule import Schedule
from costmodel.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

PERIODS = ("month", "quarter", "fiscal_year")


@dataclass(frozen=True, eq=False)
class Case:
    """One case computed to the end: a block of samples, or the likeliest."""

    inputs: Inputs
    schedule: Schedule
    ledger: Ledger


def computed(assumptions: Assumptions, source: Source, attach: Callable[[Array, str], Any] | None = None) -> Case:
    """Inputs, schedule and ledger of one block of samples or of the likeliest case."""
    inputs = Inputs(assumptions, source, attach)
    schedule = Schedule(inputs)
    return Case(inputs, schedule, Ledger(all_lines(inputs, schedule), source.samples))


# What is kept of each sample; everything else is computed again from the seed when it is asked for.
KEPT = (
    *(f"{scope} {category}" for scope in SCOPES for category in CATEGORIES),
    *(f"layer {layer}" for layer in LAYERS),
    "go_live",
    "accepted",
    "waiting",
    "stop",
    "lifetime",
    "spent",
)


def kept(case: Case, accepted_at: str) -> dict[str, Array]:
    """The figures of `KEPT` of one case, each of shape (1,) or (samples,)."""
    schedule, samples = case.schedule, case.inputs.samples
    found: dict[str, Array] = {name: np.zeros(samples) for name in KEPT}
    reached = np.where(schedule.stop < schedule.go_live, 0.0, 1.0)
    end = np.minimum(schedule.stop, schedule.go_live + np.minimum(schedule.lifetime, schedule.horizon))
    for window, parts in case.ledger.by_window("scope", "category", "layer"):
        spent = spent_by(window, end, reached)
        for (scope, category, layer), amount in parts.items():
            found[f"{scope} {category}"] += amount
            if scope == "to_go_live":
                found[f"layer {layer}"] += amount
            found["spent"] += amount * spent
    return found | {
        "go_live": schedule.go_live,
        "accepted": schedule.finish[accepted_at],
        "waiting": schedule.waiting,
        "stop": schedule.stop,
        "lifetime": schedule.lifetime,
    }


@dataclass(frozen=True, eq=False)
class Estimate:
    """What an initiative costs and when it goes live, sample by sample. Money is undiscounted, in constant prices.

    Made by `estimate`. "Carried through": no gate or risk stops the initiative and it is operated to the horizon;
    "as it happens": some end before go-live, the others when the system is retired.

    Attributes:
        assumptions, seed, samples: all that is needed to compute everything again.
        figures: what is kept of each sample, by the names in `KEPT`; shape (samples,).
    """

    assumptions: Assumptions
    samples: int
    seed: int
    figures: dict[str, Array] = field(repr=False)
    version: str = VERSION

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
        """Whole-life money, shape (samples,)."""
        return self.to_go_live + self.after_go_live

    @property
    def go_live(self) -> Array:
        """Months from start to go-live, shape (samples,)."""
        return self.figures["go_live"]

    @property
    def accepted(self) -> Array:
        """Months from start to the accepted prototype: the finish of the last activity with a gate, repeats included."""
        return self.figures["accepted"]

    @property
    def categories(self) -> dict[str, Array]:
        """Category -> money over the whole life, shape (samples,)."""
        return {name: self.figures[f"to_go_live {name}"] + self.figures[f"after_go_live {name}"] for name in CATEGORIES}

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
        per_month = self.after_go_live / self.assumptions["initiative.horizon"].likeliest
        return per_month * self.assumptions["calendar.months_per_year"].likeliest

    def _sum(self, scope: str) -> Array:
        total = np.zeros(self.samples)
        for category in CATEGORIES:
            total = total + self.figures[f"{scope} {category}"]
        return total

    # -- the estimate that someone already has --------------------------------------------------------------------

    @cached_property
    def first_estimate(self) -> float:
        """The user's own first estimate, or the mean cost of the layer "prototype" until go-live."""
        own = self.assumptions["first_estimate.amount"].likeliest
        return own if own > 0 else float(np.mean(self.figures["layer prototype"]))

    @property
    def covered(self) -> float:
        """The first estimate as a share of the median cost to go-live."""
        return self.first_estimate / self.quantile(0.5, of="to_go_live")

    @property
    def chance_within(self) -> float:
        """The chance that the cost to go-live stays within the first estimate."""
        return float(np.mean(self.to_go_live <= self.first_estimate))

    @property
    def underestimation(self) -> dict[str, float]:
        """Why the first estimate falls short of the median cost to go-live, in money, adding up exactly.

        ``first_estimate`` + ``uncertainty`` (what it covers turns out dearer) + ``out_of_scope`` (what it leaves out)
        = ``median``; ``factor`` is the median over the first estimate.
        """
        covers = [layer for layer in LAYERS if self.assumptions[f"first_estimate.covers.{layer}"].likeliest > 0]
        median = self.quantile(0.5, of="to_go_live")
        inside = np.zeros(self.samples)
        for layer in covers:
            inside = inside + self.layers[layer]
        covered = quantile(inside, 0.5)
        return {
            "first_estimate": self.first_estimate,
            "uncertainty": covered - self.first_estimate,
            "out_of_scope": median - covered,
            "median": median,
            "factor": median / self.first_estimate if self.first_estimate else float("inf"),
        }

    # -- as it happens ------------------------------------------------------------------------------------------------

    @property
    def reached(self) -> Array:
        """1 where production is reached, 0 where a gate or a risk ended the initiative before; shape (samples,)."""
        return np.where(self.figures["stop"] < self.go_live, 0.0, 1.0)

    @property
    def reaches_production(self) -> float:
        """The probability of reaching production."""
        return float(np.mean(self.reached))

    @property
    def spent(self) -> Array:
        """Money really spent, stops and retirement included; shape (samples,)."""
        return self.figures["spent"]

    @property
    def cost_per_success(self) -> float:
        """Mean money spent on all attempts for each system that reaches production; infinite where none does."""
        chance = self.reaches_production
        return float(np.mean(self.spent)) / chance if chance > 0 else float("inf")

    def still_in_production(self, months: float) -> float:
        """The probability that a system is still in use so many months after go-live, given that it was reached.

        Raises:
            ValueError: a negative number of months.
        """
        if months < 0:
            raise ValueError("months after go-live cannot be negative")
        alive = self.figures["lifetime"][self.reached > 0] > months
        return float(np.mean(alive)) if len(alive) else float("nan")

    # -- figures for tables -------------------------------------------------------------------------------------------

    def quantile(self, share: float, of: str = "total") -> float:
        """The value that a share of the samples does not exceed.

        Args:
            share: 0.8 for P80.
            of: "total", "to_go_live", "after_go_live", "go_live" (months), or a category (whole life).

        Raises:
            ValueError: an unknown figure, or a share outside 0..1.
        """
        if not 0 <= share <= 1:
            raise ValueError("a share lies between 0 and 1")
        return quantile(self._figure(of), share)

    def _figure(self, of: str) -> Array:
        if of in ("total", "to_go_live", "after_go_live", "go_live"):
            return np.asarray(getattr(self, of))
        if of in CATEGORIES:
            return self.categories[of]
        raise ValueError(f"no figure {of!r}; there are total, to_go_live, after_go_live, go_live, {', '.join(CATEGORIES)}")

    @cached_property
    def likeliest(self) -> Estimate:
        """The likeliest case of the same assumptions: the same code with one sample."""
        return self if self.samples == 1 else estimate(self.assumptions)

    def summary(self) -> pd.DataFrame:
        """Cost to go-live, after it, in total and by category: likeliest, mean, percentiles, standard errors.

        Columns as `percentiles.COLUMNS`; a standard error is NaN below 2,048 samples.
        """
        rows: dict[object, Array] = {name: self._figure(name) for name in ("to_go_live", "after_go_live", "total")}
        rows |= self.categories
        modes: dict[object, float] = {name: float(self.likeliest._figure(str(name))[0]) for name in rows}
        return table(rows, modes, ["figure"])

    def by(self, cut: str | Sequence[str]) -> pd.DataFrame:
        """The whole-life cost cut another way, with the columns of `summary`.

        Args:
            cut: "category", "phase", "item", "layer", "payee", "scope", or a list of several.

        Raises:
            ValueError: an unknown cut.
        """
        cuts = [cut] if isinstance(cut, str) else list(cut)
        for one in cuts:
            if one not in CUTS:
                raise ValueError(f"no cut {one!r}; there are {', '.join(CUTS)}")
        parts = [case.ledger.by(*cuts) for case in self.cases()]
        keys = dict.fromkeys(key for part in parts for key in part)
        rows = {key: np.concatenate([part[key] for part in parts]) for key in keys}
        modes = next(iter(self.likeliest.cases())).ledger.by(*cuts)
        label: Callable[[tuple[str, ...]], object] = (lambda key: key[0]) if len(cuts) == 1 else (lambda key: key)
        return table(
            {label(key): values for key, values in rows.items()},
            {label(key): float(modes[key][0]) if key in modes else 0.0 for key in keys},
            cuts,
        )

    def go_live_figures(self) -> pd.DataFrame:
        """Months to go-live as one row with the columns of `summary`."""
        return table({"go_live": self.go_live}, {"go_live": float(self.likeliest.go_live[0])}, ["figure"])

    def layer_figures(self) -> pd.DataFrame:
        """Cost to go-live by layer, with the columns of `summary`."""
        likeliest = {layer: float(values[0]) for layer, values in self.likeliest.layers.items()}
        return table(dict(self.layers), dict(likeliest), ["layer"])

    def timeline(self) -> pd.DataFrame:
        """The plan in mean months from the start, a row for each activity.

        Columns: activity, meaning, phase, start, work_start, finish, repeats_until (waiting, then work, then repeats;
        equal where there is none of it), critical (share of samples in which it decides the go-live).
        """
        import pandas as pd

        activities = self.assumptions.structure.plan.activities
        columns = ("start", "work_start", "first_finish", "finish")
        sums = {name: np.zeros(len(columns)) for name in activities}
        critical = dict.fromkeys(activities, 0.0)
        for case in self.cases():
            share = case.inputs.samples / self.samples
            decisive = case.schedule.criticality()
            for name in activities:
                sums[name] += [share * float(np.mean(getattr(case.schedule, column)[name])) for column in columns]
                critical[name] += share * decisive[name]
        rows = [
            (name, activity.meaning, activity.phase, *sums[name], critical[name]) for name, activity in activities.items()
        ]
        names = ["activity", "meaning", "phase", "start", "work_start", "finish", "repeats_until", "critical"]
        return pd.DataFrame(rows, columns=names)

    def cash_flow(self, every: str = "month", by: str = "category") -> pd.DataFrame:
        """Expected spending by period, carried through; the cells add up to the mean total.

        Args:
            every: "month" (1 is the first), "quarter" or "fiscal_year" (1 is the first of the initiative).
            by: a cut of the ledger, as in `by`.

        Returns:
            a row for each period, a column for each part.

        Raises:
            ValueError: an unknown period or cut.
        """
        import pandas as pd

        if every not in PERIODS:
            raise ValueError(f"no period {every!r}; there are {', '.join(PERIODS)}")
        if by not in CUTS:
            raise ValueError(f"no cut {by!r}; there are {', '.join(CUTS)}")
        last = float(np.max(self.go_live)) + float(self.assumptions["initiative.horizon"].high)
        months = int(np.ceil(last)) + 1
        sums: dict[str, Array] = {}
        for case in self.cases():
            ones = np.ones(case.inputs.samples)
            for window, parts in case.ledger.by_window(by):
                for (key,), amount in parts.items():
                    spent = shares_by(months, window, amount * ones)
                    sums[key] = sums[key] + spent if key in sums else spent
        monthly = {key: np.diff(spent, prepend=0.0) / self.samples for key, spent in sums.items()}
        frame = pd.DataFrame(monthly, index=pd.RangeIndex(1, months + 1, name="month"))
        frame = frame.loc[: int(np.max(np.flatnonzero(frame.abs().sum(axis=1).to_numpy() > 0), initial=0)) + 1]
        if every == "month":
            return frame
        length = 3 if every == "quarter" else 12
        first = int(self.assumptions["initiative.start_month"].likeliest) - 1 if every == "fiscal_year" else 0
        periods = (np.arange(len(frame)) + first) // length + 1
        return frame.groupby(pd.Index(periods, name=every)).sum()

    def joint_confidence(self, budget: float, months: float, scope: str = "to_go_live") -> float:
        """The probability that both hold: cost within the budget, and go-live within the months.

        Args:
            budget: money.
            months: from start to go-live.
            scope: "to_go_live" or "total".

        Raises:
            ValueError: another scope.
        """
        if scope not in ("to_go_live", "total"):
            raise ValueError("scope is to_go_live or total")
        return float(np.mean((self._figure(scope) <= budget) & (self.go_live <= months)))

    def standard_error(self, of: str) -> float:
        """Standard error of a probability: "chance_within" or "reaches_production"; NaN below 2,048 samples."""
        inside = {"chance_within": self.to_go_live <= self.first_estimate, "reaches_production": self.reached > 0}
        return standard_error_of_share(inside[of])

    @property
    def fingerprint(self) -> str:
        """Hash of assumptions, seed, samples and version: two estimates with the same one are the same."""
        content = f"{self.assumptions.fingerprint} {self.seed} {self.samples} {self.version}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    # -- once more ------------------------------------------------------------------------------------------------------

    def cases(self) -> Iterator[Case]:
        """The blocks of the simulation, computed again one by one."""
        for source in sources(self.samples, self.seed):
            yield computed(self.assumptions, source)


def sources(samples: int, seed: int) -> Iterator[Source]:
    """Where the blocks of an estimate draw from; the likeliest case is one sample."""
    if samples == 1:
        yield Likeliest()
        return
    for number in range(-(-samples // BLOCK)):
        yield Block(seed, number, min(BLOCK, samples - number * BLOCK))


def estimate(
    assumptions: Assumptions,
    samples: int = 1,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Estimate:
    """Cost and date of an initiative.

    Args:
        assumptions: what is believed.
        samples: 1 for the likeliest case; a simulation from 2. Standard errors need 2,048.
        seed: a whole number from 0; the same seed gives the same samples to the last bit, whatever `workers`.
        workers: how many processes share the blocks.
        progress: called with the number of samples finished.

    Raises:
        ValueError: fewer than one sample or worker, or a negative seed.
    """
    if samples < 1 or workers < 1 or seed < 0:
        raise ValueError("at least one sample, one worker, and a seed from 0")
    gates = [name for name, activity in assumptions.structure.plan.activities.items() if activity.gate]
    accepted = max(gates, key=assumptions.structure.plan.order.index) if gates else GO_LIVE
    figures = {name: np.empty(samples) for name in KEPT}
    done = 0
    for first, part in _in_blocks(assumptions, samples, seed, workers, accepted):
        size = min(BLOCK, samples - first)
        for name, values in part.items():
            figures[name][first : first + size] = values
        done += size
        if progress is not None:
            progress(done)
    return Estimate(assumptions, samples, seed, figures)


def _in_blocks(
    assumptions: Assumptions, samples: int, seed: int, workers: int, accepted: str
) -> Iterator[tuple[int, dict[str, Array]]]:
    if workers == 1:
        for place, source in enumerate(sources(samples, seed)):
            yield place * BLOCK, kept(computed(assumptions, source), accepted)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        places = [(assumptions, source, accepted) for source in sources(samples, seed)]
        for place, part in enumerate(pool.map(_kept_of, places, chunksize=4)):
            yield place * BLOCK, part


def _kept_of(place: tuple[Assumptions, Source, str]) -> dict[str, Array]:
    assumptions, source, accepted = place
    return kept(computed(assumptions, source), accepted)
