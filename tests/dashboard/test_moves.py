"""The page's state is a value: what a move makes of it, and what stays when something goes wrong."""

import logging
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from costmodel import Belief
from costmodel.dashboard import app, history, moves, opened
from costmodel.dashboard.app import Dashboard
from costmodel.dashboard.cards import AT_REST, LIVE, SIDE_BY_SIDE
from costmodel.dashboard.serving.log import LOG, log_error
from costmodel.dashboard.state import work
from costmodel.dashboard.state.address import Address, query
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.page import Sheet, State
from costmodel.dashboard.state.told import Refused
from costmodel.dashboard.view import behind, tour
from costmodel.decisions.conditional import deciding
from costmodel.language.language import language_of
from costmodel.language.language_files import languages

WAIT = "plan.data_access.wait"
CASE = Case("credit_scoring").moving(WAIT, 33)
START = State(Address(CASE, budget=500_000.0), ranked=CASE)
SECRET = "74123"  # what a viewer has typed

# A request for every move there is.
REQUESTS: dict[str, dict[str, Any]] = {
    "slide": {"name": WAIT, "value": 40},
    "number": {"name": WAIT, "text": "41"},
    "field": {"field": "estimate", "value": "35k"},
    "reset": {"name": WAIT},
    "reset_group": {"name": "waiting"},
    "reset_all": {},
    "keep": {},
    "drop": {"name": "a"},
    "show": {"name": "a"},
    "language": {"name": "de"},
    "sources": {"of": "total"},
    "lines": {"of": "scope=to_go_live&category=staffing&phase=develop"},
    "assumption": {"name": WAIT},
    "expert": {},
    "share": {},
    "search": {"text": "price"},
    "back": {},
    "closed": {},
    "kind": {"value": "pert"},
    "believe": {"name": WAIT, "kind": "pert", "min": "1", "mode": "2", "max": "3"},
    "restore": {"name": WAIT},
    "load": {"file": "a.yaml", "content": f"meaning: m\nstory: s\nchanges:\n  {WAIT}: {{value: 9, why: w}}\n".encode()},
    "load_beside": {"file": "a.yaml", "content": b"meaning: m\nstory: s\nchanges: {}\n"},
    "ready": {"wide": True, "new": True},
    "width": {"wide": False},
    "sight": {"cards": ["timeline"]},
    "tour": {"name": "start"},
    "another": {"name": "leave"},
    "renew": {},
    "range": {"name": "keep"},
    "answered": {},
    "changes": {},
    "undo": {},
    "redo": {},
    "visit": {"query": "?scenario=credit_scoring"},
}


@pytest.mark.parametrize("name", [*moves.DOES, *opened.DOES, *history.DOES])
def test_a_move_makes_the_same_state_of_the_same_state_and_touches_neither(name: str) -> None:
    kept = replace(START.address, beside=(Case("visual_inspection"),))
    before = replace(START, address=kept, sheets=(Sheet("assumption", WAIT),))
    stood = (before.address, dict(before.address.case.moved), before.sheets)
    first, second = (app.MOVES[name](before, REQUESTS[name]) for _ in range(2))
    assert isinstance(first, State)
    assert first == second
    assert stood == (before.address, dict(before.address.case.moved), before.sheets)


def test_sheets_lie_upon_each_other_and_lead_back() -> None:
    state = opened.expert(START, {})
    state = opened.search(state, {"text": "price"})
    state = opened.assumption(state, {"name": WAIT})
    assert state.sheets == (Sheet("search", "price"), Sheet("assumption", WAIT))
    assert opened.back(state, {}).sheet == Sheet("search", "price")
    assert opened.back(opened.back(state, {}), {}).sheet == Sheet("search", "price")  # the lowest stays
    assert opened.closed(state, {}).sheets == ()


