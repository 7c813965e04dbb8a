"""The assumptions as a sheet that can be edited: out to Excel, and what was changed there back as a scenario."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.shapes import number_keys
from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.files.assumptions import Assumptions
from costmodel.files.nodes import Node
from costmodel.files.opening import UnreadableError
from costmodel.files.scenario import Scenario
from costmodel.files.workbooks import UNREADABLE, as_written, harmless, lines_needed, unpacked
from costmodel.language.beliefs import sourced
from costmodel.language.language import Language

# The columns of the sheet; those of EDITABLE are read back, together with the reason.
NUMBERS = tuple(key for key, what in number_keys().items() if what.single)
WEIGHTED = tuple(key for key, what in number_keys().items() if what.weighted)
COUNTED = tuple(key for key in number_keys() if key not in (*NUMBERS, *WEIGHTED))  # only how many they are
COLUMNS = {
    "name": 46,
    "meaning": 44,
    "unit": 18,
    "prices_of": 10,
    **dict.fromkeys(NUMBERS, 11),
    **dict.fromkeys(WEIGHTED, 20),
    "shape": 12,
    "your_why": 34,
    **dict.fromkeys(COUNTED, 13),
    "source": 110,
    "judgement": 12,
    "origin": 26,
    "changed_by": 20,
    "changed_why": 50,
}
EDITABLE = ("unit", "prices_of", *NUMBERS, *WEIGHTED, "shape")
HEADER = 3  # the row of the headings, counted from 0
HIDDEN, MARK = "costmodel", "costmodel assumptions, form 1"  # a hidden sheet with the numbers as they were written
MOST_ROWS = 10_000
READABLE = 62  # per cent of the letters' size that are printed: 6 points, and half of the columns on a page
SAME = 1e-9  # relative; some programs write fifteen digits


# -- out --------------------------------------------------------------------------------------------------------------


def put_assumptions(book: Any, assumptions: Assumptions, says: Language, title: str) -> None:
    """The sheet with a row for each assumption, and the hidden one that remembers them.

    Args:
        book: an `xlsxwriter.Workbook`.
        assumptions: what to write.
        says: the language.
        title: the sheet's name.
    """
    base = {"font_name": "Calibri", "font_size": 10, "font_color": "#15202B", "valign": "top"}
    text = book.add_format({**base, "num_format": "@", "text_wrap": True, "bottom": 4, "bottom_color": "#B9C4CD"})
    open_text = book.add_format(
        {**base, "num_format": "@", "bg_color": "#FFF8E5", "bottom": 4, "bottom_color": "#B9C4CD", "text_wrap": True}
    )
    figure = book.add_format(
        {**base, "num_format": "#,##0.######", "bg_color": "#FFF8E5", "bottom": 4, "bottom_color": "#B9C4CD"}
    )
    year = book.add_format({**base, "num_format": "0", "bg_color": "#FFF8E5", "bottom": 4, "bottom_color": "#B9C4CD"})
    head = book.add_format(
        {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#14598C", "text_wrap": True, "valign": "vcenter"}
    )
    sheet, hidden = book.add_worksheet(title), book.add_worksheet(HIDDEN)
    hidden.very_hidden()
    hidden.write_row(0, 0, [MARK, title])
    sheet.write_string(0, 0, title, book.add_format({**base, "bold": True, "font_size": 15}))
    ends = {"first": says("column value"), "last": says("column shape")}
    note = book.add_format({**base, "italic": True, "font_color": "#55636F"})
    sheet.write_string(1, 0, says("read assumptions", **ends), note)
    sheet.write_string(2, 0, says("read meanings"), note)
    for place, (name, width) in enumerate(COLUMNS.items()):
        sheet.write_string(HEADER, place, _heading(name, says), head)
        sheet.set_column(place, place, width)
    looks = {"prices_of": year, **dict.fromkeys((*WEIGHTED, "shape", "unit", "your_why"), open_text)}
    for row, (name, belief) in enumerate(assumptions.items(), start=HEADER + 1):
        cells = {"name": name, **_editable(belief), **_told(assumptions, name, belief, says)}
        texts = [(str(cells[column]), width) for column, width in COLUMNS.items() if isinstance(cells.get(column), str)]
        sheet.set_row(row, 13.5 * lines_needed(texts))
        for place, column in enumerate(COLUMNS):
            cell = cells.get(column)
            look = looks.get(column, figure if column in NUMBERS else text)
            for target, where in ((sheet, place), (hidden, place)):
                if target is hidden and column not in ("name", *EDITABLE):
                    continue
                if cell is None:
                    sheet.write_blank(row, where, None, look)
                elif isinstance(cell, str):
                    target.write_string(row, where, harmless(cell), look)
                else:
                    target.write_number(row, where, cell, look)
    sheet.freeze_panes(HEADER + 1, 1)
    sheet.autofilter(HEADER, 0, HEADER + len(assumptions), len(COLUMNS) - 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_print_scale(READABLE)
    sheet.set_v_pagebreaks([list(COLUMNS).index("your_why")])  # what is believed, and beside it on a second page why
    sheet.repeat_rows(HEADER)
    sheet.repeat_columns(0)


def _heading(column: str, says: Language) -> str:
    """What a column is called; the key of a belief's shape as it is written where the language has no word for it."""
    return says.texts.get(f"column {column}", column) if column in number_keys() else says(f"column {column}")


