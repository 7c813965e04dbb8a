"""How sure are we, in a notebook: on buttons what ranges, cards, sums and other people's projects say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from costmodel import calibration_questions, charts, score_calibration
from costmodel.dashboard.notebook.estimates import SHIPPED
from costmodel.dashboard.notebook.pieces import Told, told_piece
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.dashboard.notebook.table import table
from costmodel.language.language import Language
from costmodel.workshop.ranges import (
    Sum,
    When,
    averaged_table,
    date_table,
    errors,
    examples,
    outside_table,
    packages_table,
    readings_table,
    reserve_table,
    seeds_table,
)


def _quiz(says: Language) -> Sequence[Any]:
    found = score_calibration(examples().answers, calibration_questions(says))
    drawn = charts.calibration(found, says)
    return [found.verdict(says), drawn, table(found.in_words(says), says.code, index=False)]


def _readings(says: Language) -> Sequence[Any]:
    of = examples()
    return [charts.two_readings(*of.reading, says("ranges: days"), says), _days(readings_table(of, says), says)]


def _cards(when: When, says: Language) -> Sequence[Any]:
    pooled = examples().pooled(when, says)
    return [pooled.verdict(says), charts.expert_ranges(pooled, says("ranges: working days"), says)]


def _averaged(says: Language) -> Sequence[Any]:
    return [_days(averaged_table(examples(), says), says)]


def _our_range(says: Language) -> Sequence[Any]:
    return [table(date_table(examples(), says), says.code)]


def _packages(says: Language) -> Sequence[Any]:
    return [_days(packages_table(examples(), says), says)]


def _days(rows: Any, says: Language) -> Any:
    """A table of days, which nobody counts in tenths."""
    return table(rows, says.code, digits=0)


def _likeliest(says: Language) -> Sequence[Any]:
    parts = Sum(examples())
    return [charts.sum_of_likeliest(parts.total, parts.likeliest, says("ranges: dollars"), says)]


def _reserve(says: Language) -> Sequence[Any]:
    return [table(reserve_table(examples(), says), says.code)]


def _seeds(says: Language) -> Sequence[Any]:
    return [table(seeds_table(examples(), says), says.code)]


def _errors(says: Language) -> Sequence[Any]:
    of = examples()
    return [charts.sampling_error(errors(of, says), of.start(says).currency, says)]


def _outside(says: Language) -> Sequence[Any]:
    return [table(outside_table(examples(), SHIPPED, says), says.code, index=False)]


PIECES: Mapping[str, Told] = {
    "quiz": _quiz,
    "readings": _readings,
    "cards": lambda says: _cards("before", says),
    "averaged": _averaged,
    "new cards": lambda says: _cards("after", says),
    "our range": _our_range,
    "packages": _packages,
    "likeliest": _likeliest,
    "reserve": _reserve,
    "seeds": _seeds,
    "errors": _errors,
    "outside": _outside,
}


def ranges(which: str, language: str = "en") -> Reveal:
    """One piece of what there is to be seen of ranges, worked out when somebody presses the button.

    Args:
        which: one of `PIECES`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    return told_piece(which, PIECES, f"ranges: show {which}", language)
