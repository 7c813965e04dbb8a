"""When things happen on average: waiting, work and work done again, what decides the date, and the go-live."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after, short_month
from costmodel.language.typed import cut
from costmodel.pictures.canvas import Scale, across, label, month_axis, over_a_line, picture, rule, title
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, tag

GO_LIVE, HEADINGS, AXIS = 22.0, 20.0, 22.0
HEAD = GO_LIVE + HEADINGS
THICKNESS = 10.0
COLUMN = 76.0  # pixels for how often an activity decides the date
KINDS = {"waits": "cm-waits", "works": "cm-works", "again": "cm-again"}
DECIDES = 0.5  # on the critical path in so many courses, an activity is outlined
UNDATED = Calendar()
SHORTEST = 0.05  # months; what is shorter is not told


@dataclass(frozen=True)
class Layout:
    """How the rows are laid out: names above the bars, or beside them where there is room.

    Attributes:
        kind: class of the drawing; the style sheet shows one of both.
        row: pixels from row to row; `lane`: from the top of a row to its bar.
        left, right: the part of the width that is for the bars.
        names: how many letters of a name are shown, and the class that the style sheet shows where there is room.
    """

    kind: str
    row: float
    lane: float
    left: float
    right: float
    names: tuple[tuple[int, str], tuple[int, str]]


STACKED = Layout("stacked", 33.0, 17.0, 0.0, 1.0, ((48, "cm-wide"), (30, "cm-narrow")))
BESIDE = Layout("beside", 23.0, 4.0, 0.4, 0.86, ((64, "cm-roomy"), (44, "cm-tight")))


def timeline(
    table: pd.DataFrame,
    go_live: tuple[float, float, float],
    says: Language,
    *,
    wide: bool | None = None,
    calendar: Calendar = UNDATED,
) -> Markup:
    """The activities in mean months, and when the system goes live.

    Args:
        table: as `Estimate.timeline` gives it.
        go_live: P10, P50 and P90 of the months to go-live.
        says: the language.
        wide: whether the place for it is wide; None where nobody knows.
        calendar: in which months that is.

    Returns:
        the drawing for such a place, or two of the same, of which the style sheet shows the one that fits.
    """
    early, median, late = go_live
    last = max(late, float(table["repeats_until"].max()), 1.0)
    rows = [_Row(row, says, calendar) for row in table.to_dict("records")]
    told = says(
        "timeline says",
        median=_after(median, says, calendar),
        early=_after(early, says, calendar),
        late=_after(late, says, calendar),
        activities="; ".join(row.told for row in rows),
    )
    drawn = (
        _drawn(layout, Scale(0.0, last * 1.02, layout.left, layout.right), rows, go_live, told, says, calendar)
        for layout in {None: (STACKED, BESIDE), False: (STACKED,), True: (BESIDE,)}[wide]
    )
    return with_legend(_legend(says), *drawn)


class _Row:
    """One activity: its name, its stretches of time, and how often it decides the date."""

    def __init__(self, row: Mapping[Any, Any], says: Language, calendar: Calendar) -> None:
        start, work, finish, until, self.critical = (
            float(row[column]) for column in ("start", "work_start", "finish", "repeats_until", "critical")
        )
        self.name = str(row["meaning"])
        self.stretches = {"waits": (start, work), "works": (work, finish), "again": (finish, until)}
        self.months = until - start
        lengths = [
            f"{says(kind)} {says.length(end - begin)}"
            for kind, (begin, end) in self.stretches.items()
            if end - begin > SHORTEST
        ]
        self.told = f"{self.name}: {', '.join(lengths) or says('no time')}"
        self.length = self.chance = "–"
        if self.months > SHORTEST:
            first, last = (month_after(calendar, one, says) for one in (start, until))
            counted = says("from month to month", start=says.plain(start, 1), end=says.plain(until, 1))
            when = says.span(first, last) if first else counted
            self.told += f", {when}; {says('decides', chance=says.share(self.critical))}"
            self.length, self.chance = says.plain(self.months, 1), says.short_share(self.critical)


def _drawn(
    layout: Layout,
    scale: Scale,
    rows: list[_Row],
    go_live: tuple[float, float, float],
    told: str,
    says: Language,
    calendar: Calendar,
) -> Markup:
    bottom = HEAD + layout.row * len(rows) + 4
    return picture(
        f"timeline cm-{layout.kind}",
        bottom + AXIS,
        told,
        _hatches(layout.kind),
        _go_live(layout, scale, go_live, len(rows), says, calendar),
        label("100%", GO_LIVE + 12, says("heading decides"), "cm-small", "end"),
        label("100%", GO_LIVE + 12, says("heading months"), "cm-small", "end", shift=-COLUMN),
        *(_row(layout, scale, row, HEAD + layout.row * number) for number, row in enumerate(rows)),
        month_axis(scale, bottom, says, calendar),
    )


def _row(layout: Layout, scale: Scale, row: _Row, y: float) -> Markup:
    decides = " cm-decides" if row.critical >= DECIDES and row.months > SHORTEST else ""
    hatched = f" cm-{layout.kind}-hatch"
    marks = [
        tag(
            "rect",
            x=scale.at(start),
            y=y + layout.lane,
            width=across(scale.share(end) - scale.share(start)),
            height=THICKNESS,
            class_=f"{KINDS[kind]}{'' if kind == 'works' else hatched}{decides}",
        )
        for kind, (start, end) in row.stretches.items()
        if end - start > 1e-9
    ]
    base = y + (12 if layout.lane > THICKNESS else layout.lane + 9)
    look = "cm-strong" if decides else ""
    return tag(
        "g",
        title(row.told),
        *_name(row, layout, base),
        label("100%", base, row.length, look, "end", shift=-COLUMN),
        label("100%", base, row.chance, look or "cm-muted", "end"),
        *marks,
    )


def _name(row: _Row, layout: Layout, y: float) -> list[Markup]:
    """The name as long as there is room; the style sheet shows one of both where they differ."""
    forms = [(cut(row.name, letters), look) for letters, look in layout.names]
    if forms[0][0] == forms[1][0]:
        return [tag("text", forms[0][0], x=0, y=y)]
    return [tag("text", form, x=0, y=y, class_=look) for form, look in forms]


def _after(length: float, says: Language, calendar: Calendar) -> str:
    """A length of time after a preposition, or the month in which it is over where the start is said."""
    return month_after(calendar, length, says) or says.after_length(length)


def _short(months: float, says: Language, calendar: Calendar) -> str:
    month = calendar.month_at(months)
    return says.plain(months) if month is None else short_month(month)


def _go_live(
    layout: Layout,
    scale: Scale,
    go_live: tuple[float, float, float],
    rows: int,
    says: Language,
    calendar: Calendar,
) -> Markup:
    """The label, a band and a line; where names stand above the bars, in pieces, so that they never cross a name."""
    early, median, late = go_live
    dated = calendar.start is not None
    told = says(
        "go-live on calendar says" if dated else "go-live says",
        median=_after(median, says, calendar),
        early=month_after(calendar, early, says) or says.plain(early),
        late=_after(round(late), says, calendar),
    )
    first, last = (_short(months, says, calendar) for months in (early, late))
    if layout.left > 0:
        pieces = [(HEAD - 2, layout.row * rows + 4)]
    else:
        pieces = [(HEAD + layout.row * number + layout.lane - 3, THICKNESS + 6) for number in range(rows)]
    words = over_a_line(
        scale,
        median,
        12,
        told,
        tag("tspan", says("short go-live") + " "),
        tag("tspan", month_after(calendar, median, says) or says.length(median), class_="cm-strong"),
        tag(
            "tspan",
            " " + says("eight of ten", early=first, late=last),
            class_="cm-muted cm-wide",
        ),
    )
    start, end = scale.share(early), scale.share(late)
    return tag(
        "g",
        title(told),
        *(
            tag("rect", x=across(start), y=top, width=across(end - start), height=height, class_="cm-band")
            for top, height in pieces
        ),
        *(rule(scale.at(median), top, top + height, "cm-go-live") for top, height in pieces),
        rule(scale.at(median), 17, GO_LIVE + 4 if layout.left == 0 else HEAD, "cm-go-live"),
        words,
    )


def _legend(says: Language) -> Markup:
    keys = (("cm-waits", "waits"), ("cm-works", "works"), ("cm-again", "again"), ("cm-outline", "legend decides"))
    return legend(*((look, says(key), "") for look, key in keys))


def _hatches(kind: str) -> Markup:
    """Waiting is hatched and repeated work is dotted, so that they differ without colour too."""

    def pattern(name: str, angle: int, size: float) -> Markup:
        return tag(
            "pattern",
            tag("rect", width=size, height=size, class_=f"{name}-ground"),
            tag("rect", width=size / 2, height=size, class_=f"{name}-stripe"),
            id=f"{name}-{kind}",
            width=size,
            height=size,
            patternUnits="userSpaceOnUse",
            patternTransform=f"rotate({angle})",
        )

    return tag("defs", pattern("cm-hatch-waits", 45, 5), pattern("cm-hatch-again", 0, 4))
