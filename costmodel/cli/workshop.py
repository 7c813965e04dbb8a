"""The command `workshop`: a clean folder before, what the group has made afterwards, and empty forms by themselves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.cli.commands import Commands, command, family
from costmodel.cli.machine import tell
from costmodel.cli.options import ask_for_language, ask_to_replace, asked_assumptions, target, told_if_not_written
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import told_written
from costmodel.files.writing import TABLE, WORKBOOK
from costmodel.language.language import language_of
from costmodel.language.language_files import FIRST, languages
from costmodel.version import __version__

if TYPE_CHECKING:
    from costmodel import Assumptions

USUAL = "three_week_model"  # the story that the workshop begins with


def add(commands: Commands) -> None:
    """The family and its commands."""
    made = family(
        commands,
        "workshop",
        "prepare a workshop, close it, write its forms and papers",
        "Makes what a workshop needs before it begins, and collects what the group has made.",
        ("prepare ours --scenario visual_inspection --case Labels", "close ours"),
    )
    before = command(
        made,
        "prepare",
        "a clean folder: notebooks without outputs, empty forms, papers, no result",
        f"Makes a clean folder for a workshop; without --folder and --scenario, its case is {USUAL}.",
        ("ours --scenario visual_inspection --case Labels", "unser --scenario visual_inspection --lang de"),
        _prepare,
        "workshop",
    )
    before.add_argument("place", metavar="FOLDER", help="a new or empty folder")
    _ask_for_start(before)
    before.add_argument("--first-estimate", default="", metavar="AMOUNT", help="which estimate there is already")
    after = command(
        made,
        "close",
        "collect what was filled in: case, page, workbook and hand-out",
        "Collects filled forms and what was typed, and writes the case, its page, its workbook and the hand-out.",
        ("ours", "ours --case Labels --json"),
        _close,
        "workshop",
    )
    after.add_argument("place", metavar="FOLDER", help="the folder that `prepare` has made")
    _ask_for_name(after)
    after.add_argument("--lang", choices=languages(), help="language of the papers; that of the forms unless told")
    form = command(
        made,
        "form",
        "the questions that matter most as an empty form",
        f"Writes the questions that matter most as an empty form; without a case, that of {USUAL}.",
        ("questions.xlsx --scenario visual_inspection",),
        _form,
        "workshop",
    )
    form.add_argument("file", metavar="FILE", help="FILE.xlsx or FILE.csv")
    _ask_for_start(form)
    ask_to_replace(form)
    printed = command(
        made,
        "material",
        "invitation, poster, cards, canvas, decision table, sponsor's slides (PDF)",
        "Writes all that is printed for a workshop besides hand-out and questions, a PDF each.",
        ("papers --lang de",),
        _material,
        "workshop",
    )
    printed.add_argument("place", metavar="FOLDER", help="the folder to write to")
    ask_for_language(printed, "the papers")
    _ask_for_name(printed)


def _ask_for_start(part: argparse.ArgumentParser) -> None:
    part.add_argument("--folder", metavar="FOLDER", help="folder of your own assumptions")
    part.add_argument(
        "--scenario",
        action="append",
        default=[],
        metavar="NAME|FILE",
        help=f"the nearest case; {USUAL} unless told; may be repeated",
    )
    part.set_defaults(sets=[])
    ask_for_language(part, "forms and papers")
    _ask_for_name(part)


def _ask_for_name(part: argparse.ArgumentParser) -> None:
    part.add_argument("--case", default="", metavar="NAME", help="what the group calls its initiative")
    _ask_for_json(part)


def _ask_for_json(part: argparse.ArgumentParser) -> None:
    part.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _prepare(asked: argparse.Namespace) -> int:
    from costmodel.workshop.clean_folder import prepare

    start = _start(asked)
    try:
        written = prepare(asked.place, start, asked.case, asked.lang, asked.first_estimate, asked.scenario)
    except FileExistsError:
        raise InputError(language_of(asked.lang)("told: not empty", folder=asked.place)) from None
    except ValueError as error:
        raise InputError(str(error)) from None
    return _say([Path(asked.place) / path for path in written], {}, asked.lang, asked.json)


def _start(asked: argparse.Namespace) -> Assumptions:
    if asked.folder is None and not asked.scenario:
        asked.scenario = [USUAL]
    return asked_assumptions(asked)


def _close(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError
    from costmodel.workshop.clean_folder import close, language_in

    asked.lang = asked.lang or language_in(asked.place)
    if not Path(asked.place).is_dir():
        raise InputError(language_of(asked.lang or FIRST)("told: no folder", folder=asked.place))
    try:
        closed = close(asked.place, asked.case, asked.lang)
    except AssumptionsError as error:
        raise InputError(*error.faults) from None
    except ValueError as error:
        raise InputError(str(error)) from None
    told: dict[str, object] = {"case": closed.case, "people": list(closed.people), "answers": closed.answers}
    told["unread"] = list(map(str, closed.unread))
    return _say(list(closed.written), told, closed.language, asked.json)


def _material(asked: argparse.Namespace) -> int:
    from costmodel.workshop.material import material

    return _say(material(asked.place, asked.lang, asked.case), {}, asked.lang, asked.json)


def _form(asked: argparse.Namespace) -> int:
    from costmodel.elicitation.key_questions import questions
    from costmodel.workshop.answer_forms import write_answer_form
    from costmodel.workshop.case_start import begins_with

    place = target("FILE", asked.file, (*WORKBOOK, *TABLE), asked.force)
    start = _start(asked)
    about = {"case": asked.case, "starts from": begins_with(start, place.parent, asked.scenario)}
    with told_if_not_written(place):
        names = list(questions(start, code=asked.lang).index)
        return _say([write_answer_form(place, start, names, asked.lang, about)], {}, asked.lang, asked.json)


def _say(written: list[Path], told: dict[str, object], code: str, as_json: bool) -> int:
    if as_json:
        return tell("workshop", {"version": __version__}, told, {"written": list(map(str, written))})
    says = language_of(code)
    for key, value in told.items():
        for shown in value if isinstance(value, list) else [value]:
            print(says(f"told: {key}", what=str(shown)))  # noqa: T201 - the result
    told_written(written, code)
    return 0
