"""The package as it is handed on: built, installed elsewhere, and used there without the folder that it came from."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from costmodel.extras import DISTRIBUTION
from tests.supply.locks import ROOT

# What Python leaves behind, and what participants of a workshop write beside the notebooks.
MADE = ("__pycache__/", ".ipynb_checkpoints/", "notebooks/workshop/", "notebooks/de/workshop/")
ASKED = """
import sys
from importlib.metadata import version
from pathlib import Path
import costmodel as cm
from costmodel.dashboard.serving.server import notebooks
installed = Path(cm.__file__).parent
assert installed.is_relative_to(sys.prefix), installed
assert version(sys.argv[1]) == cm.__version__
assert Path(cm.load().origins["labelling.items"].file).name == "data_preparation.yaml"
assert all(path.is_relative_to(installed) for path in notebooks().values())
print(len(cm.scenarios()), *notebooks())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    words = ["wheel", "-qq", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, timeout=600, capture_output=True)
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, which finds all other packages where the tests find them: nothing is fetched."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=600)
    (packages,) = folder.rglob("site-packages")
    others = [path for path in sys.path if Path(path).name == "site-packages"]
    # A line that names a folder does not read the folder's own links, of which one leads to this tree.
    (packages / "others.pth").write_text("\n".join(others), encoding="utf-8")
    found = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    words = ["--python", str(found), "install", "-qq", "--no-deps", "--no-index", "--ignore-installed", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, timeout=600, capture_output=True)
    return found


def said(folder: Path, program: Path, *words: str) -> str:
    """What an installed program prints, run in another folder."""
    told = subprocess.run(
        [str(program), *words],
        cwd=folder,
        env={"PATH": "", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_all_data_are_inside(wheel: Path) -> None:
    inside = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    places = {"costmodel": "costmodel", "assumptions": "costmodel/assumptions", "notebooks": "costmodel/notebooks"}
    wanted = {
        Path(place) / path.relative_to(ROOT / folder)
        for folder, place in places.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not any(made in path.relative_to(ROOT).as_posix() for made in MADE)
    }
    assert sorted(wanted - inside) == []
    endings = {path.suffix for path in inside}
    assert {".yaml", ".toml", ".ipynb", ".typ", ".ttf", ".js", ".css", ".json", ".csv"} <= endings


def test_the_licence_is_inside(wheel: Path) -> None:
    assert wheel.name.startswith("ml_initiative_costmodel-")
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_nothing_of_the_tests_is_inside(wheel: Path) -> None:
    tops = {Path(name).parts[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top.partition("-")[0] for top in tops} == {"costmodel", "ml_initiative_costmodel"}


def test_the_installed_package_finds_its_own_data(python: Path, tmp_path: Path) -> None:
    words = [str(python), "-c", ASKED, DISTRIBUTION]
    told = subprocess.run(
        words, cwd=tmp_path, env={"PATH": ""}, capture_output=True, text=True, check=False, timeout=600
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.split()[0] == "7"
    assert {"dashboard", "1_three_weeks", "de/1_drei_wochen"} <= set(told.stdout.split()[1:])


def test_the_installed_command_checks_estimates_and_reports(python: Path, tmp_path: Path) -> None:
    command = python.with_name("costmodel")
    said(tmp_path, command, "check")
    assert "to go-live" in said(tmp_path, command, "estimate", "--samples", "2048")
    said(tmp_path, command, "report", "--samples", "2048", "--one-page", "page.pdf", "--html", "all.html")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    assert "<svg" in (tmp_path / "all.html").read_text(encoding="utf-8")
    assert "--behind-proxy" in said(tmp_path, command, "dashboard", "--help")
