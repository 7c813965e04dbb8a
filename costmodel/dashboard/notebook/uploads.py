"""Files that somebody hands over in a notebook, looked at before any of them takes the place of what was kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from costmodel.files.writing import write_whole
from costmodel.workshop.form_files import SUFFIXES


@contextmanager
def handed_over(upload: Any) -> Iterator[Path]:
    """A folder with the files that were chosen, under their own names; it is there only meanwhile.

    Args:
        upload: the field in which they were chosen.

    Raises:
        ValueError: the name of one ends otherwise than a table's.
        OSError: they cannot be written.
    """
    with tempfile.TemporaryDirectory() as folder:
        for one in upload.value:
            write_whole(Path(folder) / Path(one["name"]).name, bytes(one["content"]), SUFFIXES)
        yield Path(folder)
