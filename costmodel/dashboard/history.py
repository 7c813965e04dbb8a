"""The steps of a viewer: undone, done again, and walked through with the browser's own buttons."""

from __future__ import annotations

from dataclasses import replace

from costmodel.dashboard.moves import Move
from costmodel.dashboard.state.address import LONGEST_ADDRESS, Address, query, read_query
from costmodel.dashboard.state.page import State
from costmodel.dashboard.state.told import Message, text

MOST_STEPS = 100
SLIDE = "slide"


def begun(state: State, what: str, sent: Message) -> State:
    """The state before a move: what was moved until now is a step, unless the same slider goes on."""
    goes_on = what == SLIDE and state.under_way == sent.get("name")
    return state if goes_on else settled(state)


def followed(state: State, what: str, sent: Message) -> State:
    """The state after a move: a step, unless a slider is still in somebody's hand."""
    if what == SLIDE and sent.get("done") is not True:
        return replace(state, under_way=str(sent.get("name")))
    return settled(state)


def settled(state: State) -> State:
    """What is looked at is a step that can be undone; the story of the introduction is none."""
    state = replace(state, under_way="")
    if state.step is not None or state.settled == state.address:
        return state
    past = (*state.past, state.settled)[-MOST_STEPS:] if state.settled is not None else ()
    return replace(state, past=past, ahead=(), settled=state.address)


def undo(state: State, _sent: Message) -> State:
    """The step before."""
    if not state.past or state.settled is None:
        return state
    *past, there = state.past
    return replace(_looking_at(state, there), past=tuple(past), ahead=(state.settled, *state.ahead))


def redo(state: State, _sent: Message) -> State:
    """The step that was undone."""
    if not state.ahead or state.settled is None:
        return state
    there, *ahead = state.ahead
    return replace(_looking_at(state, there), past=(*state.past, state.settled), ahead=tuple(ahead))


def visit(state: State, sent: Message) -> State:
    """The browser's Back or Forward: the address that it shows now."""
    wanted = text(sent, "query", state.says)[: 4 * LONGEST_ADDRESS].lstrip("?")
    if state.past and query(state.past[-1]) == wanted:
        return undo(state, sent)
    if state.ahead and query(state.ahead[0]) == wanted:
        return redo(state, sent)
    there, _ = read_query(wanted)
    return _looking_at(state, there, settled=False) if there != state.address else state


def _looking_at(state: State, there: Address, *, settled: bool = True) -> State:
    another = there.case.bases != state.address.case.bases
    order = there.case if another else state.ranked
    return replace(state, address=there, ranked=order, settled=there if settled else state.settled)


DOES: dict[str, Move] = {one.__name__: one for one in (undo, redo, visit)}
