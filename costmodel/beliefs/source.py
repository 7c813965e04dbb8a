"""Where a number comes from, and what it moves with: the parts that every documented number carries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]

# What a source can support beside the keys of the number: how wide it is, which way something acts, what it is.
BESIDE_THE_NUMBER = ("spread", "direction", "definition")


class Strict(BaseModel):
    """Base of what is read from files: unknown keys are errors, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a number comes from: a publication, or a judgement with its reason.

    Attributes:
        title: what was published, and what it says.
        address: where.
        seen: the year in which it was read; where the day is known, `read_on` says it instead.
        status: how it was reached: itself, in a quotation, or computed from it.
        judgement: in place of a title, who judged, and from what.
        supports: what of the belief the title carries: keys of its numbers (``[mode]``, ``[p10, p90]``), or words of
            `BESIDE_THE_NUMBER`. Empty where it is only read beside the number; None where nobody has said.
        valid_from: the day from which a price is charged.
        read_on: the day on which it was read.
    """

    title: str | None = None
    address: str | None = None
    seen: int | None = Field(default=None, ge=1900, le=2200)
    status: Literal["retrieved", "retrieved-secondary", "derived"] | None = None
    judgement: str | None = None
    supports: tuple[Annotated[str, Field(pattern=r"\S")], ...] | None = None
    valid_from: date | None = None
    read_on: date | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.title) == bool(self.judgement):
            raise PydanticCustomError(
                "source", "a source is either a title (with address and year seen) or a judgement"
            )
        if self.judgement and (self.supports is not None or self.valid_from or self.read_on):
            text = "supports, valid_from and read_on belong to a title; a judgement is no evidence"
            raise PydanticCustomError("source", text)
        if self.seen and self.read_on and self.seen != self.read_on.year:
            raise PydanticCustomError("source", "seen and read_on name different years; read_on alone is enough")
        if self.supports and len({*self.supports}) < len(self.supports):
            raise PydanticCustomError("source", "supports names the same thing twice")
        return self

    @property
    def year(self) -> int | None:
        """The year in which it was read."""
        return self.read_on.year if self.read_on else self.seen

    def without_numbers(self) -> Source:
        """The same source beside numbers that are no longer its own: it supports no key of them."""
        if not self.supports:
            return self
        left = tuple(word for word in self.supports if word in BESIDE_THE_NUMBER)
        return self if left == self.supports else self.model_copy(update={"supports": left})

    def __str__(self) -> str:
        if self.judgement:
            return f"judgement: {self.judgement}"
        return ", ".join(str(part) for part in (self.title, self.address, self.year and f"seen {self.year}") if part)


class MovesWith(Strict):
    """The driver that a number shares with others, and how strongly (Spearman's rank correlation)."""

    driver: str
    strength: Annotated[float, Field(strict=True, ge=-1, le=1)]


class Choice(Strict):
    """One of several values, with its weight."""

    value: Number
    weight: Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
