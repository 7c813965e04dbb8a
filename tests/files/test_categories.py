"""What a category says of itself is checked like every number: each fault with its place."""

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.costs import booking_modules
from costmodel.files.categories import cost_categories
from costmodel.initiative.categories import Category
from costmodel.language.language_files import languages
from costmodel.pictures.palette import PATTERNS, looks

GIVEN = {"order": 1, "colour": "teal", "name": {"en": "Travel", "de": "Reisen"}, "meaning": {"en": "visits"}}


def test_categories_are_in_the_order_that_they_ask_for() -> None:
    orders = [category.order for category in cost_categories().values()]
    assert orders == sorted(orders)


def test_every_category_has_words_in_every_language() -> None:
    for name, category in cost_categories().items():
        assert set(category.name) >= set(languages()), name
        assert set(category.meaning) >= set(languages()), name


def test_a_language_without_words_of_its_own_says_the_english_ones() -> None:
    category = Category.model_validate(GIVEN)
    assert (category.called("de"), category.called("fr")) == ("Reisen", "Travel")
    assert category.told("de") == "visits"


def test_risks_contracts_and_additional_costs_are_booked_under_others() -> None:
    names = {module.__name__.rsplit(".", 1)[-1] for module in booking_modules()}
    assert names - set(cost_categories()) == {"risks", "additional_costs", "contracts"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"colour": "pink"}, "Input should be 'blue'"),
        ({"name": {"de": "Reisen"}}, "the English words are missing"),
        ({"name": {"en": "Travel", "deutsch": "Reisen"}}, "'deutsch' is no code of a language"),
        ({"order": "first"}, "valid number"),
        ({"pattern": "dotted"}, "Extra inputs are not permitted"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Category.model_validate(GIVEN | wrong)


def test_of_two_with_the_same_colour_the_second_has_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"category_{number}": Category.model_validate(GIVEN | {"order": number}) for number in range(5)}
    monkeypatch.setattr("costmodel.pictures.palette.cost_categories", lambda: many)
    assert [look.pattern for look in looks().values()] == [*PATTERNS, PATTERNS[0]]


def test_a_company_s_category_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("categories:\n  travel:\n    order: 3\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match="write it under additional_costs") as refused:
        cm.load(tmp_path)
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("own.yaml", 3)]


def test_an_activity_under_an_unknown_category_is_refused_with_its_line(tmp_path: Path) -> None:
    text = "plan:\n  release:\n    category: handovr\n"
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(
        cm.AssumptionsError, match=r"own\.yaml:3: plan\.release\.category: no category 'handovr'.*'handover'"
    ):
        cm.load(tmp_path)
