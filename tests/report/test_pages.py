"""The report as HTML and PDF: complete, self-contained, harmless, in two languages, readable on any screen."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import costmodel as cm
from costmodel.language.language import language_of
from costmodel.report import sentences
from costmodel.report.contents import Contents
from costmodel.report.html import write_html
from costmodel.report.pdf import one_page, write_pdf
from costmodel.report.way import told_steps

HEADINGS = {
    "en": [
        "Summary",
        "Categories",
        "Spending by year",
        "What drives the cost to go-live",
        "What to do first",
        "Provenance",
    ],
    "de": ["Übersicht", "Kostenarten", "Kosten nach Jahren", "Was zuerst zu tun ist", "Herkunft"],
}
DRAWN = [  # in the order of the page
    *("distribution", "iceberg", "waterfall", "categories", "timeline", "joint", "cash_flow", "finance"),
    *("outside_view", "drivers", "date_drivers", "blocks"),
]
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    belief = cm.Belief(min=100, mode=200, max=900, meaning=EVIL)
    assumptions = cm.load(scenarios=["visual_inspection"]).with_changes({"labelling.items": belief}, why="$x_1$ & <b>")
    return cm.estimate(assumptions, samples=2_048, seed=2)


@pytest.fixture(scope="module")
def html(est: cm.Estimate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_html(est, tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture(scope="module")
def one(est: cm.Estimate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return one_page(est, tmp_path_factory.mktemp("page") / "one.pdf")


@pytest.fixture(scope="module")
def pdf_reader() -> str:
    found = shutil.which("pdftotext")
    if found is None:
        pytest.skip("no pdftotext (poppler-utils) on the path to read a PDF")
    return found


def read(reader: str, path: Path) -> str:
    """The text of a PDF, each space like any other."""
    text = subprocess.run([reader, "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(text.replace("\u00a0", " ").split())


def test_the_page_holds_everything_and_asks_for_nothing(html: Path, est: cm.Estimate) -> None:
    text = html.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert set(re.findall(r"url\(.{2}", text)) == {'url("#'}  # parts of the page itself
    assert EVIL not in text
    assert "&lt;script&gt;" in text
    assert est.fingerprint in text
    assert [name for name in est.assumptions if f"<td>{name}</td>" not in text] == []


@pytest.mark.parametrize("code", HEADINGS)
def test_the_page_has_its_sections_and_sentences_in_the_language(est: cm.Estimate, tmp_path: Path, code: str) -> None:
    text = write_html(est, tmp_path / "report.html", code).read_text(encoding="utf-8")
    for heading in HEADINGS[code]:
        assert f"<h2>{heading}</h2>" in text
    assert f'<html lang="{code}">' in text
    assert sentences.headline(est, code) in text
    assert re.findall(r'<figure class="cm-card cm-card-(\w+)', text) == DRAWN
    assert all(len(told) > 20 for told in re.findall(r'<svg[^>]* aria-label="([^"]*)"', text))


def test_a_table_on_the_page_ends_with_the_sum_of_what_stands_above(est: cm.Estimate) -> None:
    contents = Contents(est, language_of("en"))
    for table in (contents.categories, contents.cash_flow, contents.plan):
        *rows, last = table.filled()
        for place, column in enumerate(table.columns):
            if column.adds:
                assert last[place] == pytest.approx(sum(float(row[place] or 0) for row in rows))
    assert contents.cash_flow.filled()[-1][-1] == pytest.approx(float(est.total.mean()))
    assert contents.plan.filled()[-1][-1] == pytest.approx(est.quantile(0.8), abs=0.005)


def test_the_steps_of_the_waterfall_reach_their_levels(est: cm.Estimate) -> None:
    level = 0.0
    for name, amount in told_steps(est, 0.8, language_of("en")):
        if name.startswith("=") and level:
            assert amount == pytest.approx(level)
        level = amount if name.startswith("=") else level + amount


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_one_page_says_budget_date_and_headline(
    est: cm.Estimate, tmp_path: Path, pdf_reader: str, code: str
) -> None:
    told = read(pdf_reader, one_page(est, tmp_path / "one.pdf", code))
    assert language_of(code).money(est.quantile(0.8, of="to_go_live"), "EUR") in told
    assert language_of(code).months(est.quantile(0.8, of="go_live")) in told
    assert sentences.headline(est, code) in told
    assert est.fingerprint in told


def test_the_whole_report_ends_with_the_last_assumption(est: cm.Estimate, tmp_path: Path, pdf_reader: str) -> None:
    path = write_pdf(est, tmp_path / "report.pdf")
    text = read(pdf_reader, path).replace("\u200b", "")
    assert list(est.assumptions)[-1] in text


def test_the_likeliest_case_alone_is_no_report(tmp_path: Path) -> None:
    point = cm.likeliest(cm.load())
    for write in (write_html, write_pdf, one_page):
        with pytest.raises(ValueError, match="needs a simulation"):
            write(point, tmp_path / "report")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_a_phone_and_a_screen_and_says_nothing_in_the_console(
    html: Path, browser: Browser, width: int
) -> None:
    shown = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    shown.on("console", lambda message: said.append(message.text))
    shown.goto(html.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.evaluate("[...document.querySelectorAll('.cm-picture')].some(one => one.clientHeight > 100)")
    assert said == []
    shown.close()
