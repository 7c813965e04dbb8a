"""What finance asks, as commands: tables that add up, JSON for programs, and faults in a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from costmodel.cli import main
from costmodel.cli.finance import COMMANDS

FEW = ["--samples", "256"]
BENEFIT = ["--set", "benefits.monthly_value=40000"]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["finance", *words])
    out, err = capsys.readouterr()
    return status, out, err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    status, out, _ = told(capsys, *words, "--json", *FEW)
    assert status == 0
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_each_statement_is_told_at_the_mean_and_at_the_confidence_with_its_view(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = told(capsys, command, *FEW, *BENEFIT, "--confidence", "0.7")
    assert status == 0
    text = " ".join(out.split())
    assert ", mean, EUR" in text
    assert ", P70, EUR" in text
    assert ("As it happens: stops" if command == "benefits" else "Carried through: no gate") in text


@pytest.mark.parametrize("command", COMMANDS)
def test_json_has_rows_by_period_and_what_it_takes_to_get_them_again(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(capsys, command, *BENEFIT, "--every", "quarter", "--view", "as_it_happens")
    assert (found["view"], found["confidence"], found["every"], found["samples"]) == (
        "as_it_happens",
        0.8,
        "quarter",
        256,
    )
    assert found["fingerprint"]
    assert all("quarter" in row for row in (*found["mean"], *found["at_confidence"]))
    assert ("lines" in found) == (command == "capital")


def test_capital_accounts_and_cash_are_the_same_cost(capsys: pytest.CaptureFixture[str]) -> None:
    books = as_json(capsys, "capital")
    cost = round(sum(row["capital"] + row["operating"] for row in books["at_confidence"]), 2)
    assert round(sum(row["charge"] for row in books["at_confidence"]), 2) == cost
    assert round(sum(line["capital"] + line["operating"] for line in books["lines"]), 2) == cost
    assert round(sum(row["amount"] for row in as_json(capsys, "accounts")["at_confidence"]), 2) == cost
    assert round(sum(row["full_cost"] for row in as_json(capsys, "cash")["at_confidence"]), 2) == cost


def test_the_books_of_the_hgb_cite_the_hgb(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "capital", "--set", "finance.capitalisation.ias_38=0")
    assert found["books"] == "hgb"
    assert not any("IAS" in line["reason"] for line in found["lines"])


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["benefits"], "no benefit is stated"),
        (["cash", "--confidence", "80"], "a confidence lies between 0 and 1, such as 0.8, not 80"),
        (["cash", "--set", "finance.price_rise.labour=1.03"], "a factor? as a rate 0.03"),
        (["cash", "--samples", "1"], "which has no percentiles"),
    ],
)
def test_a_fault_is_a_sentence(words: list[str], fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = told(capsys, *words)
    assert (status, out) == (2, "")
    assert fault in err


def test_a_fault_in_the_rules_of_a_folder_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mapping").mkdir()
    (tmp_path / "mapping" / "treatments.yaml").write_text("treatments:\n  - {as: lease}\n", encoding="utf-8")
    status, _, err = told(capsys, "capital", str(tmp_path), *FEW)
    assert status == 2
    assert "treatments.yaml:1: assets: must hold kinds of assets" in err
    assert "treatments.yaml:2: treatments[1]: ifrs is missing" in err
