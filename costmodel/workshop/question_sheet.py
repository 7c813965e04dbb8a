"""The sheet on which everybody answers the questions that matter most, alone and in writing, before anybody speaks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from costmodel.elicitation.key_questions import MOST, questions
from costmodel.files.assumptions import Assumptions
from costmodel.language.beliefs import symbol_of
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts, translated
from costmodel.report.paper.typesetting import typeset


def question_sheet(
    assumptions: Assumptions,
    path: str | Path,
    names: Iterable[str] | None = None,
    code: str | Language = "en",
    seed: int = 1,
    case: str = "",
) -> Path:
    """Write the questions that matter most as a sheet to be filled in by hand: one A4 page, lying, as a PDF.

    What is believed so far is left out on purpose: whoever has seen a number stays near it (anchoring).

    Args:
        assumptions: the case that the group starts from.
        path: the file to write.
        names: of the assumptions that are asked for, 1 to 15; those of `questions` unless told.
        code: of the language, one of `languages()`.
        seed: of the simulation that finds the questions where none are named.
        case: what the group calls its initiative; stands above the title.

    Raises:
        ValueError: not from 1 to 15 questions, or an unknown language.
        KeyError: a name that does not exist.
        OSError: the file cannot be written.
    """
    says = language_of(code)
    told = translated(assumptions, says.code)
    asked = list(questions(told, MOST, says.code, seed=seed).index if names is None else names)
    if not 1 <= len(asked) <= MOST:
        raise ValueError(f"from 1 to {MOST} questions find room on the sheet, not {len(asked)}")
    words = texts(says.code, told.folders)
    heading = ("number", "ask", "unit", "low", "high", "likeliest", "why")
    rows = []
    for name in asked:
        belief = told[name]
        event = belief.is_event
        unit = says("sheet of questions event") if event else words.unit(belief.unit, symbol_of(belief))
        rows.append({"question": belief.meaning, "unit": unit, "event": event})
    data = {
        "lang": says.code,
        "title": says("sheet of questions title"),
        "case": case,
        "who": says("sheet of questions who"),
        "how": says("sheet of questions how"),
        "columns": [
            says(f"questions {key}" if key in ("ask", "unit") else f"sheet of questions {key}") for key in heading
        ],
        "rows": rows,
        "foot": "",
    }
    return typeset("question_sheet", data, path)
