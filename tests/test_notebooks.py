"""The notebooks talk, the package thinks: no output is committed, no cell holds logic, all of them run."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

# Served by Voila and driven in a browser by tests of its own; by itself it would wait for a visitor.
DASHBOARD = FOLDER / "dashboard.ipynb"

LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_other_notebook = pytest.mark.parametrize(
    "path", [path for path in NOTEBOOKS if path != DASHBOARD], ids=lambda path: path.stem
)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def without_magics(source: str) -> str:
    """Jupyter's own lines, such as `%matplotlib inline`, are not Python."""
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))


def test_the_dashboard_is_there() -> None:
    assert DASHBOARD in NOTEBOOKS


@every_notebook
def test_a_notebook_is_committed_without_output(path: Path) -> None:
    left = [cell.source for cell in code_cells(path) if cell.outputs or cell.execution_count is not None]
    assert left == [], "`make format` takes the output out"


@every_notebook
def test_a_notebook_holds_no_logic(path: Path) -> None:
    trees = [ast.parse(without_magics(cell.source)) for cell in code_cells(path)]
    found = [ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, LOGIC)]
    assert found == [], "what is worth a name belongs into the package, where it is tested"


@every_other_notebook
def test_a_notebook_runs_from_its_first_cell_to_its_last(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
