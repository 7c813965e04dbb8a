"""The command line: `costmodel estimate`, `costmodel check`, `costmodel dashboard`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from costmodel.version import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from costmodel import Assumptions, Estimate, Fault
    from costmodel.report import Table

FAULTY = 2  # exit status for faults in the input
INTERRUPTED = 130  # as a shell has it after Ctrl-C
BROKEN_PIPE = 141  # as a shell has it when the reader has gone away
MOST_SAMPLES = 10_000_000  # some 2 GB of figures
LONG_RUN = 50_000  # samples from which a progress bar is worth its line
NARROWEST, WIDEST = 100, 120  # columns of the tables
EXAMPLES = """examples:
  costmodel estimate
  costmodel estimate --scenario visual_inspection --set hiring.must_hire=0.5
  costmodel estimate our-company/ --scenario mlops --samples 100000 --json
  costmodel check our-company/
  costmodel dashboard
"""


class InputError(Exception):
    """The input cannot be used; each line says what is wrong."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process by default.

    Returns:
        the exit status: 0; 2 for faults in the input; 130 after Ctrl-C; 141 when the reader of the output has gone.
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
    folder = "folder of your own assumptions, laid over the shipped ones name by name; without it, the shipped ones"

    one = commands.add_parser("estimate", help="cost and date, as tables or JSON", allow_abbrev=False)
    one.add_argument("folder", nargs="?", metavar="FOLDER", help=folder)
    one.add_argument(
        "--scenario", action="append", default=[], metavar="NAME|FILE", help="lay a scenario on it; may be repeated"
    )
    one.add_argument(
        "--set",
        action="append",
        default=[],
        dest="sets",
        metavar="NAME=VALUE",
        help="put a number in place; may be repeated",
    )
    samples = _whole("samples", 1, MOST_SAMPLES)
    one.add_argument(
        "--samples", type=samples, default=10_000, metavar="N", help="10000 unless told; 1: likeliest case"
    )
    one.add_argument(
        "--seed",
        type=_whole("seed", 0, 2**63 - 1),
        default=1,
        metavar="S",
        help="the same seed, the same figures; 1 unless told",
    )
    one.add_argument("--json", action="store_true", help="one JSON object on standard output instead of tables")
    one.set_defaults(command=_estimate)

    two = commands.add_parser("check", help="every fault in a folder of assumptions", allow_abbrev=False)
    two.add_argument("folder", nargs="?", metavar="FOLDER", help=folder)
    two.set_defaults(command=_check)

    three = commands.add_parser("dashboard", help="the dashboard in the browser", allow_abbrev=False)
    three.add_argument(
        "--notebook", default="dashboard", metavar="NAME", help="which shipped notebook; dashboard unless told"
    )
    three.add_argument("--port", type=_whole("port", 1, 65_535), default=8866, metavar="P", help="8866 unless told")
    three.add_argument("--no-browser", action="store_true", help="serve the page without opening a browser")
    three.set_defaults(command=_dashboard)
    return top


def _whole(name: str, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds, for argparse."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{name} from {least:,} to {most:,}, not {number:,}")
        return number

    return read


# -- commands ---------------------------------------------------------------------------------------------------------


def _estimate(asked: argparse.Namespace) -> int:
    import numpy as np

    from costmodel import report

    assumptions = _assumptions(asked.folder, asked.scenario, asked.sets)
    try:
        with np.errstate(over="raise", divide="raise", invalid="raise"):
            est = _simulated(assumptions, asked.samples, asked.seed)
            if asked.json:
                print(json.dumps(report.as_dict(est), indent=2, allow_nan=False))  # noqa: T201 - the result
            else:
                _show(est)
    except ArithmeticError as error:
        raise InputError(
            f"these assumptions lead to no finite result ({error}); is one of them far too large or zero?"
        ) from None
    except MemoryError:
        raise InputError(f"{asked.samples:,} samples do not fit into this machine's memory; ask for fewer") from None
    if asked.samples == 1 and asked.json:
        _warn(report.READ_LIKELIEST_ALONE)
    return 0


