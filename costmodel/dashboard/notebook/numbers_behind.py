"""The numbers behind a kind of cost, in a notebook: on a button each with its source, and sliders to move them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from costmodel import load
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import table
from costmodel.language.language import language_of
from costmodel.language.translations import translated
from costmodel.workshop.tables import assumption_table


def numbers(
    names: Sequence[str], sliders: Sequence[str], of: Sequence[str], language: str = "en", scenario: str = ""
) -> Reveal:
    """What is assumed of a kind of cost, and below it what follows where it is moved; read when it is asked for.

    Args:
        names: of the assumptions to be shown, with ``*`` for anything.
        sliders: names of those to be moved.
        of: the figures below the sliders, as for `lever`.
        language: one of `languages()`.
        scenario: the case; the shipped baseline unless told.
    """
    says = language_of(language)

    def make() -> Sequence[Any]:
        case = translated(load(scenarios=[scenario] if scenario else []), says.code)
        shown = table(assumption_table(case, names, says), language, index=False)
        return [shown, lever(sliders, case, of, language, None)]

    return Reveal(make, says("numbers: show"), says)
