"""What commands print for programs: one object, with a schema that is shipped and that every output keeps."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import pytest

import costmodel as cm
from costmodel import cli
from costmodel.cli.machine import SCHEMA_VERSION, schema
from costmodel.files.tree import baseline_folder

FEW = ("--samples", "2048")
FEWER = ("--samples", "64")  # too few for standard errors: they are null
WORKSHOP = baseline_folder() / "workshop"
SPENT, CLOSED, POSTINGS, BILL = (str(WORKSHOP / f"{name}.csv") for name in ("spent", "closed", "postings", "bill"))
BOOKED = ("--scenario", "visual_inspection", "--start", "2027-07", "--split", *FEW)
ASKED = [
    ("estimate", *FEW),
    ("estimate", "--samples", "1"),
    ("estimate", *FEWER, "--scenario", "mlops", "--set", "first_estimate.amount=90000"),
    ("check",),
    ("check", str(baseline_folder() / "mapping" / "accounts.yaml")),
    ("drivers", *FEW),
    ("drivers", *FEWER, "--of", "go_live", "--confidence", "0.8"),
    ("risks", *FEW),
    ("capability", *FEWER),
    ("actions", *FEWER),
    ("quality", *FEW),
    ("outside-view", *FEW),
    ("outside-view", *FEWER, "--approved", "500k", "--own", CLOSED),
    ("compare", "baseline", "mlops", *FEW),
    ("bridge", "baseline", "credit_scoring", *FEW, "--order", "as-given"),
    ("bridge", "baseline", "baseline", *FEWER, "--of", "total", "--confidence", "0.8"),
    ("contingency", *FEW, "--by", "phase"),
    ("stages", *FEW),
    ("stages", *FEWER, "--scenario", "three_week_model"),
    ("staffing", *FEW, "--every", "quarter"),
    ("reforecast", *FEW, "--finished", "business_case=1.8", "--running", "data_access"),
    ("finance", "present-value", *FEWER),
    ("finance", "capital", *FEWER, "--every", "quarter"),
    ("finance", "cash", *FEWER, "--every", "month", "--set", "initiative.start=2027-08"),
    ("finance", "accounts", *FEWER, "--view", "as_it_happens", "--set", "initiative.start=2027-08"),
    ("finance", "benefits", *FEWER, "--set", "benefits.monthly_value=40000"),
    ("portfolio", str(WORKSHOP.parent / "portfolios" / "insurer.yaml"), *FEWER, "--budget", "3m"),
    ("report", *FEW, "--actual", SPENT),
    ("report", *FEWER, "--samples-csv", "NEW.csv"),
    ("handout", "NEW.pdf", *FEWER),
    ("questionnaire", "--write", "NEW.csv"),
    ("questionnaire", "FILLED.csv"),
    ("init", "NEW"),
    ("workshop", "material", "NEW"),
]


@pytest.fixture(scope="module")
def jsonschema() -> Any:
    """Loaded where it is needed: every worker collects this file, and the formats it knows take seconds to load."""
    return pytest.importorskip("jsonschema")


def filled(folder: Path) -> None:
    """The empty form with an answer to each statement."""
    empty = cm.write_questionnaire(folder / "empty.csv")
    text = empty.read_text(encoding="utf-8-sig")
    mark = ";" if text.count(";") > text.count(",") else ","
    rows = list(csv.reader(text.splitlines(), delimiter=mark))
    head = next(place for place, row in enumerate(rows) if "Code" in row)
    code, level = rows[head].index("Code"), next(n for n, one in enumerate(rows[head]) if one.startswith("Your level"))
    for number, row in enumerate(rows[head + 1 :]):
        if len(row) > level and row[code]:
            row[level] = str(2 + number % 3)
    with (folder / "FILLED.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=mark).writerows(rows)


def told(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], status: int = 0) -> dict[str, Any]:
    assert cli.main([*words, "--json"]) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def commands() -> dict[str, argparse.ArgumentParser]:
    """Each command by its name; one of a family by the family's and its own, beside the family itself."""
    found = _choices(cli.parser())
    for family, made in list(found.items()):
        found |= {f"{family} {name}": one for name, one in _choices(made).items()}
    return found


def _choices(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    chosen = (one for one in of._actions if isinstance(one, argparse._SubParsersAction))
    return {name: made for one in chosen for name, made in one.choices.items()}


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_every_output_keeps_its_schema(
    words: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    jsonschema: Any,
) -> None:
    monkeypatch.chdir(tmp_path)
    if "FILLED.csv" in words:
        filled(tmp_path)
    found, wanted = told(capsys, words), schema(words[0])
    jsonschema.Draft202012Validator.check_schema(wanted)
    jsonschema.validate(found, wanted, jsonschema.Draft202012Validator)
    assert list(found)[:2] == ["schema", "schema_version"]


def test_booked_actuals_keep_their_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path, jsonschema: Any) -> None:
    (tmp_path / "own" / "mapping").mkdir(parents=True)
    rules = (baseline_folder() / "mapping" / "accounts.yaml").read_text(encoding="utf-8")
    (tmp_path / "own" / "mapping" / "accounts.yaml").write_text(rules, encoding="utf-8")
    for more in ((), ("--dry-run",), ("--by", "category"), ("--by", "account")):
        words = ("actuals", POSTINGS, BILL, "--folder", str(tmp_path / "own"), *BOOKED, *more)
        jsonschema.validate(told(capsys, words), schema("actuals"), jsonschema.Draft202012Validator)


def test_every_command_that_has_json_has_a_schema_and_is_tried_here() -> None:
    with_json = {name for name, made in commands().items() if "--json" in made._option_string_actions}
    tried = {" ".join(words[: 2 if words[0] in ("finance", "workshop") else 1]) for words in ASKED} | {"actuals"}
    tried |= {f"workshop {part}" for part in ("prepare", "close", "form")}  # in tests/workshop/test_clean_folder.py
    assert with_json == tried
    families = {name.split()[0] for name in with_json}
    for name in families:
        wanted = schema(name)
        assert wanted["properties"]["schema"]["const"] == f"costmodel/{name}"
        assert wanted["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    shipped = {path.stem for path in (Path(cli.__file__).parent / "schemas").glob("*.json")}
    assert shipped == families


def test_a_list_says_from_which_run_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    est = cm.estimate(cm.load(scenarios=["mlops"]), 64, 3)
    for name in ("drivers", "risks", "actions", "capability"):
        found = told(capsys, (name, "--scenario", "mlops", "--samples", "64", "--seed", "3"))
        assert (found["seed"], found["samples"], found["currency"]) == (3, 64, "EUR")
        assert (found["scenarios"], found["fingerprint"]) == (["mlops"], est.fingerprint)
        assert len(found["rows"]) > 3


def test_no_figure_is_minus_zero(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("contingency", *FEW), ("compare", "baseline", "baseline", *FEWER), ("stages", *FEW)):
        assert cli.main([*words, "--json"]) == 0
        assert "-0.0," not in capsys.readouterr().out
