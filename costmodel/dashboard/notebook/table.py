"""Tables in a notebook as people read them: texts on the left, figures on the right, written as the language does."""

from __future__ import annotations

import math
import re
from numbers import Real
from typing import TYPE_CHECKING, Any

from costmodel.dashboard.notebook.look import style
from costmodel.language.language import Language, language_of
from costmodel.language.symbols import MINUS, NONE
from costmodel.pictures.markup import Markup, tag

if TYPE_CHECKING:
    import pandas as pd

WHOLE_FROM = 1_000.0  # where one number of a column is that large, all of them are read without a fraction
LONG_FROM = 40  # letters: a text that needs some width, or it becomes a column of single words


class Shown:
    """A table that shows itself at the end of a cell. Made by `table`."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup

    @property
    def inside(self) -> Markup:
        """What is shown among widgets, which have the style sheet already."""
        return tag("div", self.markup, class_="cm-scroll")

    def _repr_html_(self) -> str:
        return f'<style>{style()}</style><div class="cm-workshop">{self.inside}</div>'


def table(frame: pd.DataFrame, language: str = "en", index: bool = True, digits: int = 1, figures: int = 0) -> Shown:
    """A DataFrame as a table to be read: nothing is cut off, and figures are written as in the texts.

    Args:
        frame: headings and texts as they are to be read; numbers as numbers.
        language: of the language, one of `languages()`, for the marks in numbers.
        index: whether its index is the first column.
        digits: behind the point, where the numbers of a column are below 1,000 and not all whole.
        figures: so many columns at the end hold figures that are written already, and stand on the right as numbers do.
    """
    says = language_of(language)
    named = frame.reset_index() if index else frame
    numeric = [all(_is_number(value) for value in named.iloc[:, place]) for place in range(named.shape[1])]
    finest = [_digits(named.iloc[:, place], digits) if number else 0 for place, number in enumerate(numeric)]
    heads = ["" if str(name) in ("index", "None") else str(name) for name in named.columns]
    words = [not number and place < len(heads) - figures for place, number in enumerate(numeric)]
    known = heads if all(words) else [""] * len(heads)
    rows = []
    for row in named.itertuples(index=False, name=None):
        told = [
            _figure(float(value), places, says) if number else _text(value)
            for value, number, places in zip(row, numeric, finest, strict=True)
        ]
        rows.append(tag("tr", *map(_cell, told, words, known)))
    head = tag("tr", *(tag("th", one, **_look(word)) for one, word in zip(heads, words, strict=True)))
    return Shown(tag("table", tag("thead", head), tag("tbody", *rows), class_="cm-table"))


def _cell(content: str, words: bool, head: str) -> Markup:
    """A cell; in a table of words alone it knows its heading, as on a narrow page it stands below the others."""
    look = _look(words, len(content) >= LONG_FROM)
    return tag("td", content, **look, data_head=head) if head else tag("td", content, **look)


def _look(words: bool, long: bool = False) -> dict[str, str]:
    return {"class_": "cm-words cm-long" if long else "cm-words"} if words else {}


def _figure(value: float, places: int, says: Language) -> str:
    if not math.isfinite(value):
        return NONE
    written = says.number(value, places)
    return written.replace("-", MINUS)


def _text(value: Any) -> Markup | str:
    """A text; the dotted name of an assumption as what it is, a name to be typed."""
    text = str(value)
    is_name = text[:1].isalpha() and "." in text and " " not in text and text == text.lower()
    return tag("code", *_breakable(text)) if is_name else text


def _breakable(name: str) -> list[str]:
    """A long name in pieces, so that a line ends after a point or an underscore and nowhere else."""
    pieces = re.split(r"(?<=[._])", name)
    return [part for piece in pieces for part in (piece, tag("wbr"))][:-1]


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _digits(values: Any, digits: int) -> int:
    finite = [float(value) for value in values if math.isfinite(value)]
    large = any(abs(value) >= WHOLE_FROM for value in finite)
    return 0 if large or all(value == round(value) for value in finite) else digits
