"""Several people's ranges for one number made into one, with what that loses and whether two camps were averaged away.

The linear pool is the mixture of the experts' distributions: somebody draws an expert by weight, then a value of that
expert's range (Stone 1961, "The opinion pool", Annals of Mathematical Statistics 32, 1339-1342; Cooke 1991, "Experts in
Uncertainty"). It keeps all disagreement. The average of the quantiles lies in the middle between the experts and is
narrower (Lichtendahl, Grushka-Cockayne and Winkler 2013, "Is it better to average probabilities or quantiles?",
Management Science 59, 1594-1611).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.cumulative import below, humps, mean_and_variance
from costmodel.beliefs.shapes import fitting
from costmodel.elicitation.fitting import fitted
from costmodel.language.beliefs import written_number
from costmodel.language.grammar import spoken
from costmodel.language.language import Language, language_of
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

Method = Literal["linear", "quantiles"]
SHARES = (0.1, 0.5, 0.8, 0.9)
HALVINGS = 64  # a double has no finer parts
SMOOTHED_OVER = 0.1  # of the way from P10 to P90: narrower humps are no camps (judgement)
LARGE_GAP = 0.05  # of the chance: a fit that is further off is called rough (judgement)


@dataclass(frozen=True)
class Loss:
    """What a fitted belief loses of the pool that it stands for.

    Attributes:
        gap: the largest difference between the two cumulative curves, as a share of the chance (0 to 1).
        at: the value at which it lies.
        table: rows mean, p10, p50, p80, p90; columns pool, fitted, difference, in the unit of the number.
    """

    gap: float
    at: float
    table: pd.DataFrame


@dataclass(frozen=True, repr=False)
class Pooled:
    """One number as several experts see it.

    Attributes:
        beliefs: theirs, each with a weight above zero.
        names: of the experts, in the same order.
        weights: they add up to 1.
        method: "linear" for the mixture, "quantiles" for the average of the quantiles.
        belief: one belief in place of all, for the assumptions; see `loss`.
    """

    beliefs: tuple[Belief, ...]
    names: tuple[str, ...]
    weights: tuple[float, ...]
    method: Method
    shape: str | None = None

    def quantile(self, share: Any) -> Array:
        """The value that is not exceeded with this chance, exact (to the last digits of a double).

        Args:
            share: between 0 and 1, of any shape, which is kept.

        Raises:
            ValueError: a share outside 0..1.
        """
        shares = np.asarray(share, dtype=np.float64)
        each = np.array([one.quantile(shares) for one in self.beliefs])
        if self.method == "quantiles":
            return np.asarray(np.tensordot(np.array(self.weights), each, axes=1), dtype=np.float64)
        low, high = each.min(axis=0), each.max(axis=0)
        inner = (shares > 0) & (shares < 1)
        found = np.where(shares <= 0, low, high)
        bottom, top = np.where(inner, low, 0.0), np.where(inner, high, 0.0)
        for _ in range(HALVINGS):
            # between positive values by their ratio, so that small ones get all their digits too
            ratio = np.sqrt(np.maximum(bottom, 0.0)) * np.sqrt(np.maximum(top, 0.0))
            middle = np.where(bottom > 0, ratio, (bottom + top) / 2)
            enough = self.below(middle) >= shares
            bottom, top = np.where(enough, bottom, middle), np.where(enough, middle, top)
        found = np.where(inner, top, found)
        listed = [(weight, *one.distribution.steps()) for weight, one in zip(self.weights, self.beliefs, strict=True)]
        for atom in sorted({float(value) for _, values, _ in listed for value in values}):
            reached = float(self.below(atom)) + 1e-12
            held = sum(weight * float(np.sum(chances[values == atom])) for weight, values, chances in listed)
            found = np.where(inner & (shares <= reached) & (shares > reached - held - 1e-12), atom, found)
        return np.asarray(found, dtype=np.float64)

    def below(self, value: Any) -> Array:
        """The chance that the number is at most a value: of the linear pool the weighted mean of the experts' chances.

        Args:
            value: in the unit of the number, of any shape, which is kept.
        """
        values = np.asarray(value, dtype=np.float64)
        if self.method == "linear":
            weighted = [weight * below(one, values) for weight, one in zip(self.weights, self.beliefs, strict=True)]
            return np.asarray(np.minimum(np.sum(weighted, axis=0), 1.0), dtype=np.float64)
        bottom, top = np.zeros_like(values), np.ones_like(values)
        for _ in range(HALVINGS):
            middle = (bottom + top) / 2
            within = self.quantile(middle) <= values
            bottom, top = np.where(within, middle, bottom), np.where(within, top, middle)
        return np.asarray((bottom + top) / 2, dtype=np.float64)

    @property
    def mean(self) -> float:
        """The weighted mean of the experts' means, whatever the method."""
        return math.fsum(weight * mean for weight, (mean, _) in self._moments)

    @cached_property
    def _moments(self) -> list[tuple[float, tuple[float, float]]]:
        return [(weight, mean_and_variance(one)) for weight, one in zip(self.weights, self.beliefs, strict=True)]

    @property
    def disagreement(self) -> float:
        """The share of the linear pool's variance that lies between the experts, the rest lying within their ranges.

        0 where all have the same mean, 1 where each is certain of a different value.
        """
        between = math.fsum(weight * (mean - self.mean) ** 2 for weight, (mean, _) in self._moments)
        within = math.fsum(weight * variance for weight, (_, variance) in self._moments)
        rounding = 1e-24 * self.mean**2  # the last digits of a weighted mean
        return between / (between + within) if between > rounding else 0.0

    @cached_property
    def two_camps(self) -> bool:
        """Whether the linear pool has two humps or more that no expert has alone.

        A hump counts where it holds a tenth of the chance and the valley beside it is a fifth lower (judgements); the
        curve is smoothed over a tenth of the way from P10 to P90.
        """
        if self.beliefs[0].is_event:
            return False
        pool = self if self.method == "linear" else Pooled(self.beliefs, self.names, self.weights, "linear")
        ends = pool.quantile(np.array([0.1, 0.9]))
        width = SMOOTHED_OVER * float(ends[1] - ends[0])
        if width <= 0:
            return False
        low, high = (float(end) for end in pool.quantile(np.array([0.005, 0.995])))
        grid = np.linspace(low - 2 * width, high + 2 * width, 1_001)
        half = width / 2
        alone = [humps(below(one, grid + half) - below(one, grid - half)) for one in self.beliefs]
        return humps(pool.below(grid + half) - pool.below(grid - half)) > max(alone)

    @cached_property
    def belief(self) -> Belief:
        """One belief that stands for all, with the experts' meaning, unit and sources; how good it is says `loss`.

        An event gets the mean chance, a list of values its weights: nothing is lost there. Other numbers get P10, P50
        and P90 of the pool; where all have given hard bounds, these stay and the likeliest value is fitted; `shape`
        decides otherwise. One expert, or several who agree, are returned as they are.

        Raises:
            ValueError: the pool cannot have the wanted shape.
        """
        return fitted(self.beliefs, self.weights, self.quantile, self.shape, mixture=self.method == "linear")

    @cached_property
    def loss(self) -> Loss:
        """What is lost when `belief` takes the place of the pool."""
        import pandas as pd

        shares = np.linspace(0.0005, 0.9995, 1_000)
        places = np.unique(np.concatenate([self.quantile(shares), self.belief.quantile(shares)]))
        before = np.nextafter(places, -np.inf)  # a step is as high as the curve left and right of it says
        apart = np.concatenate([below(self.belief, at) - self.below(at) for at in (places, before)])
        worst = int(np.argmax(np.abs(apart)))
        rows = {"mean": (self.mean, mean_and_variance(self.belief)[0])}
        for share in SHARES:
            rows[f"p{100 * share:.0f}"] = (float(self.quantile(share)), float(self.belief.quantile(share)))
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["pool", "fitted"])
        table["difference"] = table["fitted"] - table["pool"]
        return Loss(float(np.abs(apart[worst])), float(places[worst % len(places)]), table)

    @property
    def table(self) -> pd.DataFrame:
        """A row for each expert, then `pool` and `fitted`; columns weight, mean, p10, p50, p80, p90."""
        import pandas as pd

        rows = {
            name: [weight, mean_and_variance(one)[0], *one.quantile(np.array(SHARES))]
            for name, weight, one in zip(self.names, self.weights, self.beliefs, strict=True)
        }
        rows["pool"] = [1.0, self.mean, *self.quantile(np.array(SHARES))]
        rows["fitted"] = [1.0, mean_and_variance(self.belief)[0], *self.belief.quantile(np.array(SHARES))]
        columns = ["weight", "mean", *(f"p{100 * share:.0f}" for share in SHARES)]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns)

    def verdict(self, code: str | Language = "en") -> str:
        """In sentences: how far the experts are apart, whether there are two camps, and what the fit loses."""
        says = language_of(code)
        told = [says("pool: disagreement", share=says.percent(self.disagreement))]
        if self.two_camps:
            told.append(says("pool: two camps"))
        rough = self.loss.gap > LARGE_GAP
        key = "pool: fit is rough" if rough else "pool: fit is close"
        gap = says.plain(max(100 * self.loss.gap, 0.1), 0 if rough else 1)
        told.append(says(key, gap=gap, at=written_number(spoken(self.loss.at), says)))
        return " ".join(told)

    def __repr__(self) -> str:
        return self.verdict()


