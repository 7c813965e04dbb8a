"""Renaming every item of the ledger changes words and not a single figure: nobody reads the spelling of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.estimates import simulation
from costmodel.simulation.ledger import CUTS, CostLine

EVERYTHING = {
    "hardware.servers.count": 2,
    "hardware.edge_devices.count": 10,
    "hiring.must_hire": 1,
    "hiring.bridged": 1,
    "compliance.high_risk": 1,
    "additional_costs.travel.amount": 3_000,
}
SPENT = pd.DataFrame({"month": [1, 2, 3], "category": ["staffing"] * 3, "amount": [9_000.0] * 3})


def figures() -> dict[str, Any]:
    """Whatever tells lines apart, in the order of the ledger and without the items themselves."""
    assumptions = cm.load(scenarios=["visual_inspection"]).with_changes(EVERYTHING)
    est = cm.estimate(assumptions, samples=600, seed=1)
    capital, staffing = cm.capital_and_operating(est, "month"), cm.staffing_plan(est)
    earned = cm.earned_from_plan(est, SPENT, {"business_case": 1.5}, partly={"data_access": 0.5})
    return {
        "capital: lines": capital.lines.reset_index(drop=True),
        "capital: periods": capital.periods,
        "cash view": cm.cash_view(est).table,
        "accounts": cm.accounts(est),
        "staffing: table": staffing.table,
        "staffing: peaks": staffing.peaks,
        "staffing: person-days": staffing.person_days,
        "earned value": pd.Series(earned.values()),
        "earned value: curve": earned.curve,
        "hidden work": cm.hidden_work(est),
        "summary": est.summary(),
        "fan": est.fan("quarter"),
        "plan": est.plan(0.8),
        "money by item": est.by("item").reset_index(drop=True),
        **{f"by {cut}": est.by(cut) for cut in CUTS if cut != "item"},
        **{f"cash flow by {cut}": est.cash_flow("quarter", cut) for cut in CUTS if cut != "item"},
        "present value": pd.Series(cm.present_value(est).values),
    }


def test_renaming_all_items_changes_nothing_but_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before, true_lines = figures(), simulation.all_lines

    def renamed(*case: Any) -> Iterator[CostLine]:
        for number, line in enumerate(true_lines(*case)):
            yield replace(line, item=f"Whatever it is, number {number}")

    monkeypatch.setattr(simulation, "all_lines", renamed)
    after = figures()
    items = [line.item for line in next(cm.likeliest(cm.load()).ledgers()).lines]
    assert all(item.startswith("Whatever it is") for item in items)
    moved = [name for name, table in before.items() if not table.equals(after[name])]
    assert moved == []


def test_the_figures_of_that_test_hold_every_sort_of_line() -> None:
    lines = figures()["capital: lines"]
    assert len(set(lines["reason"])) >= 15
    assert np.all(figures()["staffing: person-days"].sum() > 0)
