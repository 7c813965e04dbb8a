"""All chance in this package: which numbers are drawn, from which stream, and how they move together.

A block holds 4,096 samples: 16 independent Latin hypercubes (replicates) of 256 strata. Each column has a stream of
its own, addressed by seed, name and block. So a change of one assumption leaves every other draw as it was, sample i
is the same however many are drawn and by however many workers, and memory is bounded by the block.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from costmodel.belief import Belief
from costmodel.correlation import lower_triangle, nearest_correlation, normal_score_correlation
from costmodel.distributions import Array, normal_score

if TYPE_CHECKING:
    import pandas as pd

BLOCK = 4096
STRATA = 256
REPLICATES = BLOCK // STRATA
CELLS = 4096  # of a table over probability
KEPT_COLUMNS = 512  # 16 MB: the first block's columns, so that a slider re-draws only what it moved

KEPT_GENERATORS = 4096
_GENERATORS: dict[tuple[int, str], tuple[np.random.PCG64, int]] = {}

_PLACE = np.tile(np.arange(STRATA, dtype=np.uint32), (REPLICATES, 1))
_OFFSET = (np.arange(REPLICATES, dtype=np.uint32) * np.uint32(STRATA))[:, None]
_HIGH_BITS, _LOW_BITS = np.uint32(0xFFFFFF00), np.uint32(0xFF)
_WITHIN = 2.0**-32 / STRATA
_LEFT_EDGE = ((np.arange(STRATA) + 2.0**-33) / STRATA)[None, :]  # half a step inside, so that no draw is 0


class Column(NamedTuple):
    """The raw draws of one stream in one block, replicate by replicate, in the order of the strata.

    Attributes:
        share: probability of each draw, shape (replicates, strata), rising along each replicate.
        place: the sample at which each draw lands, shape (replicates, strata), as an index into the block.
    """

    share: Array
    place: NDArray[np.intp]


@lru_cache(maxsize=4096)
def _stream_key(name: str) -> tuple[int, ...]:
    digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
    return tuple(int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4))


def _generator(seed: int, block: int, stream: str) -> np.random.PCG64:
    """The stream's generator, set to the block: PCG64 seeded by (seed, name), so any block can be had directly.

    Generators are kept with the block they stand at, because setting one forward is much cheaper than making it.
    """
    bits, at = _GENERATORS.pop((seed, stream), (None, 0))
    if bits is None:
        bits = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=_stream_key(stream)))
    if at != block:
        bits.advance((block - at) * BLOCK)
    _GENERATORS[seed, stream] = (bits, block + 1)
    if len(_GENERATORS) > KEPT_GENERATORS:
        _GENERATORS.pop(next(iter(_GENERATORS)))
    return bits


def raw_column(seed: int, block: int, stream: str) -> Column:
    """One stream's draws in a block: a random place and a random spot within the stratum for each stratum."""
    high, low = _words(seed, block, stream)
    # 24 random bits above 8 bits of index: sorting them makes a random permutation without a second array
    shuffled = (high & _HIGH_BITS) | _PLACE
    shuffled.sort(axis=1)
    return Column(_shares(low), _places(shuffled))


