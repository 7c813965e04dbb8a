"""`check` says all that is wrong, of folders and of single files, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from costmodel import cli
from costmodel.files.tree import baseline_folder

HEAD = "scenario: pilot\nmeaning: A pilot\nstory: One plant against all\nchanges:\n"
SCENARIO = HEAD + "  labelling.items: {value: 900, why: Counted}\n"
RULES = "accounts:\n  - {payee: cloud, account: Cloud, cost_centre: IT}\n  - {account: Rest, cost_centre: IT}\n"


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = cli.main(["check", *words])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def put(folder: Path, name: str, text: str) -> str:
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return str(place)


def test_sound_files_are_named_with_what_they_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = [
        put(tmp_path, "pilot.yaml", SCENARIO),
        put(tmp_path, "anything.yaml", RULES),
        str(baseline_folder() / "mapping" / "columns.yaml"),
        put(tmp_path, "several.yaml", "initiatives: {one: {start: 2027-01}}\n"),
    ]
    status, out, _ = ran(capsys, *files)
    assert status == 0
    for file, kind in zip(files, ("scenario", "accounts", "headings", "portfolio"), strict=True):
        assert f"{file}: {kind}, sound" in out


def test_faults_of_all_files_are_told_at_once_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = put(tmp_path, "pilot.yaml", SCENARIO.replace("labelling.items", "labelling.itms"))
    rules = put(tmp_path, "rules.yaml", RULES.replace("payee: cloud", "payee: clowd"))
    other = put(tmp_path, "other.yaml", "colour: blue\n")
    status, out, _ = ran(capsys, wrong, rules, other)
    assert status == 2
    lines = out.splitlines()
    assert any(line.startswith("pilot.yaml:5: labelling.itms") for line in lines)
    assert any(line.startswith("rules.yaml:2: ") and "clowd" in line for line in lines)
    assert any(line.startswith("other.yaml:1: is nothing that can be checked alone") for line in lines)


def test_json_has_each_fault_with_its_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = put(tmp_path, "pilot.yaml", SCENARIO.replace("900", "many"))
    status, out, err = ran(capsys, wrong, "--json")
    found = json.loads(out)
    assert (status, err, found["sound"]) == (2, "", False)
    assert [(one["file"], one["line"], one["name"]) for one in found["faults"]] == [
        ("pilot.yaml", 5, "labelling.items.value")
    ]
    assert found["files"] == [{"file": wrong, "kind": "scenario"}]


def test_json_of_a_sound_folder_counts_its_assumptions(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ran(capsys, "--json")
    counted = json.loads(out)["assumptions"]
    assert status == 0
    assert counted["all"] == counted["sourced"] + counted["judgements"] > 400


def test_files_are_tried_on_the_folder_that_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    put(own, "own.yaml", "labelling:\n  items: {value: 900, source: [{judgement: Counted}]}\n")
    file = put(tmp_path, "pilot.yaml", SCENARIO.replace("900", "800"))
    assert ran(capsys, str(own), file)[0] == 0
    assert ran(capsys, str(own), str(own))[0] == 2


def test_an_absent_place_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ran(capsys, "no-such-folder")
    assert status == 2
    assert "no-such-folder" in out


def test_a_plan_without_a_shipped_activity_is_sound_though_shipped_scenarios_name_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    put(
        tmp_path,
        "own.yaml",
        "plan:\n  security_review: {dropped: true}\n  operations_handover:\n"
        "    after: [production_engineering, business_acceptance]\nrisks:\n  security_findings: {dropped: true}\n",
    )
    status, out, _ = ran(capsys, str(tmp_path))
    assert (status, out.split()[1]) == (0, "assumptions,")


SEVERAL = """people: {data_scientits: {people: 2}, ml_engineer: {people: 0}}
initiatives:
  claims: {folder: claims, start: 2027-01, after: [churn]}
  churn: {start: 2027-01, after: [claims]}
  late: {start: 2061-01}
budget: 900_000
"""
OWN = "labelling:\n  items: {value: %s, source: [{judgement: Counted}]}\n"


def test_all_faults_of_a_portfolio_are_told_with_those_of_its_initiatives(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "claims").mkdir()
    own = put(tmp_path / "claims", "own.yaml", OWN % 900)
    put(tmp_path, "portfolio.yaml", SEVERAL)
    status, out, _ = ran(capsys, str(tmp_path))  # the folder is checked with the portfolio that lies in it
    assert status == 2
    for told in (
        "portfolio.yaml:1: people.data_scientits: works on none of the initiatives",
        "portfolio.yaml:1: people.ml_engineer: there is nobody in the end",
        "portfolio.yaml:3: initiatives: go in a circle",
        "portfolio.yaml:5: initiatives.late.start: lies more than 240 months after 2027-01",
        "portfolio.yaml:6: budget: must say for which fiscal year",
    ):
        assert told in out, out
    Path(own).write_text(OWN % "many", encoding="utf-8")
    assert "own.yaml:2: labelling.items" in ran(capsys, str(tmp_path / "portfolio.yaml"))[1]
