"""Variations of an estimate: a change worked out again where it reaches says what a whole simulation says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.decisions.actions import each_action
from costmodel.decisions.mitigations import contributions, open_measures
from costmodel.estimates import variations
from costmodel.estimates.result import Estimate, compared
from costmodel.estimates.simulation import kept_names
from costmodel.estimates.variations import COMPARED, Variations
from tests.strategies import CASES, RISING_RATES, case, cases, company

SAMPLES = 96
NAMES = sorted(name for name in cm.load() if not name.startswith(("calendar.", "currency.")))


@cache
def around(name: str, samples: int = SAMPLES) -> Variations:
    return Variations(cm.estimate(case(name), samples=samples, seed=3))


def believed(belief: cm.Belief, choice: str, factor: float) -> Any:
    """Another number in the place of one: none, the likeliest, the whole of it, or some times as much."""
    if choice == "gone":
        return float(belief.unit == "level")
    if belief.is_event or belief.unit in ("switch", "level", "stage"):
        return {"switch": 1.0, "level": 5.0, "stage": 2.0, "chance": 1.0}[belief.unit]
    return belief.likeliest if choice == "certain" else belief.times(factor)


some_changes = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(st.sampled_from(["gone", "certain", "moved"]), st.floats(0.3, 3)), max_size=6
)


def same(one: Estimate, other: Estimate, names: tuple[str, ...]) -> None:
    for name in names:
        assert np.array_equal(one.figures[name], other.figures[name], equal_nan=True), name
    assert np.array_equal(one.total, other.total)


@given(cases, some_changes)
@settings(max_examples=60)
def test_a_variation_is_the_simulation_of_its_assumptions_to_the_last_bit(
    name: str, wanted: dict[str, tuple[str, float]]
) -> None:
    known = around(name)
    before = known.known.assumptions
    try:
        after = before.with_changes({key: believed(before[key], *how) for key, how in wanted.items()})
    except cm.AssumptionsError:
        return  # impossible, and refused before anything is computed
    try:
        whole = compared(known.known, after)
    except cm.AssumptionsError:
        with pytest.raises(cm.AssumptionsError, match="goes live after"):
            known.of(after)
        return
    same(known.of(after), whole, kept_names())


@given(cases, some_changes, some_changes)
@settings(max_examples=20)
def test_two_that_differ_little_from_each_other_are_the_simulations_of_both(
    name: str, wanted: dict[str, tuple[str, float]], more: dict[str, tuple[str, float]]
) -> None:
    known = around(name)
    before = known.known.assumptions
    try:
        first = before.with_changes({key: believed(before[key], *how) for key, how in wanted.items()})
        second = first.with_changes({key: believed(before[key], *how) for key, how in more.items()})
        whole = [compared(known.known, one) for one in (first, second)]
    except cm.AssumptionsError:
        return
    for one, other in zip(known.both(first, second), whole, strict=True):
        same(one, other, COMPARED)


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_action_and_no_risk_of_a_shipped_case_needs_a_simulation_of_its_own(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Variations(around(name).known)

    def whole(*_: object) -> Estimate:
        raise AssertionError("simulated as a whole")

    monkeypatch.setattr(variations, "compared", whole)
    measures = open_measures(known)
    assert len(list(each_action(known, measures=measures))) > 10
    assert len(contributions(known, measures)) == len(case(name).structure.risks)


def test_the_numbers_themselves_are_the_known_estimate() -> None:
    known = around("baseline")
    assert known.of(known.known.assumptions) is known.known
    other = known.of(known.known.assumptions.with_changes({}))
    same(other, known.known, kept_names())


def test_more_samples_than_are_computed_at_once_are_simulated_as_a_whole() -> None:
    known = around("baseline", 16_385)  # four blocks of 4,096 and one sample
    after = known.known.assumptions.with_likeliest({"plan.data_access.wait": 60})
    same(known.of(after), compared(known.known, after), ("go_live", "spent"))


def test_another_plan_is_simulated_as_a_whole(tmp_path: Path) -> None:
    known = around("baseline")
    own = company(tmp_path / "own", plan="plan:\n  team_building: {waits_for_hiring: false}\n")
    after = cm.load(own)
    assert after.structure is not known.known.assumptions.structure
    same(known.of(after), compared(known.known, after), ("go_live", "spent"))


def test_numbers_with_a_course_over_the_years_are_simulated_as_a_whole(tmp_path: Path) -> None:
    known = Variations(cm.estimate(cm.load(company(tmp_path / "own", courses=RISING_RATES)), samples=SAMPLES, seed=1))
    after = known.known.assumptions.with_changes({"courses.rates.growth": 0.1})
    assert known.of(after).total.mean() > known.known.total.mean()
    same(known.of(after), compared(known.known, after), ("spent", "until retired"))
