"""Links and paths in the guides lead somewhere, and the list of rooms is the house as it stands."""

import re
import tomllib

import pytest

from tests.docs.pages import DOCS, GUIDES, ROOT, name_of, text_of

BESIDE = [*GUIDES, *sorted((ROOT / "notebooks").rglob("*.md"))]
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
FOLDERS = "assumptions|benchmarks|costmodel|deploy|docs|notebooks|templates|tests"
PATH = re.compile(rf"`((?:{FOLDERS})/[\w./-]*|[A-Z]+\.md|[a-z-]+\.lock|pyproject\.toml)`")
CHOSEN = re.compile(r"NAME|XX")  # what somebody who follows a checklist puts in
MADE = ("docs/_build", "notebooks/workshop", "notebooks/de/workshop")
CHECKLISTS = (
    "a category of costs",
    "a cost line",
    "a scenario",
    "a language",
    "a shape of belief",
    "a picture",
    "a report page",
    "a command",
)


def anchors(text: str) -> set[str]:
    """The headings of a page as addresses within it."""
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = [line.lstrip("#").strip().lower() for line in bare.splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def leads_nowhere() -> list[str]:
    found = []
    for page in BESIDE:
        for target in LINK.findall(text_of(page)):
            if re.match(r"https?://", target):
                continue
            place, _, anchor = target.partition("#")
            path = (page.parent / place).resolve() if place else page
            if not path.exists() or (anchor and anchor not in anchors(text_of(path))):
                found.append(f"{name_of(page)}: {target}")
    return found


def test_links_lead_somewhere() -> None:
    assert leads_nowhere() == []


def test_a_page_of_the_site_links_only_to_what_is_on_the_site() -> None:
    found = [
        f"{name_of(page)}: {target}"
        for page in BESIDE
        if DOCS in page.parents
        for target in LINK.findall(text_of(page))
        if not re.match(r"https?://|#", target) and DOCS not in (page.parent / target).resolve().parents
        if not target.endswith(".png")
    ]
    assert found == []


def test_paths_named_are_in_the_tree() -> None:
    found = []
    for page in BESIDE:
        if page.name == "CHANGELOG.md":
            continue  # it speaks of what was
        for path in PATH.findall(text_of(page)):
            if path.startswith(MADE):
                continue
            # Of a path with a name to be chosen, the folder is there already.
            whole = ROOT / path
            there = whole.parent.is_dir() if CHOSEN.search(path) else whole.exists()
            if not there:
                found.append(f"{name_of(page)}: {path}")
    assert found == []


def test_a_file_that_a_checklist_tells_to_write_looks_like_those_beside_it() -> None:
    contributing = text_of(ROOT / "CONTRIBUTING.md")
    found = []
    for path in {path for path in PATH.findall(contributing) if CHOSEN.search(path)}:
        like = re.sub(CHOSEN, "*", path)
        if not list(ROOT.glob(like)):
            found.append(path)
    assert found == []


def checklists() -> dict[str, list[str]]:
    """Heading -> the lines to be ticked off."""
    part = text_of(ROOT / "CONTRIBUTING.md").split("## Checklists", 1)[1].split("\n## ", 1)[0]
    sections = [section.split("\n", 1) for section in part.split("\n### ")[1:]]
    return {head.lower(): re.findall(r"^- \[ \] (.+)$", body, re.MULTILINE) for head, body in sections}


@pytest.mark.parametrize("kind", CHECKLISTS)
def test_each_kind_of_change_has_its_checklist(kind: str) -> None:
    steps = checklists()[kind]
    assert len(steps) >= 2
    assert any(PATH.search(step) for step in steps)


def test_the_rooms_listed_are_the_rooms_of_the_house_in_the_order_of_their_contract() -> None:
    listed = re.findall(r"^\| `(\w+)/` \|", text_of(ROOT / "ARCHITECTURE.md"), re.MULTILINE)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [contract["layers"] for contract in contracts if contract["id"] == "rooms"]
    in_order = [
        room for layer in reversed(layers) for room in layer.split(" | ") if (ROOT / "costmodel" / room).is_dir()
    ]
    assert listed == in_order
    there = {path.parent.name for path in (ROOT / "costmodel").glob("*/__init__.py")}
    assert set(listed) == there


def test_whom_the_architecture_sends_somewhere_finds_the_module() -> None:
    rows = re.findall(r"^\| `(\w+)/` \|[^|]*\| (.*) \|$", text_of(ROOT / "ARCHITECTURE.md"), re.MULTILINE)
    missing = []
    for room, answer in rows:
        for name in re.findall(r"`([\w/]+)`", answer):
            folder = ROOT / "costmodel" / room
            if not ((folder / f"{name}.py").is_file() or (folder / name).is_dir()):
                missing.append(f"{room}/{name}")
    assert missing == []
