"""The page of several initiatives: what a viewer does to it arrives here, and what it then shows goes out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from costmodel import estimate_portfolio
from costmodel.dashboard.at_rest import BREATH, WorkAtRest
from costmodel.dashboard.portfolio.looked_at import MOST_PEOPLE, LookedAt, is_asked, read_query, years_of
from costmodel.dashboard.portfolio.screen import PortfolioScreen
from costmodel.dashboard.serving.log import log_error
from costmodel.dashboard.state.address import CONFIDENCES, LARGEST
from costmodel.dashboard.state.downloads import File
from costmodel.dashboard.state.today import today
from costmodel.dashboard.state.told import Message, Refused, Told, impossible, number, text
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import languages
from costmodel.language.typed import read_money, read_number
from costmodel.report.portfolio_contents import Asked, PortfolioContents
from costmodel.report.who import file_stem

SAMPLES = 2_048  # of which standard errors can be told; the same while something moves and at rest
KEPT = 12  # estimates with other people that are kept
PAUSE = 0.15  # seconds without a move that count as rest
BY_ITSELF = ("ready", "sight", "width", "closed")  # what the browser says unasked, and this page does not need

Send = Callable[[dict[str, Any], list[bytes]], None]


class PortfolioPage:
    """One viewer's page.

    Args:
        address: the query string under which the page was opened; it asks for a portfolio that is known.
        send: takes what the browser is to show.

    Attributes:
        looked_at: all that the page depends on.
        screen: what is on the page.

    Raises:
        AssumptionsError: every fault in the file of the portfolio.
    """

    def __init__(self, address: str, send: Send) -> None:
        self._send = send
        self.looked_at = read_query(address)
        self._known: dict[tuple[tuple[str, float], ...], PortfolioContents] = {}
        self._steps = 0
        self._at_rest = WorkAtRest(self, "the page of a portfolio")
        self.screen = PortfolioScreen(self.says)
        self._draw(self.looked_at)

    @property
    def says(self) -> Language:
        """The language of the page."""
        return language_of(self.looked_at.language)

    def receive(self, message: object, _buffers: Sequence[Any] = ()) -> None:
        """Do what the browser asks for and show what follows; whatever arrives, it gets an answer."""
        sent: Message = message if isinstance(message, dict) else {}
        what = sent.get("do")
        try:
            if what not in BY_ITSELF:
                self.screen.fault(None)
            self._do(what if isinstance(what, str) else "", sent)
        except (Refused, ValueError) as error:
            self.screen.fault(Told(str(error)))
            for role in self.looked_at.portfolio.people:
                self.screen.put_back(self.looked_at, role)
        except (ArithmeticError, MemoryError) as fault:
            self.screen.fault(Told(impossible(fault, self.says)))
        except Exception as error:  # noqa: BLE001  told, logged, and the page stays
            log_error("the page of a portfolio", error)
            self.screen.fault(Told(self.says("fault: unexpected")))
        self._flush(number=sent.get("number"))

    def _do(self, what: str, sent: Message) -> None:
        if what == "ready":
            self._show(self.looked_at)
        elif what == "download":
            self.screen.give(self._file(text(sent, "name", self.says, WRITERS)))
        elif what == "visit":
            typed = text(sent, "query", self.says)
            if is_asked(typed):
                self._show(read_query(typed))
        elif what in MOVES:
            after = MOVES[what](self.looked_at, sent, self.says)
            self._steps += after != self.looked_at
            self._show(after)
        elif what not in BY_ITSELF:
            raise Refused(self.says("fault: request"))

    # -- showing ------------------------------------------------------------------------------------------------------

    def contents(self, looked_at: LookedAt) -> PortfolioContents:
        """What is said of a portfolio with its people, budgets and confidence; the people decide what is computed."""
        people = tuple(sorted(looked_at.people.items()))
        asked, says = Asked(looked_at.confidence, budgets=looked_at.money), language_of(looked_at.language)
        found = self._known.pop(people, None)
        if found is None:
            est = estimate_portfolio(looked_at.staffed, SAMPLES)
            found = PortfolioContents(est, says, asked, today())
        elif (found.asked, found.says) != (asked, says):
            found = found.otherwise(asked, says)
        self._known[people] = found
        while len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return found

    def _base(self) -> PortfolioContents:
        return self.contents(replace(self.looked_at, people={}))

    def _draw(self, looked_at: LookedAt) -> None:
        """What is known at once; until the browser is ready for more, nothing else is made that it would not hear."""
        of = self.contents(looked_at)
        self.looked_at = looked_at
        self.screen.show(looked_at, of, self._base(), self._steps)

    def _show(self, looked_at: LookedAt) -> None:
        self._draw(looked_at)
        self._at_rest.begin_anew()

    def rest(self) -> None:
        """All that takes longer, at once: without a browser nobody waits."""
        for _ in self._resting():
            pass

    def _resting(self) -> Iterator[None]:
        for _ in self.screen.at_rest(self.contents(self.looked_at), self._base()):
            self._flush()
            yield
        self._flush(rested=True)

    def after_a_move(self) -> Iterator[float]:
        """All that a move leaves for later, piece by piece, with the seconds in which the next move is waited for."""
        yield PAUSE
        for _ in self._resting():
            yield BREATH

    def failed(self, told: Told) -> None:
        """Say what went wrong at rest."""
        self.screen.fault(told)
        self._flush()

    def _flush(self, **more: Any) -> None:
        message, content = self.screen.taken()
        self._send({**message, **{key: value for key, value in more.items() if value is not None}}, content)

    def _file(self, kind: str) -> File:
        """A report of what is looked at."""
        of = self.contents(self.looked_at)
        with tempfile.TemporaryDirectory() as folder:
            path = WRITERS[kind](of, Path(folder) / f"portfolio.{kind}")
            return File(f"{file_stem(of.title, of.day)}.{kind}", TYPES[kind], path.read_bytes())


# -- what a viewer changes --------------------------------------------------------------------------------------------


def _slide(now: LookedAt, sent: Message, says: Language) -> LookedAt:
    role = text(sent, "name", says, now.portfolio.people)
    return _with_people(now, role, number(sent, "value", says), says)


def _number(now: LookedAt, sent: Message, says: Language) -> LookedAt:
    name, typed = text(sent, "name", says), text(sent, "text", says)
    if name in now.portfolio.people:
        return _with_people(now, name, read_number(typed, says), says)
    year = next((one for one in years_of(now.portfolio) if name == f"budget {one}"), None)
    if year is None:
        raise Refused(says("fault: request"))
    amount = read_money(typed, now.portfolio.currency, says) if typed.strip() else 0.0
    if amount > LARGEST:
        raise Refused(says("portfolio page: too much"))
    rest = {one: money for one, money in now.budgets.items() if one != year}
    same = amount == now.portfolio.budget.get(year, 0.0)
    return replace(now, budgets=rest if same else rest | {year: amount})


def _with_people(now: LookedAt, role: str, people: float, says: Language) -> LookedAt:
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused(says("portfolio page: too many", role=says.name(role), most=says.number(MOST_PEOPLE)))
    rest = {one: many for one, many in now.people.items() if one != role}
    same = people == now.portfolio.people[role][-1][1]
    return replace(now, people=rest if same else rest | {role: people})


def _field(now: LookedAt, sent: Message, says: Language) -> LookedAt:
    text(sent, "field", says, ["confidence"])
    return replace(now, confidence=float(text(sent, "value", says, [str(one) for one in CONFIDENCES])))


def _language(now: LookedAt, sent: Message, says: Language) -> LookedAt:
    return replace(now, language=text(sent, "name", says, languages()))


def _reset(now: LookedAt, sent: Message, says: Language) -> LookedAt:
    role = text(sent, "name", says, now.portfolio.people)
    return replace(now, people={one: many for one, many in now.people.items() if one != role})


def _reset_all(now: LookedAt, _sent: Message, _says: Language) -> LookedAt:
    return replace(now, people={}, budgets={})


Move = Callable[[LookedAt, Message, Language], LookedAt]
MOVES: dict[str, Move] = {
    "slide": _slide,
    "number": _number,
    "field": _field,
    "language": _language,
    "reset": _reset,
    "reset_all": _reset_all,
}


def _pdf(of: PortfolioContents, path: Path) -> Path:
    from costmodel.report.portfolio_papers import write_portfolio_pdf

    return write_portfolio_pdf(of, path)


def _xlsx(of: PortfolioContents, path: Path) -> Path:
    from costmodel.report.portfolio_papers import write_portfolio_workbook

    return write_portfolio_workbook(of, path)


def _html(of: PortfolioContents, path: Path) -> Path:
    from costmodel.report.portfolio_papers import write_portfolio_html

    return write_portfolio_html(of, path)


WRITERS: dict[str, Callable[[PortfolioContents, Path], Path]] = {"pdf": _pdf, "xlsx": _xlsx, "html": _html}
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
