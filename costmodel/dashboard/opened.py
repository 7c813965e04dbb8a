"""What opens over the page: what is behind a figure, the search, an assumption, save and share, the introduction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from costmodel import AssumptionsError
from costmodel.dashboard.state import downloads as files
from costmodel.dashboard.state.address import State, query
from costmodel.dashboard.state.case import read_case
from costmodel.dashboard.state.refused import Refused
from costmodel.dashboard.state.work import AT_REST
from costmodel.dashboard.view import sheets, tour
from costmodel.dashboard.view.belief_fields import typed_belief
from costmodel.dashboard.view.share import share_sheet
from costmodel.files.nodes import LARGEST_FILE
from costmodel.language.typed import read_number
from costmodel.pictures.markup import Markup, join

if TYPE_CHECKING:
    from costmodel.dashboard.app import Dashboard

Message = Mapping[str, Any]
Buffers = Sequence[Any]
LONGEST_SEARCH = 100
LONGEST_FILE_NAME = 80


@dataclass
class Opened:
    """What is open.

    Attributes:
        sheets: the sheet over the page and those that it leads back to, each with what it is of.
        kind: the reading that was chosen on the sheet of an assumption, None for its own.
        step: of the introduction, None without.
        before: the state that the introduction gives back.
    """

    sheets: list[tuple[str, str]] = field(default_factory=list)
    kind: str | None = None
    step: int | None = None
    before: State | None = None


# -- sheets -----------------------------------------------------------------------------------------------------------


def sources(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """What is behind a figure."""
    _open(page, "sources", str(sent["of"]))


def assumption(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """One assumption."""
    _open(page, "assumption", str(sent["name"]))


def expert(page: Dashboard, _sent: Message, _buffers: Buffers) -> None:
    """All assumptions."""
    _open(page, "search", "")


def share(page: Dashboard, _sent: Message, _buffers: Buffers) -> None:
    """Save and share."""
    _open(page, "share", "")


def _open(page: Dashboard, what: str, of: str) -> None:
    page.opened.kind = None
    page.opened.sheets.append((what, of))
    try:
        draw(page)
    except (LookupError, ValueError):
        page.opened.sheets.pop()
        raise
    page.screen.tell(sheet=True)


def search(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """Words were typed into the search."""
    text, screen = str(sent["text"])[:LONGEST_SEARCH], page.screen
    if page.opened.sheets and page.opened.sheets[-1][0] == "search":
        page.opened.sheets[-1] = ("search", text)
    screen.region("found", sheets.found(text, screen.now, screen.texts, screen.says))


def back(page: Dashboard, _sent: Message, _buffers: Buffers) -> None:
    """Back to the sheet before."""
    if len(page.opened.sheets) > 1:
        page.opened.sheets.pop()
    page.opened.kind = None
    draw(page)


def closed(page: Dashboard, _sent: Message, _buffers: Buffers) -> None:
    """The sheet was closed."""
    page.opened.sheets.clear()
    page.opened.kind = None


def kind(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """Another reading was chosen for the fields of an assumption."""
    page.opened.kind = str(sent["value"])
    draw(page)


def draw(page: Dashboard, fault: Markup | None = None) -> None:
    """Draw the sheet that is open, if one is."""
    if not page.opened.sheets:
        return
    (what, of), leads_back = page.opened.sheets[-1], len(page.opened.sheets) > 1
    screen, case = page.screen, page.state.case
    now, texts, says = screen.now, screen.texts, screen.says
    if what == "sources":
        drawn = sheets.sources(of, screen.seen.est, texts, says, back=leads_back)
    elif what == "assumption":
        drawn = sheets.assumption(
            of, now, case, texts, says, kind=page.opened.kind, fault=fault or join(), back=leads_back
        )
    elif what == "search":
        drawn = sheets.search(of, now, texts, says, back=leads_back)
    else:
        drawn = sheets.framed(says("share: title"), says, *share_sheet(case, query(page.state), says))
    screen.region("sheet", drawn)


def believe(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """Another belief was typed on the sheet of an assumption."""
    name, says, case = str(sent["name"]), page.screen.says, page.state.case
    try:
        belief = typed_belief(case.start()[name], str(sent["kind"]), sent, lambda text: read_number(text, says.code))
        page.show(replace(page.state, case=case.putting(name, belief)))
    except ValueError as fault:
        draw(page, page.screen.alert(_sentence(fault)))
        return
    page.opened.kind = None
    draw(page)


def restore(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """The assumption on the sheet goes back to where the scenario has it."""
    page.show(replace(page.state, case=page.state.case.resetting([str(sent["name"])])))
    page.opened.kind = None
    draw(page)


def _sentence(fault: ValueError) -> str:
    """What is wrong, without the trimmings of a library."""
    if isinstance(fault, AssumptionsError):
        return "; ".join(one.text for one in fault.faults)
    details = getattr(fault, "errors", None)
    return "; ".join(str(one["msg"]) for one in details()) if callable(details) else str(fault)


# -- files ------------------------------------------------------------------------------------------------------------


def download(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """A file is made of the page as it is at rest."""
    seen, screen = page.work.seen(page.state, AT_REST), page.screen
    taken = files.Taken(page.state.case, seen.est, screen.texts, screen.says)
    screen.give(files.make(str(sent["name"]), taken))


def load(page: Dashboard, sent: Message, buffers: Buffers) -> None:
    """A scenario file takes the place of the case, or its faults are shown and nothing changes."""
    screen, says = page.screen, page.screen.says
    name = str(sent.get("file", "")).replace("\\", "/").rsplit("/", 1)[-1][:LONGEST_FILE_NAME]
    content = bytes(buffers[0]) if buffers else b""
    if len(content) > LARGEST_FILE or float(sent.get("size", 0)) > LARGEST_FILE:
        most = says.number(LARGEST_FILE / 1_000_000)
        screen.region("loading", screen.alert(says("fault: file size", file=name, most=most)))
        return
    try:
        page.show(replace(page.state, case=read_case(content, name)), afresh=True)
    except AssumptionsError as faults:
        screen.region("loading", screen.file_faults(name, faults))
    except Refused as refused:
        screen.region("loading", screen.alert(str(refused)))
    else:
        end_introduction(page)
        screen.tell(sheet=False)


# -- the introduction -------------------------------------------------------------------------------------------------


def ready(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """The browser shows the page; to somebody new the introduction is given."""
    page.wide = bool(sent["wide"]) if "wide" in sent else None
    page.show(page.state)
    if sent.get("new") is True:
        introduce(page, {"name": "start"}, ())


def width(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """The window has become wide or narrow."""
    page.wide = bool(sent["wide"])
    page.show(page.state)


def sight(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """Other cards have come into sight: they are drawn first from now on."""
    page.screen.in_sight = frozenset(map(str, sent["cards"]))


def introduce(page: Dashboard, sent: Message, _buffers: Buffers) -> None:
    """The introduction begins, goes on, goes back or ends; at its last step the viewer's own case is there again."""
    opened, name, last = page.opened, str(sent["name"]), len(tour.STEPS) - 1
    if name == "start":
        opened.before, opened.step = opened.before or page.state, 0
    elif opened.step is None:
        return
    elif name == "end" or (name == "next" and opened.step == last):
        _show_own(page)
        end_introduction(page)
        return
    else:
        opened.step = max(opened.step + (1 if name == "next" else -1), 0)
    if opened.step == last:
        _show_own(page)
    else:
        opened.before = opened.before or page.state
        page.show(State(tour.STORY, page.state.language), afresh=True)
    page.screen.tour(opened.step)


def _show_own(page: Dashboard) -> None:
    before, page.opened.before = page.opened.before, None
    if before is not None:
        page.show(replace(before, language=page.state.language), afresh=True)


def end_introduction(page: Dashboard) -> None:
    """No introduction any more; what is on the page stays."""
    if page.opened.step is not None:
        page.opened.step = page.opened.before = None
        page.screen.tour(None)


DOES: Mapping[str, Callable[[Dashboard, Message, Buffers], None]] = {
    one.__name__: one
    for one in (
        *(sources, assumption, expert, share, search, back, closed, kind, believe, restore),
        *(download, load, ready, width, sight),
    )
} | {"tour": introduce}
