"""Draws: stratified, addressed by seed and name, the same whatever else is drawn; extremes without bias."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.beliefs.sampling import BLOCK, STRATA, Block, Columns, Likeliest
from costmodel.beliefs.streams import words
from tests.strategies import beliefs

UNIFORM = cm.Belief(min=0, max=1)
COST = cm.Belief(min=5, mode=8, max=17)
PRICE = cm.Belief(p10=100, p90=400)


def moving(belief: cm.Belief, strength: float, driver: str = "market") -> cm.Belief:
    return belief.changed({"moves_with": {"driver": driver, "strength": strength}})


def test_each_replicate_holds_one_draw_in_each_stratum() -> None:
    u = cm.draw({"u": UNIFORM}, samples=2 * BLOCK)["u"]
    strata = np.sort(np.floor(u * STRATA).reshape(-1, STRATA), axis=1)
    assert np.array_equal(strata, np.tile(np.arange(STRATA), (2 * BLOCK // STRATA, 1)))
    assert np.all((u > 0) & (u < 1))


def test_replicates_differ_from_each_other() -> None:
    u = cm.draw({"u": UNIFORM}, samples=BLOCK)["u"].reshape(-1, STRATA)
    orders = {tuple(np.argsort(replicate)) for replicate in u}
    assert len(orders) == BLOCK // STRATA
    assert len(np.unique(u)) == BLOCK


def test_another_seed_gives_other_draws_and_the_same_seed_the_same() -> None:
    first, again, other = (cm.draw({"a": COST}, samples=300, seed=seed)["a"] for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.any(first == other)


def test_two_names_give_independent_draws() -> None:
    drawn = cm.draw({"a": UNIFORM, "b": UNIFORM}, samples=65_536)
    rho = cm.rank_correlation(drawn).loc["a", "b"]
    assert abs(rho) < 4 / np.sqrt(65_536)


def test_a_new_parameter_leaves_all_other_draws_alone() -> None:
    few = cm.draw({"a": COST, "b": moving(PRICE, 0.5)}, samples=5_000)
    more = cm.draw({"new": PRICE, "a": COST, "newer": UNIFORM, "b": moving(PRICE, 0.5)}, samples=5_000)
    assert np.array_equal(few["a"], more["a"])
    assert np.array_equal(few["b"], more["b"])


def test_a_changed_belief_leaves_all_other_draws_alone_and_its_own_ranks() -> None:
    before = cm.draw({"a": COST, "b": PRICE}, samples=1_000)
    after = cm.draw({"a": COST.times(3), "b": PRICE}, samples=1_000)
    assert np.array_equal(before["b"], after["b"])
    assert np.array_equal(np.argsort(before["a"]), np.argsort(after["a"]))


@given(st.integers(1, 3 * BLOCK), st.integers(0, 2**32))
@settings(max_examples=15)
def test_a_sample_is_the_same_however_many_are_drawn(samples: int, seed: int) -> None:
    parts = {"a": COST, "b": moving(PRICE, 0.7), "c": cm.Belief(chance=0.3)}
    some, all_ = cm.draw(parts, samples, seed), cm.draw(parts, 3 * BLOCK, seed)
    for name in parts:
        assert some[name].shape == (samples,)
        assert np.array_equal(some[name], all_[name][:samples])


def test_blocks_are_the_same_in_any_order() -> None:
    belief = moving(PRICE, 0.5)
    forward = [Block(3, number).column("a", belief).copy() for number in (0, 1, 2)]
    backward = [Block(3, number).column("a", belief).copy() for number in (2, 1, 0)]
    assert all(np.array_equal(one, two) for one, two in zip(forward, reversed(backward), strict=True))
    assert np.array_equal(np.concatenate(forward), cm.draw({"a": belief}, samples=3 * BLOCK, seed=3)["a"])


def test_a_slider_that_goes_and_comes_back_finds_the_same_draws() -> None:
    block = Block(1, 0)
    first = block.column("a", COST).copy()
    block.column("a", COST.times(2))
    assert np.array_equal(block.column("a", COST), first)


def test_what_has_been_drawn_cannot_be_overwritten() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Block(1, 0).column("a", COST)[0] = 0


def test_a_certain_number_takes_one_place() -> None:
    assert Block(1, 0).column("a", cm.Belief(value=3)).tolist() == [3]
    assert cm.draw({"a": cm.Belief(value=3)}, samples=5)["a"].tolist() == [3] * 5


def test_the_likeliest_case_is_one_sample_at_the_mode() -> None:
    likeliest = Likeliest()
    assert likeliest.samples == 1
    assert likeliest.column("a", COST).tolist() == [8]
    assert likeliest.column("a", cm.Belief(chance=0.9)).tolist() == [
        0.5
    ]  # a probability: the event is made of it later


def test_an_event_happens_as_often_as_its_chance() -> None:
    happened = cm.draw({"a": cm.Belief(chance=0.25)}, samples=BLOCK)["a"]
    assert set(np.unique(happened)) == {0.0, 1.0}
    assert happened.mean() == 0.25  # a quarter of 256 strata is 64 exactly


@pytest.fixture
def at_every_turn() -> Iterator[None]:
    """Threads take turns after a millionth of a second, as on a machine where everything meets at once."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_draw_of_one_stream_at_once_get_what_one_alone_gets(at_every_turn: None) -> None:
    # As in a cluster whose worker has several threads. Where the generator was put back before it had drawn, nearly
    # every block was another one.
    alone = [words(1, block, "of several threads").copy() for block in range(50)]

    def wrong(_thread: int) -> int:
        return sum(not np.array_equal(words(1, block, "of several threads"), alone[block]) for block in range(50))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(wrong, range(8))) == [0] * 8


