"""What is asked for and always in sight: money to the next gate, budget, date, run cost; and how far a plan carries."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from costmodel import Estimate
from costmodel.beliefs.percentiles import quantile
from costmodel.dashboard.cards import Seen
from costmodel.decisions.confidence import first_stage
from costmodel.estimates.first_estimate import is_given
from costmodel.language.language import Language
from costmodel.language.periods import month_after
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.sentences import covers, headline_on_page

NONE = "–"  # where there is no figure
OF_THE_PAGE = {"class_": "cm-of-page"}  # what invites to type something is not for paper


@dataclass(frozen=True)
class Figure:
    """A key figure: what it is called, what it says, what it covers, how it is to be read, and what is behind it.

    Attributes:
        key: of its texts, and of the mark on the page.
        value: the figure as it is written.
        scope: what it covers.
        means: how it is to be read.
        of: which figure of the estimate the assumptions behind it are looked up for.
        apart: by how much it differs from the case it is held against, as it is written; empty without one.
        asked: whether it is asked for, and so always in sight.
        name: what it is called, where that is not told by its key.
        decision: which decision it lasts until, and when that is; empty where it lasts until none.
        when: how a date is told in a sentence.
    """

    key: str
    value: str
    scope: str
    means: str
    of: str
    apart: str = ""
    asked: bool = True
    name: str = ""
    decision: str = ""
    when: str = ""


def figures(seen: Seen) -> list[Figure]:
    """The figures that a project lead takes along, at the confidence that was chosen: first what is asked for."""
    est, says, sure = seen.est, seen.says, seen.confidence
    of_ten, of_hundred = says.number(10 * sure), says.number(100 * sure)
    years = says.plain(
        float(np.mean(est.figures["horizon"])) / est.assumptions["calendar.months_per_year"].likeliest, 1
    )
    return [
        _gate(seen),
        Figure(
            "budget",
            seen.money(seen.enough),
            says("figure: budget scope", of_ten=of_ten),
            says("figure: budget means", of_hundred=of_hundred, others=says.number(100 - 100 * sure)),
            "to_go_live",
            _money_apart(seen, lambda one: one.quantile(sure, of="to_go_live")),
        ),
        _date(seen),
        Figure(
            "run",
            seen.money(_run(est)),
            says("figure: run scope", years=years),
            says("figure: run means"),
            "after_go_live",
            _money_apart(seen, _run),
        ),
        Figure(
            "success",
            says.share(est.reaches_production),
            says("figure: success scope"),
            says("figure: success means"),
            "production",
            _share_apart(seen, lambda one: one.reaches_production),
            asked=False,
        ),
        _joint(seen),
    ]


def _run(est: Estimate) -> float:
    return float(est.run_cost_per_year.mean())


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


def _date(seen: Seen) -> Figure:
    """When it goes live: the month where the start is said, else how many months it takes."""
    est, says, sure, calendar = seen.est, seen.says, seen.confidence, seen.calendar
    even, late = (est.quantile(share, of="go_live") for share in (0.5, sure))
    of_ten, means = says.number(10 * sure), says("figure: date means", of_hundred=says.number(100 * sure))
    apart = _apart(seen, lambda one: one.quantile(sure, of="go_live"), says.signed_length)
    if calendar.start is None:
        scope = says("figure: date scope", of_ten=of_ten, median=says.after_length(even))
        after = says("request after", length=says.after_length(late))
        return Figure("date", says.length(late), scope, means, "go_live", apart, when=after)
    median = month_after(calendar, even, says)
    scope = says("figure: month scope", of_ten=of_ten, median=median, months=says.length(late))
    when = month_after(calendar, late, says)
    within = says("request in", month=when)
    return Figure("date", when, scope, means, "go_live", apart, name=says("figure: month"), when=within)


def _gate(seen: Seen) -> Figure:
    says, sure = seen.says, seen.confidence
    means = says("figure: gate means", of_ten=says.number(10 * sure))
    first = first_stage(seen.est, sure)
    if first is None:
        return Figure("gate", NONE, says("figure: gate none"), means, "gate")
    months, until = first["months_at_confidence"], first["until"]
    when = month_after(seen.calendar, months, says) or says("month counted", number=says.plain(months))
    return Figure(
        "gate",
        seen.money(until),
        says("figure: gate scope", when=when, ends=says.share(first["ends"])),
        means,
        "gate",
        _gate_apart(seen, first["gate"], until),
        decision=f"{first['meaning']} ({when})",
    )


def _gate_apart(seen: Seen, gate: str, until: float) -> str:
    """By how much the money to the first gate differs; empty where the other case comes to another gate first."""
    if seen.base_gate is None or seen.base_gate[0] != gate:
        return ""
    apart = until - quantile(seen.base_gate[1], seen.confidence)
    return _written(apart, lambda one: seen.says.signed_amount(one, seen.currency), seen.says)


def _joint(seen: Seen) -> Figure:
    says, budget, months = seen.says, seen.budget, seen.deadline
    told = {
        "budget": says.exact_amount(budget, seen.currency),
        "months": says.length(months or 0.0),
    }
    key = {
        (True, True): "figure: joint scope",
        (True, False): "figure: joint budget",
        (False, True): "figure: joint date",
        (False, False): "figure: joint none",
    }[budget is not None, months is not None]
    value, apart = NONE, ""
    if budget is not None or months is not None:

        def kept(est: Estimate) -> float:
            return est.joint_confidence(budget or math.inf, months or math.inf)

        value, apart = says.share(kept(seen.est)), _share_apart(seen, kept)
    return Figure("joint", value, says(key, **told), says("figure: joint means"), "to_go_live", apart, asked=False)


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
    name = figure.name or says(f"figure: {figure.key}")
    value = tag(
        "button",
        figure.value,
        type="button",
        id=f"cm-behind-{figure.key}",
        class_="cm-behind",
        data_ask="sources",
        data_of=figure.of,
        title=says("figure: behind"),
        aria_label=f"{figure.value}. {says('figure: behind')}: {name}",
    )
    return tag(
        "div",
        tag("dt", name, " ", hint(figure.means)),
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
