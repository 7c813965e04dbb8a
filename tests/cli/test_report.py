"""The command `report`: what it writes, what it refuses, and that approved baselines can be compared with."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import costmodel as cm
from costmodel import cli

FEW = ["--samples", "512"]


def test_a_report_writes_what_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = tmp_path / "samples.csv"
    assert cli.main(["report", *FEW, "--samples-csv", str(samples)]) == 0
    assert capsys.readouterr().out == f"written: {samples}\n"
    est = cm.estimate(cm.load(), 512)
    assert pd.read_csv(samples)["total"].mean() == pytest.approx(est.total.mean(), rel=1e-5)


@pytest.mark.parametrize(("option", "begins"), [("--html", b"<!"), ("--one-page", b"%PDF"), ("--xlsx", b"PK")])
def test_each_kind_of_report_is_written_in_its_format(option: str, begins: bytes, tmp_path: Path) -> None:
    target = tmp_path / "report"
    suffix = {"--html": ".html", "--one-page": ".pdf", "--xlsx": ".xlsx"}[option]
    assert cli.main(["report", *FEW, "--lang", "de", option, str(target.with_suffix(suffix))]) == 0
    assert target.with_suffix(suffix).read_bytes().startswith(begins)


def test_a_report_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report"]) == 2
    assert "say what to write" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", *FEW, "--samples-csv", str(tmp_path / "nowhere" / "s.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_an_approval_names_who_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", *FEW, "--baseline", str(tmp_path / "b.yaml")]) == 2
    assert "--who NAME --why TEXT" in capsys.readouterr().err


def test_a_bridge_starts_from_an_approved_baseline_with_its_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved = str(tmp_path / "approved.yaml")
    written = ["report", "--scenario", "credit_scoring", *FEW, "--seed", "7", "--baseline", approved]
    assert cli.main([*written, "--who", "Board", "--why", "Budget"]) == 0
    assert cli.main(["compare", approved, "credit_scoring"]) == 0
    told = capsys.readouterr()
    total = next(line for line in told.out.splitlines() if line.startswith("total "))
    assert total.split()[3] == "0.000"  # first, second, and nothing between them
    assert told.err == ""


def test_actual_spending_is_shown_against_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    actual = tmp_path / "actual.csv"
    actual.write_text("month,category,amount\n1,staffing,9000\n", encoding="utf-8")
    assert cli.main(["report", *FEW, "--actual", str(actual)]) == 0
    assert "9,000" in capsys.readouterr().out
    actual.write_text("month,category,amount\nsoon,staffing,9000\n", encoding="utf-8")
    assert cli.main(["report", *FEW, "--actual", str(actual)]) == 2
    assert "actual.csv:2: month: 'soon' is no month" in capsys.readouterr().err


def test_an_edited_workbook_is_a_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "ours.xlsx"
    assert cli.main(["report", *FEW, "--xlsx", str(book)]) == 0
    edited = openpyxl.load_workbook(book)
    sheet = edited["Assumptions"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=5) if cells[0].value == "initiative.horizon")
    sheet.cell(row, columns["value"]).value = 24
    reason = next(name for name in columns if name and "reason" in str(name).lower())
    sheet.cell(row, columns[reason]).value = "Two years are planned"
    edited.save(book)
    capsys.readouterr()
    assert cli.main(["estimate", *FEW, "--scenario", str(book)]) == 0
    told = capsys.readouterr().out
    assert "initiative.horizon: 60 months -> 24 months" in told
    assert "Two years are planned" in told
