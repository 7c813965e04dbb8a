"""What is said of the initiative is read without guessing, and what nobody said is not invented."""

import re

import pytest

from costmodel.initiative.calendar import Calendar, calendar_month, written_month
from costmodel.initiative.identity import Initiative, understood


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (2027.07, "is read as the number 2027.07; write 2027-07"),
        (2027.1, "is read as the number 2027.1; write 2027-01 or 2027-10"),  # YAML has lost the zero of 2027.10
        (2027, "is read as the number 2027, a year; in which month? write 2027-07 for July"),
        (7.2027, "is read as the number 7.2027; write a month as 2027-07"),
        ("2027-07-01", "'2027-07-01' is a day; write its month, 2027-07"),
        ("07.2027", "'07.2027' is no month as it is written here; write 2027-07"),
        ("July 2027", "'July 2027' is no month; write it as 2027-07"),
        ("2027-13", "'2027-13' is no month; write it as 2027-07"),
        ("0207-07", "0207-07 lies outside 1990 to 2100"),
        (True, "must be a month, written as 2027-07"),
    ],
)
def test_a_start_that_can_be_read_in_two_ways_is_refused_with_the_reading(written: object, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        understood("start", written)
    assert str(refused.value) == told


def test_a_start_is_a_calendar_month() -> None:
    assert understood("start", "2027-07") == calendar_month(2027, 7) == 12 * 2027 + 6


@pytest.mark.parametrize(
    ("key", "written", "told"),
    [
        ("status", "done", "'done' is none of draft, submitted, approved"),
        ("owner", "Eva\x07", "holds a control character; write it as plain text on one line"),
        ("name", "two\nlines", "holds a control character; write it as plain text on one line"),
        ("name", "left\u202eright", "holds a control character; write it as plain text on one line"),
        ("cost_centre", 815, "is read as the number 815; put quotes around it, as in '815'"),
        ("version", 1.1, "is read as the number 1.1; put quotes around it, as in '1.1'"),
        ("name", ["a"], "must be a text on one line"),
        ("name", "x" * 121, "has 121 characters; at most 120 stand on a line"),
    ],
)
def test_what_a_line_of_a_report_cannot_hold_is_refused(key: str, written: object, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        understood(key, written)
    assert str(refused.value) == told


def test_what_is_said_is_told_as_it_is_written_and_an_empty_text_takes_it_back() -> None:
    faults: list[tuple[str, str]] = []
    said = Initiative().saying({"name": "Claims triage", "start": "2027-07", "status": "draft"}, faults)
    assert said.said() == {"name": "Claims triage", "start": "2027-07", "status": "draft"}
    assert said.saying({"status": ""}, faults).said() == {"name": "Claims triage", "start": "2027-07"}
    assert not faults


def test_a_month_to_which_is_discounted_needs_a_start() -> None:
    faults: list[tuple[str, str]] = []
    Initiative().saying({"valued_in": "2027-01"}, faults)
    assert faults == [("valued_in", "says to which month is discounted, and no start says from where")]


@pytest.mark.parametrize(
    ("start", "first", "years", "quarters"),
    [
        # the initiative starts with the fiscal year: each period is whole
        ((2027, 7), 7, ["2027-07/2028-06", "2028-07/2029-06"], ["2027-07/2027-09", "2027-10/2027-12"]),
        # it starts in July of a calendar year: the first fiscal year is 2027, of which it has six months
        ((2027, 7), 1, ["2027-01/2027-12", "2028-01/2028-12"], ["2027-07/2027-09", "2027-10/2027-12"]),
        # August is the second month of a quarter
        ((2027, 8), 10, ["2026-10/2027-09", "2027-10/2028-09"], ["2027-07/2027-09", "2027-10/2027-12"]),
    ],
)
def test_fiscal_years_and_quarters_are_the_company_s(
    start: tuple[int, int], first: int, years: list[str], quarters: list[str]
) -> None:
    calendar = Calendar(calendar_month(*start), first)
    assert [calendar.iso("fiscal_year", number) for number in (1, 2)] == years
    assert [calendar.iso("quarter", number) for number in (1, 2)] == quarters


def test_without_a_start_no_month_is_invented() -> None:
    calendar = Calendar(None, 7)
    assert calendar.place == 1
    assert (calendar.month_at(3), calendar.span("month", 1), calendar.iso("fiscal_year", 1)) == (None, None, None)


def test_go_live_lies_in_the_month_that_runs_then() -> None:
    calendar = Calendar(calendar_month(2027, 7))
    # 19 whole months from July 2027 are over at the end of January 2029
    assert [written_month(calendar.month_at(months) or 0) for months in (0, 18.9, 19.0, 19.3)] == [
        *("2027-07", "2029-01", "2029-02", "2029-02"),
    ]
