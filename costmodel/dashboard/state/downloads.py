"""What a viewer takes along: the scenario file, one page for the board, the workbook, the pictures."""

from __future__ import annotations

import io
import re
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

LONGEST_SLUG = 50


@dataclass(frozen=True)
class File:
    """A file for the viewer: its name, its type as browsers call it, its content."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Taken:
    """What files are made of: the case, and its estimate at rest."""

    case: Case
    est: Estimate
    texts: Texts
    says: Language

    @property
    def slug(self) -> str:
        """The name of the case as a part of the names of files."""
        words = re.findall(r"[a-z0-9]+", _plain_letters(case_name(self.case, self.texts, self.says)))
        return "_".join(words)[:LONGEST_SLUG].strip("_") or "case"


def _plain_letters(text: str) -> str:
    spelled = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
    return "".join(spelled.get(letter, letter) for letter in text.casefold())


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
    text = case.as_file(taken.slug, meaning, story, why)
    return File(f"{taken.slug}.yaml", "application/yaml", text.encode())


def one_page(taken: Taken) -> File:
    """The page with which a project lead defends the budget."""
    from costmodel.report.pdf import one_page

    content = _written(lambda path: one_page(taken.est, path, taken.says), ".pdf")
    return File(f"{taken.slug}.pdf", "application/pdf", content)


def excel(taken: Taken) -> File:
    """The workbook for finance."""
    from costmodel.report import workbook

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return File(f"{taken.slug}.xlsx", kind, _written(lambda path: workbook.write(taken.est, path, taken.says), ".xlsx"))


def pictures(taken: Taken) -> File:
    """Every picture of a report twice: for slides (PNG) and to be drawn at any size (SVG)."""
    from costmodel.report.contents import Contents
    from costmodel.report.picture_files import as_png, as_svg
    from costmodel.report.picture_list import pictures as listed

    contents, packed = Contents(taken.est, taken.says), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for picture in listed(contents):
            for ending, content in (("svg", as_svg(picture, contents)), ("png", as_png(picture, contents))):
                archive.writestr(zipfile.ZipInfo(f"{taken.slug}_{picture.key}.{ending}"), content)
    return File(f"{taken.slug}_pictures.zip", "application/zip", packed.getvalue())


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
