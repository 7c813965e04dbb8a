"""When the money is spent: in each period, to go-live and after it, and how much may have been spent by when."""

from collections.abc import Sequence

import numpy as np

from costmodel.estimates.spending import Spending
from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after, period, short_period
from costmodel.language.symbols import symbol
from costmodel.pictures.canvas import (
    Scale,
    across,
    label,
    level,
    month_axis,
    over_a_line,
    picture,
    rule,
    stretched,
    title,
    up_to,
)
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag
from costmodel.simulation.ledger import SCOPES

LEFT = 0.15  # of the width: for the amounts beside the grid
TOP, TITLE, BARS, BETWEEN, FAN, AXIS = 20.0, 26.0, 112.0, 34.0, 132.0, 22.0
FIRST = TOP + TITLE  # where the bars' plot begins, and where the fan's
SECOND = FIRST + BARS + BETWEEN + TITLE
LOOKS = {"to_go_live": "cm-before", "after_go_live": "cm-after"}
MOST_NAMED = 14  # of more periods than these not each can be named
P10, P50, P80, P90 = range(4)


def cash_flow(spent: Spending, go_live: float, says: Language, currency: str) -> Markup:
    """Bars for what is expected in each period; below them, on the same months, the fan of what has been spent by when.

    Args:
        spent: money by time.
        go_live: months to go-live at even odds.
        says: the language.
        currency: of the money.
    """
    last = max(float(spent.times[-1]), float(spent.ends[-1]))
    scale = Scale(0.0, last, LEFT, 1.0)
    sums = {scope: says.short_amount(float(np.sum(spent.expected[scope])), currency) for scope in SCOPES}
    keys = [(LOOKS[scope], says(f"scope {scope}"), sums[scope]) for scope in SCOPES]
    keys += [
        (look, says(key), says.short_amount(float(spent.fan[-1, percentile]), currency))
        for look, key, percentile in (("cm-line-p50", "legend p50", P50), ("cm-line-p80", "legend p80", P80))
    ]
    keys.append(("cm-fan", says("legend fan"), ""))
    every = "year from the start" if spent.every == "fiscal_year" and spent.calendar.start is None else spent.every
    drawn = picture(
        "cash-flow",
        SECOND + FAN + AXIS,
        _in_words(spent, go_live, says, currency),
        label("0%", FIRST - 13, says(f"spent each {every}", currency=symbol(currency)), "cm-small"),
        _bars(spent, scale, says, currency),
        label("0%", SECOND - 13, says("spent so far", currency=symbol(currency)), "cm-small"),
        _fan(spent, scale, says, currency),
        month_axis(scale, SECOND + FAN, says, spent.calendar),
        _go_live(scale, go_live, says, spent.calendar),
    )
    return with_legend(legend(*keys), drawn)


def _bars(spent: Spending, scale: Scale, says: Language, currency: str) -> Markup:
    starts = np.concatenate([[0.0], spent.ends[:-1]])
    parts = [spent.expected[scope] for scope in SCOPES]
    highest, lowest = (
        float(side) for side in (np.clip(parts, 0, None).sum(axis=0).max(), np.clip(parts, None, 0).sum(axis=0).min())
    )
    heights = Scale(-up_to(-lowest).high if lowest < -0.01 * max(highest, 1.0) else 0.0, up_to(highest).high)
    marks: list[Markup] = [_grid(heights, FIRST, BARS, 3, says)]
    for number, (start, end) in enumerate(zip(starts, spent.ends, strict=True)):
        up = down = 0.0
        for scope, part in zip(SCOPES, parts, strict=True):
            amount = float(part[number])
            low, high = (up, up + amount) if amount >= 0 else (down + amount, down)
            up, down = (high, down) if amount >= 0 else (up, low)
            told = f"{_period(spent, number, says)}, {says(f'scope {scope}')}: {says.short_amount(amount, currency)}"
            marks.append(_column(scale, heights, (float(start), float(end)), (low, high), LOOKS[scope], told))
    marks.append(level(_y(heights, 0.0, FIRST, BARS), "cm-axis", across(LEFT)))
    if spent.every == "fiscal_year" and len(spent.ends) <= MOST_NAMED:
        marks += [
            label(
                scale.at(float(start + end) / 2),
                FIRST + BARS + 15,
                short_period(spent.calendar, "fiscal_year", number + 1, says),
                "cm-small" if number % 2 == 0 else "cm-small cm-wide",
                "middle",
            )
            for number, (start, end) in enumerate(zip(starts, spent.ends, strict=True))
        ]
    return join(*marks)


