"""Budget and date together: a dot for each course of events, what is asked for, and which pairs are as safe."""

from collections.abc import Iterator, Mapping

import numpy as np

from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import month_after
from costmodel.language.symbols import symbol
from costmodel.pictures.canvas import Scale, across, label, level, month_axis, picture, rule, stretched, title, up_to
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, tag
from costmodel.typing import Array

LEFT, TOP, PLOT, AXIS = 0.1, 22.0, 236.0, 22.0
UNDATED = Calendar()
DOTS = 500  # more would only make the file larger
LINE = 12.0  # from one name to the next above it
SHOWN = 0.99  # the dearest and the latest hundredth would squeeze all others


def joint(
    cost: Array,
    months: Array,
    asked: tuple[float, float],
    frontiers: Mapping[float, tuple[Array, Array]],
    says: Language,
    currency: str,
    calendar: Calendar = UNDATED,
) -> Markup:
    """Cost to go-live against the date; the corner of what is asked for; lines of pairs that hold equally often.

    Args:
        cost, months: to go-live, shape (samples,).
        asked: budget in money, and months.
        frontiers: confidence -> budgets and months that hold together with that chance.
        says: the language.
        currency: of the money.
        calendar: in which months that is.
    """
    budget, date = asked
    when = month_after(calendar, date, says)
    high, late = (float(np.quantile(values, SHOWN)) for values in (cost, months))
    x, heights = Scale(0.0, max(late, 1.05 * date), LEFT, 1.0), up_to(max(high, budget))
    share = says.percent(float(np.mean((cost <= budget) & (months <= date))))
    told = says("joint says", money=says.money(budget, currency), months=says.months(date), share=share)

    y = _y(heights, budget)
    step = max(len(cost) // DOTS, 1)
    dots = [
        tag(
            "circle",
            cx=x.at(month),
            cy=_y(heights, amount),
            r=1.8,
            class_="cm-course cm-within" if amount <= budget and month <= date else "cm-course",
        )
        for amount, month in zip(cost[::step].tolist(), months[::step].tolist(), strict=True)
        if amount <= heights.high and month <= x.high
    ]
    drawn = picture(
        "joint",
        TOP + PLOT + AXIS,
        told,
        label("0%", 10, says("cost to go-live", unit=symbol(currency)), "cm-small"),
        *_grid(heights, says),
        *dots,
        stretched(TOP, PLOT, *(_line(*pairs, x, heights) for pairs in frontiers.values()), x="0%", width="100%"),
        *_names(frontiers, x, heights, says),
        level(y, "cm-asked", across(LEFT), x.at(date)),
        rule(x.at(date), y, TOP + PLOT, "cm-asked"),
        tag("circle", title(told), cx=x.at(date), cy=y, r=4.5, class_="cm-dot cm-estimate"),
        month_axis(x, TOP + PLOT, says, calendar),
    )
    keys = legend(
        ("cm-within", says("legend within both"), share),
        ("cm-waiting-course", says("legend not both"), ""),
        ("cm-frontier", says("legend frontier"), ""),
        ("cm-asked", says("legend asked"), f"{says.short_amount(budget, currency)}, {when or says.length(date)}"),
    )
    return with_legend(keys, drawn)


def _y(heights: Scale, amount: float) -> float:
    return TOP + (1 - heights.share(amount)) * PLOT


def _grid(heights: Scale, says: Language) -> list[Markup]:
    marks = []
    for tick in heights.ticks(4):
        marks.append(level(_y(heights, tick), "cm-grid", across(LEFT)))
        marks.append(label(across(LEFT - 0.015), _y(heights, tick) + 4, says.tick(tick), "cm-small", "end"))
    return marks


def _line(budgets: Array, dates: Array, x: Scale, heights: Scale) -> Markup:
    """The pairs inside the plot as a line in a unit square."""
    inside = (budgets <= heights.high) & (dates <= x.high)
    pairs = zip(dates[inside].tolist(), budgets[inside].tolist(), strict=True)
    points = " ".join(f"{x.share(month):.4f},{1 - heights.share(amount):.4f}" for month, amount in pairs)
    return tag("polyline", points=points, class_="cm-frontier")


def _names(
    frontiers: Mapping[float, tuple[Array, Array]], x: Scale, heights: Scale, says: Language
) -> Iterator[Markup]:
    """How often the pairs of each line hold, where it leaves the plot; a name makes room for the one below it."""
    below = TOP + PLOT + LINE
    for confidence, (budgets, dates) in sorted(frontiers.items()):
        inside = (budgets <= heights.high) & (dates <= x.high)
        if inside.any():
            below = min(_y(heights, float(budgets[inside][-1])) - 5, below - LINE)
            yield label("100%", below, says.percent(confidence), "cm-small cm-halo", "end")
