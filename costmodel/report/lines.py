"""The lines of a sum: what the cost to go-live, or of the whole life, consists of, by what it is for and when."""

from __future__ import annotations

from collections.abc import Mapping
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
        of: the fields that its cost lines have in common, by the names of `ledger.CUTS`.
        named: what it is for, and when.
        mean: money.
    """

    of: Mapping[str, str]
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
    cuts = ("layer", "scope", "category", "phase")
    means = cast(Means, est.by(cuts)["mean"].to_dict())
    groups = []
    for layer in layers:
        found = [
            _line(dict(zip(cuts, key, strict=True)), mean, says)
            for key, mean in means.items()
            if key[0] == layer and key[1] == "to_go_live" and abs(mean) >= LEAST
        ]
        groups.append(Group(says.name(layer), _largest_first(found)))
    return [group for group in groups if group.lines]


def by_category(est: Estimate, says: Language) -> list[Group]:
    """The mean cost of the whole life, line by line; the groups are the categories."""
    cuts = ("category", "scope", "phase")
    means = cast(Means, est.by(cuts)["mean"].to_dict())
    found: dict[str, list[Line]] = {}
    for key, mean in means.items():
        if abs(mean) >= LEAST:
            found.setdefault(key[0], []).append(_line(dict(zip(cuts, key, strict=True)), mean, says))
    groups = [Group(says.name(category), _largest_first(lines)) for category, lines in found.items()]
    return sorted(groups, key=lambda group: -group.mean)


def left_out(est: Estimate) -> tuple[str, ...]:
    """The layers that the first estimate does not cover."""
    covers = est.assumptions
    return tuple(layer for layer in LAYERS if covers[f"first_estimate.covers.{layer}"].likeliest == 0)


def _largest_first(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: -line.mean))


def _line(of: Mapping[str, str], mean: float, says: Language) -> Line:
    return Line(of, named_line(of, says), float(mean))


def named_line(of: Mapping[str, str], says: Language) -> str:
    """What a line of a sum is for, and when.

    Args:
        of: its fields; in the whole life its scope tells more than its category, which its group has said.
        says: the language.
    """
    if "layer" in of:
        return says("line", what=says.name(of["category"]), when=phase_named(of["phase"], says))
    return says("line", what=phase_named(of["phase"], says), when=says(f"scope {of['scope']}"))


def phase_named(phase: str, says: Language) -> str:
    """What a phase is called."""
    return says.text(f"phase {phase}") or says.name(phase)
