"""Accounts and cost centres: the first rule that fits decides, nothing is left over, and faults have a line."""

from __future__ import annotations

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.files.tree import baseline_folder
from costmodel.finance.chart_of_accounts import FILE, accounts, read_rules
from costmodel.finance.line_rules import words
from tests.strategies import CASES, case, company

REST = "  - {account: Rest, cost_centre: Team}\n"


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(scenarios=["visual_inspection"]), samples=BLOCK + 100, seed=1)


def written(folder: Path, rules: str) -> Path:
    file = folder / "accounts.yaml"
    file.write_text(f"accounts:\n{rules}", encoding="utf-8")
    return file


def faults(folder: Path, rules: str) -> list[str]:
    with pytest.raises(cm.AssumptionsError) as caught:
        read_rules(written(folder, rules), words(cm.load()))
    return [str(fault) for fault in caught.value.faults]


# -- sums ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_booked_is_the_mean_total_of_every_case(name: str) -> None:
    est = cm.estimate(case(name), samples=256)
    assert accounts(est).to_numpy().sum() == pytest.approx(float(est.total.mean()), abs=0.01)


@pytest.mark.parametrize("every", ["month", "quarter", "fiscal_year"])
def test_each_period_is_that_of_the_cash_flow(est: Estimate, every: str) -> None:
    booked, flow = accounts(est, every), est.cash_flow(every)
    assert booked.index.name == every
    apart = booked.sum(axis=1).sub(flow.sum(axis=1), fill_value=0.0)
    assert apart.abs().max() < 0.05  # of cells in cents


def test_the_shipped_rules_put_hardware_and_idle_people_where_they_belong(est: Estimate) -> None:
    booked = accounts(est).sum()
    idle = est.by(["category", "payee"]).loc[("waiting", "labour"), "mean"]
    assert booked["Personnel", "Idle and waiting"] == pytest.approx(idle)
    bought = est.by(["payee", "phase"])["mean"]
    assert booked["Replacement of equipment", "IT operations"] == pytest.approx(bought["hardware", "operate"])
    assert booked["Equipment", "Initiative"] == pytest.approx(bought["hardware", "prepare"])


# -- rules ---------------------------------------------------------------------------------------------------


def test_the_first_rule_that_fits_decides(est: Estimate, tmp_path: Path) -> None:
    rules = (
        '  - {category: [waiting, staffing], payee: labour, account: "0420", cost_centre: A}\n'
        '  - {payee: labour, account: "0421", cost_centre: A}\n'
        '  - {account: "0420", cost_centre: B}\n'
    )
    booked = accounts(est, file=written(tmp_path, rules)).sum()
    mean = est.by(["category", "payee"])["mean"]
    first = mean["waiting", "labour"] + mean["staffing", "labour"]
    assert booked["0420", "A"] == pytest.approx(first)
    assert booked["0421", "A"] == pytest.approx(est.by("payee").loc["labour", "mean"] - first)
    assert booked["0420", "B"] == pytest.approx(est.by("payee")["mean"].drop("labour").sum())


def test_a_rule_may_ask_for_kind_activity_and_role(est: Estimate, tmp_path: Path) -> None:
    rules = (
        "  - {activity: release, role: business_user, account: Users, cost_centre: Line}\n"
        "  - {activity: [release, data_access], account: Activities, cost_centre: Line}\n"
        "  - {kind: idle, account: Idle, cost_centre: Line}\n"
        "  - {kind: repeat, account: Again, cost_centre: Line}\n"
    )
    booked, mean = accounts(est, file=written(tmp_path, rules + REST)).sum(), est.by("item")["mean"]
    assert booked["Users", "Line"] == pytest.approx(mean["Release, business user"], abs=0.05)
    # the efforts of both activities, and what is bought in their time
    bought = [
        "Data access, compliance officer",
        "Data access, data engineer",
        "Release, operations engineer",
        "Parallel run",
    ]
    assert booked["Activities", "Line"] == pytest.approx(mean[bought].sum())
    assert booked["Idle", "Line"] == pytest.approx(mean[[item for item in mean.index if ", idle" in item]].sum())
    assert booked["Again", "Line"] == pytest.approx(mean[[item for item in mean.index if "Repeat of" in item]].sum())
    assert booked.sum() == pytest.approx(float(est.total.mean()))


