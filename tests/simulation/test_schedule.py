"""When everything happens: waiting, work, rework, gates and stops, idle people; by plans small enough for paper."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.beliefs.sampling import BLOCK, Block
from tests.strategies import OTHER, WORKER, days, error_of, scheduled, tiny

LOOP = {
    "chance": "plan.release.repeats.chance",
    "share": "plan.release.repeats.share",
    "limit": "plan.release.repeats.limit",
}


def loop(chance: float, share: float, limit: float) -> dict[str, Any]:
    return {LOOP["chance"]: chance, LOOP["share"]: share, LOOP["limit"]: limit}


# -- work and waiting ----------------------------------------------------------------------------------------


def test_an_activity_waits_first_and_works_then() -> None:
    plan = tiny({"first": {"effort": 10}, "release": {"effort": 4, "wait": 6, "after": ("first",)}})
    schedule = scheduled(plan)
    assert days(schedule.start["release"]) == pytest.approx([10])
    assert days(schedule.work_start["release"]) == pytest.approx([16])  # 10 + 6
    assert days(schedule.go_live) == pytest.approx([20])  # 10 + 6 + 4
    assert days(schedule.waiting) == pytest.approx([6])


def test_more_people_and_more_of_their_time_make_work_shorter() -> None:
    numbers = {f"roles.{WORKER}.people": 2, f"roles.{WORKER}.availability": 0.5}
    assert days(scheduled(tiny({"release": {"effort": 30}}, numbers)).go_live) == pytest.approx([30])  # 30 / (2 x 0.5)
    own = {**numbers, f"plan.release.people.{WORKER}": 3}
    plan = tiny({"release": {"effort": 30, "own_people": (WORKER,)}}, own)
    assert days(scheduled(plan).go_live) == pytest.approx([20])  # 30 / (3 x 0.5)


def test_the_role_that_takes_longest_decides_how_long_an_activity_works() -> None:
    numbers = {f"plan.release.effort.{WORKER}": 5, f"plan.release.effort.{OTHER}": 8}
    assert days(scheduled(tiny({"release": {"roles": (WORKER, OTHER)}}, numbers)).go_live) == pytest.approx([8])


def test_an_activity_that_does_not_take_place_takes_no_time() -> None:
    activities = {
        "first": {"effort": 10, "wait": 5, "only_if": ("labelling.items", "hardware.servers.count")},
        "release": {"effort": 4, "after": ("first",)},
    }
    nothing = {"labelling.items": 0, "hardware.servers.count": 0}
    assert days(scheduled(tiny(activities, nothing)).go_live) == pytest.approx([4])
    one = {"labelling.items": 0, "hardware.servers.count": 1}
    assert days(scheduled(tiny(activities, one)).go_live) == pytest.approx([19])  # 5 + 10 + 4


def test_waiting_is_counted_on_the_path_that_decides_the_go_live() -> None:
    activities = {
        "long": {"effort": 30, "wait": 2},
        "short": {"effort": 1, "wait": 25},
        "release": {"effort": 4, "wait": 3, "after": ("long", "short")},
    }
    assert days(scheduled(tiny(activities)).waiting) == pytest.approx([5])  # 2 + 3; the 25 beside it delay nothing


def test_an_open_post_delays_only_what_waits_for_it_and_only_where_nobody_bridges() -> None:
    activities = {"release": {"effort": 10, "waits_for_hiring": True}}
    open_post = {"hiring.must_hire": 1, "hiring.bridged": 0, "hiring.months_open": 3}
    assert scheduled(tiny(activities, open_post)).go_live == pytest.approx([3.5])  # 3 months + 10 / 20
    assert scheduled(tiny(activities, open_post | {"hiring.bridged": 1})).go_live == pytest.approx([0.5])
    assert scheduled(tiny(activities, open_post | {"hiring.must_hire": 0})).go_live == pytest.approx([0.5])


def test_a_risk_delays_its_activity_where_it_strikes() -> None:
    numbers = {"risks.flood.chance": cm.Belief(chance=0.25, unit="chance"), "risks.flood.delay": 8}
    risks = {"flood": {"when": "release", "delays": "release"}}
    schedule = scheduled(tiny({"release": {"effort": 4}}, numbers, risks), Block(1, 0))
    values, counts = np.unique(np.round(days(schedule.go_live), 9), return_counts=True)
    assert values.tolist() == [4, 12]
    assert counts.tolist() == [BLOCK * 3 // 4, BLOCK // 4]


# -- rework --------------------------------------------------------------------------------------------------


def test_a_rework_loop_has_the_mean_and_variance_of_a_geometric_sum() -> None:
    """Pass of mean 10 and variance 4, repeat chance 0.3, full repeats as long as that sample's first pass, no limit.

    Mean t / (1 - p) = 14.285714; variance (v + t^2)(1 + p) / (1 - p)^2 - (t / (1 - p))^2 = 71.836735.
    """
    effort = cm.Belief(p10=10 - 2 * 1.2815515655, p90=10 + 2 * 1.2815515655, shape="normal", unit="person_day")
    plan = tiny({"release": {"effort": effort, "repeats_from": "release"}}, loop(0.3, 1, 60))
    length = np.concatenate([days(scheduled(plan, Block(1, number)).go_live) for number in range(64)])
    assert abs(length.mean() - 14.285714) < 4 * standard_error_of_mean(length)
    assert abs(length.var() - 71.836735) < 4 * error_of(np.var, length)


def test_repeats_take_ever_smaller_shares_and_come_to_an_end() -> None:
    # certain to be repeated, half each time, three times at most: 10 x (1 + 1/2 + 1/4 + 1/8)
    plan = tiny({"release": {"effort": 10, "repeats_from": "release"}}, loop(1, 0.5, 3))
    schedule = scheduled(plan)
    assert days(schedule.first_finish["release"]) == pytest.approx([10])
    assert days(schedule.go_live) == pytest.approx([18.75])
    assert schedule.repeated("release") == pytest.approx([0.875])


def test_a_loop_that_is_never_taken_costs_nothing() -> None:
    plan = tiny({"release": {"effort": 10, "repeats_from": "release"}}, loop(0, 0.5, 3))
    assert np.all(np.isclose(days(scheduled(plan, Block(1, 0)).go_live), 10))


def test_repeats_stay_within_the_loop_and_take_its_longest_way() -> None:
    # before -> a -> (b | c) -> release -> after; release sends the work back to a
    activities = {
        "before": {"effort": 100},
        "a": {"effort": 10, "wait": 2, "after": ("before",)},
        "b": {"effort": 7, "after": ("a",)},
        "c": {"effort": 3, "after": ("a",)},
        "beside": {"effort": 50, "after": ("before",)},
        "check": {"effort": 5, "wait": 1, "after": ("b", "c"), "repeats_from": "a"},
        "release": {"effort": 4, "after": ("check", "beside")},
    }
    numbers = {f"plan.check.repeats.{key}": value for key, value in (("chance", 1), ("share", 0.5), ("limit", 1))}
    schedule = scheduled(tiny(activities, numbers))
    first = 100 + 2 + 10 + 7 + 1 + 5
    assert days(schedule.first_finish["check"]) == pytest.approx([first])
    assert days(schedule.finish["check"]) == pytest.approx([first + (2 + 10 + 7 + 1 + 5) / 2])
    assert {name for name in activities if schedule.repeated(name) is not None} == {"a", "b", "c", "check"}
    assert days(schedule.start["release"]) == pytest.approx([150])  # the work beside it is not repeated
    window = schedule.repeat_window("b")
    assert days(window.start) == pytest.approx([125])
    assert days(window.end) == pytest.approx([137.5])


def test_a_shock_and_an_open_post_delay_the_first_pass_and_not_its_repeats() -> None:
    numbers = {"risks.flood.chance": cm.Belief(chance=1, unit="chance"), "risks.flood.delay": 8, **loop(1, 0.5, 1)}
    numbers |= {"hiring.must_hire": 1, "hiring.bridged": 0, "hiring.months_open": 3}
    risks = {"flood": {"when": "release", "delays": "release"}}
    activity = {"effort": 10, "wait": 4, "repeats_from": "release", "waits_for_hiring": True}
    schedule = scheduled(tiny({"release": activity}, numbers, risks))
    assert days(schedule.first_finish["release"]) == pytest.approx([82])  # 4 + 60 + 8 + 10
    assert days(schedule.go_live) == pytest.approx([89])  # and (4 + 10) / 2
    assert days(schedule.waiting) == pytest.approx([74])  # 4 + 60 + 8 + 4 / 2


def test_waiting_within_a_repeat_is_waiting_too() -> None:
    plan = tiny({"release": {"effort": 10, "wait": 4, "repeats_from": "release"}}, loop(1, 0.5, 1))
    assert days(scheduled(plan).waiting) == pytest.approx([6])  # 4 + 4 / 2


# -- gates and stops -----------------------------------------------------------------------------------------

GATED = {
    "check": {"effort": 10, "gate": True},
    "beside": {"effort": 30},
    "release": {"effort": 10, "after": ("check", "beside")},
}


def test_a_gate_ends_as_many_samples_as_its_chance_says_at_its_own_time() -> None:
    plan = tiny(GATED, {"plan.check.gate": cm.Belief(chance=0.25, unit="chance")})
    schedule = scheduled(plan, Block(1, 0))
    stopped = schedule.stop < schedule.go_live
    assert stopped.mean() == 0.25
    assert days(schedule.stop[stopped]) == pytest.approx(np.full(BLOCK // 4, 10))
    assert days(schedule.go_live) == pytest.approx([40])  # carried through: no stop strikes


def test_a_stopping_risk_ends_at_the_finish_of_its_activity_and_the_earliest_stop_wins() -> None:
    numbers = {
        "plan.check.gate": cm.Belief(chance=0.25, unit="chance"),
        "risks.refused.chance": cm.Belief(chance=1, unit="chance"),
    }
    plan = tiny(GATED, numbers, {"refused": {"when": "beside", "stops": True}})
    schedule = scheduled(plan, Block(1, 0))
    values, counts = np.unique(np.round(days(schedule.stop), 9), return_counts=True)
    assert values.tolist() == [10, 30]
    assert counts.tolist() == [BLOCK // 4, BLOCK * 3 // 4]


def test_repeats_come_before_the_gate() -> None:
    numbers = {"plan.release.gate": cm.Belief(chance=1, unit="chance"), **loop(1, 0.5, 1)}
    plan = tiny({"release": {"effort": 10, "gate": True, "repeats_from": "release"}}, numbers)
    assert days(scheduled(plan).stop) == pytest.approx([15])  # 10 + 10 / 2


def test_a_stopped_initiative_spends_what_falls_before_its_stop_only() -> None:
    # nothing costs anything but the worker's days, and the worker does nothing outside the plan
    free = {
        name: 0.0
        for name, belief in cm.load().items()
        if belief.is_money and not name.startswith(("currency.", f"roles.{WORKER}.day_rate"))
    }
    nowhere = {f"roles.{WORKER}.retained_share": 0, "handover.tool_setup": 0, "operations.platform.set_up_effort": 0}
    gate = {"plan.check.gate": cm.Belief(chance=1, unit="chance")}
    est = cm.likeliest(tiny(GATED, free | nowhere | gate))
    assert est.to_go_live == pytest.approx([5_000])  # carried through: 10 + 30 + 10 days at 100
    # until day 10: all of the check, a third of the 30 days beside it, nothing of the release
    assert est.spent == pytest.approx([2_000], rel=1e-5)
    assert est.reaches_production == 0
    assert est.cost_per_success == float("inf")


# -- operation -----------------------------------------------------------------------------------------------


def test_a_system_is_retired_with_its_hazard() -> None:
    # hazard 0.24 a year = 0.02 a month: alive after 36 months with chance exp(-0.72)
    plan = tiny({"release": {"effort": 1}}, {"operations.retirement_hazard": 0.24})
    lifetime = scheduled(plan, Block(1, 0)).lifetime
    assert np.mean(lifetime > 36) == pytest.approx(np.exp(-0.72), abs=1 / 256)
    assert lifetime.mean() == pytest.approx(50, rel=0.01)


def test_without_a_hazard_a_system_is_never_retired() -> None:
    assert np.all(np.isinf(scheduled(tiny({"release": {"effort": 1}}), Block(1, 0)).lifetime))


def test_operation_lasts_for_the_horizon_from_go_live() -> None:
    schedule = scheduled(tiny({"release": {"effort": 40}}, {"initiative.horizon": 24}))
    assert schedule.operation.start == pytest.approx([2])
    assert schedule.operation.end == pytest.approx([26])


# -- idle people ---------------------------------------------------------------------------------------------


def idle(activities: dict[str, Any], numbers: dict[str, Any] | None = None) -> float:
    return float(scheduled(tiny(activities, numbers or {})).idle_days[WORKER][0])


def test_whoever_waits_between_two_activities_is_idle() -> None:
    activities = {"first": {"effort": 10}, "release": {"effort": 4, "wait": 6, "after": ("first",)}}
    assert idle(activities) == pytest.approx(6)
    assert idle(activities, {f"roles.{WORKER}.retained_share": 0.25}) == pytest.approx(1.5)


def test_waits_side_by_side_are_not_charged_twice() -> None:
    activities = {
        "first": {"effort": 10},
        "one": {"effort": 2, "wait": 20, "after": ("first",)},
        "two": {"effort": 2, "wait": 20, "after": ("first",)},
        "release": {"effort": 4, "after": ("one", "two")},
    }
    # from day 0 to 10 + 20 + 2 + 4 = 36; worked 10 + 2 + 2 + 4 = 18
    assert idle(activities) == pytest.approx(18)


def test_slack_before_a_merge_is_charged() -> None:
    activities = {
        "mine": {"effort": 5},
        "theirs": {"effort": 30, "roles": (OTHER,)},
        "release": {"effort": 4, "after": ("mine", "theirs")},
    }
    assert idle(activities) == pytest.approx(25)  # 30 + 4 - (5 + 4)


def test_repeated_work_is_not_idle_time() -> None:
    plan = {"release": {"effort": 10, "repeats_from": "release"}}
    assert idle(plan, loop(1, 0.5, 2)) == pytest.approx(0)


@given(st.lists(st.floats(0, 50), min_size=4, max_size=4), st.lists(st.floats(0, 50), min_size=4, max_size=4))
@settings(max_examples=40)
def test_idle_days_are_never_below_zero_and_never_fewer_for_longer_waits(
    efforts: list[float], waits: list[float]
) -> None:
    def plan(more: float) -> dict[str, Any]:
        return {
            "first": {"effort": efforts[0], "wait": waits[0] + more},
            "one": {"effort": efforts[1], "wait": waits[1], "after": ("first",)},
            "two": {"effort": efforts[2], "wait": waits[2], "after": ("first",)},
            "release": {"effort": efforts[3], "wait": waits[3] + more, "after": ("one", "two")},
        }

    before, after = idle(plan(0)), idle(plan(7))
    assert 0 <= before <= after + 1e-9


# -- on demand -----------------------------------------------------------------------------------------------


def test_criticality_is_the_share_of_samples_in_which_an_activity_decides() -> None:
    activities = {
        "one": {"effort": cm.Belief(min=0, max=10, unit="person_day")},
        "two": {"effort": cm.Belief(min=0, max=10, unit="person_day")},
        "release": {"effort": 1, "after": ("one", "two")},
    }
    critical = scheduled(tiny(activities), Block(1, 0)).criticality()
    assert critical["release"] == 1
    assert critical["one"] == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(BLOCK))
    assert critical["one"] + critical["two"] == pytest.approx(1)


def test_a_phase_lasts_from_its_first_start_to_its_last_finish() -> None:
    activities = {
        "one": {"effort": 10, "phase": "explore"},
        "two": {"effort": 5, "wait": 3, "phase": "prepare", "after": ("one",)},
        "three": {"effort": 20, "phase": "prepare", "after": ("one",)},
        "release": {"effort": 4, "phase": "productionise", "after": ("two", "three")},
    }
    schedule = scheduled(tiny(activities))
    window = schedule.phase("prepare")
    assert (days(window.start), days(window.end)) == (pytest.approx([10]), pytest.approx([30]))
    assert schedule.phase("throughout").end is schedule.go_live
    assert schedule.phase("develop").end is schedule.go_live  # nothing in it: the time to go-live
