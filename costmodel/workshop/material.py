"""What is printed for a workshop besides hand-out and questions: invitation, poster, cards, canvas, table, slides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from costmodel.language.language import Language, language_of
from costmodel.report.paper.typesetting import typeset

# Each paper: its kind, whether its page lies, and how many of each of its texts there are.
PAPERS: Mapping[str, tuple[str, bool, int]] = {
    "invitation": ("letter", False, 4),
    "poster": ("poster", True, 4),
    "cards": ("cards", False, 5),
    "canvas": ("canvas", True, 9),
    "decisions": ("table", True, 5),
    "sponsor": ("slides", True, 4),
}
LINES, WAY, FIELDS = 3, 5, 5  # on a slide; of what happens, and to be filled in, on the invitation


def material(folder: str | Path, code: str | Language = "en", case: str = "") -> list[Path]:
    """Write all papers, a PDF each: upright or lying A4, in the type of the reports.

    Args:
        folder: made where it is missing; papers of the same names are written anew.
        code: of the language, one of `languages()`.
        case: what the group calls its initiative; stands on the papers that are about it.

    Raises:
        ValueError: an unknown language.
        OSError: a file cannot be written.
    """
    says, place = language_of(code), Path(folder)
    named = {name: place / f"{says(f'paper {name} file')}.pdf" for name in PAPERS}
    return [typeset("material", _paper(name, case, says), path, make_folder=True) for name, path in named.items()]


def _paper(name: str, case: str, says: Language) -> dict[str, Any]:
    kind, lying, count = PAPERS[name]
    data: dict[str, Any] = {
        "lang": says.code,
        "kind": kind,
        "lying": lying,
        "title": says(f"paper {name} title"),
        "case": case,
        "foot": "",
    }
    told: list[Any] = []
    for number in range(1, count + 1):
        text = says(f"paper {name} {number}")
        if kind == "canvas":
            told.append((text, says(f"paper {name} prompt {number}")))
        elif kind == "slides":
            told.append((text, [says(f"paper {name} line {3 * (number - 1) + line}") for line in range(1, LINES + 1)]))
        else:
            told.append(text)
    if kind == "letter":
        way = [says(f"paper {name} way {number}") for number in range(1, WAY + 1)]
        data["way"] = {"title": says(f"paper {name} way"), "told": way}
        fields = [says(f"paper {name} field {number}") for number in range(1, FIELDS + 1)]
        data["fields"] = [(field, "" if at else case) for at, field in enumerate(fields)]
    if kind in ("table", "canvas"):
        data["lead"] = says(f"paper {name} lead")
    if kind == "table":
        data["heads"] = [says(f"paper {name} head {number}") for number in range(1, 5)]
    return data | {"told": told}
