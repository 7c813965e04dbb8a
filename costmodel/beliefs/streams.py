"""Streams of random words, and in which order values are met: replicated Latin hypercubes, fast and addressable.

A block holds 4,096 samples: 16 independent Latin hypercubes (replicates) of 256 strata. Each column has a stream of
its own, addressed by seed, name and block. Several blocks in a row can be had at once, which is faster and the same
to the last bit: nothing here looks beyond its own replicate.
"""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.normal_scores import normal_score
from costmodel.typing import Array

BLOCK = 4096
STRATA = 256
REPLICATES = BLOCK // STRATA
CELLS = 4096  # into which normal scores are sorted: 16 in each stratum

Words = NDArray[np.uint32]
Places = NDArray[np.intp]

_FIRST_CELL = (np.arange(STRATA, dtype=np.uint32) * np.uint32(CELLS // STRATA))[None, :]
_HIGH_BITS, _LOW_BITS, _INDEX_BITS = np.uint32(0xFFFFFF00), np.uint32(0xFF), np.uint32(8)
# The last 24 bits of a word are the spot within the stratum; the first four of them say which of its cells.
SPOT_BITS, _CELL_SHIFT = np.uint32(0x00FFFFFF), np.uint32(20)

KEY_SCALE, KEY_MIDDLE = 2.0**20, 2.0**23  # normal scores between -8 and 8 as 24 bits
KEPT_GENERATORS = 4096
_GENERATORS: OrderedDict[tuple[int, str], tuple[np.random.PCG64, int]] = OrderedDict()


@lru_cache(maxsize=4096)
def _stream_key(name: str) -> tuple[int, ...]:
    digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
    return tuple(int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4))


def words(seed: int, block: int, stream: str, blocks: int = 1) -> Words:
    """A random word of 32 bits for each sample of some blocks, shape (replicates, strata).

    The generator is PCG64, seeded by (seed, name) and set forward to the block, so any block can be had directly.
    Generators are kept with the block they stand at, because setting one forward is much cheaper than making it. Who
    draws takes the generator out and puts it back afterwards, so that threads never draw from one and the same.

    Args:
        seed, stream: which stream.
        block: the first block.
        blocks: how many blocks in a row.
    """
    bits, at = _GENERATORS.pop((seed, stream), (None, 0))
    if bits is None:
        bits = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=_stream_key(stream)))
    if at != block:
        bits.advance((block - at) * (BLOCK // 2))  # two words are one step
    drawn = bits.random_raw(blocks * (BLOCK // 2))
    _GENERATORS[seed, stream] = (bits, block + blocks)
    if len(_GENERATORS) > KEPT_GENERATORS:
        _GENERATORS.popitem(last=False)
    return drawn.view(np.uint32).reshape(-1, STRATA)


@lru_cache(maxsize=8)
def _index(replicates: int) -> Words:
    """The place of each sample in its replicate."""
    return np.tile(np.arange(STRATA, dtype=np.uint32), (replicates, 1))


@lru_cache(maxsize=8)
def _offset(replicates: int) -> Words:
    """The place of each sample's replicate; written out, because that is added faster."""
    return np.repeat(np.arange(replicates, dtype=np.uint32) * np.uint32(STRATA), STRATA).reshape(-1, STRATA)


def _places(keys: Words) -> Places:
    """Where sorted keys come from: their last 8 bits are the place in the replicate; as places in the blocks."""
    keys.sort(axis=1)
    keys &= _LOW_BITS
    keys |= _offset(len(keys))
    return keys.astype(np.intp)


def shuffled(random: Words) -> Places:
    """For each stratum the sample at which it lands: a random permutation in each replicate.

    Sorting 24 random bits above 8 bits of index makes it without a second array.
    """
    keys = random & _HIGH_BITS
    keys |= _index(len(keys))
    return _places(keys)


class Owner(NamedTuple):
    """Whose numbers are drawn where several initiatives share a simulation: its name is part of each stream's address.

    Attributes:
        name: of the initiative; "" where it is alone, and addresses are bare.
        in_common: of drivers that several initiatives share, how far: 1 is the same column for all, 0 one of its own,
            and between them the correlation of normal scores of two initiatives.
        same: numbers whose column is the same for all, by the first part of their names.
    """

    name: str = ""
    in_common: tuple[tuple[str, float], ...] = ()
    same: tuple[str, ...] = ()

    def stream(self, name: str) -> str:
        """The address of the stream from which a number is drawn."""
        return f"{self.name}: {name}" if self.name and not name.startswith(self.same) else name

    def shared(self, driver: str) -> float:
        """How far a driver's column is that of all."""
        return dict(self.in_common).get(driver, 0.0) if self.name else 1.0


ALONE = Owner()


def moved_by(seed: int, block: int, random: Words, driver: str, r: float, owner: Owner = ALONE) -> Places:
    """For each stratum the sample at which it lands, when the column moves with a driver.

    Args:
        seed, block: of the driver's stream; the first block where there are several.
        random: the column's words.
        driver: its name.
        r: correlation of normal scores between the column and the driver.
        owner: whose driver it is.
    """
    keys = _own_part(r).take(random >> _CELL_SHIFT)
    keys += _driver_part(seed, block, driver, r, len(random) // REPLICATES, owner)
    return _places(_keys(keys))


@lru_cache(maxsize=64)
def _own_part(r: float) -> Array:
    """What a column's own noise adds to its sorting key, for each of 4,096 scores."""
    return _cell_scores() * (math.sqrt(1 - r * r) * KEY_SCALE)


@lru_cache(maxsize=64)
def _driver_part(seed: int, block: int, driver: str, r: float, blocks: int, owner: Owner) -> Array:
    """What the driver adds to the sorting keys of the columns that move with it, shape (replicates, strata)."""
    return r * KEY_SCALE * owned_scores(seed, block, driver, blocks, owner) + KEY_MIDDLE


def _keys(scaled: Array) -> Words:
    """Sorting keys: the whole part of scaled scores as 24 bits above 8 bits of index."""
    keys = scaled.astype(np.uint32)
    keys <<= _INDEX_BITS
    keys |= _index(len(keys))
    return keys


def ranked_by(mixed: Array) -> Places:
    """For each stratum the sample at which it lands, ranked as `mixed` is in each replicate (Iman and Conover 1982).

    Only the order depends on `mixed`, so the marginal distribution is that of the strata, exactly. Ranks within 256
    draws are a little coarser than in all of them: the rank correlation achieved is 0.4 % of itself below the one
    asked for.

    Args:
        mixed: normal scores, between -8 and 8, shape (replicates, strata).
    """
    return _places(_keys(mixed * KEY_SCALE + KEY_MIDDLE))


@lru_cache(maxsize=1)
def _cell_scores() -> Array:
    """Normal score of the middle of each cell."""
    return normal_score((np.arange(CELLS) + 0.5) / CELLS)


def noise(random: Words) -> Array:
    """Random normal scores, one of 4,096 values each, from the first 12 bits; shape (replicates, strata)."""
    return _cell_scores().take(random >> _CELL_SHIFT)


def own_cells(random: Words, number: int) -> NDArray[np.uint8]:
    """Into which of some equally likely cells, by rank, the `noise` of each sample falls; shape (samples,).

    Args:
        random: the column's words.
        number: of cells, a power of two up to 256.
    """
    return (random >> np.uint32(32 - (number.bit_length() - 1))).astype(np.uint8).reshape(-1)


def driver_stream(driver: str) -> str:
    """The name of the stream that a shared driver is drawn from."""
    return f"driver {driver}"


def owned_scores(seed: int, block: int, driver: str, blocks: int, owner: Owner) -> Array:
    """Normal scores of a driver as an initiative has it: that of all, one of its own, or something of both."""
    shared = owner.shared(driver)
    if shared >= 1:
        return driver_scores(seed, block, driver, blocks)
    own = driver_scores(seed, block, owner.stream(driver), blocks)
    if shared <= 0:
        return own
    return math.sqrt(shared) * driver_scores(seed, block, driver, blocks) + math.sqrt(1 - shared) * own


@lru_cache(maxsize=32)
def driver_scores(seed: int, block: int, driver: str, blocks: int = 1) -> Array:
    """Normal scores of a shared driver in some blocks, stratified; shape (replicates, strata)."""
    random = words(seed, block, driver_stream(driver), blocks)
    landed = np.empty(random.shape)
    landed.reshape(-1)[shuffled(random)] = _cell_scores().take(_cells(random))
    return landed


def _cells(random: Words) -> Places:
    return (((random & SPOT_BITS) >> _CELL_SHIFT) | _FIRST_CELL).astype(np.intp)
