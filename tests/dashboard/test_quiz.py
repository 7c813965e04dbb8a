"""The quiz as a widget: what is typed is scored, what cannot be is told, in both languages."""

import pytest

import costmodel as cm
from costmodel.dashboard.notebook import quiz
from costmodel.dashboard.notebook.quiz import Quiz
from costmodel.pictures.markup import escaped

# Low and high for each of the ten questions, in their order; the fourth is left out.
TYPED = [
    ("400", "600"),
    ("1,500", "1,700"),
    ("500", "700"),
    ("", ""),
    ("100", "200"),
    ("3", "6"),
    ("30", "60"),
    ("2", "4"),
    ("60", "80"),
    ("0.5", "5"),
]


def answered(code: str) -> Quiz:
    widget = quiz(code)
    for (low, high), *fields in zip(TYPED, widget.lows, widget.highs, strict=True):
        for field, typed in zip(fields, (low, high), strict=True):
            field.value = typed if code == "en" else typed.replace(",", "").replace(".", ",")
    widget.button.click()
    return widget


@pytest.mark.parametrize("code", ["en", "de"])
def test_what_was_typed_is_scored_and_shown(code: str) -> None:
    widget = answered(code)
    assert widget.result is not None
    # held: light 499, paper 623.7, barrel 159, training 2.788; missed: mile, prototype, overrun, posts, data
    assert (widget.result.hits, widget.result.answered) == (4, 9)
    shown = widget.shown.value
    assert widget.result.verdict(code) in shown
    assert shown.count("✓") == 4
    assert shown.count("✗") == 5
    for question in cm.calibration_questions(code):
        assert (escaped(question.rests_on) in shown) == (question.key != "horsepower")
    assert ("1.852 Meter" if code == "de" else "1,852 metres") in shown


def test_every_fault_is_told_at_once_and_nothing_is_scored() -> None:
    widget = answered("en")
    widget.lows[0].value = ""
    widget.lows[1].value = "2,000"
    widget.lows[2].value = "many<b>"
    widget.button.click()
    assert widget.result is None
    for words in (
        "Question 1: a range has a low and a high value.",
        "Question 2: the low value 2,000 is above the high one 1,700.",
        "Question 3: “many&lt;b&gt;” is not a number",
    ):
        assert words in widget.shown.value
    assert 'role="alert"' in widget.shown.value


def test_an_empty_quiz_says_that_nothing_was_answered() -> None:
    widget = quiz("de")
    widget.button.click()
    assert "Keine Frage ist beantwortet." in widget.shown.value


def test_each_field_says_which_end_of_which_question_it_is() -> None:
    widget = quiz("en")
    assert len(widget.lows) == len(widget.highs) == 10
    assert widget.lows[6].tooltip == "Low value of question 7"
    assert (widget.highs[6].placeholder, widget.highs[6].description) == ("High", "")


def test_questions_of_one_s_own_take_the_place_of_the_shipped_ones() -> None:
    own = cm.calibration_questions("en")[5:7]
    widget = quiz("en", own)
    widget.lows[0].value, widget.highs[0].value = "6", "12"
    widget.button.click()
    assert widget.result is not None
    assert (widget.result.hits, widget.result.asked) == (1, 2)


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'fr'"):
        quiz("fr")
