"""What each further step of a portfolio's budget buys: the value of what it carries, and what comes in and goes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import bar, label, picture
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS = 54.0, 11.0
LONGEST, ON_A_PHONE = 82, 46  # letters of what changes


class Step(NamedTuple):
    """A budget, the value of what it carries, and which initiatives come in and go out with it."""

    budget: float
    value: float
    more: tuple[str, ...]
    less: tuple[str, ...]


def portfolio_frontier(steps: Sequence[Step], says: Language, currency: str) -> Markup:
    """A bar for each budget at which another set of initiatives is worth most.

    Args:
        steps: the smallest budget first.
        says: the language.
        currency: of the money.
    """
    most = max((one.value for one in steps), default=0.0) or 1.0
    rows, told = [], []
    for place, one in enumerate(steps):
        y, budget = ROW * place, says.short_amount(one.budget, currency)
        value = says.short_amount(one.value, currency)
        moved = [f"+ {name}" for name in one.more] + [f"− {name}" for name in one.less]
        words = says("portfolio step", budget=budget, value=value, moved=", ".join(moved))
        told.append(words)
        changed = ", ".join(moved)
        full, brief = cut(changed, LONGEST), cut(changed, ON_A_PHONE)
        lines = [tag("text", full, x=0, y=y + 43, class_="cm-muted" if full == brief else "cm-muted cm-wide")]
        if full != brief:
            lines.append(tag("text", brief, x=0, y=y + 43, class_="cm-muted cm-narrow"))
        rows.append(
            join(
                label("0%", y + 12, says("portfolio step budget", budget=budget), "cm-strong"),
                label("100%", y + 12, value, "cm-strong", "end"),
                bar(0, 1, y + 18, THICKNESS, look="cm-track", says=words),
                bar(0, max(one.value, 0.0) / most, y + 18, THICKNESS, look="cm-works", says=words),
                *lines,
            )
        )
    keys = legend(("cm-works", says("portfolio step value"), ""))
    drawn = picture(
        "portfolio_frontier", ROW * max(len(steps), 1), says("portfolio steps say", steps="; ".join(told)), *rows
    )
    return with_legend(keys, drawn)
