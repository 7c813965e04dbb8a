"""Exports of accounting systems are read as they come, or refused with both readings; no line is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.control.export_dates import read_month, read_months
from costmodel.control.exports import Export, Posting, read_export
from costmodel.files.headings import PARTS
from costmodel.initiative.calendar import written_month


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def faults(path: Path, **options: Any) -> list[str]:
    with pytest.raises(cm.AssumptionsError) as caught:
        read_export(path, "EUR", **options)
    return [str(fault) for fault in caught.value.faults]


def amounts(export: Export) -> list[float]:
    return [one.amount for one in export.postings]


# -- what a file may look like -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_with_any_mark_between_columns_and_any_usual_letters(
    mark: str, encoding: str, tmp_path: Path
) -> None:
    head = mark.join(("Buchungsdatum", "Konto", "Betrag", "Währung", "Buchungstext"))
    row = mark.join(("31.07.2027", "0420", '"1.234,50"', "EUR", "Prüfung"))
    (one,) = read_export(written(tmp_path, f"{head}\n{row}\n", encoding), "EUR").postings
    assert (one.amount, one.account, one.text, one.currency) == (1_234.5, "0420", "Prüfung", "")
    assert written_month(one.calendar or 0) == "2027-07"


def test_titles_above_the_headings_and_empty_lines_count_for_nothing(tmp_path: Path) -> None:
    text = "Bericht;;\nStand;05.10.2027;\n;;\nDatum;Konto;Betrag\n;;\n31.07.2027;1;5,00\n"
    (one,) = read_export(written(tmp_path, text)).postings
    assert one.line == 6


def test_a_posting_above_the_headings_is_refused_and_not_lost(tmp_path: Path) -> None:
    path = written(tmp_path, "31.07.2027;1;7,00\nDatum;Konto;Betrag\n31.07.2027;1;5,00\n")
    assert faults(path) == ["export.csv:1: stands above the headings and looks like a posting"]


def test_a_line_that_was_cut_within_an_amount_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "date,account,amount\n2027-07-31,1,1,234.50\n")
    told = ["export.csv:2: has 4 cells under 3 headings; is a mark between columns part of a value?"]
    assert faults(path) == told
    unseen = "date,amount,text\n2027-07-31,1,234.50,\n2027-07-31,5.00,x\n"  # 1,234.50 and no text, or 1 and 234.50?
    assert faults(written(tmp_path, unseen)) == told
    ended = "date;amount\n2027-07-31;1.50;\n2027-07-31;5.00;\n"
    assert amounts(read_export(written(tmp_path, ended))) == [1.5, 5.0]


def test_a_workbook_is_read_with_its_dates_and_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Kostenstellenbericht"],
        ["Buchungsdatum", "Konto", "Kostenstelle", "Betrag"],
        [date(2027, 7, 31), 6020, 4711, 1234.5],
        [date(2027, 8, 31), "0420", 4711.0, -100],
    ):
        sheet.append(row)
    book.create_sheet("leer")
    book.save(tmp_path / "export.xlsx")
    first, second = read_export(tmp_path / "export.xlsx").postings
    assert (first.account, first.cost_centre, first.amount, first.line) == ("6020", "4711", 1_234.5, 3)
    assert (second.account, second.cost_centre, second.amount) == ("0420", "4711", -100.0)
    assert [written_month(one.calendar or 0) for one in (first, second)] == ["2027-07", "2027-08"]


def test_of_a_workbook_with_two_tables_one_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["date", "amount"])
    book.active.append(["2027-07-31", 5])
    book.create_sheet("other").append(["something"])
    path = tmp_path / "export.xlsx"
    book.save(path)
    assert "several sheets (Sheet, other); say which one" in faults(path)[0]
    assert amounts(read_export(path, sheet="Sheet")) == [5.0]
    assert "no sheet 'third'" in faults(path, sheet="third")[0]


def test_a_formula_without_a_value_and_a_broken_workbook_are_sentences(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["date", "amount"])
    book.active.append(["2027-07-31", "=1+1"])
    path = tmp_path / "export.xlsx"
    book.save(path)
    assert "formula without a saved value, line 2" in faults(path)[0]
    path.write_bytes(b"PK no workbook")
    assert "is no workbook that can be read" in faults(path)[0]


# -- amounts -----------------------------------------------------------------------------------------------------------


def test_the_mark_before_a_fraction_is_told_by_the_whole_column(tmp_path: Path) -> None:
    german = written(tmp_path, "Datum;Betrag\n31.07.2027;12.000\n31.07.2027;0,50\n")
    assert amounts(read_export(german)) == [12_000.0, 0.5]
    english = written(tmp_path, "date,amount\n2027-07-31,0.50\n2027-07-31,12.000\n")
    assert amounts(read_export(english)) == [0.5, 12.0]


def test_a_column_with_two_readings_is_refused_with_both_unless_somebody_says_which(tmp_path: Path) -> None:
    path = written(tmp_path, "Datum;Betrag\n31.07.2027;12.000\n31.07.2027;7\n")
    assert faults(path) == ["export.csv:2: amount: '12.000' is 12 or 12,000? write 12 or 12000"]
    assert amounts(read_export(path, decimal=",")) == [12_000.0, 7.0]
    assert amounts(read_export(path, decimal=".")) == [12.0, 7.0]


def test_what_somebody_says_of_the_mark_must_fit_the_column(tmp_path: Path) -> None:
    path = written(tmp_path, "Datum;Betrag\n31.07.2027;1.234,50\n")
    assert faults(path, decimal=".") == [
        "export.csv:2: amount: '1.234,50' has another mark before its fraction than '.'"
    ]
    with pytest.raises(ValueError, match="decimal is one of"):
        read_export(path, decimal=";")


@pytest.mark.parametrize(
    ("written_as", "amount"),
    [
        ("1.234,50-", -1_234.5),
        ("-1.234,50", -1_234.5),
        ("−1.234,50", -1_234.5),
        ("(1.234,50)", -1_234.5),
        ("1.234,50 H", -1_234.5),
        ("1.234,50 S", 1_234.5),
        ("1.234,50 CR", -1_234.5),
        ("1.234,50 EUR", 1_234.5),
        ("30 T", 30_000.0),
    ],
)
def test_signs_stand_before_or_behind_or_are_brackets_or_marks(written_as: str, amount: float, tmp_path: Path) -> None:
    path = written(tmp_path, f"Datum;Betrag\n31.07.2027;{written_as}\n31.07.2027;0,25\n")
    assert amounts(read_export(path, "EUR")) == [amount, 0.25]


def test_a_credit_is_below_zero_by_the_column_of_marks(tmp_path: Path) -> None:
    path = written(
        tmp_path, "Datum;Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen\n2027-07;5,10;S\n2027-07;2,00;H\n"
    )
    assert amounts(read_export(path)) == [5.1, -2.0]


def test_signed_amounts_beside_marks_that_agree_stay_and_others_are_refused(tmp_path: Path) -> None:
    head = "Datum;Betrag;S/H\n2027-07;5,10;S\n"
    assert amounts(read_export(written(tmp_path, head + "2027-07;-2,00;H\n"))) == [5.1, -2.0]
    assert faults(written(tmp_path, head + "2027-07;-2,00;S\n")) == [
        "export.csv:3: mark: -2 is below zero and marked 'S'; which of both counts?"
    ]
    assert faults(written(tmp_path, head + "2027-07;2,00;X\n")) == [
        "export.csv:3: mark: has the mark 'X' where debit or credit is asked"
    ]


def test_debit_and_credit_in_two_columns_are_netted(tmp_path: Path) -> None:
    path = written(tmp_path, "Datum;Soll;Haben\n2027-07;10,50;\n2027-07;;3,00\n2027-07;2,00;0,50\n2027-07;;\n")
    export = read_export(path)
    assert amounts(export) == [10.5, -3.0, 1.5, 0.0]  # the third is 2.00 - 0.50
    assert [one.empty for one in export.postings] == [False, False, False, True]


def test_the_currency_of_the_model_may_be_written_in_its_usual_manners(tmp_path: Path) -> None:
    path = written(
        tmp_path, "Datum;Betrag;Währung\n2027-07;1,50;€\n2027-07;1,00;eur\n2027-07;1,00;\n2027-07;1,00;usd\n"
    )
    assert [one.currency for one in read_export(path, "EUR").postings] == ["", "", "", "USD"]


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "2027-12-31", "2027-12-31T23:00:00Z", "2027-12-31 23:00:00", "20271231", "31.12.2027", "31/12/2027",
        "12/31/2027", "2027-12", "12.2027", "12/2027", date(2027, 12, 31),
    ],
)  # fmt: skip
def test_december_is_december_however_it_is_written(cell: object) -> None:
    assert read_months([cell]) == [12 * 2027 + 11]  # months since the year 0, January counting 0


def test_dates_with_slashes_are_told_by_their_column_or_refused_with_both_readings() -> None:
    assert read_months(["01/02/2027", "01/31/2027"]) == [read_month("2027-01")] * 2
    assert read_months(["01/02/2027", "31/01/2027"]) == [read_month("2027-02"), read_month("2027-01")]
    assert read_months(["01/01/2027"]) == [read_month("2027-01")]  # the same both ways
    assert "is 2027-02-01 or 2027-01-02?" in str(read_months(["01/02/2027"])[0])
    assert read_months(["01/02/2027"], "day") == [read_month("2027-02")]
    assert read_months(["01/02/2027"], "month") == [read_month("2027-01")]


@pytest.mark.parametrize("cell", ["soon", "31.13.2027", "30.02.2027", "31.12.27", "2107", "0.5", "1"])
def test_what_is_no_date_is_a_fault(cell: str) -> None:
    assert str(read_months([cell])[0]).endswith("is no date; write 2027-12-31 or 31.12.2027")


def test_a_month_may_be_counted_or_stand_in_two_columns(tmp_path: Path) -> None:
    (one,) = read_export(written(tmp_path, "Monat;Jahr;Betrag\n7;2027;5,00\n")).postings
    assert (written_month(one.calendar or 0), one.month) == ("2027-07", None)
    (two,) = read_export(written(tmp_path, "month;amount\n7;5.00\n")).postings
    assert (two.calendar, two.month) == (None, 7)
    (three,) = read_export(written(tmp_path, "month;amount\n2027-07;5.00\n")).postings
    assert written_month(three.calendar or 0) == "2027-07"


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_is_of_its_month_in_every_manner_that_is_certain(day: date) -> None:
    manners = [day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%Y-%m}", f"{day:%m.%Y}", day]
    assert set(read_months(manners)) == {12 * day.year + day.month - 1}


# -- columns -----------------------------------------------------------------------------------------------------------


def test_a_file_without_the_headings_is_told_what_it_has(tmp_path: Path) -> None:
    path = written(tmp_path, "wann;was\n2027-07-31;5\n")
    assert faults(path) == [
        "export.csv:1: no line has headings for a date (or a month) and for an amount; the first holds wann, was"
    ]


def test_ones_own_headings_are_named_in_the_call_or_in_the_folder(tmp_path: Path) -> None:
    path = written(tmp_path, "wann;Wert KW;Betrag\n2027-07-31;5,00;9,00\n")
    assert amounts(read_export(path, columns={"date": "wann", "amount": "wert kw"})) == [5.0]
    own = tmp_path / "own" / "mapping"
    own.mkdir(parents=True)
    (own / "columns.yaml").write_text("columns:\n  date: [wann]\n  amount: [Wert KW]\n", encoding="utf-8")
    assert amounts(read_export(path, folders=[tmp_path / "own"])) == [5.0]  # its own heading goes before Betrag


def test_a_heading_that_is_not_there_and_a_part_that_there_is_not_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "Datum;Betrag;Konto\n2027-07-31;5,00;1\n")
    assert faults(path, columns={"account": "Kont", "amout": "Betrag"}) == [
        "export.csv:1: account: no heading 'Kont' (did you mean 'konto'?)",
        f"export.csv:1: columns: no part 'amout'; there are {', '.join(PARTS)}",
    ]


def test_two_columns_of_the_same_heading_are_refused(tmp_path: Path) -> None:
    assert faults(written(tmp_path, "Datum;Betrag;Betrag\n2027-07-31;5,00;1,00\n")) == [
        "export.csv:1: amount: two columns are headed 'betrag'; say which is meant by another name"
    ]


def test_a_fault_in_the_headings_of_a_folder_is_told_by_check(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping"
    mapping.mkdir()
    (mapping / "columns.yaml").write_text("columns:\n  amont: [Wert]\n  date: Tag\n", encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as caught:
        cm.check(tmp_path)
    told = [str(fault) for fault in caught.value.faults]
    assert told[0].startswith("columns.yaml:2: columns.amont: is no such part; there are date, month")
    assert told[1] == "columns.yaml:3: columns.date: must be a list of headings; put a number in quotes"


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=30))
def test_the_sum_of_a_file_is_that_of_its_amounts_to_the_cent(values: list[Any]) -> None:
    postings = tuple(Posting(line, float(value)) for line, value in enumerate(values, start=2))
    assert round(Export("x.csv", postings, {}).sums()[""], 2) == float(sum(values))
