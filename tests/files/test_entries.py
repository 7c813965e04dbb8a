"""Broken files: each mistake is named with its file and line and a sentence, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

import costmodel as cm
from tests.strategies import RELEASE, activity, believed, company, faults_in, number

BROKEN = Path(__file__).parents[1] / "broken"


# A broken file, the place that the message must name, and the words it must contain.
ONE_FAULT = {
    "min above mode": (number("min: 5\nmode: 2\nmax: 9"), "own.yaml:3: labelling.items", ["min 5 is above mode 2"]),
    "mode above max": (number("min: 1\nmode: 12\nmax: 9"), "own.yaml:4: labelling.items", ["mode 12 is above max 9"]),
    "p10 above p90": (number("p10: 9\np90: 2"), "own.yaml:3: labelling.items", ["p10 9 is not below p90 2"]),
    "p10 equal to p90": (number("p10: 9\np90: 9"), "own.yaml:3: labelling.items", ["p10 9 is not below p90 9"]),
    "chance above 1": (
        number("chance: 1.2", "hiring.must_hire"),
        "own.yaml:3: hiring.must_hire",
        ["a chance lies between 0 and 1, not 1.2"],
    ),
    "share above 1": (
        number("min: 0\nmode: 0.5\nmax: 1.5", "staffing.retained_share"),
        "own.yaml:5: staffing.retained_share",
        ["a share lies between 0 and 1", "1.5"],
    ),
    "nobody ever there": (
        "roles:\n  data_scientist:\n    availability:\n      value: 0\n      source: [{judgement: counted}]\n",
        "own.yaml:",
        ["roles.data_scientist.availability", "above zero"],
    ),
    "nobody at all": (
        "roles:\n  data_scientist:\n    people:\n      value: 0\n      source: [{judgement: counted}]\n",
        "own.yaml:",
        ["roles.data_scientist.people", "above zero"],
    ),
    "negative price": (
        number("prices_of: 2026\nvalue: -3", "waiting.bridging"),
        "own.yaml:4: waiting.bridging",
        ["a price cannot be negative", "-3"],
    ),
    "support of a key that is not there": (
        "labelling:\n  items:\n    value: 9\n    source:\n      - {title: A survey, supports: [value, mode]}\n",
        "own.yaml:5: labelling.items",
        ["supports 'mode', but what can be supported here is value, spread, direction, definition"],
    ),
    "a day that is none": (
        "labelling:\n  items:\n    value: 9\n    source:\n      - title: A survey\n        read_on: May 2026\n",
        "own.yaml:6: labelling.items",
        ["is not a day; write it as year-month-day"],
    ),
    "a day that has not come": (
        "labelling:\n  items:\n    value: 9\n    source:\n      - title: A survey\n        read_on: 2199-01-01\n",
        "own.yaml:6: labelling.items",
        ["2199-01-01 has not come yet"],
    ),
    "unknown unit": (
        number("unit: person_dya\nvalue: 3", "staffing.retained_share"),
        "own.yaml:3: staffing.retained_share",
        ["unknown unit 'person_dya'", "did you mean 'person_day'?"],
    ),
    "half a unit": (
        number("unit: EUR/\nprices_of: 2026\nvalue: 3", "waiting.bridging"),
        "own.yaml:3: waiting.bridging",
        ["unknown unit"],
    ),
    "unit of another dimension": (
        number("unit: person_day\nvalue: 3"),
        "own.yaml:3: labelling.items",
        ["unit 'person_day' measures something else than 'item'"],
    ),
    "share where a factor is needed": (
        number("unit: factor\nvalue: 0.5", "staffing.retained_share"),
        "own.yaml:3: staffing.retained_share",
        ["measures something else than 'share'"],
    ),
    "correlation above 1": (
        number("value: 3\nmoves_with: {driver: data_trouble, strength: 1.5}"),
        "own.yaml:4: labelling.items.moves_with.strength",
        ["less than or equal to 1"],
    ),
    "correlation below -1": (
        number("value: 3\nmoves_with: {driver: data_trouble, strength: -1.5}"),
        "own.yaml:4: labelling.items.moves_with.strength",
        ["greater than or equal to -1"],
    ),
    "unknown driver": (
        number("value: 3\nmoves_with: {driver: data_truoble, strength: 0.5}"),
        "own.yaml:4: labelling.items",
        ["unknown driver 'data_truoble'", "did you mean 'data_trouble'?"],
    ),
    "not a number": (number("value: .nan"), "own.yaml:3: labelling.items.value", ["not a finite number"]),
    "infinity": (number("value: -.inf"), "own.yaml:3: labelling.items.value", ["not a finite number"]),
    "text for a number": (number('value: "12"'), "own.yaml:3: labelling.items.value", ["is not a number"]),
    "yes for a number": (number("value: yes"), "own.yaml:3: labelling.items.value", ["is not a number"]),
    "two readings at once": (number("value: 3\np90: 5"), "own.yaml:3: labelling.items", ["value, p90"]),
    "misspelt key": (
        number("min: 1\nmod: 2\nmax: 3"),
        "own.yaml:4: labelling.items.mod",
        ["Extra inputs are not permitted", "did you mean 'mode'?"],
    ),
    "misspelt assumption": (
        number("value: 3", "labelling.itmes"),
        "own.yaml:2: labelling.itmes",
        ["no such assumption", "did you mean 'labelling.items'?"],
    ),
    "misspelt section": (
        number("value: 3", "labeling.items"),
        "own.yaml:2: labeling.items",
        ["no such assumption", "did you mean 'labelling.items'?"],
    ),
    "one indent less": (
        "labelling:\n  items:\n    meaning: Items\n  value: 300\n  source: [{judgement: counted}]\n",
        "own.yaml:",
        ["labelling"],
    ),
    "one indent more": (
        "labelling:\n  items:\n    relabelled:\n      value: 0.3\n      source: [{judgement: counted}]\n",
        "own.yaml:3: labelling.items.relabelled",
        ["no such assumption"],
    ),
    "duplicate key": (
        number("value: 3\nvalue: 4"),
        "own.yaml:4: labelling.items.value",
        ["stands twice; first in line 3"],
    ),
    "empty file": ("", "own.yaml:1", ["is empty"]),
    "only a comment": ("# nothing yet\n", "own.yaml:1", ["is empty"]),
    "not YAML": ("labelling: [1, 2\nitems: }{\n", "own.yaml:2", ["is not YAML"]),
    "tab for spaces": ("labelling:\n\titems: 3\n", "own.yaml:2", ["is not YAML"]),
    "a list": ("- labelling\n- items\n", "own.yaml:1", ["must hold names"]),
    "a word": ("labelling\n", "own.yaml:1", ["must hold names"]),
    "two documents": ("labelling: {}\n---\nroles: {}\n", "own.yaml:", ["more than one document"]),
    "a bomb of anchors": (
        "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n",
        "own.yaml:1",
        ["anchors and aliases"],
    ),
    "a bomb of brackets": ("a: " + "[" * 3_000 + "]" * 3_000, "own.yaml:1", ["nested"]),
    "missing source": (
        "labelling:\n  items:\n    value: 3\n",
        "own.yaml:2: labelling.items",
        ["source is missing"],
    ),
    "source without reason": (
        "labelling:\n  items:\n    value: 3\n    source: [{seen: 2024}]\n",
        "own.yaml:4: labelling.items.source",
        ["either a title", "or a judgement"],
    ),
    "missing year of prices": (
        number("value: 3", "waiting.bridging"),
        "own.yaml:2: waiting.bridging",
        ["prices_of is missing"],
    ),
    "unknown year of prices": (
        number("prices_of: 1990\nvalue: 3", "waiting.bridging"),
        "own.yaml:3: waiting.bridging",
        ["no price index of EUR for 1990"],
    ),
    "a bare number": (
        "labelling:\n  items: 300\n",
        "own.yaml:2: labelling.items",
        ["must say"],
    ),
    "cyclic plan": (
        "plan:\n  business_case:\n    after: [release]\n",
        "own.yaml:3: plan.business_case",
        ["the plan goes in a circle", "release", "business_case"],
    ),
    "unknown activity": (
        "plan:\n  release:\n    after: [securty_review]\n",
        "own.yaml:3: plan.release",
        ["comes after 'securty_review', which is not in the plan"],
    ),
    "unknown field of an activity": (
        activity("after: [business_case]\ncolour: red"),
        "own.yaml:8: plan.extra.colour",
        ["Extra inputs are not permitted"],
    ),
    "an activity nobody waits for": (
        activity("after: [business_case]"),
        "own.yaml:7: plan.extra",
        ["'release' does not wait for it"],
    ),
    "unknown phase": (
        activity("after: [business_case]").replace("develop", "dream"),
        "own.yaml:4: plan.extra.phase",
        ["explore"],
    ),
    "unknown role": (
        activity("after: [business_case]\neffort:\n  data_scientits: " + believed()),
        "own.yaml:9: plan.extra",
        ["is no role", "did you mean 'data_scientist'?"],
    ),
    "effort in months": (
        activity("after: [business_case]\neffort:\n  data_scientist: " + believed("month")),
        "own.yaml:9: plan.extra.effort.data_scientist",
        ["unit 'month' measures something else than 'person_day'"],
    ),
    "a role without its numbers": (
        "roles:\n  notary:\n    people: " + believed("person") + "\n",
        "own.yaml:2: roles.notary",
        ["lacks day_rate"],
    ),
    "unknown condition": (
        activity("after: [business_case]\nonly_if: [labelling.itmes]"),
        "own.yaml:8: plan.extra.only_if",
        ["no assumption 'labelling.itmes'", "did you mean 'labelling.items'?"],
    ),
    "wait for nobody": (
        "plan:\n  model_development:\n    wait: " + believed("working_day") + "\n",
        "own.yaml:3: plan.model_development.wait",
        ["`for` is missing"],
    ),
    "loop to a later activity": (
        "plan:\n  model_validation:\n    repeats:\n      from: release\n",
        "own.yaml:",
        ["repeats from 'release', which does not come before it"],
    ),
    "loop without a start": (
        "plan:\n  release:\n    repeats:\n"
        + "".join(f"      {key}: {believed(unit)}\n" for key, unit in
                  (("chance", "share"), ("share", "share"), ("limit", "count"))),
        "own.yaml:3: plan.release.repeats",
        ["`from` says to which activity the work goes back"],
    ),
    "overlapping rework loops": (
        "plan:\n  release:\n    repeats:\n      from: model_development\n"
        + "".join(f"      {key}: {believed(unit)}\n" for key, unit in
                  (("chance", "share"), ("share", "share"), ("limit", "count"))),
        "own.yaml:",
        ["rework loop", "overlap in", "model_development, model_validation"],
    ),
    "misspelt part of a loop": (
        "plan:\n  model_validation:\n    repeats:\n      chnace: 0.5\n",
        "own.yaml:4: plan.model_validation.repeats.chnace",
        ["Extra inputs are not permitted", "did you mean 'chance'?"],
    ),
    "risk at no activity": (
        "risks:\n  data_missing:\n    when: data_preperation\n",
        "own.yaml:3: risks.data_missing.when",
        ["'data_preperation' is no activity", "did you mean 'data_preparation'?"],
    ),
    "risk without a chance": (
        "risks:\n  flood: {meaning: Flood, category: staffing, layer: software, when: release}\n",
        "own.yaml:2: risks.flood",
        ["chance is missing"],
    ),
    "risk that delays no activity": (
        ("risks:\n  flood:\n    meaning: Flood\n    category: staffing\n    layer: software\n    when: release\n"
        "    chance: {meaning: Flood, unit: chance, chance: 0.1, source: [{judgement: counted}]}\n"
        "    delay: {activity: relaese, meaning: D, unit: working_day, value: 3, source: [{judgement: counted}]}\n"),
        "own.yaml:8: risks.flood.delay",
        ["'relaese' is no activity", "did you mean 'release'?"],
    ),
    "misspelt part of a mitigation": (
        "risks:\n  data_missing:\n    mitigation:\n      odd: 3\n",
        "own.yaml:4: risks.data_missing.mitigation.odd",
        ["did you mean 'odds'?"],
    ),
    "pattern that matches nothing": (
        ("capability_moves:\n  people:\n    - on: [plan.model_devlopment.*]\n"
        "      factors: {1: 1.5, 2: 1.2, 4: 0.9, 5: 0.8}\n      why: Test\n      source: [{judgement: counted}]\n"),
        "own.yaml:3: capability_moves.people",
        ["'plan.model_devlopment.*' matches no assumption"],
    ),
    "unknown building block": (
        "capability_moves:\n  peple:\n    - on: [labelling.items]\n",
        "own.yaml:2: capability_moves.peple",
        ["is not a building block", "did you mean 'people'?"],
    ),
    "missing level": (
        ("capability_moves:\n  people:\n    - on: [labelling.items]\n"
        "      factors: {1: 1.5, 5: 0.8}\n      why: Test\n      source: [{judgement: counted}]\n"),
        "own.yaml:3: capability_moves.people",
        ["factors lack level 2, 4"],
    ),
    "additional cost without an amount": (
        "additional_costs:\n  fair: {meaning: F, category: staffing, layer: ml, payee: service, phase: explore}\n",
        "own.yaml:2: additional_costs.fair",
        ["amount is missing"],
    ),
    "additional cost in no category": (
        (
            "additional_costs:\n  fair:\n    meaning: Fair\n    category: stafing\n    layer: software\n"
            "    payee: service\n    phase: explore\n"
            "    amount: {meaning: Fair, unit: EUR, prices_of: 2026, value: 5, source: [{judgement: counted}]}\n"
        ),
        "own.yaml:4: additional_costs.fair.category",
        ["staffing"],
    ),
    "unknown currency": ("currency:\n  model: DKK\n", "own.yaml:2: currency.model", ["unknown currency 'DKK'"]),
    "negative exchange rate": (
        "currency:\n  rates:\n    USD: {meaning: Dollar, unit: EUR/USD, value: 0, source: [{judgement: counted}]}\n",
        "own.yaml:3: currency.rates.USD",
        ["above zero"],
    ),
    "half dropped": (
        "risks:\n  data_missing:\n    dropped: maybe\n",
        "own.yaml:3: risks.data_missing.dropped",
        ["is true, or is not there"],
    ),
    "data file missing": (
        number("data: seen.csv:items"),
        "own.yaml:3: labelling.items.data",
        ["seen.csv cannot be read"],
    ),
    "data column missing": (
        number("data: history.csv:itmes"),
        "own.yaml:3: labelling.items.data",
        ["history.csv has no column 'itmes'", "did you mean 'items'?"],
    ),
    "text in a data column": (
        number("data: history.csv:note"),
        "history.csv:3: labelling.items",
        ["column 'note': 'many' is not a number"],
    ),
    "an infinite number in a data column": (
        number("data: history.csv:endless"),
        "",
        ["labelling.items", "'inf' is not a number"],
    ),
    "data outside the folder": (
        number("data: ../history.csv:items"),
        "own.yaml:3: labelling.items.data",
        ["in the folder of this file"],
    ),
    "data by an absolute path": (
        number("data: /etc/history.csv:items"),
        "own.yaml:3: labelling.items.data",
        ["in the folder of this file"],
    ),
    "data without a column": (
        number("data: history.csv"),
        "own.yaml:3: labelling.items.data",
        ["file.csv:column"],
    ),
}  # fmt: skip
HISTORY = "items,note,endless\n300,5,1\n450,many,inf\n500,7,2\n"


def test_a_broken_file_is_refused_with_its_place_and_a_sentence_and_in_three_at_the_most(tmp_path: Path) -> None:
    untold, talkative = {}, {}
    for case, (text, place, words) in ONE_FAULT.items():
        found = faults_in(company(tmp_path / case, own=text, history__csv=HISTORY))
        if not any(fault.startswith(place) and all(word in fault for word in words) for fault in found):
            untold[case] = found
        if len(found) > 3:
            talkative[case] = found
    assert untold == {}
    assert talkative == {}


@pytest.mark.parametrize(
    ("section", "name", "text"),
    [
        ("meaning", "plan.extra.effort.data_scientist", "{unit: person_day, value: 1, source: [{judgement: counted}]}"),
        ("unit", "plan.extra.effort.data_scientist", "{meaning: A, value: 1, source: [{judgement: counted}]}"),
        ("source", "plan.extra.effort.data_scientist", "{meaning: A, unit: person_day, value: 1}"),
        (
            "prices_of",
            "additional_costs.fair.amount",
            "{meaning: A, unit: EUR, value: 1, source: [{judgement: counted}]}",
        ),
    ],
)
def test_a_new_number_needs_all_that_documents_it(tmp_path: Path, section: str, name: str, text: str) -> None:
    if name.startswith("plan"):
        own = activity(f"after: [business_case]\neffort:\n  data_scientist: {text}")
        own += RELEASE
    else:
        own = (
            "additional_costs:\n  fair:\n    meaning: Fair\n    category: staffing\n    layer: ml\n    payee: service\n"
        )
        own += f"    phase: explore\n    amount: {text}\n"
    (fault,) = faults_in(company(tmp_path, own=own))
    assert f"{name}: {section} is missing" in fault


def test_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    company(tmp_path)
    (tmp_path / "own.yaml").write_bytes("labelling:\n  # Stück\n".encode("latin-1"))
    assert faults_in(tmp_path) == ["own.yaml:2: is not a text in UTF-8"]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    (fault,) = faults_in(company(tmp_path, own="# " + "x" * 2_100_000))
    assert fault.startswith("own.yaml:1: is larger than 2 MB")


def test_a_folder_that_is_not_there_and_one_without_files_are_told_apart(tmp_path: Path) -> None:
    assert "is no folder" in faults_in(tmp_path / "nowhere")[0]
    assert "has no assumptions" in faults_in(company(tmp_path / "empty"))[0]


def test_a_number_that_stands_in_two_files_is_named_with_both_places(tmp_path: Path) -> None:
    (fault,) = faults_in(company(tmp_path, a=number("value: 3"), b=number("value: 4")))
    assert fault == "b.yaml:2: labelling.items: stands already in a.yaml, line 2"


def test_ten_planted_faults_in_one_folder_are_all_named_at_once() -> None:
    found = faults_in(BROKEN / "ten_faults")
    expected = [
        ("labelling.yaml:4: labelling.items", "min 900 is above mode 300"),
        ("labelling.yaml:9: labelling.relabelled", "a share lies between 0 and 1"),
        ("labelling.yaml:13: labelling.vendor_prize", "did you mean 'labelling.vendor_price'?"),
        ("people.yaml:5: roles.data_scientist.day_rate.mod", "did you mean 'mode'?"),
        ("people.yaml:11: roles.ml_engineer.people", "source is missing"),
        ("people.yaml:14: hiring.must_hire", "a chance lies between 0 and 1, not 1.3"),
        ("prices.yaml:4: waiting.bridging", "a price cannot be negative"),
        ("prices.yaml:8: operations.logging", "prices_of is missing"),
        ("prices.yaml:12: operations.monitoring_service", "unknown unit 'EURO'"),
        ("waits.yaml:6: plan.security_review.wait", "p10 40 is not below p90 15"),
    ]
    for place, words in expected:
        assert any(fault.startswith(place) and words in fault for fault in found), (place, found)
    assert len(found) == 10
    assert found == sorted(found, key=lambda fault: (fault.split(":")[0], int(fault.split(":")[1])))


def test_the_baseline_and_all_its_scenarios_are_sound() -> None:
    assert cm.check() == cm.load()
