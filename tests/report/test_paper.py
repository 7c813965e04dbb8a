"""The papers of every case: each word lies on its page, none upon another, none is lost or English, hostile ones are
text.
"""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.pictures.markup import Markup
from costmodel.report.paper.typesetting import breakable, printable, typeset
from costmodel.report.pdf import one_page, write_pdf
from costmodel.workshop.handout import handout
from costmodel.workshop.question_sheet import question_sheet
from tests.german import english_in

LANGUAGES = ("en", "de")
# A single page of every case; a report, which is set as its rows come, of those that differ most in what they hold.
IN_BOTH_LANGUAGES = ("baseline", "credit_scoring", "bought_language_model_assistant")
IN_ONE_LANGUAGE = {"de": ("visual_inspection", "language_model_fine_tuning")}  # its words are longer
# What somebody has put in is told too.
BY_HAND = {"credit_scoring": {"first_estimate.amount": 150_000, "operations.logging": 900}}
SAMPLES = 64  # with fewer, the curves of two confidences lie upon each other, and so do their names
EDGE = 14 * 72 / 25.4  # points: the narrowest margin of a paper is 14 mm, and a word may touch it
pytestmark = pytest.mark.timeout(300)  # the fixture writes a report for each case
UPON = 0.35  # of the lower of two words: boxes are as high as the font, so those of neighbouring lines meet a little
HOSTILE = '#panic(1) $x_1$ *b* _i_ <script> \\ ] } " // /* @label `raw` \u202e\ufeff\x07 Ωж漢字'


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Paper:
    """A paper that was written: its name, the size of each page, all its words, and a German one as it is read."""

    name: str
    pages: tuple[tuple[float, float], ...]
    words: tuple[Word, ...]
    raw: str = ""

    @property
    def text(self) -> str:
        """All of it, without spaces and hyphens: so that a word that was divided is found again."""
        return squeezed("".join(word.text for word in self.words))


def squeezed(text: str) -> str:
    return re.sub("[\\s\u00a0\u200b\u00ad\u2010-]+", "", text)


def read(path: Path, name: str) -> Paper:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext (poppler-utils) on the path to read a PDF")
    told = subprocess.run([reader, "-bbox", str(path), "-"], check=True, capture_output=True).stdout
    root = ET.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", told))
    space = "{http://www.w3.org/1999/xhtml}"
    pages, words = [], []
    for number, page in enumerate(root.iter(f"{space}page")):
        pages.append((float(page.get("width", 0)), float(page.get("height", 0))))
        for one in page.iter(f"{space}word"):
            left, top, right, bottom = (float(one.get(key, 0)) for key in ("xMin", "yMin", "xMax", "yMax"))
            words.append(Word(number, one.text or "", left, top, right, bottom))
    return Paper(name, tuple(pages), tuple(words))


def as_read(path: Path) -> str:
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True, timeout=60)
    return told.stdout


@pytest.fixture(scope="module")
def cases() -> dict[str, cm.Estimate]:
    laid = {"baseline": []} | {name: [name] for name in cm.scenarios()}
    case = {name: cm.load(scenarios=names).with_changes(BY_HAND.get(name, {})) for name, names in laid.items()}
    return {name: cm.estimate(assumptions, samples=SAMPLES, seed=1) for name, assumptions in case.items()}


