"""A category is added by its three files and by nothing else: shown by adding the one of `templates/`."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from costmodel.files.categories import cost_categories
from tests.copied import ROOT, copy_of_the_package, run

NAME = "field_visits"  # the template's own word stands for any other
WORDS = {"en": ("Travel", "visits to the sites"), "de": ("Reisen", "Besuche an den Standorten")}
BELIEF = {"en": "Sites visited in a month of operation", "de": "Besuchte Standorte je Monat im Betrieb"}
UNIT = {"en": "sites per month", "de": "Standorte je Monat"}
CUTS = ("category", "phase", "item", "layer", "payee", "scope")

# Everything that shows categories, through its public door, in one process; what it wrote is read by the tests.
SHOW = """
import contextlib, json, sys
from pathlib import Path
import costmodel as cm
from costmodel import charts
from costmodel.dashboard.app import Dashboard
from costmodel.language.language import language_of
from costmodel.report.contents import Contents
from costmodel.cli import main
from costmodel.report.html import put_html
from costmodel.report.pdf import put_one_page, put_pdf
from costmodel.report.workbook import put_workbook
from costmodel.workshop.handout import handout

assert Path(cm.__file__).is_relative_to(Path.cwd()), cm.__file__
est = cm.estimate(cm.load(), samples=64)
cuts = {cut: est.by(cut)["mean"].to_dict() for cut in json.loads(sys.argv[1])}
told = {"total": float(est.total.mean()), "cuts": cuts, "categories": list(est.categories)}
Path("cuts.json").write_text(json.dumps(told), encoding="utf-8")
for name, command in json.loads(sys.argv[2]).items():
    with open(f"{name}.txt", "w", encoding="utf-8") as told, contextlib.redirect_stdout(told):
        assert main(command) == 0, command
for code in json.loads(sys.argv[3]):
    out = Path.cwd() / code
    out.mkdir()
    contents = Contents(est, language_of(code))
    put_workbook(contents, out / "workbook.xlsx")
    put_html(contents, out / "report.html")
    put_pdf(contents, out / "report.pdf")
    put_one_page(contents, out / "one_page.pdf")
    handout(est, out / "handout.pdf", code)
    charts.categories(contents.means, est.assumptions.currency, code)
    shown = "".join(map(str, Dashboard(f"lang={code}").screen.shown.values()))
    (out / "page.txt").write_text(shown + cm.texts(code).unit("site/month"), encoding="utf-8")
"""
COMMANDS = {
    "check": ["check"],
    "estimate": ["estimate", "--samples", "64"],
    "json": ["estimate", "--samples", "64", "--json"],
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its assumptions with the template's three files in their places, under a name of our own."""
    folder = copy_of_the_package(tmp_path_factory.mktemp("house"))
    (folder / "tests" / "costs").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "costs" / "booked.py", folder / "tests" / "costs")
    template = ROOT / "templates" / "category"
    for source, place in {
        "travel.py": "costmodel/costs",
        "travel.yaml": "assumptions",
        "test_travel.py": "tests/costs",
    }.items():
        text = (template / source).read_text(encoding="utf-8")
        (folder / place / source.replace("travel", NAME)).write_text(
            re.sub(r"\btravel\b", NAME, text), encoding="utf-8"
        )
    return folder


@pytest.fixture(scope="module")
def shown(house: Path) -> Path:
    """Where everything that shows categories has written what it shows."""
    told = run(house, "-c", SHOW, json.dumps(CUTS), json.dumps(COMMANDS), json.dumps([*WORDS]))
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    return house


def test_the_template_s_own_test_holds(house: Path) -> None:
    told = run(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/costs/test_{NAME}.py")
    assert "4 passed" in told.stdout, told.stdout + told.stderr


def test_check_and_estimate_know_it(shown: Path) -> None:
    tables = (shown / "estimate.txt").read_text(encoding="utf-8")
    assert re.search(r"^Travel +[\d,]+", tables, re.MULTILINE)
    found = json.loads((shown / "json.txt").read_text(encoding="utf-8"))
    assert found["categories"][NAME]["mean"] > 0


def test_it_stands_where_it_asks_to_and_every_cut_adds_up(shown: Path) -> None:
    found = json.loads((shown / "cuts.json").read_text(encoding="utf-8"))
    places = [found["categories"].index(name) for name in ("waiting", NAME, "handover")]  # 50, 55, 60
    assert places == sorted(places)
    for cut, means in found["cuts"].items():
        assert sum(means.values()) == pytest.approx(found["total"]), cut
    assert found["cuts"]["category"][NAME] == pytest.approx(
        found["cuts"]["item"]["Visits before go-live"] + found["cuts"]["item"]["Visits in operation"]
    )


def test_every_paper_and_the_page_say_it_in_their_language(shown: Path) -> None:
    for code, (name, meaning) in WORDS.items():
        out = shown / code
        page = (out / "page.txt").read_text(encoding="utf-8")
        html = (out / "report.html").read_text(encoding="utf-8")
        book = in_workbook(out / "workbook.xlsx")
        report, leaflet = on_paper(out / "report.pdf"), on_paper(out / "handout.pdf")
        for told_in in (page, html, book, report):
            assert name in told_in
        for told_in in (html, book, report):
            assert BELIEF[code] in told_in
        assert UNIT[code] in page
        assert (out / "one_page.pdf").is_file()
        assert f"{name} {meaning}" in leaflet
        for other in WORDS.keys() - {code}:
            assert not any(WORDS[other][0] in text for text in (page, html, book, leaflet))


def in_workbook(path: Path) -> str:
    """All texts of a workbook's cells."""
    from openpyxl import load_workbook

    sheets = load_workbook(path, read_only=True).worksheets
    rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def on_paper(path: Path) -> str:
    """The words of a PDF in their order, with single spaces."""
    found = shutil.which("pdftotext")
    if found is None:
        pytest.skip("no pdftotext on the path, which reads the words of a PDF")
    told = subprocess.run([found, "-layout", path, "-"], capture_output=True, encoding="utf-8", check=True, timeout=30)
    return " ".join(told.stdout.split())


# -- what is wrong is told -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def undeclared(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a category whose file does not say who it is."""
    folder = copy_of_the_package(tmp_path_factory.mktemp("undeclared"), house)
    path = folder / "assumptions" / f"{NAME}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(text[text.index("categories:") : text.index("# What is believed")], ""), "utf-8")
    return folder


@pytest.mark.parametrize("command", [["check"], ["estimate", "--json"]])
def test_a_line_under_a_category_that_nothing_declares_is_refused_with_its_place(
    undeclared: Path, command: list[str]
) -> None:
    told = run(undeclared, "-m", "costmodel", *command)
    source = (undeclared / "costmodel" / "costs" / f"{NAME}.py").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(source, start=1) if "yield CostLine(" in text)
    assert told.returncode == 2
    assert (told.stdout if command == ["check"] else told.stderr) == (
        f"costs/{NAME}.py:{line}: line 'Visits before go-live': no category '{NAME}'; "
        f"there are {', '.join(cost_categories())}; "
        f"a new one is declared in assumptions/{NAME}.yaml, under categories\n"
    )