def test_threads_that_keep_columns_at_once_keep_no_more_than_is_allowed(at_every_turn: None) -> None:
    kept = Columns(1)  # MB: 32 columns of a block

    def keep(thread: int) -> None:
        for number in range(300):
            kept.put((number % 60,), np.full(BLOCK, float(number % 60)))
            found = kept.get(((number + thread) % 60,))
            assert found is None or np.all(found == (number + thread) % 60)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(keep, range(4)))
    there = [number for number in range(60) if kept.get((number,)) is not None]
    assert len(there) == 2**20 // (8 * BLOCK)  # 32: what is counted is what is there


def test_no_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one sample"):
        cm.draw({"a": COST}, samples=0)


# -- values --------------------------------------------------------------------------------------------------


@given(beliefs().filter(lambda belief: belief.kind not in ("chance", "choices", "data")))
@settings(max_examples=40)
def test_draws_are_the_exact_quantiles_of_their_probabilities(belief: cm.Belief) -> None:
    # the same name has the same probabilities, whatever is believed
    u = cm.draw({"x": UNIFORM}, samples=BLOCK)["x"]
    values, exact = cm.draw({"x": belief}, samples=BLOCK)["x"], belief.quantile(u)
    outer = (u < 1 / STRATA) | (u > 1 - 1 / STRATA)
    spread = float(np.ptp(belief.quantile([0.001, 0.999]))) + 1e-12
    assert values[outer] == pytest.approx(exact[outer], rel=1e-3, abs=1e-4 * spread)
    error = np.abs(values - exact)[~outer]
    assert np.max(error) <= 1e-2 * spread  # a table between its nodes, at the sharpest bend
    assert np.mean(error) <= 1e-5 * spread


def test_the_mean_of_a_wide_lognormal_has_no_bias_from_tables() -> None:
    """P10 1, P90 100: sigma = ln(100) / 2 / 1.2815515655 = 1.796704, mean = 10 exp(sigma^2 / 2) = 50.2388."""
    wide = cm.Belief(p10=1, p90=100)
    values = cm.draw({"x": wide}, samples=1_000_000)["x"]
    mean = 10 * np.exp((np.log(100) / 2 / 1.2815515655446004) ** 2 / 2)
    assert abs(values.mean() - mean) < 4 * standard_error_of_mean(values)
    exact = wide.quantile(cm.draw({"x": UNIFORM}, samples=1_000_000)["x"])
    assert abs(values.mean() - exact.mean()) < standard_error_of_mean(values) / 10
    assert values.max() == pytest.approx(exact.max(), rel=1e-4)
    assert values.min() == pytest.approx(exact.min(), rel=1e-4)


def test_a_pert_is_drawn_with_its_mean_and_variance() -> None:
    """PERT(5, 8, 17): mean 9, variance 4.571429 (32 / 7)."""
    values = cm.draw({"x": COST}, samples=1_000_000)["x"]
    assert abs(values.mean() - 9) < 4 * standard_error_of_mean(values)
    squares = (values - 9) ** 2
    assert abs(squares.mean() - 32 / 7) < 4 * standard_error_of_mean(squares)


# -- moving together -----------------------------------------------------------------------------------------


@given(beliefs().filter(lambda belief: belief.kind != "chance"), st.floats(-1, 1))
@settings(max_examples=40)
def test_moving_with_a_driver_changes_no_marginal(belief: cm.Belief, strength: float) -> None:
    alone = cm.draw({"a": belief}, samples=BLOCK)["a"].reshape(-1, STRATA)
    moved = cm.draw({"a": moving(belief, strength)}, samples=BLOCK)["a"].reshape(-1, STRATA)
    assert np.array_equal(np.sort(alone, axis=1), np.sort(moved, axis=1))  # to the last bit, replicate by replicate


def test_two_that_move_with_one_driver_agree_by_the_product_of_their_strengths() -> None:
    # strength 0.5 each: normal scores 2 sin(pi 0.5 / 6) = 0.517638 each, 0.267949 between them,
    # Spearman 6 / pi asin(0.267949 / 2) = 0.256694
    drawn = cm.draw({"a": moving(COST, 0.5), "b": moving(PRICE, 0.5)}, samples=262_144)
    rho = cm.rank_correlation(drawn).loc["a", "b"]
    assert rho == pytest.approx(0.256694, abs=4 / np.sqrt(262_144) + 0.004 * 0.256694)


def test_opposite_strengths_move_apart() -> None:
    drawn = cm.draw({"a": moving(COST, 0.8), "b": moving(PRICE, -0.8)}, samples=BLOCK)
    assert cm.rank_correlation(drawn).loc["a", "b"] < -0.5


def test_two_drivers_have_nothing_in_common() -> None:
    drawn = cm.draw({"a": moving(COST, 0.9, "market"), "b": moving(PRICE, 0.9, "tempo")}, samples=65_536)
    assert abs(cm.rank_correlation(drawn).loc["a", "b"]) < 4 / np.sqrt(65_536)


def test_what_moves_fully_with_a_driver_moves_as_one() -> None:
    drawn = cm.draw({"a": moving(COST, 1.0), "b": moving(PRICE, 1.0)}, samples=BLOCK)
    assert cm.rank_correlation(drawn).loc["a", "b"] > 0.999
