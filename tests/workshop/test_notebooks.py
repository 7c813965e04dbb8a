"""The notebooks talk, the package thinks: no output is committed, no cell holds logic, all of them run.

Those of the workshop have two editions, English and German, which must stay in step.
"""

import ast
import datetime as dt
import os
import shutil
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.editions import (
    FOLDER,
    GERMAN,
    PAGES,
    code,
    dead_links,
    differences,
    editions,
    language_of,
    notebooks,
    numbers,
    read,
    without_magics,
    without_solution,
    without_texts,
)

ROOT = Path(__file__).parents[2]
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
WRITES_TO = "workshop"  # the folder beside a notebook that takes what participants save
LIMIT = 20  # seconds that a notebook may take on an ordinary machine; said when it is more, for a busy one takes longer

EDITIONS = editions()
WORKSHOP = [path for path in notebooks() if path not in PAGES]

every_number = pytest.mark.parametrize("number", sorted(EDITIONS))


def test_the_pages_are_there() -> None:
    assert set(PAGES) <= set(notebooks())


def test_a_notebook_is_committed_without_output() -> None:
    left = [
        path.stem
        for path in notebooks()
        if any(cell.get("outputs") or cell.get("execution_count") is not None for cell in read(path).cells)
    ]
    assert left == [], "`make format` takes the output out"


def test_a_notebook_holds_no_logic() -> None:
    trees = [(path.stem, ast.parse(without_magics(source))) for path in notebooks() for source in code(read(path))]
    found = [
        f"{name}: {ast.unparse(node)}" for name, tree in trees for node in ast.walk(tree) if isinstance(node, LOGIC)
    ]
    assert found == [], "what is worth a name belongs into the package, where it is tested"


def test_a_cell_asks_for_one_thing_and_its_code_is_folded_away() -> None:
    cells = [(path.stem, cell) for path in WORKSHOP for cell in read(path).cells if cell.cell_type == "code"]
    calls = [
        f"{name}: {cell.source}"
        for name, cell in cells
        if sum(isinstance(node, ast.Call) for node in ast.walk(ast.parse(without_magics(cell.source)))) > 1
    ]
    assert calls == []
    assert [name for name, cell in cells if not cell.metadata.get("jupyter", {}).get("source_hidden")] == []


def test_a_notebook_has_twenty_to_thirty_cells() -> None:
    counted = {path.stem: len(read(path).cells) for path in WORKSHOP}
    assert {name: count for name, count in counted.items() if not 20 <= count <= 30} == {}


# -- the workshop -----------------------------------------------------------------------------------------------------


def test_a_notebook_says_what_it_is_and_begins_like_all_others() -> None:
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    for path in WORKSHOP:
        notebook = read(path)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), path.stem
        assert notebook.metadata.kernelspec == kernel, path.stem
        assert notebook.metadata.language_info == {"name": "python"}, path.stem
        assert notebook.metadata.language == language_of(path), path.stem
        assert [cell.id for cell in notebook.cells] == [str(place) for place in range(len(notebook.cells))], path.stem
        first, second = notebook.cells[:2]
        assert (first.cell_type, second.cell_type) == ("markdown", "code"), path.stem
        assert first.source.splitlines()[0] == f"# {notebook.metadata.title}", path.stem
        assert second.source.splitlines()[0] == "from costmodel.dashboard import notebook", path.stem
        assert f'language = "{language_of(path)}"' in "\n".join(code(notebook)), path.stem


def test_a_notebook_has_both_editions_in_step() -> None:
    assert {number: set(found) for number, found in EDITIONS.items() if set(found) != {"en", GERMAN}} == {}
    found = [
        f"{number}: {told}"
        for number, edition in EDITIONS.items()
        for told in differences(read(edition["en"]), read(edition[GERMAN]))
    ]
    assert not found, "\n".join(found)


def test_each_exercise_has_a_folded_solution() -> None:
    found = {path.stem: without_solution(read(path), language_of(path)) for path in WORKSHOP}
    assert {name: exercises for name, exercises in found.items() if exercises} == {}


