"""Files that somebody hands over in a notebook, looked at before any of them takes the place of what was kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipywidgets

from costmodel.dashboard.notebook.look import made
from costmodel.files.writing import write_whole
from costmodel.workshop.form_files import SUFFIXES


def upload_field(label: str, endings: Iterable[str], taken_in: Callable[[], None], multiple: bool = True) -> Any:
    """The field in which files are chosen.

    Args:
        label: what stands on it.
        endings: of the files that are offered.
        taken_in: called when somebody has chosen some.
        multiple: whether it may be several at once.
    """
    field = made(
        ipywidgets.FileUpload,
        accept=",".join(endings),
        multiple=multiple,
        description=label,
        layout={"width": "auto", "align_self": "flex-start"},
    )
    field.observe(lambda _: taken_in(), "value")
    return field


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
