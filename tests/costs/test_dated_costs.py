"""Costs without a formula on their dates: grants, rounds, amounts by the month, sites, committed minimums."""

from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel.estimates.simulation import Case
from costmodel.simulation.ledger import CostLine
from tests.costs.own_files import likeliest, number, own

LATE = {"plan.release.wait": 100.0, "initiative.horizon": 36.0}


def cost(*said: str, phase: str = "operate", category: str = "operations", payee: str = "service") -> str:
    words = (
        f"    meaning: Ours\n    category: {category}\n    layer: software\n    payee: {payee}\n    phase: {phase}\n"
    )
    return "\n".join(["additional_costs:", f"  ours:\n{words}" + "\n".join(f"    {one}" for one in said), ""])


def line(case: Case) -> CostLine:
    (found,) = [line for line in case.ledger.lines if line.item == "Additional: Ours"]
    return found


def test_a_grant_is_taken_off_on_its_date(tmp_path: Path) -> None:
    said = ("credit: true", "due: {months_from_start: 9}", f"amount: {number('Grant', 'EUR', 50_000)}")
    text = cost(*said, phase="throughout", category="staffing")
    one, other = (cm.estimate(a) for a in (own(tmp_path, text, LATE), cm.load().with_changes(LATE)))
    assert float(one.to_go_live[0] - other.to_go_live[0]) == pytest.approx(-50_000)
    flows = [est.cash_flow(every="month", by="category")["staffing"] for est in (one, other)]
    difference = (flows[0] - flows[1]).round(2)
    assert difference[difference != 0].to_dict() == {10: -50_000}  # after nine months, so in the tenth


def test_an_own_date_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    amount = number("Grant", "EUR", 50_000)
    ours = own(tmp_path, f"additional_costs:\n  grant:\n    due: {{months_from_start: 9}}\n    amount: {amount}\n")
    entry = ours.structure.additional_costs["grant"]
    assert (entry.due.months_from_start, entry.due.after) == (9, None)  # shipped: after the release
    assert entry.credit  # what is not said anew stays


def test_an_own_amount_by_the_month_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    ours = own(tmp_path, f"additional_costs:\n  travel:\n    per_month: {number('Travel', 'EUR/month', 100)}\n")
    assert ours["additional_costs.travel.per_month"].value == 100
    assert "additional_costs.travel.amount" not in ours


def test_a_fault_of_what_is_merged_stands_in_the_own_file(tmp_path: Path) -> None:
    with pytest.raises(cm.AssumptionsError, match=r"ours\.yaml:3: additional_costs\.grant\.due: says one of"):
        own(tmp_path, "additional_costs:\n  grant:\n    due: {}\n")


def test_a_grant_brings_no_tax_back_and_is_no_disposal(tmp_path: Path) -> None:
    said = ("credit: true", "due: {after: release}", f"amount: {number('Grant', 'EUR', 50_000)}")
    text = cost(*said, phase="productionise", category="staffing")
    est = cm.estimate(own(tmp_path, text, {"initiative.non_deductible_vat": 0.19}))
    books = cm.capital_and_operating(est).lines.loc["Additional: Ours"]
    assert (books["capital"], books["operating"]) == (0, -50_000)
    assert "IAS 20" in books["reason"]


def test_an_initiative_that_is_stopped_before_gets_no_grant(tmp_path: Path) -> None:
    text = cost(
        "credit: true", "due: {after: release}", f"amount: {number('Grant', 'EUR', 50_000)}", phase="throughout"
    )
    stops = {"plan.model_validation.gate": 1.0}
    one = cm.estimate(own(tmp_path, text, stops), samples=64, seed=1)
    assert np.allclose(one.spent, cm.estimate(cm.load().with_changes(stops), samples=64, seed=1).spent)


@pytest.mark.parametrize(
    ("key", "unit", "value", "paid"), [("month", "EUR/month", 100, 3_600), ("year", "EUR/year", 600, 1_800)]
)
def test_an_amount_by_the_month_or_year_is_paid_for_its_time(
    tmp_path: Path, key: str, unit: str, value: float, paid: float
) -> None:
    case = likeliest(own(tmp_path, cost(f"per_{key}: {number('Ours', unit, value)}"), LATE))
    assert float(line(case).amount[0]) == pytest.approx(paid)  # 36 x 100; 3 x 600


