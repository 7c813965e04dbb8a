"""The introduction: the story of the three weeks on real numbers, in five steps, ending at the viewer's own case."""

from __future__ import annotations

import numpy as np

from costmodel import Estimate
from costmodel.dashboard.state.case import Case
from costmodel.language.language import Language
from costmodel.language.ratios import compared
from costmodel.pictures.markup import Markup, join, tag

STORY = Case("three_week_model")


STEPS = ("iceberg", "timeline", "waterfall", "categories", "case")  # what each step points at


def step(place: int, est: Estimate, says: Language) -> Markup:
    """A step as it stands on the page.

    Args:
        place: from 0.
        est: the estimate of `STORY`.
        says: the language.
    """
    number, last = str(place + 1), place + 1 == len(STEPS)
    back = _button(says("tour: back"), "back", "cm-tour-back") if place else join()
    ahead = ("tour: start own", "end") if last else ("tour: next", "next")
    return tag(
        "div",
        tag("p", says("tour: step", place=number, count=str(len(STEPS))), class_="cm-note"),
        tag("h2", says(f"tour {number} title"), tabindex="-1", id="cm-tour-title"),
        tag("p", says(f"tour {number}", **_figures(est, says))),
        tag(
            "div",
            _button(says(ahead[0]), ahead[1], "cm-tour-next", main=True),
            back,
            join() if last else _button(says("tour: end"), "end", "cm-tour-end"),
            class_="cm-ways",
        ),
        class_="cm-tour",
        role="region",
        aria_label=says("tour: label"),
    )


def _figures(est: Estimate, says: Language) -> dict[str, str]:
    currency, median = est.assumptions.currency, est.quantile(0.5, of="to_go_live")
    return {
        "first": says.exact_amount(est.first_estimate, currency),
        "median": says.length(est.quantile(0.5, of="go_live")),
        "late": says.length(est.quantile(0.9, of="go_live")),
        "waiting": says.share(est.share_waiting),
        "cost": says.amount(median, currency),
        "times": compared(median / est.first_estimate, says) if est.first_estimate else "",
        "year": says.amount(float(np.mean(est.run_cost_per_year)), currency),
        "success": says.share(est.reaches_production),
    }


def _button(words: str, name: str, identity: str, *, main: bool = False) -> Markup:
    look = "cm-button cm-main" if main else "cm-button cm-quiet"
    return tag("button", words, type="button", data_do="tour", data_name=name, id=identity, class_=look)
