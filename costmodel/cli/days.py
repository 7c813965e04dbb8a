"""Days on the command line: the one that stands on a paper, today unless told."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime


def ask_for_day(command: argparse.ArgumentParser) -> None:
    """The option `--made-on`: the day that stands on a paper."""
    command.add_argument("--made-on", metavar="DATE", type=day, help="the day on the paper, as 2026-11-28; today")


def made_on(asked: argparse.Namespace) -> date:
    """The day that was asked for, or today: nothing below the command line looks at the clock."""
    found: date = asked.made_on or datetime.now(UTC).astimezone().date()
    return found


def day(text: str) -> date:
    """A reader of days, for argparse."""
    from costmodel.cli.terminal import printable

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{printable(text)} is no day; write it as 2026-11-28") from None
