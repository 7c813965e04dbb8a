"""All chance in this package: which numbers are drawn, from which stream, and how they move together.

A change of one assumption leaves every other draw as it was, sample i is the same however many are drawn and by
however many workers, and memory is bounded by the block.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.correlation import lower_triangle, nearest_correlation, normal_score_correlation
from costmodel.beliefs.streams import BLOCK, STRATA, Places, Words, landed, moved_by, noise, ranked_by, shuffled, words
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BLOCK", "STRATA", "Block", "Likeliest", "draw"]

KEPT_COLUMNS = 512  # 16 MB: the first block's columns, so that a slider draws again only what it moved


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
    """One block of a simulation as a source of numbers.

    Args:
        seed: any whole number from 0.
        number: which block, from 0; samples ``number * 4096`` and up.
        samples: how many of its samples are wanted.
    """

    def __init__(self, seed: int, number: int, samples: int = BLOCK) -> None:
        self.seed, self.number, self.samples = seed, number, samples

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
        if self.number > 0:
            return self._drawn(key[0], belief)[: self.samples]
        whole = (self.seed, *key)
        found = _KEPT.get(whole)
        if found is None:
            found = _KEPT[whole] = self._drawn(key[0], belief)
            found.flags.writeable = False
            while len(_KEPT) > KEPT_COLUMNS:
                _KEPT.popitem(last=False)
        else:
            _KEPT.move_to_end(whole)
        return found if self.samples == BLOCK else found[: self.samples]

    def _drawn(self, name: str, belief: Belief) -> Array:
        random = words(self.seed, self.number, name)
        return landed(random, places(self.seed, self.number, random, belief), belief)


def places(seed: int, block: int, random: Words, belief: Belief) -> Places:
    """For each stratum of a column the sample of the block at which it lands: shuffled, or as its driver says.

    Args:
        seed, block: of the column.
        random: its words.
        belief: says with which driver it moves.
    """
    if belief.moves_with is None:
        return shuffled(random)
    r = float(normal_score_correlation(belief.moves_with.strength))
    return moved_by(seed, block, random, belief.moves_with.driver, r)


_KEPT: OrderedDict[tuple[Any, ...], Array] = OrderedDict()


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
