"""What is finished of a long simulation, kept in a folder, so that it goes on there after it was broken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from costmodel.files.writing import clear, written
from costmodel.typing import Array

ENDING = ".npy"


class Finished:
    """The finished tasks of one simulation, some files for each; those of another simulation are left alone.

    Args:
        folder: made where it is missing.
        fingerprint: of the simulation: portfolio, seed, samples and version.
        parts: names of the figures that a file holds.
    """

    def __init__(self, folder: str | Path, fingerprint: str, parts: Sequence[Sequence[str]]) -> None:
        self._folder, self._fingerprint, self._parts = Path(folder), fingerprint, parts

    def figures(self, number: int, samples: int) -> Iterator[Mapping[str, Array]] | None:
        """The figures of a task, part by part; None where it is not finished, or one of its files is not whole."""
        parts = range(len(self._parts))
        if not all(self._is_whole(number, part, samples) for part in parts):
            return None
        return (
            dict(zip(self._parts[part], np.load(self._file(number, part), allow_pickle=False), strict=True))
            for part in parts
        )

    def _is_whole(self, number: int, part: int, samples: int) -> bool:
        try:
            found = np.load(self._file(number, part), mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return False
        return bool(found.shape == (len(self._parts[part]), samples) and found.dtype == np.float64)

    def put(self, number: int, figures: Mapping[str, Array]) -> None:
        """Keeps figures of a task: those of one part, or of all.

        Raises:
            OSError: they cannot be written.
        """
        for part, names in enumerate(self._parts):
            if names[0] in figures:
                with written(self._file(number, part), (ENDING,), make_folder=True) as file:
                    np.save(file, np.stack([figures[name] for name in names]))

    def remove(self) -> None:
        """Removes the files of this simulation, and the folder where nothing else is in it."""
        for file in self._folder.glob(f"{self._fingerprint}-*{ENDING}"):
            clear(file)
            file.unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _file(self, number: int, part: int) -> Path:
        return self._folder / f"{self._fingerprint}-{number}-{part}{ENDING}"
