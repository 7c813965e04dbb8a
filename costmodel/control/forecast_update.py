"""Where an initiative will end, given what has happened: the estimate's own courses, weighed by how well they fit.

No new model and no formula of progress: of all simulated courses those count that look like the one that is seen, so
what was late or dear so far speaks for what comes as far as the assumptions say that it does (shared drivers, waits).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import PERCENTILES, quantile
from costmodel.control.actuals import Actual
from costmodel.control.forecast_refusal import refuse
from costmodel.control.progress import Progress, progress_of
from costmodel.control.weighting import (
    effective_samples,
    later,
    near,
    standard_error_of_weighted_mean,
    standard_error_of_weighted_quantile,
    weighted_mean,
    weighted_quantile,
    weights_of,
)
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.phasing import scope_only
from costmodel.estimates.result import Estimate
from costmodel.simulation.windows import cumulative
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

USUAL = 0.8  # budget and date that were asked for, unless told
LATE = 0.9  # the curves of spending end where go-live is late, but not the latest
SCOPE = ("to_go_live",)
NAMES = ("to_go_live", "go_live")


@dataclass(frozen=True, eq=False)
class Reforecast:
    """Cost to go-live and date, before and after what has happened; carried through, as the estimate is.

    Attributes:
        progress: what has happened.
        budget, months: what was asked for: money to go-live, months from the start.
        weights: of the samples, shape (samples,), adding up to one.
        effective: how many equally weighed samples they stand for (Kish).
        figures: rows (figure, when): to_go_live in money and go_live in months, before and after; columns mean, p10,
            p50, p80, p90, and se_mean and se_* of the percentiles (NaN below 2,048 samples).
        chances: rows budget, date, both; columns before, se_before, after, se_after.
        observations: a row for each thing known; columns observed, p10, p50, p90, low, high (simulated, before), and
            alone: effective samples if nothing else were known.
        before, after: money to go-live spent by the end of each month, columns p10, p50, p80, p90.
        currency: of the money.
    """

    progress: Progress
    budget: float
    months: float
    weights: Array = field(repr=False)
    effective: float
    figures: pd.DataFrame = field(repr=False)
    chances: pd.DataFrame = field(repr=False)
    observations: pd.DataFrame = field(repr=False)
    before: pd.DataFrame = field(repr=False)
    after: pd.DataFrame = field(repr=False)
    currency: str


@kinds_told
def reforecast(
    est: Estimate,
    actual: Actual | None = None,
    *,
    month: float | None = None,
    finished: Mapping[str, float] | None = None,
    running: Collection[str] = (),
    cost_error: float = 0.1,
    date_error: float = 0.5,
    budget: float | None = None,
    months: float | None = None,
) -> Reforecast:
    """The forecast after what has happened, by weighing the samples of the estimate.

    A sample's weight is the product of normal likelihoods, one for each thing known: with C its spending for the way
    to go-live until the date and c the actual one, exp(-((C - c) / (cost_error c))^2 / 2); with F the finish of an
    activity and f the actual one, exp(-((F - f) / date_error)^2 / 2); for a running activity the chance that so
    measured it has begun and is not finished, Phi((date - start) / date_error) Phi((F - date) / date_error). Only the
    sum until the date counts, not each month: months of one course hang together and would be counted many times.
    Activities that are not named say nothing. Actual costs must hold what the estimate holds: people who wait for it
    are a cost here.

    Args:
        est: an estimate with more than one sample.
        actual, month, finished, running: what has happened, as for `progress_of`.
        cost_error: standard deviation of the actual cost, as a share of it: what is late in the accounts; judgement.
        date_error: standard deviation of a finish, in months: half a month, as reports come monthly; judgement.
        budget, months: what was asked for; without them the P80 of the estimate.

    Raises:
        AssumptionsError: faults in the file of actual spending.
        ValueError: something that cannot be.
        RefusedForecastError: the simulation has nothing to say: an observation lies outside all samples, or too few
            samples count. The reason names the numbers.
    """
    so_far = progress_of(est, actual, month, finished, running)
    _check(so_far, cost_error, date_error)
    seen = _seen(est, so_far)
    evidence = _evidence(so_far, seen, cost_error, date_error)
    weights = weights_of(list(evidence.values()), est.samples)
    observations = _observations(so_far, seen, evidence, est.samples)
    dates = {name: (seen.begun[name], seen.ended[name]) for name in so_far.running}
    counted = effective_samples(weights), est.samples
    refuse(observations, dates, so_far.month, est.assumptions.currency, counted)
    budget = est.quantile(USUAL, "to_go_live") if budget is None else budget
    months = est.quantile(USUAL, "go_live") if months is None else months
    equal = weights_of([], est.samples)
    return Reforecast(
        so_far,
        budget,
        months,
        weights,
        effective_samples(weights),
        _figures(est, {"before": equal, "after": weights}),
        _chances(est, budget, months, equal, weights),
        observations,
        _fan(seen.curve, equal),
        _fan(seen.curve, weights),
        est.assumptions.currency,
    )


@dataclass(frozen=True, eq=False)
class _Seen:
    """What of each sample could have been observed: spending until the date, dates by activity, spending by month."""

    spent: Array
    begun: Mapping[str, Array]
    ended: Mapping[str, Array]
    curve: Array  # shape (months, samples)


def _seen(est: Estimate, so_far: Progress) -> _Seen:
    last = int(np.ceil(max(quantile(est.go_live, LATE), so_far.month)))
    times = np.arange(1, last + 1, dtype=np.float64)
    names = [*so_far.finished, *so_far.running]
    spent, curve = np.empty(est.samples), np.empty((last, est.samples))
    begun, ended = ({name: np.empty(est.samples) for name in names} for _ in range(2))
    first = 0
    for case in est.cases():
        stop = first + case.inputs.samples
        groups = list(scope_only(case.ledger.by_window("scope"), SCOPE))
        spent[first:stop] = cumulative(groups, np.array([so_far.month]), stop - first)[0]
        curve[:, first:stop] = cumulative(groups, times, stop - first)
        for name in names:
            begun[name][first:stop] = case.schedule.start[name]
            ended[name][first:stop] = case.schedule.finish[name]
        first = stop
    return _Seen(spent, begun, ended, curve)


def _evidence(so_far: Progress, seen: _Seen, cost_error: float, date_error: float) -> dict[str, Array]:
    """Log-likelihood of each thing known, shape (samples,)."""
    found: dict[str, Array] = {}
    if so_far.paid is not None:
        found["spent"] = near(seen.spent, so_far.paid, cost_error * so_far.paid)
    for name, date in so_far.finished.items():
        found[f"{name} finished"] = near(seen.ended[name], date, date_error)
    for name in so_far.running:
        not_yet = later(seen.ended[name], so_far.month, date_error)
        found[f"{name} running"] = not_yet + later(-seen.begun[name], -so_far.month, date_error)
    return found


def _figure_of(what: str, seen: _Seen) -> Array:
    """The simulated figure that an observation is compared with."""
    return seen.spent if what == "spent" else seen.ended[what.rsplit(" ", 1)[0]]


def _observations(so_far: Progress, seen: _Seen, evidence: Mapping[str, Array], samples: int) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for what, one in evidence.items():
        values = _figure_of(what, seen)
        name = what.rsplit(" ", 1)[0]
        observed = so_far.paid if what == "spent" else so_far.finished.get(name, so_far.month)
        spread = [quantile(values, share) for share in (0.1, 0.5, 0.9)]
        alone = effective_samples(weights_of([one], samples))
        rows.append((observed, *spread, float(values.min()), float(values.max()), alone))
    columns = ["observed", "p10", "p50", "p90", "low", "high", "alone"]
    return pd.DataFrame(rows, index=pd.Index(list(evidence), name="what"), columns=columns)


def _check(so_far: Progress, cost_error: float, date_error: float) -> None:
    faults = []
    if not (0 < cost_error < np.inf and 0 < date_error < np.inf):
        faults.append("an error of measurement lies above zero: cost_error as a share, date_error in months")
    if so_far.paid is not None and so_far.paid <= 0:
        faults.append(
            f"{so_far.paid:,.0f} were spent until month {so_far.month:g}: a forecast from it is not possible; leave "
            "the actual cost out until there is some"
        )
    if faults:
        raise ValueError("\n".join(faults))


def _figures(est: Estimate, weighed: Mapping[str, Array]) -> pd.DataFrame:
    import pandas as pd

    rows = {}
    for name in NAMES:
        values = est.figure(name)
        for when, weights in weighed.items():
            rows[name, when] = [
                weighted_mean(values, weights),
                *(weighted_quantile(values, weights, share) for share in PERCENTILES),
                standard_error_of_weighted_mean(values, weights),
                *(standard_error_of_weighted_quantile(values, weights, share) for share in PERCENTILES),
            ]
    names = [f"p{round(100 * share)}" for share in PERCENTILES]
    index = pd.MultiIndex.from_tuples(list(rows), names=["figure", "when"])
    columns = ["mean", *names, "se_mean", *(f"se_{name}" for name in names)]
    return pd.DataFrame(list(rows.values()), index=index, columns=columns)


def _chances(est: Estimate, budget: float, months: float, before: Array, after: Array) -> pd.DataFrame:
    import pandas as pd

    cheap, early = est.to_go_live <= budget, est.go_live <= months
    rows = []
    for kept in (cheap, early, cheap & early):
        values = kept.astype(np.float64)
        pairs = ((weighted_mean(values, w), standard_error_of_weighted_mean(values, w)) for w in (before, after))
        rows.append([number for pair in pairs for number in pair])
    columns = ["before", "se_before", "after", "se_after"]
    return pd.DataFrame(rows, index=pd.Index(["budget", "date", "both"], name="kept"), columns=columns)


def _fan(curve: Array, weights: Array) -> pd.DataFrame:
    import pandas as pd

    rows = [[weighted_quantile(spent, weights, share) for share in PERCENTILES] for spent in curve]
    index = pd.RangeIndex(1, len(curve) + 1, name="month")
    return pd.DataFrame(rows, index=index, columns=[f"p{round(100 * share)}" for share in PERCENTILES])
