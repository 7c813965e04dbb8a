"""Which figures a report shows, in their order, each with the sentence that says what can be read off it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from costmodel import charts
from costmodel.decisions.confidence import frontier
from costmodel.report import sentences
from costmodel.report.contents import CONFIDENCE, Contents

FRONTIERS = (0.5, 0.7, 0.8)


@dataclass(frozen=True)
class Picture:
    """A figure: its key, how it is drawn on an area (a new figure for None), what it says, its height in inches."""

    key: str
    draw: Callable[[Any], Any]
    says: str
    height: float = 3.6


def pictures(contents: Contents) -> Iterator[Picture]:
    """All figures of a report; those that have nothing to show are left out."""
    est, says, currency = contents.est, contents.says, contents.currency
    budget, date = est.quantile(CONFIDENCE, of="to_go_live"), est.quantile(CONFIDENCE, of="go_live")
    dates = (est.quantile(0.1, of="go_live"), est.quantile(0.5, of="go_live"), est.quantile(0.9, of="go_live"))
    likeliest = float(est.likeliest.to_go_live[0])
    yield Picture(
        "s_curve",
        lambda area: charts.s_curve(est.to_go_live, est.first_estimate, likeliest, currency, says, area),
        sentences.ask(est, says),
    )
    yield Picture(
        "iceberg",
        lambda area: charts.iceberg(est.layers, currency, says, area),
        f"{sentences.headline(est, says)} {says('read layers')}",
    )
    yield Picture(
        "waterfall", lambda area: charts.waterfall(contents.steps(), currency, says, area), sentences.gap(est, says)
    )
    yield Picture(
        "categories",
        lambda area: charts.categories(contents.means, currency, says, area),
        sentences.run_cost(est, says),
    )
    yield Picture(
        "cash_flow", lambda area: charts.cash_flow(contents.flow, currency, says, area), says("read cash flow"), 3.8
    )
    yield Picture("fan", lambda area: charts.fan(est.fan(), currency, dates[1], says, area), says("read fan"))
    yield Picture(
        "timeline",
        lambda area: charts.timeline(est.timeline(), dates, says, area),
        f"{sentences.date(est, says)} {sentences.waiting(est, says)}",
        4.3,
    )
    together = {
        share: (rows["budget"].to_numpy(), rows["months"].to_numpy())
        for share, rows in ((share, frontier(est, share)) for share in FRONTIERS)
    }
    yield Picture(
        "joint",
        lambda area: charts.joint(est.to_go_live, est.go_live, budget, date, currency, together, says, area),
        sentences.together(est, says),
        3.9,
    )
    shares = contents.drivers.set_index("meaning")["share"]
    if bool((shares > 0).any()):
        yield Picture("drivers", lambda area: charts.drivers(shares, says, area), sentences.drivers(shares, says), 3.8)
    actions = contents.actions
    if len(actions):
        net = actions.set_index("action")["net_saving"]
        told = sentences.first_action(str(net.index[0]), float(net.iloc[0]), currency, says)
        yield Picture("actions", lambda area: charts.savings(net[net > 0], currency, says, area), told, 3.8)
