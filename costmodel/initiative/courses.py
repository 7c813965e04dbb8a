"""Numbers that change over the years: growth, a series, prices by year; and dates on which a cost falls."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from costmodel.beliefs.source import Source, Strict

Origin = Literal["start", "go_live"]


class Course(Strict):
    """How some numbers change from year to year; within a year they stay.

    Attributes:
        meaning: what changes, in a few words.
        on: names or patterns of the numbers.
        counted_from: years are counted from the start of the initiative or from go-live.
        by_year: what the number is multiplied by in each year; the last one holds on.
        values: what the number's likeliest value is in each year, in the model's unit and currency; its range keeps
            its relative width, and the last one holds on.
        growth: whether `courses.NAME.growth` says by which share it grows each year.
        source: of `by_year` or `values`.
    """

    meaning: str
    on: tuple[str, ...]
    counted_from: Origin = "go_live"
    by_year: tuple[float, ...] = ()
    values: tuple[float, ...] = ()
    growth: bool = False
    source: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.by_year) + bool(self.values) + self.growth != 1:
            raise ValueError("says one of growth, by_year and values")
        if min((*self.by_year, *self.values, 0)) < 0:
            raise ValueError("a number times something below zero is none")
        if not self.growth and not self.source:
            raise ValueError("source is missing: a title with address, or a judgement with its reason")
        return self


class Moment(Strict):
    """A date: the finish of an activity, or so many months from the start or from go-live."""

    after: str | None = None
    months_from_start: float | None = None
    months_from_go_live: float | None = None

    @model_validator(mode="after")
    def _one_date(self) -> Self:
        said = [one for one in (self.after, self.months_from_start, self.months_from_go_live) if one is not None]
        if len(said) != 1:
            raise ValueError("says one of after, months_from_start and months_from_go_live")
        if not isinstance(said[0], str) and said[0] < 0:
            raise ValueError("months are counted from the start or from go-live on, so there are none below zero")
        return self
