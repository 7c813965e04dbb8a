"""The card for finance: each year's cost in its own views, of the courses about the viewer's confidence."""

from __future__ import annotations

import numpy as np

from costmodel import pictures
from costmodel.dashboard.cards.card import Card
from costmodel.dashboard.cards.seen import Seen
from costmodel.pictures.markup import Markup
from costmodel.report.finance_tables import worth_when
from costmodel.report.tables import Table, number


def _years(seen: Seen) -> Markup:
    rows = seen.finance.rows
    return pictures.books([(str(row[0]), number(row[1]), number(row[5])) for row in rows], seen.says, seen.currency)


def _table(seen: Seen) -> Table:
    return seen.finance


def _about(seen: Seen) -> str:
    whole = [number(cell) for cell in seen.finance.filled()[-1][1:]]
    constant, day, value, capital, _, cash = map(seen.money, whole)
    return seen.says(
        "about finance",
        odds=seen.odds,
        constant=constant,
        day=day,
        value=value,
        capital=capital,
        cash=cash,
        when=worth_when(seen.est, seen.says),
        happens=seen.money(float(np.mean(seen.est.spent))),
    )


FINANCE = Card("finance", "finance", _years, _about, _table, quick=False)
