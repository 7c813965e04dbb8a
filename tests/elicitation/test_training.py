"""Two rounds of ten questions: what so few answers prove is worked out exactly, and a gain is no more than it is."""

import math

import pytest

import costmodel as cm
from costmodel.dashboard.notebook import training
from costmodel.elicitation.quiz_questions import second_questions
from costmodel.elicitation.training import chance_of_the_gain, group, progress, proof, what_it_proves


def test_ten_answers_prove_too_narrow_ranges_from_five_hits_downwards() -> None:
    found = proof(10)
    assert found.most_hits == 5
    # 1 - sum of C(10, k) 0.8^k 0.2^(10 - k) for k from 6 to 10 = 1 - 0.9672065
    assert found.chance == pytest.approx(0.0327935, abs=1e-7)
    assert found.found_out == pytest.approx(0.3668967, abs=1e-7)  # the same sum with 0.6: one in three is found out
    assert "from 5 hits downwards" in what_it_proves(10)


def test_one_answer_proves_nothing_and_many_find_out_nearly_everybody() -> None:
    assert proof(1).most_hits == -1  # 0 of 1 happens in 2 of 10 cases
    assert "prove nothing" in what_it_proves(1)
    assert proof(120).found_out > 0.99


def test_a_gain_from_three_to_eight_is_hardly_luck_and_one_from_five_to_six_may_be() -> None:
    # of 11 hits among 20 answers at least 8 in the second ten: (45 x 120 + 10 x 45 + 1 x 10) / C(20, 11)
    assert chance_of_the_gain(3, 10, 8, 10) == pytest.approx((45 * 120 + 10 * 45 + 10) / math.comb(20, 11))
    assert "more than luck" in progress(3, 10, 8, 10)
    assert "may be luck" in progress(5, 10, 6, 10)
    assert "no better" in progress(6, 10, 6, 10)
    assert "no better. Go wider" in progress(8, 10, 7, 10)  # below 8 of 10
    assert "keeps its promise" in progress(8, 8, 8, 10)  # 8 of 10 is what was promised: nobody is told to go wider
    assert "Glück" in progress(5, 10, 6, 10, "de")


def test_a_group_proves_more_than_one_person() -> None:
    assert "30 of 50" in group([6] * 5)
    assert "too few to be bad luck" in group([6] * 5)  # P(at most 30 of 50) = 0.09 %
    assert "too few" not in group([6])
    assert group([6]).startswith("One person: 6 of 10")
    assert group([6], "de").startswith("Eine Person: 6 von 10")
    for wrong in ([], [11], [-1]):
        with pytest.raises(ValueError, match="from 0 to 10"):
            group(wrong)


def test_the_second_ten_are_other_questions_and_can_be_worked_out() -> None:
    first, second = cm.calibration_questions(), second_questions()
    values = {one.key: one.value for one in second}
    assert len(second) == 10
    assert [one.field for one in second] == ["general"] * 5 + ["projects"] * 5
    assert not {one.key for one in first} & set(values)
    assert values["pint"] == pytest.approx(4546.09 / 8)
    assert values["acre"] == pytest.approx(4840 * 0.9144**2)
    assert values["troy_ounce"] == pytest.approx(480 * 0.06479891)
    assert values["light_year"] == pytest.approx(365.25 * 86_400 * 299_792.458 / 1e9)
    assert values["downtime"] == pytest.approx(525.6)  # 525,600 minutes / 1,000
    assert values["sample_of_a_survey"] == pytest.approx(1.96**2 / 4 / 0.01**2)
    assert values["rare_fault"] == math.ceil(math.log(0.05) / math.log(0.99))
    assert values["false_alarms"] == pytest.approx(9_900 / 1_098)  # of 1,098 alarms per 100,000 pieces, 99 are right
    assert values["steps_all_on_time"] == pytest.approx(100 * 0.8**10)
    assert [one.value for one in second_questions("de")] == list(values.values())


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_second_round_comes_after_the_first_and_both_are_compared(code: str) -> None:
    widget = training(code)
    assert widget.rounds[1].layout.display == "none"
    for one in widget.rounds:
        for low, high, question in zip(one.lows, one.highs, one.questions, strict=True):
            low.value, high.value = "0", str(10 * math.ceil(question.value))
        one.button.click()
    assert widget.rounds[1].layout.display != "none"
    assert what_it_proves(10, code) in widget.between.value
    assert widget.after.value.count("10") == 4
    widget.cards[0].value = "3 5, 4"
    widget.cards[1].value = "7 8 6"
    assert progress(12, 30, 21, 30, code) in widget.group.value
    widget.cards[1].value = "7 x"
    assert 'role="alert"' in widget.group.value