def pool(
    beliefs: Sequence[Belief],
    weights: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    shape: str | None = None,
) -> Pooled:
    """The linear pool of several experts' beliefs about one number.

    Args:
        beliefs: one for each expert; all of one unit, and all events or none.
        weights: how much each counts, in any scale; equal unless given. An expert of weight 0 is left out.
        names: of the experts; "expert 1" and so on unless given.
        shape: of the belief that stands for all: "percentiles" (p10, p50, p90), "lognormal", "normal", "pert",
            "triangular" or "choices" (a hundred values, which keeps two humps); chosen unless given.

    Raises:
        ValueError: no experts, numbers of names or weights that do not fit, names that stand twice, a weight below zero
            or none above, units that differ, events beside numbers, or a shape that is none: all at once.
    """
    return _pooled(beliefs, weights, names, shape, "linear")


def average_quantiles(
    beliefs: Sequence[Belief],
    weights: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    shape: str | None = None,
) -> Pooled:
    """The same with the average of the experts' quantiles, share by share: for comparison, because it is narrower.

    Between two experts who are certain of 10 and of 20 the linear pool says "10 or 20", this one "certainly 15".

    Args:
        beliefs, weights, names, shape: as for `pool`.

    Raises:
        ValueError: as `pool`, or events, whose average is no event.
    """
    if any(one.is_event for one in beliefs):
        raise ValueError("chances are pooled by their mean (pool): the average of events is no event")
    return _pooled(beliefs, weights, names, shape, "quantiles")


