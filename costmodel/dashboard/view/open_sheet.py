"""The sheet that is open over the page, drawn from the page's state."""

from __future__ import annotations

from costmodel.dashboard.cards import Seen
from costmodel.dashboard.state.address import LONGEST_ADDRESS, query
from costmodel.dashboard.state.page import Sheet, State
from costmodel.dashboard.state.told import Told
from costmodel.dashboard.view import behind, sheets
from costmodel.dashboard.view.alerts import alert
from costmodel.dashboard.view.changes import another, changes
from costmodel.dashboard.view.share import share_sheet
from costmodel.dashboard.view.sums import formulas
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join


def drawn_from(state: State) -> tuple[object, ...]:
    """All that the open sheet depends on; where this is the same, it stays as it is, with what was typed on it."""
    sheet, address = state.sheet, state.address
    if sheet is None:
        return ()
    whole = (sheet, len(state.sheets) > 1, address.language)
    if sheet.what == "share":  # name and link are kept by the browser while the sheet is open
        return (*whole, _fits(state))
    return (*whole, address.cases, address.base, address.confidence, state.kind, _told(state, "sheet"))


def only_searched(before: State, after: State) -> bool:
    """Whether the sheet of the search stays open and other words are searched for."""
    return before.sheets != after.sheets and (before.sheets[:-1], _what(before)) == (after.sheets[:-1], "search")


def _what(state: State) -> str:
    return (state.sheet or Sheet("")).what


def _fits(state: State) -> bool:
    return len(query(state.address)) <= LONGEST_ADDRESS


def _told(state: State, where: str) -> Told | None:
    return state.told if state.told is not None and state.told.where == where else None


def told_at(state: State, where: str) -> Markup:
    """What went wrong at a place of the page; nothing where all is well."""
    return alert(_told(state, where))


def open_sheet(state: State, seen: Seen, texts: Texts) -> Markup:
    """The sheet that is open; nothing where none is.

    Args:
        state: of the page.
        seen: what is on it.
        texts: the texts beside the assumptions, in the viewer's language.
    """
    case, says, back = state.address.case, state.says, len(state.sheets) > 1
    now = seen.est.assumptions
    match state.sheet:
        case Sheet("sources", of):
            return behind.opened(of, seen, case, texts, back=back)
        case Sheet("lines", of):
            return formulas(of, seen, texts, back=back)
        case Sheet("assumption", of):
            fault = told_at(state, "sheet")
            return sheets.assumption(of, now, case, texts, says, kind=state.kind, fault=fault, back=back)
        case Sheet("search", of):
            return sheets.search(of, now, texts, says, back=back)
        case Sheet("changes"):
            return changes(seen, case, texts)
        case Sheet("another", of):
            return another(of, case, texts, says)
        case Sheet("share"):
            return sheets.framed(says("share: title"), says, *share_sheet(case, fits=_fits(state), says=says))
    return join()
