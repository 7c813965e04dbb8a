"""One estimate against another: what differs, by how much, for sure or by chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from costmodel.beliefs.percentiles import (
    quantile,
    standard_error_of_mean,
    standard_error_of_share,
)
from costmodel.decisions.gains import gain
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import ROUNDING
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

FIGURES = ("to_go_live", "after_go_live", "total", "go_live")
PRODUCTIVE_MONTH = "cost_per_productive_month"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Estimate b against estimate a, sample by sample: both saw the same luck. Made by `compare`.

    Attributes:
        a, b: the estimates.
        figures: rows to_go_live, after_go_live, total, go_live (months), the categories (to the horizon) and
            cost_per_productive_month (as it happens: by it two ways of operating are ranked); columns
            mean_a, mean_b, difference (b - a, of the means), standard_error (of it; NaN below 2,048 samples), p10,
            p50, p90 (of the difference sample by sample), chance_a_less (share of samples in which a needs less); the
            last four are NaN for cost_per_productive_month, a ratio of two means.
        scopes: a row for each category; columns to_go_live and after_go_live (difference of means, b - a) with
            standard_error_to_go_live and standard_error_after_go_live. Adds up to the differences in `figures`.
        fiscal_years: a row for each fiscal year; difference of expected spending, b - a, by category. Adds up to the
            difference of the totals.
    """

    a: Estimate = field(repr=False)
    b: Estimate = field(repr=False)
    figures: pd.DataFrame
    scopes: pd.DataFrame
    fiscal_years: pd.DataFrame

    def cash_flow(self, every: str = "fiscal_year", by: str = "category") -> pd.DataFrame:
        """Difference of expected spending by period, b - a; arguments and errors as for `Estimate.cash_flow`."""
        return _flow_apart(self.a, self.b, every, by)

    def chance_a_cheaper(self, of: str = "total") -> float:
        """The probability that a needs less than b; with go_live: that a is live earlier.

        Raises:
            ValueError: an unknown figure.
        """
        return float(np.mean(self.a.figure(of) < self.b.figure(of)))

    def standard_error(self, of: str = "total") -> float:
        """Standard error of `chance_a_cheaper`; NaN below 2,048 samples."""
        return standard_error_of_share(self.a.figure(of) < self.b.figure(of))

    def difference(self, of: str = "total") -> Array:
        """b - a sample by sample, shape (samples,)."""
        return self.b.figure(of) - self.a.figure(of)

    def __repr__(self) -> str:
        currency = self.a.assumptions.currency
        lines = ["<Comparison, b less a, means:"]
        for name in FIGURES:
            row = self.figures.loc[name]
            unit = "months" if name == "go_live" else currency
            digits = 1 if name == "go_live" else 0
            amount = f"{row['difference']:+,.{digits}f} {unit}"
            error = "" if np.isnan(row["standard_error"]) else f" ± {row['standard_error']:,.{digits}f}"
            lines.append(
                f"  {name}: {amount}{error}; a needs less in {100 * row['chance_a_less']:.0f} % of the samples"
            )
        return "\n".join(lines) + ">"


class Drawn(Protocol):
    """What tells whether two estimates saw the same draws."""

    @property
    def assumptions(self) -> Assumptions:
        """What is believed."""

    @property
    def samples(self) -> int:
        """How many courses were simulated."""

    @property
    def seed(self) -> int:
        """Of the draws."""


def same_draws(a: Drawn, b: Drawn) -> None:
    """Refuses two estimates that cannot be compared sample by sample, with a ValueError that says why."""
    if (a.seed, a.samples) != (b.seed, b.samples):
        raise ValueError(
            f"one estimate has {a.samples:,} samples of seed {a.seed}, the other {b.samples:,} of seed {b.seed}: "
            "only with the same draws is a difference free of the noise of the simulation; compute both alike"
        )
    if a.assumptions.currency != b.assumptions.currency:
        raise ValueError(f"one estimate is in {a.assumptions.currency}, the other in {b.assumptions.currency}")


@kinds_told
def compare(a: Estimate, b: Estimate) -> Comparison:
    """The difference of two estimates, b less a, by category, scope and fiscal year, with its standard error.

    Both have the same seed, so an assumption that both share has the same draws: what is left in the difference is
    what differs between them, and its standard error is far below that of either mean.

    Args:
        a, b: estimates with the same seed and number of samples.

    Raises:
        ValueError: different seeds, numbers of samples or currencies; the sentence says which.
    """
    import pandas as pd

    same_draws(a, b)
    names = [*FIGURES, *cost_categories()]
    rows = [_row(a.figure(name), b.figure(name)) for name in names]
    saved = gain(a, b).per_productive_month
    unknown = [float("nan")] * 4  # a ratio of means has no samples of its own
    months = [a.cost_per_productive_month, b.cost_per_productive_month, -saved.value, saved.error, *unknown]
    names, rows = [*names, PRODUCTIVE_MONTH], [*rows, months]
    columns = ["mean_a", "mean_b", "difference", "standard_error", "p10", "p50", "p90", "chance_a_less"]
    figures = pd.DataFrame(rows, index=pd.Index(names, name="figure"), columns=columns)
    parts = {}
    for scope in ("to_go_live", "after_go_live"):
        apart = [b.figures[f"{scope} {name}"] - a.figures[f"{scope} {name}"] for name in cost_categories()]
        parts[scope] = [float(one.mean()) for one in apart]
        parts[f"standard_error_{scope}"] = [standard_error_of_mean(one) for one in apart]
    scopes = pd.DataFrame(parts, index=pd.Index(list(cost_categories()), name="category"))
    return Comparison(a, b, figures, scopes, _flow_apart(a, b, "fiscal_year", "category"))


def _flow_apart(a: Estimate, b: Estimate, every: str, by: str) -> pd.DataFrame:
    ours, theirs = a.cash_flow(every, by), b.cash_flow(every, by)
    columns = dict.fromkeys([*ours.columns, *theirs.columns])
    apart = theirs.sub(ours, fill_value=0.0).fillna(0.0)[list(columns)]
    return apart.where(apart.abs() > ROUNDING * theirs.abs().to_numpy().max(initial=0.0), 0.0)


def _row(a: Array, b: Array) -> list[float]:
    apart = b - a
    return [
        float(a.mean()),
        float(b.mean()),
        float(b.mean()) - float(a.mean()),
        standard_error_of_mean(apart),
        *(quantile(apart, share) for share in (0.1, 0.5, 0.9)),
        float(np.mean(a < b)),
    ]