def _column(
    scale: Scale, heights: Scale, months: tuple[float, float], money: tuple[float, float], look: str, told: str
) -> Markup:
    left, right = scale.share(months[0]), scale.share(months[1])
    top, bottom = _y(heights, money[1], FIRST, BARS), _y(heights, money[0], FIRST, BARS)
    gap = 0.08 * (right - left)
    if bottom - top < 1e-6:
        return Markup("")
    return tag(
        "rect",
        title(told),
        x=across(left + gap),
        y=top,
        width=across(right - left - 2 * gap),
        height=bottom - top,
        class_=look,
    )


def _fan(spent: Spending, scale: Scale, says: Language, currency: str) -> Markup:
    """The band between P10 and P90, the lines of P50 and P80, and for each time a strip that tells them."""
    heights = up_to(max(float(spent.fan.max()), 1.0))
    share = [(float(time) / scale.high) for time in spent.times]

    def line(percentile: int) -> list[tuple[float, float]]:
        return [
            (x, 1 - heights.share(amount)) for x, amount in zip(share, spent.fan[:, percentile].tolist(), strict=True)
        ]

    band = tag("polygon", points=_points([*line(P90), *line(P10)[::-1]]), class_="cm-fan")
    lines = [
        tag("polyline", points=_points(line(percentile)), class_=look)
        for percentile, look in ((P50, "cm-line-p50"), (P80, "cm-line-p80"))
    ]
    plot = stretched(SECOND, FAN, band, *lines, x=across(LEFT), width=across(1 - LEFT))
    strips = []
    for place in range(1, len(spent.times)):
        start, end = float(spent.times[place - 1]), float(spent.times[place])
        told = says(
            "spent by",
            month=_end(spent.calendar, end, says),
            half=says.short_amount(float(spent.fan[place, P50]), currency),
            most=says.short_amount(float(spent.fan[place, P80]), currency),
        )
        x, width = across(scale.share(start)), across(scale.share(end) - scale.share(start))
        strips.append(tag("rect", title(told), x=x, y=SECOND, width=width, height=FAN, class_="cm-hit"))
    return join(
        _grid(heights, SECOND, FAN, 4, says),
        plot,
        level(SECOND + FAN, "cm-axis", across(LEFT)),
        *strips,
    )


def _grid(heights: Scale, top: float, height: float, about: int, says: Language) -> Markup:
    ticks = [tick for tick in heights.ticks(about) if tick >= heights.low]
    return join(
        *(
            join(
                level(_y(heights, tick, top, height), "cm-grid", across(LEFT)),
                label(
                    across(LEFT - 0.015),
                    _y(heights, tick, top, height) + 4,
                    says.tick(tick),
                    "cm-small",
                    "end",
                ),
            )
            for tick in ticks
        )
    )


def _go_live(scale: Scale, go_live: float, says: Language, calendar: Calendar) -> Markup:
    """A line through both plots, interrupted where something is written."""
    at, told = scale.at(go_live), says("go-live at even odds", months=_months(go_live, says, calendar))
    words = over_a_line(
        scale,
        go_live,
        12,
        told,
        tag("tspan", says("short go-live") + " "),
        tag("tspan", month_after(calendar, go_live, says) or says.length(go_live), class_="cm-strong"),
    )
    return tag(
        "g",
        title(told),
        rule(at, 17, TOP + 2, "cm-go-live"),
        rule(at, FIRST, FIRST + BARS, "cm-go-live"),
        rule(at, SECOND, SECOND + FAN, "cm-go-live"),
        words,
    )


def _y(heights: Scale, amount: float, top: float, height: float) -> float:
    return top + (1 - heights.share(amount)) * height


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.4f},{y:.4f}" for x, y in points)


def _period(spent: Spending, number: int, says: Language) -> str:
    return period(spent.calendar, spent.every, number + 1, says)


def _end(calendar: Calendar, months: float, says: Language) -> str:
    """The month that ends after so many."""
    return month_after(calendar, months - 1, says) or says("month counted", number=says.plain(months))


def _months(length: float, says: Language, calendar: Calendar) -> str:
    """A length of time after a preposition, and when it is over where the start is said."""
    when = month_after(calendar, length, says)
    return f"{says.after_length(length)}, {when}" if when else says.after_length(length)


def _in_words(spent: Spending, go_live: float, says: Language, currency: str) -> str:
    """Year by year; of months only what is spent in all."""
    both = np.sum([spent.expected[scope] for scope in SCOPES], axis=0)
    periods = (
        [
            f"{_period(spent, number, says)}: {says.short_amount(float(one), currency)}"
            for number, one in enumerate(both)
        ]
        if spent.every == "fiscal_year"
        else []
    )
    return says(
        "cash flow says",
        months=_months(go_live, says, spent.calendar),
        total=says.short_amount(float(np.sum(both)), currency),
        most=says.short_amount(float(spent.fan[-1, P80]), currency),
        periods="; ".join(periods),
    )
