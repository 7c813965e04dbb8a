"""The pictures of what it costs and what for: layers, the distribution, the way to the whole life, categories."""

from __future__ import annotations

import numpy as np

from costmodel import pictures
from costmodel.estimates.experience import added_by_experience
from costmodel.estimates.first_estimate import given_amount, is_given
from costmodel.files.categories import cost_categories
from costmodel.pictures.markup import Markup
from costmodel.report import lives
from costmodel.report.drawing import Drawing
from costmodel.report.lines import left_out
from costmodel.report.viewed import Viewed
from costmodel.report.way import told_steps
from costmodel.simulation.ledger import SCOPES

# -- what a first estimate does not see -------------------------------------------------------------------------------


def _iceberg(viewed: Viewed) -> Markup:
    return pictures.iceberg(viewed.est.layers, viewed.says, viewed.currency)


def _about_iceberg(viewed: Viewed) -> str:
    est = viewed.est
    prototype = float(np.mean(est.layers["prototype"]))
    told = viewed.says("about iceberg", prototype=viewed.money(prototype), whole=viewed.money(viewed.expected[0]))
    if not is_given(est.assumptions):
        return told
    left = left_out(est)
    covered = sum(float(np.mean(cost)) for layer, cost in est.layers.items() if layer not in left)
    first = viewed.says.exact_amount(est.first_estimate, viewed.currency)
    return f"{told} {viewed.says('about iceberg planned', first=first, covered=viewed.money(covered))}"


ICEBERG = Drawing("iceberg", _iceberg, _about_iceberg)

# -- how much is enough -----------------------------------------------------------------------------------------------


def _distribution(viewed: Viewed) -> Markup:
    return pictures.distribution(
        viewed.ordered,
        given_amount(viewed.est),
        viewed.says,
        viewed.currency,
        budget=viewed.budget,
        confidence=viewed.confidence,
        before=None if viewed.base is None else (viewed.base_name, viewed.base.to_go_live),
    )


def _about_distribution(viewed: Viewed) -> str:
    says, est = viewed.says, viewed.est
    even, enough = viewed.money(viewed.even), viewed.money(viewed.enough)
    key = "about distribution: even" if viewed.confidence == 0.5 else "about distribution"
    told = [says(key, even=even, enough=enough, odds=viewed.odds)]
    if is_given(est.assumptions):
        first = says.exact_amount(est.first_estimate, viewed.currency)
        told.append(says("about first estimate", first=first, chance=says.share(est.chance_within)))
    if viewed.budget is not None:
        budget = says.exact_amount(viewed.budget, viewed.currency)
        told.append(says("about budget", budget=budget, chance=says.share(viewed.chance(viewed.budget))))
        if viewed.deadline is not None:
            both = est.joint_confidence(viewed.budget, viewed.deadline)
            told.append(says("about both", months=says.after_length(viewed.deadline), chance=says.share(both)))
    return " ".join(told)


DISTRIBUTION = Drawing("distribution", _distribution, _about_distribution)

# -- from the first estimate to the whole life ------------------------------------------------------------------------


def _waterfall(viewed: Viewed) -> Markup:
    return pictures.waterfall(told_steps(viewed.est, viewed.confidence, viewed.says), viewed.says, viewed.currency)


def _about_waterfall(viewed: Viewed) -> str:
    parts, experience = viewed.est.underestimation, added_by_experience(viewed.est, viewed.confidence)
    return viewed.says(
        "about waterfall" if experience > 0 else "about waterfall: plan alone",
        scope=viewed.money(parts["out_of_scope"]),
        reserve=viewed.money(viewed.enough - parts["median"]),
        experience=viewed.money(experience),
        odds=viewed.odds,
        after=viewed.money(viewed.est.quantile(viewed.confidence) - viewed.enough),
    )


WATERFALL = Drawing("waterfall", _waterfall, _about_waterfall)

# -- what the money is for --------------------------------------------------------------------------------------------


def _categories(viewed: Viewed) -> Markup:
    # As `est.by(["category", "scope"])["mean"]`, from figures that are kept.
    means: dict[tuple[str, str], float] = {
        (category, scope): float(viewed.est.figures[f"{scope} {category}"].mean())
        for category in cost_categories()
        for scope in SCOPES
    }
    return pictures.categories(means, viewed.says, viewed.currency)


def _about_categories(viewed: Viewed) -> str:
    after, total = viewed.expected[1], sum(viewed.expected)
    share = after / total if total else 0.0
    told = viewed.says("about categories", total=viewed.money(total), share=viewed.says.share(share))
    return f"{told} {lives.told(viewed.est, viewed.says, on_page=True)}".rstrip()


CATEGORIES = Drawing("categories", _categories, _about_categories)
