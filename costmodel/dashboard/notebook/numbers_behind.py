"""The kinds of cost, in a notebook: on buttons all of them at a glance, and the numbers behind each with sliders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from costmodel import charts
from costmodel.dashboard.notebook.estimates import shipped
from costmodel.dashboard.notebook.pieces import Told, told_piece
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import table
from costmodel.errors import did_you_mean
from costmodel.language.language import Language, language_of
from costmodel.report.contents import Contents
from costmodel.workshop.kinds import kinds
from costmodel.workshop.tables import assumption_table, layer_table


def _all(says: Language) -> Sequence[Any]:
    est = shipped("", says)
    return [charts.categories(Contents(est, says).means, est.assumptions.currency, says.code)]


def _layers(says: Language) -> Sequence[Any]:
    return [table(layer_table(shipped("", says), says), says.code)]


TOGETHER: Mapping[str, Told] = {"all eight": _all, "layers": _layers}


def all_kinds(which: str, language: str = "en") -> Reveal:
    """One piece of what all kinds of cost are together, in the shipped baseline.

    Args:
        which: one of `TOGETHER`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    return told_piece(which, TOGETHER, f"numbers: show {which}", language)


def numbers(kind: str, language: str = "en") -> Reveal:
    """What is assumed of a kind of cost, and below it what follows where it is moved; read when it is asked for.

    Args:
        kind: one of `costmodel.workshop.kinds.kinds`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such kind.
    """
    if kind not in kinds():
        raise ValueError(f"no kind of cost {kind!r}{did_you_mean(kind, kinds())}")
    says, which = language_of(language), kinds()[kind]

    def make() -> Sequence[Any]:
        case = which.start(says)
        shown = table(assumption_table(case, which.shown, says), language, index=False)
        return [shown, lever(which.moved, case, which.follows, language, None)]

    return Reveal(make, says("numbers: show"), says)
