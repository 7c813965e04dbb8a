"""What is asked for and always in sight: money to the next gate, budget, date, run cost; and how far a plan carries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from costmodel import Estimate
from costmodel.beliefs.percentiles import quantile
from costmodel.dashboard.cards import Seen
from costmodel.estimates.first_estimate import is_given
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.key_figures import NONE, KeyFigure, both_kept, key_figures, run_cost
from costmodel.report.sentences import covers, headline_on_page

OF_THE_PAGE = {"class_": "cm-of-page"}  # what invites to type something is not for paper


@dataclass(frozen=True)
class Figure(KeyFigure):
    """A key figure on the page: how it is to be read, and what is behind it.

    Attributes:
        means: how it is to be read.
        of: which figure of the estimate the assumptions behind it are looked up for.
        apart: by how much it differs from the case it is held against, as it is written; empty without one.
        asked: whether it is asked for, and so always in sight.
    """

    means: str = ""
    of: str = ""
    apart: str = ""
    asked: bool = True


def figures(seen: Seen) -> list[Figure]:
    """The figures that a project lead takes along, as on paper, with what only a page says of them."""
    says, sure = seen.says, seen.confidence
    on_page = {
        "gate": ("gate", _gate_apart(seen)),
        "budget": ("to_go_live", _money_apart(seen, lambda one: one.quantile(sure, of="to_go_live"))),
        "date": ("go_live", _apart(seen, lambda one: one.quantile(sure, of="go_live"), says.signed_length)),
        "run": ("after_go_live", _money_apart(seen, run_cost)),
        "success": ("production", _share_apart(seen, lambda one: one.reaches_production)),
        "joint": ("to_go_live", _joint_apart(seen)),
    }
    found = []
    for one in key_figures(seen):
        of, apart = on_page[one.key]
        means = says(f"figure: {one.key} means", odds=seen.odds)
        asked = one.key not in ("success", "joint")
        found.append(Figure(**vars(one), means=means, of=of, apart=apart, asked=asked))
    return found


def _apart(seen: Seen, figure: Callable[[Estimate], float], written: Callable[[float], str]) -> str:
    """By how much a figure differs from the case it is held against; empty without one."""
    if seen.base is None:
        return ""
    return _written(figure(seen.est) - figure(seen.base), written, seen.says)


def _written(apart: float, written: Callable[[float], str], says: Language) -> str:
    """A difference in words; what is nothing as it is written does not differ."""
    return written(apart) if written(apart) != written(0.0) else says("figure: same")


def _money_apart(seen: Seen, figure: Callable[[Estimate], float]) -> str:
    return _apart(seen, figure, lambda apart: seen.says.signed_amount(apart, seen.currency))


def _share_apart(seen: Seen, figure: Callable[[Estimate], float]) -> str:
    return _apart(seen, figure, lambda apart: seen.says.signed_points(apart, digits=0))


def _gate_apart(seen: Seen) -> str:
    """By how much the money to the first gate differs; empty where the other case comes to another gate first."""
    first = seen.first_stage
    if first is None or seen.base_gate is None or seen.base_gate[0] != first["gate"]:
        return ""
    apart = first["until"] - quantile(seen.base_gate[1], seen.confidence)
    return _written(apart, lambda one: seen.says.signed_amount(one, seen.currency), seen.says)


def _joint_apart(seen: Seen) -> str:
    if seen.budget is None and seen.deadline is None:
        return ""
    return _share_apart(seen, lambda one: both_kept(one, seen))


def request(shown: list[Figure], seen: Seen) -> Markup:
    """What is asked for, always in sight."""
    asked = [_figure(one, seen) for one in shown if one.asked]
    return join(tag("h1", told(shown, seen.says), class_="cm-told"), tag("dl", *asked, class_="cm-key-figures"))


def _against(seen: Seen) -> str:
    """What the figures are held against; empty where they are not."""
    return seen.says("figure: against", name=seen.base_name) if seen.base is not None else ""


def told(shown: list[Figure], says: Language) -> str:
    """The request as a sentence."""
    value = {one.key: one.value for one in shown}
    when = next(one.when for one in shown if one.when)
    key = "request: no gate" if value["gate"] == NONE else "request"
    return says(key, **value | {"date": when})


def beside(shown: list[Figure], seen: Seen) -> Markup:
    """What the initiative is called, where that is known, and what nobody asks for and everybody wants to know."""
    look, called = "cm-key-figures cm-beside-figures", seen.est.assumptions.initiative.name
    name = tag("dt", seen.says("figure: decision"))
    decisions = (tag("div", name, tag("dd", one.decision, class_="cm-scope")) for one in shown if one.decision)
    listed = tag("dl", *decisions, *(_figure(one, seen) for one in shown if not one.asked), class_=look)
    against = tag("p", _against(seen), class_="cm-against")
    return join(tag("p", called, class_="cm-brand") if called else join(), against, listed)


def covered(seen: Seen) -> Markup:
    """How far the estimate carries that somebody has given; where nobody has, what the field is for."""
    if not is_given(seen.est.assumptions):
        return tag("p", seen.says("plan: none"), class_="cm-note")
    pieces = headline_on_page(seen.est, seen.says)
    taken = seen.says("plan: covers", covers=covers(seen.est.assumptions, seen.says))
    told = (tag("b", text) if figure else unbroken(text) for text, figure in pieces)
    return tag("p", *told, " ", tag("span", taken, class_="cm-note"), class_="cm-covered")


def unbroken(text: str) -> Markup:
    """A text in which no line ends at a hyphen."""
    words = re.split(r"(\w+-\w+)", text)
    return join(*(tag("span", word, class_="cm-whole") if "-" in word else word for word in words))


def _figure(figure: Figure, seen: Seen) -> Markup:
    says = seen.says
    value = tag(
        "button",
        figure.value,
        type="button",
        id=f"cm-behind-{figure.key}",
        class_="cm-behind",
        data_ask="sources",
        data_of=figure.of,
        title=says("figure: behind"),
        aria_label=f"{figure.value}. {says('figure: behind')}: {figure.name}",
    )
    return tag(
        "div",
        tag("dt", figure.name, " ", hint(figure.means)),
        tag("dd", value, class_="cm-value", id=f"cm-figure-{figure.key}"),
        tag("dd", figure.apart, class_="cm-apart", id=f"cm-apart-{figure.key}", title=_against(seen)),
        tag("dd", figure.scope, class_="cm-scope", title=figure.scope),
        **({} if figure.asked or figure.value != NONE else OF_THE_PAGE),
    )


def hint(meaning: str) -> Markup:
    """A question mark that explains itself when it is pointed at, touched or reached by keyboard."""
    return tag(
        "button",
        "?",
        tag("span", meaning, role="tooltip"),
        type="button",
        class_="cm-hint",
        aria_label=meaning,
    )
