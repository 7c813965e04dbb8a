"""What to do first: the best things that could be done, each with what it costs, saves and speeds up."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, tag

MOST = 3
HEIGHT = 300.0  # one below the other, as in a card of half the page


def actions(rows: Sequence[Mapping[Any, Any]], says: Language, currency: str) -> Markup:
    """The best of them as small cards, in words.

    Args:
        rows: of `actions.best_actions`, the best first: action, cost, saving, to_go_live, net_saving, months,
            production.
        says: the language.
        currency: of the money.
    """
    shown = [row for row in rows if row["net_saving"] > 0][:MOST]
    if not shown:
        return tag("p", says("no action"), class_="cm-note")
    cards = (_card(place, row, says, currency) for place, row in enumerate(shown, start=1))
    return tag("ol", *cards, class_="cm-actions")


def _card(place: int, row: Mapping[Any, Any], says: Language, currency: str) -> Markup:
    cost = float(row["cost"])
    facts = [
        (says("action saves"), says.short_amount(float(row["saving"]), currency)),
        (says("action until go-live"), says.short_amount(float(row["to_go_live"]), currency)),
        (says("action costs"), says.short_amount(cost, currency) if math.isfinite(cost) else says("cost not known")),
        (says("action months"), says.signed_length(-float(row["months"]))),
    ]
    if row["production"] >= 0.005:
        facts.append((says("action production"), says.signed_points(float(row["production"]))))
    return tag(
        "li",
        tag("span", str(place), class_="cm-place", aria_hidden="true"),
        tag("h3", str(row["action"])),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)),
        class_="cm-action",
    )
