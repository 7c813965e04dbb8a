"""A scenario file that the program writes gives the very numbers back, and says on what it is based."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.files.scenario_files import scenario_text
from tests.strategies import beliefs

NAMES = ("labelling.items", "plan.release.wait", "operations.incidents.per_year", "training_compute.experiments")


def text(before: cm.Assumptions, after: cm.Assumptions, *based_on: str) -> str:
    return scenario_text(before, after, "ours", "Our case", "Ours against theirs", lambda name: f"why {name}", based_on)


def read_back(written: str, folder: Path) -> cm.Assumptions:
    path = folder / "ours.yaml"
    path.write_text(written, encoding="utf-8")
    return cm.load(scenarios=[path])


@given(changes=st.dictionaries(st.sampled_from(NAMES), beliefs(), min_size=1))
def test_what_is_written_is_read_back_to_the_last_digit(
    changes: dict[str, cm.Belief], tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = cm.load()
    try:
        after = before.with_changes({name: one.changed({"accept": "drawn"}) for name, one in changes.items()})
    except cm.AssumptionsError:
        return  # a belief that its unit does not allow, such as a negative wait
    again = read_back(text(before, after), tmp_path_factory.mktemp("case"))
    assert {name: (again[name].kind, again[name].numbers) for name in NAMES} == {
        name: (after[name].kind, after[name].numbers) for name in NAMES
    }
    assert again.fingerprint == after.fingerprint


def test_a_case_based_on_others_is_the_same_without_naming_them_again(tmp_path: Path) -> None:
    before = cm.load(scenarios=["credit_scoring", "mlops"])
    after = before.with_likeliest({"labelling.items": 2_345}).with_changes({"hiring.must_hire": 0.5})
    written = text(before, after, "credit_scoring", "mlops")
    assert written.count("why") == 2 * 2  # two changes: each has the key and the word in its reason
    again = read_back(written, tmp_path)
    assert again.fingerprint == after.fingerprint
    assert again.scenarios == ("credit_scoring", "mlops", "ours")


def test_a_base_that_is_laid_on_already_is_not_laid_on_twice(tmp_path: Path) -> None:
    # visual_inspection has the effort of the operations engineer times 3: laid on twice it would be times 9.
    name = "plan.hardware_procurement.effort.operations_engineer"
    base = cm.load(scenarios=["visual_inspection"])
    path = tmp_path / "ours.yaml"
    path.write_text(text(base, base, "visual_inspection"), encoding="utf-8")
    assert cm.load(scenarios=["visual_inspection", path])[name].likeliest == base[name].likeliest
    assert base[name].likeliest == 3 * cm.load()[name].likeliest


@pytest.mark.parametrize(
    ("based_on", "told"),
    [
        ("[credit_scorign]", "no such scenario (did you mean 'credit_scoring'?)"),
        ("[../../secret]", "must be a list of names of scenarios"),
        ("credit_scoring", "must be a list of names of scenarios"),
        ("[1]", "must be a list of names of scenarios"),
    ],
)
def test_a_base_that_is_none_is_a_fault(based_on: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(f"meaning: m\nstory: s\nbased_on: {based_on}\nchanges: {{}}\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as faults:
        cm.load(scenarios=[path])
    assert told in str(faults.value)


def test_scenarios_that_are_based_on_each_other_end_in_a_fault(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "roles.yaml").write_text("{}\n", encoding="utf-8")
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / "scenarios" / f"{name}.yaml").write_text(
            f"meaning: m\nstory: s\nbased_on: [{other}]\nchanges: {{}}\n", encoding="utf-8"
        )
    with pytest.raises(cm.AssumptionsError, match="one is based on itself"):
        cm.load(tmp_path, scenarios=["one"])


def test_only_what_differs_is_written_each_with_its_reason() -> None:
    before = cm.load()
    after = before.with_changes({"labelling.items": 5})
    assert text(before, after) == (
        "scenario: ours\nmeaning: Our case\nstory: Ours against theirs\nchanges:\n"
        "  labelling.items:\n    value: 5.0\n    why: why labelling.items\n"
    )
