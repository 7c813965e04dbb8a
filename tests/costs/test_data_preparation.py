"""What it costs to get data that a model can learn from."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.costs.data_preparation import stored
from tests.costs.booked import booked

LABELLING = {
    "labelling.items": 1000,
    "labelling.labels_per_item": 3,
    "labelling.relabelled": 0.1,
    "labelling.vendor_share": 0.5,
    "labelling.vendor_price": 0.04,
    "labelling.checked": 0.1,
    "labelling.expert_time": 120,
    "labelling.tool": 700,
    "staffing.rate_from_gross_pay": 0,
    "roles.domain_expert.day_rate": 480,
}


def test_a_thousand_gigabytes_at_two_cents_cost_240_in_a_year() -> None:
    assert stored(np.array(1000.0), np.array(0.02), np.array(12.0)) == pytest.approx(240)


def test_labels_are_booked_by_vendor_and_by_own_experts() -> None:
    amounts = booked(LABELLING)
    assert amounts["Labelling by a vendor"] == pytest.approx(66)  # 3300 x 0.5 x 0.04
    # 3300 x (1 - 0.5 + 0.1) = 1980 labels of two minutes are 66 hours, 8.25 days at 480
    assert amounts["Labelling by own experts"] == pytest.approx(3960)
    assert amounts["Labelling tool"] == 700


def test_where_nothing_is_labelled_neither_labels_nor_tool_are_paid() -> None:
    amounts = booked({**LABELLING, "labelling.items": 0})
    assert {amounts[item] for item in amounts if "abelling" in item} == {0}


def test_names_are_removed_only_where_there_are_personal_data() -> None:
    numbers = {
        "data_preparation.anonymisation.effort": 5,
        "data_preparation.anonymisation.tool": 900,
        "staffing.rate_from_gross_pay": 0,
        "roles.data_engineer.day_rate": 600,
    }
    with_names = booked({**numbers, "compliance.personal_data": 1})
    without = booked({**numbers, "compliance.personal_data": 0})
    assert with_names["Work on anonymisation"] == 3000  # 5 x 600
    assert with_names["Tool for anonymisation"] == 900
    assert without["Work on anonymisation"] == without["Tool for anonymisation"] == 0


def test_twice_the_copies_cost_twice_the_storage() -> None:
    once = booked({"data_preparation.storage.copies": 2})["Storage of raw and versioned data"]
    twice = booked({"data_preparation.storage.copies": 4})["Storage of raw and versioned data"]
    assert twice == pytest.approx(2 * once)


def test_the_first_label_costs_what_labelling_needs_however_few_there_are() -> None:
    """The guideline and its trial, the tool and the wait; what grows with the number of labels is nothing beside it."""
    none, one, two = (cm.estimate(cm.load().with_changes({"labelling.items": n}), samples=512) for n in (0, 1, 2))
    parts = [{key: one_ledger.by("item")[(key,)].mean() for key in FIXED} for one_ledger in (
        next(est.ledgers()) for est in (none, one, two))]  # fmt: skip
    assert all(parts[0][key] == 0 < parts[1][key] == pytest.approx(parts[2][key]) for key in FIXED)
    assert np.all(one.go_live >= none.go_live - 1e-9)
    assert one.go_live.mean() > none.go_live.mean()
    first, second = (b.to_go_live.mean() - a.to_go_live.mean() for a, b in ((none, one), (one, two)))
    assert first > 1000 * second > 0


def test_the_note_of_the_number_of_labels_says_what_the_first_one_costs() -> None:
    assert "first label" in str(cm.load()["labelling.items"].note)


FIXED = ("Labelling, data scientist", "Labelling tool")
