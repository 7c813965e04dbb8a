"""The questionnaire as an empty form that each person fills in alone: an Excel workbook or a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.errors import AssumptionsError, Fault
from costmodel.files.questionnaires import DESCRIBED, Questionnaire, questionnaire
from costmodel.files.tree import baseline_folder
from costmodel.files.workbooks import harmless, lines_needed
from costmodel.files.writing import TABLE, WORKBOOK, checked, write_whole
from costmodel.initiative.blocks import LEVELS
from costmodel.language.captions import texts
from costmodel.language.language import Language, language_of
from costmodel.workshop.filled_forms import GROUPS, read_form

if TYPE_CHECKING:
    import pandas as pd

WIDTHS = (22, 46, 34, 34, 34, 12, 26)  # letters: block, statement, three levels, answer, code
FORM = (*WORKBOOK, *TABLE)
EXAMPLE = Path("workshop") / "answers.csv"


def write_questionnaire(
    path: str | Path, language: str = "en", folders: str | Path | Iterable[str | Path] = ()
) -> Path:
    """An empty form of the questionnaire, to be filled in by one person.

    Args:
        path: the file, ending in .xlsx or .csv; its folder is made where it is missing. An empty form that is there
            already is written anew.
        language: of the language, one of `languages()`. A German CSV file has semicolons, as Excel expects them there.
        folders: as for `questionnaire`.

    Returns:
        the path.

    Raises:
        AssumptionsError: faults in the questionnaire; or a file is there that is no empty form: answers are never
            overwritten.
        ValueError: another ending, or no such language.
        OSError: the file cannot be written.
    """
    path, says, asked = Path(path), language_of(language), questionnaire(folders)
    checked(path, FORM)
    if path.exists() and not _is_empty_form(path, says):
        raise AssumptionsError([Fault("", 0, path.name, says("form: not empty"))])
    content = (_workbook if path.suffix.lower() == ".xlsx" else _csv)(asked, says)
    return write_whole(path, content, FORM, make_folder=True)


def _is_empty_form(path: Path, says: Language) -> bool:
    faults: list[Fault] = []
    form = read_form(path, faults, says)
    return form is not None and not faults and form.is_empty


def _heading(says: Language) -> list[str]:
    levels = [says("form described", level=str(level)) for level in DESCRIBED]
    return [says("form block"), says("form statement"), *levels, says("form answer"), says("form code")]


def _lines(asked: Questionnaire, says: Language) -> Iterator[list[str]]:
    blocks = texts(says.code)
    for one in asked.statements:
        told = [one.says(says.code), *(one.says(says.code, level) for level in DESCRIBED)]
        yield [blocks.block(one.block), *told, "", one.code]


def _csv(asked: Questionnaire, says: Language) -> bytes:
    made = io.StringIO(newline="")
    out = csv.writer(made, delimiter=says.grammar.between_cells)
    rows = [[says("form title")], [says("form how")], [says("form name"), ""], [says("form group"), ""], []]
    for row in [*rows, _heading(says), *_lines(asked, says)]:
        out.writerow([harmless(cell) for cell in row])
    return made.getvalue().encode("utf-8-sig")


def _workbook(asked: Questionnaire, says: Language) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    base = {"font_name": "Calibri", "font_size": 11, "font_color": "#15202B", "valign": "top"}
    line = {"bottom": 4, "bottom_color": "#B9C4CD"}
    text = book.add_format({**base, **line, "text_wrap": True, "num_format": "@"})
    bold = book.add_format({**base, **line, "text_wrap": True, "bold": True})
    pale = book.add_format({**base, **line, "font_size": 8, "font_color": "#8A97A3"})
    field = {**base, "bg_color": "#FFF8E5", "border": 1, "border_color": "#B9C4CD", "locked": False}
    answer = book.add_format({**field, "align": "center", "bold": True, "font_size": 14, "valign": "vcenter"})
    typed = book.add_format({**field, "num_format": "@"})
    head = book.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#14598C", "text_wrap": True})
    sheet = book.add_worksheet(says("form sheet"))
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, says("form title"), book.add_format({**base, "bold": True, "font_size": 16}))
    sheet.set_row(0, 24)
    sheet.write_string(1, 0, says("form how"), book.add_format({**base, "italic": True, "font_color": "#55636F"}))
    for row, key in ((2, "form name"), (3, "form group")):
        sheet.write_string(row, 0, says(key), book.add_format({**base, "bold": True, "text_wrap": True}))
        sheet.set_row(row, 30)
        sheet.write_blank(row, 1, None, typed)
    groups = [says(f"group {group}") for group in GROUPS]
    sheet.data_validation(3, 1, 3, 1, {"validate": "list", "source": groups, "error_type": "information"})
    first = 6
    for place, name in enumerate(_heading(says)):
        sheet.write_string(first - 1, place, name, head)
    sheet.set_row(first - 1, 32)
    block = ""
    for row, cells in enumerate(_lines(asked, says), start=first):
        sheet.set_row(row, 15.5 * lines_needed(zip(cells[1:5], WIDTHS[1:5], strict=True)))
        looks = [bold, bold, text, text, text, answer, pale]
        for place, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            shown = "" if place == 0 and cell == block else cell
            if shown:
                sheet.write_string(row, place, harmless(shown), look)
            else:
                sheet.write_blank(row, place, None, look)
        block = cells[0]
    last = first + len(asked.statements) - 1
    wrong = {"error_title": says("form answer"), "error_message": says("form wrong")}
    sheet.data_validation(first, 5, last, 5, {"validate": "list", "source": list(map(str, LEVELS)), **wrong})
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(first, 0)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first - 1)
    sheet.set_footer("&C&P / &N")
    book.close()
    return made.getvalue()


def example_answers() -> pd.DataFrame:
    """Invented answers of five people, to try things on: shaped as `read_questionnaires` gives real ones."""
    import pandas as pd

    return pd.read_csv(baseline_folder() / EXAMPLE, comment="#")
