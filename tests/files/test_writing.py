"""A file that is written is whole, or the old one is there still; nothing is replaced unasked, nothing lies about."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from costmodel.files import writing
from costmodel.files.writing import PAGE, PAPER, TABLE, WrongEndingError, folder_written, write_whole, written

# A process that says when it has written half, and then waits for whatever comes.
HALF = """
import sys, time
from costmodel.files.writing import TABLE, written
from costmodel.cli import _ending_in_order
with _ending_in_order(), written(sys.argv[1], TABLE) as file:
    file.write(b"half of the new one")
    file.flush()
    print("half", flush=True)
    time.sleep(60)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    place = tmp_path / "costs.csv"
    place.write_bytes(b"the old one")
    return place


def test_a_file_is_there_only_when_all_of_it_is(old: Path) -> None:
    with written(old, TABLE) as file:
        file.write(b"the new ")
        file.flush()
        assert old.read_bytes() == b"the old one"
        file.write(b"one")
    assert old.read_bytes() == b"the new one"
    assert names(old.parent) == ["costs.csv"]


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ValueError, MemoryError, OSError])
def test_whatever_ends_the_writing_leaves_the_old_file_and_nothing_else(end: type[BaseException], old: Path) -> None:
    with pytest.raises(end), written(old, TABLE) as file:  # noqa: PT012 - it ends while the file is open
        file.write(b"half")
        raise end
    assert (old.read_bytes(), names(old.parent)) == (b"the old one", ["costs.csv"])


