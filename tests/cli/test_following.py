"""The commands for afterwards say what the functions behind them say."""

import json
from pathlib import Path

import pytest

import costmodel as cm
from costmodel import cli

SPENT = "month,category,amount\n1,staffing,9000\n2,staffing,14000\n3,compliance,27000\n"
HAPPENED = ["--finished", "business_case=1.8", "--finished", "team_building=2", "--running", "data_access"]


@pytest.fixture
def spent(tmp_path: Path) -> str:
    path = tmp_path / "spent.csv"
    path.write_text(SPENT, encoding="utf-8")
    return str(path)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert cli.main([*arguments, "--samples", "2048"]) == 2
    message = capsys.readouterr()
    assert message.out == ""
    return message.err.splitlines()


def test_staffing_in_json_is_the_plan_of_the_function(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(capsys, "staffing", "--samples", "2048", "--every", "quarter", "--json"))
    plan = cm.staffing_plan(cm.estimate(cm.load(), 2048, 1), every="quarter")
    assert [row["p80"] for row in found["table"]] == pytest.approx(list(plan.table["p80"]))
    assert [row["total"] for row in found["person_days"]] == pytest.approx(list(plan.person_days["total"]))
    assert {row["role"] for row in found["peaks"]} == set(plan.peaks.index)
    assert found["every"] == "quarter"


def test_staffing_shows_roles_months_and_the_busiest_one(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "staffing", "--samples", "2048", "--available", "domain_expert=3")
    assert "enough in 8 of 10 simulated courses" in text
    expert = next(line for line in text.splitlines() if line.startswith("domain_expert"))
    assert expert.split()[3:5] == ["3.00", "0.000"]  # three are there, none is missing


def test_a_new_forecast_in_json_is_that_of_the_function(capsys: pytest.CaptureFixture[str], spent: str) -> None:
    found = json.loads(told(capsys, "reforecast", "--actual", spent, *HAPPENED, "--json"))
    dates = {"business_case": 1.8, "team_building": 2.0}
    known = cm.reforecast(cm.estimate(cm.load(), 10_000, 1), spent, finished=dates, running=["data_access"])
    assert found["effective_samples"] == pytest.approx(known.effective)
    assert [row["after"] for row in found["chances"]] == pytest.approx(list(known.chances["after"]))
    assert found["spent"] == 50_000  # 9,000 + 14,000 + 27,000
    assert found["month"] == 3


def test_a_new_forecast_shows_before_and_after(capsys: pytest.CaptureFixture[str], spent: str) -> None:
    text = told(capsys, "reforecast", "--actual", spent, *HAPPENED, "--budget", "600000", "--months", "24")
    assert "Known after month 3" in text
    assert "Chance of keeping 600,000 EUR and 24.0 months" in text
    assert "10,000 samples weigh as" in text


def test_what_cannot_be_is_refused_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert refused(capsys, "reforecast") == [
        "say what has happened: --actual FILE, --finished ACTIVITY=MONTH, --running ACTIVITY"
    ]
    assert refused(capsys, "reforecast", "--finished", "data_access") == [
        "--finished data_access: write ACTIVITY=MONTH, as in --finished data_access=3.5"
    ]
    assert refused(capsys, "reforecast", "--finished", "dat_access=3") == [
        "no activity 'dat_access' (did you mean 'data_access'?)"
    ]
    assert "lies outside everything simulated" in refused(capsys, "reforecast", "--finished", "release=1")[0]
    assert refused(capsys, "reforecast", "--actual", "nowhere.csv") == ["nowhere.csv is no file"]
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("month,category,amount\n1,stafing,5\n", encoding="utf-8")
    assert refused(capsys, "reforecast", "--actual", str(wrong)) == [
        "wrong.csv:2: category: no category 'stafing' (did you mean 'staffing'?)"
    ]
    assert refused(capsys, "staffing", "--available", "sponsr=1") == ["no role 'sponsr' (did you mean 'sponsor'?)"]
