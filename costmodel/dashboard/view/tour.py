"""The introduction: the story of the three weeks on real numbers, in five steps, ending at the viewer's own case."""

from __future__ import annotations

import numpy as np

from costmodel.dashboard.cards import Seen
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view import headline
from costmodel.language.ratios import compared
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report import figures

STORY = Case("three_week_model")


STEPS = ("covered", "timeline", "iceberg", "head", "chosen")  # what each step points at


def step(place: int, seen: Seen) -> Markup:
    """A step as it stands on the page.

    Args:
        place: from 0.
        seen: what is on the page: the case of `STORY`, whose figures are told as they stand there.
    """
    says = seen.says
    number, last = str(place + 1), place + 1 == len(STEPS)
    back = _button(says("tour: back"), "back", "cm-tour-back") if place else join()
    ahead = ("tour: start own", "end") if last else ("tour: next", "next")
    return tag(
        "div",
        tag(
            "div",
            tag("p", says("tour: step", place=number, count=str(len(STEPS))), class_="cm-note"),
            tag("h2", says(f"tour {number} title"), tabindex="-1", id="cm-tour-title"),
            tag("p", says(f"tour {number}", **_figures(seen))),
            class_="cm-tour-told",
        ),
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


def _figures(seen: Seen) -> dict[str, str]:
    est, says, median = seen.est, seen.says, seen.even
    covered = figures.covered(est)
    return {
        "first": says.exact_amount(est.first_estimate, seen.currency),
        "covered": says.share(covered or 0.0),
        "median": says.length(seen.dates[1]),
        "late": says.length(seen.dates[2]),
        "waiting": says.share(est.share_waiting),
        "cost": seen.money(median),
        "times": compared(median / est.first_estimate, says) if est.first_estimate else "",
        **{one.key: one.value for one in headline.figures(seen) if one.key in ("gate", "budget", "success")},
        "year": seen.money(float(np.mean(est.run_cost_per_year))),
    }


def _button(words: str, name: str, identity: str, *, main: bool = False) -> Markup:
    look = "cm-button cm-main" if main else "cm-button cm-quiet"
    return tag("button", words, type="button", data_do="tour", data_name=name, id=identity, class_=look)
