"""The command line: `costmodel estimate`, `costmodel check`, `costmodel dashboard`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from costmodel.cli import dashboard as serving
from costmodel.cli import decisions, following, papers
from costmodel.cli import estimate as estimating
from costmodel.cli import init as files
from costmodel.cli import questionnaire as self_assessment
from costmodel.cli import report as reports
from costmodel.cli.options import FAULTY, InputError, lines
from costmodel.errors import AssumptionsError
from costmodel.extras import how_to_get
from costmodel.version import __version__

INTERRUPTED = 130  # as a shell has it after Ctrl-C
BROKEN_PIPE = 141  # as a shell has it when the reader has gone away
EXAMPLES = """examples:
  costmodel estimate
  costmodel estimate --scenario visual_inspection --set hiring.must_hire=0.5
  costmodel estimate our-company/ --scenario mlops --samples 100000 --json
  costmodel check our-company/
  costmodel dashboard
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process by default.

    Returns:
        the exit status: 0; 2 for faults in the input, or a package that is not installed; 130 after Ctrl-C; 141 when
        the reader of the output has gone.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a letter that a terminal cannot show must not end the command
    try:
        asked = parser().parse_args(arguments)
        status: int = asked.command(asked)
        sys.stdout.flush()
    except InputError as error:
        print(error, file=sys.stderr)  # noqa: T201 - faults are told on standard error
        return FAULTY
    except AssumptionsError as error:
        print(lines(error.faults), file=sys.stderr)  # noqa: T201 - faults are told on standard error
        return FAULTY
    except ModuleNotFoundError as error:
        told = how_to_get(error.name or "")
        if told is None:
            raise
        print(told, file=sys.stderr)  # noqa: T201 - faults are told on standard error
        return FAULTY
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget(sys.stdout)
        return BROKEN_PIPE
    return status


def _forget(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python does not complain about the closed pipe at its end."""
    with suppress(OSError, ValueError):  # not a file: nothing will be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="costmodel",
        description="What a machine-learning initiative really costs, and when it goes live.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"costmodel {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    estimating.add(commands)
    decisions.add(commands)
    reports.add(commands)
    following.add(commands)
    papers.add(commands)
    self_assessment.add(commands)
    files.add(commands)
    serving.add(commands)
    return top
