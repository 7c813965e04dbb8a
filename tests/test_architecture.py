"""The house: rooms in one order, files that can be read, and a front door that hands on."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.files.categories import cost_categories

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "costmodel"
MOST_LINES = 350
MOST_IN_THE_HALL = 7  # files beside the rooms
NAMES_THAT_SAY_NOTHING = {"utils", "util", "core", "helpers", "helper", "common", "misc", "base"}
# Who may go through the front door: what stands behind it would otherwise go round in a circle.
THROUGH_THE_DOOR = {"dashboard", "cli"}
FILES = sorted(PACKAGE.rglob("*.py"))
BOOKING = sorted(path.stem for path in (PACKAGE / "costs").glob("*.py") if path.stem != "__init__")
UNDER_OTHERS = {"risks", "additional_costs", "contracts"}  # their lines are booked under the category that each names
OF_COMPANIES = {"contracts"}  # the shipped files have none


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of pyproject.toml, held against the package in a folder."""
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", run, "--no-cache"],
        cwd=folder,
        env={"PATH": "", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_each_room_imports_only_from_those_before_it() -> None:
    told = lint_imports(ROOT)
    assert told.returncode == 0, told.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, to break the order in."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "costmodel", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


AGAINST_THE_ORDER = [
    ("simulation/schedule.py", "from costmodel.estimates.result import Estimate", "A room imports only"),
    ("files/nodes.py", "def late():\n    import costmodel.report.html", "A room imports only"),
    ("costs/staffing.py", "from costmodel.costs.hardware import lines as others", "A cost category knows no other"),
    ("report/html.py", "import ipywidgets", "Widgets are the dashboard's"),
    ("decisions/actions.py", "import matplotlib", "Figures of matplotlib"),
    ("astrology/__init__.py", '"""No room of this house."""', "A room imports only"),
]


def test_imports_against_the_order_are_found(house: Path) -> None:
    for place, statement, _ in AGAINST_THE_ORDER:
        path = house / "costmodel" / place
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(f"{before}\n{statement}\n", encoding="utf-8")
    told = lint_imports(house)
    assert told.returncode != 0
    broken = " ".join(told.stdout.split("Broken contracts")[-1].split())
    for place, _, contract in AGAINST_THE_ORDER:
        assert contract in broken
        assert "costmodel." + place.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") in broken, place


def test_only_what_stands_before_the_door_goes_through_it() -> None:
    found = []
    for path in FILES:
        if path.relative_to(PACKAGE).parts[0] in THROUGH_THE_DOOR:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            whole = isinstance(node, ast.Import) and any(alias.name == "costmodel" for alias in node.names)
            part = isinstance(node, ast.ImportFrom) and node.module == "costmodel"
            if whole or (part and any(alias.name in cm.__all__ for alias in node.names)):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_every_module_says_what_it_is_about() -> None:
    silent = [path for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert [path.relative_to(ROOT).as_posix() for path in silent] == []


def test_every_module_is_short_enough_to_be_read() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_name_of_a_module_says_something() -> None:
    parts = {part for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & NAMES_THAT_SAY_NOTHING == set()


def test_few_files_stand_beside_the_rooms() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_IN_THE_HALL


def test_every_cost_category_has_its_three_files() -> None:
    assert sorted(cost_categories()) == sorted({*BOOKING} - UNDER_OTHERS)
    wanted = [ROOT / "assumptions" / f"{name}.yaml" for name in BOOKING if name not in OF_COMPANIES]
    wanted += [ROOT / "tests" / "costs" / f"test_{name}.py" for name in BOOKING]
    assert [path.relative_to(ROOT).as_posix() for path in wanted if not path.is_file()] == []


# -- the front door ---------------------------------------------------------------------------------------------------


def test_the_door_leads_to_all_that_a_type_checker_sees_behind_it() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for branch in tree.body
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == cm._HOME
    assert sorted(cm.__all__) == sorted([*seen, "__version__"])
    assert [name for name in cm.__all__ if getattr(cm, name, None) is None] == []


def test_no_function_hides_a_module_or_bears_the_name_of_its_own() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()} | {path.stem for path in PACKAGE.glob("*.py")}
    assert set(cm.__all__) & rooms == set()
    assert [name for name, module in cm._HOME.items() if module.rsplit(".", 1)[-1] == name] == []


def test_a_door_that_was_moved_leads_on_and_says_so() -> None:
    for old, new in cm._MOVED.items():
        with pytest.warns(DeprecationWarning, match=f"costmodel.{old} is {new} now"):
            assert getattr(cm, old).__name__ == new


def test_a_name_that_does_not_exist_is_no_door() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'horoscope'"):
        cm.horoscope  # noqa: B018


def test_importing_the_package_loads_nothing_that_nobody_has_asked_for() -> None:
    # The version, and what Python itself brings along; 112 modules of this package were loaded before.
    code = "import sys, costmodel; print(sorted(name for name in sys.modules if name.startswith('costmodel')))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ast.literal_eval(told.stdout) == ["costmodel", "costmodel.version"]


def test_only_a_portfolio_loads_what_portfolios_need_and_only_a_cluster_its_software() -> None:
    code = """
import sys
sys.modules |= {"distributed": None, "dask": None, "numba": None}
from costmodel.cli import main
main(["estimate", "--samples", "64"])
loaded = [name for name in sys.modules if name.startswith("costmodel.portfolio")]
assert main(["portfolio", "insurer", "--samples", "64"]) == 0
print("loaded", loaded)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.splitlines()[-1] == "loaded []"


def test_estimating_loads_no_library_that_it_does_not_need() -> None:
    heavy = ("pandas", "matplotlib", "ipywidgets", "voila", "xlsxwriter", "openpyxl")
    estimating = "import sys, costmodel as cm; cm.likeliest(cm.load())"
    code = f"{estimating}; print([one for one in {heavy} if one in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "[]"
