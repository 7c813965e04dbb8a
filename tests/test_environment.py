"""The ways to install costmodel agree: pyproject.toml, environment.yml and requirements.lock."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# What pip brings along with the package itself: conda's package of the name is the program, not its binding to Python.
ONLY_FROM_PIP = {"typst"}

RUNTIME = PYPROJECT["project"]["dependencies"]
EVERYTHING = [*RUNTIME, *PYPROJECT["dependency-groups"]["dev"], *PYPROJECT["build-system"]["requires"]]


def wanted(lines: list[str]) -> dict[str, str]:
    """Name -> versions, written in one way whoever wrote it."""
    requirements = map(Requirement, lines)
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in requirements}


def locked() -> dict[str, list[tuple[str, str]]]:
    """Name -> the versions that the lock pins, each with the text that follows it up to the next name."""
    pins: dict[str, list[tuple[str, str]]] = {}
    for name, version, rest in re.findall(r"^([\w.-]+)==([^\s;]+)(.*(?:\n[ ].*)*)", LOCK, flags=re.MULTILINE):
        pins.setdefault(canonicalize_name(name), []).append((version, rest))
    return pins


def test_conda_users_get_the_dependencies_of_the_package_and_no_others() -> None:
    from_conda = wanted([line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)])
    assert from_conda.pop("python") == PYPROJECT["project"]["requires-python"]
    assert from_conda.pop("pip") == ""
    assert from_conda == {name: versions for name, versions in wanted(RUNTIME).items() if name not in ONLY_FROM_PIP}


def test_conda_users_get_the_package_itself_from_this_folder() -> None:
    from_pip = [line["pip"] for line in ENVIRONMENT["dependencies"] if isinstance(line, dict)]
    assert from_pip == [["-e ."]]


def test_the_lock_pins_what_the_project_asks_for() -> None:
    pins, faults = locked(), []
    for requirement in map(Requirement, EVERYTHING):
        versions = [version for version, _ in pins.get(canonicalize_name(requirement.name), [])]
        if not versions or any(version not in requirement.specifier for version in versions):
            faults.append(f"{requirement}, but {', '.join(versions) or 'nothing'} is locked")
    assert faults == [], "`make lock` writes it anew"


def test_every_locked_package_has_a_hash() -> None:
    pins = [(name, rest) for name, found in locked().items() for _, rest in found]
    assert [name for name, rest in pins if "--hash=sha256:" not in rest] == []


def test_the_lock_is_nothing_but_comments_pins_and_hashes() -> None:
    """So it holds no index address, no folder to look in and no package fetched from an address."""
    pin = r"[\w.-]+==[\w.!+]+( ; [^/@]+)? \\"
    digest = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
    allowed = re.compile(rf"#[^/]*|{pin}|{digest}")
    assert [line for line in LOCK.splitlines() if not allowed.fullmatch(line)] == []


@pytest.mark.parametrize("table", ["dependencies = [", "dev = ["])
def test_every_dependency_says_why_it_is_there(table: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = text.split(f"\n{table}\n", maxsplit=1)[1].split("\n]", maxsplit=1)[0].splitlines()
    assert [line for line in lines if not re.fullmatch(r'  "[^"]+", +# \S.+', line)] == []
