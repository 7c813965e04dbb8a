"""Which pictures a report shows, in their order, each with its title and the sentence that says what is to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from costmodel import pictures as drawn
from costmodel.decisions.confidence import frontier
from costmodel.decisions.sensitivity import leading
from costmodel.estimates.first_estimate import given_amount
from costmodel.estimates.spending import spending
from costmodel.pictures.drivers import MOST as MOST_CAUSES
from costmodel.pictures.markup import Markup
from costmodel.report import sentences
from costmodel.report.contents import CONFIDENCE, Contents, told_steps
from costmodel.simulation.ledger import SCOPES

FRONTIERS = (0.5, 0.7, 0.8)


@dataclass(frozen=True)
class Picture:
    """A picture: its key, its title, how it is drawn, what is to be read off it, and its source.

    The source is empty where it is that of the estimate whose report this is.
    """

    key: str
    title: str
    drawn: Markup
    says: str
    source: str = ""


def pictures(contents: Contents) -> Iterator[Picture]:
    """All pictures of a report; those that have nothing to show are left out."""
    est, says, currency = contents.est, contents.says, contents.currency
    yield distribution(contents)
    yield Picture(
        "iceberg",
        says("card iceberg"),
        drawn.iceberg(est.layers, says, currency),
        f"{sentences.headline(est, says)} {says('read layers')}",
    )
    yield waterfall(contents)
    means = {(name, scope): float(contents.means.loc[name, scope]) for name in contents.means.index for scope in SCOPES}
    yield Picture(
        "categories",
        says("card categories"),
        drawn.categories(means, says, currency),
        sentences.run_cost(est, says),
    )
    early, median, late = (est.quantile(share, of="go_live") for share in (0.1, 0.5, 0.9))
    yield Picture(
        "cash_flow",
        says("card cash_flow"),
        drawn.cash_flow(spending(est), median, says, currency),
        f"{says('read cash flow')} {says('read fan')}",
    )
    yield Picture(
        "timeline",
        says("card timeline"),
        drawn.timeline(est.timeline(), (early, median, late), says, calendar=est.assumptions.calendar),
        f"{sentences.date(est, says)} {sentences.waiting(est, says)}",
    )
    asked = est.quantile(CONFIDENCE, of="to_go_live"), est.quantile(CONFIDENCE, of="go_live")
    together = {share: frontier(est, share) for share in FRONTIERS}
    lines = {share: (rows["budget"].to_numpy(), rows["months"].to_numpy()) for share, rows in together.items()}
    yield Picture(
        "joint",
        says("joint"),
        drawn.joint(est.to_go_live, est.go_live, asked, lines, says, currency, est.assumptions.calendar),
        sentences.together(est, says),
    )
    yield from _drivers(contents)


def _drivers(contents: Contents) -> Iterator[Picture]:
    """What drives the cost, and the date; nothing where nothing is drawn."""
    says, currency, wording = contents.says, contents.currency, contents.est.assumptions.structure.wording
    written: dict[str, Callable[[float], str]] = {
        "cost": lambda swing: says.short_amount(swing, currency),
        "date": says.length,
    }
    for key, of, driven in (("drivers", "cost", contents.drivers), ("date_drivers", "date", contents.date_drivers)):
        if told := sentences.drivers(driven, says, of):
            rows = leading(driven, MOST_CAUSES, wording).to_dict("records")
            yield Picture(key, says(f"card {key}"), drawn.drivers(rows, says, written[of], of), told)


def distribution(contents: Contents) -> Picture:
    """How much is enough to go live."""
    est, says = contents.est, contents.says
    first = given_amount(est)
    shown = drawn.distribution(est.to_go_live, first, says, contents.currency, confidence=CONFIDENCE)
    return Picture("distribution", says("card distribution"), shown, sentences.ask(est, says))


def waterfall(contents: Contents) -> Picture:
    """From the first estimate to the whole life."""
    est, says = contents.est, contents.says
    shown = drawn.waterfall(told_steps(est, CONFIDENCE, says), says, contents.currency)
    return Picture("waterfall", says("card waterfall"), shown, sentences.gap(est, says))
