"""What is finished of a long simulation, kept in a folder, so that it goes on there after it was broken off."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from costmodel.files.writing import clear, write_whole
from costmodel.typing import Array

ENDING = ".npy"


class Finished:
    """The finished tasks of one simulation, a file for each; those of another simulation are left alone.

    Args:
        folder: made where it is missing.
        fingerprint: of the simulation: portfolio, seed, samples and version.
        names: of the figures.
    """

    def __init__(self, folder: str | Path, fingerprint: str, names: Sequence[str]) -> None:
        self._folder, self._fingerprint, self._names = Path(folder), fingerprint, tuple(names)

    def figures(self, number: int, samples: int) -> dict[str, Array] | None:
        """The figures of a task; None where it is not finished, or its file is not whole."""
        try:
            found = np.load(self._file(number), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        if found.shape != (len(self._names), samples) or found.dtype != np.float64:
            return None
        return dict(zip(self._names, found, strict=True))

    def put(self, number: int, figures: Mapping[str, Array]) -> None:
        """Keeps the figures of a task.

        Raises:
            OSError: they cannot be written.
        """
        file = io.BytesIO()
        np.save(file, np.stack([figures[name] for name in self._names]))
        write_whole(self._file(number), file.getvalue(), (ENDING,), make_folder=True)

    def remove(self) -> None:
        """Removes the files of this simulation, and the folder where nothing else is in it."""
        for file in self._folder.glob(f"{self._fingerprint}-*{ENDING}"):
            clear(file)
            file.unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _file(self, number: int) -> Path:
        return self._folder / f"{self._fingerprint}-{number}{ENDING}"
