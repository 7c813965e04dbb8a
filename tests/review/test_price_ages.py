"""Prices that nobody has looked at for more than a year are told, with their place; judgements have no age."""

from datetime import date
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.cli import main
from costmodel.review.price_ages import old_prices

LISTED = {"title": "A price list", "address": "https://www.a.org/list", "supports": ["value"]}


def with_source(*sources: dict[str, object]) -> cm.Assumptions:
    price = cm.Belief(value=2.0, unit="EUR/chip/hour", source=sources)
    only = cm.load().with_changes({"cloud.chip_hour": price})
    return cm.Assumptions(
        {"cloud.chip_hour": only["cloud.chip_hour"]},
        only.structure,
        {"cloud.chip_hour": only.origins["cloud.chip_hour"]},
    )


@pytest.mark.parametrize(
    ("on", "old"), [(date(2026, 3, 1), False), (date(2027, 3, 1), False), (date(2027, 3, 2), True)]
)
def test_a_price_is_old_when_more_than_a_year_has_passed_since_it_was_read(on: date, old: bool) -> None:
    told = old_prices([with_source({**LISTED, "read_on": "2026-03-01"})], on)
    assert bool(told) == old
    if old:
        assert told[0].startswith("training_compute.yaml:")
        assert told[0].endswith(
            "cloud.chip_hour: its price was read on 2026-03-01, more than a year ago; look it up again"
        )


def test_a_day_that_no_year_before_has_is_the_last_of_its_month() -> None:
    assert not old_prices([with_source({**LISTED, "read_on": "2027-02-28"})], date(2028, 2, 29))


def test_of_a_price_whose_year_alone_is_known_the_end_of_that_year_counts() -> None:
    price = with_source({**LISTED, "seen": 2026})
    assert not old_prices([price], date(2027, 12, 31))
    assert "was read in 2026" in old_prices([price], date(2028, 1, 1))[0]


def test_a_newer_source_that_carries_the_price_keeps_it_young_and_one_beside_it_does_not() -> None:
    old, new = {**LISTED, "read_on": "2020-01-01"}, {**LISTED, "read_on": "2026-01-01"}
    assert not old_prices([with_source(old, new)], date(2026, 6, 1))
    assert old_prices([with_source(old, {**new, "supports": []})], date(2026, 6, 1))


def test_a_judged_price_has_no_age() -> None:
    assert not old_prices([with_source({"judgement": "As we pay it"})], date(2090, 1, 1))


def test_check_warns_of_old_prices_in_the_files_and_in_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--on", "2026-12-01"]) == 0
    assert "more than a year ago" not in capsys.readouterr().err
    assert main(["check", "--on", "2028-12-01"]) == 0
    told = capsys.readouterr().err
    assert "training_compute.yaml:" in told
    assert "language_model_fine_tuning: cloud.chip_hour: its price was read on" in told


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--on", "next week"])
    assert "next week is no day; write it as 2026-11-28" in capsys.readouterr().err


def test_a_folder_says_when_a_price_holds_and_when_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "cloud:\n  chip_hour:\n    unit: EUR/chip/hour\n    prices_of: 2026\n    value: 2\n    source:\n"
        "      - {title: Our contract, valid_from: 2026-01-01, read_on: 2026-02-03, supports: [value]}\n",
        encoding="utf-8",
    )
    told = old_prices([cm.load(tmp_path)], date(2027, 2, 4))
    assert any(line.startswith("own.yaml:2: cloud.chip_hour") for line in told)
