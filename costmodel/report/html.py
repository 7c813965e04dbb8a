"""The report as one self-contained HTML file: no address is asked for anything when it is opened."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from costmodel.estimates.result import Estimate
from costmodel.files.writing import PAGE, write_whole
from costmodel.language.language import Language, language_of
from costmodel.pictures import style as looks
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report import cells as tables
from costmodel.report import sentences, who
from costmodel.report.contents import Contents, assumption_rows
from costmodel.report.drawing import Picture
from costmodel.report.key_figures import KeyFigure, on_paper
from costmodel.report.picture_list import pictures
from costmodel.report.side_by_side import SideBySide
from costmodel.report.tables import Table
from costmodel.report.titles import title_of, unit_of

STYLE = Path(__file__).with_name("style.css")
NO_REQUESTS = "default-src 'none'; style-src 'unsafe-inline'"


def write_html(est: Estimate, path: str | Path, code: str | Language = "en", made_on: dt.date | None = None) -> Path:
    """Write the whole report as one HTML file with everything in it.

    Args:
        est: a simulation.
        path: the file to write, ending in .html; one that is there is replaced when the new one is whole.
        code: of the language, one of `languages()`.
        made_on: the date on the report.

    Raises:
        ValueError: the likeliest case alone, an unknown language, or another ending.
        OSError: the file cannot be written.
    """
    return put_html(Contents(est, language_of(code), made_on), path)


def put_html(contents: Contents, path: str | Path, beside: SideBySide | None = None) -> Path:
    """The same of contents that other papers are made of too, so that they are computed once.

    Args:
        contents, path: what it shows, and where it is written.
        beside: cases side by side.
    """
    est, says = contents.est, contents.says
    title = " · ".join(dict.fromkeys((who.heading(est, says("title")), says("title"))))
    return write_page(path, title, _parts(contents, beside), says)


def write_page(path: str | Path, title: str, parts: list[Markup], says: Language) -> Path:
    """One HTML file with everything in it, from the parts of its body."""
    head = tag(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{NO_REQUESTS}">'),
        tag("title", title),
        tag("style", Markup("\n".join((looks.colours(), looks.pictures(), STYLE.read_text(encoding="utf-8"))))),
    )
    page = tag("html", head, tag("body", tag("main", *parts), class_="cm-root"), lang=says.code)
    return write_whole(path, f"<!DOCTYPE html>\n{page}\n".encode(errors="replace"), PAGE)


def _parts(contents: Contents, beside: SideBySide | None) -> list[Markup]:
    est, says = contents.est, contents.says
    ways = () if beside is None else (beside.picture(other, contents.day) for other in beside.others())
    cases = () if beside is None else beside.tables()
    first, *others = sentences.all_sentences(est, says, contents.confidence)
    title, about = says("title"), who.about(est, says)
    return [
        tag("h1", who.heading(est, title)),
        tag("p", who.under(est, says, contents.day, title), class_="under"),
        *([tag("p", about, class_="under about")] if about else []),
        tag("p", first, class_="headline"),
        tag("dl", *map(_key_figure, on_paper(contents)), class_="keys"),
        tag("ul", *(tag("li", one) for one in others), class_="argument"),
        tag("div", *map(figure, (*pictures(contents), *ways)), class_="figures"),
        *(titled(table, says, contents.currency) for table in (*cases, *contents.tables())),
        _assumptions(contents),
        tag("p", sentences.provenance(est, says), class_="note"),
        tag("p", who.mark(est, says, contents.day), class_="note"),
    ]


def _key_figure(figure: KeyFigure) -> Markup:
    return tag(
        "div",
        tag("dt", figure.name),
        tag("dd", figure.value, class_="value"),
        tag("dd", figure.scope, class_="scope"),
    )


def figure(picture: Picture) -> Markup:
    """A picture with its title, what is read off it, and its source where that is another one than the report's."""
    source = [tag("p", picture.source, class_="note")] if picture.source else []
    return tag(
        "figure",
        tag("h2", picture.title),
        tag("div", picture.drawn, class_="cm-plot"),
        tag("figcaption", tag("p", picture.says), *source),
        class_=f"cm-card cm-card-{picture.key}",
    )


def titled(table: Table, says: Language, currency: str) -> Markup:
    """A table below its title, with its currency and how it is to be read."""
    return join(
        tag("h2", title_of(table, says)),
        *([tag("p", unit, class_="unit")] if (unit := unit_of(table, says, currency)) else []),
        tag("div", tables.as_html(table, says), class_="scroll"),
        *(tag("p", note, class_="note") for note in table.notes),
    )


def _assumptions(contents: Contents) -> Markup:
    says = contents.says
    names = ("name", "meaning", "believed", "source", "origin", "overridden")
    head = tag("tr", *(tag("th", says(f"column {name}")) for name in names))
    body = [tag("tr", *(tag("td", cell) for cell in row)) for row in assumption_rows(contents)]
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="assumptions")
    return tag("details", tag("summary", says("sheet assumptions")), tag("div", table, class_="scroll"))
