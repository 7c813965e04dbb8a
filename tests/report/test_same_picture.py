"""What is on the page is what is on paper: the same pictures of the same case, with what the reader typed in them."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.dashboard.cards import AT_REST, LIVE, Seen, Slow
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.downloads import Taken, contents_of, make
from costmodel.dashboard.view.headline import figures
from costmodel.language.language import language_of
from costmodel.language.translations import texts, translated
from costmodel.report.drawing import Picture
from costmodel.report.key_figures import NONE, on_paper
from costmodel.report.picture_files import as_svg

DAY = date(2027, 5, 3)
SAMPLES = 256
BASE = {"en": "the case without changes", "de": "dem Fall ohne Änderungen"}
BUDGET = {"en": ("Your budget", "€700k"), "de": ("Ihr Budget", "700\xa0T€")}
EVERY_LANGUAGE = ("en", "de")


@dataclass(frozen=True)
class Looked:
    """What somebody looks at, and what is taken along from there."""

    seen: Seen
    taken: Taken

    def file(self, what: str) -> bytes:
        return make(what, self.taken).content


@pytest.fixture(scope="module")
def estimates() -> tuple[cm.Estimate, cm.Estimate]:
    """A case that was moved, and the one that it is held against."""
    base = cm.load()
    moved = base.with_likeliest({"plan.data_access.wait": 60.0})
    return cm.estimate(moved, SAMPLES), cm.estimate(base, SAMPLES)


@pytest.fixture(scope="module", params=EVERY_LANGUAGE)
def looked(request: pytest.FixtureRequest, estimates: tuple[cm.Estimate, cm.Estimate]) -> Looked:
    code = request.param
    est = cm.estimate(translated(estimates[0].assumptions, code), SAMPLES)
    seen = Seen(
        est,
        language_of(code),
        budget=700_000.0,
        deadline=24.0,
        confidence=0.9,
        base=estimates[1],
        base_name=BASE[code],
    )
    contents = contents_of(seen, Slow(), DAY)
    return Looked(seen, Taken(Case(), texts(code, est.assumptions.folders), contents))


@pytest.fixture(scope="module")
def html(looked: Looked) -> str:
    return looked.file("html").decode()


@pytest.fixture(scope="module")
def packed(looked: Looked) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(looked.file("pictures"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_report_holds_each_picture_of_the_page_as_it_is_there(looked: Looked, html: str) -> None:
    pictures = [card.drawing.picture(looked.seen) for card in LIVE if card.shown(looked.seen)]
    assert [one.key for one in pictures if one.drawn not in html or one.title not in html] == []
    spoken = html.replace("&#x27;", "'").replace("&quot;", '"')
    assert [one.key for one in pictures if one.says not in spoken] == []


def test_a_typed_budget_and_what_it_is_held_against_are_on_every_paper(
    looked: Looked, html: str, packed: dict[str, bytes], tmp_path: Path
) -> None:
    code = looked.seen.says.code
    drawn = next(content.decode() for name, content in packed.items() if name.endswith("_distribution.svg"))
    listed = next(content.decode() for name, content in packed.items() if name.endswith(".txt"))
    for told in (html, drawn):
        assert BUDGET[code][0] in told
        assert BUDGET[code][1] in told
        assert BASE[code] in told
    assert "cm-ghost" in html
    assert "700" in listed
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext (poppler-utils) on the path to read a PDF")
    (tmp_path / "one.pdf").write_bytes(looked.file("one_page"))
    read = subprocess.run(["pdftotext", str(tmp_path / "one.pdf"), "-"], capture_output=True, text=True, check=True)
    for words in (*BUDGET[code], BASE[code], looked.seen.odds):
        assert words.replace("\xa0", " ") in " ".join(read.stdout.split())


def test_without_a_budget_and_another_case_there_is_neither_line_nor_ghost(looked: Looked) -> None:
    bare = Seen(looked.seen.est, looked.seen.says)
    contents = contents_of(bare, Slow(), DAY)
    alone = next(card for card in LIVE if card.key == "distribution").drawing.picture(contents)
    assert "cm-ghost" not in alone.drawn
    assert "cm-budget" not in alone.drawn
    assert BUDGET[bare.says.code][0] not in alone.says


def test_the_zip_holds_every_card_of_the_page_or_says_why_not(looked: Looked, packed: dict[str, bytes]) -> None:
    listed = next(content.decode() for name, content in packed.items() if name.endswith(".txt"))
    kinds: dict[str, set[str]] = {}
    for name in packed:
        if found := re.search(r"2027-05-03_(\w+)\.(svg|png)$", name):
            kinds.setdefault(found[1], set()).add(found[2])
    assert all(both == {"svg", "png"} for both in kinds.values())
    on_page = {card.key for card in (*LIVE, *AT_REST)}
    assert on_page - kinds.keys() == {"actions"}  # words in boxes
    assert looked.seen.says("card actions") in listed
    assert looked.seen.says("sheet actions") in listed
    assert looked.seen.says("deciding: title") in listed
    mark = [content for name, content in packed.items() if name.endswith(".svg")]
    assert all(b"2027" in one and looked.seen.est.fingerprint.encode() in one for one in mark)


def test_key_figures_on_paper_are_those_of_the_page_in_their_order(looked: Looked, html: str) -> None:
    page = [(one.name, one.value, one.scope) for one in figures(looked.seen) if one.value != NONE]
    assert page == [(one.name, one.value, one.scope) for one in on_paper(looked.taken.contents)]
    assert len(page) == 6
    assert [one in html for one in page[1]] == [True] * 3


def test_a_long_source_goes_on_in_another_line(looked: Looked) -> None:
    first = next(card for card in LIVE if card.key == "waterfall").drawing.picture(looked.seen)
    long = Picture(first.key, first.title, first.drawn, first.says, "Ein Vorhaben mit langem Namen · " * 8)
    drawn = as_svg(long, looked.taken.contents).decode()
    lines = [text for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawn) if "langem" in text]
    assert len(lines) == 2  # 8 * 32 = 256 letters, 130 on a line
    assert max(map(len, lines)) <= 130
