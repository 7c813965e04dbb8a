"""From one amount to another, step by step: what each step adds or takes away, and which level it reaches."""

from collections.abc import Sequence

from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import Scale, bar, label, level, picture, rule, up_to
from costmodel.pictures.markup import Markup, join

ROW, THICKNESS = 40.0, 14.0


LONGEST = 38  # letters of a name beside its amount, where a phone shows both


def waterfall(
    steps: Sequence[tuple[str, float]], says: Language, currency: str, *, between_cases: bool = False
) -> Markup:
    """Levels are solid and stand on zero, steps hang between them: what is added is full, what is taken away hollow.

    Args:
        steps: as `contents.steps` gives them: a name and an amount each; where a name begins with "=", the amount is
            the level reached so far. The first level is the first estimate.
        says: the language.
        currency: of the money.
        between_cases: the first level is that of a case, and the last that of another one.
    """
    ends, at = [0.0], 0.0
    for name, amount in steps:
        at = amount if name.startswith("=") else at + amount
        ends.append(at)
    low = -up_to(-min(ends)).high if min(ends) < 0 else 0.0
    scale = Scale(low, up_to(max(ends)).high if max(ends) > 0 else 1.0)
    rows, told, before = [], [], 0.0
    for number, ((name, amount), after) in enumerate(zip(steps, ends[1:], strict=True)):
        reached = name.startswith("=")
        words = name.removeprefix("=")
        written = (says.short_amount if reached else says.signed_amount)(amount, currency)
        told.append(f"{words}: {written}")
        look = _look(reached, estimate=number == 0 and not between_cases, amount=amount)
        start, end = (0.0, after) if reached else (before, after)
        rows.append(_row(scale, ROW * number, words, written, look, (start, end)))
        if number + 1 < len(steps):
            rows.append(rule(scale.at(after), ROW * number + 19 + THICKNESS, ROW * number + 25 + THICKNESS, "cm-link"))
        before = after
    key = "waterfall says: cases" if between_cases else "waterfall says"
    return picture("waterfall", ROW * len(steps), says(key, steps="; ".join(told)), *rows)


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
