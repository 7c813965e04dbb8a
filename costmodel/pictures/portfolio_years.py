"""What a portfolio spends in each fiscal year: how far it may go up and down, what is needed, and the budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from costmodel.language.language import Language
from costmodel.pictures.canvas import bar, label, level, picture, rule, up_to
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join

ROW, THICKNESS = 38.0, 12.0


class Year(NamedTuple):
    """A fiscal year: P10, P50, level at the confidence and P90 of the money; its budget and the chance to keep it.

    Both are None where there is no budget.
    """

    name: str
    low: float
    even: float
    level: float
    high: float
    budget: float | None
    chance: float | None


def portfolio_years(years: Sequence[Year], confidence: float, says: Language, currency: str) -> Markup:
    """A bar for each year, filled to even odds and outlined to the level at the confidence; P10 to P90, and the budget.

    Args:
        years: one after the other.
        confidence: of the level.
        says: the language.
        currency: of the money.
    """
    scale = up_to(max([1.0, *(max(one.high, one.level, one.budget or 0.0) for one in years)]))
    share = says.percent(confidence)
    told = [_told(one, share, says, currency) for one in years]
    rows = []
    for place, (one, words) in enumerate(zip(years, told, strict=True)):
        y = ROW * place
        middle = y + 18 + THICKNESS / 2
        first, last = sorted((scale.share(one.even), scale.share(one.level)))
        marks = [
            bar(0, scale.share(one.even), y + 18, THICKNESS, look="cm-works", says=words),
            bar(first, last, y + 18, THICKNESS, look="cm-lowers", says=words),
            level(middle, "cm-error", scale.at(one.low), scale.at(one.high)),
            *(rule(scale.at(end), middle - 4, middle + 4, "cm-error") for end in (one.low, one.high)),
        ]
        if one.budget is not None:
            marks.append(rule(scale.at(one.budget), y + 16, y + 20 + THICKNESS, "cm-limit"))
        rows.append(join(label("0%", y + 12, one.name, "cm-strong"), _written(one, y, says, currency), *marks))
    keys = [
        ("cm-works", says("portfolio enough even"), ""),
        ("cm-lowers", says("portfolio enough late", confidence=share), ""),
        ("cm-error", says("portfolio year band"), ""),
    ]
    if any(one.budget is not None for one in years):
        keys.append(("cm-limit", says("column budget"), ""))
    drawn = picture(
        "portfolio_years", ROW * max(len(years), 1), says("portfolio years say", years="; ".join(told)), *rows
    )
    return with_legend(legend(*keys), drawn)


def _written(one: Year, y: float, says: Language, currency: str) -> Markup:
    """The level, and where there is a budget how often it is kept; on a phone that alone."""
    level = says.short_amount(one.level, currency)
    if one.budget is None or one.chance is None:
        return label("100%", y + 12, level, "cm-halo", "end")
    budget = says.short_amount(one.budget, currency)
    chance = says.percent(one.chance)
    return join(
        label("100%", y + 12, says("portfolio year kept", level=level, budget=budget, chance=chance), "cm-wide", "end"),
        label("100%", y + 12, says("portfolio year kept short", level=level, chance=chance), "cm-narrow", "end"),
    )


def _told(one: Year, share: str, says: Language, currency: str) -> str:
    low, even, level, high = (
        says.short_amount(amount, currency) for amount in (one.low, one.even, one.level, one.high)
    )
    told = says("portfolio year", year=one.name, low=low, even=even, level=level, high=high, confidence=share)
    if one.budget is None or one.chance is None:
        return told
    budget = says.short_amount(one.budget, currency)
    return f"{told}, {says('portfolio year budget', budget=budget, chance=says.percent(one.chance))}"
