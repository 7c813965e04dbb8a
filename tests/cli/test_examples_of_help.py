"""Whoever types an example of `--help` with the files that it names gets an answer and not a fault."""

import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import costmodel as cm
from costmodel import cli
from costmodel.files.tree import baseline_folder
from tests.cli.test_machine import commands

# The page runs until somebody stops it; papers and hand-outs are typeset in tests of their own, which takes seconds;
# so does the worked example of a portfolio, which is estimated five times over, with other people. A folder of a
# workshop is prepared, filled and closed in one test of its own.
ELSEWHERE = (
    "costmodel dashboard",
    "costmodel report --xlsx",
    "costmodel handout",
    "costmodel portfolio insurer",
    "costmodel workshop prepare",
    "costmodel workshop close",
)
POSTINGS = (
    ("Buchungsdatum", "Konto", "Kostenstelle", "Buchungstext", "Betrag", "Währung"),
    ("31.07.2027", "Personnel", "Initiative", "Projektleitung", "26.800,00", "EUR"),
    ("31.08.2027", "Outside services", "Initiative", "Beratung", "12.350,50", "EUR"),
)


def examples() -> list[str]:
    found = []
    for made in commands().values():
        text = made.format_help()
        found += [line.strip() for line in text[text.rindex("example") :].splitlines()[1:]]
    return [line for line in dict.fromkeys(found) if not line.startswith(ELSEWHERE)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name."""
    place = tmp_path_factory.mktemp("desk")
    own = place / "our-company"
    own.mkdir()
    (own / "numbers.yaml").write_text(
        "roles:\n  data_scientist:\n    day_rate:\n      value: 640\n      prices_of: 2026\n"
        "      source:\n        - judgement: Ours\n"
    )
    (own / "portfolio.yaml").write_text(
        "people: {ml_engineer: {people: 1}}\ninitiatives:\n"
        "  churn: {scenarios: [three_week_model], start: 2027-01}\n"
        "  claims: {scenarios: [credit_scoring], start: 2027-03}\n"
    )
    plans = place / "plans"
    plans.mkdir()
    (plans / "pilot.yaml").write_text(
        "scenario: pilot\nmeaning: A pilot\nstory: Half the labels\n"
        "changes:\n  labelling.items:\n    times: 0.5\n    why: Half of them\n"
    )
    shutil.copy(baseline_folder() / "mapping" / "accounts.yaml", plans)
    for name in ("closed.csv", "bill.csv"):
        shutil.copy(baseline_folder() / "workshop" / name, place)
    (place / "answers").mkdir()
    _filled_form(place / "answers" / "ours.xlsx")
    (place / "export.csv").write_text("\n".join(";".join(row) for row in POSTINGS), encoding="utf-8")
    book = Workbook()
    for row in POSTINGS:
        book.active.append(row)
    book.save(place / "export.xlsx")
    cm.save_baseline(cm.estimate(cm.load(), samples=64), place / "approved.yaml", who="Board", why="Budget")
    return place


def _filled_form(file: Path) -> None:
    """The empty form with a level of three in every row."""
    assert cli.main(["questionnaire", "--write", str(file)]) == 0
    book = load_workbook(file)
    for sheet in book:
        heads = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Your level")]
        for head in heads:
            for row in range(head.row + 1, sheet.max_row + 1):
                sheet.cell(row, head.column).value = 3
    book.save(file)


@pytest.mark.parametrize("example", examples())
def test_an_example_of_help_runs(
    example: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    words = shlex.split(example)[1:]
    words = words[: words.index(">")] if ">" in words else words
    if words[0] == "init":  # there is one of that name already
        words[1] = "another-company/"
    known = commands()
    made = known.get(" ".join(words[:2]), known[words[0]]).format_help()
    few = "2048" if words[0] == "reforecast" else "64"  # of which some must look like what has happened
    words += ["--samples", few] if "--samples" in made else []
    words += ["--force"] if "--force" in made else []
    assert cli.main(words) == 0, capsys.readouterr().err
    assert capsys.readouterr().out
