"""When each initiative of a portfolio begins and is live, a bar for each, over the fiscal years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from costmodel.language.language import Language
from costmodel.pictures.canvas import Scale, bar, label, picture, rule
from costmodel.pictures.markup import Markup, join

ROW, THICKNESS, HEAD = 38.0, 13.0, 24.0


class Stretch(NamedTuple):
    """An initiative in months from the beginning of the portfolio: its begin, its mean and its late go-live."""

    name: str
    begins: float
    live: float
    late: float


def portfolio_calendar(stretches: Sequence[Stretch], years: Sequence[tuple[str, float]], says: Language) -> Markup:
    """Bars over years: solid to the mean go-live, open to the one that is kept in 80 of 100 courses.

    Args:
        stretches: in the order in which they are shown.
        years: fiscal years, each with the month after which it begins.
        says: the language.
    """
    scale = Scale(0.0, max((one.late for one in stretches), default=1.0) * 1.02 or 1.0)
    height = HEAD + ROW * len(stretches)
    marks = [
        join(rule(scale.at(max(month, 0.0)), 16, height, "cm-grid"), label(scale.at(max(month, 0.0)), 12, year))
        for year, month in years
        if month < scale.high
    ]
    rows, told = [], []
    for number, one in enumerate(stretches):
        words = says(
            "portfolio calendar row",
            name=one.name,
            begins=says.months(one.begins),
            live=says.months(one.live),
            late=says.months(one.late),
        )
        told.append(words)
        y = HEAD + ROW * number
        begins, live, late = (scale.share(month) for month in (one.begins, one.live, one.late))
        rows += [
            label(scale.at(one.begins), y + 12, one.name, "cm-strong"),
            bar(begins, max(live, begins + 0.003), y + 17, THICKNESS, look="cm-level", says=words),
            bar(live, max(late, live + 0.003), y + 17, THICKNESS, look="cm-takes", says=words),
        ]
    says_all = says("portfolio calendar says", count=says.number(len(stretches)), rows="; ".join(told))
    return picture("portfolio_calendar", height, says_all, *marks, *rows)
