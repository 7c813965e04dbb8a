"""The lines of a sum: what the cost to go-live, or of the whole life, consists of, by what it is for and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from costmodel.estimates.result import Estimate
from costmodel.initiative.plan import LAYERS
from costmodel.language.language import Language

Means = dict[tuple[str, ...], float]

LEAST = 0.5  # money: a line that is less is written as nothing


@dataclass(frozen=True)
class Line:
    """One line of a sum.

    Attributes:
        category: of the cost.
        named: what it is for, and when.
        mean: money.
    """

    category: str
    named: str
    mean: float


@dataclass(frozen=True)
class Group:
    """Lines that belong together.

    Attributes:
        named: what they have in common.
        lines: the largest first.
    """

    named: str
    lines: tuple[Line, ...]

    @property
    def mean(self) -> float:
        """The sum of its lines; money."""
        return sum(line.mean for line in self.lines)


def by_layer(est: Estimate, says: Language, layers: tuple[str, ...] = LAYERS) -> list[Group]:
    """The mean cost to go-live, line by line; the groups are what a first estimate sees and what it does not see.

    Args:
        est: the estimate.
        says: the language.
        layers: only these.
    """
    means = cast(Means, est.by(["layer", "scope", "category", "phase"])["mean"].to_dict())
    groups = []
    for layer in layers:
        found = [
            Line(category, _named(category, phase, says), float(mean))
            for (of, scope, category, phase), mean in means.items()
            if of == layer and scope == "to_go_live" and mean >= LEAST
        ]
        groups.append(Group(says.name(layer), _largest_first(found)))
    return [group for group in groups if group.lines]


def by_category(est: Estimate, says: Language) -> list[Group]:
    """The mean cost of the whole life, line by line; the groups are the categories."""
    means = cast(Means, est.by(["category", "scope", "phase"])["mean"].to_dict())
    found: dict[str, list[Line]] = {}
    for (category, scope, phase), mean in means.items():
        if mean >= LEAST:
            named = says("line", what=phase_named(phase, says), when=says(f"scope {scope}"))
            found.setdefault(category, []).append(Line(category, named, float(mean)))
    groups = [Group(says.name(category), _largest_first(lines)) for category, lines in found.items()]
    return sorted(groups, key=lambda group: -group.mean)


def left_out(est: Estimate) -> tuple[str, ...]:
    """The layers that the first estimate does not cover."""
    covers = est.assumptions
    return tuple(layer for layer in LAYERS if covers[f"first_estimate.covers.{layer}"].likeliest == 0)


def _largest_first(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: -line.mean))


def _named(category: str, phase: str, says: Language) -> str:
    return says("line", what=says.name(category), when=phase_named(phase, says))


def phase_named(phase: str, says: Language) -> str:
    """What a phase is called in a line."""
    return says.text(f"phase {phase}") or says.name(phase)
