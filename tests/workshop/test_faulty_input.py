"""What is wrong with a file comes as a table: each fault with its place, none left out, nothing raised."""

from pathlib import Path

import openpyxl
import pytest

import costmodel as cm
from costmodel.language.language import language_of
from costmodel.report import workbook

THREE_FAULTS = """scenario: ours
meaning: What we believe
story: Our own case, for a test
changes:
  labelling.itmes:
    value: 4000
    why: A slip of the pen.
  hiring.must_hire:
    chance: 35
    why: A share in per cent.
  plan.release.wait:
    min: 30
    mode: 10
    max: 60
    why: Lowest and likeliest changed places.
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_each_fault_of_a_scenario_file_is_a_row_with_file_line_name_and_sentence(tmp_path: Path) -> None:
    found = cm.faults(write(tmp_path / "ours.yaml", THREE_FAULTS))
    assert list(found.columns) == ["File", "Line", "Name", "What is wrong"]
    assert list(found["File"]) == ["ours.yaml"] * 3
    assert list(found["Name"]) == ["labelling.itmes", "hiring.must_hire", "plan.release.wait"]
    assert list(found["Line"].between(5, 15)) == [True] * 3
    assert "did you mean 'labelling.items'?" in found["What is wrong"][0]
    assert "not 35" in found["What is wrong"][1]


def test_a_sound_file_has_an_empty_table_with_the_same_headings(tmp_path: Path) -> None:
    path = cm.save_scenario(
        cm.load().with_changes({"labelling.items": 4000}, why="Counted."), tmp_path / "ours.yaml", "Ours", "A test"
    )
    assert cm.faults(path).empty
    assert list(cm.faults(path, code="de").columns) == ["Datei", "Zeile", "Name", "Was falsch ist"]


def test_a_file_that_is_not_there_is_a_fault_and_no_error(tmp_path: Path) -> None:
    found = cm.faults(tmp_path / "nowhere.yaml")
    assert len(found) == 1
    assert "cannot be read" in found["What is wrong"][0]


def test_a_folder_is_looked_through_with_its_scenarios(tmp_path: Path) -> None:
    write(tmp_path / "own.yaml", "hiring:\n  must_hire:\n    chance: 2\n    source:\n      - judgement: too sure\n")
    (tmp_path / "scenarios").mkdir()
    write(tmp_path / "scenarios" / "ours.yaml", THREE_FAULTS.replace("chance: 35", "chance: 0.45"))
    found = cm.faults(tmp_path)
    assert set(found["File"]) == {"own.yaml", "ours.yaml"}
    assert len(found) == 1 + 2


def test_a_scenario_is_judged_on_what_it_is_laid_on(tmp_path: Path) -> None:
    dropped = tmp_path / "company"
    dropped.mkdir()
    write(dropped / "risks.yaml", "risks:\n  supplier_changes_terms:\n    dropped: true\n")
    path = write(
        tmp_path / "ours.yaml",
        "scenario: ours\nmeaning: Ours\nstory: A test\nchanges:\n"
        "  risks.supplier_changes_terms.chance:\n    chance: 0.4\n    why: A new contract.\n",
    )
    assert cm.faults(path).empty
    assert list(cm.faults(path, cm.load(dropped))["Name"]) == ["risks.supplier_changes_terms.chance"]


def test_a_fault_in_a_workbook_is_told_by_sheet_and_cell(tmp_path: Path) -> None:
    est = cm.estimate(cm.load(), 64)
    path = workbook.write(est, tmp_path / "ours.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[language_of("en")("sheet assumptions")]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=5) if cells[0].value == "hiring.must_hire")
    sheet.cell(row, 12).value = "a half"  # the column for chances
    book.save(path)
    found = cm.faults(path)
    assert f"cell L{row}" in found["File"][0]
    assert set(found["Name"]) == {"hiring.must_hire"}
    assert list(found["Line"]) == [row] * len(found)
    assert any("'a half' is a text; a number is needed here" in text for text in found["What is wrong"])


def test_what_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ours.xlsx"
    path.write_bytes(b"no workbook")
    found = cm.faults(path)
    assert (found["File"][0], found["Name"][0]) == ("ours.xlsx", "")
    assert "cannot be read as a workbook" in found["What is wrong"][0]


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no language"):
        cm.faults(tmp_path, code="fr")


def test_changes_are_judged_before_they_are_made() -> None:
    wanted = {"labelling.itmes": 5, "hiring.must_hire": {"chance": 40}, "plan.release.wait": {"p10": 60, "p90": 20}}
    found = cm.faults(wanted)
    assert set(found["Name"]) == set(wanted)
    assert set(found["File"]) == {""}
    assert cm.faults({"labelling.items": {"p10": 5, "p90": 50}}).empty
