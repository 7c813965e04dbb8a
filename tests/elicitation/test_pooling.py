"""Several people's ranges made into one: the laws of the pool, published and hand-worked answers, what a fit loses."""

import math
import re
from itertools import permutations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.cumulative import below, humps, mean_and_variance
from costmodel.beliefs.source import Source
from costmodel.elicitation.fitting import as_said
from tests.strategies import beliefs

Belief = cm.Belief
numbers_only = beliefs().filter(lambda one: one.kind != "chance")
groups = st.lists(numbers_only, min_size=1, max_size=4)
SHARES = np.array([0.01, 0.1, 0.25, 0.5, 0.8, 0.9, 0.99])
NORMAL_90 = 1.2815515655446004


# -- from a value to its chance ---------------------------------------------------------------------------------------


@given(beliefs(), st.floats(0.001, 0.999))
def test_the_chance_of_being_at_most_a_quantile_is_at_least_its_share(belief: cm.Belief, share: float) -> None:
    at = float(belief.quantile(share))
    digits = 1e-12 * abs(at)  # two values nearer than that are one to a double
    assert float(below(belief, at + digits)) >= share - 1e-6
    if belief.kind not in ("value", "chance", "choices", "data"):
        assert float(below(belief, at - digits)) <= share + 1e-6


@pytest.mark.parametrize(
    ("belief", "at", "chance"),
    [
        (Belief(min=0, max=4), 1.0, 0.25),
        (Belief(min=0, mode=2, max=4, shape="triangular"), 1.0, 0.125),  # 1^2 / (4 x 2)
        (Belief(min=0, mode=0, max=2, shape="triangular"), 1.0, 0.75),  # 1 - 1^2 / (2 x 2)
        (Belief(min=0, mode=2, max=4), 2.0, 0.5),
        (Belief(p10=100, p90=400), 200.0, 0.5),  # the median of a lognormal is the geometric mean
        (Belief(p10=100, p90=400), -1.0, 0.0),
        (Belief(p10=1, p90=3, shape="normal"), 2.0, 0.5),
        (Belief(p10=1, p50=3, p90=4), 1.0, 0.1),
        (Belief(p10=1, p50=2, p90=9), 9.0, 0.9),
        (Belief(p10=1, p50=2, p90=3), 2.0, 0.5),
        (Belief(p10=1, p50=2, p90=9), -5.0, 0.0),
        (Belief(value=3), 2.999, 0.0),
        (Belief(value=3), 3.0, 1.0),
        (Belief(chance=0.3), 0.0, 0.7),
        (Belief(data=(1.0, 2.0, 2.0, 4.0)), 2.0, 0.75),
        (Belief(choices=[{"value": 1.0, "weight": 3.0}, {"value": 5.0, "weight": 1.0}]), 1.0, 0.75),
    ],
    ids=str,
)
def test_the_chance_of_a_value_is_as_worked_out_by_hand(belief: cm.Belief, at: float, chance: float) -> None:
    assert float(below(belief, at)) == pytest.approx(chance, abs=1e-9)


@given(beliefs())
@settings(max_examples=60)
def test_mean_and_variance_are_those_of_the_draws(belief: cm.Belief) -> None:
    drawn = belief.quantile((np.arange(200_000) + 0.5) / 200_000)
    mean, variance = mean_and_variance(belief)
    away = (drawn - drawn.mean()) ** 2
    if drawn[-200:].sum() < 0.01 * drawn.sum():  # where the dearest thousandth holds much, draws are too few to tell
        assert mean == pytest.approx(drawn.mean(), rel=2e-3)
    if away[-200:].sum() + away[:200].sum() < 0.02 * away.sum() or variance == 0:
        assert variance == pytest.approx(drawn.var(), rel=0.02, abs=1e-9)


def test_the_variance_of_a_skewed_curve_through_three_percentiles_is_that_of_its_lognormal() -> None:
    """P10, P50, P90 of 1, 2, 4 less 1: a lognormal of sigma = ln 2 / z90, moved by one to the left."""
    sigma = math.log(2) / NORMAL_90
    mean, variance = mean_and_variance(Belief(p10=0, p50=1, p90=3))
    assert mean == pytest.approx(2 * math.exp(sigma**2 / 2) - 1, rel=1e-6)
    assert variance == pytest.approx(4 * math.exp(sigma**2) * math.expm1(sigma**2), rel=1e-5)


