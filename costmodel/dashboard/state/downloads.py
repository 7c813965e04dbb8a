"""What a viewer takes along: the scenario file, one page for the board, the workbook, the pictures."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from costmodel import Estimate
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view.controls import case_name
from costmodel.language.beliefs import believed
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.report.side_by_side import SideBySide
from costmodel.report.who import file_stem


@dataclass(frozen=True)
class File:
    """A file for the viewer: its name, its type as browsers call it, its content."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Taken:
    """What files are made of: the case, its estimate at rest, the day on which they are made, and cases beside it."""

    case: Case
    est: Estimate
    texts: Texts
    says: Language
    day: dt.date | None = None
    beside: SideBySide | None = None

    @property
    def stem(self) -> str:
        """The name of the initiative, or of the case, and the day, as a part of the names of files."""
        called = self.est.assumptions.initiative.name or case_name(self.case, self.texts, self.says)
        return file_stem(called, self.day)


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
    case, texts, says = taken.case, taken.texts, taken.says
    start = case.start(says.code)
    why = {name: says("file: why", belief=believed(start[name], texts, says)) for name in start}
    name, base = case_name(case, texts, says), case_name(Case(case.scenario, case.overlaid), texts, says)
    meaning, story = says("file: meaning", name=name), says("file: story", base=base)
    text = case.as_file(taken.stem, meaning, story, why)
    return File(f"{taken.stem}.yaml", "application/yaml", text.encode())


def one_page(taken: Taken) -> File:
    """The page with which a project lead defends the budget."""
    from costmodel.report.pdf import one_page

    content = _written(lambda path: one_page(taken.est, path, taken.says, taken.day, taken.beside), ".pdf")
    return File(f"{taken.stem}.pdf", "application/pdf", content)


def excel(taken: Taken) -> File:
    """The workbook for finance."""
    from costmodel.report import workbook

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return File(
        f"{taken.stem}.xlsx",
        kind,
        _written(lambda path: workbook.write(taken.est, path, taken.says, taken.day, taken.beside), ".xlsx"),
    )


def pictures(taken: Taken) -> File:
    """Every picture of a report twice: for slides (PNG) and to be drawn at any size (SVG)."""
    from costmodel.report.contents import Contents
    from costmodel.report.picture_files import as_png, as_svg
    from costmodel.report.picture_list import pictures as listed

    contents, packed, beside = Contents(taken.est, taken.says, taken.day), io.BytesIO(), taken.beside
    ways = () if beside is None else (beside.picture(other, taken.day) for other in beside.others())
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for picture in (*listed(contents), *ways):
            for ending, content in (("svg", as_svg(picture, contents)), ("png", as_png(picture, contents))):
                archive.writestr(zipfile.ZipInfo(f"{taken.stem}_{picture.key}.{ending}"), content)
    return File(f"{taken.stem}_pictures.zip", "application/zip", packed.getvalue())


def _written(write: Callable[[Path], object], ending: str) -> bytes:
    """The content of a file that can only be written to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{ending}"
        write(path)
        return path.read_bytes()


KINDS: Mapping[str, Callable[[Taken], File]] = {
    "scenario": scenario,
    "one_page": one_page,
    "excel": excel,
    "pictures": pictures,
}
