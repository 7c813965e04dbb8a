"""Which initiative of a portfolio waits for which people, and how long, in a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import across, bar, label, picture
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS, HEAD = 36.0, 11.0, 22.0
BETWEEN = 0.03  # of the width, from one role to the next
LONGEST, ON_A_PHONE = 60, 40  # letters of a name


def portfolio_waits(
    names: Sequence[str], roles: Sequence[str], months: Mapping[tuple[int, int], float], says: Language
) -> Markup:
    """A row for each initiative, a column for each role; the longer the bar, the longer the wait.

    Args:
        names: of the initiatives.
        roles: as they are spoken.
        months: (place of the initiative, place of the role) -> mean months that its activities wait, summed.
        says: the language.
    """
    longest = max(months.values(), default=0.0) or 1.0
    wide = (1.0 - BETWEEN * (len(roles) - 1)) / max(len(roles), 1)
    left = [place * (wide + BETWEEN) for place in range(len(roles))]
    marks = [label(across(x), 10, role, "cm-small") for x, role in zip(left, roles, strict=True)]
    told = []
    for row, name in enumerate(names):
        y = HEAD + ROW * row
        full, brief = cut(name, LONGEST), cut(name, ON_A_PHONE)
        marks.append(tag("text", full, x=0, y=y + 12, class_="" if full == brief else "cm-wide"))
        if full != brief:
            marks.append(tag("text", brief, x=0, y=y + 12, class_="cm-narrow"))
        for column, (x, role) in enumerate(zip(left, roles, strict=True)):
            waits = months.get((row, column), 0.0)
            words = says("portfolio wait", name=name, role=role, months=says.months(waits))
            told.append(words)
            room = wide * 0.72  # the rest is for the number
            marks.append(
                join(
                    bar(x, x + room, y + 18, THICKNESS, look="cm-track", says=words),
                    bar(x, x + room * waits / longest, y + 18, THICKNESS, look="cm-works", says=words),
                    label(across(x + room), y + 27, says.number(waits, 1), "cm-small", shift=6),
                )
            )
    said = says("portfolio waits say", waits="; ".join(told))
    return picture("portfolio_waits", HEAD + ROW * max(len(names), 1), said, *marks)