def _words(seed: int, block: int, stream: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Two random words for each sample of a block, each of shape (replicates, strata)."""
    words = _generator(seed, block, stream).random_raw(BLOCK).view(np.uint32).reshape(REPLICATES, STRATA, 2)
    return words[:, :, 1], words[:, :, 0]


def _shares(words: NDArray[np.uint32]) -> Array:
    """A random spot in each stratum, as probability."""
    share = np.multiply(words, _WITHIN, dtype=np.float64)
    share += _LEFT_EDGE
    return share


def _places(shuffled: NDArray[np.uint32]) -> NDArray[np.intp]:
    """From sorted words whose last 8 bits are the place within a replicate to places in the block."""
    return ((shuffled & _LOW_BITS) | _OFFSET).astype(np.intp)


@lru_cache(maxsize=1)
def _cell_scores() -> Array:
    """Normal score of the middle of each cell."""
    return normal_score((np.arange(CELLS) + 0.5) / CELLS)


def noise(words: NDArray[np.uint32]) -> Array:
    """Random normal scores, one of 4,096 values each, shape (replicates, strata)."""
    return _cell_scores().take(words >> np.uint32(20))


def ranked_by(mixed: Array, shares: Array) -> Column:
    """Draws put at samples so that in each replicate they are ranked as `mixed` is (Iman and Conover 1982).

    Only the order depends on `mixed`, so the marginal distribution is that of the strata, exactly. Ranks within 256
    draws are a little coarser than in all of them: the rank correlation achieved is 0.4 % of itself below the one
    asked for.

    Args:
        mixed: normal scores, between -8 and 8.
        shares: a spot in each stratum.
    """
    # the scores as 24 bits above 8 bits of index
    ranked = (((mixed * 2.0**20 + 2.0**23).astype(np.uint32)) << np.uint32(8)) | _PLACE
    ranked.sort(axis=1)
    return Column(shares, _places(ranked))


class Table(NamedTuple):
    """A quantile function for fast use: value and rise of each cell of probability, and of each cell of the tails.

    The first and the last stratum, where values run away, are looked up by normal score instead: `tail` and
    `tail_rise` hold the lower tail and behind it the upper one, from `TAIL_START` outwards.
    """

    left: Array
    rise: Array
    tail: Array
    tail_rise: Array


TAIL_START, TAIL_END, TAIL_CELLS = 2.6, 7.6, 1024  # the first stratum ends at -2.66, the smallest draw is at -7.2
_TAIL_STEP = TAIL_CELLS / (TAIL_END - TAIL_START)
_TAIL_SIDE = np.array([[0, TAIL_CELLS + 1]])


@lru_cache(maxsize=2048)
def _table(key: tuple[Any, ...]) -> Table:
    """The table of a belief's quantile function."""
    belief = _belief(*key)
    edges = np.arange(CELLS + 1) / CELLS
    edges[0], edges[-1] = edges[1], edges[-2]  # never read: these cells lie in the tails
    values = belief.drawn_at(edges)
    scores = np.linspace(TAIL_START, TAIL_END, TAIL_CELLS + 1)
    tail = np.concatenate([belief.at_scores(-scores), belief.at_scores(scores)])
    return Table(values[:-1].copy(), np.diff(values), tail, np.diff(tail, append=tail[-1]))


@lru_cache(maxsize=2048)
def _belief(kind: str, numbers: tuple[float, ...]) -> Belief:
    keys = {
        "pert": ("min", "mode", "max"),
        "triangular": ("min", "mode", "max"),
        "lognormal": ("p10", "p90"),
        "normal": ("p10", "p90"),
        "three_point": ("p10", "p50", "p90"),
    }[kind]
    shape = {"shape": kind} if kind in ("triangular", "normal") else {}
    return Belief.model_validate(dict(zip(keys, numbers, strict=True)) | shape)


TABLED = ("pert", "triangular", "lognormal", "normal", "three_point")


def _landed(column: Column, belief: Belief) -> Array:
    """The belief's values at the samples where the draws land; for an event, the probabilities themselves."""
    share = column.share
    if belief.kind == "chance":
        values = share
    elif belief.kind in TABLED:
        table = _table(belief.key)
        spot = share * CELLS
        cell = spot.astype(np.intp)
        spot -= cell
        values = table.rise.take(cell)
        values *= spot
        values += table.left.take(cell)
        ends = np.abs(normal_score(share[:, :: STRATA - 1])) * _TAIL_STEP - TAIL_START * _TAIL_STEP
        cell = ends.astype(np.intp)
        ends -= cell
        cell += _TAIL_SIDE
        values[:, :: STRATA - 1] = table.tail.take(cell) + ends * table.tail_rise.take(cell)
    else:
        values = belief.drawn_at(share)
    landed = np.empty(BLOCK)
    landed[column.place] = values
    return landed


class Likeliest:
    """The likeliest case as a source of numbers: one sample, every belief at its mode, every event at even odds."""

    samples = 1

    def column(self, name: str, belief: Belief) -> Array:  # noqa: ARG002  nothing is drawn, so no name is needed
        """The likeliest value, shape (1,); for an event one half, so that it happens only above even odds."""
        return np.array([0.5 if belief.kind == "chance" else belief.likeliest])

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
        if belief.kind == "value":
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
        if whole in _KEPT:
            _KEPT.move_to_end(whole)
        else:
            _KEPT[whole] = self._drawn(key[0], belief)
            _KEPT[whole].flags.writeable = False
            while len(_KEPT) > KEPT_COLUMNS:
                _KEPT.popitem(last=False)
        return _KEPT[whole][: self.samples]

    def _drawn(self, name: str, belief: Belief) -> Array:
        if belief.moves_with is None:
            return _landed(raw_column(self.seed, self.number, name), belief)
        r = float(normal_score_correlation(belief.moves_with.strength))
        high, low = _words(self.seed, self.number, name)
        mixed = np.sqrt(1 - r * r) * noise(high)
        mixed += r * driver_scores(self.seed, self.number, belief.moves_with.driver)
        return _landed(ranked_by(mixed, _shares(low)), belief)


_KEPT: OrderedDict[tuple[Any, ...], Array] = OrderedDict()


@lru_cache(maxsize=32)
def driver_scores(seed: int, block: int, driver: str) -> Array:
    """Normal scores of a shared driver in a block, shape (replicates, strata)."""
    column = raw_column(seed, block, f"driver {driver}")
    landed = np.empty(BLOCK)
    landed[column.place] = _cell_scores().take((column.share * CELLS).astype(np.intp))
    return landed.reshape(REPLICATES, STRATA)


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
        words = [_words(seed, number, name) for name in names]
        own = [noise(high) for high, _ in words]
        for place, name in enumerate(names):
            mixed = sum((lower[place, j] * own[j] for j in range(place + 1) if lower[place, j] != 0), np.zeros(1))
            column = ranked_by(np.clip(mixed, -7.9, 7.9), _shares(words[place][1]))
            values = _landed(column, beliefs[name])
            drawn[name].append(values[: block.samples])
        for name in beliefs:
            if name not in names:
                drawn[name].append(np.broadcast_to(block.column(name, beliefs[name]), (block.samples,)))
    joined = {name: np.concatenate(parts) for name, parts in drawn.items()}
    for name, belief in beliefs.items():
        if belief.kind == "chance":
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
