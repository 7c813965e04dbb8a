"""What can be moved on the page of several initiatives: the people of each role, and the budgets of the years."""

from __future__ import annotations

from dataclasses import dataclass

from costmodel.dashboard.portfolio.looked_at import LookedAt, years_of
from costmodel.dashboard.view.levers import mini, slider_of
from costmodel.files.levers import Track
from costmodel.language.language import Language
from costmodel.language.symbols import symbol
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.portfolio_contents import PortfolioContents
from costmodel.report.portfolio_tables import there_are

MORE = 4.0  # people beyond those of the file, to whom a slider goes


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
    if year not in of.budgets or year not in of.each_year:
        return ""
    return of.says("portfolio page: kept", chance=of.says.percent(of.each_year[year]["chance"]))
