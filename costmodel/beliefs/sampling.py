"""All chance in this package: which numbers are drawn, from which stream, and how they move together.

A change of one assumption leaves every other draw as it was, sample i is the same however many are drawn and by
however many workers, and memory is bounded by the block.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.correlation import lower_triangle, nearest_correlation, normal_score_correlation
from costmodel.beliefs.drawn_values import landed
from costmodel.beliefs.streams import (
    ALONE,
    BLOCK,
    STRATA,
    Owner,
    Places,
    Words,
    moved_by,
    noise,
    ranked_by,
    shuffled,
    words,
)
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BLOCK", "STRATA", "Block", "Likeliest", "draw"]

KEPT_SAMPLES = 4 * BLOCK  # of a column, from the first
KEPT_MEGABYTES = 48  # half more than all shipped assumptions need at that length


class Likeliest:
    """The likeliest case as a source of numbers: one sample, every belief at its mode, every event at even odds."""

    samples = 1

    def column(self, name: str, belief: Belief) -> Array:  # noqa: ARG002  nothing is drawn, so no name is needed
        """The likeliest value, shape (1,); for an event one half, so that it happens only above even odds."""
        return np.array([0.5 if belief.is_event else belief.likeliest])

    def uniform(self, stream: str) -> Array:  # noqa: ARG002  nothing is drawn, so no name is needed
        """One half, shape (1,)."""
        return np.array([0.5])


class Block:
    """Some blocks of a simulation in a row as a source of numbers.

    Args:
        seed: any whole number from 0.
        number: the first block, from 0; samples ``number * 4096`` and up.
        samples: how many samples are wanted; more than 4,096 reach into the blocks behind.
        keep: whether the columns of the first blocks are kept for the next simulation of the same beliefs.
        owner: whose numbers they are, where several initiatives share the simulation.
    """

    def __init__(self, seed: int, number: int, samples: int = BLOCK, keep: bool = True, owner: Owner = ALONE) -> None:
        self.seed, self.number, self.samples, self.keep, self.owner = seed, number, samples, keep, owner

    def column(self, name: str, belief: Belief) -> Array:
        """The belief's draws, shape (samples,), or (1,) where it is certain; for an event the probabilities drawn."""
        if not belief.distribution.DRAWN:
            return np.array([belief.likeliest])
        driver = belief.moves_with
        return self._kept((name, belief.key, driver and (driver.driver, driver.strength)), belief)

    def uniform(self, stream: str) -> Array:
        """Probabilities of a stream that stands for no assumption (how often work is repeated, when it retires)."""
        return self._kept((stream, ("chance",), None), Belief(chance=0.5))

    def _kept(self, key: tuple[Any, ...], belief: Belief) -> Array:
        first = self.number * BLOCK
        last = first + self.samples
        if not self.keep or last > KEPT_SAMPLES:
            return self._drawn(key[0], belief)[: self.samples]
        whole = (self.seed, self.owner, *key)
        found = _KEPT.get(whole)
        if found is None or len(found) < last:
            drawn = self._drawn(key[0], belief)
            if self.number > 0:  # kept are columns from the start
                return drawn[: self.samples]
            found = _KEPT.put(whole, drawn)
        return found[first:last]

    def _drawn(self, name: str, belief: Belief) -> Array:
        random = words(self.seed, self.number, self.owner.stream(name), -(-self.samples // BLOCK))
        return landed(random, places(self.seed, self.number, random, belief, self.owner), belief)


def places(seed: int, block: int, random: Words, belief: Belief, owner: Owner = ALONE) -> Places:
    """For each stratum of a column the sample at which it lands: shuffled, or as its driver says.

    Args:
        seed, block: of the column; the first block where there are several.
        random: its words.
        belief: says with which driver it moves.
        owner: whose driver that is.
    """
    if belief.moves_with is None:
        return shuffled(random)
    return moved_by(seed, block, random, belief.moves_with.driver, _mixed(belief.moves_with.strength), owner)


@lru_cache(maxsize=256)
def _mixed(strength: float) -> float:
    return float(normal_score_correlation(strength))


class Columns:
    """The columns used last, up to a limit of memory, so that a slider draws again only what it moved."""

    def __init__(self, megabytes: int) -> None:
        self._most, self._bytes = megabytes * 2**20, 0
        self._columns: OrderedDict[tuple[Any, ...], Array] = OrderedDict()
        self._one_at_a_time = Lock()  # threads of one process share them

    def get(self, key: tuple[Any, ...]) -> Array | None:
        """A column that is kept, or None."""
        with self._one_at_a_time:
            found = self._columns.get(key)
            if found is not None:
                self._columns.move_to_end(key)
            return found

    def put(self, key: tuple[Any, ...], column: Array) -> Array:
        """Keeps a column, which can no longer be written to, instead of those that were not used for longest."""
        column.flags.writeable = False
        with self._one_at_a_time:
            before = self._columns.pop(key, None)
            self._bytes += column.nbytes - (0 if before is None else before.nbytes)
            self._columns[key] = column
            while self._bytes > self._most:
                self._bytes -= self._columns.popitem(last=False)[1].nbytes
        return column

    def clear(self) -> None:
        """Keeps nothing any more."""
        with self._one_at_a_time:
            self._columns.clear()
            self._bytes = 0


_KEPT = Columns(KEPT_MEGABYTES)


def forget() -> None:
    """Lets go of all columns that are kept; the next simulation draws them again, the same ones."""
    _KEPT.clear()


def draw(
    beliefs: Mapping[str, Belief],
    samples: int,
    seed: int = 1,
    correlation: pd.DataFrame | None = None,
) -> dict[str, Array]:
    """Draws of several beliefs.

    Args:
        beliefs: name to belief; `moves_with` is honoured, with drivers by name.
        samples: how many; whole replicates of 256 are stratified.
        seed: a whole number from 0.
        correlation: Spearman's rho between the columns that it names; others stay independent. A matrix that no
            distribution can have is repaired to the nearest one (`nearest_correlation`), and a `CorrelationRepaired`
            warning tells what changed.

    Returns:
        name to values, shape (samples,); an event is 0 or 1.

    Raises:
        ValueError: no samples, a correlation that names an unknown column, or that is not symmetric with ones on
            the diagonal and -1..1 elsewhere, or a column that also has `moves_with`.
    """
    if samples < 1:
        raise ValueError("at least one sample is needed")
    names: Sequence[str] = []
    if correlation is not None:
        names, lower = _mixing(beliefs, correlation)
    drawn: dict[str, list[Array]] = {name: [] for name in beliefs}
    for number in range(-(-samples // BLOCK)):
        block = Block(seed, number, min(BLOCK, samples - number * BLOCK))
        random = {name: words(seed, number, name) for name in names}
        own = [noise(column) for column in random.values()]
        for place, name in enumerate(names):
            mixed = sum((lower[place, j] * own[j] for j in range(place + 1) if lower[place, j] != 0), np.zeros(1))
            values = landed(random[name], ranked_by(np.clip(mixed, -7.9, 7.9)), beliefs[name])
            drawn[name].append(values[: block.samples])
        for name in beliefs:
            if name not in names:
                drawn[name].append(np.broadcast_to(block.column(name, beliefs[name]), (block.samples,)))
    joined = {name: np.concatenate(parts) for name, parts in drawn.items()}
    for name, belief in beliefs.items():
        if belief.is_event:
            joined[name] = belief.quantile(joined[name])
    return joined


def _mixing(beliefs: Mapping[str, Belief], correlation: pd.DataFrame) -> tuple[list[str], Array]:
    """The correlated columns in the order of declaration and the triangle that mixes their normal scores."""
    if list(correlation.index) != list(correlation.columns):
        raise ValueError("a correlation matrix has the same names in rows and columns")
    for name in correlation.index:
        if name not in beliefs:
            raise ValueError(f"the correlation names {name!r}, which is not drawn")
        if beliefs[name].moves_with is not None:
            raise ValueError(f"{name!r} is correlated twice: by its driver and by the matrix")
    names = [name for name in beliefs if name in set(correlation.index)]
    rho = correlation.loc[names, names].to_numpy(dtype=np.float64)
    return names, lower_triangle(nearest_correlation(normal_score_correlation(rho), names=names))
