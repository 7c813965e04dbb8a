"""A third language of three texts is one file in a folder: it is offered wherever a language is chosen."""

import argparse
import datetime as dt
import shutil
import zipfile
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.cli import papers, questionnaire, report
from costmodel.dashboard.state.address import Address, read_query
from costmodel.dashboard.view.controls import tools
from costmodel.elicitation.quiz_questions import calibration_questions
from costmodel.language import language_files
from costmodel.language.language import language_of, spoken_languages
from costmodel.language.language_files import languages
from costmodel.report import html, sentences, workbook
from costmodel.workshop.handout import handout

FRENCH = """
[grammar]
name = "Français"
decimal = ","
thousands = "\u202f"

[numbers]
months = "mois"

[report]
title = "Ce que le projet coûte vraiment"
"headline: nothing" = "Rien n'est dépensé avant la mise en service."
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in language_files.FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    (tmp_path / "fr.toml").write_text(FRENCH, encoding="utf-8")
    monkeypatch.setattr(language_files, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(cm.load(), samples=400, seed=3)


def test_it_is_found_and_called_by_its_own_name() -> None:
    assert languages() == ("en", "de", "fr")
    assert [says.grammar.name for says in spoken_languages()] == ["English", "Deutsch", "Français"]


def test_what_it_lacks_is_english() -> None:
    french = language_of("fr")
    assert french("title") == "Ce que le projet coûte vraiment"
    assert french("title one page") == language_of("en")("title one page")
    assert french.months(1_234.5) == "1\u202f234,5 mois"
    assert french.date(dt.date(2026, 11, 3)) == "3 November 2026"
    assert french.amount(1_000.0, "EUR") == "€1\u202f000"


@pytest.mark.parametrize("command", [papers, questionnaire, report])
def test_every_command_with_a_language_offers_it(command: type, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())  # type: ignore[attr-defined]
    name = command.__name__.rpartition(".")[2].replace("papers", "handout")
    with pytest.raises(SystemExit):
        parser.parse_args([name, "--help"])
    assert "--lang {en,de,fr}" in capsys.readouterr().out


def test_the_page_switches_to_it_and_back() -> None:
    offered = tools(Address(), language_of("en"))
    assert 'lang="fr" title="Français"' in offered
    assert 'lang="de" title="Deutsch"' in offered
    assert 'lang="en" title="English"' in tools(Address(language="fr"), language_of("fr"))
    assert read_query("lang=fr") == (Address(language="fr"), [])


def test_reports_speak_it(est: cm.Estimate, tmp_path: Path) -> None:
    first = f"{est.first_estimate:,.0f}".partition(",")[0]  # thirty-five thousand and some: rounded to hundreds
    assert f"come to {first}\u202f" in sentences.headline(est, "fr")
    html.write_html(est, tmp_path / "page.html", "fr")
    assert "Ce que le projet coûte vraiment" in (tmp_path / "page.html").read_text(encoding="utf-8")
    workbook.write(est, tmp_path / "book.xlsx", "fr")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        assert "Ce que le projet coûte vraiment" in book.read("xl/sharedStrings.xml").decode()


def test_papers_and_questions_are_written_in_it(est: cm.Estimate, tmp_path: Path) -> None:
    handout(est, tmp_path / "handout.pdf", "fr")
    assert (tmp_path / "handout.pdf").read_bytes().startswith(b"%PDF")
    assert calibration_questions("fr") == calibration_questions("en")
    cm.write_questionnaire(tmp_path / "form.xlsx", "fr")
    assert (tmp_path / "form.xlsx").is_file()
    assert cm.translated(est.assumptions, "fr") is est.assumptions
