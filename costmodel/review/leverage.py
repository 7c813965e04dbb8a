"""By how much the cost hangs on each number: moved one at a time, all of them in one pass through the model.

The model runs once on many copies of a few draws; in each copy one number is a little larger. So it is the straight
line itself that answers, and the leverage of all numbers takes no longer than an ordinary estimate.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.sampling import Block
from costmodel.estimates.simulation import computed
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.inputs import with_odds
from costmodel.typing import Array

STEP = 0.01  # each number is moved by one percent; of a share, the odds
COPIES = 48  # copies in one run: with 64 draws each, as many samples as a block
# What is agreed and not believed: definitions, scope, switches, and what somebody else has estimated; and what
# experience adds, which multiplies most of the others and would count them a second time.
AGREED = ("calendar.", "currency.", "initiative.", "first_estimate.", "discrepancy.")
AGREED_UNITS = ("switch", "level")


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
            return drawn if len(drawn) == 1 else np.tile(drawn, self.samples // self._draws)
        values = np.tile(np.broadcast_to(drawn, (self._draws,)), self.samples // self._draws)
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
        return np.tile(self._block.uniform(stream), self.samples // self._draws)


def leverage(assumptions: Assumptions, scope: str = "total", draws: int = 64, seed: int = 1) -> Mapping[str, float]:
    """By how many percent the mean cost moves, up or down, when a number grows by one percent.

    For a share its odds grow; for an event, the share of the mean cost that it contributes. Left out is what is
    agreed and not believed: calendar, currencies, horizon and first estimate, switches, and capability levels; and
    what experience adds, which would count what it multiplies a second time.

    Args:
        assumptions: what is believed.
        scope: "total", "to_go_live" or "after_go_live", carried through.
        draws: over how many samples the mean is taken.
        seed: as for `estimate`.

    Raises:
        ValueError: another scope.
    """
    if scope not in ("total", "to_go_live", "after_go_live"):
        raise ValueError("scope is total, to_go_live or after_go_live")
    names = tuple(name for name, belief in assumptions.items() if counts(name, belief))
    found: dict[str, float] = {}
    for first in range(0, len(names), COPIES):
        some = names[first : first + COPIES]
        means = _means(assumptions, OneByOne(some, draws, seed), scope, draws)
        base = means[-1]
        for name, mean in zip(some, means[:-1], strict=True):
            step = 1.0 if assumptions[name].is_event else STEP
            found[name] = abs(float(mean - base)) / step / float(base) if base > 0 else 0.0
    return found


def _means(assumptions: Assumptions, source: OneByOne, scope: str, draws: int) -> Array:
    """The mean cost of each copy."""
    ledger = computed(assumptions, source).ledger
    by_scope = ledger.by("scope")
    total = np.zeros(source.samples)
    for (key,), amount in by_scope.items():
        if scope in ("total", key):
            total = total + amount
    return np.asarray(total.reshape(-1, draws).mean(axis=1))


def counts(name: str, belief: Belief) -> bool:
    """Whether a number is believed rather than agreed."""
    defined = any((source.title or "").casefold() == "definition" for source in belief.source)
    return not (name.startswith(AGREED) or belief.unit in AGREED_UNITS or defined)


def share_on_judgement(assumptions: Assumptions, found: Mapping[str, float]) -> float:
    """The part of all leverage that belongs to numbers with no published source behind them; 0 where there is none."""
    everything = sum(found.values())
    judged = sum(value for name, value in found.items() if assumptions[name].rests_on_judgement)
    return judged / everything if everything > 0 else 0.0
