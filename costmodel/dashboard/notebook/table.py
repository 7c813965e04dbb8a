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


def table(frame: pd.DataFrame, language: str = "en", index: bool = True, digits: int = 1) -> Shown:
    """A DataFrame as a table to be read: nothing is cut off, and figures are written as in the texts.

    Args:
        frame: headings and texts as they are to be read; numbers as numbers.
        language: of the language, one of `languages()`, for the marks in numbers.
        index: whether its index is the first column.
        digits: behind the point, where the numbers of a column are below 1,000 and not all whole.
    """
    says = language_of(language)
    named = frame.reset_index() if index else frame
    numeric = [all(_is_number(value) for value in named.iloc[:, place]) for place in range(named.shape[1])]
    finest = [_digits(named.iloc[:, place], digits) if number else 0 for place, number in enumerate(numeric)]
    heads = ["" if str(name) in ("index", "None") else str(name) for name in named.columns]
    return Shown(
        tag(
            "table",
            tag("thead", tag("tr", *(_cell("th", name, not one) for name, one in zip(heads, numeric, strict=True)))),
            tag("tbody", *(_row(row, numeric, finest, says) for row in named.itertuples(index=False, name=None))),
            class_="cm-table",
        )
    )


def _row(row: tuple[Any, ...], numeric: list[bool], finest: list[int], says: Language) -> Markup:
    cells = [
        _cell("td", _figure(float(value), places, says) if number else _text(value), not number)
        for value, number, places in zip(row, numeric, finest, strict=True)
    ]
    return tag("tr", *cells)


def _figure(value: float, places: int, says: Language) -> str:
    if not math.isfinite(value):
        return NONE
    written = says.number(value, places)
    return written.replace("-", MINUS)


def _cell(name: str, content: str, words: bool) -> Markup:
    return tag(name, content, **({"class_": "cm-words"} if words else {}))


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
