"""What knowing a number for certain before a decision is worth: which pilot, audit or benchmark to buy first.

Knowledge is worth something only where it could change the choice. Nothing is simulated again: the samples are sorted
by each assumption, and in every part of its range the best option there is taken instead of the best one on average.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.normal_scores import probability
from costmodel.decisions.columns import Column, whole
from costmodel.decisions.comparison import same_draws
from costmodel.decisions.strata import (
    FEWEST_SAMPLES,
    GROUPS,
    Bins,
    between,
    bins_of,
    groups_of,
    jackknife,
    left_out,
    side_by_side,
    sums_by_group,
    within,
)
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

EVERYTHING = "everything"
SEEN = 2  # standard errors above which the spread of the means of bins counts as more than noise


def value_of_information(value: Mapping[str, Array], inputs: Mapping[str, Array]) -> pd.DataFrame:
    """What knowing each input before choosing is worth, and what knowing everything is, from given samples.

    The expected value of partial perfect information: the mean over an input of the best option's mean given that
    input, less the mean of the option that is best without it. Means given the input are means over bins of equal
    probability (Strong, Oakley 2013). Noise in them makes the best look better than it is; how much it adds on
    average is subtracted, option by option beside the best (the mean of the larger of zero and a normal number, with
    and without the noise), so with more than two options it is rather too much. Inputs may be correlated: to know one
    is then to know something of the others, and its value says so.

    Args:
        value: option -> what it is worth (more is better; a cost with a minus), shape (samples,) or (1,).
        inputs: name -> values, shape (samples,).

    Returns:
        a row for each input and a row "everything" (no information can be worth more), the largest first; columns
        value (in the unit of the options, from 0), standard_error (jackknife over 16 parts; NaN below 2,048 samples),
        share (of everything). ``attrs["choice"]`` is the option to choose without further knowledge.

    Raises:
        ValueError: fewer than two options or samples, or inputs of another length.
    """
    options = _options(value)
    for name, values in inputs.items():
        if len(values) != options.shape[1]:
            raise ValueError(f"{name!r} has {len(values)} samples, the options {options.shape[1]}")
    found = _values(options, (bins_of(np.asarray(values)) for values in inputs.values()))
    rows = dict(zip(inputs, found, strict=True))
    return _table(rows, options, list(value))


@kinds_told
def value_of_information_for(
    est: Estimate,
    against: Estimate | None = None,
    benefit: float | Array | None = None,
    benefit_against: float | Array | None = None,
    of: str | None = "spent",
) -> pd.DataFrame:
    """What knowing each assumption before a decision is worth: go or no-go, or one scenario or the other.

    Without `against` the options are "go" (the benefit less the money) and "no-go" (nothing). With it they are "this"
    and "against", each its benefit less its money. The value is what one may pay at most for a pilot, an audit or a
    benchmark that would settle that one number; one that only narrows it is worth less. To know a number is also to
    know something of the driver that it shares with others, so it is worth no less than its own part in `drivers`, and
    values do not add up; a hidden driver has a row of its own. An event's row is what it is worth to know whether it
    happens, not what its chance is.

    Args:
        est: an estimate with more than one sample.
        against: another scenario with the same seed and number of samples.
        benefit: money that the system brings, before its cost: one amount, earned where production is reached, or an
            amount for each sample, shape (samples,), taken as it is. Needed without `against`, else 0 unless given.
        benefit_against: the same for the other scenario; as `benefit` unless given.
        of: what it costs: "spent" (as it happens, stops and retirement included), or a figure as for
            `Estimate.quantile`; None where the benefit is net of its cost already, such as a net present value.

    Returns:
        as `value_of_information`, with columns kind (as in `drivers`, and "everything") and meaning before them.

    Raises:
        ValueError: no benefit to decide by, an unknown figure, different draws, or the likeliest case.
    """
    if against is None:
        if benefit is None:
            raise ValueError("go or no-go is decided by a benefit: give an amount, or one for each sample")
        value = {"go": _net(est, benefit, of), "no-go": np.zeros(est.samples)}
    else:
        same_draws(est, against)
        own = 0.0 if benefit is None else benefit
        theirs = own if benefit_against is None else benefit_against
        value = {"this": _net(est, own, of), "against": _net(against, theirs, of)}
    options = _options(value)
    named: list[tuple[str, str, str]] = []

    def every() -> Iterator[Bins]:
        for column in _to_be_known(est, against):
            named.append((column.name, column.kind, column.meaning))
            yield column.bins

    known = _values(options, every())
    found = {name: value for (name, _, _), value in zip(named, known, strict=True)}
    table = _table(found, options, list(value))
    phrase = est.assumptions.structure.wording.phrase
    told = {name: (kind, meaning) for name, kind, meaning in named}
    told[EVERYTHING] = (EVERYTHING, phrase("information_everything"))
    for place, column in enumerate(("kind", "meaning")):
        table.insert(place, column, [told[str(name)][place] for name in table.index])
    return table


def _to_be_known(est: Estimate, against: Estimate | None) -> Iterator[Column]:
    """What could be known of either of the options."""
    seen = set()
    for column in whole(est):
        seen.add(column.name)
        yield column
    yield from () if against is None else whole(against, seen)


def _net(est: Estimate, benefit: float | Array, of: str | None) -> Array:
    cost = np.zeros(1) if of is None else est.spent if of == "spent" else est.figure(of)
    gained = np.asarray(benefit, dtype=np.float64)
    if gained.ndim == 0:
        return np.asarray(gained * est.reached - cost)
    if gained.shape != (est.samples,):
        raise ValueError(f"a benefit is one amount or one for each of the {est.samples:,} samples")
    return np.asarray(gained - cost)


def _options(value: Mapping[str, Array]) -> Array:
    """What each option is worth against the best one, shape (options, samples); the best is zero."""
    if len(value) < 2:
        raise ValueError("a choice has at least two options")
    columns = np.broadcast_arrays(*(np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in value.values()))
    options = np.array(columns)
    if options.shape[-1] < 2:
        raise ValueError("all at likeliest leaves nothing to be known; ask for 10,000 samples")
    return np.asarray(options - options[np.argmax(options.mean(axis=-1))])


def _values(options: Array, inputs: Iterable[Bins]) -> list[tuple[float, float]]:
    """The value of knowing each input and its standard error."""
    samples = options.shape[1]
    groups = groups_of(samples)
    others = [option for option in options if np.any(option)]  # beside the best, which is zero
    gathered = [sums_by_group(bins, groups, *others) for bins in inputs]
    if not gathered:
        return []
    if not others:
        return [(0.0, 0.0)] * len(gathered)
    every = side_by_side(gathered)
    counts = left_out(every[:, 0])
    shares = counts / counts.sum(axis=-1, keepdims=True)
    best, alone, noise = np.zeros_like(counts), np.zeros(counts.shape[:-1]), np.zeros(len(counts))
    for place, option in enumerate(others):
        sums = left_out(every[:, 1 + place])
        means = sums / np.maximum(counts, 1.0)
        overall = np.sum(shares * means, axis=-1)
        best, alone = np.maximum(best, means), np.maximum(alone, overall)
        noise += _added_by_noise(counts[:, 0], sums[:, 0], float(option @ option), overall[:, 0])
    gains, errors = jackknife(np.sum(shares * best, axis=-1) - alone)
    if samples < FEWEST_SAMPLES:
        errors = np.full_like(errors, np.nan)
    return [(max(float(gain), 0.0), float(error)) for gain, error in zip(gains - noise, errors, strict=True)]


def _added_by_noise(counts: Array, sums: Array, squares: float, overall: Array) -> Array:
    """By how much noise in the means of bins raises the mean of the larger of zero and those means.

    Taken as normal around the overall mean: their true variance is what is left after noise, or nothing where that
    is no more than noise alone would show.
    """
    samples, filled = counts.sum(axis=-1), np.count_nonzero(counts > 0, axis=-1)
    spread = within(counts, sums, squares)
    true = between(counts, sums, squares)
    seen = true > SEEN * spread * np.sqrt(2.0 * np.maximum(filled - 1, 1)) / samples
    true = np.where(seen, true, 0.0)[..., None]
    noise = np.where(counts > 0, spread[..., None] / np.maximum(counts, 1.0), 0.0)
    middle = overall[..., None]
    added = larger_of_zero(middle, np.sqrt(true + noise)) - larger_of_zero(middle, np.sqrt(true))
    return np.asarray(np.sum(counts * added, axis=-1) / samples)


def larger_of_zero(mean: Array, spread: Array) -> Array:
    """The mean of the larger of zero and a normal number (unit normal loss; Raiffa, Schlaifer 1961).

    >>> round(float(larger_of_zero(np.array(-5.0), np.array(20.0))), 6)  # build N(100, 20) or buy at 105
    5.726894
    """
    some = spread > 0
    score = mean / np.where(some, spread, 1.0)
    density = np.exp(-0.5 * np.minimum(score**2, 1400.0)) / np.sqrt(2 * np.pi)
    return np.where(some, spread * density + mean * probability(score), np.maximum(mean, 0.0))


def _table(rows: Mapping[str, tuple[float, float]], options: Array, names: list[str]) -> pd.DataFrame:
    import pandas as pd

    groups = groups_of(options.shape[1])
    sizes = np.bincount(groups, minlength=GROUPS).astype(np.float64)[:, None]
    of_best = left_out(np.bincount(groups, options.max(axis=0), GROUPS).astype(np.float64)[:, None])[:, 0]
    of_each = [left_out(np.bincount(groups, one, GROUPS).astype(np.float64)[:, None])[:, 0] for one in options]
    gain, error = jackknife((of_best - np.max(of_each, axis=0)) / left_out(sizes)[:, 0])
    told = float(error) if options.shape[1] >= FEWEST_SAMPLES else float("nan")
    whole = {EVERYTHING: (float(gain), told), **rows}
    frame = pd.DataFrame(list(whole.values()), index=pd.Index(list(whole), name="assumption"))
    frame.columns = pd.Index(["value", "standard_error"])
    frame["share"] = frame["value"] / float(gain) if gain > 0 else 0.0
    rest = frame.iloc[1:].sort_values("value", ascending=False, kind="stable")
    found = pd.concat([frame.iloc[:1], rest])
    found.attrs["choice"] = names[int(np.argmax(options.mean(axis=1)))]
    return found
