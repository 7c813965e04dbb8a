"""The command `workshop`: a clean folder before, what the group has made afterwards, and empty forms by themselves."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from costmodel.cli.options import (
    InputError,
    ask_for_language,
    ask_to_replace,
    asked_assumptions,
    lines,
    target,
    told_if_not_written,
)
from costmodel.files.writing import TABLE, WORKBOOK

USUAL = "three_week_model"  # the story that the workshop begins with


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command and its parts."""
    one = commands.add_parser("workshop", help="prepare a workshop, close it, write its forms", allow_abbrev=False)
    parts = one.add_subparsers(title="parts", required=True, metavar="PART")
    before = parts.add_parser(
        "prepare", help="a clean folder: notebooks without outputs, empty forms, papers, no result", allow_abbrev=False
    )
    before.add_argument("place", metavar="FOLDER", help="a new or empty folder")
    _ask_for_start(before)
    before.set_defaults(command=_prepare)
    after = parts.add_parser(
        "close",
        help="collect what was filled in: case, page, workbook and hand-out",
        allow_abbrev=False,
    )
    after.add_argument("place", metavar="FOLDER", help="the folder that `prepare` has made")
    _ask_for_name(after)
    after.set_defaults(command=_close)
    printed = parts.add_parser(
        "material", help="invitation, poster, cards, canvas, decision table, sponsor's slides (PDF)", allow_abbrev=False
    )
    printed.add_argument("place", metavar="FOLDER", help="the folder to write to")
    ask_for_language(printed, "the papers")
    printed.add_argument("--json", action="store_true", help="one JSON object on standard output")
    printed.set_defaults(command=_material)
    form = parts.add_parser("form", help="the questions that matter most as an empty form", allow_abbrev=False)
    form.add_argument("file", metavar="FILE", help="FILE.xlsx or FILE.csv")
    _ask_for_start(form)
    ask_to_replace(form)
    form.set_defaults(command=_form)


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
    _ask_for_name(part)


def _ask_for_name(part: argparse.ArgumentParser) -> None:
    part.add_argument("--case", default="", metavar="NAME", help="what the group calls its initiative")
    ask_for_language(part, "forms and papers")
    part.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _prepare(asked: argparse.Namespace) -> int:
    from costmodel.workshop.clean_folder import prepare

    asked.scenario = asked.scenario or [USUAL]
    start = asked_assumptions(asked)
    try:
        written = prepare(asked.place, start, asked.case, asked.lang)
    except FileExistsError as error:
        raise InputError(f"{asked.place} {error.strerror}; a workshop begins in a new one") from None
    _say([Path(asked.place) / path for path in written], {}, asked.json)
    return 0


def _close(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError
    from costmodel.workshop.clean_folder import close

    if not Path(asked.place).is_dir():
        raise InputError(f"{asked.place} is no folder")
    try:
        closed = close(asked.place, asked.case, asked.lang)
    except AssumptionsError as error:
        raise InputError(lines(error.faults)) from None
    except ValueError as error:
        raise InputError(str(error)) from None
    told = {"case": closed.case, "people": list(closed.people), "answers": closed.answers}
    _say(list(closed.written), told | {"unread": list(map(str, closed.unread))}, asked.json)
    return 0


def _material(asked: argparse.Namespace) -> int:
    from costmodel.workshop.material import material

    _say(material(asked.place, asked.lang), {}, asked.json)
    return 0


def _form(asked: argparse.Namespace) -> int:
    from costmodel.elicitation.key_questions import questions
    from costmodel.workshop.answer_forms import write_answer_form

    place = target("FILE", asked.file, (*WORKBOOK, *TABLE), asked.force)
    asked.scenario = asked.scenario or [USUAL]
    start = asked_assumptions(asked)
    about = {"case": asked.case, "starts from": " + ".join(start.scenarios)}
    with told_if_not_written(place):
        names = list(questions(start, code=asked.lang).index)
        _say([write_answer_form(place, start, names, asked.lang, about)], {}, asked.json)
    return 0


def _say(written: list[Path], told: dict[str, object], as_json: bool) -> None:
    files = [str(path) for path in written]
    if as_json:
        print(json.dumps(told | {"written": files}, indent=2, ensure_ascii=False))  # noqa: T201 - the result
        return
    for key, value in told.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        if shown:
            print(f"{key}: {shown}")  # noqa: T201 - the result
    for name in files:
        print(f"written: {name}")  # noqa: T201 - the result
