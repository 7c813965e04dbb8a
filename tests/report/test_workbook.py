"""The workbook: real numbers, live sums that agree with the model, no formulas by accident, and the way back."""

import shutil
import subprocess
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import costmodel as cm
from costmodel.files.workbooks import STARTS_A_FORMULA, as_written, harmless
from costmodel.report import workbook
from costmodel.report.assumption_sheet import COLUMNS, HEADER

SHEETS = {
    "en": [
        "Summary",
        "Percentiles",
        "Categories",
        "Spending by year",
        "Plan P80",
        "Present value",
        "Capital and operating",
        "Assets",
        "Cash",
        "Accounts",
        "Drivers",
        "Drivers of the date",
        "Risks",
        "Best actions",
    ],
    "de": [
        "Übersicht",
        "Perzentile",
        "Kostenarten",
        "Kosten nach Jahren",
        "Plan P80",
        "Barwert",
        "Investition und Aufwand",
        "Aktivierung",
        "Auszahlungen",
        "Konten",
        "Treiber",
        "Treiber des Termins",
        "Risiken",
        "Maßnahmen",
    ],
}


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    evil = {"labelling.items": cm.Belief(min=100, mode=200, max=900, meaning="=cmd|' /C calc'!A0")}
    assumptions = cm.load(scenarios=["visual_inspection"]).with_changes(evil, why="+1 or @SUM(1)", by="-me")
    return cm.estimate(assumptions, samples=2_048, seed=2)


