"""The command `actuals` tells what is booked, what is not and why, and where the actual lies in the simulation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import costmodel as cm
from costmodel import cli
from costmodel.files.tree import baseline_folder

WORKSHOP = baseline_folder() / "workshop"
POSTINGS, BILL = str(WORKSHOP / "postings.csv"), str(WORKSHOP / "bill.csv")
RULES = """accounts:
  - {category: waiting, payee: labour, account: "6020", cost_centre: "4712"}
  - {payee: labour, account: "6020", cost_centre: "4711"}
  - {payee: cloud, account: "6835", cost_centre: "4711"}
  - {payee: licence, account: "6837", cost_centre: "4711"}
  - {category: compliance, account: "6827", cost_centre: "4711"}
  - {account: "6300", cost_centre: "4711"}
"""
FEW = ["--samples", "2048", "--scenario", "visual_inspection", "--start", "2027-07"]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "own" / "mapping").mkdir(parents=True)
    (tmp_path / "own" / "mapping" / "accounts.yaml").write_text(RULES, encoding="utf-8")
    return str(tmp_path / "own")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert cli.main(list(arguments)) == 2
    message = capsys.readouterr()
    assert message.out == ""
    return message.err.splitlines()


def test_a_dry_run_says_what_is_booked_and_what_is_not_and_why(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    text = told(capsys, "actuals", POSTINGS, "--folder", folder, *FEW, "--dry-run")
    words = " ".join(text.split())
    assert "all 14 53,080.50" in words  # 14 lines
    assert "not booked 2 2,180.50" in words  # 2,000 before the start, 180.50 on an unknown account
    assert "2,000.00 EUR: lies before the start in 2027-07 (not booked; lines: 1, first postings.csv:5)" in words
    assert "180.50 EUR: account 6640 is not in accounts.yaml" in words
    assert "P80" not in text


@pytest.mark.parametrize("by", ["total", "category", "account"])
def test_json_is_what_the_functions_say(capsys: pytest.CaptureFixture[str], folder: str, by: str) -> None:
    found = json.loads(told(capsys, "actuals", POSTINGS, BILL, "--folder", folder, *FEW, "--by", by, "--json"))
    est = cm.estimate(cm.load(folder, scenarios=["visual_inspection"]), 2048, 1)
    booking = cm.book(cm.read_files([POSTINGS, BILL], est), est, start="2027-07")
    against = cm.plan_against_actual(est, booking, by=by)
    assert found["sums"] == pytest.approx(dict(booking.sums))
    assert sum(row["amount"] for row in found["lines"]) == pytest.approx(sum(found["sums"].values()))
    assert [row["actual_so_far"] for row in found["plan_against_actual"]] == pytest.approx(
        list(against["actual_so_far"])
    )
    assert [row["p80"] for row in found["plan_against_actual"]] == pytest.approx(list(against["p80"]))
    assert (found["start"], found["currency"]) == ("2027-07", "EUR")


def test_the_tables_are_german_when_asked(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    text = told(capsys, "actuals", POSTINGS, "--folder", folder, *FEW, "--by", "category", "--split", "--lang", "de")
    words = " ".join(text.split())
    assert "verbucht ohne Kategorie" not in words  # all of it is split
    assert "nicht verbucht 2 2.180,50" in words
    assert "nach den Anteilen des Plans: " in words
    assert "Recht und Prüfung" in words
    for english in ("booked", "lines", "Actual", "samples"):
        assert english not in text


def test_a_bill_is_booked_by_tag_and_service(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    options = ["--tag", "initiative=inspection", "--service", "Compute=training_compute", "--cost", "effective"]
    found = json.loads(told(capsys, "actuals", BILL, "--folder", folder, *FEW, *options, "--json", "--dry-run"))
    training = sum(row["amount"] for row in found["lines"] if row["category"] == "training_compute")
    assert training == pytest.approx(720)  # (840.50 - 40.50) USD x 0.9
    assert "plan_against_actual" not in found


def test_a_new_forecast_takes_the_same_files(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    found = json.loads(told(capsys, "reforecast", folder, "--actual", POSTINGS, "--actual", BILL, *FEW, "--json"))
    assert found["month"] == 3
    # 50,900 of the postings (51,000 less a credit of 100), and 1,400 USD of the bill at 0.9
    assert found["spent"] == pytest.approx(50_900 + 1_260)


def test_what_is_wrong_is_told_in_a_line_each(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert refused(capsys, "actuals", "nowhere.csv", "neither.csv") == [
        "nowhere.csv is no file",
        "neither.csv is no file",
    ]
    assert refused(capsys, "actuals", POSTINGS, "--column", "amount") == [
        "--column amount: write PART=HEADING, as in --column amount=Betrag"
    ]
    assert "in which month does the initiative start?" in refused(capsys, "actuals", POSTINGS, "--samples", "64")[0]
    doubtful = tmp_path / "export.csv"
    doubtful.write_text("Datum;Konto;Betrag\n31.07.2027;1;12.000\n", encoding="utf-8")
    few = ["--samples", "64", "--start", "2027-07"]
    assert refused(capsys, "actuals", str(doubtful), *few) == [
        "export.csv:2: amount: '12.000' is 12 or 12,000? write 12 or 12000"
    ]
    assert refused(capsys, "actuals", str(doubtful), *few, "--decimal", ",")[0].startswith(
        "nothing of the actual spending is booked"
    )
    assert refused(capsys, "actuals", BILL, *few, "--tag", "inspection")[0].startswith("a tag is written KEY=VALUE")
