"""The page of several initiatives as markup: what is asked for, people and budgets to be moved, the frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from costmodel.dashboard.portfolio.cards import CARDS, Card
from costmodel.dashboard.portfolio.looked_at import LookedAt, years_of
from costmodel.dashboard.serving.access import way_out
from costmodel.dashboard.state.address import CONFIDENCES
from costmodel.dashboard.view.levers import button, choice, mini, slider_of
from costmodel.files.levers import Track
from costmodel.language.language import Language, spoken_languages
from costmodel.language.symbols import symbol
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.portfolio_contents import PortfolioContents
from costmodel.report.portfolio_tables import there_are

MORE = 4.0  # people beyond those of the file, to whom a slider goes
FILES = ("pdf", "xlsx", "html")


@dataclass(frozen=True)
class Place:
    """Where a slider stands: on its track, in words, and whether it has been moved."""

    place: float
    written: str
    says: str
    done: str
    moved: bool


def track_of(looked_at: LookedAt, role: str) -> Track:
    """The track of a role: from one person to some more than there are in the file."""
    home = looked_at.portfolio.people[role][-1][1]
    return Track(1.0, max(home, 1.0) + MORE, 1.0, home, 1.0)


def place_of(looked_at: LookedAt, role: str, says: Language) -> Place:
    """Where the slider of a role stands."""
    track, people = track_of(looked_at, role), looked_at.steps(role)[-1][1]
    at = min(max(people, track.low), track.high)
    share = (at - track.low) / (track.high - track.low)
    written = says.number(people)
    told = says("portfolio page: people of", people=written, role=says.name(role))
    return Place(at, written, told, f"{100 * share:.1f}%", role in looked_at.people)


def chosen(looked_at: LookedAt, of: PortfolioContents) -> Markup:
    """Which portfolio it is, and how sure the figures are to be."""
    says = of.says
    options = {str(sure): says("control: confidence option", of_ten=f"{10 * sure:.0f}") for sure in CONFIDENCES}
    options["0.5"] = says("control: confidence even")
    return join(
        tag("strong", of.title),
        tag("label", says("control: confidence"), for_="cm-confidence", class_="cm-told"),
        choice("confidence", options, str(looked_at.confidence)),
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

    def points(apart: float) -> str:
        return says("figure: points", points=("+" if round(apart) > 0 else "") + says.plain(apart))

    shown = [
        _figure(
            "money",
            says.amount(of.enough, of.currency),
            says(
                "portfolio page: money scope",
                of_ten=says.number(10 * sure),
                half=half,
            ),
            _apart(of.enough - base.enough, lambda apart: says.signed_amount(apart, of.currency), of, base),
            says,
        ),
        _figure(
            "date",
            of.month(late),
            says("portfolio page: date scope", of_ten=says.number(10 * sure), half=of.short_month(even)),
            _apart(late - base.est.quantile(sure, "go_live"), says.signed_length, of, base),
            says,
        ),
        _figure(
            "level",
            says.share(level),
            says("portfolio page: level scope", of_hundred=says.number(100 * sure)),
            _apart(100 * (level - base.est.own_level(sure)), points, of, base),
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


def people(looked_at: LookedAt, of: PortfolioContents) -> Markup:
    """A slider for the people of each role."""
    says = of.says
    if not looked_at.portfolio.people:
        return tag("p", says("portfolio waits: no limit"), class_="cm-note")
    return join(*(_person(looked_at, role, of) for role in looked_at.portfolio.people))


def _person(looked_at: LookedAt, role: str, of: PortfolioContents) -> Markup:
    says, place = of.says, place_of(looked_at, role, of.says)
    called = says.name(role)
    number = tag(
        "input", type="text", inputmode="decimal", autocomplete="off", value=place.written, data_number=role,
        id=f"cm-n-{role}", class_="cm-number", aria_label=says("portfolio page: people", role=called),
    )  # fmt: skip
    return tag(
        "div",
        tag("label", called, for_=f"cm-l-{role}"),
        tag("span", number, class_="cm-reading"),
        slider_of(role, track_of(looked_at, role), place, "cm-l-"),  # type: ignore[arg-type]
        mini("↺", "reset", role, says("portfolio page: reset", role=called), look=" cm-back"),
        tag("p", says("portfolio page: there are", people=there_are(looked_at.steps(role), of)), class_="cm-note",
            data_region=f"steps-{role}"),
        class_="cm-lever cm-moved" if place.moved else "cm-lever",
        data_row=role,
    )  # fmt: skip


def budgets(looked_at: LookedAt, of: PortfolioContents) -> Markup:
    """A field for the budget of each fiscal year."""
    says, rows = of.says, []
    for year in years_of(looked_at.portfolio):
        field = tag(
            "input", type="text", inputmode="decimal", autocomplete="off", data_number=f"budget {year}",
            value=typed(looked_at, year, says).written, id=f"cm-b-{year}",
        )  # fmt: skip
        rows.append(
            tag(
                "div",
                tag("label", f"{of.year(year)} ({symbol(of.currency)})", for_=f"cm-b-{year}"),
                field,
                tag("span", kept(year, of), class_="cm-note", data_region=f"kept-{year}"),
                class_="cm-plan-field",
                data_row=f"budget {year}",
            )
        )
    return join(*rows)


def typed(looked_at: LookedAt, year: int, says: Language) -> Place:
    """What stands in the field of a year's budget."""
    amount = looked_at.money.get(year)
    written = says.plain(amount) if amount else ""
    return Place(0.0, written, written, "0%", year in looked_at.budgets)


def kept(year: int, of: PortfolioContents) -> str:
    """How often the budget of a year is kept; empty where there is none."""
    if year not in of.budgets or year not in of.by_year.index:
        return ""
    return of.says("portfolio page: kept", chance=of.says.percent(float(of.by_year.loc[year, "chance"])))


def carried(of: PortfolioContents) -> Markup:
    """What the budgets carry, in a sentence."""
    return join(*(tag("p", one, class_="cm-note") for one in of.carried))


def foot(of: PortfolioContents, out: str | None = None) -> Markup:
    """What the figures are made of, and the way out where somebody logged in."""
    link = way_out() if out is None else out
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

    lost = tag(
        "div",
        tag("p", says("page: lost")),
        tag("button", says("page: reload"), type="button", data_do="reload", class_="cm-button"),
        class_="cm-lost-note",
        role="alert",
    )
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
    first, *below = CARDS
    top = tag("div", region("chosen", class_="cm-chosen"), region("tools", class_="cm-tools"), class_="cm-top")
    return tag(
        "div",
        region("paper", class_="cm-paper"),
        tag("div", top, region("head", class_="cm-head"), class_="cm-bar"),
        lost,
        region("fault", class_="cm-faults"),
        tag(
            "div",
            levers,
            tag("div", slot(first), class_="cm-pictures cm-pictures-beside", role="group",
                aria_label=says("page: pictures")),
            class_="cm-body cm-portfolio",
        ),
        tag("div", *(slot(card) for card in below), class_="cm-pictures cm-pictures-below", role="group",
            aria_label=says("page: pictures below")),
        region("foot", class_="cm-foot"),
        region("say", class_="cm-spoken", aria_live="polite"),
        region("tour", class_="cm-tour-place"),
        tag("dialog", region("sheet"), class_="cm-sheet"),
        class_="cm-page cm-several",
        lang=says.code,
    )  # fmt: skip
