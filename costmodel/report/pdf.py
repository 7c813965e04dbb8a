"""The report on paper: a PDF of A4 pages, and the single page with which a project lead defends the budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from costmodel import charts
from costmodel.charts.paper import ACCENT, LARGE, MUTED, SMALL, WATER
from costmodel.charts.typeset import BOTTOM, MARGIN, Page
from costmodel.decisions.confidence import stage_budgets
from costmodel.estimates.result import Estimate
from costmodel.language.language import Language, language_of
from costmodel.report import sentences
from costmodel.report.cells import written
from costmodel.report.contents import CONFIDENCE, TITLES, Contents, assumption_rows
from costmodel.report.picture_list import Picture, pictures
from costmodel.report.tables import Table


def write_pdf(est: Estimate, path: str | Path, code: str | Language = "en", made_on: dt.date | None = None) -> Path:
    """Write the whole report as a PDF: the one page, the figures, the tables, the assumptions with their sources.

    Args:
        est: a simulation.
        path: the file to write.
        code: of the language, one of `languages()`.
        made_on: the date on the report.

    Raises:
        ValueError: the likeliest case alone, or an unknown language.
        OSError: the file cannot be written.
    """
    contents = Contents(est, language_of(code), made_on)
    shown = {picture.key: picture for picture in pictures(contents)}
    pages = [_one(contents, shown), *_figures(contents, list(shown.values())), *_tables(contents)]
    pages += _assumptions(contents)
    return _saved(contents, pages, Path(path))


def one_page(est: Estimate, path: str | Path, code: str | Language = "en", made_on: dt.date | None = None) -> Path:
    """Write the page with which a project lead defends the budget, as a PDF; arguments as for `write_pdf`."""
    contents = Contents(est, language_of(code), made_on)
    return _saved(contents, [_one(contents, {one.key: one for one in pictures(contents)})], Path(path))


def _saved(contents: Contents, pages: Sequence[Page], path: Path) -> Path:
    est, says = contents.est, contents.says
    for number, page in enumerate(pages, start=1):
        page.at = page.height - BOTTOM + 0.22
        page.rule()
        foot = f"costmodel {est.version} · {est.fingerprint} · {est.assumptions.currency} {_year(est)}"
        page.text(0, page.height - BOTTOM + 0.4, foot, 7.0, color=MUTED)
        told = says("page", number=str(number), all=str(len(pages)))
        page.text(page.measure, page.height - BOTTOM + 0.4, told, 7.0, color=MUTED, ha="right")
    charts.save_pages(path, (page.figure for page in pages), says("title"))
    return path


def _year(est: Estimate) -> int:
    return est.assumptions.structure.prices.year


def _heading(page: Page, contents: Contents, title: str) -> None:
    page.text(0, page.at - 0.18, title, 17, fontweight="bold")
    under = [sentences.scenarios(contents.est, contents.says), sentences.made_on(contents.day, contents.says)]
    page.text(0, page.at + 0.06, " · ".join(filter(None, under)), SMALL, color=MUTED)
    page.at += 0.2


def _one(contents: Contents, shown: dict[str, Picture]) -> Page:
    est, says = contents.est, contents.says
    page = Page()
    _heading(page, contents, says("title one page"))
    page.paragraph(sentences.headline(est, says), LARGE, fontweight="bold")
    page.at += 0.16
    tile = (page.measure - 3 * 0.12) / 4
    for place, figure in enumerate(sentences.key_figures(est, says)):
        left = place * (tile + 0.12)
        page.block(left, page.at, tile, 0.82, WATER)
        page.text(left + 0.1, page.at + 0.22, figure.name, SMALL, color=MUTED)
        page.text(left + 0.1, page.at + 0.5, figure.value, 14, fontweight="bold", color=ACCENT)
        page.text(left + 0.1, page.at + 0.7, figure.scope, 6.8, color=MUTED)
    page.at += 0.98
    for key, height in (("s_curve", 2.95), ("waterfall", 2.65)):
        shown[key].draw(page.area(height))
        page.at += height
    page.at += 0.08
    page.text(0, page.at + 0.1, says("why so much"), LARGE, fontweight="bold")
    page.at += 0.14
    reasons = [sentences.gap(est, says), sentences.waiting(est, says), sentences.success(est, says)]
    reasons += [shown[key].says for key in ("drivers", "actions") if key in shown]
    for reason in filter(None, (*reasons, _next_gate(contents))):
        page.text(0, page.at + 1.42 * 8.5 / 72, "•", 8.5, color=ACCENT)
        page.paragraph(reason, 8.5, left=0.14)
        page.at += 0.035
    page.at += 0.06
    page.paragraph(sentences.provenance(est, says), 6.8, color=MUTED)
    return page


def _next_gate(contents: Contents) -> str:
    """The money to the next gate: what is asked for now."""
    says, currency = contents.says, contents.currency
    stages = stage_budgets(contents.est, CONFIDENCE)
    if len(stages) < 2:
        return ""
    first = stages.iloc[0]
    return says(
        "next gate",
        money=says.money(float(first["request"]), currency),
        gate=str(first["meaning"]),
        months=says.after_months(float(first["months_at_confidence"])),
        ends=says.percent(float(first["ends"])),
    )


def _figures(contents: Contents, shown: Sequence[Picture]) -> list[Page]:
    """Figures with their sentences, as many on a page as find a place."""
    pages: list[Page] = []
    page: Page | None = None
    for picture in shown:
        if page is None or page.room < picture.height + 0.75:
            page = Page()
            _heading(page, contents, contents.says("title"))
            pages.append(page)
        picture.draw(page.area(picture.height))
        page.at += picture.height
        page.paragraph(picture.says, SMALL, left=0.1, color=MUTED)
        page.at += 0.3
    return pages


def _tables(contents: Contents) -> list[Page]:
    says = contents.says
    pages: list[Page] = []
    page: Page | None = None
    for table in contents.tables():
        rows = written(table, says)
        while rows:
            if page is None or page.room < min(len(rows), 12) * 0.185 + 0.9 + 0.16 * len(table.notes):
                page = _table_page(pages)
            title = "" if table.key == "date" else says(TITLES.get(table.key, f"sheet {table.key}"))
            if title:
                page.text(0, page.at + 0.12, title, LARGE, fontweight="bold")
                page.at += 0.22
            rows = rows[_put(page, table, rows) :]
        if page is not None:
            if page.room < 0.16 * len(table.notes):
                page = _table_page(pages)
            for note in table.notes:
                page.paragraph(note, 7.5, color=MUTED)
            page.at += 0.32
    return pages


def _table_page(pages: list[Page]) -> Page:
    """One more page for tables, lying."""
    page = Page(lying=True)
    page.at = 0.6
    pages.append(page)
    return page


def _put(page: Page, table: Table, rows: list[list[str]]) -> int:
    text = [column.kind == "text" for column in table.columns]
    widths = [
        min(max(10, *(len(row[place]) for row in rows)), 40) if is_text else 13 for place, is_text in enumerate(text)
    ]
    heading = [column.name for column in table.columns]
    whole = bool(table.whole)
    return page.table(heading, rows, widths, [not one for one in text], total=whole)


def _assumptions(contents: Contents) -> list[Page]:
    says = contents.says
    names = ("name", "meaning", "believed", "source", "origin", "overridden")
    heading = [says(f"column {name}") for name in names]
    rows = list(assumption_rows(contents))
    pages: list[Page] = []
    while rows:
        page = _table_page(pages)
        page.text(0, page.at + 0.12, says("sheet assumptions"), LARGE, fontweight="bold")
        page.at += 0.22
        fitting = page.table(heading, rows, (34, 36, 26, 52, 20, 30), [False] * 6, size=6.2)
        rows = rows[fitting:]
    return pages


__all__ = ["MARGIN", "one_page", "write_pdf"]
