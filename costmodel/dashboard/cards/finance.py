"""The card for finance: each year's cost in its own views, of the courses about the viewer's confidence."""

from __future__ import annotations

import numpy as np

from costmodel.dashboard.cards.card import Card
from costmodel.dashboard.cards.seen import Seen
from costmodel.pictures.markup import Markup, tag
from costmodel.report import cells as tables
from costmodel.report.finance_tables import overview
from costmodel.report.tables import Table, number


def _years(seen: Seen) -> Markup:
    shown = _at_confidence(seen)
    return tag("div", tables.as_html(shown, seen.says), class_="cm-scroll", tabindex="0", role="group",
               aria_label=seen.says("card finance", odds=seen.odds, held=seen.held_name))  # fmt: skip


def _at_confidence(seen: Seen) -> Table:
    return overview(seen.est, seen.says, seen.confidence)


def _about(seen: Seen) -> str:
    whole = [number(cell) for cell in _at_confidence(seen).filled()[-1][1:]]
    constant, day, value, capital, _, cash = map(seen.money, whole)
    return seen.says(
        "about finance",
        odds=seen.odds,
        constant=constant,
        day=day,
        value=value,
        capital=capital,
        cash=cash,
        happens=seen.money(float(np.mean(seen.est.spent))),
    )


def _mean(seen: Seen) -> Table:
    return overview(seen.est, seen.says, None)


FINANCE = Card("finance", "total", _years, _about, _mean, quick=False)
