"""The numbers of one case, ready for formulas: drawn or likeliest, with what experience, ability and risks do to them.

Everything that moves a number after it is drawn happens here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from weakref import ref

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.sampling import Likeliest
from costmodel.beliefs.shapes.chance import event
from costmodel.errors import did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.files.price_levels import UNCERTAINTY
from costmodel.initiative.blocks import NEUTRAL, Move, block_name
from costmodel.initiative.discrepancy import OFF, STAGE, factor_name, stage_of
from costmodel.initiative.risks import strikes
from costmodel.typing import Array


class Source(Protocol):
    """Where numbers come from: `sampling.Likeliest` or one `sampling.Block`."""

    samples: int

    def column(self, name: str, belief: Belief) -> Array:
        """The values of a belief; for an event, the probabilities drawn."""

    def uniform(self, stream: str) -> Array:
        """Probabilities of a stream that stands for no assumption."""


class Namespace:
    """One level of the dotted names: ``inputs.labelling`` in ``inputs.labelling.items``.

    It does not keep the inputs alive, which keep it: else megabytes of numbers would wait for Python to look for such
    circles, after each simulation.
    """

    def __init__(self, inputs: Inputs, prefix: str) -> None:
        self._inputs, self._prefix = ref(inputs), prefix

    def __getattr__(self, key: str) -> Any:
        inputs = self._inputs()
        if inputs is None:
            raise ReferenceError(f"the inputs that {self._prefix}.{key} is read from are gone; keep them in a variable")
        found = inputs.get(f"{self._prefix}.{key}")
        self.__dict__[key] = found  # a number never changes within a case, so the next reading is a plain attribute
        return found


def with_odds(share: Array, factor: Array) -> Array:
    """A probability or share after its odds are multiplied by a factor."""
    return np.where(share * factor > 0, share * factor / np.maximum(1 - share + share * factor, 1e-300), 0.0)


class Inputs:
    """The numbers of one case by name, each an array of shape (1,) or (samples,).

    ``inputs.labelling.items`` and ``inputs["labelling.items"]`` are the same. Amounts and hazards are multiplied by
    the factors of building blocks, experience and struck risks; of chances and shares the odds are. `read` remembers
    every name that was asked for.

    Args:
        assumptions: what is believed.
        source: where the draws come from.
        attach: what is done to each number, of a unit and a name, at the door (the unit proof attaches units here).

    Raises:
        AttributeError: a name that does not exist, with the nearest one that does.
    """

    def __init__(
        self,
        assumptions: Assumptions,
        source: Source,
        attach: Callable[[Array, str, str], Any] | None = None,
    ) -> None:
        self.assumptions = assumptions
        self.samples = source.samples
        self.read: set[str] = set()
        self.derived: dict[str, Any] = {}  # what formulas work out of the numbers once for the whole case
        self._source, self._attach = source, attach
        self._ready: dict[str, Any] = {}
        self._plain: dict[str, Array] = {}
        self._levels: dict[str, Array | None] = {}
        self._movers = _movers(assumptions)
        self._times: Mapping[str, Array] = {}
        self._misses = self._stage()

    def multiplied(self, factors: Mapping[str, Array]) -> Inputs:
        """The same case with some numbers multiplied: as they are in some year of their course.

        Args:
            factors: by name, each of shape (1,) or (samples,).
        """
        other = Inputs(self.assumptions, self._source, self._attach)
        other._times = factors
        other._plain = {name: value for name, value in self._plain.items() if name not in factors}
        return other

    def __getitem__(self, name: str) -> Any:
        if self._attach is None:
            known = self._plain.get(name)
            return self.plain(name) if known is None else known
        if name not in self._ready:
            self._ready[name] = self._attach(self.plain(name), self.assumptions[name].unit, name)
        return self._ready[name]

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        found = self.get(key)
        self.__dict__[key] = found
        return found

    def get(self, name: str) -> Any:
        """A number, or the namespace of that name."""
        if name in self.assumptions.beliefs:
            return self[name]
        if name in self.assumptions.namespaces:
            return Namespace(self, name)
        raise AttributeError(f"no assumption {name!r}{did_you_mean(name, self.assumptions.beliefs)}")

    def has(self, name: str) -> bool:
        """Whether there is such a number."""
        return name in self.assumptions.beliefs

    def uniform(self, stream: str) -> Any:
        """Probabilities of a stream that stands for no assumption, shape (1,) or (samples,)."""
        value = self._source.uniform(stream)
        return value if self._attach is None else self._attach(value, "share", stream)

    def drawn(self, name: str) -> Array:
        """A number as it was drawn, before anything moves it, shape (samples,)."""
        return np.broadcast_to(self._source.column(name, self.assumptions[name]), (self.samples,))

    def times_in_a_row(self, name: str, most: int) -> list[Array]:
        """For an event that may happen again after it has happened: whether it does a first time, a second, ...

        Args:
            name: of the event; each time it happens with the same chance.
            most: how many times are looked at.

        Returns:
            for each time 1 where it still happens, 0 elsewhere; ends with the last time that any sample has.
        """
        self.read.add(name)
        luck, chance = self.luck_and_chance(name)
        found: list[Array] = []
        while len(found) < most:
            again = event(luck, chance ** (len(found) + 1))
            if not np.any(again):
                break
            found.append(again)
        return found

    def luck_and_chance(self, name: str) -> tuple[Array, Any]:
        """An event's drawn probabilities, and its chance after all factors on its odds."""
        belief = self.assumptions[name]
        factor = self._factor(name)
        chance: Any = np.float64(belief.numbers[0])
        return self._source.column(name, belief), chance if factor is None else with_odds(chance, factor)

    def plain(self, name: str) -> Array:
        """A number without any unit attached."""
        if name in self._plain:
            return self._plain[name]
        self.read.add(name)
        belief = self.assumptions[name]
        if belief.is_event:
            value = event(*self.luck_and_chance(name))
        else:
            value = self._source.column(name, belief)
            factor = self._factor(name)
            if factor is not None:
                value = with_odds(value, factor) if belief.unit in ("share", "chance") else value * factor
        impact = self._impact(name)
        if impact is not None:
            value = 1 + (value - 1) * impact if belief.unit == "factor" else value * impact
        listed = self.assumptions.listed.get(name)
        if listed is not None and (rate := f"{UNCERTAINTY}{listed.currency}") in self.assumptions.beliefs:
            value = value * self.plain(rate)
        if name in self._times:
            value = value * self._times[name]
            value = np.minimum(value, 1.0) if belief.unit == "share" else value
        self._plain[name] = value
        return value

    def _factor(self, name: str) -> Array | None:
        """The product of all factors on a number, or None where none applies."""
        product: Array | None = None
        for kind, mover in self._movers.get(name, ()):
            if kind == "block":
                block, move = mover
                level = self._level(block)
                if level is None:
                    continue
                factor = move.at(level)
            elif kind == "discrepancy":
                if not self._misses:
                    continue
                factor = self._missed(mover)
            elif kind == "risk":
                factor = np.where(self.plain(strikes(mover)) > 0, self.plain(f"risks.{mover}.factor"), 1.0)
            else:  # a mitigation that makes the risk less likely
                base = f"risks.{mover}.mitigation"
                factor = np.where(self.plain(f"{base}.active") > 0, self.plain(f"{base}.odds"), 1.0)
            product = factor if product is None else product * factor
        return product

    def _stage(self) -> str:
        """The stage whose discrepancy acts, or nothing where it is switched off."""
        number = self.plain(STAGE)[0] if STAGE in self.assumptions.beliefs else OFF
        return "" if number == OFF else stage_of(number)

    def _missed(self, part: str) -> Array:
        """The common factor of the stage. Its mode lies below its median, so a likeliest case would beat the plan."""
        name = factor_name(self._misses, part)
        if not isinstance(self._source, Likeliest):
            return self.plain(name)
        self.read.add(name)
        key = f"median of {name}"
        if key not in self.derived:
            self.derived[key] = self.assumptions[name].quantile([0.5])
        return np.asarray(self.derived[key])

    def _level(self, block: str) -> Array | None:
        """A building block's level, or None where it is neutral and moves nothing."""
        if block not in self._levels:
            level = self.plain(block_name(block))
            self._levels[block] = None if np.all(level == NEUTRAL) else level
        return self._levels[block]

    def _impact(self, name: str) -> Array | None:
        """What a mitigation leaves of a risk's cost, delay or factor."""
        if not name.startswith("risks.") or not name.endswith(MITIGATED) or ".mitigation." in name:
            return None
        risk = name.split(".")[1]
        if not self.assumptions.structure.risks[risk].mitigation_impact:
            return None
        base = f"risks.{risk}.mitigation"
        return np.where(self.plain(f"{base}.active") > 0, self.plain(f"{base}.impact"), 1.0)


