"""A change is a change: each assumption acts through each door, in the direction that is expected of it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import costmodel as cm
from costmodel.beliefs.belief import Belief
from costmodel.cli.options import asked_assumptions
from costmodel.files.price_levels import is_price_level
from costmodel.files.scenario_files import written
from tests.effects.directions import ELSEWHERE, EXPECTED, FIGURES, SILENT, case, direction, higher, rows

REFUSED = {row["assumption"] for row in rows(SILENT) if row["what"] == "refused"}
WHY = "tried in a test"


def changes() -> dict[str, Belief]:
    """Every shipped assumption that may be changed, with more of it."""
    return {name: higher(belief)[0] for name, belief in cm.load().items() if name not in REFUSED}


def test_of_each_assumption_it_is_said_what_it_does_or_why_it_does_nothing() -> None:
    said = Counter(row["assumption"] for row in rows(EXPECTED)) + Counter(row["assumption"] for row in rows(SILENT))
    assert set(said) == set(cm.load())
    assert all(row["reason"] for row in rows(SILENT))
    both = {row["assumption"] for row in rows(EXPECTED)} & {row["assumption"] for row in rows(SILENT)}
    assert not both


def test_a_sign_that_depends_says_on_what() -> None:
    for row in rows(EXPECTED):
        assert row["why"] or "depends" not in row.values(), row["assumption"]


def test_a_higher_number_moves_the_figures_the_way_that_is_expected() -> None:
    wrong = []
    for row in rows(EXPECTED):
        name, text = row["assumption"], row["case"]
        wanted = {figure: row[figure] for figure in FIGURES}
        found = {figure: direction(text, name, of) for figure, of in FIGURES.items()}
        if any((found[one] == "none") if wanted[one] == "depends" else (found[one] != wanted[one]) for one in FIGURES):
            wrong.append(f"{name} in {text}: {found}, expected {wanted}")
        if row["elsewhere"]:
            figure, _, way = row["elsewhere"].partition(" ")
            if (there := direction(text, name, ELSEWHERE[figure])) != way:
                wrong.append(f"{name} in {text}: {figure} {there}, expected {way}")
        elif set(found.values()) == {"none"}:
            wrong.append(f"{name} in {text}: moves nothing")
    assert not wrong, "\n".join(wrong)


def test_what_is_said_to_do_nothing_changes_no_other_number_and_what_is_refused_is_refused() -> None:
    for row in rows(SILENT):
        name = row["assumption"]
        for text in ("baseline", *cm.scenarios()):
            before = case(text)
            if row["what"] == "refused":
                with pytest.raises(cm.AssumptionsError, match="by definition"):
                    before.with_changes({name: higher(before[name])[0]})
                break
            after = before.with_changes({name: higher(before[name])[0]})
            assert [one for one in before if before[one] != after[one]] == [name], name


# -- doors ------------------------------------------------------------------------------------------------------------


def numbers(assumptions: cm.Assumptions) -> dict[str, object]:
    return {name: belief.key for name, belief in assumptions.items()}


def entry(belief: Belief) -> dict[str, Any]:
    return {**written(belief), "unit": belief.unit, "accept": "a test tries it"}


def by_scenario(folder: Path, wanted: dict[str, Belief]) -> cm.Assumptions:
    content = {"scenario": "tried", "meaning": "All is more", "story": "Somebody tries every number on a Monday"}
    listed = {name: {**entry(belief), "why": WHY} for name, belief in wanted.items()}
    path = folder / "tried.yaml"
    path.write_text(yaml.safe_dump({**content, "changes": listed}), encoding="utf-8")
    return cm.load(scenarios=[path])


def by_folder(folder: Path, wanted: dict[str, Belief]) -> cm.Assumptions:
    content: dict[str, Any] = {}
    for name, belief in wanted.items():
        *above, last = name.split(".")
        place = content
        for part in above:
            place = place.setdefault(part, {})
        place[last] = {**entry(belief), "source": [{"judgement": WHY}]}
    own = folder / "own"
    own.mkdir()
    (own / "own.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return cm.load(own)


def by_command_line(wanted: dict[str, Belief]) -> cm.Assumptions:
    # a fourth decimal, because three might be thousands
    texts = {name: repr(belief.likeliest) for name, belief in wanted.items()}
    sets = [f"{name}={text}{'0' * (text[-4:-3] == '.')}" for name, text in texts.items()]
    return asked_assumptions(argparse.Namespace(folder=None, scenario=[], sets=sets))


def test_a_scenario_and_a_folder_change_each_number_as_a_program_does(tmp_path: Path) -> None:
    wanted = changes()
    by_program = cm.load().with_changes(wanted)
    assert all(by_program[name].key != belief.key for name, belief in cm.load().items() if name in wanted)
    assert numbers(by_scenario(tmp_path, wanted)) == numbers(by_program)
    assert numbers(by_folder(tmp_path, wanted)) == numbers(by_program)


def test_the_command_line_sets_each_number_as_a_program_does(capsys: pytest.CaptureFixture[str]) -> None:
    certain = {
        name: belief.believing({"chance" if belief.is_event else "value": belief.likeliest})
        for name, belief in changes().items()
    }
    assert numbers(by_command_line(certain)) == numbers(cm.load().with_changes(certain))
    capsys.readouterr()  # what is doubted is told, and no matter here


def test_a_rate_of_exchange_acts_the_same_through_every_door(tmp_path: Path) -> None:
    shipped = cm.load()
    wanted = {name: belief for name, belief in changes().items() if is_price_level(name)}
    by_program = shipped.with_changes(wanted)
    assert numbers(by_scenario(tmp_path, wanted)) == numbers(by_program)
    assert numbers(by_folder(tmp_path, wanted)) == numbers(by_program)
    assert numbers(by_command_line(wanted)) == numbers(by_program)
    # a price in dollars of 2026, at 0.9 EUR for one and then at 1.5 times that
    assert by_program["cloud.chip_hour"].likeliest == pytest.approx(1.5 * shipped["cloud.chip_hour"].likeliest)
    assert by_program.fingerprint != shipped.fingerprint


def test_a_price_that_is_put_in_does_not_follow_the_rate_and_one_that_a_scenario_lists_does() -> None:
    dollars = {"currency.rates.USD": 1.8}  # twice the shipped 0.9
    own = cm.load().with_changes({"cloud.chip_hour": 3.0, **dollars})
    assert own["cloud.chip_hour"].likeliest == 3.0
    listed = cm.load(scenarios=["language_model_fine_tuning"])
    assert listed.with_changes(dollars)["cloud.chip_hour"].likeliest == pytest.approx(2 * 2.95 * 0.9)


def test_a_rate_goes_back_to_the_very_numbers_from_which_it_came() -> None:
    shipped = cm.load()
    there = shipped.with_changes({"currency.rates.USD": 1.3, "currency.price_index.USD.2026": 1.07})
    back = there.with_changes({"currency.rates.USD": 0.9, "currency.price_index.USD.2026": 1.0})
    assert numbers(back) == numbers(shipped)


def test_an_uncertain_rate_is_refused_and_so_is_one_of_zero() -> None:
    for wanted in ({"min": 0.8, "max": 1.0}, 0):
        with pytest.raises(cm.AssumptionsError, match=r"currency\.rates\.USD: must be one certain number above zero"):
            cm.load().with_changes({"currency.rates.USD": wanted})


def test_a_bridge_shows_a_rate_as_one_step_and_not_the_prices_that_follow_it() -> None:
    before = cm.load()
    after = before.with_changes({"currency.rates.USD": 1.8}, why="The treasury's rate")
    steps = cm.bridge(cm.estimate(before, samples=64), cm.estimate(after, samples=64), of="total")
    assert list(steps.index) == ["old", "currency.rates.USD", "new"]
    assert steps.loc["currency.rates.USD", "effect"] > 0


def test_a_saved_case_names_the_rate_alone_and_gives_the_very_numbers_back(tmp_path: Path) -> None:
    after = cm.load().with_changes({"currency.rates.USD": 1.8}, why="The treasury's rate")
    path = cm.save_scenario(after, tmp_path / "dollar.yaml", "A dear dollar", "The treasury plans with a dear dollar")
    assert list(yaml.safe_load(path.read_text(encoding="utf-8"))["changes"]) == ["currency.rates.USD"]
    assert cm.load(scenarios=[path]).fingerprint == after.fingerprint
