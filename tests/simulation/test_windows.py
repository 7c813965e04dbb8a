"""Windows: money is spent within them and nowhere else, however many samples, dates and digits are asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.simulation.windows import (
    POINT,
    Window,
    after,
    before,
    cumulative,
    share_after,
    share_spent,
    spent_by,
    spent_until,
)
from tests.strategies import Array, error_of


def spent(months: int, window: Window, amount: Array) -> Array:
    """Money that each sample has spent by the end of each month, shape (samples, months)."""
    samples = max(len(window.start), len(window.end), len(amount))
    return cumulative([(window, {(): amount})], np.arange(1.0, months + 1), samples).T


def monthly(months: int, window: Window, amount: Array) -> Array:
    return np.diff(spent(months, window, amount), prepend=0.0, axis=-1)


# -- phasing -------------------------------------------------------------------------------------------------


def test_evenly_spent_money_falls_into_months_as_the_reference_says() -> None:
    """Start uniform on 0..2 months, duration 3, cost 300: expected 25, 75, 100, 75, 25; 300 in every sample."""
    start = cm.draw({"start": cm.Belief(min=0, max=2)}, samples=262_144)["start"]
    by_month = monthly(5, Window(start, start + 3), np.full(1, 300.0))
    for month, expected in enumerate((25, 75, 100, 75, 25)):
        assert abs(by_month[:, month].mean() - expected) < 4 * error_of(np.mean, by_month[:, month]) + 300 * POINT
    assert by_month.sum(axis=1) == pytest.approx(np.full(len(start), 300.0))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30).map(lambda month: month + 0.5) | st.floats(0, 30),
            st.floats(0.02, 25),
            st.floats(-1e6, 1e6),
            st.booleans(),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_all_samples_together_have_spent_what_each_of_them_has(rows: list[tuple[float, float, float, bool]]) -> None:
    start, length, money, point = (np.array(column) for column in zip(*rows, strict=True))
    start = np.where(point, np.floor(start) + 0.5, start)  # not at a month's end, which belongs to both months
    window = Window(start, start + np.where(point, 0, length))
    together, apart = spent_until(60, window, money, len(money)), spent(60, window, money).sum(axis=0)
    steps = float(np.sum(np.abs(money) * POINT / length))  # what the millionth of a month that makes steps moves
    assert together == pytest.approx(apart, abs=steps + 1e-5 * len(money))


def test_money_of_one_month_falls_into_that_month() -> None:
    window, money = Window(np.array([1.25]), np.array([1.75])), np.array([80.0])
    assert monthly(3, window, money)[0] == pytest.approx([0, 80, 0])
    assert spent_until(3, window, money, 1) == pytest.approx([0, 80, 80])


def test_money_of_a_moment_falls_into_the_month_of_that_moment() -> None:
    window, money = Window(np.array([1.5]), np.array([1.5])), np.array([80.0])
    assert monthly(3, window, money)[0] == pytest.approx([0, 80, 0])
    assert spent_until(3, window, money, 1) == pytest.approx([0, 80, 80])


def test_a_credit_is_phased_like_a_cost() -> None:
    window, money = Window(np.array([0.5]), np.array([1.5])), np.array([-80.0])
    assert monthly(2, window, money)[0] == pytest.approx([-40, -40], abs=1e-3)
    assert spent_until(2, window, money, 1) == pytest.approx([-40, -80])


@given(
    st.lists(
        st.tuples(st.floats(0, 30), st.one_of(st.just(0.0), st.floats(1e-5, 25)), st.floats(-1e6, 1e6)),
        min_size=1,
        max_size=20,
    )
)
def test_all_money_is_spent_within_its_window_and_all_of_it_is(rows: list[tuple[float, float, float]]) -> None:
    start, length, money = (np.array(column) for column in zip(*rows, strict=True))
    by_sample = spent(60, Window(start, start + length), money)
    assert np.array_equal(by_sample[:, -1], money)
    months = np.arange(1, 61)
    assert np.all(np.where(months[None, :] < start[:, None] - 1e-6, by_sample, 0) == 0)
    assert np.all(np.where(months[None, :] > (start + length)[:, None] + 1e-6, by_sample - money[:, None], 0) == 0)


@given(st.floats(0, 30), st.floats(0, 25), st.floats(0, 60))
def test_single_precision_differs_by_its_last_digits_alone(start: float, length: float, time: float) -> None:
    # a date between two single-precision numbers, at most 4e-6 months apart, may fall on either side of a step
    window, when = Window(np.array([start]), np.array([start + max(length, 0.5)])), np.array([time])
    short = share_spent(window, when, np.float32)
    assert short.dtype == np.float32
    assert short == pytest.approx(share_spent(window, when), abs=2e-5)


# -- parts of a window ---------------------------------------------------------------------------------------


def test_a_moment_parts_a_window_into_what_lies_before_it_and_after_it() -> None:
    # from 2 to 6, parted at 3: one month of four before it; a window that lies on one side leaves a point
    window = Window(np.array([2.0, 4.0]), np.array([6.0, 5.0]))
    early, late = before(window, np.full(2, 3.0)), after(window, np.full(2, 3.0))
    assert (early.start.tolist(), early.end.tolist()) == ([2, 3], [3, 3])
    assert (late.start.tolist(), late.end.tolist()) == ([3, 4], [6, 5])
    assert share_after(window, np.full(2, 3.0)).tolist() == [0.75, 1]


def test_a_window_that_ends_with_the_moment_has_no_part_after_it() -> None:
    third = 0.1 + 0.1 + 0.1  # 5e-17 more than 0.3
    assert share_after(Window(np.zeros(1), np.array([third])), np.array([0.3])).tolist() == [0]
    assert share_after(Window(np.array([third]), np.array([third])), np.array([0.3])).tolist() == [0]


# -- as it happens -------------------------------------------------------------------------------------------


def test_what_falls_after_the_end_is_not_spent() -> None:
    window = Window(np.array([2.0]), np.array([6.0]))
    ends = np.array([1.0, 2.0, 3.0, 6.0, 9.0, np.inf])
    assert spent_by(window, ends, np.ones(6)) == pytest.approx([0, 0, 0.25, 1, 1, 1], abs=1e-6)


def test_a_payment_at_a_moment_is_made_up_to_that_moment() -> None:
    moment = Window(np.array([2.0]), np.array([2.0]))
    assert spent_by(moment, np.array([1.9, 2.0, 2.1]), np.ones(3)).tolist() == [0, 1, 1]


def test_what_retirement_costs_is_paid_where_a_system_was_in_use() -> None:
    window = Window(np.array([60.0]), np.array([60.0]), at_retirement=True)
    assert spent_by(window, np.array([5.0, 30.0, 60.0]), np.array([0.0, 1.0, 1.0])).tolist() == [0, 1, 1]


def test_more_is_spent_the_later_it_ends_and_in_the_end_all() -> None:
    window = Window(np.array([3.0, 5.0]), np.array([3.0, 9.0]))
    shares = np.array([spent_by(window, np.full(2, end), np.ones(2)) for end in np.linspace(0, 10, 41)])
    assert np.all(np.diff(shares, axis=0) >= 0)
    assert shares[0].tolist() == [0, 0]
    assert shares[-1].tolist() == [1, 1]
