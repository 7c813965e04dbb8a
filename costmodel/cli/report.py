"""The command `report`: the estimate as a workbook, a page, a PDF, a file of samples, or against actual spending."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.cli.options import (
    InputError,
    ask_for_case,
    ask_for_language,
    asked_assumptions,
    finite,
    lines,
    simulated,
)
from costmodel.cli.terminal import console, say, table

if TYPE_CHECKING:
    import pandas as pd

    from costmodel import Estimate

Write = Callable[["Estimate", Path], Any]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command and its options."""
    one = commands.add_parser("report", help="a workbook, a page, a PDF to hand on", allow_abbrev=False)
    ask_for_case(one)
    one.add_argument("--xlsx", metavar="FILE", help="workbook with live sums; its assumptions can be read back")
    one.add_argument("--html", metavar="FILE", help="one page with everything in it")
    one.add_argument("--pdf", metavar="FILE", help="the whole report as a PDF")
    one.add_argument("--one-page", metavar="FILE", help="the page with which a budget is defended, as a PDF")
    ask_for_language(one, "the report")
    one.add_argument("--baseline", metavar="FILE", help="the estimate as an approved baseline, to compare with later")
    one.add_argument("--who", help="who approves it; goes with --baseline")
    one.add_argument("--why", help="why; goes with --baseline")
    one.add_argument("--samples-csv", metavar="FILE", help="the samples, a row for each")
    one.add_argument("--actual", metavar="CSV", help="actual spending (month, category, amount) against the plan")
    one.set_defaults(command=_report)


def _report(asked: argparse.Namespace) -> int:
    from costmodel.cli.terminal_tables import frame_dict, frame_table

    wanted = (asked.xlsx, asked.html, asked.pdf, asked.one_page, asked.samples_csv, asked.baseline, asked.actual)
    if not any(wanted):
        raise InputError(
            "say what to write: --xlsx FILE, --html FILE, --pdf FILE, --one-page FILE, --baseline FILE ..."
        )
    targets = [target for target in wanted[:-1] if target]
    if len(set(targets)) < len(targets):
        raise InputError("two reports cannot be written to the same file")
    if (asked.who or asked.why) and not asked.baseline:
        raise InputError("--who and --why go with --baseline FILE")
    if asked.baseline and not (asked.who and asked.why):
        raise InputError("an approved baseline names who approves it and why: --who NAME --why TEXT")
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        against = _against_actual(est, asked) if asked.actual else None
        written = []
        for write, target in _writers(asked):
            _written(write, est, target)
            written.append(str(target))
    if asked.json:
        told = {"written": written} | ({} if against is None else {"plan_against_actual": frame_dict(against)})
        print(json.dumps(told, indent=2, allow_nan=False))  # noqa: T201 - the result
        return 0
    for name in written:
        print(f"written: {name}")  # noqa: T201 - the result
    if against is not None:
        screen = console()
        say(screen, "Plan (expected spending) against actual spending", "bold")
        table(screen, frame_table(against))
    return 0


def _writers(asked: argparse.Namespace) -> list[tuple[Write, Path]]:
    """What is written where, imported only where it is asked for."""
    found: list[tuple[Write, Path]] = []
    if asked.xlsx:
        from costmodel.report import workbook

        found.append((_in_language(workbook.write, asked.lang), Path(asked.xlsx)))
    if asked.html or asked.pdf or asked.one_page:
        from costmodel.report.html import write_html
        from costmodel.report.pdf import one_page, write_pdf

        pages = ((asked.html, write_html), (asked.pdf, write_pdf), (asked.one_page, one_page))
        found += [(_in_language(write, asked.lang), Path(target)) for target, write in pages if target]
    if asked.baseline:
        from costmodel import save_baseline

        found.append((lambda est, path: save_baseline(est, path, who=asked.who, why=asked.why), Path(asked.baseline)))
    if asked.samples_csv:
        from costmodel.control.actuals import export_samples

        found.append((export_samples, Path(asked.samples_csv)))
    return found


def _in_language(write: Callable[..., Any], language: str) -> Write:
    return lambda est, path: write(est, path, language)


def _written(write: Write, est: Estimate, target: Path) -> None:
    try:
        write(est, target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror or error}") from None
    except ValueError as error:
        raise InputError(str(error)) from None


def _against_actual(est: Estimate, asked: argparse.Namespace) -> pd.DataFrame:
    from costmodel import AssumptionsError, plan_against_actual

    try:
        return plan_against_actual(est, asked.actual)
    except AssumptionsError as error:
        raise InputError(lines(error.faults)) from None
