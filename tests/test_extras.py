"""What is installed only on request: who lacks it reads in a sentence how to get it, and all the rest works."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from costmodel.extras import DISTRIBUTION, EXTRAS, how_to_get

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ON_REQUEST = {package for packages in EXTRAS.values() for package in packages}
# Commands in a process of their own, in which the named packages cannot be imported; the first that fails ends it.
WITHOUT = """
import json, sys
packages, *commands = sys.argv[1:]
sys.modules.update(dict.fromkeys(packages.split(",")))
from costmodel.cli import main
for command in commands:
    try:
        failed = main(json.loads(command))
    except SystemExit as asked_for_help:
        failed = asked_for_help.code
    if failed:
        sys.exit(failed)
"""


def without(packages: set[str], folder: Path, *commands: list[str]) -> subprocess.CompletedProcess[str]:
    """What commands say where some packages are not installed."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, ",".join(sorted(packages)), *map(json.dumps, commands)],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def packages_of(lines: list[str]) -> set[str]:
    """The names of what some lines of requirements ask for."""
    return {re.split(r"[\[<>=~; ]", line, maxsplit=1)[0] for line in lines}


def test_the_name_of_the_distribution_is_said_alike() -> None:
    assert PROJECT["name"] == DISTRIBUTION
    assert PROJECT["scripts"] == {"costmodel": "costmodel.__main__:main"}  # the command is still the short name


def test_each_extra_is_told_with_what_it_brings() -> None:
    brought = {name: packages_of(lines) - {DISTRIBUTION} for name, lines in PROJECT["optional-dependencies"].items()}
    assert set(brought) == set(EXTRAS)
    for name, packages in brought.items():
        assert packages <= set(EXTRAS[name]), name


def test_who_wants_the_notebooks_gets_the_dashboard() -> None:
    assert f"{DISTRIBUTION}[dashboard]" in PROJECT["optional-dependencies"]["notebooks"]


def test_whatever_is_imported_is_a_dependency_or_told_when_it_is_missing() -> None:
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "costmodel").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    named_otherwise = {"yaml": "pyyaml", "pydantic_core": "pydantic"}
    others = {named_otherwise.get(name, name) for name in imported - set(sys.stdlib_module_names) - {"costmodel"}}
    assert others - packages_of(PROJECT["dependencies"]) - ON_REQUEST == set()


def test_estimates_checks_and_reports_need_no_extra(tmp_path: Path) -> None:
    told = without(
        ON_REQUEST,
        tmp_path,
        ["check"],
        ["estimate", "--samples", "64"],
        ["report", "--samples", "64", "--xlsx", "all.xlsx", "--html", "all.html", "--one-page", "page.pdf"],
        ["dashboard", "--help"],
    )
    assert told.returncode == 0, told.stderr
    assert "usage: costmodel dashboard" in told.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.html", "all.xlsx", "page.pdf"]


@pytest.mark.parametrize("package", ["voila", "jupyter_client"])
def test_who_opens_the_dashboard_without_it_reads_how_to_get_it(tmp_path: Path, package: str) -> None:
    told = without({package}, tmp_path, ["dashboard", "--no-browser"])
    sentence = f'{package} is not installed, and this needs it: python -m pip install "{DISTRIBUTION}[dashboard]"\n'
    assert (told.returncode, told.stderr[-len(sentence) :]) == (2, sentence)
    assert "Traceback" not in told.stderr


def test_who_opens_a_notebook_without_its_figures_reads_how_to_get_them(tmp_path: Path) -> None:
    told = without({"matplotlib"}, tmp_path, ["dashboard", "--notebook", "2_what_it_costs", "--no-browser"])
    assert told.returncode == 2
    assert told.stderr == (
        f'matplotlib is not installed, and this needs it: python -m pip install "{DISTRIBUTION}[notebooks]"\n'
    )


def test_a_module_that_no_extra_brings_is_a_fault_of_the_program() -> None:
    assert how_to_get("costmodel.horoscope") is None
    assert how_to_get("numpy") is None
