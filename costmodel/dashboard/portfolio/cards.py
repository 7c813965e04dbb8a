"""The cards of the page of several initiatives: the pictures of the report, each with its figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from costmodel.dashboard.cards.card import folded, keeps
from costmodel.pictures.canvas import label, picture
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report import portfolio_pictures as pictures
from costmodel.report import portfolio_tables as tables
from costmodel.report.drawing import Picture
from costmodel.report.portfolio_contents import PortfolioContents
from costmodel.report.tables import Table

PENDING = 260.0  # pixels that a card keeps until its figures are there


@dataclass(frozen=True)
class Card:
    """A card: its key in the page, its picture, its table, and whether its figures take longer."""

    key: str
    title: str
    draw: Callable[[PortfolioContents], Picture | None]
    table: Callable[[PortfolioContents], Table]
    slow: bool = False

    def markup(self, of: PortfolioContents) -> Markup:
        """The whole card but its table; where there is nothing to show, why."""
        found = self.draw(of)
        title = of.says(self.title)
        if found is None:
            return _figure(self.key, title, join(), of.says(f"{self.title}: nothing"), join())
        return _figure(self.key, title, found.drawn, found.says, keeps(self.key, title, of.says))

    def pending(self, of: PortfolioContents) -> Markup:
        """The place of the card while its figures are worked out."""
        told = of.says("being worked out")
        place = picture("pending", PENDING, told, label("50%", PENDING / 2, told, "cm-muted", "middle"))
        return _figure(self.key, of.says(self.title), place, "", join(), busy=True)

    def details(self, of: PortfolioContents) -> Markup:
        """Its figures as a table, folded; empty where there are none."""
        found = self.table(of)
        return folded(self.key, of.says(self.title), found, of.says, of.currency) if found.rows else join()


CARDS = (
    Card("timeline", "portfolio calendar", pictures.calendar, tables.initiatives),
    Card("years", "portfolio years", pictures.years, tables.years),
    Card("frontier", "portfolio frontier", pictures.frontier, tables.frontier, slow=True),
    Card("people", "portfolio people", pictures.waits, tables.people, slow=True),
    Card("more", "portfolio more", pictures.one_more, tables.more, slow=True),
)


def _figure(key: str, title: str, drawn: Markup, sentence: str, ways: Markup, *, busy: bool = False) -> Markup:
    return tag(
        "figure",
        tag("h2", title),
        tag("div", drawn, class_="cm-plot"),
        tag("figcaption", tag("p", sentence), tag("div", ways, class_="cm-card-ways")),
        class_=f"cm-card cm-card-{key}",
        id=f"cm-{key}",
        aria_busy="true" if busy else "false",
    )
