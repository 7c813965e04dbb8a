"""From one amount to another, step by step: what each step adds or takes away, and which level it reaches."""

import math
from collections.abc import Sequence

from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import Scale, across, bar, label, level, picture, round_step, rule, up_to
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS, NOTE = 40.0, 14.0, 22.0
LONGEST = 38  # letters of a name beside its amount, where a phone shows both
LEAST_OF_ALL = 0.4  # of the largest level: where two cases differ by less, what is alike in both is cut off
LEFT = 0.3  # of the width: what is left of the levels where they are cut


def waterfall(
    steps: Sequence[tuple[str, float]], says: Language, currency: str, *, between_cases: bool = False
) -> Markup:
    """Levels are solid and stand on zero, steps hang between them: what is added is full, what is taken away hollow.

    Args:
        steps: as `contents.steps` gives them: a name and an amount each; where a name begins with "=", the amount is
            the level reached so far. The first level is the first estimate.
        says: the language.
        currency: of the money.
        between_cases: the first level is that of a case, and the last that of another one. What both have in common
            is cut off where it is nearly all: marks through the levels and a line below them say so.
    """
    ends, at = [0.0], 0.0
    for name, amount in steps:
        at = amount if name.startswith("=") else at + amount
        ends.append(at)
    shortened = between_cases and 0 < max(ends) - min(ends[1:]) < LEAST_OF_ALL * max(ends)
    scale = _from_near(min(ends[1:]), max(ends)) if shortened else _from_zero(ends)
    fine = round_step((scale.high - scale.low) / 100)

    def level_in_words(amount: float) -> str:
        """So exactly that levels that lie close to each other differ as they are written."""
        return says.exact_amount(round(amount / fine) * fine, currency)

    rows, told, before = [], [], 0.0
    for number, ((name, amount), after) in enumerate(zip(steps, ends[1:], strict=True)):
        reached = name.startswith("=")
        words = name.removeprefix("=")
        written = says.signed_amount(amount, currency)
        if reached:
            written = level_in_words(amount) if shortened else says.short_amount(amount, currency)
        told.append(f"{words}: {written}")
        look = _look(reached, estimate=number == 0 and not between_cases, amount=amount)
        start, end = (0.0, after) if reached else (before, after)
        rows.append(_row(scale, ROW * number, words, written, look, (start, end)))
        if number + 1 < len(steps):
            rows.append(rule(scale.at(after), ROW * number + 19 + THICKNESS, ROW * number + 25 + THICKNESS, "cm-link"))
        if reached and shortened:
            rows.append(_cut(ROW * number + 19))
        before = after
    height = ROW * len(steps)
    if shortened:
        begins = says("waterfall: cut", amount=level_in_words(scale.low))
        rows.append(label("0%", height + 13, begins, "cm-small"))
        height += NOTE
    key = "waterfall says: cases" if between_cases else "waterfall says"
    return picture("waterfall", height, says(key, steps="; ".join(told)), *rows)


def _from_zero(ends: Sequence[float]) -> Scale:
    low = -up_to(-min(ends)).high if min(ends) < 0 else 0.0
    return Scale(low, up_to(max(ends)).high if max(ends) > 0 else 1.0)


def _from_near(lowest: float, highest: float) -> Scale:
    """A scale that begins at a round amount below the lowest level, and ends at one above the highest."""
    step = round_step((highest - lowest) / 10)
    low = math.floor((lowest - LEFT / (1 - LEFT) * (highest - lowest)) / step) * step
    return Scale(max(low, 0.0), math.ceil(highest / step) * step)


def _cut(y: float) -> Markup:
    """Two strokes through a level: it is longer than it is drawn."""
    top, bottom = y - 2, y + THICKNESS + 2
    strokes = ((across(low), across(low + 0.012)) for low in (0.04, 0.06))
    return join(*(tag("line", x1=low, x2=high, y1=bottom, y2=top, class_="cm-cut") for low, high in strokes))


def _look(reached: bool, *, estimate: bool, amount: float) -> str:
    if reached:
        return "cm-level cm-estimate" if estimate else "cm-level"
    return "cm-adds" if amount >= 0 else "cm-takes"


def _row(scale: Scale, y: float, name: str, written: str, look: str, ends: tuple[float, float]) -> Markup:
    left, right = sorted(map(scale.share, ends))
    strong = "cm-strong" if look.startswith("cm-level") else ""
    return join(
        label("0%", y + 13, cut(name, LONGEST), strong),
        label("100%", y + 13, written, strong, "end"),
        level(y + 19 + THICKNESS / 2, "cm-grid"),
        bar(left, max(right, left + 0.003), y + 19, THICKNESS, look=look, says=f"{name}: {written}"),
    )
