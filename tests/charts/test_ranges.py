"""The workshop's figures about ranges say what their numbers say, in two languages."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import costmodel as cm
from costmodel import charts
from tests.figures import assert_fit_for_print, words

OPINIONS = cm.pool([cm.Belief(p10=3, p90=6), cm.Belief(value=15), cm.Belief(min=5, max=9)], names=["Ann", "Ben", "Cem"])
ANSWERS = [(300, 600), (1500, 1700), (600, 650), (700, 800), None, (0.01, 6), (1, 2), (2, 100), (60, 80), (100, 400)]
TOTAL = np.linspace(100.0, 200.0, 1_001)

FIGURES: dict[str, Callable[[str], Any]] = {
    "expert_ranges": lambda code: charts.expert_ranges(OPINIONS, "weeks", code),
    "calibration": lambda code: charts.calibration(cm.score_calibration(ANSWERS, cm.calibration_questions(code)), code),
    "two_readings": lambda code: charts.two_readings(10, 20, 60, "days", code),
    "sum_of_likeliest": lambda code: charts.sum_of_likeliest(TOTAL, 120.0, "EUR", code),
    "sampling_error": lambda code: charts.sampling_error({2_048: 4_000.0, 8_192: 2_000.0}, "EUR", code),
}
every_figure = pytest.mark.parametrize("name", FIGURES)


@every_figure
def test_a_figure_is_drawn_in_both_languages_in_letters_fit_for_print(name: str) -> None:
    english, german = (FIGURES[name](code) for code in ("en", "de"))
    assert_fit_for_print(english, german)


def test_every_expert_has_a_row_and_so_have_the_pool_and_what_stands_for_it() -> None:
    told = words(FIGURES["expert_ranges"]("en"))
    for name in ("Ann", "Ben", "Cem", "All together", "One range for all"):
        assert name in told


def test_hits_and_misses_are_said_in_words_too() -> None:
    told = words(FIGURES["calibration"]("en"))
    # light, paper, horsepower, vacancies held; mile, prototype, overrun, data, training missed; the barrel left out
    assert (told.count("held"), told.count("missed")) == (4, 5)
    assert "Barrel" not in told


def test_the_sum_of_the_likeliest_is_marked_with_its_chance() -> None:
    told = words(FIGURES["sum_of_likeliest"]("en"))
    assert "120 · enough in 20 %" in told  # evenly from 100 to 200: 21 of 101 steps
    assert "180 · enough in 80 %" in told


def test_an_empty_quiz_and_opinions_that_agree_can_be_drawn() -> None:
    nothing = cm.score_calibration([None], [1.0])
    charts.calibration(nothing).canvas.draw()
    same = cm.pool([cm.Belief(value=3), cm.Belief(value=3)])
    charts.expert_ranges(same).canvas.draw()