@pytest.mark.parametrize(
    ("curve", "count"),
    [
        ([0, 1, 2, 1, 0], 1),
        ([0, 3, 3, 0, 3, 3, 0], 2),
        ([0, 3, 3, 2.9, 3, 3, 0], 1),  # the valley is not a fifth lower
        ([0, 9, 9, 9, 9, 0, 1, 0], 1),  # the second holds 1 of 37, less than a tenth
        ([0, 5, 0, 5, 0, 5, 0], 3),
    ],
)
def test_humps_are_counted_where_they_hold_a_tenth_and_valleys_are_a_fifth_lower(
    curve: list[float], count: int
) -> None:
    assert humps(np.array(curve, dtype=float)) == count


# -- laws of the pool -------------------------------------------------------------------------------------------------


@given(groups, st.data())
def test_the_pool_s_curve_is_the_weighted_mean_of_the_curves(group: list[cm.Belief], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0.1, 9), min_size=len(group), max_size=len(group)))
    pooled = cm.pool(group, weights)
    at = np.concatenate([one.quantile(SHARES) for one in group])
    mean = sum(w * below(one, at) for w, one in zip(weights, group, strict=True)) / sum(weights)
    assert pooled.below(at) == pytest.approx(mean, abs=1e-9)


@given(groups)
@settings(deadline=None)
def test_a_quantile_of_the_pool_is_the_least_value_that_reaches_its_share(group: list[cm.Belief]) -> None:
    pooled = cm.pool(group)
    at = pooled.quantile(SHARES)
    step = 1e-7 * np.maximum(np.abs(at), 1e-9)
    assert np.all(pooled.below(at + step) >= SHARES - 1e-6)
    assert np.all(pooled.below(at - step) <= SHARES + 1e-6)


@given(st.lists(numbers_only, min_size=2, max_size=3))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_experts_changes_nothing(group: list[cm.Belief]) -> None:
    first = cm.pool(group)
    for order in permutations(group):
        other = cm.pool(order)
        assert other.quantile(SHARES) == pytest.approx(first.quantile(SHARES), rel=1e-9)
        assert other.disagreement == pytest.approx(first.disagreement, abs=1e-9)
        assert other.belief.key[0] == first.belief.key[0]
        assert other.two_camps == first.two_camps


@given(beliefs(), st.integers(1, 4))
@example(cm.Belief(value=30.625), 3)  # a third of it, three times, is not quite it
@settings(max_examples=40, deadline=None)
def test_experts_who_agree_are_one_expert(belief: cm.Belief, count: int) -> None:
    pooled = cm.pool([belief] * count)
    assert pooled.belief == belief
    assert pooled.quantile(SHARES) == pytest.approx(belief.quantile(SHARES), rel=1e-7)
    assert pooled.disagreement == pytest.approx(0, abs=1e-9)
    assert not pooled.two_camps


@given(groups, numbers_only)
def test_an_expert_of_weight_zero_is_not_heard(group: list[cm.Belief], other: cm.Belief) -> None:
    alone, beside = cm.pool(group), cm.pool([*group, other], weights=[1.0] * len(group) + [0.0])
    assert (beside.beliefs, beside.weights) == (alone.beliefs, pytest.approx(alone.weights))
    assert beside.names == alone.names


@given(groups)
def test_weights_count_in_any_scale(group: list[cm.Belief]) -> None:
    thousands = cm.pool(group, weights=[1_000.0] * len(group))
    assert thousands.weights == pytest.approx(cm.pool(group).weights)


@given(st.lists(numbers_only, min_size=2, max_size=3))
@settings(max_examples=30, deadline=None)
def test_the_average_of_quantiles_has_the_pool_s_mean_and_is_nowhere_wider(group: list[cm.Belief]) -> None:
    pooled, averaged = cm.pool(group), cm.average_quantiles(group)
    assert averaged.mean == pytest.approx(pooled.mean)
    each = np.array([one.quantile(SHARES) for one in group])
    assert averaged.quantile(SHARES) == pytest.approx(each.mean(axis=0))
    assert float(averaged.quantile(0.0)) >= float(pooled.quantile(0.0)) - 1e-9
    assert averaged.disagreement == pytest.approx(pooled.disagreement)


@given(groups)
@settings(max_examples=25, deadline=None)
def test_the_fit_keeps_what_it_promises(group: list[cm.Belief]) -> None:
    pooled = cm.pool(group)
    fit = pooled.belief
    if fit.kind == "three_point":
        assert fit.quantile(np.array([0.1, 0.5, 0.9])) == pytest.approx(pooled.quantile(np.array([0.1, 0.5, 0.9])))
    if all(one.kind in ("value", "uniform", "pert", "triangular", "choices", "data") for one in group):
        assert fit.low >= float(pooled.quantile(0.0)) - 1e-9
        assert fit.high <= float(pooled.quantile(1.0)) + 1e-9
    assert 0 <= pooled.loss.gap <= 1


