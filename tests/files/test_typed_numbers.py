"""Numbers that people type: read in every usual manner, and refused where two readings are left."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.files.csv_tables import read_csv
from costmodel.files.typed_numbers import certain, read_certain, read_column, reading


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("80000", 80_000),
        ("80.5", 80.5),
        ("0,35", 0.35),
        ("0.125", 0.125),
        ("1e6", 1e6),
        ("2,5e-6", 2.5e-6),
        ("1.234e5", 123_400),
        ("35k", 35_000),
        ("30 TEUR", 30_000),
        ("€30k", 30_000),
        ("1,2 Mio.", 1_200_000),
        ("1,2 Mio. €", 1_200_000),
        ("2 Mrd. EUR", 2e9),
        ("1.234.567,89", 1_234_567.89),
        ("1,234,567.89", 1_234_567.89),
        ("1.234.567", 1_234_567),
        ("80 000", 80_000),
        ("80\u00a0000,5", 80_000.5),
        ("1'000'000", 1e6),
        ("1234.567", 1_234.567),  # no thousands are marked after four digits
        ("-500", -500),
        ("\u2212€5k", -5_000),
        (".5", 0.5),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, value: float) -> None:
    assert read_certain(typed, ("EUR", "€")) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("80.000", "'80.000' is 80 or 80,000? write 80 or 80000"),
        ("80,000", "'80,000' is 80 or 80,000? write 80 or 80000"),
        ("12.345", "'12.345' is 12.345 or 12,345? write 12.3450 or 12345"),
        ("1.500k", "'1.500k' is 1,500 or 1,500,000? write 1500 or 1500000"),
    ],
)
def test_one_mark_before_three_digits_is_refused_and_both_readings_are_named(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"\? write ") as caught:
        read_certain(typed)
    assert str(caught.value) == told
    for written in told.split(" write ")[1].split(" or "):
        read_certain(written)  # what is advised is read


@pytest.mark.parametrize(
    "typed", ["", "x", "k", "€", "1,2,3", "1 5", "12,34,567", "1.2.3", "--5", "nan", "inf", "1e400", "5 USD", "9" * 40]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_certain(typed, ("EUR", "€"))


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-12))
def test_what_is_written_to_be_certain_is_read_back(value: float) -> None:
    assert read_certain(certain(value)) == pytest.approx(value, rel=1e-14)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_finite_number_or_none(typed: str) -> None:
    read = reading(typed, ("EUR",))
    assert read is None or all(map(math.isfinite, read.values))


# -- columns ------------------------------------------------------------------------------------------------------


def test_the_cells_that_leave_no_doubt_say_how_the_others_are_read() -> None:
    assert read_column(["80,5", "80.000", "7"]) == [80.5, 80_000, 7]
    assert read_column(["80.5", "80.000", "7"]) == [80.5, 80, 7]
    assert read_column(["1,234,567", "80.000"]) == [1_234_567, 80]


def test_where_every_cell_leaves_doubt_each_is_refused() -> None:
    assert read_column(["80.000", "7", "6,500"]) == [
        "'80.000' is 80 or 80,000? write 80 or 80000",
        7.0,
        "'6,500' is 6.5 or 6,500? write 6.5 or 6500",
    ]


def test_two_manners_in_one_column_are_never_mixed() -> None:
    first, second, third = read_column(["80,5", "80.5", "80.000"])
    assert first == 80.5
    assert second == "'80.5' and '80,5' in one column have different marks before the fraction; use one"
    assert third == "'80.000' is 80 or 80,000? write 80 or 80000"


def test_numbers_of_a_table_are_what_they_are() -> None:
    assert read_column([12.345, 80, "80.000"]) == [12.345, 80.0, "'80.000' is 80 or 80,000? write 80 or 80000"]
    assert read_column([True, None]) == ["True is not a number", "None is not a number"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_with_any_mark_between_its_columns(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"a{mark}b\n\n1{mark}2\n", encoding="utf-8-sig")
    assert read_csv(path) == (("a", "b"), [(3, {"a": "1", "b": "2"})])


def test_every_ambiguous_amount_of_a_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "actual.csv"
    path.write_text("month;category;amount\n1;staffing;80.000\n2;staffing;6.800\n3;staffing;5\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as caught:
        cm.read_actuals(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "actual.csv:2: amount: '80.000' is 80 or 80,000? write 80 or 80000",
        "actual.csv:3: amount: '6.800' is 6.8 or 6,800? write 6.8 or 6800",
    ]
    path.write_text(
        "month;category;amount\n1;staffing;80.000,00\n2;staffing;6.800\n3;staffing;30 T\n", encoding="utf-8"
    )
    assert list(cm.read_actuals(path)["amount"]) == [80_000, 6_800, 30_000]


def test_a_german_file_of_closed_projects_is_read(tmp_path: Path) -> None:
    from costmodel.review.own_projects import closed_projects

    path = tmp_path / "closed.csv"
    path.write_text("name;estimate;actual\nA;80.000;120.500,50\nB;1.200.000;6.800\n", encoding="utf-8")
    one, two = closed_projects(path)
    assert (one.estimate, one.actual, two.estimate, two.actual) == (80_000, 120_500.5, 1_200_000, 6_800)
    path.write_text("name;estimate;actual\nA;80.000;120.500\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as caught:
        closed_projects(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "closed.csv:2: A: actual '120.500' is 120.5 or 120,500? write 120.5 or 120500",
        "closed.csv:2: A: estimate '80.000' is 80 or 80,000? write 80 or 80000",
    ]