def _editable(belief: Belief) -> dict[str, str | float | None]:
    cells: dict[str, str | float | None] = {name: getattr(belief, name) for name in NUMBERS}
    cells |= {"unit": belief.unit, "prices_of": belief.prices_of, "shape": belief.shape}
    for key in WEIGHTED:
        if key in belief.given:
            cells[key] = "; ".join(f"{choice.value!r}: {choice.weight!r}" for choice in belief.given[key])
    return cells


def _told(assumptions: Assumptions, name: str, belief: Belief, says: Language) -> dict[str, str | float | None]:
    origin, change = assumptions.origins.get(name), assumptions.last_change(name)
    return {
        "meaning": belief.meaning,
        **{key: float(len(belief.given[key])) for key in COUNTED if key in belief.given},
        "source": "\n".join(sourced(one, says, whole=True) for one in belief.source),
        "judgement": says("yes" if belief.rests_on_judgement else "no"),
        "origin": str(origin) if origin is not None else None,
        "changed_by": change.by if change is not None else None,
        "changed_why": change.why if change is not None else None,
    }


# -- back -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheet:
    """A sheet that is read: cells know where they stand, and faults are gathered."""

    file: str
    name: str
    faults: list[Fault]

    def node(self, value: Any, row: int, column: str) -> Node:
        return Node(value, f"{self.file}, sheet {self.name}, cell {_cell(row, column)}", row)

    def fault(self, row: int, column: str, about: str, text: str) -> None:
        self.faults.append(_by_cell(self.node(None, row, column).fault(about, text)))


def _cell(row: int, column: str) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(list(COLUMNS).index(column) + 1)}{row}"


def _by_cell(fault: Fault) -> Fault:
    """A fault that names sheet and cell instead of file and line."""
    if ", cell " not in fault.file:
        return fault
    return Fault("", fault.line, ": ".join(part for part in (fault.file, fault.name) if part), fault.text)


def with_workbook(assumptions: Assumptions, path: str | Path) -> Assumptions:
    """Other assumptions with an edited workbook laid on as a scenario.

    Raises:
        AssumptionsError: the workbook cannot be read or what was put into it is impossible; all faults, each with
            its sheet and cell.
    """
    scenario = read_scenario(path)
    faults: list[Fault] = []
    result = assumptions.with_read(scenario, faults)
    if faults:
        raise AssumptionsError(map(_by_cell, faults))
    return result


def read_scenario(path: str | Path) -> Scenario:
    """What was changed in the assumptions of a workbook that `workbook.write` wrote: changed rows only.

    Compared is with the numbers as they were written, which a hidden sheet of the workbook remembers. A changed row
    needs a reason in its column for reasons.

    Args:
        path: the edited workbook; `assumptions.with_read` or `with_workbook` lays the result on.

    Raises:
        AssumptionsError: it is no such workbook, a cell holds no number, a reason is missing; all faults, each with
            its sheet and cell.
    """
    path = Path(path)
    faults: list[Fault] = []
    changes: dict[str, Node] = {}
    try:
        sheet, rows = _opened(path, faults)
        changes = dict(_changes(sheet, *rows))
    except UnreadableError as error:
        faults.append(Fault("", 0, path.name[:80], str(error)))
    except UNREADABLE as error:
        faults.append(Fault("", 0, path.name, Sentence("cannot be read as a workbook: {why}", why=str(error))))
    if faults:
        raise AssumptionsError(faults)
    return Scenario(path.stem, f"Changes made in {path.name}", "", path.name, changes)


Rows = dict[int, dict[str, Any]]  # row, counted from 1 -> column -> cell


