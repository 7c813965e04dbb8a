"""Whoever adds what a paper shows gets the sums that it shows."""

from hypothesis import given
from hypothesis import strategies as st

from costmodel.language.language import language_of
from costmodel.report.adding_up import in_whole_units
from costmodel.report.cells import written
from costmodel.report.tables import Column, Table

AMOUNTS = st.floats(-1e7, 1e7)


def by_year(cells: list[list[float]]) -> Table:
    """Years with three categories and their sum."""
    heads = [Column(name, "money", adds=True) for name in "abc"]
    columns = (Column("year"), *heads, Column("all", "money", True, (1, 2, 3)))
    rows = tuple((f"year {place}", *row, None) for place, row in enumerate(cells))
    return Table("plan", columns, rows, ("sum", None, None, None, None))


@given(st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_rows_and_columns_add_up_as_they_are_written(cells: list[list[float]]) -> None:
    table = by_year(cells)
    found = [
        [int(text.replace(",", "").replace("−", "-")) for text in row[1:]] for row in written(table, language_of("en"))
    ]
    for row in found:
        assert sum(row[:3]) == row[3]
    assert [sum(column) for column in zip(*found[:-1], strict=True)] == found[-1]
    amounts = table.filled()
    assert all(
        abs(shown - float(amount)) < 2  # of a unit of money
        for row, shown_row in zip(amounts, found, strict=True)
        for amount, shown in zip(row[1:], shown_row, strict=True)
        if isinstance(amount, float)
    )


def test_three_thirds_are_written_as_a_whole() -> None:
    # 100/3 is 33.33 each: rounded one by one they were 99.
    columns = (Column("part"), Column("money", "money", adds=True))
    table = Table("categories", columns, tuple((name, 100 / 3) for name in "abc"), ("sum", None))
    assert [row[1] for row in written(table, language_of("en"))] == ["34", "33", "33", "100"]


def test_an_amount_and_what_is_taken_off_it_leave_what_is_written() -> None:
    # 10.4 - 0.6 = 9.8: rounded one by one, 10 less 1 were 10. The first column is as in other tables.
    columns = (
        Column("year"),
        Column("cost", "money", adds=True),
        Column("own", "money", adds=True),
        Column("cash", "money", True, (1, 2)),
    )
    table = Table("cash", columns, (("1", 10.4, -0.6, None),), ("sum", None, None, None))
    assert in_whole_units(table) == {(0, 1): 10, (0, 2): 0, (0, 3): 10, (1, 1): 10, (1, 2): 0, (1, 3): 10}