def test_a_site_that_joins_after_half_a_year_costs_from_then_on(tmp_path: Path) -> None:
    said = ("begins: {months_from_go_live: 6}", f"per_month: {number('Site', 'EUR/month', 100)}")
    case = likeliest(own(tmp_path, cost(*said), LATE))
    assert float(line(case).amount[0]) == pytest.approx(3_000)  # 36 - 6 months
    assert float((line(case).window.start - case.schedule.go_live)[0]) == pytest.approx(6)


def test_what_begins_after_the_horizon_does_not_count(tmp_path: Path) -> None:
    for said in (
        ("begins: {months_from_go_live: 48}", f"per_month: {number('Site', 'EUR/month', 100)}"),
        ("due: {months_from_go_live: 48}", f"amount: {number('Site', 'EUR', 100)}"),
    ):
        assert float(line(likeliest(own(tmp_path, cost(*said), LATE))).amount[0]) == 0


def test_a_time_has_two_ends(tmp_path: Path) -> None:
    said = ("begins: {months_from_go_live: 6}", "ends: {months_from_go_live: 18}")
    case = likeliest(own(tmp_path, cost(*said, f"per_month: {number('Rent', 'EUR/month', 100)}"), LATE))
    assert float(line(case).amount[0]) == pytest.approx(1_200)  # 18 - 6 months


def test_a_round_of_labels_has_its_own_volume_and_price(tmp_path: Path) -> None:
    said = (f"volume: {number('Labels', 'label', 4_000)}", f"price: {number('A label', 'EUR/label', 0.12)}")
    case = likeliest(own(tmp_path, cost(*said, "due: {months_from_go_live: 12}"), LATE))
    assert float(line(case).amount[0]) == pytest.approx(480)  # 4,000 at 12 cents


def test_a_committed_minimum_is_filled_up_and_what_goes_beyond_is_dearer(tmp_path: Path) -> None:
    """Of a minimum of 1,000 a month use of 600 leaves 400 to be paid; use of 1,500 costs a fifth more for its 500."""
    said = (
        "minimum_of: cloud",
        f"per_month: {number('Minimum', 'EUR/month', 1_000)}",
        f"overage: {number('Beyond', 'factor', 1.2)}",
    )
    assumptions = own(tmp_path, cost(*said, payee="cloud"), LATE)
    for logging in (0.0, 5_000.0):
        case = likeliest(assumptions.with_changes({"operations.logging": logging, "discrepancy.stage": 0.0}))
        used = sum(
            float(one.amount[0])
            for one in case.ledger.lines
            if one.payee == "cloud" and one.phase == "operate" and one.item != "Additional: Ours"
        )
        least = 36 * 1_000
        assert (used < least) == (logging == 0)
        expected = least - used if used < least else (used - least) * 0.2
        assert float(line(case).amount[0]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (cost(), "amount is missing"),
        (
            cost(f"amount: {number('Ours', 'EUR', 5)}", f"per_year: {number('Ours', 'EUR/year', 5)}"),
            "amount is missing: one of",
        ),
        (cost(f"volume: {number('Ours', 'label', 5)}"), "volume with price"),
        (
            cost(f"volume: {number('O', 'label', 5)}", f"price: {number('P', 'EUR/item', 5)}"),
            "label times EUR/item is no money",
        ),
        (cost(f"amount: {number('Ours', 'EUR', -5)}"), "a price cannot be negative"),
        (cost("due: {after: relase}", f"amount: {number('Ours', 'EUR', 5)}"), "did you mean 'release'"),
        (
            cost("due: {after: release, months_from_start: 3}", f"amount: {number('Ours', 'EUR', 5)}"),
            "says one of after",
        ),
        (cost("due: {after: release}", f"per_year: {number('Ours', 'EUR/year', 5)}"), "no amount for a month or year"),
        (cost("minimum_of: cloud", f"amount: {number('O', 'EUR', 5)}", phase="explore"), "its phase is operate"),
        (cost(f"amount: {number('O', 'EUR', 5)}", f"overage: {number('O', 'factor', 2)}"), "goes with minimum_of"),
    ],
)
def test_a_dated_cost_that_makes_no_sense_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(cm.AssumptionsError) as refused:
        own(tmp_path, text)
    assert told in str(refused.value)
    assert "ours.yaml:" in str(refused.value)
