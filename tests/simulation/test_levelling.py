"""People as a limit: against exact answers, published problems, and laws of any schedule."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm

SAMPLES = 8_000


def ends(finish):
    return np.max(np.broadcast_arrays(*finish.values()), axis=0)


@pytest.mark.parametrize(
    ("jobs", "people", "mean", "variance"),
    # n jobs of exponential length 1, c people: while more than c are left, the next ends after 1/c in the mean, then
    # after 1/c, 1/(c-1), ... 1: mean (n-c)/c + 1 + 1/2 + ... + 1/c, variance (n-c)/c^2 + 1 + 1/4 + ... + 1/c^2.
    [(5, 2, 3 / 2 + 3 / 2, 3 / 4 + 5 / 4), (10, 3, 7 / 3 + 11 / 6, 7 / 9 + 49 / 36)],
)
def test_jobs_of_equal_people_end_when_theory_says(jobs, people, mean, variance) -> None:
    draws = np.random.default_rng(5).exponential(size=(jobs, SAMPLES))
    length = {f"job {number}": draws[number] for number in range(jobs)}
    _, finish = cm.levelled_pass({}, length, {name: {"engineer": 1} for name in length}, {"engineer": people})
    end = ends(finish)
    assert abs(end.mean() - mean) < 4 * np.sqrt(variance / SAMPLES)
    error = np.sqrt(np.var((end - end.mean()) ** 2) / SAMPLES)
    assert abs(end.var() - variance) < 4 * error


def test_the_k_th_of_those_who_need_one_person_ends_after_k_lengths() -> None:
    draws = np.random.default_rng(6).exponential(2.0, size=(4, SAMPLES))
    length = {f"initiative {number}": draws[number] for number in range(4)}
    need = {name: {"expert": 1} for name in length}
    _, finish = cm.levelled_pass({}, length, need, {"expert": 1}, {name: k for k, name in enumerate(length)})
    for k, name in enumerate(length, start=1):  # the sum of k exponential lengths of mean 2: mean 2 k, variance 4 k
        assert abs(finish[name].mean() - 2 * k) < 4 * np.sqrt(4 * k / SAMPLES)


def test_two_roles_and_a_predecessor_by_hand() -> None:
    # The one engineer: a from 0 to 3. c (from b, ready at 2) needs her too: from 3 to 5. d needs the analyst, who is
    # free, and comes after c: 5 to 6. e needs both, comes after nothing, and is last in priority: it fits at 6.
    start, finish = cm.levelled_pass(
        {"c": ["b"], "d": ["c"]},
        {"a": 3.0, "b": 2.0, "c": 2.0, "d": 1.0, "e": 1.0},
        {"a": {"engineer": 1}, "c": {"engineer": 1}, "d": {"analyst": 1}, "e": {"engineer": 1, "analyst": 1}},
        {"engineer": 1, "analyst": 1},
        {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2},
    )
    assert {name: float(one[0]) for name, one in start.items()} == {"a": 0, "b": 0, "c": 3, "d": 5, "e": 6}
    assert float(finish["e"][0]) == 7


def test_the_order_in_which_activities_are_written_does_not_matter_to_who_comes_after_whom() -> None:
    start, _ = cm.levelled_pass({"z": ["a"]}, {"z": 1.0, "a": 2.0}, {"z": {"p": 1}, "a": {"p": 1}}, {"p": 1})
    assert (float(start["a"][0]), float(start["z"][0])) == (0, 2)


def test_nobody_stands_idle_while_somebody_could_use_them() -> None:
    # The dear job needs two of the two people and waits for the first to finish at 4; the small one fits beside it.
    start, _ = cm.levelled_pass(
        {},
        {"first": 4.0, "dear": 1.0, "small": 5.0},
        {"first": {"p": 1}, "dear": {"p": 2}, "small": {"p": 1}},
        {"p": 2},
        {"first": 1, "dear": 2, "small": 3},
    )
    assert float(start["small"][0]) == 0
    assert float(start["dear"][0]) == 5  # when the small one has finished


def test_who_must_finish_first_is_served_first() -> None:
    # Behind "long way" lie 5 months more, behind "short way" 1: the end is 1 + 1 + ... only if the long way goes first.
    after = {"rest of the long way": ["long way"], "rest of the short way": ["short way"]}
    length = {"short way": 1.0, "long way": 1.0, "rest of the long way": 5.0, "rest of the short way": 1.0}
    start, _ = cm.levelled_pass(after, length, {"short way": {"p": 1}, "long way": {"p": 1}}, {"p": 1})
    assert (float(start["long way"][0]), float(start["short way"][0])) == (0.0, 1.0)


def test_people_who_come_later_are_used_from_then_on_and_those_who_leave_finish_their_work() -> None:
    length = {"a": 4.0, "b": 4.0, "c": 4.0}
    need = {name: {"p": 1} for name in length}
    order = {"a": 1, "b": 2, "c": 3}
    start, _ = cm.levelled_pass({}, length, need, {"p": [(0, 1), (2, 2)]}, order)
    assert [float(start[name][0]) for name in length] == [0, 2, 4]
    start, _ = cm.levelled_pass({}, length, need, {"p": [(0, 2), (2, 1)]}, order)
    assert [float(start[name][0]) for name in length] == [0, 0, 4]  # both go on; then one is left


def test_who_asks_for_more_than_there_are_is_told() -> None:
    with pytest.raises(ValueError, match="waits for ever"):
        cm.levelled_pass({}, {"a": 1.0}, {"a": {"p": 2}}, {"p": 1})
    with pytest.raises(ValueError, match="'b' has no duration"):
        cm.levelled_pass({}, {"a": 1.0}, {"b": {"p": 2}}, {"p": 1})
    with pytest.raises(ValueError, match="circle"):
        cm.levelled_pass({"a": ["b"], "b": ["a"]}, {"a": 1.0, "b": 1.0}, {}, {})


@st.composite
def networks(draw):
    """Up to eight activities, each after some of those before it, with draws of lengths and of needs of two roles."""
    number = draw(st.integers(1, 8))
    names = [f"a{place}" for place in range(number)]
    after = {
        name: draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else []
        for place, name in enumerate(names)
    }
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    length = {name: random.exponential(size=50) for name in names}
    need = {name: {role: random.choice([0.0, 0.5, 1.0], size=50) for role in ("p", "q")} for name in names}
    return after, length, need


@given(networks())
@settings(max_examples=60, deadline=None)
def test_with_people_enough_the_dates_are_those_of_the_forward_pass_to_the_last_bit(network) -> None:
    after, length, need = network
    start, finish = cm.levelled_pass(after, length, need, {"p": 8, "q": 8})
    free_start, free_finish = cm.forward_pass(after, length)
    for name in length:
        assert np.array_equal(start[name], np.broadcast_to(free_start[name], 50))
        assert np.array_equal(finish[name], free_finish[name])


@given(networks(), st.sampled_from([1.0, 1.5, 2.0]))
@settings(max_examples=60, deadline=None)
def test_no_more_people_work_than_there_are_and_every_wait_has_a_reason(network, people) -> None:
    after, length, need = network
    start, finish = cm.levelled_pass(after, length, need, {"p": people, "q": people})
    for name in length:
        for other in after[name]:
            assert np.all(start[name] >= finish[other])
    for name in length:  # the most work at somebody's start
        for role in ("p", "q"):
            at_work = sum(
                np.where((start[one] <= start[name]) & (finish[one] > start[name] + 1e-9), need[one][role], 0.0)
                for one in length
            )
            assert np.all(at_work <= people + 1e-6)
    for name in length:  # who starts later than its predecessors allow starts when somebody else finishes
        ready = np.max([finish[one] for one in after[name]], axis=0) if after[name] else np.zeros(50)
        late = start[name] > ready + 1e-9
        ends_then = np.any([np.isclose(finish[one], start[name]) for one in length], axis=0)
        assert np.all(ends_then[late])


@given(networks())
@settings(max_examples=30, deadline=None)
def test_each_sample_is_the_same_whichever_others_are_looked_at(network) -> None:
    after, length, need = network
    order = {name: place for place, name in enumerate(length)}
    whole, _ = cm.levelled_pass(after, length, need, {"p": 1, "q": 1}, order)
    some = {name: values[20:30] for name, values in length.items()}
    part, _ = cm.levelled_pass(
        after,
        some,
        {name: {role: one[20:30] for role, one in roles.items()} for name, roles in need.items()},
        {"p": 1, "q": 1},
        order,
    )
    for name in length:
        assert np.allclose(whole[name][20:30], part[name], rtol=0, atol=1e-12)


# Kolisch and Sprecher 1996, PSPLIB, European Journal of Operational Research 96, 205-216. For research use, so the
# problems do not lie here; whoever has them as JSON (name -> duration, demand, capacity, after, best_known) says where.
PUBLISHED = os.environ.get("COSTMODEL_PSPLIB", "")


@pytest.mark.skipif(not PUBLISHED, reason="COSTMODEL_PSPLIB does not name the file of published problems")
@pytest.mark.parametrize(("size", "most"), [("j30", 0.050), ("j60", 0.050), ("j120", 0.105)])
def test_published_problems_take_little_longer_than_the_best_that_is_known(size, most) -> None:
    gaps = []
    for name, problem in json.loads(Path(PUBLISHED).read_text(encoding="utf-8")).items():
        if not name.startswith(f"{size}_"):
            continue
        tasks = [str(number) for number in range(len(problem["duration"]))]
        _, finish = cm.levelled_pass(
            {task: [str(other) for other in problem["after"][int(task)]] for task in tasks},
            {task: float(problem["duration"][int(task)]) for task in tasks},
            {task: {str(role): need for role, need in enumerate(problem["demand"][int(task)])} for task in tasks},
            {str(role): people for role, people in enumerate(problem["capacity"])},
        )
        gaps.append(float(ends(finish)[0]) / problem["best_known"] - 1)
    assert min(gaps) >= 0
    assert np.mean(gaps) <= most
