"""The cards that follow every step of a slider: what it costs, and what for."""

from __future__ import annotations

import numpy as np

from costmodel.dashboard.cards.card import Card
from costmodel.dashboard.cards.seen import Seen
from costmodel.report import pictures_of_cost as drawn
from costmodel.report.contents import Contents
from costmodel.report.tables import Column, Table
from costmodel.report.way import way


def _layers(seen: Seen) -> Table:
    says = seen.says
    columns = (
        Column(says("column layer")),
        Column(says("column mean"), "money", adds=True),
        Column(says("column share"), "share", part_of=1),
    )
    rows = tuple((says.name(layer), float(np.mean(cost)), None) for layer, cost in seen.est.layers.items())
    return Table("layers", columns, rows, (says("column to_go_live"), None, None), (says("read means"),))


ICEBERG = Card(drawn.ICEBERG, "iceberg", _layers)


def _curve(seen: Seen) -> Table:
    return Contents(seen.est, seen.says).curve


DISTRIBUTION = Card(drawn.DISTRIBUTION, "to_go_live", _curve)


def _way(seen: Seen) -> Table:
    return way(seen.est, seen.confidence, seen.says)


# Not quick: what experience adds is told apart by a second simulation without it.
WATERFALL = Card(drawn.WATERFALL, "waterfall", _way, quick=False)


def _by_category(seen: Seen) -> Table:
    return Contents(seen.est, seen.says).categories


CATEGORIES = Card(drawn.CATEGORIES, "categories", _by_category)
