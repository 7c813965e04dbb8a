"""The report on paper: a PDF of A4 pages, and the single page with which a project lead defends the budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

from costmodel.decisions.confidence import stage_budgets
from costmodel.estimates.result import Estimate
from costmodel.language.language import Language, language_of
from costmodel.language.periods import month_after
from costmodel.pictures.standalone import WIDTH, standalone
from costmodel.report import sentences, who
from costmodel.report.cells import written
from costmodel.report.contents import Contents, assumption_rows
from costmodel.report.drawing import Picture
from costmodel.report.key_figures import on_paper
from costmodel.report.paper.typesetting import typeset
from costmodel.report.picture_list import pictures
from costmodel.report.pictures_of_cost import DISTRIBUTION, WATERFALL
from costmodel.report.side_by_side import SideBySide
from costmodel.report.tables import Table
from costmodel.report.titles import title_of, unit_of

ONE_PAGE = 840.0  # pixels of a picture on the one page, where there is less room
HEAD = 12  # letters of a word in the head of a column that are not divided
SHORTEST = 8  # letters of a head that stays on one line
SHORT = 20  # letters of a cell up to which a column of texts is as wide as they are
ROOM = 150  # letters across a page that lies
A_PAGE = 24  # lines that a table may take to be kept on one page
WIDEST = 60  # letters of a cell beyond which a column asks for no more room


def write_pdf(est: Estimate, path: str | Path, code: str | Language = "en", made_on: dt.date | None = None) -> Path:
    """Write the whole report as a PDF: the argument, its contents, the pictures, the tables, the assumptions.

    Args:
        est: a simulation.
        path: the file to write.
        code: of the language, one of `languages()`.
        made_on: the date on the report.

    Raises:
        ValueError: the likeliest case alone, or an unknown language.
        OSError: the file cannot be written.
    """
    return put_pdf(Contents(est, language_of(code), made_on), path)


def put_pdf(contents: Contents, path: str | Path) -> Path:
    """The same of contents that other papers are made of too, so that they are computed once."""
    says = contents.says
    _, *argument = sentences.all_sentences(contents.est, says, contents.confidence)
    columns = [
        f"{says('column name')}, {says('column origin')}",
        f"{says('column meaning')}, {says('column overridden')}",
    ]
    data = _common(contents, says("title")) | {
        "argument": argument,
        "contents": says("contents"),
        "pictures": [set_picture(one) for one in pictures(contents)],
        "tables": [set_table(one, says, contents.currency) for one in contents.tables()],
        "assumptions": {
            "title": says("sheet assumptions"),
            "columns": [*columns, says("column believed"), says("column source")],
            "rows": [
                {"name": name, "meaning": meaning, "believed": told, "source": source, "origin": at, "overridden": by}
                for name, meaning, told, source, at, by in assumption_rows(contents)
            ],
        },
    }
    return typeset("report", data, path)


def one_page(
    est: Estimate,
    path: str | Path,
    code: str | Language = "en",
    made_on: dt.date | None = None,
    beside: SideBySide | None = None,
) -> Path:
    """Write the page with which a project lead defends the budget, as a PDF.

    Args:
        est, path, code, made_on: as for `write_pdf`.
        beside: cases side by side, on a second page.
    """
    return put_one_page(Contents(est, language_of(code), made_on), path, beside)


def put_one_page(contents: Contents, path: str | Path, beside: SideBySide | None = None) -> Path:
    """The same of contents that other papers are made of too, so that they are computed once."""
    est, says = contents.est, contents.says
    told = (
        sentences.ask(est, says, contents.confidence),
        sentences.gap(est, says),
        sentences.waiting(est, says),
        sentences.success(est, says),
        sentences.drivers(contents.frame("drivers"), says),
        _next_gate(contents),
    )
    data = _common(contents, says("title one page")) | {
        "pictures": [set_picture(one.picture(contents), ONE_PAGE) for one in (DISTRIBUTION, WATERFALL)],
        "why": says("why so much"),
        "reasons": [reason for reason in told if reason],
        "beside": _beside(beside, contents.day) if beside is not None else None,
    }
    return typeset("one_page", data, path)


def _beside(beside: SideBySide, day: dt.date | None) -> dict[str, Any]:
    """The cases side by side as their template wants them: as they are arranged on the page."""
    says = beside.says
    return {
        "title": says("card side_by_side"),
        "cases": [{"name": name, "note": note} for name, note in zip(beside.names, beside.notes, strict=True)],
        "base": beside.base,
        "rows": [
            {"named": row.named, "scope": row.scope, "cells": [vars(cell) for cell in row.cells]}
            for row in beside.rows()
        ],
        "picture": set_picture(beside.picture(beside.other, day)),
        "table": set_table(beside.by_category(), says, beside.currency),
        "source": beside.source(range(len(beside.sides)), day),
    }


def _common(contents: Contents, title: str) -> dict[str, Any]:
    """What stands on the first page of both, and what runs along on each."""
    est, says = contents.est, contents.says
    year = est.assumptions.structure.prices.year
    day, called = sentences.made_on(contents.day, says), who.heading(est, title)
    return {
        "lang": says.code,
        "title": called,
        "under": who.under(est, says, contents.day, title),
        "about": who.about(est, says),
        "running": {"left": f"{called} · {sentences.scenarios(est, says)}", "right": day},
        "foot": " · ".join(
            filter(
                None,
                (
                    est.assumptions.initiative.name,
                    f"costmodel {est.version} · {est.fingerprint} · {contents.currency} {year}",
                ),
            )
        ),
        "headline": sentences.headline(est, says),
        "figures": [{"name": one.name, "value": one.value, "scope": one.scope} for one in on_paper(contents)],
        "provenance": sentences.provenance(est, says),
    }


def set_picture(picture: Picture, width: float = WIDTH) -> dict[str, Any]:
    """A picture as its template wants it."""
    return {"title": picture.title, "svg": standalone(picture.drawn, width), "says": picture.says}


def set_table(table: Table, says: Language, currency: str) -> Mapping[str, Any]:
    """A table as its template wants it: texts, which columns are numbers, and how much room each text asks for."""
    rows = written(table, says)
    columns: list[dict[str, Any]] = []
    for place, column in enumerate(table.columns):
        is_text = column.kind == "text"
        longest = max((len(row[place]) for row in rows), default=0)
        share = min(longest, WIDEST) if is_text and longest > SHORT else None
        words = [column.name] if len(column.name) <= SHORTEST else column.name.split()
        letters = max(longest, *(min(len(word), HEAD) for word in words), 4)
        columns.append({"name": column.name, "right": not is_text, "share": share, "letters": letters})
    if not any(column["share"] for column in columns):
        columns[0]["share"] = SHORT  # something takes what is left of the page
    return {
        "title": title_of(table, says),
        "unit": unit_of(table, says, currency),
        "columns": columns,
        "rows": rows,
        "total": bool(table.whole),
        "notes": list(table.notes),
        "whole": _lines(columns, rows, table.notes) <= A_PAGE,
    }


def _lines(columns: list[dict[str, Any]], rows: list[list[str]], notes: tuple[str, ...]) -> int:
    """About how many lines a table takes: at least as many as it does, so that what is kept together has room."""
    shares = sum(column["share"] or 0 for column in columns)
    left = ROOM - sum(column["letters"] for column in columns if not column["share"])
    wide = [(place, left * column["share"] / shares) for place, column in enumerate(columns) if column["share"]]
    rooms: list[tuple[int, float]] = [(place, max(room, SHORT / 2)) for place, room in wide]
    in_rows = sum(max(1, *(ceil(len(row[place]) / room) for place, room in rooms)) for row in rows)
    return in_rows + sum(ceil(len(note) / ROOM) for note in notes)


def _next_gate(contents: Contents) -> str:
    """The money to the next gate: what is asked for now."""
    says, currency = contents.says, contents.currency
    stages = stage_budgets(contents.est, contents.confidence)
    if len(stages) < 2:
        return ""
    first = stages.iloc[0]
    months = float(first["months_at_confidence"])
    when = month_after(contents.est.assumptions.calendar, months, says)
    return says(
        "next gate",
        money=says.money(float(first["request"]), currency),
        sure=says.percent(contents.confidence),
        gate=str(first["meaning"]),
        months=says.after_months(months) + (f" ({when})" if when else ""),
        ends=says.percent(float(first["ends"])),
    )
