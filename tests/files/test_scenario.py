"""Scenarios: a few changes with their reasons, laid on in order; broken ones are refused with file and line."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

import costmodel as cm
from tests.strategies import company, faults_in, number

HEAD = "scenario: mine\nmeaning: Mine\nstory: A test.\n"


def change(keys: str, name: str = "labelling.items") -> str:
    """A scenario with one change; its first key stands in line 6."""
    return f"{HEAD}changes:\n  {name}:\n{indent(keys, '    ')}\n"


ITEMS = "labelling.items"
BROKEN = {
    "misspelt name": (
        change("value: 3\nwhy: counted", "labelling.itmes"),
        "mine.yaml:5: labelling.itmes",
        "did you mean 'labelling.items'?",
    ),
    "no reason": (change("value: 3"), f"mine.yaml:5: {ITEMS}", "why is missing"),
    "empty reason": (change("value: 3\nwhy: ' '"), f"mine.yaml:5: {ITEMS}", "why is missing"),
    "upside down": (
        change("min: 9\nmode: 3\nmax: 10\nwhy: counted"),
        f"mine.yaml:6: {ITEMS}",
        "min 9 is above mode 3",
    ),
    "two changes in one": (change("times: 2\nvalue: 3\nwhy: counted"), f"mine.yaml:6: {ITEMS}", "times stands alone"),
    "negative factor": (change("times: -2\nwhy: counted"), f"mine.yaml:6: {ITEMS}", "must be a number from 0"),
    "a bare number": (f"{HEAD}changes:\n  labelling.items: 300\n", f"mine.yaml:5: {ITEMS}", "and why"),
    "another dimension": (
        change("unit: person_day\nvalue: 3\nwhy: counted"),
        f"mine.yaml:6: {ITEMS}",
        "measures something else",
    ),
    "unknown driver": (
        change("value: 3\nmoves_with: {driver: moon, strength: 0.5}\nwhy: counted"),
        f"mine.yaml:7: {ITEMS}",
        "unknown driver 'moon'",
    ),
    "nothing changes": (f"{HEAD}change: {{}}\n", "mine.yaml:1", "a scenario has `changes`"),
    "misspelt key": (f"{HEAD}stroy: x\nchanges: {{}}\n", "mine.yaml:4: stroy", "did you mean 'story'?"),
    "no meaning": ("scenario: mine\nchanges: {}\n", "mine.yaml:1: meaning", "meaning is missing"),
    "empty": ("", "mine.yaml:1", "is empty"),
}


@pytest.mark.parametrize(("text", "place", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_scenario_is_refused_with_its_place_and_a_sentence(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    folder = company(tmp_path, mine=text)
    with pytest.raises(cm.AssumptionsError) as caught:
        cm.load(scenarios=[folder / "mine.yaml"])
    found = [str(fault) for fault in caught.value.faults]
    assert any(fault.startswith(place) and words in fault for fault in found), found


def test_an_unknown_scenario_is_refused_with_the_known_ones() -> None:
    with pytest.raises(cm.AssumptionsError, match="did you mean 'visual_inspection'") as caught:
        cm.load(scenarios=["visual_inspektion"])
    assert all(name in str(caught.value) for name in cm.scenarios())


def test_a_scenario_is_no_way_out_of_its_folder() -> None:
    with pytest.raises(cm.AssumptionsError, match="no such scenario"):
        cm.load(scenarios=["../currency"])


def test_a_company_s_own_scenarios_are_checked_with_its_folder(tmp_path: Path) -> None:
    folder = company(tmp_path, own=number("value: 3"))
    company(tmp_path / "scenarios", mine=f"{HEAD}changes:\n  labelling.itmes:\n    value: 3\n    why: counted\n")
    assert "did you mean 'labelling.items'" in faults_in(folder)[0]


def test_a_scenario_changes_what_it_names_and_says_why(tmp_path: Path) -> None:
    text = f"{HEAD}changes:\n  labelling.items:\n    value: 3\n    why: Counted on Monday.\n"
    changed = cm.load(scenarios=[company(tmp_path, mine=text) / "mine.yaml"])
    assert changed["labelling.items"].value == 3
    assert changed["labelling.items"].meaning == cm.load()["labelling.items"].meaning
    assert changed["labelling.items"].moves_with == cm.load()["labelling.items"].moves_with
    change = changed.last_change("labelling.items")
    assert change is not None
    assert (change.why, change.by) == ("Counted on Monday.", "mine")
    assert {name for name in changed if changed[name] != cm.load()[name]} == {"labelling.items"}


def test_scenarios_are_laid_on_in_their_order(tmp_path: Path) -> None:
    folder = company(
        tmp_path,
        one=f"{HEAD}changes:\n  labelling.items:\n    value: 100\n    why: counted\n",
        two=f"{HEAD}changes:\n  labelling.items:\n    times: 3\n    why: counted\n",
    )
    there = cm.load(scenarios=[folder / "one.yaml", folder / "two.yaml"])
    back = cm.load(scenarios=[folder / "two.yaml", folder / "one.yaml"])
    assert there["labelling.items"].value == 300
    assert back["labelling.items"].value == 100
    assert there.scenarios == ("one", "two")


def test_a_driver_that_nobody_has_declared_is_refused_by_hand_too() -> None:
    moon = cm.Belief(min=1, max=2, moves_with={"driver": "moon", "strength": 0.5})
    with pytest.raises(cm.AssumptionsError, match="unknown driver 'moon'"):
        cm.load().with_changes({"labelling.items": moon})
