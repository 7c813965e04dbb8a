"""What moves a number after it is drawn: building blocks, struck risks, mitigations; and what is asked for by name."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK, Block, Likeliest
from costmodel.initiative.blocks import Move
from costmodel.initiative.risks import Risk
from costmodel.simulation.inputs import Inputs, with_odds

SOURCE = [{"judgement": "for the test"}]
PEOPLE = "capability.people"


def with_move(on: str, **factors: float) -> cm.Assumptions:
    """The baseline in which the people move one number and nothing else moves any."""
    base = cm.load()
    levels = {int(level[1:]): factor for level, factor in factors.items()}
    move = Move(on=(on,), factors=levels, why="a test", source=SOURCE)
    return replace(
        base, structure=replace(base.structure, moves={"people": ((move, (on,)),)}, factor_on={}, discrepancy={})
    )


def likeliest(assumptions: cm.Assumptions, name: str) -> float:
    return float(Inputs(assumptions, Likeliest())[name][0])


def test_a_number_is_asked_for_by_attribute_or_by_name() -> None:
    inputs = Inputs(cm.load(), Likeliest())
    assert inputs.labelling.items is inputs["labelling.items"]
    assert inputs.roles.ml_engineer.people.tolist() == [1]
    moved_by = {"discrepancy.stage", "discrepancy.idea.to_go_live"}
    assert inputs.read == {"labelling.items", "roles.ml_engineer.people", *moved_by}
    assert inputs.has("labelling.items")
    assert not inputs.has("labelling.itmes")


def test_a_wrong_name_is_refused_with_the_nearest_one() -> None:
    inputs = Inputs(cm.load(), Likeliest())
    with pytest.raises(AttributeError, match=r"did you mean 'labelling\.items'"):
        _ = inputs.labelling.itmes
    with pytest.raises(AttributeError, match="no assumption 'magic'"):
        _ = inputs.magic


@pytest.mark.parametrize(("level", "factor"), [(1, 2.0), (2, 1.5), (3, 1.0), (4, 0.8), (5, 0.5), (1.5, 3**0.5)])
def test_a_building_block_multiplies_an_amount_by_the_factor_of_its_level(level: float, factor: float) -> None:
    # between whole levels in logarithms: halfway from 2.0 to 1.5 lies sqrt(2.0 x 1.5)
    base = with_move("labelling.items", l1=2.0, l2=1.5, l4=0.8, l5=0.5)
    moved = base.with_changes({PEOPLE: level})
    assert likeliest(moved, "labelling.items") == pytest.approx(base["labelling.items"].likeliest * factor)


def test_a_building_block_multiplies_the_odds_of_a_share() -> None:
    base = with_move("labelling.vendor_share", l1=4.0, l2=2.0, l4=0.5, l5=0.25)
    half = base.with_changes({"labelling.vendor_share": 0.5, PEOPLE: 1})
    assert likeliest(half, "labelling.vendor_share") == pytest.approx(0.8)  # odds 1 -> 4
    full = base.with_changes({"labelling.vendor_share": 1.0, PEOPLE: 1})
    assert likeliest(full, "labelling.vendor_share") == 1.0


def test_a_building_block_multiplies_the_odds_of_an_event() -> None:
    base = with_move("hiring.must_hire", l1=3.0, l2=2.0, l4=0.5, l5=1 / 3)
    even = base.with_changes({"hiring.must_hire": 0.5})
    for level, chance in ((1, 0.75), (3, 0.5), (5, 0.25)):  # odds 1 -> 3, 1, 1/3
        happened = Inputs(even.with_changes({PEOPLE: level}), Block(1, 0))["hiring.must_hire"]
        assert happened.mean() == pytest.approx(chance, abs=1e-3)


def test_an_event_that_happens_at_a_lower_chance_happens_at_a_higher_one_too() -> None:
    base = cm.load()
    rare, often = (
        Inputs(base.with_changes({"hiring.must_hire": chance}), Block(1, 0))["hiring.must_hire"]
        for chance in (0.2, 0.6)
    )
    assert np.all(often >= rare)


def with_risk(**changes: Any) -> cm.Assumptions:
    """The baseline with one risk that triples the labels where it strikes, with a mitigation."""
    base = cm.load()
    risk = Risk(
        meaning="Flood", category="staffing", layer="ml", when="release", cost=True, factor_on=("labelling.items",),
        mitigation="a dam", mitigation_odds=True, mitigation_impact=True,
    )  # fmt: skip
    numbers = {
        "chance": cm.Belief(chance=0.5, unit="chance"),
        "cost": cm.Belief(value=1_000, unit="EUR"),
        "factor": cm.Belief(value=3, unit="factor"),
        "mitigation.active": cm.Belief(value=0, unit="switch"),
        "mitigation.odds": cm.Belief(value=1 / 3, unit="factor"),
        "mitigation.impact": cm.Belief(value=0.25, unit="factor"),
    }
    kept = {name: belief for name, belief in base.items() if not name.startswith("risks.")}
    structure = replace(
        base.structure, risks={"flood": risk}, moves={}, factor_on={"flood": ("labelling.items",)}, discrepancy={}
    )
    beliefs = kept | {f"risks.flood.{name}": belief for name, belief in numbers.items()}
    made = replace(base, beliefs=beliefs, structure=structure)
    return made.with_changes(
        {"labelling.items": 100} | {f"risks.flood.{k.replace('__', '.')}": v for k, v in changes.items()}
    )


def test_a_risk_multiplies_what_it_is_a_factor_on_where_it_strikes() -> None:
    inputs = Inputs(with_risk(), Block(1, 0))
    struck = inputs["risks.flood.chance"] > 0
    assert struck.sum() == BLOCK // 2
    items = np.broadcast_to(inputs["labelling.items"], (BLOCK,))
    assert np.allclose(items[struck], 300)
    assert np.allclose(items[~struck], 100)


def test_a_mitigation_lowers_the_odds_and_what_is_left_of_cost_and_factor() -> None:
    inputs = Inputs(with_risk(mitigation__active=1), Block(1, 0))
    struck = inputs["risks.flood.chance"] > 0
    assert struck.sum() == BLOCK // 4  # odds 1 -> 1/3
    assert np.allclose(inputs["risks.flood.cost"], 250)
    items = np.broadcast_to(inputs["labelling.items"], (BLOCK,))
    assert np.allclose(items[struck], 150)  # 1 + (3 - 1) x 0.25


def test_a_mitigation_that_is_not_taken_changes_nothing() -> None:
    inputs = Inputs(with_risk(mitigation__active=0), Block(1, 0))
    assert np.allclose(inputs["risks.flood.cost"], 1_000)
    assert inputs["risks.flood.chance"].mean() == 0.5


def test_odds_are_multiplied_on_paper() -> None:
    assert with_odds(np.array([0.0, 0.5, 0.8, 1.0]), np.array([2.0])) == pytest.approx([0, 2 / 3, 8 / 9, 1])


CIRCLES = """
import gc
import costmodel as cm
from costmodel.simulation.inputs import Inputs
assumptions = cm.load()
cm.estimate(assumptions, samples=256)
gc.collect()
gc.disable()
for items in (1_000, 2_000, 3_000):
    cm.estimate(assumptions.with_likeliest({"labelling.items": items}), samples=256)
print(sum(isinstance(one, Inputs) for one in gc.get_objects()))
"""


def test_a_simulation_leaves_nothing_behind_that_waits_for_the_garbage_collector() -> None:
    # In a process of its own, where nothing else keeps anything alive.
    told = subprocess.run([sys.executable, "-c", CIRCLES], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "0"
