"""Tables and sentences on the terminal: as wide as it is, never with a figure cut short, no colour in a pipe."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import Console

NARROWEST, WIDEST = 100, 120  # columns of the tables


@dataclass(frozen=True)
class Table:
    """A table for people: the first column is a name, the others are figures; `below` are lines of standard errors."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[tuple[str, ...], ...] = ()


def console() -> Console:
    """Standard output: as wide as the terminal, never so narrow that a figure would be cut; no colour in a pipe."""
    from rich.console import Console

    class Output(Console):
        """A console that leaves a closed pipe to `main`."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Output(highlight=False, markup=False, emoji=False)
    console.width = min(max(console.width, NARROWEST), WIDEST) if console.is_terminal else NARROWEST
    return console


def told_written(paths: Iterable[str | Path], code: str) -> None:
    """A line for each file that was written, in the language that was asked for."""
    from costmodel.language.language import language_of

    says = language_of(code)
    for path in paths:
        print(says("told: written", file=str(path)))  # noqa: T201 - the result


def say(console: Console, text: str, style: str = "", indent: str = "") -> None:
    """A sentence, broken at words."""
    from rich.text import Text

    wrapped = textwrap.fill(text, console.width, initial_indent=indent, subsequent_indent=indent)
    console.print(Text(wrapped, style), soft_wrap=True)


def table(console: Console, table: Table) -> None:
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


def warn(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr)  # noqa: T201 - warnings are told on standard error


def printable(text: str) -> str:
    """A text from a file or a command without what could steer a terminal: control characters become spaces."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
