"""People who wait: the one rule by which a role is on the payroll, on plans small enough for paper."""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block
from costmodel.simulation.idle_people import idle_days, on_the_payroll
from tests.strategies import OTHER, WORKER, days, scheduled, tiny

HARDWARE = "hardware.servers.count"


def test_a_role_is_on_the_payroll_from_its_first_start_to_its_last_finish() -> None:
    """A plan on paper, in working days; `mine` is the worker's, `theirs` the other role's.

    before (theirs): waits 3, works 7             0 to 10
    first (mine): waits 5, works 10              10 to 25   the worker is on the payroll from day 10, wait included
    beside (theirs): works 30                    10 to 40
    release (mine): waits 2, works 4             40 to 46
    The worker: 46 - 10 = 36 days on the payroll, 14 of them at work, 22 idle; half of them charged: 11.
    The other: 0 to 40, 37 days at work, 3 idle, all of them charged.
    """
    activities = {
        "before": {"effort": 7, "wait": 3, "roles": (OTHER,)},
        "first": {"effort": 10, "wait": 5, "after": ("before",)},
        "beside": {"effort": 30, "roles": (OTHER,), "after": ("before",)},
        "release": {"effort": 4, "wait": 2, "after": ("first", "beside")},
    }
    schedule = scheduled(tiny(activities, {f"roles.{WORKER}.retained_share": 0.5}))
    window = schedule.idle_window(WORKER)
    assert (days(window.start), days(window.end)) == (pytest.approx([10]), pytest.approx([46]))
    assert schedule.idle_days[WORKER] == pytest.approx([11])
    assert schedule.idle_days[OTHER] == pytest.approx([3])


def test_an_activity_that_does_not_take_place_puts_nobody_on_the_payroll() -> None:
    activities = {
        "order": {"effort": 2, "only_if": (HARDWARE,)},
        "theirs": {"effort": 30, "roles": (OTHER,), "after": ("order",)},
        "release": {"effort": 4, "after": ("theirs",)},
    }
    bought = scheduled(tiny(activities, {HARDWARE: 1}))
    assert bought.idle_days[WORKER] == pytest.approx([30])  # from day 0 to 36, 6 of them at work
    rented = scheduled(tiny(activities, {HARDWARE: 0}))
    assert rented.idle_days[WORKER] == pytest.approx([0])  # from day 30 to 34, all of them at work


def test_whoever_has_nothing_to_do_at_all_is_never_on_the_payroll() -> None:
    activities = {"order": {"effort": 2, "only_if": (HARDWARE,)}, "release": {"effort": 4, "roles": (OTHER,)}}
    schedule = scheduled(tiny(activities, {HARDWARE: 0}))
    assert schedule.idle_days[WORKER] == pytest.approx([0])
    assert schedule.idle_window(WORKER).end == pytest.approx([0])


def test_whether_an_activity_takes_place_is_asked_in_each_course() -> None:
    happens, start = np.array([1.0, 0.0]), np.array([2.0, 2.0])
    first, last = on_the_payroll([(happens, start, np.array([3.0, 2.0])), (np.ones(1), np.array([5.0, 6.0]), 9.0)])
    assert first.tolist() == [2, 6]
    assert last.tolist() == [9, 9]


def test_more_work_than_there_are_days_is_no_idle_time_below_zero() -> None:
    assert idle_days(0.5, np.array([10.0, 10.0]), np.array([4.0, 14.0])).tolist() == [3, 0]


def test_dropping_what_never_takes_place_saves_nothing() -> None:
    """The baseline rents: hardware procurement costs neither work nor waiting."""
    base = cm.load()
    assert scheduled(base, Block(1, 0)).happens["hardware_procurement"].max() == 0
    item = cm.estimate(base, 512).by("item")["mean"]
    assert item["Hardware procurement, operations engineer"] == 0
    assert item["Operations engineer, idle"] < 1_000  # lent by the line: a few hours between handover and release


def test_a_wait_before_a_role_starts_saves_idle_days_where_it_does_not_move_the_end() -> None:
    """What the rule means on its other side, and why a longer wait need not cost money in every plan."""

    def idle(wait: float) -> float:
        activities = {
            "approval": {"effort": 1, "wait": wait, "roles": (OTHER,)},
            "mine": {"effort": 5, "after": ("approval",)},
            "theirs": {"effort": 50, "roles": (OTHER,)},
            "release": {"effort": 4, "after": ("mine", "theirs")},
        }
        return float(scheduled(tiny(activities)).idle_days[WORKER][0])

    assert idle(0) == pytest.approx(44)  # from day 1 to 54, 9 of them at work
    assert idle(20) == pytest.approx(24)  # from day 21 to 54
