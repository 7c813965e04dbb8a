"""Costs that need no formula, on paper."""

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Likeliest
from costmodel.estimates.result import computed
from tests.costs.booked import booked

AUDIT = """
additional_costs:
  works_council_adviser:
    meaning: Adviser of the works council
    category: handover
    layer: software
    payee: service
    phase: productionise
    amount:
      meaning: Fee of the adviser
      unit: EUR
      value: 12000
      prices_of: 2026
      source:
        - judgement: A quotation
"""


def test_the_shipped_example_costs_nothing_until_it_is_given_an_amount() -> None:
    assert booked({})["Additional: Travel"] == 0
    assert booked({"additional_costs.travel.amount": 900})["Additional: Travel"] == pytest.approx(900)


def test_an_entry_in_a_companys_file_is_booked_without_any_python(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(AUDIT, encoding="utf-8")
    case = computed(cm.load(tmp_path), Likeliest())
    line = next(line for line in case.ledger.lines if line.item == "Additional: Adviser of the works council")
    assert float(line.amount[0]) == 12_000
    assert (line.category, line.phase, line.layer, line.payee) == ("handover", "productionise", "software", "service")
    assert line.window is case.schedule.phase("productionise")


def test_it_adds_exactly_its_amount_to_the_total(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(AUDIT, encoding="utf-8")
    with_it, without = cm.likeliest(cm.load(tmp_path)), cm.likeliest(cm.load())
    assert float(with_it.total[0] - without.total[0]) == pytest.approx(12_000)
