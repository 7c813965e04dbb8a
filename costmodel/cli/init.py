"""The command `init`: a company's own folder of assumptions to start from."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import tell
from costmodel.cli.refusals import InputError
from costmodel.version import __version__

COPIED = ("", "mapping", "outside_view")  # folders of the assumptions; of the scenarios only an example is copied
HEAD = """# Copied from the assumptions of costmodel {version}. Put your own numbers in, each with its source, and
# delete what you leave as it is: whatever is not in this folder comes from the shipped assumptions, name by name.
"""


EXAMPLE = "three_week_model"  # the scenario that is copied


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "init",
        "a copy of the assumptions to start from",
        "Copies the shipped assumptions into a folder of one's own, to put one's own numbers in.",
        ("our-company/",),
        _init,
    )
    one.add_argument("directory", metavar="DIR", help="a folder that does not exist yet, or is empty")
    one.add_argument("--json", action="store_true", help="the files written, as one JSON object")


def _init(asked: argparse.Namespace) -> int:
    from costmodel.files.opening import told
    from costmodel.files.tree import baseline_folder
    from costmodel.files.writing import folder_written

    target = Path(asked.directory)
    written: list[str] = []
    try:
        with folder_written(target) as beside:
            for folder in (*COPIED, "scenarios"):
                (beside / folder).mkdir(exist_ok=True)
            for source in sorted(path for folder in COPIED for path in (baseline_folder() / folder).glob("*.yaml")):
                text = source.read_text(encoding="utf-8")
                place = source.relative_to(baseline_folder())
                own = HEAD.format(version=__version__) + _without_what_is_only_shipped(text)
                (beside / place).write_text(own, encoding="utf-8")
                written.append(str(target / place))
            example, named = Path("scenarios") / "example.yaml", f"scenario: {EXAMPLE}\n"
            text = (baseline_folder() / "scenarios" / f"{EXAMPLE}.yaml").read_text(encoding="utf-8")
            (beside / example).write_text(text.replace(named, "scenario: example\n", 1), encoding="utf-8")
            written.append(str(target / example))
    except FileExistsError as error:
        raise InputError(f"{target} {error.strerror}; nothing was written") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{target} cannot be written: {told(error)}") from None
    if asked.json:
        return tell("init", {"version": __version__, "written": written})
    print(f"{target} holds a copy of the shipped assumptions; costmodel check {target} tells whether it is sound")  # noqa: T201
    return 0


def _without_what_is_only_shipped(text: str) -> str:
    """A file without the sections that a company's own files cannot have."""
    from costmodel.files.tree import SHIPPED_ONLY

    return re.sub(rf"^(?:{'|'.join(SHIPPED_ONLY)}):\n(?:(?: .*)?\n)*", "", text, flags=re.MULTILINE)
