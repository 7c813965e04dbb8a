"""Opening what somebody names: an ordinary file of a bounded size, or a sentence that says why it is not read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from costmodel.errors import Sentence

LARGEST_TEXT = 2_000_000  # bytes of a YAML file; the shipped assumptions together are a sixth of that
LARGEST_TABLE = 10_000_000  # bytes of a CSV file
LARGEST_WORKBOOK = 10_000_000  # bytes, packed
LARGEST_BILL = 500_000_000  # bytes of a cloud bill, which is read piece by piece
MOST_FILES = 200  # of one kind in a folder
MOST_SAMPLES = 10_000_000  # that a command or a file may ask for; some 2 GB of figures
# A pipe or a device that has nothing to say is not waited for. Windows has neither word.
WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, Sentence("is a folder")),
    (stat.S_ISFIFO, Sentence("is a pipe, not a file")),
    (stat.S_ISSOCK, Sentence("is a socket, not a file")),
    (stat.S_ISCHR, Sentence("is a device, not a file")),
    (stat.S_ISBLK, Sentence("is a device, not a file")),
)


class UnreadableError(ValueError):
    """What was named is not read; the text says why, as the end of a sentence that begins with its name."""


def content(path: str | Path, largest: int) -> bytes:
    """The bytes of an ordinary file.

    Args:
        path: of the file; a link to an ordinary file is one.
        largest: how many bytes it may have.

    Raises:
        UnreadableError: there is no such file, it may not be read, it is no ordinary file (a folder, a pipe, a
            device), or it is larger.
    """
    with opened(path, largest) as file:
        try:
            raw = file.read(largest + 1)
        except OSError as error:
            raise UnreadableError(Sentence("cannot be read: {why}", why=told(error))) from None
    if len(raw) > largest:
        raise _too_large(largest)
    return raw


@contextmanager
def opened(path: str | Path, largest: int) -> Iterator[BinaryIO]:
    """An ordinary file that is read piece by piece, for one that is too large to be held; closed at the end.

    Args:
        path, largest: as for `content`.

    Raises:
        UnreadableError: as for `content`.
    """
    try:
        _refuse_other_kinds(Path(path).stat().st_mode)  # before it is opened: to open some devices does something
        file = os.fdopen(os.open(path, WITHOUT_WAITING), "rb")
    except OSError as error:
        raise UnreadableError(Sentence("cannot be read: {why}", why=told(error))) from None
    except ValueError as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(Sentence("cannot be read: its name is none that a file can have")) from None
    with file:
        found = os.fstat(file.fileno())
        _refuse_other_kinds(found.st_mode)
        if found.st_size > largest:
            raise _too_large(largest)
        yield file


def _too_large(largest: int) -> UnreadableError:
    return UnreadableError(
        Sentence("is larger than {most:g} MB, too large for what it is meant to be", most=largest / 1e6)
    )


def _refuse_other_kinds(mode: int) -> None:
    for is_kind, told_of_it in KINDS:
        if is_kind(mode):
            raise UnreadableError(told_of_it)


def is_there(path: str | Path) -> bool:
    """Whether something other than a folder has this name; a name that nothing can have is that of nothing."""
    try:
        return not stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def listed(folder: str | Path, *endings: str) -> list[Path]:
    """The files of a folder with one of the endings, by name; hidden ones (``.b.yaml``) are no files of the user's.

    A folder that is not there has none.

    Raises:
        UnreadableError: it may not be read, is no folder, or has more than `MOST_FILES`.
    """
    try:
        every = list(Path(folder).iterdir())
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise UnreadableError(Sentence("cannot be read: {why}", why=told(error))) from None
    found = sorted(path for path in every if path.suffix.lower() in endings and path.name[0] not in ".~")
    if len(found) > MOST_FILES:
        raise UnreadableError(
            Sentence(
                "holds {count:,} files ({endings}), and {most} are the most",
                count=len(found),
                endings=", ".join(endings),
                most=MOST_FILES,
            )
        )
    return found


def told(error: Exception) -> str:
    """What the system says of a file, without its number and without the name."""
    return Sentence(getattr(error, "strerror", None) or str(error))
