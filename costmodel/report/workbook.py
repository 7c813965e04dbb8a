"""The estimate as an Excel workbook that finance can check: real numbers, and sums as live formulas."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.estimates.result import Estimate
from costmodel.files.workbooks import harmless, lines_needed
from costmodel.files.writing import WORKBOOK, checked, write_whole
from costmodel.language.language import Language, language_of
from costmodel.pictures.palette import looks
from costmodel.report import sentences, who
from costmodel.report.assumption_sheet import put_assumptions, read_scenario, with_workbook
from costmodel.report.book import ACCENT, INK, LINE_HEIGHT, Book
from costmodel.report.contents import Contents
from costmodel.report.cost_lines import cost_lines
from costmodel.report.finance_sheets import put_finance
from costmodel.report.marks import at_the_foot, properties
from costmodel.report.side_by_side import SideBySide
from costmodel.report.side_by_side_sheet import put_side_by_side

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONG = 15  # rows from which on a chart is printed on a page of its own
ONE_LINE = 125  # characters that the summary has room for
CHARTED = {
    "drivers": (1, 10),
    "date_drivers": (1, 10),
    "actions": (2, 10),
}  # table -> the column to be drawn, and how many rows of it
DEAREST_ON_TOP = {"reverse": True, "crossing": "max"}
# Excel's names of the patterns of `palette`.
PATTERNS = {"striped": "wide_upward_diagonal", "dotted": "small_confetti", "crossed": "diagonal_brick"}


def write(
    est: Estimate,
    path: str | Path,
    code: str | Language = "en",
    made_on: dt.date | None = None,
    beside: SideBySide | None = None,
) -> Path:
    """Write the estimate as a workbook.

    Sheets: summary, percentiles, categories, spending by year, plan at P80, what finance asks, drivers of cost and
    date, risks, best actions, cost lines with their formulas, assumptions (which can be edited and read back by
    `read_scenario`) and provenance. The same estimate gives the same file to the byte, unless it says when it was
    made.

    Args:
        est: a simulation.
        path: the file to write, ending in .xlsx; one that is there is replaced when the new one is whole.
        code: of the language, one of `languages()`.
        made_on: the date on the report.
        beside: cases side by side, on a sheet of their own.

    Raises:
        ValueError: the likeliest case alone, an unknown language, or another ending.
        OSError: the file cannot be written.
    """
    place = checked(path, WORKBOOK)
    return put_workbook(Contents(est, language_of(code), made_on), place, beside)


def put_workbook(contents: Contents, path: str | Path, beside: SideBySide | None = None) -> Path:
    """The same of contents that other papers are made of too, so that they are computed once."""
    import xlsxwriter

    path, says = checked(path, WORKBOOK), contents.says
    file = io.BytesIO()  # so that a fault on the way leaves no half of a workbook behind
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        day = contents.day or dt.date(2026, 1, 1)
        created = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        made.set_properties(properties(contents, created))
        book = Book(made, contents, at_the_foot(contents))
        total = _summary(book)
        _money(book, total, _curve(book))
        put_finance(book)
        if beside is not None:
            put_side_by_side(book, beside)
        _decisions(book)
        _cost_lines(book)
        put_assumptions(book.book, contents.est.assumptions, says, says("sheet assumptions"))
        _provenance(book)
    return write_whole(path, file.getvalue(), WORKBOOK)


def _summary(book: Book[Contents]) -> str:
    """The summary; where the mean of the whole life stands, for other sheets to agree with."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    contents = book.contents
    est, says, title = contents.est, contents.says, contents.says("title")
    sheet = book.sheet("summary", who.heading(est, title))
    row = book.note(sheet, 1, who.under(est, says, contents.day, title))
    if about := who.about(est, says):
        row = book.note(sheet, row, about)
    first = row
    for sentence in sentences.all_sentences(est, says, contents.confidence):
        sheet.merge_range(row, 0, row, 8, "", book.look())
        sheet.write_string(row, 0, harmless(sentence), book.look(bold=row == first))
        sheet.set_row(row, LINE_HEIGHT * lines_needed([(sentence, ONE_LINE)]))
        row += 1
    table = contents.summary
    after = book.put(sheet, table, row + 1)
    sheet.set_column(0, 0, 30)
    end = book.put(sheet, contents.lives, after + 1, widths=False)
    bridge = book.put(sheet, contents.date, end + 1, widths=False)
    end = book.put(sheet, contents.way, bridge + 1, widths=False)
    for text in (*table.notes, *contents.lives.notes):
        end = book.note(sheet, end, text, table)
    sheet.freeze_panes(1, 1)
    return f"'{sheet.get_name()}'!{xl_rowcol_to_cell(after - 1, 3, True, True)}"


