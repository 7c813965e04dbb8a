"""Another likeliest value: the range is scaled, shifted or kept, and what is impossible is not offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.retyped import ranges_around

WAIT = Belief(min=5, mode=20, max=60, unit="working_day")


def test_a_range_is_scaled_shifted_or_kept() -> None:
    ranges = ranges_around(WAIT, 40)
    assert {way: one.given for way, one in ranges.items()} == {
        "scale": {"min": 10.0, "mode": 40.0, "max": 120.0},  # twice
        "shift": {"min": 25.0, "mode": 40.0, "max": 80.0},  # 20 more
        "keep": {"min": 5.0, "mode": 40.0, "max": 60.0},
    }


def test_what_is_impossible_is_not_offered() -> None:
    assert set(ranges_around(WAIT, 90)) == {"scale", "shift"}  # 90 lies above the kept end of 60
    assert set(ranges_around(WAIT, 10)) == {"scale", "keep"}  # ten less would begin at -5 days
    assert set(ranges_around(Belief(p10=10, p90=40, unit="working_day"), 30)) == {"scale"}


@pytest.mark.parametrize("belief", [Belief(value=3.0), Belief(chance=0.3, unit="chance")])
def test_what_has_no_range_is_not_asked_about(belief: Belief) -> None:
    assert ranges_around(belief, 0.5) == {}


@given(st.floats(0.1, 500))
def test_whatever_is_offered_has_the_value_that_was_typed(typed: float) -> None:
    for one in ranges_around(WAIT, typed).values():
        assert one.likeliest == pytest.approx(typed)
