"""Money by fiscal year on paper: late years in one row, and why the plan begins with less than is expected."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.initiative.calendar import Calendar, calendar_month
from costmodel.language.language import language_of
from costmodel.report.contents import Contents
from costmodel.report.periods import MOST_YEARS, by_year, first_year_of_plan, folded, years_shown

EN, DE = language_of("en"), language_of("de")


def years(*amounts: float) -> pd.DataFrame:
    return pd.DataFrame({"operations": amounts}, index=pd.RangeIndex(1, len(amounts) + 1, name="fiscal_year"))


def test_years_stand_alone_until_nearly_all_is_spent() -> None:
    # 600 + 390 = 990 of 1,000 is 99 %; with the 6 of the third year it is 99.6 %.
    assert years_shown(years(600, 390, 6, 3, 1)) == 3
    assert years_shown(years(*[100] * 20)) == MOST_YEARS


def test_later_years_are_one_row_and_the_columns_add_up_as_before() -> None:
    flow = years(600, 390, 6, 3, 1)
    assert folded(flow, 3)["operations"].tolist() == [600, 390, 6, 4]
    assert folded(flow, 4) is flow  # one year alone needs no other name
    assert folded(flow, 3, ("operations",))["operations"].tolist() == [600, 390, 6, 1]


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        (Calendar(calendar_month(2027, 7), 7), ["July 2027 to June 2028", "July 2028 and later"]),
        (Calendar(calendar_month(2027, 7)), ["2027", "2028 and later"]),
        (Calendar(), ["Year 1 from the start", "Year 2 and later"]),
    ],
)
def test_the_row_of_later_years_says_where_it_begins(calendar: Calendar, told: list[str]) -> None:
    table = by_year("plan", years(600, 6, 3), calendar, EN, years=1)
    assert [row[0] for row in table.rows] == told


@dataclass(frozen=True)
class Courses:
    """As much of an estimate as the sentence on the plan's first year asks for."""

    total: Any
    go_live: Any
    assumptions: Any = field(default_factory=cm.load)


def test_the_plan_says_why_it_begins_lower_only_where_dear_courses_are_late() -> None:
    dear = np.arange(1000.0)
    late, early = Courses(dear, 10 + dear / 100), Courses(dear, 20 - dear / 100)
    plan, more, flow = years(80, 200), years(120, 200), years(100, 100)
    # Courses about the 80th percentile go live after 10 + 8 = 18 months, all after 10 + 5 = 15.
    told = first_year_of_plan(late, plan, flow, 0.8, EN)  # type: ignore[arg-type]
    assert "80 EUR, which is 20 EUR less than expected (100 EUR), because" in told
    assert "18 months on average, all courses after 15 months" in told
    assert "because" not in first_year_of_plan(early, plan, flow, 0.8, EN)  # type: ignore[arg-type]
    # A hair later, 15.1 months against 15.003, is the same as it is written.
    hardly = Courses(dear, np.where(np.abs(dear - 799) < 15, 15.1, 15.0))
    assert "because" not in first_year_of_plan(hardly, plan, flow, 0.8, EN)  # type: ignore[arg-type]
    assert "20 EUR more than expected" in first_year_of_plan(early, more, flow, 0.8, EN)  # type: ignore[arg-type]
    assert "as much as expected" in first_year_of_plan(late, flow, flow, 0.8, EN)  # type: ignore[arg-type]


@pytest.mark.parametrize("says", [EN, DE])
def test_no_note_of_a_paper_names_an_assumption_by_its_dots(says: Any) -> None:
    contents = Contents(cm.estimate(cm.load(), samples=64), says)
    dotted = set(contents.est.assumptions) | {"roles.*.retained_share", "finance.price_rise"}
    money = (contents.lives, contents.cash_flow, contents.plan, *contents.finance)
    notes = [note for table in money for note in table.notes]
    assert [note for note in notes if any(name in note for name in dotted)] == []