def test_a_disk_that_is_full_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(old, b"new", TABLE)
    assert (old.read_bytes(), names(old.parent)) == (b"the old one", ["costs.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="limits and signals are those of Unix")
def test_a_file_above_the_limit_of_the_process_leaves_the_old_one(old: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from costmodel.files.writing import TABLE, write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_whole(sys.argv[1], b'x' * 5000, TABLE)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, old], capture_output=True, text=True, check=False)
    assert "File too large" in ended.stderr
    assert (old.read_bytes(), names(old.parent)) == (b"the old one", ["costs.csv"])


def begun(old: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HALF, old], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_process_that_is_told_to_end_leaves_the_old_file_and_nothing_else(number: signal.Signals, old: Path) -> None:
    process = begun(old)
    process.send_signal(number)
    assert process.wait(20) != 0
    assert (old.read_bytes(), names(old.parent)) == (b"the old one", ["costs.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_what_a_killed_process_leaves_is_hidden_and_cleared_by_the_next_one(old: Path) -> None:
    process = begun(old)
    process.kill()
    process.wait(20)
    (left,) = [name for name in names(old.parent) if name != "costs.csv"]
    assert left.startswith(".costs.csv.")
    assert left.endswith(".part")
    assert old.read_bytes() == b"the old one"
    write_whole(old, b"the new one", TABLE)
    assert (old.read_bytes(), names(old.parent)) == (b"the new one", ["costs.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_what_another_process_still_writes_is_left_alone(old: Path) -> None:
    process = begun(old)
    try:
        write_whole(old, b"the new one", TABLE)
        assert len(names(old.parent)) == 2
    finally:
        process.kill()
        process.wait(20)


def test_many_at_once_leave_one_whole_file(old: Path) -> None:
    texts = [str(number).encode() * 100_000 for number in range(8)]
    with ThreadPoolExecutor(len(texts)) as threads:  # each is asked for what it returned, so that none fails unseen
        assert list(threads.map(lambda text: write_whole(old, text, TABLE), texts)) == [old] * len(texts)
    assert old.read_bytes() in texts
    assert names(old.parent) == ["costs.csv"]


@pytest.mark.parametrize(
    ("name", "endings"), [("own/plan.yaml", PAGE), ("notes.txt", PAPER), ("costs", TABLE), ("costs.csv.bak", TABLE)]
)
def test_a_name_of_another_kind_is_refused_and_left_alone(name: str, endings: tuple[str, ...], tmp_path: Path) -> None:
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"mine")
    with pytest.raises(WrongEndingError, match="must end in"):
        write_whole(place, b"new", endings)
    assert place.read_bytes() == b"mine"


def test_a_name_in_capitals_has_its_ending(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "COSTS.CSV", b"x", TABLE).read_bytes() == b"x"


def test_a_file_that_is_there_is_not_replaced_unless_told_to(old: Path) -> None:
    with pytest.raises(FileExistsError, match="is there already"):
        write_whole(old, b"new", TABLE, overwrite=False)
    assert old.read_bytes() == b"the old one"


def test_a_file_that_appears_meanwhile_is_not_replaced_either(tmp_path: Path) -> None:
    place = tmp_path / "costs.csv"
    with pytest.raises(FileExistsError), written(place, TABLE, overwrite=False) as file:  # noqa: PT012
        file.write(b"mine")
        place.write_bytes(b"somebody else's")
    assert (place.read_bytes(), names(tmp_path)) == (b"somebody else's", ["costs.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name are those of Unix")
def test_what_is_no_ordinary_file_is_not_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe.csv", "folder.csv"):
        with pytest.raises(OSError, match="no ordinary file"):
            write_whole(tmp_path / name, b"x", TABLE)


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights are those of Unix")
def test_a_link_stays_a_link_and_rights_stay_as_they_were(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_whole(link, b"new", TABLE)
    assert link.is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"new", 0o640)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of Unix")
def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert write_whole(tmp_path / "x.csv", b"", TABLE).stat().st_mode == plain.stat().st_mode


def test_a_folder_is_made_only_where_that_is_asked_for_and_goes_again_when_nothing_comes_of_it(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b" / "x.csv"
    with pytest.raises(FileNotFoundError):
        write_whole(place, b"x", TABLE)
    with pytest.raises(KeyboardInterrupt), written(place, TABLE, make_folder=True):
        raise KeyboardInterrupt
    assert names(tmp_path) == []
    assert write_whole(place, b"x", TABLE, make_folder=True).read_bytes() == b"x"


def in_a_folder(place: Path) -> None:
    with folder_written(place) as beside:
        (beside / "sub").mkdir()
        (beside / "sub" / "a.yaml").write_bytes(b"a")
        (beside / "b.yaml").write_bytes(b"b")


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_is_there_with_all_that_is_in_it_or_not_at_all(there: bool, tmp_path: Path) -> None:
    place = tmp_path / "own"
    if there:
        place.mkdir()
    with pytest.raises(KeyboardInterrupt), folder_written(place) as beside:  # noqa: PT012
        (beside / "a.yaml").write_bytes(b"a")
        raise KeyboardInterrupt
    assert names(tmp_path) == (["own"] if there else [])
    assert not there or names(place) == []
    in_a_folder(place)
    assert names(tmp_path) == ["own"]
    assert names(place) == ["b.yaml", "sub"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "own"
    in_a_folder(place)
    with pytest.raises(FileExistsError, match="is not an empty folder"):
        in_a_folder(place)
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError, match="is not an empty folder"):
        in_a_folder(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
@pytest.mark.parametrize("there", [False, True])
def test_half_a_folder_of_a_killed_process_does_not_stand_in_the_way(there: bool, tmp_path: Path) -> None:
    place = tmp_path / "own"
    if there:
        place.mkdir()
    code = (
        "import sys, time\nfrom costmodel.files.writing import folder_written\n"
        "with folder_written(sys.argv[1]) as beside:\n"
        "    (beside / 'a.yaml').touch()\n    print('half', flush=True)\n    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, place], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.kill()
    process.wait(20)
    in_a_folder(place)
    assert names(tmp_path) == ["own"]
    assert names(place) == ["b.yaml", "sub"]


def test_the_package_writes_files_in_one_place_only() -> None:
    """Whoever writes past it writes in place; a server's own folders are no files for somebody."""
    package = Path(writing.__file__).parents[1]
    ways = (".write_bytes(", ".write_text(", '.open("w', '.open("x', "mkdir(", "os.replace(")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if any(way in path.read_text(encoding="utf-8") for way in ways)
    }
    assert found <= {"files/writing.py", "cli/init.py"} | {one for one in found if one.startswith("dashboard/serving/")}
