"""What opens over the page: what is behind a figure, the search, an assumption, save and share, the introduction.

As in moves.py, each is a function from the page's state and what the browser has sent to another state.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from costmodel import AssumptionsError
from costmodel.beliefs.units import currency_of
from costmodel.dashboard.moves import Move
from costmodel.dashboard.state.address import PLACES, Address
from costmodel.dashboard.state.case import Case, read_case
from costmodel.dashboard.state.page import Sheet, State
from costmodel.dashboard.state.told import Message, Refused, Told, Where, file_refused, hardly_meant, text
from costmodel.dashboard.view import tour
from costmodel.dashboard.view.behind import behind
from costmodel.dashboard.view.belief_fields import typed_belief
from costmodel.dashboard.view.sums import asked_lines
from costmodel.files.opening import LARGEST_TEXT
from costmodel.files.scenario import sentence
from costmodel.language.faults import told
from costmodel.language.language import Language
from costmodel.language.typed import read_number

LONGEST_SEARCH = 100
LONGEST_FILE_NAME = 80


# -- sheets -----------------------------------------------------------------------------------------------------------


def _open(state: State, what: str, of: str = "") -> State:
    return replace(state, sheets=(*state.sheets, Sheet(what, of)), kind=None)


def sources(state: State, sent: Message) -> State:
    """What is behind a figure."""
    return _open(state, "sources", text(sent, "of", state.says, behind()))


def lines(state: State, sent: Message) -> State:
    """The cost lines behind a line of a sum, each with its formula."""
    of = text(sent, "of", state.says)
    if not asked_lines(of):
        raise Refused(state.says("fault: request"))
    return _open(state, "lines", of)


def assumption(state: State, sent: Message) -> State:
    """One assumption."""
    return _open(state, "assumption", text(sent, "name", state.says, state.address.case.start()))


def expert(state: State, _sent: Message) -> State:
    """All assumptions."""
    return _open(state, "search")


def share(state: State, _sent: Message) -> State:
    """Save and share."""
    return _open(state, "share")


def changes(state: State, _sent: Message) -> State:
    """All that was changed, and what each change does."""
    return _open(state, "changes")


def search(state: State, sent: Message) -> State:
    """Words were typed into the search."""
    words = text(sent, "text", state.says)[:LONGEST_SEARCH]
    if state.sheet is None or state.sheet.what != "search":
        return state
    return replace(state, sheets=(*state.sheets[:-1], Sheet("search", words)))


def back(state: State, _sent: Message) -> State:
    """Back to the sheet before."""
    return replace(state, sheets=state.sheets[:-1] if len(state.sheets) > 1 else state.sheets, kind=None)


def closed(state: State, _sent: Message) -> State:
    """The sheet was closed."""
    return replace(state, sheets=(), kind=None)


def kind(state: State, sent: Message) -> State:
    """Another reading was chosen for the fields of an assumption."""
    return replace(state, kind=text(sent, "value", state.says))


def believe(state: State, sent: Message) -> State:
    """Another belief was typed on the sheet of an assumption."""
    says, case = state.says, state.address.case
    start = case.start()
    name, reading = text(sent, "name", says, start), text(sent, "kind", says)
    currency = currency_of(start[name].unit)
    try:
        typed = typed_belief(start[name], reading, sent, partial(read_number, code=says, currency=currency))
        after = case.putting(name, typed)
        asked = hardly_meant(after.assumptions(state.address.language), "sheet", says, [name])
    except ValueError as fault:
        raise Refused(_sentence(fault, says)) from fault
    return replace(state, address=replace(state.address, case=after), kind=None, told=asked)


def restore(state: State, sent: Message) -> State:
    """The assumption on the sheet goes back to where the scenario has it."""
    case = state.address.case
    after = case.resetting([text(sent, "name", state.says, case.start())])
    return replace(state, address=replace(state.address, case=after), kind=None)


def _sentence(fault: ValueError, says: Language) -> str:
    """What is wrong, without the trimmings of a library."""
    if isinstance(fault, AssumptionsError):
        return "; ".join(told(one.text, says) for one in fault.faults)
    return told(sentence(fault), says)


# -- files ------------------------------------------------------------------------------------------------------------


def load(state: State, sent: Message) -> State:
    """A scenario file takes the place of the case, or its faults are told and nothing changes."""
    case, asked = _read(state, sent, "file")
    there = replace(state.address, case=case)
    return replace(state.without_introduction, address=there, ranked=case, sheets=(), kind=None, told=asked)


def load_beside(state: State, sent: Message) -> State:
    """A scenario file is kept beside the page, or its faults are told and nothing changes."""
    if len(state.address.cases) == len(PLACES):
        raise Refused(state.says("side by side: full", most=str(len(PLACES))))
    case, asked = _read(state, sent, "cases")
    return replace(state.without_introduction, address=state.address.keeping(case), told=asked)


def _read(state: State, sent: Message, where: Where) -> tuple[Case, Told | None]:
    """The case of a file, and what is asked about its numbers.

    Raises:
        Refused: everything that is wrong with it.
    """
    says, size = state.says, sent.get("size")
    name = str(sent.get("file", "")).replace("\\", "/").rsplit("/", 1)[-1][:LONGEST_FILE_NAME]
    given = sent.get("content")
    content = given if isinstance(given, bytes | bytearray | memoryview) else b""  # all else is no file of a browser's
    if max(len(content), size if isinstance(size, int | float) else 0) > LARGEST_TEXT:
        raise Refused(says("fault: file size", file=name, most=says.number(LARGEST_TEXT / 1_000_000)))
    try:
        case = read_case(bytes(content), name)
        return case, hardly_meant(case.assumptions(state.address.language), where, says)
    except AssumptionsError as faults:
        raise file_refused(name, faults, says) from faults


# -- the browser's window ---------------------------------------------------------------------------------------------


def ready(state: State, sent: Message) -> State:
    """The browser shows the page; to somebody new the introduction is given, and after a reload it goes on."""
    shown = replace(state, wide=bool(sent["wide"]) if "wide" in sent else None)
    resumed = sent.get("resume")
    if isinstance(resumed, int) and 0 <= resumed < len(tour.STEPS):
        return _at(shown, resumed)
    return introduce(shown, {"name": "start"}) if sent.get("new") is True else shown


def width(state: State, sent: Message) -> State:
    """The window has become wide or narrow."""
    return replace(state, wide=bool(sent.get("wide")))


def sight(state: State, sent: Message) -> State:
    """Other cards have come into sight: they are drawn first from now on."""
    cards = sent.get("cards")
    if not isinstance(cards, list):
        raise Refused(state.says("fault: request"))
    return replace(state, in_sight=frozenset(map(str, cards)))


# -- the introduction -------------------------------------------------------------------------------------------------


def introduce(state: State, sent: Message) -> State:
    """The introduction begins, goes on, goes back or ends; at its last step the viewer's own case is there again."""
    name, last = text(sent, "name", state.says), len(tour.STEPS) - 1
    if name == "start":
        step = 0
    elif state.step is None:
        return state
    elif name == "end" or (name == "next" and state.step == last):
        return _own(state).without_introduction
    else:
        step = max(state.step + (1 if name == "next" else -1), 0)
    return _at(state, step)


def _at(state: State, step: int) -> State:
    """The introduction at a step."""
    if step == len(tour.STEPS) - 1:
        return replace(_own(state), step=step)
    before = state.before or state.address
    return replace(state, address=Address(tour.STORY, before.language), ranked=tour.STORY, before=before, step=step)


def _own(state: State) -> State:
    """The viewer's own case where the introduction has put its story."""
    if state.before is None:
        return state
    return replace(state, address=state.before, ranked=state.before.case, before=None)


DOES: dict[str, Move] = {
    one.__name__: one
    for one in (
        *(sources, lines, assumption, expert, share, changes, search, back, closed, kind, believe, restore),
        *(load, load_beside, ready, width, sight),
    )
}
DOES["tour"] = introduce
