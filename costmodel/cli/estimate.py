"""The commands `estimate` and `check`: the figures themselves, and what is wrong in the files."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.cli import terminal_tables
from costmodel.cli.days import day
from costmodel.cli.options import FAULTY, FOLDER, ask, ask_for_case, asked_assumptions, finite, lines, simulated
from costmodel.cli.terminal import console, printable, say, table, warn
from costmodel.files.unread import others
from costmodel.language.beliefs import believed
from costmodel.language.captions import texts
from costmodel.language.language import language_of
from costmodel.report import figures, sentences
from costmodel.report.who import about

if TYPE_CHECKING:
    from rich.console import Console

    from costmodel import Assumptions, Estimate


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Both commands and their options."""
    one = commands.add_parser("estimate", help="cost and date, as tables or JSON", allow_abbrev=False)
    ask_for_case(one)
    one.set_defaults(command=_estimate)
    two = commands.add_parser("check", help="every fault in a folder of assumptions", allow_abbrev=False)
    two.add_argument("folder", nargs="?", metavar="FOLDER", help=FOLDER)
    two.add_argument("--on", metavar="DATE", type=day, help="the day by which prices are old (today)")
    two.set_defaults(command=_check)


def _estimate(asked: argparse.Namespace) -> int:
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        if asked.json:
            print(json.dumps(figures.as_dict(est), indent=2, allow_nan=False))  # noqa: T201 - the result
        else:
            _show(est)
    if asked.samples == 1 and asked.json:
        warn(terminal_tables.READ_LIKELIEST_ALONE)
    return 0


def _check(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError, check, scenarios
    from costmodel.beliefs.sampling import Likeliest
    from costmodel.estimates.simulation import computed
    from costmodel.review.folder import doubted_stage
    from costmodel.review.price_ages import old_prices

    try:
        assumptions = check(asked.folder)
        computed(assumptions, Likeliest())  # every line is booked once: under a category that there is
    except AssumptionsError as error:
        print(lines(error.faults))  # noqa: T201 - the faults are the result
        return FAULTY
    for warning in (*assumptions.warnings(), *doubted_stage(assumptions)):
        warn(warning)
    ask(assumptions)
    laid, today = _laid(assumptions, scenarios(asked.folder)), asked.on or datetime.now(UTC).date()
    for warning in old_prices([assumptions, *laid], today):
        warn(printable(warning))
    for file in others(Path(asked.folder)) if asked.folder is not None else ():
        warn(printable(f"{file} is not read as assumptions"))
    judged = len(assumptions.on_judgement)
    print(f"{len(assumptions)} assumptions, {len(assumptions) - judged} sourced, {judged} judgements")  # noqa: T201
    return 0


def _laid(assumptions: Assumptions, names: Iterable[str]) -> Iterator[Assumptions]:
    """The assumptions under each scenario that fits; what a folder leaves out, a shipped one may want to change."""
    from costmodel import AssumptionsError

    for name in names:
        with contextlib.suppress(AssumptionsError):
            yield assumptions.with_scenario(name)


def changes(assumptions: Assumptions) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Who changed how much, with what was changed and why; in the order in which scenarios were laid on."""
    english, words = language_of("en"), texts("en", assumptions.folders)
    for by, made in groupby(assumptions.changes, key=lambda change: change.by):
        told = []
        for change in made:
            before, after = (believed(belief, words, english) for belief in (change.before, change.after))
            told.append((printable(f"{change.name}: {before} -> {after}"), printable(change.why)))
        yield printable(f"{by} changes {len(told)} assumption{'s' if len(told) > 1 else ''}:"), told


def _show(est: Estimate) -> None:
    """Everything that `costmodel estimate` tells: what was put in, then what comes out."""
    screen, initiative = console(), est.assumptions.initiative
    if told := " · ".join(filter(None, (initiative.name, about(est, language_of("en"))))):
        say(screen, printable(told), "bold")
        screen.print()
    for who, made in changes(est.assumptions):
        say(screen, who)
        for what, why in made:
            say(screen, what, indent="  ")
            say(screen, why, "dim", indent="      ")
        screen.print()
    if est.samples == 1:
        say(screen, terminal_tables.READ_LIKELIEST_ALONE, "bold")
        screen.print()
        table(screen, terminal_tables.likeliest_table(est))
    else:
        _show_simulation(screen, est)
    screen.print()
    laid = ", ".join(est.assumptions.scenarios) or "none"
    say(screen, f"Scenarios: {printable(laid)}. {figures.provenance(est)}", "dim")


def _show_simulation(screen: Console, est: Estimate) -> None:
    say(screen, sentences.headline(est), "bold")
    say(screen, terminal_tables.basis(est), "dim")
    screen.print()
    table(screen, terminal_tables.main_table(est))
    for text in terminal_tables.how_to_read(est):
        say(screen, text, "dim")
    screen.print()
    table(screen, terminal_tables.part_table("to the horizon", figures.categories(est)))
    screen.print()
    table(screen, terminal_tables.part_table("to go-live", figures.layers_to_go_live(est)))
    say(screen, terminal_tables.READ_PARTS, "dim")
    screen.print()
    facts = list(terminal_tables.facts(est))
    width = max(len(name) for name, _ in facts)
    for name, text in facts:
        say(screen, f"{name:<{width}}  {text}")