def _opened(path: Path, faults: list[Fault]) -> tuple[_Sheet, tuple[Rows, Rows, Mapping[str, Any]]]:
    """The sheet with its rows as values and as formulas, and the rows as they were written, by name."""
    from openpyxl import load_workbook

    file = unpacked(path)
    book = load_workbook(file, read_only=True, data_only=True)
    mark = next(book[HIDDEN].iter_rows(max_row=1, max_col=2, values_only=True), ()) if HIDDEN in book else ()
    if len(mark) < 2 or mark[0] != MARK:
        raise ValueError(Sentence("it was not written by costmodel, or its hidden sheet was removed"))
    title = str(mark[1])
    if title not in book.sheetnames:
        raise ValueError(Sentence("there is no sheet {title!r}; it must keep its name", title=title))
    before = {str(cells["name"]): cells for cells in _rows(book[HIDDEN]).values()}
    values = _rows(book[title])
    formulas = _rows(load_workbook(file, read_only=True)[title])
    return _Sheet(path.name, title, faults), (values, formulas, before)


def _rows(sheet: Any) -> Rows:
    last = HEADER + 1 + MOST_ROWS
    every = sheet.iter_rows(min_row=HEADER + 2, max_row=last, max_col=len(COLUMNS), values_only=True)
    found = {row: dict(zip(COLUMNS, cells, strict=False)) for row, cells in enumerate(every, start=HEADER + 2)}
    return {row: cells for row, cells in found.items() if cells.get("name") not in (None, "")}


def _changes(sheet: _Sheet, values: Rows, formulas: Rows, before: Mapping[str, Any]) -> Iterator[tuple[str, Node]]:
    seen: dict[str, int] = {}
    for row, cells in values.items():
        name = as_written(str(cells["name"])).strip()
        if name in seen:
            sheet.fault(row, "name", name, Sentence("stands in row {row} already", row=seen[name]))
            continue
        seen[name] = row
        was = before.get(name)
        if was is None:
            sheet.fault(row, "name", name, Sentence("no such assumption in this workbook; names are not to be changed"))
            continue
        changed = [column for column in EDITABLE if not _same(cells.get(column), was.get(column))]
        formula = [one for one in EDITABLE if cells.get(one) is None and formulas[row].get(one) is not None]
        for column in formula:
            sheet.fault(row, column, name, Sentence("a formula that was never calculated; open and save the file once"))
        if not changed or formula:
            continue
        why = cells.get("your_why")
        if why is None or not str(why).strip():
            sheet.fault(row, "your_why", name, Sentence("a reason is missing: a changed number says why"))
        parts = _parts(sheet, row, name, cells, changed)
        if parts is not None:
            parts["why"] = sheet.node(as_written(str(why)).strip(), row, "your_why")
            yield name, sheet.node(parts, row, next((one for one in changed if one in NUMBERS), changed[0]))


def _parts(sheet: _Sheet, row: int, name: str, cells: Mapping[str, Any], changed: list[str]) -> dict[str, Node] | None:
    """The cells of a changed row as a scenario's entry, or None after naming the cells that hold no number."""
    parts: dict[str, Node] = {}
    sound = True
    for column in EDITABLE:
        cell = cells.get(column)
        if cell is None or cell == "" or (column == "unit" and column not in changed):
            continue
        if column in ("unit", "shape"):
            parts[column] = sheet.node(as_written(str(cell)).strip(), row, column)
        elif column in WEIGHTED:
            choices = _choices(sheet, row, column, str(cell))
            if choices is None:
                sheet.fault(
                    row,
                    column,
                    name,
                    Sentence("{cell!r} are no choices; write value: weight; value: weight", cell=cell),
                )
            sound = sound and choices is not None
            parts[column] = sheet.node(choices, row, column)
        elif isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
            what = Sentence("a text") if isinstance(cell, str) else Sentence("no number")
            sheet.fault(
                row,
                column,
                name,
                Sentence("{cell!r} is {what}; a number is needed here", cell=str(cell)[:40], what=what),
            )
            sound = False
        else:
            whole = column == "prices_of" and float(cell).is_integer()
            parts[column] = sheet.node(int(cell) if whole else float(cell), row, column)
    return parts if sound else None


def _choices(sheet: _Sheet, row: int, column: str, written: str) -> list[Node] | None:
    found = []
    for part in filter(str.strip, as_written(written).split(";")):
        value, _, weight = part.partition(":")
        try:
            numbers = {"value": float(value), "weight": float(weight)}
        except ValueError:
            return None
        nodes = {key: sheet.node(number, row, column) for key, number in numbers.items()}
        found.append(sheet.node(nodes, row, column))
    return found or None


def _same(cell: Any, was: Any) -> bool:
    if cell in (None, "") or was in (None, ""):
        return cell in (None, "") and was in (None, "")
    if isinstance(cell, int | float) and isinstance(was, int | float) and not isinstance(cell, bool):
        return math.isclose(cell, was, rel_tol=SAME, abs_tol=1e-300)
    return str(cell).strip() == str(was).strip()
