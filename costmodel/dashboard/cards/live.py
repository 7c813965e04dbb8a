"""The cards that follow every step of a slider: what it costs, and what for."""

from __future__ import annotations

import numpy as np

from costmodel import pictures
from costmodel.dashboard.cards.card import Card
from costmodel.dashboard.cards.seen import Seen
from costmodel.estimates.experience import added_by_experience
from costmodel.estimates.first_estimate import given_amount
from costmodel.files.categories import cost_categories
from costmodel.pictures.markup import Markup
from costmodel.report import lives
from costmodel.report.contents import Contents, told_steps, way
from costmodel.report.lines import left_out
from costmodel.report.tables import Column, Table
from costmodel.simulation.ledger import SCOPES

# -- what a first estimate does not see -------------------------------------------------------------------------------


def _iceberg(seen: Seen) -> Markup:
    return pictures.iceberg(seen.est.layers, seen.says, seen.currency)


def _about_iceberg(seen: Seen) -> str:
    prototype = float(np.mean(seen.est.layers["prototype"]))
    told = seen.says("about iceberg", prototype=seen.money(prototype), whole=seen.money(seen.means[0]))
    if not seen.typed:
        return told
    left = left_out(seen.est)
    covered = sum(float(np.mean(cost)) for layer, cost in seen.est.layers.items() if layer not in left)
    first = seen.says.exact_amount(seen.est.first_estimate, seen.currency)
    return f"{told} {seen.says('about iceberg planned', first=first, covered=seen.money(covered))}"


def _layers(seen: Seen) -> Table:
    says = seen.says
    columns = (
        Column(says("column layer")),
        Column(says("column mean"), "money", adds=True),
        Column(says("column share"), "share", part_of=1),
    )
    rows = tuple((says.name(layer), float(np.mean(cost)), None) for layer, cost in seen.est.layers.items())
    return Table("layers", columns, rows, (says("column to_go_live"), None, None), (says("read means"),))


ICEBERG = Card("iceberg", "iceberg", _iceberg, _about_iceberg, _layers)

# -- how much is enough -----------------------------------------------------------------------------------------------


def _distribution(seen: Seen) -> Markup:
    return pictures.distribution(
        seen.ordered,
        given_amount(seen.est),
        seen.says,
        seen.currency,
        budget=seen.budget,
        confidence=seen.confidence,
        before=None if seen.base is None else seen.base.to_go_live,
    )


def _about_distribution(seen: Seen) -> str:
    says, est = seen.says, seen.est
    told = [says("about distribution", even=seen.money(seen.even), enough=seen.money(seen.enough), odds=seen.odds)]
    if seen.typed:
        first = says.exact_amount(est.first_estimate, seen.currency)
        told.append(says("about first estimate", first=first, chance=says.share(est.chance_within)))
    if seen.budget is not None:
        budget = says.exact_amount(seen.budget, seen.currency)
        told.append(says("about budget", budget=budget, chance=says.share(seen.chance(seen.budget))))
        if seen.deadline is not None:
            both = est.joint_confidence(seen.budget, seen.deadline)
            told.append(says("about both", months=says.after_length(seen.deadline), chance=says.share(both)))
    return " ".join(told)


def _curve(seen: Seen) -> Table:
    return Contents(seen.est, seen.says).curve


DISTRIBUTION = Card("distribution", "to_go_live", _distribution, _about_distribution, _curve)

# -- from the first estimate to the whole life ------------------------------------------------------------------------


def _waterfall(seen: Seen) -> Markup:
    return pictures.waterfall(told_steps(seen.est, seen.confidence, seen.says), seen.says, seen.currency)


def _about_waterfall(seen: Seen) -> str:
    parts, experience = seen.est.underestimation, added_by_experience(seen.est, seen.confidence)
    return seen.says(
        "about waterfall" if experience > 0 else "about waterfall: plan alone",
        scope=seen.money(parts["out_of_scope"]),
        reserve=seen.money(seen.enough - parts["median"]),
        experience=seen.money(experience),
        odds=seen.odds,
        after=seen.money(seen.est.quantile(seen.confidence) - seen.enough),
    )


def _way(seen: Seen) -> Table:
    return way(seen.est, seen.confidence, seen.says)


# Not quick: what experience adds is told apart by a second simulation without it.
WATERFALL = Card("waterfall", "waterfall", _waterfall, _about_waterfall, _way, quick=False)

# -- what the money is for --------------------------------------------------------------------------------------------


def _categories(seen: Seen) -> Markup:
    # As `est.by(["category", "scope"])["mean"]`, from figures that are kept.
    means: dict[tuple[str, str], float] = {
        (category, scope): float(seen.est.figures[f"{scope} {category}"].mean())
        for category in cost_categories()
        for scope in SCOPES
    }
    return pictures.categories(means, seen.says, seen.currency)


def _about_categories(seen: Seen) -> str:
    after, total = seen.means[1], sum(seen.means)
    share = after / total if total else 0.0
    told = seen.says("about categories", total=seen.money(total), share=seen.says.share(share))
    return f"{told} {lives.told(seen.est, seen.says, on_page=True)}".rstrip()


def _by_category(seen: Seen) -> Table:
    return Contents(seen.est, seen.says).categories


CATEGORIES = Card("categories", "categories", _categories, _about_categories, _by_category)
