"""The page takes what papers say of the initiative, keeps it in its address, and puts it on all that is taken along."""

import datetime as dt

import pytest

import costmodel as cm
from costmodel.dashboard.cards import Seen
from costmodel.dashboard.moves import field, reset_all
from costmodel.dashboard.state.address import Address, query, read_query
from costmodel.dashboard.state.case import Case, read_case
from costmodel.dashboard.state.downloads import Taken, scenario
from costmodel.dashboard.state.page import State
from costmodel.dashboard.state.told import Refused
from costmodel.dashboard.view.headline import figures
from costmodel.language.captions import texts
from costmodel.language.language import language_of
from costmodel.report.contents import Contents

DAY = dt.date(2027, 5, 3)


def typed(state: State, key: str, value: str) -> State:
    return field(state, {"field": f"initiative.{key}", "value": value})


def test_what_is_typed_stands_in_the_address_and_is_read_back() -> None:
    state = typed(typed(State(), "start", "2027-07"), "owner", "Eva Brandt")
    told = query(state.address)
    assert told == "initiative.start=2027-07&initiative.owner=Eva+Brandt"
    assert read_query(told) == (state.address, [])
    assert state.address.case.assumptions().initiative.said() == {"start": "2027-07", "owner": "Eva Brandt"}
    assert query(typed(typed(state, "start", ""), "owner", "").address) == ""


def test_numbers_go_back_and_who_and_when_stay() -> None:
    state = typed(State(), "start", "2027-07")
    moved = State(Address(state.address.case.moving("hiring.must_hire", 0.2)))
    assert reset_all(moved, {}).address.case == state.address.case


@pytest.mark.parametrize(("key", "value"), [("start", "07.2027"), ("status", "done"), ("owner", "x" * 121)])
def test_what_cannot_be_read_is_refused_in_the_viewer_s_language(key: str, value: str) -> None:
    german = State(Address(language="de"))
    with pytest.raises(Refused, match=r"geben Sie"):
        typed(german, key, value)
    assert read_query(f"initiative.{key}={value}")[1] == [f"initiative.{key}"]


def test_a_typed_name_is_what_papers_are_called_where_nobody_said_another() -> None:
    assert Case(name="Returns 2027").assumptions().initiative.name == "Returns 2027"
    assert Case(name="Returns 2027", said={"name": "Claims"}).assumptions().initiative.name == "Claims"


def test_a_file_taken_along_is_called_by_name_and_day_and_says_who_and_when() -> None:
    case = Case(said={"name": "Prüfung der Schäden", "start": "2027-07", "status": "draft"})
    english = language_of("en")
    est = cm.estimate(case.assumptions(), samples=64)
    file = scenario(Taken(case, texts("en", est.assumptions.folders), Contents(est, english, DAY)))
    assert file.name == "pruefung_der_schaeden_2027-05-03.yaml"
    assert read_case(file.content, file.name).assumptions().initiative == est.assumptions.initiative


def test_go_live_is_a_month_where_the_start_is_said() -> None:
    english = language_of("en")
    for said, name, place in (({}, "Go-live after", "months"), ({"start": "2027-07"}, "Go-live in", "20")):
        case = Case(said=said)
        est = cm.estimate(case.assumptions(), samples=64)
        (date,) = [one for one in figures(Seen(est, english)) if one.key == "date"]
        assert (date.name, place in date.value) == (name, True)