@pytest.fixture(scope="module")
def papers(cases: dict[str, cm.Estimate], tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    folder = tmp_path_factory.mktemp("papers")
    found = []
    for name, est in cases.items():
        few = list(est.assumptions.uncertain)[:15]
        for code in LANGUAGES:
            written = {
                "one page": one_page(est, folder / "one.pdf", code),
                "hand-out": handout(est, folder / "handout.pdf", code),
                "questions": question_sheet(est.assumptions, folder / "questions.pdf", few, code),
            }
            if name in (*IN_BOTH_LANGUAGES, *IN_ONE_LANGUAGE.get(code, ())):
                written["report"] = write_pdf(est, folder / "report.pdf", code)
            papers = [read(path, f"{name}, {code}, {kind}") for kind, path in written.items()]
            if code == "de":
                papers = [replace(one, raw=as_read(path)) for one, path in zip(papers, written.values(), strict=True)]
            found += papers
    return found


def test_no_word_lies_outside_the_margins(papers: list[Paper]) -> None:
    outside = [
        (paper.name, word)
        for paper in papers
        for word in paper.words
        if word.left < EDGE
        or word.top < EDGE / 2
        or word.right > paper.pages[word.page][0] - EDGE
        or word.bottom > paper.pages[word.page][1] - EDGE / 2
    ]
    assert outside == []


def test_no_word_lies_upon_another(papers: list[Paper]) -> None:
    met = [(paper.name, one.text, other.text) for paper in papers for one, other in overlapping(paper)]
    assert met == []


def overlapping(paper: Paper) -> Iterator[tuple[Word, Word]]:
    """Pairs of words that share more than the edges of their lines."""
    for _, on_page in groupby(paper.words, key=lambda word: word.page):
        words = sorted(on_page, key=lambda word: word.top)
        for place, one in enumerate(words):
            for other in words[place + 1 :]:
                if other.top >= one.bottom:
                    break
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                lower = min(one.bottom - one.top, other.bottom - other.top)
                if across > 0.5 and down > UPON * lower:
                    yield one, other


def test_what_is_printed_in_german_holds_no_english_but_citations_and_names(papers: list[Paper]) -> None:
    german = [paper for paper in papers if paper.raw]
    assert len(german) > 3 * len(cm.scenarios())
    found = {paper.name: english_in(paper.raw) for paper in german}
    assert {name: words for name, words in found.items() if words} == {}


def test_what_is_to_be_one_page_is_one(papers: list[Paper]) -> None:
    pages = {paper.name: len(paper.pages) for paper in papers if not paper.name.endswith("report")}
    assert set(pages.values()) == {1}


def test_no_word_of_what_a_report_says_is_lost(
    cases: dict[str, cm.Estimate], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: dict[str, object] = {}
    monkeypatch.setattr("costmodel.report.pdf.typeset", lambda _, data, path: handed.update(data) or path)
    write_pdf(cases["credit_scoring"], tmp_path / "unwritten.pdf", "de")
    told = read(typeset("report", handed, tmp_path / "report.pdf"), "report").text
    lost = [text for text in texts(handed) if squeezed(printable(text)) not in told]
    assert lost == []


def texts(data: object, key: str = "") -> Iterator[str]:
    """Everything that is to be read; a drawing and the name of a language are not."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from texts(value, name)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts(value, key)
    elif isinstance(data, str) and key not in ("svg", "lang"):
        yield data


def test_pages_are_numbered_and_heads_of_tables_stand_on_each(papers: list[Paper]) -> None:
    report = next(paper for paper in papers if paper.name == "baseline, en, report")
    count = len(report.pages)
    assert count > 10
    by_page = [" ".join(word.text for word in report.words if word.page == page) for page in range(count)]
    assert all(f"{page + 1} / {count}" in text for page, text in enumerate(by_page))
    assert sum("What is believed Source" in text for text in by_page) > 5


def test_what_somebody_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    belief = cm.Belief(min=100, mode=200, max=900, meaning=HOSTILE)
    est = cm.estimate(cm.load().with_changes({"labelling.items": belief}, why=HOSTILE), samples=64)
    told = read(write_pdf(est, tmp_path / "report.pdf"), "report").text
    for part in ("#panic(1)", "$x_1$", "*b*", "_i_", "<script>", "@label", "`raw`", "Ωж"):
        assert part in told


def test_a_word_without_end_is_broken_and_stays_in_its_column(tmp_path: Path) -> None:
    belief = cm.Belief(min=100, mode=200, max=900, meaning="x" * 300)
    est = cm.estimate(cm.load().with_changes({"labelling.items": belief}, why="y/" * 150), samples=64)
    paper = read(write_pdf(est, tmp_path / "report.pdf"), "report")
    assert max(word.right - paper.pages[word.page][0] for word in paper.words) < -EDGE
    assert "x" * 300 in paper.text


def test_the_same_report_is_the_same_file(cases: dict[str, cm.Estimate], tmp_path: Path) -> None:
    first, second = (one_page(cases["baseline"], tmp_path / f"{name}.pdf").read_bytes() for name in "ab")
    assert first == second


def test_all_fonts_are_in_the_file(cases: dict[str, cm.Estimate], tmp_path: Path) -> None:
    lister = shutil.which("pdffonts")
    if lister is None:
        pytest.skip("no pdffonts (poppler-utils) on the path")
    path = one_page(cases["baseline"], tmp_path / "one.pdf", "de")
    told = subprocess.run([lister, str(path)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    fonts = {line.split()[0].partition("+")[2] for line in told}
    assert fonts == {"FiraSans-Regular", "FiraSans-SemiBold"}
    assert all(re.search(r"\byes yes yes\b", line) for line in told)  # embedded, a subset, readable as text


def test_words_are_broken_only_where_they_must() -> None:
    assert breakable("a plain sentence") == "a plain sentence"
    assert breakable("Wahrscheinlichkeitsverteilung") == "Wahrscheinlichkeitsverteilung"  # left to German hyphenation
    assert json.dumps(printable({"a": ["\ufeffb\x00c"], "svg": Markup("<svg/>")})) == '{"a": ["bc"], "svg": "<svg/>"}'
