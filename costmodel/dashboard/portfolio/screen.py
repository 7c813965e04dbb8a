"""What is on the page of several initiatives: it is drawn from a report's contents, region by region."""

from __future__ import annotations

from collections.abc import Iterator

from costmodel.dashboard.portfolio import alone, controls, view
from costmodel.dashboard.portfolio.cards import CARDS
from costmodel.dashboard.portfolio.looked_at import LookedAt, query, years_of
from costmodel.dashboard.regions import Regions
from costmodel.dashboard.state.told import Told
from costmodel.dashboard.view.alerts import alert
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.portfolio_contents import PortfolioContents
from costmodel.report.portfolio_tables import there_are


class PortfolioScreen(Regions):
    """The page of one viewer.

    Attributes:
        says: its language.
    """

    def __init__(self, says: Language) -> None:
        super().__init__()
        self.says = says
        self._laid = False

    def show(self, looked_at: LookedAt, of: PortfolioContents, base: PortfolioContents, steps: int) -> None:
        """All that is known at once; what takes longer keeps its place.

        Args:
            looked_at: what is looked at.
            of: its contents.
            base: those of the portfolio as its file has it.
            steps: how many steps of the viewer led here.
        """
        another = not self._laid or self.says is not of.says
        self.says, self._laid = of.says, True
        self.region("chosen", view.chosen(looked_at, of))
        self.region("tools", view.tools(of))
        self.region("paper", join(tag("p", of.title, class_="cm-brand"), tag("p", of.under)))
        if another:
            self.region("people-levers", controls.people(looked_at, of))
            self.region("budgets", controls.budgets(looked_at, of))
        self.region("alone", alone.links(looked_at, of))
        self._place(looked_at, of)
        waited = "waits" in vars(of)
        self.region("head", view.head(of, base, waited=waited))
        for card in CARDS:
            if waited or not card.slow:
                self.region(card.key, card.markup(of))
            elif card.key not in self.shown:  # else what was there stays, dimmed, until there is something new
                self.region(card.key, card.pending(of))
        self.region("foot", view.foot(of))
        self.tell(language=of.says.code, title=of.title, query=query(looked_at), step=steps, moving=True, all=True)

    def _place(self, looked_at: LookedAt, of: PortfolioContents) -> None:
        """Where sliders stand, and what stands beside people and budgets."""
        for role in looked_at.portfolio.people:
            self.put_back(looked_at, role)
            there = of.says("portfolio page: there are", people=there_are(looked_at.steps(role), of))
            self.region(f"steps-{role}", join(there))
        for year in years_of(looked_at.portfolio):
            self._message.setdefault("levers", {})[f"budget {year}"] = vars(controls.typed(looked_at, year, of.says))
            self.region(f"kept-{year}", join(controls.kept(year, of)))

    def put_back(self, looked_at: LookedAt, role: str) -> None:
        """Tell the browser where the slider of a role stands."""
        place = controls.place_of(looked_at, role, self.says)
        self._message.setdefault("levers", {})[role] = vars(place)

    def at_rest(self, of: PortfolioContents, base: PortfolioContents) -> Iterator[None]:
        """What takes longer, piece by piece: waits, the choice, one more person of each role, tables."""
        self.region("carried", view.carried(of))
        yield
        for card in CARDS:
            if card.key == "more" and of.est.portfolio.people:
                for role in of.waited_for:
                    of.more_of(role)
                    yield
            self.region(card.key, card.markup(of))
            self.region(f"{card.key}-data", card.details(of))
            if card.key == "people":
                self.region("head", view.head(of, base, waited=True))
            yield
        self.region("say", tag("span", of.headline))

    def fault(self, told: Told | None) -> None:
        """What went wrong; nothing where all is well."""
        self.region("fault", alert(told))

    def page(self) -> Markup:
        """The whole page with everything that is on it."""
        return view.frame(self.shown, self.says)
