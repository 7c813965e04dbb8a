"""When each initiative of a portfolio begins and is live, a bar for each, over the fiscal years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after, short_month
from costmodel.language.typed import cut
from costmodel.pictures.canvas import Scale, bar, label, picture, rule
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS, HEAD = 36.0, 11.0, 22.0
LONGEST, ON_A_PHONE = 60, 22  # letters of a name
THINNEST = 0.003  # of the width: what is shorter could not be seen


class Stretch(NamedTuple):
    """An initiative: its begin, its go-live at even odds and a late one, in months from the portfolio's beginning."""

    name: str
    begins: float
    even: float
    late: float


def portfolio_calendar(
    stretches: Sequence[Stretch],
    years: Sequence[tuple[str, float]],
    calendar: Calendar,
    confidence: float,
    says: Language,
) -> Markup:
    """Bars over fiscal years: filled to the go-live at even odds, outlined to the one at the confidence.

    Args:
        stretches: in the order in which they are shown.
        years: fiscal years, each with the month after which it begins.
        calendar: in which months that is.
        confidence: of the late go-live.
        says: the language.
    """
    scale = Scale(0.0, max((one.late for one in stretches), default=1.0) * 1.02 or 1.0)
    height = HEAD + ROW * len(stretches)
    marks = [
        join(
            rule(scale.at(max(month, 0.0)), 14, height, "cm-grid"),
            label(scale.at(max(month, 0.0)), 10, year, "cm-small"),
        )
        for year, month in years
        if month < scale.high * 0.92
    ]
    told = [_told(one, calendar, confidence, says) for one in stretches]
    rows = [
        _row(one, words, HEAD + ROW * place, scale, calendar)
        for place, (one, words) in enumerate(zip(stretches, told, strict=True))
    ]
    says_all = says("portfolio calendar says", count=says.number(len(stretches)), rows="; ".join(told))
    keys = legend(
        ("cm-works", says("portfolio live even"), ""),
        ("cm-lowers", says("portfolio live late", confidence=says.percent(confidence)), ""),
    )
    return with_legend(keys, picture("portfolio_calendar", height, says_all, *marks, *rows))


def _told(one: Stretch, calendar: Calendar, confidence: float, says: Language) -> str:
    begins, even, late = (month_after(calendar, months, says) for months in (one.begins, one.even, one.late))
    return says(
        "portfolio calendar row",
        name=one.name,
        begins=begins,
        even=even,
        late=late,
        confidence=says.percent(confidence),
    )


def _row(one: Stretch, words: str, y: float, scale: Scale, calendar: Calendar) -> Markup:
    begins, even, late = (scale.share(month) for month in (one.begins, one.even, one.late))
    months = [calendar.month_at(month) for month in (one.even, one.late)]
    live = " – ".join(dict.fromkeys(short_month(month) for month in months if month is not None))
    full, brief = cut(one.name, LONGEST), cut(one.name, ON_A_PHONE)
    names = [tag("text", full, x=0, y=y + 12, class_="cm-strong" if full == brief else "cm-strong cm-wide")]
    if full != brief:
        names.append(tag("text", brief, x=0, y=y + 12, class_="cm-strong cm-narrow"))
    return join(
        *names,
        label("100%", y + 12, live, "cm-muted cm-halo", "end"),
        bar(begins, max(even, begins + THINNEST), y + 18, THICKNESS, look="cm-works", says=words),
        bar(even, max(late, even + THINNEST), y + 18, THICKNESS, look="cm-lowers", says=words),
    )
