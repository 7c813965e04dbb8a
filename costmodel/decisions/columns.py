"""The columns behind an estimate, each sorted into bins: hidden drivers, and each number's own part or the whole of it.

Nothing is simulated again: a column is had again from its random words, and lies in known strata, so that nothing needs
to be sorted by its value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.sampling import BLOCK, STRATA, places
from costmodel.beliefs.streams import own_cells, owned_scores, words
from costmodel.decisions.strata import Bins, bins_for, bins_of
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import AT_ONCE, LEDGERS_KEPT_TO
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.discrepancy import STAGES, factor_name
from costmodel.simulation.inputs import Inputs

Kind = Literal["driver", "assumption", "discrepancy"]
DRIVER: Kind = "driver"
ASSUMPTION: Kind = "assumption"
DISCREPANCY: Kind = "discrepancy"  # what experience adds: the common factor on what estimates of a stage have missed


@dataclass(frozen=True, eq=False)
class Column:
    """Something that is drawn, and the bin in which each sample lies.

    Attributes:
        name: of the assumption, or ``drivers.NAME`` of a hidden driver, as in the files.
        kind: "driver", "assumption" or "discrepancy".
        meaning: in the language of the assumptions.
        bins: the samples sorted by it.
    """

    name: str
    kind: Kind
    meaning: str
    bins: Bins


def driver_name(driver: str) -> str:
    """The name of a hidden driver beside the names of assumptions: its place in the files."""
    return f"drivers.{driver}"


def moved_together(assumptions: Assumptions) -> dict[str, list[str]]:
    """Each hidden driver that moves anything drawn, with the names of the assumptions that move with it."""
    found: dict[str, list[str]] = {driver: [] for driver in assumptions.structure.drivers}
    for name in assumptions.uncertain:
        moves = assumptions[name].moves_with
        if moves is not None and moves.strength != 0:
            found[moves.driver].append(name)
    return {driver: names for driver, names in found.items() if names}


def independent(est: Estimate, known: Iterable[str] = ()) -> Iterator[Column]:
    """The columns that have nothing in common with one another, and from which all uncertainty comes.

    These are the hidden drivers, and of each uncertain assumption its own part: what is left of it when its driver is
    known, or the whole of it where it moves with none. Of an event that moves with no driver the own part is whether
    it happens, given the odds that it may have (work that is repeated: how often). Luck that stands for no assumption
    (when a system is retired) moves no figure of the view "carried through" and is left out.

    Args:
        est: an estimate with more than one sample; the columns of a small one are sorted once for all figures.
        known: names to leave out.
    """
    skipped = set(known)
    if est.samples > LEDGERS_KEPT_TO:
        yield from _independent(est, skipped)
        return
    if est not in _SORTED:
        _SORTED[est] = list(_independent(est, ()))
    yield from (one for one in _SORTED[est] if one.name not in skipped)


_SORTED: WeakKeyDictionary[Estimate, list[Column]] = WeakKeyDictionary()


def _independent(est: Estimate, skipped: Collection[str]) -> Iterator[Column]:
    assumptions, limits = est.assumptions, _limits(est.assumptions)
    number = bins_for(est.samples) // 2  # the noise of all columns meets in the remainder, and grows with the bins
    yield from (one for one in _drivers(est, number) if one.name not in skipped)
    cases, kinds = _cases(est), _special(est.assumptions)
    for name in assumptions.uncertain:
        belief = assumptions[name]
        if name in skipped:
            continue
        if belief.moves_with is not None:
            bins = _own_part(est, name, number)
        elif belief.is_event:
            bins = _by_luck(cases, name, limits.get(name), number)
        elif belief.distribution.DISCRETE:
            bins = bins_of(np.concatenate([one.drawn(name) for one in cases]))
        else:
            bins = _strata(est, name, belief, number)
        yield Column(name, kinds.get(name, ASSUMPTION), belief.meaning, bins)


def whole(est: Estimate, known: Iterable[str] = ()) -> Iterator[Column]:
    """The hidden drivers, and every uncertain assumption as it is met: with what it shares with its companions.

    Events are told apart by whether they happen (work that may be repeated: by how often), with capability, risks and
    mitigations applied; choices by their value.

    Args:
        est: an estimate with more than one sample.
        known: names to leave out.
    """
    skipped, number = set(known), bins_for(est.samples)
    yield from (one for one in _drivers(est, number) if one.name not in skipped)
    assumptions, limits = est.assumptions, _limits(est.assumptions)
    cases, kinds = _cases(est), _special(est.assumptions)
    for name in assumptions.uncertain:
        belief = assumptions[name]
        if name in skipped:
            continue
        if belief.distribution.DISCRETE:
            values = np.concatenate([_discrete(one, belief, name, limits.get(name)) for one in cases])
            two = belief.is_event and name not in limits
            bins = Bins((values > 0).astype(np.uint8), 2) if two else bins_of(values)
        else:
            bins = _strata(est, name, belief, number)
        yield Column(name, kinds.get(name, ASSUMPTION), belief.meaning, bins)


def _cases(est: Estimate) -> list[Inputs]:
    return [Inputs(est.assumptions, source) for source in est.sources(AT_ONCE)]


def _special(assumptions: Assumptions) -> dict[str, Kind]:
    """The numbers that are no ordinary assumption."""
    parts = assumptions.structure.discrepancy
    return {factor_name(stage, part): DISCREPANCY for stage in STAGES for part in parts}


def _limits(assumptions: Assumptions) -> dict[str, str]:
    """Of work that may be repeated: the name of its chance, and the name of how often at most."""
    loops = assumptions.structure.plan.loops
    return {f"plan.{loop.last}.repeats.chance": f"plan.{loop.last}.repeats.limit" for loop in loops}


def _drivers(est: Estimate, number: int) -> Iterator[Column]:
    for driver in moved_together(est.assumptions):
        meaning = est.assumptions.structure.drivers[driver].meaning
        yield Column(driver_name(driver), DRIVER, meaning, _of_driver(est, driver, number))


def _discrete(inputs: Inputs, belief: Belief, name: str, limit: str | None) -> NDArray[np.float64]:
    """A choice or an observation as it was drawn; whether an event happens, or how often, odds moved."""
    if not belief.is_event:
        return inputs.drawn(name)
    if limit is None:
        return np.broadcast_to(inputs.plain(name), (inputs.samples,))
    times = inputs.times_in_a_row(name, int(np.max(inputs.plain(limit))))
    return np.asarray(sum(times, np.zeros(inputs.samples)))


def _by_luck(cases: list[Inputs], name: str, limit: str | None, number: int) -> Bins:
    """The samples by an event's own luck, cut where it decides: at each chance that the event has in any sample.

    So a share is what the luck carries, and what makes the event likelier (a risk that struck) carries its own. Where
    there are too many chances to tell apart, the cuts are even.
    """
    drawn = [one.luck_and_chance(name) for one in cases]
    most = 1 if limit is None else max(int(np.max(one.plain(limit))) for one in cases)
    chances = np.unique(np.concatenate([np.unique(chance) for _, chance in drawn]))
    cuts = np.unique(np.concatenate([1 - chances ** (times + 1) for times in range(most)] or [chances[:0]]))
    if len(cuts) >= number:
        cuts = np.arange(1, number) / number
    luck = np.concatenate([np.broadcast_to(luck, (one.samples,)) for (luck, _), one in zip(drawn, cases, strict=True)])
    return Bins(np.searchsorted(cuts, luck).astype(np.uint8), len(cuts) + 1)


def _blocks(samples: int) -> Iterator[tuple[int, int]]:
    """The blocks of an estimate, some at once: the first of them, and how many."""
    blocks = -(-samples // BLOCK)
    for first in range(0, blocks, AT_ONCE):
        yield first, min(AT_ONCE, blocks - first)


def _own_part(est: Estimate, name: str, number: int) -> Bins:
    """The bin of each sample by the noise that the column mixes with its driver."""
    own = est.owner.stream(name)
    found = [own_cells(words(est.seed, first, own, blocks), number) for first, blocks in _blocks(est.samples)]
    return Bins(np.concatenate(found)[: est.samples], number)


def _of_driver(est: Estimate, driver: str, number: int) -> Bins:
    """The bin of each sample by a hidden driver: by the strata of its scores, which are the ranks in a replicate."""
    found = [
        owned_scores(est.seed, first, driver, blocks, est.owner).argsort(axis=1).argsort(axis=1) * number // STRATA
        for first, blocks in _blocks(est.samples)
    ]
    return Bins(np.concatenate(found).reshape(-1)[: est.samples].astype(np.uint8), number)


def _strata(est: Estimate, name: str, belief: Belief, number: int) -> Bins:
    """The bin of each sample, by the stratum in which it was drawn."""
    bin_of_stratum: NDArray[np.uint8] = (np.arange(STRATA) * number // STRATA).astype(np.uint8)
    found: NDArray[np.integer[Any]] = np.empty(-(-est.samples // BLOCK) * BLOCK, dtype=np.uint8)
    for first, blocks in _blocks(est.samples):
        random = words(est.seed, first, est.owner.stream(name), blocks)
        where = places(est.seed, first, random, belief, est.owner)
        found[first * BLOCK : (first + blocks) * BLOCK][where] = bin_of_stratum
    return Bins(found[: est.samples], number)
