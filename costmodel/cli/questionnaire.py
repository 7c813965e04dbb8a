"""The command `questionnaire`: the workshop's empty form, and the levels that filled forms lead to."""

from __future__ import annotations

import argparse

from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import tell
from costmodel.cli.options import ask_for_language, ask_to_replace, target, told_if_not_written
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import console, say, table
from costmodel.errors import Sentence
from costmodel.files.writing import TABLE, WORKBOOK
from costmodel.language.language import language_of
from costmodel.version import __version__

NOTE = (
    "Level: the median of the respondents' means; lowest, highest: the respondents at the ends. The method is a "
    "judgement. With --set the level counts as certain; Python's aggregate(...).levels() keeps the range."
)


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "questionnaire",
        "are we ready: write the empty form, or read filled ones",
        "Writes the empty form on how ready an organisation is, or reads filled ones and says which levels they mean.",
        ("--write form.xlsx --lang de", "answers/ --json"),
        _questionnaire,
    )
    one.add_argument("forms", nargs="*", metavar="FILLED", help="filled forms (.xlsx, .csv), or a folder of them")
    one.add_argument("--write", metavar="FILE", help="write the empty form: FILE.xlsx or FILE.csv")
    ask_for_language(one, "the empty form")
    one.add_argument("--folder", metavar="FOLDER", help="folder of your own assumptions with a questionnaire.yaml")
    ask_to_replace(one)
    one.add_argument("--json", action="store_true", help="one JSON object on standard output instead of tables")


def _questionnaire(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError

    if bool(asked.forms) == bool(asked.write):
        raise InputError(Sentence("either write the empty form (--write FILE.xlsx), or name filled forms to be read"))
    try:
        return _write(asked) if asked.write else _read(asked)
    except AssumptionsError as error:
        raise InputError(*error.faults) from None
    except ValueError as error:
        raise InputError(str(error)) from None


def _write(asked: argparse.Namespace) -> int:
    from costmodel import write_questionnaire

    place = target("--write", asked.write, (*WORKBOOK, *TABLE), asked.force)
    with told_if_not_written(place):
        path = write_questionnaire(place, asked.lang, asked.folder or ())
    if asked.json:
        return tell("questionnaire", {"version": __version__, "written": [str(path)]})
    print(language_of(asked.lang)("told: empty form", file=str(path)))  # noqa: T201 - the result
    return 0


def _read(asked: argparse.Namespace) -> int:
    from costmodel import aggregate, questionnaire, read_questionnaires
    from costmodel.cli.terminal_tables import frame_table

    own = asked.folder or ()
    found = aggregate(read_questionnaires(asked.forms, own), questionnaire(own))
    sets = {name: belief.likeliest for name, belief in found.levels().items()}
    if asked.json:
        beliefs = {
            name: {"min": belief.low, "mode": belief.likeliest, "max": belief.high}
            for name, belief in found.levels().items()
        }
        answer = {
            "respondents": len(found.respondents),
            "blocks": found.table,
            "statements": found.statements,
            "levels": beliefs,
            "set": sets,
        }
        return tell("questionnaire", {"version": __version__}, answer)
    screen = console()
    say(screen, f"Where {len(found.respondents)} people see the six building blocks", "bold")
    shown = ["level", "lowest", "lowest_by", "highest", "highest_by", "spread", "answered", "unknown"]
    table(screen, frame_table(found.table[shown]))
    wide = found.statements[found.statements["spread"] > 0].head(6)
    if len(wide):
        say(screen, "Where they differ most", "bold")
        told = [found.asked.by_code[str(code)].says() for code in wide.index]
        ends = {which: [f"{level:g}" for level in wide[which]] for which in ("lowest", "highest")}
        table(screen, frame_table(wide.assign(says=told, **ends)[["says", "lowest", "highest"]]))
    say(screen, "To be put into other commands:", "bold")
    for name, level in sets.items():
        print(f"  --set {name}={level:g}")  # noqa: T201 - a line to be copied
    say(screen, NOTE, "dim")
    return 0
