"""The command `check`: every fault in a folder of assumptions, or in scenarios, mappings and portfolios."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.cli.commands import Commands, command
from costmodel.cli.days import day
from costmodel.cli.machine import tell
from costmodel.cli.options import FOLDER
from costmodel.cli.refusals import FAULTY, InputError, lines
from costmodel.cli.terminal import printable, warn
from costmodel.errors import in_order
from costmodel.version import __version__

if TYPE_CHECKING:
    from costmodel import Assumptions, Fault


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "check",
        "every fault in a folder of assumptions, or in single files",
        "Says what is wrong in assumptions, scenarios, mappings, portfolios, with file and line, and what is doubted.",
        ("our-company/", "our-company/ plans/pilot.yaml plans/accounts.yaml --json"),
        _check,
    )
    one.add_argument(
        "places",
        nargs="*",
        metavar="FOLDER|FILE",
        help=f"{FOLDER}; and files to be tried on it: scenarios, mappings of accounts, headings of exports, portfolios",
    )
    one.add_argument("--on", metavar="DATE", type=day, help="the day by which prices are old (today)")
    one.add_argument("--json", action="store_true", help="one JSON object on standard output instead of sentences")


def _check(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError, check
    from costmodel.beliefs.sampling import Likeliest
    from costmodel.estimates.simulation import computed
    from costmodel.files.tree import PORTFOLIO_FILE
    from costmodel.portfolio.loading import is_portfolio
    from costmodel.review.single_files import tried

    files = [Path(place) for place in asked.places if Path(place).is_file()]
    folders = [place for place in asked.places if not Path(place).is_file()]
    if len(folders) > 1:
        raise InputError(printable(f"one folder at a time, not {', '.join(folders)}"))
    folder = folders[0] if folders else None
    if folder is not None and (several := Path(folder) / PORTFOLIO_FILE).is_file():
        files.append(several)
    try:
        assumptions = check(folder)
        computed(assumptions, Likeliest())  # every line is booked once: under a category that there is
    except AssumptionsError as error:
        return _told(asked, None, [], error.faults, [])
    found: list[dict[str, str]] = []
    faults: list[Fault] = []
    for file in files:
        kind, wrong = _portfolio(file) if is_portfolio(file) else tried(file, assumptions)
        found.append({"file": str(file), "kind": kind})
        faults += wrong
    return _told(asked, assumptions, found, faults, _warnings(assumptions, folder, asked.on))


def _portfolio(file: Path) -> tuple[str, list[Fault]]:
    """What a portfolio's file is, and every fault in it and in the files of its initiatives."""
    from costmodel import AssumptionsError, load_portfolio

    try:
        load_portfolio(file)
    except AssumptionsError as error:
        return "portfolio", list(error.faults)
    return "portfolio", []


def _warnings(assumptions: Assumptions, folder: str | None, day: date | None) -> list[str]:
    """What is no fault and should be looked at."""
    from costmodel import AssumptionsError, scenarios
    from costmodel.files.unread import others
    from costmodel.review.folder import doubted_stage
    from costmodel.review.price_ages import old_prices

    laid = []
    for scenario in scenarios(folder):
        with suppress(AssumptionsError):  # what a folder leaves out, a shipped scenario may want to change
            laid.append(assumptions.with_scenario(scenario))
    return [
        *assumptions.warnings(),
        *doubted_stage(assumptions),
        *(f"{doubt}. Meant so? `accept: reason` beside the number says it" for doubt in assumptions.doubts()),
        *old_prices([assumptions, *laid], day or datetime.now(UTC).date()),
        *(f"{file} is not read as assumptions" for file in (others(Path(folder)) if folder is not None else ())),
    ]


def _told(
    asked: argparse.Namespace,
    assumptions: Assumptions | None,
    files: list[dict[str, str]],
    faults: Iterable[Fault],
    warnings: list[str],
) -> int:
    """The result, for people or for a program; the exit status says whether there are faults."""
    wrong = in_order(faults)
    if asked.json:
        counted = None
        if assumptions is not None:
            judged = len(assumptions.on_judgement)
            counted = {"all": len(assumptions), "sourced": len(assumptions) - judged, "judgements": judged}
        result = {"sound": not wrong, "faults": [asdict(fault) for fault in wrong], "warnings": warnings}
        tell("check", {"version": __version__}, result, {"assumptions": counted, "files": files})
        return FAULTY if wrong else 0
    for warning in warnings:
        warn(printable(warning))
    if wrong:
        print(lines(wrong))  # noqa: T201 - the faults are the result
        return FAULTY
    if assumptions is not None:
        judged = len(assumptions.on_judgement)
        print(f"{len(assumptions)} assumptions, {len(assumptions) - judged} sourced, {judged} judgements")  # noqa: T201
    for one in files:
        print(printable(f"{one['file']}: {one['kind']}, sound"))  # noqa: T201 - the result
    return 0