def _pooled(
    beliefs: Sequence[Belief],
    weights: Sequence[float] | None,
    names: Sequence[str] | None,
    shape: str | None,
    method: Method,
) -> Pooled:
    called = [f"expert {place + 1}" for place in range(len(beliefs))] if names is None else [str(one) for one in names]
    counted = [1.0] * len(beliefs) if weights is None else [float(one) for one in weights]
    if faults := _faults(beliefs, counted, called, shape):
        raise ValueError("; ".join(faults))
    whole = math.fsum(counted)
    kept = [place for place, weight in enumerate(counted) if weight > 0]
    return Pooled(
        beliefs=tuple(beliefs[place] for place in kept),
        names=tuple(called[place] for place in kept),
        weights=tuple(counted[place] / whole for place in kept),
        method=method,
        shape=shape,
    )


def _faults(beliefs: Sequence[Belief], weights: list[float], names: list[str], shape: str | None) -> list[str]:
    found = [] if beliefs else ["there is no expert to be asked"]
    for what, given in (("weights", weights), ("names", names)):
        if len(given) != len(beliefs):
            found.append(f"{len(given)} {what} for {len(beliefs)} beliefs")
    for name, weight in zip(names, weights, strict=False):
        if not (math.isfinite(weight) and weight >= 0):
            found.append(f"{name}: a weight is a number from 0, not {weight:g}")
    if beliefs and not any(weight > 0 for weight in weights):
        found.append("no weight is above zero")
    found += [f"{name} stands twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    units = sorted({one.unit for one in beliefs})
    if len(units) > 1:
        found.append(f"the units differ: {', '.join(unit or 'none' for unit in units)}")
    if len({one.is_event for one in beliefs}) > 1:
        found.append("some give the chance of an event, others a number")
    if shape is not None and shape not in fitting():
        found.append(f"there is no shape {shape!r}; there are {', '.join(fitting())}")
    return found
