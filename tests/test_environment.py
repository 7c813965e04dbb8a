"""The ways to install costmodel agree: pyproject.toml, environment.yml and the three locks."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from costmodel.extras import DISTRIBUTION
from tests.supply.locks import CORE, DEVELOPERS, ROOT, RUNTIME, locked, versions

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

# What pip brings along with the package itself: conda's package of the name is the program, not its binding to Python.
ONLY_FROM_PIP = {"typst"}

PROJECT, GROUPS = PYPROJECT["project"], PYPROJECT["dependency-groups"]
CORE_NEEDS = PROJECT["dependencies"]
EXTRA_NEEDS = [
    line for lines in PROJECT["optional-dependencies"].values() for line in lines if not line.startswith(DISTRIBUTION)
]
BUILD_NEEDS = [*GROUPS["build"], *PYPROJECT["build-system"]["requires"]]
NEEDS = {
    CORE: [*CORE_NEEDS, *BUILD_NEEDS],
    RUNTIME: [*CORE_NEEDS, *EXTRA_NEEDS, *BUILD_NEEDS],
    DEVELOPERS: [*CORE_NEEDS, *EXTRA_NEEDS, *BUILD_NEEDS, *(line for line in GROUPS["dev"] if isinstance(line, str))],
}
LOCKS = pytest.mark.parametrize("lock", NEEDS, ids=lambda lock: lock.name)


def wanted(lines: list[str]) -> dict[str, str]:
    """Name -> versions, written in one way whoever wrote it."""
    requirements = map(Requirement, lines)
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in requirements}


def test_conda_users_get_what_page_and_notebooks_need_and_no_more() -> None:
    from_conda = wanted([line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)])
    assert from_conda.pop("python") == PROJECT["requires-python"]
    assert from_conda.pop("pip") == ""
    needed = wanted([*CORE_NEEDS, *EXTRA_NEEDS])
    assert from_conda == {name: specifier for name, specifier in needed.items() if name not in ONLY_FROM_PIP}


def test_conda_users_get_the_package_itself_from_this_folder() -> None:
    from_pip = [line["pip"] for line in ENVIRONMENT["dependencies"] if isinstance(line, dict)]
    assert from_pip == [["-e ."]]


@LOCKS
def test_a_lock_pins_what_its_readers_need(lock: Path) -> None:
    pins, faults = locked(lock), []
    for requirement in map(Requirement, NEEDS[lock]):
        found = [version for version, _ in pins.get(canonicalize_name(requirement.name), [])]
        if not found or any(version not in requirement.specifier for version in found):
            faults.append(f"{requirement}, but {', '.join(found) or 'nothing'} is locked")
    assert faults == [], "`make lock` writes it anew"


@pytest.mark.parametrize(("less", "more"), [(CORE, RUNTIME), (RUNTIME, DEVELOPERS)], ids=lambda lock: lock.name)
def test_who_installs_more_gets_the_same_versions(less: Path, more: Path) -> None:
    assert versions(less).items() < versions(more).items()


def test_who_only_estimates_installs_nothing_of_jupyter() -> None:
    core = versions(CORE)
    assert [name for name in core if re.search(r"jupyter|notebook|widget|voila|ipython|ipykernel|tornado", name)] == []
    assert len(core) <= 25


@LOCKS
def test_the_tools_of_the_developers_are_their_own(lock: Path) -> None:
    if lock != DEVELOPERS:
        assert {"pytest", "ruff", "mypy", "playwright", "sphinx", "uv"} & set(versions(lock)) == set()


@LOCKS
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    pins = [(name, rest) for name, found in locked(lock).items() for _, rest in found]
    assert [name for name, rest in pins if "--hash=sha256:" not in rest] == []


@LOCKS
def test_a_lock_is_nothing_but_comments_pins_and_hashes(lock: Path) -> None:
    """So it holds no index address, no folder to look in and no package fetched from an address."""
    pin = r"[\w.-]+==[\w.!+]+( ; [^/@]+)? \\"
    digest = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
    allowed = re.compile(rf"#[^/]*|{pin}|{digest}")
    assert [line for line in lock.read_text(encoding="utf-8").splitlines() if not allowed.fullmatch(line)] == []


@pytest.mark.parametrize("table", ["dependencies = [", "dashboard = [", "notebooks = [", "build = [", "dev = ["])
def test_every_dependency_says_why_it_is_there(table: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = text.split(f"\n{table}\n", maxsplit=1)[1].split("\n]", maxsplit=1)[0].splitlines()
    assert [
        line for line in lines if not re.fullmatch(r'  "[^"]+", +# \S.+|  \{ include-group = "build" \},', line)
    ] == []
