"""The questions that matter most: found by the model, the weightiest first, in the group's language."""

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import costmodel as cm
from costmodel.elicitation import key_questions
from costmodel.elicitation.key_questions import MOST, PAIRED_SAMPLES

if TYPE_CHECKING:
    import pandas as pd

CASE = cm.load(scenarios=["visual_inspection"])
REPEATS, LABELS = "plan.model_validation.repeats.chance", "labelling.items"


@cache
def asked(code: str = "en") -> "pd.DataFrame":
    return cm.questions(CASE, code=code)


def test_fifteen_questions_are_asked_each_once_and_each_of_an_uncertain_assumption() -> None:
    names = list(asked().index)
    assert len(names) == len(set(names)) == MOST == 15
    assert set(names) <= set(CASE.uncertain)


def test_no_question_left_out_weighs_more_than_one_that_is_asked() -> None:
    spread = cm.estimate(CASE, 4096, 1).to_go_live.std()
    last = asked().index[-1]
    weights = {}
    for name in (
        "hardware.edge_devices.price",
        "risks.specialist_leaves.chance",
        "roles.data_scientist.day_rate",
        last,
    ):
        cost, months = (
            abs(cm.tornado(CASE, of, PAIRED_SAMPLES, names=[name])["swing"][name]) for of in ("to_go_live", "go_live")
        )
        chance = CASE[name].chance
        deviations = math.sqrt(chance * (1 - chance)) if chance is not None else 1 / (2 * 1.2816)
        weights[name] = max(cost / spread, months / cm.estimate(CASE, 4096, 1).go_live.std()) * deviations
    assert all(name in asked().index or weights[name] <= weights[last] for name in weights)


def test_the_first_question_is_the_one_that_makes_the_largest_part_of_the_spread() -> None:
    est = cm.estimate(CASE, 4096, 1)
    swings = cm.tornado(CASE, names=[REPEATS, LABELS], samples=PAIRED_SAMPLES)["swing"]
    # an event with chance p has the standard deviation root of p (1 - p); between "never" and "always" lies the swing
    event = swings[REPEATS] * math.sqrt(0.30 * 0.70)
    a_range = swings[LABELS] / (2 * 1.2816)  # from P10 to P90 of a normal distribution: 2 x 1.2816 deviations
    assert a_range < event < est.to_go_live.std()
    order = list(asked().index)
    assert order[0] == REPEATS
    assert LABELS in order


def test_the_swings_are_those_of_the_tornado() -> None:
    table = asked().head(3)
    for column, of, step in ((2, "to_go_live", 50.0), (3, "go_live", 0.05)):  # half of what is rounded to
        swings = cm.tornado(CASE, of=of, names=list(table.index), samples=PAIRED_SAMPLES)["swing"]
        for name in table.index:
            assert table.iloc[:, column][name] == pytest.approx(swings[name], abs=1.001 * step)


def test_what_is_taken_for_certain_is_no_question_however_much_hangs_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_questions, "CANDIDATES", 5)  # beside events
    assert REPEATS not in cm.questions(CASE.with_changes({REPEATS: 0.0}), most=5, samples=256).index


def test_a_question_stands_there_in_the_words_of_the_language_with_what_is_believed_so_far() -> None:
    german = asked("de")
    assert list(german.columns) == [
        "Frage",
        "Bisher angenommen",
        "Bewegt die Kosten bis zum Produktivstart, EUR",
        "Bewegt den Produktivstart, Monate",
        "Beruht auf",
    ]
    assert list(german.index) == list(asked().index)
    assert german.loc[REPEATS, "Bisher angenommen"] == "30 %"
    assert german.loc[REPEATS, "Frage"] == cm.translated(CASE, "de")[REPEATS].meaning
    assert set(german["Beruht auf"]) <= {"Einschätzung", "Quelle"}


@pytest.mark.parametrize("most", [0, -1])
def test_no_question_is_no_list(most: int) -> None:
    with pytest.raises(ValueError, match="at least one question"):
        cm.questions(CASE, most=most)


# -- the cases to choose from -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_cases_to_choose_from_are_told_in_words_and_without_money(code: str) -> None:
    table = cm.scenario_table(code)
    assert list(table.index) == list(cm.scenarios())
    assert not (table == "").any().any()
    assert not table.map(lambda text: "EUR" in text).any().any()
    told = cm.texts(code)
    assert list(table.loc["visual_inspection"]) == [
        told.scenario_label("visual_inspection"),
        told.scenario_meaning("visual_inspection"),
        told.scenario_story("visual_inspection"),
    ]


def test_a_company_s_own_cases_are_there_too(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    cm.save_scenario(
        cm.load().with_changes({"labelling.items": 5}, why="Counted."),
        tmp_path / "scenarios" / "our_case.yaml",
        "What we believe",
        "Our own story",
    )
    row = cm.scenario_table(folder=tmp_path).loc["our_case"]
    assert list(row) == ["Our case", "What we believe", "Our own story"]
