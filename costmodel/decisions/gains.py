"""What a change gains: two estimates of the same seed compared sample by sample, each figure with its standard error.

Both draw the same numbers, so nearly all of the simulation's noise cancels in the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.estimates.result import Estimate
from costmodel.typing import Array


@dataclass(frozen=True)
class Figure:
    """A mean over the samples and the standard error that the simulation makes in it.

    Attributes:
        value: the mean.
        error: its standard error, from the spread between independent replicates; NaN below 2,048 samples.
    """

    value: float
    error: float

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return f"{self.value:,.4g} ± {self.error:,.2g}"


@dataclass(frozen=True)
class Gain:
    """What the second of two estimates saves against the first; a loss is negative.

    Attributes:
        to_go_live: money until go-live, carried through.
        total: money over the whole life, carried through.
        months: months from start to go-live, carried through.
        production: rise of the probability of reaching production.
        per_productive_month: fall of `Estimate.cost_per_productive_month`; NaN where either never reaches production.
        worth: what the change saves as it happens, at equal benefit: the second estimate's productive months at the
            first one's cost per productive month, less the second one's mean spend. So much may be paid for the
            change, once and whether it succeeds or not, until a productive month costs as much as before. A change
            that lets a system live longer or makes success likelier spends more, and is credited with the months
            gained. Where the first never reaches production, the mean spend saved.
    """

    to_go_live: Figure
    total: Figure
    months: Figure
    production: Figure
    per_productive_month: Figure
    worth: Figure


def mean_of(values: Array) -> Figure:
    """The mean of samples with its standard error; shape (samples,), one sample per entry."""
    return Figure(float(np.mean(values)), standard_error_of_mean(values))


def gain(before: Estimate, after: Estimate) -> Gain:
    """What `after` saves against `before`.

    Standard errors of the two ratios are those of their linear parts (delta method).

    Args:
        before, after: estimates with the same seed and number of samples.

    Raises:
        ValueError: they were drawn differently, so that their samples do not belong together.
    """
    if (before.seed, before.samples) != (after.seed, after.samples):
        raise ValueError("two estimates are compared sample by sample: draw both with the same seed and samples")
    return Gain(
        to_go_live=mean_of(before.to_go_live - after.to_go_live),
        total=mean_of(before.total - after.total),
        months=mean_of(before.go_live - after.go_live),
        production=mean_of(after.reached - before.reached),
        per_productive_month=_per_productive_month(before, after),
        worth=_worth(before, after),
    )


def _per_productive_month(before: Estimate, after: Estimate) -> Figure:
    difference = before.cost_per_productive_month - after.cost_per_productive_month
    if np.isnan(difference):
        return Figure(float("nan"), float("nan"))
    moved = before.moves_cost_per_productive_month - after.moves_cost_per_productive_month
    return Figure(difference, standard_error_of_mean(moved))


def _worth(before: Estimate, after: Estimate) -> Figure:
    rate = before.cost_per_productive_month
    if np.isnan(rate):
        return mean_of(before.spent - after.spent)
    months_before, months_after = before.productive_months, after.productive_months
    moved = float(np.mean(months_after)) / float(np.mean(months_before))  # how the rate's own error enters
    return mean_of(rate * months_after - after.spent + moved * (before.spent - rate * months_before))


def columns(gained: Gain, *names: str) -> dict[str, float]:
    """Figures of a gain as columns of a table, each with its standard error: name, se_name."""
    figures = {name: getattr(gained, name) for name in names}
    return {f"{se}{name}": one.error if se else one.value for name, one in figures.items() for se in ("", "se_")}
