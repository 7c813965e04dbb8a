"""Several cases on the page: kept, held against any of them, and lost neither by a step back nor by a link."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Generator, Iterator
from typing import Any

import pytest

import costmodel as cm
from costmodel.dashboard import app, history, moves, opened
from costmodel.dashboard.cards import Slow
from costmodel.dashboard.state import downloads, work
from costmodel.dashboard.state.address import PLACES, Address, query, read_query
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.page import State
from costmodel.dashboard.state.told import Refused
from costmodel.dashboard.view.controls import case_names
from costmodel.estimates.followed import Followed
from costmodel.language.language import language_of
from costmodel.language.translations import texts
from costmodel.report import picture_files
from costmodel.workshop.runs import SEED
from tests.dashboard.test_dashboard import SCRIPT, WAIT, Viewer, plain

MOVING, AT_REST = 512, 2_048
DAY = dt.date(2027, 5, 3)
BUY, PILOT = Case("credit_scoring", name="Buy"), Case("visual_inspection", name="Pilot first")
AS_IS, BUILD = Case(name="As is"), Case(name="Build").moving(WAIT, 30.0)
ALL = Address(BUILD, beside=(AS_IS, BUY, PILOT), against="b", explained="c")


def named(address: Address) -> list[str]:
    return [case.name for case in address.cases]


# -- the state --------------------------------------------------------------------------------------------------------


def test_up_to_three_cases_are_kept_and_no_more() -> None:
    state = State()
    for number in range(3):
        state = moves.keep(state, {})
        assert len(state.address.cases) == number + 2
    for refused in (moves.keep, opened.load_beside):
        with pytest.raises(Refused, match="4 cases are side by side"):
            refused(state, {})


def test_a_case_that_is_let_go_leaves_the_others_what_they_are_for() -> None:
    def after(place: int) -> tuple[list[str], str, str]:
        left = ALL.dropping(place)
        return named(left), left.cases[left.base].name, left.cases[left.other].name

    assert after(1) == (["Build", "Buy", "Pilot first"], "Buy", "Pilot first")
    assert after(2) == (["Build", "As is", "Pilot first"], "As is", "Pilot first"), "the base was let go"
    assert after(3) == (["Build", "As is", "Buy"], "Buy", "Build"), "what was explained was let go"
    assert ALL.dropping(1).dropping(1).dropping(1) == Address(BUILD)


def test_a_case_that_is_shown_changes_places_with_that_of_the_page() -> None:
    state = moves.show(State(ALL, ranked=BUILD), {"name": "b"})
    assert named(state.address) == ["Buy", "As is", "Build", "Pilot first"]
    assert state.ranked == BUY, "another scenario is put into its own order"
    assert moves.show(state, {"name": "b"}).address == ALL


def test_the_base_is_never_explained_by_itself() -> None:
    for against in PLACES:
        for explained in PLACES:
            for count in range(1, 4):
                address = Address(BUILD, beside=(AS_IS, BUY, PILOT)[:count], against=against, explained=explained)
                assert address.base != address.other
                assert max(address.base, address.other) <= count


def test_a_scenario_that_is_put_beside_has_ones_own_plan_and_start() -> None:
    ours = Case(said={"start": "2027-07"}).moving("first_estimate.amount", 35_000.0).moving(WAIT, 30.0)
    state = moves.field(State(Address(ours)), {"field": "beside", "value": "credit_scoring"})
    (beside,) = state.address.beside
    assert (beside.scenario, beside.said, beside.changed) == ("credit_scoring", ours.said, {"first_estimate.amount"})


def test_steps_back_and_links_bring_the_cases_back() -> None:
    state, sent = history.settled(State(Address(BUILD))), [("keep", {}), ("keep", {})]
    for what, more in (
        *sent,
        ("field", {"field": "against", "value": "b"}),
        ("field", {"field": "called b", "value": "X"}),
    ):
        state = history.followed(moves.DOES[what](history.begun(state, what, more), more), what, more)
    there = state.address
    assert (named(there), there.base) == (["Build", "Build", "X"], 2)
    assert read_query(query(there)) == (there, [])
    for _ in range(4):
        state = history.undo(state, {})
    assert state.address == Address(BUILD)
    for _ in range(4):
        state = history.redo(state, {})
    assert state.address == there


def test_a_file_takes_the_place_of_the_case_alone_or_is_put_beside() -> None:
    file = {
        "file": "theirs.yaml",
        "content": f"meaning: m\nstory: s\nchanges:\n  {WAIT}: {{value: 9, why: w}}\n".encode(),
    }
    before = State(Address(BUILD, beside=(AS_IS,)))
    loaded, beside = opened.load(before, file).address, opened.load_beside(before, file).address
    assert named(loaded) == ["theirs", "As is"]
    assert named(beside) == ["Build", "As is", "theirs"]


def test_names_tell_the_cases_apart() -> None:
    says, words = language_of("en"), texts("en")
    moved = Case().moving(WAIT, 30.0)
    found = case_names([moved, Case(), Case(), AS_IS], words, says)
    assert [one.name for one in found] == ["Baseline, 1 change", "Baseline", "Baseline (2)", "As is"]
    assert [one.note for one in found] == ["", "", "", "Baseline"]
    assert [one.note for one in case_names([moved, BUY], words, says)] == ["1 change", "Credit scoring"]


# -- the page ---------------------------------------------------------------------------------------------------------


def until_beside(viewer: Viewer) -> Viewer:
    """At rest it works out the cases side by side, and nothing that takes longer."""
    slow = viewer.page.work.slow

    def shorter(*what: Any) -> Iterator[Any]:
        for found in slow(*what):
            yield found
            if found.beside is not None:
                return

    viewer.page.work.slow = shorter  # type: ignore[method-assign]  # of this one alone
    return viewer


@pytest.fixture(scope="module")
def few() -> Iterator[None]:
    """Samples enough for a standard error, and no more."""
    with pytest.MonkeyPatch.context() as patched:
        for place in (app, work):
            patched.setattr(place, "AT_REST", AT_REST)
            patched.setattr(place, "MOVING", MOVING)
        yield


@pytest.fixture(scope="module")
def viewer(few: None) -> Viewer:
    """Three cases side by side, at rest."""
    beside = Address(BUILD, beside=(AS_IS, Case("credit_scoring", name=SCRIPT)))
    viewer = until_beside(Viewer(query(beside)))
    viewer.page.rest()
    return viewer


def test_every_figure_stands_with_its_difference_from_the_same_draws(viewer: Viewer) -> None:
    page, build = (cm.estimate(case.assumptions(), AT_REST, SEED) for case in (BUILD, AS_IS))
    says, told = language_of("en"), viewer.text("side_by_side")
    apart = cm.compare(build, page).figures.loc["total"]
    for said in (
        says.amount(page.quantile(0.8, of="to_go_live"), "EUR"),
        says.amount(float(build.run_cost_per_year.mean()), "EUR"),
        f"{says.signed_amount(apart['difference'], 'EUR')} ± {says.short_amount(apart['standard_error'], 'EUR')}",
        f"“Build” costs {says.short_amount(apart['difference'], 'EUR')} more to the horizon than “As is”",
    ):
        assert plain(said) in told
    assert viewer.figure("budget") in told, "what the head of the page says"


def test_names_that_somebody_typed_stay_text(viewer: Viewer) -> None:
    assert SCRIPT in viewer.text("side_by_side")
    assert SCRIPT not in viewer.page.screen.page()


def test_each_category_opens_into_its_lines(viewer: Viewer) -> None:
    drawn = viewer.page.screen.shown["side_by_side-data"]
    assert drawn.count('aria-expanded="false"') == drawn.count('class="cm-lines-of"') > 5
    assert "Operation" in viewer.text("side_by_side-data")


def test_the_cases_that_are_kept_are_never_computed_while_a_slider_moves(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    afresh, followed, carried = list[float](), list[float](), list[float]()
    real, following, going_on = work.estimate, Followed.of, work.carried_on

    def counted(assumptions: cm.Assumptions, samples: int, seed: int) -> cm.Estimate:
        afresh.append(assumptions[WAIT].likeliest)
        return real(assumptions, samples, seed)

    def taken_again(around: Followed, assumptions: cm.Assumptions) -> cm.Estimate:
        followed.append(assumptions[WAIT].likeliest)
        return following(around, assumptions)

    def carried_on(known: cm.Estimate, samples: int) -> Generator[None, None, cm.Estimate]:
        carried.append(known.assumptions[WAIT].likeliest)
        return going_on(known, samples)

    monkeypatch.setattr(work, "estimate", counted)
    monkeypatch.setattr(work, "carried_on", carried_on)
    monkeypatch.setattr(Followed, "of", taken_again)
    for days in (31, 32, 33):
        viewer.does("slide", name=WAIT, value=days)
    assert (afresh, followed) == ([31], [32, 33]), "the case that moves, once for each step"
    with monkeypatch.context() as patched:
        patched.setattr(cm.Estimate, "cases", None)  # nor is any of them computed again for a gate
        viewer.does("slide", name=WAIT, value=33)
    viewer.page.rest()
    assert (afresh, carried) == ([31], [33]), "the case on the page; the others are known"


def test_another_base_is_shown_at_once_and_its_figures_at_rest(viewer: Viewer) -> None:
    viewer.does("field", field="against", value="page")
    shown = viewer.page.screen.shown["side_by_side"]
    assert 'aria-busy="true"' in shown
    assert re.search(r'id="cm-against-page"[^>]*checked', shown)
    viewer.page.rest()
    assert "“As is” costs" in viewer.text("side_by_side")
    assert "against the case without changes" in viewer.text("beside"), "the page's own figures"
    viewer.does("undo")
    viewer.page.rest()
    assert "“Build” costs" in viewer.text("side_by_side")


def test_the_zip_has_the_way_from_the_base_to_each_case(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_files, "pictures", lambda _contents: ())
    state, seen = viewer.page.state, viewer.page.screen.seen
    beside = viewer.page.work.beside(seen, state.address)
    contents = downloads.contents_of(seen, Slow(), DAY)
    taken = downloads.Taken(state.address.case, viewer.page.screen.texts, contents, beside)
    with zipfile.ZipFile(io.BytesIO(downloads.make("pictures", taken).content)) as packed:
        names = packed.namelist()
        first = packed.read(next(name for name in names if name.endswith("1.svg"))).decode()
        listed = packed.read(names.pop()).decode()
    assert [name.rpartition("side_by_side")[2] for name in names] == ["_1.svg", "_1.png", "_3.svg", "_3.png"]
    assert "Cases side by side: words and figures; they stand in the Excel report" in listed
    assert "From “As is” to “Build”" in first
    assert "seed 1" in first


def test_without_a_case_beside_it_the_card_is_hidden_and_nothing_is_computed(few: None) -> None:
    alone = until_beside(Viewer())
    assert "hidden" in alone.page.screen.shown["side_by_side"]
    assert alone.page.work.beside(alone.page.screen.seen, alone.page.state.address) is None
    alone.does("load_beside", file="broken.yaml", content=b"")
    assert "broken.yaml" in alone.text("cases-fault")
    assert alone.fault == ""
