"""Where the figures of each sample are kept: in memory, or in a file without a name where they would fill it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from mmap import mmap
from typing import IO
from weakref import finalize

import numpy as np

from costmodel.typing import Array

WIDTH = 8  # bytes of a number
MEGABYTE = 2**20


class NoRoomError(OSError):
    """The folder for temporary files cannot take the figures of a large simulation."""

    def __init__(self, needed: int, fault: OSError) -> None:
        folder = tempfile.gettempdir()
        super().__init__(
            f"the figures of this simulation need {needed / MEGABYTE:,.0f} MB in {folder}, and it cannot take them "
            f"({fault.strerror}); ask for fewer samples, or name another folder in TMPDIR"
        )


class Held(Mapping[str, Array]):
    """Figures by name, shape (samples,), in the memory of this process.

    Args:
        names: of the figures.
        samples: how many there are of each.
    """

    def __init__(self, names: Sequence[str], samples: int) -> None:
        self._whole = {name: np.empty(samples) for name in names}

    def put(self, first: int, last: int, figures: Mapping[str, Array]) -> None:
        """Keeps figures of the samples from `first` to before `last`, each of shape (last - first,) or (1,)."""
        for name, values in figures.items():
            self._whole[name][first:last] = values

    def __getitem__(self, name: str) -> Array:
        return self._whole[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


def shared(names: Sequence[str], samples: int) -> dict[str, Array]:
    """Room for figures by name, shape (samples,), in memory that processes forked from this one write to as well."""
    room = mmap(-1, len(names) * samples * WIDTH)
    return {name: np.frombuffer(room, np.float64, samples, place * samples * WIDTH) for place, name in enumerate(names)}


class Filed(Mapping[str, Array]):
    """Figures by name, shape (samples,), in a file that has no name and is gone with this object.

    Each is read when it is asked for. Processes that are forked from this one write to the same file.

    Args:
        names: of the figures.
        samples: how many there are of each.
    """

    def __init__(self, names: Sequence[str], samples: int) -> None:
        self._places = {name: place * samples * WIDTH for place, name in enumerate(names)}
        self._samples = samples
        try:
            self._file: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  it lives as long as the object
        except OSError as fault:
            raise NoRoomError(len(names) * samples * WIDTH, fault) from None
        finalize(self, self._file.close)

    def put(self, first: int, last: int, figures: Mapping[str, Array]) -> None:
        """Writes figures of the samples from `first` to before `last`, each of shape (last - first,) or (1,).

        Raises:
            NoRoomError: the disk is full.
        """
        for name, values in figures.items():
            place = self._places[name] + first * WIDTH
            whole = np.ascontiguousarray(np.broadcast_to(values, (last - first,)), dtype=np.float64)
            try:
                self._write(whole.data.cast("B"), place)
            except OSError as fault:
                raise NoRoomError(len(self._places) * self._samples * WIDTH, fault) from None

    def _write(self, content: memoryview, place: int) -> None:
        while len(content):
            if hasattr(os, "pwrite"):  # leaves the place at which other processes write alone
                done = os.pwrite(self._file.fileno(), content, place)
            else:
                self._file.seek(place)
                done = self._file.write(content)
            content, place = content[done:], place + done

    def __getitem__(self, name: str) -> Array:
        place, found = self._places[name], np.empty(self._samples)
        rest = found.data.cast("B")
        while len(rest):
            self._file.seek(place)
            done = self._file.readinto(rest)  # type: ignore[attr-defined]
            if not done:
                raise EOFError(f"{name!r} was not computed to its end")
            rest, place = rest[done:], place + done
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
