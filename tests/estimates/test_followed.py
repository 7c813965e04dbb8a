"""Estimates that follow a slider are whole ones: every figure, date and line is what a simulation of its own says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.decisions.confidence import stage_budgets
from costmodel.estimates.followed import NUMBERS, Followed
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import kept_names
from costmodel.estimates.spending import spending
from costmodel.simulation.windows import Window
from tests.estimates.test_variations import NAMES, believed
from tests.strategies import RISING_RATES, case, cases, company

SAMPLES = 64


@cache
def followed(name: str) -> Followed:
    return Followed.drawn(case(name), SAMPLES, seed=3)


def numbers(thing: object) -> list[object]:
    """What a line holds, with windows and pairs taken apart."""
    if isinstance(thing, Window):
        return [thing.start, thing.end, thing.at_retirement, thing.name, thing.activity]
    return list(thing) if isinstance(thing, tuple) else [thing]


def same(one: Estimate, other: Estimate) -> None:
    for name in kept_names():
        assert np.array_equal(one.figures[name], other.figures[name], equal_nan=True), name
    (here,), (there,) = one.ledgers(), other.ledgers()
    assert [line.item for line in here.lines] == [line.item for line in there.lines]
    for mine, theirs in zip(here.lines, there.lines, strict=True):
        for name in NUMBERS:
            pairs = zip(numbers(getattr(mine, name)), numbers(getattr(theirs, name)), strict=True)
            assert all(np.array_equal(*pair) for pair in pairs), f"{name} of {mine.item}"
    assert here.by_window("scope")[0][0] is here.by_window("payee")[0][0], "lines that share a window still do"
    assert one.timeline().equals(other.timeline())
    assert one.by(["payee", "phase"]).equals(other.by(["payee", "phase"]))
    assert stage_budgets(one).equals(stage_budgets(other))
    assert np.array_equal(spending(one).fan, spending(other).fan)


@given(
    cases,
    st.dictionaries(
        st.sampled_from(NAMES), st.tuples(st.sampled_from(["gone", "certain", "moved"]), st.floats(0.3, 3)), max_size=4
    ),
)
@settings(max_examples=12)
def test_what_follows_a_change_is_the_simulation_of_its_assumptions_to_the_last_bit(
    name: str, wanted: dict[str, tuple[str, float]]
) -> None:
    before = case(name)
    try:
        after = before.with_changes({key: believed(before[key], *how) for key, how in wanted.items()})
        whole = cm.estimate(after, SAMPLES, seed=3)
    except cm.AssumptionsError:
        return  # impossible, or so long that it is refused
    same(followed(name).of(after), whole)


def test_numbers_with_a_course_over_the_years_are_simulated_as_a_whole(tmp_path: Path) -> None:
    before = cm.load(company(tmp_path / "own", courses=RISING_RATES))
    after = before.with_changes({"courses.rates.growth": 0.1})
    same(Followed.drawn(before, SAMPLES, seed=3).of(after), cm.estimate(after, SAMPLES, seed=3))


def test_another_plan_is_simulated_as_a_whole(tmp_path: Path) -> None:
    own = company(tmp_path / "own", plan="plan:\n  team_building: {waits_for_hiring: false}\n")
    after = cm.load(own)
    same(followed("baseline").of(after), cm.estimate(after, SAMPLES, seed=3))