def _curve(book: Book[Contents]) -> str:
    """The percentiles; where that of the whole life at the confidence stands, for the plan to agree with."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    contents, says = book.contents, book.contents.says
    sheet = book.sheet("curve", says("s_curve"))
    table = contents.curve
    book.note(sheet, 1, table.notes[0], table)
    last = book.put(sheet, table, 2) - 1
    sheet.freeze_panes(3, 1)
    chart = book.book.add_chart({"type": "scatter", "subtype": "smooth"})
    name = sheet.get_name()
    chart.add_series(
        {
            "name": table.columns[1].name,
            "categories": [name, 3, 1, last, 1],
            "values": [name, 3, 0, last, 0],
            "line": {"color": ACCENT, "width": 2.25},
        }
    )
    unit = says("cost to go-live", unit=contents.currency)
    chart.set_x_axis({**_axis(unit), "num_format": "#,##0", "major_gridlines": {"visible": False}})
    chart.set_y_axis({**_axis(says("chance of staying within")), "num_format": "0%", "min": 0, "max": 1})
    _place(sheet, chart, says("s_curve"), 2, 6, legend=False)
    at = 3 + contents.shares.index(contents.confidence)
    return f"'{name}'!{xl_rowcol_to_cell(at, len(table.columns) - 1, True, True)}"


def _money(book: Book[Contents], total: str, percentile: str) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    contents, says = book.contents, book.contents.says
    at = says.percentile(contents.confidence)
    for key, table, wanted in (
        ("categories", contents.categories, total),
        ("cash_flow", contents.cash_flow, total),
        ("plan", contents.plan, percentile),
    ):
        named = says("sheet plan", percentile=at) if key == "plan" else ""
        sheet = book.sheet(key, f"{table.title or says(key)}, {contents.currency}", named)
        end = book.put(sheet, table, 2)
        sheet.freeze_panes(3, 1)
        last = len(table.columns) - 1 if key != "categories" else 3
        agrees = says("agrees percentile" if key == "plan" else "agrees", percentile=at)
        sheet.write_string(end + 1, 0, agrees, book.look(text_wrap=False))
        here = xl_rowcol_to_cell(end - 1, last)
        sheet.write_formula(end + 1, last, f"=ROUND({here}-{wanted},2)", book.look("money", num_format="0.00"), 0.0)
        row = end + 2
        for text in table.notes:
            row = book.note(sheet, row, text, table)
        used = range(1, 3) if key == "categories" else range(1, last)
        chart = book.book.add_chart({"type": "bar" if key == "categories" else "column", "subtype": "stacked"})
        name = sheet.get_name()
        for place in used:
            if key == "categories":
                filled: dict[str, Any] = {"fill": {"color": (ACCENT, "#A9CDE6")[place - 1]}}
            else:
                filled = _filled(table.columns[place].category)
            series = {"name": [name, 2, place], "categories": [name, 3, 0, end - 2, 0], "gap": 45}
            chart.add_series({**series, "values": [name, 3, place, end - 2, place], **filled})
        value, label = _axis(contents.currency) | {"num_format": "#,##0"}, _axis("")
        if key == "categories":  # bars lie: the values run across
            chart.set_x_axis(value)
            chart.set_y_axis(label | DEAREST_ON_TOP)
        else:
            chart.set_x_axis(label)
            chart.set_y_axis(value)
        _place(sheet, chart, table.title or says(key), row + 1, 0)


def _filled(category: str) -> dict[str, Any]:
    """How the columns of a category are filled."""
    look = looks()[category]
    if look.pattern == "plain":
        return {"fill": {"color": look.colour}}
    return {"pattern": {"pattern": PATTERNS[look.pattern], "fg_color": look.mark, "bg_color": look.colour}}


def _decisions(book: Book[Contents]) -> None:
    contents, says = book.contents, book.contents.says
    for table in contents.decisions:
        key = table.key
        value, shown = CHARTED.get(key, (0, 0))
        sheet = book.sheet(key, says(f"{key} title"))
        end = book.put(sheet, table, 2)
        for text in table.notes:
            end = book.note(sheet, end, text, table)
        sheet.freeze_panes(3, 1)
        if shown and table.rows:
            name, last = sheet.get_name(), 2 + min(shown, len(table.rows))
            chart = book.book.add_chart({"type": "bar"})
            series = {"categories": [name, 3, 0, last, 0], "values": [name, 3, value, last, value], "gap": 40}
            chart.add_series({**series, "name": table.columns[value].name, "fill": {"color": ACCENT}})
            form = "0%" if table.columns[value].kind == "share" else "#,##0"
            chart.set_x_axis({**_axis(table.columns[value].name), "num_format": form})
            chart.set_y_axis(_axis("") | DEAREST_ON_TOP | {"interval_unit": 1})
            if len(table.rows) > LONG:
                sheet.set_h_pagebreaks([end + 1])
            _place(sheet, chart, says(f"{key} title"), end + 1, 0, legend=False)


def _cost_lines(book: Book[Contents]) -> None:
    """Every line with its formula in words; the sum is that of the categories."""
    table, says = cost_lines(book.contents), book.contents.says
    sheet = book.sheet("cost_lines", f"{says('sheet cost_lines')}, {book.contents.currency}")
    end = book.put(sheet, table, 2)
    for text in table.notes:
        end = book.note(sheet, end, text, table)
    sheet.freeze_panes(3, 1)


def _provenance(book: Book[Contents]) -> None:
    contents, says = book.contents, book.contents.says
    sheet = book.sheet("provenance", says("sheet provenance"))
    book.note(sheet, 1, sentences.provenance(contents.est, says), contents.provenance)
    book.put(sheet, contents.provenance, 2)
    sheet.freeze_panes(3, 0)


def _axis(name: str) -> dict[str, Any]:
    soft = {"color": "#DDE3E8", "width": 0.75}
    return {
        "name": name,
        "name_font": {"size": 9, "bold": False, "color": "#55636F"},
        "num_font": {"size": 9, "color": INK},
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": soft},
        "major_tick_mark": "none",
    } | ({"major_gridlines": {"visible": False}} if not name else {})


def _place(sheet: Worksheet, chart: Any, title: str, row: int, column: int, *, legend: bool = True) -> None:
    chart.set_title({"name": title, "name_font": {"size": 13, "bold": True, "color": INK}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"size": 9}} if legend else {"none": True})
    chart.set_size({"width": 860, "height": 420})
    chart.set_chartarea({"border": {"none": True}})
    sheet.insert_chart(row, column, chart, {"description": title, "object_position": 1})


__all__ = ["read_scenario", "with_workbook", "write"]
