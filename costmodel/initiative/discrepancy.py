"""What experience adds: by how much estimates of this stage have missed although everything in them was considered.

Scope that grows and work that nobody thought of stand in no range of a single number. They act on the whole
initiative at once, so they are factors that every effort and every wait has in common. How large they are hangs on
how mature the estimate is: its stage.
"""

from __future__ import annotations

from pydantic import Field, field_validator

from costmodel.beliefs.source import Source, Strict

STAGE = "discrepancy.stage"
STAGES = ("off", "idea", "plan", "contract")  # the stage's number is its place here
OFF = 0
# What nothing moves: what moves others, and the prices that all money was converted with.
UNMOVED = ("capability.", "discrepancy.", "currency.")
PARTS = ("to_go_live", "running")


class Discrepancy(Strict):
    """What one common factor acts on.

    Attributes:
        on: names, or patterns with ``*``.
        why: the reason, in a sentence.
        source: where the choice comes from.
    """

    on: tuple[str, ...] = Field(min_length=1)
    why: str
    source: tuple[Source, ...] = Field(min_length=1)

    @field_validator("on")
    @classmethod
    def _no_mover(cls, on: tuple[str, ...]) -> tuple[str, ...]:
        for name in on:
            if name.startswith(UNMOVED):
                raise ValueError(f"{name!r} moves others, or converted them; nothing moves it")
        return on


def stage_of(number: float) -> str:
    """The stage that a number stands for, one of `STAGES`."""
    return STAGES[int(number)]


def factor_name(stage: str, part: str) -> str:
    """The assumption that holds the common factor of a stage on one part."""
    return f"discrepancy.{stage}.{part}"
