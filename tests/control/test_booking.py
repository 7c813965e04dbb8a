"""Actual postings are booked by the rules of the accounts read backwards; booked and not booked add up to the file."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.control.accounts_back import accounts_back
from costmodel.control.booking import BOOKED, NO_CATEGORY, NOT_BOOKED, split_in_cents
from costmodel.files.tree import baseline_folder

WORKSHOP = baseline_folder() / "workshop"
RULES = """accounts:
  - {category: waiting, payee: labour, account: "6020", cost_centre: "4712"}
  - {payee: labour, account: "6020", cost_centre: "4711"}
  - {payee: cloud, account: "6835", cost_centre: "4711"}
  - {category: compliance, account: "0827", cost_centre: "4711"}
  - {account: "6300", cost_centre: "4711"}
"""
HEAD = "Datum;Konto;Kostenstelle;Kategorie;Betrag;Währung\n"


@pytest.fixture(scope="module")
def est(tmp_path_factory: pytest.TempPathFactory) -> cm.Estimate:
    folder = tmp_path_factory.mktemp("own")
    (folder / "mapping").mkdir()
    (folder / "mapping" / "accounts.yaml").write_text(RULES, encoding="utf-8")
    return cm.estimate(cm.load(folder, scenarios=["visual_inspection"]), samples=2_048, seed=1)


def booking(est: cm.Estimate, folder: Path, *rows: str, start: str | None = "2027-07", **options: Any) -> cm.Booking:
    path = folder / "export.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return cm.book(cm.read_files([path], est), est, start=start, **options)


def told(found: cm.Booking) -> list[tuple[object, ...]]:
    return list(
        found.lines[["month", "account", "cost_centre", "category", "amount", "status"]].itertuples(index=False)
    )


# -- accounts ----------------------------------------------------------------------------------------------------------


def test_an_account_and_cost_centre_of_one_category_are_booked_on_it(est: cm.Estimate, tmp_path: Path) -> None:
    found = booking(est, tmp_path, "31.07.2027;6020;4712;;100,50;EUR", "31.08.2027;827;;;7,25;")
    assert told(found) == [
        (1, "6020", "4712", "waiting", 100.5, BOOKED),
        (2, "0827", "4711", "compliance", 7.25, BOOKED),  # the zero before it was lost in a spreadsheet
    ]


def test_an_account_of_several_categories_counts_in_month_and_account_alone(est: cm.Estimate, tmp_path: Path) -> None:
    found = booking(est, tmp_path, "31.07.2027;6020;4711;;100,50;EUR")
    assert told(found) == [(1, "6020", "4711", "", 100.5, NO_CATEGORY)]
    assert found.lines["why"][0].startswith("account 6020 stands for ")
    assert "Staffing" in found.lines["why"][0]
    assert math.fsum(found.booked["amount"]) == 100.5


def test_it_is_split_by_the_shares_of_the_plan_when_asked_to_the_cent(est: cm.Estimate, tmp_path: Path) -> None:
    found = booking(est, tmp_path, "31.07.2027;6020;4711;;100,50;EUR", split=True)
    plan = accounts_back(est)
    shares = plan.shares(plan.look_up("6020", "4711").targets, 1)
    assert sum(shares.values()) == pytest.approx(1)
    assert set(found.lines["category"]) == set(shares)
    assert math.fsum(found.lines["amount"]) == 100.5
    for category, amount in zip(found.lines["category"], found.lines["amount"], strict=True):
        assert amount == pytest.approx(100.5 * shares[category], abs=0.01)
    assert found.lines["lines"].sum() == 1


def test_the_plan_on_all_accounts_is_the_mean_total(est: cm.Estimate) -> None:
    whole = sum(float(spent[-1]) for spent in accounts_back(est).planned.values())
    assert whole == pytest.approx(float(est.total.mean()))


def test_shares_are_those_by_then_or_of_the_whole_plan_where_nothing_is_expected_yet(est: cm.Estimate) -> None:
    plan = accounts_back(est)
    cloud = plan.of_payee("cloud")
    assert cloud.account == "6835"
    early = plan.shares(cloud.targets, 1)
    flow = {target: plan.planned[target] for target in cloud.targets}
    by_then = sum(float(spent[0]) for spent in flow.values())
    whole = sum(float(spent[-1]) for spent in flow.values())
    operations = sum(float(spent[-1]) for target, spent in flow.items() if target.category == "operations")
    late = plan.shares(cloud.targets, 10_000)
    assert late["operations"] == pytest.approx(operations / whole)
    assert early == (plan.shares(cloud.targets, 1) if by_then else late)


# -- what is not booked ------------------------------------------------------------------------------------------------


def test_what_is_not_booked_is_named_with_its_line_and_the_reason(est: cm.Estimate, tmp_path: Path) -> None:
    found = booking(
        est,
        tmp_path,
        "31.07.2027;6640;4711;;1,00;EUR",
        "31.07.2027;6020;4799;;2,00;EUR",
        "30.06.2027;6020;4711;;4,00;EUR",
        ";6020;4711;;8,00;EUR",
        "31.07.2027;;;;16,00;EUR",
        "31.07.2027;6020;4712;;;EUR",
        "31.07.2027;6020;4712;;32,00;EUR",
    )
    lost = found.not_booked
    assert dict(zip(lost["line"], lost["why"], strict=True)) == {
        2: "account 6640 is not in accounts.yaml",
        3: "cost centre 4799 does not go with account 6020 (4712, 4711)",
        4: "lies before the start in 2027-07",
        5: "has no date",
        6: "has no account and no category",
        7: "has no amount",
    }
    table = found.table()
    assert table.loc[NOT_BOOKED].tolist() == [6, 31.0]  # 1 + 2 + 4 + 8 + 16
    assert table.loc["all"].tolist() == [7, 63.0]
    assert found.sums == {"export.csv": 63.0}
    assert found.reasons()["amount"].tolist() == [16.0, 8.0, 4.0, 2.0, 1.0, 0.0]


def test_reasons_are_told_in_german_too(est: cm.Estimate, tmp_path: Path) -> None:
    found = booking(est, tmp_path, "31.07.2027;6640;;;1,00;", "31.07.2027;6020;4711;;2,00;", language="de")
    first, second = found.lines["why"]
    assert first == "Konto 6640 steht nicht in accounts.yaml"
    assert second.startswith("Konto 6020 steht für ")
    assert "Personal" in second


def test_a_category_that_the_file_states_counts_and_one_that_there_is_not_does_not(
    est: cm.Estimate, tmp_path: Path
) -> None:
    found = booking(
        est,
        tmp_path,
        "31.07.2027;6020;4711;handover;1,00;EUR",
        "31.07.2027;;;handover;2,00;EUR",
        "31.07.2027;6020;4711;handovr;4,00;EUR",
    )
    assert told(found) == [
        (1, "6020", "4711", "handover", 1.0, BOOKED),
        (1, "", "", "handover", 2.0, BOOKED),
        (1, "6020", "4711", "", 4.0, NO_CATEGORY),
    ]
    assert found.lines["why"][2] == "handovr is no category"
    with pytest.raises(cm.AssumptionsError, match=r"export\.csv:2: category: no category 'handovr' .did you mean"):
        booking(est, tmp_path, "31.07.2027;;;handovr;4,00;EUR")


def test_dates_need_a_start_and_it_is_asked_for_once(est: cm.Estimate, tmp_path: Path) -> None:
    with pytest.raises(cm.AssumptionsError) as caught:
        booking(est, tmp_path, "31.07.2027;6020;4712;;1,00;", "31.08.2027;6020;4712;;1,00;", start=None)
    (fault,) = map(str, caught.value.faults)
    assert fault.startswith("export.csv:2: date: has dates (2027-07); in which month does the initiative start?")
    with pytest.raises(ValueError, match="'soon' is no date"):
        booking(est, tmp_path, "31.07.2027;6020;4712;;1,00;", start="soon")


# -- currencies and bills ----------------------------------------------------------------------------------------------


def test_another_currency_is_exchanged_at_the_rates_of_the_assumptions_or_refused(
    est: cm.Estimate, tmp_path: Path
) -> None:
    rate = est.assumptions.structure.prices.rates["USD"]
    found = booking(est, tmp_path, "31.07.2027;6020;4712;;100,00;USD")
    assert found.lines["amount"][0] == pytest.approx(100 * rate)
    assert found.sums == {"export.csv": pytest.approx(100 * rate)}
    with pytest.raises(cm.AssumptionsError) as caught:
        booking(est, tmp_path, "31.07.2027;6020;4712;;100,00;SEK")
    assert [str(fault) for fault in caught.value.faults] == [
        "export.csv:2: currency: no exchange rate for 'SEK' in currency.yaml"
    ]


def test_a_cloud_bill_is_booked_on_the_account_of_the_cloud_by_service_and_tag(est: cm.Estimate) -> None:
    bill = cm.read_bill(WORKSHOP / "bill.csv")
    rate = est.assumptions.structure.prices.rates["USD"]
    services = {"Compute": "training_compute", "Storage": "data_preparation"}
    found = cm.book(bill, est, start="2027-07", services=services, tag="initiative=inspection")
    sums = found.booked.groupby(["month", "category"])["amount"].sum()
    assert sums.to_dict() == {
        (2, "data_preparation"): pytest.approx(100 * rate),  # 120 of August, 20 of it taken back in September
        (3, "training_compute"): pytest.approx(800 * rate),  # 840.50, less a credit of 40.50
    }
    assert set(found.lines["account"]) == {"6835", ""}
    assert found.not_booked[["amount", "why"]].to_numpy().tolist() == [
        [pytest.approx(500 * rate), "does not carry the tag initiative=inspection"]
    ]
    assert math.fsum(found.lines["amount"]) == pytest.approx(bill.billed * rate)
    assert found.lines["lines"].sum() == len(bill.lines)


def test_where_the_cloud_has_several_accounts_one_is_named(est: cm.Estimate, tmp_path: Path) -> None:
    rules = tmp_path / "accounts.yaml"
    rules.write_text(
        'accounts:\n  - {payee: cloud, phase: operate, account: "2", cost_centre: A}\n'
        '  - {payee: cloud, account: "1", cost_centre: A}\n  - {account: "3", cost_centre: B}\n',
        encoding="utf-8",
    )
    bill = cm.read_bill(WORKSHOP / "bill.csv")
    refused = cm.book(bill, est, start="2027-07", accounts=rules)
    assert set(refused.lines["why"]) == {"the cloud is planned on several accounts (2, 1): name one"}
    named = cm.book(bill, est, start="2027-07", accounts=rules, account="2")
    assert set(named.lines["category"]) == {"operations"}  # all that is paid to the cloud after go-live
    with pytest.raises(ValueError, match="no category 'computing'"):
        cm.book(bill, est, start="2027-07", services={"Compute": "computing"})


def test_a_german_list_of_postings_and_a_bill_are_booked_together(est: cm.Estimate) -> None:
    files = cm.read_files([WORKSHOP / "postings.csv", WORKSHOP / "bill.csv"], est)
    found = cm.book(files, est, start="2027-07")
    assert found.sums["postings.csv"] == 53_080.5  # 2,000 + 51,000 + 180.50 - 100
    assert set(found.lines["file"]) == {"postings.csv", "bill.csv"}
    assert math.fsum(found.lines["amount"]) == pytest.approx(math.fsum(found.sums.values()))


# -- laws --------------------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["6020", "6835", "6640", "", "6300"]),
            st.sampled_from(["4711", "4712", ""]),
            st.sampled_from(["31.05.2027", "15.09.2027", ""]),
            st.decimals(-(10**6), 10**6, places=2),
        ),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_booked_and_not_booked_are_the_sum_of_the_file_to_the_cent(
    est: cm.Estimate, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, Any]], split: bool
) -> None:
    lines = [f"{date};{account};{centre};;{str(amount).replace('.', ',')};" for account, centre, date, amount in rows]
    found = booking(est, tmp_path_factory.mktemp("x"), *lines, split=split)
    whole = sum(amount for *_, amount in rows)
    parts = (math.fsum(some["amount"]) for some in (found.booked, found.not_booked))
    assert round(sum(parts), 2) == float(whole)
    assert found.lines["lines"].sum() == len(rows)


@given(st.decimals(-(10**7), 10**7, places=4), st.lists(st.floats(0.001, 1), min_size=1, max_size=8))
def test_an_amount_that_is_split_is_whole_again(amount: Any, weights: list[float]) -> None:
    shares = {str(place): weight / sum(weights) for place, weight in enumerate(weights)}
    parts = split_in_cents(float(amount), shares)
    assert sum(parts.values()) == pytest.approx(float(amount), abs=1e-8)
    assert all(abs(parts[name] - float(amount) * share) < 0.011 for name, share in shares.items())
