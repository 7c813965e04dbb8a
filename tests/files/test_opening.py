"""Only an ordinary file of a bounded size is opened: nothing is waited for, and no reader reads without end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.control.actuals import read_actuals
from costmodel.control.baseline import load_baseline
from costmodel.control.bill_reading import is_bill
from costmodel.errors import Fault, did_you_mean
from costmodel.files import opening
from costmodel.files.opening import UnreadableError, content, is_there, listed
from costmodel.report.workbook import with_workbook
from costmodel.review.own_projects import closed_projects
from costmodel.workshop.filled_forms import read_questionnaires

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name and devices are those of Unix")
LONG = "a" * 5_000
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a folder's file": ("own/x.yaml", lambda path: cm.load(path.parent)),
    "a scenario": ("own/x.yaml", lambda path: cm.load(scenarios=[path])),
    "a baseline": ("own/x.yaml", load_baseline),
    "a workbook": ("own/x.xlsx", lambda path: with_workbook(cm.load(), path)),
    "a form": ("own/x.xlsx", read_questionnaires),
    "a form as CSV": ("own/x.csv", read_questionnaires),
    "actual spending": ("own/x.csv", read_actuals),
    "closed projects": ("own/x.csv", closed_projects),
    "a list of postings": ("own/x.csv", cm.read_export),
    "postings in a workbook": ("own/x.xlsx", cm.read_export),
    "a cloud bill": ("own/x.csv", cm.read_bill),
    "a file of either kind": ("own/x.csv", is_bill),
}


@UNIX
@pytest.mark.parametrize("kind", ["pipe", "device", "sparse", "folder"])
@pytest.mark.parametrize("reader", READERS)
def test_no_reader_waits_for_a_pipe_or_reads_a_device_or_ten_gigabytes(reader: str, kind: str, tmp_path: Path) -> None:
    name, read = READERS[reader]
    path = tmp_path / name
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
        (path / "in_it").touch()
    else:
        with path.open("wb") as file:
            file.truncate(10**10)
    begun = time.monotonic()
    with pytest.raises(cm.AssumptionsError) as error:
        read(path)
    assert time.monotonic() - begun < 10
    assert any(
        word in str(error.value) for word in ("is a pipe", "is a device", "is larger than", "folder", "no forms")
    )


@pytest.mark.parametrize("name", [LONG, "a\0b", "", LONG + ".yaml", "no/such", "\udc80"])
def test_a_name_that_nothing_has_is_a_sentence(name: str) -> None:
    assert not is_there(name or "nothing")
    with pytest.raises(UnreadableError, match=r"cannot be read|is a folder"):
        content(name, 10)
    with pytest.raises(cm.AssumptionsError) as error:
        cm.load(scenarios=[name])
    assert len(str(error.value)) < 1_500


def test_a_file_as_large_as_allowed_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert content(path, 5) == b"12345"
    with pytest.raises(UnreadableError, match="larger than"):
        content(path, 4)


def test_hidden_files_are_not_listed_and_a_folder_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".b.yaml", "~c.yaml", "a.yaml", "d.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in listed(tmp_path, ".yaml")] == ["a.yaml"]
    assert listed(tmp_path / "nowhere", ".yaml") == []

    def locked(_self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", locked)
    with pytest.raises(UnreadableError, match="cannot be read: Permission denied"):
        listed(tmp_path, ".yaml")
    with pytest.raises(cm.AssumptionsError, match="scenarios:1: cannot be read: Permission denied"):
        cm.scenarios(tmp_path)


def test_a_folder_has_a_number_of_files_that_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.yaml").touch()
    with pytest.raises(UnreadableError, match="holds 4 files"):
        listed(tmp_path, ".yaml")


@pytest.mark.parametrize("beside", ["levers.yaml", "scenarios/s.yaml", "languages/de.yaml"])
def test_a_folder_needs_no_assumptions_of_its_own(beside: str, tmp_path: Path) -> None:
    path = tmp_path / beside
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert cm.load(tmp_path).fingerprint == cm.load().fingerprint


FLOODS = {
    "a list": "x: [" + "1," * 900_000 + "1]",
    "keys": "".join(f"k{number}: 1\n" for number in range(150_000)),
    "keys below the bound": "roles:\n" + "".join(f"  k{number}: 1\n" for number in range(9_000)),
    "new roles": "roles:\n" + "".join(f"  k{number}: {{a: 1}}\n" for number in range(900)),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_values_ends_soon_with_at_most_fifty_lines(flood: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(FLOODS[flood], encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(cm.AssumptionsError) as error:
        cm.load(tmp_path)
    assert time.process_time() - begun < 20
    lines = str(error.value).splitlines()
    assert len(lines) <= 51
    assert len(lines) < 51 or lines[-1] == f"and {len(error.value.faults) - 50:,} more faults"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("x,y,z\n" * 60_000, "more than 50,000 rows"),
        ("x,y,z\n" * 20_000, "more faults"),
        ("1,staffing," + "9" * 200_000, "line 2: field larger than field limit"),
        ("1,staffing," + "9" * 20_000, "a cell of more than 10,000 characters, line 2"),
    ],
)
def test_a_table_has_an_end(rows: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("month,category,amount\n" + rows, encoding="utf-8")
    with pytest.raises(cm.AssumptionsError) as error:
        read_actuals(path)
    assert words in str(error.value)
    assert len(str(error.value)) < 20_000


@UNIX
def test_what_a_private_file_holds_is_not_told(tmp_path: Path) -> None:
    for number, text in enumerate(
        ("secret: hunter2\nsalt: abc\n", "root:x:0:0\nhunter2:x:1:1\n", "hunter2 {", "[hunter2")
    ):
        private = tmp_path / f"private{number}"
        private.write_text(text, encoding="utf-8")
        own = tmp_path / f"own{number}"
        own.mkdir()
        (own / "x.yaml").symlink_to(private)
        for read in (lambda at=own: cm.load(at), lambda at=own: cm.load(scenarios=[at / "x.yaml"])):  # type: ignore[misc]
            with pytest.raises(cm.AssumptionsError) as error:
                read()
            for word in ("hunter2", "secret", "salt", "root"):
                assert word not in str(error.value)


def test_a_fault_is_told_in_a_line_of_bounded_length() -> None:
    told = str(Fault("f" * 5_000, 1, "n" * 5_000, "t" * 5_000))
    assert len(told) < 1_500
    assert did_you_mean("hiring.must_hirr", cm.load()) == " (did you mean 'hiring.must_hire'?)"
    assert did_you_mean("x" * 5_000, ["x" * 5_000]) == ""
