"""The guides as a site: it is built without a warning, loads nothing from elsewhere, and its reference is complete."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.cli import parser
from tests.docs.pages import DOCS, ROOT

# What a browser fetches by itself, as against what a reader may click on.
LOADED = re.compile(r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\ssrc=["'](https?:)?//[^"']*["']""")
LINKED = re.compile(r"""<link\b[^>]*?href=["'](?:https?:)?//[^"']*["'][^>]*>""")
IN_STYLES = re.compile(r"""(?:@import\s+["']?|url\(\s*["']?)(?:https?:)?//""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with warnings as errors, as `make docs` does."""
    built = tmp_path_factory.mktemp("site")
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-W",
            "--keep-going",
            "-q",
            "-b",
            "html",
            "-d",
            str(built / "doctrees"),
            str(DOCS),
            str(built / "html"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert told.returncode == 0, told.stderr
    return built / "html"


def test_every_page_is_built(site: Path) -> None:
    pages = [page.relative_to(DOCS).with_suffix(".html") for page in DOCS.rglob("*.md") if "_build" not in page.parts]
    assert [page.as_posix() for page in pages if not (site / page).is_file()] == []


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    found = []
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        found += [f"{page.name}: {one[0]}" for one in LOADED.finditer(text)]
        found += [f"{page.name}: {one[0]}" for one in LINKED.finditer(text) if "canonical" not in one[0]]
    for style in site.rglob("*.css"):
        found += [f"{style.name}: {one[0]}" for one in IN_STYLES.finditer(style.read_text(encoding="utf-8"))]
    assert found == []


def test_the_reference_has_every_name_of_the_front_door(site: Path) -> None:
    text = (site / "reference" / "python.html").read_text(encoding="utf-8")
    headings = set(re.findall(r"<h3>cm\.(\w+)<", text))
    assert headings == set(cm.__all__)


def test_the_reference_has_every_command_with_its_options(site: Path) -> None:
    text = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    headings = set(re.findall(r"<h2>costmodel (?:<[^>]+>)?([\w-]+)", text))
    (commands,) = [action.choices for action in parser()._actions if isinstance(action.choices, dict)]
    assert headings == set(commands)
    missing = [
        f"{name} {option}"
        for name, command in commands.items()
        for action in command._actions
        for option in action.option_strings
        if option not in text
    ]
    assert missing == []
