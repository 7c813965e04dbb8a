"""A German sees German: reports, workbook and page hold no English but citations, names of numbers and of files.

What is printed is read in `tests/report/test_paper.py`.
"""

import html
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

import costmodel as cm
from costmodel.dashboard.app import Dashboard
from costmodel.dashboard.view.behind import behind
from costmodel.estimates.result import Estimate
from costmodel.report.assumption_sheet import COLUMNS, EDITABLE
from costmodel.report.html import write_html
from costmodel.report.workbook import write
from tests.german import english_in, plain

CASES = [(), ("visual_inspection",), ("credit_scoring", "mlops")]
OPENED = ("plan.release.wait", "labelling.items", "benefits.last_month", "hardware.edge_devices.count")


def called(names: tuple[str, ...]) -> str:
    return "+".join(names) or "baseline"


@pytest.fixture(scope="module", params=CASES, ids=called)
def est(request: pytest.FixtureRequest) -> Estimate:
    by_hand = {"first_estimate.amount": 150_000, "operations.logging": 900}
    return cm.estimate(cm.load(scenarios=request.param).with_changes(by_hand), samples=300)


def test_the_reader_of_words_finds_english_and_leaves_citations_alone() -> None:
    assert english_in("Das ist because of that") != []
    assert english_in("Jahre: Profile every source before the budget is asked for!") != []
    assert english_in("Uptime Institute 2023: average 1.58, gesehen 2026, in plan.release.wait") == []
    assert plain('<p title="Not so">So<script>if (the) of</script></p>').split() == ["So", "Not", "so"]


def test_the_report_for_a_browser(est: Estimate, tmp_path: Path) -> None:
    assert english_in(plain(write_html(est, tmp_path / "a.html", "de").read_text(encoding="utf-8"))) == []


def test_the_workbook(est: Estimate, tmp_path: Path) -> None:
    book = load_workbook(write(est, tmp_path / "a.xlsx", "de"))
    codes = {place for place, name in enumerate(COLUMNS) if name in EDITABLE}  # read back: units and shapes by name
    told = [
        *book.sheetnames,
        *(
            str(cell)
            for sheet in book
            if sheet.sheet_state == "visible"
            for row in sheet.iter_rows(values_only=True)
            for place, cell in enumerate(row)
            if cell is not None and not (row[0] in est.assumptions.beliefs and place in codes)
        ),
    ]
    assert english_in("\n".join(told)) == []


@pytest.mark.usefixtures("quick_page")
@pytest.mark.parametrize("names", CASES, ids=called)
def test_the_page_and_its_sheets(names: tuple[str, ...]) -> None:
    page = Dashboard("lang=de" + (f"&scenario={names[0]}" if names else "") + ("&mlops=1" if "mlops" in names else ""))
    page.receive({"do": "ready"})
    page.rest()
    told = {name: str(markup) for name, markup in page.screen.shown.items()}
    for asked in ({"do": "expert"}, {"do": "share"}, *({"do": "assumption", "name": name} for name in OPENED)):
        page.receive(asked)
        told[str(asked)] = str(page.screen.shown["sheet"])
    for figure in behind():
        page.receive({"do": "sources", "of": figure})
        told[figure] = str(page.screen.shown["sheet"])
    sums = "".join(told[figure] for figure in ("iceberg", "categories"))
    for line in dict.fromkeys(re.findall('data-ask="lines" data-of="([^"]+)"', sums)):
        page.receive({"do": "lines", "of": html.unescape(line)})
        told[line] = str(page.screen.shown["sheet"])
    assert len(told) > 60
    found = {name: english_in(plain(markup)) for name, markup in told.items()}
    assert {name: words for name, words in found.items() if words} == {}
