"""What a viewer takes along: the scenario file, one page for the board, the workbook, the pictures."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args

from costmodel.dashboard.cards import Seen, Slow
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view.controls import case_name
from costmodel.estimates.more_samples import with_ledgers
from costmodel.language.beliefs import believed
from costmodel.language.translations import Texts
from costmodel.report.contents import Contents
from costmodel.report.drawing import Needs
from costmodel.report.side_by_side import SideBySide
from costmodel.report.viewed import Viewed
from costmodel.report.who import file_stem


@dataclass(frozen=True)
class File:
    """A file for the viewer: its name, its type as browsers call it, its content."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Taken:
    """What files are made of: the case, the texts beside it, all that papers show of it, and cases beside it."""

    case: Case
    texts: Texts
    contents: Contents
    beside: SideBySide | None = None

    @property
    def stem(self) -> str:
        """The name of the initiative, or of the case, and the day, as a part of the names of files."""
        of = self.contents
        called = of.est.assumptions.initiative.name or case_name(self.case, self.texts, of.says)
        return file_stem(called, of.day)


def contents_of(seen: Seen, slow: Slow, day: dt.date) -> Contents:
    """All that papers show of what is on the page: drawn from the same, at the same confidence, held against the same.

    Args:
        seen: what is on the page, at rest.
        slow: what takes longer, as far as it is worked out; papers work out the rest themselves.
        day: on which they are made.
    """
    known = {name: frame for name in get_args(Needs) if (frame := getattr(slow, name)) is not None}
    looked_at = {one.name: getattr(seen, one.name) for one in fields(Viewed) if one.kw_only and one.name != "wide"}
    return Contents(with_ledgers(seen.est), seen.says, day, known=known, **looked_at)


def make(what: str, taken: Taken) -> File:
    """One of the files in `KINDS`.

    Raises:
        ValueError: there is no such file.
    """
    if what not in KINDS:
        raise ValueError(f"no file {what[:40]!r}; there are {', '.join(KINDS)}")
    return KINDS[what](taken)


def scenario(taken: Taken) -> File:
    """The scenario file: `costmodel estimate --scenario FILE` gives the very figures of the page."""
    case, texts, says = taken.case, taken.texts, taken.contents.says
    start = case.start(says.code)
    why = {name: says("file: why", belief=believed(start[name], texts, says)) for name in start}
    name, base = case_name(case, texts, says), case_name(Case(case.scenario, case.overlaid), texts, says)
    meaning, story = says("file: meaning", name=name), says("file: story", base=base)
    text = case.as_file(taken.stem, meaning, story, why)
    return File(f"{taken.stem}.yaml", "application/yaml", text.encode())


def one_page(taken: Taken) -> File:
    """The page with which a project lead defends the budget."""
    from costmodel.report.pdf import put_one_page

    content = _written(lambda path: put_one_page(taken.contents, path, taken.beside), ".pdf")
    return File(f"{taken.stem}.pdf", "application/pdf", content)


def html(taken: Taken) -> File:
    """The whole report as one page that asks no address for anything."""
    from costmodel.report.html import put_html

    content = _written(lambda path: put_html(taken.contents, path, taken.beside), ".html")
    return File(f"{taken.stem}.html", "text/html", content)


def excel(taken: Taken) -> File:
    """The workbook for finance."""
    from costmodel.report.workbook import put_workbook

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = _written(lambda path: put_workbook(taken.contents, path, taken.beside), ".xlsx")
    return File(f"{taken.stem}.xlsx", kind, content)


def pictures(taken: Taken) -> File:
    """Every picture of a report twice: for slides (PNG) and to be drawn at any size (SVG)."""
    from costmodel.report.picture_files import packed

    content = packed(taken.contents, taken.stem, taken.beside)
    return File(f"{taken.stem}_pictures.zip", "application/zip", content)


def _written(write: Callable[[Path], object], ending: str) -> bytes:
    """The content of a file that can only be written to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{ending}"
        write(path)
        return path.read_bytes()


KINDS: Mapping[str, Callable[[Taken], File]] = {
    "scenario": scenario,
    "one_page": one_page,
    "html": html,
    "excel": excel,
    "pictures": pictures,
}
