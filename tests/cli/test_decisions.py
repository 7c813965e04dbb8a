"""The commands that answer questions: they say what the functions behind them say."""

import json
from pathlib import Path

import pytest

import costmodel as cm
from costmodel import cli
from costmodel.decisions.actions import best_actions
from costmodel.decisions.sensitivity import drivers


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out


def test_drivers_names_assumptions_by_their_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    first = drivers(cm.estimate(cm.load(), 4096)).iloc[0]
    lines = told(capsys, "drivers", "--samples", "4096").splitlines()
    assert str(first["meaning"])[:30] in lines[3]
    assert f"{first['share']:.3f}" in lines[3]
    assert any("Remainder" in line for line in lines)


def test_an_impossible_confidence_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["drivers", "--confidence", "80", "--samples", "256"]) != 0
    assert "between 0 and 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (["drivers"], "share"),
        (["risks"], "net_benefit"),
        (["capability"], "may_cost"),
        (["actions"], "net_saving"),
        (["bridge", "baseline", "mlops", "--order", "as-given"], "effect"),
    ],
)
def test_json_has_a_row_for_each_line_of_the_result(
    command: list[str], key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(told(capsys, *command, "--samples", "64", "--json"))["rows"]
    assert len(rows) > 3
    assert all(key in row for row in rows)


def test_actions_are_those_of_the_function_behind_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(told(capsys, "actions", "--samples", "64", "--json"))["rows"]
    expected = best_actions(cm.load(), samples=64)
    assert [row["action"] for row in rows] == list(expected["action"])
    assert [row["net_saving"] for row in rows] == pytest.approx(list(expected["net_saving"]))


def test_a_bridge_leads_from_the_old_mean_to_the_new_one(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("bridge", "baseline", "credit_scoring", "--samples", "64", "--order", "as-given", "--json")
    rows = json.loads(told(capsys, *words))["rows"]
    old, new = (cm.estimate(cm.load(scenarios=names), 64) for names in ([], ["credit_scoring"]))
    assert rows[0]["level"] == pytest.approx(old.to_go_live.mean())
    assert rows[-1]["level"] == pytest.approx(new.to_go_live.mean())
    assert sum(row["effect"] for row in rows[1:-1]) == pytest.approx(new.to_go_live.mean() - old.to_go_live.mean())


def test_an_unknown_case_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", "baseline", "credit_scorin"]) == 2
    message = capsys.readouterr()
    assert "did you mean 'credit_scoring'?" in message.err
    assert message.out == ""


def test_two_scenarios_may_be_laid_on_each_other_by_a_plus_sign(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "compare", "credit_scoring", "credit_scoring+mlops", "--samples", "2048")
    assert "total" in text
    assert "go_live" in text


def test_a_bridge_on_the_screen_closes_with_all_others_and_the_new_figure(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "bridge", "baseline", "mlops", "--samples", "2048", "--order", "as-given").splitlines()
    old, new = (cm.estimate(cm.load(scenarios=names), 2048).to_go_live.mean() for names in ([], ["mlops"]))
    assert lines[3].startswith("The old estimate")
    assert lines[3].split()[-2].replace(",", "") == f"{old:.0f}"
    others = next(place for place, line in enumerate(lines) if line.startswith("All other changes"))
    assert lines[others + 1].startswith("The new estimate")
    assert lines[others + 1].split()[-2].replace(",", "") == f"{new:.0f}"
    assert lines[others].split()[-2] == lines[others + 1].split()[-2]
    assert others - 3 <= 24
    assert "one after another as the files declare them" in " ".join(lines)


def test_a_folder_of_ones_own_is_a_case_and_carries_scenarios(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ours.yaml").write_text("hiring:\n  must_hire: {chance: 0, source: [{judgement: All are there}]}\n")
    assert cli.main(["compare", "baseline", str(tmp_path), "--samples", "64", "--json"]) == 0
    assert float(json.loads(capsys.readouterr().out)["figures"][0]["difference"]) < 0  # nobody is to be hired
    assert cli.main(["compare", str(tmp_path), f"{tmp_path}+mlops", "--samples", "64", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["second"]["scenarios"] == ["mlops"]


def test_a_folder_that_happens_to_bear_the_name_of_a_scenario_does_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mlops").mkdir()
    monkeypatch.chdir(tmp_path)
    found = json.loads(told(capsys, "compare", "baseline", "mlops", "--samples", "64", "--json"))
    assert found["second"]["scenarios"] == ["mlops"]


def test_what_is_bridged_and_how_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("bridge", "baseline", "three_week_model", "--samples", "64", "--of", "total", "--confidence", "0.8")
    found = json.loads(told(capsys, *words, "--json"))
    new = cm.estimate(cm.load(scenarios=["three_week_model"]), 64)
    assert found["rows"][-1]["level"] == new.quantile(0.8, "total")
    assert (found["attribution"], found["new"]["fingerprint"]) == ("sampled", new.fingerprint)
    text = " ".join(told(capsys, *words).split())
    assert "P80 of cost to the horizon" in text
    assert "mean over 6 sampled orders" in text


def test_a_budget_is_told_apart_by_whose_hands_it_is_in(capsys: pytest.CaptureFixture[str]) -> None:
    est = cm.estimate(cm.load(), 2048)
    whole = cm.reserves(est)
    for command in ("contingency", "stages"):
        text = told(capsys, command, "--samples", "2048")
        for part in ("contingency", "management_reserve", "budget"):
            assert f"{whole.loc[part, 'amount']:,.0f}" in text
    for gate in cm.release(est)["request"]:
        assert f"{gate:,.0f}" in text
