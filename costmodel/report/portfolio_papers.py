"""A portfolio as a workbook, as one HTML file and as a PDF."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.files.workbooks import harmless, lines_needed
from costmodel.files.writing import WORKBOOK, checked, write_whole
from costmodel.language.language import Language, language_of
from costmodel.pictures.markup import tag
from costmodel.report.book import LINE_HEIGHT, Book
from costmodel.report.html import figure, titled, write_page
from costmodel.report.paper.typesetting import typeset
from costmodel.report.pdf import set_picture, set_table
from costmodel.report.portfolio_contents import Asked, PortfolioContents
from costmodel.report.sentences import made_on
from costmodel.report.workbook import ONE_LINE

if TYPE_CHECKING:
    from costmodel.portfolio.result import PortfolioEstimate


def contents_of(
    est: PortfolioEstimate, code: str | Language = "en", asked: Asked | None = None, day: dt.date | None = None
) -> PortfolioContents:
    """What all forms of the report say, computed once for all of them.

    Args:
        est: a simulation.
        code: of the language, one of `languages()`.
        asked: budget and confidence, where they were asked for.
        day: the date on the report.

    Raises:
        ValueError: the likeliest case alone, or an unknown language.
    """
    return PortfolioContents(est, language_of(code), asked, day)


def write_portfolio_html(contents: PortfolioContents, path: str | Path) -> Path:
    """Write the report as one HTML file with everything in it."""
    says = contents.says
    parts = [
        tag("h1", contents.title),
        tag("p", contents.under, class_="under"),
        tag("p", contents.headline, class_="headline"),
        tag("ul", *(tag("li", one) for one in contents.argument), class_="argument"),
        tag("div", *map(figure, contents.pictures()), class_="figures"),
        *(titled(one, says, contents.currency) for one in contents.tables()),
        tag("p", contents.provenance, class_="note"),
        tag("p", contents.mark, class_="note"),
    ]
    return write_page(path, contents.title, parts, says)


def write_portfolio_pdf(contents: PortfolioContents, path: str | Path) -> Path:
    """Write the report as a PDF."""
    says = contents.says
    data = {
        "lang": says.code,
        "title": contents.title,
        "under": contents.under,
        "running": {"left": contents.title, "right": made_on(contents.day, says)},
        "foot": contents.mark,
        "headline": contents.headline,
        "argument": contents.argument,
        "pictures": [set_picture(one) for one in contents.pictures()],
        "tables": [set_table(one, says, contents.currency) for one in contents.tables()],
        "provenance": contents.provenance,
    }
    return typeset("portfolio", data, path)


def write_portfolio_workbook(contents: PortfolioContents, path: str | Path) -> Path:
    """Write the report as a workbook: a sheet for each table; sums are live formulas."""
    import xlsxwriter

    path, says = checked(path, WORKBOOK), contents.says
    file = io.BytesIO()  # so that a fault on the way leaves no half of a workbook behind
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        day = contents.day or dt.date(2026, 1, 1)
        created = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        made.set_properties({"title": contents.title, "comments": contents.provenance, "created": created})
        book = Book(made, contents, contents.mark.replace("&", "&&"))
        for number, table in enumerate(contents.tables()):
            title = contents.title if number == 0 else table.title
            sheet = book.sheet(table.key, title, says(f"portfolio sheet {table.key}"))
            row = 2
            for sentence in (contents.headline, *contents.argument) if number == 0 else ():
                sheet.merge_range(row, 0, row, 8, "", book.look())
                sheet.write_string(row, 0, harmless(sentence), book.look(bold=row == 2))
                sheet.set_row(row, LINE_HEIGHT * lines_needed([(sentence, ONE_LINE)]))
                row += 1
            end = book.put(sheet, table, row + (number == 0))
            for text in (*table.notes, *([contents.provenance] if number == 0 else [])):
                end = book.note(sheet, end, text, table)
    return write_whole(path, file.getvalue(), WORKBOOK)
