"""The case on the page and its address: what was moved, typed or loaded; a link brings all of it back."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.dashboard.state.address import CONFIDENCES, DECIDED, PLACES, Address, query, read_query
from costmodel.dashboard.state.case import Case, belief_word, read_belief_word, read_case, scenario_names
from tests.strategies import beliefs

WAIT = "plan.release.wait"
HIRE = "hiring.must_hire"

waits = st.floats(1, 60).map(lambda days: round(days, 3))
kept = st.builds(lambda days: Case("visual_inspection", name="A=b&c").moving(WAIT, days), waits)


@st.composite
def states(draw: st.DrawFn) -> Address:
    """States as a viewer could bring them about."""
    name = draw(st.sampled_from(["", "Ä <b>&"]))
    case = Case(draw(st.sampled_from(scenario_names())), draw(st.booleans()), name=name)
    case = case.moving(WAIT, draw(waits)).moving(HIRE, draw(st.sampled_from([0.0, 0.35, 0.5, 1.0])))
    if draw(st.booleans()):
        case = case.putting("labelling.items", cm.Belief(min=1, mode=draw(st.integers(1, 90)), max=100.5))
    beside = tuple(draw(st.lists(kept, max_size=3)))
    return Address(
        case,
        draw(st.sampled_from(["en", "de"])),
        draw(st.one_of(st.none(), st.floats(1, 1e9))),
        draw(st.one_of(st.none(), st.floats(0.5, 200))),
        draw(st.sampled_from(CONFIDENCES)),
        draw(st.sampled_from(["fiscal_year", "month"])),
        draw(st.sampled_from(sorted(DECIDED))),
        beside,
        draw(st.sampled_from(PLACES)),
        draw(st.sampled_from(PLACES)),
    )


@given(state=states())
def test_an_address_brings_everything_back(state: Address) -> None:
    again, unknown = read_query(query(state))
    assert unknown == []
    assert again == state
    assert again.case.assumptions().fingerprint == state.case.assumptions().fingerprint


def test_the_usual_page_has_an_empty_address() -> None:
    assert query(Address()) == ""


@pytest.mark.parametrize(
    ("address", "unknown"),
    [
        ({"scenario": "<script>alert(1)</script>"}, ["scenario"]),
        ({"nonsense": "1"}, ["nonsense"]),
        ({WAIT: "soon"}, [WAIT]),
        ({WAIT: "inf"}, [WAIT]),
        ({WAIT: "1e300"}, [WAIT]),
        ({HIRE: "7"}, [HIRE]),  # a chance above one
        ({"roles.data_scientist.people": "0"}, ["roles.data_scientist.people"]),  # others are divided by it
        ({WAIT: "min:9,mode:5,max:7"}, [WAIT]),
        ({WAIT: "min:1,min:2"}, [WAIT]),
        ({WAIT: "data:1|x"}, [WAIT]),
        ({"lang": "xx", "budget": "-1", "months": "nan", "confidence": "0.81", "every": "hour"},
         ["lang", "budget", "months", "confidence", "every"]),
        ({"a": "scenario=nope"}, ["a: scenario"]),
    ],
)  # fmt: skip
def test_what_an_address_cannot_mean_is_left_out_and_named(address: dict[str, str], unknown: list[str]) -> None:
    state, told = read_query(urlencode(address))
    assert told == unknown
    assert state.case.assumptions().fingerprint == cm.load().fingerprint


def test_a_token_in_the_address_is_neither_kept_nor_named() -> None:
    state, told = read_query("token=secret&scenario=credit_scoring")
    assert told == []
    assert query(state) == "scenario=credit_scoring"


def test_a_very_long_or_crowded_address_does_no_harm() -> None:
    assert read_query("&".join(f"x{n}=1" for n in range(5_000)))[0] == Address()
    assert read_query("x" * 1_000_000)[0] == Address()


@given(belief=beliefs())
def test_a_belief_goes_into_a_word_and_comes_back_out(belief: cm.Belief) -> None:
    again = read_belief_word(belief_word(belief))
    assert (again.kind, again.numbers) == (belief.kind, belief.numbers)


def test_what_is_moved_back_is_as_if_it_had_never_been_moved() -> None:
    home = cm.load()[WAIT].likeliest
    assert Case().moving(WAIT, 33.0).moving(WAIT, home) == Case()
    assert Case().putting(WAIT, cm.load()[WAIT]) == Case()


def test_a_slider_moves_the_spread_along_with_the_likeliest_value() -> None:
    before, after = cm.load()[WAIT], Case().moving(WAIT, 20.0).assumptions()[WAIT]
    assert before.numbers == (1, 10, 65)
    assert after.numbers == (1 * 20 / 10, 20, 65 * 20 / 10)


def test_a_saved_case_is_the_same_on_the_command_line() -> None:
    case = Case("credit_scoring", True).moving(WAIT, 33.0).putting(HIRE, cm.Belief(chance=0.9))
    why = dict.fromkeys(cm.load(), "tried")
    text = case.as_file("ours", "Our case", "Ours", why)
    again = read_case(text.encode(), "ours.yaml")
    assert (again.scenario, again.overlaid, again.name) == ("credit_scoring", True, "ours")
    assert again.changed == {WAIT, HIRE}
    assert again.assumptions().fingerprint == case.assumptions().fingerprint


def test_a_file_without_a_base_is_laid_on_the_baseline_as_the_command_line_does() -> None:
    case = read_case(b"meaning: m\nstory: s\nchanges:\n  labelling.items: {times: 2, why: more}\n", "x.yaml")
    assert case.scenario == "baseline"
    assert case.assumptions()["labelling.items"].p10 == 2 * 1000


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "x.yaml:1: is empty"),
        (b"\xff\xfe", "is not a text in UTF-8"),
        (b"a: &a [*a]\n", "anchors and aliases"),
        (b"meaning: m\nstory: s\nchanges:\n  labelling.items: {data: 'a.csv:x', why: w}\n", "write the numbers here"),
        (b"meaning: m\nstory: s\nchanges:\n  nothing: {value: 1, why: w}\n", "x.yaml:4: nothing: no such assumption"),
        (b"meaning: m\nstory: s\nbased_on: [/etc/passwd]\nchanges: {}\n", "must be a list of names"),
        (b"- 1\n", "a scenario has `changes`"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_file_with_faults_is_refused_with_the_line(content: bytes, told: str) -> None:
    with pytest.raises(cm.AssumptionsError) as faults:
        read_case(content, "x.yaml")
    assert told in str(faults.value)


def test_a_company_sees_its_own_assumptions_and_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    rate = "value: 940\n      prices_of: 2026\n      source:\n        - title: Controlling\n"
    (tmp_path / "roles.yaml").write_text(f"roles:\n  data_scientist:\n    day_rate:\n      {rate}", encoding="utf-8")
    own = "meaning: m\nstory: s\nchanges:\n  hiring.must_hire: {chance: 0, why: Both are here.}\n"
    (tmp_path / "scenarios" / "team_complete.yaml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("COSTMODEL_FOLDER", str(tmp_path))
    assert "team_complete" in scenario_names()
    case = Case("team_complete").moving(WAIT, 33.0)
    assert case.assumptions()["roles.data_scientist.day_rate"].likeliest == 940
    saved = tmp_path / "scenarios" / "saved.yaml"
    saved.write_text(case.as_file("ours", "m", "s", dict.fromkeys(cm.load(), "tried")), encoding="utf-8")
    assert cm.load(tmp_path, scenarios=[saved]).fingerprint == case.assumptions().fingerprint
