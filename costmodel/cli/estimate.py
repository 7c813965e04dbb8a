"""The command `estimate`: cost and date, as tables or for a program."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from costmodel.cli import terminal_tables
from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import ask_for_case, asked_assumptions, finite, simulated
from costmodel.cli.terminal import console, printable, say, table, warn
from costmodel.language.beliefs import believed
from costmodel.language.captions import texts
from costmodel.language.language import language_of
from costmodel.report import figures, sentences
from costmodel.report.who import about

if TYPE_CHECKING:
    from rich.console import Console

    from costmodel import Assumptions, Estimate


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "estimate",
        "cost and date, as tables or JSON",
        "Says what an initiative costs and when it goes live, with how sure that is.",
        ("--scenario visual_inspection --set hiring.must_hire=0.5", "our-company/ --scenario mlops --json"),
        _estimate,
    )
    ask_for_case(one)


def _estimate(asked: argparse.Namespace) -> int:
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        if asked.json:
            tell("estimate", run_of(est), figures.as_dict(est))
        else:
            _show(est)
    if asked.samples == 1 and asked.json:
        warn(terminal_tables.READ_LIKELIEST_ALONE)
    return 0


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
    own = f"Own assumptions: {est.assumptions.own_folder}. " if est.assumptions.own_folder else ""
    say(screen, f"{printable(own)}Scenarios: {printable(laid)}. {figures.provenance(est)}", "dim")


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
