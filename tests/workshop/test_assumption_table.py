"""A table of assumptions says what each means, what is believed and why, to people and in their language."""

import pytest

import costmodel as cm


def test_a_pattern_gives_a_row_for_each_number_under_it() -> None:
    table = cm.assumption_table(cm.load(), "labelling.*")
    assert list(table.columns) == ["Meaning", "What is believed", "Source"]
    assert table.index.name == "Assumption"
    assert list(table.index) == [name for name in cm.load() if name.startswith("labelling.")]


def test_a_belief_is_told_in_words_with_its_unit_and_its_source() -> None:
    row = cm.assumption_table(cm.load(), "hiring.months_open").loc["hiring.months_open"]
    assert row["Meaning"] == "Months that the post stays open"
    assert row["What is believed"] == "5 · 8 · 11 months"  # staffing.yaml: one of three spans, each by its middle
    assert row["Source"].startswith("Bitkom, August 2025, n = 855: a post in information technology stays open for 4")
    assert "computerweekly.com" in row["Source"]
    assert "Judgement: Each span stands for its middle" in row["Source"]


def test_the_german_table_has_german_headings_meanings_and_numbers() -> None:
    table = cm.assumption_table(cm.load(), "hiring.months_open", "de")
    assert list(table.columns) == ["Bedeutung", "Was angenommen wird", "Quelle"]
    assert table.iloc[0, 1] == "5 · 8 · 11 Monate"
    assert table.iloc[0, 0] != cm.load()["hiring.months_open"].meaning


def test_names_come_in_the_order_in_which_they_are_asked_for_and_once() -> None:
    table = cm.assumption_table(cm.load(), ["hiring.must_hire", "labelling.items", "hiring.must*"])
    assert list(table.index) == ["hiring.must_hire", "labelling.items"]


def test_what_was_changed_has_the_reason_of_the_change_as_its_source() -> None:
    changed = cm.load().with_changes({"labelling.items": 500}, why="Counted in the archive")
    assert cm.assumption_table(changed, "labelling.items").iloc[0, 1:].tolist() == [
        "500 items",
        "Judgement: Counted in the archive",
    ]


def test_names_that_are_none_are_all_told_with_the_nearest_right_ones() -> None:
    with pytest.raises(ValueError, match="no assumption") as told:
        cm.assumption_table(cm.load(), ["labelling.itmes", "nothing.*"])
    assert "no assumption 'labelling.itmes' (did you mean 'labelling.items'?)" in str(told.value)
    assert "no assumption 'nothing.*'" in str(told.value)
