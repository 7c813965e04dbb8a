"""What is always in sight: how much of the likely cost an estimate covers, and six figures, each with its scope."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from costmodel import Estimate
from costmodel.dashboard.state.address import Address
from costmodel.decisions.confidence import stage_budgets
from costmodel.estimates.first_estimate import is_given
from costmodel.language.language import Language
from costmodel.language.periods import month_after
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.sentences import covers, headline_on_page


@dataclass(frozen=True)
class Figure:
    """A key figure: what it is called, what it says, what it covers, how it is to be read, and what is behind it.

    Attributes:
        key: of its texts, and of the mark on the page.
        value: the figure as it is written.
        scope: what it covers.
        means: how it is to be read.
        of: which figure of the estimate the assumptions behind it are looked up for.
        name: what it is called, where that is not the text of its key.
    """

    key: str
    value: str
    scope: str
    means: str
    of: str
    name: str = ""


def headline(est: Estimate, says: Language, changed: bool) -> Markup:
    """The sentence that matters, and what it rests on.

    Args:
        est: the estimate.
        says: the language.
        changed: whether the viewer typed the amount.
    """
    median = says.amount(est.quantile(0.5, of="to_go_live"), est.assumptions.currency)
    pieces = (tag("b", text) if figure else unbroken(text) for text, figure in headline_on_page(est, says))
    return tag(
        "div",
        tag("h1", *pieces),
        tag(
            "p",
            f"{basis(est, says, changed)}. {says('basis: likely', median=median)} ",
            hint(says("basis: median")),
            class_="cm-note",
        ),
        class_="cm-headline",
    )


def unbroken(text: str) -> Markup:
    """A text in which no line ends at a hyphen."""
    words = re.split(r"(\w+-\w+)", text)
    return join(*(tag("span", word, class_="cm-whole") if "-" in word else word for word in words))


def basis(est: Estimate, says: Language, changed: bool) -> str:
    """Whose estimate it is, and what it covers."""
    if not is_given(est.assumptions):
        return says("basis: prototype")
    return says("basis: typed" if changed else "basis: scenario", covers=covers(est.assumptions, says))


def figures(est: Estimate, says: Language, address: Address) -> list[Figure]:
    """The figures that a project lead takes along, at the confidence that was chosen."""
    currency, sure = est.assumptions.currency, address.confidence
    of_ten, of_hundred = says.number(10 * sure), says.number(100 * sure)
    years = says.plain(
        float(np.mean(est.figures["horizon"])) / est.assumptions["calendar.months_per_year"].likeliest, 1
    )
    return [
        Figure(
            "budget",
            says.amount(est.quantile(sure, of="to_go_live"), currency),
            says("figure: budget scope", of_ten=of_ten),
            says("figure: budget means", of_hundred=of_hundred, others=says.number(100 - 100 * sure)),
            "to_go_live",
        ),
        Figure(
            "run",
            says.amount(float(est.run_cost_per_year.mean()), currency),
            says("figure: run scope", years=years),
            says("figure: run means"),
            "after_go_live",
        ),
        _date(est, says, sure),
        Figure(
            "success",
            says.share(est.reaches_production),
            says("figure: success scope"),
            says("figure: success means"),
            "production",
        ),
        _gate(est, says, sure),
        _joint(est, says, address),
    ]


def _date(est: Estimate, says: Language, sure: float) -> Figure:
    """When it goes live: the month where the start is said, else how many months it takes."""
    calendar = est.assumptions.calendar
    even, late = (est.quantile(share, of="go_live") for share in (0.5, sure))
    of_ten, means = says.number(10 * sure), says("figure: date means", of_hundred=says.number(100 * sure))
    if calendar.start is None:
        scope = says("figure: date scope", of_ten=of_ten, median=says.length(even))
        return Figure("date", says.length(late), scope, means, "go_live")
    scope = says(
        "figure: month scope", of_ten=of_ten, median=month_after(calendar, even, says), months=says.length(late)
    )
    when = month_after(calendar, late, says)
    return Figure("date", when, scope, means, "go_live", says("figure: month"))


def _gate(est: Estimate, says: Language, sure: float) -> Figure:
    stages = stage_budgets(est, sure)
    means = says("figure: gate means", of_ten=says.number(10 * sure))
    if len(stages) < 2:  # go-live alone
        return Figure("gate", "–", says("figure: gate none"), means, "to_go_live")
    first = stages.iloc[0]
    months = float(first["months_at_confidence"])
    scope = says(
        "figure: gate scope",
        gate=str(first["meaning"]),
        when=month_after(est.assumptions.calendar, months, says) or says("month counted", number=says.plain(months)),
        ends=says.share(float(first["ends"])),
    )
    return Figure("gate", says.amount(float(first["until"]), est.assumptions.currency), scope, means, "to_go_live")


def _joint(est: Estimate, says: Language, address: Address) -> Figure:
    budget, months = address.budget, address.deadline
    told = {
        "budget": says.exact_amount(budget, est.assumptions.currency),
        "months": says.length(months or 0.0),
    }
    key = {
        (True, True): "figure: joint scope",
        (True, False): "figure: joint budget",
        (False, True): "figure: joint date",
        (False, False): "figure: joint none",
    }[budget is not None, months is not None]
    if budget is None and months is None:
        value = "–"
    else:
        endless = float("inf")
        value = says.share(est.joint_confidence(budget or endless, months or endless))
    return Figure("joint", value, says(key, **told), says("figure: joint means"), "to_go_live")


def key_figures(shown: list[Figure], says: Language) -> Markup:
    """The figures side by side."""
    return tag("dl", *(_figure(figure, says) for figure in shown), class_="cm-key-figures")


def _figure(figure: Figure, says: Language) -> Markup:
    name = figure.name or says(f"figure: {figure.key}")
    value = tag(
        "button",
        figure.value,
        type="button",
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
        tag("dd", figure.scope, class_="cm-scope"),
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
