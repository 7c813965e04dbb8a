"""The worked example, the command and the papers: what they say is what the estimate has, in both languages."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

import costmodel as cm
from costmodel.cli import main
from costmodel.files.tree import data_folder
from costmodel.language.language import language_of
from costmodel.pictures.portfolio_one_more import More, portfolio_one_more
from costmodel.portfolio.people import OneMore
from costmodel.report.portfolio_contents import Asked
from costmodel.report.portfolio_papers import (
    contents_of,
    write_portfolio_html,
    write_portfolio_workbook,
)
from tests.german import english_in, plain

EXAMPLE = data_folder("assumptions") / "portfolios" / "insurer.yaml"
SMALL = """portfolio: 2027
people: {ml_engineer: {people: 1}}
initiatives:
  churn: {scenarios: [three_week_model], start: 2027-01, value: 900_000}
  claims: {scenarios: [credit_scoring], start: 2027-01, value: 700_000}
budget: {2027: 400_000}
"""


@pytest.fixture(scope="module")
def example():
    return cm.estimate_portfolio(cm.load_portfolio(EXAMPLE), 256)


@pytest.fixture(scope="module")
def contents(example):
    """With a budget; what one more person brings is computed in other tests, and what else is asked waits with it."""
    found = contents_of(example, "en", Asked(0.8, 3_000_000.0))
    found._more = {role: OneMore(40_000.0, 9_000.0, 0.6, 0.1, 0.4, 0.02) for role in example.portfolio.people}
    return found


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "portfolio.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_the_example_has_eight_initiatives_each_called_in_both_languages(example) -> None:
    assert len(example) == 8
    for name in example:
        meaning = example.portfolio[name].meaning
        assert meaning["en"] != meaning["de"]
    assert sorted(example.portfolio.people) == ["data_engineer", "data_scientist", "ml_engineer"]


def test_the_papers_of_the_example_are_german_throughout(contents, tmp_path: Path) -> None:
    contents = contents.otherwise(contents.asked, language_of("de"))
    page = write_portfolio_html(contents, tmp_path / "a.html").read_text(encoding="utf-8")
    assert english_in(plain(page)) == []
    assert re.search(r"\d Monate nach Beginn des ersten", plain(page))
    book = load_workbook(write_portfolio_workbook(contents, tmp_path / "a.xlsx"))
    told = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]
    assert english_in("\n".join([*book.sheetnames, *told])) == []


def test_a_sheet_for_each_table_and_its_sums_are_formulas(contents, tmp_path: Path) -> None:
    book = load_workbook(write_portfolio_workbook(contents, tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Initiatives", "Years", "Waiting", "One more", "Choice", "Plan", "Made of"]
    last = list(book["Plan"].iter_rows(values_only=True))
    sums = next(row for row in last if row[0] == "Total")
    assert str(sums[1]).startswith("=SUM(")


def test_the_page_asks_no_address_and_shows_the_calendar(contents, tmp_path: Path) -> None:
    page = write_portfolio_html(contents, tmp_path / "a.html").read_text(encoding="utf-8")
    assert "http" not in page.replace("http://www.w3.org", "").replace("http-equiv", "")
    assert "Calendar of 8 initiatives" in page


def test_the_likeliest_case_alone_is_no_report(small) -> None:
    with pytest.raises(ValueError, match="needs a simulation"):
        contents_of(cm.estimate_portfolio(cm.load_portfolio(small), 1))


def test_all_follows_the_confidence_that_is_asked_for(example, contents) -> None:
    of = contents.otherwise(Asked(0.9), contents.says)
    assert "in 9 of 10 courses" in of.headline.replace("\xa0", " ")
    assert of.month(example.quantile(0.9, "go_live")) in of.headline
    initiatives = of.tables()[0]
    assert [column.name for column in initiatives.columns][2:4] == ["Live, P50", "Live, P90"]
    assert initiatives.whole[6] == pytest.approx(example.quantile(0.9, "to_go_live"))
    tables = {one.key: one for one in of.tables()}
    assert "as dear as the P90 of the whole lives" in tables["plan"].notes[0]
    assert [column.name for column in tables["years"].columns][1:5] == ["Mean", "P10", "P50", "P90"]
    years = {one.key: one for one in of.otherwise(Asked(0.7), of.says).tables()}["years"]
    assert years.columns[4].name == "P70"
    assert [row[4] for row in years.rows[:2]] == [example.by_year(0.7).loc[year, "level"] for year in (2027, 2028)]


def test_another_question_of_the_same_estimate_computes_no_wait_a_second_time(contents) -> None:
    waits = contents.waits
    assert contents.otherwise(Asked(0.9), language_of("de")).waits is waits


# -- the pictures -------------------------------------------------------------------------------------------------


def test_pictures_say_in_words_what_they_draw(example, contents) -> None:
    of = contents
    told = {one.key: plain(one.drawn) for one in of.pictures()}
    assert list(told) == [f"portfolio_{key}" for key in ("calendar", "years", "people", "more", "frontier")]
    churn = example.live("churn")
    assert (
        f"{of.short_month(np.quantile(churn, 0.5))} – {of.short_month(np.quantile(churn, 0.8))}"
        in told["portfolio_calendar"]
    )
    kept = language_of("en").percent(float((example.spending()[2028] <= 2_000_000).mean()))
    assert f"budget €2M: kept in {kept}" in told["portfolio_years"]
    first = next(row for row in of.frontier.to_dict("records") if row["chosen"])
    assert f"+ {of.called(first['chosen'][0])}" in told["portfolio_frontier"]


def test_one_more_person_who_costs_more_is_drawn_below_zero_and_said_so() -> None:
    says = language_of("en")
    more = [More("a", 4_000.0, 100.0, 0.5, 0.1), More("b", -2_000.0, 100.0, -0.2, 0.1)]
    drawn = portfolio_one_more(more, says, "EUR")
    told = plain(drawn).replace("\xa0", " ")
    assert "saves €4k" in told
    assert "last go-live 0.5 months sooner" in told
    assert "costs €2k more" in told
    assert "last go-live 0.2 months later" in told
    assert "more cost until go-live" in told
    assert "more cost until go-live" not in plain(portfolio_one_more(more[:1], says, "EUR"))


# -- the command ------------------------------------------------------------------------------------------------------


def run(capsys, *arguments):
    status = main(["portfolio", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_json_says_what_it_is_and_holds_the_figures(small, capsys) -> None:
    status, out, _ = run(capsys, small, "--samples", 256, "--budget", "1m", "--json", "--confidence", 0.9)
    told = json.loads(out)
    est = cm.estimate_portfolio(cm.load_portfolio(small), 256)
    assert status == 0
    assert told["schema"] == "costmodel/portfolio"
    assert told["figures"]["to_go_live"]["p80"] == est.quantile(0.8, "to_go_live")
    assert told["fingerprint"] == est.fingerprint
    assert {row["initiative"] for row in told["initiatives"]} == {"churn", "claims", "portfolio"}
    assert told["choice"]["exact"] is True
    # all at the one confidence that is named: levels, and parts that add up to its percentile
    *each, whole = told["initiatives"]
    assert (told["confidence"], whole["own_level"]) == (0.9, 0.9)
    assert told["own_level"] == est.own_level(0.9)
    assert sum(row["contribution"] for row in each) == pytest.approx(told["figures"]["to_go_live"]["p90"])


def test_tables_and_papers(small, capsys, tmp_path: Path) -> None:
    papers = [part for kind in ("xlsx", "html", "pdf") for part in (f"--{kind}", tmp_path / f"a.{kind}")]
    status, out, _ = run(capsys, small, "--samples", 300, "--lang", "de", *papers)
    assert status == 0
    assert "Vorhaben bis zum Produktivstart" in out
    assert all((tmp_path / f"a.{kind}").is_file() for kind in ("xlsx", "html"))
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--samples", 1), "needs a simulation"),
        (("--confidence", "80"), "a share between 0 and 1"),
        (("--budget", "much"), "--budget"),
        (("--xlsx", "a.pdf"), "--xlsx"),
    ],
)
def test_what_cannot_be_asked_is_told(small, capsys, given, told) -> None:
    status, out, err = run(capsys, small, *given)
    assert (status, out) == (2, "")
    assert told in err


def test_faults_of_the_file_are_told_with_their_lines(small, capsys) -> None:
    small.write_text(
        SMALL.replace("2027-01, value: 900_000", "soon").replace("people: 1", "people: 0"), encoding="utf-8"
    )
    status, _, err = run(capsys, small)
    assert status == 2
    assert "portfolio.yaml:2: people.ml_engineer: there is nobody in the end" in err
    assert "portfolio.yaml:4: initiatives.churn.start: 'soon' is no month" in err


def test_who_has_no_cluster_software_is_told_how_to_get_it(small, capsys, monkeypatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    status, _, err = run(capsys, small, "--samples", 300, "--cluster", "tcp://127.0.0.1:1")
    assert status == 2
    assert (
        'distributed is not installed, and this needs it: python -m pip install "ml-initiative-costmodel[portfolio]"'
        in err
    )
