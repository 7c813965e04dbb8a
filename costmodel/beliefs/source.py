"""Where a number comes from, and what it moves with: the parts that every documented number carries."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class Strict(BaseModel):
    """Base of what is read from files: unknown keys are errors, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a number comes from: a publication, or a judgement with its reason."""

    title: str | None = None
    address: str | None = None
    seen: int | None = Field(default=None, ge=1900, le=2200)
    status: Literal["retrieved", "retrieved-secondary", "derived"] | None = None
    judgement: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.title) == bool(self.judgement):
            raise PydanticCustomError(
                "source", "a source is either a title (with address and year seen) or a judgement"
            )
        return self

    def __str__(self) -> str:
        if self.judgement:
            return f"judgement: {self.judgement}"
        return ", ".join(str(part) for part in (self.title, self.address, self.seen and f"seen {self.seen}") if part)


class MovesWith(Strict):
    """The driver that a number shares with others, and how strongly (Spearman's rank correlation)."""

    driver: str
    strength: Annotated[float, Field(strict=True, ge=-1, le=1)]


class Choice(Strict):
    """One of several values, with its weight."""

    value: Number
    weight: Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
