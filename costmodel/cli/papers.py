"""The command `handout`: the workshop's papers to print, one A4 page each."""

from __future__ import annotations

import argparse
from pathlib import Path

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
from costmodel.cli.refusals import noted, refuse
from costmodel.cli.terminal import told_written
from costmodel.errors import Fault, Sentence
from costmodel.files.writing import PAPER

USUAL = "three_week_model"  # the story that the workshop begins with


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "handout",
        "the workshop's hand-outs to print, as PDFs",
        f"Writes the workshop's hand-outs as PDFs; without FOLDER and --scenario, the case is {USUAL}.",
        ("handout.pdf --before before.pdf --questions questions.pdf --lang de",),
        _handout,
    )
    one.add_argument("file", metavar="FILE", help="the hand-out of afterwards, with results (PDF)")
    ask_for_case(one)
    ask_for_language(one, "the papers")
    ask_for_day(one)
    one.add_argument(
        "--questions", metavar="FILE", help="also the questions that matter most, as a sheet to fill in by hand (PDF)"
    )
    one.add_argument("--before", metavar="FILE", help="also the hand-out of before the workshop, without results (PDF)")
    ask_to_replace(one)


def _handout(asked: argparse.Namespace) -> int:
    from costmodel.workshop.handout import handout, handout_before
    from costmodel.workshop.question_sheet import question_sheet

    faults: list[Fault | str] = []
    papers: list[Path] = []
    for option, path in (("FILE", asked.file), ("--questions", asked.questions), ("--before", asked.before)):
        if path:
            with noted(faults):
                papers.append(target(option, path, PAPER, asked.force))
    if len({path.resolve() for path in papers}) < len(papers):
        faults.append(Sentence("two papers cannot be written to the same file"))
    if asked.folder is None and not asked.scenario:
        asked.scenario = [USUAL]
    with noted(faults):
        assumptions = asked_assumptions(asked)
    refuse(faults)
    paper = papers[0]
    with finite(asked.samples):
        est = simulated(assumptions, asked.samples, asked.seed)
        with told_if_not_written(paper):
            handout(est, paper, asked.lang, made_on(asked))
        if asked.questions:
            with told_if_not_written(Path(asked.questions)):
                question_sheet(est.assumptions, asked.questions, code=asked.lang, seed=asked.seed)
        if asked.before:
            with told_if_not_written(Path(asked.before)):
                handout_before(est.assumptions, asked.before, asked.lang)
    written = [str(path) for path in papers]
    if asked.json:
        return tell("handout", run_of(est), {"written": written})
    told_written(written, asked.lang)
    return 0
