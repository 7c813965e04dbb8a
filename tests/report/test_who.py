"""Each paper says which initiative it is of, with months and fiscal years of the calendar."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

import costmodel as cm
from costmodel.language.language import language_of
from costmodel.report import sentences, who, workbook
from costmodel.report.contents import Contents
from costmodel.report.html import write_html
from costmodel.report.key_figures import on_paper

DAY = dt.date(2027, 5, 3)
SAID = {
    "initiative.name": "Schäden & Vorprüfung",
    "initiative.start": "2027-07",
    "initiative.owner": "Eva Brandt",
    "initiative.cost_centre": "4711",
    "initiative.status": "submitted",
    "initiative.version": "2",
    "finance.fiscal_year.first_month": 7.0,
}


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(cm.load().with_changes(SAID), samples=256)


@pytest.fixture(scope="module")
def undated() -> cm.Estimate:
    return cm.estimate(cm.load(), samples=256)


@pytest.mark.parametrize(
    ("code", "about"),
    [
        ("en", "Status: submitted · Owner: Eva Brandt · Cost centre: 4711 · Version: 2 · Start: July 2027"),
        (
            "de",
            "Status: eingereicht · Verantwortlich: Eva Brandt · Kostenstelle: 4711 · Fassung: 2 · Beginn: Juli 2027",
        ),
    ],
)
def test_all_that_was_said_is_on_one_line(est: cm.Estimate, undated: cm.Estimate, code: str, about: str) -> None:
    says = language_of(code)
    assert who.about(est, says) == about
    mark = who.mark(est, says, DAY)
    assert all(part in mark for part in ("Schäden & Vorprüfung", about, est.fingerprint, says.date(DAY)))
    assert (who.about(undated, says), who.heading(undated, "title")) == ("", "title")


def test_a_paper_of_changed_numbers_is_not_passed_off_as_the_shipped_case(
    est: cm.Estimate, undated: cm.Estimate
) -> None:
    # One number of SAID belongs to the model, the others say who and when; a scenario's own numbers are its name.
    assert sentences.scenarios(est, "en") == "Shipped baseline, no scenario · Numbers changed: 1"
    assert sentences.scenarios(est, "de").endswith(" · Geänderte Zahlen: 1")
    assert sentences.scenarios(undated, "en") == "Shipped baseline, no scenario"
    scenario = cm.estimate(cm.load(scenarios=["credit_scoring"]), samples=2)
    assert "changed" not in sentences.scenarios(scenario, "en")


@pytest.mark.parametrize(
    ("code", "first", "go_live"),
    [("en", "July 2027 to June 2028", "Go-live in"), ("de", "Juli 2027 bis Juni 2028", "Produktivstart im")],
)
def test_tables_have_fiscal_years_and_months(est: cm.Estimate, code: str, first: str, go_live: str) -> None:
    contents = Contents(est, language_of(code), DAY)
    assert contents.cash_flow.rows[0][0] == contents.plan.rows[0][0] == first
    months, dates = contents.date.rows
    assert dates[0] == go_live
    # the month of the mean: so many whole months after July 2027
    mean = int(est.go_live.mean()) + 6
    assert str(dates[3]).endswith(str(2027 + mean // 12))
    assert isinstance(months[3], float)


def test_without_a_start_years_are_counted_and_the_table_says_so(undated: cm.Estimate) -> None:
    table = Contents(undated, language_of("en")).cash_flow
    assert (table.columns[0].name, table.rows[0][0]) == ("Year", "Year 1 from the start")
    assert "No start is said" in table.notes[-1]
    assert "From a start in" not in sentences.date(undated)


def test_go_live_is_told_as_a_month_too(est: cm.Estimate) -> None:
    late = 12 * 2027 + 6 + int(est.quantile(0.8, of="go_live"))
    month = f"{language_of('en').grammar.months[late % 12]} {late // 12}"
    assert f"{month} (P80)" in sentences.date(est)
    assert {one.key: one.value for one in on_paper(Contents(est, language_of("en")))}["date"] == month


def test_the_workbook_says_it_in_its_properties_and_at_its_foot(est: cm.Estimate, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook.write(est, tmp_path / "budget.xlsx", "en", DAY))
    told = book.properties
    assert (told.title, told.creator) == ("Schäden & Vorprüfung", "Eva Brandt")
    assert "Cost centre: 4711" in told.keywords
    assert est.fingerprint in told.description
    assert "3 May 2027" in told.description
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "Schäden & Vorprüfung"
    assert "Schäden && Vorprüfung" in sheet.oddFooter.left.text


def test_the_page_has_it_as_its_heading_and_at_its_end(est: cm.Estimate, tmp_path: Path) -> None:
    text = write_html(est, tmp_path / "report.html", "de", DAY).read_text(encoding="utf-8")
    assert "<h1>Schäden &amp; Vorprüfung</h1>" in text
    assert text.count("Kostenstelle: 4711") >= 2
    assert "Juli 2027 bis Juni 2028" in text
