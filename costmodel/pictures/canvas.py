"""What all pictures share: the drawing surface, its scale, and how a mark is made.

Across, a place is a share of the width, so that a picture fits a phone and a wall with text of one size;
down, it is pixels. Colours come from the style sheet by class: the page decides on light, dark and paper.
"""

import math
from dataclasses import dataclass

from costmodel.initiative.calendar import Calendar
from costmodel.language.language import Language
from costmodel.language.periods import short_month
from costmodel.pictures.markup import Markup, join, tag

ROOM_FOR_A_DATE = 0.12  # of the width: a date at the edge and the one before it need so much


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` laid over a picture, from the share `left` of its width to the share `right`."""

    low: float
    high: float
    left: float = 0.0
    right: float = 1.0

    def at(self, value: float) -> str:
        """Where a value lies, as a share of the width."""
        return across(self.share(value))

    def share(self, value: float) -> float:
        """Where a value lies, from 0 (the left of the picture) to 1; what is outside the scale lies on its edge."""
        inside = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return self.left + inside * (self.right - self.left)

    def within(self, left: float, right: float) -> "Scale":
        """The same values over another part of the width."""
        return Scale(self.low, self.high, left, right)

    def ticks(self, about: int) -> list[float]:
        """Round values along the scale.

        >>> Scale(0, 870_000).ticks(4)
        [0.0, 200000.0, 400000.0, 600000.0, 800000.0]
        """
        step = round_step((self.high - self.low) / about)
        first = math.ceil(self.low / step - 1e-9)
        return [step * n for n in range(first, math.floor(self.high / step + 1e-9) + 1)]


def round_step(size: float) -> float:
    """The next of 1, 2, 5, 10, 20 ... that is at least about `size`.

    >>> round_step(217_500), round_step(0.7)
    (200000.0, 1.0)
    """
    if not (math.isfinite(size) and size > 0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(size))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= 0.9 * size)


def up_to(value: float) -> Scale:
    """A scale from zero to a round number above `value`: it stands still while a slider moves a little."""
    step = round_step(value / 10)
    return Scale(0.0, max(math.ceil(value / step - 1e-9), 1) * step)


def across(share: float) -> str:
    """A share of the width, as SVG wants it."""
    return f"{100 * share:.2f}%"


def picture(kind: str, height: float, says: str, *marks: str) -> Markup:
    """The whole picture; `says` is what it says to someone who cannot see it."""
    return tag(
        "svg",
        *marks,
        class_=f"cm-picture cm-{kind}",
        role="img",
        aria_label=says,
        width="100%",
        height=height,
        xmlns="http://www.w3.org/2000/svg",
    )


def bar(start: float, end: float, y: float, height: float, *, look: str, says: str) -> Markup:
    """A horizontal bar from one share of the width to another; `says` appears when it is pointed at."""
    width = across(max(end - start, 0.0))
    return tag("rect", title(says), x=across(start), y=y, width=width, height=height, class_=look)


def title(says: str) -> Markup:
    """What a mark says when it is pointed at, and to a screen reader."""
    return tag("title", says)


def label(x: str, y: float, content: str, look: str = "", anchor: str = "start", *, shift: float = 0) -> Markup:
    """A piece of text, `shift` pixels to the right of its place."""
    return tag("text", content, x=x, y=y, dx=shift, class_=look, text_anchor=anchor)


def stretched(y: float, height: float, *marks: str, x: str = "0%", width: str = "100%") -> Markup:
    """Shapes drawn in a unit square and stretched over a part of the width; text never goes in here."""
    return tag("svg", *marks, x=x, y=y, width=width, height=height, viewBox="0 0 1 1", preserveAspectRatio="none")


def rule(x: str, top: float, bottom: float, look: str) -> Markup:
    """A vertical line."""
    return tag("line", x1=x, x2=x, y1=top, y2=bottom, class_=look)


def level(y: float, look: str, start: str = "0%", end: str = "100%") -> Markup:
    """A horizontal line."""
    return tag("line", x1=start, x2=end, y1=y, y2=y, class_=look)


def month_axis(scale: Scale, y: float, says: Language, calendar: Calendar) -> Markup:
    """An axis of months from the start, with ticks at whole years or parts of them.

    Where the start is said, each tick is a calendar month; else they are counted, and the last says that it is months.
    """
    step = max(round_step(scale.high / 7), 1.0)
    step = {5.0: 6.0, 10.0: 12.0, 20.0: 24.0, 50.0: 60.0}.get(step, step)
    ticks = [step * number for number in range(int(scale.high / step) + 1)]
    crowded = scale.share(step) - scale.share(0.0) < ROOM_FOR_A_DATE
    return join(
        level(y, "cm-axis", across(scale.left), across(scale.right)),
        *(rule(scale.at(tick), y, y + 4, "cm-axis") for tick in ticks),
        *(
            label(
                scale.at(tick),
                y + 17,
                _tick(tick, tick == ticks[-1], says, calendar),
                "cm-small cm-wide" if len(ticks) > 4 and _gives_way(place, len(ticks), calendar) else "cm-small",
                "end" if tick > 0.9 * scale.high else "middle" if tick or scale.left else "start",
            )
            for place, tick in enumerate(ticks)
            if not (crowded and place == len(ticks) - 2 and ticks[-1] > 0.9 * scale.high)
        ),
    )


def _tick(tick: float, last: bool, says: Language, calendar: Calendar) -> str:
    month = calendar.month_at(tick)
    if month is not None:
        return short_month(month)
    return says.length(tick) if last else says.plain(tick)


def _gives_way(place: int, ticks: int, calendar: Calendar) -> bool:
    """Whether a label is left out where there is little room: dates are longer than counts."""
    from_end = ticks - 1 - place
    return from_end == 1 if calendar.start is None else from_end % 2 == 1


def over_a_line(scale: Scale, value: float, y: float, told: str, *words: str) -> Markup:
    """A label above a vertical line; near the edges it moves inwards."""
    share = scale.share(value)
    anchor = "start" if share < 0.3 else "end" if share > 0.7 else "middle"
    return tag("text", title(told), *words, x=across(share), y=y, text_anchor=anchor)
