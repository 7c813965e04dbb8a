"""The honest chapter: what of this rests on sources, what on judgement, and what nobody has measured."""

from __future__ import annotations

from costmodel.dashboard.cards import Deciding, Seen
from costmodel.pictures.markup import Markup, join, tag

UNMEASURED = ("budgets", "waits", "blocks", "running", "mlops")


def evidence(seen: Seen, deciding: Deciding | None) -> Markup:
    """The chapter.

    Args:
        seen: what is on the page.
        deciding: the inputs that decide the number, of which it tells how many are judged; None while not known.
    """
    says, now = seen.says, seen.est.assumptions
    judged, count = len(now.on_judgement), len(now)
    numbers = {"sourced": says.number(count - judged), "count": says.number(count), "judged": says.number(judged)}
    told = [tag("p", says("sheet: count", **numbers))]
    if deciding is not None and deciding.names:
        guessed = [name for name in deciding.names if now[name].rests_on_judgement]
        total = says.number(len(deciding.names))
        told.append(tag("p", says("evidence: deciding", judged=says.number(len(guessed)), count=total)))
        entries = [
            tag("button", now[name].meaning, type="button", data_do="assumption", data_name=name, class_="cm-behind")
            for name in guessed
        ]
        told.append(tag("ul", *(tag("li", entry) for entry in entries), class_="cm-judged"))
    listed = [tag("li", tag("b", says(f"evidence: {one}")), " ", says(f"evidence: {one} means")) for one in UNMEASURED]
    return join(
        tag("h2", says("evidence: title")),
        tag(
            "div",
            tag("div", *told),
            tag("div", tag("h3", says("evidence: unmeasured")), tag("ul", *listed)),
            class_="cm-evidence-parts",
        ),
    )
