"""Tables by period have the months of the calendar where the start is said, and are left as they are where not."""

import pandas as pd

from costmodel.cli.periods import for_programs, named
from costmodel.initiative.calendar import Calendar, calendar_month

JULY = Calendar(calendar_month(2027, 7), 7)
BY_ROLE = pd.DataFrame(
    {"need": [0.5, 1.0]},
    index=pd.MultiIndex.from_tuples([("sponsor", 1), ("sponsor", 2)], names=["role", "fiscal_year"]),
)


def test_people_read_names_of_periods() -> None:
    assert list(named(BY_ROLE, JULY).index) == [("sponsor", "2027/28"), ("sponsor", "2028/29")]
    months = pd.DataFrame({"need": [1.0, 2.0]}, index=pd.RangeIndex(1, 3, name="month"))
    assert list(named(months, JULY).index) == ["07/2027", "08/2027"]


def test_programs_get_the_period_beside_its_number() -> None:
    found = for_programs(BY_ROLE, JULY)
    assert list(found.columns) == ["role", "fiscal_year", "in", "need"]
    assert list(found["in"]) == ["2027-07/2028-06", "2028-07/2029-06"]


def test_without_a_start_nothing_is_added() -> None:
    assert named(BY_ROLE, Calendar()) is BY_ROLE
    assert "in" not in for_programs(BY_ROLE, Calendar())
