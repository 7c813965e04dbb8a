"""How a paper becomes a PDF: a template and its data are handed to a typesetter, with the fonts that are shipped here.

Texts travel as data and are never read as markup, so that nothing that somebody wrote can change a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from costmodel.files.writing import PAPER, checked, write_whole
from costmodel.pictures.markup import Markup
from costmodel.pictures.style import day_colours

HERE = files("costmodel.report.paper")
COLOURS = ("ink", "muted", "line", "accent", "water")
LONGEST = 18  # letters of a word that need not be broken in a narrow cell
# What no typesetter can set: control characters, halves of characters, marks of a file's begin, turned directions.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
OF_A_HUNDRED = re.compile(r"(?<=\d) (?=%)")  # between a number and its sign no line ends
NO_BREAK = "\u00a0"
BREAK = "\u200b"  # a place without width where a line may end


def typeset(template: str, data: Mapping[str, Any], path: str | Path, make_folder: bool = False) -> Path:
    """Write a paper as a PDF; the same data make the same file, on every machine.

    Args:
        template: its name in this folder, without the ending.
        data: what the template asks for: texts, numbers, lists and mappings of them. Markup is a drawing, or a
            command that stays as it is; all other texts may hold whatever somebody wrote.
        path: the file to write, ending in .pdf; one that is there is replaced when the new one is whole.
        make_folder: whether its folder is made where it is missing.

    Raises:
        ValueError: another ending.
        OSError: the file cannot be written.
    """
    place = checked(path, PAPER)
    return write_whole(place, _compiled(template, data, "pdf"), PAPER, make_folder=make_folder)


def image(template: str, data: Mapping[str, Any], pixels_an_inch: float) -> bytes:
    """The only page of a paper as a PNG image; arguments as for `typeset`."""
    return _compiled(template, data, "png", pixels_an_inch)


def _compiled(template: str, data: Mapping[str, Any], kind: str, pixels_an_inch: float | None = None) -> bytes:
    coloured = {"colours": {name: day_colours()[f"--cm-{name}"] for name in COLOURS}} | printable(data)
    made = _typesetter(template).compile(
        format=kind, ppi=pixels_an_inch, sys_inputs={"data": json.dumps(coloured)}, timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError(f"the template {template} has {'no' if made is None else 'more than one'} page")
    return made


@cache
def _typesetter(template: str) -> Any:
    """The compiler of a template; the machine's own fonts are left alone, so that every machine sets the same page."""
    import typst

    folder = Path(str(HERE))
    return typst.Compiler(
        str(folder / f"{template}.typ"), root=str(folder), font_paths=[str(folder / "fonts")], ignore_system_fonts=True
    )


def printable(data: Any) -> Any:
    """The same with every text made fit to be set: without what cannot be printed, with words that can be broken."""
    if isinstance(data, str):
        if isinstance(data, Markup):
            return data
        words = UNPRINTABLE.sub("", re.sub(r"[\t\r\n]+", " ", data))
        return breakable(OF_A_HUNDRED.sub(NO_BREAK, words))
    if isinstance(data, Mapping):
        return {key: printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(value) for value in data]
    return data


def breakable(text: str) -> str:
    """The same text with places in its long words where a line may end: after a mark between parts, or anywhere.

    >>> breakable("plan.data_preparation.effort").split(BREAK)
    ['plan.', 'data_', 'preparation.', 'effort']
    """
    return re.sub(rf"\S{{{LONGEST},}}", lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    parts = re.split(r"(?<=[._/\\@&=?|:-])(?=[^._/\\@&=?|:-])", word)
    return BREAK.join(BREAK.join(_pieces(part)) for part in parts)


def _pieces(part: str) -> list[str]:
    """A word of letters is left to the rules of its language; a row of letters and digits without end is cut."""
    if len(part) <= 2 * LONGEST:
        return [part]
    return [part[start : start + LONGEST] for start in range(0, len(part), LONGEST)]