def test_the_introduction_puts_its_story_in_place_and_gives_back_what_was_there() -> None:
    state = opened.introduce(START, {"name": "start"})
    assert (state.address.case, state.before) == (tour.STORY, START.address)
    for _ in range(len(tour.STEPS) - 1):
        state = opened.introduce(state, {"name": "next"})
    assert (state.address, state.before, state.step) == (START.address, None, len(tour.STEPS) - 1)
    assert opened.introduce(state, {"name": "next"}) == START


def test_a_link_carries_what_is_looked_at_and_nothing_else() -> None:
    seen = replace(opened.share(START, {}), wide=True, in_sight=frozenset({"timeline"}))
    assert (
        query(seen.address) == query(START.address) == "scenario=credit_scoring&plan.data_access.wait=33&budget=500000"
    )


@pytest.mark.parametrize("name", ["slide", "reset", "assumption", "sources", "lines", "believe", "reset_group"])
def test_a_name_that_nobody_knows_is_refused_by_the_move(name: str) -> None:
    with pytest.raises(Refused, match="nothing was changed"):
        app.MOVES[name](START, {**REQUESTS[name], "name": "nothing", "of": "nothing"})


# -- what nobody foresaw ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages())
def test_an_unknown_error_is_told_logged_with_its_trace_and_leaves_the_page_as_it_was(
    code: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_state: State, sent: dict[str, Any]) -> State:
        raise AttributeError(f"no {sent['text']}")

    page = Dashboard(f"lang={code}")
    monkeypatch.setitem(app.MOVES, "number", fails)
    before, shown = page.state, dict(page.screen.shown)
    with caplog.at_level(logging.ERROR, "costmodel.dashboard"):
        page.receive({"do": "number", "name": WAIT, "text": SECRET})
    assert language_of(code)("fault: unexpected") in page.screen.shown["fault"]
    assert page.state.address == before.address
    assert {**page.screen.shown, "fault": ""} == {**shown, "fault": ""}
    (record,) = caplog.records
    assert record.name == "costmodel.dashboard"
    assert record.getMessage().startswith("number failed\n")
    assert "in fails" in record.getMessage()  # the trace
    assert "AttributeError" in record.getMessage()
    assert SECRET not in record.getMessage()


def test_what_is_only_refused_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    page = Dashboard()
    for request in (
        {"do": "number", "name": WAIT, "text": SECRET + "x"},
        {"do": "slide", "name": "nothing", "value": 1},
        {"do": "slide", "name": WAIT, "value": None},
        {"do": "no such thing\nERROR forged"},
        {"do": "load", "file": "a.yaml"},
    ):
        page.receive(request)
    assert not caplog.records