def _check(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError, check

    try:
        assumptions = check(asked.folder)
    except AssumptionsError as error:
        print(_lines(error.faults))  # noqa: T201 - the faults are the result
        return FAULTY
    for warning in assumptions.warnings():
        _warn(warning)
    judged = len(assumptions.on_judgement)
    print(f"{len(assumptions)} assumptions, {len(assumptions) - judged} sourced, {judged} judgements")  # noqa: T201
    return 0


def _dashboard(asked: argparse.Namespace) -> int:
    try:
        from costmodel.dashboard.server import NOTEBOOKS, serve
    except ImportError as error:
        raise InputError(f"the dashboard needs a package that is not installed: {error.name}") from None
    if asked.notebook not in NOTEBOOKS:
        raise InputError(f"there is no notebook {asked.notebook!r}; there is: {', '.join(NOTEBOOKS)}")
    try:
        return serve(asked.notebook, asked.port, not asked.no_browser)
    except (OSError, ValueError) as error:
        raise InputError(f"the dashboard cannot be served: {error}") from None


def _assumptions(folder: str | None, scenarios: Sequence[str], sets: Sequence[str]) -> Assumptions:
    """The assumptions that are asked for, or all that is wrong with them."""
    from costmodel import AssumptionsError, load

    changes = dict(_setting(text) for text in sets)
    try:
        return load(folder, scenarios).with_changes(changes, why="set on the command line", by="--set")
    except AssumptionsError as error:
        raise InputError(_lines(error.faults)) from None


def _setting(text: str) -> tuple[str, float]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name:
        raise InputError(f"--set {text}: write NAME=VALUE, as in --set hiring.must_hire=0.5")
    try:
        return name, float(value)
    except ValueError:
        raise InputError(f"--set {text}: {value!r} is not a number; write it like 0.5 or 20000") from None


def _lines(faults: Iterable[Fault]) -> str:
    """A line for each fault; one that stands in no file (from the command line) begins with its name."""
    from costmodel.report import plain

    return "\n".join(plain(str(fault) if fault.file else f"{fault.name}: {fault.text}") for fault in faults)


def _warn(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - warnings are told on standard error


def _simulated(assumptions: Assumptions, samples: int, seed: int) -> Estimate:
    from costmodel import estimate

    with _progress(samples) as advance:
        return estimate(assumptions, samples, seed, progress=advance)


@contextmanager
def _progress(samples: int) -> Iterator[Callable[[int], None] | None]:
    """A bar on standard error for long runs; nothing where nobody watches."""
    if samples < LONG_RUN or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("simulating"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("simulating", total=samples)
        yield lambda done: bar.update(task, completed=done)


# -- tables on the screen ---------------------------------------------------------------------------------------------


def _console() -> Console:
    """Standard output: as wide as the terminal, never so narrow that a figure would be cut; no colour in a pipe."""
    from rich.console import Console

    class Output(Console):
        """A console that leaves a closed pipe to `main`."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Output(highlight=False, markup=False, emoji=False)
    console.width = min(max(console.width, NARROWEST), WIDEST) if console.is_terminal else NARROWEST
    return console


def _show(est: Estimate) -> None:
    """Everything that `costmodel estimate` tells: what was put in, then what comes out."""
    from costmodel import report

    console = _console()
    for who, made in report.changes(est.assumptions):
        _say(console, who)
        for what, why in made:
            _say(console, what, indent="  ")
            _say(console, why, "dim", indent="      ")
        console.print()
    if est.samples == 1:
        _say(console, report.READ_LIKELIEST_ALONE, "bold")
        console.print()
        _table(console, report.likeliest_table(est))
    else:
        _show_simulation(console, est)
    console.print()
    laid = ", ".join(est.assumptions.scenarios) or "none"
    _say(console, f"Scenarios: {report.plain(laid)}. {report.provenance(est)}", "dim")


def _show_simulation(console: Console, est: Estimate) -> None:
    from costmodel import report

    _say(console, report.headline(est), "bold")
    _say(console, report.basis(est), "dim")
    console.print()
    _table(console, report.main_table(est))
    for text in report.how_to_read(est):
        _say(console, text, "dim")
    console.print()
    _table(console, report.part_table("whole life", report.categories(est)))
    console.print()
    _table(console, report.part_table("to go-live", report.layers_to_go_live(est)))
    _say(console, report.READ_PARTS, "dim")
    console.print()
    facts = list(report.facts(est))
    width = max(len(name) for name, _ in facts)
    for name, text in facts:
        _say(console, f"{name:<{width}}  {text}")


def _say(console: Console, text: str, style: str = "", indent: str = "") -> None:
    """A sentence, broken at words."""
    from rich.text import Text

    wrapped = textwrap.fill(text, console.width, initial_indent=indent, subsequent_indent=indent)
    console.print(Text(wrapped, style), soft_wrap=True)


def _table(console: Console, table: Table) -> None:
    """A table; wider than the terminal rather than with a figure cut short."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    options: dict[str, Any] = {"box": box.SIMPLE_HEAD, "pad_edge": False, "show_edge": False, "padding": (0, 1)}
    drawn = RichTable(**options)
    for place, column in enumerate(table.columns):
        drawn.add_column(Text(column), justify="left" if place == 0 else "right", no_wrap=True)
    for place, row in enumerate(table.rows):
        drawn.add_row(*map(Text, row))
        if table.below:
            drawn.add_row(*map(Text, table.below[place]), style="dim")
    usual = console.width
    console.width = max(usual, console.measure(drawn, options=console.options.update(width=10_000)).maximum)
    console.print(drawn)
    console.width = usual
