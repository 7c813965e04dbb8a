"""The command line: all commands, and how each ends: in order, with a sentence, with a status."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TextIO

from costmodel.cli import actuals as spending
from costmodel.cli import budget, check, comparisons, completion, decisions, finance, following, papers
from costmodel.cli import dashboard as serving
from costmodel.cli import estimate as estimating
from costmodel.cli import init as files
from costmodel.cli import portfolio as several
from costmodel.cli import questionnaire as self_assessment
from costmodel.cli import report as reports
from costmodel.cli import workshop as workshops
from costmodel.cli.refusals import FAULTY, InputError, lines
from costmodel.errors import AssumptionsError
from costmodel.extras import how_to_get
from costmodel.language.language_files import FIRST
from costmodel.version import __version__

NOWHERE = 74  # as a shell's programs have it when what they have to say cannot be written: a full disk, no output
INTERRUPTED = 130  # as a shell has it after Ctrl-C
TERMINATED = 128  # and the number of the signal, as a shell has it
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
        the exit status: 0; 2 for faults in the input, or a package that is not installed; 74 when the output cannot be
        written; 130 after Ctrl-C; 141 when the reader of the output has gone.
    """
    if not _prepared_streams():
        return NOWHERE
    asked = argparse.Namespace()
    try:
        with _ending_in_order():
            asked = parser().parse_args(arguments)
            status: int = asked.command(asked)
            sys.stdout.flush()
    except InputError as error:
        print(lines(error.wrong, _language(asked)), file=sys.stderr)  # noqa: T201 - faults are told on standard error
        return FAULTY
    except AssumptionsError as error:
        print(lines(error.faults, _language(asked)), file=sys.stderr)  # noqa: T201 - faults are told on standard error
        return FAULTY
    except ModuleNotFoundError as error:
        told = how_to_get(error.name or "")
        if told is None:
            raise
        print(told, file=sys.stderr)  # noqa: T201 - faults are told on standard error
        return FAULTY
    except KeyboardInterrupt:
        print("interrupted; what was being written is as it was before", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except BrokenPipeError:
        _forget(sys.stdout)
        return BROKEN_PIPE
    except OSError as error:
        where = f"{error.filename} cannot be used" if error.filename else "the output cannot be written"
        print(f"{where}: {error.strerror or error}", file=sys.stderr)  # noqa: T201 - told on standard error
        _forget(sys.stdout)
        return NOWHERE
    return status


def _language(asked: argparse.Namespace) -> str:
    """Of whoever has asked: what `--lang` says, or a command has found out; else English."""
    return getattr(asked, "lang", None) or FIRST


def _prepared_streams() -> bool:
    """Whether there is an output to write to; a letter that a terminal cannot show must not end the command."""
    if sys.stderr is None:  # it was closed before the start
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end of the process
    if sys.stdout is None:
        print("standard output is closed; nothing was done", file=sys.stderr)  # noqa: T201 - there is nowhere else
        return False
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return True


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Somebody who ends the command (SIGTERM, a terminal that is closed) ends it like Ctrl-C does: files stay whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: object) -> None:
        raise SystemExit(TERMINATED + number)

    wanted = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {one: signal.getsignal(one) for one in wanted if one is not None}
    for one, handler in before.items():
        if handler == signal.SIG_DFL:
            signal.signal(one, end)
    try:
        yield
    finally:
        for one, handler in before.items():
            if signal.getsignal(one) is end:
                signal.signal(one, handler)


def _forget(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python does not complain about a closed pipe or a full disk at its
    end."""
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
    several.add(commands)
    check.add(commands)
    decisions.add(commands)
    finance.add(commands)
    comparisons.add(commands)
    budget.add(commands)
    reports.add(commands)
    following.add(commands)
    spending.add(commands)
    papers.add(commands)
    self_assessment.add(commands)
    workshops.add(commands)
    files.add(commands)
    serving.add(commands)
    completion.add(commands)
    return top
