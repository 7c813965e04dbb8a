"""One's own case as a file: the very numbers come back, and no number stands there without its reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm

ITEMS, WAIT, HIRE = "labelling.items", "plan.release.wait", "hiring.must_hire"
TOLD = {"meaning": "Our case", "story": "Ours against the shipped one"}


@given(
    scenarios=st.lists(st.sampled_from(["three_week_model", "credit_scoring", "mlops"]), unique=True, max_size=2),
    items=st.floats(20, 50_000),
    chance=st.floats(0.41, 0.9),  # the shipped 0.35 would change nothing
)
def test_a_saved_case_gives_the_very_numbers_back(
    scenarios: list[str], items: float, chance: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ours = cm.load(scenarios=scenarios).with_likeliest({ITEMS: items}).with_changes({HIRE: chance})
    place = tmp_path_factory.mktemp("workshop") / "ours.yaml"
    saved = cm.save_scenario(ours, place, why={ITEMS: "counted", HIRE: "posts are open"}, **TOLD)
    assert saved == place
    assert cm.load(scenarios=[saved]).fingerprint == ours.fingerprint


def test_a_case_based_on_others_names_them_and_holds_its_own_changes_only(tmp_path: Path) -> None:
    ours = cm.load(scenarios=["credit_scoring", "mlops"]).with_changes({HIRE: 0.5}, why="One of two posts is open")
    text = cm.save_scenario(ours, tmp_path / "ours.yaml", **TOLD).read_text(encoding="utf-8")
    assert "based_on:\n- credit_scoring\n- mlops\n" in text
    assert text.count("why:") == 1
    assert "why: One of two posts is open" in text


def test_a_case_laid_on_a_file_of_ones_own_writes_out_what_that_file_says(tmp_path: Path) -> None:
    first = cm.load().with_changes({ITEMS: 1_234}, why="Counted in the archive")
    path = cm.save_scenario(first, tmp_path / "first.yaml", **TOLD)
    second = cm.load(scenarios=[path]).with_changes({HIRE: 0.9}, why="Nobody is there")
    again = cm.load(scenarios=[cm.save_scenario(second, tmp_path / "second.yaml", **TOLD)])
    assert (again[ITEMS].likeliest, again[HIRE].low) == (1_234, 0.9)
    assert again.last_change(ITEMS).why == "Counted in the archive"  # type: ignore[union-attr]


def test_a_case_on_a_companys_own_folder_holds_only_what_differs_from_that_folder(tmp_path: Path) -> None:
    company = tmp_path / "company"
    company.mkdir()
    (company / "labelling.yaml").write_text(
        "labelling:\n  items: {value: 77, source: [{judgement: ours}]}\n", encoding="utf-8"
    )
    ours = cm.load(company).with_changes({HIRE: 0.5}, why="One of two posts is open")
    path = cm.save_scenario(ours, tmp_path / "ours.yaml", **TOLD)
    assert ITEMS not in path.read_text(encoding="utf-8")
    assert cm.load(company, [path]).fingerprint == ours.fingerprint


def test_a_change_without_a_reason_is_not_saved_and_all_of_them_are_named(tmp_path: Path) -> None:
    ours = cm.load().with_likeliest({ITEMS: 100}).with_changes({HIRE: 0.5, WAIT: 7})
    with pytest.raises(ValueError, match=f"has a reason \\({WAIT}, {ITEMS}\\)$"):
        cm.save_scenario(ours, tmp_path / "ours.yaml", why={HIRE: "posts", ITEMS: " "}, **TOLD)
    assert not (tmp_path / "ours.yaml").exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    ours = cm.load().with_changes({HIRE: 0.5}, why="posts")
    with pytest.raises(ValueError, match="meaning is missing") as told:
        cm.save_scenario(ours, tmp_path / "our case.txt", "", "s", why={"hiring.must_hier": "posts"})
    assert "'our case.txt' is no name for a scenario file" in str(told.value)
    assert "why: 'hiring.must_hier' was not changed (did you mean 'hiring.must_hire'?)" in str(told.value)


def test_a_file_that_is_there_is_replaced_only_when_told_to(tmp_path: Path) -> None:
    path = cm.save_scenario(cm.load().with_changes({ITEMS: 100}, why="one"), tmp_path / "new" / "ours.yaml", **TOLD)
    other = cm.load().with_changes({ITEMS: 200}, why="two")
    with pytest.raises(FileExistsError, match="overwrite=True"):
        cm.save_scenario(other, path, **TOLD)
    cm.save_scenario(other, path, overwrite=True, **TOLD)
    assert cm.load(scenarios=[path])[ITEMS].likeliest == 200
