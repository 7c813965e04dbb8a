"""What a viewer takes along: the scenario file, one page for the board, the workbook, the pictures."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from costmodel import Estimate
from costmodel.dashboard.beliefs import believed
from costmodel.dashboard.case import Case
from costmodel.dashboard.controls import case_name
from costmodel.pictures.markup import Markup
from costmodel.sentences import Language
from costmodel.translations import Texts

WIDTH = 760  # pixels of a picture in a file; on the page it takes the width there is
LONGEST_SLUG = 50


@dataclass(frozen=True)
class File:
    """A file for the viewer: its name, its type as browsers call it, its content."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Taken:
    """What files are made of: the case, its estimate at rest, and the pictures as they are on the page."""

    case: Case
    est: Estimate
    cards: Mapping[str, Markup]
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
    from costmodel import page

    content = _written(lambda path: page.one_page(taken.est, path, taken.says), ".pdf")
    return File(f"{taken.slug}.pdf", "application/pdf", content)


def excel(taken: Taken) -> File:
    """The workbook for finance."""
    from costmodel import workbook

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return File(f"{taken.slug}.xlsx", kind, _written(lambda path: workbook.write(taken.est, path, taken.says), ".xlsx"))


def pictures(taken: Taken) -> File:
    """Every picture on the page as an SVG file that stands alone, in the colours of paper."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, card in taken.cards.items():
            drawn = standing_alone(card)
            if drawn:
                archive.writestr(zipfile.ZipInfo(f"{taken.slug}_{key}.svg"), drawn)
    return File(f"{taken.slug}_pictures.zip", "application/zip", packed.getvalue())


def standing_alone(card: str) -> str:
    """The picture of a card with its colours in it, as a file; empty where the card has none."""
    drawn = next(iter(sorted(_pictures(card), key=lambda one: "cm-stacked" in one[:200])), "")  # that one is for phones
    style = f"<style><![CDATA[{_style()}]]></style>"
    drawn = drawn.replace('width="100%"', f'width="{WIDTH}"', 1)
    ground = '<rect width="100%" height="100%" fill="#ffffff"/>'
    return re.sub(r"^(<svg\b[^>]*>)", lambda start: f"{start[1]}{style}{ground}", drawn, count=1)


def _pictures(card: str) -> list[str]:
    """The pictures in the markup of a card; what is drawn inside a picture belongs to it."""
    found, depth, start = [], 0, 0
    for mark in re.finditer(r"<(/?)svg\b", card):
        if mark[1]:
            depth -= 1
            if depth == 0:
                found.append(card[start : mark.end() + 1])
        else:
            start = mark.start() if depth == 0 else start
            depth += 1
    return found


def _style() -> str:
    """The colours of the light page, and how marks look."""
    static = files("costmodel.dashboard") / "static"
    colours = re.search(r"\.cm-root \{.*?\n\}", (static / "page.css").read_text(encoding="utf-8"), re.DOTALL)
    marks = (static / "pictures.css").read_text(encoding="utf-8")
    return f"{(colours[0] if colours else '').replace('.cm-root', ':root')}\n{marks}"


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