def test_a_picture_that_cannot_be_drawn_leaves_the_whole_page_as_it_was(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = Dashboard()
    before, shown, moved = page.state, dict(page.screen.shown), page.screen.places[WAIT]

    def fails(*_: object) -> None:
        raise IndexError(SECRET)

    monkeypatch.setattr(type(LIVE[0]), "markup", fails)
    page.receive({"do": "slide", "name": WAIT, "value": 40})
    monkeypatch.undo()
    assert page.state.address == before.address
    assert page.screen.places[WAIT] == moved
    assert {**page.screen.shown, "fault": ""} == {**shown, "fault": ""}  # not half of it
    assert "slide failed" in caplog.text
    assert SECRET not in caplog.text
    page.receive({"do": "slide", "name": WAIT, "value": 40})
    assert page.state.address.case.moved == {WAIT: 40.0}
    assert page.screen.shown["fault"] == ""


def test_the_causes_of_an_error_are_logged_too(caplog: pytest.LogCaptureFixture) -> None:
    try:
        try:
            int(SECRET + "x")
        except ValueError as cause:
            raise LookupError(SECRET) from cause
    except LookupError as error:
        log_error("download", error)
    assert "LookupError\nafter\n" in caplog.text
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text
    assert LOG.name == "costmodel.dashboard"


def test_a_kernel_logs_to_the_server_though_its_standard_error_is_taken_away() -> None:
    program = (
        "import os, sys\n"
        "from costmodel.dashboard.serving.log import log_error, log_to_standard_error\n"
        "log_to_standard_error()\n"
        "os.dup2(os.open(os.devnull, os.O_WRONLY), 2)\n"  # as a kernel does, which sends it to the browser
        "log_error('slide', TypeError('secret'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "costmodel.dashboard: slide failed" in done.stderr
    assert "TypeError" in done.stderr
    assert "secret" not in done.stderr


def test_what_was_found_or_loaded_before_is_shown_again_when_its_sheet_is_opened_again() -> None:
    told: list[dict[str, Any]] = []
    page = Dashboard("", lambda message, _content: told.append(message))
    for _ in range(2):
        page.receive({"do": "expert"})
        page.receive({"do": "search", "text": "price"})
        assert "labelling" in told[-1]["regions"]["found"]
        page.receive({"do": "closed"})
        page.receive({"do": "share"})
        page.receive({"do": "load", "file": "a.yaml"}, [b"changes: 1"])
        assert "a.yaml" in told[-1]["regions"]["loading"]
        page.receive({"do": "closed"})


def test_ones_own_plan_comes_along_to_another_scenario_be_it_a_number_or_a_range() -> None:
    estimate, covers = "first_estimate.amount", "first_estimate.covers.prototype"
    planned = Case(said={"owner": "Ann"}).putting(estimate, Belief(min=30_000, mode=40_000, max=60_000))
    planned = planned.moving(covers, 1 - planned.start()[covers].likeliest)
    there = moves.field(State(Address(planned)), {"field": "scenario", "value": "credit_scoring"}).address.case
    assert there == replace(planned, scenario="credit_scoring")
    asked = State(Address(planned.moving(WAIT, 33)), sheets=(Sheet("another", "credit_scoring"),))
    assert moves.another(asked, {"name": "leave"}).address.case == there
    assert moves.another(asked, {"name": "take"}).address.case == replace(there, moved={**there.moved, WAIT: 33})


@pytest.fixture(scope="module")
def quick() -> work.Work:
    return work.Work()


def test_the_order_of_the_inputs_is_that_of_the_confidence_and_not_of_what_was_moved(
    quick: work.Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "AT_REST", 512)

    def order(confidence: float, case: Case) -> tuple[str, ...]:
        address = Address(case, confidence=confidence)
        return quick.deciding(quick.seen(address, 512), address, CASE).names

    there = quick.estimate(CASE, "en", 512)
    wanted = {sure: deciding(there, "to_go_live", sure, work.MOST) for sure in (0.8, 0.9)}
    assert wanted[0.8] != wanted[0.9]
    assert {sure: order(sure, CASE) for sure in wanted} == wanted
    assert {sure: order(sure, CASE.moving(WAIT, 60)) for sure in wanted} == wanted


def test_what_a_case_is_called_gives_no_reason_to_sort_its_inputs_again() -> None:
    page = Dashboard(query(Address(replace(CASE, name="Ours"))))
    assert page.state.ranked.name == "Ours"
    assert "cm-renew" not in page.screen.shown["deciding-head"]
    page.receive({"do": "field", "field": "name", "value": "Theirs"})
    assert "cm-renew" not in page.screen.shown["deciding-head"]
    page.receive({"do": "slide", "name": WAIT, "value": 60})
    assert "cm-renew" in page.screen.shown["deciding-head"]
    page.receive({"do": "renew"})
    assert "cm-renew" not in page.screen.shown["deciding-head"]


def test_a_card_has_something_behind_it_as_soon_as_it_is_told_what() -> None:
    cards = {card.of for card in (SIDE_BY_SIDE, *LIVE, *AT_REST)}
    assert {*behind.OWN, behind.COMPARISON} - cards <= {"gate"}, "a figure of the head"
    for of in behind.behind():
        assert opened.DOES["sources"](START, {"of": of}).sheet == Sheet("sources", of)
    with pytest.raises(Refused):
        opened.DOES["sources"](START, {"of": "nothing"})
