"""The command `init`: a company's own folder of assumptions to start from."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from pathlib import Path

from costmodel.cli.options import InputError
from costmodel.version import __version__

COPIED = ("", "mapping", "outside_view")  # folders of the assumptions; of the scenarios only an example is copied
HEAD = """# Copied from the assumptions of costmodel {version}. Put your own numbers in, each with its source, and
# delete what you leave as it is: whatever is not in this folder comes from the shipped assumptions, name by name.
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command and its options."""
    one = commands.add_parser("init", help="a copy of the assumptions to start from", allow_abbrev=False)
    one.add_argument("directory", metavar="DIR", help="a folder that does not exist yet, or is empty")
    one.add_argument("--json", action="store_true", help="the files written, as one JSON object")
    one.set_defaults(command=_init)


def _init(asked: argparse.Namespace) -> int:
    from costmodel.files.tree import baseline_folder

    target = Path(asked.directory)
    written: list[str] = []
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError(f"{target} is not an empty folder; nothing was written")
        target.mkdir(parents=True, exist_ok=True)
        for folder in (*COPIED, "scenarios"):
            (target / folder).mkdir(exist_ok=True)
        for source in sorted(path for folder in COPIED for path in (baseline_folder() / folder).glob("*.yaml")):
            text = _without_what_is_only_shipped(source.read_text(encoding="utf-8"))
            place = target / source.relative_to(baseline_folder())
            place.write_text(HEAD.format(version=__version__) + text, encoding="utf-8")
            written.append(str(place))
        example = baseline_folder() / "scenarios" / "three_week_model.yaml"
        written.append(str(shutil.copyfile(example, target / "scenarios" / "example.yaml")))
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror or error}") from None
    if asked.json:
        print(json.dumps({"written": written}, indent=2))  # noqa: T201 - the result
        return 0
    print(f"{target} holds a copy of the shipped assumptions; costmodel check {target} tells whether it is sound")  # noqa: T201
    return 0


def _without_what_is_only_shipped(text: str) -> str:
    """A file without the sections that a company's own files cannot have."""
    from costmodel.files.tree import SHIPPED_ONLY

    return re.sub(rf"^(?:{'|'.join(SHIPPED_ONLY)}):\n(?:(?: .*)?\n)*", "", text, flags=re.MULTILINE)
