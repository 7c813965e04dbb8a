"""What is believed of a number: how its keys are read, its likeliest value, its quantiles, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import costmodel as cm
from tests.strategies import beliefs, triples

PERT = cm.Belief(min=5, mode=8, max=17)
LOGNORMAL = cm.Belief(p10=100, p90=400)
SHARES = np.array([1e-12, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1 - 1e-6, 1 - 1e-12])


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({"value": 3}, "value"),
        ({"min": 1, "max": 5}, "uniform"),
        ({"min": 1, "mode": 2, "max": 5}, "pert"),
        ({"min": 1, "mode": 2, "max": 5, "shape": "triangular"}, "triangular"),
        ({"p10": 100, "p90": 400}, "lognormal"),
        ({"p10": -100, "p90": 400, "shape": "normal"}, "normal"),
        ({"p10": 1, "p50": 2, "p90": 5}, "three_point"),
        ({"chance": 0.4}, "chance"),
        ({"choices": [{"value": 1, "weight": 2}, {"value": 3, "weight": 1}]}, "choices"),
        ({"data": [1, 2, 4]}, "data"),
        ({"min": 2, "mode": 2, "max": 2}, "value"),
        ({"min": 2, "max": 2}, "value"),
    ],
)
def test_the_keys_say_how_the_numbers_are_read(keys: dict[str, object], kind: str) -> None:
    assert cm.Belief(**keys).kind == kind


@pytest.mark.parametrize(
    ("belief", "likeliest"),
    [
        (cm.Belief(value=3), 3),
        (cm.Belief(min=1, max=5), 3),  # every value is as likely as another: the middle
        (PERT, 8),
        (cm.Belief(min=5, mode=8, max=17, shape="triangular"), 8),
        (LOGNORMAL, math.exp(5.298317 - 0.540866**2)),  # exp(mu - sigma^2)
        (cm.Belief(p10=-100, p90=400, shape="normal"), 150),
        (cm.Belief(p10=-10, p50=5, p90=20), 5),  # as far below as above: a normal
        (cm.Belief(chance=0.5), 0),
        (cm.Belief(chance=0.51), 1),
        (cm.Belief(choices=[{"value": 7, "weight": 1}, {"value": 3, "weight": 1.5}]), 3),
        (cm.Belief(data=[4, 1, 2]), 2),
        (cm.Belief(data=[4, 1, 2, 3]), 2.5),
    ],
)
def test_the_likeliest_value_is_the_mode(belief: cm.Belief, likeliest: float) -> None:
    assert belief.likeliest == pytest.approx(likeliest, rel=1e-6, abs=2e-3)


def test_the_likeliest_value_of_three_percentiles_is_where_the_density_is_highest() -> None:
    # 100, 200, 400 is a lognormal, whose mode is exp(mu - sigma^2)
    belief = cm.Belief(p10=100, p50=200, p90=400)
    assert belief.likeliest == pytest.approx(math.exp(5.298317 - 0.540866**2), rel=2e-6)


@pytest.mark.parametrize(
    ("share", "value"), [(0.1, 6.346820), (0.5, 8.765722), (0.8, 10.882308), (0.9, 12.006685), (0, 5), (1, 17)]
)
def test_a_pert_is_the_beta_distribution_of_the_reference(share: float, value: float) -> None:
    """PERT(5, 8, 17) with lambda 4 = Beta(2, 4) on [5, 17] (Vose, Risk Analysis)."""
    assert PERT.quantile(share) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(("share", "value"), [(0.1, 100), (0.5, 200), (0.9, 400), (0.8, 315.298988)])
def test_a_lognormal_passes_through_its_outer_percentiles(share: float, value: float) -> None:
    """P10 = 100, P90 = 400: mu 5.298317, sigma 0.540866, median 200, P80 315.298988."""
    assert LOGNORMAL.quantile(share) == pytest.approx(value, rel=1e-8)


def test_a_triangular_number_has_the_quantiles_of_two_roots() -> None:
    # triangular(50, 100, 200): a third of the area lies below the mode; P(X <= 75) = 25^2 / (150 x 50) = 1/12
    belief = cm.Belief(min=50, mode=100, max=200, shape="triangular")
    assert belief.quantile([1 / 12, 1 / 3, 1]) == pytest.approx([75, 100, 200])


def test_a_normal_number_may_be_negative() -> None:
    belief = cm.Belief(p10=-100, p90=400, shape="normal")
    assert belief.quantile([0.1, 0.5, 0.9]) == pytest.approx([-100, 150, 400])


def test_a_uniform_number_rises_evenly() -> None:
    assert cm.Belief(min=8, max=12).quantile([0, 0.25, 1]) == pytest.approx([8, 9, 12])


def test_the_upper_shares_of_probability_are_the_event() -> None:
    # chance 0.4: nothing happens up to P60
    assert cm.Belief(chance=0.4).quantile([0, 0.59, 0.61, 1]).tolist() == [0, 0, 1, 1]


def test_choices_come_in_order_of_their_values_and_by_their_weights() -> None:
    belief = cm.Belief(choices=[{"value": 30, "weight": 1}, {"value": 10, "weight": 3}])
    assert belief.quantile([0, 0.74, 0.76, 1]).tolist() == [10, 10, 30, 30]


def test_observed_numbers_are_drawn_as_they_are() -> None:
    belief = cm.Belief(data=[9, 1, 5, 5])
    assert belief.quantile([0.2, 0.3, 0.7, 0.8]).tolist() == [1, 5, 5, 9]


@given(beliefs())
def test_a_quantile_keeps_the_shape_of_its_argument_and_never_falls(belief: cm.Belief) -> None:
    shares = np.linspace(0.001, 0.999, 60).reshape(3, 20)
    values = belief.quantile(shares)
    assert values.shape == (3, 20)
    assert np.all(np.diff(values.ravel()) >= 0)
    assert belief.quantile(0.5).shape == ()


@given(beliefs())
def test_what_is_drawn_is_the_exact_quantile(belief: cm.Belief) -> None:
    spread = float(np.ptp(belief.quantile([0.001, 0.999])))
    drawn = belief.distribution.drawn_at(SHARES)
    assert drawn == pytest.approx(belief.quantile(SHARES), rel=1e-7, abs=1e-7 * spread + 1e-12)


@pytest.mark.parametrize("share", [-0.01, 1.01, math.nan, [0.5, 2]])
def test_a_quantile_of_no_probability_is_refused(share: object) -> None:
    with pytest.raises(ValueError, match="a probability lies between 0 and 1"):
        PERT.quantile(share)


# -- three percentiles ---------------------------------------------------------------------------------------


@given(triples())
def test_three_percentiles_are_met_exactly(triple: tuple[float, float, float]) -> None:
    p10, p50, p90 = triple
    belief = cm.Belief(p10=p10, p50=p50, p90=p90)
    assert belief.quantile([0.1, 0.5, 0.9]) == pytest.approx(triple, rel=1e-9)


@given(triples(), st.floats(-1e5, 1e5))
def test_three_percentiles_are_met_exactly_below_zero_too(triple: tuple[float, float, float], shift: float) -> None:
    moved = tuple(value + shift for value in triple)
    belief = cm.Belief(p10=moved[0], p50=moved[1], p90=moved[2])
    scale = max(abs(value) for value in moved)
    assert belief.quantile([0.1, 0.5, 0.9]) == pytest.approx(moved, abs=1e-9 * scale)


@given(triples())
def test_the_curve_through_three_percentiles_never_falls(triple: tuple[float, float, float]) -> None:
    belief = cm.Belief(p10=triple[0], p50=triple[1], p90=triple[2])
    assert np.all(np.diff(belief.quantile(np.linspace(1e-9, 1 - 1e-9, 2001))) >= 0)


@given(triples())
def test_positive_percentiles_make_a_positive_number(triple: tuple[float, float, float]) -> None:
    belief = cm.Belief(p10=triple[0], p50=triple[1], p90=triple[2])
    values = belief.quantile(SHARES)
    assert np.all(np.isfinite(values))
    assert np.all(values >= 0)
    below, above = np.log(triple[1] / triple[0]), np.log(triple[2] / triple[1])
    if below < 4 * above:  # a lower tail that is longer still may come nearer to zero than a computer can tell
        assert np.all(values[1:] > 0)


def test_three_percentiles_of_a_lognormal_make_that_lognormal() -> None:
    assert cm.Belief(p10=100, p50=200, p90=400).quantile(SHARES) == pytest.approx(LOGNORMAL.quantile(SHARES), rel=1e-6)


def test_the_family_behind_three_percentiles_has_a_name() -> None:
    families = [cm.Belief(p10=100, p50=300, p90=high).distribution.family for high in (1000, 400)]
    assert families == ["shifted lognormal", "shifted lognormal, lower tail lognormal"]


# -- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"min": 5, "mode": 2, "max": 9}, "min 5 is above mode 2"),
        ({"min": 1, "mode": 12, "max": 9}, "mode 12 is above max 9"),
        ({"min": 5, "max": 2}, "min 5 is above max 2"),
        ({"p10": 400, "p90": 100}, "p10 400 is not below p90 100"),
        ({"p10": 100, "p90": 100}, "p10 100 is not below p90 100"),
        ({"p10": 1, "p50": 5, "p90": 5}, "p50 5 is not below p90 5"),
        ({"p10": -1, "p90": 5}, "lognormal, so both are above zero"),
        ({"chance": 1.2}, "a chance lies between 0 and 1, not 1.2"),
        ({"chance": -0.1}, "a chance lies between 0 and 1"),
        ({"value": math.nan}, "finite number"),
        ({"value": math.inf}, "finite number"),
        ({"value": "12"}, "valid number"),
        ({"value": True}, "valid number"),
        ({"min": 1, "mode": 2}, "min, mode .*give value"),
        ({"value": 1, "p90": 2}, "value, p90 .*give value"),
        ({}, "no number .*give value"),
        ({"min": 1, "mode": 2, "max": 3, "shape": "normal"}, "shape normal does not go with max, min, mode"),
        ({"p10": 1, "p90": 2, "shape": "triangular"}, "shape triangular does not go with"),
        ({"value": 1, "typical": 2}, "Extra inputs are not permitted"),
        ({"choices": []}, "at least 1 item"),
        ({"choices": [{"value": 1, "weight": 0}]}, "greater than 0"),
        ({"choices": [{"value": 1, "weight": -1}]}, "greater than 0"),
        ({"data": []}, "at least 1 item"),
        ({"value": 1, "unit": "furlong"}, "unknown unit 'furlong'"),
        ({"value": 1, "unit": "EUR/"}, "unknown unit"),
        ({"value": 1.4, "unit": "share"}, "a share lies between 0 and 1, not at 1.4"),
        ({"min": 0, "mode": 0.5, "max": 1.1, "unit": "share"}, "a share lies between 0 and 1, not at 1.1"),
        ({"p10": 0.5, "p90": 0.9, "unit": "share"}, "give it bounds"),
        ({"value": 0.5, "unit": "level"}, "a level cannot be below 1"),
        ({"value": 6, "unit": "level"}, "a level lies between 1 and 5"),
        ({"value": -3, "unit": "EUR/item"}, "a price cannot be negative; this one goes down to -3"),
        ({"p10": -3, "p90": 5, "shape": "normal", "unit": "EUR"}, "a price cannot be negative"),
        ({"value": -1, "unit": "person_day"}, "a person_day cannot be below 0"),
        ({"chance": 0.5, "unit": "share"}, "an event .chance. has the unit chance"),
        ({"min": 0, "max": 1, "unit": "chance"}, "an event .chance. has the unit chance"),
        ({"value": 1, "source": [{"title": "A", "judgement": "B"}]}, "either a title .* or a judgement"),
        ({"value": 1, "source": [{"seen": 2024}]}, "either a title .* or a judgement"),
        ({"value": 1, "moves_with": {"driver": "x", "strength": 1.2}}, "less than or equal to 1"),
        ({"value": 1, "moves_with": {"driver": "x", "strength": -1.2}}, "greater than or equal to -1"),
    ],
)
def test_an_impossible_belief_is_refused_with_a_sentence(keys: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        cm.Belief(**keys)


def test_a_belief_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        PERT.mode = 9


# -- moved and scaled ----------------------------------------------------------------------------------------


def test_a_number_is_multiplied_and_of_a_chance_or_share_the_odds_are() -> None:
    assert PERT.times(2) == cm.Belief(min=10, mode=16, max=34)
    assert cm.Belief(chance=0.5, unit="chance").times(2).chance == pytest.approx(2 / 3)  # odds 1 -> 2
    assert cm.Belief(value=0.8, unit="share").times(0.5).value == pytest.approx(2 / 3)  # odds 4 -> 2
    assert cm.Belief(data=[1, 2]).times(3).data == (3, 6)
    assert cm.Belief(choices=[{"value": 2, "weight": 5}]).times(3).choices[0].model_dump() == {"value": 6, "weight": 5}


@given(st.floats(0.1, 100))
def test_odds_never_carry_a_share_beyond_its_bounds(factor: float) -> None:
    belief = cm.Belief(min=0, mode=0.7, max=1, unit="share").times(factor)
    assert (belief.low, belief.high) == (0, pytest.approx(1))


@given(triples())
def test_the_likeliest_value_lies_between_the_outer_percentiles(triple: tuple[float, float, float]) -> None:
    # a lower tail that is squeezed above zero piles up there, but nobody who says P10 = 1 means a mode of nothing
    belief = cm.Belief(p10=triple[0], p50=triple[1], p90=triple[2])
    if triple[0] * triple[2] < triple[1] ** 2:
        assert triple[0] * (1 - 1e-9) <= belief.likeliest <= triple[2] * (1 + 1e-9)


@given(beliefs().filter(lambda belief: belief.kind != "chance" and belief.likeliest > 0), st.floats(0.2, 5))
def test_a_moved_belief_keeps_its_relative_spread(belief: cm.Belief, factor: float) -> None:
    wanted = belief.likeliest * factor
    moved = belief.with_likeliest(wanted)
    assert moved.likeliest == pytest.approx(wanted, rel=1e-6)
    assert moved.quantile([0.1, 0.9]) == pytest.approx(belief.quantile([0.1, 0.9]) * factor, rel=1e-6)


def test_a_moved_chance_is_the_new_chance() -> None:
    assert cm.Belief(chance=0.2, unit="chance").with_likeliest(0.35).chance == 0.35


def test_a_moved_certain_number_stays_certain() -> None:
    assert cm.Belief(value=3).with_likeliest(4) == cm.Belief(value=4)


def test_a_moved_share_is_cut_at_its_limit() -> None:
    moved = cm.Belief(min=0.2, mode=0.4, max=0.8, unit="share").with_likeliest(0.6)
    assert (moved.min, moved.mode, moved.max) == (pytest.approx(0.3), 0.6, 1.0)  # all by 1.5, but never above 1


def test_a_number_about_zero_becomes_certain_when_it_is_moved() -> None:
    assert cm.Belief(min=0, mode=0, max=5).with_likeliest(2).kind == "value"
    assert cm.Belief(min=1, mode=2, max=5).with_likeliest(0).value == 0


def test_a_belief_cannot_be_moved_to_what_is_impossible() -> None:
    with pytest.raises(ValidationError, match="a price cannot be negative"):
        cm.Belief(value=3, unit="EUR").with_likeliest(-1)
    with pytest.raises(ValidationError, match="a chance lies between 0 and 1"):
        cm.Belief(chance=0.2).with_likeliest(1.5)


def test_a_belief_knows_whether_anything_is_left_to_chance() -> None:
    assert cm.Belief(value=3).certain
    assert cm.Belief(min=3, max=3).certain
    assert cm.Belief(chance=0).certain
    assert cm.Belief(chance=1).certain
    assert cm.Belief(data=[2, 2]).certain
    assert not PERT.certain
    assert not cm.Belief(chance=0.5).certain


def test_a_belief_knows_whether_it_is_money_and_whether_it_is_published() -> None:
    assert cm.Belief(value=3, unit="EUR/person_day").is_money
    assert not cm.Belief(value=3, unit="person_day").is_money
    assert cm.Belief(value=3, source=[{"judgement": "a guess"}]).rests_on_judgement
    survey = {"title": "A survey", "supports": ["value"]}
    assert not cm.Belief(value=3, source=[{"judgement": "a guess"}, survey]).rests_on_judgement
    assert cm.Belief(value=3, source=[{"title": "A survey that carries nothing said"}]).rests_on_judgement


SURVEY = {"title": "A survey", "address": "a.org"}


def test_a_source_says_what_of_the_number_it_carries() -> None:
    belief = cm.Belief(min=5, mode=8, max=17, source=[{**SURVEY, "supports": ["mode", "spread"]}, {"judgement": "us"}])
    assert belief.carried == {"mode"}
    assert cm.Belief(p10=1, p90=4, source=[{**SURVEY, "supports": ["p10", "p90"]}]).carried == {"p10", "p90"}
    assert cm.Belief(value=12, source=[{**SURVEY, "supports": ["definition"]}]).carried == frozenset()
    assert cm.Belief(value=12, source=[SURVEY]).carried == frozenset()  # nobody has said


def test_what_a_source_carries_goes_when_the_number_is_replaced_and_stays_when_it_is_converted() -> None:
    belief = cm.Belief(min=5, mode=8, max=17, source=[{**SURVEY, "supports": ["mode", "direction"]}])
    assert belief.scaled(2).source[0].supports == ("mode", "direction")
    assert belief.believing({"value": 3}).source[0].supports == ("direction",)
    assert belief.believing({"min": 5, "mode": 9, "max": 17}).source[0].supports == ("direction",)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({**SURVEY, "supports": ["p90"]}, "supports 'p90', but what can be supported here is min, mode, max, spread"),
        ({**SURVEY, "supports": ["mode", "mode"]}, "names the same thing twice"),
        ({"judgement": "us", "supports": ["mode"]}, "a judgement is no evidence"),
        ({"judgement": "us", "read_on": "2026-11-01"}, "a judgement is no evidence"),
        ({**SURVEY, "seen": 2025, "read_on": "2026-11-01"}, "name different years"),
        ({**SURVEY, "read_on": "1st of May"}, "date"),
    ],
)
def test_a_source_cannot_claim_what_is_not_there(source: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        cm.Belief(min=5, mode=8, max=17, source=[source])


def test_the_year_in_which_a_source_was_read_follows_from_the_day() -> None:
    read = cm.Belief(value=3, source=[{**SURVEY, "read_on": "2026-11-01", "valid_from": "2026-01-01"}]).source[0]
    assert (read.year, str(read.valid_from)) == (2026, "2026-01-01")


def test_a_triangle_without_width_is_certain() -> None:
    belief = cm.Belief(min=2, mode=2, max=2, shape="triangular")
    assert belief.certain
    assert belief.quantile([0.1, 0.9]).tolist() == [2, 2]
