"""The sheet on which everybody answers the questions that matter most, alone and in writing, before anybody speaks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from costmodel import charts
from costmodel.charts.paper import ACCENT, LINE, MUTED, NORMAL, PAPER, SMALL, WATER
from costmodel.charts.typeset import BOTTOM, Page
from costmodel.elicitation.key_questions import MOST, questions
from costmodel.files.assumptions import Assumptions
from costmodel.language.beliefs import symbol_of
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts, translated

TALLEST = 0.6  # inches: room for handwriting
TOP = 0.75
WIDTHS = (4, 44, 22, 11, 11, 13, 38)  # number, question, unit, low, high, likeliest, what it rests on
NARROWER = 0.9  # of the measure: where no narrow typeface is at hand, letters are wider than reckoned
LETTERS = 42  # of a question in a line


def question_sheet(
    assumptions: Assumptions,
    path: str | Path,
    names: Iterable[str] | None = None,
    code: str | Language = "en",
    seed: int = 1,
) -> Path:
    """Write the questions that matter most as a sheet to be filled in by hand: one A4 page, lying, as a PDF.

    What is believed so far is left out on purpose: whoever has seen a number stays near it (anchoring).

    Args:
        assumptions: the case that the group starts from.
        path: the file to write.
        names: of the assumptions that are asked for, 1 to 15; those of `questions` unless told.
        code: of the language, one of `languages()`.
        seed: of the simulation that finds the questions where none are named.

    Raises:
        ValueError: not from 1 to 15 questions, or an unknown language.
        KeyError: a name that does not exist.
        OSError: the file cannot be written.
    """
    says, path = language_of(code), Path(path)
    told = translated(assumptions, says.code)
    asked = list(questions(told, MOST, says.code, seed=seed).index if names is None else names)
    if not 1 <= len(asked) <= MOST:
        raise ValueError(f"from 1 to {MOST} questions find room on the sheet, not {len(asked)}")
    words = texts(says.code, told.folders)
    page = Page(lying=True)
    page.at = TOP
    page.text(0, page.at, says("sheet of questions title"), 17, fontweight="bold")
    page.text(page.measure * 0.62, page.at, says("sheet of questions who"), NORMAL, color=MUTED)
    page.at += 0.04
    page.paragraph(says("sheet of questions how"), NORMAL, width=NARROWER * page.measure)
    page.at += 0.1
    heading = ("number", "ask", "unit", "low", "high", "likeliest", "why")
    names = [
        says(f"sheet of questions {key}") if key not in ("ask", "unit") else says(f"questions {key}") for key in heading
    ]
    starts = [page.measure * sum(WIDTHS[:place]) / sum(WIDTHS) for place in range(len(WIDTHS) + 1)]
    page.block(0, page.at, page.measure, 0.26, ACCENT)
    for name, start in zip(names, starts, strict=False):
        page.text(start + 0.05, page.at + 0.175, name, SMALL, color=PAPER, fontweight="bold")
    page.at += 0.26
    row = min(TALLEST, (page.height - BOTTOM - page.at) / len(asked))
    for number, name in enumerate(asked, start=1):
        belief = told[name]
        event = belief.is_event
        unit = says("sheet of questions event") if event else words.unit(belief.unit, symbol_of(belief))
        page.text(starts[0] + 0.05, page.at + row / 2 + 0.04, str(number), SMALL, color=MUTED)
        _two_lines(page, belief.meaning, starts[1] + 0.05, row)
        page.text(starts[2] + 0.05, page.at + row / 2 + 0.04, unit, SMALL, color=MUTED)
        for edge in starts[3:7]:
            page.block(edge, page.at, 0.008, row, LINE)
        if event:  # an event has a chance and no range
            page.block(starts[3], page.at, starts[5] - starts[3], row, WATER)
        page.at += row
        page.rule(LINE)
    charts.save_pages(path, [page.figure], says("sheet of questions title"))
    return path


def _two_lines(page: Page, text: str, left: float, row: float) -> None:
    import textwrap

    lines = textwrap.wrap(text, LETTERS, max_lines=2, placeholder=" …", break_on_hyphens=False)
    for place, line in enumerate(lines):
        middle = row / 2 + 0.04 + 0.15 * (place - (len(lines) - 1) / 2)
        page.text(left, page.at + middle, line, SMALL)
