"""The questions that matter most: found by the model, the weightiest first, in the group's language."""

import math

import pytest

import costmodel as cm
from costmodel.questions import MOST

CASE = cm.load(scenarios=["visual_inspection"])


def test_fifteen_questions_are_asked_each_once_and_each_of_an_uncertain_assumption() -> None:
    names = list(cm.questions(CASE).index)
    assert len(names) == len(set(names)) == MOST == 15
    assert set(names) <= set(CASE.uncertain)


def test_the_first_question_is_the_one_that_makes_the_largest_part_of_the_spread() -> None:
    est = cm.estimate(CASE, 4096, 1)
    swings = cm.tornado(CASE, names=list(cm.questions(CASE).index), samples=2048)["swing"]
    # an event with chance p has the standard deviation root of p (1 - p); between "never" and "always" lies the swing
    repeats, labels = "plan.model_validation.repeats.chance", "labelling.items"
    event = swings[repeats] * math.sqrt(0.30 * 0.70)
    a_range = swings[labels] / (2 * 1.2816)  # from P10 to P90 of a normal distribution: 2 x 1.2816 deviations
    assert event > a_range
    order = list(cm.questions(CASE).index)
    assert order[0] == repeats
    assert order.index(repeats) < order.index(labels)
    assert event < est.to_go_live.std()


def test_the_swings_are_those_of_the_tornado() -> None:
    table = cm.questions(CASE, most=3)
    for column, of, step in ((2, "to_go_live", 50.0), (3, "go_live", 0.05)):
        swings = cm.tornado(CASE, of=of, names=list(table.index), samples=2048)["swing"]
        for name in table.index:
            assert table.iloc[:, column][name] == pytest.approx(swings[name], abs=1.001 * step)


def test_what_is_taken_for_certain_is_no_question_however_much_hangs_on_it() -> None:
    certain = CASE.with_changes({"plan.model_validation.repeats.chance": 0.0})
    assert "plan.model_validation.repeats.chance" not in cm.questions(certain, most=5).index


def test_a_question_stands_there_in_the_words_of_the_language_with_what_is_believed_so_far() -> None:
    german = cm.questions(CASE, most=4, code="de")
    assert list(german.columns) == [
        "Frage",
        "Bisher angenommen",
        "Bewegt die Kosten bis zum Produktivstart, EUR",
        "Bewegt den Produktivstart, Monate",
        "Beruht auf",
    ]
    assert list(german.index) == list(cm.questions(CASE, most=4).index)
    assert german.loc["plan.model_validation.repeats.chance", "Bisher angenommen"] == "30 %"
    assert german.iloc[0]["Frage"] == cm.translated(CASE, "de")[german.index[0]].meaning
    assert set(german["Beruht auf"]) <= {"Urteil", "Quelle"}


@pytest.mark.parametrize("most", [0, -1])
def test_no_question_is_no_list(most: int) -> None:
    with pytest.raises(ValueError, match="at least one question"):
        cm.questions(CASE, most=most)