@pytest.fixture(scope="module")
def written(est: cm.Estimate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook.write(est, tmp_path_factory.mktemp("book") / "report.xlsx")


@pytest.fixture(scope="module")
def converted(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook opened, calculated and saved by LibreOffice, with no stored value to lean on."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice (soffice) on the path to recalculate the workbook")
    bare, home = tmp_path_factory.mktemp("bare") / "bare.xlsx", tmp_path_factory.mktemp("home")
    book = opened(written)  # openpyxl keeps formulas and drops their values
    book.save(bare)
    user = f"-env:UserInstallation={home.as_uri()}"
    command = [office, user, "--headless", "--convert-to", "xlsx", "--outdir", str(home / "out"), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return home / "out" / "bare.xlsx"


def total(sheet: Worksheet, column: int, word: str = "Total") -> Any:
    return next(row[column].value for row in sheet.iter_rows() if row[0].value == word)


@lru_cache
def opened(path: Path) -> Workbook:
    """A workbook with its formulas, opened once for all who only read it."""
    return load_workbook(path)


def row_of(sheet: Worksheet, name: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == name)


def column(name: str) -> int:
    return list(COLUMNS).index(name) + 1


# -- out --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SHEETS)
def test_the_sheets_are_named_in_the_language(est: cm.Estimate, written: Path, tmp_path: Path, code: str) -> None:
    path = written if code == "en" else workbook.write(est, tmp_path / "report.xlsx", code)
    names = load_workbook(path, read_only=True).sheetnames
    assert names[: len(SHEETS[code])] == SHEETS[code]


def test_sums_are_live_formulas_whose_stored_values_are_those_of_the_model(est: cm.Estimate, written: Path) -> None:
    formulas, values = opened(written), load_workbook(written, data_only=True)
    for sheet, place in (("Summary", 3), ("Categories", 3), ("Spending by year", -1)):
        assert str(total(formulas[sheet], place)).startswith("=SUM(")
        assert total(values[sheet], place) == pytest.approx(float(np.mean(est.total)), rel=1e-12)
    every = pytest.approx(float(np.mean(est.total)), abs=5)  # but for lines below half a euro
    assert str(total(formulas["Cost lines"], 3)).startswith("=SUM(")
    assert total(values["Cost lines"], 3) == every
    assert total(values["Plan P80"], -1) == pytest.approx(est.quantile(0.8), abs=0.005)
    p80 = pytest.approx(est.quantile(0.8), rel=1e-12)
    assert total(values["Summary"], 6) == p80  # a percentile is no sum, and is not written as one


def test_libreoffice_recalculates_to_the_same_totals(est: cm.Estimate, converted: Path) -> None:
    values = load_workbook(converted, data_only=True)
    mean = float(np.mean(est.total))
    assert total(values["Summary"], 3) == pytest.approx(mean, rel=1e-9)
    assert total(values["Categories"], 3) == pytest.approx(mean, rel=1e-9)
    assert total(values["Categories"], 4) == pytest.approx(1.0)
    assert total(values["Spending by year"], -1) == pytest.approx(mean, rel=1e-9)
    assert total(values["Plan P80"], -1) == pytest.approx(est.quantile(0.8), abs=0.01)
    for sheet, place, word in (("Categories", 3, "mean"), ("Spending by year", -1, "mean"), ("Plan P80", -1, "P80")):
        assert total(values[sheet], place, f"Difference from the model's {word}") == 0
    wrong = [cell.coordinate for sheet in values for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert wrong == []


def test_what_libreoffice_saved_is_read_back_without_a_change(converted: Path) -> None:
    assert workbook.read_scenario(converted).changes == {}


def test_numbers_are_numbers_with_formats_under_frozen_headings(written: Path) -> None:
    book = opened(written)
    cell = book["Categories"]["C4"]
    assert isinstance(cell.value, float)
    assert cell.number_format.startswith("#,##0")
    for name in book.sheetnames:
        if book[name].sheet_state == "visible":
            assert book[name].freeze_panes is not None, name
            assert book[name].column_dimensions["A"].width > 10, name
    charts = {name: len(book[name]._charts) for name in ("Percentiles", "Categories", "Spending by year", "Drivers")}
    assert set(charts.values()) == {1}


def test_each_cost_line_stands_there_with_its_formula(est: cm.Estimate, written: Path) -> None:
    sheet = opened(written)["Cost lines"]
    row = row_of(sheet, "Penetration test")
    believed = est.assumptions["handover.penetration_test"].meaning
    assert str(sheet.cell(row, 6).value).endswith(f"€ ({believed})")
    assert sheet.cell(row, 4).value == pytest.approx(sheet.cell(row, 5).value), "one number alone is its own mean"


def test_assumptions_stand_there_with_source_place_override_and_reason(est: cm.Estimate, written: Path) -> None:
    sheet = opened(written)["Assumptions"]
    assert sheet.max_row == HEADER + 1 + len(est.assumptions)
    row = row_of(sheet, "hardware.edge_devices.count")
    told = {name: sheet.cell(row, column(name)).value for name in COLUMNS}
    assert told["value"] == 12
    assert told["unit"] == "device"
    assert told["origin"].startswith("hardware.yaml:")
    assert told["changed_by"] == "visual_inspection"
    assert told["changed_why"] == "Four stations on each of three lines."


def test_no_text_becomes_a_formula(written: Path) -> None:
    book = opened(written)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert str(cell.value).startswith(("=SUM(", "=IF(", "=ROUND(")), cell.coordinate
                elif isinstance(cell.value, str):
                    assert not cell.value.lstrip().startswith(STARTS_A_FORMULA), cell.coordinate
    with zipfile.ZipFile(written) as archive:
        assert not [name for name in archive.namelist() if "external" in name or "vba" in name]


@given(st.text(max_size=40) | st.text(alphabet="'=+-@ \t\n\u00a0a", max_size=6))
def test_a_text_made_harmless_starts_no_formula_and_comes_back(text: str) -> None:
    assert not harmless(text).lstrip(" \n\v\f\u00a0").startswith(STARTS_A_FORMULA)
    assert as_written(harmless(text)) == text


def test_the_same_estimate_is_the_same_file_to_the_byte(est: cm.Estimate, written: Path, tmp_path: Path) -> None:
    assert workbook.write(est, tmp_path / "again.xlsx").read_bytes() == written.read_bytes()


def test_a_workbook_of_the_likeliest_case_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    point = cm.likeliest(cm.load())
    with pytest.raises(ValueError, match="needs a simulation"):
        workbook.write(point, tmp_path / "point.xlsx")
    with pytest.raises(ValueError, match=r"must end in \.xlsx, not 'point\.csv'"):
        workbook.write(point, tmp_path / "point.csv")


# -- back -------------------------------------------------------------------------------------------------------------


def edited(written: Path, folder: Path, *edits: tuple[str, str, Any]) -> Path:
    """The workbook with other cells; what was opened for it is left as it was."""
    book = opened(written)
    sheet = book["Assumptions"]
    cells = [(sheet.cell(row_of(sheet, name), column(key)), value) for name, key, value in edits]
    before = [cell.value for cell, _ in cells]
    for cell, value in cells:
        cell.value = value
    book.save(folder / "edited.xlsx")
    for (cell, _), value in zip(cells, before, strict=True):
        cell.value = value
    return folder / "edited.xlsx"


def faults(path: Path, assumptions: cm.Assumptions) -> list[str]:
    with pytest.raises(cm.AssumptionsError) as caught:
        workbook.with_workbook(assumptions, path)
    return [str(fault) for fault in caught.value.faults]


def test_an_untouched_workbook_changes_nothing(written: Path) -> None:
    assert workbook.read_scenario(written).changes == {}


def test_what_was_edited_comes_back_as_a_scenario_and_nothing_else(
    est: cm.Estimate, written: Path, tmp_path: Path
) -> None:
    path = edited(
        written,
        tmp_path,
        ("hiring.must_hire", "chance", 0.5),
        ("hiring.must_hire", "your_why", "Two left in May"),
        ("labelling.labels_per_item", "min", None),
        ("labelling.labels_per_item", "mode", None),
        ("labelling.labels_per_item", "max", None),
        ("labelling.labels_per_item", "value", 2),
        ("labelling.labels_per_item", "your_why", "Counted"),
    )
    after = workbook.with_workbook(est.assumptions, path)
    changed = {name for name in after if after[name].key != est.assumptions[name].key}
    assert changed == {"hiring.must_hire", "labelling.labels_per_item"}
    assert after["hiring.must_hire"].chance == 0.5
    assert after["labelling.labels_per_item"].value == 2
    assert after["labelling.labels_per_item"].unit == est.assumptions["labelling.labels_per_item"].unit
    change = after.last_change("hiring.must_hire")
    assert change is not None
    assert (change.why, change.by) == ("Two left in May", "edited")


def test_the_same_changes_by_hand_give_the_same_estimate(est: cm.Estimate, written: Path, tmp_path: Path) -> None:
    path = edited(written, tmp_path, ("labelling.items", "mode", 300), ("labelling.items", "your_why", "Counted"))
    back = workbook.with_workbook(est.assumptions, path)
    by_hand = est.assumptions.with_changes({"labelling.items": cm.Belief(min=100, mode=300, max=900)})
    assert back.fingerprint == by_hand.fingerprint


def test_prices_in_another_currency_are_converted_as_in_a_file(est: cm.Estimate, written: Path, tmp_path: Path) -> None:
    name = "labelling.vendor_price"
    unit = est.assumptions[name].unit
    assert unit == "EUR/label"
    edits = [(name, "unit", "USD/label"), (name, "prices_of", 2025), (name, "your_why", "The offer is in dollars")]
    after = workbook.with_workbook(est.assumptions, edited(written, tmp_path, *edits))
    factor = est.assumptions.structure.prices.factor("USD", 2025)
    assert after[name].high == pytest.approx(est.assumptions[name].high * factor)
    assert after[name].unit == "EUR/label"


@pytest.mark.parametrize(
    ("edits", "cell", "words"),
    [
        ([("hiring.must_hire", "chance", "a half")], "chance", "'a half' is a text; a number is needed here"),
        ([("hiring.must_hire", "chance", True)], "chance", "is no number"),
        ([("hiring.must_hire", "chance", 1.5), ("hiring.must_hire", "your_why", "x")], "chance", "between 0 and 1"),
        ([("hiring.must_hire", "chance", 0.6)], "your_why", "a reason is missing"),
        ([("hiring.must_hire", "value", "=1/2")], "value", "a formula that was never calculated"),
        ([("labelling.items", "mode", 5), ("labelling.items", "your_why", "x")], "min", "min 100 is above mode 5"),
        ([("labelling.items", "unit", "person"), ("labelling.items", "your_why", "x")], "unit", "something else"),
        ([("labelling.items", "choices", "1; 2"), ("labelling.items", "your_why", "x")], "choices", "no choices"),
        ([("labelling.items", "name", "labelling.itms")], "name", "no such assumption"),
    ],
)
def test_a_fault_names_sheet_and_cell(
    est: cm.Estimate, written: Path, tmp_path: Path, edits: list[tuple[str, str, Any]], cell: str, words: str
) -> None:
    row = row_of(opened(written)["Assumptions"], edits[0][0])
    letter = chr(ord("A") + column(cell) - 1)
    told = faults(edited(written, tmp_path, *edits), est.assumptions)
    assert any(f"sheet Assumptions, cell {letter}{row}: " in fault and words in fault for fault in told), told


def test_all_faults_are_told_at_once(est: cm.Estimate, written: Path, tmp_path: Path) -> None:
    path = edited(written, tmp_path, ("hiring.must_hire", "chance", "x"), ("labelling.items", "mode", "y"))
    assert len([fault for fault in faults(path, est.assumptions) if "a number is needed" in fault]) == 2


@pytest.mark.parametrize("content", [b"", b"name;value\n", b"PK\x03\x04 no archive"])
def test_what_is_no_workbook_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "offer.xlsx"
    path.write_bytes(content)
    assert faults(path, cm.load())[0].startswith("offer.xlsx: cannot be read as a workbook")


def test_a_workbook_from_elsewhere_is_refused(est: cm.Estimate, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "other.xlsx")
    assert "not written by costmodel" in faults(tmp_path / "other.xlsx", est.assumptions)[0]


def test_choices_survive_the_way_out_and_back(tmp_path: Path) -> None:
    name = "labelling.labels_per_item"
    belief = cm.Belief(choices=[{"value": 1, "weight": 2.5}, {"value": 3, "weight": 1}])
    before = cm.load().with_changes({name: belief})
    path = workbook.write(cm.estimate(before, samples=64), tmp_path / "report.xlsx")
    edits = [(name, "choices", "1: 2.5; 4: 1"), (name, "your_why", "A fourth opinion")]
    after = workbook.with_workbook(before, edited(path, tmp_path, *edits))
    assert after[name].key == ("choices", (1.0, 2.5, 4.0, 1.0))


def test_a_file_that_unpacks_to_more_than_any_workbook_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b" " * 101_000_000)
    assert bomb.stat().st_size < 200_000
    with pytest.raises(cm.AssumptionsError, match="is larger than 20 MB when it is unpacked"):
        workbook.read_scenario(bomb)


def test_a_workbook_that_was_cut_short_is_a_fault_and_no_traceback(written: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(written) as good, zipfile.ZipFile(broken, "w") as cut:
        for part in good.infolist():
            content = good.read(part)
            cut.writestr(part, content[: len(content) // 2] if part.filename == "xl/workbook.xml" else content)
    with pytest.raises(cm.AssumptionsError, match="cannot be read as a workbook"):
        workbook.read_scenario(broken)
