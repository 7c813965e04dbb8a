"""When things happen on average: waiting, work and work done again, and when the system goes live."""

import pandas as pd

from costmodel.pictures.canvas import Scale, across, bar, label, level, picture, round_step, rule, title
from costmodel.pictures.formats import months, short
from costmodel.pictures.markup import Markup, join, tag

LEGEND, HEADER, ROW, THICKNESS = 28.0, 26.0, 29.0, 9.0
LONGEST_NAME, LONGEST_ON_A_PHONE = 56, 38
STRETCHES = {"waits": "cm-waits", "works": "cm-works", "again": "cm-again"}
NAMES = {"waits": "waiting", "works": "work", "again": "done again"}


def timeline(table: pd.DataFrame, go_live: tuple[float, float, float]) -> Markup:
    """Rows as `timeline()` gives them (mean months from the start); P10, P50 and P90 of months to go-live."""
    early, median, late = go_live
    last = max(late, float(table["repeats_until"].max()), 1.0)
    scale = Scale(0.0, last * 1.02)
    rows = list(table.itertuples(index=False))
    bottom = LEGEND + HEADER + ROW * len(rows) + 2
    drawn = [_row(scale, row, LEGEND + HEADER + ROW * number) for number, row in enumerate(rows)]
    says = (
        f"Timeline. Go-live after {months(median)}; one time in ten before {months(early)}, one in ten after "
        f"{months(late)}. " + "; ".join(_in_words(row) for row in rows)
    )
    return picture(
        "timeline",
        bottom + 20,
        says,
        _hatches(),
        _legend(),
        _grid(scale, bottom),
        _go_live(scale, early, median, late, bottom),
        *drawn,
    )


def _row(scale: Scale, row: tuple[object, ...], y: float) -> Markup:
    stretches = _stretches(row)
    name, beginning = str(row.meaning), stretches["waits"][0]  # type: ignore[attr-defined]  # a named tuple
    whole = stretches["again"][1] - beginning
    marks = [
        bar(
            scale.share(start),
            scale.share(end),
            y + 15,
            THICKNESS,
            look=STRETCHES[kind],
            says=f"{name}: {NAMES[kind]} {months(end - start)}, from month {start:.1f} to {end:.1f}",
        )
        for kind, (start, end) in stretches.items()
        if end - start > 1e-9
    ]
    return join(
        _name(name, _in_words(row), y + 11),
        label("100%", y + 11, months(whole) if whole > 0.05 else "–", "cm-small cm-halo", "end"),
        *marks,
    )


def _name(name: str, says: str, y: float) -> Markup:
    """The name in full and, where it is too long for a phone, cut; the style sheet shows one of them."""
    full, cut = short(name, LONGEST_NAME), short(name, LONGEST_ON_A_PHONE)
    if full == cut:
        return tag("text", title(says), full, x=0, y=y, class_="cm-halo")
    return join(
        tag("text", title(says), full, x=0, y=y, class_="cm-halo cm-wide"),
        tag("text", title(says), cut, x=0, y=y, class_="cm-halo cm-narrow"),
    )


def _stretches(row: tuple[object, ...]) -> dict[str, tuple[float, float]]:
    start, work_start, finish, until = (
        float(getattr(row, column)) for column in ("start", "work_start", "finish", "repeats_until")
    )
    return {"waits": (start, work_start), "works": (work_start, finish), "again": (finish, until)}


def _in_words(row: tuple[object, ...]) -> str:
    lengths = {NAMES[kind]: end - start for kind, (start, end) in _stretches(row).items()}
    told = ", ".join(f"{kind} {months(length)}" for kind, length in lengths.items() if length > 0.05)
    return f"{row.meaning} ({row.phase}): {told or 'no time'}"  # type: ignore[attr-defined]  # a named tuple


def _grid(scale: Scale, bottom: float) -> Markup:
    step = max(round_step(scale.high / 7), 1.0)
    step = {5.0: 6.0, 10.0: 12.0, 20.0: 24.0}.get(step, step)
    ticks = [step * number for number in range(int(scale.high / step) + 1)]
    return join(
        *(rule(scale.at(tick), LEGEND + HEADER - 4, bottom, "cm-grid") for tick in ticks),
        *(label(scale.at(tick), bottom + 15, _month(tick), "cm-small", _anchor(scale, tick)) for tick in ticks),
    )


def _month(tick: float) -> str:
    return f"{tick:g}" if tick else "month 0"


def _anchor(scale: Scale, value: float) -> str:
    share = scale.share(value)
    return "start" if share < 0.02 else "end" if share > 0.97 else "middle"


def _go_live(scale: Scale, early: float, median: float, late: float, bottom: float) -> Markup:
    top = LEGEND + HEADER - 8
    says = f"Go-live: half by {months(median)}; eight in ten between {months(early)} and {months(late)}"
    to_the_left = scale.share(median) > 0.5
    return join(
        bar(scale.share(early), scale.share(late), top, bottom - top, look="cm-band", says=says),
        rule(scale.at(median), top, bottom, "cm-go-live"),
        tag(
            "text",
            title(says),
            tag("tspan", "Go-live "),
            tag("tspan", months(median), class_="cm-strong"),
            tag("tspan", f" (8 in 10: {early:.0f} to {late:.0f})", class_="cm-muted"),
            x="100%" if to_the_left else scale.at(median),
            y=LEGEND + 12,
            text_anchor="end" if to_the_left else "start",
        ),
    )


def _legend() -> Markup:
    places = {"waits": 0.0, "works": 0.27, "again": 0.48}
    return join(
        *(
            join(
                tag("rect", x=across(place), y=4, width=20, height=THICKNESS + 2, class_=STRETCHES[kind]),
                label(across(place), 13, NAMES[kind], shift=26),
            )
            for kind, place in places.items()
        ),
        level(LEGEND - 4, "cm-grid"),
    )


def _hatches() -> Markup:
    """Waiting is hatched and repeated work is dotted, so that they differ without colour too."""

    def pattern(name: str, angle: int, size: float) -> Markup:
        return tag(
            "pattern",
            tag("rect", width=size, height=size, class_=f"{name}-ground"),
            tag("rect", width=size / 2, height=size, class_=f"{name}-stripe"),
            id=name,
            width=size,
            height=size,
            patternUnits="userSpaceOnUse",
            patternTransform=f"rotate({angle})",
        )

    return tag("defs", pattern("cm-hatch-waits", 45, 5), pattern("cm-hatch-again", 0, 4))
