"""What each of several changes is credited with when they were made together: its effect averaged over orders.

Where two changes work together (a higher rate on more days), what they do jointly falls to the one that is made later.
The mean over all orders (Shapley 1953, "A value for n-person games", Contributions to the Theory of Games II) treats
all of them alike, and adds up. All orders are counted where changes are few; else some are sampled, each with its
reverse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import factorial

import numpy as np

from costmodel.beliefs.percentiles import quantile, standard_error_of_mean, standard_error_of_quantile
from costmodel.beliefs.streams import words
from costmodel.decisions.changes import reshaped
from costmodel.estimates.result import Estimate
from costmodel.estimates.variations import Variations
from costmodel.typing import Array

MOST_EXACT = 6  # changes up to which all orders are counted: 2^6 = 64 estimates
# What a change gains by another place in the order is seen with as many samples as standard errors need.
SAMPLES_OF_ORDERS = 2_048


@dataclass(frozen=True, eq=False)
class Walk:
    """The estimates between the old one and the new one, each computed once.

    Attributes:
        old, new: the estimates.
        names: of the numbers that change, as the old files declare them.
        of, confidence: what is bridged.
        known: which changes are made and how many samples -> the figure, shape (samples,).
        around: how many samples -> the old estimate with so many.
    """

    old: Estimate
    new: Estimate
    names: tuple[str, ...]
    of: str
    confidence: float | None
    known: dict[tuple[frozenset[str], int], Array] = field(default_factory=dict)
    around: dict[int, Variations] = field(default_factory=dict)

    @property
    def other_structure(self) -> bool:
        """Whether more than numbers changed."""
        return reshaped(self.old.assumptions, self.new.assumptions)

    def figure(self, made: frozenset[str], samples: int) -> Array:
        """The figure where these changes are made, and not the others."""
        if (made, samples) not in self.known:
            self.known[made, samples] = self._computed(made, samples)
        return self.known[made, samples]

    def _computed(self, made: frozenset[str], samples: int) -> Array:
        whole = samples == self.old.samples
        if whole and not made and self.old.version == self.new.version:
            return self.old.figure(self.of)
        if whole and len(made) == len(self.names) and not self.other_structure:
            return self.new.figure(self.of)
        inside = [name for name in self.names if name in made]
        laid = self.old.assumptions.as_in(self.new.assumptions, inside)
        if samples not in self.around:
            self.around[samples] = Variations(Estimate(self.old.assumptions, samples, self.old.seed, {}))
        return self.around[samples].of(laid).figure(self.of)

    def level(self, values: Array) -> float:
        """What is bridged of a figure: its mean, or a percentile."""
        return float(values.mean()) if self.confidence is None else quantile(values, self.confidence)

    def error(self, last: Array, values: Array) -> float:
        """Standard error of a step; of percentiles as if the two were independent, so rather too much."""
        if self.confidence is None:
            return standard_error_of_mean(values - last)
        share = self.confidence
        return float(np.hypot(standard_error_of_quantile(last, share), standard_error_of_quantile(values, share)))

    def steps(self, order: Sequence[str], samples: int) -> Iterator[tuple[str, Array, Array]]:
        """Each change in an order: its name, and the figure before and after it."""
        made: frozenset[str] = frozenset()
        for name in order:
            yield name, self.figure(made, samples), self.figure(made | {name}, samples)
            made = made | {name}


@dataclass(frozen=True)
class Share:
    """What a change is credited with, its standard error, and the part of that which sampling orders makes."""

    effect: float
    error: float
    order_error: float = 0.0


def in_order(walk: Walk, order: Sequence[str]) -> dict[str, Share]:
    """One order alone: each change is credited with what it does after those before it."""
    return {
        name: Share(walk.level(after) - walk.level(before), walk.error(before, after))
        for name, before, after in walk.steps(order, walk.old.samples)
    }


def exact(walk: Walk) -> dict[str, Share]:
    """Over all orders: each set of the others stands before a change in a known share of them."""
    names, samples, number = walk.names, walk.old.samples, len(walk.names)
    shares = {}
    for name in names:
        others = [other for other in names if other != name]
        effect, squares, apart = 0.0, 0.0, np.zeros(samples)
        for chosen in range(2 ** len(others)):
            made = frozenset(other for place, other in enumerate(others) if chosen >> place & 1)
            weight = factorial(len(made)) * factorial(number - len(made) - 1) / factorial(number)
            before, after = walk.figure(made, samples), walk.figure(made | {name}, samples)
            effect += weight * (walk.level(after) - walk.level(before))
            apart += weight * (after - before)
            if walk.confidence is not None:
                squares += weight * walk.error(before, after) ** 2
        error = standard_error_of_mean(apart) if walk.confidence is None else float(np.sqrt(squares))
        shares[name] = Share(effect, error)
    return shares


def sampled(walk: Walk, orders: int) -> dict[str, Share]:
    """Over sampled orders: the order of the files with all samples, and with fewer what the other orders change.

    An order and its reverse share what two changes do together half and half, as all orders do; so only what three or
    more do together is left to sampling.
    """
    samples = min(walk.old.samples, SAMPLES_OF_ORDERS)
    given, here = in_order(walk, walk.names), in_order(walk, walk.names)
    if samples < walk.old.samples:
        here = {name: Share(walk.level(b) - walk.level(a), 0.0) for name, a, b in walk.steps(walk.names, samples)}
    pairs = []
    for number in range(orders // 2):
        random = words(walk.old.seed, number, "orders of a bridge").reshape(-1)[: len(walk.names)]
        forwards = [walk.names[place] for place in np.argsort(random, kind="stable")]
        both = [
            {name: walk.level(b) - walk.level(a) for name, a, b in walk.steps(order, samples)}
            for order in (forwards, forwards[::-1])
        ]
        pairs.append([(both[0][name] + both[1][name]) / 2 for name in walk.names])
    means, spread = np.mean(pairs, axis=0), np.std(pairs, axis=0, ddof=1) / np.sqrt(len(pairs))
    shares = {}
    for place, name in enumerate(walk.names):
        effect = given[name].effect + float(means[place]) - here[name].effect
        order_error = float(spread[place])
        shares[name] = Share(effect, float(np.hypot(given[name].error, order_error)), order_error)
    return shares
