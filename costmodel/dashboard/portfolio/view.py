"""The page of several initiatives as markup: what is asked for, what can be done with it, the frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from costmodel.dashboard.portfolio.cards import CARDS, Card
from costmodel.dashboard.portfolio.looked_at import LookedAt
from costmodel.dashboard.serving.access import way_out
from costmodel.dashboard.view.controls import confidences
from costmodel.dashboard.view.frame import lost_note
from costmodel.dashboard.view.levers import button
from costmodel.language.language import Language, spoken_languages
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.portfolio_contents import PortfolioContents

FILES = ("pdf", "xlsx", "html")


def chosen(looked_at: LookedAt, of: PortfolioContents) -> Markup:
    """Which portfolio it is, and how sure the figures are to be."""
    says = of.says
    return join(
        tag("strong", of.title),
        tag("label", says("control: confidence"), for_="cm-confidence", class_="cm-told"),
        confidences(looked_at.confidence, says),
    )


def tools(of: PortfolioContents) -> Markup:
    """The way back to a single initiative, what can be taken along, and the other languages."""
    says = of.says
    others = [one for one in spoken_languages() if one.code != says.code]
    back, working = "?" if says.code == "en" else f"?lang={says.code}", says("being worked out")
    return tag(
        "nav",
        tag("a", says("portfolio page: one initiative"), href=back, class_="cm-button"),
        *(
            button(says(f"portfolio page: {kind}"), "download", kind, data_working=working, id=f"cm-{kind}")
            for kind in FILES
        ),
        *(
            button(one.code.upper(), "language", one.code, id=f"cm-tool-language-{one.code}", lang=one.code,
                   title=one.grammar.name, aria_label=one.grammar.name)
            for one in others
        ),
        aria_label=of.title,
    )  # fmt: skip


def head(of: PortfolioContents, base: PortfolioContents, *, waited: bool) -> Markup:
    """What is asked for, always in sight, each figure with its difference to the portfolio as its file has it.

    Args:
        of: what is on the page.
        base: as the file has it.
        waited: whether it is known what waiting for people costs.
    """
    says, est, sure = of.says, of.est, of.confidence
    late, even = (est.quantile(share, "go_live") for share in (sure, 0.5))
    half = says.short_amount(est.quantile(0.5, "to_go_live"), of.currency)
    level = est.own_level(sure)

    shown = [
        _figure(
            "money",
            says.amount(of.enough, of.currency),
            says("portfolio page: money scope", odds=says.of_ten(sure), half=half, even=says.of_ten(0.5)),
            _apart(of.enough - base.enough, lambda apart: says.signed_amount(apart, of.currency), of, base),
            says,
        ),
        _figure(
            "date",
            of.month(late),
            says(
                "portfolio page: date scope",
                odds=says.of_ten(sure),
                half=of.short_month(even),
                even=says.of_ten(0.5),
            ),
            _apart(late - base.est.quantile(sure, "go_live"), says.signed_length, of, base),
            says,
        ),
        _figure(
            "level",
            says.share(level),
            says("portfolio page: level scope", share=says.share(sure)),
            _apart(level - base.est.own_level(sure), lambda apart: says.signed_points(apart, 0), of, base),
            says,
        ),
        _waits(of, waited=waited),
    ]
    return join(
        tag("h1", of.headline, class_="cm-told"),
        tag("dl", *shown, class_="cm-key-figures"),
    )


def _waits(of: PortfolioContents, *, waited: bool) -> Markup:
    says = of.says
    if not of.est.portfolio.people:
        return _figure("waits", "–", says("portfolio waits: no limit"), "", says)
    if not waited:
        return _figure("waits", "…", says("being worked out"), "", says)
    later = float((of.est.go_live - of.est.with_people_enough.go_live).mean())
    money = says.amount(float(of.waits["money"].sum()), of.currency)
    return _figure("waits", money, says("portfolio page: waits scope", months=says.length(later)), "", says)


def _apart(difference: float, written: Callable[[float], str], of: PortfolioContents, base: PortfolioContents) -> str:
    """By how much a figure differs from the file; empty where the people are those of the file."""
    if of.est is base.est:
        return ""
    told = written(difference)
    return told if told != written(0.0) else of.says("figure: same")


def _figure(key: str, value: str, scope: str, apart: str, says: Language) -> Markup:
    return tag(
        "div",
        tag("dt", says(f"portfolio page: {key}")),
        tag("dd", value, class_="cm-value", id=f"cm-figure-{key}"),
        tag("dd", apart, class_="cm-apart", id=f"cm-apart-{key}"),
        tag("dd", scope, class_="cm-scope", title=scope),
    )


def carried(of: PortfolioContents) -> Markup:
    """What the budgets carry, in a sentence."""
    return join(*(tag("p", one, class_="cm-note") for one in of.carried))


def foot(of: PortfolioContents) -> Markup:
    """What the figures are made of, and the way out where somebody logged in."""
    link = way_out()
    leave = [tag("a", of.says("foot: log out"), href=link)] if link else []
    return join(tag("p", of.provenance, class_="cm-note"), tag("p", of.under, class_="cm-note"), *leave)


def frame(shown: Mapping[str, Markup], says: Language) -> Markup:
    """The whole page with everything that is on it."""

    def region(name: str, **attributes: str) -> Markup:
        return tag("div", shown.get(name, join()), data_region=name, **attributes)

    def slot(card: Card) -> Markup:
        return tag(
            "div",
            region(card.key),
            region(f"{card.key}-data", class_="cm-slot-data"),
            class_=f"cm-slot cm-slot-{card.key} {'cm-slow' if card.slow else 'cm-live'}",
            data_card=card.key,
        )

    lost = lost_note(says)
    levers = tag(
        "div",
        tag(
            "section",
            tag(
                "div",
                tag("h2", says("portfolio page: who there is")),
                button(says("portfolio page: as in the file"), "reset_all", id="cm-reset-all", look="cm-quiet"),
                class_="cm-levers-head",
            ),
            region("people-levers"),
            class_="cm-controls",
        ),
        tag(
            "section",
            tag("h2", says("portfolio page: budgets")),
            region("budgets", class_="cm-portfolio-budgets"),
            region("carried"),
            class_="cm-controls",
        ),
        class_="cm-levers-side",
        role="group",
        aria_label=says("page: controls"),
    )
    look = "cm-controls cm-elsewhere"
    alone = tag("section", tag("h2", says("portfolio page: alone")), region("alone"), class_=look)
    first, *below = CARDS
    top = tag("div", region("chosen", class_="cm-chosen"), region("tools", class_="cm-tools"), class_="cm-top")
    return tag(
        "div",
        region("paper", class_="cm-paper"),
        tag("div", top, region("head", class_="cm-head"), class_="cm-sticky"),
        lost,
        region("fault", class_="cm-faults"),
        tag(
            "div",
            levers,
            tag("div", slot(first), alone, class_="cm-pictures cm-pictures-beside", role="group",
                aria_label=says("page: pictures")),
            class_="cm-body cm-portfolio",
        ),
        tag("div", *(slot(card) for card in below), class_="cm-pictures cm-pictures-below", role="group",
            aria_label=says("page: pictures below")),
        region("foot", class_="cm-foot"),
        region("say", class_="cm-spoken", aria_live="polite"),
        tag("dialog", region("sheet"), class_="cm-sheet"),
        class_="cm-page cm-several",
        lang=says.code,
    )  # fmt: skip
