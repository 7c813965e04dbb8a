"""By how much the cost hangs on each number, and what of it stands on judgement: all moved, one at a time, in one pass.

The model runs once on many copies of a few draws; in each copy one number is a little larger. So it is the straight
line itself that answers, and the leverage of all numbers takes no longer than an ordinary estimate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.sampling import Block
from costmodel.decisions.columns import driver_name
from costmodel.estimates.simulation import computed
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.inputs import with_odds
from costmodel.typing import Array

STEP = 0.01  # each number is moved by one percent; of a share, the odds
COPIES = 111  # copies in one run: with 64 draws each, some 7,000 samples, whose arrays still fit the cache
# What is agreed and not believed: definitions, scope, switches, and what somebody else has estimated; and what
# experience adds, which multiplies most of the others and would count them a second time.
AGREED = ("calendar.", "currency.", "initiative.", "first_estimate.", "discrepancy.")
AGREED_UNITS = ("switch", "level")
SCOPES = ("total", "to_go_live", "after_go_live")


class OneByOne:
    """A source of numbers: one copy of the draws for each name, in which that number alone is moved; and one as it is.

    An event is not moved but cannot happen in its copy: the difference is what it contributes on average.

    Args:
        names: which numbers are moved, in the order of the copies; the last copy moves none.
        draws: how many samples each copy has.
        seed: as for `estimate`.
    """

    def __init__(self, names: tuple[str, ...], draws: int, seed: int) -> None:
        self.samples = (len(names) + 1) * draws
        self._place = {name: number for number, name in enumerate(names)}
        self._draws, self._block = draws, Block(seed, 0, draws)

    def column(self, name: str, belief: Belief) -> Array:
        """The belief's draws, shape (samples,); where it moves nowhere and is certain, (1,)."""
        drawn = self._block.column(name, belief)
        if name not in self._place:
            return drawn if len(drawn) == 1 else self._in_each_copy(drawn)
        values = self._in_each_copy(drawn)
        first = self._place[name] * self._draws
        own = values[first : first + self._draws]
        if belief.is_event:
            own[:] = 0.0  # the lowest of the probabilities drawn: an event strikes only at the highest
        elif belief.unit == "share":
            own[:] = with_odds(own, np.full(1, 1 + STEP))
        else:
            own *= 1 + STEP
        return values

    def uniform(self, stream: str) -> Array:
        """Probabilities of a stream that stands for no assumption, alike in all copies."""
        return self._in_each_copy(self._block.uniform(stream))

    def _in_each_copy(self, drawn: Array) -> Array:
        return np.array(np.broadcast_to(drawn, (self.samples // self._draws, self._draws))).reshape(-1)


@dataclass(frozen=True, eq=False)
class Moved:
    """How the lines of the ledger answer to each number.

    Attributes:
        names: of the numbers.
        scopes: of each line: to go-live or after.
        base: the mean money of each line, shape (lines,).
        change: by how much it moves when a number grows by its whole (an event: is not there), shape (names, lines).
    """

    names: tuple[str, ...]
    scopes: tuple[str, ...]
    base: Array
    change: Array

    def _lines(self, scope: str) -> NDArray[np.bool_]:
        if scope not in SCOPES:
            raise ValueError(f"scope is {', '.join(SCOPES[:-1])} or {SCOPES[-1]}")
        return np.array([scope in ("total", one) for one in self.scopes], dtype=bool)

    def leverage(self, scope: str = "total") -> Mapping[str, float]:
        """By how many percent the mean cost moves, up or down, when a number grows by one percent.

        For a share its odds grow; for an event, the share of the mean cost that it contributes.

        Args:
            scope: "total", "to_go_live" or "after_go_live", carried through.

        Raises:
            ValueError: another scope.
        """
        inside = self._lines(scope)
        base = float(self.base[inside].sum())
        changes = np.abs(self.change[:, inside].sum(axis=1)) / base if base > 0 else np.zeros(len(self.names))
        return dict(zip(self.names, changes.tolist(), strict=True))

    def money(self, scope: str = "total") -> Mapping[str, float]:
        """The share of the mean cost that stands on each number; adds up to one.

        The money of each line is split among the numbers that it hangs on, in proportion to how much it hangs on each:
        days at a day rate stand half on the days and half on the rate. What hangs on agreed numbers alone is left out.

        Args:
            scope: as for `leverage`.

        Raises:
            ValueError: another scope.
        """
        inside = self._lines(scope)
        hangs = np.abs(self.change[:, inside])
        sums = hangs.sum(axis=0)
        standing = hangs / np.where(sums > 0, sums, 1.0) @ np.abs(self.base[inside])
        whole = float(standing.sum())
        return dict(zip(self.names, (standing / whole if whole > 0 else standing).tolist(), strict=True))


def moved(assumptions: Assumptions, draws: int = 64, seed: int = 1) -> Moved:
    """How the lines of the ledger answer to each number, moved one at a time.

    Left out is what is agreed and not believed: calendar, currencies, horizon and first estimate, switches, and
    capability levels; and what experience adds, which would count what it multiplies a second time.

    Args:
        assumptions: what is believed.
        draws: over how many samples the means are taken.
        seed: as for `estimate`.
    """
    names = tuple(name for name, belief in assumptions.items() if counts(name, belief))
    scopes: tuple[str, ...] = ()
    base, changes = np.zeros(0), []
    for first in range(0, len(names), COPIES):
        some = names[first : first + COPIES]
        lines = computed(assumptions, OneByOne(some, draws, seed)).ledger.lines
        means = np.array([_means(line.amount, len(some) + 1, draws) for line in lines]).reshape(len(lines), -1)
        scopes, base = tuple(line.scope for line in lines), means[:, -1]
        steps = np.array([1.0 if assumptions[name].is_event else STEP for name in some])
        changes.append(((means[:, :-1] - means[:, -1:]) / steps).T)
    return Moved(names, scopes, base, np.concatenate(changes) if changes else np.zeros((0, 0)))


def _means(amount: Array, copies: int, draws: int) -> Array:
    """The mean amount of a line in each copy."""
    return np.asarray(np.broadcast_to(amount, (copies * draws,)).reshape(copies, draws).mean(axis=1))


def counts(name: str, belief: Belief) -> bool:
    """Whether a number is believed rather than agreed."""
    defined = any((source.title or "").casefold() == "definition" for source in belief.source)
    return not (name.startswith(AGREED) or belief.unit in AGREED_UNITS or defined)


def judged(assumptions: Assumptions, name: str) -> bool:
    """Whether a number, or how strongly a hidden driver moves its numbers, rests on judgement.

    A number is sourced where a cited source carries its value or mode, or both its ends
    (`Belief.rests_on_judgement`); a driver where one carries how wide it spreads.
    """
    if name in assumptions.beliefs:
        return assumptions[name].rests_on_judgement
    sources = next(one.source for key, one in assumptions.structure.drivers.items() if driver_name(key) == name)
    return not any("spread" in (source.supports or ()) for source in sources)


def share_on_judgement(assumptions: Assumptions, shares: Mapping[str, float]) -> float:
    """The part of some shares that belongs to numbers and drivers on judgement; with the sourced rest it is one.

    Args:
        assumptions: what is believed.
        shares: of money (`Moved.money`), or of variance (`sensitivity.drivers`, without its remainder, which so is
            split in proportion).

    Returns:
        from 0 to 1; 0 where there is nothing to share.
    """
    whole = sum(shares.values())
    part = sum(share for name, share in shares.items() if judged(assumptions, name))
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0
