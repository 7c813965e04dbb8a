"""Steps that are written down: taken again they say the same, and what cannot be written down is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from costmodel.simulation.steps import NotWrittenError, OtherAnswerError, Steps, in_one_step

DAYS, RATE = np.array([1.0, 2.0, 4.0]), np.array([800.0])


def formula(days: Any, rate: Any) -> Any:
    """Everything that formulas of the model do with numbers."""
    money = 2 * days * rate - 100 / (1 + days) + abs(-rate) // 3 % 7
    later = np.where((days >= 2) & ~(days == 3), money**2, np.minimum(money, 5_000.0))
    return np.maximum(later, np.floor(money)) + 2.0**days + (days != 1) * np.array([1.0])


def test_steps_taken_again_are_the_same_to_the_last_bit() -> None:
    steps = Steps()
    days, rate = steps.enter(DAYS), steps.enter(RATE)
    written = formula(days, rate)
    for other in (DAYS, np.array([3.0, 0.1, 7.7]), np.array([2.5])):
        values = steps.again({days.place: other})
        assert np.array_equal(written.among(values), formula(other, RATE))
    assert np.array_equal(written.among(steps.again({rate.place: DAYS})), formula(DAYS, DAYS))


def test_only_what_a_change_reaches_is_worked_out_again_and_only_for_what_is_wanted() -> None:
    worked: list[str] = []

    def noted(name: str) -> Callable[[Any], Any]:
        @in_one_step
        def doubled(value: Any) -> Any:
            worked.append(name)
            return 2 * value

        return doubled

    steps = Steps()
    days, rate = steps.enter(DAYS), steps.enter(RATE)
    of_days, of_rate, of_both = noted("days")(days), noted("rate")(rate), noted("both")(days * rate)
    worked.clear()
    steps.only_for([of_days, of_rate])
    values = steps.again({rate.place: np.array([900.0])})
    assert worked == ["rate"]
    assert (of_days.among(values).tolist(), of_rate.among(values).tolist()) == ([2, 4, 8], [1_800])
    assert of_both is not None


def test_a_change_that_answers_a_question_otherwise_is_told() -> None:
    steps = Steps()
    days = steps.enter(DAYS)
    assert np.any(days > 3)  # asks whether any is longer
    steps.only_for([days])
    steps.again({days.place: np.array([5.0])})
    with pytest.raises(OtherAnswerError):
        steps.again({days.place: np.array([2.0])})


UNWRITTEN: dict[str, Callable[[Any], object]] = {
    "an array is made of it": np.asarray,
    "a single sample": lambda days: days[0],
    "its length": len,
    "one after the other": list,
    "a list of numbers": lambda days: np.stack([days, days]),
    "a reduction": np.add.reduce,
    "an array changed in place": lambda days: np.zeros(3).__iadd__(days),
    "a part of an array": lambda days: np.zeros(3).__setitem__(slice(None), days),
    "a method": lambda days: days.mean(),
    "several arrays": lambda days: np.broadcast_arrays(days, DAYS),
}


@pytest.mark.parametrize("asked", UNWRITTEN.values(), ids=UNWRITTEN.keys())
def test_what_cannot_be_written_down_is_refused(asked: Callable[[Any], object]) -> None:
    with pytest.raises(NotWrittenError):
        asked(Steps().enter(DAYS))
