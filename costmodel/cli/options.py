"""What is asked for on the command line: options that commands share, and the assumptions and estimates they mean."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from costmodel.cli.refusals import InputError, noted, refuse, write_so
from costmodel.errors import Sentence
from costmodel.files.opening import MOST_SAMPLES, told
from costmodel.files.writing import checked
from costmodel.language.language_files import FIRST

if TYPE_CHECKING:
    from pathlib import Path

    from costmodel import Assumptions, Estimate, Fault

LONG_RUN = 50_000  # samples from which a progress bar is worth its line
FOLDER = "folder of your own assumptions, laid over the shipped ones name by name; without it, the shipped ones"


def ask_for_case(command: argparse.ArgumentParser, samples: int | None = 10_000, *, by_option: bool = False) -> None:
    """The options that say which case is meant, and how it is simulated; `samples` None leaves that out.

    Where a command names other things first, the folder is an option (`by_option`).
    """
    if by_option:
        command.add_argument("--folder", metavar="FOLDER", help=FOLDER)
    else:
        command.add_argument("folder", nargs="?", metavar="FOLDER", help=FOLDER)
    command.add_argument(
        "--scenario", action="append", default=[], metavar="NAME|FILE", help="lay a scenario on it; may be repeated"
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        dest="sets",
        metavar="NAME=VALUE",
        help="put a number in place, or say initiative.name, .start (2027-07), .owner, .cost_centre, .status or "
        ".version; may be repeated",
    )
    if samples is not None:
        ask_for_samples(command, samples)


def ask_for_samples(command: argparse.ArgumentParser, samples: int) -> None:
    """How many samples, which seed, and whether the result is for a program."""
    command.add_argument(
        "--samples", type=whole("samples", 1, MOST_SAMPLES), default=samples, metavar="N", help=f"{samples} unless told"
    )
    command.add_argument(
        "--seed",
        type=whole("seed", 0, 2**63 - 1),
        default=1,
        metavar="S",
        help="the same seed, the same figures; 1 unless told",
    )
    command.add_argument("--json", action="store_true", help="one JSON object on standard output instead of tables")


def whole(name: str, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds, for argparse: 20000, 20k; no fractions."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit():
            number = int(text)  # to the last digit, which a seed needs
        elif (found := decimal(text)) == int(found):
            number = int(found)
        else:
            raise argparse.ArgumentTypeError(Sentence("{typed!r} is not a whole number", typed=text))
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                Sentence(
                    "{name} from {least:,} to {most:,}, not {number:,}",
                    name=name,
                    least=least,
                    most=most,
                    number=number,
                )
            )
        return number

    return read


def decimal(text: str) -> float:
    """A reader of numbers without a unit, for argparse; what can be read in two ways is refused."""
    from costmodel.language.typed import read_asked

    try:
        return read_asked(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def money(option: str, text: str | None, currency: str) -> float | None:
    """The amount behind an option, with the model's currency beside it or without; None where it was not asked for.

    Raises:
        InputError: it is no amount, or two.
    """
    from costmodel.language.typed import read_asked

    try:
        return None if text is None else read_asked(text, currency)
    except ValueError as error:
        raise InputError(Sentence.joined(": ", [option, str(error)])) from None


def pairs(option: str, texts: Iterable[str], form: str, example: str) -> dict[str, float]:
    """Names and numbers of an option that is written ``NAME=NUMBER`` and may be repeated.

    Args:
        option: as it is written.
        texts: what stands behind it, each time.
        form: what is to be written there.
        example: such a text.

    Raises:
        InputError: all that is wrong, a line each.
    """
    faults: list[Fault | str] = []
    found = _pairs(option, texts, form, example, lambda _name: None, faults)
    refuse(faults)
    return found


def _pairs(
    option: str,
    texts: Iterable[str],
    form: str,
    example: str,
    currency: Callable[[str], str | None],
    faults: list[Fault | str],
) -> dict[str, float]:
    from costmodel.language.typed import read_asked

    found: dict[str, float] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name:
            faults.append(write_so(option, text, form, example))
            continue
        try:
            found[name] = read_asked(value, currency(name))
        except ValueError as error:
            faults.append(Sentence.joined(": ", [f"{option} {text}", str(error)]))
    return found


def asked_assumptions(asked: argparse.Namespace) -> Assumptions:
    """The assumptions that are asked for.

    Raises:
        InputError: all that is wrong with them.
    """
    from costmodel import AssumptionsError, load
    from costmodel.beliefs.units import currency_of

    try:
        assumptions = load(asked.folder)
    except AssumptionsError as error:  # without them nobody knows what the other options mean
        raise InputError(*error.faults) from None
    faults: list[Fault | str] = []
    for scenario in asked.scenario:
        with noted(faults):
            assumptions = _laid_on(assumptions, scenario)
    known = {name: currency_of(belief.unit) for name, belief in assumptions.items()}
    said, numbers = _said(asked.sets)
    changes: dict[str, Any] = {
        **_pairs("--set", numbers, "NAME=VALUE", "hiring.must_hire=0.5", known.get, faults),
        **said,
    }
    with noted(faults):
        assumptions = assumptions.with_changes(changes, why="set on the command line", by="--set").entered(changes)
    refuse(faults)
    ask(assumptions)
    return assumptions


def _said(texts: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """What is said of the initiative itself, as it was typed, and the settings that are numbers."""
    from costmodel.files.identity_entries import NAMES

    parts = [(text, *text.partition("=")) for text in texts]
    said = {name.strip(): value for _, name, equals, value in parts if equals and name.strip() in NAMES}
    return said, [text for text, name, equals, _ in parts if not (equals and name.strip() in NAMES)]


def ask(assumptions: Assumptions) -> None:
    """Tells on standard error what was put in and is hardly meant."""
    from costmodel.cli.terminal import printable, warn

    for doubt in assumptions.doubts():
        warn(printable(f"{doubt}. Meant so? `accept: reason` beside the number says it"))


def _laid_on(assumptions: Assumptions, scenario: str) -> Assumptions:
    """A scenario by name, from a YAML file, or from a workbook whose sheet of assumptions was edited."""
    if not scenario.lower().endswith(".xlsx"):
        return assumptions.with_scenario(scenario)
    from costmodel.report.workbook import with_workbook

    return with_workbook(assumptions, scenario)


@contextmanager
def finite(samples: int) -> Iterator[None]:
    """Numbers too large for an answer, or samples too many for the machine, end in a sentence.

    Raises:
        InputError: one of both.
    """
    import numpy as np

    try:
        with np.errstate(over="raise", divide="raise", invalid="raise"):
            yield
    except ArithmeticError as error:
        raise InputError(
            Sentence(
                "these assumptions lead to no finite result ({error}); is one of them far too large or zero?",
                error=str(error),
            )
        ) from None
    except MemoryError:
        raise InputError(
            Sentence("{samples:,} samples do not fit into this machine's memory; ask for fewer", samples=samples)
        ) from None


def ask_to_replace(command: argparse.ArgumentParser) -> None:
    """The option `--force` of commands that write files."""
    command.add_argument("--force", action="store_true", help="replace files that are there already")


def target(option: str, path: str, endings: tuple[str, ...], force: bool) -> Path:
    """A file that is to be written, looked at before anything is computed.

    Raises:
        InputError: its name has the ending of another kind; it is there and not to be replaced.
    """
    try:
        return checked(path, endings, overwrite=force)
    except FileExistsError:
        raise InputError(Sentence("{path} is there already; --force replaces it", path=str(path))) from None
    except OSError as error:
        raise InputError(_not_written(path, error)) from None
    except ValueError as error:
        raise InputError(Sentence.joined(": ", [option, str(error)])) from None


def _not_written(path: str | Path, error: OSError) -> Sentence:
    return Sentence("{path} cannot be written: {why}", path=str(path), why=told(error))


@contextmanager
def told_if_not_written(path: str | Path) -> Iterator[None]:
    """What keeps a file from being written, as a sentence with its name.

    Raises:
        InputError: it could not be written; what was there before is there still.
    """
    try:
        yield
    except OSError as error:
        raise InputError(_not_written(path, error)) from None
    except ValueError as error:
        raise InputError(str(error)) from None


def ask_for_language(command: argparse.ArgumentParser, of: str) -> None:
    """The option `--lang`: any language that there is."""
    from costmodel.language.language_files import languages

    of_what = f"language of {of}; {FIRST} unless told"
    command.add_argument("--lang", choices=languages(), default=FIRST, help=of_what)


def simulated(assumptions: Assumptions, samples: int, seed: int) -> Estimate:
    """An estimate, with a bar while it takes long."""
    from costmodel.estimates.result import estimate

    with progress(samples) as advance:
        return estimate(assumptions, samples, seed, progress=advance)


@contextmanager
def progress(samples: int) -> Iterator[Callable[[int], None] | None]:
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
