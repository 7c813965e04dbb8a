"""How the books treat a line: by what it says it is, whatever it is called; rules are data with a reason each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel.files.tree import baseline_folder
from costmodel.finance.capitalisation import capital_and_operating
from costmodel.finance.treatment_rules import FILE, read_treatments, treatments_of
from costmodel.initiative.kinds import KINDS, TREATMENTS
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.windows import Window
from tests.strategies import company

HARDWARE = {"hardware.servers.count": 2, "hardware.edge_devices.count": 10}
BASE = cm.load()
RULES = treatments_of(BASE)
EXPENSE = None


def line(**fields: object) -> CostLine:
    fields = {"item": "Something", "category": "handover", "phase": "productionise", "layer": "ml", "payee": "labour",
              "amount": np.ones(1), "window": Window(np.zeros(1), np.ones(1)), "kind": "work"} | fields  # fmt: skip
    return CostLine(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "asset", "ifrs", "hgb"),
    [
        ({"category": "waiting", "kind": "idle"}, EXPENSE, "38.67(b)", "255(2) sentence 2"),
        ({"kind": "level_of_effort", "category": "staffing"}, EXPENSE, "38.67(a)", "255(2) sentence 3"),
        ({"kind": "learning", "treatment": "user_training"}, EXPENSE, "38.67(c)", "255(2a)"),
        ({"kind": "learning"}, EXPENSE, "38.67(c)", "255(2a)"),
        ({"kind": "repeat", "repeats": "learning"}, EXPENSE, "38.67(c)", "255(2a)"),
        ({"treatment": "reorganisation"}, EXPENSE, "38.69(d)", "255(2a)"),
        ({"kind": "running", "phase": "operate", "payee": "cloud"}, EXPENSE, "38.20", "255(2) sentence 1"),
        ({"kind": "purchase", "payee": "hardware", "phase": "prepare"}, "equipment", "16.7", "246(1)"),
        ({"kind": "fee", "treatment": "installation", "payee": "service"}, "equipment", "16.17", "255(1)"),
        ({"kind": "work", "treatment": "installation"}, "equipment", "16.17", "255(1)"),
        ({"kind": "credit", "treatment": "grant", "payee": "service"}, EXPENSE, "20.29", "275(2)"),
        ({"kind": "credit", "payee": "hardware", "phase": "operate"}, EXPENSE, "16.68", "275(2)"),
        ({"kind": "shock", "payee": "hardware"}, EXPENSE, "38.67(b)", "255(2) sentence 2"),
        ({"kind": "fee", "payee": "service"}, "development", "38.57", "248(2)"),
        ({"treatment": "testing", "category": "waiting"}, "development", "38.28(c)", "255(2a)"),
        ({"kind": "repeat", "repeats": "work", "treatment": "development"}, "development", "38.57", "248(2)"),
        ({"kind": "work"}, EXPENSE, "38.57", "255(2a)"),
    ],
)
def test_each_sort_of_line_has_its_paragraph_in_each_book(
    fields: dict[str, object], asset: str | None, ifrs: str, hgb: str
) -> None:
    under_ifrs = RULES.of(line(**fields), "ifrs", develops=False)
    under_hgb = RULES.of(line(**fields), "hgb", develops=True)
    assert (under_ifrs.asset.name if under_ifrs.asset else None) == asset
    assert (under_hgb.asset.name if under_hgb.asset else None) == asset
    assert ifrs in under_ifrs.reason
    assert "HGB" not in under_ifrs.reason
    assert hgb in under_hgb.reason
    assert "IAS" not in under_hgb.reason


@pytest.mark.parametrize("called", ["Process change", "Risk: it rains", "Resale of servers", "User training, time"])
def test_what_a_line_is_called_decides_nothing(called: str) -> None:
    assert RULES.of(line(item=called), "ifrs", False) == RULES.of(line(), "ifrs", False)


def test_every_rule_decides_on_a_line_of_the_shipped_model_but_that_for_plans_that_say_nothing() -> None:
    est = cm.likeliest(cm.load(scenarios=["visual_inspection"]).with_changes(HARDWARE))
    lines = next(est.ledgers()).lines
    deciding = [next(rule for rule in RULES.rules if rule.fits(one)) for one in lines]
    unmet = [rule.reasons["ifrs"] for rule in RULES.rules if rule not in deciding]
    assert [reason[:21] for reason in unmet] == ["The plan does not say"]


# -- a company's own rules -------------------------------------------------------------------------------------------


def shipped() -> str:
    return (baseline_folder() / FILE).read_text(encoding="utf-8")


def own(folder: Path, text: str) -> Path:
    (folder / "mapping").mkdir(exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_a_company_s_own_file_counts_before_the_shipped_one(tmp_path: Path) -> None:
    pilot = "treatments:\n  - {activity: release, as: expense, ifrs: Our manual 4.2, hgb: Our manual 4.3}\n"
    folder = own(company(tmp_path), shipped().replace("treatments:\n", pilot, 1))
    lines = capital_and_operating(cm.estimate(cm.load(folder), samples=64)).lines
    assert lines.loc["Release, operations engineer", "capital"] == 0
    assert lines.loc["Release, operations engineer", "reason"] == "Our manual 4.2"
    assert lines.loc["Production engineering, ml engineer", "capital"] > 0


def faults(folder: Path, text: str) -> list[str]:
    own(folder, text)
    with pytest.raises(cm.AssumptionsError) as caught:
        read_treatments(folder / FILE, BASE)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    as: expense",
            "    as: expence",
            "treatments[1].as: 'expence' is none of expense, development, equipment",
        ),
        ("    as: expense", "    as: lease", "treatments[1].as: a lease (IFRS 16) is not computed"),
        ("kind: credit", "kind: credits", "'credits' is none of"),
        (
            "    hgb: Proceeds",
            "    gbh: Proceeds",
            "treatments[2].gbh: Extra inputs are not permitted (did you mean 'hgb'?)",
        ),
        ("payment, payee", "payday, payee", "assets.equipment.capital_from: 'payday' is none of accepted, payment"),
        ("finance.useful_life.hardware", "finance.useful_life.hardwear", "is no assumption in years (did you mean"),
        ("  - kind: work\n", "  - treatment: testing\n", "is never reached"),
        ("  - as: development\n", "  - kind: fee\n    as: development\n", "the last rule must have no condition"),
        ("\nbefore:", "\nbefor:", "befor: only assets, treatments, before, low_value, not_chosen stand here"),
    ],
)
def test_a_fault_in_the_rules_has_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = shipped()
    if "payday" in new:
        old, new = "{capital_from: payment,", "{capital_from: payday,"
    assert old in text
    found = faults(tmp_path, text.replace(old, new, 1))
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("treatments.yaml:") for fault in found)


def test_check_reads_the_rules_of_a_folder(tmp_path: Path) -> None:
    folder = own(company(tmp_path), shipped().replace("    as: expense", "    as: lease", 1))
    with pytest.raises(cm.AssumptionsError, match="IFRS 16"):
        cm.check(folder)


def test_reasons_are_told_in_the_language_of_the_assumptions() -> None:
    est = cm.estimate(cm.translated(BASE, "de"), samples=64)
    assert capital_and_operating(est).lines["reason"].str.contains("Nach bestandenem Entscheidungspunkt").any()


def test_every_kind_and_every_treatment_is_that_of_a_line_of_the_shipped_model() -> None:
    lines = next(cm.likeliest(cm.load()).ledgers()).lines
    assert {one.kind for one in lines} == set(KINDS)
    assert {one.treatment for one in lines} - {None} == set(TREATMENTS)
