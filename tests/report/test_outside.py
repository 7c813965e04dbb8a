"""The sentence of the outside view: its direction is that of the figures, on both sides and for money and date."""

from __future__ import annotations

from dataclasses import replace

import pytest

import costmodel as cm
from costmodel.language.language import language_of
from costmodel.report.outside import told
from costmodel.review.reference_forecast import OutsideView, Standing
from tests.strategies import case


@pytest.fixture(scope="module")
def view() -> OutsideView:
    return cm.outside_view(cm.estimate(case("baseline"), samples=2_048, seed=1), approved=100_000, planned_months=10)


def with_cost(view: OutsideView, ours: float, stands_at: float) -> OutsideView:
    return replace(view, cost=replace(view.cost, ours=ours, asks_for=150_000.0, stands_at=stands_at))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_where_the_model_says_more_than_such_projects_needed_the_plan_left_out_too_much(view: OutsideView) -> None:
    said = plain(told(with_cost(view, 556_000, 0.99), language_of("en"), given=True))
    assert "needed at most €150,000 in 8 of 10 cases; here it is €556,000, more than they needed" in said
    assert "99 % of them stayed within that" in said
    assert "leaves out more than such plans usually do" in said


def test_where_the_model_says_less_it_is_called_too_little_and_the_plan_is_not_blamed(view: OutsideView) -> None:
    said = plain(told(with_cost(view, 120_000, 0.55), language_of("en"), given=True))
    assert "here it is €120,000, less than they needed: 55 % of them stayed within that" in said
    assert "leaves out more" not in said


def test_where_both_say_the_same_no_direction_is_claimed(view: OutsideView) -> None:
    said = plain(told(with_cost(view, 150_000, 0.8), language_of("en"), given=True))
    assert "as much as they needed" in said
    assert "leaves out more" not in said


def test_a_plan_that_nobody_gave_is_not_blamed(view: OutsideView) -> None:
    assert "leaves out more" not in told(with_cost(view, 556_000, 0.99), language_of("en"), given=False)


@pytest.mark.parametrize(
    ("ours", "share", "words"),
    [
        (556_000, 0.999, "mehr als bei ihnen: mehr als 99 % von"),
        (12_000, 0.001, "weniger als bei ihnen: weniger als 1 % von"),
    ],
)
def test_far_from_the_class_the_german_sentence_reads_as_well(
    ours: float, share: float, words: str, view: OutsideView
) -> None:
    assert words in plain(told(with_cost(view, ours, share), language_of("de"), given=True))


@pytest.mark.parametrize(("ours", "word"), [(14.0, "mehr als"), (11.0, "weniger als")])
def test_the_date_has_a_direction_of_its_own_in_german_too(ours: float, word: str, view: OutsideView) -> None:
    schedule: Standing = replace(view.schedule, ours=ours, asks_for=12.0)
    said = plain(told(replace(with_cost(view, 150_000, 0.8), schedule=schedule), language_of("de"), given=True))
    assert "mit einem Plan von 10 Monaten brauchten" in said
    assert f"hier sind es {ours:.0f} Monate, {word}" in said


@pytest.mark.parametrize("code", ["en", "de"])
def test_that_there_are_no_public_data_is_said_in_the_sentence(code: str, view: OutsideView) -> None:
    assert told(view, language_of(code), given=True).endswith(view.limits[0])
