"""Cases side by side on paper: sentences follow the figures, tables add up, each picture says its source."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import xlsxwriter

import costmodel as cm
from costmodel.decisions.side_by_side import Side, side
from costmodel.language.language import language_of
from costmodel.language.language_files import languages
from costmodel.report.book import Book
from costmodel.report.contents import Contents
from costmodel.report.pdf import one_page
from costmodel.report.side_by_side import SideBySide
from costmodel.report.side_by_side_sheet import put_side_by_side
from costmodel.report.tables import number
from tests.strategies import case

SAMPLES = 2_048
DAY = dt.date(2027, 5, 3)


@pytest.fixture(scope="module")
def estimates() -> list[cm.Estimate]:
    return [cm.estimate(case(name), samples=SAMPLES, seed=1) for name in ("baseline", "mlops", "credit_scoring")]


@pytest.fixture(scope="module")
def sides(estimates: list[cm.Estimate]) -> tuple[Side, ...]:
    return tuple(map(side, estimates))


def beside(sides: tuple[Side, ...], code: str = "en") -> SideBySide:
    names = ("As is", "With <b>MLOps</b>", "=Buy")[: len(sides)]
    return SideBySide(sides, names, ("", "2 changes", "")[: len(sides)], 0, 1, 0.8, language_of(code))


def shifted(one: Side, money: float, months: float) -> Side:
    """The same case, all of whose courses cost so much more and take so much longer."""
    more = {"total": money, "date": months}
    figures = {key: values + more.get(key, 0.0) for key, values in one.figures.items()}
    name = next(iter(one.categories))
    return replace(one, figures=figures, categories={**one.categories, name: one.categories[name] + money})


@pytest.mark.parametrize("code", languages())
def test_a_sentence_claims_a_direction_only_where_the_figures_have_it(sides: tuple[Side, ...], code: str) -> None:
    says, base = language_of(code), sides[0]
    for money, months in ((50_000.0, 2.0), (-50_000.0, -2.0), (0.0, 0.0)):
        told = beside((base, shifted(base, money, months)), code).sentence(1)
        way = {True: "more", False: "less"}[money > 0] if money else "same"
        texts = {one: says.text(f"side by side: total {one}") for one in ("more", "less", "same")}
        values = {"name": "With <b>MLOps</b>", "base": "As is", "sure": "", "share": says.share(float(money < 0))}
        values |= {"apart": says.short_amount(abs(money), "EUR")}
        assert texts[way]
        sure = says.short_amount(0.0, "EUR")
        said = says(f"side by side: total {way}", **values | {"sure": f" (± {sure})"})
        assert told.startswith(said)
        share, odds = says.share(float(money < 0)), says.of_ten(0.8)
        later = says(f"side by side: date {way}", apart=says.length(2.0), sure=" (± 0)", share=share, odds=odds)
        assert later in told
        assert (says.signed_amount(money, "EUR") in told) is bool(money), "the largest part, if any"


def test_what_differs_by_less_than_chance_is_not_called_a_difference(sides: tuple[Side, ...]) -> None:
    noise = np.random.default_rng(1).normal(scale=1e6, size=SAMPLES)
    figures = {**sides[0].figures, "total": sides[0].figures["total"] + noise - noise.mean() + 1_000.0}
    told = beside((sides[0], replace(sides[0], figures=figures))).sentence(1)
    assert "To the horizon “With <b>MLOps</b>” and “As is” cannot be told apart." in told
    assert "largest" not in told


def test_the_way_adds_up(sides: tuple[Side, ...]) -> None:
    steps = beside(sides).steps(2)
    assert steps[0][0] == "=As is"
    assert steps[-1][0] == "==Buy", "a name that begins with the sign of a level keeps it"
    assert sum(amount for _, amount in steps[:-1]) == pytest.approx(steps[-1][1])


def test_tables_add_up_as_they_are_written(sides: tuple[Side, ...], estimates: list[cm.Estimate]) -> None:
    found = beside(sides)
    by_category = found.by_category()
    whole = [number(cell) for cell in by_category.filled()[-1][1:]]
    means = [float(est.total.mean()) for est in estimates]
    assert whole[:3] == pytest.approx(means, abs=2)
    assert whole[3] == pytest.approx(means[1] - means[0], abs=2)

    def amount(written: str) -> int:
        return int(written.replace(",", "").replace("−", "-"))

    for (_, *cells), lines in found.opened():
        for case_at in range(4):  # three cases and the difference of the second one
            assert sum(amount(line[1 + case_at]) for line in lines) == amount(cells[case_at])
        assert amount(cells[3]) == amount(cells[1]) - amount(cells[0])
    apart = found.differences().rows
    assert [row[0] for row in apart] == ["With <b>MLOps</b>", "=Buy"]
    assert apart[0][9] == pytest.approx(means[1] - means[0])


def test_a_picture_says_which_cases_it_shows_and_how_to_get_them_again(
    sides: tuple[Side, ...], estimates: list[cm.Estimate]
) -> None:
    picture = beside(sides).picture(1, DAY)
    for said in (estimates[0].fingerprint, estimates[1].fingerprint, "With <b>MLOps</b>: 2 changes", "seed 1", "2027"):
        assert said in picture.source
    assert estimates[2].fingerprint not in picture.source
    assert picture.title == "From “As is” to “With <b>MLOps</b>”"
    assert "<b>MLOps" not in picture.drawn


def test_the_page_for_the_board_has_a_second_one_with_all_cases(
    sides: tuple[Side, ...], estimates: list[cm.Estimate], tmp_path: Path
) -> None:
    found = beside(sides, "de")
    one_page(estimates[0], tmp_path / "page.pdf", "de", DAY, found)
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext (poppler-utils) on the path to read a PDF")
    run = subprocess.run([reader, str(tmp_path / "page.pdf"), "-"], check=True, capture_output=True, text=True)
    first, second, *more = run.stdout.split("\f")
    assert "".join(more).strip() == "", "two pages"
    assert "Fälle nebeneinander" not in first
    for said in ("Fälle nebeneinander", "=Buy", estimates[2].fingerprint, "Von „As is“ zu „With"):
        assert said in second


def test_in_the_workbook_differences_are_formulas_and_names_are_none(
    sides: tuple[Side, ...], estimates: list[cm.Estimate], tmp_path: Path
) -> None:
    found = beside(sides, "de")
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as made:
        put_side_by_side(Book(made, Contents(estimates[0], language_of("de"), DAY), ""), found)
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Fälle nebeneinander"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "'=Buy" in cells
    formulas = [cell for cell in cells if cell.startswith("=")]
    assert sum("-" in cell for cell in formulas) == len(found.by_category().rows) + len(found.by_line().rows) + 2
    assert sum("SUM" in cell for cell in formulas) == 2 * 3
