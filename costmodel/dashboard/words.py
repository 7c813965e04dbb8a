"""What the page says about an estimate: the headline, four key figures, and a sentence under each picture."""

from dataclasses import dataclass

from costmodel import AssumptionsError, Estimate
from costmodel.dashboard.case import FIRST_ESTIMATE
from costmodel.pictures.formats import exact_money, money, months, percent, short_money
from costmodel.pictures.markup import Markup, join, tag

P80 = "P80: of a hundred initiatives like this one, eighty stay within this amount and twenty exceed it."
MEDIAN = "Half of all initiatives like this one cost less, half cost more (the median)."


# Whose estimate it is where none was typed: that of the scenario, or else the prototype's lines.
BASES = {
    True: "No amount typed: this is the one that the scenario tells of",
    False: "No amount typed: the lines of the prototype stand for your estimate",
}


@dataclass(frozen=True)
class Figure:
    """One of the key figures: what it is called, what it says, what it covers, and how it is to be read."""

    name: str
    value: str
    scope: str
    meaning: str


def sentence(est: Estimate) -> str:
    """The headline as plain text."""
    return (
        f"Your estimate of {_first(est)} covers {percent(est.covered)} of the likely cost to go-live; "
        f"the chance of staying within it is {percent(est.chance_within)}."
    )


def headline(est: Estimate, typed: bool) -> Markup:
    """The sentence that matters, and what it rests on."""
    likely = money(est.quantile(0.5, of="to_go_live"))
    basis = "Your own amount" if typed else BASES[est.assumptions[FIRST_ESTIMATE].likeliest > 0]
    return tag(
        "div",
        tag(
            "h1",
            "Your estimate of ",
            tag("b", _first(est)),
            " covers ",
            tag("b", percent(est.covered)),
            " of the likely cost to ",
            tag("span", "go-live", class_="cm-whole"),
            "; the chance of staying within it is ",
            tag("b", percent(est.chance_within)),
            ".",
        ),
        tag("p", f"{basis}; the likely cost to go-live is {likely}. ", hint(MEDIAN), class_="cm-note"),
        class_="cm-headline",
    )


def figures(est: Estimate) -> list[Figure]:
    """The four figures that a project lead takes along."""
    early, late = (est.quantile(share, of="go_live") for share in (0.1, 0.9))
    return [
        Figure(
            "Budget to go-live",
            money(est.quantile(0.8, of="to_go_live")),
            "at 80 % confidence; operation not included",
            P80,
        ),
        Figure(
            "Running cost",
            money(float(est.run_cost_per_year.mean())),
            "a year, from go-live on",
            "The mean of all that is spent after go-live, divided by the years of operation.",
        ),
        Figure(
            "Go-live",
            months(est.quantile(0.5, of="go_live")),
            f"from the start; eight in ten take {early:.0f} to {late:.0f}",
            "Half of all initiatives like this one take longer (the median); stops are left aside.",
        ),
        Figure(
            "Reaches production",
            percent(est.reaches_production),
            "of all starts; gates and stops counted",
            "The chance that the initiative is neither stopped at a gate nor ended by a risk before go-live.",
        ),
    ]


def key_figures(est: Estimate) -> Markup:
    """The four figures side by side."""
    return tag("dl", *map(_figure, figures(est)), class_="cm-key-figures")


def _figure(figure: Figure) -> Markup:
    return tag(
        "div",
        tag("dt", figure.name, " ", hint(figure.meaning)),
        tag("dd", figure.value, class_="cm-value"),
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


def about_iceberg(est: Estimate) -> str:
    """How far the prototype is from the whole."""
    whole, prototype = float(est.to_go_live.mean()), float(est.layers["prototype"].mean())
    return (
        f"Only what is above the water is in a prototype: {short_money(prototype)} of {short_money(whole)} "
        "(mean cost to go-live). Below it are what any software needs and what machine learning adds."
    )


def about_distribution(est: Estimate) -> str:
    """What the histogram says in one sentence."""
    return (
        f"Half of all courses cost at most {short_money(est.quantile(0.5, of='to_go_live'))} to go-live, "
        f"eight in ten at most {short_money(est.quantile(0.8, of='to_go_live'))}. The curve is the chance of "
        "staying within an amount; the dearest hundredth is not drawn."
    )


def about_categories(est: Estimate) -> str:
    """How the whole life divides."""
    total, after = float(est.total.mean()), float(est.after_go_live.mean())
    share = after / total if total else 0.0
    return (
        f"Over the whole life {short_money(total)} in the mean; {percent(share)} of it falls due "
        "after go-live, in no project budget."
    )


def about_timeline(est: Estimate) -> str:
    """How much of the time nobody works on it."""
    return (
        f"{percent(est.share_waiting)} of the time to go-live is waiting on the path that decides it. "
        "Bars are means; the shaded band holds eight of ten go-live dates."
    )


def provenance(est: Estimate, case: str, at_rest: bool) -> Markup:
    """What these figures are of, and what it takes to get them again; the hash only at rest, for it takes its time."""
    what = f"{est.samples:,} simulated courses of this initiative, in constant prices, undiscounted."
    how = f" Seed {est.seed}, version {est.version}, fingerprint {est.fingerprint}." if at_rest else ""
    return tag("div", tag("p", case, class_="cm-note"), tag("p", what + how, class_="cm-note"))


def _first(est: Estimate) -> str:
    given = est.first_estimate
    return exact_money(given) if given == round(given) else money(given)


def broken(faults: AssumptionsError) -> Markup:
    """The page that stands in for the dashboard while the assumptions have faults."""
    return tag(
        "div",
        tag("h1", "The assumptions cannot be used as they are"),
        tag("ul", *(tag("li", str(one)) for one in faults.faults)),
        tag("p", "Mend them and reload this page."),
        class_="cm-page cm-broken",
        role="alert",
    )


def fault(message: str) -> Markup:
    """What went wrong, in words; the figures stay as they were."""
    return join(tag("p", message, role="alert", class_="cm-fault"))
