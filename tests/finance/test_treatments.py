"""How accounting treats a line: by what it says it is, whatever it is called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import costmodel as cm
from costmodel.finance.treatments import CAPITAL, EQUIPMENT, OPERATING, RULES, Rule, treatment
from costmodel.initiative.kinds import KINDS, TREATMENTS
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.windows import Window

HARDWARE = {"hardware.servers.count": 2, "hardware.edge_devices.count": 10}


def line(**fields: object) -> CostLine:
    fields = {"item": "Something", "category": "handover", "phase": "productionise", "layer": "ml", "payee": "labour",
              "amount": np.ones(1), "window": Window(np.zeros(1), np.ones(1)), "kind": "work"} | fields  # fmt: skip
    return CostLine(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "how", "paragraph"),
    [
        ({"category": "waiting", "kind": "idle"}, OPERATING, "38.67(b)"),
        ({"kind": "level_of_effort", "category": "staffing"}, OPERATING, "38.67(a)"),
        ({"kind": "learning", "treatment": "user_training"}, OPERATING, "38.67(c)"),
        ({"kind": "learning"}, OPERATING, "38.67(c)"),
        ({"kind": "repeat", "repeats": "learning"}, OPERATING, "38.67(c)"),
        ({"treatment": "reorganisation"}, OPERATING, "38.69(d)"),
        ({"kind": "running", "phase": "operate", "payee": "cloud"}, OPERATING, "38.20"),
        ({"kind": "purchase", "payee": "hardware", "phase": "prepare"}, EQUIPMENT, "16.7"),
        ({"kind": "fee", "treatment": "installation", "payee": "service"}, EQUIPMENT, "16.17"),
        ({"kind": "credit", "payee": "hardware", "phase": "operate"}, OPERATING, "16.68"),
        ({"kind": "shock", "payee": "hardware"}, OPERATING, "38.67(b)"),
        ({"kind": "fee", "payee": "service"}, CAPITAL, "38.57"),
        ({"kind": "repeat", "repeats": "work"}, CAPITAL, "38.57"),
    ],
)
def test_each_sort_of_line_has_its_paragraph(fields: dict[str, object], how: str, paragraph: str) -> None:
    decided = treatment(line(**fields), develops=True)
    assert decided.how == how
    assert paragraph in decided.reason


@pytest.mark.parametrize("called", ["Process change", "Risk: it rains", "Resale of servers", "User training, time"])
def test_what_a_line_is_called_decides_nothing(called: str) -> None:
    assert treatment(line(item=called), develops=True) == treatment(line(), develops=True)


def test_a_rule_may_ask_for_an_activity() -> None:
    rule = Rule(OPERATING, "A pilot that finance regards as research", activity="business_pilot")
    pilot = line(activity="business_pilot")
    assert rule.fits(pilot)
    assert not rule.fits(replace(pilot, activity="release"))
    assert not rule.fits(line())


def test_every_rule_decides_on_a_line_of_the_shipped_model() -> None:
    est = cm.likeliest(cm.load(scenarios=["visual_inspection"]).with_changes(HARDWARE))
    lines = next(est.ledgers()).lines
    deciding = [next((rule for rule in RULES if rule.fits(one)), None) for one in lines]
    assert [rule.reason for rule in RULES if rule not in deciding] == []


def test_every_kind_and_every_treatment_is_that_of_a_line_of_the_shipped_model() -> None:
    lines = next(cm.likeliest(cm.load()).ledgers()).lines
    assert {one.kind for one in lines} == set(KINDS)
    assert {one.treatment for one in lines} - {None} == set(TREATMENTS)
