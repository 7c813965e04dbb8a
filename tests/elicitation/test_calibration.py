"""The quiz about ranges: its questions, its score with the arithmetic worked out, its verdicts, its faults."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm

TEN = [100.0] * 10
HIT, MISS = (90.0, 110.0), (101.0, 111.0)


def hits(count: int, of: int = 10) -> cm.Calibration:
    return cm.score_calibration([HIT] * count + [MISS] * (of - count), [100.0] * of)


# -- the score --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "chance"),
    [
        # binomial with 10 and 0.8: P(X <= 4) = 0.006369, <= 5 0.032793, <= 6 0.120874, <= 7 0.322200, <= 10 1
        (4, 0.006369),
        (5, 0.032793),
        (6, 0.120874),
        (7, 0.322200),
        (10, 1.0),
    ],
)
def test_the_chance_of_so_few_hits_is_that_of_the_tables(count: int, chance: float) -> None:
    assert hits(count).chance_of_so_few == pytest.approx(chance, abs=1e-6)
    assert hits(count).expected == 8


def test_the_interval_score_is_width_and_ten_times_what_is_missing() -> None:
    """At 80 % alpha is 0.2, so 2 / alpha = 10 (Gneiting and Raftery 2007)."""
    result = cm.score_calibration([(90, 110), (104, 110), (50, 95)], [100, 100, 100])
    # 20 / 100; (6 + 10 x 4) / 100; (45 + 10 x 5) / 100
    assert [one.score for one in result.scored] == pytest.approx([0.20, 0.46, 0.95])
    assert result.score == pytest.approx((0.20 + 0.46 + 0.95) / 3)
    # half-widths 10, 3, 22.5; away from the middle by 0, 7, 27.5
    assert [one.needed for one in result.scored] == pytest.approx([0, 7 / 3, 27.5 / 22.5])
    assert result.table["hit"].tolist() == [True, False, False]


@given(st.floats(1, 1e6), st.floats(0.01, 5), st.floats(0.01, 5), st.floats(0.01, 1e3))
def test_another_unit_changes_nothing(truth: float, low: float, width: float, scale: float) -> None:
    given_range = (truth * low, truth * (low + width))
    one = cm.score_calibration([given_range], [truth]).scored[0]
    other = cm.score_calibration([(given_range[0] * scale, given_range[1] * scale)], [truth * scale]).scored[0]
    assert other.score == pytest.approx(one.score)
    assert other.needed == pytest.approx(one.needed, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0.1, 3), st.floats(0.01, 2)), min_size=1, max_size=10), st.floats(0.2, 0.95))
def test_ranges_widened_by_the_factor_hold_the_promised_share(
    ranges: list[tuple[float, float]], confidence: float
) -> None:
    given_ranges = [(low, low + width) for low, width in ranges]
    result = cm.score_calibration(given_ranges, [1.0] * len(ranges), confidence)
    factor = result.widen * (1 + 1e-9) + 1e-12
    middles = [((low + high) / 2, (high - low) / 2 * factor) for low, high in given_ranges]
    again = cm.score_calibration([(m - h, m + h) for m, h in middles], [1.0] * len(ranges), confidence)
    assert again.hits >= math.ceil(confidence * len(ranges) - 1e-9)


def test_the_factor_is_the_one_that_brings_in_the_eighth_range() -> None:
    # Middles at 100 + k, half-width 1: range k needs the factor k to reach 100; eight of ten need 8.
    result = cm.score_calibration([(99.0 + k, 101.0 + k) for k in range(1, 11)], TEN)
    assert result.hits == 1
    assert result.widen == pytest.approx(8)


# -- the verdict ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "of", "standing", "english", "german"),
    [
        (3, 10, "too narrow", "too narrow", "zu eng"),
        (5, 10, "too narrow", "too narrow", "zu eng"),  # 3.3 %
        (6, 10, "rather narrow", "rather narrow", "eher eng"),  # 12 %
        (7, 10, "as promised", "in keeping", "passt"),  # 32 %
        (10, 10, "as promised", "in keeping", "passt"),  # at least ten: 0.8^10 = 10.7 %
        (14, 14, "too wide", "wider than", "weiter als"),  # 0.8^14 = 4.4 %
    ],
)
def test_the_verdict_says_what_the_hits_prove(count: int, of: int, standing: str, english: str, german: str) -> None:
    result = hits(count, of)
    assert result.standing == standing
    for code, words in (("en", english), ("de", german)):
        told = result.verdict(code)
        assert words in told
        assert told.startswith(f"{count} {'of' if code == 'en' else 'von'} {of} ")
        assert "{" not in told
    assert repr(result) == result.verdict()


def test_what_is_not_answered_is_counted_apart() -> None:
    result = cm.score_calibration([HIT, None, (None, None), (math.nan, math.nan), MISS], [100.0] * 5)
    assert (result.answered, result.asked, result.hits) == (2, 5, 1)
    assert result.verdict("en").endswith("Not answered: 3.")
    assert result.verdict("de").endswith("Nicht beantwortet: 3.")
    nobody = cm.score_calibration([None], [1.0])
    assert (nobody.standing, nobody.verdict("de")) == ("nothing answered", "Keine Frage ist beantwortet.")
    assert math.isnan(nobody.score)
    assert math.isnan(nobody.widen)


def test_single_values_have_no_width_to_be_stretched() -> None:
    result = cm.score_calibration([(99.0, 99.0)] * 10, TEN)
    assert math.isinf(result.widen)
    assert "Single values have no width" in result.verdict()
    exact = cm.score_calibration([(100.0, 100.0)], [100.0])
    assert (exact.hits, exact.widen, exact.score) == (1, 0.0, 0.0)


def test_a_score_can_be_read_in_both_languages() -> None:
    answers = {"nautical_mile": (1_500.0, 1_700.0), "training_a_language_model": (0.5, 4.0)}
    tables = {
        code: cm.score_calibration(answers, cm.calibration_questions(code)).in_words(code) for code in ("en", "de")
    }
    assert tables["en"].iloc[0, :4].tolist() == ["Nautical mile", "1,500 to 1,700", "1,852 metres", "missed"]
    assert tables["de"].iloc[1, :4].tolist() == [
        "Training von DeepSeek-V3", "0,5 bis 4", "2,79 Millionen Stunden", "getroffen"
    ]  # fmt: skip
    assert tables["en"].iloc[0, 4] == pytest.approx(2.52)  # (1,852 - 1,600) / 100


# -- faults -----------------------------------------------------------------------------------------------------------


def test_every_fault_is_told_for_its_question_and_all_at_once() -> None:
    answers = [(2.0, 1.0), (None, 3.0), "ab", (1.0, "x"), (True, 2.0), (1.0, math.inf), (1.0, 2.0), (1.0, 2.0)]
    with pytest.raises(cm.AssumptionsError) as told:
        cm.score_calibration(answers, [1, 1, 1, 1, 1, 1, 0])  # type: ignore[arg-type]
    assert str(told.value).splitlines() == [
        "question 1: low 2 is above high 1",
        "question 2: has only one end; a range has a low and a high one",
        "question 3: 'ab' is no range of two numbers",
        "question 4: 'x' is no number",
        "question 5: True is no number",
        "question 6: inf is no number",
        "question 7: its true value must be a number other than zero",
        "question 8: is answered, but was not asked",
    ]


def test_answers_may_come_by_the_names_of_the_questions() -> None:
    questions = cm.calibration_questions()
    result = cm.score_calibration({"open_posts": (5, 9)}, questions)
    assert (result.hits, result.answered) == (1, 1)
    with pytest.raises(cm.AssumptionsError, match=r"open_post: is no question.*did you mean 'open_posts'"):
        cm.score_calibration({"open_post": (5, 9)}, questions)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 1.5, -0.1])
def test_a_confidence_lies_between_0_and_1(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        cm.score_calibration([HIT], [100.0], confidence)


def test_without_questions_there_is_nothing_to_be_scored() -> None:
    with pytest.raises(ValueError, match="no questions"):
        cm.score_calibration([], [])


# -- the questions ----------------------------------------------------------------------------------------------------


def test_there_are_ten_questions_half_of_them_about_projects() -> None:
    english, german = cm.calibration_questions("en"), cm.calibration_questions("de")
    assert len(english) == 10
    assert [one.field for one in english].count("projects") == 5
    for one, other in zip(english, german, strict=True):
        assert (one.key, one.value, one.field) == (other.key, other.value, other.field)
        assert one.text != other.text
        assert all((one.label, other.label, one.text, one.unit, one.rests_on, other.text, other.unit, other.rests_on))


def test_the_answers_that_are_definitions_can_be_worked_out() -> None:
    values = {one.key: one.value for one in cm.calibration_questions()}
    assert values["light_from_the_sun"] == pytest.approx(149_597_870_700 / 299_792_458, rel=1e-9)
    assert values["sheet_of_paper"] == pytest.approx(21.0 * 29.7)
    assert values["horsepower"] == pytest.approx(75 * 9.80665)
    assert values["barrel_of_oil"] == pytest.approx(42 * 231 * 2.54**3 / 1_000)
    assert values["nautical_mile"] == 1_852


def test_the_answers_about_projects_are_those_of_the_evidence() -> None:
    docs = Path(__file__).parents[2] / "docs"
    evidence = " ".join(" ".join((docs / name).read_text("utf-8").split()) for name in ("evidence.md", "limits.md"))
    for words in (
        "8 months from prototype to production",
        "overran by 200 % on average",
        "45 % of data scientists' time",
        "stays open for seven months on average",
    ):
        assert words in evidence
    values = {one.key: one.value for one in cm.calibration_questions()}
    found = [values[key] for key in ("months_to_production", "overrun_of_the_worst", "preparing_data", "open_posts")]
    assert found == [8, 200, 45, 7]


def test_questions_of_one_s_own_are_read_and_their_faults_told_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "questions:\n"
        "  stops:\n"
        "    field: projects\n"
        "    value: 12\n"
        "    unit: {en: days, de: Tage}\n"
        "    label: {en: Stops, de: Halte}\n"
        "    text: {en: How long?, de: Wie lange?}\n"
        "    rests_on: {en: our records, de: unsere Akten}\n",
        encoding="utf-8",
    )
    assert [(one.text, one.value) for one in cm.calibration_questions("de", file)] == [("Wie lange?", 12.0)]
    file.write_text(
        "questions:\n  stops:\n    field: sports\n    value: -1\n    unit: {en: days}\n"
        "    label: {en: a, de: b}\n    text: {en: a, de: b}\n",
        encoding="utf-8",
    )
    with pytest.raises(cm.AssumptionsError) as told:
        cm.calibration_questions("en", file)
    places = [(fault.line, fault.name) for fault in told.value.faults]
    assert places == [
        (2, "questions.stops.rests_on"),
        (3, "questions.stops.field"),
        (4, "questions.stops.value"),
    ]
    file.write_text("answers: 1\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match="must hold questions"):
        cm.calibration_questions("en", file)


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'fr'"):
        cm.calibration_questions("fr")
