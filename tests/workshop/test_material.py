"""The papers of a workshop: each fits its pages in both languages, with every word, and no result on any of them."""

import re
import subprocess
from pathlib import Path

import pytest

from costmodel import cli
from costmodel.language.language import language_of
from costmodel.workshop.material import PAPERS, material
from tests.workshop.test_handout import pdf_reader, read, undivided  # noqa: F401  a fixture is asked for by its name


@pytest.mark.parametrize("code", ["en", "de"])
def test_every_paper_has_its_words_on_its_pages(tmp_path: Path, pdf_reader: str, code: str) -> None:  # noqa: F811
    says = language_of(code)
    for path, (name, (kind, _, count)) in zip(material(tmp_path, code), PAPERS.items(), strict=True):
        told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
        assert re.search(rf"^Pages: +{count if kind == 'slides' else 1}$", told, re.MULTILINE), name
        words = read(pdf_reader, path)
        for number in range(1, count + 1):
            assert undivided(says(f"paper {name} {number}")) in undivided(words), name
        assert not re.search(r"€|EUR|[{}]", words), name


def test_the_command_writes_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["workshop", "material", str(tmp_path / "papers"), "--lang", "de"]) == 0
    assert capsys.readouterr().out.count("geschrieben: ") == len(PAPERS)
    assert (tmp_path / "papers" / "einladung.pdf").is_file()