def test_two_rules_may_name_the_same_account(est: Estimate, tmp_path: Path) -> None:
    rules = "  - {payee: labour, account: Rest, cost_centre: Team}\n" + REST
    booked = accounts(est, file=written(tmp_path, rules))
    assert list(booked.columns) == [("Rest", "Team")]
    assert booked.to_numpy().sum() == pytest.approx(float(est.total.mean()))


def test_a_company_s_own_rules_are_found_in_its_folder(tmp_path: Path) -> None:
    own = company(tmp_path / "own", initiative="initiative: {horizon: {value: 36, source: [{judgement: decided}]}}\n")
    assert ("Personnel", "Initiative") in accounts(cm.likeliest(cm.load(own))).columns
    (own / FILE).parent.mkdir()
    (own / FILE).write_text(f"accounts:\n{REST}", encoding="utf-8")
    assert list(accounts(cm.likeliest(cm.load(own))).columns) == [("Rest", "Team")]


def test_the_shipped_rules_are_sound() -> None:
    assert len(read_rules(baseline_folder() / FILE, words(cm.load()))) > 5


# -- faults --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("  - {payee: labor, account: A, cost_centre: B}\n" + REST,
         "accounts.yaml:2: accounts[1].payee: 'labor' is none of labour, cloud, hardware, service, licence (did you"),
        ("  - {payee: labour, acount: A, cost_centre: B}\n" + REST,
         "accounts.yaml:2: accounts[1].acount: Extra inputs are not permitted (did you mean 'account'?)"),
        ("  - {payee: labour, cost_centre: B}\n" + REST, "accounts.yaml:2: accounts[1]: account is missing"),
        ("  - {account: 420, cost_centre: B}\n",
         "accounts.yaml:2: accounts[1].account: must be a text; put a number in quotes"),
        ("  - {account: '  ', cost_centre: B}\n",
         "accounts.yaml:2: accounts[1].account: must be a text; put a number in quotes"),
        (REST + REST, "accounts.yaml:3: accounts[2]: is never reached: the rules before it take all that fits"),
        ("  - {payee: labour, account: A, cost_centre: B}\n",
         "accounts.yaml:2: accounts[1]: the last rule must have no condition, so that every cost has an account"),
        ("  - {payee: [], account: A, cost_centre: B}\n" + REST,
         "accounts.yaml:2: accounts[1].payee: is empty; leave it out where anything fits"),
        ("  - labour\n" + REST,
         "accounts.yaml:2: accounts[1]: must be a mapping: account, cost_centre, and any of category, payee,"),
        ("  - {activity: relase, account: A, cost_centre: B}\n" + REST,
         "accounts.yaml:2: accounts[1].activity: 'relase' is none of business_case, "),
        ("  - {role: [sponsor, sponser], account: A, cost_centre: B}\n" + REST,
         "accounts.yaml:2: accounts[1].role: 'sponser' is none of "),
        ("  - {kind: fee, account: A, cost_centre: B}\n"
         "  - {kind: fee, payee: cloud, account: C, cost_centre: D}\n" + REST,
         "accounts.yaml:3: accounts[2]: is never reached: the rules before it take all that fits"),
        ("  - {payee: [labour, cloud, hardware, service, licence], account: A, cost_centre: B}\n" + REST,
         "accounts.yaml:3: accounts[2]: is never reached: the rules before it take all that fits"),
        ("  labour: A\n", "accounts.yaml:1: accounts: must be a list of rules"),
    ],
)  # fmt: skip
def test_a_bad_rule_is_named_with_its_file_and_line(tmp_path: Path, rules: str, said: str) -> None:
    assert any(fault.startswith(said) for fault in faults(tmp_path, rules))


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    rules = "  - {payee: labor, account: 4, cost_centre: B}\n  - {phase: later, cost_centre: B}\n" + REST
    assert len(faults(tmp_path, rules)) == 4  # labor, 4, later, no account


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("rules: []\n", "only accounts stands here"),
        ("rules: []\n", "accounts: is missing"),
        ("- a\n", "must hold a list of rules under accounts"),
        ("", "is empty"),
    ],
)
def test_a_file_without_rules_is_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "accounts.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=said):
        read_rules(file, words(cm.load()))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(cm.AssumptionsError, match="cannot be read"):
        accounts(cm.likeliest(cm.load()), file=tmp_path / "none.yaml")


def test_an_unknown_period_is_refused(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no period 'week'"):
        accounts(est, every="week")
