"""Which packed files (workbooks) are too large to be opened, and what a broken one makes a library raise."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

LARGEST_FILE, LARGEST_CONTENT = 20_000_000, 100_000_000  # bytes, packed and unpacked
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


def too_large(path: Path) -> bool:
    """Whether a file is larger than any workbook of assumptions, packed or unpacked (a few kilobytes can unpack to
    gigabytes)."""
    if path.stat().st_size > LARGEST_FILE:
        return True
    with zipfile.ZipFile(path) as packed:
        return sum(part.file_size for part in packed.infolist()) > LARGEST_CONTENT
