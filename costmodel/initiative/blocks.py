"""The six building blocks of an organisation (people, culture, processes, data, technology, risk) and what they move.

Each stands at a level from 1 to 5; at 3 nothing is moved. A file lists which assumptions a block moves and by how
much at each level, each with its reason. Where an organisation stands is asked by a questionnaire: several people
answer, and `aggregate` makes levels with their ranges of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from costmodel.beliefs.source import Source, Strict
from costmodel.typing import Array

if TYPE_CHECKING:
    pass

BLOCKS = ("people", "culture", "processes", "data", "technology", "risk")
LEVELS = (1, 2, 3, 4, 5)
NEUTRAL = 3.0

Factor = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]


class Move(Strict):
    """What one building block does to some assumptions.

    Attributes:
        on: names, or patterns with ``*``.
        factors: level to factor; 1 at level 3, which need not be written.
        why: the reason, in a sentence.
        source: where the factors come from.
    """

    on: tuple[str, ...] = Field(min_length=1)
    factors: dict[Annotated[int, Field(ge=1, le=5)], Factor]
    why: str
    source: tuple[Source, ...] = Field(min_length=1)

    def at(self, level: Array) -> Array:
        """The factor at a level; between whole levels interpolated in logarithms."""
        logs = [np.log(self.factors.get(whole, 1.0)) for whole in LEVELS]
        return np.asarray(np.exp(np.interp(level, LEVELS, logs)), dtype=np.float64)

    def missing_levels(self) -> list[int]:
        """The levels for which no factor is given."""
        return [level for level in LEVELS if level != int(NEUTRAL) and level not in self.factors]


def block_name(block: str) -> str:
    """The assumption that holds a block's level."""
    return f"capability.{block}"
