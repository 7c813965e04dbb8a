"""The notebooks of the workshop in their two editions: which belong together, and in what two of them may differ."""

import ast
import re
from collections import Counter
from pathlib import Path

import nbformat
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
GERMAN = "de"

# Served by Voila and driven in a browser by tests of its own; by itself it would wait for a visitor.
DASHBOARD = FOLDER / "dashboard.ipynb"
PAGES = (DASHBOARD, FOLDER / "form.ipynb")  # each in all languages, and with nothing to read but the page itself

# Thousands are marked by a comma in English, by a point or a fixed space in German; the fraction the other way round.
NUMBERS = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"),
    "de": re.compile(r"\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"),
}
CODE = re.compile(r"(`+).*?\1", re.DOTALL)
NOT_TEXT = re.compile(r"\]\([^)]*\)|<[^>]+>|https?://\S+")  # targets of links, markup, addresses


def notebooks() -> list[Path]:
    """All that are there, the English ones first."""
    return [*sorted(FOLDER.glob("*.ipynb")), *sorted((FOLDER / GERMAN).glob("*.ipynb"))]


def editions() -> dict[str, dict[str, Path]]:
    """Number of a notebook of the workshop -> language -> where it lies; the number is what its name begins with."""
    found: dict[str, dict[str, Path]] = {}
    for path in notebooks():
        if path not in PAGES:
            found.setdefault(path.stem.split("_")[0], {})[language_of(path)] = path
    return found


def language_of(path: Path) -> str:
    """By the folder that it lies in."""
    return GERMAN if path.parent.name == GERMAN else "en"


def read(path: Path) -> NotebookNode:
    """A notebook."""
    return nbformat.read(path, as_version=4)


def code(notebook: NotebookNode) -> list[str]:
    """The sources of the cells with code."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook: NotebookNode) -> list[str]:
    """The sources of the cells with text."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def without_magics(source: str) -> str:
    """Jupyter's own lines, such as `%matplotlib inline`, are not Python."""
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))


# -- what may differ --------------------------------------------------------------------------------------------------


def numbers(text: str, language: str) -> Counter[float]:
    """The numbers in a text and how often each stands there, however the language writes them.

    What stands between backticks is code, in which every language has its numbers as Python has them.
    """
    if language != "en":
        in_code = " ".join(one[0] for one in CODE.finditer(text))
        return numbers(in_code, "en") + _numbers(CODE.sub(" ", text), language)
    return _numbers(text, language)


def _numbers(text: str, language: str) -> Counter[float]:
    found = NUMBERS[language].findall(NOT_TEXT.sub(" ", text))
    thousands, point = (",", ".") if language == "en" else (".", ",")
    marks = str.maketrans({thousands: "", "\u00a0": "", "\u202f": "", point: "."})
    return Counter(float(one.translate(marks)) for one in found)


def without_texts(source: str) -> str:
    """Code with its texts emptied, so that two editions of it can be compared; comments are texts too."""
    return ast.unparse(_Emptied().visit(ast.parse(without_magics(source))))


class _Emptied(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.Tuple:
        """What is put into a text, in any order: another language has another order of words."""
        filled = [self.visit(part.value) for part in node.values if isinstance(part, ast.FormattedValue)]
        return ast.Tuple(sorted(filled, key=ast.unparse), ast.Load())


def differences(english: NotebookNode, german: NotebookNode) -> list[str]:
    """Where two editions are out of step: the cell and what stands there in each."""
    kinds = [[cell.cell_type for cell in one.cells] for one in (english, german)]
    if kinds[0] != kinds[1]:
        place = next((at for at, (one, other) in enumerate(zip(*kinds, strict=False)) if one != other), None)
        at = min(map(len, kinds)) if place is None else place
        counted = f"cells {len(kinds[0])} and {len(kinds[1])}"
        return [f"{counted}, of another kind from cell {at} on: {_told(english, german, at)}"]
    found = []
    for place, (one, other) in enumerate(zip(english.cells, german.cells, strict=True)):
        if one.cell_type == "code" and without_texts(one.source) != without_texts(other.source):
            found.append(f"cell {place} has other code: {_told(english, german, place)}")
        if one.cell_type == "markdown":
            here, there = numbers(one.source, "en"), numbers(other.source, "de")
            if here != there:
                only = (
                    f"only English {sorted((here - there).elements())}, only German {sorted((there - here).elements())}"
                )
                found.append(f"cell {place} has other numbers ({only}): {_told(english, german, place)}")
    return found


def _told(english: NotebookNode, german: NotebookNode, place: int) -> str:
    texts = [one.cells[place].source if place < len(one.cells) else "(nothing)" for one in (english, german)]
    return "\n--- en\n{}\n--- de\n{}\n".format(*texts)


# -- exercises and links ----------------------------------------------------------------------------------------------

EXERCISE = {"en": "Exercise", "de": "Aufgabe"}
SOLUTION = {"en": "<summary>Solution</summary>", "de": "<summary>Lösung</summary>"}
TOLD = re.compile(r"^(?P<heading>#+ [^\n]*)$|<details>.*?</details>", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|(?:src|href)=\"([^\"]+)\"")


def without_solution(notebook: NotebookNode, language: str) -> list[str]:
    """The headings of exercises after which no folded solution comes before the next exercise."""
    missing: list[str] = []
    for found in TOLD.finditer("\n\n".join(prose(notebook))):
        if found["heading"] is None:
            missing[-1:] = [""] if SOLUTION[language] in found[0] else missing[-1:]
        elif EXERCISE[language] in found["heading"]:
            missing.append(found["heading"])
    return [heading for heading in missing if heading]


def dead_links(notebook: NotebookNode, folder: Path) -> list[str]:
    """Links to files that are not there; what the workshop itself writes does not count."""
    targets = [target for text in prose(notebook) for pair in LINK.findall(text) for target in pair if target]
    files = {target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)}
    return sorted(one for one in files if not one.startswith("workshop/") and not (folder / one).exists())
