"""The command `handout`: the workshop's papers to print, one A4 page each."""

from __future__ import annotations

import argparse
import json

from costmodel.cli.options import (
    InputError,
    ask_for_case,
    ask_for_language,
    ask_to_replace,
    asked_assumptions,
    finite,
    simulated,
    target,
    told_if_not_written,
)
from costmodel.files.writing import PAPER

USUAL = "three_week_model"  # the story that the workshop begins with


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command and its options."""
    one = commands.add_parser("handout", help="the workshop's hand-out to print, as a PDF", allow_abbrev=False)
    one.add_argument("file", metavar="FILE", help="the PDF to write, such as handout.pdf")
    ask_for_case(one)
    ask_for_language(one, "the papers")
    one.add_argument(
        "--questions", metavar="FILE", help="also the questions that matter most, as a sheet to fill in by hand (PDF)"
    )
    ask_to_replace(one)
    one.epilog = f"Without FOLDER and --scenario, the case is {USUAL}."
    one.set_defaults(command=_handout)


def _handout(asked: argparse.Namespace) -> int:
    from costmodel.workshop.handout import handout
    from costmodel.workshop.question_sheet import question_sheet

    paper = target("FILE", asked.file, PAPER, asked.force)
    sheet = target("--questions", asked.questions, PAPER, asked.force) if asked.questions else None
    if sheet is not None and sheet.resolve() == paper.resolve():
        raise InputError("two papers cannot be written to the same file")
    if asked.folder is None and not asked.scenario:
        asked.scenario = [USUAL]
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        with told_if_not_written(paper):
            handout(est, paper, asked.lang)
        if sheet is not None:
            with told_if_not_written(sheet):
                question_sheet(est.assumptions, sheet, code=asked.lang, seed=asked.seed)
    written = [str(path) for path in (paper, sheet) if path is not None]
    if asked.json:
        print(json.dumps({"written": written}, indent=2))  # noqa: T201 - the result
        return 0
    for name in written:
        print(f"written: {name}")  # noqa: T201 - the result
    return 0
