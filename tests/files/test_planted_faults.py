"""Every wrong value of a kind that people really make is named by `check`, with its place and a sentence."""

import re
from pathlib import Path

import pytest

import costmodel as cm
from tests.files.planted import (
    ACTIVITY,
    CHANCES,
    CHANGE,
    CLASS,
    HEAD,
    KINDS,
    LIMITS,
    MORE,
    ORDERS,
    OTHERS,
    RELEASE,
    RISK,
    RULE,
    SCENARIOS,
    SIZES,
    SMALL,
    SOURCES,
    STRUCTURES,
    Planted,
)


def named(folder: Path) -> list[str]:
    """What `check` says of a folder: its faults, or what it only asks."""
    try:
        return cm.check(folder).doubts()
    except cm.AssumptionsError as error:
        return [str(fault) for fault in error.faults]


def plant(folder: Path, planted: Planted) -> list[str]:
    for name, text in ({} if "own.yaml" in planted.files else SMALL).items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, text in planted.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return named(folder)


def test_the_kinds_are_as_many_as_were_counted() -> None:
    counted = (23, 8, 12, 7, 10, 22, 14, 16)
    assert tuple(map(len, (SIZES, ORDERS, LIMITS, CHANCES, SOURCES, STRUCTURES, SCENARIOS, OTHERS))) == counted
    assert len(KINDS) == sum(counted) == 112


@pytest.mark.parametrize("planted", [*KINDS, *MORE], ids=str)
def test_a_planted_wrong_value_is_named_with_file_and_line(planted: Planted, tmp_path: Path) -> None:
    told = plant(tmp_path, planted)
    assert any(planted.names in one and re.match(r"[^:]+:\d+: ", one) for one in told), told


def test_the_folder_without_a_planted_value_is_sound(tmp_path: Path) -> None:
    """The pieces of which the planted folders are made are right by themselves."""
    for name, text in {
        **SMALL,
        "risks.yaml": RISK,
        "plan.yaml": ACTIVITY + RELEASE,
        "scenarios/mine.yaml": HEAD + CHANGE + "    {value: 3000, why: Counted on Monday}\n",
        "mapping/accounts.yaml": RULE,
        "outside_view/classes.yaml": CLASS,
        "languages/de.yaml": "meanings:\n  labelling.items: Bilder\n",
        "closed.csv": "name,estimate,actual\nA,900000,980000\nB,760000.50,810000\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert named(tmp_path) == []


def test_the_shipped_assumptions_and_all_scenarios_are_plausible() -> None:
    assert cm.check().doubts() == []
    for name in cm.scenarios():
        every = cm.load(scenarios=[name])
        assert every.entered(every).doubts() == []
        assert every.with_scenario("mlops").doubts() == []
