"""The staircase: each module imports only from the steps above it, so the code reads in one direction."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "costmodel"

STAIRCASE = (
    "version",
    # numbers
    "units",
    "distributions",
    "readings",
    "source",
    "belief",
    "cumulative",
    "pooled_belief",
    # files
    "yaml_files",
    "folder",
    "plan",
    "risks",
    "statements",
    "capability",
    "wording",
    "structure",
    "reading",
    "consistency",
    "sections",
    "scenario",
    "assumptions",
    "scenario_file",
    "levers",
    "loading",
    "language_files",
    "own_scenario",
    "captions",
    "translations",
    # chance
    "correlation",
    "streams",
    "sampling",
    "inputs",
    # the line
    "hiring",
    "network",
    "schedule",
    "ledger",
    "labour",
    "labelling",
    "compute",
    "costs",
    "percentiles",
    "conditioning",
    "cash_flow",
    "simulation",
    "timeline",
    "book",
    "first_estimate",
    "phasing",
    "spending",
    "estimate",
    "staffing_plan",
    # money in time
    "accounts",
    "finance",
    "capitalisation",
    "benefits",
    # decisions
    "binning",
    "sensitivity",
    "comparison",
    "baseline",
    "actuals",
    "progress",
    "reforecast",
    "confidence",
    "value_of_information",
    "gains",
    "mitigations",
    "shorter_waits",
    "actions",
    "leverage",
    "weak_spots",
    "guides",
    "quality",
    # the outside view
    "reference_classes",
    "closed_projects",
    "outside_view",
    # for people
    "report",
    "frames",
    "sentences",
    "scenario_table",
    "earned_value",
    "elicitation",
    "quiz_questions",
    "calibration",
    "questions",
    "tabulated",
    "decision_tables",
    "assumption_table",
    "hidden_work",
    "contents",
    "packed_file",
    "assumption_sheet",
    "filled_forms",
    "questionnaire_forms",
    "questionnaire_tables",
    "faults",
    "charts",
    "workbook",
    "pictures",
    "page",
    "__init__",  # the front door: what stands above it must not go round through it
    "dashboard",
    "cli",
    "__main__",
)

MOST_LINES = 350
NAMES_THAT_SAY_NOTHING = {"utils", "util", "core", "helpers", "helper", "common", "misc", "base"}
ONLY_IN = {"ipywidgets": "dashboard", "IPython": "dashboard", "matplotlib": "charts"}

FILES = sorted(PACKAGE.rglob("*.py"))
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
every_category = pytest.mark.parametrize(
    "category", sorted(path.stem for path in (PACKAGE / "costs").glob("*.py") if path.stem != "__init__")
)


def step_of(path: Path) -> str:
    """The name on the staircase that a file belongs to: its own, or that of its folder."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def is_module(parts: tuple[str, ...]) -> bool:
    place = ROOT.joinpath(*parts)
    return place.is_dir() or place.with_suffix(".py").is_file()


def imported(source: str, path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, wherever in it the import stands."""
    folder = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else ()
            module = (*above, *(node.module.split(".") if node.module else ()))
            for alias in node.names:
                # `from costmodel import units` means the module; `from costmodel import load` the front door.
                yield ".".join((*module, alias.name) if is_module((*module, alias.name)) else module)


def faults(source: str, path: Path) -> list[str]:
    """What a file imports of this package although it must not, each with the reason."""
    found = []
    for name in imported(source, path):
        root, *rest = name.split(".")
        if root == "costmodel" and (reason := refusal(path, rest[0] if rest else "__init__")):
            found.append(f"{path.relative_to(ROOT).as_posix()} imports {name}: {reason}")
    return found


def refusal(path: Path, there: str) -> str | None:
    here = step_of(path)
    if there not in STAIRCASE:
        return f"{there} has no place on the staircase"
    if here == there == "costs" and path.stem != "__init__":
        return "a cost category knows no other; what two of them need stands above"
    if STAIRCASE.index(there) > STAIRCASE.index(here):
        return f"{there} stands below {here} on the staircase"
    return None


@every_file
def test_a_module_has_its_place_on_the_staircase(path: Path) -> None:
    assert step_of(path) in STAIRCASE, (
        f"{step_of(path)} is not on the staircase. Place it in STAIRCASE of tests/test_architecture.py: "
        f"below everything it imports and above everything that imports it."
    )


@every_file
def test_a_module_imports_only_from_above(path: Path) -> None:
    if step_of(path) in STAIRCASE:  # else the test before this one speaks
        assert faults(path.read_text(encoding="utf-8"), path) == []


@every_file
def test_widgets_and_figures_stay_in_their_place(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path.read_text(encoding="utf-8"), path)}
    for library, home in ONLY_IN.items():
        assert library not in roots or step_of(path) == home, f"only costmodel.{home} imports {library}"


@every_file
def test_a_module_says_what_it_is_about(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "its first line is missing"


@every_file
def test_a_module_is_short_enough_to_be_read(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: what second thing has this module begun to do?"


@every_file
def test_the_name_of_a_module_says_something(path: Path) -> None:
    assert not NAMES_THAT_SAY_NOTHING & set(path.relative_to(PACKAGE).with_suffix("").parts)


@every_category
def test_a_cost_category_has_its_three_files(category: str) -> None:
    assert (ROOT / "assumptions" / f"{category}.yaml").is_file(), "its assumptions are missing"
    assert (ROOT / "tests" / "costs" / f"test_{category}.py").is_file(), "its test is missing"


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("schedule.py", "import costmodel.ledger"),
        ("schedule.py", "from costmodel import ledger"),
        ("schedule.py", "from costmodel.ledger import Ledger"),
        ("schedule.py", "from . import ledger"),
        ("schedule.py", "from .ledger import Ledger"),
        ("schedule.py", "def plan():\n    from costmodel.ledger import Ledger"),
        ("schedule.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import costmodel.ledger"),
        ("schedule.py", "from costmodel import load"),
        ("schedule.py", "import costmodel as cm"),
        ("schedule.py", "from costmodel.astrology import horoscope"),
        ("costs/staffing.py", "from costmodel.costs.hardware import lines"),
        ("costs/staffing.py", "from .hardware import lines"),
        ("costs/staffing.py", "from costmodel import report"),
        ("charts.py", "from costmodel.dashboard.widget import build"),
        ("__init__.py", "from costmodel import cli"),
        ("__init__.py", "from costmodel.dashboard.widget import build"),
    ],
)
def test_an_import_from_below_is_found_wherever_it_hides(
    path: str, source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path / "costmodel")
    for name in ("ledger.py", "report.py", "cli.py", "costs/hardware.py", "dashboard/page.py"):
        (tmp_path / "costmodel" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "costmodel" / name).touch()
    assert len(faults(source, tmp_path / "costmodel" / path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ledger.py", "from costmodel.schedule import Schedule\nimport numpy as np"),
        ("costs/staffing.py", "from costmodel.ledger import CostLine"),
        ("costs/__init__.py", "from costmodel.costs import staffing"),
        ("dashboard/page.py", "from costmodel.dashboard import sliders\nimport costmodel as cm"),
        ("__init__.py", "from costmodel.estimate import estimate"),
        ("__main__.py", "from costmodel.cli import main"),
    ],
)
def test_an_import_from_above_is_welcome(path: str, source: str) -> None:
    assert faults(source, PACKAGE / path) == []


def test_importing_the_package_loads_no_library_that_it_does_not_need_yet() -> None:
    heavy = ("pandas", "scipy", "matplotlib", "ipywidgets", "voila", "xlsxwriter", "openpyxl")
    code = f"import sys, costmodel; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "[]"
