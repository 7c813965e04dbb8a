"""What the notebook "What is forgotten" and its guide say of the ten points is what the model computes."""

from functools import cache

import pytest

import costmodel as cm
from costmodel.decisions.gains import gain
from costmodel.files.questionnaires import questionnaire
from costmodel.workshop.points import Told, points, told
from tests.editions import editions, prose, read

SAMPLES = 4_096


@cache
def seen(name: str) -> Told:
    return told(name, "en", SAMPLES)


def worth(name: str) -> float:
    return gain(seen(name).before, seen(name).after).worth.value


def column(name: str, ending: str) -> list[object]:
    table = seen(name).varied
    assert table is not None
    (found,) = [one for one in table.columns if one.startswith(ending)]
    return table[found].tolist()


def test_each_point_stands_in_the_notebook_in_both_languages_with_a_text_an_exercise_and_a_button() -> None:
    for path in editions()["7"].values():
        sources = "\n".join(cell.source for cell in read(path).cells)
        assert [name for name in points() if f'notebook.point("{name}", language)' not in sources] == []
        assert sum(one.count("\n### ") for one in prose(read(path))) == len(points()) == 10


def test_a_point_says_the_same_figures_in_german() -> None:
    english, german = seen("management"), told("management", "de", SAMPLES)
    assert (english.after.total == german.after.total).all()
    assert german.sentences[0].startswith("Es spart")
    assert german.set_otherwise.iloc[0, 0] == "Die Geschäftsleitung entzieht ihre Unterstützung"
    assert german.differences.iloc[-1, 0] == "Geht in Betrieb"


def test_an_unknown_point_is_told_with_the_nearest_one() -> None:
    with pytest.raises(ValueError, match=r"no point 'lineages'.*lineage"):
        told("lineages")


def test_mlops_is_cheaper_in_four_of_five_courses_from_four_retrainings_on_and_pays_at_twelve() -> None:
    cheaper = column("mlops", "Cheaper")
    assert cheaper[0] == pytest.approx(60, abs=5)  # about two courses in five get dearer
    assert cheaper[2] < 80 < cheaper[3]  # 2 and 4 a year
    assert column("mlops", "Does it pay")[3:] == ["no", "yes"]  # 4 and 12
    assert min(map(float, column("mlops", "Saves"))) > 0  # type: ignore[arg-type]
    assert seen("mlops").before.reaches_production == pytest.approx(0.5, abs=0.05)


def test_versions_may_cost_some_thousand() -> None:
    assert 3_000 < worth("versions") < 10_000
    assert seen("versions").sentences[0].startswith("What it costs to do is not among these numbers")


def test_lineage_pays_when_three_share_it_and_is_for_nothing_in_three_of_four_courses() -> None:
    assert column("lineage", "Does it pay")[:3] == ["no", "no", "yes"]  # the whole price, a half, a third
    assert column("lineage", "Hidden")[:3] == ["€9,000", "€4,500", "€3,000"]
    assert column("lineage", "Cheaper")[0] == pytest.approx(25, abs=3)


def test_tests_may_cost_about_three_times_as_much_where_it_is_trained_each_month() -> None:
    once, monthly = (float(column("tests", "May cost")[place]) for place in (1, 3))  # type: ignore[arg-type]
    assert 2.6 < monthly / once < 3.5


def test_asking_with_an_anonymous_sample_lifts_the_chance_and_whether_it_pays_is_too_close_to_tell() -> None:
    gained = gain(seen("privacy").before, seen("privacy").after)
    assert gained.to_go_live.value == pytest.approx(-7_000)
    assert gained.months.value == 0
    assert 0.02 < gained.production.value < 0.04
    assert abs(gained.worth.value) < 2 * gained.worth.error
    assert "too close to tell" in seen("privacy").sentences[0]


def test_agreeing_on_explanations_pays_from_forty_per_cent_on() -> None:
    assert column("explaining", "Does it pay") == ["no", "yes", "yes"]
    assert float(column("explaining", "Cost to go-live")[0]) < 0  # type: ignore[arg-type]  # cheaper until then already


def test_one_level_of_people_may_cost_some_thirty_thousand() -> None:
    assert 20_000 < worth("skills") < 40_000


def test_a_team_across_departments_does_not_pay_even_where_the_pilot_nearly_certainly_does_not_scale() -> None:
    assert set(column("pilots", "Does it pay")) == {"no"}
    assert seen("pilots").sentences[1].startswith("What the model does not count: Outages")


def test_the_support_of_the_top_management_is_worth_more_than_it_costs_though_nothing_gets_cheaper() -> None:
    gained = gain(seen("management").before, seen("management").after)
    assert gained.to_go_live.value == pytest.approx(-4_000)
    assert gained.months.value == 0
    assert gained.production.value > 0.01
    assert "it pays in this case" in seen("management").sentences[0]
    assert "culture.top_management" in questionnaire().by_code


def test_balance_is_no_question_of_money_and_oversight_is() -> None:
    assert abs(worth("ethics")) < 500
    assert "too close to tell" in seen("ethics").sentences[0]
    oversight, case = "operations.effort.human_oversight", seen("ethics").after.assumptions
    twice = cm.estimate(case.with_likeliest({oversight: 2 * case[oversight].likeliest}), SAMPLES, seed=1)
    assert twice.total.mean() - seen("ethics").after.total.mean() > 100_000
