"""What is hardly meant is asked with the likely slip, what is far off is refused, and a reason silences both."""

from dataclasses import replace
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.files.plausibility import ranges
from tests.strategies import company, faults_in, number

RATE = "roles.data_scientist.day_rate"


def rate(folder: Path, keys: str) -> Path:
    text = (
        f"roles:\n  data_scientist:\n    day_rate:\n      prices_of: 2026\n      source: [{{judgement: said}}]\n{keys}"
    )
    return company(folder, own=text)


@pytest.mark.parametrize(
    ("value", "slip"),
    [
        ("5500", "above what is plausible (100 to 5,000)"),
        ("12800", "for a month? then 609.5 for a day"),  # 12,800 / 21
        ("80", "for an hour? then 640 for a day"),  # 80 * 8
    ],
)
def test_outside_its_range_a_number_is_used_and_asked(value: str, slip: str, tmp_path: Path) -> None:
    loaded = cm.load(rate(tmp_path, f"      value: {value}\n"))
    assert loaded[RATE].likeliest == float(value)
    (told,) = loaded.doubts()
    assert told.startswith(f"own.yaml:6: {RATE}: ")
    assert slip in told


@pytest.mark.parametrize(
    ("value", "slip"),
    [("64000", "in cents? then 640"), (".64", "in thousands, or a thousands mark read as a point? then 640")],
)
def test_ten_times_outside_it_is_refused_with_the_slip(value: str, slip: str, tmp_path: Path) -> None:
    assert any(slip in fault for fault in faults_in(rate(tmp_path, f"      value: {value}\n")))


def test_a_reason_silences_both_and_stays_with_the_number(tmp_path: Path) -> None:
    loaded = cm.check(rate(tmp_path, "      value: 64000\n      accept: A contract is signed\n"))
    assert loaded.doubts() == []
    assert loaded[RATE].accept == "A contract is signed"


def test_a_reason_does_not_change_the_fingerprint(tmp_path: Path) -> None:
    without = cm.load(rate(tmp_path / "a", "      value: 640\n"))
    accepted = cm.load(rate(tmp_path / "b", "      value: 640\n      accept: A contract is signed\n"))
    assert without.fingerprint == accepted.fingerprint


def test_a_definition_cannot_be_accepted_away_by_anybody(tmp_path: Path) -> None:
    keys = "value: 10\naccept: We count so"
    (fault,) = faults_in(company(tmp_path, own=number(keys, "calendar.months_per_year")))
    assert "it is 12 by definition" in fault
    with pytest.raises(cm.AssumptionsError, match="12 by definition"):
        cm.load().with_changes({"calendar.months_per_year": 10})


def test_a_program_may_double_all_prices() -> None:
    doubled = cm.load().with_changes({RATE: 64_000})
    assert doubled.doubts() == []
    with pytest.raises(cm.AssumptionsError, match="in cents"):
        doubled.entered([RATE])


def test_what_was_asked_is_forgotten_with_the_number(tmp_path: Path) -> None:
    asked = cm.load(rate(tmp_path, "      value: 5500\n"))
    assert len(asked.doubts()) == 1
    assert asked.with_changes({RATE: 640}).doubts() == []


def test_a_company_s_own_ranges_count_before_the_shipped_ones(tmp_path: Path) -> None:
    rate(tmp_path, "      value: 640\n")
    source = "source: [{judgement: Our rates}]"
    company(tmp_path, plausible=f"plausible:\n  units:\n    EUR/person_day: {{lowest: 700, highest: 900, {source}}}\n")
    (told,) = cm.check(tmp_path).doubts()
    assert "640 EUR/person_day is below what is plausible (700 to 900)" in told


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("{lowest: 9, highest: 1, source: [{judgement: Ours}]}", "lowest is below highest, and highest above 0"),
        ("{lowest: 1, source: [{judgement: Ours}]}", "give lowest and highest, or exactly"),
        ("{lowest: 1, highest: 9}", "Field required"),
    ],
)
def test_a_wrong_range_is_refused_with_its_line(entry: str, what: str, tmp_path: Path) -> None:
    folder = company(tmp_path, plausible=f"plausible:\n  units:\n    EUR/person_day: {entry}\n")
    (fault,) = faults_in(folder)
    assert fault.startswith("plausible.yaml:3: plausible.units.EUR/person_day")
    assert what in fault


def test_every_shipped_number_has_a_range_but_switches_and_levels() -> None:
    shipped = cm.load()
    known = ranges(shipped.folders)
    bare = {name for name, belief in shipped.items() if known.of(name, belief.unit) is None}
    assert {shipped[name].unit for name in bare} == {"switch", "level", "stage"}


def test_the_sentence_is_told_in_the_language_of_the_assumptions() -> None:
    german = cm.translated(cm.load(), "de").with_changes({RATE: 5_500}).entered([RATE])
    assert german.doubts() == [
        f"{RATE}: 5.500 EUR/person_day ist mehr, als plausibel ist (100 bis 5.000): für einen Monat? dann 261,9 am Tag"
    ]


def test_a_schedule_beyond_a_hundred_years_is_refused_before_it_takes_memory() -> None:
    late = cm.load().with_changes({"plan.release.wait": 1e6})
    with pytest.raises(cm.AssumptionsError, match="and 1,200 are the most; the longest activity is 'release'"):
        cm.likeliest(late)
    with pytest.raises(cm.AssumptionsError, match="and 4,800 are the most; the longest activity is 'release'"):
        cm.estimate(late, samples=4_096)


def test_twenty_years_of_operation_are_the_most() -> None:
    assert cm.load().with_changes({"initiative.horizon": 240})["initiative.horizon"].likeliest == 240
    with pytest.raises(cm.AssumptionsError, match="at most 240 months"):
        cm.load().with_changes({"initiative.horizon": 720})


def test_a_shipped_slider_is_left_out_with_its_activity(tmp_path: Path) -> None:
    folder = company(
        tmp_path, own="plan:\n  security_review: {dropped: true}\nrisks:\n  security_findings: {dropped: true}\n"
    )
    assert "plan.security_review.wait" not in cm.check(folder)


def test_a_folder_with_scenarios_alone_is_one(tmp_path: Path) -> None:
    head = "scenario: mine\nmeaning: A trial run\nstory: A trial run\n"
    text = f"{head}changes:\n  hiring.must_hire: {{chance: 0.5, why: Asked}}\n"
    company(tmp_path / "scenarios", mine=text)
    assert cm.check(tmp_path).fingerprint == cm.load().fingerprint


def test_doubts_are_no_part_of_what_makes_two_assumptions_equal() -> None:
    shipped = cm.load()
    assert replace(shipped, doubted=shipped.with_changes({RATE: 5_500}).entered([RATE]).doubted) == shipped
