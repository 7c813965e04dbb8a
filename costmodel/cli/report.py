"""The command `report`: the estimate as a workbook, a page, a PDF, a file of samples, or against actual spending."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.cli.commands import Commands, command
from costmodel.cli.days import ask_for_day, made_on
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import (
    ask_for_case,
    ask_for_language,
    ask_to_replace,
    asked_assumptions,
    finite,
    simulated,
    target,
    told_if_not_written,
)
from costmodel.cli.periods import for_programs, named
from costmodel.cli.refusals import InputError, noted, refuse
from costmodel.cli.terminal import console, say, table, told_written
from costmodel.errors import Fault, Sentence
from costmodel.files.writing import ASSUMPTIONS, PAGE, PAPER, TABLE, WORKBOOK

if TYPE_CHECKING:
    import pandas as pd

    from costmodel import Estimate
    from costmodel.report.contents import Contents

Write = Callable[["Estimate", Path], Any]


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "report",
        "a workbook, a page, a PDF to hand on",
        "Writes the estimate as papers to hand on or as an approved baseline, or sets it against actual spending.",
        (
            "--xlsx estimate.xlsx --pdf estimate.pdf --one-page board.pdf --lang de",
            '--baseline approved.yaml --who "Steering committee" --why "Approved for 2027"',
        ),
        _report,
    )
    ask_for_case(one)
    one.add_argument("--xlsx", metavar="FILE", help="workbook with live sums; its assumptions can be read back")
    one.add_argument("--html", metavar="FILE", help="one page with everything in it")
    one.add_argument("--pdf", metavar="FILE", help="the whole report as a PDF")
    one.add_argument("--one-page", metavar="FILE", help="the page with which a budget is defended, as a PDF")
    ask_for_language(one, "the report")
    ask_for_day(one)
    one.add_argument("--baseline", metavar="FILE", help="the estimate as an approved baseline, to compare with later")
    one.add_argument("--who", help="who approves it; goes with --baseline")
    one.add_argument("--why", help="why; goes with --baseline")
    one.add_argument("--samples-csv", metavar="FILE", help="the samples, a row for each")
    one.add_argument("--actual", metavar="CSV", help="actual spending (month, category, amount) against the plan")
    ask_to_replace(one)


def _report(asked: argparse.Namespace) -> int:
    from costmodel.cli.terminal_tables import frame_table

    faults: list[Fault | str] = []
    writers = _writers(asked, faults)
    _agree(asked, writers, faults)
    with noted(faults):
        assumptions = asked_assumptions(asked)
    refuse(faults)
    with finite(asked.samples):
        est = simulated(assumptions, asked.samples, asked.seed)
        against = _against_actual(est, asked) if asked.actual else None
        for write, path in writers:
            with told_if_not_written(path):
                write(est, path)
    written = [str(path) for _, path in writers]
    if asked.json:
        told: dict[str, Any] = {"written": written}
        if against is not None:
            told["plan_against_actual"] = for_programs(against, est.assumptions.calendar)
        return tell("report", run_of(est), told)
    told_written(written, asked.lang)
    if against is not None:
        screen = console()
        say(screen, "Plan (expected spending) against actual spending", "bold")
        shown = against[["plan", "actual", "difference", "plan_so_far", "actual_so_far"]]
        table(screen, frame_table(named(shown, est.assumptions.calendar)))
    return 0


def _agree(asked: argparse.Namespace, writers: list[tuple[Write, Path]], faults: list[Fault | str]) -> None:
    """Whether the options go together."""
    if not (writers or faults or asked.actual):
        faults.append(
            Sentence("say what to write: --xlsx FILE, --html FILE, --pdf FILE, --one-page FILE, --baseline FILE ...")
        )
    if len({path.resolve() for _, path in writers}) < len(writers):
        faults.append(Sentence("two reports cannot be written to the same file"))
    if (asked.who or asked.why) and not asked.baseline:
        faults.append(Sentence("--who and --why go with --baseline FILE"))
    if asked.baseline and not (asked.who and asked.why):
        faults.append(Sentence("an approved baseline names who approves it and why: --who NAME --why TEXT"))


def _writers(asked: argparse.Namespace, faults: list[Fault | str]) -> list[tuple[Write, Path]]:
    """What is written where, imported only where it is asked for; no name of another kind, nothing replaced unasked."""
    found: list[tuple[Write, Path]] = []

    def want(option: str, given: str, endings: tuple[str, ...], write: Write) -> None:
        with noted(faults):
            found.append((write, target(option, given, endings, asked.force)))

    written_as = _papers(asked)
    if asked.xlsx:
        from costmodel.report.workbook import put_workbook

        want("--xlsx", asked.xlsx, WORKBOOK, written_as(put_workbook))
    if asked.html:
        from costmodel.report.html import put_html

        want("--html", asked.html, PAGE, written_as(put_html))
    if asked.pdf or asked.one_page:
        from costmodel.report.pdf import put_one_page, put_pdf

        for option, given, put in (("--pdf", asked.pdf, put_pdf), ("--one-page", asked.one_page, put_one_page)):
            if given:
                want(option, given, PAPER, written_as(put))
    if asked.baseline:
        want("--baseline", asked.baseline, ASSUMPTIONS, _approval(asked.who, asked.why, asked.force))
    if asked.samples_csv:
        from costmodel.control.actuals import export_samples

        want("--samples-csv", asked.samples_csv, TABLE, export_samples)
    return found


def _approval(who: str, why: str, replace: bool) -> Write:
    from costmodel import save_baseline

    return lambda est, path: save_baseline(est, path, who=who, why=why, overwrite=replace)


def _papers(asked: argparse.Namespace) -> Callable[[Callable[[Contents, Path], Any]], Write]:
    """Makes writers of papers; what the papers of one estimate hold is computed once for all of them."""

    @cache
    def contents(est: Estimate) -> Contents:
        from costmodel.language.language import language_of
        from costmodel.report.contents import Contents

        return Contents(est, language_of(asked.lang), made_on(asked))

    return lambda put: lambda est, path: put(contents(est), path)


def _against_actual(est: Estimate, asked: argparse.Namespace) -> pd.DataFrame:
    from costmodel import AssumptionsError, plan_against_actual

    try:
        return plan_against_actual(est, asked.actual)
    except AssumptionsError as error:
        raise InputError(*error.faults) from None