def test_each_relative_link_leads_somewhere() -> None:
    found = {path.stem: dead_links(read(path), path.parent) for path in WORKSHOP}
    assert {name: links for name, links in found.items() if links} == {}


@pytest.fixture(scope="module")
def process() -> Iterator[KernelManager]:
    """The process in which all of them run, one after the other, which starts and imports only once."""
    started = KernelManager(kernel_name="python3")
    started.start_kernel(env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        yield started
    finally:
        started.shutdown_kernel(now=True)


@every_number
def test_both_editions_run_from_the_first_cell_to_the_last_and_leave_files_in_their_own_folder_only(
    process: KernelManager, number: str, tmp_path: Path
) -> None:
    folder = tmp_path / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(WRITES_TO, ".*"))
    before = set(folder.rglob("*"))
    paths = {language: folder / path.relative_to(FOLDER) for language, path in EDITIONS[number].items()}
    for language, seconds in _run(paths, process).items():
        told = f"{EDITIONS[number][language].stem} takes {seconds:.1f} s"
        sys.stdout.write(f"{told}\n")
        if seconds > LIMIT:
            warnings.warn(f"{told}, more than {LIMIT}", stacklevel=1)
    left = {path.relative_to(folder).as_posix() for path in set(folder.rglob("*")) - before}
    beside = {path for path in left if WRITES_TO not in path.split("/") and not path.startswith(".ipynb")}
    assert beside == set(), "a notebook writes to the folder workshop and nowhere else"


FORGET = """%reset -f
%cd -q {folder}
import costmodel.estimates.result as _result
from tests.known import KNOWN as _known
_result.simulated = _known.simulated
del _result, _known
"""


def _run(paths: dict[str, Path], process: KernelManager) -> dict[str, float]:
    """How many seconds each edition takes.

    Between them everything is forgotten but what was simulated, and the second one has no name that the first one has
    not: they are in step.
    """
    both = new_notebook(metadata=read(next(iter(paths.values()))).metadata)
    belongs: list[str] = []
    for language, path in paths.items():
        cells = [new_code_cell(FORGET.format(folder=path.parent)), *read(path).cells]
        both.cells += cells
        belongs += [language] * len(cells)
    for place, cell in enumerate(both.cells):
        cell.id = str(place)
    NotebookClient(both, km=process, timeout=600, record_timing=True).execute()
    seconds: Counter[str] = Counter()
    for language, cell in zip(belongs, both.cells, strict=True):
        seconds[language] += _seconds(cell)  # type: ignore[assignment]  # a counter of seconds
    return dict(seconds)


def _seconds(cell: NotebookNode) -> float:
    stamps = cell.metadata.get("execution", {})
    if "iopub.execute_input" not in stamps:
        return 0.0
    begun, ended = (dt.datetime.fromisoformat(stamps[key]) for key in ("iopub.execute_input", "shell.execute_reply"))
    return (ended - begun).total_seconds()


