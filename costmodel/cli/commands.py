"""A command as it presents itself: a sentence that says what it is for, its options, and an example to copy."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
Run: TypeAlias = Callable[[argparse.Namespace], int]


def command(
    commands: Commands, name: str, short: str, sentence: str, examples: tuple[str, ...], run: Run, family: str = ""
) -> argparse.ArgumentParser:
    """A new command among the others.

    Args:
        commands: of the program.
        name: as it is typed.
        short: what the list of all commands says of it.
        sentence: with which its own help begins.
        examples: with which it ends, each as it follows ``costmodel NAME``.
        run: what it does; returns the exit status.
        family: to which it belongs, typed before its name; none for most.
    """
    called = f"{family} {name}".strip()
    made = _presented(commands, name, short, sentence, [f"{called} {one}" for one in examples])
    made.set_defaults(command=run, name=called)
    return made


def family(commands: Commands, name: str, short: str, sentence: str, examples: tuple[str, ...]) -> Commands:
    """A name before several commands, which are added to what it returns; arguments as those of `command`."""
    made = _presented(commands, name, short, sentence, [f"{name} {one}" for one in examples])
    return made.add_subparsers(title="commands", required=True, metavar="COMMAND")


def _presented(
    commands: Commands, name: str, short: str, sentence: str, examples: list[str]
) -> argparse.ArgumentParser:
    lines = [f"  costmodel {one}".rstrip() for one in examples]
    return commands.add_parser(
        name,
        help=short,
        description=sentence,
        epilog="\n".join(["example:" if len(lines) == 1 else "examples:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
