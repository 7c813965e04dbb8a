"""A command as it presents itself: a sentence that says what it is for, its options, and an example to copy."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
Run: TypeAlias = Callable[[argparse.Namespace], int]


def command(
    commands: Commands, name: str, short: str, sentence: str, examples: tuple[str, ...], run: Run
) -> argparse.ArgumentParser:
    """A new command among the others.

    Args:
        commands: of the program.
        name: as it is typed.
        short: what the list of all commands says of it.
        sentence: with which its own help begins.
        examples: with which it ends, each as it follows ``costmodel NAME``.
        run: what it does; returns the exit status.
    """
    lines = [f"  costmodel {name} {one}".rstrip() for one in examples]
    made = commands.add_parser(
        name,
        help=short,
        description=sentence,
        epilog="\n".join(["example:" if len(lines) == 1 else "examples:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.set_defaults(command=run, name=name)
    return made