# -- answers worked out by hand ---------------------------------------------------------------------------------------


def test_two_uniform_ranges_are_pooled_as_by_hand() -> None:
    """U(0, 10) and U(20, 40), equal weights: F is x / 20 up to 10, then flat at 1/2, then 1/2 + (x - 20) / 40."""
    pooled = cm.pool([Belief(min=0, max=10), Belief(min=20, max=40)])
    assert pooled.quantile(np.array([0.25, 0.5, 0.75])) == pytest.approx([5, 10, 30])
    assert float(pooled.below(15.0)) == 0.5
    assert pooled.mean == 17.5  # (5 + 30) / 2
    # between: (5 - 17.5)^2 and (30 - 17.5)^2, 156.25; within: (100 / 12 + 400 / 12) / 2 = 20.8333
    assert pooled.disagreement == pytest.approx(156.25 / (156.25 + 20.8333), rel=1e-5)
    assert pooled.two_camps


def test_two_normal_ranges_of_equal_spread_are_pooled_as_by_hand() -> None:
    """N(0, 1) and N(2, 1), weights 3 and 1: F(1) = 0.75 Phi(1) + 0.25 Phi(-1) = 0.75 x 0.841345 + 0.25 x 0.158655."""
    first = Belief(p10=-NORMAL_90, p90=NORMAL_90, shape="normal")
    pooled = cm.pool([first, Belief(p10=2 - NORMAL_90, p90=2 + NORMAL_90, shape="normal")], weights=[3, 1])
    assert float(pooled.below(1.0)) == pytest.approx(0.670672, abs=1e-6)
    assert pooled.mean == pytest.approx(0.5)  # 0.25 x 2
    assert pooled.disagreement == pytest.approx(0.75 / 1.75)  # between: 0.75 x 0.25 x 2^2 = 0.75; within: 1
    assert not pooled.two_camps  # two equal normals need more than two standard deviations between them for two humps


def test_experts_who_are_certain_of_different_values_leave_a_list() -> None:
    pooled = cm.pool([Belief(value=10), Belief(value=20)], weights=[1, 3])
    assert pooled.belief.choices is not None
    assert [(one.value, one.weight) for one in pooled.belief.choices] == [(10, 0.25), (20, 0.75)]
    assert pooled.quantile(np.array([0.2, 0.25, 0.26, 1.0])).tolist() == [10, 10, 20, 20]
    assert (pooled.disagreement, pooled.two_camps, pooled.loss.gap) == (1.0, True, 0.0)
    averaged = cm.average_quantiles([Belief(value=10), Belief(value=20)])
    assert averaged.belief.value == 15  # neither of the two believes it


def test_a_value_that_somebody_is_certain_of_is_met_exactly() -> None:
    pooled = cm.pool([Belief(value=0), Belief(min=0, max=10)])
    # half of the chance sits at zero; the rest rises from 1/2 at 0 to 1 at 10
    assert pooled.quantile(np.array([0.0, 0.1, 0.5, 0.75, 1.0])).tolist() == pytest.approx([0, 0, 0, 5, 10])
    assert float(pooled.quantile(0.3)) == 0.0


def test_chances_are_pooled_by_their_mean() -> None:
    pooled = cm.pool([Belief(chance=0.2, unit="chance"), Belief(chance=0.6, unit="chance")], weights=[3, 1])
    assert pooled.belief.chance == pytest.approx(0.3)  # 0.75 x 0.2 + 0.25 x 0.6
    assert pooled.loss.gap == pytest.approx(0, abs=1e-12)
    with pytest.raises(ValueError, match="average of events is no event"):
        cm.average_quantiles([Belief(chance=0.2)])


def test_two_camps_are_told_and_a_fit_over_them_is_called_rough() -> None:
    pooled = cm.pool([Belief(p10=3, p90=5), Belief(p10=12, p90=18)], names=["data science", "operations"])
    assert pooled.two_camps
    assert pooled.loss.gap > 0.05
    for code, camps, rough in (("en", "two camps", "loses something"), ("de", "zwei Lager", "verliert etwas")):
        assert camps in pooled.verdict(code)
        assert rough in pooled.verdict(code)
    assert pooled.table.index.tolist() == ["data science", "operations", "pool", "fitted"]
    kept = cm.pool(pooled.beliefs, shape="choices")
    assert kept.loss.gap <= 0.005 + 1e-9  # a hundred steps of a hundredth each: half a step off at most