# -- the comparison of editions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("It costs €1,234.50 in 2.5 months", "In 2,5 Monaten kostet es 1.234,50 €"),
        ("3 of 1,000,000", "3 von 1.000.000"),
        ("€442k, 8 of 10 and P80", "P80, 442\u00a0T€ und 8 von 10"),
        ("35,000", "35\u202f000"),
        ("at 9:30, then 1, 2 and 3", "um 9.30 Uhr, dann 1, 2 und 3"),
        ("ten per cent, 0.1", "zehn Prozent, 0,1"),
        ("on 3 May. [Next](2_what_it_costs.ipynb)", "am 3. Mai. [Weiter](../de/9_weiter.ipynb)"),
        ('<img width="640" src="a_7.png"> 5', "5 https://example.org/2026/12"),
        ("from 12 to 20,000.", "von 12 bis 20.000."),
        ("`{'chance': 0.4}`: 4 of 10, 1.5", "`{'chance': 0.4}`: 4 von 10, 1,5"),
        ("```\nx = 0.25\n```\n2,000", "2.000\n```\nx = 0.25\n```"),
    ],
)
def test_the_same_numbers_are_the_same_however_they_are_written(english: str, german: str) -> None:
    assert numbers(english, "en") == numbers(german, "de")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("1,234.5 and 12", "en", {1234.5: 1, 12.0: 1}),
        ("1.234,5 und 12", "de", {1234.5: 1, 12.0: 1}),
        ("1.5 twice 1.5", "en", {1.5: 2}),
        ("1,5", "en", {1.0: 1, 5.0: 1}),  # what a German number would be in an English text
        ("1.500", "de", {1500.0: 1}),
        ("1.500", "en", {1.5: 1}),
        ("no number at all", "en", {}),
    ],
)
def test_numbers_are_read_in_the_manner_of_their_language(text: str, language: str, found: dict[float, int]) -> None:
    assert numbers(text, language) == Counter(found)


@pytest.mark.parametrize(
    ("english", "german", "same"),
    [
        ("language = 'en'", "language = 'de'  # Sprache", True),
        ("cm.estimate(base, 4_096, seed=1)", "cm.estimate(base, 4096, seed=1)", True),
        ("f'{a:.0f} of {b}'", "f'von {b} {a:.0f}'", True),
        ("%matplotlib inline\nx = {'a': 1}", "%matplotlib inline\nx = {'b': 1}", True),
        ("x = 1", "x = 2", False),
        ("f'{a}'", "f'{b}'", False),
        ("x = 'a'", "y = 'a'", False),
        ("f('a')", "f('a', 'b')", False),
    ],
)
def test_code_may_differ_in_its_texts_and_in_nothing_else(english: str, german: str, same: bool) -> None:
    assert (without_texts(english) == without_texts(german)) is same


def _notebook(*cells: tuple[str, str]) -> NotebookNode:
    made = {"code": new_code_cell, "markdown": new_markdown_cell}
    return new_notebook(cells=[made[kind](text) for kind, text in cells])


def test_editions_out_of_step_are_told_with_the_cell_and_both_texts() -> None:
    english = _notebook(("markdown", "35,000 EUR"), ("code", "x = 1"))
    found = differences(english, _notebook(("markdown", "36.000 EUR"), ("code", "x = 2")))
    assert len(found) == 2
    assert "cell 0 has other numbers (only English [35000.0], only German [36000.0])" in found[0]
    assert "35,000 EUR" in found[0]
    assert "36.000 EUR" in found[0]
    assert "cell 1 has other code" in found[1]
    assert differences(english, _notebook(("markdown", "35.000 EUR"), ("code", "x = 1"))) == []


def test_a_cell_more_or_of_another_kind_is_told() -> None:
    english = _notebook(("markdown", "one"), ("code", "x = 1"))
    assert "from cell 1 on" in differences(english, _notebook(("markdown", "eins"), ("markdown", "zwei")))[0]
    assert "cells 2 and 1" in differences(english, _notebook(("markdown", "eins")))[0]


def test_an_exercise_without_a_solution_before_the_next_one_is_told() -> None:
    solved = "<details><summary>Solution</summary>\n\nIt is so.\n</details>"
    first, second = ("markdown", "## Exercise 1: guess"), ("markdown", "## Exercise 2")
    assert without_solution(_notebook(first, ("markdown", solved), second, ("markdown", solved)), "en") == []
    assert without_solution(_notebook(first, second, ("markdown", solved)), "en") == ["## Exercise 1: guess"]
    assert without_solution(_notebook(first, ("markdown", solved), second), "en") == ["## Exercise 2"]


def test_a_link_to_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "there.png").touch()
    links = '[a](there.png) ![b](gone.png "t") [c](https://x.org) [d](#e) [f](workshop/own.yaml) <img src="lost.png">'
    assert dead_links(_notebook(("markdown", links)), tmp_path) == ["gone.png", "lost.png"]
