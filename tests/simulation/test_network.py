"""The activity network: dates, merge bias and criticality against answers that are known on paper."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import (
    quantile,
    standard_error_of_mean,
    standard_error_of_quantile,
    standard_error_of_share,
)
from costmodel.simulation.network import along_the_way
from tests.strategies import Array, error_of, exponential

SAMPLES = 262_144
ARCS = {"1-2": [], "1-3": [], "2-3": ["1-2"], "2-4": ["1-2"], "3-4": ["1-3", "2-3"]}


@pytest.fixture(scope="module")
def bridge() -> dict[str, Array]:
    return {arc: exponential(arc, 1, SAMPLES) for arc in ARCS}


@pytest.fixture(scope="module")
def completion(bridge: dict[str, Array]) -> Array:
    _, finish = cm.forward_pass(ARCS, bridge)
    return np.maximum(finish["2-4"], finish["3-4"])


def test_the_wheatstone_bridge_is_finished_after_83_24ths_on_average(completion: Array) -> None:
    """Five Exp(1) arcs 1-2, 1-3, 2-3, 2-4, 3-4: completion has mean 83/24 and variance 1663/576 (exact)."""
    assert abs(completion.mean() - 83 / 24) < 4 * standard_error_of_mean(completion)
    assert abs(completion.var() - 1663 / 576) < 4 * error_of(np.var, completion)


@pytest.mark.parametrize(("share", "value"), [(0.5, 3.161167), (0.8, 4.714520), (0.9, 5.721887)])
def test_the_wheatstone_bridge_has_its_exact_percentiles(completion: Array, share: float, value: float) -> None:
    """The same network: P50 3.161167, P80 4.714520, P90 5.721887."""
    assert abs(quantile(completion, share) - value) < 4 * standard_error_of_quantile(completion, share)


def test_the_wheatstone_bridge_has_its_exact_criticality(bridge: dict[str, Array]) -> None:
    """The same network: 19/24, 5/24, 14/24, 5/24, 19/24, in the order of the arcs."""
    critical = cm.criticality(ARCS, bridge)
    for arc, twentyfourths in zip(ARCS, (19, 5, 14, 5, 19), strict=True):
        chance = twentyfourths / 24
        assert abs(critical[arc] - chance) < 4 * np.sqrt(chance * (1 - chance) / SAMPLES)


def test_three_parallel_activities_end_later_than_each_alone() -> None:
    """Merge bias: three triangular(10, 20, 60) have mean 30 each, their maximum 39.554286, its P80 48.026510."""
    belief = cm.Belief(min=10, mode=20, max=60, shape="triangular")
    drawn = cm.draw(dict.fromkeys("abc", belief), SAMPLES)
    start, finish = cm.forward_pass({"end": ["a", "b", "c"]}, {**drawn, "end": np.zeros(1)})
    assert np.array_equal(start["end"], finish["end"])
    assert abs(drawn["a"].mean() - 30) < 4 * standard_error_of_mean(drawn["a"])
    assert abs(finish["end"].mean() - 39.554286) < 4 * standard_error_of_mean(finish["end"])
    assert abs(quantile(finish["end"], 0.8) - 48.026510) < 4 * standard_error_of_quantile(finish["end"], 0.8)


def test_cost_and_date_are_met_together_more_often_than_independence_says() -> None:
    """D1 ~ Exp(mean 10), D2 ~ Exp(mean 8) in parallel, T = max, C = 5 D1 + 4 D2 + 2 T (exact by integration).

    P(T <= 20) = .793689, P(C <= 150) = .761400, both = .748457; the product would be .604.
    """
    durations = {"one": exponential("one", 10, SAMPLES), "two": exponential("two", 8, SAMPLES)}
    _, finish = cm.forward_pass({"end": ["one", "two"]}, {**durations, "end": np.zeros(1)})
    time = finish["end"]
    cost = 5 * durations["one"] + 4 * durations["two"] + 2 * time
    for inside, chance in (
        (time <= 20, 0.793689),
        (cost <= 150, 0.761400),
        ((time <= 20) & (cost <= 150), 0.748457),
    ):
        assert abs(inside.mean() - chance) < 4 * standard_error_of_share(inside)


def test_an_activity_starts_when_the_last_of_its_predecessors_has_finished() -> None:
    start, finish = cm.forward_pass(
        {"c": ["a", "b"]}, {"a": np.array([1.0, 9]), "b": np.array([4.0, 2]), "c": np.array([3.0])}
    )
    assert start["a"].tolist() == [0, 0]
    assert start["c"].tolist() == [4, 9]
    assert finish["c"].tolist() == [7, 12]


def test_the_order_in_which_activities_are_written_does_not_matter() -> None:
    durations = {"c": np.array([3.0]), "a": np.array([1.0]), "b": np.array([4.0])}
    start, _ = cm.forward_pass({"c": ["b"], "b": ["a"]}, durations)
    assert start["c"].tolist() == [5]  # 1 + 4


@given(st.lists(st.floats(0, 100), min_size=5, max_size=5), st.integers(0, 4), st.floats(0, 50))
@settings(max_examples=50)
def test_a_longer_activity_never_ends_the_network_earlier(lengths: list[float], which: int, more: float) -> None:
    durations = {arc: np.array([length]) for arc, length in zip(ARCS, lengths, strict=True)}
    longer = dict(durations)
    arc = list(ARCS)[which]
    longer[arc] = durations[arc] + more
    before, after = (max(f[0] for f in cm.forward_pass(ARCS, d)[1].values()) for d in (durations, longer))
    assert before <= after <= before + more + 1e-9


def test_on_a_single_path_everything_is_critical() -> None:
    critical = cm.criticality(
        {"b": ["a"], "c": ["b"]}, {"a": np.array([1.0, 2]), "b": np.array([2.0, 0]), "c": np.array([1.0, 1])}
    )
    assert critical == {"a": 1, "b": 1, "c": 1}


def test_slack_makes_an_activity_uncritical() -> None:
    durations = {"long": np.array([5.0, 1]), "short": np.array([1.0, 4]), "end": np.array([1.0])}
    assert cm.criticality({"end": ["long", "short"]}, durations) == {"long": 0.5, "short": 0.5, "end": 1}


def test_what_adds_up_is_counted_along_the_path_that_decided() -> None:
    after = {"a": [], "b": [], "c": ["a", "b"]}
    finish = {"a": np.array([5.0, 1]), "b": np.array([2.0, 3]), "c": np.array([6.0, 4])}
    waits = {"a": np.array([4.0, 1]), "b": np.array([1.0, 2]), "c": np.array([0.5])}
    assert along_the_way(after, finish, waits)["c"].tolist() == [4.5, 2.5]  # 4 + 0.5 by a; 2 + 0.5 by b


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"a": ["b"], "b": ["a"]}, "the plan goes in a circle: "),
        ({"a": ["a"], "b": []}, "the plan goes in a circle: a -> a"),
        ({"a": ["z"], "b": []}, "'a' comes after 'z', which is not in the plan"),
        ({"z": ["a"]}, "'z' has no duration"),
    ],
)
def test_an_impossible_network_is_refused_with_the_names(after: dict[str, list[str]], words: str) -> None:
    durations = {"a": np.array([1.0]), "b": np.array([1.0])}
    with pytest.raises(ValueError, match=words):
        cm.forward_pass(after, durations)
    with pytest.raises(ValueError, match=words):
        cm.criticality(after, durations)
