"""Plan against actual, with the simulated band and where the actual lies in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.control.booking import NO_CATEGORY
from costmodel.files.tree import baseline_folder

WORKSHOP = baseline_folder() / "workshop"
RULES = 'accounts:\n  - {payee: labour, account: "6020", cost_centre: A}\n  - {account: "6300", cost_centre: A}\n'
EXPORT = "Datum;Konto;Betrag\n31.07.2027;6020;9.000,00\n30.09.2027;6020;20.000,00\n30.09.2027;6300;5.000,00\n"


@pytest.fixture(scope="module")
def est(tmp_path_factory: pytest.TempPathFactory) -> cm.Estimate:
    folder = tmp_path_factory.mktemp("own")
    (folder / "mapping").mkdir()
    (folder / "mapping" / "accounts.yaml").write_text(RULES, encoding="utf-8")
    return cm.estimate(cm.load(folder, scenarios=["visual_inspection"]), samples=2_048, seed=1)


@pytest.fixture(scope="module")
def booking(est: cm.Estimate, tmp_path_factory: pytest.TempPathFactory) -> cm.Booking:
    path = tmp_path_factory.mktemp("files") / "export.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return cm.book(cm.read_files([path], est), est, start="2027-07")


@pytest.mark.parametrize("by", ["total", "category", "account"])
def test_however_it_is_cut_all_that_is_booked_is_in_it(est: cm.Estimate, booking: cm.Booking, by: str) -> None:
    table = cm.plan_against_actual(est, booking, by=by)
    assert table["actual"].sum() == 34_000  # 9,000 + 20,000 + 5,000
    last = table if by == "total" else table.groupby("month").sum()
    assert last["actual_so_far"].tolist() == [9_000, 9_000, 34_000]
    assert last["plan_so_far"].to_numpy() == pytest.approx(est.cash_flow().sum(axis=1).cumsum().loc[1:3].to_numpy())


def test_the_band_of_the_total_is_the_fan_of_the_estimate(est: cm.Estimate, booking: cm.Booking) -> None:
    table = cm.plan_against_actual(est, booking, by="total")
    fan = est.fan().loc[1:3]
    assert table[list(fan.columns)].to_numpy() == pytest.approx(fan.to_numpy())


def test_the_place_of_the_actual_is_the_share_of_samples_that_have_spent_no_more(est: cm.Estimate) -> None:
    middle, high = (float(est.fan().loc[2, one]) for one in ("p50", "p90"))
    for amount, place in ((middle, 0.5), (high, 0.9), (-1.0, 0.0), (1e9, 1.0)):
        spent = pd.DataFrame({"month": [2], "category": ["staffing"], "amount": [amount]})
        table = cm.plan_against_actual(est, spent, by="total")
        assert table.loc[2, "place"] == pytest.approx(place, abs=1e-3)


def test_what_all_samples_have_spent_alike_has_no_place(est: cm.Estimate) -> None:
    spent = pd.DataFrame({"month": [1], "category": ["operations"], "amount": [5.0]})
    row = cm.plan_against_actual(est, spent).loc[(1, "operations")]  # nothing is operated before go-live
    assert (row["p10"], row["p90"], row["actual"]) == (0, 0, 5)
    assert np.isnan(row["place"])


def test_what_has_no_category_stands_in_a_row_of_its_own(est: cm.Estimate, booking: cm.Booking) -> None:
    table = cm.plan_against_actual(est, booking)
    without = booking.lines[booking.lines["status"] == NO_CATEGORY]["amount"].sum()
    assert table.loc[(3, ""), "actual_so_far"] == without == 34_000
    assert table.loc[(3, ""), "plan"] == 0


def test_an_account_is_compared_with_what_is_planned_on_it(est: cm.Estimate, booking: cm.Booking) -> None:
    table = cm.plan_against_actual(est, booking, by="account")
    labour = est.cash_flow(by="payee")["labour"].cumsum()
    assert table.loc[(3, "6020"), "plan_so_far"] == pytest.approx(labour.loc[3])
    assert table.loc[(3, "6020"), "actual_so_far"] == 29_000  # 9,000 + 20,000
    assert table.loc[(3, "6020"), "p10"] <= labour.loc[3] <= table.loc[(3, "6020"), "p90"]


def test_a_simulation_of_several_blocks_has_the_same_band_as_its_fan() -> None:
    est = cm.estimate(cm.load(), samples=BLOCK + 50, seed=1)
    spent = pd.DataFrame({"month": [2], "category": ["staffing"], "amount": [9_000.0]})
    table = cm.plan_against_actual(est, spent, by="total")
    assert table.loc[2, "p50"] == pytest.approx(est.fan().loc[2, "p50"])
    parts = cm.plan_against_actual(est, spent)
    assert parts.loc[(2, "staffing"), "p50"] > 0


def test_what_cannot_be_compared_is_refused_in_words(est: cm.Estimate, booking: cm.Booking, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no part 'payee'; there are category, account, total"):
        cm.plan_against_actual(est, booking, by="payee")
    with pytest.raises(ValueError, match="not all of the actual spending is on an account"):
        cm.plan_against_actual(est, WORKSHOP / "spent.csv", by="account")
    with pytest.raises(ValueError, match="a plan at a confidence is by category"):
        cm.plan_against_actual(est, booking, 0.8, by="account")
    path = tmp_path / "export.csv"
    path.write_text("Datum;Konto;Betrag\n31.07.2027;9999;5,00\n", encoding="utf-8")
    nothing = cm.book(cm.read_files([path], est), est, start="2027-07")
    for use in (cm.plan_against_actual, cm.reforecast):
        with pytest.raises(ValueError, match="nothing of the actual spending is booked"):
            use(est, nothing)


def test_the_new_forecast_takes_what_is_booked(est: cm.Estimate, booking: cm.Booking) -> None:
    table = pd.DataFrame({"month": [1, 3], "category": ["staffing"] * 2, "amount": [9_000.0, 25_000.0]})
    same = cm.reforecast(est, table)
    found = cm.reforecast(est, booking)
    assert found.progress.paid == 34_000
    assert found.figures.equals(same.figures)


def test_an_export_is_read_by_the_door_that_there_was(est: cm.Estimate, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT, encoding="utf-8")
    found = cm.read_actuals(path, est=est, start="2027-07")
    assert found[["month", "amount", "account"]].to_numpy().tolist() == [
        [1, 9_000.0, "6020"],
        [3, 20_000.0, "6020"],
        [3, 5_000.0, "6300"],
    ]
    assert cm.plan_against_actual(est, found)["actual"].sum() == 34_000
    with pytest.raises(cm.AssumptionsError, match="needs the columns month, category, amount"):
        cm.read_actuals(path)
