"""Name, start, owner and status come through each door: a folder, a scenario, a program, an option, a saved file."""

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.cli import main

WRITTEN = """\
initiative:
  name: Claims triage
  start: 2027-07
  owner: Eva Brandt
  cost_centre: "4711"
  status: submitted
  version: "2"
"""
SAID = {
    "name": "Claims triage",
    "start": "2027-07",
    "owner": "Eva Brandt",
    "cost_centre": "4711",
    "status": "submitted",
    "version": "2",
}


def scenario(folder: Path, text: str) -> Path:
    path = folder / "ours.yaml"
    path.write_text(f"meaning: Claims are sorted\nstory: An insurer sorts claims by hand\n{text}", encoding="utf-8")
    return path


def test_a_folder_a_scenario_and_a_program_say_it_alike(tmp_path: Path) -> None:
    company = tmp_path / "company"
    company.mkdir()
    (company / "initiative.yaml").write_text(WRITTEN, encoding="utf-8")
    by_folder = cm.load(company)
    by_scenario = cm.load(scenarios=[scenario(tmp_path, WRITTEN)])
    by_program = cm.load().with_changes({f"initiative.{key}": text for key, text in SAID.items()})
    assert by_folder.initiative.said() == by_scenario.initiative.said() == by_program.initiative.said() == SAID
    assert by_folder.fingerprint == by_scenario.fingerprint == by_program.fingerprint


def test_numbers_of_the_same_section_stay_numbers(tmp_path: Path) -> None:
    horizon = "  horizon:\n    value: 36\n    source:\n      - judgement: Three years are planned\n"
    (tmp_path / "initiative.yaml").write_text(WRITTEN + horizon, encoding="utf-8")
    assumptions = cm.load(tmp_path)
    assert (assumptions["initiative.horizon"].likeliest, assumptions.initiative.said()) == (36, SAID)


def test_every_fault_has_its_line(tmp_path: Path) -> None:
    text = WRITTEN.replace("2027-07", "2027.07").replace("submitted", "done").replace("owner: Eva Brandt", "owner:")
    (tmp_path / "initiative.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as refused:
        cm.load(tmp_path)
    assert sorted(map(str, refused.value.faults)) == [
        "initiative.yaml:3: initiative.start: is read as the number 2027.07; write 2027-07",
        "initiative.yaml:4: initiative.owner: is empty; write what is meant, or leave the key out",
        "initiative.yaml:6: initiative.status: 'done' is none of draft, submitted, approved",
    ]
    with pytest.raises(cm.AssumptionsError) as refused:
        cm.load(scenarios=[scenario(tmp_path, text)])
    assert sorted(fault.line for fault in refused.value.faults) == [5, 6, 8]


def test_a_slip_in_a_key_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "initiative.yaml").write_text("initiative: {onwer: Eva}\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=r"initiative\.yaml:1: initiative\.onwer: no such assumption.*owner"):
        cm.load(tmp_path)


def test_the_month_of_the_fiscal_year_is_not_said_a_second_time(tmp_path: Path) -> None:
    """It follows from the start and from the first month of the fiscal year, so nothing can contradict them."""
    old = "initiative:\n  start_month: {value: 7, source: [{judgement: We start in July}]}\n"
    (tmp_path / "initiative.yaml").write_text(old, encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=r"initiative\.start_month: no such assumption"):
        cm.load(tmp_path)


def test_options_say_it_and_refuse_it_as_files_do(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["estimate", "--samples", "16", "--json", "--set", "initiative.start=2027-07"]
    assert main([*asked, "--set", "initiative.cost_centre=0815"]) == 0
    told = capsys.readouterr().out
    assert '"start": "2027-07"' in told
    assert '"cost_centre": "0815"' in told
    assert main([*asked, "--set", "initiative.start=07.2027"]) == 2
    assert "initiative.start: '07.2027' is no month as it is written here; write 2027-07" in capsys.readouterr().err


def test_only_dates_are_in_the_fingerprint() -> None:
    base = cm.load()
    assert base.with_changes({"initiative.name": "A", "initiative.status": "approved"}).fingerprint == base.fingerprint
    assert base.with_changes({"initiative.start": "2027-07"}).fingerprint != base.fingerprint


def test_a_saved_scenario_gives_it_back(tmp_path: Path) -> None:
    said = cm.load().with_changes({f"initiative.{key}": text for key, text in SAID.items()})
    path = cm.save_scenario(said, tmp_path / "kept.yaml", "Claims are sorted", "An insurer sorts by hand")
    again = cm.load(scenarios=[path])
    assert (again.initiative, again.fingerprint) == (said.initiative, said.fingerprint)


def test_an_approved_baseline_keeps_it(tmp_path: Path) -> None:
    said = cm.load().with_changes({f"initiative.{key}": text for key, text in SAID.items()})
    path = cm.save_baseline(cm.estimate(said, samples=64), tmp_path / "approved.yaml", "The board", "Approved in May")
    kept = cm.load_baseline(path)
    assert kept.estimate.assumptions.initiative.said() == SAID
    assert (kept.agrees, kept.disagreements) == (True, ())
    assert repr(kept).startswith("<Baseline of Claims triage approved by The board")
