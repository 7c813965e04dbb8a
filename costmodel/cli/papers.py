"""The command `handout`: the workshop's papers to print, one A4 page each."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from costmodel.cli.options import InputError, ask_for_case, ask_for_language, asked_assumptions, finite, simulated

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
    one.epilog = f"Without FOLDER and --scenario, the case is {USUAL}."
    one.set_defaults(command=_handout)


def _handout(asked: argparse.Namespace) -> int:
    from costmodel.workshop.handout import handout
    from costmodel.workshop.question_sheet import question_sheet

    if asked.questions and Path(asked.questions).resolve() == Path(asked.file).resolve():
        raise InputError("two papers cannot be written to the same file")
    if asked.folder is None and not asked.scenario:
        asked.scenario = [USUAL]
    target = asked.file
    written = [str(Path(target))]
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        try:
            handout(est, target, asked.lang)
            if asked.questions:
                target = asked.questions
                question_sheet(est.assumptions, target, code=asked.lang, seed=asked.seed)
                written.append(str(Path(target)))
        except OSError as error:
            raise InputError(f"{target} cannot be written: {error.strerror or error}") from None
        except ValueError as error:
            raise InputError(str(error)) from None
    if asked.json:
        print(json.dumps({"written": written}, indent=2))  # noqa: T201 - the result
        return 0
    for name in written:
        print(f"written: {name}")  # noqa: T201 - the result
    return 0