def test_what_was_worked_out_is_said_as_people_say_it_unless_that_made_it_another_range() -> None:
    assert as_said(Belief(p10=6_213.7, p50=11_487, p90=20_049, unit="item")).given == {
        "p10": 6_210,
        "p50": 11_500,
        "p90": 20_000,
    }
    assert as_said(Belief(chance=0.33333, unit="chance")).given == {"chance": 0.33}
    assert as_said(Belief(p10=5.17, p90=37.8)).given == {"p10": 5.2, "p90": 38}
    narrow = Belief(p10=10_040, p90=10_060)  # to three digits from 10,000 to 10,100, five times as wide
    assert as_said(narrow) is narrow
    listed = Belief(choices=[{"value": 10.123, "weight": 1}, {"value": 20, "weight": 3}])
    assert as_said(listed) is listed
    told = cm.pool([Belief(p10=3_000, p90=5_000), Belief(p10=12_000, p90=18_000)]).verdict()
    assert all(len(number.rstrip("0")) <= 3 for number in re.findall(r"\d+", told.replace(",", "")))


def test_a_wide_and_a_narrow_range_about_the_same_are_no_two_camps() -> None:
    assert not cm.pool([Belief(p10=5, p90=20), Belief(p10=9, p90=11)]).two_camps


def test_one_expert_s_own_humps_are_no_two_camps() -> None:
    lumpy = Belief(choices=[{"value": 10.0, "weight": 1.0}, {"value": 20.0, "weight": 1.0}])
    assert not cm.pool([lumpy, lumpy.times(1.0)]).two_camps


def test_hard_bounds_stay_where_all_have_given_them() -> None:
    fit = cm.pool([Belief(min=0, mode=1, max=10), Belief(min=4, mode=6, max=12)]).belief
    assert (fit.min, fit.max) == (0, 12)
    open_ended = cm.pool([Belief(min=0, mode=1, max=10), Belief(p10=4, p90=12)]).belief
    assert open_ended.kind == "three_point"


def test_a_share_stays_a_share() -> None:
    fit = cm.pool(
        [Belief(min=0.1, mode=0.2, max=0.9, unit="share"), Belief(min=0.5, mode=0.9, max=1.0, unit="share")]
    ).belief
    assert fit.unit == "share"
    assert 0 <= fit.low <= fit.high <= 1


def test_the_fit_has_meaning_unit_and_the_sources_of_all() -> None:
    one, two = (Source(judgement=text) for text in ("seen twice", "seen once"))
    fit = cm.pool(
        [
            Belief(p10=2, p90=5, meaning="Wait", unit="week", source=(one,)),
            Belief(p10=3, p90=9, meaning="Wait", unit="week", source=(two, one)),
        ]
    ).belief
    assert (fit.meaning, fit.unit, fit.source) == ("Wait", "week", (one, two))


@pytest.mark.parametrize("shape", ["percentiles", "lognormal", "normal", "pert", "triangular", "choices"])
def test_a_wanted_shape_is_given(shape: str) -> None:
    kinds = {"percentiles": "three_point"}
    pooled = cm.pool([Belief(min=2, mode=3, max=8), Belief(min=3, mode=5, max=9)], shape=shape)
    assert pooled.belief.kind == kinds.get(shape, shape)


def test_a_shape_that_the_pool_cannot_have_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="cannot be pert: somebody has given no hard bounds"):
        _ = cm.pool([Belief(p10=2, p90=5), Belief(min=2, max=3)], shape="pert").belief
    with pytest.raises(ValueError, match="cannot be lognormal: its P10 is zero"):
        _ = cm.pool([Belief(value=0), Belief(p10=2, p90=5)], shape="lognormal").belief
    with pytest.raises(ValueError, match="an event has a chance"):
        _ = cm.pool([Belief(chance=0.1), Belief(chance=0.2)], shape="pert").belief


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ValueError, match="weights") as told:
        cm.pool(
            [Belief(value=1, unit="week"), Belief(chance=0.5, unit="chance")],
            weights=[-1.0, math.nan, 2.0],
            names=["Ann", "Ann"],
            shape="cube",  # type: ignore[arg-type]
        )
    for fault in (
        "3 weights for 2 beliefs",
        "Ann: a weight is a number from 0, not -1",
        "Ann: a weight is a number from 0, not nan",
        "Ann stands twice",
        "the units differ: chance, week",
        "some give the chance of an event, others a number",
        "there is no shape 'cube'; there are pert, triangular, percentiles, lognormal, normal, choices",
    ):
        assert fault in str(told.value)
    with pytest.raises(ValueError, match="no expert"):
        cm.pool([])
    with pytest.raises(ValueError, match="no weight is above zero"):
        cm.pool([Belief(value=1)], weights=[0])
