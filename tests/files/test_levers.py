"""Sliders are data: a line in levers.yaml makes one, and a wrong line is told with its place."""

from pathlib import Path

import pytest

import costmodel as cm
from costmodel.errors import Fault, in_order
from costmodel.files.levers import Lever, Track, levers, track
from costmodel.files.tree import baseline_folder

GROUPS = ("team", "data", "hardware", "waiting", "handover", "operations", "compliance", "experience", "capability")


def shipped() -> dict[str, object]:
    faults: list[Fault] = []
    found = levers([baseline_folder()], cm.load(), faults)
    assert faults == []
    return dict(found)


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "levers.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_sliders_cover_every_group_of_the_model_in_both_languages() -> None:
    found = levers([baseline_folder()], cm.load(), [])
    assert tuple(found) == GROUPS
    assert all(set(group.heading) == {"en", "de"} for group in found.values())
    assert all(len(group.sliders) >= 4 for name, group in found.items() if name != "experience")


def test_a_slider_is_a_line_in_a_file_of_ones_own(tmp_path: Path) -> None:
    text = "levers:\n  ours:\n    heading: {en: Ours}\n    sliders:\n      - {name: labelling.items, low: 0, high: 9}\n"
    faults: list[Fault] = []
    found = levers([written(tmp_path, text), baseline_folder()], cm.load(), faults)
    assert faults == []
    assert [lever.name for lever in found["ours"].sliders] == ["labelling.items"]
    assert list(found) == ["ours"]  # an own file counts instead of the shipped one


def test_all_faults_of_the_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = (
        "levers:\n  ours:\n    heading: {en: Ours}\n    sliders:\n"
        "      - {name: labelling.itmes}\n"
        "      - {name: labelling.items, low: 9, high: 3}\n"
        "  other:\n    heading: {en: Other}\n    slider: []\n"
    )
    faults: list[Fault] = []
    levers([written(tmp_path, text)], cm.load(), faults)
    told = "\n".join(map(str, in_order(faults)))
    assert "levers.yaml:5: labelling.itmes: no such assumption (did you mean 'labelling.items'?)" in told
    assert "levers.yaml:6: labelling.items: low 9 is not below high 3" in told
    assert "levers.yaml:9: levers.other.slider: Extra inputs are not permitted (did you mean 'sliders'?)" in told
    assert "levers.other.sliders: Field required" in told


def test_check_reads_the_sliders_of_a_folder_too(tmp_path: Path) -> None:
    folder = written(tmp_path, "levers:\n  ours:\n    heading: {en: A}\n    sliders:\n      - {name: nothing}\n")
    (folder / "roles.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError, match=r"levers\.yaml:5: nothing: no such assumption"):
        cm.check(folder)


def test_a_slider_takes_its_ends_from_the_belief_unless_told() -> None:
    wait = cm.Belief(min=5, mode=20, max=60, unit="working_day")
    assert track(Lever(name="x"), wait) == Track(low=5, high=60, step=1, home=20, per=1)
    assert track(Lever(name="x", low=0, high=120, step=5), wait) == Track(low=0, high=120, step=5, home=20, per=1)


def test_chances_and_shares_run_over_their_whole_scale_in_per_cent() -> None:
    assert track(Lever(name="x"), cm.Belief(chance=0.35, unit="chance")) == Track(0, 100, 1, 35, 100)
    share = cm.Belief(min=0.1, mode=0.2, max=0.4, unit="share")
    assert track(Lever(name="x", low=0.1), share) == Track(10, 100, 1, 20, 100)  # ends are in the unit of the file


def test_a_certain_number_runs_from_zero_to_twice_itself() -> None:
    assert track(Lever(name="x"), cm.Belief(value=60, unit="month")) == Track(0, 120, 1, 60, 1)
    assert track(Lever(name="x"), cm.Belief(value=0, unit="server")).high >= 1


def test_home_is_kept_to_the_digit_and_found_again_by_its_nearest_step() -> None:
    lognormal = cm.Belief(p10=1000, p90=8000, unit="item")
    made = track(Lever(name="x", low=0, high=30_000, step=250), lognormal)
    assert made.home == pytest.approx(1464.50, abs=0.01)  # exp(mu - sigma^2) of that lognormal
    assert made.placed(1500) == made.home  # 1,464.50 lies on no step; 1,500 is the nearest
    assert made.placed(1750) == 1750


@pytest.mark.parametrize(("sent", "taken"), [(-5, 5), (1e9, 60), (float("nan"), 20), (float("inf"), 20), (33, 33)])
def test_what_a_browser_sends_is_brought_onto_the_track(sent: float, taken: float) -> None:
    assert Track(low=5, high=60, step=1, home=20, per=1).placed(sent) == taken
