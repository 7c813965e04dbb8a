"""Actual spending against the plan, and samples as a file."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.control.actuals import export_samples, read_actuals
from costmodel.control.plan_and_actual import plan_against_actual

ACTUAL = "month,category,amount\n1,staffing,9000\n1,compliance,500\n3,staffing,4000\n3,staffing,1000.5\n"


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(cm.load(), samples=2_048, seed=1)


@pytest.fixture
def spent(tmp_path: Path) -> Path:
    path = tmp_path / "actual.csv"
    path.write_text(ACTUAL, encoding="utf-8")
    return path


def test_samples_come_back_from_their_file(est: cm.Estimate, tmp_path: Path) -> None:
    export_samples(est, tmp_path / "samples.csv")
    back = pd.read_csv(tmp_path / "samples.csv", index_col="sample")
    assert len(back) == 2_048
    assert np.allclose(back["total"], est.total, rtol=1e-5)
    assert np.allclose(back[list(est.categories)].sum(axis=1), back["total"], rtol=1e-4)


def test_actual_spending_of_a_cell_is_the_sum_of_its_rows(est: cm.Estimate, spent: Path) -> None:
    table = plan_against_actual(est, spent)
    assert table.loc[(3, "staffing"), "actual"] == pytest.approx(5_000.5)  # 4,000 + 1,000.5
    assert table.loc[(2, "staffing"), "actual"] == 0
    assert table.loc[(3, "staffing"), "actual_so_far"] == pytest.approx(14_000.5)  # 9,000 + 0 + 5,000.5


def test_the_plan_is_the_expected_cash_flow(est: cm.Estimate, spent: Path) -> None:
    table = plan_against_actual(est, spent)
    assert table.loc[(2, "staffing"), "plan"] == pytest.approx(est.cash_flow().loc[2, "staffing"])
    assert table["difference"].to_numpy() == pytest.approx((table["actual"] - table["plan"]).to_numpy())


def test_the_plan_may_be_the_one_at_a_confidence(est: cm.Estimate, spent: Path) -> None:
    table = plan_against_actual(est, spent, confidence=0.8)
    assert table.loc[(2, "staffing"), "plan"] == pytest.approx(est.plan(0.8, every="month").loc[2, "staffing"])


def test_every_fault_in_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "actual.csv"
    path.write_text("month,category,amount\n0,staffing,5\n2,stafing,5\n2,staffing,much\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as caught:
        read_actuals(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "actual.csv:2: month: '0' is no month; 1 is the first",
        "actual.csv:3: category: no category 'stafing' (did you mean 'staffing'?)",
        "actual.csv:4: amount: 'much' is not a number",
    ]


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "actual.csv"
    path.write_text("when,what\n1,2\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match="needs the columns month, category, amount"):
        read_actuals(path)


def test_no_money_is_lost_to_spaces_around_a_word(est: cm.Estimate, tmp_path: Path) -> None:
    path = tmp_path / "actual.csv"
    path.write_text("month,category,amount\n 1 , staffing ,1000\n1,staffing,500\n", encoding="utf-8")
    assert plan_against_actual(est, path)["actual"].sum() == 1_500  # 1,000 + 500


@pytest.mark.parametrize("heading", ["Kostenart", "Kategorie", "category"])
def test_categories_may_be_called_as_in_any_language(est: cm.Estimate, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "ausgaben.csv"
    path.write_text(f"Monat;{heading};Betrag\n1;Personal;8.000,50\n2;data preparation;30\n", encoding="utf-8")
    found = read_actuals(path, est=est)
    assert list(found["category"]) == ["staffing", "data_preparation"]
    assert list(found["amount"]) == [8_000.5, 30]


def test_a_file_of_which_nothing_is_booked_is_refused_with_the_reason(est: cm.Estimate, tmp_path: Path) -> None:
    path = tmp_path / "ausgaben.csv"
    path.write_text("Monat;Kostenart;Betrag\n1;Kantine;8.000,50\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=r"ausgaben.csv:2: account Kantine is not in accounts.yaml"):
        read_actuals(path, est=est)


def test_a_table_is_held_to_the_same_rules_as_a_file(est: cm.Estimate) -> None:
    table = pd.DataFrame({"month": [1, 1], "category": ["stafing", "staffing"], "amount": [1000.0, 500.0]})
    with pytest.raises(cm.AssumptionsError, match="did you mean 'staffing'"):
        plan_against_actual(est, table)