MITIGATED = (".cost", ".delay", ".factor")
Mover = tuple[str, Any]


def _movers(assumptions: Assumptions) -> Mapping[str, list[Mover]]:
    """Which building blocks, experience, risks and mitigations move each number; worked out once for each shape."""
    structure = assumptions.structure
    known = _KNOWN_MOVERS.get(id(structure))
    if known is not None and known[0] is structure:
        return known[1]
    found: dict[str, list[Mover]] = {}
    for name, mover in _all_movers(structure.moves, structure.factor_on):
        found.setdefault(name, []).append(mover)
    for part, (_, names) in structure.discrepancy.items():
        for name in names:
            found.setdefault(name, []).append(("discrepancy", part))
    for risk, content in structure.risks.items():
        if content.mitigation_odds:
            found.setdefault(strikes(risk), []).append(("mitigation", risk))
    _KNOWN_MOVERS.clear()
    _KNOWN_MOVERS[id(structure)] = (structure, found)
    return found


_KNOWN_MOVERS: dict[int, tuple[object, Mapping[str, list[Mover]]]] = {}


def _all_movers(
    moves: Mapping[str, tuple[tuple[Move, tuple[str, ...]], ...]], factor_on: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Mover]]:
    for block, parts in moves.items():
        for move, names in parts:
            for name in names:
                yield name, ("block", (block, move))
    for risk, names in factor_on.items():
        for name in names:
            yield name, ("risk", risk)
