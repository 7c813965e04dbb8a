"""A copy of the package in a folder of its own, to which a test adds files; what is run there is the copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What is half written while another test runs; what was compiled is copied, for compiling takes seconds.
LEFT_OUT = shutil.ignore_patterns("*.pyc.*", ".*")


def copy_of_the_package(folder: Path, source: Path = ROOT) -> Path:
    """The package with its assumptions and notebooks."""
    for part in ("costmodel", "assumptions", "notebooks"):
        shutil.copytree(source / part, folder / part, ignore=LEFT_OUT)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder with such a copy."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=170,
    )
