"""What experience adds acts on every effort and wait at once, by the stage of the estimate, and can be switched off."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block, Likeliest
from costmodel.initiative.discrepancy import STAGE, STAGES, Discrepancy, factor_name
from costmodel.simulation.inputs import Inputs
from tests.strategies import CASES, case, company, faults_in

SAMPLES = 16_384
PARTS = ("labelling.items", "plan.release.wait", "plan.release.effort.operations_engineer", "operations.effort.on_call")
SOURCE = [{"judgement": "for the test"}]


def at(stage: int) -> cm.Assumptions:
    return cm.load().with_changes({STAGE: stage})


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_the_factor_of_its_stage_multiplies_efforts_waits_and_amounts_and_another_the_running_cost(stage: int) -> None:
    with_it, without = Inputs(at(stage), Block(1, 0)), Inputs(at(0), Block(1, 0))
    before, after = (with_it[factor_name(STAGES[stage], part)] for part in ("to_go_live", "running"))
    for name in PARTS:
        factor = after if name.startswith("operations") else before
        assert np.array_equal(with_it[name], without[name] * factor), name
    assert abs(np.corrcoef(np.log(before), np.log(after))[0, 1]) < 0.05


def test_prices_rates_chances_and_what_risks_cost_are_not_moved() -> None:
    with_it, without = Inputs(at(1), Block(1, 0)), Inputs(at(0), Block(1, 0))
    for name in (
        "labelling.vendor_price",
        "roles.data_engineer.day_rate",
        "hiring.must_hire",
        "risks.data_missing.cost",
    ):
        assert np.array_equal(with_it[name], without[name]), name


def test_the_likeliest_case_has_the_factor_at_its_median_so_that_it_is_the_plan_as_it_was_written() -> None:
    name = "plan.model_development.effort.data_scientist"
    plan = cm.load()[name].likeliest
    assert Inputs(at(1), Likeliest())[name][0] == plan
    biased = at(1).with_changes({"discrepancy.idea.to_go_live": cm.Belief(p10=1, p90=4, unit="factor")})
    assert Inputs(biased, Likeliest())[name][0] == pytest.approx(2 * plan)  # the median of 1 and 4 is 2
    assert cm.likeliest(at(1)).to_go_live[0] == cm.likeliest(at(0)).to_go_live[0]


@pytest.mark.parametrize("name", sorted(CASES))
def test_switched_off_every_figure_is_that_of_a_model_without_it_to_the_last_bit(name: str) -> None:
    off = case(name).with_changes({STAGE: 0})
    bare = replace(case(name), structure=replace(off.structure, discrepancy={}))
    one, other = (cm.estimate(made, samples=512).figures for made in (off, bare))
    assert all(np.array_equal(one[figure], other[figure]) for figure in one)


def of_components(count: int, stage: int) -> float:
    """P90 over P50 of the sum of so many equal and independent efforts."""
    names = tuple(f"plan.parts.effort.part_{number}" for number in range(count))
    base = at(stage)
    effort = cm.Belief(min=5, mode=10, max=40, unit="person_day", meaning="A part", source=SOURCE)
    acts = Discrepancy(on=("plan.parts.*",), why="a test", source=SOURCE)
    structure = replace(base.structure, discrepancy={"to_go_live": (acts, names)})
    made = replace(base, beliefs=dict(base.beliefs) | dict.fromkeys(names, effort), structure=structure)
    inputs = Inputs(made, Block(1, 0, SAMPLES))
    total = np.sum([np.broadcast_to(inputs[name], SAMPLES) for name in names], axis=0)
    return float(np.quantile(total, 0.9) / np.quantile(total, 0.5))


def test_more_components_no_longer_make_the_sum_narrower_than_experience_says() -> None:
    # Independent parts average out; the common factor does not: P90 over P50 of the factor alone is its P90, 1.755.
    assert of_components(2, 0) > 1.4
    assert of_components(64, 0) < 1.15
    assert of_components(64, 1) == pytest.approx(1.755, rel=0.03)


def test_the_shipped_percentiles_are_those_of_the_stated_spread_around_one() -> None:
    base = cm.load()
    for stage, sigma in (("idea", 0.45), ("plan", 0.10), ("contract", 0.05)):
        for part in ("to_go_live", "running"):
            belief = base[factor_name(stage, part)]
            assert float(belief.quantile(0.5)) == 1
            assert math.log(belief.high / belief.low) / (2 * 1.2816) == pytest.approx(sigma, abs=0.005)


def test_the_stage_is_set_alike_by_change_scenario_folder_and_slider(tmp_path: Path) -> None:
    said = "source: [{judgement: The contract is signed by both sides}]"
    folder = company(tmp_path / "own", own=f"discrepancy:\n  stage:\n    value: 3\n    {said}\n")
    scenario = tmp_path / "signed.yaml"
    scenario.write_text(
        "scenario: signed\nmeaning: A contract was signed\nstory: Both sides have signed it on a Monday\n"
        "changes:\n  discrepancy.stage:\n    value: 3\n    why: The contract is signed by both sides\n",
        encoding="utf-8",
    )
    prints = {at(3).fingerprint, cm.load(folder).fingerprint, cm.load(scenarios=[scenario]).fingerprint}
    prints.add(cm.load().with_likeliest({STAGE: 3}).fingerprint)  # as a slider does
    assert len(prints) == 1
    assert prints != {cm.load().fingerprint}


@pytest.mark.parametrize("wrong", [1.5, 4, -1, {"min": 1, "mode": 2, "max": 3}])
def test_a_stage_that_does_not_exist_is_refused(wrong: object) -> None:
    with pytest.raises(cm.AssumptionsError, match=r"discrepancy\.stage: .*stage"):
        cm.load().with_changes({STAGE: wrong})


def test_a_company_says_itself_what_the_factor_acts_on(tmp_path: Path) -> None:
    text = (
        "discrepancy_moves:\n  to_go_live:\n    on: [handover.users]\n    why: Only the number of users is open\n"
        "    source: [{judgement: Everything else is agreed}]\n"
    )
    own = cm.load(company(tmp_path, own=text))
    assert own.structure.discrepancy["to_go_live"][1] == ("handover.users",)
    assert own.fingerprint != cm.load().fingerprint


def test_what_the_factor_cannot_act_on_is_a_fault_with_its_line(tmp_path: Path) -> None:
    rest = "    why: A reason\n    source: [{judgement: Everything else is agreed}]\n"
    wrong = company(tmp_path / "a", own=f"discrepancy_moves:\n  to_go_live:\n    on: [handover.usres]\n{rest}")
    (told,) = faults_in(wrong)
    assert told.startswith("own.yaml:3: discrepancy_moves.to_go_live: 'handover.usres' matches no assumption")
    part = company(tmp_path / "b", own=f"discrepancy_moves:\n  runing:\n    on: [handover.users]\n{rest}")
    (told,) = faults_in(part)
    assert told.startswith("own.yaml:2: discrepancy_moves.runing: is not a part of the cost")
    itself = company(tmp_path / "c", own=f"discrepancy_moves:\n  running:\n    on: [discrepancy.idea.running]\n{rest}")
    (told,) = faults_in(itself)
    assert told.startswith("own.yaml:3: discrepancy_moves.running.on: ")
    assert "'discrepancy.idea.running' moves others" in told
