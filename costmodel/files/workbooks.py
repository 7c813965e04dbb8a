"""Which packed files (workbooks) are opened, and what a broken one makes a library raise."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from costmodel.files.opening import LARGEST_WORKBOOK, UnreadableError, content

LARGEST_CONTENT, MOST_PARTS = 20_000_000, 500  # bytes when unpacked; files within the file
# What libraries raise at files that are cut short, scrambled, or no workbook at all.
UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    EOFError,
    SyntaxError,
    zlib.error,
    zipfile.BadZipFile,
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_000  # characters in a cell; Excel has room for 32,767


def unpacked(path: Path) -> io.BytesIO:
    """A workbook's bytes, for a library to open.

    Raises:
        UnreadableError: it is no ordinary file, or larger than any workbook of assumptions, packed or unpacked (a few
            kilobytes can unpack to gigabytes).
        zipfile.BadZipFile: it is no workbook.
    """
    file = io.BytesIO(content(path, LARGEST_WORKBOOK))
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise UnreadableError(f"is larger than {LARGEST_CONTENT / 1e6:g} MB when it is unpacked")
    return file


def harmless(text: str) -> str:
    """A text that no program takes for a formula, not even when the cell is edited or exported as CSV.

    An apostrophe that a formula follows gets another before it, so that `as_written` takes away the added one.

    >>> harmless("=HYPERLINK(1)"), harmless("  -5"), harmless("costs"), harmless("'=")
    ("'=HYPERLINK(1)", "'  -5", 'costs', "''=")
    """
    starts = text.lstrip("'").lstrip(" \n\v\f\u00a0").startswith(STARTS_A_FORMULA)
    return ("'" if starts else "") + text[:LONGEST]


def lines_needed(cells: Iterable[tuple[str, float]]) -> int:
    """How many lines a row needs for its texts, each given with the width of its column in letters.

    >>> lines_needed([("one\\ntwo", 10), ("eleven letters and more", 10)])
    3
    """
    return max(
        (sum(-(-len(part) // max(int(width) - 2, 1)) or 1 for part in text.split("\n")) for text, width in cells),
        default=1,
    )


def as_written(text: str) -> str:
    """The text that `harmless` was given.

    >>> as_written(harmless("'=")), as_written("'tis")
    ("'=", "'tis")
    """
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
