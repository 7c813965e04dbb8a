"""What decides the number: read off the samples at hand, as runs with one number set low and high would find it."""

from __future__ import annotations

import math

import numpy as np
import pytest

import costmodel as cm
from costmodel.decisions.conditional import conditional, deciding
from costmodel.decisions.sensitivity import tornado
from tests.strategies import case

ALONE = "plan.data_access.wait"


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=16_384, seed=1)


@pytest.mark.parametrize("of", ["to_go_live", "go_live"])
def test_an_input_that_moves_alone_has_the_swing_that_two_runs_with_it_set_low_and_high_have(
    of: str, est: cm.Estimate
) -> None:
    alone = [
        name
        for name in deciding(est, of)
        if est.assumptions[name].moves_with is None and not est.assumptions[name].is_event
    ]
    assert alone
    found = conditional(est, of, names=alone)
    runs = tornado(est.assumptions, of, 16_384, 1, confidence=0.8, names=alone)
    for name in alone:
        error = math.hypot(found.loc[name, "standard_error"], runs.loc[name, "standard_error"])
        # Twenty-odd comparisons: four standard errors, and a tenth for what the window around P10 rounds off.
        apart = abs(found.loc[name, "swing"] - runs.loc[name, "swing"])
        assert apart < 4 * error + 0.1 * abs(runs.loc[name, "swing"]), name


def test_an_event_is_told_apart_by_whether_it_happens(est: cm.Estimate) -> None:
    events = [name for name in deciding(est, most=40) if est.assumptions[name].is_event]
    assert events
    table = conditional(est, names=events)
    # Whoever is not hit is below the budget of all, whoever is hit above it, for what costs money.
    assert ((table["low"] < table["base"]) == (table["high"] > table["base"])).all()


def test_the_order_is_that_of_what_each_input_spreads_and_nothing_accidental_is_named(est: cm.Estimate) -> None:
    table = conditional(est)
    assert table["spread"].is_monotonic_decreasing
    for name in deciding(est, most=8):
        assert abs(table.loc[name, "swing"]) > 3 * table.loc[name, "standard_error"]


def test_only_the_inputs_that_are_asked_for_are_looked_at_and_they_say_the_same(est: cm.Estimate) -> None:
    names = list(deciding(est, most=3))
    few, every = conditional(est, names=names), conditional(est)
    assert sorted(few.index) == sorted(names)
    assert np.allclose(few.loc[names, "swing"], every.loc[names, "swing"])


def test_an_unknown_name_or_confidence_is_refused(est: cm.Estimate) -> None:
    with pytest.raises(KeyError, match=r"plan\.data_access\.wiat"):
        conditional(est, names=["plan.data_access.wiat"])
    with pytest.raises(ValueError, match="between 0 and 1"):
        conditional(est, confidence=80)
