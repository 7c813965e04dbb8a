"""Every file that is written for somebody: whole or not at all, with the ending of its kind, replaced only if asked."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import reduce
from pathlib import Path
from typing import BinaryIO

from costmodel.errors import Sentence

try:
    import fcntl
except ImportError:  # Windows has no such locks, and removes no file that is open
    HAS_LOCKS = False
else:
    HAS_LOCKS = True

# What each kind of file ends in.
PAGE = (".html", ".htm")
PAPER = (".pdf",)
WORKBOOK = (".xlsx",)
TABLE = (".csv",)
ASSUMPTIONS = (".yaml", ".yml")
UNFINISHED = ".part"
LEFT_BEHIND, PAUSE = 10.0, 0.01  # seconds: after which a lock is that of a process that was killed; between two looks


class WrongEndingError(ValueError):
    """A file would be written under a name of another kind."""


def checked(path: str | Path, endings: tuple[str, ...], overwrite: bool = True) -> Path:
    """The path, if such a file may be written there.

    Args:
        path: of the file; a link to an ordinary file is one.
        endings: of its kind, in small letters.
        overwrite: whether a file that is there may be replaced.

    Raises:
        WrongEndingError: the name ends otherwise: ``--html plan.yaml`` must not take the place of assumptions.
        FileExistsError: there is such a file.
        OSError: what is there is no ordinary file.
    """
    place = Path(path)
    if place.suffix.lower() not in endings:
        known = reduce(_either, endings)
        raise WrongEndingError(Sentence("must end in {endings}, not {name!r}", endings=known, name=place.name[:80]))
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return place
    except ValueError:
        raise OSError(None, "its name is none that a file can have", str(place)) from None
    if not stat.S_ISREG(mode):
        raise OSError(None, "there is something else of that name, no ordinary file", str(place))
    if not overwrite:
        raise FileExistsError(None, "is there already, and is not replaced unless told to", str(place))
    return place


@contextmanager
def written(
    path: str | Path, endings: tuple[str, ...], overwrite: bool = True, make_folder: bool = False
) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of the old one when all of it is on the disk.

    It is written beside its place under a hidden name. Whatever ends the writing (a full disk, Ctrl-C, a fault) leaves
    the old file, and nothing else. After a process that was killed, the hidden file is cleared away by the next one
    that writes there.

    Args:
        path, endings, overwrite: as for `checked`.
        make_folder: whether the folder is made where it is missing.

    Raises:
        WrongEndingError, FileExistsError: as `checked`.
        OSError: the file cannot be written.
    """
    place = checked(path, endings, overwrite)
    place = place.resolve() if place.is_symlink() else place  # the link stays, and what it leads to is replaced
    with _folder_of(place) if make_folder else nullcontext():
        clear(place)
        beside, file, held = _opened(place)
        try:
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            checked(place, endings, overwrite)
            with suppress(OSError):
                beside.chmod(stat.S_IMODE(place.stat().st_mode))
            beside.replace(place)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        finally:
            if held is not None:
                os.close(held)  # only now: until it has its own name, it is what others clear away
        _settle(place.parent)


def write_whole(
    path: str | Path, content: bytes, endings: tuple[str, ...], overwrite: bool = True, make_folder: bool = False
) -> Path:
    """The same for what is made already; arguments and faults as for `written`.

    Returns:
        the path.
    """
    with written(path, endings, overwrite, make_folder) as file:
        file.write(content)
    return Path(path)


def _either(one: str, other: str) -> str:
    return Sentence("{one} or {other}", one=one, other=other)


@contextmanager
def folder_written(path: str | Path) -> Iterator[Path]:
    """A folder to fill, which takes its place when all is in it; that place does not exist yet or is an empty folder.

    Raises:
        FileExistsError: there is something in it, or it is no folder.
        OSError: it cannot be written.
    """
    place = Path(path)
    there = place.is_dir()
    if there:
        clear(place / "content")
    if (place.exists() or place.is_symlink()) and (not there or any(place.iterdir())):
        raise FileExistsError(None, "is not an empty folder", str(place))
    goal = place / "content" if there else place.absolute()
    with _folder_of(goal):
        clear(goal)
        beside = _beside(goal)
        beside.mkdir()
        held = _held(beside)
        try:
            yield beside
            if there:
                _move_up(beside, place)
            else:
                beside.rename(place)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        finally:
            if held is not None:
                os.close(held)


@contextmanager
def alone(path: str | Path) -> Iterator[None]:
    """Read a file and write it anew while nobody else does: the others wait until the first is done.

    Raises:
        OSError: nothing can be written there.
    """
    place = Path(path)
    lock = place.with_name(f".{_begin(place)}lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > LEFT_BEHIND:
                    lock.unlink()
            time.sleep(PAUSE)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _move_up(beside: Path, place: Path) -> None:
    """What was built within an empty folder becomes its content: the folder itself may be where somebody stands."""
    moved: list[Path] = []
    try:
        for part in sorted(beside.iterdir()):
            moved.append(place / part.name)
            part.rename(moved[-1])
        beside.rmdir()
    except BaseException:
        for part in moved:
            shutil.rmtree(part, ignore_errors=True) if part.is_dir() else part.unlink(missing_ok=True)
        raise


def _beside(place: Path) -> Path:
    return place.with_name(f".{_begin(place)}{secrets.token_hex(4)}{UNFINISHED}")


def _begin(place: Path) -> str:
    return f"{place.name[:40]}."


def _opened(place: Path) -> tuple[Path, BinaryIO, int | None]:
    """A new file beside a place: its hidden name, the file, and what keeps others from clearing it away."""
    while True:
        beside = _beside(place)
        file = os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666), "w+b")
        held = _held(beside)
        if beside.exists():
            return beside, file, held
        file.close()  # cleared away by another in the moment before it was held
        if held is not None:
            os.close(held)


def clear(place: Path) -> None:
    """Remove what processes that were killed have left beside a place; what another one still writes is left alone."""
    begin = f".{_begin(place)}"
    with suppress(OSError):
        for left in place.parent.iterdir():
            if left.name.startswith(begin) and left.name.endswith(UNFINISHED):
                _remove_unless_held(left)


def _held(path: Path) -> int | None:
    """Show other processes that this one is writing; the system lets go when the process ends, however it ends.

    Where there are no such locks (Windows), a file that is open cannot be removed, which is as good.

    Returns:
        what is to be closed in the end, or None.
    """
    if not HAS_LOCKS:
        return None
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):  # file systems without locks
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _remove_unless_held(path: Path) -> None:
    """What is locked while it is removed cannot be taken for one's own in the same moment."""
    with suppress(OSError), ExitStack() as at_the_end:
        if HAS_LOCKS:
            lock = os.open(path, os.O_RDONLY)
            at_the_end.callback(os.close, lock)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _folder_of(place: Path) -> Iterator[None]:
    """The folder of a file, made where it is missing, and taken away again if nothing comes of the file."""
    missing = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):  # somebody else has put something there
                folder.rmdir()
        raise


def _settle(folder: Path) -> None:
    """The new name is on the disk too, where the system can be asked for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
