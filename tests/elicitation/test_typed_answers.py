"""What somebody writes beside a question becomes the belief that they meant, in either language, or a sentence."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.elicitation.eight_of_ten import NoSuchRangeError, range_of
from costmodel.elicitation.typed_answers import Answer, Read, UnreadableAnswerError, read_answer
from costmodel.language.language import language_of

ITEMS, EVENT, SHARE, WAIT = (
    "labelling.items",
    "hiring.must_hire",
    "roles.data_scientist.retained_share",
    "plan.release.wait",
)
CASE = cm.load(scenarios=["visual_inspection"])


def read(name: str, low: str = "", high: str = "", likeliest: str = "", code: str = "en") -> Read:
    told = cm.translated(CASE, code)
    return read_answer(Answer(name, low, high, likeliest), told[name], language_of(code), cm.texts(code))


def faults(name: str, low: str = "", high: str = "", likeliest: str = "", code: str = "en") -> list[str]:
    with pytest.raises(UnreadableAnswerError) as told:
        read(name, low, high, likeliest, code)
    return told.value.faults


# -- the curve behind three numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [(20, 30, 70), (10, 10, 60), (10, 60, 60), (6_000, 10_000, 20_000), (10, 11, 400)])
def test_low_and_high_are_missed_once_in_ten_each_and_the_curve_has_its_peak_at_the_likeliest(
    numbers: tuple[float, float, float],
) -> None:
    low, likeliest, high = numbers
    made = range_of(low, likeliest, high)
    belief = cm.Belief(**made.numbers)
    assert list(made.numbers) == ["p10", "p50", "p90"]
    assert belief.quantile([0.1, 0.9]) == pytest.approx([low, high])
    assert belief.likeliest == pytest.approx(likeliest, rel=1e-5)


def test_in_the_middle_it_is_a_normal_distribution() -> None:
    assert range_of(20, 30, 40).numbers == {"p10": 20, "p50": pytest.approx(30), "p90": 40}


def test_the_peak_lies_as_far_below_the_middle_as_the_skew_says() -> None:
    # above : below = 4 : 1, so g = ln 4 / 1.28155 = 1.08172; 40 and 10 about 20: scale = 40 x 10 / 30 = 13.333
    # peak = 20 + 13.333 (exp(-1.08172^2) - 1) = 20 + 13.333 (0.31037 - 1) = 10.805
    assert range_of(10, 10.805, 60).numbers["p50"] == pytest.approx(20, abs=0.01)


@given(st.floats(0.01, 0.3), st.floats(0.05, 0.95), st.floats(0.02, 0.3))
def test_a_share_keeps_all_three_where_the_unit_leaves_room(low: float, place: float, width: float) -> None:
    likeliest, high = low + place * width, low + width
    made = range_of(low, likeliest, high, 0, 1)
    belief = cm.Belief(**made.numbers, unit="share")
    p10, p90 = belief.quantile([0.1, 0.9])
    for key, is_now, was in (("low", p10, low), ("likeliest", belief.likeliest, likeliest), ("high", p90, high)):
        assert key not in made.kept or is_now == pytest.approx(was, rel=1e-4)
    assert abs(p10 - low) <= 0.1 * width + 1e-9
    assert abs(p90 - high) <= 0.1 * width + 1e-9


@given(st.floats(0.5, 100), st.floats(0, 1), st.floats(1.05, 40))
def test_of_a_number_without_an_upper_end_all_three_are_kept(low: float, place: float, times: float) -> None:
    high = low * times
    made = range_of(low, low + place * (high - low), high)
    assert made.kept == {"low", "likeliest", "high"}
    assert cm.Belief(**made.numbers).quantile([0.1, 0.9]) == pytest.approx([low, high])


def test_a_low_of_nothing_is_a_bound_because_nothing_lies_below() -> None:
    made = range_of(0, 10, 30)
    belief = cm.Belief(**made.numbers)
    assert (belief.low, belief.likeliest) == (0, 10)
    assert float(belief.quantile(0.9)) == pytest.approx(30, rel=1e-6)
    assert made.kept == {"likeliest", "high"}


def test_a_share_from_a_tenth_to_nine_tenths_is_anything_at_all() -> None:
    assert range_of(0.1, 0.5, 0.9, 0, 1).numbers == {"min": pytest.approx(0), "max": pytest.approx(1)}
    with pytest.raises(NoSuchRangeError):
        range_of(0.02, 0.04, 0.9, 0, 1)


def test_a_range_of_no_width_is_certain() -> None:
    assert range_of(5, 5, 5).numbers == {"value": 5}


# -- as people type ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("en", ("6,000", "20,000", "10,000")),
        ("en", ("6k", "20k", "10000")),
        ("de", ("6.000", "20.000", "10.000")),
        ("de", ("6 Tsd", "20 Tsd", "10 000")),
        ("de", ("6.000 Objekte", "20.000 Objekte", "10.000")),
    ],
)
def test_thousands_are_thousands_in_either_language(code: str, typed: tuple[str, str, str]) -> None:
    found = read(ITEMS, *typed, code=code).belief
    assert found.quantile([0.1, 0.9]) == pytest.approx([6_000, 20_000])
    assert found.likeliest == pytest.approx(10_000, rel=1e-5)


def test_what_has_two_readings_is_refused_with_both() -> None:
    assert faults(ITEMS, "6.000", "20,000") == ["Low: “6.000” can be read in two ways; type 6 or 6,000."]
    (told,) = faults(WAIT, "1,500", "2.000", code="de")
    assert "„1,500“" in told
    assert "1.500" in told


@pytest.mark.parametrize("typed", ["20", "20 %", "20%"])
def test_a_chance_is_said_in_per_cent(typed: str) -> None:
    assert read(EVENT, likeliest=typed).belief.given == {"chance": 0.2}


def test_below_one_nobody_knows_whether_a_share_or_per_cent_is_meant() -> None:
    assert faults(EVENT, likeliest="0.2") == ["Likeliest: “0.2” is 0.2 % or 20 %? Write 0.2 % or 20 %."]
    assert faults(EVENT, likeliest="0,2", code="de") == [
        "Wahrsch.: „0,2“ heißt 0,2 % oder 20 %? Schreiben Sie 0,2 % oder 20 %."
    ]
    assert read(EVENT, likeliest="0.2 %").belief.given == {"chance": pytest.approx(0.002)}
    assert len(faults(SHARE, "0.05", "0.3", "0.1")) == 3


def test_beside_a_number_that_can_only_be_per_cent_a_small_one_is_per_cent_too() -> None:
    assert read(SHARE, "0.5", "5", "2").belief.quantile([0.1, 0.9]) == pytest.approx([0.005, 0.05], rel=1e-4)


def test_a_share_of_5_per_cent_is_a_twentieth() -> None:
    found = read(SHARE, "5", "30", "10")
    assert found.belief.quantile([0.1, 0.9]) == pytest.approx([0.05, 0.3], rel=1e-5)
    assert found.belief.likeliest == pytest.approx(0.1)
    assert (found.family, found.gave_way) == ("PERT between bounds", "")
    assert found.told == "5 to 30 % in 8 of 10 cases, likeliest 10"


def test_without_the_likeliest_value_it_is_the_lognormal_and_every_family_has_its_name() -> None:
    assert read(WAIT, "10", "90").belief.given == {"p10": 10, "p90": 90}
    assert read(WAIT, "10", "90").family == "lognormal"
    assert read(WAIT, "10 working days", "90", "25", "en").family == "shifted lognormal"
    assert read(WAIT, "20", "20", "20").family == "one certain number"
    assert read(EVENT, likeliest="20").family == "happens or not"


def test_what_cannot_be_kept_is_said() -> None:
    found = read(SHARE, "60", "98", "90")
    p10, p90 = 100 * found.belief.quantile(np.array([0.1, 0.9]))
    assert f"Low {p10:.1f}" in found.gave_way
    assert f"High {p90:.1f}" in found.gave_way


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        (WAIT, ("90", "10", ""), "above the high one"),
        (WAIT, ("10", "90", "100"), "does not lie between"),
        (WAIT, ("10", "", "20"), "a low and a high"),
        (WAIT, ("", "", "20"), "a low and a high"),
        (WAIT, ("0", "90", ""), "likeliest value is needed"),
        (WAIT, ("3 weeks", "90", "20"), "the unit is “working days”; write only the number"),
        (WAIT, ("-5", "90", "20"), "is not a number"),
        (SHARE, ("5", "130", "10"), "between 0 and 100"),
        (SHARE, ("5", "30", ""), "likeliest value is needed"),
        (SHARE, ("2", "90", "4"), "too wide"),
        (EVENT, ("10", "30", "20"), "only the chance"),
        (EVENT, ("", "", "120"), "at most 100"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name: str, typed: tuple[str, str, str], part: str) -> None:
    assert any(part in told for told in faults(name, *typed))


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(faults(WAIT, "x", "y", "z")) == 3


def test_what_says_that_nothing_is_known_is_no_answer() -> None:
    assert Answer(WAIT, "?", "-", "weiß nicht").is_empty
    assert not Answer(WAIT, "1", "?", "").is_empty


def test_money_may_have_its_currency_beside_it() -> None:
    found = read("labelling.vendor_price", "0,05 €", "0,20 €", "0,10", "de").belief
    assert found.quantile([0.1, 0.9]) == pytest.approx([0.05, 0.2])
    assert math.isclose(found.likeliest, 0.1, rel_tol=1e-4)


@pytest.mark.parametrize(
    ("code", "low", "high", "likeliest"),
    [
        ("de", "30-50", "", "35"),
        ("de", "30 bis 50 Arbeitstage", "", "etwa 35"),
        ("de", "", "30 – 50", "ca. 35"),
        ("en", "30 to 50 working days", "", "about 35"),
        ("en", "~30", "approx. 50", "35"),
    ],
)
def test_a_range_in_one_field_and_about_before_a_number_are_read_as_they_are_meant(
    code: str, low: str, high: str, likeliest: str
) -> None:
    found = read(WAIT, low, high, likeliest, code).belief
    assert found.quantile([0.1, 0.9]) == pytest.approx([30, 50])
    assert found.likeliest == pytest.approx(35, rel=1e-5)


def test_two_numbers_in_one_field_are_refused_where_another_one_stands_beside_them() -> None:
    assert faults(WAIT, "30-50", "60")
    assert faults(EVENT, likeliest="20-30 %")
    assert read(ITEMS, "1e3", "2e+3").belief.quantile([0.1, 0.9]) == pytest.approx([1_000, 2_000])


@pytest.mark.parametrize(
    ("name", "low", "high", "said"),
    [
        ("compliance.personal_data", "0", "1", "Hier kann nur eine ganze Zahl von 0 bis 1 stehen"),
        ("discrepancy.stage", "1", "2", "Hier kann nur eine ganze Zahl von 0 bis 3 stehen"),
        (SHARE, "50", "100", "Hier braucht es neben"),
    ],
)
def test_what_the_model_refuses_is_told_in_the_language_of_the_person(
    name: str, low: str, high: str, said: str
) -> None:
    assert all(one.startswith(said) for one in faults(name, low, high, code="de"))
    assert faults(name, "1", "0", "1", code="de")  # whatever is wrong is a sentence, never the model's own words


def test_a_chance_is_asked_for_by_what_it_is_and_not_by_the_name_of_a_field() -> None:
    assert faults(EVENT, "10", "20") == ["This happens or it does not: write only the chance in %, no range."]
