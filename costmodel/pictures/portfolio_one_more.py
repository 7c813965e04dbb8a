"""What one more person of a role would save a portfolio, and by how much sooner the last initiative would be live."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from costmodel.language.language import Language
from costmodel.pictures.canvas import Scale, across, bar, label, level, picture, rule
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join

ROW, THICKNESS = 56.0, 12.0
ERRORS = 2.0  # standard errors to either side of the mean, some 95 of 100


class More(NamedTuple):
    """A role: what one more person saves until go-live and brings forward the last go-live, each with its error."""

    role: str
    saving: float
    se_saving: float
    months: float
    se_months: float


def portfolio_one_more(roles: Sequence[More], says: Language, currency: str) -> Markup:
    """A bar for each role with two standard errors to either side; below zero, the person costs more than is saved.

    Args:
        roles: in the order in which they are shown.
        says: the language.
        currency: of the money.
    """
    ends = [one.saving + side * ERRORS * _known(one.se_saving) for one in roles for side in (-1, 1)]
    scale = Scale(min([0.0, *ends]), max([1.0, *ends]))
    zero, told, rows = scale.share(0.0), [], []
    for place, one in enumerate(roles):
        y, spread = ROW * place, ERRORS * _known(one.se_saving)
        money = says(
            "portfolio saves" if one.saving >= 0 else "portfolio dearer",
            money=says.short_amount(abs(one.saving), currency),
        )
        sooner = says("portfolio sooner" if one.months >= 0 else "portfolio later", months=says.length(abs(one.months)))
        words = says(
            "portfolio more row", role=one.role, money=money, error=says.short_amount(spread, currency), sooner=sooner
        )
        told.append(words)
        start, end = sorted((zero, scale.share(one.saving)))
        low, high = scale.share(one.saving - spread), scale.share(one.saving + spread)
        middle = y + 18 + THICKNESS / 2
        rows.append(
            join(
                label("0%", y + 12, one.role, "cm-strong"),
                label("100%", y + 12, money, "cm-strong", "end"),
                bar(0, 1, y + 18, THICKNESS, look="cm-track", says=words),
                bar(start, end, y + 18, THICKNESS, look="cm-works" if one.saving >= 0 else "cm-more", says=words),
                level(middle, "cm-error", across(low), across(high)),
                *(rule(across(side), middle - 4, middle + 4, "cm-error") for side in (low, high)),
                rule(across(zero), y + 16, y + 20 + THICKNESS, "cm-axis"),
                label("0%", y + 44, sooner, "cm-muted"),
            )
        )
    said = says("portfolio more say", roles="; ".join(told))
    keys = [("cm-works", says("portfolio saved"), ""), ("cm-error", says("portfolio error"), "")]
    if any(one.saving < 0 for one in roles):
        keys.insert(1, ("cm-more", says("portfolio not saved"), ""))
    return with_legend(legend(*keys), picture("portfolio_one_more", ROW * max(len(roles), 1), said, *rows))


def _known(error: float) -> float:
    """A standard error; none is drawn where there are too few samples for one."""
    return error if math.isfinite(error) else 0.0
