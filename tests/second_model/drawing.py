"""From a belief to the value that a formula uses: drawn with its companions, then moved by whatever applies."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy.special import ndtr

from tests.second_model.beliefs import Array, likeliest, quantile
from tests.second_model.reading import Case


class Values:
    """What every assumption is in each sample; a name is looked up as ``values["labelling.items"]``.

    Every name has random numbers of its own, so a case that leaves an assumption as it was draws the same. Without a
    seed there is one sample, in which every assumption has its most likely value.
    """

    def __init__(self, case: Case, samples: int = 1, seed: int | None = None) -> None:
        self.case, self.samples, self.seed = case, samples, seed
        self._drawn: dict[str, Array] = {}
        self._used: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._used:
            self._used[name] = self._moved(name)
        return self._used[name]

    @property
    def read(self) -> set[str]:
        """The assumptions that a formula has asked for."""
        return self._drawn.keys() | self._used.keys()

    def normal(self, name: str) -> Array:
        """Standard normal numbers of a name's own."""
        if self.seed is None:
            return np.zeros(self.samples)
        return np.random.default_rng([self.seed, *name.encode()]).standard_normal(self.samples)

    def u(self, name: str) -> Array:
        """Probabilities, even between 0 and 1; those of assumptions with a common driver rise and fall together."""
        if name not in self._drawn:
            score = self.normal(name)
            together = self.case.numbers.get(name, {}).get("moves_with")
            if together:
                r = 2 * np.sin(np.pi * together["strength"] / 6)
                score = r * self.normal(f"driver {together['driver']}") + np.sqrt(1 - r**2) * score
            self._drawn[name] = ndtr(score)
        return self._drawn[name]

    def event(self, name: str, power: int = 1) -> Array:
        """1 where an event of this chance happens, so many times in a row."""
        number = self.case.numbers[name]
        chance = _odds(np.full(self.samples, number["chance"]), self._factor(name))
        return (self.u(name) > 1 - chance**power).astype(float)

    def _moved(self, name: str) -> Array:
        number = self.case.numbers[name]
        if number["unit"] == "chance":
            return self.event(name)
        if self.seed is not None or name.startswith("discrepancy."):
            drawn = quantile(number, self.u(name))  # without a seed at u = 0.5: experience stands at its median
        else:
            drawn = np.full(1, likeliest(number))
        factor = self._factor(name)
        moved = _odds(drawn, factor) if number["unit"] == "share" else drawn * factor
        return moved * self._impact(name)

    def _factor(self, name: str) -> Array:
        """All that multiplies an assumption: capability, experience, risks that strike, a measure against a risk."""
        factor = np.ones(self.samples)
        for block, patterns, factors in self._capability:
            if name in patterns:
                factor = factor * self._at_level(block, factors)
        for part, patterns in self._experience:
            if name in patterns:
                factor = factor * self[f"discrepancy.{self._stage}.{part}"]
        for risk, patterns in self._risks:
            if name in patterns:
                impact = 1 + (self[f"risks.{risk}.factor"] - 1) * self._impact_of(risk)
                factor = factor * np.where(self[f"risks.{risk}.chance"] > 0, impact, 1)
        part, risk, what = (*name.split("."), "", "")[:3]
        if (part, what) == ("risks", "chance") and f"risks.{risk}.mitigation.odds" in self.case.numbers:
            factor = factor * np.where(self._active(risk), self[f"risks.{risk}.mitigation.odds"], 1)
        return factor

    @cached_property
    def _capability(self) -> list[tuple[str, set[str], dict[int, float]]]:
        return [
            (block, self._named(move["on"]), move["factors"])
            for block, moves in self.case.tree["capability_moves"].items()
            for move in moves
        ]

    @cached_property
    def _stage(self) -> str:
        """How mature the estimate is; nothing where experience adds nothing."""
        return ("", "idea", "plan", "contract")[int(self.case.numbers["discrepancy.stage"]["value"])]

    @cached_property
    def _experience(self) -> list[tuple[str, set[str]]]:
        moves = self.case.tree["discrepancy_moves"].items() if self._stage else ()
        return [(part, self._named(move["on"])) for part, move in moves]

    @cached_property
    def _risks(self) -> list[tuple[str, set[str]]]:
        risks = self.case.tree["risks"].items()
        return [(name, self._named(risk["factor"]["on"])) for name, risk in risks if "factor" in risk]

    def _named(self, patterns: list[str]) -> set[str]:
        return {name for pattern in patterns for name in self.case.names(pattern)}

    def _at_level(self, block: str, factors: dict[int, float]) -> Array:
        """The factor at a block's level: 1 at level 3, between whole levels on the scale of logarithms."""
        known = dict(sorted((factors | {3: 1.0}).items()))
        return np.exp(np.interp(self[f"capability.{block}"], list(known), np.log(list(known.values()))))

    def _active(self, risk: str) -> Array:
        return self[f"risks.{risk}.mitigation.active"] > 0

    def _impact_of(self, risk: str) -> Array:
        """What a measure leaves of a risk's impact; 1 where there is none."""
        name = f"risks.{risk}.mitigation.impact"
        return np.where(self._active(risk), self[name], 1) if name in self.case.numbers else np.ones(self.samples)

    def _impact(self, name: str) -> Array:
        part, risk, *what = name.split(".")
        own = part == "risks" and what in (["cost"], ["delay"])
        return self._impact_of(risk) if own else np.ones(self.samples)


def _odds(share: Array, factor: Array) -> Array:
    """A share whose odds are multiplied by a factor."""
    return share * factor / (1 - share + share * factor)
